/**
 * Stops a key for a while, and lets it go on. Stopping is open to every administrator of a project that the key
 * reaches. Going on is a new grant in effect: it needs the right in every one of the key's projects, a site admin where
 * the site holds the key, and somebody who answers for it. What that person may do in Jira is asked anew: nobody looked
 * while the key was suspended.
 */
import { err, ok, type Result } from '../result';
import type { ApiKeyRecord } from '../storage/records/api-key';
import type { SiteRecord } from '../storage/records/site';
import type { Actor, Place } from './authority';
import { changeAt, stopped } from './change-at';
import { changeKey } from './change-key';
import { type AdministrationFault, changedMeanwhile, invalid, notAllowed, unavailable } from './fault';
import type { KeyWorld } from './key-store';
import { rightsFor, rightsOfSponsor, SPONSOR_LEFT } from './sponsor';
import { isHeldBySite } from './standing';
import { mayActOnWhole } from './whole-key';

/**
 * Suspends a key from its next call on; suspending one that is suspended succeeds. On the site's page the key is then
 * held by the site, also where someone else had suspended it before.
 */
export const suspendKey = (
  world: KeyWorld,
  actor: Actor,
  place: Place,
  keyId: string,
  reason: string | undefined,
): Promise<Result<ApiKeyRecord, AdministrationFault>> =>
  changeAt(world, { actor, place, keyId, verb: 'suspend' }, (record) => {
    const fromSite = place.page === 'site';
    if (record.status.state === 'suspended' && (!fromSite || isHeldBySite(record.status))) return ok(undefined);
    if (record.status.state !== 'active' && record.status.state !== 'suspended') return err(ended);
    const { status } = stopped('suspended', actor, world.now(), reason);
    return ok({
      record: { ...record, status: fromSite ? { ...status, bySiteAdmin: true } : status },
      act: 'key_suspended',
      ...(reason === undefined ? {} : { detail: reason }),
    });
  });

/** Lets a suspended key go on; for one that is active this changes nothing and succeeds. */
export const resumeKey = async (
  world: KeyWorld,
  actor: Actor,
  place: Place,
  keyId: string,
): Promise<Result<ApiKeyRecord, AdministrationFault>> => {
  const allowed = await mayActOnWhole(world, place, keyId);
  if (!allowed.ok) return allowed;
  const { record: seen, isAsRead } = allowed.value;
  const site = await world.store.readSite();
  if (!site.ok) return err(unavailable(site.error));
  const unanswered = await abandonedFault(world, seen, site.value);
  if (!unanswered.ok) return unanswered;
  // Where keys of a closed account go on, they do with the rights as they were.
  const isOpen = site.value.whenSponsorLeaves === 'flag' ? await world.people.isActive(seen.sponsor) : ok(true);
  if (!isOpen.ok) return err(unavailable(isOpen.error));
  const rights = isOpen.value === false ? ok(undefined) : await rightsOfSponsor(world, actor, place, seen);
  if (!rights.ok) return err(unavailable(rights.error));
  return changeKey(world, actor.accountId, keyId, (record) => {
    if (!isAsRead(record) || record.sponsor !== seen.sponsor) return err(changedMeanwhile);
    if (record.status.state === 'active') return ok(undefined);
    if (record.status.state !== 'suspended' || record.expiresAt <= world.now()) return err(ended);
    const fault = heldFault(place, record) ?? unanswered.value;
    if (fault !== undefined) return err(fault);
    // Where Jira does not tell, the last check stays and grows old.
    const checked = rights.value && rightsFor(record, rights.value);
    return ok({
      record: {
        ...record,
        ...(checked === undefined ? {} : { sponsorRights: checked }),
        status: { state: 'active', at: world.now(), by: actor.accountId },
      },
      act: 'key_resumed',
    });
  });
};

/** Why the page does not let a suspended key go on: who holds it has to look first. */
export const heldFault = (place: Place, { status }: ApiKeyRecord): AdministrationFault | undefined =>
  place.page !== 'site' && isHeldBySite(status) ? heldBySite : undefined;

/**
 * Why a key without anyone who answers for it does not go on, on a site that stops such keys: the next look at sponsors
 * would stop it again, and until then it would work. Jira is asked about the sponsor's account.
 */
export const abandonedFault = async (
  { people }: Pick<KeyWorld, 'people'>,
  { sponsor, status }: ApiKeyRecord,
  site: SiteRecord,
): Promise<Result<AdministrationFault | undefined, AdministrationFault>> => {
  if (site.whenSponsorLeaves === 'flag') return ok(undefined);
  const isActive = await people.isActive(sponsor);
  if (!isActive.ok) return err(unavailable(isActive.error));
  // Where Jira tells the app nothing of people, an account that was found closed stays so.
  const wasClosed = status.by === 'schedule' && status.reason === SPONSOR_LEFT;
  return ok((isActive.value ?? !wasClosed) ? undefined : abandoned);
};

const abandoned = notAllowed(
  'keyId',
  "The account of this key's sponsor is closed: nobody answers for it.",
  'Let a Jira administrator hand the key over first, then let it go on.',
);
const ended = invalid('keyId', 'This key has ended.', 'Issue a new key.');
const heldBySite = notAllowed(
  'keyId',
  'This key was suspended by a Jira administrator, or because a write landed outside its projects.',
  'Ask a Jira administrator to look at it and let it go on.',
);
