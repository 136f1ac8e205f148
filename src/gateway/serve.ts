/**
 * An admitted call → what it came to. One function for each way in which a row is checked: by its own answer,
 * beside a look-up, by names, by its query, or before it is done. Every way ends in `show`: filter, then guard.
 */
import type { IssueFact } from '../jira/answers';
import { idOf, isLoose, items, member, parseIssueFact, parseLinkFact, parseProjectFact, textOf } from '../jira/answers';
import type { Jira, JiraAnswer } from '../jira/as-app';
import type { AbsentThing, Denial } from '../policy/denials';
import type { Principal } from '../policy/principal';
import { err, ok, type Result } from '../result';
import type { Lexicon } from '../storage/records/lexicon';
import { build, isShown, probeFor, probePage, searchFor } from './build';
import type { Call, RelayOperation } from './call';
import { openCursor, sealCursor } from './cursor';
import { decide, decideByAnswer, decideProject, decideSubtasks, type Permitted } from './decide';
import { type Facts, NO_FACTS } from './facts';
import { ABSENT, filter, provenPrefixes, type Showing, undecidedRelations } from './filter';
import { findEnds, findIssues, matchSpellings } from './find-issues';
import { forward, forwardProbe, type Sealed } from './forward';
import { evidence, guard } from './guard';
import { inside } from './inside';
import { keysKnown } from './lexicons-for';
import { answerOwn } from './own';
import { resolve } from './resolve';
import type { Outcome } from './respond';
import { answered, denied, type Served } from './served';
import { faultDenial, lookUpDenial, readDenial, searchDenial, writeDenial } from './upstream-denial';

type Serving = {
  readonly call: Call;
  readonly principal: Principal;
  readonly lexicon: Lexicon | undefined;
  readonly jira: Jira;
  readonly now: number;
  /** Is the key still what it was when it was proven? Asked again where that was long ago. */
  readonly stillProven: () => Promise<Result<void, Denial>>;
};

export async function serve(at: Serving): Promise<Served> {
  const { operation } = at.call;
  if (operation.kind === 'own') {
    const own = await answerOwn(operation, at.call, at.principal, at.jira, at.now);
    if (!own.ok) return denied(lookUpDenial(own.error));
    const permit = decide(at.call, NO_FACTS, at.principal);
    return permit.ok ? finish(own.value, [], new Map(), permit.value, 200, at) : denied(permit.error);
  }
  switch (operation.check) {
    case 'answer':
      return serveByAnswer(at, operation);
    case 'beside':
      return serveBeside(at, operation);
    case 'names':
      return serveNames(at, operation);
    case 'query':
      return serveSearch(at, operation);
    case 'before':
      return serveWrite(at, operation);
  }
}

/** The read comes back with what it is judged by. */
async function serveByAnswer(at: Serving, operation: RelayOperation): Promise<Served> {
  const facts = await resolve(at.call, at.principal, at.lexicon, at.jira, at.now);
  if (!facts.ok) return denied(lookUpDenial(facts.error));
  const sealed = await forwardProbe(probeFor(at.call, operation, facts.value, at.principal), at.jira);
  if (!sealed.ok) return denied(faultDenial(sealed.error, false));
  const permit = await judge(sealed.value, at, facts.value);
  if (!permit.ok) return denied(permit.error);
  return show(sealed.value.open(permit.value), permit.value, at, operation);
}

async function judge(sealed: Sealed, at: Serving, facts: Facts): Promise<Result<Permitted, Denial>> {
  const { call, principal } = at;
  if (call.places.has('link')) {
    const link = await findEnds(sealed.facts(parseLinkFact), at.jira);
    if (!link.ok) return err(lookUpDenial(link.error));
    return isServed(sealed)
      ? decide(call, { ...facts, link: link.value }, principal)
      : err(readDenial(sealed.status, 'link'));
  }
  const thing = call.places.has('project') ? 'project' : 'issue';
  if (!isServed(sealed)) return err(readDenial(sealed.status, thing));
  if (thing === 'project') return decideProject(call, sealed.facts(parseProjectFact)?.id, facts, principal);
  const issue = sealed.facts(parseIssueFact);
  const spelling = call.places.get('issue') ?? '';
  const keysOf = (projectId: string): ReadonlySet<string> => keysKnown(projectId, principal, facts.lexicons);
  const named = matchSpellings([spelling], issue === undefined ? [] : [issue], keysOf).get(spelling);
  return decideByAnswer(call, named, facts, principal);
}

const isServed = (sealed: Sealed): boolean => sealed.status === 200;

/**
 * The answer does not say which project it is from, so a look-up does. It comes after the read, not before it: what
 * was read before the issue was found inside cannot have been written after it moved away.
 */
async function serveBeside(at: Serving, operation: RelayOperation): Promise<Served> {
  const probe = probeFor(at.call, operation, NO_FACTS, at.principal);
  const first = operation.gather === undefined ? probe : probePage(probe, 0, operation.gather.pageMax);
  const sealed = await forwardProbe(first, at.jira);
  if (!sealed.ok) return denied(faultDenial(sealed.error, false));
  const permit = await lookUpAndDecide(at);
  if (!permit.ok) return denied(permit.error);
  const thing: AbsentThing = at.call.places.has('comment') ? 'comment' : 'issue';
  if (!isServed(sealed.value)) return denied(readDenial(sealed.value.status, thing));
  const answer = sealed.value.open(permit.value);
  if (operation.gather === undefined) return show(answer, permit.value, at, operation);
  const gathered = await gatherPages(answer, probe, operation.gather, permit.value, at.jira);
  if (!gathered.ok) return denied(gathered.error);
  const again = gathered.value.pages > 1 ? await lookUpAndDecide(at) : permit;
  if (!again.ok) return denied(again.error);
  const whole = await show({ status: 200, body: gathered.value.body }, again.value, at, operation);
  return { ...whole, outcome: cutPage(whole.outcome, operation.gather.rows, at.call) };
}

async function lookUpAndDecide(at: Serving): Promise<Result<Permitted, Denial>> {
  const facts = await resolve(at.call, at.principal, at.lexicon, at.jira, at.now);
  return facts.ok ? decide(at.call, facts.value, at.principal) : err(lookUpDenial(facts.error));
}

/** Jira keeps at most this many comments on an issue. */
const ROWS_MAX = 5_000;

async function gatherPages(
  first: JiraAnswer,
  probe: ReturnType<typeof probeFor>,
  gather: NonNullable<RelayOperation['gather']>,
  permit: Permitted,
  jira: Jira,
): Promise<Result<{ readonly body: unknown; readonly pages: number }, Denial>> {
  const total = member(first.body, 'total');
  const count = typeof total === 'number' ? Math.min(total, ROWS_MAX) : 0;
  const starts = Array.from(
    { length: Math.max(0, Math.ceil(count / gather.pageMax) - 1) },
    (_, index) => (index + 1) * gather.pageMax,
  );
  const rest = await Promise.all(
    starts.map((startAt) => forwardProbe(probePage(probe, startAt, gather.pageMax), jira)),
  );
  const rows = [...items(member(first.body, gather.rows))];
  for (const page of rest) {
    if (!page.ok) return err(faultDenial(page.error, false));
    if (!isServed(page.value)) return err(readDenial(page.value.status, 'issue'));
    rows.push(...items(member(page.value.open(permit).body, gather.rows)));
  }
  return ok({ body: { [gather.rows]: rows }, pages: starts.length + 1 });
}

/** The page that was asked for, out of all rows that may be shown. */
function cutPage(outcome: Outcome, rowsName: string, call: Call): Outcome {
  if (outcome.kind !== 'answer' || !isLoose(outcome.body)) return outcome;
  const rows = items(outcome.body[rowsName]);
  const startAt = call.query.counts.get('startAt') ?? 0;
  const maxResults = Math.min(Math.max(call.query.counts.get('maxResults') ?? 100, 1), 100);
  return {
    ...outcome,
    body: { startAt, maxResults, total: rows.length, [rowsName]: rows.slice(startAt, startAt + maxResults) },
  };
}

/** A list of the site, of which only what the granted projects' own lists hold is shown. */
async function serveNames(at: Serving, operation: RelayOperation): Promise<Served> {
  const [facts, sealed] = await Promise.all([
    resolve(at.call, at.principal, at.lexicon, at.jira, at.now),
    forwardProbe(probeFor(at.call, operation, NO_FACTS, at.principal), at.jira),
  ]);
  if (!facts.ok) return denied(lookUpDenial(facts.error));
  if (!sealed.ok) return denied(faultDenial(sealed.error, false));
  const permit = decide(at.call, facts.value, at.principal);
  if (!permit.ok) return denied(permit.error);
  if (!isServed(sealed.value)) return denied(searchDenial(sealed.value.status));
  return show(sealed.value.open(permit.value), permit.value, at, operation);
}

/** Pages whose rows are all hidden are passed over, so that they look like no page; at most this many. */
const PAGES_MAX = 4;

async function serveSearch(at: Serving, operation: RelayOperation): Promise<Served> {
  const { call, principal } = at;
  let token: string | undefined;
  if (call.query.cursor !== undefined) {
    const opened = openCursor(call.query.cursor, call, principal.key);
    if (!opened.ok) return denied(opened.error);
    token = opened.value;
  }
  const facts = await resolve(call, principal, at.lexicon, at.jira, at.now);
  if (!facts.ok) return denied(lookUpDenial(facts.error));
  const permit = decide(call, facts.value, principal);
  if (!permit.ok) return denied(permit.error);
  for (let page = 1; ; page += 1) {
    const search = searchFor(call, operation, facts.value, principal, token);
    if (!search.ok) return denied(search.error);
    if (search.value.kind === 'none') return answered(200, emptyOf(operation), permit.value);
    const sealed = await forwardProbe(search.value.request, at.jira);
    if (!sealed.ok) return denied(faultDenial(sealed.error, false));
    if (!isServed(sealed.value)) return denied(searchDenial(sealed.value.status));
    const answer = sealed.value.open(permit.value);
    const shown = await show(answer, permit.value, at, operation);
    token = textOf(member(answer.body, 'nextPageToken'));
    if (shown.outcome.kind !== 'answer' || !isLoose(shown.outcome.body) || operation.id === 'countIssues') return shown;
    const rows = items(shown.outcome.body['issues']);
    if (rows.length === 0 && token !== undefined && page < PAGES_MAX) continue;
    return {
      ...shown,
      outcome: { kind: 'answer', status: 200, body: pageOf(shown.outcome.body, rows, token, at) },
    };
  }
}

const emptyOf = (operation: RelayOperation): unknown =>
  operation.id === 'countIssues' ? { count: 0 } : { issues: [], isLast: true };

/** Without a choice of fields Jira sends ids alone. */
function pageOf(
  body: Readonly<Record<string, unknown>>,
  rows: readonly unknown[],
  token: string | undefined,
  at: Serving,
): unknown {
  const issues = at.call.query.fields === undefined ? rows.map((row) => ({ id: idOf(row) })) : rows;
  if (token === undefined) return { ...body, issues, isLast: true };
  return { ...body, issues, nextPageToken: sealCursor(token, at.call, at.principal.key), isLast: false };
}

/** Look-ups, decision, then the write; it is sent once. */
async function serveWrite(at: Serving, operation: RelayOperation): Promise<Served> {
  const facts = await resolve(at.call, at.principal, at.lexicon, at.jira, at.now);
  if (!facts.ok) return denied(lookUpDenial(facts.error));
  const decided = decide(at.call, facts.value, at.principal);
  if (!decided.ok) return denied(decided.error);
  const permit = await withSubtasks(decided.value, at.jira);
  if (!permit.ok) return denied(permit.error);
  const proven = await at.stillProven();
  if (!proven.ok) return denied(proven.error);
  const answer = await forward(build(permit.value, operation), at.jira);
  if (!answer.ok) return denied(faultDenial(answer.error, true), permit.value);
  if (answer.value.status >= 300) return denied(writeDenial(answer.value, at.call), permit.value);
  if (operation.id === 'editIssue') return serveEdited(answer.value, permit.value, at, operation);
  if (operation.answer === 'empty') return answered(operation.status, undefined, permit.value);
  return show(answer.value, permit.value, at, operation);
}

async function withSubtasks(permit: Permitted, jira: Jira): Promise<Result<Permitted, Denial>> {
  const ids = permit.issue?.subtaskIds ?? [];
  if (permit.call.query.flags.get('deleteSubtasks') !== true || ids.length === 0) return ok(permit);
  const subtasks = await findIssues(ids, jira);
  return subtasks.ok ? decideSubtasks(permit, subtasks.value) : err(lookUpDenial(subtasks.error));
}

/** Jira has no conditional write: the issue as it is after the edit says whether it was still where it was checked. */
async function serveEdited(
  answer: JiraAnswer,
  permit: Permitted,
  at: Serving,
  operation: RelayOperation,
): Promise<Served> {
  const after = parseIssueFact(answer.body);
  if (inside(after, at.principal) === undefined || after?.id !== permit.issue?.id) {
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

/** Filter by the row's shape, after one look-up for relations that the answer itself does not prove. */
async function show(answer: JiraAnswer, permit: Permitted, at: Serving, operation: RelayOperation): Promise<Served> {
  if (operation.answer === 'empty') return answered(operation.status, undefined, permit);
  const { call, principal } = at;
  const { lexicons } = permit.facts;
  const prefixes = provenPrefixes(answer.body, principal, lexicons);
  const proven = new Map<string, IssueFact>();
  for (const end of permit.facts.link?.ends ?? []) addProven(proven, end);
  const undecided = undecidedRelations(answer.body, principal, prefixes, (field) => isShown(call, field));
  if (undecided.length > 0) {
    const found = await findIssues(undecided, at.jira);
    if (!found.ok) return denied(lookUpDenial(found.error));
    for (const issue of found.value) addProven(proven, issue);
  }
  const showing: Showing = {
    call,
    principal,
    version: call.version,
    lexicons,
    proven,
    prefixes,
    issueId: permit.issue?.id,
  };
  const shown = filter(operation.answer, answer.body, showing);
  if (shown === ABSENT) return denied({ reason: 'absent', thing: thingOf(call) });
  return finish(shown, [answer.body], proven, permit, operation.status, at);
}

function addProven(proven: Map<string, IssueFact>, issue: IssueFact): void {
  proven.set(issue.id, issue);
  proven.set(issue.key, issue);
}

const thingOf = (call: Call): AbsentThing =>
  call.places.has('comment')
    ? 'comment'
    : call.places.has('link')
      ? 'link'
      : call.places.has('project')
        ? 'project'
        : 'issue';

/** The last look. What trips it is withheld as absence, and someone is told. */
function finish(
  body: unknown,
  raw: readonly unknown[],
  proven: ReadonlyMap<string, IssueFact>,
  permit: Permitted,
  status: number,
  at: Serving,
): Served {
  const projectIds = new Set(at.principal.grants.keys());
  const seen = evidence(raw, projectIds, at.principal.baseUrl);
  const known = [
    ...proven.values(),
    ...permit.facts.issues.values(),
    ...(permit.issue === undefined ? [] : [permit.issue]),
  ].filter((issue) => inside(issue, at.principal) !== undefined);
  const created = at.call.operation.id === 'createIssue' ? raw : [];
  const trip = guard(body, {
    ...seen,
    issueIds: new Set([...seen.issueIds, ...known.map(({ id }) => id)]),
    // An issue that Jira just made in a granted project, addressed by the project's id, is inside.
    issueKeys: new Set([
      ...seen.issueKeys,
      ...known.map(({ key }) => key),
      ...created.map((each) => textOf(member(each, 'key')) ?? ''),
    ]),
  });
  if (trip === undefined) return answered(status, body, permit);
  const alarm = `guard: ${trip.why} at ${trip.at}`;
  const { operation } = at.call;
  const withheld: Served =
    operation.kind === 'relay' && operation.check === 'before'
      ? denied({ reason: 'answer_withheld', maybeDone: true })
      : operation.kind === 'relay' && operation.check === 'query'
        ? answered(200, emptyOf(operation), permit)
        : denied({ reason: 'absent', thing: thingOf(at.call) });
  return { ...withheld, permit, alarm };
}
