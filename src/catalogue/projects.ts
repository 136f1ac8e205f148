/** Projects, the names that mean something inside them, and what the gateway says of itself. */
import type { Operation, Query } from './operation';
import { shown } from './shown';

const EXPAND: Query = { expand: { description: null, lead: null, issueTypes: null, url: null } };

const names = { kind: 'relay', method: 'GET', needs: 'metadata:read', status: 200, check: 'names' } as const;
const ofProject = { kind: 'relay', method: 'GET', places: { project: { ref: 'project' } }, status: 200 } as const;

export const PROJECTS: readonly Operation[] = [
  { id: 'getServerInfo', method: 'GET', path: 'serverInfo', kind: 'own', by: 'serverInfo' },
  { id: 'getCurrentUser', method: 'GET', path: 'myself', kind: 'own', by: 'myself', query: { expand: 'unused' } },
  {
    id: 'searchProjects',
    method: 'GET',
    path: 'project/search',
    kind: 'own',
    by: 'searchProjects',
    needs: 'project:read',
    query: {
      startAt: 'count',
      maxResults: 'count',
      orderBy: { oneOf: ['key', '+key', '-key', 'name', '+name', '-name'] },
      id: { list: { ref: 'project' } },
      keys: { list: { ref: 'project' } },
      query: 'text',
      typeKey: 'text',
      action: { only: ['view', 'browse'] },
      expand: EXPAND,
    },
  },
  {
    id: 'getAllProjects',
    method: 'GET',
    path: 'project',
    kind: 'own',
    by: 'listProjects',
    needs: 'project:read',
    query: { expand: EXPAND },
  },
  {
    id: 'getRecent',
    method: 'GET',
    path: 'project/recent',
    kind: 'own',
    by: 'listProjects',
    needs: 'project:read',
    query: { expand: EXPAND },
  },
  {
    id: 'getAllStatuses',
    path: 'project/{project}/statuses',
    ...ofProject,
    needs: 'metadata:read',
    answer: {
      list: {
        members: {
          self: { self: 'issueType' },
          id: 'text',
          name: 'text',
          subtask: 'flag',
          statuses: { list: { named: 'status' } },
        },
      },
    },
    check: 'project',
  },
  {
    id: 'getProjectRoles',
    path: 'project/{project}/role',
    ...ofProject,
    needs: 'project:read',
    answer: { rolesOf: 'project' },
    check: 'project',
  },
  {
    id: 'getMyPermissions',
    method: 'GET',
    path: 'mypermissions',
    kind: 'own',
    by: 'myPermissions',
    oneOf: ['permissions'],
    query: {
      permissions: 'words',
      projectKey: { ref: 'project', by: 'key' },
      projectId: { ref: 'project', by: 'id' },
    },
  },
  {
    id: 'getProject',
    path: 'project/{project}',
    ...ofProject,
    needs: 'project:read',
    query: { expand: EXPAND },
    answer: shown('project'),
    check: 'answer',
  },
  {
    id: 'getFields',
    path: 'field',
    ...names,
    answer: { list: shown('field') },
  },
  {
    id: 'getPriorities',
    path: 'priority',
    ...names,
    answer: { list: shown('priority') },
  },
  {
    id: 'getStatuses',
    path: 'status',
    ...names,
    answer: { list: shown('status') },
  },
  {
    id: 'getIssueAllTypes',
    path: 'issuetype',
    ...names,
    answer: { list: shown('issueType') },
  },
];
