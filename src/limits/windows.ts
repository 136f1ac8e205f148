/**
 * How calls are counted. Pure; clock and chance are handed in.
 *
 * A key's counts are spread over a few rows, so that calls at the same moment rarely meet in one. Each limit is split
 * exactly over the rows in use: whatever happens at once, no window ever holds more than its limit. One claim counts in
 * all windows, in one write: in one row, or in several where none has room for all of it. So it is refused only where
 * less is left of a limit than it takes.
 */
import type { Limits } from '../storage/records/api-key';
import type { Usage } from '../storage/records/usage';

/** One batch reads them all, and one transaction could change them all. */
export const ROWS = 24;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** What one call takes. */
export type Spending = {
  readonly calls: number;
  /** Things of Jira that it writes. */
  readonly writes: number;
  readonly points: number;
  readonly refused: number;
};

type Counted = Exclude<keyof Limits, 'pageMax'>;
type Meter = {
  readonly limit: Counted;
  readonly windowMs: number;
  /** As callers see it. */
  readonly name: string;
  readonly used: (usage: Usage) => number;
  readonly takes: (spending: Spending) => number;
  /** With so much more counted. */
  readonly add: (usage: Usage, amount: number) => Usage;
  /** Counted after the call; before it is only asked whether one more could be. So it is not split over the rows. */
  readonly after?: true;
};

/** Every limit that is counted, shortest window first. */
const METERS: readonly Meter[] = [
  {
    limit: 'callsPerMinute',
    windowMs: MINUTE_MS,
    name: 'minute',
    used: ({ minute }) => minute.calls,
    takes: ({ calls }) => calls,
    add: (usage, calls) => ({ ...usage, minute: { ...usage.minute, calls: usage.minute.calls + calls } }),
  },
  {
    limit: 'pointsPerHour',
    windowMs: HOUR_MS,
    name: 'points',
    used: ({ hour }) => hour.points,
    takes: ({ points }) => points,
    add: (usage, points) => ({ ...usage, hour: { ...usage.hour, points: usage.hour.points + points } }),
  },
  {
    limit: 'refusedPerHour',
    windowMs: HOUR_MS,
    name: 'refused',
    used: ({ hour }) => hour.refused,
    takes: ({ refused }) => refused,
    add: (usage, refused) => ({ ...usage, hour: { ...usage.hour, refused: usage.hour.refused + refused } }),
    after: true,
  },
  {
    limit: 'callsPerDay',
    windowMs: DAY_MS,
    name: 'day',
    used: ({ day }) => day.calls,
    takes: ({ calls }) => calls,
    add: (usage, calls) => ({ ...usage, day: { ...usage.day, calls: usage.day.calls + calls } }),
  },
  {
    limit: 'writesPerDay',
    windowMs: DAY_MS,
    name: 'writes',
    used: ({ day }) => day.writes,
    takes: ({ writes }) => writes,
    add: (usage, writes) => ({ ...usage, day: { ...usage.day, writes: usage.day.writes + writes } }),
  },
];

/** A row as it is stored; `version` is what a change is conditioned on. */
export type Row = { readonly version: number; readonly usage: Usage };
/** By shard; undefined where there is no row yet. */
export type Rows = readonly (Row | undefined)[];

/** One row as it is to be, and its version before. */
export type Change = { readonly shard: number; readonly before: number | undefined; readonly usage: Usage };
/** All of them are stored or none. Mostly one; none where the call takes nothing that is limited. */
export type Claim = readonly Change[];
/** `needed` is what the call would take, `left` what there is. */
export type Refusal = {
  readonly limit: Counted;
  readonly needed: number;
  readonly left: number;
  readonly retryAfterSeconds: number;
};

/** Is anything counted for a key with these limits? */
export const isLimited = (limits: Limits): boolean => METERS.some(({ limit }) => limits[limit] !== undefined);

/** Of the limits in force, the one whose window ends first. */
export const shortestOf = (limits: Limits): Counted =>
  METERS.find(({ limit }) => limits[limit] !== undefined)?.limit ?? 'callsPerMinute';

/** The call counted in a row that has room for all of it, or in several; or the limit that has not so much left. */
export function claim(
  rows: Rows,
  limits: Limits,
  spending: Spending,
  now: number,
  random: () => number,
): { readonly ok: true; readonly claim: Claim } | { readonly ok: false; readonly refusal: Refusal } {
  const current = rows.map((row) => atPresent(row?.usage, now));
  const count = Math.min(shardsFor(limits), rows.length);
  const splits: Split[] = [];
  for (const meter of METERS) {
    const most = limits[meter.limit];
    const needed = meter.after ? 1 : meter.takes(spending);
    if (most === undefined || needed === 0) continue;
    const used = current.map(meter.used);
    const left = Math.max(0, most - sumOf(used));
    if (needed > left) {
      const retryAfterSeconds = Math.max(1, secondsLeft(now, meter.windowMs));
      return { ok: false, refusal: { limit: meter.limit, needed, left, retryAfterSeconds } };
    }
    if (meter.after !== true) splits.push({ meter, needed, room: roomIn(used, most, count) });
  }
  const usages = spread(splits, spending, current, random);
  return { ok: true, claim: [...usages].map(([shard, usage]) => ({ shard, before: rows[shard]?.version, usage })) };
}

/** What a call takes of a limit, and how much room each row has for it. */
type Split = { readonly meter: Meter; readonly needed: number; readonly room: readonly number[] };

/** Into one row, drawn by chance among those with room for all of it; where there is none, into as few as it takes. */
function spread(
  splits: readonly Split[],
  spending: Spending,
  current: readonly Usage[],
  random: () => number,
): ReadonlyMap<number, Usage> {
  const usages = new Map<number, Usage>();
  if (splits.length === 0) return usages;
  const put = (shard: number, meter: Meter, amount: number): void => {
    const usage = usages.get(shard) ?? current[shard];
    if (usage !== undefined && amount > 0) usages.set(shard, meter.add(usage, amount));
  };
  const shards = current.map((_, shard) => shard);
  const whole = shards.filter((shard) => splits.every(({ needed, room }) => needed <= (room[shard] ?? 0)));
  const one = whole[Math.floor(random() * whole.length)];
  const first = Math.floor(random() * shards.length);
  const fromThere = [...shards.slice(first), ...shards.slice(0, first)];
  for (const { meter, needed, room } of splits) {
    const roomOf = (shard: number): number => room[shard] ?? 0;
    const isUsed = (shard: number): number => (usages.has(shard) && roomOf(shard) > 0 ? 1 : 0);
    const order =
      one === undefined ? fromThere.toSorted((a, b) => isUsed(b) - isUsed(a) || roomOf(b) - roomOf(a)) : [one];
    let missing = needed;
    for (const shard of order) {
      const part = Math.min(missing, roomOf(shard));
      put(shard, meter, part);
      missing -= part;
    }
  }
  // What has no limit now is counted beside the rest: one may be set before the window is over.
  const [shard = 0] = usages.keys();
  const unlimited = METERS.filter((meter) => meter.after !== true && !splits.some((split) => split.meter === meter));
  for (const meter of unlimited) put(shard, meter, meter.takes(spending));
  return usages;
}

/** Counts something that is over in a row, whatever its limit says. */
export const counted = (rows: Rows, shard: number, spending: Spending, now: number): Change => ({
  shard,
  before: rows[shard]?.version,
  usage: METERS.reduce((usage, meter) => meter.add(usage, meter.takes(spending)), atPresent(rows[shard]?.usage, now)),
});

/** The rows after a claim. */
export const withClaim = (rows: Rows, claim: Claim): Rows =>
  claim.reduce<Rows>((all, { shard, before = 0, usage }) => all.with(shard, { version: before + 1, usage }), rows);

export type Remaining = {
  readonly limit: Counted;
  readonly name: string;
  readonly quota: number;
  readonly left: number;
  readonly windowSeconds: number;
  readonly resetSeconds: number;
};

/** What is left of each limit in force. */
export function remaining(limits: Limits, rows: Rows, now: number): readonly Remaining[] {
  const current = rows.map((row) => atPresent(row?.usage, now));
  return METERS.flatMap(({ limit, windowMs, name, used }) => {
    const quota = limits[limit];
    if (quota === undefined) return [];
    const left = Math.max(0, quota - sumOf(current.map(used)));
    const resetSeconds = secondsLeft(now, windowMs);
    return [{ limit, name, quota, left, windowSeconds: windowMs / 1000, resetSeconds }];
  });
}

/** Two of the dearest calls: a row has room for one, or nearly every call would be split. */
const POINTS_A_ROW = 110;

/** Over how many rows these limits are spread: no more than the smallest of those that every call counts in has parts. */
export function shardsFor({ callsPerMinute, callsPerDay, pointsPerHour, writesPerDay }: Limits): number {
  const points = pointsPerHour === undefined ? undefined : Math.floor(pointsPerHour / POINTS_A_ROW);
  const most = [callsPerMinute, callsPerDay, points].filter((each) => each !== undefined);
  return Math.max(1, Math.min(ROWS, ...(most.length > 0 ? most : [writesPerDay ?? 1])));
}

/**
 * How much of a limit each row still has room for: an even share, the first rows one more where it does not come out even.
 * A row that holds more than its share, from before a limit was changed, takes from the others'. Such a row gets nothing
 * more and the others stay within what is left to them, so however often this is worked out meanwhile, the sum holds.
 */
function roomIn(used: readonly number[], most: number, count: number): readonly number[] {
  const shares = used.map(() => 0);
  let open = used.map((_, shard) => shard).filter((shard) => shard < count);
  let whole = most - sumOf(used.slice(count));
  for (let over = 1; over > 0; ) {
    const even = Math.floor(whole / open.length);
    for (const [at, shard] of open.entries()) shares[shard] = even + (at < whole - even * open.length ? 1 : 0);
    const within = open.filter((shard) => (used[shard] ?? 0) <= (shares[shard] ?? 0));
    over = open.length - within.length;
    for (const shard of open) if (!within.includes(shard)) whole -= used[shard] ?? 0;
    open = within;
  }
  return used.map((own, shard) => Math.max(0, (shares[shard] ?? 0) - own));
}

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

const startOf = (now: number, windowMs: number): number => Math.floor(now / windowMs) * windowMs;

const secondsLeft = (now: number, windowMs: number): number =>
  Math.ceil((startOf(now, windowMs) + windowMs - now) / 1000);

/** A row's counts in the windows of this moment. A row that is ahead of this clock stays: it is never counted back. */
function atPresent(usage: Usage | undefined, now: number): Usage {
  const minute = startOf(now, MINUTE_MS);
  const hour = startOf(now, HOUR_MS);
  const day = startOf(now, DAY_MS);
  return {
    v: 1,
    minute: usage !== undefined && usage.minute.start >= minute ? usage.minute : { start: minute, calls: 0 },
    hour: usage !== undefined && usage.hour.start >= hour ? usage.hour : { start: hour, points: 0, refused: 0 },
    day: usage !== undefined && usage.day.start >= day ? usage.day : { start: day, calls: 0, writes: 0 },
  };
}
