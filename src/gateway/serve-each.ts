/**
 * Operations whose body lists issues. The issues are found first; those inside are asked for by their ids, and where the
 * answer does not carry their project they are looked up once more afterwards: one that left in between is not shown.
 * What is outside is not asked for, so that it makes neither another answer nor another call than what never was.
 */
import { idOf, isLoose, items, member, textOf } from '../jira/answers';
import { apart } from '../jira/as-app';
import type { Denial } from '../policy/denials';
import { pageMaxOf } from '../policy/principal';
import { err, ok, type Result } from '../result';
import { fetchProbe, historiesProbe, matchProbe, type Probe } from './build';
import type { RelayOperation } from './call';
import { decide, issuesWithin, type Permitted } from './decide';
import { forwardProbe, isServed } from './forward';
import { needsMatching } from './match-issues';
import { resolve } from './resolve';
import { answered, denied, type Served } from './served';
import { finish, type Serving, show } from './show';
import { faultDenial, lookUpDenial, searchDenial } from './upstream-denial';

export async function serveEach(at: Serving, operation: RelayOperation): Promise<Served> {
  const permit = await lookUp(at);
  if (!permit.ok) return denied(permit.error);
  const ids = issuesWithin(permit.value).map(({ id }) => id);
  switch (operation.each) {
    case 'issues':
      return fetchIssues(ids, permit.value, at, operation);
    case 'histories':
      return fetchHistories(ids, permit.value, at, operation);
    default:
      return matchIssues(ids, permit.value, at, operation);
  }
}

async function lookUp(at: Serving, call = at.call): Promise<Result<Permitted, Denial>> {
  const facts = await resolve(call, at.principal, at.lexicon, at.jira, at.now);
  return facts.ok ? decide(call, facts.value, at.principal) : err(lookUpDenial(facts.error));
}

async function ask(probe: Probe, permit: Permitted, { jira }: Pick<Serving, 'jira'>): Promise<Result<unknown, Denial>> {
  const sealed = await forwardProbe(probe, jira);
  if (!sealed.ok) return err(faultDenial(sealed.error, false));
  return isServed(sealed.value) ? ok(sealed.value.open(permit).body) : err(searchDenial(sealed.value.status));
}

async function fetchIssues(
  ids: readonly string[],
  permit: Permitted,
  at: Serving,
  operation: RelayOperation,
): Promise<Served> {
  const none = { issues: [], issueErrors: [] };
  if (ids.length === 0) return answered(200, none, permit);
  const body = await ask(fetchProbe(permit, operation, ids), permit, at);
  if (!body.ok) return denied(body.error);
  // Where an issue is and of which type it says itself, but not whether it still matches its grant's condition.
  const now = needsMatching(at.principal) ? await lookUp(at) : ok(permit);
  if (!now.ok) return denied(now.error);
  const inside = new Set(issuesWithin(now.value).map(({ id }) => id));
  const rows = items(member(body.value, 'issues')).filter(
    (row) => ids.includes(idOf(row) ?? '') && inside.has(idOf(row) ?? ''),
  );
  const answer = { ...(isLoose(body.value) ? body.value : {}), issues: rows, isLast: undefined };
  const shown = await show({ status: 200, body: answer }, now.value, at, operation);
  const { outcome } = shown;
  if (outcome.kind !== 'answer') return shown;
  return {
    ...shown,
    outcome: { ...outcome, body: { ...(isLoose(outcome.body) ? outcome.body : none), issueErrors: [] } },
  };
}

/** Entries of this many pages are read at most: a page has ten thousand. */
const PAGES_MAX = 20;

/** Which entry is from before a move is seen by all of them, so all are read, whichever were asked for. */
async function fetchHistories(
  ids: readonly string[],
  permit: Permitted,
  at: Serving,
  operation: RelayOperation,
): Promise<Served> {
  const from = Number(at.call.query.cursor ?? '0');
  if (!Number.isSafeInteger(from)) return denied({ reason: 'cursor_invalid' }, permit);
  if (ids.length === 0) return answered(200, { issueChangeLogs: [] }, permit);
  const histories = new Map<string, unknown[]>();
  let token: string | undefined;
  for (let page = 1; page === 1 || token !== undefined; page += 1) {
    if (page > PAGES_MAX) return denied({ reason: 'answer_unreadable', maybeDone: false }, permit);
    // How long the histories are is not the caller's to know: of some it may see no entry.
    const jira = page === 1 ? at.jira : apart(at.jira);
    const body = await ask(historiesProbe(permit, operation, ids, token), permit, { jira });
    if (!body.ok) return denied(body.error);
    for (const log of items(member(body.value, 'issueChangeLogs'))) {
      const id = textOf(member(log, 'issueId')) ?? '';
      histories.set(id, [...(histories.get(id) ?? []), ...items(member(log, 'changeHistories'))]);
    }
    token = textOf(member(body.value, 'nextPageToken'));
  }
  const again = await lookUp(at);
  if (!again.ok) return denied(again.error);
  const inside = new Set(issuesWithin(again.value).map(({ id }) => id));
  const issueChangeLogs = ids
    .filter((id) => inside.has(id) && histories.has(id))
    .map((issueId) => ({ issueId, changeHistories: histories.get(issueId) }));
  const shown = await show({ status: 200, body: { issueChangeLogs } }, again.value, at, operation);
  return { ...shown, outcome: picked(shown.outcome, from, at) };
}

/** Of what may be shown the fields that were asked for; an issue of which nothing is left is not listed. */
function picked(outcome: Served['outcome'], from: number, { call, principal }: Serving): Served['outcome'] {
  if (outcome.kind !== 'answer') return outcome;
  const fields = call.query.lists.get('fieldIds') ?? [];
  const isAsked = (item: unknown): boolean =>
    fields.length === 0 || fields.includes(textOf(member(item, 'fieldId')) ?? textOf(member(item, 'field')) ?? '');
  const issueChangeLogs = items(member(outcome.body, 'issueChangeLogs')).flatMap((log) => {
    const changeHistories = items(member(log, 'changeHistories')).flatMap((entry) => {
      const kept = items(member(entry, 'items')).filter(isAsked);
      return isLoose(entry) && kept.length > 0 ? [{ ...entry, items: kept }] : [];
    });
    return isLoose(log) && changeHistories.length > 0 ? [{ ...log, changeHistories }] : [];
  });
  return { ...outcome, body: pageOf(issueChangeLogs, from, pageMaxOf(principal)) };
}

/** So many entries from there on, over all issues. Its token is their number: it counts nothing but what is shown. */
function pageOf(logs: readonly object[], from: number, most: number): unknown {
  let before = 0;
  const issueChangeLogs = logs.flatMap((log) => {
    const entries = items(member(log, 'changeHistories'));
    const changeHistories = entries.slice(Math.max(0, from - before), Math.max(0, from + most - before));
    before += entries.length;
    return changeHistories.length > 0 ? [{ ...log, changeHistories }] : [];
  });
  return { issueChangeLogs, ...(from + most < before ? { nextPageToken: String(from + most) } : {}) };
}

/** Which of the issues each query finds: confined queries, over those that are inside. */
async function matchIssues(
  ids: readonly string[],
  permit: Permitted,
  at: Serving,
  operation: RelayOperation,
): Promise<Served> {
  const probe = matchProbe(permit, operation, ids);
  if (!probe.ok) return denied(probe.error);
  const { request, asked } = probe.value;
  const queries = permit.call.query.jqls.length;
  const none = { matchedIssues: [], errors: [] };
  if (request === undefined) return answered(200, { matches: Array.from({ length: queries }, () => none) }, permit);
  const body = await ask(request, permit, at);
  if (!body.ok) return denied(body.error);
  // Where the issues are now; what the queries named and asked about sprints is answered.
  const references = { ...at.call.references, issues: new Set(ids), people: new Set<string>() };
  const again = await lookUp(at, { ...at.call, references, query: { ...at.call.query, jqls: [] } });
  if (!again.ok) return denied(again.error);
  const inside = new Set(issuesWithin(again.value).map(({ id }) => id));
  const matches = Array.from({ length: queries }, (_, query) => {
    const found = items(member(items(member(body.value, 'matches'))[asked.indexOf(query)], 'matchedIssues'));
    return { matchedIssues: found.filter((id) => ids.includes(String(id)) && inside.has(String(id))), errors: [] };
  });
  return finish({ matches }, [], new Map(), again.value, 200, at);
}
