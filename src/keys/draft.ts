/**
 * What an administrator asks for when a key is issued: from unknown input to a draft, or to the first fault.
 * Pure. Whether the person may have it is asked elsewhere.
 */
import * as z from 'zod/mini';
import { PERMISSIONS } from '../policy/permissions';
import { err, ok, type Result } from '../result';
import type { SiteRecord } from '../storage/records/site';
import { parseEndpointRule } from './endpoint-rule';
import { type AdministrationFault, invalid, invalidBySchema } from './fault';

const GRANTS_MAX = 20;
const RULES_MAX = 20;
const DAY_MS = 24 * 60 * 60 * 1000;

// Line breaks and invisible signs in a name make lists and logs lie.
const line = (charsMin: number, charsMax: number) =>
  z
    .string()
    .check(
      z.trim(),
      z.minLength(charsMin, `must have at least ${charsMin} character`),
      z.maxLength(charsMax, `must have at most ${charsMax} characters`),
      z.regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u, 'must be one line of visible text'),
    );

const permission = z.enum(PERMISSIONS, { error: 'is no permission of this app; docs/permissions.md lists them' });

const moment = z.iso.datetime({ offset: true, error: 'must be a date and time such as 2026-12-31T00:00:00Z' });

const grant = z.strictObject({
  projectId: z.string().check(z.regex(/^[1-9][0-9]{0,17}$/, "must be a project's numeric id, as text")),
  permissions: z.array(permission).check(z.minLength(1, 'must hold at least one permission'), z.maxLength(100)),
  endpointRules: z.optional(z.array(z.string()).check(z.minLength(1), z.maxLength(RULES_MAX))),
});

const keyDraft = z.strictObject({
  name: line(1, 80),
  purpose: z._default(line(0, 500), ''),
  grants: z.array(grant).check(z.minLength(1, 'must hold at least one grant'), z.maxLength(GRANTS_MAX)),
  expiresAt: moment,
  notBefore: z.optional(moment),
});

export type KeyDraft = {
  readonly name: string;
  readonly purpose: string;
  readonly grants: z.infer<typeof keyDraft>['grants'];
  /** Epoch milliseconds. */
  readonly expiresAt: number;
  readonly notBefore: number | undefined;
};

/** Reads a draft and holds it against the site's ceilings. */
export const parseDraft = (input: unknown, site: SiteRecord, now: number): Result<KeyDraft, AdministrationFault> => {
  const parsed = z.safeParse(keyDraft, input);
  if (!parsed.success) return err(invalidBySchema(parsed.error));
  const draft: KeyDraft = {
    ...parsed.data,
    expiresAt: Date.parse(parsed.data.expiresAt),
    notBefore: parsed.data.notBefore === undefined ? undefined : Date.parse(parsed.data.notBefore),
  };
  const fault = faultOfTimes(draft, site, now) ?? faultOfGrants(draft);
  return fault === undefined ? ok(draft) : err(fault);
};

const faultOfTimes = (draft: KeyDraft, site: SiteRecord, now: number): AdministrationFault | undefined => {
  if (draft.expiresAt <= now) {
    return invalid('expiresAt', 'The key would be expired from the start.', 'Choose a time in the future.');
  }
  const latest = now + site.maxLifetimeDays * DAY_MS;
  if (draft.expiresAt > latest) {
    return invalid(
      'expiresAt',
      `On this site a key may live for at most ${site.maxLifetimeDays} days.`,
      `Choose a time not later than ${new Date(latest).toISOString()}.`,
    );
  }
  if (draft.notBefore !== undefined && draft.notBefore >= draft.expiresAt) {
    return invalid('notBefore', 'The key would begin when it has ended.', 'Choose a beginning before the end.');
  }
  return undefined;
};

const faultOfGrants = ({ grants }: KeyDraft): AdministrationFault | undefined => {
  const seen = new Set<string>();
  for (const [at, { projectId, endpointRules = [] }] of grants.entries()) {
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
  }
  return undefined;
};
