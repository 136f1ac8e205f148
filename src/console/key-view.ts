/**
 * What a page may show of a key. Built member by member from the record: what is not named here stays inside.
 */
import type { Place } from '../keys/authority';
import { keyStanding } from '../keys/standing';
import type { ApiKeyRecord, Grant } from '../storage/records/api-key';
import type { GrantView, KeyView } from './contract';

/** The view of a key at a place; on a project's page its other projects are hidden, names and number. */
export const keyView = (record: ApiKeyRecord, place: Place, now: number): KeyView => {
  const { status } = record;
  const shown = record.grants.filter(({ projectId }) => place.page === 'site' || projectId === place.projectId);
  return {
    id: record.id,
    name: record.name,
    purpose: record.purpose,
    sponsor: record.sponsor,
    state: keyStanding(record, now),
    ...(status.reason === undefined ? {} : { reason: status.reason }),
    ...(status.at === undefined ? {} : { changedAt: iso(status.at) }),
    ...(status.by === undefined ? {} : { changedBy: status.by }),
    grants: shown.map(grantView),
    otherProjects: shown.length < record.grants.length,
    home: record.home.kind,
    ...(record.notBefore === undefined ? {} : { notBefore: iso(record.notBefore) }),
    expiresAt: iso(record.expiresAt),
    createdAt: iso(record.createdAt),
    createdBy: record.createdBy,
  };
};

const grantView = (grant: Grant): GrantView => ({
  projectId: grant.projectId,
  projectKey: grant.projectKey,
  permissions: grant.permissions,
  ...(grant.endpointRules === undefined ? {} : { endpointRules: grant.endpointRules }),
});

const iso = (epochMs: number): string => new Date(epochMs).toISOString();
