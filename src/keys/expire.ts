/**
 * Notes in the record of each key past its end that it has ended, and removes its secrets. A note for lists and
 * for tidiness: calls are refused by `expiresAt` itself, whether or not this ever runs.
 */
import { ok, type Result } from '../result';
import { changeKey } from './change-key';
import { type AdministrationFault, unavailable } from './fault';
import type { KeyWorld } from './key-store';

/** So many keys a run stay well within a schedule's time; the next run takes the rest. */
const KEYS_A_RUN_MAX = 200;

/** Returns how many keys were looked at. */
export const noteExpired = async (
  world: Pick<KeyWorld, 'store' | 'random' | 'now'>,
): Promise<Result<number, AdministrationFault>> => {
  const now = world.now();
  const ids = await world.store.idsPastExpiry(now);
  if (!ids.ok) return { ok: false, error: unavailable(ids.error) };
  const due = ids.value.slice(0, KEYS_A_RUN_MAX);
  for (const id of due) {
    const done = await changeKey(world, 'schedule', id, (record) =>
      record.expiresAt > now || (record.status.state !== 'active' && record.status.state !== 'suspended')
        ? ok(undefined)
        : ok({
            record: { ...record, secrets: [], status: { state: 'expired', at: now, by: 'schedule' } },
            act: 'key_expired',
          }),
    );
    // A key that vanished in between is no reason to leave the others.
    if (!done.ok && done.error.reason === 'unavailable') return done;
  }
  return ok(due.length);
};
