/** Logged work of an issue, in versions 2 and 3 alike. */
import { WORK } from './comment-body';
import type { Operation, Query, Shape } from './operation';

const issue = { ref: 'issue' } as const;
const worklog = { ref: 'worklog', under: 'issue' } as const;
const never: Query = { only: ['false'] };

const reads = { kind: 'relay', method: 'GET', status: 200, check: 'beside' } as const;
const writes = { kind: 'relay', check: 'before' } as const;

/** Without its properties. */
const WORKLOG: Shape = {
  ref: 'worklog',
  show: {
    members: {
      self: { self: 'worklog' },
      id: 'text',
      issueId: 'text',
      author: 'person',
      updateAuthor: 'person',
      comment: 'rich',
      created: 'text',
      updated: 'text',
      started: 'text',
      timeSpent: 'text',
      timeSpentSeconds: 'number',
      visibility: { named: 'visibility' },
    },
  },
  ifForeign: 'remove',
};

/** What becomes of the issue's estimate, and whom Jira tells. */
const WRITE_QUERY: Readonly<Record<string, Query>> = {
  adjustEstimate: { oneOf: ['new', 'leave', 'manual', 'auto'] },
  newEstimate: { form: 'duration' },
  notifyUsers: { only: ['true'] },
  overrideEditableFlag: never,
  expand: { expand: {} },
};

export const WORKLOGS: readonly Operation[] = [
  {
    id: 'getIssueWorklog',
    path: 'issue/{issue}/worklog',
    ...reads,
    needs: 'worklog:read',
    places: { issue },
    query: {
      startAt: 'count',
      maxResults: 'count',
      startedAfter: { form: 'moment' },
      startedBefore: { form: 'moment' },
      expand: { expand: {} },
    },
    answer: { page: WORKLOG, rows: 'worklogs', total: 'recount' },
    gather: { rows: 'worklogs', pageMax: 5_000 },
    tells: ['worklog'],
  },
  {
    id: 'addWorklog',
    method: 'POST',
    path: 'issue/{issue}/worklog',
    ...writes,
    needs: 'worklog:create',
    places: { issue },
    query: { ...WRITE_QUERY, reduceBy: { form: 'duration' } },
    body: WORK,
    answer: WORKLOG,
    status: 201,
  },
  {
    id: 'getWorklog',
    path: 'issue/{issue}/worklog/{worklog}',
    ...reads,
    needs: 'worklog:read',
    places: { issue, worklog },
    query: { expand: { expand: {} } },
    answer: WORKLOG,
    tells: ['worklog'],
  },
  {
    id: 'updateWorklog',
    method: 'PUT',
    path: 'issue/{issue}/worklog/{worklog}',
    ...writes,
    needs: 'worklog:edit',
    places: { issue, worklog },
    query: WRITE_QUERY,
    body: WORK,
    answer: WORKLOG,
    shows: 'worklog:read',
    status: 200,
    tells: ['worklog'],
  },
  {
    id: 'deleteWorklog',
    method: 'DELETE',
    path: 'issue/{issue}/worklog/{worklog}',
    ...writes,
    needs: 'worklog:delete',
    places: { issue, worklog },
    query: { ...WRITE_QUERY, increaseBy: { form: 'duration' } },
    answer: 'empty',
    status: 204,
    tells: ['worklog'],
  },
];
