/** Sponsors: which right in Jira each permission takes, and what the hourly look at them changes in a record, and when. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { JIRA_PERMISSIONS, jiraPermissionsOf, permissionsUnder } from '../../src/jira/permission-keys';
import { handOver } from '../../src/keys/hand-over';
import { checkSponsors } from '../../src/keys/sponsor';
import { capOf } from '../../src/policy/ceilings';
import { PERMISSIONS } from '../../src/policy/permissions';
import type { ApiKeyRecord } from '../../src/storage/records/api-key';
import { aKey, keysWorld, NOW } from './keys-world';

const HOUR = 3_600_000;
const ADMIN = { kind: 'person', accountId: 'person-z' } as const;
const rightsAt = (checkedAt: number, held: readonly ApiKeyRecord['grants'][number]['permissions'][number][]) => ({
  checkedAt,
  projects: { '10001': [...held] },
});
const KEY = aKey({ expiresAt: NOW + 400 * 24 * HOUR, sponsorRights: rightsAt(NOW - HOUR, ['issue:read']) });

const worldWith = (records: readonly ApiKeyRecord[], site: Parameters<typeof keysWorld>[0] = { siteAdmin: true }) => {
  const at = keysWorld(site);
  for (const record of records) at.keys.set(record.id, record);
  at.rights.set('person-a', ['issue:read']);
  return { ...at, stored: (id = KEY.id) => at.keys.get(id) ?? aKey() };
};
const numbered = (count: number): readonly ApiKeyRecord[] =>
  Array.from({ length: count }, (_, at) => ({
    ...KEY,
    id: String(at).padStart(12, '0'),
    sponsor: `person-${at}`,
  }));
const peopleAsked = (asked: readonly string[]) => asked.filter((question) => question.startsWith('active '));

describe('what a sponsor needs in Jira', () => {
  test('stands in docs/permissions.md, for every permission', () => {
    const text = readFileSync(resolve(__dirname, '../../docs/permissions.md'), 'utf8');
    const [, section = ''] = text.split('## What the sponsor must hold');
    const documented = new Map(
      [...section.matchAll(/^\| (`[a-z]+:.*?) \| (`[A-Z_]+`.*?) \|$/gm)].flatMap(([, ours = '', jiras = '']) =>
        ours.split(', ').map((name) => [name.replaceAll('`', ''), jiras.replaceAll('`', '').split(', ')] as const),
      ),
    );
    expect(documented).toEqual(new Map(PERMISSIONS.map((permission) => [permission, jiraPermissionsOf(permission)])));
  });

  test.each(PERMISSIONS)('%s is given up with any one of its rights', (permission) => {
    const needs = jiraPermissionsOf(permission);
    expect(permissionsUnder(new Set(needs))).toContain(permission);
    for (const without of needs) {
      const others = JIRA_PERMISSIONS.filter((name) => name !== without);
      expect(permissionsUnder(new Set(others))).not.toContain(permission);
    }
  });

  test('everyone writes by a right of its own: who only browses may give reading alone', () => {
    const given = permissionsUnder(new Set(['BROWSE_PROJECTS']));
    expect(given.filter((permission) => !permission.endsWith(':read'))).toEqual([]);
    expect(given).toContain('issue:read');
  });
});

describe('a look at sponsors', () => {
  test('asks once about each, over the projects of all of their keys', async () => {
    const other = aKey({
      ...KEY,
      id: 'BBBBBBBBBBBB',
      grants: [{ projectId: '10003', projectKey: 'BETA', permissions: ['issue:read'] }],
    });
    const at = worldWith([KEY, other]);
    at.rights.set('person-a', ['issue:edit']);
    expect(await checkSponsors(at.world)).toMatchObject({ ok: true, value: { looked: 2, isWhole: true } });
    expect(at.asked).toEqual(['active person-a', 'rights of person-a']);
    expect(at.stored().sponsorRights).toEqual(rightsAt(NOW, ['issue:edit']));
    expect(at.stored(other.id).sponsorRights).toEqual({ checkedAt: NOW, projects: { '10003': ['issue:edit'] } });
  });

  test.each([
    ['an hour', HOUR, 0],
    ['a day', 24 * HOUR, 1],
  ])('that finds nothing new notes its date when the last is %s old', async (_, age, changes) => {
    const at = worldWith([{ ...KEY, sponsorRights: rightsAt(NOW - age, ['issue:read']) }]);
    await checkSponsors(at.world);
    expect(at.audit).toHaveLength(changes);
    expect(at.stored().sponsorRights?.checkedAt).toBe(changes === 0 ? NOW - age : NOW);
  });

  test.each([1, 2, 30])('keeps a sponsor good whose checks hold for %d days and find nothing new', async (days) => {
    const site = { sponsorCheckDays: days };
    const at = worldWith([{ ...KEY, sponsorRights: rightsAt(NOW, ['issue:read']) }], { siteAdmin: true, site });
    const caps = new Set<string | undefined>();
    for (let hour = 1; hour <= 32 * 24; hour += 1) {
      // Runs come a little early now and then, and calls just before the next one.
      at.setNow(NOW + hour * HOUR - 10_000);
      await checkSponsors(at.world);
      const [grant] = at.stored().grants;
      if (grant === undefined) throw new Error('no grant');
      caps.add(capOf('issue:read', grant, at.stored(), at.settings(), NOW + (hour + 1) * HOUR - 10_001));
    }
    expect([...caps]).toEqual([undefined]);
  });

  test.each([
    ['ended', { status: { state: 'revoked' } }],
    ['suspended', { status: { state: 'suspended' } }],
    ['over', { expiresAt: NOW }],
  ] as const)('passes over keys that are %s', async (_, over) => {
    const at = worldWith([{ ...KEY, ...over }]);
    expect(await checkSponsors(at.world)).toMatchObject({ ok: true, value: { looked: 0 } });
    expect(at.asked).toEqual([]);
  });

  test('goes on with those that are left, where there are more than one run takes, and says when it came to all', async () => {
    const at = worldWith(numbered(300));
    const seen: string[] = [];
    for (const [hour, people, isWhole] of [
      [1, 200, false],
      [2, 100, true],
      [3, 200, false],
    ] as const) {
      at.setNow(NOW + hour * HOUR);
      at.asked.length = 0;
      expect(await checkSponsors(at.world)).toMatchObject({ ok: true, value: { groups: people, isWhole } });
      expect(peopleAsked(at.asked)).toHaveLength(people);
      seen.push(...peopleAsked(at.asked));
    }
    expect(new Set(seen.slice(0, 300)).size).toBe(300);
    expect(seen.slice(300)).toEqual(seen.slice(0, 200));
  });

  test('goes on with the others where Jira says nothing of one, fails, and is not whole before all were looked at', async () => {
    const at = worldWith(numbered(3));
    const { isActive } = at.world.people;
    const silent = { reason: 'jira_unavailable' as const, question: 'active' };
    const people = {
      ...at.world.people,
      isActive: async (accountId: string) =>
        accountId === 'person-1' ? ({ ok: false, error: silent } as const) : isActive(accountId),
    };
    at.gone.add('person-2');
    expect((await checkSponsors({ ...at.world, people })).ok).toBe(false);
    expect(at.stored('000000000002').status.state).toBe('suspended');
    expect(await checkSponsors(at.world)).toMatchObject({ ok: true, value: { isWhole: true } });
  });

  test('stops when its time is over, and keeps what it found', async () => {
    const at = worldWith(numbered(5));
    const { isActive } = at.world.people;
    let asked = 0;
    const slow = (accountId: string) => {
      asked += 1;
      at.setNow(NOW + asked * 25_000);
      return isActive(accountId);
    };
    const people = { ...at.world.people, isActive: slow };
    expect(await checkSponsors({ ...at.world, people })).toMatchObject({
      ok: true,
      value: { looked: 2, isWhole: false },
    });
  });

  test('leaves a key alone that was given another sponsor, or another project, meanwhile', async () => {
    for (const meanwhile of [
      { sponsor: 'person-b' },
      { grants: [...KEY.grants, { projectId: '10003', projectKey: 'BETA', permissions: ['issue:read' as const] }] },
    ]) {
      const at = worldWith([KEY]);
      at.rights.set('person-a', []);
      const { isActive } = at.world.people;
      const changed = { ...KEY, ...meanwhile, version: KEY.version + 1 };
      const people = {
        ...at.world.people,
        isActive: (accountId: string) => {
          at.keys.set(KEY.id, changed);
          return isActive(accountId);
        },
      };
      expect((await checkSponsors({ ...at.world, people })).ok).toBe(true);
      expect(at.stored()).toEqual(changed);
    }
  });

  test('takes an account that Jira does not show for an open one', async () => {
    const at = worldWith([KEY]);
    at.rights.set('person-a', []);
    const people = { ...at.world.people, isActive: async () => ({ ok: true as const, value: undefined }) };
    await checkSponsors({ ...at.world, people });
    expect(at.stored()).toMatchObject({ status: { state: 'active' }, sponsorRights: { projects: { '10001': [] } } });
  });
});

describe('a sponsor who left, where keys go on', () => {
  const flagging = () => {
    const at = worldWith([KEY], { siteAdmin: true, site: { whenSponsorLeaves: 'flag' } });
    at.gone.add('person-a');
    return at;
  };

  test('is noted once, with the rights as they were', async () => {
    const at = flagging();
    for (let run = 0; run < 3; run += 1) expect((await checkSponsors(at.world)).ok).toBe(true);
    expect(at.stored()).toEqual({ ...KEY, sponsorLeftAt: NOW, version: KEY.version + 1, settledVersion: KEY.version });
    expect(at.audit.map(({ event }) => event)).toEqual([
      { kind: 'administration', act: 'sponsor_rights_changed', by: 'schedule', detail: 'sponsor_left' },
    ]);
  });

  test('is no longer noted once back, or once another answers for the key', async () => {
    const back = flagging();
    await checkSponsors(back.world);
    back.gone.clear();
    await checkSponsors(back.world);
    expect(back.stored().sponsorLeftAt).toBeUndefined();
    const handed = flagging();
    await checkSponsors(handed.world);
    handed.rights.set('person-b', []);
    await handOver(handed.world, ADMIN, { from: 'person-a', to: 'person-b' });
    expect([handed.stored().sponsor, handed.stored().sponsorLeftAt]).toEqual(['person-b', undefined]);
  });
});
