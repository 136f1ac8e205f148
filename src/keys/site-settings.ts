/**
 * What a site admin sets for the whole site: ceilings, and the switch that stops every key at once. In force from
 * the next call of every key on, since each call reads them.
 *
 * Of two site admins at once the second is told to look again, but for one thing: stopping every key waits for nobody.
 */
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod/mini';
import { err, ok, type Result } from '../result';
import type { AuditRecord } from '../storage/records/audit';
import {
  AUDIT_DAYS_MAX,
  AUDIT_DAYS_MIN,
  auditDaysOf,
  PROJECT_CEILINGS_MAX,
  type SiteRecord,
} from '../storage/records/site';
import { type Actor, mayActAt } from './authority';
import { limitsForm, permissionForm } from './draft';
import { type AdministrationFault, changedMeanwhile, invalid, invalidBySchema, notAllowed, unavailable } from './fault';
import type { KeyWorld } from './key-store';

const days = z.int().check(z.gte(1, 'must be at least 1'), z.lte(365, 'must be at most 365'));
/** Read with every call: each of them once at most. */
const permissions = z
  .array(permissionForm)
  .check(z.refine((each) => new Set(each).size === each.length, 'must name each permission once'));
const whoMayIssue = z.enum(['project-admins', 'site-admins']);

const projectForm = z.strictObject({
  permissions: z.optional(permissions),
  maxLifetimeDays: z.optional(days),
  whoMayIssue: z.optional(whoMayIssue),
  limits: z.optional(limitsForm),
});

/** A change names only what shall be different; null takes an optional member away. */
const settingsForm = z.strictObject({
  breakGlass: z.optional(z.boolean()),
  maxLifetimeDays: z.optional(days),
  whoMayIssue: z.optional(whoMayIssue),
  permissions: z.nullish(permissions),
  limits: z.nullish(limitsForm),
  severalProjects: z.optional(z.boolean()),
  projects: z.nullish(
    z.record(z.string().check(z.regex(/^[1-9][0-9]{0,17}$/, 'must be named by the id of a project')), projectForm),
  ),
  pointsPerHour: z.nullish(z.int().check(z.gte(1), z.lte(100_000_000))),
  whenSponsorLeaves: z.optional(z.enum(['stop', 'flag'])),
  sponsorCheckDays: z.nullish(days),
  auditDays: z.nullish(
    z.int().check(z.gte(AUDIT_DAYS_MIN, 'must be at least 7'), z.lte(AUDIT_DAYS_MAX, 'must be at most 365')),
  ),
});

/** The settings as they are; for site admins. */
export const readSettings = async (world: KeyWorld): Promise<Result<SiteRecord, AdministrationFault>> => {
  const allowed = await mayActAt(world.person, { page: 'site' });
  if (!allowed.ok) return allowed;
  if (!allowed.value) return err(notAdmin);
  const site = await world.store.readSite();
  return site.ok ? site : err(unavailable(site.error));
};

const ATTEMPTS = 4;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Changes the settings that the page saw at `version`, 0 where none were ever made. */
export const changeSettings = async (
  world: KeyWorld,
  actor: Actor,
  version: number,
  input: unknown,
): Promise<Result<SiteRecord, AdministrationFault>> => {
  const parsed = z.safeParse(settingsForm, input);
  if (!parsed.success) return err(invalidBySchema(parsed.error));
  if (Object.keys(parsed.data.projects ?? {}).length > PROJECT_CEILINGS_MAX) {
    const most = `At most ${PROJECT_CEILINGS_MAX} projects have a ceiling of their own.`;
    return err(invalid('projects', most, 'Lower the ceiling of the site instead.'));
  }
  const change = withoutUndefined(parsed.data);
  // Whatever else was changed meanwhile, to stop every key is still right.
  const isStop = isDeepStrictEqual(change, { breakGlass: true });
  for (let attempt = 1; ; attempt += 1) {
    const before = await readSettings(world);
    if (!before.ok) return before;
    const present = before.value.version ?? 0;
    if (present !== version && !isStop) return err(changedMeanwhile);
    const after = merged(before.value, change, present + 1, world.now());
    const saved = await world.store.saveSite(after, settingsAudit(world, actor, Object.keys(change)));
    if (saved.ok || (saved.error.reason === 'storage_down' && (await isStored(world, after)))) return ok(after);
    if (saved.error.reason !== 'conflict') return err(unavailable(saved.error));
    if (!isStop || attempt === ATTEMPTS) return err(changedMeanwhile);
  }
};

/** Names what was changed, and no values. */
const settingsAudit = (world: KeyWorld, actor: Actor, members: readonly string[]): AuditRecord => ({
  v: 1,
  id: Buffer.from(world.random(16)).toString('hex'),
  at: new Date(world.now()).toISOString(),
  keyId: 'none',
  projectId: 'site',
  event: { kind: 'administration', act: 'site_changed', by: actor.accountId, detail: members.join(', ') },
});

/** Was it stored, though the answer was lost? */
const isStored = async (world: KeyWorld, settings: SiteRecord): Promise<boolean> => {
  const read = await world.store.readSite();
  return read.ok && isDeepStrictEqual(read.value, settings);
};

const withoutUndefined = <T extends object>(data: T): T => JSON.parse(JSON.stringify(data));

type Saved = SiteRecord & { readonly version: number };

/** The settings with what is asked for; null takes a member away. */
const merged = (before: SiteRecord, change: z.infer<typeof settingsForm>, version: number, now: number): Saved => {
  const all = Object.entries({ ...before, ...change, version });
  const after = Object.fromEntries(all.filter(([, member]) => member !== null)) as Saved;
  return auditDaysOf(after) === auditDaysOf(before)
    ? after
    : { ...after, auditDaysBefore: { days: Math.min(auditDaysOf(before), shortestBefore(before, now)), until: now } };
};

/** Of the times that were set before; once what was set last reaches back to where they ended, they count no more. */
const shortestBefore = (before: SiteRecord, now: number): number => {
  const { auditDaysBefore } = before;
  return auditDaysBefore !== undefined && now - auditDaysOf(before) * DAY_MS < auditDaysBefore.until
    ? auditDaysBefore.days
    : AUDIT_DAYS_MAX;
};

const notAdmin = notAllowed('', 'You do not administer this site.', 'Ask a Jira administrator.');
