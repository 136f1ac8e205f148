/** Logged work of an issue, in versions 2 and 3 alike. */
import type { Operation, Query, Shape } from './operation';

const issue = { ref: 'issue' } as const;
const worklog = { ref: 'worklog', under: 'issue' } as const;
const never: Query = { only: ['false'] };

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

const BODY: Shape = {
  members: { comment: 'rich', started: { form: 'time' }, timeSpent: { form: 'duration' }, timeSpentSeconds: 'number' },
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
    method: 'GET',
    path: 'issue/{issue}/worklog',
    kind: 'relay',
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
    status: 200,
    gather: { rows: 'worklogs', pageMax: 5_000 },
    check: 'beside',
    tells: ['worklog'],
  },
  {
    id: 'addWorklog',
    method: 'POST',
    path: 'issue/{issue}/worklog',
    kind: 'relay',
    needs: 'worklog:create',
    places: { issue },
    query: { ...WRITE_QUERY, reduceBy: { form: 'duration' } },
    body: BODY,
    answer: WORKLOG,
    status: 201,
    check: 'before',
  },
  {
    id: 'getWorklog',
    method: 'GET',
    path: 'issue/{issue}/worklog/{worklog}',
    kind: 'relay',
    needs: 'worklog:read',
    places: { issue, worklog },
    query: { expand: { expand: {} } },
    answer: WORKLOG,
    status: 200,
    check: 'beside',
    tells: ['worklog'],
  },
  {
    id: 'updateWorklog',
    method: 'PUT',
    path: 'issue/{issue}/worklog/{worklog}',
    kind: 'relay',
    needs: 'worklog:edit',
    places: { issue, worklog },
    query: WRITE_QUERY,
    body: BODY,
    answer: WORKLOG,
    status: 200,
    check: 'before',
    tells: ['worklog'],
  },
  {
    id: 'deleteWorklog',
    method: 'DELETE',
    path: 'issue/{issue}/worklog/{worklog}',
    kind: 'relay',
    needs: 'worklog:delete',
    places: { issue, worklog },
    query: { ...WRITE_QUERY, increaseBy: { form: 'duration' } },
    answer: 'empty',
    status: 204,
    check: 'before',
    tells: ['worklog'],
  },
];
