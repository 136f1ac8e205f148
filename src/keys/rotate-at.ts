/**
 * Rotation from a page: for those who administer everything that the key reaches, since a new secret reaches it all, and
 * may do in Jira what the key holds, as if they issued it. Where only site admins issue keys, only they hand out secrets;
 * so it is with a key that they let show what no administrator of a project need be able to see.
 */
import { whoMayIssue } from '../policy/ceilings';
import { err, ok, type Result } from '../result';
import type { ApiKeyRecord } from '../storage/records/api-key';
import type { SiteRecord } from '../storage/records/site';
import type { Actor, Place } from './authority';
import { changeAt, type SeenKey } from './change-at';
import { isSeenAt } from './change-record';
import { type AdministrationFault, changedMeanwhile, invalid, noSuchKey, notAllowed, unavailable } from './fault';
import type { KeyWorld } from './key-store';
import { beyondOwn, type OwnRights, ownRightsFor } from './own-rights';
import { type RotatedKey, rotateSecret, withoutSecret } from './rotate';
import { mayActOnWhole } from './whole-key';

/**
 * Gives the key that the page saw a second secret, and tells it once. Without an overlap the present one ends: a page that
 * does not know it, since somebody was quicker, must not end what was just shown to them.
 */
export const rotateKeyAt = async (
  world: KeyWorld,
  actor: Actor,
  place: Place,
  seen: SeenKey,
  overlapSeconds: number,
): Promise<Result<RotatedKey, AdministrationFault>> => {
  const allowed = await mayHandOutSecret(world, actor, place, seen);
  if (!allowed.ok) return allowed;
  const rotated = await rotateSecret(world, seen.keyId, actor.accountId, overlapSeconds * 1000, allowed.value, true);
  if (rotated.ok) return rotated;
  switch (rotated.error.reason) {
    case 'two_secrets':
      return err(twoSecrets);
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

/** For a key that can get no third secret. */
export const twoSecrets = invalid('keyId', 'Two secrets of this key are good already.', 'End one of them first.');

/** May this person be handed a secret of the key? Answers a test for the key as it is when the change is stored. */
const mayHandOutSecret = async (
  world: KeyWorld,
  actor: Actor,
  place: Place,
  { keyId, version }: SeenKey,
): Promise<Result<(record: ApiKeyRecord) => boolean, AdministrationFault>> => {
  const whole = await mayActOnWhole(world, place, keyId);
  if (!whole.ok) return whole;
  const { record } = whole.value;
  const site = await world.store.readSite();
  if (!site.ok) return err(unavailable(site.error));
  const rights = await ownRightsFor(world, actor, place, record);
  if (!rights.ok) return rights;
  const fault = secretFault(record, site.value, place, rights.value);
  // Projects that it was given meanwhile, and another sponsor, nothing was asked about.
  return fault === undefined ? ok((each) => isSeenAt(each, version)) : err(fault);
};

/** Why no secret of this key is handed out here, to a person with these rights; undefined where it is. */
export const secretFault = (
  { grants, reveals = [] }: ApiKeyRecord,
  site: SiteRecord,
  place: Place,
  rights: OwnRights,
): AdministrationFault | undefined => {
  if (place.page === 'site') return undefined;
  const isClosed = reveals.length > 0 || grants.some(({ projectId }) => whoMayIssue(site, projectId) === 'site-admins');
  return isClosed ? onlySiteAdmins : beyondOwn(grants, rights);
};

const onlySiteAdmins = notAllowed('', 'Only site admins hand out secrets of this key.', 'Ask a Jira administrator.');

/**
 * Ends one of two secrets at once. Whoever may revoke the key may end the older one. Ending the newer one lets the older
 * go on past its end, so it is for those who may rotate.
 */
export const endSecretAt = async (
  world: KeyWorld,
  actor: Actor,
  place: Place,
  seen: SeenKey,
  which: 'newer' | 'older',
): Promise<Result<ApiKeyRecord, AdministrationFault>> => {
  const entitled =
    which === 'newer'
      ? await mayHandOutSecret(world, actor, place, seen)
      : ok((record: ApiKeyRecord) => isSeenAt(record, seen.version));
  if (!entitled.ok) return entitled;
  return changeAt(world, { actor, place, keyId: seen.keyId, verb: 'change' }, (record) => {
    if (!entitled.value(record)) return err(changedMeanwhile);
    const change = withoutSecret(record, which, world.now());
    return change.ok
      ? change
      : err(invalid('which', 'Only one secret of this key is good.', 'Revoke the key to end it.'));
  });
};
