/**
 * What changes between the question and the change: rights are asked for what is read, so what a key was given since then
 * is not covered; a secret that was ended gets no other one; and a lost answer of storage is no lost change.
 */
import { hashSecret, parseKey, verifySecret } from '../../src/keys/credential';
import { editKey } from '../../src/keys/edit';
import { rotateSecret } from '../../src/keys/rotate';
import { endSecretAt, rotateKeyAt } from '../../src/keys/rotate-at';
import { resumeKey } from '../../src/keys/suspend';
import { ok } from '../../src/result';
import { type ApiKeyRecord, RECORD_BYTES_MAX } from '../../src/storage/records/api-key';
import { aKey, IN_A_MONTH, keysWorld, NOW } from './keys-world';

const ACTOR = { kind: 'person', accountId: 'person-a' } as const;
const SITE = { page: 'site' } as const;
const ALPHA = { page: 'project', projectId: '10001' } as const;
const HOUR_MS = 3_600_000;
const alpha = { projectId: '10001', projectKey: 'ALPHA', permissions: ['issue:read' as const] };
const beta = { projectId: '10003', projectKey: 'BETA', permissions: ['issue:read' as const] };
const older = { hash: hashSecret('older'), createdAt: NOW - 2, endsAt: NOW + HOUR_MS };
const newer = { hash: hashSecret('newer'), createdAt: NOW - 1 };
const KEY = aKey({ home: { kind: 'site' }, expiresAt: NOW + 100 * HOUR_MS, grants: [alpha], secrets: [newer] });

const worldWith = (record: ApiKeyRecord, given: Parameters<typeof keysWorld>[0] = { administers: ['10001'] }) => {
  const at = keysWorld(given);
  at.keys.set(record.id, record);
  return { ...at, stored: () => at.keys.get(record.id) };
};

describe('a key that gets a further project between the question and the change', () => {
  const suspended = { ...KEY, status: { state: 'suspended' as const } };
  const two = { ...KEY, secrets: [older, newer] };
  test.each([
    ['is not let go on', suspended, (world) => resumeKey(world, ACTOR, ALPHA, KEY.id)],
    ['gets no new secret', KEY, (world) => rotateKeyAt(world, ACTOR, ALPHA, { keyId: KEY.id, version: 1 }, 60)],
    [
      'keeps its newer secret',
      two,
      (world) => endSecretAt(world, ACTOR, ALPHA, { keyId: KEY.id, version: 1 }, 'newer'),
    ],
  ] satisfies [
    string,
    ApiKeyRecord,
    (world: ReturnType<typeof keysWorld>['world']) => ReturnType<typeof resumeKey> | ReturnType<typeof rotateKeyAt>,
  ][])('%s by someone who does not administer that project', async (_, record, act) => {
    const at = worldWith(record);
    const grown = { ...record, version: 2, grants: [alpha, beta] };
    at.meanwhile(() => at.keys.set(KEY.id, grown));
    const done = await act(at.world);
    expect(done.ok ? 'done' : done.error.reason).toBe('conflict');
    expect(at.stored()).toEqual(grown);
    expect((await act(worldWith(record).world)).ok).toBe(true);
  });
});

test('the newer of two secrets is ended by those alone who administer all that the older one reaches', async () => {
  const record = { ...KEY, grants: [alpha, beta], secrets: [older, newer] };
  const end = async (which: 'newer' | 'older', administers: readonly string[]) =>
    (await endSecretAt(worldWith(record, { administers }).world, ACTOR, ALPHA, { keyId: KEY.id, version: 1 }, which))
      .ok;
  expect(await end('newer', ['10001'])).toBe(false);
  expect(await end('newer', ['10001', '10003'])).toBe(true);
  expect(await end('older', ['10001'])).toBe(true);
});

test('whoever rotates by a secret that is ended meanwhile gets no other one', async () => {
  const at = worldWith({ ...KEY, secrets: [older] });
  at.meanwhile(() => at.keys.set(KEY.id, { ...KEY, version: 2, secrets: [newer] }));
  const by = (record: ApiKeyRecord) => verifySecret(record, 'older', NOW);
  const done = await rotateSecret(at.world, KEY.id, `key:${KEY.id}`, HOUR_MS, by);
  expect(done.ok ? 'done' : done.error.reason).toBe('no_longer_entitled');
  expect(at.stored()?.secrets).toEqual([newer]);
  expect((await rotateSecret(worldWith({ ...KEY, secrets: [older] }).world, KEY.id, 'x', HOUR_MS, by)).ok).toBe(true);
});

describe('when the answer of storage is lost', () => {
  test.each([0, 60])('a new secret is told all the same, with the old one for %d seconds', async (seconds) => {
    const at = worldWith(KEY);
    at.faults.lost.add('save_key');
    const done = await rotateKeyAt(at.world, ACTOR, ALPHA, { keyId: KEY.id, version: 1 }, seconds);
    const told = done.ok ? parseKey(done.value.text) : done;
    expect(verifySecret(at.stored(), told.ok ? told.value.secret : '', NOW)).toBe(true);
    expect(at.audit).toHaveLength(1);
  });

  test('and another change is stored since then, the page is told of the outage', async () => {
    const at = worldWith(KEY);
    at.faults.lost.add('save_key');
    const store = {
      ...at.world.store,
      saveKey: async (...given: Parameters<typeof at.world.store.saveKey>) => {
        const saved = await at.world.store.saveKey(...given);
        at.keys.set(KEY.id, { ...KEY, version: 2, secrets: [{ hash: 'theirs', createdAt: NOW }] });
        return saved;
      },
    };
    const done = await rotateKeyAt({ ...at.world, store }, ACTOR, ALPHA, { keyId: KEY.id, version: 1 }, 60);
    expect(done.ok ? 'done' : done.error.reason).toBe('unavailable');
  });
});

describe('the page of one project', () => {
  const record = { ...KEY, grants: [alpha, beta] };
  const named = ({ projectKey: _, ...grant }: typeof alpha) => grant;
  test.each([
    ['changes the grant that it shows', [named(alpha)], ['10001', '10003']],
    ['drops the grant that it shows', [], ['10003']],
    ['adds a grant', [named(alpha), { ...named(beta), projectId: '10002' }], ['10001', '10002', '10003']],
  ])('%s and leaves those that it does not show, also for an administrator of all', async (_, grants, left) => {
    const at = worldWith(record, { administers: ['10001', '10002', '10003'] });
    const done = await editKey(at.world, ACTOR, ALPHA, { keyId: KEY.id, version: 1 }, { grants });
    expect(done.ok && done.value.grants.map(({ projectId }) => projectId)).toEqual(left);
  });

  test('of the site names all grants that shall be left', async () => {
    const at = worldWith(record, { siteAdmin: true });
    await editKey(at.world, ACTOR, SITE, { keyId: KEY.id, version: 1 }, { grants: [named(alpha)] });
    expect(at.stored()?.grants).toEqual([alpha]);
  });
});

test('a key past its end is not brought back by a later end, whether or not a schedule has noted it', async () => {
  const edit = (expiresAt: number) =>
    editKey(
      worldWith({ ...KEY, expiresAt }).world,
      ACTOR,
      ALPHA,
      { keyId: KEY.id, version: 1 },
      { expiresAt: IN_A_MONTH },
    );
  expect((await edit(NOW)).ok).toBe(false);
  expect((await edit(NOW + 1)).ok).toBe(true);
});

test.each([
  [5, 'done'],
  [50, 'grants'],
])('a change by which a key of twelve projects holds lists of %d ids: %s', async (count, expected) => {
  const ids = Array.from({ length: count }, (_, n) => `1${String(n).padStart(17, '0')}`);
  const fields = ids.map((id) => `customfield_${id}`);
  const projectIds = Array.from({ length: 12 }, (_, n) => String(10_001 + n));
  const wide = projectIds.map((projectId) => ({ ...alpha, projectId }));
  const at = worldWith({ ...KEY, grants: wide }, { siteAdmin: true });
  const project = async (id: string) => ok({ id, key: `P${id}`, name: id });
  const world = { ...at.world, person: { ...at.world.person, project } };
  const conditions = { issueTypes: ids, fields, transitions: ids };
  const grants = projectIds.map((projectId) => ({ projectId, permissions: ['issue:read'], conditions }));
  const change = { grants, hiddenFields: fields };
  const done = await editKey(world, ACTOR, SITE, { keyId: KEY.id, version: 1 }, change);
  expect(done.ok ? 'done' : done.error.where).toBe(expected);
  expect(JSON.stringify(at.stored()).length).toBeLessThan(RECORD_BYTES_MAX);
});
