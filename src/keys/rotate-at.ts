/**
 * Rotation from a page: for those who administer everything that the key reaches, since a new secret reaches it all.
 * Where only site admins issue keys, only they hand out secrets; so it is with a key that they let show what no
 * administrator of a project need be able to see.
 */
import { whoMayIssue } from '../policy/ceilings';
import { err, ok, type Result } from '../result';
import type { ApiKeyRecord } from '../storage/records/api-key';
import type { Actor, Place } from './authority';
import { changeAt } from './change-at';
import { type AdministrationFault, changedMeanwhile, invalid, noSuchKey, notAllowed, unavailable } from './fault';
import type { KeyWorld } from './key-store';
import { type RotatedKey, rotateSecret, withoutSecret } from './rotate';
import { mayActOnWhole } from './suspend';

/** Gives the key a second secret, and tells it once. */
export const rotateKeyAt = async (
  world: KeyWorld,
  actor: Actor,
  place: Place,
  keyId: string,
  overlapSeconds: number,
): Promise<Result<RotatedKey, AdministrationFault>> => {
  const allowed = await mayHandOutSecret(world, place, keyId);
  if (!allowed.ok) return allowed;
  const rotated = await rotateSecret(world, keyId, actor.accountId, overlapSeconds * 1000, allowed.value, true);
  if (rotated.ok) return rotated;
  switch (rotated.error.reason) {
    case 'two_secrets':
      return err(invalid('keyId', 'Two secrets of this key are good already.', 'End one of them first.'));
    case 'overlap_too_long':
      return err(invalid('overlapSeconds', 'The old secret may stay for at most 7 days.', 'Choose a shorter time.'));
    case 'key_ended':
      return err(invalid('keyId', 'This key has ended.', 'Issue a new key.'));
    case 'no_longer_entitled':
      return err(changedMeanwhile);
    case 'no_such_key':
      return err(noSuchKey);
    default:
      return err(unavailable(rotated.error));
  }
};

/** As `mayActOnWhole`; on the page of a project only of keys that project admins could issue. */
const mayHandOutSecret: typeof mayActOnWhole = async (world, place, keyId) => {
  const whole = await mayActOnWhole(world, place, keyId);
  if (!whole.ok || place.page === 'site') return whole;
  const site = await world.store.readSite();
  if (!site.ok) return err(unavailable(site.error));
  const isClosed = ({ grants, reveals = [] }: ApiKeyRecord) =>
    reveals.length > 0 || grants.some(({ projectId }) => whoMayIssue(site.value, projectId) === 'site-admins');
  const read = await world.store.readKey(keyId);
  if (!read.ok) return err(unavailable(read.error));
  return read.value !== undefined && isClosed(read.value)
    ? err(notAllowed('', 'Only site admins hand out secrets of this key.', 'Ask a Jira administrator.'))
    : ok((record) => whole.value(record) && !isClosed(record));
};

/**
 * Ends one of two secrets at once. Whoever may revoke the key may end the older one. Ending the newer one lets the older
 * go on past its end, so it is for those who may rotate.
 */
export const endSecretAt = async (
  world: KeyWorld,
  actor: Actor,
  place: Place,
  keyId: string,
  which: 'newer' | 'older',
): Promise<Result<ApiKeyRecord, AdministrationFault>> => {
  const entitled = which === 'newer' ? await mayHandOutSecret(world, place, keyId) : ok(() => true);
  if (!entitled.ok) return entitled;
  return changeAt(world, { actor, place, keyId, verb: 'change' }, (record) => {
    if (!entitled.value(record)) return err(changedMeanwhile);
    const change = withoutSecret(record, which, world.now());
    return change.ok
      ? change
      : err(invalid('which', 'Only one secret of this key is good.', 'Revoke the key to end it.'));
  });
};
