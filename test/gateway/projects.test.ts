/**
 * What people use projects, versions, components and settings for, in both versions of the API: lists with their paging,
 * single things, and writes whose effect is looked for in Jira.
 */
import { call, get, VERSIONS, type Version } from '../wall/issue-operations';
import { type Answer, FIXTURE, openWall, type Sent, type Wall } from '../wall/site';

const { projects, versions, components, issues, people } = FIXTURE;
const { alpha, beta } = projects;

let wall: Wall;
beforeAll(async () => {
  wall = await openWall();
});
afterEach(() => wall.reset());
afterAll(() => wall.stop());

const ask = (sent: Sent): Promise<Answer> => wall.send(wall.alpha, sent);
const names = (rows: readonly { readonly name: string }[]): readonly string[] => rows.map(({ name }) => name);
const state = () => wall.site.fork();
/** What a call came to, and what it asked of Jira. */
const told = ({ status, calls }: Answer): readonly unknown[] => [
  status,
  calls.map(({ method, path }) => `${method} ${path.replace(/^\/rest\/api\/[23]\//, '')}`),
];

describe.each(VERSIONS)('version %s', (version: Version) => {
  const read = (path: string): Promise<Answer> => ask(get(version, path));
  const write = (method: string, path: string, body?: unknown): Promise<Answer> =>
    ask(call(method, version, path, body));

  test('projects are listed as the key holds them', async () => {
    for (const path of ['project', 'project/recent']) {
      expect((await read(path)).json.map(({ key }: { key: string }) => key)).toEqual(['ALPHA']);
      const both = await wall.send(wall.mixed, get(version, `${path}?expand=lead`));
      expect(both.json).toMatchObject([
        { id: alpha.id, lead: { accountId: people.alphaAdmin } },
        { id: beta.id, lead: { accountId: people.betaAdmin } },
      ]);
    }
  });

  test('versions of a project are listed whole, by its key, its former key and its id', async () => {
    for (const project of [alpha.key, alpha.formerKey, alpha.id]) {
      const { json } = await read(`project/${project}/versions`);
      expect(json).toMatchObject([
        { id: versions.alpha1, name: '1.0', released: true, projectId: Number(alpha.id) },
        { id: versions.alpha2, name: '2.0', released: false, projectId: Number(alpha.id) },
      ]);
      expect(json[0].self).toBe(`${wall.alpha.url}/rest/api/${version}/version/${versions.alpha1}`);
    }
  });

  test('a project that is named by its id is not looked up', async () => {
    expect(told(await read(`project/${alpha.id}/versions`))).toEqual([200, [`GET project/${alpha.id}/versions`]]);
    expect(told(await read('project/alpha/versions'))).toEqual([
      200,
      ['GET project/ALPHA', `GET project/${alpha.id}/versions`],
    ]);
  });

  test('versions come in pages, searched, sorted and by their status', async () => {
    const page = async (query: string) => (await read(`project/ALPHA/version?${query}`)).json;
    const all = await page('');
    expect(all).toEqual({ startAt: 0, maxResults: 50, total: 2, isLast: true, values: expect.any(Array) });
    expect(names((await page('orderBy=-name')).values)).toEqual(['2.0', '1.0']);
    expect(names((await page('orderBy=-sequence')).values)).toEqual(['2.0', '1.0']);
    expect(names((await page('orderBy=%2Bname')).values)).toEqual(['1.0', '2.0']);
    expect(names((await page('query=nex')).values)).toEqual(['2.0']);
    expect(names((await page('status=released')).values)).toEqual(['1.0']);
    expect(names((await page('status=unreleased,archived')).values)).toEqual(['2.0']);
    const first = await page('maxResults=1');
    const second = await page('maxResults=1&startAt=1');
    expect([first, second]).toMatchObject([
      { startAt: 0, maxResults: 1, total: 2, isLast: false, values: [{ name: '1.0' }] },
      { startAt: 1, maxResults: 1, total: 2, isLast: true, values: [{ name: '2.0' }] },
    ]);
    expect((await read('project/ALPHA/version?status=late')).status).toBe(400);
    expect((await read('project/ALPHA/version?expand=issuesstatus')).status).toBe(400);
  });

  test('one version is read by its id', async () => {
    const answer = await read(`version/${versions.alpha1}`);
    expect(answer.json).toMatchObject({ id: versions.alpha1, name: '1.0', projectId: Number(alpha.id) });
    expect(answer.calls).toHaveLength(1);
  });

  test.each([
    ['projectId', Number(alpha.id)] as const,
    ['projectId', alpha.id],
    ['project', 'ALPHA'],
    ['project', 'OLDAL'],
  ])('a version is made in the project that %s names as %s', async (member, project) => {
    const made = await write('POST', 'version', { name: '3.0', releaseDate: '2027-01-31', [member]: project });
    expect([made.status, made.json]).toMatchObject([201, { name: '3.0', releaseDate: '2027-01-31' }]);
    const sent = made.calls.find(({ method }) => method === 'POST');
    expect(JSON.parse(sent?.body ?? '')).toEqual({ name: '3.0', releaseDate: '2027-01-31', projectId: 10001 });
    expect(state().versions.get(made.json.id)).toMatchObject({ projectId: alpha.id, name: '3.0' });
  });

  test('a new version can be used at once', async () => {
    expect((await write('POST', 'version', { name: '3.0', projectId: 10001 })).status).toBe(201);
    const used = await write('PUT', `issue/${issues.plain.key}`, { fields: { fixVersions: [{ name: '3.0' }] } });
    expect(used.status).toBe(204);
    const found = await write('POST', 'search/jql', { jql: 'fixVersion = "3.0"', fields: ['summary'] });
    expect(found.json.issues).toMatchObject([{ key: issues.plain.key }]);
  });

  test('a version is changed, released and moved', async () => {
    const changed = await write('PUT', `version/${versions.alpha2}`, { name: 'Two', released: true });
    expect([changed.status, changed.json]).toMatchObject([200, { name: 'Two', released: true }]);
    expect(state().versions.get(versions.alpha2)).toMatchObject({ name: 'Two', released: true });
    const moved = await write('POST', `version/${versions.alpha2}/move`, { position: 'First' });
    expect([moved.status, moved.json.id]).toEqual([200, versions.alpha2]);
    expect(names((await read('project/ALPHA/versions')).json)).toEqual(['Two', '1.0']);
  });

  test('a name that is taken is refused in Jira’s words', async () => {
    const { status, json } = await write('POST', 'version', { name: '1.0', projectId: 10001 });
    expect([status, json.errors]).toEqual([400, { name: 'A version with this name already exists in this project.' }]);
  });

  test('a version is deleted, and its issues get another one', async () => {
    const path = `version/${versions.alpha2}?moveFixIssuesTo=${versions.alpha1}&moveAffectedIssuesTo=${versions.alpha1}`;
    const answer = await write('DELETE', path);
    expect(told(answer)).toEqual([
      204,
      [`GET version/${versions.alpha2}`, `GET version/${versions.alpha1}`, `DELETE version/${versions.alpha2}`],
    ]);
    expect(state().versions.has(versions.alpha2)).toBe(false);
    expect(state().issues.get(issues.alpha1.id)?.fixVersionIds).toEqual([versions.alpha1]);
  });

  test('components of a project are listed, whole and in pages', async () => {
    const { json } = await read('project/ALPHA/components');
    expect(json).toMatchObject([
      {
        id: components.alpha1,
        name: 'Backend',
        lead: { accountId: people.member },
        project: 'ALPHA',
        projectId: 10001,
      },
      { id: components.alpha2, name: 'Frontend' },
    ]);
    const page = await read('project/ALPHA/component?maxResults=1&startAt=1&orderBy=name&componentSource=jira');
    expect(page.json).toMatchObject({ startAt: 1, total: 2, isLast: true, values: [{ name: 'Frontend' }] });
    expect(page.json.values[0]).not.toHaveProperty('issueCount');
  });

  test('components are found over the projects named, or over all of the key', async () => {
    const found = async (query: string) =>
      names((await wall.send(wall.mixed, get(version, `component${query}`))).json.values);
    expect(await found('')).toEqual(['Backend', 'Frontend', 'Warehouse']);
    expect(await found('?projectIdsOrKeys=BETA')).toEqual(['Warehouse']);
    expect(await found(`?projectIdsOrKeys=${alpha.id}&projectIdsOrKeys=BETA&query=end&orderBy=-name`)).toEqual([
      'Frontend',
      'Backend',
    ]);
  });

  test('a component is read, made, changed and deleted', async () => {
    expect((await read(`component/${components.alpha1}`)).json).toMatchObject({ name: 'Backend', project: 'ALPHA' });
    for (const project of [{ project: 'ALPHA' }, { projectId: 10001 }, { project: alpha.id }]) {
      const made = await write('POST', 'component', { name: 'Search', leadAccountId: people.colleague, ...project });
      expect([made.status, made.json]).toMatchObject([201, { name: 'Search', lead: { accountId: people.colleague } }]);
      const sent = made.calls.find(({ method }) => method === 'POST');
      expect(JSON.parse(sent?.body ?? '')).toEqual({
        name: 'Search',
        leadAccountId: people.colleague,
        project: 'ALPHA',
      });
      expect(state().components.get(made.json.id)?.projectId).toBe(alpha.id);
      wall.reset();
    }
    const changed = await write('PUT', `component/${components.alpha2}`, { description: 'What people see' });
    expect([changed.status, changed.json]).toMatchObject([200, { name: 'Frontend', description: 'What people see' }]);
    const gone = await write('DELETE', `component/${components.alpha1}?moveIssuesTo=${components.alpha2}`);
    expect(gone.status).toBe(204);
    expect(state().issues.get(issues.alpha1.id)?.componentIds).toEqual([components.alpha2]);
  });

  test('statuses of a project come by issue type', async () => {
    const { json } = await read('project/ALPHA/statuses');
    expect(json.find(({ name }: { name: string }) => name === 'Bug')).toMatchObject({
      subtask: false,
      statuses: expect.arrayContaining([expect.objectContaining({ name: 'Done' })]),
    });
  });

  test('roles of a project are named where somebody has them', async () => {
    const { json } = await read('project/ALPHA/role');
    expect(json).toMatchObject({ Members: `${wall.alpha.url}/rest/api/${version}/project/${alpha.id}/role/10402` });
    expect(Object.keys(json)).not.toContain('Customers');
  });

  test.each([
    ['issuetype', '10102'],
    ['priority', '2'],
    ['resolution', '10300'],
    ['status', '10200'],
    ['status', 'Done'],
    ['status', 'done'],
    ['statuscategory', '4'],
    ['statuscategory', 'done'],
    ['issueLinkType', '10410'],
  ])('one %s is read as %s', async (kind, idOrName) => {
    const one = await read(`${kind}/${idOrName}`);
    const list = await read(kind);
    const rows = kind === 'issueLinkType' ? list.json.issueLinkTypes : list.json;
    expect(one.status).toBe(200);
    expect(rows).toContainEqual(one.json);
  });

  test('types of a project are listed, and those of one level', async () => {
    const all = (await read(`issuetype/project?projectId=${alpha.id}`)).json;
    expect(names(all)).toEqual(expect.arrayContaining(['Bug', 'Epic', 'Sub-task']));
    const below = (await read(`issuetype/project?projectId=${alpha.id}&level=-1`)).json;
    expect(names(below)).toEqual(['Sub-task']);
    expect((await read('issuetype/project')).status).toBe(400);
  });

  test('fields, priorities and resolutions come in pages', async () => {
    const custom = (await read('field/search?type=custom&query=note&orderBy=name')).json;
    expect(names(custom.values)).toEqual(['Release notes', 'Team note']);
    expect(Object.keys(custom.values[0])).toEqual(['id', 'name', 'schema']);
    const some = (await read(`field/search?id=summary,status&projectIds=${alpha.id}`)).json;
    expect([some.total, names(some.values)]).toEqual([2, ['Status', 'Summary']]);
    const second = (await read('priority/search?maxResults=1&startAt=1')).json;
    expect([second.values.length, second.isLast, second.total]).toEqual([1, false, expect.any(Number)]);
    const named = (await read(`priority/search?priorityName=hig&projectId=${alpha.id}`)).json;
    expect(names(named.values)).toContain('High');
    expect((await read('resolution/search?id=10300')).json).toMatchObject({ total: 1, values: [{ id: '10300' }] });
  });

  test('people are found who can be assigned work, by project and by issue', async () => {
    const found = async (query: string) =>
      (await read(`user/assignable/search?${query}`)).json.map(
        ({ displayName }: { displayName: string }) => displayName,
      );
    const all = await found('project=ALPHA');
    expect(all).toContain('Kim Colleague');
    expect(await found(`issueKey=${issues.plain.key}`)).toEqual(all);
    expect(await found(`issueId=${issues.plain.id}`)).toEqual(all);
    expect(await found('project=ALPHA&query=kim')).toEqual(['Kim Colleague']);
    expect(await found(`project=ALPHA&accountId=${people.member}`)).toEqual(['Mika Member']);
    expect(await found('project=ALPHA&startAt=1&maxResults=1')).toEqual(all.slice(1, 2));
    expect((await read('user/assignable/search')).status).toBe(400);
    const one = (await read('user/assignable/search?project=ALPHA&query=kim')).json[0];
    expect(Object.keys(one)).toEqual(['self', 'accountId', 'displayName', 'active']);
  });

  test('nobody is found by an address', async () => {
    const { json } = await read('user/assignable/search?project=ALPHA&query=example.com');
    expect(json).toEqual([]);
  });

  test('people of several projects are those that all of them have', async () => {
    const key = await wall.issue([
      { projectId: alpha.id, permissions: ['issue:assign'] },
      { projectId: beta.id, permissions: ['issue:assign'] },
    ]);
    const path = (keys: string) => get(version, `user/assignable/multiProjectSearch?projectKeys=${keys}`);
    const both = (await wall.send(key, path('ALPHA,BETA'))).json;
    const ids = both.map(({ accountId }: { accountId: string }) => accountId);
    expect(ids).toContain(people.member);
    expect(ids).not.toContain(people.colleague);
    expect((await wall.send(key, path('ALPHA'))).json.length).toBeGreaterThan(both.length);
  });

  test('what the key may do is told by Jira’s names of permissions, without Jira', async () => {
    const path = `mypermissions?permissions=BROWSE_PROJECTS,EDIT_ISSUES,ADMINISTER_PROJECTS`;
    const held = (answer: Answer): readonly unknown[] => [
      answer.calls,
      ...Object.values<{ havePermission: boolean }>(answer.json.permissions).map((each) => each.havePermission),
    ];
    expect(held(await read(path))).toEqual([[], true, true, false]);
    expect(held(await wall.send(wall.reader, get(version, path)))).toEqual([[], true, false, false]);
    for (const context of ['projectKey=ALPHA', `projectId=${alpha.id}`, 'projectKey=OLDAL'])
      expect(held(await read(`${path}&${context}`))).toEqual([[], true, true, false]);
    const ofBeta = await wall.send(wall.mixed, get(version, `${path}&projectId=${beta.id}`));
    expect(held(ofBeta)).toEqual([[], true, false, false]);
    expect((await read('mypermissions')).status).toBe(400);
    const unknown = await read('mypermissions?permissions=EDIT_ISSUES,NO_SUCH_PERMISSION');
    expect([unknown.status, unknown.json.rule]).toEqual([400, 'query_invalid']);
    expect(unknown.json.detail).toMatch(/leave it out\. Where: query\.permissions, value 2\.$/);
    const misspelled = await read('mypermissions?permissions=EDIT_ISUES');
    expect(misspelled.json.detail).toContain('write "EDIT_ISSUES"');
  });
});

test('a version that people make in Jira is known as soon as Jira has told of it', async () => {
  const used = (): Promise<Answer> =>
    ask(call('PUT', '3', `issue/${issues.plain.key}`, { fields: { fixVersions: [{ name: '4.0' }] } }));
  await ask(get('3', 'priority'));
  expect((await used()).json.errors).toHaveProperty('fixVersions');
  const made = await wall.site.jira.call({
    actor: { kind: 'person', accountId: people.alphaAdmin },
    method: 'POST',
    path: '/rest/api/3/version',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: '4.0', projectId: Number(alpha.id) }),
  });
  expect(made.status).toBe(201);
  expect((await used()).status).toBe(400);
  expect(await wall.site.deliverEvents()).toBeGreaterThan(0);
  expect((await used()).status).toBe(204);
});
