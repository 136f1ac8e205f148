/** Rows of Jira Software: boards, sprints, epics and their issues, in both of its families. */
import * as issues from './board-issues';
import * as boards from './boards';
import type { Handler } from './call';
import { type Api, type Route, row } from './route';
import * as scheduling from './scheduling';
import * as sprints from './sprints';

const of =
  (api: Api) =>
  (
    method: Route['method'],
    path: string,
    operationId: string,
    handler: Handler,
    granular: readonly string[],
    query: readonly string[] = [],
  ): Route => ({ ...row(method, path, operationId, handler, [[], granular], query), api });
const agile = of('agile');
const software = of('software');

const PROJECT = 'read:project:jira';
const DETAILS = 'read:issue-details:jira';
const JQL = 'read:jql:jira';
const BOARD = 'read:board-scope:jira-software';
const BOARD_ADMIN = 'read:board-scope.admin:jira-software';
const BOARD_WRITE = 'write:board-scope:jira-software';
const SPRINT = 'read:sprint:jira-software';
const SPRINT_WRITE = 'write:sprint:jira-software';
const EPIC = 'read:epic:jira-software';
const EPIC_WRITE = 'write:epic:jira-software';
const ISSUE = 'read:issue:jira-software';
const ISSUE_WRITE = 'write:issue:jira-software';

const ON_BOARD = [BOARD, DETAILS];
const IN_SPRINT = [SPRINT, DETAILS, JQL];
const IN_EPIC = [EPIC, DETAILS, JQL];
const PAGE = ['startAt', 'maxResults'];
const BY_OFFSET = [...PAGE, 'jql', 'validateQuery', 'fields', 'expand'];
const BY_TOKEN = ['nextPageToken', 'maxResults', 'reconcileIssues', 'jql', 'validateQuery', 'fields', 'expand'];

export const AGILE_PARTS: readonly Route[] = [
  agile(
    'GET',
    '/board',
    'getAllBoards',
    boards.listBoards,
    [BOARD, PROJECT],
    [
      ...PAGE,
      'type',
      'name',
      'projectKeyOrId',
      'accountIdLocation',
      'projectLocation',
      'includePrivate',
      'negateLocationFiltering',
      'orderBy',
      'expand',
      'projectTypeLocation',
      'filterId',
    ],
  ),
  agile('GET', '/board/{boardId}', 'getBoard', boards.getBoard, ON_BOARD),
  agile('GET', '/board/{boardId}/configuration', 'getConfiguration', boards.getConfiguration, [BOARD_ADMIN, PROJECT]),
  agile('GET', '/board/{boardId}/project', 'getProjects', boards.listProjects, [BOARD_ADMIN, PROJECT], PAGE),
  agile('GET', '/board/{boardId}/version', 'getAllVersions', boards.listVersions, [BOARD], [...PAGE, 'released']),
  agile('GET', '/board/{boardId}/sprint', 'getAllSprints', boards.listSprints, [SPRINT], [...PAGE, 'state']),
  agile('GET', '/board/{boardId}/epic', 'getEpics', boards.listEpics, [EPIC], [...PAGE, 'done']),
  agile('GET', '/board/{boardId}/issue', 'getIssuesForBoard', issues.offsets.board, ON_BOARD, BY_OFFSET),
  agile('GET', '/board/{boardId}/backlog', 'getIssuesForBacklog', issues.offsets.backlog, ON_BOARD, BY_OFFSET),
  agile(
    'GET',
    '/board/{boardId}/sprint/{sprintId}/issue',
    'getBoardIssuesForSprint',
    issues.offsets.sprint,
    IN_SPRINT,
    BY_OFFSET,
  ),
  agile(
    'GET',
    '/board/{boardId}/epic/{epicId}/issue',
    'getBoardIssuesForEpic',
    issues.offsets.epic,
    IN_EPIC,
    BY_OFFSET,
  ),
  agile('POST', '/board/{boardId}/issue', 'moveIssuesToBoard', scheduling.moveToBoard, [BOARD_WRITE]),
  agile('POST', '/backlog/{boardId}/issue', 'moveIssuesToBacklogForBoard', scheduling.moveToBacklog, [BOARD_WRITE]),

  agile('POST', '/sprint', 'createSprint', sprints.postSprint, [SPRINT_WRITE]),
  agile('GET', '/sprint/{sprintId}', 'getSprint', sprints.getSprint, [SPRINT]),
  agile('PUT', '/sprint/{sprintId}', 'updateSprint', sprints.putSprint, [SPRINT_WRITE]),
  agile('POST', '/sprint/{sprintId}', 'partiallyUpdateSprint', sprints.patchSprint, [SPRINT_WRITE]),
  agile('DELETE', '/sprint/{sprintId}', 'deleteSprint', sprints.deleteSprint, ['delete:sprint:jira-software']),
  agile('GET', '/sprint/{sprintId}/issue', 'getIssuesForSprint', issues.offsets.sprint, IN_SPRINT, BY_OFFSET),
  agile('POST', '/sprint/{sprintId}/issue', 'moveIssuesToSprintAndRank', scheduling.moveToSprint, [SPRINT_WRITE]),

  agile('GET', '/epic/{epicIdOrKey}', 'getEpic', scheduling.getEpic, [EPIC]),
  agile('POST', '/epic/{epicIdOrKey}', 'partiallyUpdateEpic', scheduling.patchEpic, [EPIC_WRITE]),
  agile('PUT', '/epic/{epicIdOrKey}/rank', 'rankEpics', scheduling.rankEpics, [EPIC_WRITE]),
  agile('GET', '/epic/{epicIdOrKey}/issue', 'getIssuesForEpic', issues.offsets.epic, IN_EPIC, BY_OFFSET),
  agile('POST', '/epic/{epicIdOrKey}/issue', 'moveIssuesToEpic', scheduling.moveToEpic, [EPIC_WRITE]),

  agile('PUT', '/issue/rank', 'rankIssues', scheduling.rankIssues, [ISSUE_WRITE]),
  agile(
    'GET',
    '/issue/{issueIdOrKey}',
    'getAgileIssue',
    issues.getAgileIssue,
    [ISSUE],
    ['fields', 'expand', 'updateHistory'],
  ),
  agile(
    'GET',
    '/issue/{issueIdOrKey}/estimation',
    'getIssueEstimationForBoard',
    scheduling.getEstimation,
    [ISSUE, DETAILS],
    ['boardId'],
  ),
  agile(
    'PUT',
    '/issue/{issueIdOrKey}/estimation',
    'estimateIssueForBoard',
    scheduling.putEstimation,
    [ISSUE_WRITE, DETAILS],
    ['boardId'],
  ),

  software('GET', '/board/{boardId}/issue', 'getIssuesForBoardJSIS', issues.tokens.board, ON_BOARD, BY_TOKEN),
  software(
    'GET',
    '/board/{boardId}/issue/approximate-count',
    'getApproximateIssueCountForBoard',
    issues.countBoard,
    ON_BOARD,
    ['jql'],
  ),
  software('GET', '/board/{boardId}/backlog', 'getIssuesForBacklogJSIS', issues.tokens.backlog, ON_BOARD, BY_TOKEN),
  software(
    'GET',
    '/board/{boardId}/backlog/approximate-count',
    'getApproximateIssueCountForBacklog',
    issues.countBacklog,
    ON_BOARD,
    ['jql'],
  ),
  software(
    'GET',
    '/board/{boardId}/sprint/{sprintId}/issue',
    'getBoardIssuesForSprintJSIS',
    issues.tokens.sprint,
    IN_SPRINT,
    BY_TOKEN,
  ),
  software(
    'GET',
    '/board/{boardId}/epic/{epicId}/issue',
    'getBoardIssuesForEpicJSIS',
    issues.tokens.epic,
    IN_EPIC,
    BY_TOKEN,
  ),
  software('GET', '/sprint/{sprintId}/issue', 'getIssuesForSprintJSIS', issues.tokens.sprint, IN_SPRINT, BY_TOKEN),
  software('GET', '/epic/{epicIdOrKey}/issue', 'getIssuesForEpicJSIS', issues.tokens.epic, IN_EPIC, BY_TOKEN),
];
