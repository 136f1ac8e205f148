/**
 * Stops a key for a while, and lets it go on. Stopping is open to every administrator of a project that the key
 * reaches. Going on is a new grant in effect: it needs the right in every one of the key's projects, and a site admin
 * where the site holds the key.
 */
import { err, ok, type Result } from '../result';
import type { ApiKeyRecord } from '../storage/records/api-key';
import { type Actor, belongsTo, firstNotAdministered, mayActAt, type Place } from './authority';
import { changeAt, stopped } from './change-at';
import { changeKey } from './change-key';
import { type AdministrationFault, changedMeanwhile, invalid, noSuchKey, notAllowed, unavailable } from './fault';
import type { KeyWorld } from './key-store';
import { isHeldBySite } from './standing';

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
  return changeKey(world, actor.accountId, keyId, (record) => {
    if (!allowed.value(record)) return err(changedMeanwhile);
    if (record.status.state === 'active') return ok(undefined);
    if (record.status.state !== 'suspended' || record.expiresAt <= world.now()) return err(ended);
    if (place.page !== 'site' && isHeldBySite(record.status)) return err(heldBySite);
    return ok({
      record: { ...record, status: { state: 'active', at: world.now(), by: actor.accountId } },
      act: 'key_resumed',
    });
  });
};

/**
 * May this person act on all that the key reaches, as letting it go on or handing out a secret does? Answers a test for
 * the key as it is when the change is stored: a project that it was given meanwhile was not asked about.
 */
export const mayActOnWhole = async (
  world: KeyWorld,
  place: Place,
  keyId: string,
): Promise<Result<(record: ApiKeyRecord) => boolean, AdministrationFault>> => {
  const refused = notAllowed(
    '',
    'You do not administer every project of this key.',
    'Ask someone who does, or a Jira administrator.',
  );
  const here = await mayActAt(world.person, place);
  if (!here.ok) return here;
  if (!here.value) return err(refused);
  const read = await world.store.readKey(keyId);
  if (!read.ok) return err(unavailable(read.error));
  if (read.value === undefined || !belongsTo(read.value, place)) return err(noSuchKey);
  if (place.page === 'site') return ok(() => true);
  const asked = read.value.grants.map(({ projectId }) => projectId);
  const other = await firstNotAdministered(world.person, asked);
  if (!other.ok) return other;
  return other.value === undefined
    ? ok(({ grants }) => grants.every(({ projectId }) => asked.includes(projectId)))
    : err(refused);
};

const ended = invalid('keyId', 'This key has ended.', 'Issue a new key.');
const heldBySite = notAllowed(
  'keyId',
  'This key was suspended by a Jira administrator, or because a write landed outside its projects.',
  'Ask a Jira administrator to look at it and let it go on.',
);
