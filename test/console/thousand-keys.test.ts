/** The list of a site with very many keys, on the real storage client and the local site's storage with its budget. */
import { listKeysAt } from '../../src/keys/list';
import { readDays, readLastUses } from '../../src/storage/days';
import { createKey } from '../../src/storage/keys';
import { activeKeys, keysInIndex, readKeys } from '../../src/storage/list-keys';
import { aKey, keysWorld, NOW } from '../unit/keys-world';
import { storageInMemory } from '../unit/storage-in-memory';

const KEYS = 1_200;
const DAY = 24 * 3_600_000;

async function site() {
  const storage = storageInMemory(NOW, { enforced: false });
  for (let at = 0; at < KEYS; at += 1) {
    const projectId = String(10_001 + (at % 40));
    const id = `k${String(at).padStart(11, '0')}`;
    const grants = [{ projectId, projectKey: 'P', permissions: ['issue:read' as const] }];
    const state = at % 50 === 0 ? 'suspended' : 'active';
    await createKey(
      aKey({
        ...{ id, name: `key ${at}`, grants, home: { kind: 'project', projectId }, status: { state } },
        ...{ createdAt: NOW - at * 1000, expiresAt: NOW + 30 * DAY },
      }),
    );
  }
  storage.clock.advance(DAY);
  const base = keysWorld({ siteAdmin: true }).world;
  const store = { ...base.store, keysInIndex, readKeys };
  const world = { ...base, store, audit: { ...base.audit, readDays, readLastUses }, now: storage.clock.now };
  return { storage, world };
}

test('a page of more than a thousand keys takes few requests', async () => {
  const { storage, world } = await site();
  for (const question of [
    {},
    { text: 'key 11', sort: 'name' },
    { sort: 'lastUsed' },
    { from: 1_100, rows: 100 },
  ] as const) {
    storage.operations.length = 0;
    const page = await listKeysAt(world, { page: 'site' }, question);
    if (!page.ok) throw new Error(page.error.message);
    expect(page.value.complete).toBe(true);
    expect(page.value.states).toMatchObject({ in_force: 1_176, suspended: 24 });
    expect(page.value.keys.length).toBeLessThanOrEqual(100);
    expect(storage.operations.length).toBeLessThanOrEqual(25);
  }
});

test('the hourly run still reads all that are active', async () => {
  await site();
  const span = await activeKeys('');
  expect(span.ok && [span.value.keys.length, span.value.isLast]).toEqual([1_176, true]);
});
