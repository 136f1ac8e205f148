/**
 * Pages of issues that a confined query finds, for searches and for lists below boards. Pages whose rows are all hidden are
 * passed over, so that they look like no page.
 */
import { isLoose, items, member, textOf } from '../jira/answers';
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

/** A list that may be read, from where the caller's cursor stands. */
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
  if (!permit.ok) return permit;
  const token = unmarked(opened.value, facts.value);
  return token.ok ? ok({ permit: permit.value, facts: facts.value, token: token.value }) : token;
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
  readonly print: (shown: Body, token: string | undefined, answer: unknown) => unknown;
};

/** The first page from there on with a row that is shown, or the count. */
export async function servePages(start: Start, pages: Pages, at: Serving, operation: RelayOperation): Promise<Served> {
  const { permit } = start;
  let { token } = start;
  for (let page = 1; ; page += 1) {
    const asked = pages.ask(token);
    if (!asked.ok) return denied(asked.error);
    if (asked.value.kind === 'none') return answered(200, pages.none, permit);
    const sealed = await forwardProbe(asked.value.request, at.jira);
    if (!sealed.ok) return denied(faultDenial(sealed.error, false));
    if (!isServed(sealed.value)) return denied(pages.refusal(sealed.value.status));
    const answer = sealed.value.open(permit);
    const shown = await show(answer, permit, at, operation);
    const { outcome } = shown;
    if (outcome.kind !== 'answer' || !isLoose(outcome.body) || operation.countsOnly === true) return shown;
    token = pages.byToken ? textOf(member(answer.body, 'nextPageToken')) : undefined;
    if (items(outcome.body['issues']).length === 0 && token !== undefined && page < PAGES_MAX) continue;
    return { ...shown, outcome: { ...outcome, body: pages.print(outcome.body, token, answer.body) } };
  }
}

/** How a caller comes to the next page, where there is one. */
export const placeOf = (token: string | undefined, { call, principal }: Serving, facts: Facts): object =>
  token === undefined ? {} : { nextPageToken: sealCursor(marked(token, facts), call, principal) };
