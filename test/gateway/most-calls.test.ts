/** However much a request names, no more than 60 calls to Jira leave because of it; what an answer is made of has bounds of its own. */
import { put, putAll } from '../../local/jira/change';
import type { JiraState } from '../../local/jira/state';
import { call, get } from '../wall/issue-operations';
import { type Answer, EVERYTHING, FIXTURE, type Key, openWall, READING, type Sent, type Wall } from '../wall/site';
import { CALLS } from './call-of-each';

const MOST = 60;
/** Comments of a request, page by page, and before and after that whom each is for. */
const MOST_WITH_ANSWER = MOST + 200;
const { issues, projects, comments, boards, sprints, fields } = FIXTURE;
const SEVERAL = [
  projects.alpha,
  projects.beta,
  projects.omega,
  projects.team,
  projects.gamma,
  projects.reborn,
  projects.namedAlpha,
  projects.namedId,
];

let wall: Wall;
let several: Key;
let crowded: JiraState;
beforeAll(async () => {
  wall = await openWall();
  several = await wall.issue(SEVERAL.map(({ id }) => ({ projectId: id, permissions: EVERYTHING })));
  crowded = withCrowds(wall.site.fork());
});
afterEach(() => wall.reset());
afterAll(() => wall.stop());

/** As much below ALPHA-1 and the boards of ALPHA as Jira holds, or more. */
function withCrowds(state: JiraState): JiraState {
  const many = <T>(count: number, each: (at: number) => T): readonly T[] =>
    Array.from({ length: count }, (_, at) => each(at));
  const issue = state.issues.get(issues.alpha1.id);
  const comment = state.comments.get(comments.alpha1);
  const board = state.boards.get(String(boards.alpha));
  const sprint = state.sprints.get(String(sprints.alphaActive));
  const entry = issue?.history[0];
  if (!issue || !comment || !board || !sprint || !entry) throw new Error('the fixture has lost something');
  const history = many(7_000, (at) => ({ ...entry, id: String(500_000 + at) }));
  const sprintIds = many(70, (at) => 9_000 + at);
  let all = put(state, 'issues', { ...issue, history, sprintIds });
  all = putAll(
    all,
    'comments',
    many(4_000, (at) => ({ ...comment, id: String(600_000 + at) })),
  );
  all = putAll(
    all,
    'boards',
    many(70, (at) => ({ ...board, id: 8_000 + at })),
  );
  return putAll(
    all,
    'sprints',
    many(70, (at) => ({ ...sprint, id: 9_000 + at, boardId: 8_000 + at })),
  );
}

/** Names, which are looked up once in fifteen minutes, are not counted. */
async function sendWarm(key: Key, sent: Sent): Promise<Answer> {
  await wall.send(key, get('3', 'priority'));
  return wall.send(key, sent);
}

/** No more calls than there may be; what is not served for that is refused by a reason of its own. */
function expectBounded(answer: Answer): void {
  expect(answer.calls.length).toBeLessThanOrEqual(MOST);
  if (answer.status >= 300) expect(answer.json.rule).toBe('too_much_work');
}

test.each(Object.entries(CALLS))('%s about an issue and boards with all that they can hold', async (_, sent) => {
  wall.site.restore(crowded);
  const path = sent.path.replace('ALPHA-24', 'ALPHA-1');
  // Some of it is too much to be served, or may not be written to.
  const answer = await sendWarm(wall.alpha, { ...sent, path });
  expect(answer.calls.length).toBeLessThanOrEqual(sent.path.includes('/servicedeskapi/') ? MOST_WITH_ANSWER : MOST);
  expect([200, 201, 204, 400, 403, 502]).toContain(answer.status);
});

const ids = (from: number, count: number): string => Array.from({ length: count }, (_, at) => from + at).join(',');
const search = (jql: string, more: object = {}): Sent => call('POST', '3', 'search/jql', { jql, ...more });
const match = (...jqls: string[]): Sent => call('POST', '3', 'jql/match', { issueIds: [11001], jqls });
const people = (count: number): string =>
  Array.from(
    { length: count },
    (_, at) => `"712020:00000000-0000-4000-8000-0000000002${String(at).padStart(2, '0')}"`,
  ).join();
const names = (count: number): string =>
  Array.from({ length: count }, (_, at) => `NO${'ABCDEFGHIJ'[at % 10]}${'ABCDEFGHIJ'[Math.floor(at / 10)]}`).join();

test.each<readonly [what: string, sent: Sent]>([
  ['a query that names as many issues as one can', search(`id in (${ids(1_000_000, 2_500)})`)],
  ['issues matched with such a query', match(`id in (11001,${ids(1_000_000, 2_400)})`)],
  ['two such queries with the same issues', match(...[1, 2].map(() => `id in (${ids(1_000_000, 2_500)})`))],
  ['a history that is longer than can be read', get('3', 'issue/ALPHA-1/changelog')],
  [
    'a search for issues with long histories',
    search('order by key', { fields: ['summary'], expand: 'changelog', maxResults: 50 }),
  ],
  ['an issue in sprints of many boards', get('3', `issue/ALPHA-1?fields=${fields.sprint}`)],
  ['screens of as many projects as a key can have', get('3', `issue/createmeta?projectKeys=ALPHA,${names(0)}`)],
  ['people of a query in several projects', search(`assignee in (${people(5)})`)],
])('%s', async (_, sent) => {
  wall.site.restore(crowded);
  for (const key of [wall.alpha, several]) expectBounded(await sendWarm(key, sent));
});

test.each<readonly [what: string, sent: Sent, rule: string]>([
  [
    'queries that name too many issues between them',
    match(...[0, 1].map((at) => `id in (${ids(1_000_000 + at * 2_400, 2_400)})`)),
    'body_invalid',
  ],
  ['a list of too many projects', get('3', `issue/createmeta?projectKeys=${names(21)}`), 'query_invalid'],
  ['too many people in too many projects', search(`assignee in (${people(6)})`), 'query_invalid'],
])('%s asks Jira for nothing', async (_, sent, rule) => {
  const answer = await wall.send(several, sent);
  expect([answer.status, answer.json.rule, answer.calls]).toEqual([400, rule, []]);
});

test('a write of a key with several projects asks about its people in the one project that it is about', async () => {
  const assign = call('PUT', '3', 'issue/ALPHA-24/assignee', { accountId: FIXTURE.people.colleague });
  const answer = await wall.send(several, assign);
  expect(answer.status).toBe(204);
  expect(answer.calls.filter(({ operationId }) => operationId === 'findAssignableUsers')).toHaveLength(1);
  const foreign = await wall.send(
    several,
    call('PUT', '3', 'issue/ALPHA-24/assignee', { accountId: FIXTURE.people.betaMember }),
  );
  expect([foreign.status, foreign.json.rule]).toEqual([400, 'value_unavailable']);
});

test('a discussion as long as Jira allows is read whole', async () => {
  wall.site.restore(crowded);
  const answer = await wall.send(wall.alpha, get('3', 'issue/ALPHA-1/comment?maxResults=100'));
  expect([answer.status, answer.json.total]).toEqual([200, 4_002]);
});

test('a condition is asked about for no more issues than there may be calls', async () => {
  const conditions = { jql: 'labels = open' };
  const key = await wall.issue([{ projectId: projects.alpha.id, permissions: READING, conditions }]);
  const all = [...wall.site.fork().issues.values()].filter(({ projectId }) => projectId === projects.alpha.id);
  const answer = await sendWarm(key, search(`id in (${all.map(({ id }) => id).join()},${ids(1_000_000, 2_300)})`));
  expectBounded(answer);
});
