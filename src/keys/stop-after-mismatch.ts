/**
 * A write by a key was found outside its grants after it was done: the issue moved between the check and the
 * write. The key is suspended until someone has looked, and its audit says why.
 */
import { randomBytes } from 'node:crypto';
import { ok } from '../result';
import { readKey, saveKey } from '../storage/keys';
import { type ChangeWorld, changeRecord } from './change-record';
import { isHeldBySite } from './standing';

/** Only what a change needs: the request path must not carry the code that issues keys. */
const DEPLOYED: ChangeWorld = {
  store: { readKey, saveKey },
  random: (bytes) => randomBytes(bytes),
  now: () => Date.now(),
};

const ATTEMPTS = 3;
const WAIT_MS = 100;

/** True where the key is suspended now. Storage that fails for a moment must not leave it in force: it is asked again. */
export const stopAfterMismatch = async (keyId: string, world: ChangeWorld = DEPLOYED): Promise<boolean> => {
  for (let attempt = 1; ; attempt += 1) {
    const isStopped = await stopOnce(keyId, world);
    if (isStopped || attempt === ATTEMPTS) return isStopped;
    await new Promise((go) => setTimeout(go, WAIT_MS * attempt));
  }
};

const stopOnce = async (keyId: string, world: ChangeWorld): Promise<boolean> => {
  const reason = 'write_landed_outside';
  const changed = await changeRecord(world, 'gateway', keyId, (record) =>
    ok(
      // One that an administrator of a project suspended is held by the site from now on.
      record.status.state === 'active' || (record.status.state === 'suspended' && !isHeldBySite(record.status))
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
