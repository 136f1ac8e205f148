/** Sprints and epics themselves, and where single issues stand in plans: in which sprint, in which order, how large. */
import { EPIC, ESTIMATION, SPRINT } from './agile-shapes';
import type { Members, Operation, Shape } from './operation';
import { printed } from './printed';

const board = { ref: 'board', needs: 'board:read' } as const;
const issue = { ref: 'issue' } as const;
/** What a sprint holds is a matter of the sprint as well as of the issues. */
const filled = { ref: 'sprint', needs: 'sprint:edit' } as const;

const LIFE: Members = {
  name: 'text',
  goal: 'text',
  startDate: { form: 'time' },
  endDate: { form: 'time' },
};
/** Its number says what the path says. Its board is left out: a sprint stays where it is. */
const CHANGE: Members = {
  ...printed({ self: 0, createdDate: 0 }),
  id: { samePlace: 'sprint' },
  ...LIFE,
  completeDate: { form: 'time' },
  state: { oneOf: ['future', 'active', 'closed'] },
};

/** Jira moves as many at once. */
const MOVED: Shape = { list: 'issueId', most: 50 };
const RANKED: Members = {
  issues: MOVED,
  rankBeforeIssue: 'issueId',
  rankAfterIssue: 'issueId',
  // Another order than the usual one would be a field that keys do not see.
  rankCustomFieldId: { only: [] },
};

const moves = {
  method: 'POST',
  api: 'agile',
  kind: 'relay',
  needs: 'issue:edit',
  changesEach: 'issues',
  answer: 'empty',
  status: 204,
  check: 'before',
} as const;
const ofSprint = {
  api: 'agile',
  path: 'sprint/{sprint}',
  kind: 'relay',
  places: { sprint: { ref: 'sprint' } },
} as const;

/** By key or id; its name, colour and state stand in fields that differ from site to site. */
const changesEpic = {
  api: 'agile',
  kind: 'relay',
  needs: 'issue:edit',
  places: { issue },
  check: 'before',
  writes: ['*'],
} as const;
const COLORS = Array.from({ length: 14 }, (_, index) => `color_${index + 1}`);

export const PLANNING: readonly Operation[] = [
  {
    id: 'createSprint',
    method: 'POST',
    api: 'agile',
    path: 'sprint',
    kind: 'relay',
    needs: 'sprint:create',
    body: {
      members: { ...LIFE, originBoardId: { ref: 'board', show: 'number', ifForeign: 'remove' } },
      required: ['name', 'originBoardId'],
    },
    answer: SPRINT,
    status: 201,
    check: 'before',
  },
  { ...ofSprint, id: 'getSprint', method: 'GET', needs: 'sprint:read', answer: SPRINT, status: 200, check: 'beside' },
  {
    ...ofSprint,
    id: 'updateSprint',
    method: 'PUT',
    needs: 'sprint:edit',
    body: { members: CHANGE, required: ['name', 'state'] },
    answer: SPRINT,
    shows: 'sprint:read',
    status: 200,
    check: 'before',
    empties: 'byState',
  },
  {
    ...ofSprint,
    id: 'partiallyUpdateSprint',
    method: 'POST',
    needs: 'sprint:edit',
    body: { members: CHANGE },
    answer: SPRINT,
    shows: 'sprint:read',
    status: 200,
    check: 'before',
    empties: 'byState',
  },
  {
    ...ofSprint,
    id: 'deleteSprint',
    method: 'DELETE',
    needs: 'sprint:delete',
    answer: 'empty',
    status: 204,
    check: 'before',
    empties: 'always',
  },
  {
    ...moves,
    id: 'moveIssuesToSprintAndRank',
    path: 'sprint/{sprint}/issue',
    places: { sprint: filled },
    body: { members: RANKED, required: ['issues'] },
    writes: ['*'],
  },
  {
    ...moves,
    id: 'moveIssuesToBacklogForBoard',
    path: 'backlog/{board}/issue',
    places: { board: { ref: 'board', needs: 'sprint:edit' } },
    also: ['issue:transition'],
    body: { members: RANKED, required: ['issues'] },
    writes: ['*'],
  },
  {
    ...moves,
    id: 'moveIssuesToBoard',
    path: 'board/{board}/issue',
    places: { board: { ref: 'board', needs: 'sprint:edit' } },
    // On a board without sprints Jira transitions what is moved.
    also: ['issue:transition'],
    body: { members: RANKED, required: ['issues'] },
    writes: ['*'],
  },
  {
    id: 'getEpic',
    method: 'GET',
    api: 'agile',
    path: 'epic/{issue}',
    kind: 'relay',
    needs: 'issue:read',
    places: { issue },
    answer: EPIC,
    status: 200,
    check: 'beside',
    unplaced: true,
    tells: ['issuetype'],
  },
  {
    ...changesEpic,
    id: 'partiallyUpdateEpic',
    method: 'POST',
    path: 'epic/{issue}',
    body: {
      members: { name: 'text', summary: 'text', color: { members: { key: { oneOf: COLORS } } }, done: 'flag' },
    },
    answer: EPIC,
    shows: 'issue:read',
    status: 200,
    unplaced: true,
    tells: ['issuetype'],
  },
  {
    ...changesEpic,
    id: 'rankEpics',
    method: 'PUT',
    path: 'epic/{issue}/rank',
    body: { members: { rankBeforeEpic: 'issueId', rankAfterEpic: 'issueId' } },
    answer: 'empty',
    status: 204,
    tells: ['issuetype'],
  },
  {
    ...moves,
    id: 'moveIssuesToEpic',
    path: 'epic/{issue}/issue',
    places: { issue },
    body: { members: { issues: MOVED }, required: ['issues'] },
    writes: ['parent'],
    tells: ['issuetype'],
  },
  {
    ...moves,
    id: 'rankIssues',
    method: 'PUT',
    path: 'issue/rank',
    body: { members: RANKED, required: ['issues'] },
    writes: ['*'],
  },
  {
    id: 'getAgileIssue',
    method: 'GET',
    api: 'agile',
    path: 'issue/{issue}',
    kind: 'relay',
    needs: 'issue:read',
    places: { issue },
    query: {
      fields: 'fields',
      expand: { expand: { names: null, schema: null, transitions: null, changelog: 'changelog:read' } },
      updateHistory: 'unused',
    },
    send: [['updateHistory', 'false']],
    answer: { named: 'issue' },
    status: 200,
    lexicon: true,
    check: 'answer',
  },
  {
    id: 'getIssueEstimationForBoard',
    method: 'GET',
    api: 'agile',
    path: 'issue/{issue}/estimation',
    kind: 'relay',
    needs: 'issue:read',
    places: { issue },
    query: { boardId: board },
    oneOf: ['boardId'],
    answer: ESTIMATION,
    status: 200,
    lexicon: true,
    check: 'beside',
  },
  {
    id: 'estimateIssueForBoard',
    method: 'PUT',
    api: 'agile',
    path: 'issue/{issue}/estimation',
    kind: 'relay',
    needs: 'issue:edit',
    places: { issue },
    query: { boardId: board },
    oneOf: ['boardId'],
    body: { members: { value: 'figure' }, required: ['value'] },
    answer: ESTIMATION,
    status: 200,
    lexicon: true,
    check: 'before',
    writes: ['*'],
    lookUp: { estimate: true },
  },
];
