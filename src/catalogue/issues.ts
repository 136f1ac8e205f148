/** Operations on one issue, its comments and its links, in versions 2 and 3 alike. */
import { COMMENT_BODY } from './comment-body';
import type { Operation, Query, Shape } from './operation';
import { printed } from './printed';
import { SHAPES } from './shapes';
import { shown } from './shown';

const issue = { ref: 'issue' } as const;
const comment = { ref: 'comment', under: 'issue' } as const;
const ISSUE_EXPAND: Query = { expand: { names: null, schema: null, transitions: null, changelog: 'changelog:read' } };
/** Clients send these by habit with their harmless value; the other one is a power of the app. */
const never: Query = { only: ['false'] };
const always: Query = { only: ['true'] };
/** A client asks for all with every issue; whoever names certain ones hears that they are not offered. */
const everyProperty: Query = { only: ['', '*all'] };

const readsBelow = { kind: 'relay', method: 'GET', places: { issue }, status: 200, check: 'beside' } as const;
const reads = { kind: 'relay', method: 'GET', status: 200, check: 'beside' } as const;
const writesIssue = { kind: 'relay', places: { issue }, check: 'before' } as const;
const writes = { kind: 'relay', check: 'before' } as const;
const COMMENT: Shape = shown('comment');

/** Why one was not made, in the form in which Jira says it and without Jira's texts: clients read its members. */
const WITHOUT_TEXTS: Shape = { members: { errorMessages: { list: { only: [] } }, errors: { members: {} } } };

/** A new issue: what its screen takes. */
const NEW_ISSUE: Shape = {
  members: { fields: { issueFields: 'create' }, update: { issueUpdates: 'create' } },
  required: ['fields'],
};

export const ISSUES: readonly Operation[] = [
  {
    id: 'getIssue',
    method: 'GET',
    path: 'issue/{issue}',
    kind: 'relay',
    needs: 'issue:read',
    places: { issue },
    query: {
      fields: 'fields',
      expand: ISSUE_EXPAND,
      fieldsByKeys: never,
      properties: everyProperty,
      updateHistory: 'unused',
      failFast: 'unused',
    },
    send: [['updateHistory', 'false']],
    answer: { named: 'issue' },
    status: 200,
    lexicon: true,
    check: 'answer',
  },
  {
    id: 'createIssue',
    method: 'POST',
    path: 'issue',
    ...writes,
    needs: 'issue:create',
    query: { updateHistory: never },
    body: NEW_ISSUE,
    creates: 'issue',
    signed: true,
    answer: { named: 'createdIssue' },
    status: 201,
  },
  {
    id: 'createIssues',
    method: 'POST',
    path: 'issue/bulk',
    ...writes,
    needs: 'issue:create',
    body: { members: { issueUpdates: { list: NEW_ISSUE, most: 50, least: 1 } }, required: ['issueUpdates'] },
    changesEach: 'issueUpdates',
    creates: 'issue',
    signed: true,
    answer: {
      members: {
        issues: { list: { named: 'createdIssue' } },
        // Which of them were not made; Jira's texts about them are not passed on.
        errors: { list: { members: { status: 'small', elementErrors: WITHOUT_TEXTS, failedElementNumber: 'small' } } },
      },
    },
    status: 201,
  },
  {
    id: 'editIssue',
    method: 'PUT',
    path: 'issue/{issue}',
    ...writesIssue,
    needs: 'issue:edit',
    query: {
      returnIssue: { flag: 'issue:read' },
      notifyUsers: always,
      overrideScreenSecurity: never,
      overrideEditableFlag: never,
    },
    send: [['returnIssue', 'true']],
    body: { members: { fields: { issueFields: 'edit' }, update: { issueUpdates: 'edit' } } },
    signed: true,
    answersAfter: true,
    answer: { named: 'issue' },
    status: 204,
    lexicon: true,
  },
  {
    id: 'deleteIssue',
    method: 'DELETE',
    path: 'issue/{issue}',
    ...writesIssue,
    needs: 'issue:delete',
    query: { deleteSubtasks: 'flag' },
    answer: 'empty',
    status: 204,
    lookUp: { subtasks: true },
  },
  {
    id: 'assignIssue',
    method: 'PUT',
    path: 'issue/{issue}/assignee',
    ...writesIssue,
    needs: 'issue:assign',
    body: { members: { accountId: 'person' }, required: ['accountId'] },
    writes: ['assignee'],
    answer: 'empty',
    status: 204,
  },
  {
    id: 'getTransitions',
    path: 'issue/{issue}/transitions',
    ...readsBelow,
    needs: 'issue:read',
    query: {
      transitionId: 'count',
      expand: { expand: { 'transitions.fields': null } },
      skipRemoteOnlyCondition: never,
      includeUnavailableTransitions: never,
      sortByOpsBarAndStatus: 'unused',
    },
    answer: { members: { transitions: { list: { named: 'transition' } } } },
    tells: ['status'],
  },
  {
    id: 'doTransition',
    method: 'POST',
    path: 'issue/{issue}/transitions',
    ...writesIssue,
    needs: 'issue:transition',
    body: {
      members: {
        transition: {
          members: { ...printed(SHAPES.transition.members), id: 'id' },
          required: ['id'],
          words: 'The form is {"id": "…"}, with the id of a transition that the issue offers now.',
        },
        fields: { issueFields: 'transition' },
        update: { issueUpdates: 'transition' },
      },
      required: ['transition'],
    },
    signed: true,
    answer: 'empty',
    status: 204,
    lookUp: { transitions: true },
  },
  {
    id: 'getComments',
    path: 'issue/{issue}/comment',
    ...readsBelow,
    needs: 'comment:read',
    query: {
      startAt: 'count',
      maxResults: 'count',
      orderBy: { oneOf: ['created', '-created', '+created'] },
      expand: { expand: {} },
    },
    answer: {
      page: COMMENT,
      rows: 'comments',
      total: 'recount',
    },
    gather: { rows: 'comments', pageMax: 100 },
    tells: ['comment'],
  },
  {
    id: 'addComment',
    method: 'POST',
    path: 'issue/{issue}/comment',
    ...writesIssue,
    needs: 'comment:create',
    query: { expand: { expand: {} } },
    body: COMMENT_BODY,
    answer: COMMENT,
    status: 201,
  },
  {
    id: 'getComment',
    path: 'issue/{issue}/comment/{comment}',
    ...reads,
    needs: 'comment:read',
    places: { issue, comment },
    query: { expand: { expand: {} } },
    answer: COMMENT,
    tells: ['comment'],
  },
  {
    id: 'updateComment',
    method: 'PUT',
    path: 'issue/{issue}/comment/{comment}',
    ...writes,
    needs: 'comment:edit',
    places: { issue, comment },
    query: { notifyUsers: always, overrideEditableFlag: never, expand: { expand: {} } },
    body: COMMENT_BODY,
    answer: COMMENT,
    shows: 'comment:read',
    status: 200,
    tells: ['comment'],
  },
  {
    id: 'deleteComment',
    method: 'DELETE',
    path: 'issue/{issue}/comment/{comment}',
    ...writes,
    needs: 'comment:delete',
    places: { issue, comment },
    answer: 'empty',
    status: 204,
    tells: ['comment'],
  },
  {
    id: 'linkIssues',
    method: 'POST',
    path: 'issueLink',
    ...writes,
    needs: 'issue:link',
    body: {
      members: {
        type: {
          members: { id: 'text', name: 'text', inward: 'text', outward: 'text', self: 'printed' },
          words: 'The form is {"name": "…"} or {"id": "…"}.',
        },
        inwardIssue: { ref: 'issue', show: 'text', ifForeign: 'remove' },
        outwardIssue: { ref: 'issue', show: 'text', ifForeign: 'remove' },
        comment: { shape: COMMENT_BODY, needs: 'comment:create' },
      },
      required: ['type', 'inwardIssue', 'outwardIssue'],
    },
    unknownBy404: 'type',
    answer: 'empty',
    status: 201,
  },
  {
    id: 'getIssueLink',
    method: 'GET',
    path: 'issueLink/{link}',
    kind: 'relay',
    needs: 'issue:read',
    places: { link: { ref: 'link' } },
    answer: shown('link'),
    status: 200,
    check: 'answer',
    tells: ['issuelinks'],
  },
  {
    id: 'deleteIssueLink',
    method: 'DELETE',
    path: 'issueLink/{link}',
    ...writes,
    needs: 'issue:link',
    places: { link: { ref: 'link' } },
    answer: 'empty',
    status: 204,
    tells: ['issuelinks'],
  },
];
