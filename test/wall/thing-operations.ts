/**
 * Every offered operation that names one thing, in every place where it names it, each with an own thing, a foreign
 * one and one that never was: for cases that hold for all operations.
 */
import { about, call, get, ISSUE_OPERATIONS, VERSIONS, type Version } from './issue-operations';
import { FIXTURE, type Sent } from './site';

const { issues, comments, links, projects, missing } = FIXTURE;

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
