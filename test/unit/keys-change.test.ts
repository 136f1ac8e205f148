/** The rest of a key's life: revoked, suspended, resumed, expired, and left without its project. */
import { noteProjectEvent } from '../../src/entry/product-events';
import type { Actor, Place } from '../../src/keys/authority';
import { matchesEndpointRule, parseEndpointRule } from '../../src/keys/endpoint-rule';
import { noteExpired } from '../../src/keys/expire';
import { revokeKey } from '../../src/keys/revoke';
import { type KeyStanding, keyStanding } from '../../src/keys/standing';
import { resumeKey, suspendKey } from '../../src/keys/suspend';
import { ok } from '../../src/result';
import type { ApiKeyRecord } from '../../src/storage/records/api-key';
import { DEFAULT_SITE } from '../../src/storage/records/site';
import { aKey, keysWorld, NOW } from './keys-world';

const actor: Actor = { kind: 'person', accountId: 'person-b' };
const alpha: Place = { page: 'project', projectId: '10001' };
const secrets = [{ hash: 'h', createdAt: NOW }];
const grants: ApiKeyRecord['grants'] = [
  { projectId: '10001', projectKey: 'ALPHA', permissions: ['issue:read'] },
  { projectId: '10002', projectKey: 'OMEGA', permissions: ['issue:read'] },
];
const id = aKey().id;

describe('the standing of a key', () => {
  test.each<readonly [string, Partial<ApiKeyRecord>, KeyStanding]>([
    ['active', {}, 'in_force'],
    ['one millisecond before its end', { expiresAt: NOW + 1 }, 'in_force'],
    ['at its end', { expiresAt: NOW }, 'expired'],
    ['noted as expired', { status: { state: 'expired' } }, 'expired'],
    ['before its beginning', { notBefore: NOW + 1 }, 'not_yet'],
    ['at its beginning', { notBefore: NOW }, 'in_force'],
    ['suspended', { status: { state: 'suspended' } }, 'suspended'],
    ['revoked', { status: { state: 'revoked' } }, 'revoked'],
    ['revoked and past its end', { status: { state: 'revoked' }, expiresAt: NOW - 1 }, 'revoked'],
  ])('%s', (_name, over, expected) => {
    expect(keyStanding(aKey(over), DEFAULT_SITE, NOW)).toBe(expected);
  });
});

describe('revoking', () => {
  test('an administrator of any granted project ends the key; its secrets are gone and it stays listed', async () => {
    const { world, keys, audit } = keysWorld({ administers: ['10001'] });
    keys.set(id, aKey({ secrets, grants }));
    expect((await revokeKey(world, actor, alpha, id, 'left the team')).ok).toBe(true);
    expect(keys.get(id)).toMatchObject({
      secrets: [],
      version: 2,
      status: { state: 'revoked', by: 'person-b', reason: 'left the team' },
    });
    expect(audit).toMatchObject([{ keyId: id, event: { act: 'key_revoked', by: 'person-b' } }]);
  });

  test('revoking twice changes nothing the second time', async () => {
    const { world, keys, audit } = keysWorld({ administers: ['10001'] });
    keys.set(id, aKey({ secrets }));
    await revokeKey(world, actor, alpha, id, undefined);
    expect((await revokeKey(world, actor, alpha, id, undefined)).ok).toBe(true);
    expect(audit).toHaveLength(1);
  });

  test('a key of other projects and one that never was are answered alike', async () => {
    const { world, keys } = keysWorld({ administers: ['10003'] });
    keys.set(id, aKey({ secrets }));
    const beta: Place = { page: 'project', projectId: '10003' };
    const foreign = await revokeKey(world, actor, beta, id, undefined);
    expect(foreign).toEqual(await revokeKey(world, actor, beta, 'BBBBBBBBBBBB', undefined));
    expect(foreign).toMatchObject({ ok: false, error: { reason: 'no_such_key' } });
    expect(keys.get(id)?.status.state).toBe('active');
  });

  test('two administrators at once: what the other one changed is kept', async () => {
    const { world, keys, meanwhile } = keysWorld({ administers: ['10001'] });
    keys.set(id, aKey({ secrets, grants }));
    meanwhile(() => keys.set(id, aKey({ secrets, grants: grants.slice(0, 1), version: 2 })));
    expect((await revokeKey(world, actor, alpha, id, undefined)).ok).toBe(true);
    expect(keys.get(id)).toMatchObject({ version: 3, status: { state: 'revoked' }, grants: [{ projectId: '10001' }] });
  });

  test('an outage is told as an outage, and the key is as it was', async () => {
    const { world, keys, faults } = keysWorld({ administers: ['10001'] });
    keys.set(id, aKey({ secrets }));
    faults.down.add('read_key');
    expect(await revokeKey(world, actor, alpha, id, undefined)).toMatchObject({ error: { reason: 'unavailable' } });
    expect(keys.get(id)?.status.state).toBe('active');
  });
});

describe('suspending and resuming', () => {
  test('an administrator of one project stops a key over two, and cannot let it go on alone', async () => {
    const one = keysWorld({ administers: ['10001'] });
    one.keys.set(id, aKey({ secrets, grants }));
    expect((await suspendKey(one.world, actor, alpha, id, undefined)).ok).toBe(true);
    expect(await resumeKey(one.world, actor, alpha, id)).toMatchObject({ ok: false, error: { reason: 'not_allowed' } });
    const both = keysWorld({ administers: ['10001', '10002'] });
    both.keys.set(id, aKey({ secrets, grants, status: { state: 'suspended' } }));
    expect((await resumeKey(both.world, actor, alpha, id)).ok).toBe(true);
    expect(both.keys.get(id)?.status).toEqual({ state: 'active', at: NOW, by: actor.accountId });
  });

  test('a revoked key is neither suspended nor resumed', async () => {
    const { world, keys } = keysWorld({ administers: ['10001'] });
    keys.set(id, aKey({ status: { state: 'revoked' } }));
    expect((await suspendKey(world, actor, alpha, id, undefined)).ok).toBe(false);
    expect((await resumeKey(world, actor, alpha, id)).ok).toBe(false);
    expect(keys.get(id)?.status.state).toBe('revoked');
  });
});

describe('the hourly run', () => {
  test('notes the end of keys past it, removes their secrets, and leaves the others', async () => {
    const { world, keys, audit } = keysWorld();
    keys.set('AAAAAAAAAAAA', aKey({ secrets, expiresAt: NOW - 1 }));
    keys.set('BBBBBBBBBBBB', aKey({ id: 'BBBBBBBBBBBB', secrets, expiresAt: NOW + 1 }));
    expect(await noteExpired(world)).toEqual(ok({ looked: 1, isWhole: true }));
    expect(keys.get('AAAAAAAAAAAA')).toMatchObject({ secrets: [], status: { state: 'expired', by: 'schedule' } });
    expect(keys.get('BBBBBBBBBBBB')?.secrets).toEqual(secrets);
    expect(audit).toHaveLength(1);
  });
});

describe('events of a project', () => {
  const run = async (event: unknown, over: Partial<ApiKeyRecord> = {}) => {
    const made = keysWorld();
    made.keys.set(id, aKey(over));
    const forgotten: string[] = [];
    const forget = async (projectId: string) => {
      forgotten.push(projectId);
      return ok(undefined);
    };
    await noteProjectEvent(made.world, forget, event);
    return { key: made.keys.get(id), forgotten };
  };
  const deleted = { eventType: 'avi:jira:deleted:project', project: { id: '10001', key: 'ALPHA' } };

  test('a deleted project is taken out of a key over several', async () => {
    const { key, forgotten } = await run(deleted, { grants });
    expect(key).toMatchObject({ status: { state: 'active' }, grants: [{ projectId: '10002' }] });
    expect(forgotten).toEqual(['10001']);
  });

  test('a key that has no other project is suspended, and says why', async () => {
    expect((await run(deleted)).key).toMatchObject({ status: { state: 'suspended', reason: 'project_deleted' } });
  });

  test('a renamed project is shown by its present key, and a page that was open stays good', async () => {
    const renamed = { eventType: 'avi:jira:updated:project', project: { id: '10001', key: 'GAMMA' } };
    const { key } = await run(renamed, { grants });
    expect(key?.grants.map(({ projectId, projectKey }) => [projectId, projectKey])).toEqual([
      ['10001', 'GAMMA'],
      ['10002', grants[1]?.projectKey],
    ]);
    expect(key).toMatchObject({ version: aKey().version + 1, settledVersion: aKey().version });
  });

  test('a key that knows the project by its present key is not written', async () => {
    const [grant] = aKey().grants;
    const same = { eventType: 'avi:jira:updated:project', project: { id: '10001', key: grant?.projectKey } };
    expect((await run(same)).key).toEqual(aKey());
  });

  test.each(['alpha', 'A', 'ALPHA-1', ''])('a key of a project that is none, "%s", is not taken over', async (key) => {
    const event = { eventType: 'avi:jira:updated:project', project: { id: '10001', key } };
    expect((await run(event)).key).toEqual(aKey());
  });

  test('an update without a key only makes the names be forgotten, also where the id is a number', async () => {
    const { key, forgotten } = await run({ eventType: 'avi:jira:updated:project', project: { id: 10001 } });
    expect(key).toEqual(aKey());
    expect(forgotten).toEqual(['10001']);
  });

  test.each([
    ['nothing', undefined],
    ['no project', { eventType: 'avi:jira:deleted:project' }],
    ['an id that is no id', { eventType: 'avi:jira:deleted:project', project: { id: '10001:x' } }],
    ['another kind of event', { eventType: 'avi:jira:deleted:issue', project: { id: '10001' } }],
  ])('an event with %s is ignored', async (_name, event) => {
    const { key, forgotten } = await run(event);
    expect([key, forgotten]).toEqual([aKey(), []]);
  });
});

describe('endpoint rules', () => {
  test.each<readonly [string, string, string, boolean]>([
    ['GET /rest/api/3/issue/*', 'GET', 'rest/api/3/issue/DEMO-1', true],
    ['GET /rest/api/3/issue/*', 'PUT', 'rest/api/3/issue/DEMO-1', false],
    ['GET /rest/api/3/issue/*', 'GET', 'rest/api/3/issue', false],
    ['GET /rest/api/3/issue/*', 'GET', 'rest/api/3/issue/DEMO-1/comment', false],
    ['* /rest/api/3/issue/*/comment', 'POST', 'rest/api/3/issue/DEMO-1/comment', true],
    ['GET /rest/api/3/issue/**', 'GET', 'rest/api/3/issue/DEMO-1/comment', true],
    ['GET /rest/api/3/issue/**', 'GET', 'rest/api/3/issue', true],
    ['GET /rest/api/3/issue/**', 'GET', 'rest/api/3/issues', false],
  ])('%s and %s %s', (text, method, path, expected) => {
    const rule = parseEndpointRule(text);
    expect(rule.ok && matchesEndpointRule(rule.value, method, path.split('/'))).toBe(expected);
  });

  test.each([
    '',
    'GET',
    'GET /api/3/issue',
    'get /rest/api/3/issue',
    'GET  /rest/api',
    'GET /rest/../admin',
    'GET /rest/api/%2e',
    'GET /rest/**/issue',
    'GET /rest/api/3/issue?x=1',
    `GET /rest/${'a'.repeat(200)}`,
  ])('%s is no rule', (text) => {
    expect(parseEndpointRule(text).ok).toBe(false);
  });
});
