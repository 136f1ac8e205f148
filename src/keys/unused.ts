/**
 * Suspends keys that nobody has used for as long as their record says. Only where the sums of the audit are complete:
 * a schedule that was missed must never look like a key that was not used.
 */
import { ok, type Result } from '../result';
import type { ApiKeyRecord } from '../storage/records/api-key';
import { changeKey } from './change-key';
import type { AdministrationFault } from './fault';
import type { KeyWorld } from './key-store';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Sums that reach this close to now are complete: an hour is summed ten minutes after it is over. */
const COMPLETE_MS = 2 * 60 * 60 * 1000;

/** `completeUntil`: everything before it is summed. All in epoch milliseconds. */
export function isUnused(
  record: ApiKeyRecord,
  lastUsedAt: number | undefined,
  completeUntil: number | undefined,
  now: number,
): boolean {
  if (record.unusedDaysMax === undefined || record.status.state !== 'active') return false;
  if (completeUntil === undefined || completeUntil < now - COMPLETE_MS) return false;
  // A key that was let go on, or begins later, starts to be unused then.
  const since = Math.max(record.createdAt, record.notBefore ?? 0, record.status.at ?? 0, lastUsedAt ?? 0);
  return now - since >= record.unusedDaysMax * DAY_MS;
}

/** Suspends the key if it is still unused by what is stored now. */
export const suspendIfUnused = (
  world: Pick<KeyWorld, 'store' | 'random' | 'now'>,
  keyId: string,
  lastUsedAt: number | undefined,
  completeUntil: number | undefined,
): Promise<Result<ApiKeyRecord, AdministrationFault>> =>
  changeKey(world, 'schedule', keyId, (record) => {
    const now = world.now();
    if (!isUnused(record, lastUsedAt, completeUntil, now)) return ok(undefined);
    return ok({
      record: { ...record, status: { state: 'suspended', reason: 'unused', at: now, by: 'schedule' } },
      act: 'key_suspended',
      detail: 'unused',
    });
  });
