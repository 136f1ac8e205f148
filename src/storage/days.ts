/**
 * Sums by day and last uses in storage. Both are copies of what the roll-ups say, by names that are known before: whoever
 * reads them needs no index.
 */
import { FilterConditions as condition, Filter, kvs } from '@forge/kvs';
import { INVALID, integer, object } from '../parse';
import { err, ok, type Result } from '../result';
import { rowsByKey } from './batch';
import { asking, askingConditionally, type Conflict, down, type StorageFault } from './fault';
import { BATCH_KEYS_MAX, DAY_TTL, dayKey, ENTITY, lastUseKey } from './keyspace';
import { parseRow } from './parse-row';
import { type DayRecord, dayRecord, type LastUse, lastUseRecord } from './records/day';

type DayRow = { readonly version: number; readonly payload: DayRecord };
export type DayName = { readonly home: string; readonly day: string };
export type StoredDay = { readonly version: number; readonly record: DayRecord };

/** The days that are stored, of those that are asked about. */
export const readDays = async (names: readonly DayName[]): Promise<Result<readonly StoredDay[], StorageFault>> => {
  const rows = await batches(
    names.map(({ home, day }) => ({ entityName: ENTITY.day, key: dayKey(home, day) })),
    'read_days',
  );
  if (!rows.ok) return rows;
  const days: StoredDay[] = [];
  for (const value of rows.value.values()) {
    const row = object({ version: integer, payload: dayRecord })(value);
    if (row === INVALID) return err(down('read_days', 'UNREADABLE_ANSWER'));
    days.push({ version: row.version, record: row.payload });
  }
  return ok(days);
};

/** Stores a day if it is still at version `before`, or still absent; `conflict` where someone else was quicker. */
export const writeDay = (
  record: DayRecord,
  before: number | undefined,
): Promise<Result<void, StorageFault | Conflict>> =>
  askingConditionally('save_day', () => {
    const key = dayKey(record.home, record.day);
    return before === undefined
      ? kvs
          .entity<DayRow>(ENTITY.day)
          .set(key, { version: 1, payload: record }, { keyPolicy: 'FAIL_IF_EXISTS', ttl: DAY_TTL })
      : kvs
          .transact()
          .set(
            key,
            { version: before + 1, payload: record } satisfies DayRow,
            { entityName: ENTITY.day, conditions: new Filter<DayRow>().and('version', condition.equalTo(before)) },
            // The time to live counts only as the fourth argument, whatever the documentation shows.
            { ttl: DAY_TTL },
          )
          .execute();
  });

/** Last uses by home; homes of which nothing is summed yet are left out. */
export const readLastUses = async (
  homes: readonly string[],
): Promise<Result<ReadonlyMap<string, LastUse>, StorageFault>> => {
  const rows = await batches(
    homes.map((home) => ({ key: lastUseKey(home) })),
    'read_days',
  );
  if (!rows.ok) return rows;
  const uses = new Map<string, LastUse>();
  for (const home of homes) {
    const key = lastUseKey(home);
    const use = parseRow(lastUseRecord, key, rows.value.get(`/${key}`));
    if (!use.ok) return use;
    if (use.value !== undefined) uses.set(home, use.value);
  }
  return ok(uses);
};

/** Stores the last uses of a home. An older writer may be the last; the next hour's puts it right. */
export const writeLastUse = (use: LastUse): Promise<Result<void, StorageFault>> =>
  asking('save_day', () => kvs.set(lastUseKey(use.home), use));

type Name = { readonly key: string; readonly entityName?: string };

async function batches(
  names: readonly Name[],
  operation: 'read_days',
): Promise<Result<ReadonlyMap<string, unknown>, StorageFault>> {
  const chunks = Array.from({ length: Math.ceil(names.length / BATCH_KEYS_MAX) }, (_, at) =>
    names.slice(at * BATCH_KEYS_MAX, (at + 1) * BATCH_KEYS_MAX),
  );
  const answers = await Promise.all(chunks.map((chunk) => asking(operation, () => kvs.batchGet<unknown>([...chunk]))));
  const found = new Map<string, unknown>();
  for (const answer of answers) {
    if (!answer.ok) return answer;
    const rows = rowsByKey(operation, answer.value);
    if (!rows.ok) return rows;
    for (const [name, value] of rows.value) found.set(name, value);
  }
  return ok(found);
}
