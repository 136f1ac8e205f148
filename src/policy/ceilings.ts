/**
 * What is left of a key's rights under the ceilings of its site and what its sponsor may do. Pure; the clock is
 * handed in. Evaluated with every call, so that a ceiling that shrinks bites on the next one.
 */
import type { ApiKeyRecord, Grant, Limits } from '../storage/records/api-key';
import { type SiteRecord, SPONSOR_CHECK_DAYS } from '../storage/records/site';
import type { Cap, Permission } from './permissions';

const DAY_MS = 24 * 60 * 60 * 1000;

/** The first thing that takes this permission away from a grant; undefined where nothing does. */
export function capOf(
  permission: Permission,
  grant: Grant,
  record: ApiKeyRecord,
  site: SiteRecord,
  now: number,
): Cap | undefined {
  if (record.grants.length > 1 && site.severalProjects === false) return 'ceiling';
  if (!mayBeGranted(site, grant.projectId, permission)) return 'ceiling';
  return sponsorHolds(permission, grant.projectId, record, site, now) ? undefined : 'sponsor';
}

/** Do the ceilings of site and project let keys hold this permission there? */
export const mayBeGranted = (site: SiteRecord, projectId: string, permission: Permission): boolean =>
  [site.permissions, site.projects?.[projectId]?.permissions].every((most) => most?.includes(permission) ?? true);

/** A key whose sponsor was never asked about is not limited by it; a check that is too old counts for nothing. */
function sponsorHolds(
  permission: Permission,
  projectId: string,
  { sponsorRights }: ApiKeyRecord,
  site: SiteRecord,
  now: number,
): boolean {
  if (sponsorRights === undefined) return true;
  if (now >= sponsorRights.checkedAt + sponsorCheckMs(site)) return false;
  return sponsorRights.projects[projectId]?.includes(permission) ?? false;
}

/** For how long a check of what a sponsor may do counts. */
export const sponsorCheckMs = (site: SiteRecord): number => (site.sponsorCheckDays ?? SPONSOR_CHECK_DAYS) * DAY_MS;

/**
 * Everything that decides what a key may see and do, as one text: equal texts, equal rights. A rotation, a new name or
 * another expiry leave it as it is.
 */
export const policyOf = ({ grants, hiddenFields, reveals, sponsorRights }: ApiKeyRecord, site: SiteRecord): string =>
  JSON.stringify([
    grants.map(({ projectKey: _, ...grant }) => [grant, site.projects?.[grant.projectId]?.permissions ?? '']),
    hiddenFields ?? '',
    reveals ?? '',
    sponsorRights?.projects ?? '',
    site.permissions ?? '',
    site.severalProjects ?? '',
  ]);

/** Epoch milliseconds from which the key is not served: its own end, or an earlier one by a ceiling. */
export function endOf(
  record: Pick<ApiKeyRecord, 'expiresAt' | 'createdAt'> & { readonly grants: readonly Pick<Grant, 'projectId'>[] },
  site: SiteRecord,
): number {
  const days = record.grants.map(({ projectId }) => maxLifetimeDays(site, projectId));
  return Math.min(record.expiresAt, record.createdAt + Math.min(...days) * DAY_MS);
}

/** The longest life, in days, that a key with a grant for this project may have. */
export const maxLifetimeDays = (site: SiteRecord, projectId: string): number =>
  Math.min(site.maxLifetimeDays, site.projects?.[projectId]?.maxLifetimeDays ?? site.maxLifetimeDays);

/** Who may issue keys for this project. */
export const whoMayIssue = (site: SiteRecord, projectId: string): SiteRecord['whoMayIssue'] =>
  site.whoMayIssue === 'site-admins' ? 'site-admins' : (site.projects?.[projectId]?.whoMayIssue ?? 'project-admins');

export const LIMIT_NAMES = [
  'callsPerMinute',
  'callsPerDay',
  'writesPerDay',
  'pointsPerHour',
  'refusedPerHour',
  'pageMax',
] as const satisfies readonly (keyof Limits)[];

/** The narrowest of the key's own limits, the site's, and those of each of its projects. */
export function limitsOf(
  record: { readonly limits?: Limits; readonly grants: readonly Pick<Grant, 'projectId'>[] },
  site: SiteRecord,
): Limits {
  const all = [record.limits, site.limits, ...record.grants.map(({ projectId }) => site.projects?.[projectId]?.limits)];
  const least: Partial<Record<keyof Limits, number>> = {};
  for (const name of LIMIT_NAMES) {
    const values = all.flatMap((limits) => limits?.[name] ?? []);
    if (values.length > 0) least[name] = Math.min(...values);
  }
  return least;
}
