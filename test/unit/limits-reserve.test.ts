/** Counting over the storage itself: what calls find when others have written since they looked. */
import { reserve } from '../../src/gateway/reserve';
import { SAMPLE } from '../../src/limits/site-share';
import type { Limits } from '../../src/storage/records/api-key';
import { DEFAULT_SITE } from '../../src/storage/records/site';
import { readSiteUsage } from '../../src/storage/usage';
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
  for (let at = 0; at < CALLS; at += 1) expect((await reserve(call, CALL)).denial).toBeUndefined();
  const usage = await readSiteUsage();
  const samples = usage.ok ? (usage.value?.usage.points ?? 0) / CALL.points / SAMPLE : 0;
  // 30 are expected; fewer than 8 or more than 70 come by chance less than once in a million runs.
  expect(samples).toBeGreaterThan(7);
  expect(samples).toBeLessThan(71);
});

test('calls that cost no points are no part of the sample', async () => {
  storageInMemory(Date.now(), { enforced: false });
  for (let at = 0; at < CALLS; at += 1) await reserve(callOf({}), { ...CALL, points: 0 });
  expect(await readSiteUsage()).toEqual({ ok: true, value: undefined });
});

test('of calls at the same moment, exactly as many get through as the limit says', async () => {
  storageInMemory(Date.now(), { enforced: false });
  const call = callOf({ callsPerDay: 20 });
  const reserved = await Promise.all(Array.from({ length: 30 }, () => reserve(call, CALL)));
  expect(reserved.filter(({ denial }) => denial === undefined)).toHaveLength(20);
});
