/**
 * Reads of service desks and requests. A request is looked up before it is read and after, like every issue; a desk before,
 * since it never leaves its project. What can
 * hide rows is read page by page up to the page asked for, which is cut from what may be shown; no count and no address of
 * Jira's comes with it. What a service desk does not tell of its rows is asked of the platform.
 */
import { type IssueFact, idOf, isChildOf, isLoose, items, member, parseChildFact, textOf } from '../jira/answers';
import { apart, type JiraAnswer } from '../jira/as-app';
import { parseRequestFact } from '../jira/desk-answers';
import type { Denial } from '../policy/denials';
import { pageMaxOf } from '../policy/principal';
import { err, ok, type Result } from '../result';
import { historyProbe, type Probe, probeDeskPage, probeFor } from './build';
import { type RelayOperation, thingOf } from './call';
import { decide, type Permitted } from './decide';
import type { DeskProof } from './desk-things';
import { asTold } from './ends';
import { NO_FACTS } from './facts';
import { findIssues } from './find-issues';
import { findPlaced } from './find-placed';
import { forwardProbe, isServed } from './forward';
import { arrivalOf } from './history';
import { inside } from './inside';
import { get, lookUp } from './look-up';
import { resolve } from './resolve';
import type { Outcome } from './respond';
import { denied, type Served } from './served';
import { type Serving, show, withMatches } from './show';
import { faultDenial, lookUpDenial, readDenial } from './upstream-denial';
import { gatherHistory } from './whole-history';

/** Jira gives no more rows at once. */
const PAGE_MAX = 50;
/** So many pages are read for one: no request has more comments, and rows of a queue behind more hidden ones are not shown. */
const PAGES_MAX = 100;

export async function serveDesk(at: Serving, operation: RelayOperation): Promise<Served> {
  const { pages, by } = operation.desk ?? {};
  // How much is read is a matter of what is hidden among the rows too.
  const aside = { ...at, jira: apart(at.jira) };
  const before = await judged(at);
  if (!before.ok) return denied(before.error);
  const { issue } = before.value;
  // What they are for has to be so before they are read, and still afterwards.
  const open = by === 'comments' && issue !== undefined ? await openComments(issue, aside) : ok(undefined);
  if (!open.ok) return denied(open.error);
  const whole = probeFor(at.call, operation, NO_FACTS, at.principal);
  const sealed = await forwardProbe(pages === true ? probeDeskPage(whole, 0, PAGE_MAX) : whole, at.jira);
  if (!sealed.ok) return denied(faultDenial(sealed.error, false));
  const rows =
    pages === true && isServed(sealed.value)
      ? await readRows(sealed.value.open(before.value), whole, before.value, aside, by === 'issues')
      : undefined;
  // Before anything depends on whether Jira served it: also what is not there costs the same.
  const proof = await proofOf(by, before.value, open.value, aside);
  if (!proof.ok) return denied(proof.error);
  const now = issue === undefined ? before : await judged(at);
  if (!now.ok) return denied(now.error);
  if (!isServed(sealed.value)) return denied(readDenial(sealed.value.status, thingOf(at.call)));
  const first = sealed.value.open(now.value);
  const desk = by === 'desk' ? await deskOf(first, now.value, at) : ok(proof.value);
  if (!desk.ok) return denied(desk.error);
  if (rows === undefined) return show(first, now.value, at, operation, { desk: desk.value });
  if (!rows.ok) return denied(rows.error);
  const { proven, isWhole } = rows.value;
  const body = { values: rows.value.rows };
  const shown = await show({ status: 200, body }, now.value, at, operation, { desk: desk.value, proven });
  return { ...shown, outcome: cut(shown.outcome, isWhole, at) };
}

async function judged(at: Serving): Promise<Result<Permitted, Denial>> {
  const facts = await resolve(at.call, at.principal, at.lexicon, at.jira, at.now);
  return facts.ok ? decide(at.call, facts.value, at.principal) : err(lookUpDenial(facts.error));
}

type By = NonNullable<RelayOperation['desk']>['by'];

async function proofOf(
  by: By,
  permit: Permitted,
  openBefore: ReadonlySet<string> | undefined,
  at: Serving,
): Promise<Result<DeskProof, Denial>> {
  const { issue } = permit;
  if (issue === undefined) return ok({});
  if (openBefore !== undefined) {
    const open = await openComments(issue, at);
    return open.ok ? ok({ comments: new Set([...open.value].filter((id) => openBefore.has(id))) }) : open;
  }
  if (by !== 'arrival') return ok({});
  const history = await wholeHistory(issue, permit, at);
  return history.ok ? ok({ arrival: arrivalOf(history.value, issue.projectId) }) : history;
}

const COMMENTS_PAGE = 100;

/** Ids of the issue's comments that everyone may see who sees the issue. */
async function openComments(issue: IssueFact, at: Serving): Promise<Result<ReadonlySet<string>, Denial>> {
  const comments = new Set<string>();
  for (let startAt = 0, total = 1; startAt < total && startAt < PAGES_MAX * PAGE_MAX; startAt += COMMENTS_PAGE) {
    const query = [['startAt', String(startAt)] as const, ['maxResults', String(COMMENTS_PAGE)] as const];
    const body = await lookUp(at.jira, get(`/rest/api/3/issue/${issue.id}/comment`, query));
    if (!body.ok) return err(lookUpDenial(body.error));
    for (const row of items(member(body.value, 'comments'))) {
      const fact = parseChildFact('comment', row);
      if (fact !== undefined && fact.seenBy === 'everyone' && isChildOf(fact, issue)) comments.add(fact.id);
    }
    total = Number(member(body.value, 'total') ?? 0);
  }
  return ok(comments);
}

/** The issue's history, back to where it came into its project. */
async function wholeHistory(
  issue: IssueFact,
  permit: Permitted,
  at: Serving,
): Promise<Result<readonly unknown[], Denial>> {
  const probe = historyProbe(at.call, issue.id);
  const first = await forwardProbe(probe, at.jira);
  if (!first.ok) return err(faultDenial(first.error, false));
  if (!isServed(first.value)) return err(readDenial(first.value.status, 'issue'));
  return gatherHistory(first.value.open(permit), probe, permit, at.jira);
}

/** The desk that a request names counts where it is of the very project that the issue is in. */
async function deskOf(answer: JiraAnswer, permit: Permitted, at: Serving): Promise<Result<DeskProof, Denial>> {
  const deskId = parseRequestFact(answer.body)?.deskId ?? '0';
  const found = await findPlaced([`desk/${deskId}`], at.jira);
  if (!found.ok) return err(lookUpDenial(found.error));
  return ok(found.value.placed.get(`desk/${deskId}`) === permit.issue?.projectId ? { deskId } : {});
}

type Rows = {
  readonly rows: readonly unknown[];
  readonly proven: readonly IssueFact[];
  /** All that there are. */
  readonly isWhole: boolean;
};

/** Rows from the first one on, until there are enough for the page that was asked for. Issues are looked up as they come. */
async function readRows(
  first: JiraAnswer,
  whole: Probe,
  permit: Permitted,
  at: Serving,
  areIssues: boolean,
): Promise<Result<Rows, Denial>> {
  const rows: unknown[] = [];
  const proven: IssueFact[] = [];
  const { start, limit } = pageOf(at);
  let { body } = first;
  for (let page = 1, read = 0; page <= PAGES_MAX; page += 1) {
    const values = items(member(body, 'values'));
    read += values.length;
    const found = areIssues ? await insideOf(values, permit, at) : ok([]);
    if (!found.ok) return found;
    proven.push(...found.value);
    rows.push(...(areIssues ? toldBy(found.value, values) : values));
    if (member(body, 'isLastPage') !== false || values.length === 0) return ok({ rows, proven, isWhole: true });
    // Rows that anything else hides are known only once all are read.
    if (areIssues && rows.length > start + limit) return ok({ rows, proven, isWhole: false });
    const next = await forwardProbe(probeDeskPage(whole, read, PAGE_MAX), at.jira);
    if (!next.ok) return err(faultDenial(next.error, false));
    if (!isServed(next.value)) return err(readDenial(next.value.status, thingOf(at.call)));
    body = next.value.open(permit).body;
  }
  return ok({ rows, proven, isWhole: true });
}

/** The rows of those issues, each with its columns as the look-up told them that found it inside. */
const toldBy = (found: readonly IssueFact[], rows: readonly unknown[]): readonly unknown[] =>
  rows.flatMap((row) => {
    const told = found.find(({ id }) => id === idOf(row))?.told;
    return told === undefined ? [] : [asTold(row, told)];
  });

/** Those issues among the rows that are inside, and may be read in the projects of the call. */
async function insideOf(
  rows: readonly unknown[],
  permit: Permitted,
  at: Serving,
): Promise<Result<readonly IssueFact[], Denial>> {
  const ids = rows.flatMap((row) => idOf(row) ?? []);
  if (ids.length === 0) return ok([]);
  const columns = new Set(rows.flatMap((row) => Object.keys(Object(member(row, 'fields')))));
  const found = await findIssues(ids, at.jira, ['updated', ...columns], at.call.version);
  if (!found.ok) return err(lookUpDenial(found.error));
  const matched = await withMatches(found.value, at, permit.facts);
  if (!matched.ok) return err(lookUpDenial(matched.error));
  const keys = new Map(rows.map((row) => [idOf(row), textOf(member(row, 'key'))]));
  return ok(
    matched.value.filter(
      (issue) =>
        inside(issue, at.principal) !== undefined &&
        permit.projectIds.includes(issue.projectId) &&
        keys.get(issue.id) === issue.key,
    ),
  );
}

function pageOf({ call, principal }: Serving): { readonly start: number; readonly limit: number } {
  const { counts } = call.query;
  const limit = Math.min(Math.max(counts.get('limit') ?? PAGE_MAX, 1), PAGE_MAX, pageMaxOf(principal));
  return { start: counts.get('start') ?? 0, limit };
}

/** The page that was asked for, of the rows that may be shown. */
function cut(outcome: Outcome, isWhole: boolean, at: Serving): Outcome {
  if (outcome.kind !== 'answer' || !isLoose(outcome.body)) return outcome;
  return { ...outcome, body: deskPage(items(outcome.body['values']), isWhole, at) };
}

/** A page as service desks have it, without a total. */
export function deskPage(rows: readonly unknown[], isWhole: boolean, at: Serving): unknown {
  const { start, limit } = pageOf(at);
  const values = rows.slice(start, start + limit);
  return { size: values.length, start, limit, isLastPage: isWhole && start + limit >= rows.length, values };
}
