/**
 * Every offered operation that names one thing, in every place where it names it, each with an own thing, a foreign
 * one and one that never was: for cases that hold for all operations.
 */
import { about, call, get, ISSUE_OPERATIONS, VERSIONS, type Version } from './issue-operations';
import { FIXTURE, type Sent } from './site';

const { issues, comments, links, projects, versions, components, missing } = FIXTURE;

/** An operation about one thing: own, foreign, or never there. */
export type ThingOperation = {
  readonly id: string;
  readonly triple: readonly [own: string, foreign: string, never: string];
  readonly request: (version: Version, thing: string) => Sent;
  /** What success looks like, where the reference is inside. */
  readonly status: number;
};

const ISSUE = [issues.plain.key, issues.omega1.key, missing.issueKey] as const;
const onIssue = (id: string, status: number, request: ThingOperation['request']): ThingOperation => ({
  id,
  triple: ISSUE,
  request,
  status,
});
type Triple = ThingOperation['triple'];
const PROJECT: Triple = [projects.alpha.key, projects.omega.key, missing.projectKey];
const PROJECT_ID: Triple = [projects.alpha.id, projects.omega.id, missing.projectId];
const VERSION: Triple = [versions.alpha1, versions.omega1, missing.versionId];
const PLACED: readonly (readonly [kind: string, triple: Triple, instead: string])[] = [
  ['version', VERSION, versions.alpha2],
  ['component', [components.alpha1, components.omega1, missing.componentId], components.alpha2],
];
/** Asks about the key itself, and needs no permission. */
const ABOUT_THE_KEY = 'mypermissions?permissions=BROWSE_PROJECTS&projectKey=';
export const MY_PERMISSIONS = `GET ${ABOUT_THE_KEY}`;
/** Reads whose path or query ends with what they name. */
const LISTS: readonly (readonly [path: string, triple: Triple])[] = [
  ['component?projectIdsOrKeys=', PROJECT],
  ['issuetype/', ['10102', FIXTURE.types.omegaTeam, missing.typeId]],
  ['priority/', ['2', FIXTURE.priorities.omega, missing.priorityId]],
  ['status/', ['10200', FIXTURE.statuses.omegaTeam, missing.statusId]],
  ['issuetype/project?projectId=', PROJECT_ID],
  ['field/search?projectIds=', PROJECT_ID],
  ['priority/search?projectId=', PROJECT_ID],
  ['user/assignable/search?project=', PROJECT],
  ['user/assignable/search?issueKey=', ISSUE],
  ['user/assignable/multiProjectSearch?projectKeys=', PROJECT],
  [ABOUT_THE_KEY, PROJECT],
];
const linking = (end: (thing: string) => object) => (version: Version, thing: string) =>
  call('POST', version, 'issueLink', { type: { name: 'Blocks' }, ...end(thing) });

export const THING_OPERATIONS: readonly ThingOperation[] = [
  ...ISSUE_OPERATIONS.map((operation) =>
    operation.ofComment
      ? {
          ...onIssue(`${operation.id} by its issue`, operation.status, (version, issue) =>
            about(operation, version, issue, comments.alpha1),
          ),
          triple: [issues.alpha1.key, issues.omega1.key, missing.issueKey] as const,
        }
      : onIssue(operation.id, operation.status, (version, issue) => about(operation, version, issue)),
  ),
  ...ISSUE_OPERATIONS.filter(({ ofComment }) => ofComment).map(
    (operation): ThingOperation => ({
      id: `${operation.id} by its comment`,
      triple: [comments.alpha1, comments.omega1, missing.commentId],
      request: (version, id) => about(operation, version, issues.alpha1.key, id),
      status: operation.status,
    }),
  ),
  onIssue(
    'linkIssues by its inward end',
    201,
    linking((key) => ({ inwardIssue: { key }, outwardIssue: { key: 'ALPHA-25' } })),
  ),
  onIssue(
    'linkIssues by its outward end',
    201,
    linking((key) => ({ inwardIssue: { key: 'ALPHA-25' }, outwardIssue: { key } })),
  ),
  ...(['GET', 'DELETE'] as const).map(
    (method): ThingOperation => ({
      id: `${method} issueLink`,
      triple: [links.within, links.foreign, missing.linkId],
      request: (version, id) => call(method, version, `issueLink/${id}`),
      status: method === 'GET' ? 200 : 204,
    }),
  ),
  ...PLACED.flatMap(([kind, triple, instead]): readonly ThingOperation[] => [
    { id: `GET ${kind}`, triple, request: (version, id) => get(version, `${kind}/${id}`), status: 200 },
    {
      id: `PUT ${kind}`,
      triple,
      request: (version, id) => call('PUT', version, `${kind}/${id}`, { name: 'Mine' }),
      status: 200,
    },
    { id: `DELETE ${kind}`, triple, request: (version, id) => call('DELETE', version, `${kind}/${id}`), status: 204 },
    {
      id: `DELETE ${kind} by what takes its place`,
      triple,
      request: (version, id) =>
        call('DELETE', version, `${kind}/${instead}?${kind === 'version' ? 'moveFixIssuesTo' : 'moveIssuesTo'}=${id}`),
      status: 204,
    },
    {
      id: `POST ${kind} by its project`,
      triple: PROJECT,
      request: (version, project) => call('POST', version, kind, { name: 'New', project }),
      status: 201,
    },
  ]),
  {
    id: 'moveVersion',
    triple: VERSION,
    request: (version, id) => call('POST', version, `version/${id}/move`, { position: 'Last' }),
    status: 200,
  },
  ...['versions', 'version', 'components', 'component', 'statuses', 'role'].map(
    (below): ThingOperation => ({
      id: `GET project/${below}`,
      triple: PROJECT,
      request: (version, project) => get(version, `project/${project}/${below}`),
      status: 200,
    }),
  ),
  ...LISTS.map(
    ([path, triple]): ThingOperation => ({
      id: `GET ${path}`,
      triple,
      request: (version, thing) => get(version, path + thing),
      status: 200,
    }),
  ),
  {
    id: 'getProject',
    triple: [projects.alpha.key, projects.omega.key, missing.projectKey],
    request: (version, key) => get(version, `project/${key}`),
    status: 200,
  },
  {
    id: 'createIssue by its project',
    triple: [projects.alpha.id, projects.omega.id, missing.projectId],
    request: (version, id) =>
      call('POST', version, 'issue', { fields: { project: { id }, issuetype: { id: '10102' }, summary: 'New' } }),
    status: 201,
  },
  {
    id: 'createIssue by its parent',
    triple: [issues.epic.key, issues.omegaEpic.key, missing.omegaKey],
    request: (version, key) =>
      call('POST', version, 'issue', {
        fields: { project: { id: '10001' }, issuetype: { id: '10102' }, summary: 'New', parent: { key } },
      }),
    status: 201,
  },
];

/** Each in both versions. */
export const BOTH = VERSIONS.flatMap((version) => THING_OPERATIONS.map((operation) => ({ version, ...operation })));
