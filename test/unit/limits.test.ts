/**
 * Counting: whatever calls meet, no window holds more than its limit, and all of it can be had. Then what callers are
 * told, and the site's share.
 */
import fc from 'fast-check';
import { OPERATIONS } from '../../src/catalogue/operations';
import { rateHeaders } from '../../src/gateway/rate-headers';
import { isWrite, priceOf } from '../../src/limits/price';
import { SAMPLE, sampled, shareReached } from '../../src/limits/site-share';
import {
  claim,
  counted,
  type Row,
  type Rows,
  remaining,
  type Spending,
  shardsFor,
  withClaim,
} from '../../src/limits/windows';
import type { Limits } from '../../src/storage/records/api-key';
import type { SiteUsage } from '../../src/storage/records/usage';

const NOW = Date.parse('2026-11-25T12:30:15.000Z');
const MINUTE_MS = 60_000;
const CALL: Spending = { calls: 1, writes: 0, points: 3, refused: 0 };
const WRITE: Spending = { calls: 1, writes: 1, points: 8, refused: 0 };
const none = (limits: Limits): Rows => Array.from({ length: shardsFor(limits) }, () => undefined);

/** Milliseconds between two steps: mostly none, or windows would be over before they are full. */
const PASSED = fc.oneof(
  { weight: 40, arbitrary: fc.constant(0) },
  { weight: 4, arbitrary: fc.constant(700) },
  { weight: 2, arbitrary: fc.constant(20_000) },
  { weight: 1, arbitrary: fc.constant(1_900_000) },
);

/** Even, which values drawn by fast-check are not: those prefer extremes, and all callers would meet in one row. */
function evenChance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A store that takes a row only where it is still as it was read. */
function storeOf(limits: Limits) {
  const rows: (Row | undefined)[] = [...none(limits)];
  return {
    read: (): Rows => [...rows],
    write: (next: Rows, shard: number, before: number | undefined): boolean => {
      if (rows[shard]?.version !== before) return false;
      rows[shard] = next[shard];
      return true;
    },
  };
}

/** Some of the limits: a small one beside the others would put all counts into one row. */
const limitsOfAny = fc
  .record(
    {
      callsPerMinute: fc.integer({ min: 1, max: 100 }),
      callsPerDay: fc.integer({ min: 1, max: 120 }),
      writesPerDay: fc.integer({ min: 1, max: 60 }),
      pointsPerHour: fc.integer({ min: 10, max: 3_000 }),
    },
    { requiredKeys: [] },
  )
  .filter((limits) => Object.keys(limits).length > 0);

test('never more than a limit in its window, however calls meet, over minutes and hours', () => {
  const rowsSeen = new Set<number>();
  let conflicts = 0;
  let refusals = 0;
  fc.assert(
    fc.property(
      limitsOfAny,
      // Each step: which caller goes on, how much time passes, and what a new call of it would be.
      fc.array(fc.tuple(fc.nat({ max: 9 }), PASSED, fc.boolean()), { minLength: 300, maxLength: 300 }),
      fc.nat(),
      (limits, steps, seed) => {
        const store = storeOf(limits);
        const random = evenChance(seed);
        const begun = new Map<number, { readonly rows: Rows; readonly spending: Spending; readonly at: number }>();
        const allowed: { readonly at: number; readonly spending: Spending }[] = [];
        let now = NOW;
        for (const [caller, passed, writes] of steps) {
          now += passed;
          const call = begun.get(caller);
          if (call === undefined) {
            begun.set(caller, { rows: store.read(), spending: writes ? WRITE : CALL, at: now });
            continue;
          }
          begun.delete(caller);
          const claimed = claim(call.rows, limits, call.spending, now, random);
          if (!claimed.ok) {
            refusals += 1;
            expect(claimed.refusal.retryAfterSeconds).toBeGreaterThan(0);
            continue;
          }
          const { shard, before } = claimed.claim;
          if (store.write(withClaim(call.rows, claimed.claim), shard, before))
            allowed.push({ at: now, spending: call.spending });
          else conflicts += 1;
        }
        const most = (windowMs: number, of: (spending: Spending) => number): number => {
          const sums = new Map<number, number>();
          for (const { at, spending } of allowed) {
            const start = Math.floor(at / windowMs);
            sums.set(start, (sums.get(start) ?? 0) + of(spending));
          }
          return Math.max(0, ...sums.values());
        };
        const { callsPerMinute, pointsPerHour, callsPerDay, writesPerDay } = limits;
        const any = Number.POSITIVE_INFINITY;
        expect(most(MINUTE_MS, ({ calls }) => calls)).toBeLessThanOrEqual(callsPerMinute ?? any);
        expect(most(60 * MINUTE_MS, ({ points }) => points)).toBeLessThanOrEqual(pointsPerHour ?? any);
        expect(most(1440 * MINUTE_MS, ({ calls }) => calls)).toBeLessThanOrEqual(callsPerDay ?? any);
        expect(most(1440 * MINUTE_MS, ({ writes }) => writes)).toBeLessThanOrEqual(writesPerDay ?? any);
        rowsSeen.add(shardsFor(limits));
      },
    ),
    { numRuns: 500 },
  );
  expect(Math.min(conflicts, refusals)).toBeGreaterThan(1_000);
  expect(rowsSeen.size).toBeGreaterThan(6);
});

test('a call is refused only where no row has room for all of it', () => {
  const rowsSeen: number[] = [];
  fc.assert(
    fc.property(limitsOfAny, fc.array(fc.boolean(), { minLength: 130, maxLength: 130 }), (limits, writes) => {
      let rows = none(limits);
      const passedOver: unknown[] = [];
      for (const isOne of writes) {
        const spending = isOne ? WRITE : CALL;
        const claimed = claim(rows, limits, spending, NOW, Math.random);
        if (claimed.ok) rows = withClaim(rows, claimed.claim);
        else {
          rowsSeen.push(rows.length);
          passedOver.push(...rows.filter((row, at) => hasRoom(row, at, limits, spending)));
        }
      }
      expect(passedOver).toEqual([]);
    }),
    { numRuns: 300 },
  );
  expect(rowsSeen.filter((count) => count > 1).length).toBeGreaterThan(1_000);
});

/** Said anew: a row may hold its even share of each limit, the first rows one more where it does not come out even. */
function hasRoom(row: Row | undefined, at: number, limits: Limits, spending: Spending): boolean {
  const count = shardsFor(limits);
  const usage = row?.usage ?? { minute: { calls: 0 }, hour: { points: 0 }, day: { calls: 0, writes: 0 } };
  const fits = (used: number, takes: number, most: number | undefined): boolean =>
    takes === 0 || most === undefined || used + takes <= Math.ceil((most - at) / count);
  return (
    fits(usage.minute.calls, spending.calls, limits.callsPerMinute) &&
    fits(usage.day.calls, spending.calls, limits.callsPerDay) &&
    fits(usage.day.writes, spending.writes, limits.writesPerDay) &&
    fits(usage.hour.points, spending.points, limits.pointsPerHour)
  );
}

test('of a limit of points, the dearest calls get nine tenths at least, however it is split', () => {
  const price = Math.max(...OPERATIONS.map(priceOf));
  const wasted: (readonly [pointsPerHour: number, used: number])[] = [];
  for (let pointsPerHour = 10 * price; pointsPerHour < 5_000; pointsPerHour += 41) {
    const limits = { pointsPerHour };
    let rows = none(limits);
    for (;;) {
      const claimed = claim(rows, limits, { ...CALL, points: price }, NOW, Math.random);
      if (!claimed.ok) break;
      rows = withClaim(rows, claimed.claim);
    }
    const used = pointsPerHour - (remaining(limits, rows, NOW)[0]?.left ?? 0);
    if (used < 0.9 * pointsPerHour) wasted.push([pointsPerHour, used]);
  }
  expect(wasted).toEqual([]);
});

test.each([1, 7, 8, 20, 63, 64, 200, 999])(
  'a limit of %d calls is used up to the last one, one after the other',
  (most) => {
    const limits = { callsPerDay: most };
    let rows = none(limits);
    for (let call = 0; call < most; call += 1) {
      const claimed = claim(rows, limits, CALL, NOW, Math.random);
      if (!claimed.ok) throw new Error(`refused after ${call}`);
      rows = withClaim(rows, claimed.claim);
      expect(remaining(limits, rows, NOW)[0]?.left).toBe(most - call - 1);
    }
    expect(claim(rows, limits, CALL, NOW, Math.random)).toEqual({
      ok: false,
      refusal: { limit: 'callsPerDay', retryAfterSeconds: 11 * 3600 + 29 * 60 + 45 },
    });
    // The next day begins with all of it.
    expect(claim(rows, limits, CALL, NOW + 86_400_000, Math.random).ok).toBe(true);
  },
);

test('the limit that is reached is named, with the time to the end of its window', () => {
  const refused = (limits: Limits, spending: Spending, before: readonly Spending[]) => {
    let rows = none(limits);
    for (const each of before) {
      const claimed = claim(rows, limits, each, NOW, () => 0);
      if (claimed.ok) rows = withClaim(rows, claimed.claim);
    }
    const last = claim(rows, limits, spending, NOW, () => 0);
    return last.ok ? 'allowed' : [last.refusal.limit, last.refusal.retryAfterSeconds];
  };
  expect(refused({ callsPerMinute: 1, callsPerDay: 50 }, CALL, [CALL])).toEqual(['callsPerMinute', 45]);
  expect(refused({ writesPerDay: 1, callsPerDay: 50 }, WRITE, [WRITE])).toEqual(['writesPerDay', 41_385]);
  expect(refused({ writesPerDay: 1, callsPerDay: 50 }, CALL, [WRITE])).toBe('allowed');
  expect(refused({ pointsPerHour: 10 }, WRITE, [CALL])).toEqual(['pointsPerHour', 1_785]);
  expect(refused({ pointsPerHour: 11 }, WRITE, [CALL])).toBe('allowed');
  expect(refused({ pointsPerHour: 1 }, { ...CALL, points: 0 }, [])).toBe('allowed');
});

test('a budget of refused references holds over all rows, and does not put all counts into a few', () => {
  const limits = { callsPerDay: 1_000, refusedPerHour: 2 };
  expect(shardsFor(limits)).toBe(shardsFor({ callsPerDay: 1_000 }));
  const refused = { calls: 0, writes: 0, points: 0, refused: 1 };
  let rows = none(limits);
  rows = withClaim(rows, counted(rows, 5, refused, NOW));
  expect(claim(rows, limits, CALL, NOW, Math.random).ok).toBe(true);
  const elsewhere = withClaim(rows, counted(rows, 7, refused, NOW));
  const again = withClaim(rows, counted(rows, 5, refused, NOW));
  for (const used of [elsewhere, again]) {
    expect(claim(used, limits, CALL, NOW, Math.random)).toEqual({
      ok: false,
      refusal: { limit: 'refusedPerHour', retryAfterSeconds: 1_785 },
    });
  }
});

test('a row that is ahead of this clock is never counted back', () => {
  const limits = { callsPerMinute: 2 };
  let rows = none(limits);
  for (const at of [NOW + MINUTE_MS, NOW + MINUTE_MS]) {
    const claimed = claim(rows, limits, CALL, at, () => 0);
    if (claimed.ok) rows = withClaim(rows, claimed.claim);
  }
  expect(claim(rows, limits, CALL, NOW, () => 0).ok).toBe(false);
});

test('callers are told of every limit in force, in the form of the IETF draft, and of nothing else', () => {
  const limits = { callsPerMinute: 60, writesPerDay: 5, pageMax: 10 };
  const claimed = claim(none(limits), limits, WRITE, NOW, () => 0);
  const rows = claimed.ok ? withClaim(none(limits), claimed.claim) : [];
  expect(rateHeaders(limits, rows, NOW)).toEqual({
    'ratelimit-policy': ['"minute";q=60;w=60, "writes";q=5;w=86400'],
    ratelimit: ['"minute";r=59;t=45, "writes";r=4;t=41385'],
  });
  expect(rateHeaders({ pageMax: 10 }, [], NOW)).toEqual({});
});

test('a price is a constant of the operation, and only what changes Jira is a write', () => {
  for (const operation of OPERATIONS) {
    expect(Number.isInteger(priceOf(operation))).toBe(true);
    const asksJira = operation.kind === 'relay';
    if (asksJira) expect(priceOf(operation)).toBeGreaterThan(1);
    expect(isWrite(operation)).toBe(asksJira && operation.check === 'before');
  }
});

describe("the site's share", () => {
  const share = 1_600;
  const drawn = (counts: Readonly<Record<string, number>>): SiteUsage | undefined =>
    Object.entries(counts)
      .flatMap(([keyId, times]) => Array.from({ length: times }, () => keyId))
      .reduce<SiteUsage | undefined>((usage, keyId) => sampled(usage, keyId, 2, NOW), undefined);

  test('stops a key that has half of it, and lets the others go on', () => {
    const usage = drawn({ greedy: share / 2 / 2 / SAMPLE, modest: 2 });
    expect(shareReached(usage, share, 'greedy', NOW)).toBe(1_785);
    expect(shareReached(usage, share, 'modest', NOW)).toBeUndefined();
    expect(shareReached(usage, share, 'new', NOW)).toBeUndefined();
    expect(shareReached(drawn({ greedy: share / 2 / 2 / SAMPLE - 1 }), share, 'greedy', NOW)).toBeUndefined();
  });

  test('sees a key that begins after many others and among them, and charges it a twentieth of all too much at most', () => {
    const heavy = Array.from({ length: 800 }, (_, at) => `heavy-${at % 20}`);
    const after = Array.from({ length: 900 }, (_, at) => ['late', 'late', `light-${at % 10}`]);
    const calls = [...heavy, ...after.flat()];
    const usage = calls.reduce<SiteUsage | undefined>((before, keyId) => sampled(before, keyId, 2, NOW), undefined);
    const { points = 0, heaviest = [] } = usage ?? {};
    expect([points, heaviest.length, heaviest[0]?.keyId]).toEqual([calls.length * 2 * SAMPLE, 20, 'late']);
    const own = 1_800 * 2 * SAMPLE;
    const share = 2 * own;
    expect(heaviest[0]?.points).toBeGreaterThanOrEqual(own);
    expect(heaviest[0]?.points).toBeLessThanOrEqual(own + points / 20);
    // It came late, and is stopped alone once it has half of a share that is not used up.
    const stopped = (keyId: string): boolean => shareReached(usage, share, keyId, NOW) !== undefined;
    expect(points).toBeLessThan(share);
    expect(['late', 'heavy-0', 'light-0', 'new'].map(stopped)).toEqual([true, false, false, false]);
  });

  test('stops all when it is used up, until the hour is over', () => {
    const usage = drawn(Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`key-${at}`, 1])));
    expect(usage?.points).toBe(share);
    expect(usage?.heaviest).toHaveLength(20);
    expect(shareReached(usage, share, 'new', NOW)).toBe(1_785);
    expect(shareReached(usage, share, 'new', NOW + 1_785_000)).toBeUndefined();
  });
});
