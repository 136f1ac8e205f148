/**
 * A key of somebody else's, on a project's page: nobody gets out of it what a key of their own would not give them. Handing
 * out a secret and making it wider ask of the person what issuing it would.
 */
import { editKey } from '../../src/keys/edit';
import { endSecretAt, rotateKeyAt } from '../../src/keys/rotate-at';
import type { Permission } from '../../src/policy/permissions';
import type { ApiKeyRecord } from '../../src/storage/records/api-key';
import { aKey, keysWorld, NOW } from '../unit/keys-world';

const ID = aKey().id;
const SPONSOR = { kind: 'person', accountId: 'person-a' } as const;
const OTHER = { kind: 'person', accountId: 'person-b' } as const;
const PROJECT = { page: 'project', projectId: '10001' } as const;
const HELD: Permission[] = ['issue:read', 'comment:create', 'issue:delete'];
const LATER = new Date(NOW + 2 * 86_400_000).toISOString();

const worldOf = (ownRights: readonly Permission[], over: Partial<ApiKeyRecord> = {}) => {
  const made = keysWorld({ administers: ['10001', '10003'], ownRights, siteAdmin: true });
  const grants = [{ projectId: '10001', projectKey: 'ALPHA', permissions: HELD }];
  const secrets = [{ hash: 'hash-1', createdAt: NOW - 5 }];
  made.keys.set(ID, aKey({ grants, secrets, expiresAt: NOW + 86_400_000, ...over }));
  return made;
};
const seen = (version = 1) => ({ keyId: ID, version });
const missing = (named: string) => ({
  ok: false,
  error: {
    reason: 'not_allowed',
    message: `Its sponsor may do more in Jira than you: you do not have the right to give ${named}.`,
    mend: 'Take these permissions from the key first, or let its sponsor or a Jira administrator do it.',
  },
});

describe('a secret', () => {
  test('of a key that may do more than the person is refused, with what is missing, and nothing is changed', async () => {
    const { world, keys, audit } = worldOf(['issue:read']);
    const refused = await rotateKeyAt(world, OTHER, PROJECT, seen(), 3_600);
    expect(refused).toMatchObject(missing('comment:create, issue:delete in ALPHA'));
    expect([keys.get(ID)?.secrets, audit]).toEqual([[{ hash: 'hash-1', createdAt: NOW - 5 }], []]);
  });

  test.each([
    ['the person holds all of it', HELD, OTHER, PROJECT],
    ['the person answers for it: it never does more than they may', ['issue:read'], SPONSOR, PROJECT],
    ['the person administers Jira', [], OTHER, { page: 'site' }],
  ] as const)('is handed out where %s', async (_, rights, actor, place) => {
    const { world, keys } = worldOf(rights);
    expect((await rotateKeyAt(world, actor, place, seen(), 3_600)).ok).toBe(true);
    expect(keys.get(ID)?.secrets).toHaveLength(2);
  });

  test('is handed out once what the person may not do was taken from the key', async () => {
    const { world } = worldOf(['issue:read', 'comment:create']);
    const change = { grants: [{ projectId: '10001', permissions: ['issue:read', 'comment:create'] }] };
    expect((await editKey(world, OTHER, PROJECT, seen(), change)).ok).toBe(true);
    expect((await rotateKeyAt(world, OTHER, PROJECT, seen(2), 0)).ok).toBe(true);
  });

  test('is refused for what a ceiling or the sponsor takes away at present: it may come back', async () => {
    const made = worldOf(['issue:read', 'comment:create'], {
      sponsorRights: { checkedAt: NOW, projects: { '10001': ['issue:read'] } },
    });
    made.setSettings({ ...made.settings(), permissions: ['issue:read'] });
    expect(await rotateKeyAt(made.world, OTHER, PROJECT, seen(), 0)).toMatchObject(missing('issue:delete in ALPHA'));
  });

  test('names each project in which something is missing', async () => {
    const grants = [
      { projectId: '10001', projectKey: 'ALPHA', permissions: ['issue:delete' as const] },
      { projectId: '10003', projectKey: 'BETA', permissions: ['issue:read' as const, 'issue:edit' as const] },
    ];
    const { world } = worldOf(['issue:read'], { grants, home: { kind: 'site' } });
    const refused = await rotateKeyAt(world, OTHER, PROJECT, seen(), 0);
    expect(refused).toMatchObject(missing('issue:delete in ALPHA, or issue:edit in BETA'));
  });

  test('is not handed out where the key went to another sponsor meanwhile', async () => {
    const made = worldOf(['issue:read']);
    made.meanwhile(() => {
      const key = made.keys.get(ID);
      if (key !== undefined) made.keys.set(ID, { ...key, sponsor: 'person-c', version: key.version + 1 });
    });
    expect((await rotateKeyAt(made.world, SPONSOR, PROJECT, seen(), 0)).ok).toBe(false);
    expect(made.keys.get(ID)?.secrets).toEqual([{ hash: 'hash-1', createdAt: NOW - 5 }]);
  });

  test('where Jira does not say what the person may do, none is handed out', async () => {
    const made = worldOf(HELD);
    const world = {
      ...made.world,
      people: {
        ...made.world.people,
        ownRights: async () => ({ ok: false, error: { reason: 'jira_unavailable', question: 'permissions' } }) as const,
      },
    };
    expect(await rotateKeyAt(world, OTHER, PROJECT, seen(), 0)).toMatchObject({
      ok: false,
      error: { reason: 'unavailable' },
    });
  });

  test('that is newer is ended, so that the older one goes on, by those who could hand one out; the older one by all', async () => {
    const secrets = [
      { hash: 'hash-1', createdAt: NOW - 5, endsAt: NOW + 1_000 },
      { hash: 'hash-2', createdAt: NOW - 4 },
    ];
    const fewer = worldOf(['issue:read'], { secrets });
    expect((await endSecretAt(fewer.world, OTHER, PROJECT, seen(), 'newer')).ok).toBe(false);
    expect((await endSecretAt(fewer.world, OTHER, PROJECT, seen(), 'older')).ok).toBe(true);
    const all = worldOf(HELD, { secrets });
    expect((await endSecretAt(all.world, OTHER, PROJECT, seen(), 'newer')).ok).toBe(true);
  });
});

describe('a change', () => {
  const wider = [
    ['a permission more', { grants: [{ projectId: '10001', permissions: [...HELD, 'issue:edit'] }] }],
    ['a later end', { expiresAt: LATER }],
    ['a limit less', { limits: null }],
  ] as const;

  test.each(wider)('that gives %s is refused to whoever may not do all that the key may', async (_, change) => {
    const limits = { callsPerMinute: 5 };
    const fewer = worldOf(['issue:read', 'comment:create', 'issue:edit'], { limits });
    const refused = await editKey(fewer.world, OTHER, PROJECT, seen(), change);
    expect(refused).toMatchObject(missing('issue:delete in ALPHA'));
    const all = worldOf([...HELD, 'issue:edit'], { limits });
    expect((await editKey(all.world, OTHER, PROJECT, seen(), change)).ok).toBe(true);
    const own = worldOf(['issue:read'], { limits });
    expect((await editKey(own.world, SPONSOR, PROJECT, seen(), change)).ok).toBe(true);
  });

  test.each([
    ['name', { name: 'other' }],
    ['an earlier end', { expiresAt: new Date(NOW + 3_600_000).toISOString() }],
    ['a permission less', { grants: [{ projectId: '10001', permissions: ['issue:read', 'issue:delete'] }] }],
  ])('that only narrows the key, or says something about it, is open to all administrators · %s', async (_, change) => {
    const { world, asked } = worldOf(['issue:read']);
    expect((await editKey(world, OTHER, PROJECT, seen(), change)).ok).toBe(true);
    expect(asked).not.toContain('own rights');
  });
});
