/** A call for every operation that is offered, each of which does something in ALPHA of the fixture site. */
import { about, call, get, ISSUE_OPERATIONS } from '../wall/issue-operations';
import { FIXTURE, type Sent } from '../wall/site';

const { comments, components, desks, links, projects, queues, remoteLinks, requestTypes, slas, versions, worklogs } =
  FIXTURE;
const PAGE = { object: { url: 'https://pages.example.com/page', title: 'A page' } };

/** Calls of service desks, below their own address. */
const DESK = `servicedesk/${desks.alpha}`;
export const DESK_READS: Readonly<Record<string, string>> = {
  getServiceDesks: 'servicedesk',
  getServiceDeskById: DESK,
  getRequestTypes: `${DESK}/requesttype`,
  getRequestTypeById: `${DESK}/requesttype/${requestTypes.alpha}`,
  getRequestTypeFields: `${DESK}/requesttype/${requestTypes.alpha}/field`,
  getRequestTypeGroups: `${DESK}/requesttypegroup`,
  getQueues: `${DESK}/queue`,
  getQueue: `${DESK}/queue/${queues.alpha}`,
  getCustomerRequestByIdOrKey: 'request/ALPHA-1',
  getRequestParticipants: 'request/ALPHA-1/participant',
  getCustomerRequestStatus: 'request/ALPHA-1/status',
  getSlaInformation: 'request/ALPHA-1/sla',
  getSlaInformationById: `request/ALPHA-1/sla/${slas.alpha}`,
  getCustomerTransitions: 'request/ALPHA-1/transition',
};
const desk = (method: string, path: string, body?: unknown): Sent => ({
  method,
  path: `/rest/servicedeskapi/${path}`,
  ...(body === undefined ? {} : { body }),
});
const DESK_CALLS: Readonly<Record<string, Sent>> = {
  ...Object.fromEntries(Object.entries(DESK_READS).map(([id, path]) => [id, desk('GET', path)])),
  getInfo: desk('GET', 'info'),
  getIssuesInQueue: desk('GET', `${DESK}/queue/${queues.alpha}/issue`),
  getRequestComments: desk('GET', 'request/ALPHA-1/comment'),
  getRequestCommentById: desk('GET', `request/ALPHA-1/comment/${comments.alpha1}`),
  createRequestComment: desk('POST', 'request/ALPHA-24/comment', { body: 'Said' }),
  performCustomerTransition: desk('POST', 'request/ALPHA-24/transition', { id: '21' }),
  createCustomerRequest: desk('POST', 'request', {
    serviceDeskId: desks.alpha,
    requestTypeId: requestTypes.alpha,
    requestFieldValues: { summary: 'It broke' },
  }),
};

const { boards, sprints } = FIXTURE;
const agile = (path: string, method = 'GET', body?: unknown): Sent => ({
  method,
  path: `/rest/agile/1.0/${path}`,
  ...(body === undefined ? {} : { body }),
});
const software = (path: string): Sent => ({ method: 'GET', path: `/rest/software/1.0/${path}` });
const board = `board/${boards.alpha}`;
const sprint = `sprint/${sprints.alphaActive}`;
const MOVED = { issues: ['ALPHA-24'] };

/** Of Jira Software: what issues alone open, what needs boards and sprints beside them, and what changes plans. */
export const EPICS: Readonly<Record<string, Sent>> = {
  getEpic: agile('epic/ALPHA-5'),
  getIssuesForEpic: agile('epic/ALPHA-5/issue'),
  getIssuesForEpicJSIS: software('epic/ALPHA-5/issue'),
  getAgileIssue: agile('issue/ALPHA-1'),
};
export const BOARDS: Readonly<Record<string, Sent>> = {
  getAllBoards: agile('board'),
  getBoard: agile(board),
  getConfiguration: agile(`${board}/configuration`),
  getProjects: agile(`${board}/project`),
  getAllVersions: agile(`${board}/version`),
  getAllSprints: agile(`${board}/sprint`),
  getEpics: agile(`${board}/epic`),
  getIssuesForBoard: agile(`${board}/issue`),
  getIssuesForBoardJSIS: software(`${board}/issue`),
  getApproximateIssueCountForBoard: software(`${board}/issue/approximate-count`),
  getIssuesForBacklog: agile(`${board}/backlog`),
  getIssuesForBacklogJSIS: software(`${board}/backlog`),
  getApproximateIssueCountForBacklog: software(`${board}/backlog/approximate-count`),
  getBoardIssuesForSprint: agile(`${board}/${sprint}/issue`),
  getBoardIssuesForSprintJSIS: software(`${board}/${sprint}/issue`),
  getBoardIssuesForEpic: agile(`${board}/epic/11005/issue`),
  getBoardIssuesForEpicJSIS: software(`${board}/epic/11005/issue`),
  getSprint: agile(sprint),
  getIssuesForSprint: agile(`${sprint}/issue`),
  getIssuesForSprintJSIS: software(`${sprint}/issue`),
  getIssueEstimationForBoard: agile(`issue/ALPHA-22/estimation?boardId=${boards.alpha}`),
};
const PLANS: Readonly<Record<string, Sent>> = {
  createSprint: agile('sprint', 'POST', { name: 'Next', originBoardId: boards.alpha }),
  updateSprint: agile(sprint, 'PUT', { name: 'Next', state: 'active' }),
  partiallyUpdateSprint: agile(sprint, 'POST', { name: 'Next' }),
  deleteSprint: agile(`sprint/${sprints.alphaFuture}`, 'DELETE'),
  moveIssuesToSprintAndRank: agile(`${sprint}/issue`, 'POST', MOVED),
  moveIssuesToBacklogForBoard: agile(`backlog/${boards.alpha}/issue`, 'POST', MOVED),
  moveIssuesToBoard: agile(`${board}/issue`, 'POST', MOVED),
  partiallyUpdateEpic: agile('epic/ALPHA-5', 'POST', { summary: 'Another' }),
  rankEpics: agile('epic/ALPHA-5/rank', 'PUT', { rankAfterEpic: 'ALPHA-2' }),
  moveIssuesToEpic: agile('epic/ALPHA-5/issue', 'POST', MOVED),
  rankIssues: agile('issue/rank', 'PUT', { ...MOVED, rankBeforeIssue: 'ALPHA-2' }),
  estimateIssueForBoard: agile(`issue/ALPHA-22/estimation?boardId=${boards.alpha}`, 'PUT', { value: '8' }),
};

/** By operationId: a call that does something in ALPHA. */
export const CALLS: Readonly<Record<string, Sent>> = {
  ...Object.fromEntries(
    ISSUE_OPERATIONS.map((each) => [
      each.id,
      about(each, '3', each.ofComment ? 'ALPHA-1' : 'ALPHA-24', comments.alpha1),
    ]),
  ),
  createIssue: call('POST', '3', 'issue', {
    fields: { project: { key: 'ALPHA' }, issuetype: { name: 'Bug' }, summary: 'It broke' },
  }),
  createIssues: call('POST', '3', 'issue/bulk', {
    issueUpdates: [{ fields: { project: { key: 'ALPHA' }, issuetype: { name: 'Bug' }, summary: 'It broke' } }],
  }),
  getWorklog: get('3', `issue/ALPHA-1/worklog/${worklogs.alpha}`),
  updateWorklog: call('PUT', '3', `issue/ALPHA-1/worklog/${worklogs.alpha}`, { timeSpent: '2h' }),
  deleteWorklog: call('DELETE', '3', `issue/ALPHA-1/worklog/${worklogs.alpha}`),
  getBulkChangelogs: call('POST', '3', 'changelog/bulkfetch', { issueIdsOrKeys: ['ALPHA-1'] }),
  getRemoteIssueLinkById: get('3', `issue/ALPHA-1/remotelink/${remoteLinks.alpha1}`),
  updateRemoteIssueLink: call('PUT', '3', `issue/ALPHA-1/remotelink/${remoteLinks.alpha1}`, PAGE),
  deleteRemoteIssueLinkById: call('DELETE', '3', `issue/ALPHA-1/remotelink/${remoteLinks.alpha1}`),
  getIssuePropertyKeys: get('3', 'issue/ALPHA-1/properties'),
  setIssueProperty: call('PUT', '3', 'issue/ALPHA-1/properties/note', { build: 1 }),
  getCreateIssueMeta: get('3', 'issue/createmeta?projectKeys=ALPHA'),
  getCreateIssueMetaIssueTypes: get('3', 'issue/createmeta/ALPHA/issuetypes'),
  getCreateIssueMetaIssueTypeId: get('3', 'issue/createmeta/ALPHA/issuetypes/10102'),
  bulkFetchIssues: call('POST', '3', 'issue/bulkfetch', { issueIdsOrKeys: ['ALPHA-1'], fields: ['summary'] }),
  matchIssues: call('POST', '3', 'jql/match', { issueIds: [11001], jqls: ['status = "To Do"'] }),
  parseJqlQueries: call('POST', '3', 'jql/parse', { queries: ['status = "To Do"'] }),
  linkIssues: call('POST', '3', 'issueLink', {
    type: { name: 'Blocks' },
    inwardIssue: { key: 'ALPHA-1' },
    outwardIssue: { key: 'ALPHA-24' },
  }),
  getIssueLink: get('3', `issueLink/${links.within}`),
  deleteIssueLink: call('DELETE', '3', `issueLink/${links.within}`),
  getServerInfo: get('3', 'serverInfo'),
  getCurrentUser: get('3', 'myself'),
  searchProjects: get('3', 'project/search'),
  getProject: get('3', 'project/ALPHA'),
  getFields: get('3', 'field'),
  getPriorities: get('3', 'priority'),
  getStatuses: get('3', 'status'),
  getIssueAllTypes: get('3', 'issuetype'),
  getAllProjects: get('3', 'project'),
  getRecent: get('3', 'project/recent'),
  getAllStatuses: get('3', 'project/ALPHA/statuses'),
  getProjectRoles: get('3', 'project/ALPHA/role'),
  getMyPermissions: get('3', 'mypermissions?permissions=BROWSE_PROJECTS'),
  getFieldsPaginated: get('3', 'field/search'),
  getIssueType: get('3', 'issuetype/10102'),
  getIssueTypesForProject: get('3', `issuetype/project?projectId=${projects.alpha.id}`),
  getPriority: get('3', 'priority/3'),
  searchPriorities: get('3', 'priority/search'),
  getResolutions: get('3', 'resolution'),
  getResolution: get('3', 'resolution/10300'),
  searchResolutions: get('3', 'resolution/search'),
  getStatus: get('3', 'status/Done'),
  getStatusCategories: get('3', 'statuscategory'),
  getStatusCategory: get('3', 'statuscategory/done'),
  getIssueLinkTypes: get('3', 'issueLinkType'),
  getIssueLinkType: get('3', 'issueLinkType/10410'),
  findAssignableUsers: get('3', 'user/assignable/search?project=ALPHA'),
  findBulkAssignableUsers: get('3', 'user/assignable/multiProjectSearch?projectKeys=ALPHA'),
  getProjectVersions: get('3', 'project/ALPHA/versions'),
  getProjectVersionsPaginated: get('3', 'project/ALPHA/version'),
  getVersion: get('3', `version/${versions.alpha1}`),
  createVersion: call('POST', '3', 'version', { name: '3.0', projectId: Number(projects.alpha.id) }),
  updateVersion: call('PUT', '3', `version/${versions.alpha1}`, { released: true }),
  deleteVersion: call('DELETE', '3', `version/${versions.alpha1}`),
  moveVersion: call('POST', '3', `version/${versions.alpha1}/move`, { position: 'Last' }),
  getProjectComponents: get('3', 'project/ALPHA/components'),
  getProjectComponentsPaginated: get('3', 'project/ALPHA/component'),
  findComponentsForProjects: get('3', 'component'),
  getComponent: get('3', `component/${components.alpha1}`),
  createComponent: call('POST', '3', 'component', { name: 'Search', project: 'ALPHA' }),
  updateComponent: call('PUT', '3', `component/${components.alpha1}`, { name: 'Search' }),
  deleteComponent: call('DELETE', '3', `component/${components.alpha1}`),
  searchAndReconsileIssuesUsingJql: get('3', 'search/jql?jql=status%20%3D%20%22To%20Do%22&fields=summary'),
  searchAndReconsileIssuesUsingJqlPost: call('POST', '3', 'search/jql', {
    jql: 'status = "To Do"',
    fields: ['summary'],
  }),
  countIssues: call('POST', '3', 'search/approximate-count', { jql: 'status = "To Do"' }),
  ...EPICS,
  ...BOARDS,
  ...PLANS,
  ...DESK_CALLS,
};
