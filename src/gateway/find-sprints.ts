/**
 * The sprints that a query may know: those that stem from boards of its projects, as they are now. A board may have moved,
 * so nothing of it is kept. They are looked up only where a query asks about sprints, and only in the states that it asks
 * about; what is asked depends on the query and on the boards of its projects, and on nothing that is named in it.
 */
import { items, member, parseBoardFact, parseSprintFact, textOf } from '../jira/answers';
import { apart, type Jira } from '../jira/as-app';
import { fewAtOnce } from '../jira/few-at-once';
import { confineJql } from '../jql/confine';
import type { JqlSprint, SprintState } from '../jql/facts';
import { sprintStates } from '../jql/sprint-states';
import type { Principal } from '../policy/principal';
import { err, ok, type Result } from '../result';
import type { Call } from './call';
import type { Facts } from './facts';
import { get, type LookUpFault, lookUp } from './look-up';
import { scopeOf } from './query-scope';

/** More boards or sprints than these are too many for one query. */
const BOARDS_MAX = 20;
const SPRINTS_MAX = 500;

export type SprintsFault = LookUpFault | { readonly reason: 'too_many_sprints' };
const TOO_MANY = err({ reason: 'too_many_sprints' } as const);

/** The facts with the sprints that the queries of the call ask about; as they are where none may be asked about. */
export async function withSprints(
  call: Call,
  principal: Principal,
  facts: Facts,
  jira: Jira,
): Promise<Result<Facts, SprintsFault>> {
  const queries = [...(call.query.jql === undefined ? [] : [call.query.jql]), ...call.query.jqls];
  if (facts.sprints !== undefined || queries.length === 0) return ok(facts);
  const scope = scopeOf(call, facts, principal);
  const states = new Set(queries.flatMap(({ query }) => [...sprintStates(query, scope)]));
  // A query that will be refused needs none.
  if (states.size === 0 || queries.some(({ query }) => !confineJql(query, scope).ok)) return ok(facts);
  // Jira lists what others have put there too: how much that is takes nothing from what a request may cause.
  const sprints = await findSprints(
    scope.projects.map(({ id }) => id),
    states,
    apart(jira),
  );
  return sprints.ok ? ok({ ...facts, sprints: sprints.value }) : sprints;
}

type Board = { readonly id: string; readonly projectId: string };

async function findSprints(
  projectIds: readonly string[],
  states: ReadonlySet<SprintState>,
  jira: Jira,
): Promise<Result<ReadonlyMap<string, readonly JqlSprint[]>, SprintsFault>> {
  const boards = await all(projectIds, (projectId) => boardsOf(projectId, jira));
  if (!boards.ok) return boards;
  if (boards.value.length > BOARDS_MAX) return TOO_MANY;
  const sprints = await all(boards.value, (board) => sprintsOf(board, states, jira));
  if (!sprints.ok) return sprints;
  if (sprints.value.length > SPRINTS_MAX) return TOO_MANY;
  const sorted = sprints.value.toSorted((one, other) => Number(one.id) - Number(other.id));
  return ok(new Map(projectIds.map((id) => [id, sorted.filter(({ projectId }) => projectId === id)])));
}

/** Boards that stand in the project. Jira lists others too, for what their filters name; Kanban boards have no sprints. */
const boardsOf = (projectId: string, jira: Jira): Promise<Result<readonly Board[], LookUpFault>> =>
  listed(jira, '/rest/agile/1.0/board', [['projectKeyOrId', projectId]], BOARDS_MAX, (row) => {
    const board = parseBoardFact(row);
    return board?.projectId === projectId && member(row, 'type') !== 'kanban' ? board : undefined;
  });

/** Sprints that stem from the board. Jira lists others too, for the issues that they hold. */
const sprintsOf = (
  { id: boardId, projectId }: Board,
  states: ReadonlySet<SprintState>,
  jira: Jira,
): Promise<Result<readonly (JqlSprint & { readonly projectId: string })[], LookUpFault>> =>
  listed(
    jira,
    `/rest/agile/1.0/board/${boardId}/sprint`,
    states.size === STATES.length ? [] : [['state', STATES.filter((state) => states.has(state)).join(',')]],
    SPRINTS_MAX,
    (row) => {
      const fact = parseSprintFact(row);
      if (fact?.boardId !== boardId) return undefined;
      const state = STATES.find((each) => each === fact.state);
      return { id: fact.id, name: textOf(member(row, 'name')) ?? '', state, projectId };
    },
  );

const STATES: readonly SprintState[] = ['active', 'closed', 'future'];

const AT_ONCE = 5;

/** What is found for each, joined; the first fault is the fault of all. */
async function all<T, R>(
  each: readonly T[],
  find: (one: T) => Promise<Result<readonly R[], LookUpFault>>,
): Promise<Result<readonly R[], LookUpFault>> {
  const found: R[] = [];
  for (const answer of await fewAtOnce(each, AT_ONCE, find)) {
    if (!answer.ok) return answer;
    found.push(...answer.value);
  }
  return ok(found);
}

const PAGE = 50;
/** A list that is longer is not believed. */
const ROWS_MAX = 10_000;

/** Rows of a list that only says which page is its last, until there are more than `most`; none where Jira gives no list. */
async function listed<T>(
  jira: Jira,
  path: string,
  query: readonly (readonly [string, string])[],
  most: number,
  parse: (row: unknown) => T | undefined,
): Promise<Result<readonly T[], LookUpFault>> {
  const kept: T[] = [];
  for (let startAt = 0; startAt < ROWS_MAX; ) {
    const page = get(path, [...query, ['startAt', String(startAt)], ['maxResults', String(PAGE)]]);
    const body = await lookUp(jira, page);
    if (!body.ok) return body;
    const rows = items(member(body.value, 'values'));
    kept.push(...rows.flatMap((row) => parse(row) ?? []));
    startAt += rows.length;
    if (member(body.value, 'isLast') !== false || rows.length === 0 || kept.length > most) return ok(kept);
  }
  return err({ reason: 'unreadable', sent: true });
}
