/** Counting over the storage itself: what calls find when others have written since they looked. */
import { reserve } from '../../src/gateway/reserve';
import { SAMPLE } from '../../src/limits/site-share';
import { ROWS } from '../../src/limits/windows';
import type { Limits } from '../../src/storage/records/api-key';
import { DEFAULT_SITE } from '../../src/storage/records/site';
import { readSiteUsage, readUsage, writeUsage } from '../../src/storage/usage';
import { aKey } from './keys-world';
import { storageInMemory } from './storage-in-memory';

const CALL = { calls: 1, writes: 0, points: 3, refused: 0 };
const CALLS = 480;

const callOf = (limits: Limits) => ({
  key: aKey({ limits }),
  site: { ...DEFAULT_SITE, pointsPerHour: 1_000_000 },
  // As all of these calls found it, before any of them wrote.
  siteUsage: undefined,
});

test("the site's sample holds what calls at the same moment used, though all but one find another row than they read", async () => {
  storageInMemory(Date.now(), { enforced: false });
  const call = callOf({});
  let calls = 0;
  const everySixteenth = (below: number): number => {
    calls += 1;
    return calls % below;
  };
  for (let at = 0; at < CALLS; at += 1) expect((await reserve(call, CALL, everySixteenth)).denial).toBeUndefined();
  const usage = await readSiteUsage();
  const samples = usage.ok ? (usage.value?.usage.points ?? 0) / CALL.points / SAMPLE : 0;
  expect(samples).toBe(CALLS / SAMPLE);
});

test('calls that cost no points are no part of the sample', async () => {
  storageInMemory(Date.now(), { enforced: false });
  for (let at = 0; at < CALLS; at += 1) await reserve(callOf({}), { ...CALL, points: 0 });
  expect(await readSiteUsage()).toEqual({ ok: true, value: undefined });
});

test('of calls at the same moment, exactly as many get through as the limit says', async () => {
  storageInMemory(Date.now(), { enforced: false });
  const call = callOf({ callsPerDay: 20 });
  await makeRows(call.key.id);
  const reserved = await Promise.all(Array.from({ length: 30 }, () => reserve(call, CALL)));
  expect(reserved.filter(({ denial }) => denial === undefined)).toHaveLength(20);
});

/** What the key's rows hold of the writes of this day. */
async function writesStored(keyId: string): Promise<number | undefined> {
  const rows = await readUsage(keyId, ROWS);
  return rows.ok ? rows.value.reduce((sum, row) => sum + (row?.usage.day.writes ?? 0), 0) : undefined;
}

/** All rows are there, so that calls at the same moment find each of them in the same version. */
async function makeRows(keyId: string): Promise<void> {
  const usage = {
    v: 1,
    minute: { start: 0, calls: 0 },
    hour: { start: 0, points: 0, refused: 0 },
    day: { start: 0, calls: 0, writes: 0 },
  } as const;
  for (let shard = 0; shard < ROWS; shard += 1) await writeUsage(keyId, [{ shard, before: undefined, usage }]);
}

test('of calls that take more than any row has, as many get through whole as there is room for', async () => {
  storageInMemory(Date.now(), { enforced: false });
  const call = callOf({ writesPerDay: 100 });
  await makeRows(call.key.id);
  const move = { ...CALL, writes: 30 };
  const reserved = await Promise.all(Array.from({ length: 12 }, () => reserve(call, move)));
  expect(reserved.filter(({ denial }) => denial === undefined)).toHaveLength(3);
  expect(await writesStored(call.key.id)).toBe(90);
  expect((await reserve(call, { ...CALL, writes: 11 })).denial).toMatchObject({ needed: 11, left: 10 });
  expect((await reserve(call, { ...CALL, writes: 10 })).denial).toBeUndefined();
});

test.each(['transaction', 'entity/set'])(
  'where storage does not take one part of a count, no part counts · %s',
  async (operation) => {
    const storage = storageInMemory(Date.now(), { enforced: false });
    const call = callOf({ writesPerDay: 100 });
    const move = { ...CALL, writes: 30 };
    storage.faults.push({ operation, times: 1, fault: { kind: 'status', status: 500 } });
    expect((await reserve(call, move)).denial).toEqual({ reason: 'storage_down' });
    expect(await writesStored(call.key.id)).toBe(0);
    expect((await reserve(call, move)).denial).toBeUndefined();
    expect(await writesStored(call.key.id)).toBe(30);
  },
);

test('a call of which nothing is limited writes nothing, and hears what is left', async () => {
  const storage = storageInMemory(Date.now(), { enforced: false });
  const call = callOf({ writesPerDay: 100 });
  // Without points it is no part of the site's sample either.
  const { denial, rows } = await reserve(call, { ...CALL, points: 0 });
  expect([denial, rows.length]).toEqual([undefined, ROWS]);
  expect(storage.operations.map(({ operation }) => operation)).toEqual(['batch/get']);
});
