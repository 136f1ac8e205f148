/**
 * Which boards and sprints of an answer are inside, and which boards have to be looked up before that can be told. Pure.
 */
import { idOf, isLoose, items, member, parseBoardFact, parseIssueFact, parseSprintFact } from '../jira/answers';
import type { Principal } from '../policy/principal';
import type { Call } from './call';

export type Plans = {
  readonly call: Call;
  readonly principal: Principal;
  /** Boards that a look-up of this very call found to stand in a project, by id. */
  readonly boards: ReadonlyMap<string, string>;
  /** Projects of the call, in each of which it may do what it needs. */
  readonly projectIds: ReadonlySet<string>;
};

/** A board or sprint of an answer; `fieldId`: the field of an issue in which it stands. */
export const isPlanInside = (
  kind: 'board' | 'sprint',
  value: unknown,
  fieldId: string | undefined,
  plans: Plans,
): boolean => (kind === 'board' ? isBoardInside(value, plans) : isSprintInside(value, fieldId !== undefined, plans));

/** A board of a project of the call, by where its own answer says that it stands, and the one that was asked for. */
export function isBoardInside(value: unknown, { call, boards, projectIds }: Plans): boolean {
  const id = idOf(value) ?? '';
  const projectId = parseBoardFact(value)?.projectId ?? boards.get(id);
  return projectId !== undefined && projectIds.has(projectId) && (call.places.get('board') ?? id) === id;
}

/**
 * A sprint of a board that is inside. In a field of an issue the key must be able to read sprints where it stems from;
 * elsewhere it is one that was asked for, or stems from the board that was.
 */
export function isSprintInside(value: unknown, inField: boolean, plans: Plans): boolean {
  const fact = parseSprintFact(value);
  const projectId = fact && plans.boards.get(fact.boardId);
  if (fact === undefined || projectId === undefined) return false;
  const { places } = plans.call;
  if (inField) return plans.principal.grants.get(projectId)?.permissions.has('sprint:read') ?? false;
  return (
    plans.projectIds.has(projectId) &&
    (places.get('sprint') ?? fact.id) === fact.id &&
    (places.get('board') ?? fact.boardId) === fact.boardId
  );
}

/**
 * Boards from which sprints in issues stem, where the key may read sprints. Each is looked up once the issues were read,
 * also one that was found before: what is said of a sprint may be from after its board moved away.
 */
export function undecidedBoards(
  answer: unknown,
  principal: Principal,
  shows: (field: string) => boolean,
): readonly string[] {
  const rows = isLoose(answer) && Array.isArray(answer['issues']) ? items(answer['issues']) : [answer];
  const found = rows.flatMap((row) => {
    const fields = member(row, 'fields');
    const projectId = parseIssueFact(row)?.projectId ?? '';
    if (!isLoose(fields) || !principal.grants.get(projectId)?.permissions.has('sprint:read')) return [];
    return Object.entries(fields).flatMap(([id, value]) =>
      isLikeSprints(id) && shows(id) ? [value].flat().flatMap((each) => parseSprintFact(each)?.boardId ?? []) : [],
    );
  });
  return [...new Set(found)];
}

const isLikeSprints = (id: string): boolean =>
  id === 'sprint' || id === 'closedSprints' || id.startsWith('customfield_');
