/**
 * What an administrator asks for when a key is issued or changed: from unknown input to a draft, or to the first
 * fault. Pure. Whether the person may have it is asked elsewhere.
 */
import * as z from 'zod/mini';
import { fieldNamed } from '../catalogue/field-families';
import { parseGrantCondition } from '../jql/grant-condition';
import { LIMIT_NAMES, limitsOf, maxLifetimeDays, mayBeGranted } from '../policy/ceilings';
import { PERMISSIONS, type Permission } from '../policy/permissions';
import { err, ok, type Result } from '../result';
import { type Conditions, type Limits, REVEALABLE, type Revealable } from '../storage/records/api-key';
import type { SiteRecord } from '../storage/records/site';
import { parseEndpointRule } from './endpoint-rule';
import { type AdministrationFault, invalid, invalidBySchema } from './fault';
import { oneLine } from './one-line';
import { fitsSomething } from './rule-fits';

const GRANTS_MAX = 20;
const RULES_MAX = 20;
const LISTED_MAX = 50;
const DAY_MS = 24 * 60 * 60 * 1000;

export const permissionForm = z.enum(PERMISSIONS, {
  error: 'is no permission of this app; docs/permissions.md lists them',
});

const moment = z.iso.datetime({ offset: true, error: 'must be a date and time such as 2026-12-31T00:00:00Z' });

const id = (what: string) => z.string().check(z.regex(/^[1-9][0-9]{0,17}$/, `must be ${what}'s numeric id, as text`));
const fieldId = z
  .string()
  .check(z.regex(/^(?:customfield_[1-9][0-9]{0,17}|[A-Za-z]{1,40})$/, 'must be the id of a field, such as labels'));
/** A word that is no field would hide nothing, and nobody would hear of it. */
const hiddenField = z.pipe(
  z
    .string()
    .check(
      z.refine(
        (text) => fieldNamed(text) !== undefined,
        'must be the id of a field that answers can show, such as duedate or customfield_10050',
      ),
    ),
  z.transform((text: string) => fieldNamed(text) ?? text),
);
const hiddenFields = z.pipe(
  z.array(hiddenField).check(z.maxLength(LISTED_MAX)),
  z.transform((ids: string[]) => [...new Set(ids)]),
);
const upTo = (max: number) =>
  z.optional(z.int().check(z.gte(1, 'must be at least 1'), z.lte(max, `must be at most ${max}`)));

const conditions = z.strictObject({
  issueTypes: z.optional(
    z.array(id('an issue type')).check(z.minLength(1, 'must name at least one type'), z.maxLength(LISTED_MAX)),
  ),
  fields: z.optional(z.array(fieldId).check(z.maxLength(LISTED_MAX))),
  transitions: z.optional(
    z.array(id('a transition')).check(z.minLength(1, 'must name at least one transition'), z.maxLength(LISTED_MAX)),
  ),
  jql: z.optional(z.string().check(z.maxLength(1_000, 'must have at most 1000 characters'))),
});

/** The form of limits, of keys and of ceilings. */
export const limitsForm = z.strictObject({
  callsPerMinute: upTo(10_000),
  callsPerDay: upTo(10_000_000),
  writesPerDay: upTo(10_000_000),
  pointsPerHour: upTo(1_000_000),
  refusedPerHour: upTo(10_000),
  pageMax: upTo(5_000),
});

const grant = z.strictObject({
  projectId: id('a project'),
  permissions: z.array(permissionForm).check(z.minLength(1, 'must hold at least one permission'), z.maxLength(100)),
  endpointRules: z.optional(z.array(z.string()).check(z.minLength(1), z.maxLength(RULES_MAX))),
  conditions: z.optional(conditions),
});
const grants = z.array(grant).check(z.minLength(1, 'must hold at least one grant'), z.maxLength(GRANTS_MAX));

const reveals = z.array(z.enum(REVEALABLE, { error: 'must be emailAddresses, restrictedEntries or pastInQueries' }));

const members = {
  name: oneLine(1, 80),
  purpose: oneLine(0, 500),
  grants,
  expiresAt: moment,
  notBefore: z.optional(moment),
  limits: z.optional(limitsForm),
  hiddenFields: z.optional(hiddenFields),
  reveals: z.optional(reveals),
  unusedDaysMax: upTo(365),
  noticeIssueId: z.optional(id('an issue')),
};
const keyDraft = z.strictObject({ ...members, purpose: z._default(members.purpose, '') });
/** A change names only what shall be different; null takes an optional member away. */
const keyChange = z.strictObject({
  name: z.optional(members.name),
  purpose: z.optional(members.purpose),
  grants: z.optional(z.array(grant).check(z.maxLength(GRANTS_MAX))),
  expiresAt: z.optional(moment),
  notBefore: z.nullish(moment),
  limits: z.nullish(limitsForm),
  hiddenFields: z.nullish(hiddenFields),
  reveals: z.nullish(reveals),
  unusedDaysMax: z.nullable(upTo(365)),
  noticeIssueId: z.nullish(id('an issue')),
});

export type GrantDraft = {
  readonly projectId: string;
  readonly permissions: readonly Permission[];
  readonly endpointRules?: readonly string[];
  readonly conditions?: Conditions;
};

/** Times are epoch milliseconds. */
export type KeyDraft = {
  readonly name: string;
  readonly purpose: string;
  readonly grants: readonly GrantDraft[];
  readonly expiresAt: number;
  readonly notBefore?: number;
  readonly limits?: Limits;
  readonly hiddenFields?: readonly string[];
  readonly reveals?: readonly Revealable[];
  readonly unusedDaysMax?: number;
  readonly noticeIssueId?: string;
};

type Removable = 'notBefore' | 'limits' | 'hiddenFields' | 'reveals' | 'unusedDaysMax' | 'noticeIssueId';
/** What of a key shall be different; a member that is null shall be taken away. */
export type KeyChange = { readonly [K in Exclude<keyof KeyDraft, Removable>]?: KeyDraft[K] } & {
  readonly [K in Removable]?: KeyDraft[K] | null;
};

/**
 * Reads a draft. What it comes to is held against the ceilings by `faultOf`, and only for someone who may issue the key:
 * projects have ceilings of their own, and a fault would tell of them.
 */
export const parseDraft = (input: unknown): Result<KeyDraft, AdministrationFault> => {
  const parsed = z.safeParse(keyDraft, input);
  if (!parsed.success) return err(invalidBySchema(parsed.error));
  const draft = withTimes(parsed.data) as KeyDraft;
  const fault = faultOfGrants(draft.grants) ?? faultOfRules(draft.grants);
  return fault === undefined ? ok(draft) : err(fault);
};

/** Reads a change. What it comes to is held against the ceilings by `faultOf`. */
export const parseChange = (input: unknown): Result<KeyChange, AdministrationFault> => {
  const parsed = z.safeParse(keyChange, input);
  if (!parsed.success) return err(invalidBySchema(parsed.error));
  const change = withTimes(parsed.data) as KeyChange;
  const fault = faultOfGrants(change.grants ?? []) ?? faultOfRules(change.grants ?? []);
  return fault === undefined ? ok(change) : err(fault);
};

/** Texts of times become numbers; members that were not given are left out. */
const withTimes = (data: {
  readonly expiresAt?: string | undefined;
  readonly notBefore?: string | null | undefined;
}): object => {
  const { expiresAt, notBefore, ...rest } = data;
  return withoutUndefined({
    ...rest,
    expiresAt: expiresAt === undefined ? undefined : Date.parse(expiresAt),
    notBefore: typeof notBefore === 'string' ? Date.parse(notBefore) : notBefore,
  });
};

const withoutUndefined = (value: unknown): object => JSON.parse(JSON.stringify(value));

/** When the key was issued, epoch milliseconds; `before`: what it held until now, where it is changed. */
export type Moment = { readonly createdAt: number; readonly now: number; readonly before?: KeyDraft };

/**
 * What of a key is not possible under the ceilings. What a key held before a ceiling was lowered stays in it, and counts
 * for nothing while the ceiling is low: a change of something else need not repair it.
 */
export const faultOf = (draft: KeyDraft, site: SiteRecord, moment: Moment): AdministrationFault | undefined =>
  faultOfTimes(draft, site, moment) ??
  faultOfGrants(draft.grants) ??
  faultOfCeilings(draft, site, moment.before) ??
  faultOfLimits(draft, site, moment.before);

const faultOfTimes = (
  draft: KeyDraft,
  site: SiteRecord,
  { createdAt, now, before }: Moment,
): AdministrationFault | undefined => {
  if (draft.expiresAt <= now) {
    return invalid('expiresAt', 'The key would be expired from the start.', 'Choose a time in the future.');
  }
  const days = Math.min(...draft.grants.map(({ projectId }) => maxLifetimeDays(site, projectId)));
  const latest = createdAt + days * DAY_MS;
  const isLater = draft.expiresAt > (before?.expiresAt ?? 0) || addsProject(draft, before);
  if (isLater && draft.expiresAt > latest) {
    return invalid(
      'expiresAt',
      `On this site a key may live for at most ${days} days.`,
      `Choose a time not later than ${new Date(latest).toISOString()}.`,
    );
  }
  if (draft.notBefore !== undefined && draft.notBefore >= draft.expiresAt) {
    return invalid('notBefore', 'The key would begin when it has ended.', 'Choose a beginning before the end.');
  }
  return undefined;
};

const faultOfGrants = (wanted: readonly GrantDraft[]): AdministrationFault | undefined => {
  const seen = new Set<string>();
  for (const [at, { projectId, endpointRules = [], conditions: narrowing, permissions }] of wanted.entries()) {
    if (seen.has(projectId)) {
      return invalid(
        `grants.${at}.projectId`,
        'Two grants name the same project.',
        'Put the permissions for a project into one grant.',
      );
    }
    seen.add(projectId);
    const bad = endpointRules.findIndex((rule) => !parseEndpointRule(rule).ok);
    if (bad >= 0) {
      return invalid(
        `grants.${at}.endpointRules.${bad}`,
        'This is no endpoint rule.',
        'Write a method and a path, such as GET /rest/api/3/issue/*.',
      );
    }
    const fault = narrowing?.jql === undefined ? undefined : faultOfJql(narrowing.jql, permissions);
    if (fault !== undefined) return invalid(`grants.${at}.conditions.jql`, ...fault);
  }
  return undefined;
};

/** Of rules that are written now: what a key holds from before may have lost its operation, and is not asked about. */
const faultOfRules = (wanted: readonly GrantDraft[]): AdministrationFault | undefined => {
  for (const [at, { endpointRules = [] }] of wanted.entries()) {
    const idle = endpointRules.findIndex((text) => {
      const rule = parseEndpointRule(text);
      return rule.ok && !fitsSomething(rule.value);
    });
    if (idle >= 0) {
      return invalid(
        `grants.${at}.endpointRules.${idle}`,
        'No operation that is offered to keys fits this rule.',
        'Write method and path as Jira documents them, with * for each id, such as GET /rest/api/3/issue/*.',
      );
    }
  }
  return undefined;
};

const faultOfJql = (jql: string, permissions: readonly Permission[]): readonly [string, string] | undefined => {
  const writes = permissions.filter((permission) => !permission.endsWith(':read'));
  if (writes.length > 0) {
    return [
      `A JQL condition is for grants that only read; this one also holds ${writes.join(', ')}.`,
      'Leave those out, or use issue types as the condition.',
    ];
  }
  const parsed = parseGrantCondition(jql);
  return parsed.ok ? undefined : [parsed.error, 'Use what depends on this project only, without ORDER BY.'];
};

const addsProject = (draft: KeyDraft, before: KeyDraft | undefined): boolean =>
  draft.grants.some(({ projectId }) => before?.grants.every((grant) => grant.projectId !== projectId) ?? true);

const faultOfCeilings = (
  draft: KeyDraft,
  site: SiteRecord,
  before: KeyDraft | undefined,
): AdministrationFault | undefined => {
  if (draft.grants.length > 1 && site.severalProjects === false && addsProject(draft, before)) {
    return invalid('grants', 'On this site a key may reach one project only.', 'Issue a key for each project.');
  }
  for (const [at, { projectId, permissions }] of draft.grants.entries()) {
    const held = before?.grants.find((grant) => grant.projectId === projectId)?.permissions ?? [];
    const over = permissions.filter(
      (permission) => !held.includes(permission) && !mayBeGranted(site, projectId, permission),
    );
    if (over.length > 0) {
      return invalid(
        `grants.${at}.permissions`,
        `A site admin does not allow keys to hold ${over.join(', ')} here.`,
        'Leave them out, or ask a site admin to raise the ceiling.',
      );
    }
  }
  return undefined;
};

/** A key's own limit above the ceiling's would promise what no call gets. */
const faultOfLimits = (
  draft: KeyDraft,
  site: SiteRecord,
  before: KeyDraft | undefined,
): AdministrationFault | undefined => {
  const ceilings = limitsOf({ grants: draft.grants }, site);
  for (const name of LIMIT_NAMES) {
    const [wanted, most] = [draft.limits?.[name], ceilings[name]];
    if (wanted === undefined || most === undefined || wanted <= most || wanted === before?.limits?.[name]) continue;
    return invalid(
      `limits.${name}`,
      `A site admin lets keys have at most ${most} here.`,
      'Ask for no more, or leave it out: the ceiling holds without it.',
    );
  }
  return undefined;
};
