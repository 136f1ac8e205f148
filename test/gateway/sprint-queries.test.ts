/** What dashboards ask all the time: which issues are in the sprint under way, in the next one, or in none. */
import { put } from '../../local/jira/change';
import type { Sprint } from '../../local/jira/state-boards';
import { ADMIN, asking } from '../wall/page-functions';
import { FIXTURE, type Key, openWall, type Sent, type Wall, work } from '../wall/site';

const { boards, sprints, issues, projects, people, fields } = FIXTURE;
const DASHBOARD = 'project = ALPHA AND sprint in openSprints()';

let wall: Wall;
beforeAll(async () => {
  wall = await openWall({ now: Date.parse('2026-11-25T12:00:00Z') });
});
afterEach(() => {
  wall.site.jira.switches['token.binding'] = 'none';
  wall.reset();
});
afterAll(() => wall.stop());

const search = (jql: string, more: object = {}): Sent => ({
  method: 'POST',
  path: '/rest/api/3/search/jql',
  body: { jql, fields: ['summary'], maxResults: 100, ...more },
});
const keysFor = async (jql: string, key: Key = wall.alpha): Promise<readonly string[]> => {
  const { status, json } = await wall.send(key, search(`${jql} ORDER BY key`));
  expect(status).toBe(200);
  return json.issues.map((issue: { key: string }) => issue.key);
};
/** Keys of the issues of a project that are in one of these sprints, out of the fixture itself. */
const heldBy = (projectId: string, isMeant: (sprint: Sprint) => boolean): readonly string[] => {
  const state = wall.site.fork();
  const isIn = (id: number): boolean => {
    const sprint = state.sprints.get(String(id));
    return sprint !== undefined && isMeant(sprint);
  };
  return [...state.issues.values()]
    .filter((issue) => issue.projectId === projectId && issue.securityLevelId === null && !issue.archived)
    .filter(({ sprintIds }) => sprintIds.some(isIn))
    .map(({ key }) => key)
    .toSorted();
};
const isOwn = ({ boardId }: Sprint): boolean => boardId === boards.alpha;
const changeSprint = (id: number, more: Partial<Sprint>): void => {
  const state = wall.site.fork();
  const sprint = state.sprints.get(String(id));
  if (sprint === undefined) throw new Error('the fixture has it');
  wall.site.restore(put(state, 'sprints', { ...sprint, ...more }));
};

describe('a query about sprints', () => {
  test('is answered by GET, by POST, as a number and for single issues', async () => {
    const open = heldBy(projects.alpha.id, (sprint) => isOwn(sprint) && sprint.state === 'active');
    expect(open.length).toBeGreaterThan(3);
    const jql = encodeURIComponent(DASHBOARD);
    for (const version of ['2', '3']) {
      const base = `/rest/api/${version}`;
      const got = await wall.send(wall.alpha, {
        method: 'GET',
        path: `${base}/search/jql?jql=${jql}&fields=summary,${fields.sprint}&maxResults=100`,
      });
      expect(got.json.issues.map(({ key }: { key: string }) => key).toSorted()).toEqual(open);
      for (const issue of got.json.issues)
        expect(issue.fields[fields.sprint].map(({ id }: { id: number }) => id)).toContain(sprints.alphaActive);
      const count = await wall.send(wall.alpha, {
        method: 'POST',
        path: `${base}/search/approximate-count`,
        body: { jql: DASHBOARD },
      });
      expect(count.json).toEqual({ count: open.length });
    }
    expect((await keysFor(DASHBOARD)).toSorted()).toEqual(open);
    const issueIds = [Number(issues.inSprint.id), Number(issues.plain.id)];
    const matched = await wall.send(wall.alpha, {
      method: 'POST',
      path: '/rest/api/3/jql/match',
      body: { issueIds, jqls: [DASHBOARD, `NOT (${DASHBOARD}) OR sprint is EMPTY`] },
    });
    expect(matched.json.matches.map((each: { matchedIssues: number[] }) => each.matchedIssues)).toEqual([
      [issueIds[0]],
      [issueIds[1]],
    ]);
  });

  test('means sprints by name, by number, by state and by there being any', async () => {
    const active = heldBy(projects.alpha.id, ({ id }) => id === sprints.alphaActive);
    const closed = heldBy(projects.alpha.id, ({ id }) => id === sprints.alphaClosed);
    const any = heldBy(projects.alpha.id, isOwn);
    expect((await keysFor('sprint = "Alpha Sprint 2"')).toSorted()).toEqual(active);
    expect((await keysFor(`sprint = ${sprints.alphaActive}`)).toSorted()).toEqual(active);
    expect((await keysFor('sprint in closedSprints()')).toSorted()).toEqual(closed);
    expect(await keysFor('sprint in futureSprints()')).toEqual([]);
    expect((await keysFor('sprint is not EMPTY')).toSorted()).toEqual(any);
    const none = await keysFor('sprint is EMPTY');
    expect(none.some((key) => any.includes(key))).toBe(false);
    expect(none).toContain(issues.plain.key);
    expect((await keysFor('created > "2020/01/01"')).length).toBe(none.length + any.length);
  });

  test('costs two calls more, and none where nothing of it is asked', async () => {
    expect(work(await wall.send(wall.alpha, search(DASHBOARD)))).toEqual([
      'GET getAllBoards',
      'GET getAllSprints',
      'POST searchAndReconsileIssuesUsingJqlPost',
    ]);
    expect(work(await wall.send(wall.alpha, search('labels = batch')))).toEqual([
      'POST searchAndReconsileIssuesUsingJqlPost',
    ]);
  });

  test('about no sprint at all is answered without a search', async () => {
    const answer = await wall.send(wall.alpha, search('sprint = "No such sprint"'));
    expect([answer.status, answer.json.issues]).toEqual([200, []]);
    expect(work(answer)).toEqual(['GET getAllBoards', 'GET getAllSprints']);
  });

  test('of a key over two projects is about the sprints of both', async () => {
    const state = wall.site.fork();
    const beta: Sprint = {
      id: 7001,
      boardId: boards.beta,
      name: 'Beta Sprint',
      state: 'active',
      goal: '',
      startDate: null,
      endDate: null,
      completeDate: null,
    };
    const first = state.issues.get(issues.beta1.id);
    if (first === undefined) throw new Error('the fixture has it');
    wall.site.restore(put(put(state, 'sprints', beta), 'issues', { ...first, sprintIds: [beta.id] }));
    expect(await keysFor('sprint in openSprints()', wall.mixed)).toEqual(
      expect.arrayContaining([issues.beta1.key, issues.inSprint.key]),
    );
    expect(await keysFor('sprint = "Beta Sprint"', wall.mixed)).toEqual([issues.beta1.key]);
    expect(await keysFor('sprint = "Beta Sprint"')).toEqual([]);
  });

  test.each(['none', 'jql', 'carries-jql', 'account'] as const)(
    'is read page by page, with tokens bound to %s',
    async (binding) => {
      wall.site.jira.switches['token.binding'] = binding;
      const seen: string[] = [];
      let nextPageToken: string | undefined;
      do {
        const paging = nextPageToken === undefined ? { maxResults: 2 } : { maxResults: 2, nextPageToken };
        const { status, json } = await wall.send(wall.alpha, search(`${DASHBOARD} ORDER BY key`, paging));
        expect(status).toBe(200);
        seen.push(...json.issues.map(({ key }: { key: string }) => key));
        ({ nextPageToken } = json);
      } while (nextPageToken !== undefined);
      expect(seen).toEqual(await keysFor(DASHBOARD));
    },
  );

  test('says with the next call that a sprint was closed, and another one started', async () => {
    expect(await keysFor(DASHBOARD)).toContain(issues.inSprint.key);
    const { json } = await wall.send(wall.alpha, search(DASHBOARD, { maxResults: 2 }));
    changeSprint(sprints.alphaActive, { state: 'closed' });
    expect(await keysFor(DASHBOARD)).toEqual([]);
    expect(await keysFor('sprint in closedSprints()')).toContain(issues.inSprint.key);
    changeSprint(sprints.alphaActive, { state: 'active' });
    expect(await keysFor(DASHBOARD)).toContain(issues.inSprint.key);
    // What the pages before were about is not what is asked now.
    changeSprint(sprints.alphaActive, { state: 'closed' });
    const later = await wall.send(wall.alpha, search(DASHBOARD, { maxResults: 2, nextPageToken: json.nextPageToken }));
    expect([later.status, later.json.rule]).toEqual([400, 'cursor_invalid']);
  });

  test('is told apart before it is sent: the check by the key and the console say what the call then hears', async () => {
    const call = { method: 'POST', path: '/rest/api/3/search/jql', body: { jql: DASHBOARD } };
    const ask = asking(() => wall);
    for (const [key, allowed] of [
      [wall.alpha, true],
      [wall.reader, false],
    ] as const) {
      const checked = await wall.send(key, { method: 'POST', path: '/key/self/check', body: call });
      expect([checked.status, checked.json.allowed]).toEqual([200, allowed]);
      const tried = await ask(people.siteAdmin, ADMIN, 'tryCalls', { of: { keyId: key.id }, calls: [call] });
      expect(tried.value.answers[0].allowed).toBe(allowed);
      const { status, json } = await wall.send(key, search(DASHBOARD));
      expect(status).toBe(allowed ? 200 : 400);
      if (!allowed) expect([checked.json.rule, tried.value.answers[0].rule]).toEqual([json.rule, json.rule]);
    }
  });

  test('is read by the parser as by Jira, whatever the key may read', async () => {
    const { status, json } = await wall.send(wall.reader, {
      method: 'POST',
      path: '/rest/api/3/jql/parse?validation=none',
      body: { queries: ['sprint in openSprints()'] },
    });
    expect([status, json.queries[0].structure.where]).toEqual([
      200,
      { field: { name: 'sprint' }, operator: 'in', operand: { function: 'openSprints', arguments: [] } },
    ]);
  });
});
