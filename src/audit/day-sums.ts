/** Sums of stretches → sums of days. Pure. */
import type { DayRecord, KeyDay } from '../storage/records/day';
import type { Rollup } from '../storage/records/rollup';

const DAY_MS = 24 * 3_600_000;

/** The day of UTC in which something happened, `YYYY-MM-DD`. */
export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** The last `count` days, that of `now` among them, oldest first. */
export const lastDays = (now: number, count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => dayOf(now - (count - 1 - at) * DAY_MS));

/** The day of a stretch: however long it was quiet, its records are all within the hour that it ends with. */
export const dayOfStretch = ({ to }: Rollup): string => dayOf(Date.parse(to) - 1);

/** A row of storage holds 240 KiB. */
const ROW_CHARS_MAX = 200_000;

/** Sums one day of a home from all of its stretches, in their order; undefined where there are none. */
export function daySums(home: string, day: string, stretches: readonly Rollup[]): DayRecord | undefined {
  const last = stretches.at(-1);
  if (last === undefined) return undefined;
  const sums = new Map<string, KeyDay>();
  for (const { keys } of stretches) {
    for (const { keyId, allowed, denied, failed, operations } of keys) {
      const before = sums.get(keyId) ?? { keyId, allowed: 0, denied: 0, failed: 0, operations: {} };
      sums.set(keyId, {
        keyId,
        allowed: before.allowed + allowed,
        denied: before.denied + denied,
        failed: before.failed + failed,
        operations: added(before.operations, operations),
      });
    }
  }
  const keys = [...sums.values()].sort((one, other) => (one.keyId < other.keyId ? -1 : 1));
  return fitting({ v: 1, home, day, until: last.to, keys });
}

/** Calls by operation, summed. */
export const added = (
  one: Readonly<Record<string, number>>,
  other: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> => {
  const sums = new Map(Object.entries(one));
  for (const [operation, calls] of Object.entries(other)) sums.set(operation, (sums.get(operation) ?? 0) + calls);
  return Object.fromEntries(sums);
};

/** Of a day with very many keys only the operations with the most calls are kept; the calls are all counted. */
function fitting(record: DayRecord): DayRecord {
  let kept = Math.max(...record.keys.map(({ operations }) => Object.keys(operations).length), 0);
  let fits = record;
  while (JSON.stringify(fits).length > ROW_CHARS_MAX && kept > 0) {
    kept = Math.floor(kept / 2);
    fits = { ...record, keys: record.keys.map((key) => withFewer(key, kept)) };
  }
  return fits;
}

function withFewer(key: KeyDay, kept: number): KeyDay {
  const all = Object.entries(key.operations);
  if (all.length <= kept) return key;
  const most = [...all].sort(([, one], [, other]) => other - one).slice(0, kept);
  return { ...key, operations: Object.fromEntries(most), more: true };
}
