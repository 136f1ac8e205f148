/**
 * Permitted call → the request that goes to Jira, printed from parsed parts alone. `Confined` is made here and
 * nowhere else; a write cannot be sent without one. A read that is judged by its own answer, or beside its
 * look-up, is printed from the call before the decision: it is a `Probe`, and its answer stays sealed.
 */

import { AGILE_FIELDS, fieldRule, SYSTEM_FIELDS } from '../catalogue/fields';
import { API_BASES } from '../catalogue/operation';
import type { UpstreamRequest } from '../jira/as-app';
import { confineJql } from '../jql/confine';
import { jqlRefusal } from '../jql/refusal';
import type { Denial } from '../policy/denials';
import { type Principal, pageMaxOf } from '../policy/principal';
import { err, ok, type Result } from '../result';
import { type Call, isOfSoftware, type RelayOperation } from './call';
import { type Permitted, settingOf } from './decide';
import type { Facts } from './facts';
import { hiddenIn } from './fields-told';
import { inside } from './inside';
import { jqlDenial } from './jql-denial';
import { isList, isObject, type Json, object, printJson } from './json';
import { needsMatching } from './match-issues';
import { scopeOf } from './query-scope';
import { keyed } from './spelling';

declare const confined: unique symbol;
declare const probing: unique symbol;
/** A request that the decision allowed. */
export type Confined = UpstreamRequest & { readonly [confined]: true };
/** A read that may leave before the decision. INVARIANT: a GET, a search behind its project clause, or by ids found inside. */
export type Probe = UpstreamRequest & { readonly [probing]: true };

const confine = (request: UpstreamRequest): Confined => request as Confined;
const probe = (request: UpstreamRequest): Probe => request as Probe;

/** Fields that every issue is asked for, since they decide. */
const DECIDING_FIELDS = ['project', 'security', 'issuerestriction'];
const EMPTY_LIST: readonly string[] = [];
const HISTORY_PAGE = 100;

/** The read of an operation that is checked by `answer`, `beside` or `names`. */
export function probeFor(call: Call, operation: RelayOperation, facts: Facts, principal: Principal): Probe {
  const path = pathOf(call, operation, (place) => segmentOf(call, place, principal));
  return probe({ method: 'GET', path, query: queryOf(call, operation, facts, principal), body: undefined });
}

/** The path at which an operation's rows are read, where it is not its own. */
export const rowsProbe = (call: Call, operation: RelayOperation, facts: Facts, principal: Principal): Probe =>
  probeFor(call, { ...operation, path: operation.gather?.from ?? operation.path }, facts, principal);

/** The first page of an issue's history. */
export const historyProbe = ({ version }: Call, issueId: string): Probe =>
  probePage(
    probe({ method: 'GET', path: `/rest/api/${version}/issue/${issueId}/changelog`, query: [], body: undefined }),
    0,
    HISTORY_PAGE,
  );

/** These issues, which a look-up found inside, by their ids. */
export function fetchProbe(permit: Permitted, operation: RelayOperation, issueIdsOrKeys: readonly string[]): Probe {
  const { call, facts, principal } = permit;
  return searching(
    pathOf(call, operation, () => ''),
    {
      issueIdsOrKeys,
      fields: upstreamFields(call, facts, principal),
      ...(call.query.expand.size === 0 ? {} : { expand: [...call.query.expand] }),
    },
  );
}

/** A page of the histories of these issues, all fields in it: without moves nobody could tell what is from before one. */
export const historiesProbe = (
  { call }: Permitted,
  operation: RelayOperation,
  issueIdsOrKeys: readonly string[],
  nextPageToken: string | undefined,
): Probe =>
  searching(
    pathOf(call, operation, () => ''),
    {
      issueIdsOrKeys,
      maxResults: 10_000,
      ...(nextPageToken === undefined ? {} : { nextPageToken }),
    },
  );

/** The queries of a call as confined ones over these issues; `asked` says which: one that can find nothing is left out. */
export function matchProbe(
  { call, facts, principal }: Permitted,
  operation: RelayOperation,
  issueIds: readonly string[],
): Result<{ readonly request: Probe | undefined; readonly asked: readonly number[] }, Denial> {
  const jqls: string[] = [];
  const asked: number[] = [];
  for (const [index, { query }] of call.query.jqls.entries()) {
    const confinedJql = confineJql(query, scopeOf(call, facts, principal));
    if (!confinedJql.ok) return err(jqlDenial(confinedJql.error, `jqls[${index}]`));
    if (confinedJql.value.kind === 'empty') continue;
    jqls.push(confinedJql.value.jql);
    asked.push(index);
  }
  const isNone = jqls.length === 0 || issueIds.length === 0;
  const request = isNone
    ? undefined
    : searching(
        pathOf(call, operation, () => ''),
        { issueIds: issueIds.map(Number), jqls },
      );
  return ok({ request, asked });
}

/** The read of one thing of the site that a lexicon knows: by its id, whichever way it was named. */
export function settingProbe(permit: Permitted, operation: RelayOperation): Probe {
  const path = pathOf(permit.call, operation, (place) => settingOf(permit, place) ?? '');
  return probe({ method: 'GET', path, query: [], body: undefined });
}

/** One list that an answer is made of, of a project by its id. Nothing that the caller wrote is in it but what narrows it. */
export function listProbe(call: Call, operation: RelayOperation, projectId: string): Probe {
  const { from = operation.path, send = [], pass = [] } = operation.list ?? {};
  const path = pathOf(call, { ...operation, path: from }, (place) =>
    place === 'project' ? projectId : (call.places.get(place) ?? ''),
  );
  const query = [
    ...send.map(([name, value]) => [name, value.replace('{project}', projectId)] as const),
    ...pass.flatMap((name) => (call.query.lists.get(name) ?? []).map((value) => [name, value] as const)),
  ];
  return probe({ method: 'GET', path, query, body: undefined });
}

/** One role of a project, with those who have it. */
export const roleProbe = ({ version }: Call, projectId: string, roleId: string): Probe =>
  probe({
    method: 'GET',
    path: `/rest/api/${version}/project/${projectId}/role/${roleId}`,
    query: [],
    body: undefined,
  });

/** One page of an operation whose pages are gathered. */
export function probePage(page: Probe, startAt: number, maxResults: number): Probe {
  const query = page.query.filter(([name]) => name !== 'startAt' && name !== 'maxResults');
  return probe({ ...page, query: [...query, ['startAt', String(startAt)], ['maxResults', String(maxResults)]] });
}

/** One page of what stands below a service desk. */
export function probeDeskPage(page: Probe, start: number, limit: number): Probe {
  const query = page.query.filter(([name]) => name !== 'start' && name !== 'limit');
  return probe({ ...page, query: [...query, ['start', String(start)], ['limit', String(limit)]] });
}

/** The write that a decision allowed: ids in the path, the settled body, nothing of the caller's text. */
export function build(permit: Permitted, operation: RelayOperation): Confined {
  const { call, issue, body, facts } = permit;
  const path = pathOf(call, operation, (place) =>
    place === 'issue'
      ? (issue?.id ?? '')
      : place === 'link'
        ? (facts.link?.id ?? '')
        : segmentOf(call, place, permit.principal),
  );
  const query = writeQueryOf(call, operation);
  const signed = operation.signed === true ? signedBody(body, operation, permit) : body;
  return confine({ method: operation.method, path, query, body: signed === undefined ? undefined : printJson(signed) });
}

/** The body, or each of those that it lists, with the note of who was behind it. */
function signedBody(body: Json | undefined, { changesEach }: RelayOperation, permit: Permitted): Json | undefined {
  const signed = (each: Json): Json => (isObject(each) ? new Map([...each, signatureOf(permit)]) : each);
  const several = isObject(body) && changesEach !== undefined ? body.get(changesEach) : undefined;
  if (changesEach !== undefined && isList(several)) return object({ [changesEach]: several.map(signed) });
  return body === undefined ? undefined : signed(body);
}

/** Names the key in Jira's own history. INVARIANT: `read` refuses a caller's own `historyMetadata`. */
const signatureOf = ({ principal: { key } }: Permitted): readonly [string, Json] => {
  const actor = object({ id: key.id, type: 'api-key', displayName: key.name });
  return ['historyMetadata', object({ type: 'scoped-keys', description: `API key ${key.name}`, actor })];
};

function writeQueryOf(call: Call, operation: RelayOperation): readonly (readonly [string, string])[] {
  const fixed = operation.send ?? [];
  const flags = [...call.query.flags].filter(([name]) => !fixed.some(([sent]) => sent === name));
  return [...fixed, ...flags.map(([name, flag]) => [name, String(flag)] as const), ...call.query.texts];
}

/** What a call names in its path; a property by the name that Jira has it under. */
function segmentOf(call: Call, place: string, { key }: Principal): string {
  const text = call.places.get(place) ?? '';
  return place === 'property' ? keyed(text, key.id) : text;
}

/** Templates are written for both versions; `{place}` becomes one segment. */
function pathOf(call: Call, operation: RelayOperation, place: (name: string) => string): string {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => place(name));
  const { api = 'platform' } = operation;
  return api === 'platform' ? `/rest/api/${call.version}/${path}` : `/rest/${API_BASES[api].join('/')}/${path}`;
}

function queryOf(
  call: Call,
  operation: RelayOperation,
  facts: Facts,
  principal: Principal,
): readonly (readonly [string, string])[] {
  const query: (readonly [string, string])[] = [...(operation.send ?? [])];
  // An issue, of which fields can be chosen.
  if (operation.query?.['fields'] !== undefined)
    query.push(['fields', [...versionFields(principal), ...upstreamFields(call, facts, principal)].join(',')]);
  for (const [name, count] of call.query.counts) query.push([name, String(count)]);
  for (const [name, text] of call.query.texts) query.push([name, text.replace(/^ /, '+')]);
  if (call.query.expand.size > 0) query.push(['expand', [...call.query.expand].join(',')]);
  return query;
}

/** A grant's own condition is asked about afterwards, and has to be of the version that was read. */
const versionFields = (principal: Principal): readonly string[] => (needsMatching(principal) ? ['updated'] : []);

/** Explicit ids of the fields that were asked for and are offered, with those that decide. */
export function upstreamFields(call: Call, facts: Facts, principal: Principal): readonly string[] {
  const agile = isOfSoftware(call) ? AGILE_FIELDS.keys() : EMPTY_LIST;
  const hidden = hiddenIn(call, facts.lexicons);
  const asked = [...offeredFields(facts, principal), ...agile].filter((id) => isShown({ call, hidden }, id));
  const typed = [...principal.grants.values()].some(({ conditions }) => conditions.issueTypes !== undefined);
  return [...new Set([...DECIDING_FIELDS, ...(typed ? ['issuetype'] : []), ...asked])];
}

/** A call, and the fields that its key never sees, by each of their names. */
type SeenBy = { readonly call: Call; readonly hidden: ReadonlySet<string> };

/** Does the caller want to see this field, and may it be seen? Without a choice a single issue shows all, a search none. */
export function isShown({ call, hidden }: SeenBy, id: string): boolean {
  if (hidden.has(id) || (AGILE_FIELDS.has(id) && hidden.size > 0)) return false;
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

/** What a search sends, and the confined query in it; `none` where nothing can match, and Jira need not be asked. */
export type SearchRequest =
  | { readonly kind: 'none' }
  | { readonly kind: 'search'; readonly request: Probe; readonly jql: string };

/** Page size where fields are asked for: Jira itself sends fewer rows then, and an answer has to stay below 5 MB. */
const ROWS_WITH_FIELDS_MAX = 100;
/** Each of them may have to be read whole by calls of its own. */
const ROWS_WITH_HISTORY_MAX = 50;

/** The confined search or count. `token` is Jira's own page token, taken out of a sealed cursor. */
export function searchFor(
  call: Call,
  operation: RelayOperation,
  facts: Facts,
  principal: Principal,
  token: string | undefined,
): Result<SearchRequest, Denial> {
  const query = call.query.jql?.query;
  const confinedJql = confineJql(query, scopeOf(call, facts, principal));
  if (!confinedJql.ok) return err(jqlDenial(confinedJql.error, 'jql'));
  if (confinedJql.value.kind === 'empty') return ok({ kind: 'none' });
  // Where a text is searched and no order named, Jira begins with what matches best, and weighs a word by how rare it is on the
  // whole site: the order of two own issues would tell whether a foreign one has the word. The newest first is any other query's.
  const isRanked = !query?.orderBy.length && confinedJql.value.jql.includes('~ "');
  const jql = isRanked ? `${confinedJql.value.jql} ORDER BY created DESC` : confinedJql.value.jql;
  const path = pathOf(call, operation, () => '');
  if (operation.countsOnly === true) return ok({ kind: 'search', jql, request: searching(path, { jql }) });
  const fields = upstreamFields(call, facts, principal);
  const isLarge = fields.length > DECIDING_FIELDS.length || call.query.expand.size > 0;
  const max = pageSizeOf(call, principal, isLarge, 50);
  const reconcile = reconciled(call.query.lists.get('reconcileIssues') ?? EMPTY_LIST, facts, principal);
  return ok({
    kind: 'search',
    jql,
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

function pageSizeOf(call: Call, principal: Principal, isLarge: boolean, usual: number): number {
  return Math.min(
    call.query.counts.get('maxResults') ?? usual,
    call.query.expand.has('changelog') ? ROWS_WITH_HISTORY_MAX : isLarge ? ROWS_WITH_FIELDS_MAX : 5_000,
    pageMaxOf(principal),
  );
}

/** Ids of the issues inside, of those that the search has to look at anew. */
const reconciled = (spellings: readonly string[], facts: Facts, principal: Principal): readonly string[] =>
  spellings.flatMap((spelling) => inside(facts.issues.get(spelling), principal)?.id ?? []);

/** Lists below boards are asked for by GET, and Jira takes no address of any length. */
const LIST_JQL_CHARS_MAX = 6_000;

/** A confined page of the issues below a board, sprint or epic, or their confined number. */
export function issueListFor(
  permit: Permitted,
  operation: RelayOperation,
  token: string | undefined,
  also: readonly string[] = [],
): Result<SearchRequest, Denial> {
  const { call, facts, principal, issue } = permit;
  const { counts, lists, expand } = call.query;
  const confinedJql = confineJql(call.query.jql?.query, scopeOf(call, facts, principal), also);
  if (!confinedJql.ok) return err(jqlDenial(confinedJql.error, 'jql'));
  if (confinedJql.value.kind === 'empty') return ok({ kind: 'none' });
  const { jql } = confinedJql.value;
  if (jql.length > LIST_JQL_CHARS_MAX) return err(jqlDenial(jqlRefusal('jql_too_long'), 'jql'));
  const path = pathOf(call, { ...operation, path: operation.backlogOf ?? operation.path }, (place) =>
    place === 'issue' ? (issue?.id ?? '') : (call.places.get(place) ?? ''),
  );
  const query: (readonly [string, string])[] = [['jql', jql]];
  if (operation.countsOnly !== true) {
    query.push(['fields', upstreamFields(call, facts, principal).join(',')]);
    query.push(['maxResults', String(pageSizeOf(call, principal, true, 50))]);
    if (expand.size > 0) query.push(['expand', [...expand].join(',')]);
    if (counts.has('startAt')) query.push(['startAt', String(counts.get('startAt'))]);
    if (token !== undefined) query.push(['nextPageToken', token]);
    const reconcile = reconciled(lists.get('reconcileIssues') ?? EMPTY_LIST, facts, principal);
    if (reconcile.length > 0) query.push(['reconcileIssues', reconcile.join(',')]);
  }
  return ok({ kind: 'search', jql, request: probe({ method: 'GET', path, query, body: undefined }) });
}

/** The sprints of the board of a call that are open or to come. */
export const openSprintsProbe = ({ call }: Permitted): Probe =>
  probe({
    method: 'GET',
    path: `/rest/agile/1.0/board/${call.places.get('board') ?? ''}/sprint`,
    query: [['state', 'active,future']],
    body: undefined,
  });

/**
 * How many issues a sprint holds: of all, of those in the scope of the call (undefined where none can be), and of all others.
 * Issues of a grant that lists the fields to be written are others: which sprint they are in is a field that no list names.
 */
export function sprintTotals({
  call,
  facts,
  principal,
}: Permitted): readonly [all: Probe, inside: Probe | undefined, outside: Probe] {
  const path = `/rest/agile/1.0/sprint/${call.places.get('sprint') ?? ''}/issue`;
  const counting = (query: readonly (readonly [string, string])[]): Probe =>
    probe({ method: 'GET', path, query: [...query, ['fields', 'project'], ['maxResults', '1']], body: undefined });
  const grants = new Map([...principal.grants].filter(([, { conditions }]) => conditions.fields === undefined));
  const scope = confineJql(undefined, scopeOf(call, facts, { ...principal, grants }));
  if (!scope.ok || scope.value.kind === 'empty') return [counting([]), undefined, counting([])];
  const { jql } = scope.value;
  return [counting([]), counting([['jql', jql]]), counting([['jql', `NOT (${jql})`]])];
}

const searching = (path: string, body: object): Probe =>
  probe({ method: 'POST', path, query: [], body: JSON.stringify(body) });
