/**
 * The schedule's work on the audit when storage fails at any one request: nothing is left half done, nobody is told twice,
 * no key that is in use is stopped, and the next run makes it what it would have been.
 */
import { type AuditWorld, lookAfterKeys } from '../../src/audit/hourly';
import { isIntact } from '../../src/audit/roll-up';
import { ok } from '../../src/result';
import { writeAudit } from '../../src/storage/audit';
import { auditPage } from '../../src/storage/audit-pages';
import { readDays, readLastUses, writeDay, writeLastUse } from '../../src/storage/days';
import { changeEndpoints, readEndpoints, readHomes } from '../../src/storage/endpoint-changes';
import { claimHome, createEndpoint, listHomes, listShared, noteShared, readHome } from '../../src/storage/endpoints';
import { createKey, readKey, saveKey, withdrawKey } from '../../src/storage/keys';
import { activeKeys, idsPastExpiry, keysInIndex, liveKeys, readKeys } from '../../src/storage/list-keys';
import type { ApiKeyRecord } from '../../src/storage/records/api-key';
import { createRollup, newestRollup, readRollup, rollupPage, rollupsSince } from '../../src/storage/rollups';
import { readRoster, saveRoster } from '../../src/storage/rosters';
import { readLastRun } from '../../src/storage/schedule-run';
import { readSite, saveSite } from '../../src/storage/site-row';
import { readSiteUsage } from '../../src/storage/usage';
import { readWalk, saveWalk } from '../../src/storage/walks';
import { aKey } from '../unit/keys-world';
import { storageInMemory } from '../unit/storage-in-memory';

const START = Date.parse('2026-11-01T00:00:00Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const store = {
  ...{ readSite, saveSite, readKey, createKey, withdrawKey, saveKey, liveKeys, activeKeys, keysInIndex, readKeys },
  ...{
    idsPastExpiry,
    readRoster,
    saveRoster,
    readWalk,
    saveWalk,
    listHomes,
    listShared,
    noteShared,
    writeAudit,
    readHome,
    claimHome,
    createEndpoint,
  },
  ...{ readHomes, readEndpoints, changeEndpoints, readLastRun, readSiteUsage },
};

/** Two keys of one project: one in use that is to be told of, one that nobody uses. */
async function ground() {
  const storage = storageInMemory(START, { enforced: false });
  const keyOf = (id: string, over: Partial<ApiKeyRecord>): ApiKeyRecord =>
    aKey({ id, createdAt: START, expiresAt: START + 9 * DAY, unusedDaysMax: 2, ...over });
  await createKey(keyOf('AAAAAAAAAAAA', { noticeIssueId: '11024' }));
  await createKey(keyOf('BBBBBBBBBBBB', {}));
  for (let count = 0; count < 7; count += 1) {
    const at = new Date(START + count * 9 * HOUR).toISOString();
    const told = { method: 'GET', operation: 'getIssue', status: 200, outcome: 'allowed' as const };
    const touched = { projectIds: ['10001'], issueIds: [], durationMs: 5 };
    const event = { kind: 'call' as const, requestId: `call-${count}`, ...told, ...touched };
    await writeAudit({ v: 1, id: `call-${count}`, at, keyId: 'AAAAAAAAAAAA', projectId: '10001', event }, 90);
  }
  storage.clock.set(START + 2.5 * DAY);
  const comments: string[] = [];
  const world: AuditWorld = {
    store,
    random: (bytes) => new Uint8Array(bytes).fill(storage.operations.length % 251),
    now: storage.clock.now,
    rollups: {
      ...{ newestRollup, readRollup, createRollup, auditPage, rollupsSince },
      ...{ readDays, writeDay, readLastUses, writeLastUse },
    },
    jira: {
      count: () => 0,
      call: async ({ method, path, body }) => {
        if (method === 'POST') comments.push(`${path} ${body}`);
        const fields = { project: { id: '10001', key: 'ALPHA' }, security: null };
        return ok(
          method === 'POST'
            ? { status: 201, body: {} }
            : { status: 200, body: { id: '11024', key: 'ALPHA-24', fields } },
        );
      },
    },
  };
  return { storage, world, comments };
}

/** Lets the request with this number fail, counted from now on; -1 for none. */
function failAt(storage: ReturnType<typeof storageInMemory>, number: number, status: 500 | 429 | 409): () => number {
  let requests = 0;
  globalThis.__forge_fetch__ = (_meta: unknown, path: string, init: { readonly body: string }) => {
    if (requests === number) storage.faults.push({ times: 1, fault: { kind: 'status', status } });
    requests += 1;
    return storage.call(path, init.body);
  };
  return () => requests;
}

async function outcome(comments: readonly string[]) {
  const page = await rollupPage('10001', '0', '9');
  const [used, idle] = [await readKey('AAAAAAAAAAAA'), await readKey('BBBBBBBBBBBB')];
  if (!page.ok || !used.ok || !idle.ok) throw new Error('storage did not answer');
  const { rollups } = page.value;
  for (const [at, rollup] of rollups.entries()) {
    expect([isIntact(rollup), rollup.previous]).toEqual([true, rollups[at - 1]?.hash ?? '']);
  }
  return {
    last: rollups.at(-1)?.hash,
    sums: rollups.length,
    used: [used.value?.status.state, used.value?.noticedDays],
    idle: [idle.value?.status.state, idle.value?.status.reason],
    comments,
  };
}

/** Enough runs to end what one run may leave. */
async function runs(world: AuditWorld, count = 2): Promise<void> {
  for (let run = 0; run < count; run += 1) await lookAfterKeys(world);
}

test.each([500, 429, 409] as const)('storage fails with %i at any one request of a run', async (status) => {
  const calm = await ground();
  const requests = failAt(calm.storage, -1, status);
  expect((await lookAfterKeys(calm.world)).ok).toBe(true);
  const count = requests();
  await runs(calm.world, 1);
  const expected = await outcome(calm.comments);
  expect(expected).toMatchObject({ used: ['active', 7], idle: ['suspended', 'unused'] });
  expect(expected.comments).toHaveLength(1);
  expect(count).toBeGreaterThan(20);
  let told = 0;
  for (let number = 0; number < count; number += 1) {
    const { storage, world, comments } = await ground();
    failAt(storage, number, status);
    const first = await lookAfterKeys(world);
    if (!first.ok) told += 1;
    failAt(storage, -1, status);
    await runs(world);
    expect({ number, ...(await outcome(comments)) }).toEqual({ number, ...expected });
  }
  // A conflict is somebody else's success.
  if (status !== 409) expect(told).toBe(count);
});

test('two runs at once tell once and suspend once', async () => {
  const { storage, world, comments } = await ground();
  await Promise.all([runs(world), runs(world), runs(world)]);
  const done = await outcome(comments);
  expect(done).toMatchObject({ used: ['active', 7], idle: ['suspended', 'unused'] });
  expect(done.comments).toHaveLength(1);
  const acts = storage.rows.entity('audit', 0).map(({ value }) => JSON.parse(value).payload.event.act);
  expect(acts.filter((act: unknown) => act === 'key_suspended')).toHaveLength(1);
  expect(acts.filter((act: unknown) => act === 'key_noticed')).toHaveLength(1);
});
