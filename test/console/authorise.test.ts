/** The console's door: who is let in, what a forged page gains, and what never comes out. */
import { NeedsAuthenticationError } from '@forge/api';
import { adminResolver } from '../../src/console/resolver-admin';
import { projectResolver } from '../../src/console/resolver-project';
import type { KeyWorld } from '../../src/keys/key-store';
import { aKey, IN_A_MONTH, keysWorld, NOW } from '../unit/keys-world';

type Page = 'admin' | 'project';
type Call = { accountId?: string; payload?: unknown; extension?: unknown; forgedAccount?: string };

const call = (page: Page, world: KeyWorld, functionKey: string, given: Call = {}) => {
  const resolver = page === 'admin' ? adminResolver(world) : projectResolver(world);
  const { accountId = 'person-a', payload, extension = { project: { id: '10001', key: 'ALPHA' } } } = given;
  const platform = {
    installContext: 'ari:cloud:jira::site/x',
    principal: accountId === '' ? undefined : { accountId },
  };
  // What the page sends as context arrives too; the account in it must count for nothing.
  const context = { accountId: given.forgedAccount ?? accountId, extension };
  return resolver({ call: { functionKey, payload }, context }, platform);
};

const id = aKey().id;
const draft = { name: 'deploy', grants: [{ projectId: '10001', permissions: ['issue:read'] }], expiresAt: IN_A_MONTH };
const functions: readonly (readonly [string, unknown])[] = [
  ['listKeys', {}],
  ['createKey', draft],
  ['revokeKey', { keyId: id }],
  ['suspendKey', { keyId: id }],
  ['resumeKey', { keyId: id }],
  ['describeProject', {}],
];
const pages: readonly Page[] = ['admin', 'project'];
const everything = pages.flatMap((page) =>
  functions.map(([name, payload]) => [
    page,
    name,
    page === 'admin' && name === 'describeProject' ? { projectId: '10001' } : payload,
  ]),
) as readonly (readonly [Page, string, unknown])[];

const worldWithKey = (people: Parameters<typeof keysWorld>[0]) => {
  const made = keysWorld(people);
  made.keys.set(id, aKey({ secrets: [{ hash: 'the-hash', createdAt: NOW }] }));
  return made;
};

describe('every function of every page', () => {
  test.each(everything)(
    '%s %s is refused to someone who administers nothing, and changes nothing',
    async (page, name, payload) => {
      const { world, keys, audit } = worldWithKey({});
      expect(await call(page, world, name, { payload })).toMatchObject({ ok: false, fault: { reason: 'not_allowed' } });
      expect([keys.size, keys.get(id)?.status.state, audit.length]).toEqual([1, 'active', 0]);
    },
  );

  test.each(everything)('%s %s is granted to an administrator', async (page, name, payload) => {
    const { world, keys } = worldWithKey(page === 'admin' ? { siteAdmin: true } : { administers: ['10001'] });
    if (name === 'resumeKey') keys.set(id, aKey({ status: { state: 'suspended' } }));
    expect(await call(page, world, name, { payload })).toMatchObject({ ok: true });
  });

  test.each(everything)('%s %s is refused to nobody, before Jira is asked', async (page, name, payload) => {
    const { world, asked } = worldWithKey({ siteAdmin: true, administers: ['10001'] });
    for (const accountId of ['', 'unidentified']) {
      const answer = await call(page, world, name, { payload, accountId, forgedAccount: 'person-a' });
      expect(answer).toMatchObject({ ok: false, fault: { reason: 'not_allowed' } });
    }
    expect(asked).toEqual([]);
  });

  test.each(everything)('%s %s is refused while Jira does not answer', async (page, name, payload) => {
    const { world, faults, keys } = worldWithKey({ siteAdmin: true, administers: ['10001'] });
    faults.jiraDown = true;
    expect(await call(page, world, name, { payload })).toMatchObject({ ok: false, fault: { reason: 'unavailable' } });
    expect(keys.get(id)?.status.state).toBe('active');
  });

  test.each(everything)('%s %s lets the request for consent leave', async (page, name, payload) => {
    const { world } = worldWithKey({});
    const needed = () => Promise.reject(new NeedsAuthenticationError('consent', 'jira'));
    const asking: KeyWorld = {
      ...world,
      person: { ...world.person, administersSite: needed, administersProject: needed },
    };
    await expect(call(page, asking, name, { payload })).rejects.toThrow(NeedsAuthenticationError);
  });
});

describe('a forged page', () => {
  test('of another project is asked about with Jira, and refused', async () => {
    const { world, asked } = worldWithKey({ administers: ['10003'] });
    expect(await call('project', world, 'listKeys', { extension: { project: { id: '10001' } } })).toMatchObject({
      ok: false,
      fault: { reason: 'not_allowed' },
    });
    expect(asked).toEqual(['ADMINISTER_PROJECTS 10001']);
  });

  test('that claims one project and names another in the payload is asked about the one it acts on', async () => {
    const { world, asked } = worldWithKey({ administers: ['10001'] });
    const answer = await call('project', world, 'listKeys', { payload: { projectId: '10002' } });
    expect(answer).toMatchObject({ ok: false, fault: { reason: 'not_allowed' } });
    expect(asked).toEqual(['ADMINISTER_PROJECTS 10002']);
  });

  test.each([
    ['no project', {}],
    ['a project key for the id', { project: { id: 'ALPHA' } }],
    ['a path for the id', { project: { id: '10001/../10002' } }],
  ])('with %s is refused before Jira is asked', async (_name, extension) => {
    const { world, asked } = worldWithKey({ administers: ['10001'] });
    expect(await call('project', world, 'listKeys', { extension })).toMatchObject({ ok: false });
    expect(asked).toEqual([]);
  });
});

describe('what the pages say', () => {
  test('the whole key comes once, from createKey, and no answer holds hash, secret or cursor key', async () => {
    const { world, keys } = keysWorld({ administers: ['10001'] });
    const created = JSON.stringify(await call('project', world, 'createKey', { payload: draft }));
    const [stored] = keys.values();
    expect(created.match(/jsk_[0-9A-Za-z]{12}_[0-9A-Za-z]{38}/g)).toHaveLength(1);
    const later = [
      await call('project', world, 'listKeys'),
      await call('project', world, 'suspendKey', { payload: { keyId: stored?.id } }),
      await call('project', world, 'resumeKey', { payload: { keyId: stored?.id } }),
      await call('project', world, 'describeProject'),
      await call('project', world, 'revokeKey', { payload: { keyId: stored?.id } }),
    ];
    expect(JSON.stringify(later)).not.toMatch(/jsk_/);
    for (const text of [created, JSON.stringify(later)]) {
      expect(text).not.toContain(stored?.secrets[0]?.hash);
      expect(text).not.toContain(stored?.cursorKey);
    }
  });

  test('an administrator of one project sees a key over two with the other hidden, a site admin sees both', async () => {
    const { world, keys } = keysWorld({ administers: ['10001'], siteAdmin: true });
    const grants = ['10001', '10002'].map((projectId) => ({
      projectId,
      projectKey: projectId === '10001' ? 'ALPHA' : 'OMEGA',
      permissions: ['issue:read' as const],
    }));
    keys.set(id, aKey({ home: { kind: 'site' }, grants }));
    const shown = await call('project', world, 'listKeys');
    expect(shown).toMatchObject({ value: { keys: [{ grants: [{ projectId: '10001' }], otherProjects: true }] } });
    expect(JSON.stringify(shown)).not.toMatch(/OMEGA|10002/);
    expect(await call('admin', world, 'listKeys')).toMatchObject({
      value: { keys: [{ grants: [{ projectId: '10001' }, { projectId: '10002' }], otherProjects: false }] },
    });
  });

  test('whoAmI tells anyone with an account whether they administer', async () => {
    expect(await call('project', keysWorld({ administers: ['10001'] }).world, 'whoAmI')).toEqual({
      ok: true,
      value: { accountId: 'person-a', page: 'project', administers: true },
    });
    expect(await call('admin', keysWorld().world, 'whoAmI')).toMatchObject({ value: { administers: false } });
  });

  test('Jira is asked each question once within one call', async () => {
    const { world, asked } = keysWorld({ administers: ['10001'] });
    await call('project', world, 'createKey', { payload: draft });
    expect(asked).toEqual([...new Set(asked)]);
  });
});
