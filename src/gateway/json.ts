/**
 * Strict JSON for bodies that callers send.
 *
 * Two JSON readers disagree about repeated members, big numbers and odd bytes, and a gateway that reads one
 * thing while Jira reads another is open. So: RFC 8259 and nothing more, a repeated member is an error, objects
 * are maps (no prototype to pollute), numbers keep their spelling, depth and size are bounded. What goes
 * upstream is printed from this tree, never the caller's text.
 */
import { err, ok, type Result } from '../result';

/** A number as it was written; it is printed as it was written. */
export class JsonNumber {
  constructor(readonly text: string) {}
}
export type JsonObject = ReadonlyMap<string, Json>;
export type Json = null | boolean | string | JsonNumber | readonly Json[] | JsonObject;

/** `at` is the offset in the text, in UTF-16 units. */
export type JsonFault = {
  readonly reason: 'syntax' | 'repeated_member' | 'too_deep' | 'too_many_members' | 'not_utf8';
  readonly at: number;
};

const DEPTH_MAX = 40;
const NODES_MAX = 20_000;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids exactly these in strings
const PLAIN = /[^"\\\u0000-\u001f]*/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: a NUL is cut off by some readers and not by others
const BROKEN = /[\ufffd\u0000]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const SPACE = /[ \t\n\r]*/y;
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

class Stop extends Error {
  constructor(readonly fault: JsonFault) {
    super(fault.reason);
  }
}

/** Parses one JSON document, or says what is wrong and where. */
export function parseJson(text: string): Result<Json, JsonFault> {
  // The platform hands bodies over as text: bytes that were no UTF-8 arrive as U+FFFD, half a pair stands alone.
  const broken = text.search(BROKEN);
  if (broken >= 0) return err({ reason: 'not_utf8', at: broken });
  const reader = new Reader(text);
  try {
    return ok(reader.document());
  } catch (problem) {
    if (problem instanceof Stop) return err(problem.fault);
    throw problem;
  }
}

class Reader {
  #at = 0;
  #nodes = 0;
  constructor(private readonly text: string) {}

  document(): Json {
    const value = this.#value(0);
    this.#skip();
    if (this.#at !== this.text.length) this.#stop('syntax');
    return value;
  }

  #stop(reason: JsonFault['reason']): never {
    throw new Stop({ reason, at: this.#at });
  }
  #skip(): void {
    this.#match(SPACE);
  }
  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.text)?.[0] ?? '';
    this.#at += found.length;
    return found;
  }
  #expect(literal: string): void {
    if (!this.text.startsWith(literal, this.#at)) this.#stop('syntax');
    this.#at += literal.length;
  }

  #value(depth: number): Json {
    if (depth > DEPTH_MAX) this.#stop('too_deep');
    this.#nodes += 1;
    if (this.#nodes > NODES_MAX) this.#stop('too_many_members');
    this.#skip();
    switch (this.text[this.#at]) {
      case '{':
        return this.#object(depth);
      case '[':
        return this.#array(depth);
      case '"':
        return this.#string();
      case 't':
        this.#expect('true');
        return true;
      case 'f':
        this.#expect('false');
        return false;
      case 'n':
        this.#expect('null');
        return null;
      default: {
        const number = this.#match(NUMBER);
        if (number === '') this.#stop('syntax');
        if (!Number.isFinite(Number(number)) || number.length > 40) this.#stop('syntax');
        return new JsonNumber(number);
      }
    }
  }

  #object(depth: number): JsonObject {
    const members = new Map<string, Json>();
    this.#at += 1;
    this.#skip();
    if (this.text[this.#at] === '}') {
      this.#at += 1;
      return members;
    }
    for (;;) {
      this.#skip();
      if (this.text[this.#at] !== '"') this.#stop('syntax');
      const name = this.#string();
      if (members.has(name)) this.#stop('repeated_member');
      this.#skip();
      this.#expect(':');
      members.set(name, this.#value(depth + 1));
      this.#skip();
      if (this.text[this.#at] === '}') break;
      this.#expect(',');
    }
    this.#at += 1;
    return members;
  }

  #array(depth: number): readonly Json[] {
    const items: Json[] = [];
    this.#at += 1;
    this.#skip();
    if (this.text[this.#at] === ']') {
      this.#at += 1;
      return items;
    }
    for (;;) {
      items.push(this.#value(depth + 1));
      this.#skip();
      if (this.text[this.#at] === ']') break;
      this.#expect(',');
    }
    this.#at += 1;
    return items;
  }

  #string(): string {
    this.#at += 1;
    let out = '';
    for (;;) {
      out += this.#match(PLAIN);
      const next = this.text[this.#at];
      if (next === '"') break;
      if (next !== '\\') this.#stop('syntax');
      out += this.#escape();
    }
    this.#at += 1;
    // An escape can still make half a pair or a NUL: Jira and this reader might then store different text.
    if (BROKEN.test(out)) this.#stop('not_utf8');
    return out;
  }

  #escape(): string {
    const letter = this.text[this.#at + 1] ?? '';
    if (letter === 'u') {
      const digits = this.text.slice(this.#at + 2, this.#at + 6);
      if (!/^[0-9a-fA-F]{4}$/.test(digits)) this.#stop('syntax');
      this.#at += 6;
      return String.fromCharCode(Number.parseInt(digits, 16));
    }
    const plain = ESCAPES.get(letter);
    if (plain === undefined) this.#stop('syntax');
    this.#at += 2;
    return plain;
  }
}

/** Prints a tree as JSON text: one spelling for one tree. */
export function printJson(value: Json): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (value instanceof JsonNumber) return value.text;
  if (value instanceof Map)
    return `{${[...value].map(([name, member]) => `${JSON.stringify(name)}:${printJson(member)}`).join(',')}}`;
  return `[${(value as readonly Json[]).map(printJson).join(',')}]`;
}

export const isObject = (value: Json | undefined): value is JsonObject => value instanceof Map;
export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);
export const object = (members: Readonly<Record<string, Json | undefined>>): JsonObject =>
  new Map(Object.entries(members).filter((entry): entry is [string, Json] => entry[1] !== undefined));

/**
 * The member of an object that names a thing. Two members that name it could disagree, but for an object as it was read: it
 * has its address, and beside its id, the first of `names`, only what answers print with it. Of that the id alone counts.
 */
export function namingMember(
  value: Json | undefined,
  names: readonly [id: string, ...others: string[]],
  print: object,
): { name: string; value: Json } | undefined {
  if (!isObject(value)) return undefined;
  const [id] = names;
  const [first] = value;
  if (value.size === 1 && first !== undefined)
    return names.includes(first[0]) ? { name: first[0], value: first[1] } : undefined;
  const given = value.get(id);
  const isAsRead = value.has('self') && [...value.keys()].every((each) => each === id || Object.hasOwn(print, each));
  return given !== undefined && isAsRead ? { name: id, value: given } : undefined;
}

/** An id as text: a string, or a number written as a plain integer that no reader rounds. */
export function idText(value: Json | undefined): string | undefined {
  if (typeof value === 'string') return value;
  if (!(value instanceof JsonNumber) || !/^[1-9][0-9]{0,15}$/.test(value.text)) return undefined;
  return Number.isSafeInteger(Number(value.text)) ? value.text : undefined;
}
