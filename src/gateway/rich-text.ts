/**
 * Rich text: documents of version 3 (Atlassian Document Format) and mentions in the wiki text of version 2.
 *
 * One table says which nodes and attributes exist. Reading an answer drops what is not in it; reading a body
 * refuses it. Not in it: media (their ids open files of any issue), extensions, and what Jira resolves a card to.
 * Prose is never censored: what people of a project typed belongs to the project.
 */
import { isList, isObject, type Json, JsonNumber, type JsonObject, object } from './json';

/** Node → its attributes that may pass. */
const NODES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    doc: [],
    paragraph: ['localId'],
    text: [],
    heading: ['level', 'localId'],
    bulletList: ['localId'],
    orderedList: ['order', 'localId'],
    listItem: ['localId'],
    codeBlock: ['language', 'localId'],
    blockquote: ['localId'],
    rule: ['localId'],
    panel: ['panelType', 'localId'],
    hardBreak: ['text', 'localId'],
    mention: ['id', 'text', 'accessLevel', 'userType', 'localId'],
    emoji: ['shortName', 'id', 'text', 'localId'],
    date: ['timestamp', 'localId'],
    status: ['text', 'color', 'localId', 'style'],
    inlineCard: ['url', 'localId'],
    blockCard: ['url', 'localId'],
    embedCard: ['url', 'layout', 'width', 'localId'],
    taskList: ['localId'],
    taskItem: ['localId', 'state'],
    decisionList: ['localId'],
    decisionItem: ['localId', 'state'],
    expand: ['title', 'localId'],
    nestedExpand: ['title', 'localId'],
    table: ['isNumberColumnEnabled', 'layout', 'width', 'displayMode', 'localId'],
    tableRow: ['localId'],
    tableCell: ['colspan', 'rowspan', 'background', 'localId'],
    tableHeader: ['colspan', 'rowspan', 'background', 'localId'],
  }),
);
const MARKS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    link: ['href', 'title'],
    strong: [],
    em: [],
    code: [],
    strike: [],
    underline: [],
    textColor: ['color'],
    backgroundColor: ['color'],
    subsup: ['type'],
    border: ['size', 'color'],
    alignment: ['mode'],
    indentation: ['level'],
  }),
);
const MEMBERS: ReadonlySet<string> = new Set(['type', 'version', 'content', 'text', 'marks', 'attrs']);
const CARDS: ReadonlySet<string> = new Set(['inlineCard', 'blockCard', 'embedCard']);
const ACCOUNT_ID = /^[A-Za-z0-9:_-]{1,128}$/;

/** Reads a document that a caller sent; mentioned people are added to `people`. Undefined: something in it is not offered. */
export function readDocument(value: Json, people: Set<string>): JsonObject | undefined {
  if (!isObject(value) || value.get('type') !== 'doc') return undefined;
  return readNode(value, people);
}

function readNode(value: Json, people: Set<string>): JsonObject | undefined {
  if (!isObject(value) || ![...value.keys()].every((name) => MEMBERS.has(name))) return undefined;
  const type = value.get('type');
  const allowed = typeof type === 'string' ? NODES.get(type) : undefined;
  if (typeof type !== 'string' || allowed === undefined) return undefined;
  const text = value.get('text');
  const version = value.get('version');
  if (text !== undefined && typeof text !== 'string') return undefined;
  if (version !== undefined && !(version instanceof JsonNumber)) return undefined;
  const attrs = readAttributes(value.get('attrs'), allowed);
  const content = readList(value.get('content'), (item) => readNode(item, people));
  const marks = readList(value.get('marks'), readMark);
  if (attrs === null || content === null || marks === null) return undefined;
  if (type === 'mention') {
    const id = attrs?.get('id');
    if (typeof id !== 'string' || !ACCOUNT_ID.test(id)) return undefined;
    people.add(id);
  }
  return object({ type, version, attrs, content, text, marks });
}

function readMark(value: Json): JsonObject | undefined {
  if (!isObject(value) || ![...value.keys()].every((name) => name === 'type' || name === 'attrs')) return undefined;
  const type = value.get('type');
  const allowed = typeof type === 'string' ? MARKS.get(type) : undefined;
  const attrs = allowed === undefined ? null : readAttributes(value.get('attrs'), allowed);
  return typeof type !== 'string' || attrs === null ? undefined : object({ type, attrs });
}

/** Undefined: none were given; null: one of them is not offered. */
function readAttributes(value: Json | undefined, allowed: readonly string[]): JsonObject | undefined | null {
  if (value === undefined) return undefined;
  if (!isObject(value)) return null;
  for (const [name, member] of value) if (!allowed.includes(name) || !isPlain(member)) return null;
  return value;
}

const isPlain = (value: Json): boolean =>
  value === null ||
  typeof value === 'boolean' ||
  value instanceof JsonNumber ||
  (typeof value === 'string' && value.length <= 10_000);

function readList(
  value: Json | undefined,
  each: (item: Json) => JsonObject | undefined,
): readonly Json[] | undefined | null {
  if (value === undefined) return undefined;
  if (!isList(value)) return null;
  const items = value.map(each);
  return items.every((item) => item !== undefined) ? items : null;
}

const NAME_CHARS_MAX = 200;

/**
 * Names that the wiki text of version 2 mentions, rather one too many: what begins with `~` in any part of a link, behind an alias
 * or before a title, in a link inside of another one too; and every account id that is called one, wherever it stands.
 */
export function peopleOfText(text: string): readonly string[] {
  const linked = linksIn(text)
    .flatMap((link) => link.split('|'))
    .map((part) => part.trim())
    .filter((part) => part.startsWith('~'))
    .map((part) => part.replace(/^~\s*(?:accountid:)?\s*/i, ''));
  const called = [...text.matchAll(/~accountid:([A-Za-z0-9:_-]{1,200})/gi)].map((found) => found[1] ?? '');
  const names = [...linked, ...called].map((name) => name.slice(0, NAME_CHARS_MAX));
  return [...new Set(names)].filter((name) => name !== '');
}

/** From each bracket to the one that closes it, or to the next that opens; after the last one that closes there are none. */
function linksIn(text: string): readonly string[] {
  const [, ...opened] = text.slice(0, text.lastIndexOf(']') + 1).split('[');
  return opened.map((link) => (link.includes(']') ? link.slice(0, link.indexOf(']')) : link));
}

/** Copies a document of an answer through the table; what is not in it is left out. */
export function showDocument(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return showNode(value) ?? null;
}

function showNode(value: unknown): object | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const node = value as Readonly<Record<string, unknown>>;
  const type = node['type'];
  const allowed = typeof type === 'string' ? NODES.get(type) : undefined;
  if (typeof type !== 'string' || allowed === undefined) return undefined;
  const attrs = showAttributes(node['attrs'], allowed);
  // A card is shown as what was typed: its address. What Jira knows of the other end is not this content.
  if (CARDS.has(type)) {
    const url = attrs?.['url'];
    const text = { type: 'text', text: url };
    if (typeof url !== 'string' || url === '') return undefined;
    return type === 'inlineCard' ? text : { type: 'paragraph', content: [text] };
  }
  const out: Record<string, unknown> = { type };
  if (typeof node['version'] === 'number') out['version'] = node['version'];
  if (attrs !== undefined) out['attrs'] = attrs;
  if (Array.isArray(node['content']))
    out['content'] = node['content'].map(showNode).filter((item) => item !== undefined);
  if (typeof node['text'] === 'string') out['text'] = node['text'];
  if (Array.isArray(node['marks'])) out['marks'] = node['marks'].map(showMark).filter((item) => item !== undefined);
  return out;
}

function showMark(value: unknown): object | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const mark = value as Readonly<Record<string, unknown>>;
  const allowed = typeof mark['type'] === 'string' ? MARKS.get(mark['type']) : undefined;
  if (allowed === undefined) return undefined;
  const attrs = showAttributes(mark['attrs'], allowed);
  return attrs === undefined ? { type: mark['type'] } : { type: mark['type'], attrs };
}

function showAttributes(value: unknown, allowed: readonly string[]): Record<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const attributes = value as Readonly<Record<string, unknown>>;
  const out: Record<string, unknown> = {};
  for (const name of allowed) {
    const member = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
    if (['string', 'number', 'boolean'].includes(typeof member)) out[name] = member;
  }
  return out;
}
