/**
 * What a key made of each preset must be able to do, and what it must not, through the whole gateway: one call for every
 * operation that is offered, so that an operation of a later version has to be put on one side for each preset.
 */
import { OPERATIONS } from '../../src/catalogue/operations';
import type { Permission } from '../../src/policy/permissions';
import { PRESETS } from '../../src/policy/presets';
import { call, get } from '../wall/issue-operations';
import { FIXTURE, type Key, openWall, type Sent, type Wall } from '../wall/site';
import { BOARDS, CALLS, DESK_READS, EPICS } from './call-of-each';

const { people, projects } = FIXTURE;

/** Calls of which only a part asks for more than the operation does, or that are about another project. */
const PARTS: Readonly<Record<string, Sent>> = {
  'a comment within an edit': call('PUT', '3', 'issue/ALPHA-24', {
    update: { comment: [{ add: { body: CALLS['addComment'] && Object(CALLS['addComment'].body).body } }] },
  }),
  'an assignee in a new issue': call('POST', '3', 'issue', {
    fields: {
      project: { key: 'ALPHA' },
      issuetype: { name: 'Bug' },
      summary: 'It broke',
      assignee: { accountId: people.colleague },
    },
  }),
  'a link within an edit': call('PUT', '3', 'issue/ALPHA-24', {
    update: { issuelinks: [{ add: { type: { name: 'Blocks' }, outwardIssue: { key: 'ALPHA-3' } } }] },
  }),
  'an issue of another project': get('3', 'issue/OMEGA-1'),
  'a new issue in another project': call('POST', '3', 'issue', {
    fields: { project: { key: 'OMEGA' }, issuetype: { name: 'Bug' }, summary: 'It broke' },
  }),
};

const ANYONE = ['getServerInfo', 'getCurrentUser', 'getMyPermissions', 'getInfo'];
const PROJECT = [
  ...ANYONE,
  'searchProjects',
  'getProject',
  'getFields',
  'getPriorities',
  'getStatuses',
  'getIssueAllTypes',
  ...['getCreateIssueMeta', 'getCreateIssueMetaIssueTypes', 'getCreateIssueMetaIssueTypeId'],
  ...['getAllProjects', 'getRecent', 'getAllStatuses', 'getProjectRoles', 'getFieldsPaginated', 'getIssueType'],
  ...['getIssueTypesForProject', 'getPriority', 'searchPriorities', 'getResolutions', 'getResolution'],
  ...['searchResolutions', 'getStatus', 'getStatusCategories', 'getStatusCategory', 'getIssueLinkTypes'],
  'getIssueLinkType',
];
const READ = [
  ...PROJECT,
  ...['getProjectVersions', 'getProjectVersionsPaginated', 'getVersion'],
  ...['getProjectComponents', 'getProjectComponentsPaginated', 'findComponentsForProjects', 'getComponent'],
  ...['getIssue', 'getTransitions', 'getIssueLink', 'bulkFetchIssues', 'matchIssues', 'parseJqlQueries'],
  ...['getRemoteIssueLinks', 'getRemoteIssueLinkById', 'getIssueWatchers', 'getVotes', 'getEditIssueMeta'],
  'getIssuePropertyKeys',
  ...['searchAndReconsileIssuesUsingJql', 'searchAndReconsileIssuesUsingJqlPost', 'countIssues'],
  ...Object.keys(EPICS),
];
const COMMENTS = ['getComments', 'getComment'];
const HISTORIES = ['getChangeLogs', 'getChangeLogsByIds', 'getBulkChangelogs'];
const WORKLOGS = ['getIssueWorklog', 'getWorklog', 'addWorklog', 'updateWorklog'];

/** What must go through, by preset. Everything else that is offered must not, and none of the parts above. */
const MAY: Readonly<Record<string, readonly string[]>> = {
  'read-project': [...READ, ...COMMENTS, ...HISTORIES],
  'status-dashboard': [...READ, ...Object.keys(BOARDS)],
  'create-bugs': [...READ, 'createIssue', 'createIssues', 'addComment'],
  'comment-and-transition': [...READ, ...COMMENTS, 'addComment', 'doTransition'],
  'release-notes': [...READ, ...HISTORIES, 'createVersion', 'updateVersion', 'moveVersion'],
  'time-tracking': [...READ, ...WORKLOGS],
  'service-desk-intake': [...PROJECT, ...Object.keys(DESK_READS), 'createCustomerRequest'],
  'ai-agent': [...READ, ...COMMENTS, 'addComment', 'createIssue', 'createIssues'],
};

/** What presets hold that opens no operation yet, and the operations that it is for. */
const NOT_YET: Readonly<Partial<Record<Permission, readonly string[]>>> = {
  'attachment:read': ['getAttachment'],
};

/** What these name only the key itself can have made: test/wall/issue-parts.test.ts calls them. */
const OF_ITS_OWN = ['getIssueProperty', 'deleteIssueProperty'];
const OFFERED = OPERATIONS.filter(({ id, kind }) => kind !== 'refused' && !OF_ITS_OWN.includes(id));

let wall: Wall;
beforeAll(async () => {
  wall = await openWall();
});
afterEach(() => wall.reset());
afterAll(() => wall.stop());

test('every preset has its calls, and holds no permission to delete', () => {
  expect(Object.keys(MAY)).toEqual(PRESETS.map(({ id }) => id));
  for (const { permissions } of PRESETS) expect(permissions.filter((each) => each.endsWith(':delete'))).toEqual([]);
});

test('every operation that is offered has its call', () => {
  expect(Object.keys(CALLS).sort()).toEqual(OFFERED.map(({ id }) => id).sort());
});

test('what opens nothing yet is known, and what opens something is shown', () => {
  const held = new Set(PRESETS.flatMap(({ permissions }) => permissions));
  const opening = new Set(OFFERED.map((operation) => ('needs' in operation ? operation.needs : undefined)));
  expect([...held].filter((permission) => !opening.has(permission)).sort()).toEqual(Object.keys(NOT_YET).sort());
  const offered = new Set(OFFERED.map(({ id }) => id));
  expect(Object.values(NOT_YET).flatMap((ids) => ids.filter((id) => offered.has(id)))).toEqual([]);
});

test('with every permission all of these calls go through, so that a refusal below is about the preset', async () => {
  const own = Object.entries(PARTS).filter(([name]) => !name.includes('another project'));
  for (const [name, sent] of [...Object.entries(CALLS), ...own]) {
    const { status, text } = await wall.send(wall.alpha, sent);
    expect({ name, status, text: status < 300 ? '' : text }).toEqual({ name, status, text: '' });
    wall.reset();
  }
});

describe.each(PRESETS)('$title', ({ id, permissions, conditions, limits }) => {
  let key: Key;
  beforeAll(async () => {
    const grant = { projectId: projects.alpha.id, permissions, ...(conditions === undefined ? {} : { conditions }) };
    key = await wall.issue([grant], limits === undefined ? {} : { limits });
  });
  // So slowly that no limit by the minute is met.
  beforeEach(() => wall.site.clock.advance(2_000));
  const may = MAY[id] ?? [];
  const mayNot = { ...Object.fromEntries(Object.entries(CALLS).filter(([name]) => !may.includes(name))), ...PARTS };

  test.each(may)('may %s', async (name) => {
    expect((await wall.send(key, CALLS[name] ?? CALLS_MISSING)).status).toBeLessThan(300);
  });

  test.each(Object.entries(mayNot))('may not %s', async (_, sent) => {
    const before = wall.site.digestOutside([]);
    const { status } = await wall.send(key, sent);
    expect([403, 404]).toContain(status);
    expect(wall.site.digestOutside([])).toBe(before);
  });

  test('has the limits of the preset', async () => {
    const { json } = await wall.send(key, { method: 'GET', path: '/key/self' });
    const told = (json.limits as readonly { limit: string; quota: number }[]).map(({ limit, quota }) => [limit, quota]);
    const { pageMax, ...counted } = limits ?? {};
    expect([Object.fromEntries(told), json.pageMax]).toEqual([counted, pageMax]);
  });
});

/** A name that has no call is a name that was written wrongly. */
const CALLS_MISSING: Sent = { method: 'GET', path: '/rest/api/3/no-such-operation' };

test('an AI agent that makes more issues a day than its preset allows is told to wait, and reads on', async () => {
  const preset = PRESETS.find(({ id }) => id === 'ai-agent');
  const most = preset?.limits?.writesPerDay ?? 0;
  const key = await wall.issue([{ projectId: projects.alpha.id, permissions: preset?.permissions ?? [] }], {
    limits: { writesPerDay: most },
  });
  const comment = CALLS['addComment'] ?? CALLS_MISSING;
  for (let at = 0; at < most; at += 1) expect((await wall.send(key, comment)).status).toBe(201);
  const over = await wall.send(key, comment);
  expect([over.status, over.json.limit, over.calls]).toEqual([429, 'writesPerDay', []]);
  expect((await wall.send(key, CALLS['getIssue'] ?? CALLS_MISSING)).status).toBe(200);
});
