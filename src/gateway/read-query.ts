/**
 * Declared parameters, of a URL or of a body that holds nothing else → the query of a call. There is one reader for each
 * kind of parameter (`Query` of the catalogue), a pure function of the value that was sent; what it read is kept, and what
 * that names is gathered, in one place. A parameter that the row does not declare is refused.
 */
import type { Form, Place, Query } from '../catalogue/operation';
import { admitJql, type Readable } from '../jql/admit';
import type { Query as JqlQuery } from '../jql/ast';
import { parseJql } from '../jql/parse';
import { printJql } from '../jql/print';
import { references as jqlReferences } from '../jql/references';
import { BY_POST, type Denial } from '../policy/denials';
import type { Permission } from '../policy/permissions';
import { err, ok, type Result } from '../result';
import type { CallQuery, FieldSelection } from './call';
import { jqlDenial } from './jql-denial';
import { isList, type Json, JsonNumber } from './json';
import { type Gathered, gather, spell } from './read-place';
import { isOfForm } from './spelling';
import { atMost, untaken } from './written-forms';

const LIST_MAX = 100;
const FIELDS_MAX = 500;
const JQLS_MAX = 20;
const TEXT_CHARS_MAX = 1_000;
const CURSOR_CHARS_MAX = 8_000;
const ROWS_FORM = 'Ask for 1 at least; search/approximate-count says how many there are.';

/** Parameters as they came: text from a URL, JSON from a body. */
export type Sent = {
  readonly source: 'query' | 'body';
  readonly values: ReadonlyMap<string, Json>;
  /** Some clients print what they leave open as empty text, which Jira reads as absent. A write is not guessed at. */
  readonly emptyIsOpen: boolean;
  readonly jqlReversed: string | undefined;
};

/** A query that was read, and what it names. */
type ReadJql = {
  readonly asked: { readonly query: JqlQuery; readonly text: string };
  readonly named: ReturnType<typeof jqlReferences>;
};

/** What one parameter says: the value that is kept, and what it refers to and needs beside. */
type Said = {
  readonly count?: number;
  readonly flag?: boolean;
  readonly text?: string;
  readonly list?: readonly string[];
  readonly fields?: FieldSelection;
  readonly expand?: readonly string[];
  readonly cursor?: string;
  readonly jql?: ReadJql;
  readonly jqls?: readonly ReadJql[];
  readonly refers?: readonly (readonly [Place, spelling: string])[];
  readonly needs?: readonly Permission[];
};

/** Why a value is not taken: its kind has none such, it asks for what keys are not offered, or a refusal of its own. */
type No = 'invalid' | 'not_offered' | Told | Denial;
/** `part`: which of several values it is. */
type Told = { readonly is: 'invalid' | 'not_offered'; readonly part?: string; readonly mend?: string };
type Read = Result<Said, No>;
const INVALID = err('invalid' as const);
const NOT_OFFERED = err('not_offered' as const);

/** By what a reader may go beside the value: the parameter's name, and the key. */
type Around = Pick<Sent, 'jqlReversed'> & { readonly name: string; readonly readable: Readable };

export function readQueries(
  declared: Readonly<Record<string, Query>>,
  sent: Sent,
  gathered: Gathered,
  readable: Readable,
): Result<CallQuery, Denial> {
  const kept = nothingKept();
  let index = 0;
  for (const [name, value] of sent.values) {
    index += 1;
    const kind = Object.hasOwn(declared, name) ? declared[name] : undefined;
    if (kind === undefined) return err(undeclared(name, index, declared, sent));
    if (isLeftOpen(kind, value, sent)) continue;
    const said = readValue(kind, value, { name, readable, jqlReversed: sent.jqlReversed });
    if (!said.ok) return err(denialOf(said.error, name, sent));
    keep(said.value, name, kept);
    gatherAll(said.value, gathered);
  }
  // No query is the empty one, which is confined like any other.
  if (declared['jql'] !== undefined && kept.jql === undefined) {
    const empty = readJql('', 'jql', readable);
    if (!empty.ok) return empty;
    keep({ jql: empty.value }, 'jql', kept);
    gatherAll({ jql: empty.value }, gathered);
  }
  return ok(kept);
}

const nothingKept = () => ({
  fields: undefined as FieldSelection | undefined,
  expand: new Set<string>(),
  counts: new Map<string, number>(),
  flags: new Map<string, boolean>(),
  texts: new Map<string, string>(),
  lists: new Map<string, readonly string[]>(),
  jql: undefined as CallQuery['jql'],
  jqls: [] as CallQuery['jqls'][number][],
  cursor: undefined as string | undefined,
});

function keep(said: Said, name: string, kept: ReturnType<typeof nothingKept>): void {
  if (said.count !== undefined) kept.counts.set(name, said.count);
  if (said.flag !== undefined) kept.flags.set(name, said.flag);
  if (said.text !== undefined) kept.texts.set(name, said.text);
  if (said.list !== undefined) kept.lists.set(name, said.list);
  for (const part of said.expand ?? []) kept.expand.add(part);
  for (const { asked } of said.jqls ?? []) kept.jqls.push(asked);
  kept.fields = said.fields ?? kept.fields;
  kept.jql = said.jql?.asked ?? kept.jql;
  kept.cursor = said.cursor ?? kept.cursor;
}

function gatherAll(said: Said, gathered: Gathered): void {
  for (const permission of said.needs ?? []) gathered.needs.add(permission);
  for (const [place, spelling] of said.refers ?? []) gather(place, spelling, gathered);
  for (const { named } of [...(said.jqls ?? []), ...(said.jql === undefined ? [] : [said.jql])]) {
    for (const issue of named.issues) gathered.issues.add(issue);
    for (const person of named.people) gathered.people.add(person);
    if (named.needsLexicon) gathered.lexicon = true;
  }
}

/** No fields is a choice, and of what `only` lists Jira may mean the other value by an empty one. */
function isLeftOpen(kind: Query, value: Json, { source, emptyIsOpen }: Sent): boolean {
  if (value === null && source === 'body') return true;
  return emptyIsOpen && value === '' && kind !== 'fields' && !(typeof kind === 'object' && 'only' in kind);
}

function undeclared(name: string, index: number, declared: object, { source }: Sent): Denial {
  const [where, mend] = untaken(name, index, declared, source);
  return { reason: `${source}_not_offered`, where, mend };
}

function denialOf(no: No, name: string, { source }: Sent): Denial {
  if (typeof no === 'string') return { reason: `${source}_${no}`, where: `${source}.${name}` };
  if (!('is' in no)) return no;
  const { is, part, mend } = no;
  const where = `${source}.${name}${part === undefined ? '' : `, ${part}`}`;
  return { reason: `${source}_${is}`, where, mend };
}

function readValue(kind: Query, value: Json, around: Around): Read {
  if (typeof kind === 'string') return BY_KIND[kind](value, around);
  if ('flag' in kind) return readFlag(value, kind.flag);
  if ('form' in kind) return readForm(value, kind.form);
  if ('someOf' in kind) return readWords(value, kind.someOf);
  if ('only' in kind) return kind.only.includes(String(value)) ? ok({}) : NOT_OFFERED;
  if ('oneOf' in kind) return readOneOf(value, kind.oneOf);
  if ('expand' in kind) return readExpand(value, kind.expand);
  return 'list' in kind ? readReferences(value, kind.list) : readReference(value, kind);
}

const BY_KIND: Readonly<Record<Extract<Query, string>, (value: Json, around: Around) => Read>> = {
  unused: () => ok({}),
  count: readCount,
  rows: readRows,
  flag: (value) => readFlag(value),
  text: readText,
  words: (value) => readWords(value),
  texts: readTexts,
  fields: readFields,
  cursor: readCursor,
  jql: readOneJql,
  jqls: readJqls,
};

function readCount(value: Json): Read {
  const text = value instanceof JsonNumber ? value.text : value;
  return typeof text === 'string' && /^[0-9]{1,9}$/.test(text) ? ok({ count: Number(text) }) : INVALID;
}

function readRows(value: Json): Read {
  const read = readCount(value);
  return read.ok && read.value.count === 0 ? err({ is: 'invalid', mend: ROWS_FORM }) : read;
}

/** Capitals are Python's way to print it, and Jira reads both. */
function readFlag(value: Json, needs?: Permission): Read {
  if (value === true || value === 'true' || value === 'True')
    return ok({ flag: true, needs: needs === undefined ? [] : [needs] });
  return value === false || value === 'false' || value === 'False' ? ok({ flag: false }) : INVALID;
}

function readCursor(value: Json): Read {
  if (typeof value !== 'string' || value.length > CURSOR_CHARS_MAX) return err({ reason: 'cursor_invalid' });
  return value === '' ? ok({}) : ok({ cursor: value });
}

function readText(value: Json): Read {
  return typeof value === 'string' && value.length <= TEXT_CHARS_MAX ? ok({ text: value }) : INVALID;
}

function readForm(value: Json, form: Form): Read {
  const text = value instanceof JsonNumber ? value.text : value;
  return isOfForm(form, text) ? ok({ text }) : INVALID;
}

/** A plus before a word comes as a blank where a client did not escape it. */
const readOneOf = (value: Json, words: readonly string[]): Read =>
  typeof value === 'string' && words.includes(value.replace(/^ /, '+')) ? ok({ text: value }) : INVALID;

function readWords(value: Json, known?: readonly string[]): Read {
  const list = itemsOf(value);
  if (list === undefined || list.length > LIST_MAX) return INVALID;
  return known === undefined || list.every((item) => known.includes(item)) ? ok({ list }) : INVALID;
}

function readTexts(value: Json): Read {
  if (!isList(value) || value.length === 0 || value.length > LIST_MAX) return INVALID;
  const list = value.filter((each) => typeof each === 'string');
  return list.length === value.length ? ok({ list }) : INVALID;
}

function readFields(value: Json): Read {
  const items = itemsOf(value);
  return items === undefined || items.length > FIELDS_MAX ? INVALID : ok({ fields: selectFields(items) });
}

function readExpand(value: Json, offered: Readonly<Record<string, Permission | null>>): Read {
  const expand = itemsOf(value);
  if (expand === undefined) return INVALID;
  const wrong = expand.findIndex((item) => !Object.hasOwn(offered, item));
  if (wrong >= 0) return expand.length === 1 ? NOT_OFFERED : err({ is: 'not_offered', part: `value ${wrong + 1}` });
  return ok({ expand, needs: expand.flatMap((item) => offered[item] ?? []) });
}

function readReferences(value: Json, place: Place): Read {
  const items = itemsOf(value);
  if (items === undefined) return INVALID;
  if (items.length > LIST_MAX) return err({ is: 'invalid', mend: atMost(LIST_MAX) });
  const list = items.flatMap((item) => spell(place, item) ?? []);
  return list.length === items.length ? ok({ list, refers: list.map((each) => [place, each] as const) }) : INVALID;
}

function readReference(value: Json, place: Place): Read {
  const text = typeof value === 'string' ? spell(place, value) : undefined;
  return text === undefined ? INVALID : ok({ text, refers: [[place, text]] });
}

function readOneJql(value: Json, { name, readable, jqlReversed }: Around): Read {
  if (typeof value !== 'string') return INVALID;
  const text = inOrder(value, jqlReversed);
  if (text === undefined) return err({ reason: 'query_invalid', where: 'query.jql', mend: BY_POST });
  const jql = readJql(text, name, readable);
  if (!jql.ok) return jqlReversed === undefined ? jql : err(withMend(jql.error));
  return ok({ jql: jql.value });
}

/** The one of two orders of a split query that is JQL at all; undefined where both are. */
function inOrder(jql: string, reversed: string | undefined): string | undefined {
  if (reversed === undefined || reversed === jql || !parseJql(reversed).ok) return jql;
  return parseJql(jql).ok ? undefined : reversed;
}

/** It may have been right before it was split. */
const withMend = (denial: Denial): Denial =>
  denial.reason === 'jql_invalid' ? { ...denial, message: `${denial.message} ${BY_POST}`, mend: BY_POST } : denial;

function readJqls(value: Json, { name, readable }: Around): Read {
  if (!isList(value) || value.length === 0 || value.length > JQLS_MAX) return INVALID;
  const jqls: ReadJql[] = [];
  for (const [index, each] of value.entries()) {
    if (typeof each !== 'string') return INVALID;
    const jql = readJql(each, `${name}[${index}]`, readable);
    if (!jql.ok) return jql;
    jqls.push(jql.value);
  }
  return ok({ jqls });
}

function readJql(text: string, name: string, readable: Readable): Result<ReadJql, Denial> {
  const parsed = parseJql(text);
  if (!parsed.ok)
    return err({
      reason: 'jql_invalid',
      where: `line ${parsed.error.line}, column ${parsed.error.column}`,
      message: parsed.error.message,
    });
  const admitted = admitJql(parsed.value, readable);
  if (!admitted.ok) return err(jqlDenial(admitted.error, name));
  return ok({ asked: { query: parsed.value, text: printJql(parsed.value) }, named: jqlReferences(parsed.value) });
}

/** A list, or text with commas; blanks around an item do not count. */
function itemsOf(value: Json): readonly string[] | undefined {
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
  // Only exclusions: empty but those.
  return { all: all || (include.size === 0 && exclude.size > 0), include, exclude };
}
