/**
 * Every further door that the npm package `jira.js` has and keys may be let through: work logs, histories, versions,
 * components, settings, boards, sprints, service desks. Each is opened by the unmodified client in the way in which programs
 * do, and in a project that the key does not reach it says what it says of one that never was.
 */
import { AgileClient, ServiceDeskClient, Version3Client } from 'jira.js';
import { FIXTURE, openWall, type Wall } from '../wall/site';

const { boards, components, desks, issues, people, projects, queues, requestTypes, slas, sprints, versions, worklogs } =
  FIXTURE;
const issueIdOrKey = issues.alpha1.key;
const boardId = boards.alpha;
const serviceDeskId = desks.alpha;
const text = (words: string) => ({
  type: 'doc',
  version: 1,
  content: [{ type: 'paragraph', content: [{ type: 'text', text: words }] }],
});

type Client = 'platform' | 'agile' | 'desk';
/** Client, `group.method`, parameters. */
type Door = readonly [client: Client, name: string, parameters?: object];

const DOORS: readonly Door[] = [
  ['platform', 'issueFields.getFieldsPaginated', { maxResults: 5, type: ['system'] }],
  ['platform', 'issueLinkTypes.getIssueLinkTypes'],
  ['platform', 'issuePriorities.searchPriorities', { maxResults: 5 }],
  ['platform', 'issueResolutions.getResolutions'],
  ['platform', 'issueTypes.getIssueTypesForProject', { projectId: projects.alpha.id }],
  ['platform', 'workflowStatusCategories.getStatusCategories'],
  ['platform', 'workflowStatuses.getStatus', { idOrName: 'Done' }],
  ['platform', 'issueRemoteLinks.getRemoteIssueLinks', { issueIdOrKey }],
  [
    'platform',
    'issueRemoteLinks.createOrUpdateRemoteIssueLink',
    { issueIdOrKey, object: { url: 'https://build.example.com/1', title: 'Build 1' } },
  ],
  ['platform', 'issueVotes.getVotes', { issueIdOrKey }],
  ['platform', 'issueWatchers.getIssueWatchers', { issueIdOrKey }],
  ['platform', 'issueWorklogs.getIssueWorklog', { issueIdOrKey, startAt: 0, maxResults: 10 }],
  ['platform', 'issueWorklogs.addWorklog', { issueIdOrKey, timeSpent: '1h 30m', comment: text('Looked into it.') }],
  ['platform', 'issueWorklogs.getWorklog', { issueIdOrKey, id: worklogs.alpha }],
  ['platform', 'issueWorklogs.updateWorklog', { issueIdOrKey, id: worklogs.alpha, timeSpentSeconds: 7200 }],
  ['platform', 'issueWorklogs.deleteWorklog', { issueIdOrKey, id: worklogs.alpha }],
  ['platform', 'issues.getChangeLogs', { issueIdOrKey, maxResults: 50 }],
  ['platform', 'issues.getBulkChangelogs', { issueIdsOrKeys: [issueIdOrKey, issues.alpha2.key] }],
  ['platform', 'issues.bulkFetchIssues', { issueIdsOrKeys: [issueIdOrKey, issues.alpha2.id], fields: ['summary'] }],
  [
    'platform',
    'issues.createIssues',
    {
      issueUpdates: ['One', 'Two'].map((summary) => ({
        fields: { project: { id: projects.alpha.id }, issuetype: { name: 'Task' }, summary },
      })),
    },
  ],
  ['platform', 'issues.getCreateIssueMeta', { projectKeys: [projects.alpha.key] }],
  ['platform', 'issues.getCreateIssueMetaIssueTypes', { projectIdOrKey: projects.alpha.key }],
  ['platform', 'issues.getEditIssueMeta', { issueIdOrKey }],
  ['platform', 'issueSearch.matchIssues', { issueIds: [Number(issues.alpha1.id)], jqls: ['status = "To Do"'] }],
  ['platform', 'jql.parseJqlQueries', { queries: ['labels = web ORDER BY created'] }],
  ['platform', 'permissions.getMyPermissions', { permissions: 'BROWSE_PROJECTS', projectKey: projects.alpha.key }],
  ['platform', 'projectComponents.getProjectComponents', { projectIdOrKey: projects.alpha.key }],
  ['platform', 'projectComponents.createComponent', { project: projects.alpha.key, name: 'Checkout' }],
  ['platform', 'projectComponents.getComponent', { id: components.alpha1 }],
  ['platform', 'projectComponents.updateComponent', { id: components.alpha1, description: 'Pages.' }],
  ['platform', 'projectRoles.getProjectRoles', { projectIdOrKey: projects.alpha.key }],
  ['platform', 'projectVersions.getProjectVersionsPaginated', { projectIdOrKey: projects.alpha.key, maxResults: 10 }],
  ['platform', 'projectVersions.getProjectVersions', { projectIdOrKey: projects.alpha.key }],
  ['platform', 'projectVersions.createVersion', { projectId: Number(projects.alpha.id), name: '9.0' }],
  ['platform', 'projectVersions.updateVersion', { id: versions.alpha1, released: true, releaseDate: '2026-11-01' }],
  ['platform', 'projects.getRecent'],
  ['platform', 'projects.getAllStatuses', { projectIdOrKey: projects.alpha.key }],
  ['platform', 'userSearch.findAssignableUsers', { project: projects.alpha.key, maxResults: 10 }],
  ['agile', 'board.getAllBoards', { projectKeyOrId: projects.alpha.key }],
  ['agile', 'board.getBoard', { boardId }],
  ['agile', 'board.getConfiguration', { boardId }],
  ['agile', 'board.getIssuesForBoard', { boardId, maxResults: 5, fields: ['summary', 'status'] }],
  ['agile', 'board.getIssuesForBacklog', { boardId, jql: 'status = "To Do"' }],
  ['agile', 'board.getAllSprints', { boardId, state: 'active,future' }],
  ['agile', 'board.getBoardIssuesForSprint', { boardId, sprintId: sprints.alphaActive }],
  ['agile', 'board.getEpics', { boardId }],
  ['agile', 'board.getAllVersions', { boardId }],
  ['agile', 'sprint.getSprint', { sprintId: sprints.alphaActive }],
  ['agile', 'sprint.createSprint', { name: 'Next', originBoardId: boardId, goal: 'Ship.' }],
  ['agile', 'sprint.partiallyUpdateSprint', { sprintId: sprints.alphaFuture, name: 'Later' }],
  ['agile', 'sprint.moveIssuesToSprintAndRank', { sprintId: sprints.alphaFuture, issues: [issueIdOrKey] }],
  ['agile', 'sprint.getIssuesForSprint', { sprintId: sprints.alphaActive, maxResults: 10 }],
  ['agile', 'epic.getEpic', { epicIdOrKey: issues.epic.key }],
  ['agile', 'epic.getIssuesForEpic', { epicIdOrKey: issues.epic.key }],
  ['agile', 'issue.getIssue', { issueIdOrKey }],
  ['agile', 'issue.rankIssues', { issues: [issueIdOrKey], rankBeforeIssue: issues.alpha2.key }],
  ['desk', 'info.getInfo'],
  ['desk', 'serviceDesk.getServiceDesks'],
  ['desk', 'serviceDesk.getServiceDeskById', { serviceDeskId }],
  ['desk', 'serviceDesk.getRequestTypes', { serviceDeskId: Number(serviceDeskId), limit: 10 }],
  ['desk', 'serviceDesk.getRequestTypeFields', { serviceDeskId, requestTypeId: Number(requestTypes.alpha) }],
  ['desk', 'serviceDesk.getQueues', { serviceDeskId }],
  ['desk', 'serviceDesk.getIssuesInQueue', { serviceDeskId, queueId: Number(queues.alpha) }],
  [
    'desk',
    'request.createCustomerRequest',
    { serviceDeskId, requestTypeId: requestTypes.alpha, requestFieldValues: { summary: 'The till is stuck' } },
  ],
  ['desk', 'request.getCustomerRequestByIdOrKey', { issueIdOrKey }],
  ['desk', 'request.getRequestComments', { issueIdOrKey }],
  ['desk', 'request.createRequestComment', { issueIdOrKey, body: 'On it.', public: true }],
  ['desk', 'request.getCustomerTransitions', { issueIdOrKey }],
  ['desk', 'request.getCustomerRequestStatus', { issueIdOrKey }],
  ['desk', 'request.getSlaInformationById', { issueIdOrKey, slaMetricId: Number(slas.alpha) }],
];

let wall: Wall;
let clients: Readonly<Record<Client, object>>;
beforeAll(async () => {
  wall = await openWall({ now: Date.parse('2026-11-02T09:00:00Z') });
  const config = {
    host: wall.alpha.url,
    authentication: { basic: { email: 'ci@example.com', apiToken: wall.alpha.text } },
  };
  clients = {
    platform: new Version3Client(config),
    agile: new AgileClient(config),
    desk: new ServiceDeskClient(config),
  };
});
afterEach(() => wall.reset());
afterAll(() => wall.stop());

/** What the client's method comes to: its value, or the status of the error that it throws. */
async function open([client, name, parameters]: Door): Promise<{ readonly value?: unknown; readonly status?: number }> {
  const [group = '', method = ''] = name.split('.');
  const owner: unknown = Reflect.get(clients[client], group);
  const found: unknown = typeof owner === 'object' && owner !== null ? Reflect.get(owner, method) : undefined;
  if (typeof found !== 'function') throw new TypeError(`jira.js has no ${name}`);
  try {
    return { value: await Reflect.apply(found, owner, [parameters]) };
  } catch (error) {
    const status: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'status') : undefined;
    if (typeof status !== 'number') throw error;
    return { status };
  }
}

test.each(DOORS.map((door) => ({ door, title: door.slice(0, 2).join(' ') })))('$title', async ({ door }) => {
  const outside = wall.site.digestOutside([projects.alpha.id]);
  expect(await open(door)).not.toHaveProperty('status');
  expect(wall.site.digestOutside([projects.alpha.id])).toBe(outside);
});

/** The same doors with things of another project, and with things that never were. */
const FOREIGN: readonly (readonly [Door, Door])[] = [
  ...(['issueWorklogs.getIssueWorklog', 'issues.getChangeLogs', 'issueRemoteLinks.getRemoteIssueLinks'] as const).map(
    (name): readonly [Door, Door] => [
      ['platform', name, { issueIdOrKey: issues.omega1.key }],
      ['platform', name, { issueIdOrKey: FIXTURE.missing.omegaKey }],
    ],
  ),
  [
    ['platform', 'projectVersions.getVersion', { id: versions.omega1 }],
    ['platform', 'projectVersions.getVersion', { id: FIXTURE.missing.versionId }],
  ],
  [
    ['agile', 'board.getIssuesForBoard', { boardId: boards.omega }],
    ['agile', 'board.getIssuesForBoard', { boardId: FIXTURE.missing.boardId }],
  ],
  [
    ['agile', 'sprint.getSprint', { sprintId: sprints.omegaActive }],
    ['agile', 'sprint.getSprint', { sprintId: FIXTURE.missing.sprintId }],
  ],
];

test.each(FOREIGN)('a foreign thing is told like one that never was: %j', async (foreign, missing) => {
  const [told, never] = [await open(foreign), await open(missing)];
  expect(told).toEqual({ status: 404 });
  expect(never).toEqual(told);
});

test('a person who can be assigned is found for a client, and nobody else', async () => {
  const { value } = await open(['platform', 'userSearch.findAssignableUsers', { project: projects.alpha.key }]);
  expect(JSON.stringify(value)).toContain(people.colleague);
});
