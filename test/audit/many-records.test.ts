/** The audit of a site with very many records, on the real storage client and the local site's storage with its lag. */
import { readAuditAt } from '../../src/audit/read';
import { auditPage, newestAudit } from '../../src/storage/audit-pages';
import { createKey } from '../../src/storage/keys';
import { keysInIndex, readKeys } from '../../src/storage/list-keys';
import type { AuditRecord } from '../../src/storage/records/audit';
import { aKey, keysWorld, NOW } from '../unit/keys-world';
import { storageInMemory } from '../unit/storage-in-memory';

const RECORDS = 100_000;
const HOMES = 20;
const KEYS = 200;
const DAY = 24 * 3_600_000;
const SPAN = { from: new Date(NOW - 89 * DAY).toISOString(), to: new Date(NOW).toISOString() };
const idOf = (at: number): string => `k${String(at % KEYS).padStart(11, '0')}`;
const homeOf = (at: number): string => String(10_001 + (at % HOMES));

const recordAt = (at: number): AuditRecord => ({
  v: 1,
  id: String(at).padStart(8, '0'),
  // Newest last, over eighty days.
  at: new Date(NOW - Math.floor(((RECORDS - at) / RECORDS) * 80 * DAY)).toISOString(),
  keyId: idOf(at),
  projectId: homeOf(at),
  event: {
    kind: 'call',
    requestId: String(at),
    method: 'GET',
    operation: at === 5 ? 'deleteIssue' : 'getIssue',
    status: at % 1_000 === 0 ? 403 : 200,
    outcome: at % 1_000 === 0 ? 'denied' : 'allowed',
    projectIds: [homeOf(at)],
    issueIds: [],
    durationMs: 5,
  },
});

async function manyRecords() {
  const storage = storageInMemory(NOW - DAY, { enforced: false });
  for (let at = 0; at < KEYS; at += 1) {
    const home = { kind: 'project', projectId: homeOf(at) } as const;
    await createKey(
      aKey({ id: idOf(at), home, grants: [{ projectId: homeOf(at), projectKey: 'P', permissions: [] }] }),
    );
  }
  storage.rows.atomically(() => {
    for (let at = 0; at < RECORDS; at += 1) {
      const payload = recordAt(at);
      const { keyId, projectId } = payload;
      const value = JSON.stringify({ keyId, projectId, at: payload.at, payload });
      const id = { space: 'entity', entity: 'audit', key: `${payload.at}-${payload.id}` } as const;
      storage.rows.put({ ...id, value, created: NOW, updated: NOW, expires: null });
    }
  });
  storage.clock.set(NOW);
  storage.lag.query = 5_000;
  const base = keysWorld({ siteAdmin: true, administers: [homeOf(3)] }).world;
  const store = { ...base.store, keysInIndex, readKeys, readKey: async () => ({ ok: true, value: key }) as const };
  const key = aKey({ id: idOf(3), home: { kind: 'project', projectId: homeOf(3) } });
  return {
    storage,
    world: { ...base, store, audit: { ...base.audit, auditPage, newestAudit }, now: storage.clock.now },
  };
}

let site: Awaited<ReturnType<typeof manyRecords>>;
beforeAll(async () => {
  site = await manyRecords();
});

test('each page of a hundred thousand records takes few requests, whatever is asked for', async () => {
  const { storage, world } = site;
  const page = { page: 'site' } as const;
  const project = { page: 'project', projectId: homeOf(3) } as const;
  // The first question makes the indexes of the storage.
  await readAuditAt(world, page, SPAN);
  await readAuditAt(world, page, { ...SPAN, keyId: idOf(3) });
  for (const [place, question] of [
    [page, {}],
    [project, {}],
    [page, { about: homeOf(3) }],
    [page, { keyId: idOf(3) }],
    [page, { outcome: 'denied' }],
    [page, { operation: 'deleteIssue' }],
    [project, { outcome: 'denied' }],
  ] as const) {
    const records: AuditRecord[] = [];
    let cursor: string | undefined;
    for (let pages = 0; pages < 6; pages += 1) {
      storage.operations.length = 0;
      const read = await readAuditAt(world, place, { ...SPAN, ...question, cursor });
      expect(storage.operations.length).toBeLessThan(60);
      if (!read.ok) throw new Error(read.error.message);
      records.push(...read.value.records);
      cursor = read.value.cursor;
      if (cursor === undefined) break;
    }
    const ids = records.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(records.map(({ at }) => at)).toEqual(
      records
        .map(({ at }) => at)
        .sort()
        .reverse(),
    );
  }
});

test('what is rare is found in the end, and nothing else with it', async () => {
  const { world } = site;
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const question = { ...SPAN, about: homeOf(0), outcome: 'denied', cursor } as const;
    const read = await readAuditAt(world, { page: 'site' }, question);
    if (!read.ok) throw new Error(read.error.message);
    found.push(...read.value.records.map(({ id }) => id));
    cursor = read.value.cursor;
  } while (cursor !== undefined);
  const expected = Array.from({ length: RECORDS }, (_, at) => at).filter((at) => at % 1_000 === 0 && at % HOMES === 0);
  expect(found).toEqual(expected.reverse().map((at) => recordAt(at).id));
});
