/**
 * The operations that this Jira serves: one row serves version 2, version 3 and `latest`.
 *
 * Scopes and query parameters are Atlassian's own, by operation; a caller that comes through an app needs all
 * classic scopes or all granular ones. Exported as data, so that suites can make a case of every row.
 */
import { AGILE_PARTS } from './agile-parts';
import * as comments from './comments';
import { DESK_PARTS } from './desk-parts';
import { ISSUE_PARTS } from './issue-parts';
import * as issues from './issues';
import * as links from './links';
import * as metadata from './metadata';
import * as people from './people';
import { PROJECT_PARTS } from './project-parts';
import * as projects from './projects';
import * as rights from './rights';
import { jira, PROJECT_SCOPES, READ, type Route, row, USER, WRITE } from './route';
import * as screens from './screens';
import * as search from './search';
import * as transitions from './transitions';

const ISSUE_SCOPES = jira(
  'issue-meta',
  'issue-security-level',
  'issue.vote',
  'issue.changelog',
  'avatar',
  'issue',
  'status',
  'user',
  'field-configuration',
);
const COMMENT_SCOPES = jira('comment', 'comment.property', 'group', 'project', 'project-role', 'user', 'avatar');
const CREATE_SCOPES = [
  'write:issue:jira',
  'write:comment:jira',
  'write:comment.property:jira',
  'write:attachment:jira',
  'read:issue:jira',
];
const GET_SEARCH_SCOPES = jira('issue-details', 'audit-log', 'avatar', 'field-configuration', 'issue-meta');
const POST_SEARCH_SCOPES = jira('issue-details', 'field.default-value', 'field.option', 'field', 'group');

export const ROUTES: readonly Route[] = [
  row('GET', '/serverInfo', 'getServerInfo', people.getServerInfo, [[], []]),
  row(
    'GET',
    '/myself',
    'getCurrentUser',
    people.getMyself,
    [USER, jira('application-role', 'group', 'user', 'avatar')],
    ['expand'],
    false,
  ),
  row(
    'GET',
    '/user',
    'getUser',
    people.getUser,
    [USER, jira('application-role', 'group', 'user', 'avatar')],
    ['accountId', 'username', 'key', 'expand'],
  ),
  row(
    'GET',
    '/user/bulk',
    'bulkGetUsers',
    people.bulkGetUsers,
    [USER, jira('application-role', 'group', 'user', 'avatar')],
    ['startAt', 'maxResults', 'username', 'key', 'accountId'],
    false,
  ),
  row(
    'GET',
    '/user/search',
    'findUsers',
    people.findUsers,
    [USER, jira('application-role', 'group', 'user', 'avatar', 'user.property')],
    ['query', 'username', 'accountId', 'startAt', 'maxResults', 'property'],
  ),
  row(
    'GET',
    '/user/assignable/search',
    'findAssignableUsers',
    people.findAssignable,
    [USER, jira('issue', 'project', 'user', 'application-role', 'avatar', 'group')],
    [
      'query',
      'sessionId',
      'username',
      'accountId',
      'project',
      'issueKey',
      'issueId',
      'startAt',
      'maxResults',
      'actionDescriptorId',
      'recommend',
      'accountType',
      'appType',
    ],
  ),
  row(
    'GET',
    '/mypermissions',
    'getMyPermissions',
    rights.getMyPermissions,
    [READ, jira('permission')],
    [
      'projectKey',
      'projectId',
      'issueKey',
      'issueId',
      'permissions',
      'projectUuid',
      'projectConfigurationUuid',
      'commentId',
    ],
  ),
  row('POST', '/permissions/check', 'getBulkPermissions', rights.checkPermissions, [[], jira('permission')]),

  row('GET', '/field', 'getFields', metadata.listFields, [
    READ,
    jira('field', 'avatar', 'project-category', 'project', 'field-configuration'),
  ]),
  row('GET', '/priority', 'getPriorities', metadata.listPriorities, [READ, jira('priority')]),
  row('GET', '/status', 'getStatuses', metadata.listStatuses, [READ, jira('status')]),
  row('GET', '/resolution', 'getResolutions', metadata.listResolutions, [READ, jira('resolution')]),
  row('GET', '/issueLinkType', 'getIssueLinkTypes', metadata.listLinkTypes, [READ, jira('issue-link-type')]),
  row('GET', '/issuetype', 'getIssueAllTypes', metadata.listIssueTypes, [
    READ,
    jira('issue-type', 'avatar', 'project-category', 'project'),
  ]),
  row(
    'GET',
    '/issuetype/project',
    'getIssueTypesForProject',
    metadata.listIssueTypesOfProject,
    [READ, jira('issue-type', 'avatar', 'project-category', 'project')],
    ['projectId', 'level'],
  ),

  row(
    'GET',
    '/project/search',
    'searchProjects',
    projects.searchProjects,
    [READ, PROJECT_SCOPES],
    [
      'startAt',
      'maxResults',
      'orderBy',
      'id',
      'keys',
      'query',
      'typeKey',
      'categoryId',
      'action',
      'expand',
      'status',
      'properties',
      'propertyQuery',
    ],
  ),
  row(
    'GET',
    '/project/{projectIdOrKey}',
    'getProject',
    projects.getProject,
    [READ, PROJECT_SCOPES],
    ['expand', 'properties'],
  ),
  row('GET', '/project/{projectIdOrKey}/statuses', 'getAllStatuses', projects.listProjectStatuses, [
    READ,
    jira('issue-status', 'issue-type', 'status'),
  ]),
  row(
    'GET',
    '/project/{projectIdOrKey}/versions',
    'getProjectVersions',
    projects.listProjectVersions,
    [READ, jira('project-version')],
    ['expand'],
  ),
  row(
    'GET',
    '/project/{projectIdOrKey}/components',
    'getProjectComponents',
    projects.listProjectComponents,
    [READ, jira('project', 'project.component', 'user', 'application-role', 'avatar', 'group')],
    ['componentSource'],
  ),
  row('GET', '/project/{projectKeyOrId}/securitylevel', 'getSecurityLevelsForProject', projects.listSecurityLevels, [
    READ,
    jira('issue-security-level'),
  ]),

  row(
    'GET',
    '/issue/createmeta/{projectIdOrKey}/issuetypes',
    'getCreateIssueMetaIssueTypes',
    screens.listCreateIssueTypes,
    [READ, jira('issue-meta', 'avatar', 'field-configuration')],
    ['startAt', 'maxResults'],
  ),
  row(
    'GET',
    '/issue/createmeta/{projectIdOrKey}/issuetypes/{issueTypeId}',
    'getCreateIssueMetaIssueTypeId',
    screens.listCreateFields,
    [READ, jira('issue-meta', 'avatar', 'field-configuration')],
    ['startAt', 'maxResults'],
  ),
  row(
    'GET',
    '/issue/{issueIdOrKey}/editmeta',
    'getEditIssueMeta',
    screens.getEditMetadata,
    [READ, jira('issue-meta', 'field-configuration')],
    ['overrideScreenSecurity', 'overrideEditableFlag'],
  ),

  row('POST', '/issue', 'createIssue', issues.createOne, [WRITE, CREATE_SCOPES], ['updateHistory']),
  row('POST', '/issue/bulk', 'createIssues', issues.createMany, [WRITE, CREATE_SCOPES]),
  row('POST', '/issue/bulkfetch', 'bulkFetchIssues', search.bulkFetch, [READ, ISSUE_SCOPES]),
  row(
    'GET',
    '/issue/{issueIdOrKey}',
    'getIssue',
    issues.getIssue,
    [READ, ISSUE_SCOPES],
    ['fields', 'fieldsByKeys', 'expand', 'properties', 'updateHistory', 'failFast'],
  ),
  row(
    'PUT',
    '/issue/{issueIdOrKey}',
    'editIssue',
    issues.editOne,
    [WRITE, ['write:issue:jira']],
    ['notifyUsers', 'overrideScreenSecurity', 'overrideEditableFlag', 'returnIssue', 'expand'],
  ),
  row(
    'DELETE',
    '/issue/{issueIdOrKey}',
    'deleteIssue',
    issues.deleteOne,
    [WRITE, ['delete:issue:jira']],
    ['deleteSubtasks'],
  ),
  row('PUT', '/issue/{issueIdOrKey}/assignee', 'assignIssue', issues.assignOne, [WRITE, ['write:issue:jira']]),
  row(
    'GET',
    '/issue/{issueIdOrKey}/changelog',
    'getChangeLogs',
    issues.listChangelog,
    [READ, jira('issue-meta', 'avatar', 'issue.changelog')],
    ['startAt', 'maxResults'],
  ),
  row(
    'GET',
    '/issue/{issueIdOrKey}/transitions',
    'getTransitions',
    transitions.listTransitions,
    [READ, jira('issue.transition', 'status', 'field-configuration')],
    ['expand', 'transitionId', 'skipRemoteOnlyCondition', 'includeUnavailableTransitions', 'sortByOpsBarAndStatus'],
  ),
  row('POST', '/issue/{issueIdOrKey}/transitions', 'doTransition', transitions.doTransition, [
    WRITE,
    ['write:issue:jira', 'write:issue.property:jira'],
  ]),

  row(
    'GET',
    '/issue/{issueIdOrKey}/comment',
    'getComments',
    comments.listComments,
    [READ, COMMENT_SCOPES],
    ['startAt', 'maxResults', 'orderBy', 'expand'],
  ),
  row(
    'POST',
    '/issue/{issueIdOrKey}/comment',
    'addComment',
    comments.postComment,
    [WRITE, [...COMMENT_SCOPES, 'write:comment:jira']],
    ['expand'],
  ),
  row(
    'GET',
    '/issue/{issueIdOrKey}/comment/{id}',
    'getComment',
    comments.getComment,
    [READ, COMMENT_SCOPES],
    ['expand'],
  ),
  row(
    'PUT',
    '/issue/{issueIdOrKey}/comment/{id}',
    'updateComment',
    comments.putComment,
    [WRITE, [...COMMENT_SCOPES, 'write:comment:jira']],
    ['notifyUsers', 'overrideEditableFlag', 'expand'],
  ),
  row('DELETE', '/issue/{issueIdOrKey}/comment/{id}', 'deleteComment', comments.deleteComment, [
    WRITE,
    ['delete:comment:jira', 'delete:comment.property:jira'],
  ]),

  row('POST', '/issueLink', 'linkIssues', links.postLink, [
    WRITE,
    ['write:comment:jira', 'write:issue:jira', 'write:issue-link:jira'],
  ]),
  row('GET', '/issueLink/{linkId}', 'getIssueLink', links.getLink, [
    READ,
    jira(
      'field',
      'issue-link-type',
      'issue',
      'issue-type',
      'priority',
      'status',
      'avatar',
      'issue.time-tracking',
      'project-category',
      'project',
      'user',
    ),
  ]),
  row('DELETE', '/issueLink/{linkId}', 'deleteIssueLink', links.deleteLink, [WRITE, ['delete:issue-link:jira']]),

  row(
    'GET',
    '/search/jql',
    'searchAndReconsileIssuesUsingJql',
    search.getSearch,
    [READ, GET_SEARCH_SCOPES],
    [
      'jql',
      'nextPageToken',
      'maxResults',
      'fields',
      'expand',
      'properties',
      'fieldsByKeys',
      'failFast',
      'reconcileIssues',
    ],
  ),
  row('POST', '/search/jql', 'searchAndReconsileIssuesUsingJqlPost', search.postSearch, [READ, POST_SEARCH_SCOPES]),
  row('POST', '/search/approximate-count', 'countIssues', search.countIssues, [READ, POST_SEARCH_SCOPES]),
  row(
    'GET',
    '/search',
    'searchForIssuesUsingJql',
    search.removedSearch,
    [READ, GET_SEARCH_SCOPES],
    ['jql', 'startAt', 'maxResults', 'validateQuery', 'fields', 'expand', 'properties', 'fieldsByKeys', 'failFast'],
  ),
  row('POST', '/search', 'searchForIssuesUsingJqlPost', search.removedSearch, [READ, POST_SEARCH_SCOPES]),
  ...ISSUE_PARTS,
  ...PROJECT_PARTS,
  ...AGILE_PARTS,
  ...DESK_PARTS,
];

export type { Route } from './route';

/** Methods that the real Jira serves on these paths and this one does not: 501 and not 405. */
export const ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  '/field': ['POST'],
  '/priority': ['POST'],
  '/resolution': ['POST'],
  '/issuetype': ['POST'],
  '/issueLinkType': ['POST'],
  '/user': ['POST', 'DELETE'],
  '/project/{projectIdOrKey}': ['PUT', 'DELETE'],
  '/project': ['POST'],
  '/project/{projectIdOrKey}/role/{id}': ['POST', 'PUT', 'DELETE'],
  '/issuetype/{id}': ['PUT', 'DELETE'],
  '/priority/{id}': ['PUT', 'DELETE'],
  '/resolution/{id}': ['PUT', 'DELETE'],
  '/issueLinkType/{issueLinkTypeId}': ['PUT', 'DELETE'],
};
