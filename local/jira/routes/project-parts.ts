/** Rows of what belongs to projects, and of the settings that they share. */
import * as lists from './project-lists';
import { jira, PROJECT_SCOPES, READ, type Route, row, type Scopes, USER } from './route';
import * as settings from './settings';
import * as versions from './versions';

const MANAGE = ['manage:jira-project'];
const VERSIONS: Scopes = [READ, jira('project-version')];
const VERSION_WRITE: Scopes = [MANAGE, ['write:project-version:jira', 'read:project-version:jira']];
const COMPONENT_SCOPES = jira('project', 'project.component', 'user', 'application-role', 'avatar', 'group');
const COMPONENTS: Scopes = [READ, COMPONENT_SCOPES];
const COMPONENT_WRITE: Scopes = [MANAGE, [...COMPONENT_SCOPES, 'write:project.component:jira']];
const PAGE = ['startAt', 'maxResults'];

export const PROJECT_PARTS: readonly Route[] = [
  row(
    'GET',
    '/project',
    'getAllProjects',
    lists.listProjects,
    [READ, PROJECT_SCOPES],
    ['expand', 'recent', 'properties'],
  ),
  row('GET', '/project/recent', 'getRecent', lists.listRecent, [READ, PROJECT_SCOPES], ['expand', 'properties']),
  row('GET', '/project/{projectIdOrKey}/version', 'getProjectVersionsPaginated', lists.listVersionPage, VERSIONS, [
    ...PAGE,
    'orderBy',
    'query',
    'status',
    'expand',
  ]),
  row(
    'GET',
    '/project/{projectIdOrKey}/component',
    'getProjectComponentsPaginated',
    lists.listComponentPage,
    COMPONENTS,
    [...PAGE, 'orderBy', 'componentSource', 'query'],
  ),
  row('GET', '/project/{projectIdOrKey}/role', 'getProjectRoles', lists.listRoles, [READ, jira('project-role')]),
  row(
    'GET',
    '/project/{projectIdOrKey}/role/{id}',
    'getProjectRole',
    lists.getRole,
    [READ, jira('user', 'group', 'project-role', 'project', 'avatar', 'project-category')],
    ['excludeInactiveUsers'],
  ),

  row('POST', '/version', 'createVersion', versions.postVersion, VERSION_WRITE),
  row('GET', '/version/{id}', 'getVersion', versions.getVersion, VERSIONS, ['expand']),
  row('PUT', '/version/{id}', 'updateVersion', versions.putVersion, VERSION_WRITE),
  row(
    'DELETE',
    '/version/{id}',
    'deleteVersion',
    versions.deleteVersion,
    [MANAGE, ['delete:project-version:jira']],
    ['moveFixIssuesTo', 'moveAffectedIssuesTo'],
  ),
  row('POST', '/version/{id}/move', 'moveVersion', versions.moveVersion, VERSION_WRITE),

  row('GET', '/component', 'findComponentsForProjects', lists.findComponents, COMPONENTS, [
    'projectIdsOrKeys',
    ...PAGE,
    'orderBy',
    'query',
  ]),
  row('POST', '/component', 'createComponent', versions.postComponent, COMPONENT_WRITE),
  row('GET', '/component/{id}', 'getComponent', versions.getComponent, COMPONENTS),
  row('PUT', '/component/{id}', 'updateComponent', versions.putComponent, COMPONENT_WRITE),
  row(
    'DELETE',
    '/component/{id}',
    'deleteComponent',
    versions.deleteComponent,
    [MANAGE, ['delete:project.component:jira']],
    ['moveIssuesTo'],
  ),

  row(
    'GET',
    '/field/search',
    'getFieldsPaginated',
    settings.searchFields,
    [READ, jira('field', 'field-configuration')],
    [...PAGE, 'type', 'id', 'query', 'orderBy', 'expand', 'projectIds'],
  ),
  row('GET', '/issuetype/{id}', 'getIssueType', settings.getIssueType, [
    READ,
    jira('issue-type', 'avatar', 'project-category', 'project'),
  ]),
  row('GET', '/priority/{id}', 'getPriority', settings.getPriority, [READ, jira('priority')]),
  row(
    'GET',
    '/priority/search',
    'searchPriorities',
    settings.searchPriorities,
    [[], ['manage:jira-configuration']],
    [...PAGE, 'id', 'projectId', 'priorityName', 'onlyDefault', 'expand'],
  ),
  row('GET', '/resolution/{id}', 'getResolution', settings.getResolution, [READ, jira('resolution')]),
  row(
    'GET',
    '/resolution/search',
    'searchResolutions',
    settings.searchResolutions,
    [READ, jira('resolution')],
    [...PAGE, 'id', 'onlyDefault'],
  ),
  row('GET', '/status/{idOrName}', 'getStatus', settings.getStatus, [READ, jira('status')]),
  row('GET', '/statuscategory', 'getStatusCategories', settings.listCategories, [READ, jira('status')]),
  row('GET', '/statuscategory/{idOrKey}', 'getStatusCategory', settings.getCategory, [READ, jira('status')]),
  row('GET', '/issueLinkType/{issueLinkTypeId}', 'getIssueLinkType', settings.getLinkType, [
    READ,
    jira('issue-link-type'),
  ]),
  row(
    'GET',
    '/user/assignable/multiProjectSearch',
    'findBulkAssignableUsers',
    settings.findAssignableAnywhere,
    [USER, jira('project', 'user', 'application-role', 'avatar', 'group')],
    ['query', 'username', 'accountId', 'projectKeys', ...PAGE],
  ),
];
