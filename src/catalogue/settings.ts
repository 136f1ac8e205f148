/** Settings of the site as the granted projects use them, one by one and by page; and people who can be given work. */
import type { Operation, Query, Shape } from './operation';
import { shown } from './shown';

const PAGE = { startAt: 'count', maxResults: 'count' } as const satisfies Readonly<Record<string, Query>>;
const reads = { kind: 'relay', needs: 'metadata:read', status: 200 } as const;
const names = { ...reads, check: 'names' } as const;
const byId = { ref: 'project', by: 'id' } as const;

const ISSUE_TYPE: Shape = shown('issueType');
const STATUS: Shape = shown('status');
const PRIORITY: Shape = shown('priority');
const RESOLUTION: Shape = shown('resolution');

/** Whom issues of all these projects can be assigned to. Who is meant is looked for in what is shown of people. */
const ASSIGNABLE = {
  kind: 'relay',
  needs: 'issue:assign',
  status: 200,
  check: 'project',
  list: {
    from: 'user/assignable/search',
    send: [
      ['project', '{project}'],
      ['maxResults', '1000'],
    ],
    inAll: 'accountId',
    keep: { query: { has: ['displayName'] }, accountId: { is: 'accountId' } },
    page: { size: 50, bare: true },
  },
  answer: { list: 'person' },
} as const;
const PEOPLE = { ...PAGE, query: 'text', accountId: 'text' } as const satisfies Readonly<Record<string, Query>>;

export const SETTINGS: readonly Operation[] = [
  {
    ...names,
    id: 'getFieldsPaginated',
    method: 'GET',
    path: 'field/search',
    query: {
      ...PAGE,
      type: { someOf: ['custom', 'system'] },
      id: 'words',
      query: 'text',
      orderBy: { oneOf: ['name', '+name', '-name'] },
      projectIds: { list: byId },
      expand: { expand: {} },
    },
    list: {
      from: 'field',
      keep: {
        type: { where: { custom: { custom: true }, system: { custom: false } } },
        id: { is: 'id' },
        query: { has: ['name'] },
      },
      show: ['id', 'name', 'schema'],
      page: { size: 50 },
    },
    answer: { list: shown('field') },
  },
  {
    ...names,
    id: 'getIssueType',
    method: 'GET',
    path: 'issuetype/{issueType}',
    places: { issueType: { ref: 'issueType' } },
    answer: ISSUE_TYPE,
  },
  {
    ...reads,
    id: 'getIssueTypesForProject',
    method: 'GET',
    path: 'issuetype/project',
    query: { projectId: byId, level: { oneOf: ['-1', '0', '1', '2', '3'] } },
    oneOf: ['projectId'],
    list: { send: [['projectId', '{project}']], keep: { level: { is: 'hierarchyLevel' } } },
    answer: { list: { named: 'issueType' } },
    check: 'project',
  },
  {
    ...names,
    id: 'getPriority',
    method: 'GET',
    path: 'priority/{priority}',
    places: { priority: { ref: 'priority' } },
    answer: PRIORITY,
  },
  {
    ...names,
    id: 'searchPriorities',
    method: 'GET',
    path: 'priority/search',
    query: { ...PAGE, id: 'words', projectId: { list: byId }, priorityName: 'text', expand: { expand: {} } },
    list: {
      from: 'priority',
      keep: { id: { is: 'id' }, priorityName: { has: ['name'] } },
      page: { size: 50 },
    },
    answer: { list: PRIORITY },
  },
  { ...names, id: 'getResolutions', method: 'GET', path: 'resolution', answer: { list: RESOLUTION } },
  {
    ...names,
    id: 'getResolution',
    method: 'GET',
    path: 'resolution/{resolution}',
    places: { resolution: { ref: 'resolution' } },
    answer: RESOLUTION,
  },
  {
    ...names,
    id: 'searchResolutions',
    method: 'GET',
    path: 'resolution/search',
    query: { ...PAGE, id: 'words' },
    list: { from: 'resolution', keep: { id: { is: 'id' } }, page: { size: 50 } },
    answer: { list: RESOLUTION },
  },
  {
    ...names,
    id: 'getStatus',
    method: 'GET',
    path: 'status/{status}',
    places: { status: { ref: 'status' } },
    answer: STATUS,
  },
  {
    ...names,
    id: 'getStatusCategories',
    method: 'GET',
    path: 'statuscategory',
    answer: { list: { named: 'statusCategory' } },
  },
  {
    ...names,
    id: 'getStatusCategory',
    method: 'GET',
    path: 'statuscategory/{statusCategory}',
    places: { statusCategory: { ref: 'statusCategory' } },
    answer: { named: 'statusCategory' },
  },
  {
    ...names,
    id: 'getIssueLinkTypes',
    method: 'GET',
    path: 'issueLinkType',
    answer: { members: { issueLinkTypes: { list: { named: 'linkType' } } } },
  },
  {
    ...names,
    id: 'getIssueLinkType',
    method: 'GET',
    path: 'issueLinkType/{linkType}',
    places: { linkType: { ref: 'linkType' } },
    answer: { named: 'linkType' },
  },
  {
    ...ASSIGNABLE,
    id: 'findAssignableUsers',
    method: 'GET',
    path: 'user/assignable/search',
    query: { ...PEOPLE, project: { ref: 'project' }, issueKey: { ref: 'issue' }, issueId: { ref: 'issue' } },
    oneOf: ['project', 'issueKey', 'issueId'],
  },
  {
    ...ASSIGNABLE,
    id: 'findBulkAssignableUsers',
    method: 'GET',
    path: 'user/assignable/multiProjectSearch',
    query: { ...PEOPLE, projectKeys: { list: { ref: 'project', by: 'key' } } },
    oneOf: ['projectKeys'],
  },
];
