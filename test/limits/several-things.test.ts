/**
 * Calls that write several things count as many writes, whatever becomes of them, and are let through whole or not at all:
 * a limit of writes bounds what can be done with a key, not how often it calls.
 */
import { OPERATIONS } from '../../src/catalogue/operations';
import {
  type Answer,
  comparable,
  EVERYTHING,
  FIXTURE,
  type Key,
  openWall,
  type Sent,
  type Wall,
  work,
} from '../wall/site';

const { boards, sprints, issues, projects } = FIXTURE;
const NOW = Date.parse('2026-11-25T12:30:15Z');
const A = '/rest/agile/1.0';
const GRANT = { projectId: projects.alpha.id, permissions: EVERYTHING };
const OWN = [issues.plain.key, issues.plainToo.key, issues.alpha2.key, issues.alpha1.id];

let wall: Wall;
beforeAll(async () => {
  wall = await openWall({ now: NOW });
});
afterEach(() => wall.reset());
afterAll(() => wall.stop());

const words = (text: string) => ({
  type: 'doc',
  version: 1,
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
});
const task = (more: object = {}) => ({
  fields: { project: { id: projects.alpha.id }, issuetype: { name: 'Task' }, summary: 'New' },
  ...more,
});
const comments = (count: number) => Array.from({ length: count }, (_, at) => ({ add: { body: words(`No. ${at}`) } }));
const call = (method: string, path: string, body: unknown): Sent => ({ method, path, body });
const issue = `/rest/api/3/issue/${issues.plain.key}`;

/** Operations that list what they change, for so many things. */
const LISTING: Readonly<Record<string, (count: number) => Sent>> = {
  createIssues: (count) =>
    call('POST', '/rest/api/3/issue/bulk', { issueUpdates: Array.from({ length: count }, () => task()) }),
  moveIssuesToSprintAndRank: (count) =>
    call('POST', `${A}/sprint/${sprints.alphaFuture}/issue`, { issues: OWN.slice(0, count) }),
  moveIssuesToBacklogForBoard: (count) =>
    call('POST', `${A}/backlog/${boards.alpha}/issue`, { issues: OWN.slice(0, count) }),
  moveIssuesToBoard: (count) => call('POST', `${A}/board/${boards.alpha}/issue`, { issues: OWN.slice(0, count) }),
  moveIssuesToEpic: (count) => call('POST', `${A}/epic/${issues.epic.key}/issue`, { issues: OWN.slice(0, count) }),
  rankIssues: (count) =>
    call('PUT', `${A}/issue/rank`, { issues: OWN.slice(0, count), rankBeforeIssue: issues.alpha1.key }),
};

test('every row whose body lists what it changes says so, and is tried here', () => {
  const listing = OPERATIONS.filter(({ id, ...row }) => {
    const body = row.kind === 'relay' && row.check === 'before' ? row.body : undefined;
    const members = typeof body === 'object' && 'members' in body ? Object.values(body.members) : [];
    return members.some((member) => typeof member === 'object' && 'list' in member);
  });
  expect(listing.map(({ id }) => id).sort()).toEqual(Object.keys(LISTING).sort());
  expect(listing.filter((row) => row.kind === 'relay' && row.changesEach === undefined)).toEqual([]);
  // Parameters in a body are read, and not counted, so nothing is written by them.
  expect(OPERATIONS.filter((row) => row.kind === 'relay' && row.check === 'before' && row.bodyQuery)).toEqual([]);
});

const left = ({ headers }: Answer): string | undefined => /"writes";r=([0-9]+)/.exec(String(headers['ratelimit']))?.[1];
const auditOf = ({ headers }: Answer): unknown =>
  wall.site.storage.dump().find(({ key }) => key.endsWith(String(headers['x-request-id'])))?.value;

describe.each(Object.entries(LISTING))('%s', (_, of) => {
  test('counts each of its things, and is refused whole where fewer writes are left', async () => {
    const key = await wall.issue([GRANT], { limits: { writesPerDay: 5 } });
    const done = await wall.send(key, of(3));
    expect([done.status < 300, left(done)]).toEqual([true, '2']);
    expect(auditOf(done)).toMatchObject({ payload: { event: { writes: 3 } } });
    const before = wall.site.fork();
    const refused = await wall.send(key, of(3));
    expect([refused.status, refused.calls, refused.json.rule]).toEqual([429, [], 'limit_reached']);
    expect(refused.json).toMatchObject({ limit: 'writesPerDay', needed: 3, left: 2 });
    expect([left(refused), wall.site.fork() === before]).toEqual(['2', true]);
    expect(auditOf(refused)).not.toMatchObject({ payload: { event: { writes: expect.anything() } } });
    const rest = await wall.send(key, of(2));
    expect([rest.status < 300, left(rest)]).toEqual([true, '0']);
  });
});

test.each([
  ['one issue', call('POST', '/rest/api/3/issue', task()), 1],
  ['one issue with comments', call('POST', '/rest/api/3/issue', task({ update: { comment: comments(3) } })), 4],
  [
    'issues with comments',
    call('POST', '/rest/api/3/issue/bulk', { issueUpdates: [task({ update: { comment: comments(2) } }), task()] }),
    4,
  ],
  ['fields of an issue, however many', call('PUT', issue, { fields: { summary: 'a', labels: ['a', 'b'] } }), 1],
  ['values that are added to one', call('PUT', issue, { update: { labels: [{ add: 'a' }, { add: 'b' }] } }), 1],
  ['comments alone', call('PUT', issue, { fields: {}, update: { comment: comments(3) } }), 3],
  ['a field and a comment', call('PUT', issue, { fields: { summary: 'a' }, update: { comment: comments(1) } }), 2],
  [
    'links in an edit',
    call('PUT', issue, {
      update: {
        issuelinks: [issues.alpha2.key, issues.plainToo.key].map((key) => ({
          add: { type: { name: 'Blocks' }, outwardIssue: { key } },
        })),
      },
    }),
    2,
  ],
  ['a transition', call('POST', `${issue}/transitions`, { transition: { id: '21' } }), 1],
  [
    'a transition with a comment',
    call('POST', `${issue}/transitions`, { transition: { id: '21' }, update: { comment: comments(1) } }),
    2,
  ],
  ['a comment', call('POST', `${issue}/comment`, { body: words('a') }), 1],
  ['work with a comment of its own', call('POST', `${issue}/worklog`, { comment: words('a'), timeSpent: '1h' }), 1],
  [
    'a link with a comment',
    call('POST', '/rest/api/3/issueLink', {
      type: { name: 'Blocks' },
      inwardIssue: { key: issues.plain.key },
      outwardIssue: { key: issues.plainToo.key },
      comment: { body: words('a') },
    }),
    2,
  ],
  ['a read', { method: 'GET', path: issue }, 0],
] as const)('of other calls the things that they write count · %s', async (_, sent, writes) => {
  const key = await wall.issue([GRANT], { limits: { writesPerDay: 10 } });
  const answer = await wall.send(key, sent);
  expect([answer.status < 300, left(answer)]).toEqual([true, String(10 - writes)]);
});

test('a check says as how many writes the call would count, costs its points, and is no write', async () => {
  const key = await wall.issue([GRANT], { limits: { writesPerDay: 10, pointsPerHour: 1_000 } });
  const sent = LISTING['moveIssuesToEpic']?.(4) ?? call('GET', '', undefined);
  const check = (body: object): Sent => ({ method: 'POST', path: '/key/self/check', body });
  const asked = await wall.send(key, check(sent));
  expect([asked.json, left(asked)]).toEqual([{ allowed: true, writes: 4 }, '10']);
  const points = (answer: Answer): number =>
    Number(/"points";r=([0-9]+)/.exec(String(answer.headers['ratelimit']))?.[1]);
  const before = points(asked);
  const done = await wall.send(key, sent);
  expect([left(done), before - points(done)]).toEqual(['6', 1_000 - before]);
  expect((await wall.send(key, check({ method: 'GET', path: issue }))).json).toEqual({ allowed: true });
  const self = await wall.send(key, { method: 'GET', path: '/key/self' });
  expect(self.json.limits).toContainEqual({ limit: 'writesPerDay', quota: 10, left: 6, resetSeconds: 41_385 });
});

const OTHERS = ['OMEGA-1', 'NOPES-1'] as const;
test.each([
  [
    'issues into a sprint',
    (other: string) => call('POST', `${A}/sprint/${sprints.alphaFuture}/issue`, { issues: [OWN[0], other] }),
  ],
  [
    'issues into an epic',
    (other: string) => call('POST', `${A}/epic/${issues.epic.key}/issue`, { issues: [other, OWN[0]] }),
  ],
  ['into another epic', (other: string) => call('POST', `${A}/epic/${other}/issue`, { issues: [OWN[0], OWN[1]] })],
  [
    'beside another issue',
    (other: string) => call('PUT', `${A}/issue/rank`, { issues: [OWN[0], OWN[1]], rankAfterIssue: other }),
  ],
  [
    'new issues below another',
    (other: string) =>
      call('POST', '/rest/api/3/issue/bulk', {
        issueUpdates: [task(), { fields: { ...task().fields, parent: { key: other } } }],
      }),
  ],
])('two fresh keys hear the same of foreign and of never existing, and have as much left · %s', async (_, about) => {
  const limits = { callsPerDay: 50, writesPerDay: 9, pointsPerHour: 400, refusedPerHour: 5 };
  const ask = async (key: Key, other: string) => {
    const answer = await wall.send(key, about(other));
    const next = await wall.send(key, { method: 'GET', path: issue });
    return {
      said: JSON.stringify(comparable(answer)).replaceAll(key.url, ''),
      work: work(answer),
      left: next.headers['ratelimit'],
    };
  };
  const [one, other] = [await wall.issue([GRANT], { limits }), await wall.issue([GRANT], { limits })];
  const foreign = await ask(one, OTHERS[0]);
  expect(foreign).toEqual(await ask(other, OTHERS[1]));
  expect(foreign.left).toContain('"writes";r=7;');
});
