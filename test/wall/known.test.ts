/**
 * C-ISS, C-CHILD: rights of a key in one project open nothing in another. Where no right in a project is about things of a
 * kind, one that is there and one that never was are the same; where one is, the refusal says what is missing.
 */
import { call, get } from './issue-operations';
import { comparable, EVERYTHING, FIXTURE, type Key, openWall, type Sent, type Wall } from './site';

const { issues, projects, links, versions, components, boards, desks } = FIXTURE;
const NEVER = '999999';

let wall: Wall;
/** Everything in ALPHA, and in BETA what has nothing to do with its issues, versions, boards or requests. */
let elsewhere: Key;
/** In BETA, comments are read as well: whoever may read those may know of issues. */
let nearby: Key;
/** Everything in both. */
let both: Key;
beforeAll(async () => {
  wall = await openWall();
  const keyWith = (permissions: readonly string[]): Promise<Key> =>
    wall.issue([
      { projectId: projects.alpha.id, permissions: EVERYTHING },
      { projectId: projects.beta.id, permissions },
    ]);
  elsewhere = await keyWith(['project:read']);
  nearby = await keyWith([
    'project:read',
    'comment:read',
    'version:edit',
    'component:edit',
    'board:read',
    'request:read',
  ]);
  both = await keyWith(EVERYTHING);
  for (const key of [elsewhere, nearby, both]) await wall.send(key, get('3', 'priority'));
});
afterEach(() => wall.reset());
afterAll(() => wall.stop());

const agile = (path: string): Sent => ({ method: 'GET', path: `/rest/agile/1.0/${path}` });
const link = (outward: string): Sent =>
  call('POST', '3', 'issueLink', {
    type: { name: 'Blocks' },
    inwardIssue: { key: 'ALPHA-24' },
    outwardIssue: { id: outward },
  });

/** `refused`: how a key that may know of the thing, and not do this, is told so. */
const CALLS: readonly (readonly [what: string, sent: (id: string) => Sent, there: string])[] = [
  ['an issue', (id) => get('3', `issue/${id}`), issues.beta1.id],
  ['its history', (id) => get('3', `issue/${id}/changelog`), issues.beta1.id],
  ['its worklogs', (id) => get('3', `issue/${id}/worklog`), issues.beta1.id],
  ['an edit', (id) => call('PUT', '3', `issue/${id}`, { fields: { summary: 'x' } }), issues.beta1.id],
  ['a link', (id) => get('3', `issueLink/${id}`), links.toBeta],
  ['a new link', link, issues.beta1.id],
  ['an edit of a version', (id) => call('DELETE', '3', `version/${id}`), versions.beta],
  ['an edit of a component', (id) => call('DELETE', '3', `component/${id}`), components.beta],
  ['issues of a board', (id) => agile(`board/${id}/sprint`), String(boards.beta)],
  [
    'queues of a desk',
    (id) => ({ method: 'POST', path: '/rest/servicedeskapi/request', body: request(id) }),
    desks.beta,
  ],
];

const request = (serviceDeskId: string): object => ({
  serviceDeskId,
  requestTypeId: FIXTURE.requestTypes.beta,
  requestFieldValues: { summary: 'x' },
});

test.each(CALLS)(
  'C-ISS-01 · %s of a project where the key holds nothing about it is as one that never was',
  async (_, sent, there) => {
    const answer = await wall.send(elsewhere, sent(there));
    const never = await wall.send(elsewhere, sent(NEVER));
    expect(answer.status).toBe(404);
    expect(comparable(answer)).toEqual(comparable(never));
    expect(answer.calls.map(({ operationId }) => operationId)).toEqual(
      never.calls.map(({ operationId }) => operationId),
    );
  },
);

test.each(CALLS)(
  '%s of a project where the key may know of it is refused by what is missing',
  async (_, sent, there) => {
    const answer = await wall.send(nearby, sent(there));
    expect([answer.status, answer.json.rule]).toEqual([403, 'permission_missing']);
    expect((await wall.send(both, sent(there))).status).toBeLessThan(300);
  },
);
