/** What boards, sprints and epics are for: planning what is under way. Jira Software has one version, in which text is text. */
import { FIXTURE, type Key, openWall, type Sent, type Wall } from '../wall/site';

const { boards, sprints, issues, projects, versions, fields, people } = FIXTURE;
const A = '/rest/agile/1.0';
const S = '/rest/software/1.0';
const board = `${A}/board/${boards.alpha}`;
const active = `${A}/sprint/${sprints.alphaActive}`;
const future = `${A}/sprint/${sprints.alphaFuture}`;

let wall: Wall;
beforeAll(async () => {
  wall = await openWall();
});
afterEach(() => wall.reset());
afterAll(() => wall.stop());

const ask = (path: string, key: Key = wall.alpha) => wall.send(key, { method: 'GET', path });
const sent = (method: string, path: string, body?: unknown): Sent => ({
  method,
  path,
  ...(body === undefined ? {} : { body }),
});
const idsOf = (rows: readonly { readonly id: number | string }[]): readonly string[] =>
  rows.map(({ id }) => String(id));
const keysOf = (json: { readonly issues: readonly { readonly key: string }[] }): readonly string[] =>
  json.issues.map(({ key }) => key);

describe('boards', () => {
  test('those of the granted projects are listed, searched, sorted and paged', async () => {
    const all = await ask(`${A}/board`, wall.mixed);
    expect([all.status, idsOf(all.json.values)]).toEqual([
      200,
      [boards.alpha, boards.alphaMixed, boards.beta].map(String),
    ]);
    expect(all.json).toMatchObject({ startAt: 0, maxResults: 50, total: 3, isLast: true });
    const of = async (query: string) => idsOf((await ask(`${A}/board?${query}`, wall.mixed)).json.values);
    expect(await of('projectKeyOrId=BETA')).toEqual([String(boards.beta)]);
    expect(await of(`projectKeyOrId=${projects.alpha.id}&type=kanban`)).toEqual([String(boards.alphaMixed)]);
    expect(await of('name=friends')).toEqual([String(boards.alphaMixed)]);
    expect(await of('orderBy=-name')).toEqual([boards.beta, boards.alpha, boards.alphaMixed].map(String));
    const second = await ask(`${A}/board?startAt=1&maxResults=1`, wall.mixed);
    expect([idsOf(second.json.values), second.json.isLast]).toEqual([[String(boards.alphaMixed)], false]);
  });

  test('one says what it is and where it stands', async () => {
    const { status, json } = await ask(board);
    expect([status, json]).toEqual([
      200,
      {
        id: boards.alpha,
        self: `${wall.alpha.url}${board}`,
        name: 'Alpha board',
        type: 'scrum',
        location: {
          projectId: Number(projects.alpha.id),
          displayName: 'Alpha (ALPHA)',
          projectName: 'Alpha',
          projectKey: projects.alpha.key,
          projectTypeKey: 'software',
          name: 'Alpha (ALPHA)',
        },
      },
    ]);
  });

  test('its configuration holds columns with statuses, and the field of estimates', async () => {
    const { status, json } = await ask(`${board}/configuration`);
    expect(status).toBe(200);
    expect(json.self).toBe(`${wall.alpha.url}${board}/configuration`);
    expect(json.columnConfig.columns.map(({ name }: { name: string }) => name)).toEqual([
      'To Do',
      'In Progress',
      'Done',
    ]);
    expect(json.columnConfig.columns[1]).toMatchObject({ min: 1, max: 4 });
    expect(json.columnConfig.columns[1].statuses[0].self).toContain(`${wall.alpha.url}/rest/api/2/status/`);
    expect(json.estimation).toEqual({ type: 'field', field: { fieldId: fields.points, displayName: 'Story Points' } });
    expect(json.location).toMatchObject({ type: 'project', id: projects.alpha.id, key: projects.alpha.key });
  });

  test('its sprints are listed, by state and in pages', async () => {
    const all = await ask(`${board}/sprint`);
    const own = [sprints.alphaActive, sprints.alphaClosed, sprints.alphaFuture].map(String);
    expect([all.status, idsOf(all.json.values).toSorted()]).toEqual([200, own.toSorted()]);
    expect(all.json).not.toHaveProperty('total');
    const some = await ask(`${board}/sprint?state=active,future`);
    expect(idsOf(some.json.values).toSorted()).toEqual([sprints.alphaActive, sprints.alphaFuture].map(String));
    const page = await ask(`${board}/sprint?startAt=2&maxResults=5`);
    expect([page.json.values.length, page.json.startAt, page.json.isLast]).toEqual([1, 2, true]);
  });

  test('its epics, versions and projects are listed', async () => {
    const epics = await ask(`${board}/epic?done=false`);
    expect([epics.status, epics.json.values]).toEqual([
      200,
      [
        {
          id: Number(issues.epic.id),
          key: issues.epic.key,
          self: `${wall.alpha.url}${A}/epic/${issues.epic.id}`,
          name: expect.any(String),
          summary: expect.any(String),
          color: { key: 'color_4' },
          done: false,
        },
      ],
    ]);
    expect((await ask(`${board}/epic?done=true`)).json.values).toEqual([]);
    const released = await ask(`${board}/version?released=true`);
    const all = await ask(`${board}/version`);
    expect(idsOf(all.json.values)).toEqual([versions.alpha1, versions.alpha2]);
    expect(released.json.values.every((each: { released: boolean }) => each.released)).toBe(true);
    const { json } = await ask(`${board}/project`);
    expect(json).toMatchObject({ total: 1, values: [{ id: projects.alpha.id, key: projects.alpha.key }] });
  });
});

describe('issues below a board, sprint or epic', () => {
  test('those of a board come in pages by offset, with a total', async () => {
    const first = await ask(`${board}/issue?maxResults=20&fields=summary,status`);
    expect([first.status, first.json.issues.length]).toEqual([200, 20]);
    expect(first.json).toMatchObject({ startAt: 0, maxResults: 20 });
    expect(first.json.issues[0].self).toBe(`${wall.alpha.url}${A}/issue/${first.json.issues[0].id}`);
    expect(Object.keys(first.json.issues[0].fields).toSorted()).toEqual(['status', 'summary']);
    const seen = [...keysOf(first.json)];
    for (let startAt = 20; startAt < first.json.total; startAt += 20)
      seen.push(...keysOf((await ask(`${board}/issue?maxResults=20&startAt=${startAt}&fields=summary`)).json));
    expect(new Set(seen).size).toBe(first.json.total);
  });

  test('the newer family has them in pages by token, and their number', async () => {
    const total: number = (await ask(`${board}/issue?maxResults=1&fields=summary`)).json.total;
    const seen: string[] = [];
    let token: string | undefined;
    do {
      const query: string = `maxResults=30&fields=summary${token === undefined ? '' : `&nextPageToken=${token}`}`;
      const { json } = await ask(`${S}/board/${boards.alpha}/issue?${query}`);
      seen.push(...keysOf(json));
      token = json.nextPageToken;
      expect(json.isLast).toBe(token === undefined);
    } while (token !== undefined);
    expect([seen.length, new Set(seen).size]).toEqual([total, total]);
    expect((await ask(`${S}/board/${boards.alpha}/issue/approximate-count`)).json).toEqual({ count: total });
  });

  test('a query narrows and sorts them, in both families', async () => {
    const jql = encodeURIComponent('assignee = currentUser() OR labels = batch ORDER BY key DESC');
    expect((await ask(`${board}/issue?jql=${jql}`)).status).toBe(400);
    const sorted = encodeURIComponent('labels = batch ORDER BY key DESC');
    for (const base of [A, S]) {
      const { json } = await ask(`${base}/board/${boards.alpha}/issue?fields=labels&jql=${sorted}`);
      const numbers = keysOf(json).map((key) => Number(key.split('-')[1]));
      expect(numbers.length).toBeGreaterThan(5);
      expect(numbers).toEqual(numbers.toSorted((a, b) => b - a));
    }
  });

  test.each([A, S])(
    'those of a sprint, of a sprint on a board, of an epic and of an epic on a board · %s',
    async (base) => {
      const of = async (path: string) => keysOf((await ask(`${base}/${path}?fields=summary&maxResults=100`)).json);
      const inSprint = await of(`sprint/${sprints.alphaActive}/issue`);
      expect(inSprint).toEqual(expect.arrayContaining([issues.inSprint.key, 'ALPHA-30']));
      expect(await of(`board/${boards.alpha}/sprint/${sprints.alphaActive}/issue`)).toEqual(inSprint);
      const inEpic = await of(`epic/${issues.epic.key}/issue`);
      expect(inEpic).toEqual(expect.arrayContaining([issues.childOfEpic.key, issues.epicLink.key]));
      expect(await of(`epic/${issues.epic.id}/issue`)).toEqual(inEpic);
      expect(await of(`board/${boards.alpha}/epic/${issues.epic.id}/issue`)).toEqual(inEpic);
    },
  );

  test('the backlog holds what is not done and in no open sprint of the board', async () => {
    const { status, json } = await ask(`${board}/backlog?maxResults=100&fields=status,${fields.sprint}`);
    expect(status).toBe(200);
    expect(keysOf(json)).toContain(issues.plain.key);
    expect(keysOf(json)).not.toContain(issues.inSprint.key);
    expect(json.issues.every((issue: { fields: never }) => issue.fields[fields.sprint] === null)).toBe(true);
    expect((await ask(`${S}/board/${boards.alpha}/backlog/approximate-count`)).json).toEqual({ count: json.total });
    const newer = await ask(`${S}/board/${boards.alpha}/backlog?maxResults=100&fields=status`);
    expect(keysOf(newer.json)).toEqual(keysOf(json));
  });

  test('an issue has its epic, its sprints and its flag beside its fields', async () => {
    const { status, json } = await ask(`${A}/issue/${issues.inSprint.key}?fields=summary,sprint,closedSprints,flagged`);
    expect([status, json.self]).toEqual([200, `${wall.alpha.url}${A}/issue/${issues.inSprint.id}`]);
    expect(json.fields).toMatchObject({
      summary: 'Sprint work',
      sprint: {
        id: sprints.alphaActive,
        self: `${wall.alpha.url}${active}`,
        state: 'active',
        originBoardId: boards.alpha,
      },
      closedSprints: [{ id: sprints.alphaClosed, state: 'closed' }],
      flagged: false,
    });
    const child = await ask(`${A}/issue/${issues.childOfEpic.key}?fields=epic`);
    expect(child.json.fields.epic).toMatchObject({ id: Number(issues.epic.id), key: issues.epic.key });
  });
});

describe('sprints', () => {
  test('one is made, changed, started, closed and deleted', async () => {
    const body = {
      name: 'Sprint of a key',
      goal: 'Ship',
      startDate: '2026-12-01T09:00:00.000+01:00',
      originBoardId: boards.alpha,
    };
    const made = await wall.send(wall.alpha, sent('POST', `${A}/sprint`, body));
    expect([made.status, made.json]).toEqual([
      201,
      expect.objectContaining({ name: body.name, goal: 'Ship', state: 'future', originBoardId: boards.alpha }),
    ]);
    const path = `${A}/sprint/${made.json.id}`;
    expect((await ask(path)).json).toEqual(made.json);
    const renamed = await wall.send(wall.alpha, sent('POST', path, { name: 'Another name' }));
    expect([renamed.status, renamed.json.name, renamed.json.goal]).toEqual([200, 'Another name', 'Ship']);
    const emptied = await wall.send(wall.alpha, sent('PUT', path, { name: 'Whole', state: 'future' }));
    expect([emptied.status, emptied.json.goal]).toEqual([200, '']);
    const move = sent('POST', `${path}/issue`, { issues: [issues.plain.key] });
    expect((await wall.send(wall.alpha, move)).status).toBe(204);
    for (const state of ['active', 'closed']) {
      const { status, json } = await wall.send(wall.alpha, sent('POST', path, { state }));
      expect([status, json.state]).toEqual([200, state]);
    }
    expect((await wall.send(wall.alpha, sent('DELETE', path))).status).toBe(204);
    expect((await ask(path)).status).toBe(404);
  });

  test('each of these needs its own permission', async () => {
    const reader = await wall.issue([
      { projectId: projects.alpha.id, permissions: ['issue:read', 'board:read', 'sprint:read'] },
    ]);
    expect((await ask(active, reader)).status).toBe(200);
    expect((await ask(`${active}/issue?fields=summary`, reader)).status).toBe(200);
    const name = 'No';
    for (const [request, permission] of [
      [sent('POST', `${A}/sprint`, { name, originBoardId: boards.alpha }), 'sprint:create'],
      [sent('POST', future, { name }), 'sprint:edit'],
      [sent('DELETE', future), 'sprint:delete'],
      [sent('POST', `${future}/issue`, { issues: [issues.plain.key] }), 'issue:edit'],
      [sent('PUT', `${A}/issue/rank`, { issues: [issues.plain.key], rankAfterIssue: 'ALPHA-2' }), 'issue:edit'],
    ] as const) {
      const { status, json } = await wall.send(reader, request);
      expect([status, json.missing]).toEqual([403, expect.arrayContaining([permission])]);
    }
    const none = await wall.issue([{ projectId: projects.alpha.id, permissions: ['issue:read'] }]);
    for (const path of [board, active, `${board}/issue`, `${board}/backlog`])
      expect((await ask(path, none)).json.rule).toBe('permission_missing');
  });
});

describe('where issues stand', () => {
  const sprintOf = async (key: string) =>
    (await ask(`/rest/api/3/issue/${key}?fields=${fields.sprint}`)).json.fields[fields.sprint]?.map(
      ({ name }: { name: string }) => name,
    ) ?? null;
  const put = (method: string, path: string, body: object) => wall.send(wall.alpha, sent(method, path, body));

  test('into a sprint, back into the backlog, and onto the board', async () => {
    const moved = { issues: [issues.plain.key, issues.plainToo.id] };
    expect((await put('POST', `${future}/issue`, moved)).status).toBe(204);
    expect([await sprintOf(issues.plain.key), await sprintOf(issues.plainToo.key)]).toEqual([
      ['Alpha Sprint 3'],
      ['Alpha Sprint 3'],
    ]);
    expect((await put('POST', `${A}/backlog/${boards.alpha}/issue`, moved)).status).toBe(204);
    expect(await sprintOf(issues.plain.key)).toBeNull();
    expect((await put('POST', `${board}/issue`, moved)).status).toBe(204);
    expect(await sprintOf(issues.plain.key)).toEqual(['Alpha Sprint 2']);
  });

  test('before and after another one', async () => {
    const order = async () => {
      const jql = encodeURIComponent(`key in (${issues.alpha2.key}, ${issues.plain.key})`);
      return keysOf((await ask(`${board}/issue?fields=summary&jql=${jql}`)).json);
    };
    const rank = (beside: object) => put('PUT', `${A}/issue/rank`, { issues: [issues.plain.key], ...beside });
    expect((await rank({ rankBeforeIssue: issues.alpha2.key })).status).toBe(204);
    expect(await order()).toEqual([issues.plain.key, issues.alpha2.key]);
    expect((await rank({ rankAfterIssue: issues.alpha2.id })).status).toBe(204);
    expect(await order()).toEqual([issues.alpha2.key, issues.plain.key]);
  });

  test('below an epic, which is read by its key or id', async () => {
    const epic = await ask(`${A}/epic/${issues.epic.key}`);
    expect([epic.status, epic.json.id]).toEqual([200, Number(issues.epic.id)]);
    expect((await ask(`${A}/epic/${issues.epic.id}`)).json).toEqual(epic.json);
    const changed = await put('POST', `${A}/epic/${issues.epic.id}`, {
      name: 'Payments, again',
      color: { key: 'color_2' },
    });
    expect([changed.status, changed.json.key, changed.json.name]).toEqual([200, issues.epic.key, 'Payments, again']);
    const rank = await put('PUT', `${A}/epic/${issues.epic.key}/rank`, { rankAfterEpic: issues.alpha2.key });
    expect(rank.status).toBe(204);
    expect((await put('POST', `${A}/epic/${issues.epic.key}/issue`, { issues: [issues.plain.key] })).status).toBe(204);
    const { json } = await ask(`/rest/api/3/issue/${issues.plain.key}?fields=parent`);
    expect(json.fields.parent.key).toBe(issues.epic.key);
  });

  test('how large they are, in the field of the board', async () => {
    const path = `${A}/issue/${issues.everyField.key}/estimation?boardId=${boards.alpha}`;
    expect((await ask(path)).json).toEqual({ fieldId: fields.points, value: '5' });
    const set = await put('PUT', path, { value: '8' });
    expect([set.status, set.json]).toEqual([200, { fieldId: fields.points, value: '8' }]);
    expect((await ask(path)).json.value).toBe('8');
    expect((await ask(`${A}/issue/${issues.everyField.key}/estimation`)).status).toBe(400);
  });

  test('what a grant may write of issues holds for what is written without naming it', async () => {
    const permissions = ['issue:read', 'issue:edit', 'issue:transition', 'board:read', 'sprint:read', 'sprint:edit'];
    const conditions = { fields: ['summary', 'parent'] };
    const key = await wall.issue([{ projectId: projects.alpha.id, permissions, conditions }]);
    const moved = { issues: [issues.plain.key] };
    const epic = await wall.send(key, sent('POST', `${A}/epic/${issues.epic.key}/issue`, moved));
    expect(epic.status).toBe(204);
    for (const request of [
      sent('POST', `${future}/issue`, moved),
      sent('POST', `${A}/backlog/${boards.alpha}/issue`, moved),
      sent('PUT', `${A}/issue/rank`, { ...moved, rankBeforeIssue: issues.alpha2.key }),
      sent('PUT', `${A}/issue/${issues.plain.key}/estimation?boardId=${boards.alpha}`, { value: 3 }),
    ])
      expect((await wall.send(key, request)).json).toMatchObject({ rule: 'condition_unmet', condition: 'fields' });
  });
});

test('what is hidden from a key is hidden under the names of Jira Software too', async () => {
  const key = await wall.issue(
    [{ projectId: projects.alpha.id, permissions: ['issue:read', 'board:read', 'sprint:read'] }],
    {
      hiddenFields: [fields.points],
    },
  );
  const shown = (await ask(`${A}/issue/${issues.inSprint.key}`, wall.alpha)).json.fields;
  expect(Object.keys(shown)).toEqual(expect.arrayContaining(['sprint', 'flagged', fields.points]));
  const { json } = await ask(`${A}/issue/${issues.inSprint.key}`, key);
  for (const field of ['epic', 'sprint', 'closedSprints', 'flagged', fields.points])
    expect(json.fields).not.toHaveProperty(field);
  expect((await ask(`${board}/configuration`, key)).json.estimation).toEqual({ type: 'field' });
  expect((await ask(`${A}/issue/${issues.everyField.key}/estimation?boardId=${boards.alpha}`, key)).status).toBe(404);
});

test('a person of the project is shown as everywhere', async () => {
  const { json } = await ask(`${A}/issue/${issues.inSprint.key}?fields=assignee`);
  expect(json.fields.assignee).toEqual({
    self: `${wall.alpha.url}/rest/api/2/user?accountId=${encodeURIComponent(people.colleague)}`,
    accountId: people.colleague,
    displayName: expect.any(String),
    active: true,
  });
});
