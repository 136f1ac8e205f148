/**
 * Boards and what stands below them: their configuration, sprints, epics, versions, projects and issues, by the older
 * family of Jira Software and, where it has them too, by the newer one.
 */
import { BOARD, CONFIGURATION, EPIC, SPRINT } from './agile-shapes';
import type { Api, Operation, Query, Relay, Shape } from './operation';

/** Whoever may see boards at all may see what stands below them by that thing's own permission. */
const board = { ref: 'board', needs: 'board:read' } as const;
const sprint = { ref: 'sprint', needs: 'sprint:read' } as const;
/** By its number, where it stands below a board. */
const epicOfBoard = { ref: 'issue', by: 'id' } as const;

const PAGE = { startAt: 'count', maxResults: 'count' } as const satisfies Readonly<Record<string, Query>>;
const TRUE_OR_FALSE: Query = { oneOf: ['true', 'false'] };

const beside = { kind: 'relay', status: 200, check: 'beside', places: { board } } as const;
const rowsOf = (row: Shape): Pick<Relay, 'answer'> => ({ answer: { page: row, rows: 'values', total: 'recount' } });
const GATHER = { rows: 'values', pageMax: 50, untotalled: true } as const;

const LIST_QUERY: Readonly<Record<string, Query>> = {
  jql: 'jql',
  validateQuery: 'unused',
  fields: 'fields',
  maxResults: 'count',
  expand: { expand: { names: null, schema: null, transitions: null, changelog: 'changelog:read' } },
};

/** A list of issues in both families: by offset with a total, and by page token. */
const issueLists = (
  path: string,
  [agileId, softwareId]: readonly [string, string],
  places: Relay['places'],
  more: Pick<Relay, 'also' | 'backlogOf' | 'tells'> = {},
): readonly Operation[] =>
  (
    [
      ['agile', agileId, { startAt: 'count' }],
      ['software', softwareId, { nextPageToken: 'cursor', reconcileIssues: { list: { ref: 'issue' } } }],
    ] as const satisfies readonly (readonly [Api, string, Readonly<Record<string, Query>>])[]
  ).map(([api, id, paging]) => ({
    id,
    method: 'GET',
    api,
    path,
    kind: 'relay',
    needs: 'issue:read',
    ...more,
    ...(places === undefined ? {} : { places }),
    query: { ...LIST_QUERY, ...paging },
    answer: { page: { named: 'issue' }, rows: 'issues', total: 'drop' },
    status: 200,
    lexicon: true,
    check: 'board',
  }));

export const BOARDS: readonly Operation[] = [
  {
    id: 'getAllBoards',
    method: 'GET',
    api: 'agile',
    path: 'board',
    kind: 'relay',
    needs: 'board:read',
    query: {
      ...PAGE,
      type: { someOf: ['scrum', 'kanban', 'simple'] },
      name: 'text',
      projectKeyOrId: { ref: 'project' },
      orderBy: { oneOf: ['name', '+name', '-name'] },
      expand: { expand: {} },
    },
    list: {
      send: [
        ['projectKeyOrId', '{project}'],
        ['maxResults', '50'],
      ],
      rows: 'values',
      pages: 50,
      keep: { type: { is: 'type' }, name: { has: ['name'] } },
      page: { size: 50 },
    },
    answer: { list: BOARD },
    status: 200,
    check: 'project',
  },
  {
    id: 'getBoard',
    method: 'GET',
    api: 'agile',
    path: 'board/{board}',
    kind: 'relay',
    needs: 'board:read',
    places: { board },
    answer: BOARD,
    status: 200,
    check: 'answer',
  },
  {
    ...beside,
    id: 'getConfiguration',
    method: 'GET',
    api: 'agile',
    path: 'board/{board}/configuration',
    needs: 'board:read',
    answer: CONFIGURATION,
    lexicon: true,
  },
  {
    ...beside,
    id: 'getProjects',
    method: 'GET',
    api: 'agile',
    path: 'board/{board}/project',
    needs: 'project:read',
    query: PAGE,
    ...rowsOf({ ref: 'project', show: { named: 'projectOfIssue' }, ifForeign: 'remove', needs: 'project:read' }),
    gather: { rows: 'values', pageMax: 50 },
  },
  {
    ...beside,
    id: 'getAllVersions',
    method: 'GET',
    api: 'agile',
    path: 'board/{board}/version',
    needs: 'version:read',
    query: { ...PAGE, released: TRUE_OR_FALSE },
    ...rowsOf({
      placed: {
        members: {
          self: { self: 'version' },
          id: 'number',
          projectId: 'number',
          name: 'text',
          description: 'text',
          archived: 'flag',
          released: 'flag',
          startDate: 'text',
          releaseDate: 'text',
        },
      },
    }),
    gather: { ...GATHER, keep: { released: { is: 'released' } } },
  },
  {
    ...beside,
    id: 'getAllSprints',
    method: 'GET',
    api: 'agile',
    path: 'board/{board}/sprint',
    needs: 'sprint:read',
    query: { ...PAGE, state: { someOf: ['future', 'active', 'closed'] } },
    ...rowsOf(SPRINT),
    gather: { ...GATHER, keep: { state: { is: 'state' } } },
  },
  {
    ...beside,
    id: 'getEpics',
    method: 'GET',
    api: 'agile',
    path: 'board/{board}/epic',
    needs: 'issue:read',
    query: { ...PAGE, done: TRUE_OR_FALSE },
    ...rowsOf(EPIC),
    gather: { ...GATHER, keep: { done: { is: 'done' } } },
    unplaced: true,
    tells: ['issuetype'],
  },
  ...issueLists('board/{board}/issue', ['getIssuesForBoard', 'getIssuesForBoardJSIS'], { board }),
  {
    id: 'getApproximateIssueCountForBoard',
    method: 'GET',
    api: 'software',
    path: 'board/{board}/issue/approximate-count',
    kind: 'relay',
    needs: 'issue:read',
    places: { board },
    query: { jql: 'jql' },
    answer: { members: { count: 'number' } },
    status: 200,
    countsOnly: true,
    check: 'board',
  },
  ...issueLists(
    'board/{board}/backlog',
    ['getIssuesForBacklog', 'getIssuesForBacklogJSIS'],
    { board },
    { also: ['sprint:read'], backlogOf: 'board/{board}/issue', tells: ['status', 'sprint'] },
  ),
  {
    id: 'getApproximateIssueCountForBacklog',
    method: 'GET',
    api: 'software',
    path: 'board/{board}/backlog/approximate-count',
    kind: 'relay',
    needs: 'issue:read',
    also: ['sprint:read'],
    places: { board },
    query: { jql: 'jql' },
    answer: { members: { count: 'number' } },
    status: 200,
    countsOnly: true,
    check: 'board',
    backlogOf: 'board/{board}/issue/approximate-count',
    lexicon: true,
    tells: ['status', 'sprint'],
  },
  ...issueLists(
    'board/{board}/sprint/{sprint}/issue',
    ['getBoardIssuesForSprint', 'getBoardIssuesForSprintJSIS'],
    { board, sprint },
    { tells: ['sprint'] },
  ),
  ...issueLists(
    'board/{board}/epic/{issue}/issue',
    ['getBoardIssuesForEpic', 'getBoardIssuesForEpicJSIS'],
    { board, issue: epicOfBoard },
    { tells: ['parent', 'issuetype'] },
  ),
  ...issueLists(
    'sprint/{sprint}/issue',
    ['getIssuesForSprint', 'getIssuesForSprintJSIS'],
    { sprint },
    { tells: ['sprint'] },
  ),
  ...issueLists(
    'epic/{issue}/issue',
    ['getIssuesForEpic', 'getIssuesForEpicJSIS'],
    { issue: { ref: 'issue' } },
    { tells: ['parent', 'issuetype'] },
  ),
];
