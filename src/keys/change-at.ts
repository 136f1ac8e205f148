/** A change of one key that every administrator of the page may make, of keys that belong to the page. */
import { err, type Result } from '../result';
import type { ApiKeyRecord } from '../storage/records/api-key';
import { type Actor, belongsTo, mayActAt, type Place } from './authority';
import { changeKey } from './change-key';
import type { Change } from './change-record';
import { type AdministrationFault, noSuchKey, notAllowed } from './fault';
import type { KeyWorld } from './key-store';

/** A key as a page shows it: at a version, so that of two administrators at once the second is told to look again. */
export type SeenKey = { readonly keyId: string; readonly version: number };

export type Wish = {
  readonly actor: Actor;
  readonly place: Place;
  readonly keyId: string;
  /** For a person to read: "revoke", "suspend". */
  readonly verb: string;
};

/** Asks Jira for the right, then changes the key as `decide` says. */
export const changeAt = async (
  world: KeyWorld,
  { actor, place, keyId, verb }: Wish,
  decide: (record: ApiKeyRecord) => Result<Change | undefined, AdministrationFault>,
): Promise<Result<ApiKeyRecord, AdministrationFault>> => {
  const here = await mayActAt(world.person, place);
  if (!here.ok) return here;
  if (!here.value) {
    return err(notAllowed('', 'You do not administer this.', `Ask an administrator to ${verb} the key.`));
  }
  return changeKey(world, actor.accountId, keyId, (record) =>
    belongsTo(record, place) ? decide(record) : err(noSuchKey),
  );
};

/** Status and audit of a key that someone stops. */
export const stopped = (
  state: 'revoked' | 'suspended',
  actor: Actor,
  at: number,
  reason: string | undefined,
): Pick<ApiKeyRecord, 'status'> => ({
  status: { state, at, by: actor.accountId, ...(reason === undefined ? {} : { reason }) },
});
