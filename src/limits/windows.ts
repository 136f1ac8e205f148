/**
 * How calls are counted. Pure; clock and chance are handed in.
 *
 * A key's counts are spread over a few rows, so that calls at the same moment rarely meet in one. Each limit is split
 * exactly over the rows in use: whatever happens at once, no window ever holds more than its limit. One claim counts in
 * all windows, in one row, in one write.
 */
import type { Limits } from '../storage/records/api-key';
import type { Usage } from '../storage/records/usage';

/** One batch reads them all. */
const SHARDS_MAX = 24;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** What one call takes. */
export type Spending = {
  readonly calls: number;
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
  },
  {
    limit: 'pointsPerHour',
    windowMs: HOUR_MS,
    name: 'points',
    used: ({ hour }) => hour.points,
    takes: ({ points }) => points,
  },
  {
    limit: 'refusedPerHour',
    windowMs: HOUR_MS,
    name: 'refused',
    used: ({ hour }) => hour.refused,
    takes: () => 1,
    after: true,
  },
  { limit: 'callsPerDay', windowMs: DAY_MS, name: 'day', used: ({ day }) => day.calls, takes: ({ calls }) => calls },
  {
    limit: 'writesPerDay',
    windowMs: DAY_MS,
    name: 'writes',
    used: ({ day }) => day.writes,
    takes: ({ writes }) => writes,
  },
];

/** A row as it is stored; `version` is what a change is conditioned on. */
export type Row = { readonly version: number; readonly usage: Usage };
/** By shard; undefined where there is no row yet. */
export type Rows = readonly (Row | undefined)[];

export type Claim = { readonly shard: number; readonly before: number | undefined; readonly usage: Usage };
export type Refusal = { readonly limit: Counted; readonly retryAfterSeconds: number };

/** Is anything counted for a key with these limits? */
export const isLimited = (limits: Limits): boolean => METERS.some(({ limit }) => limits[limit] !== undefined);

/** Of the limits in force, the one whose window ends first. */
export const shortestOf = (limits: Limits): Counted =>
  METERS.find(({ limit }) => limits[limit] !== undefined)?.limit ?? 'callsPerMinute';

/** A row that has room for the call, drawn by chance, with the call counted in it; or the limit that is reached. */
export function claim(
  rows: Rows,
  limits: Limits,
  spending: Spending,
  now: number,
  random: () => number,
): { readonly ok: true; readonly claim: Claim } | { readonly ok: false; readonly refusal: Refusal } {
  const current = rows.map((row) => atPresent(row?.usage, now));
  const inForce = METERS.filter(({ limit }) => limits[limit] !== undefined);
  const count = rows.length;
  const fits = (meter: Meter, shard: number): boolean => {
    const takes = meter.takes(spending);
    if (takes === 0) return true;
    const most = limits[meter.limit] ?? 0;
    const own = current[shard];
    const all = current.reduce((sum, usage) => sum + meter.used(usage), 0);
    if (own === undefined || all + takes > most) return false;
    return meter.after ?? meter.used(own) + takes <= shareOf(most, shard, count);
  };
  const shards = Array.from({ length: count }, (_, shard) => shard);
  const open = shards.filter((shard) => inForce.every((meter) => fits(meter, shard)));
  const shard = open[Math.floor(random() * open.length)];
  if (shard === undefined) {
    const reached = inForce.find((meter) => !shards.some((each) => fits(meter, each))) ?? inForce[0];
    const windowMs = reached?.windowMs ?? MINUTE_MS;
    return {
      ok: false,
      refusal: {
        limit: reached?.limit ?? 'callsPerMinute',
        retryAfterSeconds: Math.max(1, Math.ceil((startOf(now, windowMs) + windowMs - now) / 1000)),
      },
    };
  }
  const usage = added(current[shard] ?? atPresent(undefined, now), spending);
  return { ok: true, claim: { shard, before: rows[shard]?.version, usage } };
}

/** Counts something that is over in a row, whatever its limit says. */
export const counted = (rows: Rows, shard: number, spending: Spending, now: number): Claim => ({
  shard,
  before: rows[shard]?.version,
  usage: added(atPresent(rows[shard]?.usage, now), spending),
});

/** The rows after a claim. */
export const withClaim = (rows: Rows, { shard, before, usage }: Claim): Rows =>
  rows.map((row, at) => (at === shard ? { version: (before ?? 0) + 1, usage } : row));

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
    const all = current.reduce((sum, usage) => sum + used(usage), 0);
    const resetSeconds = Math.ceil((startOf(now, windowMs) + windowMs - now) / 1000);
    return [{ limit, name, quota, left: Math.max(0, quota - all), windowSeconds: windowMs / 1000, resetSeconds }];
  });
}

/** So many calls a row has to be worth, or rows fill up while the whole is half empty. */
const CALLS_A_ROW = 8;
/** Ten of the dearest calls: what is left of a row and too little for one of them is less than a tenth of it. */
const POINTS_A_ROW = 550;

/** Over how many rows these limits are spread; a change of limits counts from its own rows on. */
export function shardsFor(limits: Limits): number {
  const most = METERS.flatMap(({ limit, after }) => {
    const quota = limits[limit];
    return quota === undefined || after
      ? []
      : [Math.floor(quota / (limit === 'pointsPerHour' ? POINTS_A_ROW : CALLS_A_ROW))];
  });
  return Math.max(1, Math.min(SHARDS_MAX, ...most));
}

/** The shares of all shards add up to the whole. */
const shareOf = (whole: number, shard: number, count: number): number =>
  Math.floor(whole / count) + (shard < whole % count ? 1 : 0);

const startOf = (now: number, windowMs: number): number => Math.floor(now / windowMs) * windowMs;

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

const added = ({ minute, hour, day }: Usage, { calls, writes, points, refused }: Spending): Usage => ({
  v: 1,
  minute: { ...minute, calls: minute.calls + calls },
  hour: { ...hour, points: hour.points + points, refused: hour.refused + refused },
  day: { ...day, calls: day.calls + calls, writes: day.writes + writes },
});
