/**
 * Stops a key for a while, and lets it go on. Stopping is open to every administrator of a project that the key
 * reaches. Going on is a new grant in effect: it needs the right in every one of the key's projects.
 */
import { err, ok, type Result } from '../result';
import type { ApiKeyRecord } from '../storage/records/api-key';
import { type Actor, belongsTo, firstNotAdministered, mayActAt, type Place } from './authority';
import { changeAt, stopped } from './change-at';
import { changeKey } from './change-key';
import { type AdministrationFault, invalid, noSuchKey, notAllowed, unavailable } from './fault';
import type { KeyWorld } from './key-store';

/** Suspends a key from its next call on; suspending one that is suspended succeeds. */
export const suspendKey = (
  world: KeyWorld,
  actor: Actor,
  place: Place,
  keyId: string,
  reason: string | undefined,
): Promise<Result<ApiKeyRecord, AdministrationFault>> =>
  changeAt(world, { actor, place, keyId, verb: 'suspend' }, (record) => {
    if (record.status.state === 'suspended') return ok(undefined);
    if (record.status.state !== 'active') return err(ended);
    return ok({
      record: { ...record, ...stopped('suspended', actor, world.now(), reason) },
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
  const allowed = await mayResume(world, place, keyId);
  if (!allowed.ok) return allowed;
  return changeKey(world, actor.accountId, keyId, (record) => {
    if (record.status.state === 'active') return ok(undefined);
    if (record.status.state !== 'suspended' || record.expiresAt <= world.now()) return err(ended);
    // Grants never grow after issue, so the right that was asked for covers what is stored now.
    return ok({ record: { ...record, status: { state: 'active' } }, act: 'key_resumed' });
  });
};

const mayResume = async (world: KeyWorld, place: Place, keyId: string): Promise<Result<void, AdministrationFault>> => {
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
  if (place.page === 'site') return ok(undefined);
  const other = await firstNotAdministered(
    world.person,
    read.value.grants.map(({ projectId }) => projectId),
  );
  if (!other.ok) return other;
  return other.value === undefined ? ok(undefined) : err(refused);
};

const ended = invalid('keyId', 'This key has ended.', 'Issue a new key.');
