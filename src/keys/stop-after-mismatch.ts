/**
 * A write by a key was found outside its grants after it was done: the issue moved between the check and the
 * write. The key is suspended until someone has looked, and its audit says why.
 */
import { ok } from '../result';
import { changeKey } from './change-key';
import { deployed, type KeyWorld } from './key-store';

/** True where the key is suspended now. */
export const stopAfterMismatch = async (
  keyId: string,
  world: Pick<KeyWorld, 'store' | 'random' | 'now'> = deployed,
): Promise<boolean> => {
  const reason = 'write_landed_outside';
  const changed = await changeKey(world, 'gateway', keyId, (record) =>
    ok(
      record.status.state === 'active'
        ? {
            record: { ...record, status: { state: 'suspended', reason, at: world.now(), by: 'gateway' } },
            act: 'key_suspended',
            detail: reason,
          }
        : undefined,
    ),
  );
  return changed.ok;
};
