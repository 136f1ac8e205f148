/** What docs/operations.md tells of calls to Jira is what arrives there, and prices cover it. */
import type { Operation } from '../../src/catalogue/operation';
import { OPERATIONS } from '../../src/catalogue/operations';
import { priceOf } from '../../src/limits/price';
import { CALLS } from '../gateway/call-of-each';
import { call, get } from '../wall/issue-operations';
import { FIXTURE, openWall, type Sent, type Wall } from '../wall/site';
import { type Told, toldCalls } from './told-calls';

const { boards, fields, people, projects, sprints, versions } = FIXTURE;
type Allowed = Exclude<Operation, { readonly kind: 'refused' }>;
const ALLOWED = OPERATIONS.filter((row): row is Allowed => row.kind !== 'refused');
const rowOf = (id: string): Allowed | undefined => ALLOWED.find((row) => row.id === id);
const toldOf = (id: string): Told => {
  const row = rowOf(id);
  if (row === undefined) throw new Error(id);
  return toldCalls(row);
};

let wall: Wall;
beforeAll(async () => {
  wall = await openWall();
});
afterEach(() => wall.reset());
afterAll(() => wall.stop());

/** Calls of a warm gateway: names of the project are known. */
async function callsOf(sent: Sent): Promise<{ readonly status: number; readonly calls: number }> {
  await wall.send(wall.alpha, get('3', 'issue/ALPHA-24'));
  await wall.send(wall.alpha, get('3', 'priority'));
  const { status, calls } = await wall.send(wall.alpha, sent);
  return { status, calls: calls.length };
}

test.each(Object.entries(CALLS))('%s makes as many calls as are told of it', async (id, sent) => {
  const { status, calls } = await callsOf(sent);
  const { fewest, most, more } = toldOf(id);
  expect(status).toBeLessThan(300);
  expect(calls).toBeGreaterThanOrEqual(fewest);
  if (more.length === 0) expect(calls).toBeLessThanOrEqual(most);
});

const task = (more: object = {}) => ({
  fields: { project: { id: projects.alpha.id }, issuetype: { name: 'Task' }, summary: 'New', ...more },
});
const agile = (method: string, path: string, body?: unknown): Sent => ({
  method,
  path: `/rest/agile/1.0/${path}`,
  ...(body === undefined ? {} : { body }),
});
const dear = { project: { key: 'ALPHA' }, issuetype: { name: 'Sub-task' }, parent: { key: 'ALPHA-24' } };

/** The fewest by ids alone, the most with whatever can be named; beside these what `more` counts. */
type Case = readonly [what: string, id: string, sent: Sent, calls: 'fewest' | 'most', beside: number];
const CASES: readonly Case[] = [
  ['by the id of its project', 'createIssue', call('POST', '3', 'issue', task()), 'fewest', 0],
  ['by key and below a parent', 'createIssue', call('POST', '3', 'issue', task(dear)), 'most', 0],
  [
    'for a person',
    'createIssue',
    call('POST', '3', 'issue', task({ ...dear, assignee: { accountId: people.colleague } })),
    'most',
    1,
  ],
  [
    'two of one project',
    'createIssues',
    call('POST', '3', 'issue/bulk', { issueUpdates: [task(), task(dear)] }),
    'most',
    0,
  ],
  [
    'with a parent',
    'editIssue',
    call('PUT', '3', 'issue/ALPHA-24', { fields: { [fields.epicLink]: 'ALPHA-5' } }),
    'most',
    0,
  ],
  [
    'by the id of its project',
    'createVersion',
    call('POST', '3', 'version', { name: '3.0', projectId: Number(projects.alpha.id) }),
    'fewest',
    0,
  ],
  [
    'by the key of its project',
    'createVersion',
    call('POST', '3', 'version', { name: '3.0', project: 'ALPHA' }),
    'most',
    0,
  ],
  [
    'with versions instead',
    'deleteVersion',
    call('DELETE', '3', `version/${versions.alpha1}?moveFixIssuesTo=${versions.alpha2}`),
    'fewest',
    1,
  ],
  [
    'renaming',
    'updateSprint',
    agile('PUT', `sprint/${sprints.alphaActive}`, { name: 'Next', state: 'active' }),
    'fewest',
    0,
  ],
  ['starting', 'partiallyUpdateSprint', agile('POST', `sprint/${sprints.alphaFuture}`, { state: 'active' }), 'most', 0],
  ['without a neighbour', 'rankEpics', agile('PUT', 'epic/ALPHA-5/rank', {}), 'fewest', 0],
  ['beside a neighbour', 'rankEpics', agile('PUT', 'epic/ALPHA-5/rank', { rankAfterEpic: 'ALPHA-2' }), 'most', 0],
  ['with relations', 'getIssue', get('3', 'issue/ALPHA-1?fields=issuelinks,subtasks,parent'), 'most', 0],
  ['without', 'getIssue', get('3', 'issue/ALPHA-24?fields=summary'), 'fewest', 0],
  [
    'of what is not there',
    'bulkFetchIssues',
    call('POST', '3', 'issue/bulkfetch', { issueIdsOrKeys: ['NOPES-1'] }),
    'fewest',
    0,
  ],
  [
    'with relations',
    'bulkFetchIssues',
    call('POST', '3', 'issue/bulkfetch', { issueIdsOrKeys: ['ALPHA-1'], fields: ['issuelinks'] }),
    'most',
    0,
  ],
  [
    'with relations, and naming an issue',
    'searchAndReconsileIssuesUsingJql',
    get('3', 'search/jql?jql=key%20%3D%20ALPHA-1&fields=issuelinks'),
    'most',
    1,
  ],
  ['without fields', 'getIssuesForBoard', agile('GET', `board/${boards.alpha}/issue?fields=summary`), 'fewest', 0],
  [
    'beside the boards of two sprints',
    'getIssuesForBacklog',
    agile('GET', `board/${boards.alpha}/backlog?fields=summary`),
    'fewest',
    2,
  ],
  ['of a project by its id', 'getAllStatuses', get('3', `project/${projects.alpha.id}/statuses`), 'fewest', 0],
  ['that no project uses', 'getPriority', get('3', 'priority/99999'), 'fewest', 0],
];
test.each(CASES)('%s: %s', async (_, id, sent, which, beside) => {
  expect((await callsOf(sent)).calls).toBe(toldOf(id)[which] + beside);
});

test('a price covers the requests that an operation needs at the least: two points for a read, one for the write', () => {
  const short = ALLOWED.filter((row) => {
    const { fewest } = toldCalls(row);
    const writes = row.kind === 'relay' && row.check === 'before' ? 1 : 0;
    return priceOf(row) < 2 * (fewest - writes) + writes;
  });
  expect(short.map(({ id }) => id)).toEqual([]);
});
