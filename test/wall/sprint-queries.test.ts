/**
 * Sprints in queries, C-JQL-13: sprints of foreign boards are as none, by every way of asking for them; which are meant is
 * looked up for each query; and what is looked up says nothing of what is named.
 */
import { editIssue, put } from '../../local/jira/change';
import type { JiraState } from '../../local/jira/state';
import { asked, CLAUSE, DOORS, idsOf, jqlOf } from './jql-case';
import {
  type Answer,
  comparable,
  expectNoCanary,
  expectTwins,
  FIXTURE,
  type Key,
  openWall,
  type Sent,
  type Wall,
  work,
} from './site';

const { boards, sprints, issues, projects, people, fields, missing } = FIXTURE;
const A = '/rest/agile/1.0';
const S = '/rest/software/1.0';
const OWN = `${sprints.alphaActive}, ${sprints.alphaClosed}, ${sprints.alphaFuture}`;

let wall: Wall;
beforeAll(async () => {
  wall = await openWall({ now: Date.parse('2026-11-25T12:00:00Z') });
});
afterEach(() => {
  wall.site.jira.faults.length = 0;
  wall.site.jira.beforeCall = undefined;
  wall.site.jira.switches['token.binding'] = 'none';
  wall.reset();
});
afterAll(() => wall.stop());

const ask = (jql: string, key: Key = wall.alpha) => wall.send(key, asked(jql));
const keysFor = async (jql: string, key?: Key): Promise<readonly string[]> => {
  const answer = await ask(jql, key);
  expect(answer.status).toBe(200);
  expectNoCanary(wall, answer);
  return idsOf(answer).map((id) => wall.site.jira.state().issues.get(id)?.key ?? id);
};
const change = (how: (state: JiraState) => JiraState): void => wall.site.restore(how(wall.site.fork()));
const act = () => ({ by: people.member, now: wall.site.clock.now(), notify: false, historyMetadata: null });
const inSprints = (issueId: string, ...sprintIds: number[]): void =>
  change((state) => editIssue(state, issueId, { sprintIds }, act()));
const moveBoard = (boardId: number, projectId: string): void =>
  change((state) => {
    const board = state.boards.get(String(boardId));
    if (board === undefined) throw new Error('the fixture has it');
    return put(state, 'boards', { ...board, projectId });
  });
const addBoards = (first: number, count: number, projectId: string, type: 'scrum' | 'kanban' = 'scrum'): void =>
  change((state) =>
    Array.from({ length: count }, (_, index) => first + index).reduce(
      (next, id) => put(next, 'boards', { id, projectId, name: `Board ${id}`, type, jql: 'project = ALPHA' }),
      state,
    ),
  );
const addSprints = (first: number, count: number, boardId: number, state: 'active' | 'closed' = 'closed'): void =>
  change((all) =>
    Array.from({ length: count }, (_, index) => first + index).reduce(
      (next, id) =>
        put(next, 'sprints', {
          id,
          boardId,
          name: `Sprint ${id}`,
          state,
          goal: '',
          startDate: null,
          endDate: null,
          completeDate: null,
        }),
      all,
    ),
  );

/** Questions to Jira about boards and sprints, in their order. */
const lookUps = (answer: Answer): readonly string[] =>
  answer.calls
    .filter(({ operationId }) => operationId === 'getAllBoards' || operationId === 'getAllSprints')
    .map(({ path, query }) => `${path}?${query.map((pair) => pair.join('=')).join('&')}`);
const BOARDS_OF_ALPHA = `${A}/board?projectKeyOrId=${projects.alpha.id}&startAt=0&maxResults=50`;
const sprintsOf = (boardId: number, state: string): string =>
  `${A}/board/${boardId}/sprint?${state}startAt=0&maxResults=50`;

describe('what goes to Jira', () => {
  test.each([
    ['sprint in openSprints()', `sprint = ${sprints.alphaActive}`],
    ['sprint in closedSprints()', `sprint = ${sprints.alphaClosed}`],
    ['sprint in (futureSprints(), openSprints())', `sprint in (${sprints.alphaFuture}, ${sprints.alphaActive})`],
    ['sprint is EMPTY', `sprint is EMPTY OR sprint not in (${OWN})`],
    ['sprint is not EMPTY', `sprint in (${OWN})`],
    ['sprint != "alpha sprint 2"', `sprint in (${OWN}) AND sprint != ${sprints.alphaActive}`],
    ['NOT sprint in openSprints()', `sprint in (${OWN}) AND sprint != ${sprints.alphaActive}`],
    ['cf[10020] in openSprints()', `sprint = ${sprints.alphaActive}`],
  ])('C-JQL-13 · own sprints by their ids, and no function · %s', async (jql, sent) => {
    for (const door of DOORS) {
      const answer = await wall.send(wall.alpha, asked(jql, door));
      expect(answer.status).toBe(200);
      expect(jqlOf(answer)).toEqual([`${CLAUSE} AND (${sent})`]);
    }
  });

  test.each([
    ['sprint in openSprints()', 'state=active&'],
    ['sprint in (openSprints(), futureSprints())', 'state=active,future&'],
    ['sprint in openSprints() AND sprint is EMPTY', ''],
    [`sprint = ${sprints.omegaActive}`, ''],
    ['project = OMEGA AND sprint != 1', ''],
  ])('C-JQL-13 · boards of the project, and those of their sprints that are asked about · %s', async (jql, state) => {
    const answer = await ask(jql);
    expect(lookUps(answer)).toEqual([BOARDS_OF_ALPHA, sprintsOf(boards.alpha, state)]);
  });

  test('C-JQL-13 · a query about nothing of the kind looks up none, nor does one that is refused', async () => {
    for (const jql of ['labels = sprint', 'summary ~ "openSprints()"', 'sprint = 5 AND sprint WAS 5'])
      expect(lookUps(await ask(jql))).toEqual([]);
  });
});

describe('C-JQL-13 · issues in foreign sprints are as in none', () => {
  const foreign = issues.inForeignSprint.key;

  test('by function, emptiness, inequality and negation', async () => {
    expect(await keysFor('sprint in openSprints()')).not.toContain(foreign);
    expect(await keysFor('sprint in futureSprints()')).not.toContain(foreign);
    expect(await keysFor('sprint is not EMPTY')).not.toContain(foreign);
    expect(await keysFor(`sprint != ${sprints.alphaClosed}`)).not.toContain(foreign);
    expect(await keysFor(`sprint not in (${sprints.alphaClosed}, EMPTY)`)).not.toContain(foreign);
    // Jira reads NOT as the opposite operator, which leaves out what is in none.
    expect(await keysFor('NOT sprint in openSprints()')).not.toContain(foreign);
    expect(await keysFor(`NOT sprint = ${sprints.alphaActive}`)).not.toContain(foreign);
    for (const jql of ['sprint is EMPTY', 'NOT sprint is not EMPTY', 'NOT sprint in openSprints() OR sprint = EMPTY'])
      expect(await keysFor(`${jql} ORDER BY key`)).toEqual(expect.arrayContaining([foreign, issues.plain.key]));
  });

  test('also beside an own one, of which alone is told', async () => {
    inSprints(issues.plain.id, sprints.alphaClosed, sprints.omegaActive);
    expect(await keysFor('sprint in openSprints()')).not.toContain(issues.plain.key);
    expect(await keysFor('sprint in closedSprints()')).toContain(issues.plain.key);
    expect(await keysFor(`sprint != ${sprints.alphaClosed}`)).not.toContain(issues.plain.key);
    expect(await keysFor('sprint is EMPTY')).not.toContain(issues.plain.key);
  });

  test('a foreign sprint with the name of an own one is not found by it', async () => {
    change((state) => {
      const sprint = state.sprints.get(String(sprints.omegaActive));
      if (sprint === undefined) throw new Error('the fixture has it');
      return put(state, 'sprints', { ...sprint, name: 'Alpha Sprint 2' });
    });
    const found = await keysFor('sprint = "Alpha Sprint 2"');
    expect(found).toContain(issues.inSprint.key);
    expect(found).not.toContain(foreign);
  });

  test('an issue of another project in an own sprint is not there', async () => {
    expect(await keysFor(`sprint = ${sprints.alphaActive}`)).not.toContain(issues.omegaInAlphaSprint.key);
  });

  test('whether the foreign sprint is open changes nothing', async () => {
    const before = await ask('sprint in openSprints() OR sprint is EMPTY');
    inSprints(issues.inForeignSprint.id, sprints.omegaFuture);
    const after = await ask('sprint in openSprints() OR sprint is EMPTY');
    expect(comparable(after)).toEqual(comparable(before));
    expect(work(after)).toEqual(work(before));
  });
});

describe('C-JQL-13 · which sprints are own is looked up for each query', () => {
  test('a board that moved away takes its sprints with it, and brings them when it comes back', async () => {
    expect(await keysFor('sprint in openSprints()')).toContain(issues.inSprint.key);
    moveBoard(boards.alpha, projects.omega.id);
    expect(await keysFor('sprint in openSprints()')).toEqual([]);
    expect(await keysFor(`sprint = ${sprints.alphaActive}`)).toEqual([]);
    expect(await keysFor('sprint is EMPTY')).toContain(issues.inSprint.key);
    moveBoard(boards.alpha, projects.alpha.id);
    expect(await keysFor('sprint in openSprints()')).toContain(issues.inSprint.key);
  });

  test('boards that stand elsewhere are listed by Jira for what they show, and count for nothing', async () => {
    addBoards(900, 30, projects.omega.id);
    addSprints(90_000, 600, 900, 'active');
    inSprints(issues.plain.id, 90_001);
    const answer = await ask('sprint in openSprints()');
    expect(lookUps(answer)).toEqual([BOARDS_OF_ALPHA, sprintsOf(boards.alpha, 'state=active&')]);
    expect(jqlOf(answer)).toEqual([`${CLAUSE} AND (sprint = ${sprints.alphaActive})`]);
    expect(await keysFor('sprint is EMPTY')).toContain(issues.plain.key);
  });

  test('sprints of other boards that hold issues of an own one are listed by Jira, and count for nothing', async () => {
    addSprints(90_000, 3, boards.omega, 'active');
    for (const [index, issue] of [issues.plain, issues.plainToo, issues.alpha1].entries())
      inSprints(issue.id, 90_000 + index);
    const answer = await ask('sprint in openSprints()');
    expect(jqlOf(answer)).toEqual([`${CLAUSE} AND (sprint = ${sprints.alphaActive})`]);
  });

  test.each(['none', 'jql', 'carries-jql'] as const)(
    'a page token is not good for sprints that are own no more · tokens bound to %s',
    async (binding) => {
      wall.site.jira.switches['token.binding'] = binding;
      const page = (token?: string): Sent =>
        asked('sprint in openSprints() OR sprint is EMPTY', 'POST search', {
          maxResults: 5,
          ...(token === undefined ? {} : { nextPageToken: token }),
        });
      const { json } = await wall.send(wall.alpha, page());
      expect((await wall.send(wall.alpha, page(json.nextPageToken))).status).toBe(200);
      moveBoard(boards.alpha, projects.omega.id);
      const answer = await wall.send(wall.alpha, page(json.nextPageToken));
      expect([answer.status, answer.json.rule, jqlOf(answer)]).toEqual([400, 'cursor_invalid', []]);
    },
  );

  test('the same holds for the lists of boards by token', async () => {
    wall.site.jira.switches['token.binding'] = 'carries-jql';
    const list = `${S}/board/${boards.alphaMixed}/issue?fields=summary&maxResults=5&jql=${encodeURIComponent('sprint is EMPTY')}`;
    const get = (path: string) => wall.send(wall.alpha, { method: 'GET', path });
    const { json } = await get(list);
    expect((await get(`${list}&nextPageToken=${json.nextPageToken}`)).status).toBe(200);
    moveBoard(boards.alpha, projects.omega.id);
    expect((await get(`${list}&nextPageToken=${json.nextPageToken}`)).json.rule).toBe('cursor_invalid');
  });
});

describe('C-JQL-13 · too many to ask about', () => {
  const refused = async (jql: string): Promise<void> => {
    const answer = await ask(jql);
    expect([answer.status, answer.json.rule, jqlOf(answer)]).toEqual([400, 'jql_not_offered', []]);
    expect(answer.json.errorMessages).toEqual([
      'The query asks about sprints, and its projects have too many boards or sprints for that. Ask about fewer projects, or not about sprints.',
    ]);
  };

  test('boards of the project are, beyond 20 that can have sprints', async () => {
    addBoards(900, 19, projects.alpha.id);
    addBoards(950, 30, projects.alpha.id, 'kanban');
    expect((await ask('sprint in openSprints()')).status).toBe(200);
    addBoards(990, 1, projects.alpha.id);
    await refused('sprint in openSprints()');
    await refused(`sprint = ${sprints.omegaActive}`);
  });

  test('sprints are, beyond 500 of those in the states that are asked about', async () => {
    addSprints(90_000, 497, boards.alpha);
    expect(await keysFor('sprint is EMPTY')).toContain(issues.plain.key);
    addSprints(91_000, 1, boards.alpha);
    await refused('sprint is EMPTY');
    await refused(`sprint = ${sprints.alphaActive}`);
    expect(await keysFor('sprint in openSprints()')).toContain(issues.inSprint.key);
  });
});

describe('C-JQL-13 · where Jira fails, nothing is told', () => {
  test.each([
    ['getAllBoards', 500, 502],
    ['getAllBoards', 429, 429],
    ['getAllSprints', 503, 502],
    ['getAllSprints', 429, 429],
  ])('%s answers %i', async (operationId, status, told) => {
    wall.site.jira.faults.push({ operationId, times: 1, fault: { kind: 'status', status, headers: {}, body: '' } });
    const answer = await ask('sprint is EMPTY');
    expect([answer.status, jqlOf(answer)]).toEqual([told, []]);
    expect((await ask('sprint is EMPTY')).status).toBe(200);
  });

  test('a board of which Jira gives no sprints has none', async () => {
    const fault = { kind: 'status', status: 400, headers: {}, body: '' } as const;
    wall.site.jira.faults.push({ operationId: 'getAllSprints', times: 1, fault });
    expect(await keysFor('sprint in openSprints()')).toEqual([]);
    expect(await keysFor('sprint in openSprints()')).toContain(issues.inSprint.key);
  });

  test('a board that is gone when its sprints are asked for has none', async () => {
    let count = 0;
    wall.site.jira.beforeCall = () => {
      count += 1;
      if (count === 2) moveBoard(boards.alpha, projects.bin.id);
    };
    expect(await keysFor('sprint in openSprints()')).toEqual([]);
  });
});

describe('who may not read sprints may not ask about them', () => {
  const queries = ['sprint in openSprints()', 'sprint is EMPTY', `sprint = ${sprints.alphaActive}`];
  const refusal = async (key: Key, jql: string): Promise<readonly unknown[]> => {
    const answer = await ask(jql, key);
    const [what = '', where = ''] = String(answer.json.errorMessages).split('. ');
    expect(where).toMatch(/^Where: comparison [12]( \(sprint\))?$/);
    return [answer.status, answer.json.rule, what, lookUps(answer), jqlOf(answer)];
  };
  const NOT_READABLE = [400, 'jql_not_offered', 'The query uses a field that this key may not read', [], []];
  const grant = (projectId: string, ...permissions: string[]) => ({
    projectId,
    permissions: ['issue:read', ...permissions],
  });

  test.each(queries)('C-JQL-25 · without the permission, by either name of the field · %s', async (jql) => {
    expect(await refusal(wall.reader, jql)).toEqual(NOT_READABLE);
    expect(await refusal(wall.reader, jql.replace('sprint', 'cf[10020]'))).toEqual(NOT_READABLE);
    const key = await wall.issue([grant(projects.alpha.id, 'sprint:read')]);
    expect((await ask(jql, key)).status).toBe(200);
  });

  test.each(queries)('C-JQL-25 · with it in one of two projects that the query reaches · %s', async (jql) => {
    const one = await wall.issue([grant(projects.alpha.id, 'sprint:read'), grant(projects.beta.id)]);
    expect(await refusal(one, jql)).toEqual(NOT_READABLE);
    expect(await refusal(one, `project = ALPHA AND ${jql}`)).toEqual(NOT_READABLE);
    const both = await wall.issue([grant(projects.alpha.id, 'sprint:read'), grant(projects.beta.id, 'sprint:read')]);
    expect((await ask(jql, both)).status).toBe(200);
    const other = await wall.issue([
      grant(projects.alpha.id, 'sprint:read'),
      { projectId: projects.beta.id, permissions: ['project:read'] },
    ]);
    expect((await ask(jql, other)).status).toBe(200);
  });

  test.each([
    ['the sprint', 'sprint'],
    ['the closed sprints', 'closedSprints'],
    ['the field that holds them', fields.sprint],
    ['a field that no list has, which may be that', missing.fieldId],
  ])('C-JQL-25 · where %s is hidden', async (_, hidden) => {
    const grants = [grant(projects.alpha.id, 'sprint:read')];
    const blind = await wall.issue(grants, { hiddenFields: [hidden] });
    const other = await wall.issue(grants, { hiddenFields: ['labels', fields.points] });
    for (const jql of queries) {
      expect(await refusal(blind, jql)).toEqual(NOT_READABLE);
      expect(await refusal(blind, `cf[10020] = ${sprints.alphaActive} OR ${jql}`)).toEqual(NOT_READABLE);
      expect((await ask(jql, other)).status).toBe(200);
    }
  });

  test('a condition of a grant closes its project where it is about sprints', async () => {
    const where = (jql: string) => [{ ...grant(projects.alpha.id, 'sprint:read'), conditions: { jql } }];
    await expect(wall.issue(where('sprint in openSprints()'))).rejects.toThrow('no key');
    const closed = await wall.issue(where('cf[10020] is EMPTY'));
    expect(await keysFor('', closed)).toEqual([]);
    expect(
      (await keysFor('sprint in openSprints()', await wall.issue(where('labels is EMPTY')))).length,
    ).toBeGreaterThan(0);
  });
});

describe('at the other doors', () => {
  const twins: readonly (readonly [foreign: string, never: string])[] = [
    [`sprint = ${sprints.omegaActive}`, `sprint = ${missing.sprintId}`],
    [
      `sprint not in (${sprints.omegaActive}, ${sprints.alphaFuture})`,
      `sprint not in (${missing.sprintId}, ${sprints.alphaFuture})`,
    ],
  ];

  test.each([
    `${A}/board/${boards.alpha}/issue`,
    `${S}/board/${boards.alpha}/issue`,
    `${S}/board/${boards.alpha}/issue/approximate-count`,
    `${A}/board/${boards.alpha}/backlog`,
    `${A}/sprint/${sprints.alphaActive}/issue`,
    `${A}/epic/${issues.epic.key}/issue`,
  ])('C-JQL-41 · a foreign sprint is as one that never was · %s', async (list) => {
    const by = (jql: string): Sent => ({ method: 'GET', path: `${list}?jql=${encodeURIComponent(jql)}` });
    for (const [foreign, never] of twins) await expectTwins(wall, wall.alpha, by(foreign), by(never));
    const open = await wall.send(wall.alpha, by('sprint in openSprints()'));
    expect(open.status).toBe(200);
    const sent = open.calls.flatMap(({ query }) => query.filter(([name]) => name === 'jql').map(([, value]) => value));
    expect(sent.every((jql) => jql.includes(`sprint = ${sprints.alphaActive}`) && !jql.includes('openSprints'))).toBe(
      true,
    );
  });

  test('C-JQL-36 · which of the issues match tells nothing of foreign sprints', async () => {
    const issueIds = [issues.inSprint, issues.inForeignSprint, issues.plain].map(({ id }) => Number(id));
    const by = (...jqls: string[]): Sent => ({
      method: 'POST',
      path: '/rest/api/3/jql/match',
      body: { issueIds, jqls },
    });
    const { json, calls } = await wall.send(
      wall.alpha,
      by('sprint in openSprints()', 'sprint is EMPTY', `sprint = ${sprints.omegaActive}`, 'sprint in closedSprints()'),
    );
    const matched = json.matches.map(({ matchedIssues }: { matchedIssues: number[] }) => matchedIssues);
    const [inSprint, inForeign, plain] = issueIds;
    expect(matched).toEqual([[inSprint], [inForeign, plain], [], [inSprint]]);
    expect(calls.filter(({ operationId }) => operationId === 'getAllSprints')).toHaveLength(1);
    for (const [foreign, never] of twins)
      await expectTwins(wall, wall.alpha, by(foreign, 'sprint is EMPTY'), by(never, 'sprint is EMPTY'));
  });
});
