/**
 * Things that say themselves which project they are in: versions and components by a number of it, boards by where they
 * stand, sprints by the board from which they stem. One look-up each, and for a sprint one more, found or not.
 */
import { items, member, type PlacedFact, parseBoardFact, parsePlacedFact, parseSprintFact } from '../jira/answers';
import { apart, type Jira } from '../jira/as-app';
import { fewAtOnce } from '../jira/few-at-once';
import { ok, type Result } from '../result';
import { deskPath } from './desk-facts';
import type { Facts } from './facts';
import { get, type LookUpFault, lookUp, lookUpAll } from './look-up';

type Placed = Pick<Facts, 'placed' | 'boards' | 'sprintStates'>;

/** Of references such as `version/10500`, those that there are, each with the id of its project. */
export async function findPlaced(references: Iterable<string>, jira: Jira): Promise<Result<Placed, LookUpFault>> {
  const asked = [...references];
  const bodies = await lookUpAll(
    jira,
    asked.map((reference) => get(pathOf(reference))),
  );
  if (!bodies.ok) return bodies;
  const found = asked.map((reference, index) => ({ reference, body: bodies.value[index] }));
  const sprints = found
    .filter(({ reference }) => reference.startsWith('sprint/'))
    .map(({ reference, body }) => ({ reference, fact: parseSprintFact(body) }));
  const stems = await findBoards(
    sprints.map(({ fact }) => fact?.boardId ?? NO_BOARD),
    jira,
  );
  if (!stems.ok) return stems;
  const placed = new Map<string, string>();
  const boards = new Map(stems.value);
  for (const { reference, body } of found) {
    const fact = factOf(reference, body);
    if (fact === undefined || !reference.endsWith(`/${fact.id}`)) continue;
    placed.set(reference, fact.projectId);
    if (reference.startsWith('board/')) boards.set(fact.id, fact.projectId);
  }
  const sprintStates = new Map<string, string>();
  for (const { reference, fact } of sprints) {
    const projectId = stems.value.get(fact?.boardId ?? '');
    if (fact === undefined || projectId === undefined || reference !== `sprint/${fact.id}`) continue;
    placed.set(reference, projectId);
    if (fact.state !== undefined) sprintStates.set(fact.id, fact.state);
  }
  return ok({ placed, boards, sprintStates });
}

function pathOf(reference: string): string {
  const [kind = '', id = ''] = reference.split('/');
  if (kind === 'desk') return deskPath(id);
  return `/rest/${kind === 'board' || kind === 'sprint' ? 'agile/1.0' : 'api/3'}/${reference}`;
}

function factOf(reference: string, body: unknown): PlacedFact | undefined {
  if (reference.startsWith('sprint/')) return undefined;
  return reference.startsWith('board/') ? parseBoardFact(body) : parsePlacedFact(body);
}

/** Asked for in place of the board of a sprint that is not there, so that both cause the same work. */
const NO_BOARD = '0';

/** Those of these boards that stand in a project, each with its id. */
export async function findBoards(
  boardIds: readonly (string | undefined)[],
  jira: Jira,
): Promise<Result<ReadonlyMap<string, string>, LookUpFault>> {
  const asked = boardIds.map((id) => id ?? NO_BOARD);
  const bodies = await lookUpAll(
    jira,
    asked.map((id) => get(`/rest/agile/1.0/board/${id}`)),
  );
  if (!bodies.ok) return bodies;
  const facts = bodies.value.map(parseBoardFact);
  return ok(
    new Map(facts.flatMap((fact, index) => (fact?.id === asked[index] && fact ? [[fact.id, fact.projectId]] : []))),
  );
}

/** So many are looked up one by one, and as many as there are projects to ask. */
const SINGLE_MAX = 5;
const AT_ONCE = 4;
const PAGE = 50;
/** Of one project so many pages are read. */
const PAGES_MAX = 40;

/**
 * Those of the boards that something in an answer stems from which stand in one of these projects. Where they are many, the
 * projects are asked for theirs: how many foreign ones are among them then changes nothing of what is found.
 */
export async function findBoardsAmong(
  boardIds: readonly string[],
  projectIds: readonly string[],
  jira: Jira,
): Promise<Result<ReadonlyMap<string, string>, LookUpFault>> {
  const port = apart(jira);
  const wanted = new Set(boardIds);
  const boards = new Map<string, string>();
  const keep = (found: Iterable<readonly [string, string]>): void => {
    for (const [id, projectId] of found)
      if (wanted.has(id) && projectIds.includes(projectId)) boards.set(id, projectId);
  };
  if (wanted.size <= Math.max(SINGLE_MAX, projectIds.length)) {
    const found = await findBoards([...wanted], port);
    if (!found.ok) return found;
    keep(found.value);
    return ok(boards);
  }
  for (const listed of await fewAtOnce(projectIds, AT_ONCE, (projectId) => boardsListed(projectId, port))) {
    if (!listed.ok) return listed;
    keep(listed.value);
  }
  return ok(boards);
}

/** Boards that Jira lists for a project, each with where it stands itself: others are listed for what their filters name. */
async function boardsListed(
  projectId: string,
  jira: Jira,
): Promise<Result<readonly (readonly [string, string])[], LookUpFault>> {
  const boards: (readonly [string, string])[] = [];
  for (let page = 0, startAt = 0; page < PAGES_MAX; page += 1) {
    const paging = [['startAt', String(startAt)] as const, ['maxResults', String(PAGE)] as const];
    const body = await lookUp(jira, get('/rest/agile/1.0/board', [['projectKeyOrId', projectId], ...paging]));
    if (!body.ok) return body;
    const rows = items(member(body.value, 'values'));
    for (const fact of rows.map(parseBoardFact)) if (fact !== undefined) boards.push([fact.id, fact.projectId]);
    startAt += rows.length;
    if (member(body.value, 'isLast') !== false || rows.length === 0) break;
  }
  return ok(boards);
}
