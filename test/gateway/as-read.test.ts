/**
 * What a key reads it can send back: an object as an answer shows it, and a whole thing with a change in it. Of such an object
 * the id alone counts; what Jira reads from nobody is taken and never sent. Beside each stands what is still refused.
 */
import { type Answer, EVERYTHING, expectTwins, FIXTURE, openWall, READING, type Sent, type Wall } from '../wall/site';
import { expectFixed } from '../wall/wire';

const { components, fields: customFields, issues, missing, people, projects, sprints, versions } = FIXTURE;
const ISSUE = `issue/${issues.plain.key}`;

let wall: Wall;
beforeAll(async () => {
  wall = await openWall();
});
afterEach(() => wall.reset());
afterAll(() => wall.stop());

const call = (method: string, path: string, body?: unknown): Sent => ({
  method,
  path: `/rest/api/2/${path}`,
  ...(body === undefined ? {} : { body }),
});
const send = (method: string, path: string, body?: unknown): Promise<Answer> =>
  wall.send(wall.alpha, call(method, path, body));
const read = async (path: string) => (await send('GET', path)).json;
const edit = (fields: object): Sent => call('PUT', ISSUE, { fields });
/** What a call sent to Jira by the verb that it has itself. */
const sentBy = ({ calls }: Answer, method: string) =>
  calls.filter((each) => each.method === method && each.operationId !== 'bulkFetchIssues').map(({ body }) => body);
const FOREIGN_WORDS = { self: 'https://elsewhere.example.com/OMEGA-1', name: 'OMEGA', displayName: 'OMEGA-1' };

describe('an object as it was read', () => {
  const asRead = async (field: string): Promise<unknown> => {
    const full = { components: [{ id: components.alpha1 }], fixVersions: [{ id: versions.alpha1 }] };
    const more = { assignee: { accountId: people.colleague }, parent: { id: issues.epic.id } };
    expect((await wall.send(wall.alpha, edit({ ...full, ...more }))).status).toBe(204);
    return (await read(`${ISSUE}?fields=${field}`)).fields[field];
  };

  test.each(['priority', 'issuetype', 'assignee', 'reporter', 'components', 'fixVersions', 'parent'])(
    'is written as by its id alone: %s',
    async (field) => {
      const value = await asRead(field);
      const one = Array.isArray(value) ? value[0] : value;
      expect(Object.keys(one as object).length).toBeGreaterThan(2);
      const whole = await wall.send(wall.alpha, edit({ [field]: value }));
      const id = (each: { id?: string; accountId?: string }) =>
        each.accountId === undefined ? { id: each.id } : { accountId: each.accountId };
      const alone = await wall.send(
        wall.alpha,
        edit({ [field]: Array.isArray(value) ? value.map(id) : id(value as object) }),
      );
      expect([whole.status, alone.status]).toEqual([204, 204]);
      expect(sentBy(whole, 'PUT')).toEqual(sentBy(alone, 'PUT'));
      expect(whole.calls.length).toBe(alone.calls.length);
    },
  );

  test('is the project of a new issue, and one of a transition', async () => {
    const project = (await read(`${ISSUE}?fields=project`)).fields.project;
    const fields = { project, issuetype: { name: 'Task' }, summary: 'x' };
    expect((await send('POST', 'issue', { fields })).status).toBe(201);
    const [transition] = (await read(`${ISSUE}/transitions?expand=transitions.fields`)).transitions;
    expect(Object.keys(transition)).toContain('to');
    const moved = await send('POST', `${ISSUE}/transitions`, { transition });
    expect([moved.status, sentBy(moved, 'POST').map(String).join()]).toEqual([
      204,
      expect.stringContaining(`"transition":{"id":"${transition.id}"}`),
    ]);
  });

  test('is taken by its id where what stands beside says otherwise, and nothing of that is sent', async () => {
    const ids = [
      edit({ priority: { id: '3', ...FOREIGN_WORDS, displayName: undefined } }),
      edit({ assignee: { accountId: people.colleague, ...FOREIGN_WORDS, name: undefined } }),
      edit({ parent: { id: issues.epic.id, self: 'x', key: issues.omega1.key, fields: { summary: 'OMEGA' } } }),
      edit({ [customFields.approver]: { accountId: people.colleague, self: 'x', displayName: 'OMEGA-1' } }),
    ];
    for (const sent of ids) {
      const answer = await wall.send(wall.alpha, sent);
      expect(answer.status).toBe(204);
      expect(JSON.stringify(answer.calls)).not.toMatch(/OMEGA|elsewhere/);
    }
  });

  test('is the same for a foreign thing as for one that never was, whatever stands beside', async () => {
    const parent = (id: string) => edit({ parent: { id, key: issues.epic.key, self: 'x' } });
    const [foreign] = await expectTwins(wall, wall.alpha, parent(issues.omega1.id), parent(missing.issueId));
    expect(foreign.status).toBe(404);
    const version = (id: string) => edit({ fixVersions: [{ id, self: 'x', name: 'x', projectId: 1 }] });
    const [other] = await expectTwins(wall, wall.alpha, version(versions.omega1), version(missing.versionId));
    expect([other.status, other.json.rule]).toEqual([400, 'value_unavailable']);
  });

  test.each([
    ['a member that no answer shows', { priority: { id: '3', self: 'x', scheme: 'x' } }],
    ['an id and a name without an address', { priority: { id: '3', name: 'High' } }],
    ['two names and no id', { priority: { name: 'High', self: 'x' } }],
    ['a key beside other things, and no id', { parent: { key: issues.epic.key, self: 'x' } }],
    ['an id that is none', { priority: { id: { id: '3' }, self: 'x' } }],
    ['a key where the id stands', { parent: { id: issues.epic.key, self: 'x' } }],
    ['two ids of a person', { assignee: { accountId: people.colleague, self: 'x', id: people.member } }],
  ])('is refused with %s', async (_, fields) => {
    const answer = await wall.send(wall.alpha, edit(fields));
    expect([answer.status, answer.json.rule, answer.calls.length]).toEqual([400, 'body_invalid', 0]);
  });
});

describe('a whole thing with a change in it', () => {
  test.each([
    ['a version', `version/${versions.alpha1}`, { description: 'Changed' }],
    ['a component', `component/${components.alpha1}`, { description: 'Changed' }],
  ])('is written: %s', async (_, path, change) => {
    const thing = await read(path);
    expect(thing).toMatchObject({ id: expect.any(String), projectId: expect.any(Number) });
    const answer = await send('PUT', path, { ...thing, ...change });
    expect([answer.status, answer.json.description]).toEqual([200, 'Changed']);
    const [sent] = sentBy(answer, 'PUT');
    for (const name of ['"id"', '"self"', '"projectId"', '"project"', '"overdue"', '"lead"'])
      expect(String(sent)).not.toContain(name);
  });

  test('may say its own id by number or text, and no other one', async () => {
    const path = `version/${versions.alpha1}`;
    for (const id of [versions.alpha1, Number(versions.alpha1)])
      expect((await send('PUT', path, { id, released: true })).status).toBe(200);
    const told = await expectFixed(
      wall,
      wall.alpha,
      [versions.alpha2, versions.omega1, missing.versionId, 'x', {}].map((id) =>
        call('PUT', path, { id, released: true }),
      ),
      400,
    );
    expect([told.json.rule, told.json.detail]).toEqual([
      'body_not_offered',
      'Leave it out, or name what the path names: nothing goes elsewhere by this call. Where: body.id.',
    ]);
  });

  test('may say its own project by id or key, and no other one', async () => {
    const path = `version/${versions.alpha1}`;
    for (const project of [{ projectId: Number(projects.alpha.id) }, { project: projects.alpha.key }])
      expect((await send('PUT', path, { ...project, released: true })).status).toBe(200);
    const inProject = (projectId: string) => call('PUT', path, { projectId, released: true });
    const [foreign] = await expectTwins(wall, wall.alpha, inProject(projects.omega.id), inProject(missing.projectId));
    expect(foreign.status).toBe(404);
    const byKey = (project: string) => call('PUT', path, { project, released: true });
    await expectTwins(wall, wall.alpha, byKey(projects.omega.key), byKey(missing.projectKey));
  });

  test('is not written where it says that it is in another project of the key', async () => {
    const both = await wall.issue([
      { projectId: projects.alpha.id, permissions: EVERYTHING },
      { projectId: projects.beta.id, permissions: EVERYTHING },
    ]);
    const put = (projectId: string) =>
      wall.send(both, call('PUT', `version/${versions.alpha1}`, { projectId, released: true }));
    const other = await put(projects.beta.id);
    expect([other.status, other.json.rule, sentBy(other, 'PUT')]).toEqual([400, 'value_unavailable', []]);
    expect((await put(projects.alpha.id)).status).toBe(200);
    const half = await wall.issue([
      { projectId: projects.alpha.id, permissions: EVERYTHING },
      { projectId: projects.beta.id, permissions: READING },
    ]);
    const lacking = await wall.send(half, call('PUT', `version/${versions.alpha1}`, { projectId: projects.beta.id }));
    expect([lacking.status, sentBy(lacking, 'PUT')]).toEqual([403, []]);
  });

  test('is refused with a member that no answer shows', async () => {
    const path = `version/${versions.alpha1}`;
    const answer = await send('PUT', path, { ...(await read(path)), driver: people.member });
    expect([answer.status, answer.json.rule, sentBy(answer, 'PUT')]).toEqual([400, 'body_not_offered', []]);
  });
});

test('a customer transition may be sent as it was read', async () => {
  const path = `/rest/servicedeskapi/request/${issues.alpha1.key}/transition`;
  const offered = await wall.send(wall.alpha, { method: 'GET', path });
  const [first] = offered.json.values;
  const moved = await wall.send(wall.alpha, { method: 'POST', path, body: first });
  expect([moved.status, Object.keys(first)]).toEqual([204, ['id', 'name']]);
  expect(String(sentBy(moved, 'POST'))).not.toContain('name');
  const odd = await wall.send(wall.alpha, { method: 'POST', path, body: { ...first, to: 'x' } });
  expect(odd.json.rule).toBe('body_not_offered');
});

test('a time is read as digits too, and the default assignee as a number', async () => {
  const log = (timeSpentSeconds: unknown) => send('POST', `${ISSUE}/worklog`, { timeSpentSeconds });
  const [text, number] = [await log('3600'), await log(3600)];
  expect([text.status, number.status]).toEqual([201, 201]);
  expect(sentBy(text, 'POST')).toEqual(sentBy(number, 'POST'));
  for (const wrong of ['soon', '1e3', '-1', '0x10', '']) expect((await log(wrong)).json.rule).toBe('body_invalid');
  const assign = (accountId: unknown) => send('PUT', `${ISSUE}/assignee`, { accountId });
  const [byNumber, byText] = [await assign(-1), await assign('-1')];
  expect([byNumber.status, byText.status]).toEqual([204, 204]);
  expect(sentBy(byNumber, 'PUT')).toEqual(sentBy(byText, 'PUT'));
  expect((await assign(-2)).json.rule).toBe('body_invalid');
  expect((await wall.send(wall.alpha, edit({ assignee: { accountId: -1 } }))).status).toBe(204);
});

test('a sprint may say its own number and address again, and neither another nor its board', async () => {
  const path = `/rest/agile/1.0/sprint/${sprints.alphaFuture}`;
  const sprint = (await wall.send(wall.alpha, { method: 'GET', path })).json;
  const { originBoardId, ...rest } = sprint;
  const put = (body: object) => wall.send(wall.alpha, { method: 'PUT', path, body });
  const answer = await put({ ...rest, name: 'Changed' });
  expect([answer.status, answer.json.name]).toEqual([200, 'Changed']);
  expect(String(sentBy(answer, 'PUT'))).not.toMatch(/"self"|"id"|createdDate/);
  for (const more of [{ id: sprints.alphaActive }, { id: sprints.omegaFuture }, { originBoardId }])
    expect((await put({ ...rest, ...more })).json.rule).toBe('body_not_offered');
});
