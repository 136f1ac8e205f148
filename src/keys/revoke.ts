/**
 * Ends a key for good, from its next call on. Any administrator of any project that it can reach may do so, and
 * a site admin may always. The key stays in lists; its secrets are removed, so that nothing brings it back.
 */
import { err, ok, type Result } from '../result';
import type { ApiKeyRecord } from '../storage/records/api-key';
import { type Actor, belongsTo, mayActAt, type Place } from './authority';
import { changeKey } from './change-key';
import { type AdministrationFault, noSuchKey, notAllowed } from './fault';
import type { KeyWorld } from './key-store';

/** Revokes a key; revoking one that is revoked changes nothing and succeeds. */
export const revokeKey = async (
  world: KeyWorld,
  actor: Actor,
  place: Place,
  keyId: string,
  reason: string | undefined,
): Promise<Result<ApiKeyRecord, AdministrationFault>> => {
  const here = await mayActAt(world.person, place);
  if (!here.ok) return here;
  if (!here.value) return err(notAllowed('', 'You do not administer this.', 'Ask an administrator to revoke the key.'));
  return changeKey(world, actor.accountId, keyId, (record) => {
    if (!belongsTo(record, place)) return err(noSuchKey);
    if (record.status.state === 'revoked') return ok(undefined);
    return ok({
      record: {
        ...record,
        secrets: [],
        status: {
          state: 'revoked',
          at: world.now(),
          by: actor.accountId,
          ...(reason === undefined ? {} : { reason }),
        },
      },
      act: 'key_revoked',
      ...(reason === undefined ? {} : { detail: reason }),
    });
  });
};
