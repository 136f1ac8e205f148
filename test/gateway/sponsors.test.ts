/**
 * A key never may more than the person who answers for it: asked of Jira when the key is issued and by the schedule
 * afterwards, and met by the next call.
 */
import type { JiraState, PermissionKey, Project } from '../../local/jira/state';
import { call, get } from '../wall/issue-operations';
import { EVERYTHING, FIXTURE, type Key, openWall, type Sent, type Wall } from '../wall/site';

const { people, projects } = FIXTURE;
const NOW = Date.parse('2026-11-25T12:30:15Z');
const DAY = 86_400_000;
const PAGE = { module: 'project', projectId: projects.alpha.id, projectKey: 'ALPHA' } as const;
const ADMIN = { module: 'admin' } as const;

const read = get('3', 'issue/ALPHA-24');
const comment: Sent = call('POST', '3', 'issue/ALPHA-24/comment', {
  body: { type: 'doc', version: 1, content: [{ type: 'paragraph', content: [{ type: 'text', text: 'x' }] }] },
});
const edit = call('PUT', '3', 'issue/ALPHA-24', { fields: { summary: 'x' } });
const remove: Sent = { method: 'DELETE', path: '/rest/api/3/issue/ALPHA-24' };

let wall: Wall;
let start: JiraState;
beforeAll(async () => {
  wall = await openWall({ now: NOW });
  start = wall.site.fork();
});
afterEach(() => {
  wall.site.clock.set(NOW);
  wall.site.restore(start);
  wall.site.jira.faults.length = 0;
});
afterAll(() => wall.stop());

/** From now on nobody but the app holds these in ALPHA. */
function takeAway(...names: readonly PermissionKey[]): void {
  const state = wall.site.fork();
  const alpha = state.projects.get(projects.alpha.id);
  if (alpha === undefined) throw new Error('no ALPHA');
  const isApp = (holder: { readonly kind: string; readonly roleId?: string }) =>
    holder.kind === 'role' &&
    (alpha.roleMembers[holder.roleId ?? ''] ?? []).some(
      (member) => member.kind === 'person' && member.accountId === people.app,
    );
  const left: Project['permissions'] = Object.fromEntries(
    Object.entries(alpha.permissions).map(([name, holders]) => [
      name,
      (names as readonly string[]).includes(name) ? holders.filter(isApp) : holders,
    ]),
  );
  const changed = new Map([...state.projects, [alpha.id, { ...alpha, permissions: left }]]);
  wall.site.restore({ ...state, projects: changed });
}

function closeAccount(accountId: string): void {
  const state = wall.site.fork();
  const person = state.people.get(accountId);
  if (person === undefined) throw new Error('nobody');
  wall.site.restore({ ...state, people: new Map([...state.people, [accountId, { ...person, active: false }]]) });
}

/** A key that ALPHA's admin, who is no admin of the site, answers for. */
async function issued(): Promise<Key> {
  const result = await wall.site.invoke(people.alphaAdmin, PAGE, 'createKey', {
    name: 'Mine',
    grants: [{ projectId: projects.alpha.id, permissions: EVERYTHING }],
    expiresAt: new Date(NOW + 90 * DAY).toISOString(),
  });
  const { key, gatewayUrl, view } = Object(Object(Object(result).value).value);
  return { text: key, url: gatewayUrl, id: view.id };
}

const statuses = async (key: Key, ...sent: readonly Sent[]) => {
  const found: number[] = [];
  for (const each of sent) found.push((await wall.send(key, each)).status);
  return found;
};
const permissionsOf = async (key: Key): Promise<readonly string[]> =>
  (await wall.send(key, { method: 'GET', path: '/key/self' })).json.projects[0].permissions;
const hour = () => wall.site.runSchedule('hourly');
const refuse = (status: number, times: number) =>
  wall.site.jira.faults.push({
    operationId: 'getBulkPermissions',
    times,
    fault: { kind: 'status', status, body: '{}' },
  });

describe('when a key is issued', () => {
  test('it holds all of its grant where its sponsor does', async () => {
    const key = await issued();
    expect(await permissionsOf(key)).toEqual(EVERYTHING);
    expect(await statuses(key, read, comment, edit, remove)).toEqual([200, 201, 204, 204]);
  });

  test('what its sponsor may not is not in it, and a refusal says so', async () => {
    takeAway('DELETE_ISSUES', 'ADD_COMMENTS');
    const key = await issued();
    expect(await permissionsOf(key)).toEqual(
      EVERYTHING.filter((permission) => permission !== 'issue:delete' && permission !== 'comment:create'),
    );
    expect(await statuses(key, read, edit)).toEqual([200, 204]);
    const refused = await wall.send(key, remove);
    expect(refused.json).toMatchObject({
      status: 403,
      rule: 'permission_missing',
      missing: ['issue:delete'],
      cappedBy: 'sponsor',
    });
    expect(refused.calls).toEqual([]);
  });

  test('the rights are asked for as the sponsor, in one question', async () => {
    const before = wall.site.jira.calls.length;
    await issued();
    const asked = wall.site.jira.calls.slice(before).filter(({ operationId }) => operationId === 'getBulkPermissions');
    expect(asked.map(({ actor, status }) => [actor, status])).toMatchObject([
      [{ kind: 'person', accountId: people.alphaAdmin }, 200],
    ]);
  });

  test('a site that does not know a permission of Jira Software is asked again without', async () => {
    refuse(400, 1);
    const ofSoftware = /^sprint:(?:create|edit|delete)$/;
    expect(await permissionsOf(await issued())).toEqual(EVERYTHING.filter((each) => !ofSoftware.test(each)));
  });

  test('it is not issued while Jira does not say', async () => {
    refuse(503, 1);
    await expect(issued()).rejects.toThrow();
  });
});

describe('the schedule', () => {
  test('takes from a key what its sponsor lost, and gives it back', async () => {
    const key = await issued();
    takeAway('EDIT_ISSUES');
    expect(await statuses(key, edit)).toEqual([204]);
    await hour();
    expect(await statuses(key, read, comment, edit)).toEqual([200, 201, 403]);
    wall.site.restore(start);
    await hour();
    expect(await statuses(key, edit)).toEqual([204]);
  });

  test('leaves a sponsor who sees the project no longer nothing', async () => {
    const key = await issued();
    takeAway('BROWSE_PROJECTS', 'ADMINISTER_PROJECTS');
    await hour();
    expect(await permissionsOf(key)).toEqual([]);
    expect(await statuses(key, read, edit)).toEqual([403, 403]);
  });

  test("takes Jira's failure for no answer", async () => {
    const key = await issued();
    takeAway('EDIT_ISSUES');
    refuse(503, 99);
    await hour();
    expect(await statuses(key, edit)).toEqual([204]);
  });

  test('lets the last check grow old where Jira does not let the app ask, to the day that the site says', async () => {
    const key = await issued();
    refuse(403, 999);
    wall.site.clock.set(NOW + 30 * DAY - 1);
    await hour();
    expect(await statuses(key, read)).toEqual([200]);
    wall.site.clock.set(NOW + 30 * DAY);
    await hour();
    const over = await wall.send(key, read);
    expect(over.json).toMatchObject({ status: 403, cappedBy: 'sponsor' });
    wall.site.jira.faults.length = 0;
    await hour();
    expect(await statuses(key, read)).toEqual([200]);
  });

  test('suspends the keys of a closed account, and no others', async () => {
    const key = await issued();
    closeAccount(people.alphaAdmin);
    await hour();
    expect(await statuses(key, read)).toEqual([401]);
    expect(await statuses(wall.alpha, read)).toEqual([200]);
  });

  test('flags them and lets them go on where the site wants it so', async () => {
    const set = async (whenSponsorLeaves: 'stop' | 'flag') => {
      const settings = await wall.site.invoke(people.siteAdmin, ADMIN, 'getSettings', {});
      const { version } = Object(Object(settings).value).value;
      const change = { whenSponsorLeaves };
      expect(await wall.site.invoke(people.siteAdmin, ADMIN, 'changeSettings', { version, change })).toMatchObject({
        ok: true,
        value: { ok: true },
      });
    };
    const key = await issued();
    await set('flag');
    closeAccount(people.alphaAdmin);
    await hour();
    const listed = await wall.site.invoke(people.siteAdmin, ADMIN, 'listKeys', {});
    await set('stop');
    expect(await statuses(key, read, edit)).toEqual([200, 204]);
    const views: readonly { readonly id: string; readonly sponsorLeftAt?: string }[] = Object(
      Object(Object(listed).value).value,
    ).keys;
    const flagged = views.filter(({ sponsorLeftAt }) => sponsorLeftAt === new Date(NOW).toISOString());
    expect(flagged.map(({ id }) => id)).toContain(key.id);
    expect(flagged.map(({ id }) => id)).not.toContain(wall.alpha.id);
  });
});
