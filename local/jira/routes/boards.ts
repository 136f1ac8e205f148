/**
 * Boards of Jira Software and what stands below them. A board shows what its saved filter finds, in whichever project,
 * and so do the lists below it; whom a board is for is nobody's question.
 */
import { refused } from '../errors';
import { searchIssues } from '../jql/search';
import { canFindIssue, canSeeProject } from '../permissions';
import { isEpic, printEpic } from '../print/agile-issue';
import { printBoard, printConfiguration } from '../print/board';
import { present, selfUrl } from '../print/printing';
import { printProjectRef } from '../print/project';
import { printAgileSprint } from '../print/sprint';
import type { Issue, Project } from '../state';
import type { Board, Sprint } from '../state-boards';
import { readableProject } from './access';
import { idIn } from './body';
import { answer, type Call, type Handler, type Reply } from './call';
import { readPage } from './query';

const PAGE_MAX = 50;

export function readableBoard(call: Call, id: string | undefined): Board {
  const board = call.state.boards.get(idIn(id));
  if (board === undefined || !isSeen(call, board)) {
    throw refused(
      404,
      'The requested board cannot be viewed because it either does not exist or you do not have permission to view it.',
    );
  }
  return board;
}

function isSeen(call: Call, board: Board): boolean {
  const project = call.state.projects.get(board.projectId);
  return project !== undefined && project.lifecycle !== 'bin' && canSeeProject(call.state, call.viewer, project);
}

/** What a board's filter finds, by rank. Names in it that mean nothing any more find nothing. */
export function boardIssues(call: Call, board: Board): readonly Issue[] {
  const found = searchIssues(call.searched, board.jql, {
    accountId: call.viewer ?? '',
    now: call.now,
    switches: { ...call.switches, 'jql.unknownValue': 'empty', 'jql.unknownKey': 'skip' },
    visible: (issue) => canFindIssue(call.searched, call.viewer, issue, call.switches),
  });
  return found.ok ? found.issues.map((issue) => call.state.issues.get(issue.id) ?? issue) : [];
}

/** Boards that stand in the project, or whose filter finds anything in it. */
export const listBoards: Handler = (call) => {
  const named = call.query.text('projectKeyOrId');
  const project = named === undefined ? undefined : readableProject(call, named);
  const types = call.query.list('type');
  const name = call.query.text('name')?.toLowerCase() ?? '';
  const boards = [...call.state.boards.values()].filter(
    (board) =>
      isSeen(call, board) &&
      (project === undefined || isAbout(call, board, project)) &&
      (types.length === 0 || types.includes(board.type)) &&
      board.name.toLowerCase().includes(name),
  );
  const sorted = call.query.text('orderBy')?.startsWith('-') === true ? boards.toReversed() : boards;
  return page(call, sorted, (board) => printBoard(call.print, board), true);
};

const isAbout = (call: Call, board: Board, project: Project): boolean =>
  board.projectId === project.id || boardIssues(call, board).some(({ projectId }) => projectId === project.id);

export const getBoard: Handler = (call) => answer(printBoard(call.print, readableBoard(call, call.params.boardId)));

export const getConfiguration: Handler = (call) =>
  answer(printConfiguration(call.print, readableBoard(call, call.params.boardId)));

/** Sprints that stem from the board, and those of others that hold anything of it. */
export const listSprints: Handler = (call) => {
  const board = readableBoard(call, call.params.boardId);
  if (board.type === 'kanban') throw refused(400, 'The board does not support sprints');
  const held = new Set(boardIssues(call, board).flatMap(({ sprintIds }) => sprintIds));
  const states = call.query.list('state');
  const sprints: readonly Sprint[] = [...call.state.sprints.values()].filter(
    ({ id, boardId, state }) =>
      (boardId === board.id || held.has(id)) && (states.length === 0 || states.includes(state)),
  );
  return page(call, sprints, (sprint) => printAgileSprint(call.print, sprint), false);
};

export const listEpics: Handler = (call) => {
  const board = readableBoard(call, call.params.boardId);
  const done = call.query.text('done');
  const epics = boardIssues(call, board).filter(
    (issue) => isEpic(call.print, issue) && (done === undefined || String(issue.resolutionId !== null) === done),
  );
  return page(call, epics, (epic) => printEpic(call.print, epic), false);
};

export const listProjects: Handler = (call) => {
  const projects = projectsOn(call, readableBoard(call, call.params.boardId));
  return page(call, projects, (project) => printProjectRef(call.print, project), true);
};

export const listVersions: Handler = (call) => {
  const projects = new Set(projectsOn(call, readableBoard(call, call.params.boardId)).map(({ id }) => id));
  const released = call.query.text('released');
  const versions = [...call.state.versions.values()].filter(
    (version) => projects.has(version.projectId) && (released === undefined || String(version.released) === released),
  );
  const moment = (day: string | null): string | undefined => (day === null ? undefined : `${day}T00:00:00.000Z`);
  const print = (version: (typeof versions)[number]) =>
    present({
      self: selfUrl(call.print, `version/${version.id}`),
      id: Number(version.id),
      projectId: Number(version.projectId),
      name: version.name,
      description: version.description,
      archived: version.archived,
      released: version.released,
      startDate: moment(version.startDate),
      releaseDate: moment(version.releaseDate),
    });
  return page(call, versions, print, false);
};

/** The board's own project, and those of the issues that it shows. */
function projectsOn(call: Call, board: Board): readonly Project[] {
  const ids = new Set([board.projectId, ...boardIssues(call, board).map(({ projectId }) => projectId)]);
  return [...ids].flatMap((id) => call.state.projects.get(id) ?? []);
}

/** Most pages of Jira Software have no total. */
function page<T>(call: Call, rows: readonly T[], print: (row: T) => unknown, isCounted: boolean): Reply {
  const { startAt, maxResults } = readPage(call.query, PAGE_MAX, PAGE_MAX);
  const end = startAt + maxResults;
  return answer({
    maxResults,
    startAt,
    ...(isCounted ? { total: rows.length } : {}),
    isLast: end >= rows.length,
    values: rows.slice(startAt, end).map(print),
  });
}
