/**
 * Boards, sprints and epics, C-AGILE: what the generated cases do not reach. Boards whose filter reaches further or that
 * move away, sprints that hold issues of several projects, and a Jira that contradicts itself.
 */
import { editIssue, put } from '../../local/jira/change';
import type { JiraState } from '../../local/jira/state';
import {
  EVERYTHING,
  expectIntact,
  expectNoCanary,
  expectTwins,
  FIXTURE,
  type Key,
  openWall,
  type Sent,
  type Wall,
} from './site';

const { boards, sprints, issues, projects, people, fields, statuses, missing } = FIXTURE;
const A = '/rest/agile/1.0';
const S = '/rest/software/1.0';
const alpha = `${A}/board/${boards.alpha}`;
const mixed = `${A}/board/${boards.alphaMixed}`;
const active = `${A}/sprint/${sprints.alphaActive}`;

let wall: Wall;
beforeAll(async () => {
  wall = await openWall();
});
afterEach(() => {
  wall.site.jira.beforeCall = undefined;
  wall.site.jira.faults.length = 0;
  wall.reset();
});
afterAll(() => wall.stop());

const get = (path: string): Sent => ({ method: 'GET', path });
const ask = (path: string, key: Key = wall.alpha) => wall.send(key, get(path));
const send = (method: string, path: string, body?: unknown, key: Key = wall.alpha) =>
  wall.send(key, { method, path, ...(body === undefined ? {} : { body }) });
const keysOf = (json: { issues: { key: string }[] }): string[] => json.issues.map(({ key }) => key);
const act = () => ({ by: people.member, now: wall.site.clock.now(), notify: false, historyMetadata: null });
const change = (how: (state: JiraState) => JiraState): void => wall.site.restore(how(wall.site.fork()));
const without = (state: JiraState, issueId: string): JiraState => editIssue(state, issueId, { sprintIds: [] }, act());

/** What Jira answers the next call of an operation, whatever it is asked. */
const instead = (operationId: string, body: unknown, status = 200): void => {
  const headers = { 'content-type': 'application/json' };
  wall.site.jira.faults.push({
    operationId,
    times: 1,
    fault: { kind: 'status', status, headers, body: JSON.stringify(body) },
  });
};

describe('C-AGILE-01 · boards are listed by the projects of the key', () => {
  test('each project is asked for by its id; a board that stands elsewhere is left out, and counted nowhere', async () => {
    change((state) =>
      put(state, 'boards', {
        id: 301,
        projectId: projects.omega.id,
        name: 'CANARY-970-board',
        type: 'scrum',
        jql: 'project in (ALPHA, OMEGA)',
      }),
    );
    const answer = await ask(`${A}/board`);
    expect(answer.json.values.map(({ id }: { id: number }) => id)).toEqual([boards.alpha, boards.alphaMixed]);
    expect(answer.json.total).toBe(2);
    expectNoCanary(wall, answer);
    expect(answer.calls.map(({ query }) => query)).toEqual([
      [
        ['projectKeyOrId', projects.alpha.id],
        ['maxResults', '50'],
      ],
    ]);
  });

  test('all pages of Jira are read before one is cut', async () => {
    const rows = (first: number, projectId: string) =>
      Array.from({ length: 50 }, (_, index) => ({
        id: first + index,
        self: 'x',
        name: `Board ${first + index}`,
        type: 'scrum',
        location: { projectId: Number(projectId), projectKey: projectId === projects.alpha.id ? 'ALPHA' : 'OMEGA' },
      }));
    instead('getAllBoards', { isLast: false, values: rows(1000, projects.omega.id) });
    instead('getAllBoards', { isLast: true, values: rows(2000, projects.alpha.id) });
    const { json, calls } = await ask(`${A}/board?startAt=10&maxResults=20`);
    expect([json.total, json.values.length, json.values[0].id, json.isLast]).toEqual([50, 20, 2010, false]);
    expect(calls).toHaveLength(2);
  });

  test.each([
    `accountIdLocation=${people.outsider}`,
    'projectLocation=OMEGA',
    'includePrivate=true',
    'negateLocationFiltering=true',
    'projectTypeLocation=software',
    'filterId=10301',
  ])('what reaches beyond them is not offered · %s', async (query) => {
    const answer = await ask(`${A}/board?${query}`);
    expect([answer.status, answer.json.rule, answer.calls]).toEqual([400, 'query_not_offered', []]);
  });
});

describe('C-AGILE-02 · a board whose filter reaches further', () => {
  test.each([
    `${mixed}/issue?maxResults=100&fields=summary`,
    `${S}/board/${boards.alphaMixed}/issue?maxResults=200&fields=summary`,
  ])('shows and counts what is inside alone, by a confined query · %s', async (path) => {
    const answer = await ask(path);
    const own = await ask(path.replace(String(boards.alphaMixed), String(boards.alpha)));
    expectNoCanary(wall, answer);
    expect(keysOf(answer.json)).toEqual(keysOf(own.json));
    expect(answer.json.total).toBe(own.json.total);
    const lists = answer.calls.filter(({ path: at }) => at.endsWith('/issue'));
    expect(lists.map(({ query }) => query.find(([name]) => name === 'jql')?.[1])).toEqual([
      expect.stringMatching(/^project = 10001 AND level is EMPTY$/),
    ]);
  });

  const listed = `fields=summary,sprint,closedSprints,${fields.sprint}`;
  const below = [
    ...['', '/configuration', '/project', '/version', '/epic', '/sprint'],
    ...[`/issue?${listed}`, `/backlog?${listed}`],
  ];

  test.each(below.flatMap((path) => [1, 2, 3, 4].map((number) => [path, number] as const)))(
    'one that moves away during a call shows nothing of afterwards · board/{}%s, before call %i',
    async (path, number) => {
      let count = 0;
      wall.site.jira.beforeCall = () => {
        count += 1;
        if (count !== number) return;
        change((state) => {
          const board = state.boards.get(String(boards.alpha));
          const sprint = state.sprints.get(String(sprints.alphaActive));
          if (board === undefined || sprint === undefined) throw new Error('the fixture has both');
          const moved = put(state, 'boards', { ...board, projectId: projects.omega.id, name: 'CANARY-971-after' });
          return put(moved, 'sprints', { ...sprint, goal: 'CANARY-972-after' });
        });
      };
      const answer = await ask(`${alpha}${path}`);
      expectNoCanary(wall, answer);
      expect([200, 404]).toContain(answer.status);
    },
  );

  test('one that moved away is as one that never was', async () => {
    change((state) => {
      const board = state.boards.get(String(boards.alpha));
      return board === undefined ? state : put(state, 'boards', { ...board, projectId: projects.omega.id });
    });
    for (const path of below) {
      const gone = await ask(`${alpha}${path}`);
      const never = await ask(`${A}/board/${missing.boardId}${path}`);
      expect([gone.status, gone.json.errorMessages]).toEqual([404, never.json.errorMessages]);
    }
  });

  test('a board that answers for another one is as none', async () => {
    instead('getBoard', { id: boards.alphaMixed, name: 'x', location: { projectId: Number(projects.alpha.id) } });
    expect((await ask(alpha)).status).toBe(404);
    instead('getBoard', { id: boards.alpha, name: 'x', location: { userAccountId: people.member } });
    expect((await ask(alpha)).status).toBe(404);
  });
});

describe('C-AGILE-03 · a configuration', () => {
  test('shows columns with own statuses, and neither filter nor query nor rank', async () => {
    const answer = await ask(`${mixed}/configuration`);
    expect(answer.status).toBe(200);
    expectNoCanary(wall, answer);
    for (const name of ['filter', 'subQuery', 'ranking']) expect(answer.json).not.toHaveProperty(name);
    expect(answer.text).not.toContain(`"${statuses.omegaTeam}"`);
    expect(answer.json.columnConfig.columns.map(({ name }: { name: string }) => name)).toContain('Done');
  });

  test('a column of foreign statuses alone goes with its name, as one of statuses that never were; an empty one stays', async () => {
    const own = (await ask(`${alpha}/configuration`)).json.columnConfig.columns[0].statuses[0];
    const columnsWith = async (other: string) => {
      const [foreign, missing] = [
        { id: other, self: `https://x/status/${other}` },
        { id: '99999', self: 'x' },
      ];
      const columns = [
        { name: 'CANARY-974-column', statuses: [foreign], min: 1, max: 974 },
        { name: 'CANARY-975-column', statuses: [foreign, missing] },
        { name: 'CANARY-976-column' },
        { name: 'Both', statuses: [foreign, own], max: 4 },
        { name: 'Nothing yet', statuses: [] },
      ];
      const config = { id: boards.alpha, name: 'x', type: 'scrum', columnConfig: { columns } };
      instead('getConfiguration', config);
      const answer = await ask(`${alpha}/configuration`);
      expectNoCanary(wall, answer);
      return answer;
    };
    const { json, text } = await columnsWith(statuses.omegaTeam);
    expect(json.columnConfig.columns).toEqual([
      { name: 'Both', statuses: [own], max: 4 },
      { name: 'Nothing yet', statuses: [] },
    ]);
    expect((await columnsWith('88888')).text).toBe(text);
  });

  test('of an own project in an estimation field that no granted project has, there is none', async () => {
    const { json } = await ask(`${mixed}/configuration`);
    expect(json.estimation.field.fieldId).toBe(fields.points);
    const config = { id: boards.alpha, name: 'x', type: 'scrum', columnConfig: { columns: [] } };
    const field = { fieldId: fields.omegaOnly, displayName: 'CANARY-973-field' };
    instead('getConfiguration', { ...config, estimation: { type: 'field', field } });
    const answer = await ask(`${alpha}/configuration`);
    expect([answer.status, answer.json.estimation]).toEqual([200, { type: 'field' }]);
  });
});

test('C-AGILE-04 · what stands on a board is that of the projects of the key, also in number', async () => {
  const ids = async (below: string) => {
    const answer = await ask(`${mixed}/${below}`);
    expectNoCanary(wall, answer);
    return answer.json.values.map(({ id }: { id: number | string }) => String(id));
  };
  expect(await ids('project')).toEqual([projects.alpha.id]);
  expect((await ask(`${mixed}/project`)).json.total).toBe(1);
  expect(await ids('version')).toEqual([FIXTURE.versions.alpha1, FIXTURE.versions.alpha2]);
  expect(await ids('epic')).toEqual([issues.epic.id]);
});

describe('C-AGILE-05 · sprints', () => {
  test('that stem from another board are not on this one, whatever issues they hold', async () => {
    const answer = await ask(`${alpha}/sprint`);
    expectNoCanary(wall, answer);
    expect(answer.calls.find(({ path }) => path.endsWith('/sprint'))?.status).toBe(200);
    expect(answer.json.values.map(({ originBoardId }: { originBoardId: number }) => originBoardId)).toEqual([
      boards.alpha,
      boards.alpha,
      boards.alpha,
    ]);
  });

  test('of a board that moved away are as those that never were', async () => {
    change((state) => {
      const board = state.boards.get(String(boards.alpha));
      return board === undefined ? state : put(state, 'boards', { ...board, projectId: projects.omega.id });
    });
    for (const path of ['', '/issue']) {
      const gone = await ask(`${active}${path}`);
      const never = await ask(`${A}/sprint/${missing.sprintId}${path}`);
      expect([gone.status, gone.json.errorMessages]).toEqual([404, never.json.errorMessages]);
      expect(gone.calls.map(({ operationId }) => operationId)).toEqual(
        never.calls.map(({ operationId }) => operationId),
      );
    }
  });

  test('a sprint that answers for another one is as none', async () => {
    const other = { id: sprints.alphaFuture, state: 'active', name: 'x', originBoardId: boards.alpha };
    const honest = await ask(active);
    expect([honest.status, honest.calls.map(({ operationId }) => operationId)]).toEqual([
      200,
      ['getSprint', 'getBoard', 'getSprint', 'getSprint', 'getBoard'],
    ]);
    // The look-up before, the read itself, the look-up after.
    for (const which of [1, 3, 4]) {
      let count = 0;
      wall.site.jira.beforeCall = () => {
        count += 1;
        if (count === which) instead('getSprint', other);
      };
      expect((await ask(active)).status).toBe(404);
    }
  });
});

describe('C-AGILE-06 · a sprint stays on its board', () => {
  test.each(['PUT', 'POST'])('%s with another board is refused by its shape', async (method) => {
    const body = (originBoardId: number) => ({ name: 'x', state: 'future', originBoardId });
    const path = `${A}/sprint/${sprints.alphaFuture}`;
    const answers = [];
    for (const id of [boards.alpha, boards.omega, missing.boardId]) answers.push(await send(method, path, body(id)));
    expect(answers.map(({ status, json, calls }) => [status, json.rule, calls.length])).toEqual(
      answers.map(() => [400, 'body_not_offered', 0]),
    );
  });
});

describe('C-AGILE-07 · what a sprint holds goes with it', () => {
  const endings = [
    ['closed', 'POST', { state: 'closed' }],
    ['closed as a whole', 'PUT', { name: 'Alpha Sprint 2', state: 'closed' }],
    ['put back', 'POST', { state: 'future' }],
    ['deleted', 'DELETE', undefined],
  ] as const;

  test.each(endings)('one that holds foreign issues is not %s', async (_, method, body) => {
    const before = wall.site.fork();
    const answer = await send(method, active, body);
    expect([answer.status, answer.json.rule]).toEqual([403, 'sprint_out_of_reach']);
    expectNoCanary(wall, answer);
    expect(answer.calls.every((call) => call.method === 'GET')).toBe(true);
    expect(wall.site.fork()).toBe(before);
  });

  test.each(endings)('one that holds own issues alone is %s', async (_, method, body) => {
    change((state) => without(state, issues.omegaInAlphaSprint.id));
    await expectIntact(wall, async () => {
      const answer = await send(method, active, body);
      expect([200, 204]).toContain(answer.status);
    });
  });

  test('one is not closed that holds an own issue which the key does not reach', async () => {
    change((state) => {
      const cleared = without(state, issues.omegaInAlphaSprint.id);
      return editIssue(cleared, issues.secret.id, { sprintIds: [sprints.alphaActive] }, act());
    });
    expect((await send('POST', active, { state: 'closed' })).json.rule).toBe('sprint_out_of_reach');
  });

  test.each(endings)(
    'one that holds foreign issues is not %s by what comes into it meanwhile',
    async (_, method, body) => {
      // An own issue that comes between two numbers makes them equal: any key that fills sprints can see to that.
      const before = wall.site.digestOutside([projects.alpha.id]);
      for (const number of [3, 4, 5]) {
        let calls = 0;
        wall.site.jira.beforeCall = () => {
          calls += 1;
          const filled = { sprintIds: [sprints.alphaActive] };
          if (calls === number) change((state) => editIssue(state, issues.plain.id, filled, act()));
        };
        const answer = await send(method, active, body);
        wall.site.jira.beforeCall = undefined;
        expect([number, answer.status, answer.json.rule]).toEqual([number, 403, 'sprint_out_of_reach']);
        expect(answer.calls.every((call) => call.method === 'GET')).toBe(true);
        expect(wall.site.digestOutside([projects.alpha.id])).toBe(before);
        wall.reset();
      }
    },
  );

  test.each(endings)('one is not %s by a grant that lists the fields to be written', async (_, method, body) => {
    const grant = { projectId: projects.alpha.id, permissions: EVERYTHING };
    const listed = await wall.issue([{ ...grant, conditions: { fields: ['summary'] } }]);
    change((state) => without(state, issues.omegaInAlphaSprint.id));
    const before = wall.site.fork();
    const answer = await send(method, active, body, listed);
    expect([answer.status, answer.json.rule]).toEqual([403, 'condition_unmet']);
    expect(wall.site.fork()).toBe(before);
    const renamed = await send('PUT', active, { name: 'Renamed', state: 'active' }, listed);
    expect(renamed.status).toBe(200);
  });

  test('one is not closed that holds issues of another grant which lists the fields to be written', async () => {
    const keyWith = (conditions: object) =>
      wall.issue([
        { projectId: projects.alpha.id, permissions: EVERYTHING },
        { projectId: projects.beta.id, permissions: EVERYTHING, conditions },
      ]);
    const [listed, open] = [await keyWith({ fields: ['summary'] }), await keyWith({})];
    change((state) => {
      const cleared = without(state, issues.omegaInAlphaSprint.id);
      return editIssue(cleared, issues.beta1.id, { sprintIds: [sprints.alphaActive] }, act());
    });
    const inSprint = () => wall.site.fork().issues.get(issues.beta1.id)?.sprintIds;
    const refused = await send('POST', active, { state: 'closed' }, listed);
    expect([refused.status, refused.json.rule, inSprint()]).toEqual([
      403,
      'sprint_out_of_reach',
      [sprints.alphaActive],
    ]);
    const closed = await send('POST', active, { state: 'closed' }, open);
    expect([closed.status, inSprint()]).toEqual([200, []]);
  });

  test('what changes nothing of its issues is changed in any of them', async () => {
    const before = wall.site.fork().issues;
    const answer = await send('PUT', active, { name: 'Renamed', state: 'active', goal: 'Ship' });
    expect([answer.status, answer.json.name]).toEqual([200, 'Renamed']);
    expect(wall.site.fork().issues).toBe(before);
  });
});

describe('C-AGILE-08 · an order of own issues', () => {
  test('is written by ids alone', async () => {
    const body = { issues: ['alpha-24', issues.plainToo.id], rankBeforeIssue: issues.alpha2.key };
    const { status, calls } = await send('PUT', `${A}/issue/rank`, body);
    expect(status).toBe(204);
    const [write] = calls.filter(({ method }) => method === 'PUT');
    expect(JSON.parse(write?.body ?? '')).toEqual({
      issues: [issues.plain.id, issues.plainToo.id],
      rankBeforeIssue: issues.alpha2.id,
    });
  });

  test('is that of the usual field', async () => {
    for (const rankBeforeIssue of [issues.alpha2.key, issues.omega1.key, missing.issueKey]) {
      const body = { issues: [issues.plain.key], rankBeforeIssue, rankCustomFieldId: 10019 };
      const { status, json, calls } = await send('PUT', `${A}/issue/rank`, body);
      expect([status, json.rule, calls]).toEqual([400, 'body_not_offered', []]);
    }
  });

  test('of which Jira did a part only is told as a failure, without its words', async () => {
    const entries = [{ issueId: 20001, issueKey: issues.omega1.key, status: 503, errors: ['CANARY-974-error'] }];
    instead('rankIssues', { entries }, 207);
    const body = { issues: [issues.plain.key], rankBeforeIssue: issues.alpha2.key };
    const answer = await send('PUT', `${A}/issue/rank`, body);
    expect([answer.status, answer.json.rule]).toEqual([502, 'upstream_failed']);
    expect(answer.text).not.toContain('CANARY');
    expectNoCanary(wall, answer);
  });
});

describe('C-AGILE-09 · a backlog', () => {
  test('holds an issue that is in a hidden sprint, as if it were in none', async () => {
    for (const path of [`${alpha}/backlog?maxResults=100&fields=`, `${S}/board/${boards.alpha}/backlog?fields=`]) {
      const answer = await ask(`${path}${fields.sprint}`);
      expectNoCanary(wall, answer);
      expect(keysOf(answer.json)).toContain(issues.inForeignSprint.key);
      expect(keysOf(answer.json)).not.toContain(issues.inSprint.key);
    }
  });

  test('is asked for by own sprints alone, and needs the right to read them', async () => {
    const answer = await ask(`${alpha}/backlog?fields=summary`);
    const jql = answer.calls.flatMap(({ query }) => query.filter(([name]) => name === 'jql').map(([, value]) => value));
    expect(jql).toEqual([
      `project = 10001 AND level is EMPTY AND (statusCategory != Done) AND (sprint is EMPTY OR sprint not in (${sprints.alphaActive}, ${sprints.alphaFuture}))`,
    ]);
    const key = await wall.issue([{ projectId: projects.alpha.id, permissions: ['issue:read', 'board:read'] }]);
    expect((await ask(`${alpha}/backlog`, key)).json.missing).toEqual(['sprint:read']);
  });

  test('of a board without sprints is none, and tells nothing of Jira’s words', async () => {
    const answer = await ask(`${mixed}/backlog`);
    expect([answer.status, answer.json.rule, answer.json.errors]).toEqual([400, 'upstream_rejected', {}]);
  });
});

describe('C-AGILE-10 · an epic', () => {
  test.each([1, 2])('that moves away before call %i shows nothing of afterwards', async (number) => {
    let count = 0;
    wall.site.jira.beforeCall = () => {
      count += 1;
      if (count !== number) return;
      change((state) => {
        const issue = state.issues.get(issues.epic.id);
        if (issue === undefined) throw new Error('the fixture has it');
        const elsewhere = { projectId: projects.omega.id, key: 'OMEGA-77', summary: 'CANARY-975-after' };
        return put(state, 'issues', { ...issue, ...elsewhere });
      });
    };
    const answer = await ask(`${A}/epic/${issues.epic.key}`);
    expectNoCanary(wall, answer);
    expect(answer.status).toBe(404);
  });

  test('holds its own children alone', async () => {
    const answer = await ask(`${A}/epic/${issues.epic.key}/issue?fields=summary,epic&maxResults=100`);
    expectNoCanary(wall, answer);
    expect(keysOf(answer.json)).toContain(issues.childOfEpic.key);
    expect(answer.json.total).toBe(answer.json.issues.length);
  });

  test('that is no epic has no issues below it', async () => {
    await expectTwins(
      wall,
      wall.alpha,
      get(`${A}/epic/${issues.omegaEpic.key}/issue`),
      get(`${A}/epic/${missing.issueKey}/issue`),
    );
    expect((await ask(`${A}/epic/${issues.plain.key}/issue`)).status).toBe(404);
  });
});

test('C-AGILE-11 · an epic outside is none, under any of its names', async () => {
  for (const issue of [issues.childOfForeignEpic, issues.epicLinkToForeign]) {
    const answer = await ask(`${A}/issue/${issue.key}`);
    expectNoCanary(wall, answer);
    expect([answer.status, answer.json.fields.epic]).toEqual([200, null]);
  }
  const own = await ask(`${A}/issue/${issues.childOfEpic.key}`);
  expect(own.json.fields.epic.key).toBe(issues.epic.key);
});

describe('C-READ-19 · sprints in fields', () => {
  test('are shown if they stem from a board of a project whose sprints the key may read', async () => {
    const path = `/rest/api/3/search/jql?fields=${fields.sprint}&maxResults=100&jql=`;
    const query = `key in (${issues.inForeignSprint.key}, ${issues.inSprint.key}) ORDER BY key`;
    const answer = await ask(`${path}${encodeURIComponent(query)}`);
    expectNoCanary(wall, answer);
    const [hidden, shown] = answer.json.issues.map((issue: { fields: object }) => issue.fields);
    expect(hidden).toEqual({ [fields.sprint]: null });
    expect(shown[fields.sprint].map(({ id }: { id: number }) => id)).toEqual([
      sprints.alphaClosed,
      sprints.alphaActive,
    ]);
    expect(answer.calls.filter(({ operationId }) => operationId === 'getBoard')).toHaveLength(2);
  });

  test('are not there, and cost nothing, for a key that may not read them', async () => {
    const key = await wall.issue([{ projectId: projects.alpha.id, permissions: ['issue:read'] }]);
    const { json, calls } = await ask(`/rest/api/3/issue/${issues.inSprint.key}`, key);
    expect(json.fields).not.toHaveProperty(fields.sprint);
    expect(calls.map(({ operationId }) => operationId)).not.toContain('getBoard');
    const agile = await ask(`${A}/issue/${issues.inSprint.key}`, key);
    for (const field of ['sprint', 'closedSprints', fields.sprint]) expect(agile.json.fields).not.toHaveProperty(field);
  });
});

test('C-JQL-40 · a page token is good for the list that it came from', async () => {
  const query = 'fields=summary&maxResults=5';
  const { json } = await ask(`${S}/board/${boards.alpha}/issue?${query}`);
  const again = (list: string) => ask(`${list}?${query}&nextPageToken=${json.nextPageToken}`);
  expect((await again(`${S}/board/${boards.alpha}/issue`)).status).toBe(200);
  for (const list of [
    `${S}/board/${boards.alphaMixed}/issue`,
    `${S}/board/${boards.alpha}/backlog`,
    `${S}/sprint/${sprints.alphaActive}/issue`,
    '/rest/api/2/search/jql',
  ])
    expect((await again(list)).json.rule).toBe('cursor_invalid');
});

test('C-JQL-41 · a query that is too long for an address is refused, and never cut', async () => {
  const long = `labels in (${Array.from({ length: 40 }, (_, index) => `label${index}`.padEnd(160, 'x')).join(',')})`;
  const answer = await ask(`${alpha}/issue?jql=${encodeURIComponent(long)}`);
  expect([answer.status, answer.json.rule]).toEqual([400, 'jql_not_offered']);
  expect(answer.calls.every(({ operationId }) => operationId !== 'getIssuesForBoard')).toBe(true);
});
