/** For each operation that keys are offered, a request about something inside, and what success looks like. */
import { call, get, type Version } from '../issue-operations';
import { FIXTURE, type Sent } from '../site';
import type { Schema } from './schema';

export type Offered = {
  readonly id: string;
  readonly request: (version: Version) => Sent;
  readonly status: number;
  /** What the gateway asks of Jira, where that is another operation. */
  readonly asks?: string;
  /** What Jira answers a success with. */
  readonly jira: number;
  /** Where the file says nothing and Jira answers something. */
  readonly schema?: Schema;
  /** It shows something of what Jira answered. */
  readonly shows: boolean;
  /** What it comes to where all below the thing asked for is outside: `absent` as a whole, or `nothing` to show. */
  readonly below?: 'absent' | 'nothing';
  /** The one version that its family has. */
  readonly only?: Version;
  /** By which answers of Jira it is judged, beside its own. */
  readonly lookUp?: 'getIssue' | 'bulkFetchIssues';
};

const PAGE = { object: { url: 'https://pages.example.com/page', title: 'A page' } };
const { issues, comments, links, worklogs, remoteLinks, versions, components, boards, sprints } = FIXTURE;
const ALPHA = FIXTURE.projects.alpha.id;
const read = (id: string, path: string): Offered => ({
  id,
  request: (v) => get(v, path),
  status: 200,
  jira: 200,
  shows: true,
});
const write = (
  id: string,
  method: string,
  path: string,
  status: number,
  body?: (version: Version) => unknown,
): Offered => ({
  id,
  request: (version) => call(method, version, path, body?.(version)),
  status,
  jira: status === 204 ? 200 : status,
  shows: false,
});
const said = (version: Version): unknown => ({
  body:
    version === '2'
      ? 'Said'
      : { type: 'doc', version: 1, content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Said' }] }] },
});
const QUERY = { jql: 'key in (ALPHA-1, ALPHA-3)', fields: ['*all'], expand: 'names,schema,transitions' };

/** What Jira Software lists: issues as everywhere, for which its file has no schema in every operation. */
const software = (id: string, path: string, schema: Schema): Offered => ({
  ...read(id, ''),
  request: () => ({ method: 'GET', path: `/rest/${path}` }),
  only: '2',
  schema,
});
const BEANS: Schema = {
  type: 'object',
  properties: {
    // Numbers of a confined query's rows are trusted as those of a count are.
    expand: { type: 'string' },
    isLast: { type: 'boolean' },
    issues: { type: 'array', items: { ref: 'IssueBean' } },
  },
};

export const OFFERED: readonly Offered[] = [
  read('getIssue', 'issue/ALPHA-1?fields=*all&expand=names,schema,transitions'),
  { ...read('getTransitions', 'issue/ALPHA-1/transitions?expand=transitions.fields'), lookUp: 'getIssue' },
  { ...read('getComments', 'issue/ALPHA-1/comment'), lookUp: 'getIssue' },
  { ...read('getComment', `issue/ALPHA-1/comment/${comments.alpha1}`), lookUp: 'getIssue' },
  { ...read('getIssueLink', `issueLink/${links.within}`), below: 'absent', lookUp: 'bulkFetchIssues' },
  read('getProject', 'project/ALPHA?expand=lead,issueTypes,description,url'),
  read('searchProjects', 'project/search?expand=lead,issueTypes,description,url'),
  {
    ...read(
      'searchAndReconsileIssuesUsingJql',
      `search/jql?jql=${QUERY.jql.replaceAll(' ', '%20').replace('=', '%3D')}&fields=*all&expand=names,schema,transitions`,
    ),
    asks: 'searchAndReconsileIssuesUsingJqlPost',
  },
  { ...read('searchAndReconsileIssuesUsingJqlPost', ''), request: (v) => call('POST', v, 'search/jql', QUERY) },
  { ...read('countIssues', ''), request: (v) => call('POST', v, 'search/approximate-count', { jql: 'key = ALPHA-1' }) },
  { ...read('getFields', 'field'), below: 'nothing' },
  { ...read('getStatuses', 'status'), below: 'nothing' },
  read('getPriorities', 'priority'),
  { ...read('getIssueAllTypes', 'issuetype'), below: 'nothing' },
  { ...read('getIssueWorklog', 'issue/ALPHA-1/worklog'), lookUp: 'getIssue' },
  { ...read('getWorklog', `issue/ALPHA-1/worklog/${worklogs.alpha}`), lookUp: 'getIssue' },
  {
    ...write('addWorklog', 'POST', 'issue/ALPHA-1/worklog', 201, () => ({ timeSpent: '1h' })),
    shows: true,
    lookUp: 'getIssue',
  },
  {
    ...write('updateWorklog', 'PUT', `issue/ALPHA-1/worklog/${worklogs.alpha}`, 200, () => ({ timeSpent: '1h' })),
    shows: true,
    lookUp: 'getIssue',
  },
  write('deleteWorklog', 'DELETE', `issue/ALPHA-1/worklog/${worklogs.alpha}`, 204),
  { ...read('getChangeLogs', 'issue/ALPHA-1/changelog'), below: 'nothing', lookUp: 'getIssue' },
  {
    ...read('getBulkChangelogs', ''),
    request: (v) => call('POST', v, 'changelog/bulkfetch', { issueIdsOrKeys: ['ALPHA-1', 'ALPHA-3'] }),
    below: 'nothing',
    lookUp: 'bulkFetchIssues',
  },
  {
    ...read('matchIssues', ''),
    request: (v) => call('POST', v, 'jql/match', { issueIds: [Number(issues.alpha1.id)], jqls: ['key = ALPHA-1'] }),
    shows: false,
  },
  {
    ...read('getRemoteIssueLinks', 'issue/ALPHA-1/remotelink'),
    schema: { type: 'array', items: { ref: 'RemoteIssueLink' } },
    lookUp: 'getIssue',
  },
  { ...read('getRemoteIssueLinkById', `issue/ALPHA-1/remotelink/${remoteLinks.alpha1}`), lookUp: 'getIssue' },
  write('createOrUpdateRemoteIssueLink', 'POST', 'issue/ALPHA-1/remotelink', 201, () => PAGE),
  write('updateRemoteIssueLink', 'PUT', `issue/ALPHA-1/remotelink/${remoteLinks.alpha1}`, 204, () => PAGE),
  write('deleteRemoteIssueLinkById', 'DELETE', `issue/ALPHA-1/remotelink/${remoteLinks.alpha1}`, 204),
  { ...read('getIssueWatchers', 'issue/ALPHA-1/watchers'), lookUp: 'getIssue' },
  { ...read('getVotes', 'issue/ALPHA-1/votes'), lookUp: 'getIssue' },
  { ...read('getEditIssueMeta', 'issue/ALPHA-1/editmeta'), lookUp: 'getIssue' },
  read('getCreateIssueMeta', 'issue/createmeta?projectKeys=ALPHA&expand=projects.issuetypes.fields'),
  { ...read('getCreateIssueMetaIssueTypes', `issue/createmeta/${ALPHA}/issuetypes`), shows: false },
  { ...read('getCreateIssueMetaIssueTypeId', `issue/createmeta/${ALPHA}/issuetypes/10102`), shows: false },
  {
    ...write('createIssues', 'POST', 'issue/bulk', 201, () => ({
      issueUpdates: [{ fields: { project: { id: ALPHA }, issuetype: { id: '10102' }, summary: 'New' } }],
    })),
    shows: true,
  },
  {
    ...write('createIssue', 'POST', 'issue', 201, () => ({
      fields: { project: { id: FIXTURE.projects.alpha.id }, issuetype: { id: '10102' }, summary: 'New' },
    })),
    shows: true,
  },
  {
    ...write('editIssue', 'PUT', 'issue/ALPHA-1?returnIssue=true', 200, () => ({ fields: { summary: 'Edited' } })),
    schema: { ref: 'IssueBean' },
    shows: true,
    lookUp: 'getIssue',
  },
  write('assignIssue', 'PUT', 'issue/ALPHA-1/assignee', 204, () => ({ accountId: FIXTURE.people.colleague })),
  write('doTransition', 'POST', 'issue/ALPHA-1/transitions', 204, () => ({ transition: { id: '21' } })),
  { ...write('addComment', 'POST', 'issue/ALPHA-1/comment', 201, said), shows: true, lookUp: 'getIssue' },
  {
    ...write('updateComment', 'PUT', `issue/ALPHA-1/comment/${comments.alpha1}`, 200, said),
    shows: true,
    lookUp: 'getIssue',
  },
  write('deleteComment', 'DELETE', `issue/ALPHA-1/comment/${comments.alpha1}`, 204),
  write('deleteIssue', 'DELETE', `issue/${issues.plain.key}`, 204),
  write('linkIssues', 'POST', 'issueLink', 201, () => ({
    type: { name: 'Blocks' },
    inwardIssue: { key: issues.plain.key },
    outwardIssue: { key: issues.plainToo.key },
  })),
  write('deleteIssueLink', 'DELETE', `issueLink/${links.within}`, 204),
  read('getProjectVersions', `project/${ALPHA}/versions`),
  { ...read('getProjectVersionsPaginated', `project/${ALPHA}/version`), asks: 'getProjectVersions' },
  read('getVersion', `version/${versions.alpha1}`),
  { ...write('createVersion', 'POST', 'version', 201, () => ({ name: 'New', projectId: Number(ALPHA) })), shows: true },
  { ...write('updateVersion', 'PUT', `version/${versions.alpha1}`, 200, () => ({ name: 'New' })), shows: true },
  {
    ...write('moveVersion', 'POST', `version/${versions.alpha1}/move`, 200, () => ({ position: 'First' })),
    shows: true,
  },
  write('deleteVersion', 'DELETE', `version/${versions.alpha1}`, 204),
  read('getProjectComponents', `project/${ALPHA}/components`),
  { ...read('getProjectComponentsPaginated', `project/${ALPHA}/component`), asks: 'getProjectComponents' },
  { ...read('findComponentsForProjects', 'component'), asks: 'getProjectComponents' },
  read('getComponent', `component/${components.alpha1}`),
  { ...write('createComponent', 'POST', 'component', 201, () => ({ name: 'New', project: 'ALPHA' })), shows: true },
  { ...write('updateComponent', 'PUT', `component/${components.alpha1}`, 200, () => ({ name: 'New' })), shows: true },
  write('deleteComponent', 'DELETE', `component/${components.alpha1}`, 204),
  { ...read('getAllProjects', 'project?expand=lead,issueTypes,description,url'), asks: 'searchProjects' },
  { ...read('getRecent', 'project/recent'), asks: 'searchProjects' },
  software('getAgileIssue', 'agile/1.0/issue/ALPHA-1?fields=*all', { ref: 'IssueBean' }),
  software('getIssuesForBoard', `agile/1.0/board/${boards.alpha}/issue?fields=*all`, BEANS),
  {
    ...software('getIssuesForBacklogJSIS', `software/1.0/board/${boards.alpha}/backlog?fields=*all`, BEANS),
    asks: 'getIssuesForBoardJSIS',
  },
  software('getIssuesForSprintJSIS', `software/1.0/sprint/${sprints.alphaActive}/issue?fields=*all`, BEANS),
  software('getIssuesForEpic', `agile/1.0/epic/${issues.epic.id}/issue?fields=*all`, BEANS),
  { ...read('getAllStatuses', `project/${ALPHA}/statuses`), shows: false },
  { ...read('getProjectRoles', `project/${ALPHA}/role`), shows: false },
  { ...read('getFieldsPaginated', 'field/search'), asks: 'getFields', below: 'nothing' },
  { ...read('getIssueType', 'issuetype/10102'), below: 'absent' },
  { ...read('getIssueTypesForProject', `issuetype/project?projectId=${ALPHA}`), shows: false },
  { ...read('getPriority', 'priority/3'), shows: false },
  { ...read('searchPriorities', 'priority/search'), asks: 'getPriorities' },
  { ...read('getResolutions', 'resolution'), shows: false },
  { ...read('searchResolutions', 'resolution/search'), asks: 'getResolutions', shows: false },
  { ...read('getStatus', 'status/10200'), below: 'absent' },
  { ...read('getStatusCategories', 'statuscategory'), shows: false },
  { ...read('getStatusCategory', 'statuscategory/done'), shows: false },
  { ...read('getIssueLinkTypes', 'issueLinkType'), shows: false },
  { ...read('getIssueLinkType', 'issueLinkType/10410'), shows: false },
  { ...read('findAssignableUsers', `user/assignable/search?project=${ALPHA}`), shows: false },
  {
    ...read('findBulkAssignableUsers', 'user/assignable/multiProjectSearch?projectKeys=ALPHA'),
    asks: 'findAssignableUsers',
    shows: false,
  },
];
