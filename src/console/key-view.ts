/**
 * What a page may show of a key. Built member by member from the record: what is not named here stays inside.
 */
import type { Place } from '../keys/authority';
import { goodSecrets, newestSecret } from '../keys/rotate';
import { endShown, isHeldBySite, keyStanding } from '../keys/standing';
import { capOf } from '../policy/ceilings';
import type { ApiKeyRecord, Grant } from '../storage/records/api-key';
import type { SiteRecord } from '../storage/records/site';
import type { GrantView, KeyView } from './contract';

/** The view of a key at a place; on a project's page its other projects are hidden, names and number. */
export const keyView = (
  record: ApiKeyRecord,
  site: SiteRecord,
  place: Place,
  now: number,
  gatewayUrl?: string,
): KeyView => {
  const { status } = record;
  const shown = record.grants.filter(({ projectId }) => place.page === 'site' || projectId === place.projectId);
  const isPart = shown.length < record.grants.length;
  const end = endShown(record, site, place);
  const isOver = status.state !== 'revoked' && keyStanding(record, site, now) === 'expired';
  return {
    id: record.id,
    name: record.name,
    purpose: record.purpose,
    sponsor: record.sponsor,
    ...(record.sponsorLeftAt === undefined ? {} : { sponsorLeftAt: iso(record.sponsorLeftAt) }),
    state: keyStanding(record, site, now),
    ...(status.reason === undefined ? {} : { reason: status.reason }),
    ...(status.at === undefined ? {} : { changedAt: iso(status.at) }),
    ...(status.by === undefined ? {} : { changedBy: status.by }),
    ...(isHeldBySite(status) ? { heldBySite: true } : {}),
    grants: shown.map((grant) => grantView(grant, record, site, now)),
    otherProjects: isPart,
    home: record.home.kind,
    ...(record.notBefore === undefined ? {} : { notBefore: iso(record.notBefore) }),
    expiresAt: iso(record.expiresAt),
    ...(end < record.expiresAt ? { endsAt: iso(end) } : {}),
    ...(isOver && end > now ? { endedByCeiling: true } : {}),
    limits: record.limits ?? {},
    hiddenFields: record.hiddenFields ?? [],
    ...(record.reveals === undefined ? {} : { reveals: record.reveals }),
    ...(record.unusedDaysMax === undefined ? {} : { unusedDaysMax: record.unusedDaysMax }),
    // It may be an issue of a project that is not shown.
    ...(record.noticeIssueId === undefined || isPart ? {} : { noticeIssueId: record.noticeIssueId }),
    secrets: goodSecrets(record, now).map(({ createdAt, endsAt }) => ({
      createdAt: iso(createdAt),
      ...(endsAt === undefined ? {} : { endsAt: iso(endsAt) }),
    })),
    secretCopied: newestSecret(record, now)?.notCopied !== true,
    ...(gatewayUrl === undefined ? {} : { gatewayUrl }),
    version: record.version,
    createdAt: iso(record.createdAt),
    createdBy: record.createdBy,
  };
};

const grantView = (grant: Grant, record: ApiKeyRecord, site: SiteRecord, now: number): GrantView => ({
  projectId: grant.projectId,
  projectKey: grant.projectKey,
  permissions: grant.permissions,
  ...(grant.endpointRules === undefined ? {} : { endpointRules: grant.endpointRules }),
  ...(grant.conditions === undefined ? {} : { conditions: grant.conditions }),
  withheld: grant.permissions.flatMap((permission) => {
    const by = capOf(permission, grant, record, site, now);
    return by === undefined ? [] : [{ permission, by }];
  }),
});

const iso = (epochMs: number): string => new Date(epochMs).toISOString();
