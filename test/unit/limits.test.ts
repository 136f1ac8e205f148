/**
 * Counting: whatever calls meet, no window holds more than its limit, and all of it can be had. Then what callers are
 * told, and the site's share.
 */

import { OPERATIONS } from '../../src/catalogue/operations';
import { rateHeaders } from '../../src/gateway/rate-headers';
import { priceOf } from '../../src/limits/price';
import { SAMPLE, sampled, shareReached } from '../../src/limits/site-share';
import {
  type Claim,
  claim,
  counted,
  ROWS,
  type Row,
  type Rows,
  remaining,
  type Spending,
  shardsFor,
  withClaim,
} from '../../src/limits/windows';
import type { Limits } from '../../src/storage/records/api-key';
import type { SiteUsage } from '../../src/storage/records/usage';
import fc from '../seeded-fast-check';

const NOW = Date.parse('2026-11-25T12:30:15.000Z');
const CHANCE = evenChance(7);
const MINUTE_MS = 60_000;
const CALL: Spending = { calls: 1, writes: 0, points: 3, refused: 0 };
const WRITE: Spending = { calls: 1, writes: 1, points: 8, refused: 0 };
const MOVE: Spending = { calls: 1, writes: 30, points: 66, refused: 0 };
const NONE: Rows = Array.from({ length: ROWS }, () => undefined);

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

/** A store that takes rows only where all of them are still as they were read. */
function storeOf() {
  const rows: (Row | undefined)[] = [...NONE];
  return {
    read: (): Rows => [...rows],
    write: (claimed: Claim): boolean => {
      if (claimed.some(({ shard, before }) => rows[shard]?.version !== before)) return false;
      for (const { shard, before = 0, usage } of claimed) rows[shard] = { version: before + 1, usage };
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
      writesPerDay: fc.integer({ min: 1, max: 90 }),
      pointsPerHour: fc.integer({ min: 10, max: 3_000 }),
    },
    { requiredKeys: [] },
  )
  .filter((limits) => Object.keys(limits).length > 0);
const anyCall = fc.constantFrom(CALL, CALL, WRITE, WRITE, MOVE);
const ANY = Number.POSITIVE_INFINITY;

/** What calls took in all, window by window, and the most that one of these may hold. */
function tallyOf({ callsPerMinute = ANY, pointsPerHour = ANY, callsPerDay = ANY, writesPerDay = ANY }: Limits) {
  const meters = [
    { most: callsPerMinute, windowMs: MINUTE_MS, of: ({ calls }: Spending) => calls, sums: new Map<number, number>() },
    { most: pointsPerHour, windowMs: 60 * MINUTE_MS, of: ({ points }: Spending) => points, sums: new Map() },
    { most: callsPerDay, windowMs: 1440 * MINUTE_MS, of: ({ calls }: Spending) => calls, sums: new Map() },
    { most: writesPerDay, windowMs: 1440 * MINUTE_MS, of: ({ writes }: Spending) => writes, sums: new Map() },
  ];
  const sumAt = ({ sums, windowMs }: (typeof meters)[number], at: number): number =>
    sums.get(Math.floor(at / windowMs)) ?? 0;
  return {
    add: (spending: Spending, at: number): void => {
      for (const meter of meters)
        meter.sums.set(Math.floor(at / meter.windowMs), sumAt(meter, at) + meter.of(spending));
    },
    /** Is there as much left of every limit as the call takes? */
    hasRoom: (spending: Spending, at: number): boolean =>
      meters.every((meter) => meter.of(spending) === 0 || sumAt(meter, at) + meter.of(spending) <= meter.most),
    isHeld: (): boolean => meters.every(({ most, sums }) => [...sums.values()].every((sum) => sum <= most)),
  };
}

test('never more than a limit in its window, however calls meet, over minutes and hours', () => {
  const rowsSeen = new Set<number>();
  const seen = { conflicts: 0, refusals: 0, several: 0 };
  fc.assert(
    fc.property(
      limitsOfAny,
      // Each step: which caller goes on, how much time passes, and what a new call of it would be.
      fc.array(fc.tuple(fc.nat({ max: 9 }), PASSED, anyCall), { minLength: 300, maxLength: 300 }),
      fc.nat(),
      (limits, steps, seed) => {
        const store = storeOf();
        const random = evenChance(seed);
        const begun = new Map<number, { readonly rows: Rows; readonly spending: Spending }>();
        const tally = tallyOf(limits);
        let now = NOW;
        for (const [caller, passed, spending] of steps) {
          now += passed;
          const call = begun.get(caller);
          if (call === undefined) {
            begun.set(caller, { rows: store.read(), spending });
            continue;
          }
          begun.delete(caller);
          const claimed = claim(call.rows, limits, call.spending, now, random);
          if (!claimed.ok) {
            seen.refusals += 1;
            expect(claimed.refusal.retryAfterSeconds).toBeGreaterThan(0);
            continue;
          }
          if (claimed.claim.length > 1) seen.several += 1;
          if (store.write(claimed.claim)) tally.add(call.spending, now);
          else seen.conflicts += 1;
        }
        expect(tally.isHeld()).toBe(true);
        rowsSeen.add(shardsFor(limits));
      },
    ),
    { numRuns: 250 },
  );
  expect(Math.min(seen.conflicts, seen.refusals, seen.several)).toBeGreaterThan(100);
  expect(rowsSeen.size).toBeGreaterThan(6);
});

test('a limit that is changed while calls are under way holds from then on, with what its window holds already', () => {
  let lowered = 0;
  fc.assert(
    fc.property(
      limitsOfAny,
      limitsOfAny,
      fc.array(anyCall, { maxLength: 150 }),
      fc.array(fc.tuple(fc.nat({ max: 9 }), anyCall), { minLength: 100, maxLength: 100 }),
      fc.nat(),
      (before, after, first, steps, seed) => {
        const store = storeOf();
        const random = evenChance(seed);
        // Calls that were not limited in something were not counted in it, if they took nothing else.
        const tally = tallyOf(after);
        for (const spending of first) {
          const claimed = claim(store.read(), before, spending, NOW, random);
          if (claimed.ok && claimed.claim.length > 0 && store.write(claimed.claim)) tally.add(spending, NOW);
        }
        const wasHeld = tally.isHeld();
        if (!wasHeld) lowered += 1;
        const begun = new Map<number, { readonly rows: Rows; readonly spending: Spending }>();
        const passed: Spending[] = [];
        for (const [caller, spending] of steps) {
          const call = begun.get(caller);
          if (call === undefined) {
            begun.set(caller, { rows: store.read(), spending });
            continue;
          }
          begun.delete(caller);
          const claimed = claim(call.rows, after, call.spending, NOW, random);
          if (!claimed.ok || claimed.claim.length === 0 || !store.write(claimed.claim)) continue;
          if (!tally.hasRoom(call.spending, NOW)) passed.push(call.spending);
          tally.add(call.spending, NOW);
        }
        expect(passed).toEqual([]);
      },
    ),
    { numRuns: 300 },
  );
  expect(lowered).toBeGreaterThan(20);
});

test('a call is refused only where less is left of a limit than it takes', () => {
  const seen = { refused: 0, several: 0 };
  fc.assert(
    fc.property(limitsOfAny, fc.array(anyCall, { minLength: 130, maxLength: 130 }), fc.nat(), (limits, calls, seed) => {
      const random = evenChance(seed);
      let rows = NONE;
      const tally = tallyOf(limits);
      for (const spending of calls) {
        const claimed = claim(rows, limits, spending, NOW, random);
        expect(claimed.ok).toBe(tally.hasRoom(spending, NOW));
        if (!claimed.ok) {
          seen.refused += 1;
          continue;
        }
        if (claimed.claim.length > 1) seen.several += 1;
        rows = withClaim(rows, claimed.claim);
        tally.add(spending, NOW);
      }
    }),
    { numRuns: 300 },
  );
  expect(Math.min(seen.refused, seen.several)).toBeGreaterThan(100);
});

test('a call is counted in one row, as long as one has room for all of it', () => {
  const limits = { callsPerDay: 1_000, writesPerDay: 30, pointsPerHour: 5_000 };
  let rows = NONE;
  for (let call = 0; call < 30; call += 1) {
    const claimed = claim(rows, limits, WRITE, NOW, CHANCE);
    expect(claimed.ok && claimed.claim.length).toBe(1);
    if (claimed.ok) rows = withClaim(rows, claimed.claim);
  }
});

test('a call that takes nothing that is limited changes no row', () => {
  expect(claim(NONE, { writesPerDay: 5 }, CALL, NOW, CHANCE)).toEqual({ ok: true, claim: [] });
  expect(claim(NONE, { refusedPerHour: 5 }, CALL, NOW, CHANCE)).toEqual({ ok: true, claim: [] });
  const written = claim(NONE, { writesPerDay: 5 }, WRITE, NOW, CHANCE);
  expect(written.ok && written.claim.length).toBe(1);
});

test.each([1, 7, 8, 20, 63, 64, 200, 999])(
  'a limit of %d calls is used up to the last one, one after the other',
  (most) => {
    const limits = { callsPerDay: most };
    let rows = NONE;
    for (let call = 0; call < most; call += 1) {
      const claimed = claim(rows, limits, CALL, NOW, CHANCE);
      if (!claimed.ok) throw new Error(`refused after ${call}`);
      rows = withClaim(rows, claimed.claim);
      expect(remaining(limits, rows, NOW)[0]?.left).toBe(most - call - 1);
    }
    expect(claim(rows, limits, CALL, NOW, CHANCE)).toEqual({
      ok: false,
      refusal: { limit: 'callsPerDay', needed: 1, left: 0, retryAfterSeconds: 11 * 3600 + 29 * 60 + 45 },
    });
    // The next day begins with all of it.
    expect(claim(rows, limits, CALL, NOW + 86_400_000, CHANCE).ok).toBe(true);
  },
);

test('the limit that is reached is named, with what is left of it and the time to the end of its window', () => {
  const refused = (limits: Limits, spending: Spending, before: readonly Spending[]) => {
    let rows = NONE;
    for (const each of before) {
      const claimed = claim(rows, limits, each, NOW, () => 0);
      if (claimed.ok) rows = withClaim(rows, claimed.claim);
    }
    const last = claim(rows, limits, spending, NOW, () => 0);
    return last.ok ? 'allowed' : Object.values(last.refusal);
  };
  expect(refused({ callsPerMinute: 1, callsPerDay: 50 }, CALL, [CALL])).toEqual(['callsPerMinute', 1, 0, 45]);
  expect(refused({ writesPerDay: 1, callsPerDay: 50 }, WRITE, [WRITE])).toEqual(['writesPerDay', 1, 0, 41_385]);
  expect(refused({ writesPerDay: 1, callsPerDay: 50 }, CALL, [WRITE])).toBe('allowed');
  expect(refused({ writesPerDay: 30, callsPerDay: 50 }, MOVE, [WRITE])).toEqual(['writesPerDay', 30, 29, 41_385]);
  expect(refused({ writesPerDay: 31, callsPerDay: 50 }, MOVE, [WRITE])).toBe('allowed');
  expect(refused({ pointsPerHour: 10 }, WRITE, [CALL])).toEqual(['pointsPerHour', 8, 7, 1_785]);
  expect(refused({ pointsPerHour: 11 }, WRITE, [CALL])).toBe('allowed');
  expect(refused({ pointsPerHour: 1 }, { ...CALL, points: 0 }, [])).toBe('allowed');
});

test('a budget of refused references holds over all rows, and does not put all counts into a few', () => {
  const limits = { callsPerDay: 1_000, refusedPerHour: 2 };
  expect(shardsFor(limits)).toBe(shardsFor({ callsPerDay: 1_000 }));
  const refused = { calls: 0, writes: 0, points: 0, refused: 1 };
  const rows = withClaim(NONE, [counted(NONE, 5, refused, NOW)]);
  expect(claim(rows, limits, CALL, NOW, CHANCE).ok).toBe(true);
  const elsewhere = withClaim(rows, [counted(rows, 7, refused, NOW)]);
  const again = withClaim(rows, [counted(rows, 5, refused, NOW)]);
  for (const used of [elsewhere, again]) {
    expect(claim(used, limits, CALL, NOW, CHANCE)).toEqual({
      ok: false,
      refusal: { limit: 'refusedPerHour', needed: 1, left: 0, retryAfterSeconds: 1_785 },
    });
  }
});

test('a row that is ahead of this clock is never counted back', () => {
  const limits = { callsPerMinute: 2 };
  let rows = NONE;
  for (const at of [NOW + MINUTE_MS, NOW + MINUTE_MS]) {
    const claimed = claim(rows, limits, CALL, at, () => 0);
    if (claimed.ok) rows = withClaim(rows, claimed.claim);
  }
  expect(claim(rows, limits, CALL, NOW, () => 0).ok).toBe(false);
});

test('callers are told of every limit in force, in the form of the IETF draft, and of nothing else', () => {
  const limits = { callsPerMinute: 60, writesPerDay: 35, pageMax: 10 };
  const claimed = claim(NONE, limits, MOVE, NOW, () => 0);
  const rows = claimed.ok ? withClaim(NONE, claimed.claim) : [];
  expect(rateHeaders(limits, rows, NOW)).toEqual({
    'ratelimit-policy': ['"minute";q=60;w=60, "writes";q=35;w=86400'],
    ratelimit: ['"minute";r=59;t=45, "writes";r=5;t=41385'],
  });
  expect(rateHeaders({ pageMax: 10 }, [], NOW)).toEqual({});
});

test('a price is a constant of the operation and of how many things it writes', () => {
  for (const operation of OPERATIONS) {
    const price = priceOf(operation);
    expect(Number.isInteger(price)).toBe(true);
    if (operation.kind !== 'relay') continue;
    expect(price).toBeGreaterThan(1);
    if (operation.check === 'before') expect(priceOf(operation, 50)).toBe(price + 49 * 2);
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
