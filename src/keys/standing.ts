/**
 * May this key be used at this moment? Pure; the clock is handed in.
 * `expiresAt` decides, never a job that was to note it: schedules of the platform may stop silently.
 */
import { endOf } from '../policy/ceilings';
import type { ApiKeyRecord } from '../storage/records/api-key';
import type { SiteRecord } from '../storage/records/site';
import type { Place } from './authority';

export type KeyStanding = 'in_force' | 'not_yet' | 'expired' | 'suspended' | 'revoked';

/** Where a key stands at `now`. Only `in_force` lets a call through. */
export const keyStanding = (record: ApiKeyRecord, site: SiteRecord, now: number): KeyStanding => {
  if (record.status.state === 'revoked') return 'revoked';
  if (record.status.state === 'expired' || now >= endOf(record, site)) return 'expired';
  if (record.status.state === 'suspended') return 'suspended';
  if (record.notBefore !== undefined && now < record.notBefore) return 'not_yet';
  return 'in_force';
};

/**
 * When the key ends as far as a page may know it, in epoch milliseconds: on the page of a project by its own end and by what
 * is set for the site and this project, since what is set for the others is theirs.
 */
export const endShown = (record: ApiKeyRecord, site: SiteRecord, place: Place): number =>
  place.page === 'site'
    ? endOf(record, site)
    : endOf({ ...record, grants: record.grants.filter(({ projectId }) => projectId === place.projectId) }, site);

/**
 * Is the key held by a site admin, or by the gateway because a write landed where it should not? Then only a site admin
 * lets it go on: who holds a key must be able to look before it works again.
 */
export const isHeldBySite = ({ state, by, bySiteAdmin }: ApiKeyRecord['status']): boolean =>
  state === 'suspended' && (bySiteAdmin === true || by === 'gateway');
