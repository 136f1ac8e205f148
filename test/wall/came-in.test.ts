/**
 * C-TOCTOU: what is outside when it is read, and inside when it is looked up. The simulated Jira moves things into the
 * granted project, or takes away what hid them, between the calls of one request, and cleans them up at the same time: what
 * is shown has to be of when they were inside.
 */
import { editIssue, moveIssue, put, removeComment, removeWhere } from '../../local/jira/change';
import { toDocument } from '../../local/jira/rich-text';
import type { JiraState } from '../../local/jira/state';
import { call, get } from './issue-operations';
import { type Answer, expectNoCanary, FIXTURE, type Key, openWall, READING, type Sent, type Wall } from './site';

const {
  issues,
  comments,
  projects,
  people,
  worklogs,
  remoteLinks,
  slas,
  boards,
  sprints,
  links,
  levels,
  desks,
  queues,
} = FIXTURE;
const HOUR = 3_600_000;

let wall: Wall;
beforeAll(async () => {
  wall = await openWall();
});
afterAll(() => wall.stop());
afterEach(() => wall.reset());

/** Sends a request during which something happens just before the call with this number, if there is one. */
async function during(key: Key, sent: Sent, number: number, happens: (state: JiraState) => JiraState): Promise<Answer> {
  let count = 0;
  wall.site.jira.beforeCall = () => {
    count += 1;
    if (count === number) wall.site.restore(happens(wall.site.fork()));
  };
  const answer = await wall.send(key, sent);
  wall.site.jira.beforeCall = undefined;
  return answer;
}

const desk = (path: string): Sent => ({ method: 'GET', path: `/rest/servicedeskapi/${path}` });
const agile = (path: string): Sent => ({ method: 'GET', path: `/rest/agile/1.0/${path}` });
const edit = (state: JiraState, id: string, patch: Parameters<typeof editIssue>[2], ago = 0): JiraState =>
  editIssue(state, id, patch, { by: people.member, now: wall.site.clock.now() - ago });

/** Reads of what stands below an issue, or is told of it, none of which names the project: a foreign one, and one inside. */
const BELOW: readonly (readonly [what: string, foreign: Sent, inside: Sent])[] = (
  [
    ['comments', (id) => get('3', `issue/${id}/comment`)],
    ['a comment', (id, own) => get('2', `issue/${id}/comment/${own ? comments.alpha1 : comments.omega1}`)],
    ['worklogs', (id) => get('3', `issue/${id}/worklog`)],
    ['a worklog', (id, own) => get('3', `issue/${id}/worklog/${own ? worklogs.alpha : worklogs.omega}`)],
    ['remote links', (id) => get('3', `issue/${id}/remotelink`)],
    ['a remote link', (id, own) => get('3', `issue/${id}/remotelink/${own ? remoteLinks.alpha1 : remoteLinks.omega}`)],
    ['watchers', (id) => get('3', `issue/${id}/watchers`)],
    ['voters', (id) => get('3', `issue/${id}/votes`)],
    ['names of properties', (id) => get('3', `issue/${id}/properties`)],
    ['the history', (id) => get('3', `issue/${id}/changelog`)],
    ['transitions', (id) => get('3', `issue/${id}/transitions`)],
    ['the screen', (id) => get('3', `issue/${id}/editmeta`)],
    ['the estimate', (id) => agile(`issue/${id}/estimation?boardId=${boards.alpha}`)],
    ['the request', (id) => desk(`request/${id}`)],
    ['comments for customers', (id) => desk(`request/${id}/comment`)],
    ['a comment for customers', (id, own) => desk(`request/${id}/comment/${own ? comments.alpha1 : comments.omega1}`)],
    ['participants', (id) => desk(`request/${id}/participant`)],
    ['statuses', (id) => desk(`request/${id}/status`)],
    ['clocks', (id) => desk(`request/${id}/sla`)],
    ['a clock', (id, own) => desk(`request/${id}/sla/${own ? slas.alpha : slas.omega}`)],
    ['transitions for customers', (id) => desk(`request/${id}/transition`)],
  ] as const satisfies readonly (readonly [string, (id: string, own: boolean) => Sent])[]
).map(([what, read]) => [what, read(issues.omega1.id, false), read(issues.alpha1.id, true)]);

/** The foreign issue comes into the granted project, and what was said and noted on it stays behind. */
function cleanedAndMovedIn(state: JiraState): JiraState {
  const { id } = issues.omega1;
  const issue = state.issues.get(id);
  if (issue === undefined) throw new Error('the fixture has lost OMEGA-1');

  const quiet = removeComment(put(state, 'issues', { ...issue, watchers: [] }), comments.omega1);
  return moveIssue(quiet, id, projects.alpha.id, wall.site.clock.now(), people.member);
}

const justMovedIn = (state: JiraState): JiraState =>
  moveIssue(state, issues.omega1.id, projects.alpha.id, wall.site.clock.now(), people.member);

test.each(BELOW)(
  'C-TOCTOU-01 · of an issue that was foreign when it was read there is nothing: %s',
  async (_, foreign, inside) => {
    for (const happens of [justMovedIn, cleanedAndMovedIn]) {
      for (const number of [2, 3, 4, 5]) {
        const answer = await during(wall.alpha, foreign, number, happens);
        expectNoCanary(wall, answer);
        expect(answer.status).toBe(404);
        wall.reset();
      }
    }
    expect((await wall.send(wall.alpha, inside)).status).toBe(200);
  },
);

const BELOW_BOARDS: readonly (readonly [what: string, read: (board: number, sprint: number) => Sent])[] = [
  ['a sprint', (_, sprint) => agile(`sprint/${sprint}`)],
  ['the configuration', (board) => agile(`board/${board}/configuration`)],
  ['projects', (board) => agile(`board/${board}/project`)],
  ['versions', (board) => agile(`board/${board}/version`)],
  ['sprints', (board) => agile(`board/${board}/sprint`)],
  ['epics', (board) => agile(`board/${board}/epic`)],
];

test.each(BELOW_BOARDS)(
  'C-TOCTOU-01 · of a board that comes in while it is read there is nothing: %s',
  async (what, read) => {
    // Where a sprint stands takes two calls to know.
    for (const number of what === 'a sprint' ? [3, 4, 5] : [2, 3, 4]) {
      const answer = await during(wall.alpha, read(boards.omega, sprints.omegaActive), number, (state) => {
        const board = state.boards.get(String(boards.omega));
        if (board === undefined) throw new Error('the fixture has lost its board');
        return put(state, 'boards', { ...board, projectId: projects.alpha.id });
      });
      expectNoCanary(wall, answer);
      expect(answer.status).toBe(404);
      wall.reset();
    }
    expect((await wall.send(wall.alpha, read(boards.alpha, sprints.alphaActive))).status).toBe(200);
  },
);

/** How an issue of the granted project can be hidden from a key, and what frees it. */
const HIDDEN = {
  'a security level': {
    conditions: {},
    hide: { securityLevelId: levels.alpha },
    free: { securityLevelId: null },
  },
  'its type': { conditions: { issueTypes: ['10102'] }, hide: { typeId: '10101' }, free: { typeId: '10102' } },
  'a query': { conditions: { jql: 'labels = open' }, hide: { labels: [] }, free: { labels: ['open'] } },
} as const;
const WAYS = Object.keys(HIDDEN) as (keyof typeof HIDDEN)[];

/** The mark of what was written while the issue was hidden. */
const SECRET = 'CANARY-970-hidden';

/** ALPHA-1 as it is when nobody may read it, with a mark in whatever can be read of it. */
function hidden(way: keyof typeof HIDDEN): JiraState {
  let state = wall.site.fork();
  const comment = state.comments.get(comments.alpha1);
  const worklog = state.worklogs.get(worklogs.alpha);
  if (comment === undefined || worklog === undefined) throw new Error('the fixture has lost a comment or worklog');
  state = put(state, 'comments', { ...comment, body: toDocument(SECRET) });
  state = put(state, 'worklogs', { ...worklog, comment: toDocument(SECRET) });
  return edit(state, issues.alpha1.id, { ...HIDDEN[way].hide, summary: SECRET }, HOUR);
}

/** The same issue open to the key, with nothing left of what was there. */
function freed(state: JiraState, way: keyof typeof HIDDEN): JiraState {
  const quiet = removeWhere(
    removeWhere(state, 'comments', ({ issueId }) => issueId === issues.alpha1.id),
    'worklogs',
    ({ issueId }) => issueId === issues.alpha1.id,
  );
  return edit(quiet, issues.alpha1.id, { ...HIDDEN[way].free, summary: 'Open' });
}

const keyFor = (way: keyof typeof HIDDEN): Promise<Key> =>
  wall.issue([
    {
      projectId: projects.alpha.id,
      permissions: [...READING, 'worklog:read', 'changelog:read'],
      conditions: HIDDEN[way].conditions,
    },
  ]);

const OF_ONE_ISSUE: readonly (readonly [what: string, read: Sent])[] = [
  ['its fields', get('3', 'issue/ALPHA-1?fields=summary,comment,labels')],
  ['its fields in plans', agile('issue/ALPHA-1?fields=summary')],
  ['it among many', call('POST', '3', 'issue/bulkfetch', { issueIdsOrKeys: ['ALPHA-1'], fields: ['summary'] })],
  ['its comments', get('3', 'issue/ALPHA-1/comment')],
  ['its worklogs', get('3', 'issue/ALPHA-1/worklog')],
  ['its request', desk('request/ALPHA-1')],
  ['its comments for customers', desk('request/ALPHA-1/comment')],
];

describe.each(WAYS)('an issue hidden by %s', (way) => {
  test.each(OF_ONE_ISSUE)('C-TOCTOU-01 · is not shown as it was before it was freed: %s', async (_, read) => {
    const key = await keyFor(way);
    wall.site.restore(freed(hidden(way), way));
    const usual = await wall.send(key, read);
    expect(usual.status).toBe(200);
    for (let number = 1; number <= usual.calls.length + 2; number += 1) {
      wall.reset();
      wall.site.restore(hidden(way));
      const answer = await during(key, read, number, (state) => freed(state, way));
      expect([number, answer.text.includes(SECRET)]).toEqual([number, false]);
      expect([200, 404]).toContain(answer.status);
    }
  });
});

test('an issue that is changed while its condition is asked about is read again, and shown as it is then', async () => {
  const key = await keyFor('a query');
  wall.site.restore(edit(wall.site.fork(), issues.plain.id, { labels: ['open'], summary: 'Before' }, HOUR));
  const read = get('3', 'issue/ALPHA-24?fields=summary');
  expect((await wall.send(key, read)).json.fields.summary).toBe('Before');
  const answer = await during(key, read, 2, (state) => edit(state, issues.plain.id, { summary: 'After' }));
  expect([answer.status, answer.json.fields.summary]).toEqual([200, 'After']);
});

/** Each shows something of ALPHA-5 at the other end of a relation. */
const WITH_ENDS: readonly (readonly [what: string, read: Sent])[] = [
  ['a parent', get('3', 'issue/ALPHA-24?fields=parent')],
  ['a link', get('3', 'issue/ALPHA-24?fields=issuelinks')],
  [
    'a parent in a search',
    call('POST', '3', 'search/jql', { jql: 'key = ALPHA-24', fields: ['parent', 'issuelinks'] }),
  ],
  [
    'a parent in a list',
    call('POST', '3', 'issue/bulkfetch', { issueIdsOrKeys: ['ALPHA-24', 'ALPHA-5'], fields: ['parent'] }),
  ],
  ['an epic in plans', agile('issue/ALPHA-24?fields=epic,parent')],
  ['an epic of a board’s issue', agile(`board/${boards.alpha}/issue?jql=key%20%3D%20ALPHA-24&fields=epic`)],
  ['a link by itself', get('3', `issueLink/${links.within}`)],
  ['an epic of a board', agile(`board/${boards.alpha}/epic`)],
  ['an issue of a queue', desk(`servicedesk/${desks.alpha}/queue/${queues.alpha}/issue`)],
];

/** ALPHA-24 is below ALPHA-5 and linked to it, and ALPHA-5 is hidden. */
function withHiddenEnd(way: keyof typeof HIDDEN): JiraState {
  let state = wall.site.fork();
  const link = state.links.get(links.within);
  if (link === undefined) throw new Error('the fixture has lost its link');
  state = put(state, 'links', { ...link, inwardIssueId: issues.plain.id, outwardIssueId: issues.epic.id });
  // The newest stand first in a queue.
  const epic = state.issues.get(issues.epic.id);
  if (epic !== undefined) state = put(state, 'issues', { ...epic, created: new Date().toISOString() });
  const open = { ...HIDDEN[way].free, ...(way === 'its type' ? {} : { labels: ['open'] }) };
  state = edit(state, issues.plain.id, { ...open, parentId: issues.epic.id }, HOUR);
  return edit(state, issues.epic.id, { ...HIDDEN[way].hide, summary: SECRET }, HOUR);
}

// An epic has its type, so that hides none.
describe.each(WAYS.filter((way) => way !== 'its type'))('an end hidden by %s', (way) => {
  test.each(WITH_ENDS)('C-TOCTOU-08 · %s is shown as it is since it was freed', async (_, read) => {
    const key = await keyFor(way);
    const free = (state: JiraState): JiraState =>
      edit(state, issues.epic.id, { ...HIDDEN[way].free, summary: 'An open epic' });
    wall.site.restore(free(withHiddenEnd(way)));
    const usual = await wall.send(key, read);
    expect([usual.status, usual.text.includes('An open epic')]).toEqual([200, true]);
    for (let number = 1; number <= usual.calls.length + 1; number += 1) {
      wall.reset();
      wall.site.restore(withHiddenEnd(way));
      const answer = await during(key, read, number, free);
      expect([number, answer.text.includes(SECRET)]).toEqual([number, false]);
    }
  });
});

test('C-TOCTOU-08 · an end that comes in from elsewhere while its relation is read is not there', async () => {
  const read = get('3', `issue/${issues.plain.key}?fields=parent`);
  const parent = (id: string): JiraState => edit(wall.site.fork(), issues.plain.id, { parentId: id }, HOUR);
  wall.site.restore(parent(issues.epic.id));
  expect((await wall.send(wall.mixed, read)).json.fields.parent.key).toBe('ALPHA-5');
  for (const number of [2, 3]) {
    wall.reset();
    wall.site.restore(parent(issues.omegaEpic.id));
    const answer = await during(wall.mixed, read, number, (state) =>
      moveIssue(state, issues.omegaEpic.id, projects.beta.id, wall.site.clock.now(), people.member),
    );
    expectNoCanary(wall, answer);
    expect(answer.json.fields).not.toHaveProperty('parent');
  }
});

test('C-TOCTOU-01 · a comment that was restricted when it was read is not there for customers', async () => {
  for (const read of [desk('request/ALPHA-2/comment'), desk(`request/ALPHA-2/comment/${comments.restricted}`)]) {
    for (const number of [2, 3, 4, 5]) {
      const comment = wall.site.fork().comments.get(comments.restricted);
      if (comment === undefined) throw new Error('the fixture has lost a comment');
      wall.site.restore(put(wall.site.fork(), 'comments', { ...comment, body: toDocument(SECRET) }));
      const answer = await during(wall.alpha, read, number, (state) =>
        put(state, 'comments', { ...comment, visibility: null, body: toDocument('Open') }),
      );
      expect([number, answer.text.includes(SECRET)]).toEqual([number, false]);
      wall.reset();
    }
  }
  const comment = wall.site.fork().comments.get(comments.restricted);
  if (comment === undefined) throw new Error('the fixture has lost a comment');
  wall.site.restore(put(wall.site.fork(), 'comments', { ...comment, visibility: null, body: toDocument('Open') }));
  expect((await wall.send(wall.alpha, desk('request/ALPHA-2/comment'))).text).toContain('Open');
});
