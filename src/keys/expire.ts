/**
 * Notes in the record of each key past its end that it has ended, and removes its secrets. A note for lists and
 * for tidiness: calls are refused by `expiresAt` itself, whether or not this ever runs.
 */
import { ok, type Result } from '../result';
import { changeKey } from './change-key';
import { type AdministrationFault, unavailable } from './fault';
import type { KeyWorld } from './key-store';
import type { Walked } from './walk';

/** So many keys a run stay well within a schedule's time; the next run takes the rest. */
const KEYS_A_RUN_MAX = 200;

/** Not whole where there may be more of them: what is noted is no longer found, so the next run comes to the rest. */
export const noteExpired = async (
  world: Pick<KeyWorld, 'store' | 'random' | 'now'>,
): Promise<Result<Pick<Walked, 'looked' | 'isWhole'>, AdministrationFault>> => {
  const now = world.now();
  const due = await world.store.idsPastExpiry(now, KEYS_A_RUN_MAX);
  if (!due.ok) return { ok: false, error: unavailable(due.error) };
  for (const id of due.value) {
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
  return ok({ looked: due.value.length, isWhole: due.value.length < KEYS_A_RUN_MAX });
};
