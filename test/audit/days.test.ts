/**
 * Sums by day are what the audit says of that day, whatever the schedule did: missed, run twice at once, stopped in the middle,
 * over an index that lags. Held against the records themselves, on the real storage client and the local site's storage.
 */

import { catchUp } from '../../src/audit/catch-up';
import { daySums, lastDays } from '../../src/audit/day-sums';
import { type DayStore, noteDays } from '../../src/audit/note-days';
import { rollUp } from '../../src/audit/roll-up';
import type { Result } from '../../src/result';
import { writeAudit } from '../../src/storage/audit';
import { auditPage } from '../../src/storage/audit-pages';
import { readDays, readLastUses, writeDay, writeLastUse } from '../../src/storage/days';
import type { AuditRecord } from '../../src/storage/records/audit';
import type { DayRecord } from '../../src/storage/records/day';
import type { Rollup } from '../../src/storage/records/rollup';
import { createRollup, newestRollup, readRollup, rollupsSince } from '../../src/storage/rollups';
import fc from '../seeded-fast-check';
import { storageInMemory } from '../unit/storage-in-memory';

const START = Date.parse('2026-11-01T21:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const HOME = '10001';
const KEYS = ['AAAAAAAAAAAA', 'BBBBBBBBBBBB'] as const;
const OPERATIONS = ['getIssue', 'getComments', 'createIssue'] as const;
type Call = readonly [minutes: number, keyId: string, outcome: 'allowed' | 'denied' | 'failed', operation: string];

const recordOf = (at: number, index: number, [, keyId, outcome, operation]: Call): AuditRecord => ({
  v: 1,
  id: `id-${index}`,
  at: new Date(at).toISOString(),
  keyId,
  projectId: HOME,
  event: {
    ...{ kind: 'call', requestId: `id-${index}`, method: 'GET', operation, outcome },
    ...{ status: { allowed: 200, denied: 403, failed: 502 }[outcome], projectIds: [], issueIds: [], durationMs: 1 },
  },
});

const calls: fc.Arbitrary<readonly Call[]> = fc.array(
  fc.tuple(
    fc.oneof({ weight: 4, arbitrary: fc.nat({ max: 90 }) }, { weight: 1, arbitrary: fc.nat({ max: 4_000 }) }),
    fc.constantFrom(...KEYS),
    fc.constantFrom('allowed', 'denied', 'failed'),
    fc.constantFrom(...OPERATIONS),
  ),
  { minLength: 1, maxLength: 40 },
);
/** Minutes between runs, and how many run at once. */
const runs = fc.array(fc.tuple(fc.oneof(fc.constant(60), fc.nat({ max: 3_000 })), fc.constantFrom(1, 1, 2, 3)), {
  minLength: 1,
  maxLength: 12,
});

/** By which storage is asked in a run; the answer of each may fail. */
const REQUESTS = ['entity/query', 'entity/get', 'entity/set', 'batch/get', 'transaction', 'set'] as const;

const store = { newestRollup, readRollup, createRollup, auditPage };
const dayStore: DayStore = { rollupsSince, readDays, writeDay, readLastUses, writeLastUse };

async function run(now: number): Promise<Result<unknown, unknown>> {
  const caught = await catchUp(store, HOME, now);
  return caught.ok ? noteDays(dayStore, HOME, caught.value, now) : caught;
}

/** What the records themselves say of a day. */
function replayed(records: readonly AuditRecord[], day: string) {
  const sums = new Map<string, Record<string, number>>();
  for (const { at, keyId, event } of records) {
    if (event.kind !== 'call' || !at.startsWith(day)) continue;
    const key = sums.get(keyId) ?? {};
    for (const name of [event.outcome, event.operation]) key[name] = (key[name] ?? 0) + 1;
    sums.set(keyId, key);
  }
  return Object.fromEntries(sums);
}
const stored = ({ keys }: DayRecord) =>
  Object.fromEntries(
    keys.map(({ keyId, allowed, denied, failed, operations }) => [
      keyId,
      Object.fromEntries(Object.entries({ allowed, denied, failed, ...operations }).filter(([, count]) => count > 0)),
    ]),
  );

test('replaying the audit gives every day exactly, with missed and doubled schedules, lag and failures', async () => {
  await fc.assert(
    fc.asyncProperty(
      calls,
      runs,
      fc.nat({ max: 9 }),
      fc.infiniteStream(fc.nat({ max: 12 })),
      async (made, schedule, lagSeconds, chance) => {
        const storage = storageInMemory(START, { enforced: false });
        storage.lag.query = lagSeconds * 1000;
        let at = START;
        const records = made.map((call, index) => {
          at += call[0] * MINUTE + 1;
          return recordOf(at, index, call);
        });
        const left = [...records];
        const write = async (until: number) => {
          for (; left[0] !== undefined && Date.parse(left[0].at) <= until; left.shift()) {
            storage.clock.set(Date.parse(left[0].at));
            expect((await writeAudit(left[0], 90)).ok).toBe(true);
          }
          storage.clock.set(until);
        };
        let now = START;
        for (const [minutes, atOnce] of schedule) {
          now += minutes * MINUTE;
          await write(now);
          // Storage fails at one kind of request, or at none.
          const operation = REQUESTS[chance.next().value];
          if (operation !== undefined) {
            storage.faults.push({ operation, times: 2, fault: { kind: 'status', status: 500 } });
          }
          await Promise.all(Array.from({ length: atOnce }, () => run(now)));
          storage.faults.length = 0;
          const soFar = await readDays(lastDays(now, 60).map((day) => ({ home: HOME, day })));
          if (!soFar.ok) throw new Error(soFar.error.reason);
          // Never more than happened, at any time.
          for (const { record } of soFar.value) {
            const summed = records.filter((each) => each.at < record.until);
            expect(stored(record)).toEqual(replayed(summed, record.day));
          }
        }
        now = Math.max(now, at) + 2 * HOUR;
        await write(now);
        for (let hour = 0; hour < 12; hour += 1) {
          now += HOUR;
          storage.clock.set(now);
          expect(await run(now)).toMatchObject({ ok: true });
        }
        const days = lastDays(now, 60);
        const read = await readDays(days.map((day) => ({ home: HOME, day })));
        if (!read.ok) throw new Error(read.error.reason);
        for (const day of days) {
          const record = read.value.find((each) => each.record.day === day)?.record;
          expect([day, record === undefined ? {} : stored(record)]).toEqual([day, replayed(records, day)]);
        }
        const uses = await readLastUses([HOME]);
        const lastUsed = Object.fromEntries(records.map(({ keyId, at: moment }) => [keyId, moment]));
        expect(uses.ok && uses.value.get(HOME)).toMatchObject({ lastUsed, summedUntil: now });
      },
    ),
    { numRuns: 60 },
  );
});

describe('one run', () => {
  /** Four hours of one day, chained. */
  const chain = (): readonly Rollup[] => {
    const made: Rollup[] = [];
    for (let hour = 0; hour < 4; hour += 1) {
      const at = START + (hour + 5) * HOUR;
      const [from, to] = [new Date(at).toISOString(), new Date(at + HOUR).toISOString()];
      const record = recordOf(at, hour, [0, KEYS[0], 'allowed', 'getIssue']);
      made.push(rollUp(HOME, made.at(-1)?.to ?? from, to, [record], made.at(-1)));
    }
    return made;
  };
  const note = (indexed: readonly Rollup[], newest: Rollup | undefined, beyondIndex: readonly Rollup[] = []) =>
    noteDays(
      { ...dayStore, rollupsSince: async () => ({ ok: true, value: indexed }) },
      HOME,
      { until: START + 10 * HOUR, newest, beyondIndex },
      START + 10 * HOUR,
    );
  const callsOf = async () => {
    const read = await readDays([{ home: HOME, day: '2026-11-02' }]);
    return read.ok ? read.value.flatMap(({ record }) => record.keys.map(({ allowed }) => allowed)) : [];
  };

  test('is enough, however the index lags behind what was just summed', async () => {
    const storage = storageInMemory(START, { enforced: false });
    storage.lag.query = 9_000;
    for (let hour = 0; hour < 4; hour += 1) {
      storage.clock.set(START + (hour + 5) * HOUR);
      const at = storage.clock.now();
      await writeAudit(recordOf(at, hour, [0, KEYS[0], 'allowed', 'getIssue']), 90);
    }
    storage.clock.advance(2 * HOUR);
    expect((await run(storage.clock.now())).ok).toBe(true);
    expect(await callsOf()).toEqual([4]);
  });

  test.each<readonly [string, (all: readonly Rollup[]) => readonly Rollup[], readonly number[]]>([
    ['all of its stretches', (all) => all, [4]],
    ['none of them but the last', (all) => all.slice(3), []],
    ['not the one in the middle', (all) => all.toSpliced(1, 1), []],
    ['not yet the last', (all) => all.slice(0, 3), []],
  ])('over an index that has %s stores the whole day or nothing', async (_, indexed, stored) => {
    storageInMemory(START);
    const all = chain();
    expect((await note(indexed(all), all.at(-1))).ok).toBe(true);
    expect(await callsOf()).toEqual(stored);
    const uses = await readLastUses([HOME]);
    expect(uses.ok && uses.value.has(HOME)).toBe(stored.length > 0);
  });

  test('that began before another and ends after it takes nothing back', async () => {
    storageInMemory(START);
    const all = chain();
    await note(all, all.at(-1));
    expect((await note(all.slice(0, 2), all[1])).ok).toBe(true);
    expect(await callsOf()).toEqual([4]);
    // Even where it had read what was known before the other wrote it.
    const late: DayStore = {
      ...{ ...dayStore, rollupsSince: async () => ({ ok: true, value: all.slice(0, 2) }) },
      readLastUses: async () => ({ ok: true, value: new Map() }),
    };
    await noteDays(late, HOME, { until: undefined, newest: all[1], beyondIndex: [] }, START + 10 * HOUR);
    expect(await callsOf()).toEqual([4]);
    // And what it noted of how far the home is summed is put right by the next one.
    expect((await note(all, all.at(-1))).ok).toBe(true);
    const uses = await readLastUses([HOME]);
    expect(uses.ok && uses.value.get(HOME)?.until).toBe(all.at(-1)?.to);
  });
});

test('a day is kept for 100 days, and asked for by name: no index is read', async () => {
  const storage = storageInMemory(START);
  const record = { v: 1, home: HOME, day: '2026-11-01', until: new Date(START).toISOString(), keys: [] } as const;
  expect((await writeDay({ ...record, keys: [] }, undefined)).ok).toBe(true);
  const names = lastDays(START, 30).map((day) => ({ home: HOME, day }));
  storage.operations.length = 0;
  expect(await readDays(names)).toMatchObject({ ok: true, value: [{ version: 1, record }] });
  expect(storage.operations.map(({ operation }) => operation)).toEqual(['batch/get', 'batch/get']);
  storage.clock.advance(100 * 24 * HOUR + 1);
  expect(await readDays(names)).toEqual({ ok: true, value: [] });
});

test('of two who store a day at once, one is told', async () => {
  storageInMemory(START);
  const record = { v: 1 as const, home: HOME, day: '2026-11-01', until: new Date(START).toISOString(), keys: [] };
  const first = await Promise.all([writeDay(record, undefined), writeDay(record, undefined)]);
  expect(first.map(({ ok }) => ok).sort()).toEqual([false, true]);
  const later = await Promise.all([writeDay(record, 1), writeDay(record, 1)]);
  expect(later.map(({ ok }) => ok).sort()).toEqual([false, true]);
});

test('a day of very many keys keeps all of their calls, and names the operations that it has room for', () => {
  const operation = (at: number) => `operation-${String(at).padStart(4, '0')}-${'x'.repeat(20)}`;
  const records = Array.from(
    { length: 12_000 },
    (_, at): AuditRecord =>
      recordOf(START + at, at, [0, `key-${at % 200}`.padEnd(12, 'k'), 'allowed', operation(Math.floor(at / 200))]),
  );
  const rollup = rollUp(HOME, new Date(START).toISOString(), new Date(START + HOUR).toISOString(), records, undefined);
  const day = daySums(HOME, '2026-11-01', [rollup]);
  expect(JSON.stringify(day).length).toBeLessThan(240 * 1024);
  expect(day?.keys.reduce((sum, { allowed }) => sum + allowed, 0)).toBe(12_000);
  expect(day?.keys.some(({ more }) => more === true)).toBe(true);
});
