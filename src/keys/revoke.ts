/**
 * Ends a key for good, from its next call on. Any administrator of any project that it can reach may do so, and
 * a site admin may always. The key stays in lists; its secrets are removed, so that nothing brings it back.
 */
import { ok, type Result } from '../result';
import type { ApiKeyRecord } from '../storage/records/api-key';
import type { Actor, Place } from './authority';
import { changeAt, stopped } from './change-at';
import type { AdministrationFault } from './fault';
import type { KeyWorld } from './key-store';

/** Revokes a key; revoking one that is revoked changes nothing and succeeds. */
export const revokeKey = (
  world: KeyWorld,
  actor: Actor,
  place: Place,
  keyId: string,
  reason: string | undefined,
): Promise<Result<ApiKeyRecord, AdministrationFault>> =>
  changeAt(world, { actor, place, keyId, verb: 'revoke' }, (record) =>
    record.status.state === 'revoked'
      ? ok(undefined)
      : ok({
          record: { ...record, secrets: [], ...stopped('revoked', actor, world.now(), reason) },
          act: 'key_revoked',
          ...(reason === undefined ? {} : { detail: reason }),
        }),
  );
