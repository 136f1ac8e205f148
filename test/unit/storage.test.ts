/** What storage promises to the rest: one request a call, no overwriting, no outage told as absence. */
import { kvs } from '@forge/kvs';
import { rollUp } from '../../src/audit/roll-up';
import { writeAudit } from '../../src/storage/audit';
import { auditPage } from '../../src/storage/audit-pages';
import { claimHome, createEndpoint, readEndpoint, readHome, saveEndpoint } from '../../src/storage/endpoints';
import { createKey, readKey, saveKey } from '../../src/storage/keys';
import { dropLexicons, readLexicons, writeLexicon } from '../../src/storage/lexicons';
import { activeKeys, idsPastExpiry, keysInIndex, liveKeys } from '../../src/storage/list-keys';
import { readForCall } from '../../src/storage/read-for-call';
import type { AuditRecord } from '../../src/storage/records/audit';
import { type EndpointRecord, endpointHash, tokenOfUrl } from '../../src/storage/records/endpoint';
import type { Lexicon } from '../../src/storage/records/lexicon';
import { DEFAULT_SITE } from '../../src/storage/records/site';
import { createRollup, rollupPage } from '../../src/storage/rollups';
import { aKey, NOW } from './keys-world';
import { storageInMemory } from './storage-in-memory';

let storage: ReturnType<typeof storageInMemory>;
beforeEach(() => {
  storage = storageInMemory(NOW);
});

const hash = endpointHash('token');
const endpoint: EndpointRecord = {
  v: 1,
  home: { kind: 'project', projectId: '10001' },
  url: 'https://site.example/public/token',
  state: 'open',
};
const lexicon = (projectId: string): Lexicon => ({
  v: 1,
  projectId,
  projectKeys: ['ALPHA'],
  hasSecurityLevels: false,
  filledAt: NOW,
  issueTypes: [],
  statuses: [],
  priorities: [],
  resolutions: [],
  versions: [],
  components: [],
  fields: [],
});
const line = (over: Partial<AuditRecord> = {}): AuditRecord => ({
  v: 1,
  id: 'a1',
  at: new Date(NOW).toISOString(),
  keyId: aKey().id,
  projectId: '10001',
  event: { kind: 'administration', act: 'key_suspended', by: 'person-a' },
  ...over,
});
const outage = (times = 1) => storage.faults.push({ times, fault: { kind: 'status', status: 500 } });

describe('what a call reads', () => {
  test('is four rows in exactly one request', async () => {
    await createKey(aKey());
    await saveEndpoint(hash, endpoint);
    await writeLexicon(lexicon('10001'), { endpointHash: hash });
    storage.operations.length = 0;
    expect(await readForCall(aKey().id, hash)).toEqual({
      ok: true,
      value: { key: aKey(), site: DEFAULT_SITE, endpoint, lexicon: lexicon('10001') },
    });
    expect(storage.operations.map(({ operation }) => operation)).toEqual(['batch/get']);
  });

  test('is nothing but the defaults where nothing is stored, in one request too', async () => {
    expect(await readForCall('ZZZZZZZZZZZZ', hash)).toEqual({
      ok: true,
      value: { key: undefined, site: DEFAULT_SITE, endpoint: undefined, lexicon: undefined },
    });
    expect(storage.operations).toHaveLength(1);
  });

  test('is a fault, never absence, while storage is down', async () => {
    await createKey(aKey());
    outage();
    expect(await readForCall(aKey().id, hash)).toMatchObject({
      ok: false,
      error: { reason: 'storage_down', operation: 'read_for_call', code: 'INTERNAL_ERROR' },
    });
  });

  test.each([
    ['a row of another version', { payload: { ...aKey(), v: 2 } }],
    ['a row of another key', { payload: { ...aKey(), id: 'BBBBBBBBBBBB' } }],
    [
      'a permission of a later version',
      { payload: { ...aKey(), grants: [{ ...aKey().grants[0], permissions: ['x'] }] } },
    ],
    ['no payload', { version: 1 }],
  ])('is a fault, never a key, for %s', async (_name, row) => {
    await kvs.entity('api-key').set(aKey().id, row);
    expect(await readForCall(aKey().id, hash)).toMatchObject({ ok: false, error: { reason: 'record_unreadable' } });
  });

  test('goes on without a lexicon that cannot be read', async () => {
    await createKey(aKey());
    await kvs.set(`lexicon:${hash}`, { v: 9 });
    expect(await readForCall(aKey().id, hash)).toMatchObject({ ok: true, value: { key: aKey(), lexicon: undefined } });
  });
});

describe('changes of a key', () => {
  test('a new key never overwrites another', async () => {
    await createKey(aKey({ name: 'first' }));
    expect(await createKey(aKey({ name: 'second' }))).toEqual({ ok: false, error: { reason: 'conflict' } });
    expect(await readKey(aKey().id)).toMatchObject({ ok: true, value: { name: 'first' } });
  });

  test('of two changes on the same version one is told so, and only the other is stored and audited', async () => {
    await createKey(aKey());
    const changes = await Promise.all(
      ['one', 'other'].map((name) => saveKey(aKey({ name, version: 2 }), line({ id: name }))),
    );
    expect(changes.map((change) => (change.ok ? 'stored' : change.error.reason)).sort()).toEqual([
      'conflict',
      'stored',
    ]);
    const audited = storage.rows.all().filter(({ entity }) => entity === 'audit');
    const read = await readKey(aKey().id);
    expect(audited).toHaveLength(1);
    expect(read.ok && audited[0]?.value.includes(`"${read.value?.name}"`)).toBe(true);
  });

  test('a key that is gone is not brought back by a change', async () => {
    expect(await saveKey(aKey({ version: 2 }), line())).toEqual({ ok: false, error: { reason: 'conflict' } });
    expect(storage.rows.all()).toEqual([]);
  });

  test('an outage of a read is an outage', async () => {
    outage();
    expect(await readKey(aKey().id)).toMatchObject({ ok: false, error: { reason: 'storage_down' } });
  });
});

describe('lists of keys', () => {
  const site = { kind: 'site' } as const;
  const both = [
    { projectId: '10001', projectKey: 'ALPHA', permissions: ['issue:read' as const] },
    { projectId: '10002', projectKey: 'OMEGA', permissions: ['issue:read' as const] },
  ];

  test('a project has its own keys and those of the site that reach it', async () => {
    await createKey(aKey({ id: 'AAAAAAAAAAA1', createdAt: NOW }));
    await createKey(aKey({ id: 'AAAAAAAAAAA2', home: site, grants: both, createdAt: NOW + 1 }));
    await createKey(aKey({ id: 'AAAAAAAAAAA3', home: site, grants: both.slice(1) }));
    await createKey(aKey({ id: 'AAAAAAAAAAA4', home: { kind: 'project', projectId: '10002' }, grants: both.slice(1) }));
    const listed = await liveKeys({ of: 'project', projectId: '10001' });
    expect(listed.ok && listed.value.map(({ id }) => id)).toEqual(['AAAAAAAAAAA2', 'AAAAAAAAAAA1']);
    const shown = await keysInIndex({ of: 'project', projectId: '10001' });
    expect(shown.ok && shown.value.keys.map(({ id }) => id)).toEqual(['AAAAAAAAAAA2', 'AAAAAAAAAAA1']);
    const all = await keysInIndex({ of: 'site' });
    expect(all.ok && all.value.keys).toHaveLength(4);
  });

  test('a key is listed at once, and a change of it too, while the index lags', async () => {
    storage.lag.query = 10_000;
    await createKey(aKey());
    expect(await liveKeys({ of: 'project', projectId: '10001' })).toMatchObject({ ok: true, value: [{ version: 1 }] });
    await saveKey(aKey({ version: 2, status: { state: 'revoked' } }), line());
    const listed = await keysInIndex({ of: 'project', projectId: '10001' });
    expect(listed).toMatchObject({ ok: true, value: { keys: [{ status: { state: 'revoked' } }], complete: true } });
    expect(await liveKeys({ of: 'project', projectId: '10001' })).toEqual({ ok: true, value: [] });
  });

  test('more keys than one page and one batch are all listed', async () => {
    for (let at = 100; at < 230; at += 1) await createKey(aKey({ id: `AAAAAAAAA${at}` }));
    const listed = await keysInIndex({ of: 'site' });
    expect(listed.ok && new Set(listed.value.keys.map(({ id }) => id)).size).toBe(130);
    const live = await liveKeys({ of: 'sponsor', sponsor: 'person-a' });
    expect(live.ok && new Set(live.value.map(({ id }) => id)).size).toBe(130);
  });

  test('a row that cannot be read fails the list', async () => {
    await createKey(aKey());
    await kvs
      .entity('api-key')
      .set('BBBBBBBBBBBB', { projectId: '10001', state: 'active', createdAt: 'x', expiresAt: 'x', payload: {} });
    const unreadable = { ok: false, error: { reason: 'record_unreadable' } };
    expect(await liveKeys({ of: 'project', projectId: '10001' })).toMatchObject(unreadable);
    expect(await keysInIndex({ of: 'project', projectId: '10001' })).toMatchObject(unreadable);
    expect(await activeKeys('')).toMatchObject(unreadable);
  });

  test('active keys come in parts that leave none out, and tear none of one moment apart', async () => {
    storage.rows.atomically(() => {
      for (let at = 0; at < 5_300; at += 1) {
        const id = `k${String(at).padStart(11, '0')}`;
        // Of the last moment before the first part is full there are many.
        const expiresAt = NOW + 1_000 + Math.min(at, 4_990) + Math.max(0, at - 5_180);
        const record = aKey({ id, expiresAt });
        const ends = new Date(expiresAt).toISOString();
        const value = JSON.stringify({ ...record, state: 'active', expiresAt: ends, payload: record });
        const name = { space: 'entity', entity: 'api-key', key: id } as const;
        storage.rows.put({ ...name, value, created: NOW, updated: NOW, expires: null });
      }
    });
    const first = await activeKeys('');
    if (!first.ok) throw new Error('storage did not answer');
    expect([first.value.keys.length, first.value.isLast]).toEqual([5_181, false]);
    const rest = await activeKeys(`${first.value.to} `);
    if (!rest.ok) throw new Error('storage did not answer');
    expect([rest.value.keys.length, rest.value.isLast]).toEqual([119, true]);
    const again = await activeKeys('', first.value.to);
    expect(again.ok && again.value.keys.map(({ id }) => id)).toEqual(first.value.keys.map(({ id }) => id));
  });

  test('keys past their end are found by it', async () => {
    await createKey(aKey({ id: 'AAAAAAAAAAA1', expiresAt: NOW - 1 }));
    await createKey(aKey({ id: 'AAAAAAAAAAA2', expiresAt: NOW + 1 }));
    await createKey(aKey({ id: 'AAAAAAAAAAA3', expiresAt: NOW - 1, status: { state: 'revoked' } }));
    expect(await idsPastExpiry(NOW, 10)).toEqual({ ok: true, value: ['AAAAAAAAAAA1'] });
  });
});

describe('endpoints', () => {
  test.each([
    ['https://abc.webtrigger.atlassian.app/public/tok-1', 'tok-1'],
    ['https://abc.hello.atlassian-dev.net/x1/tok-1', 'tok-1'],
    ['http://127.0.0.1:8765/public/tok-1/rest/api/3/myself?x=1', 'tok-1'],
    ['https://abc.example/other/tok-1', undefined],
  ])('the token of %s', (url, token) => {
    expect(tokenOfUrl(url)).toBe(token);
  });

  test('a closed endpoint stays closed when it is made known again', async () => {
    await saveEndpoint(hash, { ...endpoint, state: 'closed' });
    expect(await createEndpoint(hash, endpoint)).toEqual({ ok: false, error: { reason: 'conflict' } });
    expect(await readEndpoint(hash)).toMatchObject({ ok: true, value: { state: 'closed' } });
  });

  test('a home is claimed once', async () => {
    const pointer = { v: 1, url: endpoint.url, endpointHash: hash } as const;
    expect((await claimHome('10001', pointer)).ok).toBe(true);
    expect(await claimHome('10001', { ...pointer, endpointHash: 'other' })).toMatchObject({
      error: { reason: 'conflict' },
    });
    expect(await readHome('10001')).toEqual({ ok: true, value: pointer });
  });
});

describe('lexicons', () => {
  test('are read in one request for several projects, and never under another project', async () => {
    await writeLexicon(lexicon('10001'));
    await kvs.set('lexicon:10002', lexicon('10003'));
    storage.operations.length = 0;
    const read = await readLexicons(['10001', '10002', '10004']);
    expect(read.ok && [...read.value.keys()]).toEqual(['10001']);
    expect(storage.operations).toHaveLength(1);
  });

  test('are forgotten under both names of the project', async () => {
    await claimHome('10001', { v: 1, url: endpoint.url, endpointHash: hash });
    await writeLexicon(lexicon('10001'));
    await writeLexicon(lexicon('10001'), { endpointHash: hash });
    await writeLexicon(lexicon('10002'));
    expect(await dropLexicons('10001')).toEqual({ ok: true, value: undefined });
    expect(
      storage.rows
        .all()
        .map(({ key }) => key)
        .sort(),
    ).toEqual(['home:10001', 'lexicon:10002']);
  });

  test('forgetting what is not there succeeds', async () => {
    expect(await dropLexicons('10001')).toEqual({ ok: true, value: undefined });
  });

  test('live for a quarter of an hour', async () => {
    await writeLexicon(lexicon('10001'));
    storage.clock.advance(15 * 60 * 1000 - 1);
    const young = await readLexicons(['10001']);
    storage.clock.advance(2);
    const old = await readLexicons(['10001']);
    expect([young, old].map((read) => read.ok && read.value.size)).toEqual([1, 0]);
  });
});

test.each([7, 90, 365])('an audit record is one request and lives for the %i days that it is given', async (days) => {
  expect((await writeAudit(line(), days)).ok).toBe(true);
  expect(storage.operations).toHaveLength(1);
  expect(storage.rows.all()[0]?.expires).toBe(NOW + days * 24 * 60 * 60 * 1000);
});

describe('a cursor that a browser sent, where the platform would take it for one of another partition,', () => {
  const SPAN = ['2026-01-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'] as const;
  /** A platform whose cursors say themselves where they go on. */
  const goingOnIn = (other: string) => {
    const forward = Reflect.get(globalThis, '__forge_fetch__') as (m: unknown, path: string, init: object) => unknown;
    globalThis.__forge_fetch__ = (meta: unknown, path: string, init: { readonly body: string }) => {
      const { cursor, ...query } = JSON.parse(init.body);
      const body = cursor === 'theirs' ? JSON.stringify({ ...query, partition: [other] }) : init.body;
      return forward(meta, path, { ...init, body });
    };
  };
  const rolled = (home: string) => createRollup(rollUp(home, SPAN[0], SPAN[1], [], undefined));

  test.each([
    ['records of a home', { home: '10001' }, '10002'],
    ['records of a key', { keyId: 'AAAAAAAAAAAA' }, 'BBBBBBBBBBBB'],
  ] as const)('gives no %s but those that were asked for', async (_, of, other) => {
    await writeAudit(line(), 90);
    await writeAudit(line({ id: 'b1', keyId: 'BBBBBBBBBBBB', projectId: '10002' }), 90);
    goingOnIn(other);
    const own = await auditPage(of, ...SPAN);
    expect(own.ok && own.value.records.map(({ id }) => id)).toEqual(['a1']);
    const theirs = await auditPage(of, ...SPAN, 'theirs');
    expect(theirs).toMatchObject({ ok: false, error: { code: 'ROWS_OF_ANOTHER' } });
  });

  test('gives no sums but those that were asked for', async () => {
    for (const home of ['10001', '10002']) await rolled(home);
    goingOnIn('10002');
    const own = await rollupPage('10001', ...SPAN);
    expect(own.ok && own.value.rollups.map(({ home }) => home)).toEqual(['10001']);
    expect(await rollupPage('10001', ...SPAN, 'theirs')).toMatchObject({
      ok: false,
      error: { code: 'ROWS_OF_ANOTHER' },
    });
  });
});
