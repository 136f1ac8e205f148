/**
 * An answer of Jira's that was decided about → what its caller sees: one look-up for relations that the answer itself
 * does not prove, then filter, then guard. Every way of serving a call ends here.
 */
import { type IssueFact, idOf, items, member, textOf } from '../jira/answers';
import { apart, type Jira, type JiraAnswer } from '../jira/as-app';
import type { Denial } from '../policy/denials';
import { type Principal, projectsHolding } from '../policy/principal';
import { ok, type Result } from '../result';
import type { Lexicon } from '../storage/records/lexicon';
import { undecidedBoards } from './boards-inside';
import { isShown } from './build';
import { type Call, creationsOf, type RelayOperation, thingOf } from './call';
import { issuesWithin, type Permitted } from './decide';
import type { DeskProof } from './desk-things';
import { endFields } from './ends';
import type { Facts } from './facts';
import { hiddenIn } from './fields-told';
import { ABSENT, filter, type Showing } from './filter';
import { findIssues } from './find-issues';
import { findBoardsAmong } from './find-placed';
import { evidence, guard } from './guard';
import { inside } from './inside';
import { keysKnown } from './lexicons-for';
import type { LookUpFault } from './look-up';
import { matchingIssues, needsMatching } from './match-issues';
import { lookedUp, provenPrefixes, undecidedRelations } from './relations';
import { answered, denied, type Served } from './served';
import { lookUpDenial } from './upstream-denial';
import { withWholeHistories } from './whole-history';

export type Serving = {
  readonly call: Call;
  readonly principal: Principal;
  readonly lexicon: Lexicon | undefined;
  readonly jira: Jira;
  readonly now: number;
  /** Is the key still what it was when it was proven? Asked again where that was long ago. */
  readonly stillProven: () => Promise<Result<void, Denial>>;
  /** Everything but the write itself: somebody only asks whether it would be allowed. */
  readonly dry?: boolean;
};

export const emptyOf = (operation: RelayOperation): unknown =>
  operation.countsOnly === true ? { count: 0 } : { issues: [], isLast: true };

/** `changed`: it matches, but as another version than this one. */
export type Matched = IssueFact & { readonly changed?: boolean };

/**
 * The same issues, each saying whether it matches the condition of its grant, where any grant has one. It counts for the very
 * version that was read: one that was changed since may not have matched when it was.
 */
export async function withMatches(
  issues: readonly IssueFact[],
  { principal, jira }: Serving,
  { lexicons }: Facts,
): Promise<Result<readonly Matched[], LookUpFault>> {
  if (!needsMatching(principal)) return ok(issues);
  const matching = await matchingIssues(issues, principal, lexicons, jira);
  if (!matching.ok) return matching;
  const isSame = ({ id, updated }: IssueFact): boolean => updated !== undefined && matching.value.get(id) === updated;
  return ok(
    issues.map((issue) => ({
      ...issue,
      matches: isSame(issue),
      changed: !isSame(issue) && matching.value.has(issue.id),
    })),
  );
}

/**
 * Filter by the row's shape, after one look-up for relations that the answer itself does not prove. How much is looked up is a
 * matter of the answer, and of what is hidden in it: these calls are made apart.
 */
export async function show(
  given: JiraAnswer,
  permit: Permitted,
  at: Serving,
  operation: RelayOperation,
  more: { readonly proven?: readonly IssueFact[]; readonly desk?: DeskProof } = {},
): Promise<Served> {
  if (operation.answer === 'empty') return answered(operation.status, undefined, permit);
  const whole = await withWholeHistories(given, permit, at);
  const aside = { ...at, jira: apart(at.jira) };
  if (!whole.ok) return denied(whole.error);
  const answer = whole.value;
  const { call, principal } = at;
  const isNames = operation.check === 'names';
  const projectIds = new Set(permit.projectIds);
  // Names are those that the projects use in which the key may read them.
  const lexicons = isNames
    ? new Map([...permit.facts.lexicons].filter(([id]) => projectIds.has(id)))
    : permit.facts.lexicons;
  const prefixes = provenPrefixes(answer.body, principal, lexicons);
  const proven = new Map<string, IssueFact>();
  for (const end of permit.facts.link?.ends ?? []) addProven(proven, end);
  if (operation.check === 'each') for (const issue of issuesWithin(permit)) addProven(proven, issue);
  if (permit.issue !== undefined) addProven(proven, permit.issue);
  for (const issue of more.proven ?? []) addProven(proven, issue);
  const boards = await boardsOf(answer.body, permit, at);
  if (!boards.ok) return denied(lookUpDenial(boards.error));
  const hidden = hiddenIn(call, permit.facts.lexicons);
  const undecided = [
    ...undecidedRelations(answer.body, principal, prefixes, (field) => isShown({ call, hidden }, field)),
    ...(operation.unplaced === true && permit.issue === undefined ? unplacedIssues(answer.body) : []),
  ];
  if (undecided.length > 0) {
    const keys = [...principal.grants.keys()].flatMap((id) => [...keysKnown(id, principal, lexicons)]);
    const found = await findIssues(lookedUp(undecided, new Set(keys)), aside.jira, endFields(lexicons));
    if (!found.ok) return denied(lookUpDenial(found.error));
    const matched = await withMatches(found.value, aside, permit.facts);
    if (!matched.ok) return denied(lookUpDenial(matched.error));
    for (const issue of matched.value) addProven(proven, issue);
  }
  const showing: Showing = {
    call,
    principal,
    version: call.version,
    lexicons,
    hidden,
    proven,
    prefixes,
    issue: permit.issue,
    projectIds,
    ...(more.desk === undefined ? {} : { desk: more.desk }),
    boards: boards.value,
    matchingId: BY_QUERY.has(operation.check) ? 'every' : permit.issue?.id,
  };
  const shown = filter(operation.answer, answer.body, showing);
  if (shown === ABSENT) return withheld(permit, at);
  const { deskId } = more.desk ?? {};
  const own = permit.issue?.projectId;
  const desk = deskId === undefined || own === undefined ? [] : [[`desk/${deskId}`, own] as const];
  const placed = new Map([...permit.facts.placed, ...desk]);
  const known = { ...permit, facts: { ...permit.facts, boards: boards.value, placed } };
  return finish(shown, [answer.body], proven, known, operation.status, at);
}

/** Where a query that holds every grant's own condition brought the rows. */
const BY_QUERY: ReadonlySet<string> = new Set(['query', 'each', 'board']);

/** Boards from which sprints in the answer's issues stem; in an answer without any, those that the call found. */
async function boardsOf(
  answer: unknown,
  { facts }: Permitted,
  { call, principal, jira }: Serving,
): Promise<Result<ReadonlyMap<string, string>, LookUpFault>> {
  const hidden = hiddenIn(call, facts.lexicons);
  const undecided = undecidedBoards(answer, principal, (field) => isShown({ call, hidden }, field));
  return undecided.length === 0
    ? ok(facts.boards)
    : findBoardsAmong(undecided, projectsHolding(principal, ['sprint:read']), jira);
}

/** Issues that are the rows of a page themselves, and do not say which project they are in: id and key. */
const unplacedIssues = (answer: unknown): readonly (readonly [string, string])[] =>
  items(member(answer, 'values')).flatMap((row) => {
    const id = idOf(row);
    return id === undefined ? [] : [[id, textOf(member(row, 'key')) ?? ''] as const];
  });

function addProven(proven: Map<string, IssueFact>, issue: IssueFact): void {
  proven.set(issue.id, issue);
  proven.set(issue.key, issue);
}

/** The last look. What trips it is withheld as absence, and someone is told. */
export function finish(
  body: unknown,
  raw: readonly unknown[],
  proven: ReadonlyMap<string, IssueFact>,
  permit: Permitted,
  status: number,
  at: Serving,
): Served {
  const projectIds = new Set(at.principal.grants.keys());
  const seen = evidence(raw, projectIds, at.principal.baseUrl);
  const boards = [...permit.facts.boards].filter(([, projectId]) => projectIds.has(projectId));
  const known = [
    ...proven.values(),
    ...permit.facts.issues.values(),
    ...(permit.issue === undefined ? [] : [permit.issue]),
  ].filter((issue) => inside(issue, at.principal) !== undefined);
  const created =
    creationsOf(at.call).length === 0 ? [] : raw.flatMap((each) => [each, ...items(member(each, 'issues'))]);
  const desks = [...permit.facts.placed].filter(([place, id]) => place.startsWith('desk/') && projectIds.has(id));
  const { operation } = at.call;
  const requests = operation.kind === 'relay' && operation.creates === 'request' ? raw : [];
  const fields = [...permit.facts.lexicons.values()].flatMap((lexicon) => lexicon.fields);
  const typed = fields.filter(({ custom }) => TYPED.test(custom ?? ''));
  const trip = guard(body, {
    ...seen,
    reveals: at.principal.key.reveals ?? [],
    boardIds: new Set([...seen.boardIds, ...boards.map(([id]) => id)]),
    typedFields: new Set(typed.map(({ id }) => id)),
    deskIds: new Set([...seen.deskIds, ...desks.map(([place]) => place.slice('desk/'.length))]),
    issueIds: new Set([
      ...seen.issueIds,
      ...known.map(({ id }) => id),
      ...requests.map((each) => textOf(member(each, 'issueId')) ?? ''),
    ]),
    // An issue that Jira just made in a granted project, addressed by the project's id, is inside.
    issueKeys: new Set([
      ...seen.issueKeys,
      ...known.map(({ key }) => key),
      ...created.map((each) => textOf(member(each, 'key')) ?? ''),
      ...requests.map((each) => textOf(member(each, 'issueKey')) ?? ''),
    ]),
  });
  if (trip === undefined) return answered(status, body, permit);
  return { ...withheld(permit, at), permit, alarm: `guard: ${trip.why} at ${trip.at}` };
}

/** Custom fields into which people type. */
const TYPED = /:(?:textfield|textarea|url|labels|gh-epic-label)$/;

/** As if it were not there; a write says that it may have been made. */
function withheld(permit: Permitted, at: Serving): Served {
  const { operation } = at.call;
  const check = operation.kind === 'relay' ? operation.check : 'own';
  if (check === 'before') return denied({ reason: 'answer_withheld', maybeDone: true }, permit);
  if (operation.kind === 'relay' && check === 'query') return answered(200, emptyOf(operation), permit);
  return denied({ reason: 'absent', thing: thingOf(at.call) });
}
