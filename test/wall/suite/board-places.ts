/**
 * Where references can stand in the operations of Jira Software: boards, sprints, epics, and issues in bodies that are
 * moved, ranked or estimated.
 */
import { FIXTURE } from '../../../local/jira/seeds/fixture';
import type { OperationPlaces, Place, Request } from './place';
import type { PathPlace } from './places';
import { BOARDS, ISSUES, PROJECTS, type Reference, SPRINTS } from './references';

const { issues, projects, boards, sprints } = FIXTURE;

const BOARD = String(boards.alpha);
/** Its filter reaches into OMEGA. */
const MIXED = String(boards.alphaMixed);
/** It holds an issue of OMEGA's. */
const FILLED = String(sprints.alphaActive);
/** It holds nothing. */
const EMPTY = String(sprints.alphaFuture);

const ids = (references: readonly Reference[]) => references.filter(({ foreign }) => /^[0-9]+$/.test(foreign));

const board = (row: string): PathPlace => ({ own: BOARD, references: BOARDS, row });
const sprint = (row: string, own: string): PathPlace => ({ own, references: SPRINTS, row });

/** Places in paths. */
export const BOARD_SEGMENTS: Readonly<Record<string, PathPlace>> = {
  boardId: board('C-AGILE-02'),
  'getConfiguration boardId': board('C-AGILE-03'),
  'getProjects boardId': board('C-AGILE-04'),
  'getAllVersions boardId': board('C-AGILE-04'),
  'getEpics boardId': board('C-AGILE-04'),
  'getAllSprints boardId': board('C-AGILE-05'),
  'moveIssuesToBoard boardId': board('C-AGILE-09'),
  'moveIssuesToBacklogForBoard boardId': board('C-AGILE-09'),
  sprintId: sprint('C-AGILE-05', FILLED),
  'moveIssuesToSprintAndRank sprintId': sprint('C-AGILE-06', EMPTY),
  'updateSprint sprintId': sprint('C-AGILE-07', EMPTY),
  'partiallyUpdateSprint sprintId': sprint('C-AGILE-07', EMPTY),
  'deleteSprint sprintId': sprint('C-AGILE-07', EMPTY),
  epicIdOrKey: { own: issues.epic.key, references: ISSUES, row: 'C-AGILE-10' },
  epicId: { own: issues.epic.id, references: ids(ISSUES), row: 'C-AGILE-10' },
  'getAgileIssue issueIdOrKey': { own: issues.alpha1.key, references: ISSUES, row: 'C-AGILE-11' },
};

/** All other places, by operation. */
export function boardPlaces(): Readonly<Record<string, OperationPlaces>> {
  const list = (params: Request['params'] = {}): OperationPlaces => ({
    request: () => ({ params, query: { maxResults: '100' } }),
  });
  const onBoard = list({ boardId: MIXED });
  const byToken: Place = {
    at: 'query reconcileIssues',
    row: 'C-JQL-39',
    own: issues.plain.id,
    references: ids(ISSUES),
    fill: (id) => ({ query: { fields: 'summary', maxResults: '100', reconcileIssues: id } }),
  };
  const moved = (row: string, more: object = {}): OperationPlaces => ({
    request: () => ({ body: { issues: [issues.plain.key], ...more } }),
    places: [
      {
        at: 'body issues',
        row,
        own: issues.plain.key,
        references: ISSUES,
        fill: (issue) => ({ body: { issues: [issue], ...more } }),
      },
      {
        at: 'body issues beside an own one',
        row,
        own: issues.plain.key,
        references: ISSUES,
        fill: (issue) => ({ body: { issues: [issues.plainToo.key, issue], ...more } }),
      },
    ],
  });
  const ranked = (row: string): OperationPlaces => ({
    ...moved(row),
    places: [
      ...(moved(row).places ?? []),
      ...['rankBeforeIssue', 'rankAfterIssue'].map(
        (member): Place => ({
          at: `body ${member}`,
          row: 'C-AGILE-08',
          own: issues.alpha2.key,
          references: ISSUES,
          fill: (issue) => ({ body: { issues: [issues.plain.key], [member]: issue } }),
        }),
      ),
    ],
  });
  const estimated: Place = {
    at: 'query boardId',
    row: 'C-AGILE-12',
    own: BOARD,
    references: BOARDS,
    fill: (boardId) => ({ query: { boardId } }),
  };
  const named = (originBoardId: string) => ({
    body: { name: 'Made by a key', goal: 'Ship', originBoardId: Number(originBoardId) },
  });
  const changed = (more: object) => ({ body: { name: 'Changed by a key', ...more } });
  return {
    getAllBoards: {
      places: [
        {
          at: 'query projectKeyOrId',
          row: 'C-AGILE-01',
          own: projects.alpha.key,
          references: PROJECTS,
          fill: (projectKeyOrId) => ({ query: { projectKeyOrId } }),
        },
      ],
    },
    getProjects: onBoardPlain(),
    getAllVersions: onBoardPlain(),
    getEpics: onBoardPlain(),
    getIssuesForBoard: onBoard,
    // Only a board with sprints has a backlog here.
    getIssuesForBacklog: list(),
    getIssuesForBacklogJSIS: { ...list(), places: [byToken] },
    getBoardIssuesForSprint: onBoard,
    getBoardIssuesForEpic: onBoard,
    getIssuesForSprint: list(),
    getIssuesForEpic: list(),
    getIssuesForBoardJSIS: { ...onBoard, places: [byToken] },
    getBoardIssuesForSprintJSIS: { ...onBoard, places: [byToken] },
    getBoardIssuesForEpicJSIS: { ...onBoard, places: [byToken] },
    getIssuesForSprintJSIS: { ...list(), places: [byToken] },
    getIssuesForEpicJSIS: { ...list(), places: [byToken] },
    getApproximateIssueCountForBoard: { request: () => ({ params: { boardId: MIXED } }) },
    createSprint: {
      request: () => named(BOARD),
      places: [
        {
          at: 'body originBoardId',
          row: 'C-AGILE-06',
          own: BOARD,
          references: BOARDS,
          fill: named,
        },
      ],
    },
    updateSprint: { request: () => changed({ state: 'future' }) },
    partiallyUpdateSprint: {
      request: () => changed({ goal: 'Ship it' }),
      places: [
        {
          at: 'body originBoardId',
          row: 'C-AGILE-06',
          own: BOARD,
          references: BOARDS,
          fill: (originBoardId) => changed({ originBoardId: Number(originBoardId) }),
          refused: 'a sprint stays on its board',
        },
      ],
    },
    moveIssuesToSprintAndRank: ranked('C-AGILE-06'),
    moveIssuesToBacklogForBoard: {
      ...ranked('C-AGILE-09'),
      request: () => ({ body: { issues: [issues.inSprint.key] } }),
    },
    moveIssuesToBoard: ranked('C-AGILE-09'),
    moveIssuesToEpic: moved('C-AGILE-10'),
    partiallyUpdateEpic: { request: () => ({ body: { summary: 'Changed by a key', done: false } }) },
    rankEpics: {
      request: () => ({ body: { rankBeforeEpic: issues.alpha2.key } }),
      places: ['rankBeforeEpic', 'rankAfterEpic'].map(
        (member): Place => ({
          at: `body ${member}`,
          row: 'C-AGILE-08',
          own: issues.alpha2.key,
          references: ISSUES,
          fill: (issue) => ({ body: { [member]: issue } }),
        }),
      ),
    },
    rankIssues: rankedFirst(moved('C-AGILE-08', { rankBeforeIssue: issues.alpha2.key }), ranked('C-AGILE-08')),
    getIssueEstimationForBoard: { request: () => ({ query: { boardId: BOARD } }), places: [estimated] },
    estimateIssueForBoard: {
      request: () => ({ query: { boardId: BOARD }, body: { value: '8' } }),
      places: [estimated],
    },
  };
}

/** Lists of a board that reaches beyond its project. */
const onBoardPlain = (): OperationPlaces => ({ request: () => ({ params: { boardId: MIXED } }) });

/** Where issues are ranked alone, they are ranked beside another one. */
const rankedFirst = (moved: OperationPlaces, ranked: OperationPlaces): OperationPlaces => ({
  ...moved,
  places: [...(moved.places ?? []), ...(ranked.places ?? []).filter(({ at }) => at.startsWith('body rank'))],
});
