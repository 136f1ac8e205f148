/**
 * An admitted call → what it came to. One function for each way in which a row is checked: by its own answer,
 * beside a look-up, by names, by its query, or before it is done. Every way ends in `show`: filter, then guard.
 */
import { idOf, items, member, parseIssueFact, parseLinkFact, parsePlacedFact, parseProjectFact } from '../jira/answers';
import { apart, type Jira, type JiraAnswer, type JiraFault } from '../jira/as-app';
import type { Denial } from '../policy/denials';
import { lacking } from '../policy/principal';
import { err, ok, type Result } from '../result';
import { dropLexicons } from '../storage/lexicons';
import { build, type Probe, probeFor, probePage, rowsProbe, searchFor } from './build';
import { type RelayOperation, thingOf } from './call';
import { decide, decideByAnswer, decideProject, decideSubtasks, type Permitted } from './decide';
import { type Facts, NO_FACTS } from './facts';
import { findEnds, findIssues, matchSpellings } from './find-issues';
import { forward, forwardProbe, isServed, type Sealed } from './forward';
import { cutPage, gatherPages } from './gather';
import { inside } from './inside';
import { keysKnown } from './lexicons-for';
import { get, lookUp } from './look-up';
import { answerOwn } from './own';
import { resolve } from './resolve';
import { judgeBoard, serveIssueList, withSprint } from './serve-boards';
import { serveDesk } from './serve-desk';
import { serveEach } from './serve-each';
import { serveBelow, serveNames } from './serve-lists';
import { type Pages, servePages, startOf } from './serve-pages';
import { answered, denied, type Served } from './served';
import { emptyOf, finish, type Serving, show, withMatches } from './show';
import { faultDenial, lookUpDenial, readDenial, searchDenial, writeDenial } from './upstream-denial';
import { gatherHistory } from './whole-history';

export async function serve(at: Serving): Promise<Served> {
  const { operation } = at.call;
  if (operation.kind === 'own') {
    const own = await answerOwn(operation, at);
    if (!own.ok) return denied(own.error);
    const permit = decide(at.call, NO_FACTS, at.principal);
    // It says back what the caller wrote, and nothing of Jira's.
    if (permit.ok && operation.by === 'parseJql') return answered(200, own.value, permit.value);
    return permit.ok ? finish(own.value, [own.value], new Map(), permit.value, 200, at) : denied(permit.error);
  }
  switch (operation.check) {
    case 'answer':
      return serveByAnswer(at, operation);
    case 'beside':
      return serveBeside(at, operation);
    case 'names':
      return serveNames(at, operation);
    case 'project':
      return serveBelow(at, operation);
    case 'query':
      return serveSearch(at, operation);
    case 'each':
      return serveEach(at, operation);
    case 'board':
      return serveIssueList(at, operation);
    case 'desk':
      return serveDesk(at, operation);
    case 'before':
      return serveWrite(at, operation);
  }
}

/** What changed while it was judged is read again, so many times. */
const READS_MAX = 3;

/** The read comes back with what it is judged by. */
async function serveByAnswer(at: Serving, operation: RelayOperation): Promise<Served> {
  const facts = await resolve(at.call, at.principal, at.lexicon, at.jira, at.now);
  if (!facts.ok) return denied(lookUpDenial(facts.error));
  for (let read = 1; read <= READS_MAX; read += 1) {
    const sealed = await forwardProbe(probeFor(at.call, operation, facts.value, at.principal), at.jira);
    if (!sealed.ok) return denied(await unread(sealed.error, at, operation));
    const permit = await judge(sealed.value, at, facts.value);
    if (permit === CHANGED) continue;
    if (!permit.ok) return denied(permit.error);
    return show(sealed.value.open(permit.value), permit.value, at, operation);
  }
  return denied({ reason: 'upstream_conflict' });
}

/**
 * An answer that cannot be read does not say where its issue is, and may only be too long. A look-up says it: one that is outside
 * is not there, however much stands in it.
 */
async function unread(fault: JiraFault, at: Serving, operation: RelayOperation): Promise<Denial> {
  if (!at.call.places.has('issue')) return faultDenial(fault, false);
  const call = { ...at.call, operation: { ...operation, check: 'beside' as const } };
  const judged = await lookUpAndDecide({ ...at, call, jira: apart(at.jira) });
  return judged.ok ? faultDenial(fault, false) : judged.error;
}

/** It matches its grant's condition, and is another version than the one that was read. */
const CHANGED = Symbol('changed');

async function judge(sealed: Sealed, at: Serving, facts: Facts): Promise<Result<Permitted, Denial> | typeof CHANGED> {
  const { call, principal } = at;
  if (call.places.has('link')) {
    const link = await findEnds(sealed.facts(parseLinkFact), at.jira);
    if (!link.ok) return err(lookUpDenial(link.error));
    const ends = await withMatches(link.value?.ends ?? [], at, facts);
    if (!ends.ok) return err(lookUpDenial(ends.error));
    if (ends.value.some(({ changed }) => changed)) return CHANGED;
    const [inward, outward] = ends.value;
    const known =
      link.value === undefined || inward === undefined || outward === undefined
        ? undefined
        : { id: link.value.id, ends: [inward, outward] as const };
    return isServed(sealed)
      ? decide(call, { ...facts, link: known }, principal)
      : err(readDenial(sealed.status, 'link'));
  }
  if (call.places.has('board')) return judgeBoard(sealed, at, facts);
  if (call.places.has('version') || call.places.has('component')) {
    if (!isServed(sealed)) return err(readDenial(sealed.status, thingOf(call)));
    return decideProject(call, sealed.facts(parsePlacedFact)?.projectId, facts, principal);
  }
  const thing = call.places.has('project') ? 'project' : 'issue';
  const answered = isServed(sealed) && thing === 'issue' ? sealed.facts(parseIssueFact) : undefined;
  const matched = thing === 'issue' ? await withMatches(answered === undefined ? [] : [answered], at, facts) : ok([]);
  if (!matched.ok) return err(lookUpDenial(matched.error));
  if (matched.value.some(({ changed }) => changed)) return CHANGED;
  if (!isServed(sealed)) return err(readDenial(sealed.status, thing));
  if (thing === 'project') return decideProject(call, sealed.facts(parseProjectFact)?.id, facts, principal);
  const [issue] = matched.value;
  const spelling = call.places.get('issue') ?? '';
  const keysOf = (projectId: string): ReadonlySet<string> => keysKnown(projectId, principal, facts.lexicons);
  const named = matchSpellings([spelling], issue === undefined ? [] : [issue], keysOf).get(spelling);
  return decideByAnswer(call, named, facts, principal);
}

/**
 * The answer does not say which project it is from, so look-ups do, before the read and after it: what was read may be neither
 * from before the issue came in nor from after it left.
 */
async function serveBeside(at: Serving, operation: RelayOperation): Promise<Served> {
  const before = await lookUpAndDecide(at);
  if (!before.ok) return denied(before.error);
  const probe = rowsProbe(at.call, operation, NO_FACTS, at.principal);
  const first = operation.gather === undefined ? probe : probePage(probe, 0, operation.gather.pageMax);
  const sealed = await forwardProbe(first, at.jira);
  if (!sealed.ok) return denied(faultDenial(sealed.error, false));
  const gathered =
    operation.gather === undefined || !isServed(sealed.value)
      ? undefined
      : await gathering(sealed.value.open(before.value), probe, operation.gather, before.value, at.jira);
  const permit = await lookUpAndDecide(at);
  if (!permit.ok) return denied(permit.error);
  if (!isServed(sealed.value)) return denied(readDenial(sealed.value.status, thingOf(at.call)));
  if (operation.gather === undefined || gathered === undefined)
    return show(sealed.value.open(permit.value), permit.value, at, operation);
  if (!gathered.ok) return denied(gathered.error);
  const body = { [operation.gather.rows]: gathered.value };
  const whole = await show({ status: 200, body }, permit.value, at, operation);
  return { ...whole, outcome: cutPage(whole.outcome, operation.gather, at) };
}

/** All rows that stand below a thing. Of `whole` ones none may be missing: what one tells can be about all others. */
async function gathering(
  first: JiraAnswer,
  probe: Probe,
  gather: NonNullable<RelayOperation['gather']>,
  permit: Permitted,
  jira: Jira,
): Promise<Result<readonly unknown[], Denial>> {
  if (gather.whole === true) return gatherHistory(first, probe, permit, jira);
  const all = await gatherPages(first, probe, gather, permit, jira);
  return all.ok ? ok(all.value.rows) : all;
}

async function lookUpAndDecide(at: Serving): Promise<Result<Permitted, Denial>> {
  const facts = await resolve(at.call, at.principal, at.lexicon, at.jira, at.now);
  return facts.ok ? decide(at.call, facts.value, at.principal) : err(lookUpDenial(facts.error));
}

async function serveSearch(at: Serving, operation: RelayOperation): Promise<Served> {
  const { call, principal } = at;
  const start = await startOf(at);
  if (!start.ok) return denied(start.error);
  const { facts } = start.value;
  const pages: Pages = {
    byToken: true,
    ask: (token) => searchFor(call, operation, facts, principal, token),
    none: emptyOf(operation),
    refusal: searchDenial,
    print: (shown, { place, isLast }) => ({ ...shown, issues: rowsOf(shown, at), ...place, isLast }),
  };
  return servePages(start.value, pages, at, operation);
}

/** Without a choice of fields Jira sends ids alone, and the history where that was asked for. */
function rowsOf(shown: unknown, { call }: Serving): readonly unknown[] {
  const rows = items(member(shown, 'issues'));
  if (call.query.fields !== undefined) return rows;
  const isHistory = call.query.expand.has('changelog');
  return rows.map((row) => ({ id: idOf(row), ...(isHistory ? { changelog: member(row, 'changelog') } : {}) }));
}

/** Look-ups, decision, then the write; it is sent once. */
async function serveWrite(at: Serving, operation: RelayOperation): Promise<Served> {
  const facts = await resolve(at.call, at.principal, at.lexicon, at.jira, at.now);
  if (!facts.ok) return denied(lookUpDenial(facts.error));
  const decided = decide(at.call, facts.value, at.principal);
  if (!decided.ok) return denied(decided.error);
  const permitted = await withSubtasks(decided.value, operation, at.jira);
  if (!permitted.ok) return denied(permitted.error);
  const permit = await withSprint(permitted.value, at, operation);
  if (!permit.ok) return denied(permit.error);
  if (at.dry === true) return answered(operation.status, undefined, permit.value);
  const proven = await at.stillProven();
  if (!proven.ok) return denied(proven.error);
  const answer = await forward(build(permit.value, operation), at.jira);
  // One that cannot be forgotten now is forgotten when it is old.
  if (operation.renames === true) await Promise.all(permit.value.projectIds.map((id) => dropLexicons(id)));
  if (!answer.ok) return denied(faultDenial(answer.error, true), permit.value);
  // Some of what was listed is done and some is not, and which of it nobody says in a word that may be told.
  if (answer.value.status === 207) return denied({ reason: 'upstream_failed', maybeDone: true }, permit.value);
  if (answer.value.status >= 300) return denied(writeDenial(answer.value, at.call), permit.value);
  if (operation.answersAfter === true) return serveEdited(answer.value, permit.value, at, operation);
  if (operation.answer === 'empty') return answered(operation.status, undefined, permit.value);
  if (!mayBeTold(permit.value, operation)) return answered(operation.status, {}, permit.value);
  return show(answer.value, permit.value, at, operation);
}

/** A change of nothing would otherwise read what the key may change and not read. */
const mayBeTold = ({ principal, projectIds }: Permitted, { shows }: RelayOperation): boolean =>
  shows === undefined || projectIds.every((id) => lacking(principal, id, [shows]).length === 0);

/** Without the flag Jira deletes none that has subtasks; which are out of reach is said alike, since answers do not show them. */
async function withSubtasks(
  permit: Permitted,
  operation: RelayOperation,
  jira: Jira,
): Promise<Result<Permitted, Denial>> {
  const ids = permit.issue?.subtaskIds ?? [];
  if (operation.lookUp?.subtasks !== true || ids.length === 0) return ok(permit);
  const subtasks = await findIssues(ids, apart(jira));
  return subtasks.ok ? decideSubtasks(permit, subtasks.value) : err(lookUpDenial(subtasks.error));
}

/**
 * Jira has no conditional write: the issue as it is after the edit says whether it was still where it was checked. Where Jira's
 * answer names no project, a look-up does: one that says nothing is no sign of a write astray, and one that contradicts itself is.
 */
async function serveEdited(
  given: JiraAnswer,
  permit: Permitted,
  at: Serving,
  operation: RelayOperation,
): Promise<Served> {
  let answer = given;
  if (member(member(given.body, 'fields'), 'project') === undefined) {
    const path = `/rest/api/${at.call.version}/issue/${permit.issue?.id ?? ''}`;
    const found = await lookUp(apart(at.jira), get(path, [['updateHistory', 'false']]));
    if (!found.ok) return denied({ reason: 'upstream_failed', maybeDone: true }, permit);
    answer = { status: 200, body: found.value };
  }
  const after = parseIssueFact(answer.body);
  // Not every answer says the type; then it is still the one that was checked.
  const placed = after && { ...after, typeId: after.typeId ?? permit.issue?.typeId };
  if (inside(placed, at.principal) === undefined || after?.id !== permit.issue?.id) {
    return {
      ...denied({ reason: 'absent', thing: 'issue' }, permit),
      alarm: 'an edit landed outside',
      mismatch: true,
    };
  }
  if (at.call.query.flags.get('returnIssue') !== true) return answered(204, undefined, permit);
  const shown = await show(answer, permit, at, operation);
  return shown.outcome.kind === 'answer' ? { ...shown, outcome: { ...shown.outcome, status: 200 } } : shown;
}
