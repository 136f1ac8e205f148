/**
 * Things that say themselves which project they are in: versions and components by a number of it, boards by where they
 * stand, sprints by the board from which they stem. One look-up each, and for a sprint one more, found or not.
 */
import { type PlacedFact, parseBoardFact, parsePlacedFact, parseSprintFact } from '../jira/answers';
import type { Jira } from '../jira/as-app';
import { ok, type Result } from '../result';
import { deskPath } from './desk-facts';
import type { Facts } from './facts';
import { get, type LookUpFault, lookUpAll } from './look-up';

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
