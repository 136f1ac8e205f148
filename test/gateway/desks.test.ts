/** What service desks are for: a desk's forms and queues, making a request, and following it. They have no versions. */
import { FIXTURE, type Key, openWall, type Sent, type Wall } from '../wall/site';

const { desks, requestTypes, queues, requestGroups, slas, issues, comments, people, projects, fields } = FIXTURE;
const D = '/rest/servicedeskapi';
const desk = `${D}/servicedesk/${desks.alpha}`;
const request = `${D}/request/${issues.alpha1.key}`;

let wall: Wall;
beforeAll(async () => {
  wall = await openWall();
});
afterEach(() => wall.reset());
afterAll(() => wall.stop());

const ask = (path: string, key: Key = wall.alpha) => wall.send(key, { method: 'GET', path });
const post = (path: string, body: unknown): Sent => ({ method: 'POST', path, body });
const ids = (json: { values: { id: string }[] }): string[] => json.values.map(({ id }) => id);

test('the desks of the granted projects are listed, by id', async () => {
  const { status, json } = await ask(`${D}/servicedesk`, wall.mixed);
  expect([status, ids(json)]).toEqual([200, [desks.alpha, desks.beta]]);
  expect(json).toMatchObject({ size: 2, start: 0, limit: 50, isLastPage: true });
  const second = await ask(`${D}/servicedesk?start=1&limit=1`, wall.mixed);
  expect([ids(second.json), second.json.isLastPage]).toEqual([[desks.beta], true]);
  const first = await ask(`${D}/servicedesk?limit=1`, wall.mixed);
  expect([ids(first.json), first.json.isLastPage]).toEqual([[desks.alpha], false]);
});

test('a desk says which project it is of', async () => {
  const { status, json } = await ask(desk);
  expect([status, json]).toEqual([
    200,
    {
      id: desks.alpha,
      projectId: projects.alpha.id,
      projectName: 'Alpha',
      projectKey: projects.alpha.key,
      _links: { self: `${wall.alpha.url}${desk}` },
    },
  ]);
});

test('the info of the service is that of the gateway', async () => {
  const { status, json } = await ask(`${D}/info`);
  expect([status, json.isLicensedForUse, json._links.self]).toEqual([200, true, `${wall.alpha.url}${D}/info`]);
});

test('request types are listed, searched, paged and read one by one', async () => {
  const all = await ask(`${desk}/requesttype`);
  expect([all.status, ids(all.json)]).toEqual([200, [requestTypes.alpha, requestTypes.alphaToo]]);
  expect(ids((await ask(`${desk}/requesttype?searchQuery=fault`)).json)).toEqual([requestTypes.alphaToo]);
  expect(ids((await ask(`${desk}/requesttype?groupId=${requestGroups.alpha}&limit=1`)).json)).toEqual([
    requestTypes.alpha,
  ]);
  const one = await ask(`${desk}/requesttype/${requestTypes.alpha}`);
  expect([one.status, one.json]).toEqual([200, all.json.values[0]]);
  expect(one.json).toMatchObject({
    name: 'Ask for help',
    serviceDeskId: desks.alpha,
    _links: { self: `${wall.alpha.url}${desk}/requesttype/${requestTypes.alpha}` },
  });
});

test('a form names its fields, with the values that the project has for them', async () => {
  const { status, json } = await ask(`${desk}/requesttype/${requestTypes.alpha}/field`);
  expect(status).toBe(200);
  const byId = new Map<string, { name: string; validValues: { label: string }[] }>(
    json.requestTypeFields.map((field: { fieldId: string }) => [field.fieldId, field]),
  );
  const labels = (id: string) => byId.get(id)?.validValues.map(({ label }) => label);
  expect(byId.get('summary')).toMatchObject({ name: 'What is it about?', required: true });
  expect(labels('priority')).toEqual(['Highest', 'High', 'Medium', 'Low', 'Lowest']);
  expect(labels('components')).toEqual(['Backend', 'Frontend']);
  expect(labels(fields.severity)).toEqual(['Minor', 'Major']);
  expect(labels(fields.region)).toEqual(['Europe', 'Asia']);
  expect(labels(fields.versionPicker)).toEqual(['1.0', '2.0']);
  // What no key could write is not on the form.
  expect(byId.has(fields.projectPicker)).toBe(false);
  expect(byId.has(fields.unknown)).toBe(false);
});

test('groups of request types are listed', async () => {
  const { status, json } = await ask(`${desk}/requesttypegroup`);
  expect([status, json.values]).toEqual([200, [{ id: requestGroups.alpha, name: 'General' }]]);
});

test('queues are listed and read, without their query and count', async () => {
  const all = await ask(`${desk}/queue`);
  expect([all.status, ids(all.json)]).toEqual([200, [queues.alpha, queues.alphaWide]]);
  const one = await ask(`${desk}/queue/${queues.alpha}`);
  expect([one.status, one.json]).toEqual([
    200,
    {
      id: queues.alpha,
      name: 'All open',
      fields: ['issuetype', 'summary', 'status', 'created', 'reporter', fields.text],
      _links: { self: `${wall.alpha.url}${desk}/queue/${queues.alpha}` },
    },
  ]);
});

test('the issues of a queue are paged, in its order, with its columns', async () => {
  const path = `${desk}/queue/${queues.alpha}/issue`;
  const first = await ask(`${path}?limit=20`);
  expect(first.status).toBe(200);
  expect(first.json).toMatchObject({ size: 20, start: 0, limit: 20, isLastPage: false });
  const rows: string[] = [];
  for (let start = 0; ; start += 20) {
    const { json } = await ask(`${path}?start=${start}&limit=20`);
    rows.push(...ids(json));
    if (json.isLastPage) break;
  }
  expect(new Set(rows).size).toBe(rows.length);
  expect(rows.slice(0, 20)).toEqual(ids(first.json));
  expect(rows.length).toBeGreaterThan(50);
  expect(first.json.values[0]).toMatchObject({
    key: expect.stringMatching(/^ALPHA-/),
    fields: { summary: expect.any(String), issuetype: { name: expect.any(String) } },
  });
});

test('a request is made by its form, and is an issue of the desk’s project', async () => {
  const answer = await wall.send(
    wall.alpha,
    post(`${D}/request`, {
      serviceDeskId: desks.alpha,
      requestTypeId: requestTypes.alphaToo,
      requestFieldValues: {
        summary: 'The printer is on fire',
        description: 'It *burns*.',
        priority: { name: 'High' },
        components: [{ name: 'Backend' }],
        [fields.severity]: { value: 'Major' },
        [fields.text]: 'second floor',
      },
    }),
  );
  expect(answer.status).toBe(201);
  expect(answer.json).toMatchObject({ requestTypeId: requestTypes.alphaToo, serviceDeskId: desks.alpha });
  const made = wall.site.fork().issues.get(answer.json.issueId);
  expect(made).toMatchObject({
    projectId: projects.alpha.id,
    typeId: '10103',
    summary: 'The printer is on fire',
    priorityId: '2',
    componentIds: [FIXTURE.components.alpha1],
    custom: { [fields.text]: 'second floor', [fields.severity]: FIXTURE.options.major },
  });
  const read = await ask(`${D}/request/${answer.json.issueKey}`);
  expect([read.status, read.json.issueId]).toEqual([200, answer.json.issueId]);
});

test('numbers serve as ids in the body of a new request', async () => {
  const body = {
    serviceDeskId: Number(desks.alpha),
    requestTypeId: Number(requestTypes.alpha),
    requestFieldValues: { summary: 'x' },
  };
  expect((await wall.send(wall.alpha, post(`${D}/request`, body))).status).toBe(201);
});

test('a request is read with the fields of its form, its status and its reporter', async () => {
  const { status, json } = await ask(`${D}/request/${issues.everyField.key}`);
  expect(status).toBe(200);
  expect(json).toMatchObject({
    issueId: issues.everyField.id,
    issueKey: issues.everyField.key,
    serviceDeskId: desks.alpha,
    reporter: { accountId: people.member, displayName: 'Mika Member', active: true },
    currentStatus: { status: 'To Do', statusCategory: 'NEW' },
    _links: {
      self: `${wall.alpha.url}${D}/request/${issues.everyField.id}`,
      jiraRest: `${wall.alpha.url}/rest/api/2/issue/${issues.everyField.id}`,
    },
  });
  const values = new Map(json.requestFieldValues.map((one: { fieldId: string }) => [one.fieldId, one]));
  expect(values.get('summary')).toEqual({
    fieldId: 'summary',
    label: 'What is it about?',
    value: 'Every field is set',
  });
  expect(values.get(fields.severity)).toMatchObject({ value: { id: FIXTURE.options.major, value: 'Major' } });
  expect(values.get(fields.points)).toMatchObject({ value: 5 });
  expect(values.has(fields.unknown)).toBe(false);
});

test('comments for customers are listed, paged and read; all others are not there', async () => {
  const all = await ask(`${request}/comment`);
  const open = [comments.alpha1, comments.alpha1Second];
  expect([all.status, ids(all.json), all.json.size]).toEqual([200, open, 2]);
  expect(ids((await ask(`${request}/comment?start=1&public=true&internal=true`)).json)).toEqual(open.slice(1));
  const one = await ask(`${request}/comment/${comments.alpha1}`);
  expect([one.status, one.json]).toEqual([200, all.json.values[0]]);
  expect(one.json).toMatchObject({ public: true, author: { displayName: expect.any(String) } });
  expect((await ask(`${request}/comment?public=false`)).status).toBe(400);
});

test('a comment is written for customers, whether it says so or not', async () => {
  for (const body of [{ body: 'On our way.' }, { body: 'On our way.', public: true }]) {
    const answer = await wall.send(wall.alpha, post(`${request}/comment`, body));
    expect([answer.status, answer.json.body, answer.json.public]).toEqual([201, 'On our way.', true]);
    expect(wall.site.fork().comments.get(answer.json.id)).toMatchObject({
      issueId: issues.alpha1.id,
      jsdPublic: true,
    });
  }
  const internal = await wall.send(wall.alpha, post(`${request}/comment`, { body: 'x', public: false }));
  expect([internal.status, internal.json.rule]).toEqual([400, 'body_not_offered']);
});

test('participants, clocks and the way through the statuses are listed', async () => {
  const participants = await ask(`${request}/participant?limit=1`);
  expect([participants.status, participants.json.values, participants.json.isLastPage]).toEqual([
    200,
    [{ accountId: people.colleague, displayName: 'Kim Colleague', active: true }],
    false,
  ]);
  const clocks = await ask(`${request}/sla`);
  expect([clocks.status, clocks.json.values[0]]).toMatchObject([
    200,
    { id: slas.alpha, name: 'Time to resolution', completedCycles: [{ breached: false }], ongoingCycle: {} },
  ]);
  const clock = await ask(`${request}/sla/${slas.alpha}`);
  expect([clock.status, clock.json.id, clock.json.name]).toEqual([200, slas.alpha, 'Time to resolution']);
  const statuses = await ask(`${request}/status`);
  expect([statuses.status, statuses.json.values[0]]).toMatchObject([200, { status: 'In Progress' }]);
});

test('a request is moved on by a transition that it has, with a comment for customers', async () => {
  const list = await ask(`${request}/transition`);
  expect([list.status, list.json.values]).toMatchObject([
    200,
    [{ id: '11' }, { id: '21' }, { id: '31' }, { id: '41' }],
  ]);
  const body = { id: '41', additionalComment: { body: 'Done.' } };
  expect((await wall.send(wall.alpha, post(`${request}/transition`, body))).status).toBe(204);
  const after = wall.site.fork();
  expect(after.issues.get(issues.alpha1.id)?.statusId).toBe('10203');
  expect([...after.comments.values()].at(-1)).toMatchObject({ issueId: issues.alpha1.id, jsdPublic: true });
  wall.reset();
  expect((await wall.send(wall.alpha, post(`${request}/transition`, { id: '99' }))).status).toBe(400);
});

describe('what is done by this door needs what it needs by the other', () => {
  test.each([
    ['GET', `${request}/comment`, undefined, ['request:read'], 'comment:read'],
    ['GET', `${request}/comment`, undefined, ['comment:read'], 'request:read'],
    ['GET', `${desk}/queue/${queues.alpha}/issue`, undefined, ['request:read'], 'issue:read'],
    ['POST', `${request}/comment`, { body: 'x' }, ['request:read', 'comment:read'], 'comment:create'],
    ['POST', `${request}/transition`, { id: '21' }, ['request:read', 'issue:transition'], 'request:edit'],
    [
      'POST',
      `${request}/transition`,
      { id: '21', additionalComment: { body: 'x' } },
      ['request:read', 'request:edit'],
      'comment:create',
    ],
  ] as const)('%s %s', async (method, path, body, permissions, missing) => {
    const sent: Sent = { method, path, ...(body === undefined ? {} : { body }) };
    const key = (held: readonly string[]) => wall.issue([{ projectId: projects.alpha.id, permissions: held }]);
    const without = await wall.send(await key(permissions), sent);
    expect([without.status, without.json.missing]).toEqual([403, [missing]]);
    expect((await wall.send(await key([...permissions, missing]), sent)).status).toBeLessThan(300);
  });
});

describe('conditions of a grant hold for requests', () => {
  const sent = (type: string, more: object = {}): Sent =>
    post(`${D}/request`, {
      serviceDeskId: desks.alpha,
      requestTypeId: type,
      requestFieldValues: { summary: 'x', ...more },
    });
  const permissions = ['request:read', 'request:create', 'request:edit'];
  test('types of issues', async () => {
    const conditions = { issueTypes: ['10102'] };
    const key = await wall.issue([{ projectId: projects.alpha.id, permissions, conditions }]);
    expect((await wall.send(key, sent(requestTypes.alpha))).status).toBe(201);
    const other = await wall.send(key, sent(requestTypes.alphaToo));
    expect([other.status, other.json.rule]).toEqual([403, 'condition_unmet']);
  });
  test('fields', async () => {
    const key = await wall.issue([{ projectId: projects.alpha.id, permissions, conditions: { fields: ['summary'] } }]);
    expect((await wall.send(key, sent(requestTypes.alpha))).status).toBe(201);
    const other = await wall.send(key, sent(requestTypes.alpha, { description: 'x' }));
    expect([other.status, other.json.rule]).toEqual([403, 'condition_unmet']);
  });
  test('transitions', async () => {
    const conditions = { transitions: ['21'] };
    const key = await wall.issue([{ projectId: projects.alpha.id, permissions, conditions }]);
    expect((await wall.send(key, post(`${request}/transition`, { id: '21' }))).status).toBe(204);
    const other = await wall.send(key, post(`${request}/transition`, { id: '41' }));
    expect([other.status, other.json.rule]).toEqual([403, 'condition_unmet']);
  });
});

test('a hidden field is neither in a request nor on a queue’s list of columns', async () => {
  const key = await wall.issue([{ projectId: projects.alpha.id, permissions: ['request:read'] }], {
    hiddenFields: ['summary', fields.text],
  });
  const { json } = await ask(`${D}/request/${issues.everyField.key}`, key);
  const shown = json.requestFieldValues.map(({ fieldId }: { fieldId: string }) => fieldId);
  expect([shown.includes('summary'), shown.includes(fields.text), shown.includes('description')]).toEqual([
    false,
    false,
    true,
  ]);
  expect(json.summary).toBeUndefined();
  const queue = await ask(`${desk}/queue/${queues.alpha}`, key);
  expect(queue.json.fields).toEqual(['issuetype', 'status', 'created', 'reporter']);
});
