/**
 * Keeps the sums by day and the last uses of a home up with its roll-ups. Any number of runs at once, in any order, after any
 * pause, end in the same rows: a day is summed anew from all of its stretches, and never replaced by one that holds fewer.
 */
import { err, ok, type Result } from '../result';
import type { DayName, StoredDay } from '../storage/days';
import type { Conflict, StorageFault } from '../storage/fault';
import type { DayRecord, LastUse } from '../storage/records/day';
import type { Rollup } from '../storage/records/rollup';
import type { CaughtUp } from './catch-up';
import { dayOf, dayOfStretch, daySums } from './day-sums';

export type DayStore = {
  readonly rollupsSince: (home: string, since: string) => Promise<Result<readonly Rollup[], StorageFault>>;
  readonly readDays: (names: readonly DayName[]) => Promise<Result<readonly StoredDay[], StorageFault>>;
  readonly writeDay: (record: DayRecord, before: number | undefined) => Promise<Result<void, StorageFault | Conflict>>;
  readonly readLastUses: (homes: readonly string[]) => Promise<Result<ReadonlyMap<string, LastUse>, StorageFault>>;
  readonly writeLastUse: (use: LastUse) => Promise<Result<void, StorageFault>>;
};

/** Where there are no sums by day yet, those of a month are made: no more are shown. */
const FIRST_DAYS = 31;
const DAY_MS = 24 * 3_600_000;
const ATTEMPTS = 4;

/** Stores what the roll-ups of a home say of each day that is not stored as far yet. */
export const noteDays = async (
  store: DayStore,
  home: string,
  { until, newest, beyondIndex }: CaughtUp,
  now: number,
): Promise<Result<void, StorageFault | Conflict>> => {
  if (newest === undefined) return ok(undefined);
  const uses = await store.readLastUses([home]);
  if (!uses.ok) return uses;
  const known = uses.value.get(home);
  const since = known?.until ?? new Date(now - FIRST_DAYS * DAY_MS).toISOString();
  if (since < newest.to) {
    const done = await sumDays(store, home, since, newest, beyondIndex);
    if (!done.ok) return done;
    // The index does not know all of the chain yet: the next run will find it whole.
    if (!done.value) return ok(undefined);
  }
  // Someone with a longer chain was here meanwhile.
  if (known !== undefined && known.until > newest.to) return ok(undefined);
  const summedUntil = until ?? Date.parse(newest.to);
  return store.writeLastUse({ v: 1, home, until: newest.to, summedUntil, lastUsed: newest.lastUsed });
};

/** False where the stretches that are known do not make a whole chain. */
async function sumDays(
  store: DayStore,
  home: string,
  since: string,
  newest: Rollup,
  beyondIndex: readonly Rollup[],
): Promise<Result<boolean, StorageFault | Conflict>> {
  // Stretches that were summed before are read again where they share a day with new ones.
  const begin = `${dayOf(Date.parse(since) - 1)}T00:00:00.000Z`;
  const indexed = await store.rollupsSince(home, begin);
  if (!indexed.ok) return indexed;
  const byBegin = new Map([...indexed.value, ...beyondIndex].map((stretch) => [stretch.from, stretch]));
  const chain = [...byBegin.values()].sort((one, other) => (one.from < other.from ? -1 : 1));
  if (!isWhole(chain, begin) || chain.at(-1)?.hash !== newest.hash) return ok(false);
  const days = new Map<string, Rollup[]>();
  for (const stretch of chain) {
    const day = dayOfStretch(stretch);
    days.set(day, [...(days.get(day) ?? []), stretch]);
  }
  for (const [day, stretches] of days) {
    if (stretches.every(({ to }) => to <= since)) continue;
    const record = daySums(home, day, stretches);
    const stored = record === undefined ? ok(undefined) : await storeDay(store, record);
    if (!stored.ok) return stored;
  }
  return ok(true);
}

/** Does each stretch follow the one before, and the first one reach back to `begin`, or to the beginning of all? */
const isWhole = (chain: readonly Rollup[], begin: string): boolean =>
  chain.every(({ previous, from }, at) =>
    at === 0 ? previous === '' || from <= begin : previous === chain[at - 1]?.hash,
  );

async function storeDay(store: DayStore, record: DayRecord): Promise<Result<void, StorageFault | Conflict>> {
  for (let attempt = 1; ; attempt += 1) {
    const read = await store.readDays([record]);
    if (!read.ok) return read;
    const [present] = read.value;
    if (present !== undefined && present.record.until >= record.until) return ok(undefined);
    const written = await store.writeDay(record, present?.version);
    if (written.ok) return written;
    if (written.error.reason !== 'conflict' || attempt === ATTEMPTS) return err(written.error);
  }
}
