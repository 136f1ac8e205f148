/**
 * Every offered operation that names an issue in its path, each with a request that does something when the issue
 * is inside. Cases about references run all of them, because a rule that holds in some places only is no rule.
 */
import { FIXTURE, type Sent } from './site';

export type Version = '2' | '3';
export const VERSIONS: readonly Version[] = ['2', '3'];

export type IssueOperation = {
  readonly id: string;
  readonly method: string;
  /** Below `issue/{issue}`. */
  readonly below: (commentId: string) => string;
  readonly body?: (version: Version) => unknown;
  /** What success looks like. */
  readonly status: number;
  readonly writes: boolean;
  readonly ofComment: boolean;
};

/** Text as each version takes it. */
export const rich = (version: Version, text: string): unknown =>
  version === '2'
    ? text
    : { type: 'doc', version: 1, content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] };

const whole = () => '';
const comments = () => '/comment';
const comment = (id: string) => `/comment/${id}`;
const transitions = () => '/transitions';
const said = (version: Version): unknown => ({ body: rich(version, 'Said by a key.') });
const read = { method: 'GET', status: 200, writes: false, ofComment: false } as const;
const write = { status: 204, writes: true, ofComment: false } as const;

export const ISSUE_OPERATIONS: readonly IssueOperation[] = [
  { ...read, id: 'getIssue', below: whole },
  { ...read, id: 'getTransitions', below: transitions },
  { ...read, id: 'getComments', below: comments },
  { ...read, id: 'getComment', below: comment, ofComment: true },
  { ...write, id: 'editIssue', method: 'PUT', below: whole, body: () => ({ fields: { summary: 'Edited by a key' } }) },
  {
    ...write,
    id: 'assignIssue',
    method: 'PUT',
    below: () => '/assignee',
    body: () => ({ accountId: FIXTURE.people.colleague }),
  },
  { ...write, id: 'doTransition', method: 'POST', below: transitions, body: () => ({ transition: { id: '21' } }) },
  { ...write, id: 'addComment', method: 'POST', below: comments, body: said, status: 201 },
  { ...write, id: 'updateComment', method: 'PUT', below: comment, body: said, status: 200, ofComment: true },
  { ...write, id: 'deleteComment', method: 'DELETE', below: comment, ofComment: true },
  { ...read, id: 'getIssueWorklog', below: () => '/worklog' },
  {
    ...write,
    id: 'addWorklog',
    method: 'POST',
    below: () => '/worklog',
    body: (version) => ({ timeSpentSeconds: 1200, comment: rich(version, 'Logged by a key.') }),
    status: 201,
  },
  { ...read, id: 'getChangeLogs', below: () => '/changelog' },
  {
    ...read,
    id: 'getChangeLogsByIds',
    method: 'POST',
    below: () => '/changelog/list',
    body: () => ({ changelogIds: [30001] }),
  },
  { ...read, id: 'getRemoteIssueLinks', below: () => '/remotelink' },
  {
    ...write,
    id: 'createOrUpdateRemoteIssueLink',
    method: 'POST',
    below: () => '/remotelink',
    body: () => ({ object: { url: 'https://pages.example.com/page', title: 'A page' } }),
    status: 201,
  },
  { ...read, id: 'getIssueWatchers', below: () => '/watchers' },
  { ...read, id: 'getVotes', below: () => '/votes' },
  { ...read, id: 'getEditIssueMeta', below: () => '/editmeta' },
  { ...write, id: 'deleteIssue', method: 'DELETE', below: whole },
];

/** The request of an operation about an issue, spelled as it is given. */
export function about(operation: IssueOperation, version: Version, issue: string, commentId = '49999'): Sent {
  const { method } = operation;
  const path = `/rest/api/${version}/issue/${issue}${operation.below(commentId)}`;
  return operation.body === undefined ? { method, path } : { method, path, body: operation.body(version) };
}

/** A read of anything below the API's root. */
export const get = (version: Version, path: string): Sent => ({ method: 'GET', path: `/rest/api/${version}/${path}` });

/** Any other call below the API's root. */
export const call = (method: string, version: Version, path: string, body?: unknown): Sent => ({
  method,
  path: `/rest/api/${version}/${path}`,
  ...(body === undefined ? {} : { body }),
});
