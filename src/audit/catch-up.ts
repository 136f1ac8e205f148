/**
 * Rolls up what is over and not yet summed, home by home. Any number of runs at once, in any order, after any pause,
 * make the same rows: each stretch begins where the one before ends, and is made once.
 */
import { err, ok, type Result } from '../result';
import type { AuditOf, AuditPage } from '../storage/audit-pages';
import type { Conflict, StorageFault } from '../storage/fault';
import type { AuditRecord } from '../storage/records/audit';
import type { Rollup } from '../storage/records/rollup';
import { hourOf, rollUp, stretchEnd } from './roll-up';

export type RollupStore = {
  readonly newestRollup: (home: string) => Promise<Result<Rollup | undefined, StorageFault>>;
  readonly readRollup: (home: string, from: string) => Promise<Result<Rollup | undefined, StorageFault>>;
  readonly createRollup: (rollup: Rollup) => Promise<Result<void, StorageFault | Conflict>>;
  readonly auditPage: (
    of: AuditOf,
    from: string,
    to: string,
    cursor?: string,
    rows?: number,
  ) => Promise<Result<AuditPage, StorageFault>>;
};

/** Stretches of one home in one run: two days of hours, so that a missed week is caught up within hours. */
const STRETCHES_MAX = 48;
const EVER = '0000';

export type CaughtUp = {
  /** Epoch milliseconds until which everything is summed; undefined where some is left for the next run. */
  readonly until: number | undefined;
  /** The end of the chain, also where it is too new for the index. */
  readonly newest: Rollup | undefined;
  /** What was made or met after the newest that the index knew, oldest first. */
  readonly beyondIndex: readonly Rollup[];
};

/** Goes on with the sums of one home until `now`, as far as one run may. */
export const catchUp = async (
  store: RollupStore,
  home: string,
  now: number,
): Promise<Result<CaughtUp, StorageFault>> => {
  const newest = await store.newestRollup(home);
  if (!newest.ok) return newest;
  let last = newest.value;
  const beyondIndex: Rollup[] = [];
  for (let made = 0; made < STRETCHES_MAX; made += 1) {
    const next = await store.auditPage({ home }, last?.to ?? EVER, iso(now), undefined, 1);
    if (!next.ok) return next;
    const first = next.value.records[0];
    if (first === undefined) return ok({ until: now, newest: last, beyondIndex });
    const end = stretchEnd(Date.parse(first.at), now);
    if (end === undefined) return ok({ until: hourOf(Date.parse(first.at)), newest: last, beyondIndex });
    const from = last?.to ?? iso(hourOf(Date.parse(first.at)));
    const rollup = await nextStretch(store, home, from, iso(end), last);
    if (!rollup.ok) return rollup;
    const created = await store.createRollup(rollup.value);
    if (created.ok) {
      last = rollup.value;
      beyondIndex.push(last);
      continue;
    }
    if (created.error.reason !== 'conflict') return err(created.error);
    // Someone was quicker, or the index lagged: the row is the same.
    const theirs = await store.readRollup(home, from);
    if (!theirs.ok) return theirs;
    if (theirs.value === undefined) continue;
    last = theirs.value;
    beyondIndex.push(last);
  }
  return ok({ until: undefined, newest: last, beyondIndex });
};

/** Records of one stretch: a few megabytes of a run's memory. */
const RECORDS_MAX = 10_000;
/** A row of storage holds 240 KiB. */
const ROW_CHARS_MAX = 150_000;

/** Sums one stretch. A busy hour becomes several: where each ends follows from its records alone, for every run alike. */
async function nextStretch(
  store: RollupStore,
  home: string,
  from: string,
  hourEnd: string,
  last: Rollup | undefined,
): Promise<Result<Rollup, StorageFault>> {
  const records: AuditRecord[] = [];
  let part: Part | undefined;
  let cursor: string | undefined;
  do {
    const page = await store.auditPage({ home }, from, hourEnd, cursor);
    if (!page.ok) return page;
    records.push(...page.value.records);
    cursor = page.value.cursor;
    if (cursor !== undefined && records.length >= RECORDS_MAX) part = firstOf(records, records.length - 1);
  } while (cursor !== undefined && part === undefined);
  part ??= { records, to: hourEnd };
  for (;;) {
    const rollup = rollUp(home, from, part.to, part.records, last);
    const shorter: Part | undefined =
      JSON.stringify(rollup).length > ROW_CHARS_MAX
        ? firstOf(part.records, Math.floor(part.records.length / 2))
        : undefined;
    if (shorter === undefined) return ok(rollup);
    part = shorter;
  }
}

type Part = { readonly records: readonly AuditRecord[]; readonly to: string };

/** The records before the one at `count`. What shares its moment stays with it, and begins the next stretch. */
function firstOf(records: readonly AuditRecord[], count: number): Part | undefined {
  const to = records[count]?.at ?? '';
  const before = records.filter(({ at }) => at < to);
  return before.length === 0 ? undefined : { records: before, to };
}

const iso = (epochMs: number): string => new Date(epochMs).toISOString();
