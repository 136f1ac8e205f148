/**
 * Pages of issues that a confined query finds, for searches and for lists below boards. Pages whose rows are all hidden are
 * passed over, so that they look like no page.
 */
import { isLoose, items, member, textOf } from '../jira/answers';
import { apart } from '../jira/as-app';
import type { Denial } from '../policy/denials';
import { err, ok, type Result } from '../result';
import type { SearchRequest } from './build';
import type { RelayOperation } from './call';
import { marked, openCursor, sealCursor, unmarked } from './cursor';
import { decide, type Permitted } from './decide';
import type { Facts } from './facts';
import { forwardProbe, isServed } from './forward';
import { resolve } from './resolve';
import { answered, denied, type Served } from './served';
import { type Serving, show } from './show';
import { faultDenial, lookUpDenial } from './upstream-denial';

/** So many are read for one that is shown. */
const PAGES_MAX = 4;

/** A list that may be read, from where the caller's cursor stands: Jira's token, with the mark of what its query meant. */
export type Start = { readonly permit: Permitted; readonly facts: Facts; readonly token: string | undefined };

/** Opens the cursor before anything is looked up. */
export async function startOf(at: Serving): Promise<Result<Start, Denial>> {
  const { call, principal } = at;
  const { cursor } = call.query;
  const opened = cursor === undefined ? ok(undefined) : openCursor(cursor, call, principal);
  if (!opened.ok) return opened;
  const facts = await resolve(call, principal, at.lexicon, at.jira, at.now);
  if (!facts.ok) return err(lookUpDenial(facts.error));
  const permit = decide(call, facts.value, principal);
  return permit.ok ? ok({ permit: permit.value, facts: facts.value, token: opened.value }) : permit;
}

type Body = Readonly<Record<string, unknown>>;

/** What one kind of list has of its own. `token` is Jira's: of the page that is asked for, or of the one after it. */
export type Pages = {
  readonly byToken: boolean;
  readonly ask: (token: string | undefined) => Result<SearchRequest, Denial>;
  /** The answer where nothing can match, and Jira is not asked. */
  readonly none: unknown;
  readonly refusal: (status: number) => Denial;
  /** A page as the caller gets it: what may be shown of it, and Jira's own for where it stands. */
  readonly print: (shown: Body, next: Next, answer: unknown) => unknown;
};

/** The page after one, where there is one: Jira's token, and how a caller comes to it. */
export type Next = { readonly isLast: boolean; readonly place: { readonly nextPageToken?: string } };

/** The first page from there on with a row that is shown, or the count. */
export async function servePages(start: Start, pages: Pages, at: Serving, operation: RelayOperation): Promise<Served> {
  const { permit } = start;
  const meant = pages.ask(undefined);
  if (!meant.ok) return denied(meant.error);
  const meaning = { jql: meant.value.kind === 'none' ? '' : meant.value.jql, sprints: start.facts.sprints };
  const from = unmarked(start.token, meaning);
  if (!from.ok) return denied(from.error);
  let token = from.value;
  for (let page = 1; ; page += 1) {
    const asked = token === undefined ? meant : pages.ask(token);
    if (!asked.ok) return denied(asked.error);
    if (asked.value.kind === 'none') return answered(200, pages.none, permit);
    // Further pages are read for what is hidden on the first.
    const sealed = await forwardProbe(asked.value.request, page === 1 ? at.jira : apart(at.jira));
    if (!sealed.ok) return denied(faultDenial(sealed.error, false));
    if (!isServed(sealed.value)) return denied(pages.refusal(sealed.value.status));
    const answer = sealed.value.open(permit);
    const shown = await show(answer, permit, at, operation);
    const { outcome } = shown;
    if (outcome.kind !== 'answer' || !isLoose(outcome.body) || operation.countsOnly === true) return shown;
    token = pages.byToken ? textOf(member(answer.body, 'nextPageToken')) : undefined;
    if (items(outcome.body['issues']).length === 0 && token !== undefined && page < PAGES_MAX) continue;
    const place =
      token === undefined ? {} : { nextPageToken: sealCursor(marked(token, meaning), at.call, at.principal) };
    const body = pages.print(outcome.body, { isLast: token === undefined, place }, answer.body);
    return { ...shown, outcome: { ...outcome, body } };
  }
}
