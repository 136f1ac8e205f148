/**
 * What becomes of keys when their project is renamed, archived, deleted, or made anew under a freed key. A grant holds the
 * project's id: it follows its project whatever that is called, and never comes to mean another one.
 */
import { deleteProject, put, renameProjectKey } from '../../local/jira/change';
import type { JiraState } from '../../local/jira/state';
import { EVERYTHING, FIXTURE, type Key, openWall, READING, type Sent, type Wall } from '../wall/site';

const { projects, issues, people } = FIXTURE;
const NOW = Date.parse('2026-11-01T12:00:00Z');
const REBORN = '19001';

let wall: Wall;
beforeAll(async () => {
  wall = await openWall({ now: NOW });
});
afterEach(async () => {
  wall.reset();
  await wall.site.deliverEvents();
});
afterAll(() => wall.stop());

const get = (path: string): Sent => ({ method: 'GET', path: `/rest/api/3/${path}` });
const post = (path: string, body: object): Sent => ({ method: 'POST', path: `/rest/api/3/${path}`, body });
const search = (jql: string) => post('search/jql', { jql, fields: ['summary'], maxResults: 50 });
const create = (project: object) =>
  post('issue', { fields: { project, issuetype: { name: 'Task' }, summary: 'Made by a key' } });
const become = (change: (state: JiraState) => JiraState) => wall.site.jira.replaceState(change(wall.site.jira.state()));
const keyOf = () => wall.issue([{ projectId: projects.alpha.id, permissions: EVERYTHING }]);
const status = async (key: Key, sent: Sent) => (await wall.send(key, sent)).status;
const found = async (key: Key, jql: string): Promise<string[]> => {
  const { json } = await wall.send(key, search(jql));
  return (json?.issues ?? []).map((issue: { key: string }) => issue.key);
};
/** How the page of the site shows a key. */
const shown = async (key: Key) => {
  const listed = await wall.site.invoke(people.siteAdmin, { module: 'admin' }, 'listKeys', {});
  const all: { id: string; state: string; reason?: string }[] = JSON.parse(JSON.stringify(listed)).value.value.keys;
  return all.find(({ id }) => id === key.id);
};

/** ALPHA is deleted, and another project is made under its key, with an issue of a number that ALPHA had as well. */
const reborn = (state: JiraState): JiraState => {
  const before = state.projects.get(projects.alpha.id);
  const issue = state.issues.get(issues.alpha2.id);
  if (before === undefined || issue === undefined) throw new Error('the fixture has no ALPHA-2');
  const made = put(deleteProject(state, projects.alpha.id), 'projects', { ...before, id: REBORN, formerKeys: [] });
  const bare = { ...issue, id: '19002', projectId: REBORN, parentId: null, formerKeys: [], summary: 'Of another' };
  return put(made, 'issues', bare);
};

describe.each([
  ['before the events of it come', async () => undefined],
  ['after the events of it came', async () => wall.site.deliverEvents()],
])('%s', (_, settle) => {
  test('a renamed project is reached under its new key, and under the one that it had when the key was issued', async () => {
    const key = await keyOf();
    become((state) => renameProjectKey(state, projects.alpha.id, 'NEWAL'));
    await settle();
    const answers = await Promise.all(
      ['NEWAL-2', 'ALPHA-2', issues.alpha2.id].map((name) => wall.send(key, get(`issue/${name}`))),
    );
    expect(answers.map(({ json }) => json?.key)).toEqual(['NEWAL-2', 'NEWAL-2', 'NEWAL-2']);
    expect(await found(key, `key = NEWAL-2`)).toEqual(['NEWAL-2']);
    expect(await status(key, create({ id: projects.alpha.id }))).toBe(201);
    expect(await shown(key)).toMatchObject({ state: 'in_force' });
  });

  test('an archived project keeps its keys, which go on when it is brought back', async () => {
    const key = await keyOf();
    become((state) => {
      const project = state.projects.get(projects.alpha.id);
      if (project === undefined) throw new Error('the fixture has no ALPHA');
      return put(state, 'projects', { ...project, lifecycle: 'archived' });
    });
    await settle();
    expect(await shown(key)).toMatchObject({ state: 'in_force', grants: [{ projectId: projects.alpha.id }] });
    wall.reset();
    await settle();
    expect(await status(key, create({ id: projects.alpha.id }))).toBe(201);
  });

  test('a project that is made anew under the key of a deleted one is not there for the keys of that one', async () => {
    const key = await keyOf();
    const two = await wall.issue([
      { projectId: projects.alpha.id, permissions: EVERYTHING },
      { projectId: projects.beta.id, permissions: READING },
    ]);
    expect(await status(key, get('issue/ALPHA-2'))).toBe(200);
    become(reborn);
    await settle();
    for (const one of [key, two]) {
      expect(await status(one, get('issue/ALPHA-2'))).not.toBe(200);
      expect(await status(one, get('issue/19002'))).not.toBe(200);
      expect(await status(one, create({ key: 'ALPHA' }))).not.toBe(201);
      expect(await status(one, create({ id: REBORN }))).not.toBe(201);
      expect(await found(one, 'project = ALPHA')).toEqual([]);
      expect((await found(one, 'created > -5200w')).filter((name) => name.startsWith('ALPHA'))).toEqual([]);
    }
    // The very same is there for a key of the new project, and BETA for the key that has it.
    const own = await wall.issue([{ projectId: REBORN, permissions: EVERYTHING }]);
    expect((await wall.send(own, get('issue/ALPHA-2'))).json?.id).toBe('19002');
    expect(await found(own, 'project = ALPHA')).toEqual(['ALPHA-2']);
    expect(await status(two, get('issue/BETA-1'))).toBe(200);
  });
});

test('the last grant of a deleted project suspends its key, which an administrator of the new one cannot let go on', async () => {
  const key = await keyOf();
  become(reborn);
  await wall.site.deliverEvents();
  expect(await shown(key)).toMatchObject({ state: 'suspended', reason: 'project_deleted' });
  const page = { module: 'project', projectId: REBORN, projectKey: 'ALPHA' } as const;
  const resumed = await wall.site.invoke(people.alphaAdmin, page, 'resumeKey', { keyId: key.id });
  expect(JSON.parse(JSON.stringify(resumed)).value).toMatchObject({ ok: false, fault: { reason: 'no_such_key' } });
  expect(await status(key, get('issue/ALPHA-2'))).toBe(401);
});
