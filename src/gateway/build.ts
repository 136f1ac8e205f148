/**
 * Permitted call → the request that goes to Jira, printed from parsed parts alone. `Confined` is made here and
 * nowhere else; a write cannot be sent without one. A read that is judged by its own answer, or beside its
 * look-up, is printed from the call before the decision: it is a `Probe`, and its answer stays sealed.
 */

import { fieldRule, SYSTEM_FIELDS } from '../catalogue/fields';
import type { UpstreamRequest } from '../jira/as-app';
import { confineJql } from '../jql/confine';
import type { JqlScope } from '../jql/facts';
import type { Denial } from '../policy/denials';
import { type Principal, projectsHolding } from '../policy/principal';
import { err, ok, type Result } from '../result';
import type { Call, RelayOperation } from './call';
import type { Permitted } from './decide';
import type { Facts } from './facts';
import { inside } from './inside';
import { printJson } from './json';
import { NO_READABLE } from './readable';

declare const confined: unique symbol;
declare const probing: unique symbol;
/** A request that the decision allowed. */
export type Confined = UpstreamRequest & { readonly [confined]: true };
/** A read that may leave before the decision. INVARIANT: always a GET, or a search behind its project clause. */
export type Probe = UpstreamRequest & { readonly [probing]: true };

const confine = (request: UpstreamRequest): Confined => request as Confined;
const probe = (request: UpstreamRequest): Probe => request as Probe;

/** Fields that every issue is asked for, since they decide. */
const DECIDING_FIELDS = ['project', 'security'];
const EMPTY_LIST: readonly string[] = [];

/** The read of an operation that is checked by `answer`, `beside` or `names`. */
export function probeFor(call: Call, operation: RelayOperation, facts: Facts, principal: Principal): Probe {
  const path = pathOf(call, operation, (place) => call.places.get(place) ?? '');
  return probe({ method: 'GET', path, query: queryOf(call, operation, facts, principal), body: undefined });
}

/** One page of an operation whose pages are gathered. */
export function probePage(page: Probe, startAt: number, maxResults: number): Probe {
  const query = page.query.filter(([name]) => name !== 'startAt' && name !== 'maxResults');
  return probe({ ...page, query: [...query, ['startAt', String(startAt)], ['maxResults', String(maxResults)]] });
}

/** The write that a decision allowed: ids in the path, the settled body, nothing of the caller's text. */
export function build(permit: Permitted, operation: RelayOperation): Confined {
  const { call, issue, body, facts } = permit;
  const path = pathOf(call, operation, (place) =>
    place === 'issue' ? (issue?.id ?? '') : place === 'link' ? (facts.link?.id ?? '') : (call.places.get(place) ?? ''),
  );
  const query = operation.method === 'DELETE' || operation.method === 'PUT' ? writeQueryOf(call, operation) : [];
  return confine({ method: operation.method, path, query, body: body === undefined ? undefined : printJson(body) });
}

function writeQueryOf(call: Call, operation: RelayOperation): readonly (readonly [string, string])[] {
  const fixed = operation.send ?? [];
  const flags = [...call.query.flags].filter(([name]) => !fixed.some(([sent]) => sent === name));
  return [...fixed, ...flags.map(([name, flag]) => [name, String(flag)] as const)];
}

/** Templates are written for both versions; `{place}` becomes one segment. */
function pathOf(call: Call, operation: RelayOperation, place: (name: string) => string): string {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => place(name));
  return `/rest/api/${call.version}/${path}`;
}

function queryOf(
  call: Call,
  operation: RelayOperation,
  facts: Facts,
  principal: Principal,
): readonly (readonly [string, string])[] {
  const query: (readonly [string, string])[] = [...(operation.send ?? [])];
  if (operation.id === 'getIssue') query.push(['fields', upstreamFields(call, facts, principal).join(',')]);
  for (const [name, count] of call.query.counts) query.push([name, String(count)]);
  for (const [name, text] of call.query.texts) query.push([name, text.replace(/^ /, '+')]);
  if (call.query.expand.size > 0) query.push(['expand', [...call.query.expand].join(',')]);
  return query;
}

/** Explicit ids of the fields that were asked for and are offered, with those that decide. */
export function upstreamFields(call: Call, facts: Facts, principal: Principal): readonly string[] {
  const asked = [...offeredFields(facts, principal)].filter((id) => isShown(call, id));
  return [...new Set([...DECIDING_FIELDS, ...asked])];
}

/** Does the caller want to see this field? Without a choice a single issue shows all, a search none. */
export function isShown(call: Call, id: string): boolean {
  const selection = call.query.fields;
  if (selection === undefined) return call.operation.kind === 'relay' && call.operation.check !== 'query';
  return (selection.all || selection.include.has(id)) && !selection.exclude.has(id);
}

/** Fields with a rule for reading: system fields, and custom fields that a granted project's lexicon lists. */
function offeredFields(facts: Facts, principal: Principal): ReadonlySet<string> {
  const ids = new Set([...SYSTEM_FIELDS].filter(([, rule]) => rule.read !== undefined).map(([id]) => id));
  for (const [projectId, lexicon] of facts.lexicons) {
    if (!principal.grants.has(projectId)) continue;
    for (const field of lexicon.fields) if (fieldRule(field.id, field.custom)?.read !== undefined) ids.add(field.id);
  }
  return ids;
}

/** What a search sends; `none` where nothing can match, and Jira need not be asked. */
export type SearchRequest = { readonly kind: 'none' } | { readonly kind: 'search'; readonly request: Probe };

/** Page size where fields are asked for: Jira itself sends fewer rows then, and an answer has to stay below 5 MB. */
const ROWS_WITH_FIELDS_MAX = 100;

/** The confined search or count. `token` is Jira's own page token, taken out of a sealed cursor. */
export function searchFor(
  call: Call,
  operation: RelayOperation,
  facts: Facts,
  principal: Principal,
  token: string | undefined,
): Result<SearchRequest, Denial> {
  const confinedJql = confineJql(call.query.jql?.query, scopeOf(call, facts, principal));
  if (!confinedJql.ok) return err({ reason: 'jql_not_offered', where: 'jql', message: confinedJql.error.message });
  if (confinedJql.value.kind === 'empty') return ok({ kind: 'none' });
  const { jql } = confinedJql.value;
  const path = pathOf(call, operation, () => '');
  if (operation.id === 'countIssues') return ok({ kind: 'search', request: searching(path, { jql }) });
  const fields = upstreamFields(call, facts, principal);
  const max = Math.min(
    call.query.counts.get('maxResults') ?? 50,
    fields.length > DECIDING_FIELDS.length ? ROWS_WITH_FIELDS_MAX : 5_000,
  );
  const reconcile = (call.query.lists.get('reconcileIssues') ?? EMPTY_LIST)
    .map((spelling) => inside(facts.issues.get(spelling), principal)?.id)
    .filter((id) => id !== undefined);
  return ok({
    kind: 'search',
    request: searching(path, {
      jql,
      maxResults: max,
      fields,
      ...(call.query.expand.size === 0 ? {} : { expand: [...call.query.expand].join(',') }),
      ...(reconcile.length === 0 ? {} : { reconcileIssues: reconcile.map(Number) }),
      ...(token === undefined ? {} : { nextPageToken: token }),
    }),
  });
}

const searching = (path: string, body: object): Probe =>
  probe({ method: 'POST', path, query: [], body: JSON.stringify(body) });

/** The scope of a query: the projects in which the key may do what the search needs. */
export function scopeOf(call: Call, facts: Facts, principal: Principal): JqlScope {
  const projects = projectsHolding(principal, call.needs).flatMap((id) => {
    const lexicon = facts.lexicons.get(id);
    return [
      {
        id,
        key: lexicon?.projectKeys[0] ?? principal.grants.get(id)?.rememberedKey,
        lexicon: lexicon ?? emptyLexicon(id),
      },
    ];
  });
  const issues = new Map(
    [...facts.issues].filter(
      ([, issue]) => inside(issue, principal) !== undefined && projects.some(({ id }) => id === issue.projectId),
    ),
  );
  const people = new Set(
    [...facts.people].filter(([, at]) => projects.some(({ id }) => at.has(id))).map(([accountId]) => accountId),
  );
  return { projects, issues, people, secured: 'absent', readable: NO_READABLE };
}

const emptyLexicon = (projectId: string): JqlScope['projects'][number]['lexicon'] => ({
  v: 1,
  projectId,
  projectKeys: [],
  hasSecurityLevels: true,
  filledAt: 0,
  issueTypes: [],
  statuses: [],
  priorities: [],
  resolutions: [],
  versions: [],
  components: [],
  fields: [],
});
