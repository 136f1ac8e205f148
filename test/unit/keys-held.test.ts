/** Who lets a suspended key go on: a key that the site holds waits for a site admin. */
import { keyView } from '../../src/console/key-view';
import { handOver } from '../../src/keys/hand-over';
import { checkSponsors } from '../../src/keys/sponsor';
import { stopAfterMismatch } from '../../src/keys/stop-after-mismatch';
import { resumeKey, suspendKey } from '../../src/keys/suspend';
import { err, ok } from '../../src/result';
import type { ApiKeyRecord } from '../../src/storage/records/api-key';
import { DEFAULT_SITE } from '../../src/storage/records/site';
import { aKey, keysWorld, NOW } from './keys-world';

const ADMIN = { kind: 'person', accountId: 'person-z' } as const;
const ACTOR = { kind: 'person', accountId: 'person-a' } as const;
const SITE = { page: 'site' } as const;
const PAGE = { page: 'project', projectId: '10001' } as const;
const { id } = aKey();

const worldWith = (status: ApiKeyRecord['status'] = { state: 'active' }) => {
  const made = keysWorld({ siteAdmin: true, administers: ['10001'] });
  made.keys.set(id, aKey({ status }));
  const stored = () => made.keys.get(id)?.status;
  return {
    ...made,
    status: stored,
    isHeld: () => keyView(made.keys.get(id) ?? aKey(), DEFAULT_SITE, PAGE, NOW).heldBySite,
  };
};
type Made = ReturnType<typeof worldWith>;

const HELD: readonly (readonly [string, (made: Made) => Promise<unknown>])[] = [
  ['a site admin', ({ world }) => suspendKey(world, ADMIN, SITE, id, 'looks odd')],
  ['the gateway, after a write that landed outside', ({ world }) => stopAfterMismatch(id, world)],
  [
    'a project admin, and then a site admin',
    async ({ world }) => {
      await suspendKey(world, ACTOR, PAGE, id, undefined);
      await suspendKey(world, ADMIN, SITE, id, undefined);
    },
  ],
  [
    'a project admin, and then the gateway',
    async ({ world }) => {
      await suspendKey(world, ACTOR, PAGE, id, undefined);
      await stopAfterMismatch(id, world);
    },
  ],
];

test.each(HELD)('a key suspended by %s goes on by a site admin alone', async (_, suspend) => {
  const made = worldWith();
  await suspend(made);
  const before = made.keys.get(id);
  expect(made.isHeld()).toBe(true);
  expect(await resumeKey(made.world, ACTOR, PAGE, id)).toMatchObject({ ok: false, error: { reason: 'not_allowed' } });
  expect(made.keys.get(id)).toEqual(before);
  expect((await resumeKey(made.world, ADMIN, SITE, id)).ok).toBe(true);
  expect([made.status()?.state, made.isHeld()]).toEqual(['active', undefined]);
});

test.each<readonly [string, ApiKeyRecord['status']]>([
  ['a project admin', { state: 'suspended', by: 'person-b' }],
  ['the schedule, as unused', { state: 'suspended', by: 'schedule', reason: 'unused' }],
])('a key suspended by %s goes on by a project admin', async (_, status) => {
  const made = worldWith(status);
  expect(made.isHeld()).toBeUndefined();
  expect((await resumeKey(made.world, ACTOR, PAGE, id)).ok).toBe(true);
  expect(made.status()?.state).toBe('active');
});

describe("a key whose sponsor's account is closed", () => {
  const closed = async (status?: ApiKeyRecord['status'], whenSponsorLeaves: 'stop' | 'flag' = 'stop') => {
    const made = worldWith(status);
    made.setSettings({ ...DEFAULT_SITE, whenSponsorLeaves });
    made.gone.add('person-a');
    await checkSponsors(made.world);
    return made;
  };

  test.each([
    ['a project admin', PAGE],
    ['a site admin', SITE],
  ] as const)('does not go on by %s, hour after hour, until it is open again', async (_, place) => {
    const made = await closed();
    expect(made.status()).toMatchObject({ state: 'suspended', reason: 'sponsor_left' });
    for (let hour = 0; hour < 3; hour += 1) {
      const resumed = await resumeKey(made.world, ADMIN, place, id);
      expect(resumed).toMatchObject({ ok: false, error: { reason: 'not_allowed', where: 'keyId' } });
      expect(resumed.ok ? '' : `${resumed.error.message} ${resumed.error.mend}`).toMatch(/sponsor.*hand the key over/);
      expect(made.status()?.state).toBe('suspended');
      await checkSponsors(made.world);
    }
    made.gone.clear();
    expect((await resumeKey(made.world, ADMIN, place, id)).ok).toBe(true);
    await checkSponsors(made.world);
    expect(made.status()?.state).toBe('active');
  });

  test('goes on once it was handed over', async () => {
    const made = await closed();
    made.rights.set('person-b', ['issue:read']);
    await handOver(made.world, ADMIN, { from: 'person-a', to: 'person-b' });
    expect(made.status()?.state).toBe('suspended');
    expect((await resumeKey(made.world, ACTOR, PAGE, id)).ok).toBe(true);
    await checkSponsors(made.world);
    expect(made.status()?.state).toBe('active');
  });

  test('does not go on either where somebody had suspended it before', async () => {
    const made = await closed({ state: 'suspended', by: 'person-b' });
    expect((await resumeKey(made.world, ACTOR, PAGE, id)).ok).toBe(false);
    made.gone.clear();
    expect((await resumeKey(made.world, ACTOR, PAGE, id)).ok).toBe(true);
  });

  test('goes on where the site lets such keys go on', async () => {
    const made = await closed({ state: 'suspended', by: 'person-b' }, 'flag');
    expect((await resumeKey(made.world, ACTOR, PAGE, id)).ok).toBe(true);
  });

  test.each([
    ['one that was found closed stays so', { state: 'suspended', by: 'schedule', reason: 'sponsor_left' }, false],
    ['another one is taken for open', { state: 'suspended', by: 'schedule', reason: 'unused' }, true],
    ['a person may have written the same words', { state: 'suspended', by: 'person-b', reason: 'sponsor_left' }, true],
  ] as const)('where Jira tells nothing of accounts, %s', async (_, status, goesOn) => {
    const made = worldWith(status);
    const people = { ...made.world.people, isActive: async () => ok(undefined) };
    expect((await resumeKey({ ...made.world, people }, ACTOR, PAGE, id)).ok).toBe(goesOn);
  });

  test('that was handed over between the question and the change is looked at again', async () => {
    const made = worldWith({ state: 'suspended', by: 'person-b' });
    made.meanwhile(() => made.keys.set(id, aKey({ sponsor: 'person-c', status: { state: 'suspended' }, version: 2 })));
    expect(await resumeKey(made.world, ACTOR, PAGE, id)).toMatchObject({ ok: false, error: { reason: 'conflict' } });
    expect((await resumeKey(made.world, ACTOR, PAGE, id)).ok).toBe(true);
  });
});

describe('what the sponsor of a suspended key may do in Jira is asked when it goes on', () => {
  const OLD = {
    checkedAt: NOW - 29 * 86_400_000,
    projects: { '10001': ['issue:read' as const, 'issue:edit' as const] },
  };
  const suspended = (over: Partial<ApiKeyRecord> = {}) => {
    const made = worldWith();
    made.keys.set(id, aKey({ status: { state: 'suspended' }, sponsor: 'person-b', sponsorRights: OLD, ...over }));
    return made;
  };
  const rightsOf = (made: Made) => made.keys.get(id)?.sponsorRights;

  test.each([
    ['a project admin', ACTOR, PAGE],
    ['a site admin', ADMIN, SITE],
  ] as const)('by %s, and no more is in force than that', async (_, actor, place) => {
    const made = suspended();
    made.rights.set('person-b', ['issue:read']);
    expect((await resumeKey(made.world, actor, place, id)).ok).toBe(true);
    expect(rightsOf(made)).toEqual({ checkedAt: NOW, projects: { '10001': ['issue:read'] } });
  });

  test('by the sponsor, as themselves', async () => {
    const made = suspended({ sponsor: 'person-a' });
    expect((await resumeKey(made.world, ACTOR, PAGE, id)).ok).toBe(true);
    expect([rightsOf(made)?.checkedAt, made.asked.includes('own rights')]).toEqual([NOW, true]);
  });

  test('and where Jira does not tell, the last check stays and grows old', async () => {
    const made = suspended();
    expect((await resumeKey(made.world, ACTOR, PAGE, id)).ok).toBe(true);
    expect(rightsOf(made)).toEqual(OLD);
  });

  test('but not of a closed account, where keys of such go on with the rights as they were', async () => {
    const made = suspended();
    made.setSettings({ ...DEFAULT_SITE, whenSponsorLeaves: 'flag' });
    made.rights.set('person-b', []);
    made.gone.add('person-b');
    expect((await resumeKey(made.world, ACTOR, PAGE, id)).ok).toBe(true);
    expect(rightsOf(made)).toEqual(OLD);
    const down = err({ reason: 'jira_unavailable', question: 'user' } as const);
    await suspendKey(made.world, ACTOR, PAGE, id, undefined);
    const people = { ...made.world.people, isActive: async () => down };
    expect((await resumeKey({ ...made.world, people }, ACTOR, PAGE, id)).ok).toBe(false);
  });

  test('and where Jira fails, the key stays suspended', async () => {
    const made = suspended();
    const down = err({ reason: 'jira_unavailable', question: 'permissions' } as const);
    const people = { ...made.world.people, rightsOfPerson: async () => down };
    const resumed = await resumeKey({ ...made.world, people }, ACTOR, PAGE, id);
    expect([resumed.ok ? 'done' : resumed.error.reason, made.status()?.state]).toEqual(['unavailable', 'suspended']);
  });
});

test('a project admin who suspends a key that the site holds does not take it over', async () => {
  const made = worldWith();
  await suspendKey(made.world, ADMIN, SITE, id, undefined);
  expect((await suspendKey(made.world, ACTOR, PAGE, id, undefined)).ok).toBe(true);
  expect(await resumeKey(made.world, ACTOR, PAGE, id)).toMatchObject({ ok: false, error: { reason: 'not_allowed' } });
});

test('a site admin who suspends a key twice changes it once', async () => {
  const made = worldWith();
  for (let time = 0; time < 2; time += 1) await suspendKey(made.world, ADMIN, SITE, id, undefined);
  expect([made.audit.length, made.keys.get(id)?.version]).toEqual([1, 2]);
});

test('a key that went on and is suspended by a project admin is not held any more', async () => {
  const made = worldWith();
  await suspendKey(made.world, ADMIN, SITE, id, undefined);
  await resumeKey(made.world, ADMIN, SITE, id);
  await suspendKey(made.world, ACTOR, PAGE, id, undefined);
  expect((await resumeKey(made.world, ACTOR, PAGE, id)).ok).toBe(true);
});
