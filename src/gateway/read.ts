/**
 * Canonical request + catalogue row → `Call`. Path, query and body are parsed here, once, by the row's declared
 * shape; what the row does not name is refused. Pure. A refusal depends on the form of the request alone, never
 * on anything that Jira knows.
 */
import type { Place, Query } from '../catalogue/operation';
import { admitJql, type Readable } from '../jql/admit';
import type { Query as JqlQuery } from '../jql/ast';
import { parseJql } from '../jql/parse';
import { printJql } from '../jql/print';
import { references as jqlReferences } from '../jql/references';
import { BY_POST, type Denial } from '../policy/denials';
import type { Permission } from '../policy/permissions';
import { err, ok, type Result } from '../result';
import {
  type Call,
  type CallQuery,
  type Draft,
  type FieldSelection,
  type OwnOperation,
  type RelayOperation,
  thingAt,
} from './call';
import { jqlDenial } from './jql-denial';
import { isList, isObject, type Json, JsonNumber, parseJson } from './json';
import { insteadOf } from './nearest';
import { readBody } from './read-body';
import type { Received } from './receive';
import type { Routed } from './route';
import { isId, isKeyable, isOfForm, spellIssue, spellName, spellProject } from './spelling';

const LIST_MAX = 100;
const JQLS_MAX = 20;
const PEOPLE_MAX = 20;
/** As many as a key can have. */
const PROJECTS_MAX = 20;
/** Of all queries and lists of one call: what one query may name, and a list beside it. A hundred are one look-up. */
const ISSUES_MAX = 2_600;
const JSON_TYPE = /^application\/json(?:\s*;\s*charset=(?:utf-8|"utf-8"))?$/i;

/** Everything that reading gathers besides values. */
export type Gathered = {
  readonly issues: Set<string>;
  readonly projects: Set<string>;
  readonly people: Set<string>;
  readonly placed: Set<string>;
  readonly needs: Set<Permission>;
  lexicon: boolean;
};

/** `readable`: what the key may filter and sort by. */
export function read(received: Received, routed: Routed, readable: Readable): Result<Call, Denial> {
  const { operation, version, segments } = routed;
  const gathered: Gathered = {
    issues: new Set(),
    projects: new Set(),
    people: new Set(),
    placed: new Set(),
    needs: new Set([
      ...(operation.needs === undefined ? [] : [operation.needs]),
      ...(operation.kind === 'relay' ? (operation.also ?? []) : []),
    ]),
    lexicon: false,
  };
  const places = readPlaces(operation, segments, gathered);
  if (!places.ok) return places;
  const body = readBodyText(received, operation);
  if (!body.ok) return body;

  const query =
    operation.bodyQuery !== undefined
      ? readQueries(operation.bodyQuery, queriesOfBody(body.value), gathered, readable)
      : readQueries(operation.query ?? {}, queriesOfUrl(received), gathered, readable);
  if (!query.ok) return query;
  if (operation.bodyQuery !== undefined) {
    // Beside a body of parameters only those are taken that change nothing.
    const beside = readQueries(operation.query ?? {}, queriesOfUrl(received), gathered, readable);
    if (!beside.ok) return beside;
  }

  let draft: Draft | undefined;
  if (operation.kind === 'relay' && operation.body !== undefined) {
    if (body.value === undefined) return err({ reason: 'body_invalid', where: 'body' });
    const parsed = readBody(operation.body, body.value, version, gathered);
    if (!parsed.ok) return parsed;
    draft = parsed.value;
  }
  if (query.value.fields !== undefined || query.value.expand.has('changelog')) gathered.lexicon = true;
  if (operation.kind === 'relay' && operation.lexicon === true) gathered.lexicon = true;
  if (operation.kind === 'relay' && operation.check === 'names') gathered.lexicon = true;
  // What custom fields hold, and so by which names a hidden one is told, only a lexicon says.
  if (operation.kind === 'relay' && readable.hiddenFields.size > 0) gathered.lexicon = true;
  const { oneOf } = operation.kind === 'relay' ? operation : {};
  const given = oneOf?.filter((name) => query.value.texts.has(name) || query.value.lists.has(name));
  if (given !== undefined && given.length !== 1)
    return err({ reason: 'query_invalid', where: `query: one of ${oneOf?.join(', ')} is needed` });
  const many = tooMany(gathered);
  if (many !== undefined) {
    const isInBody = operation.bodyQuery !== undefined || (operation.kind === 'relay' && operation.body !== undefined);
    return err({ reason: isInBody ? 'body_invalid' : 'query_invalid', where: many });
  }
  return ok({
    operation,
    version,
    places: places.value,
    query: query.value,
    body: draft,
    references: gathered,
    needs: gathered.needs,
    needsLexicon: gathered.lexicon,
    hiddenFields: readable.hiddenFields,
    problemJson: received.accept?.includes('application/problem+json') ?? false,
  });
}

/** What is looked up is bounded over the whole call, wherever it is named. */
function tooMany({ people, projects, issues }: Gathered): string | undefined {
  if (people.size > PEOPLE_MAX) return `more than ${PEOPLE_MAX} people`;
  if (projects.size > PROJECTS_MAX) return `more than ${PROJECTS_MAX} projects`;
  return issues.size > ISSUES_MAX ? `more than ${ISSUES_MAX} issues` : undefined;
}

function readPlaces(
  operation: RelayOperation | OwnOperation,
  segments: ReadonlyMap<string, string>,
  gathered: Gathered,
): Result<ReadonlyMap<string, string>, Denial> {
  const places = new Map<string, string>();
  for (const [name, place] of Object.entries(operation.kind === 'relay' ? (operation.places ?? {}) : {})) {
    const spelling = spell(place, segments.get(name) ?? '');
    // Jira answers an impossible id as it answers one that does not exist; so does this.
    if (spelling === undefined) return err({ reason: 'absent', thing: thingAt(place) });
    gather(place, spelling, gathered);
    places.set(name, spelling);
  }
  return ok(places);
}

function spell(place: Place, text: string): string | undefined {
  switch (place.ref) {
    case 'issue':
      return place.by === 'id' && !isId(text) ? undefined : spellIssue(text);
    case 'project': {
      const spelling = spellProject(text);
      const fits = spelling !== undefined && (place.by === undefined || isId(spelling) === (place.by === 'id'));
      return fits ? spelling : undefined;
    }
    case 'property':
      return spellIssue(text) === undefined && isKeyable(text) ? spellName(text) : undefined;
    case 'status':
      return spellName(text);
    case 'statusCategory':
      return /^(?:[1-9][0-9]{0,3}|[a-z]{1,20})$/.test(text) ? text : undefined;
    default:
      return isId(text) ? text : undefined;
  }
}

/** What says itself which project it is in. */
const PLACED: ReadonlySet<string> = new Set(['version', 'component', 'board', 'sprint', 'desk']);

function gather(place: Place, spelling: string, gathered: Gathered): void {
  if (place.ref === 'issue') gathered.issues.add(spelling);
  if (place.ref === 'project') gathered.projects.add(spelling);
  if (PLACED.has(place.ref)) gathered.placed.add(`${place.ref}/${spelling}`);
  if (place.needs !== undefined) gathered.needs.add(place.needs);
}

function readBodyText(received: Received, operation: RelayOperation | OwnOperation): Result<Json | undefined, Denial> {
  const takesBody = operation.bodyQuery !== undefined || (operation.kind === 'relay' && operation.body !== undefined);
  if (!takesBody) {
    // Some clients send an empty object with every call; anything else would be dropped unseen.
    const text = received.body?.trim() ?? '';
    return text === '' || text === '{}' ? ok(undefined) : err({ reason: 'body_not_expected' });
  }
  if (received.body === undefined) return err({ reason: 'body_invalid', where: 'body' });
  if (received.mediaType === undefined || !JSON_TYPE.test(received.mediaType.trim())) {
    return err({ reason: 'media_type_unsupported' });
  }
  const parsed = parseJson(received.body);
  if (!parsed.ok)
    return err({ reason: 'body_invalid', where: `body, at character ${parsed.error.at}: ${parsed.error.reason}` });
  if (!isObject(parsed.value)) return err({ reason: 'body_invalid', where: 'body: not an object' });
  return parsed;
}

/** Parameters as they came: text from a URL, JSON from a body. */
type Sent = {
  readonly source: 'query' | 'body';
  readonly values: ReadonlyMap<string, Json>;
  /** Some clients print what they leave open as empty text, which Jira reads as absent. A write is not guessed at. */
  readonly emptyIsOpen: boolean;
  readonly jqlReversed: string | undefined;
};
const queriesOfUrl = ({ query, method, jqlReversed }: Received): Sent => ({
  source: 'query',
  values: query,
  emptyIsOpen: method === 'GET',
  jqlReversed,
});
const queriesOfBody = (body: Json | undefined): Sent => ({
  source: 'body',
  values: isObject(body) ? body : new Map(),
  emptyIsOpen: false,
  jqlReversed: undefined,
});

/** No fields is a choice, and of what `only` lists Jira may mean the other value by an empty one. */
const isLeftOpen = (query: Query): boolean => query !== 'fields' && !(typeof query === 'object' && 'only' in query);

function readQueries(
  declared: Readonly<Record<string, Query>>,
  { source, values, emptyIsOpen, jqlReversed }: Sent,
  gathered: Gathered,
  readable: Readable,
): Result<CallQuery, Denial> {
  const out = {
    fields: undefined as FieldSelection | undefined,
    expand: new Set<string>(),
    counts: new Map<string, number>(),
    flags: new Map<string, boolean>(),
    texts: new Map<string, string>(),
    lists: new Map<string, readonly string[]>(),
    jql: undefined as { query: JqlQuery; text: string } | undefined,
    jqls: [] as { query: JqlQuery; text: string }[],
    cursor: undefined as string | undefined,
  };
  let index = 0;
  for (const [name, value] of values) {
    index += 1;
    const query = Object.hasOwn(declared, name) ? declared[name] : undefined;
    if (query === undefined) {
      const mend = insteadOf(name, Object.keys(declared));
      return err({
        reason: source === 'query' ? 'query_not_offered' : 'body_not_offered',
        where: `${source}, member ${index}`,
        ...(mend === undefined ? {} : { mend }),
      });
    }
    const invalid = (): Result<never, Denial> =>
      err({ reason: source === 'query' ? 'query_invalid' : 'body_invalid', where: `${source}.${name}` });
    const notOffered = (): Result<never, Denial> =>
      err({ reason: source === 'query' ? 'query_not_offered' : 'body_not_offered', where: `${source}.${name}` });
    if (value === null && source === 'body') continue;
    if (query === 'unused' || (emptyIsOpen && value === '' && isLeftOpen(query))) continue;
    if (query === 'count') {
      const count = readCount(value);
      if (count === undefined) return invalid();
      out.counts.set(name, count);
    } else if (query === 'flag' || (typeof query === 'object' && 'flag' in query)) {
      const flag = readFlag(value);
      if (flag === undefined) return invalid();
      out.flags.set(name, flag);
      if (flag && typeof query === 'object') gathered.needs.add(query.flag);
    } else if (query === 'cursor') {
      if (typeof value !== 'string' || value.length > 8_000) return err({ reason: 'cursor_invalid' });
      if (value !== '') out.cursor = value;
    } else if (query === 'text') {
      if (typeof value !== 'string' || value.length > 1_000) return invalid();
      out.texts.set(name, value);
    } else if (typeof query === 'object' && 'form' in query) {
      const text = value instanceof JsonNumber ? value.text : value;
      if (!isOfForm(query.form, text)) return invalid();
      out.texts.set(name, text);
    } else if (query === 'words' || (typeof query === 'object' && 'someOf' in query)) {
      const items = readItems(value);
      if (items === undefined || items.length > LIST_MAX) return invalid();
      if (typeof query === 'object' && !items.every((item) => query.someOf.includes(item))) return invalid();
      out.lists.set(name, items);
    } else if (query === 'jql') {
      if (typeof value !== 'string') return invalid();
      const text = inOrder(value, jqlReversed);
      if (text === undefined) return err({ reason: 'query_invalid', where: 'query.jql', mend: BY_POST });
      const jql = readJql(text, name, gathered, readable);
      if (!jql.ok) return jqlReversed === undefined ? jql : err(withMend(jql.error));
      out.jql = jql.value;
    } else if (query === 'texts') {
      if (!isList(value) || value.length === 0 || value.length > LIST_MAX) return invalid();
      const texts = value.filter((each) => typeof each === 'string');
      if (texts.length < value.length) return invalid();
      out.lists.set(name, texts);
    } else if (query === 'jqls') {
      if (!isList(value) || value.length === 0 || value.length > JQLS_MAX) return invalid();
      for (const [at, each] of value.entries()) {
        if (typeof each !== 'string') return invalid();
        const jql = readJql(each, `${name}[${at}]`, gathered, readable);
        if (!jql.ok) return jql;
        out.jqls.push(jql.value);
      }
    } else if (query === 'fields') {
      const items = readItems(value);
      if (items === undefined || items.length > 500) return invalid();
      out.fields = selectFields(items);
    } else if ('only' in query) {
      if (!query.only.includes(String(value))) return notOffered();
    } else if ('oneOf' in query) {
      if (typeof value !== 'string' || !query.oneOf.includes(value.replace(/^ /, '+'))) return invalid();
      out.texts.set(name, value);
    } else if ('expand' in query) {
      const items = readItems(value);
      if (items === undefined) return invalid();
      for (const item of items) {
        const needs = Object.hasOwn(query.expand, item) ? query.expand[item] : undefined;
        if (needs === undefined) return notOffered();
        if (needs !== null) gathered.needs.add(needs);
        out.expand.add(item);
      }
    } else if ('list' in query) {
      const items = readItems(value);
      if (items === undefined || items.length > LIST_MAX) return invalid();
      const spelled = items.map((item) => spell(query.list, item));
      if (spelled.some((item) => item === undefined)) return invalid();
      const list = spelled.filter((item) => item !== undefined);
      for (const item of list) gather(query.list, item, gathered);
      out.lists.set(name, list);
    } else if ('ref' in query) {
      const spelling = typeof value === 'string' ? spell(query, value) : undefined;
      if (spelling === undefined) return invalid();
      gather(query, spelling, gathered);
      out.texts.set(name, spelling);
    } else {
      return notOffered();
    }
  }
  if (declared['jql'] !== undefined && out.jql === undefined) {
    const jql = readJql('', 'jql', gathered, readable);
    if (!jql.ok) return jql;
    out.jql = jql.value;
  }
  return ok(out);
}

/** The one of two orders of a split query that is JQL at all; undefined where both are. */
function inOrder(jql: string, reversed: string | undefined): string | undefined {
  if (reversed === undefined || reversed === jql || !parseJql(reversed).ok) return jql;
  return parseJql(jql).ok ? undefined : reversed;
}

/** It may have been right before it was split. */
const withMend = (denial: Denial): Denial =>
  denial.reason === 'jql_invalid' ? { ...denial, message: `${denial.message} ${BY_POST}`, mend: BY_POST } : denial;

function readJql(
  text: string,
  name: string,
  gathered: Gathered,
  readable: Readable,
): Result<{ query: JqlQuery; text: string }, Denial> {
  const parsed = parseJql(text);
  if (!parsed.ok)
    return err({
      reason: 'jql_invalid',
      where: `line ${parsed.error.line}, column ${parsed.error.column}`,
      message: parsed.error.message,
    });
  const admitted = admitJql(parsed.value, readable);
  if (!admitted.ok) return err(jqlDenial(admitted.error, name));
  const named = jqlReferences(parsed.value);
  for (const issue of named.issues) gathered.issues.add(issue);
  for (const person of named.people) gathered.people.add(person);
  if (named.needsLexicon) gathered.lexicon = true;
  return ok({ query: parsed.value, text: printJql(parsed.value) });
}

function readCount(value: Json): number | undefined {
  const text = value instanceof JsonNumber ? value.text : value;
  return typeof text === 'string' && /^[0-9]{1,9}$/.test(text) ? Number(text) : undefined;
}

/** Capitals are Python's way to print it, and Jira reads both. */
function readFlag(value: Json): boolean | undefined {
  if (value === true || value === 'true' || value === 'True') return true;
  return value === false || value === 'false' || value === 'False' ? false : undefined;
}

/** A list, or text with commas; blanks around an item do not count. */
function readItems(value: Json): readonly string[] | undefined {
  const items = typeof value === 'string' ? value.split(',') : isList(value) ? value : undefined;
  const texts = items?.map((item) => (item instanceof JsonNumber ? item.text : item));
  if (texts === undefined || !texts.every((item) => typeof item === 'string')) return undefined;
  return texts.map((item) => item.trim()).filter((item) => item !== '');
}

/** Jira ignores fields that it does not know, and so does this. */
function selectFields(items: readonly string[]): FieldSelection {
  const include = new Set<string>();
  const exclude = new Set<string>();
  let all = false;
  for (const item of items) {
    if (item === '*all' || item === '*navigable') all = true;
    else if (/^-[A-Za-z][A-Za-z0-9_]{0,60}$/.test(item)) exclude.add(item.slice(1));
    else if (/^[A-Za-z][A-Za-z0-9_]{0,60}$/.test(item)) include.add(item);
  }
  // Only exclusions: everything but those.
  return { all: all || (include.size === 0 && exclude.size > 0), include, exclude };
}
