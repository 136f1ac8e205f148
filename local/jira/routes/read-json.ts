/**
 * A JSON body as Jira's own parser takes it: the first value counts and what stands after it is ignored.
 *
 * Which of two members of one name wins is a switch, so that a caller who lets such a body through is seen.
 */
import type { Switches } from '../switches';

/** Undefined when there is no readable value. */
export function readJson(body: string, reader: Switches['json.reader']): unknown {
  if (reader === 'last') {
    try {
      return JSON.parse(body);
    } catch {
      // Bytes after the first value are no error: read again below, value by value.
    }
  }
  try {
    return valueAt({ body, at: 0, reader });
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

type Cursor = { readonly body: string; at: number; readonly reader: Switches['json.reader'] };

function valueAt(cursor: Cursor): unknown {
  skipSpace(cursor);
  const first = cursor.body[cursor.at];
  if (first === '{') return objectAt(cursor);
  if (first === '[') return arrayAt(cursor);
  const scalar = /^("(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null)/.exec(cursor.body.slice(cursor.at))?.[0];
  if (scalar === undefined) throw new SyntaxError('no value');
  cursor.at += scalar.length;
  return JSON.parse(scalar);
}

function objectAt(cursor: Cursor): Record<string, unknown> {
  const found = new Map<string, unknown>();
  eachUntil(cursor, '}', () => {
    const name = valueAt(cursor);
    if (typeof name !== 'string') throw new SyntaxError('a member needs a name');
    expect(cursor, ':');
    const value = valueAt(cursor);
    if (found.has(name) && cursor.reader === 'strict') throw new SyntaxError('a member is repeated');
    if (!found.has(name) || cursor.reader === 'last') found.set(name, value);
  });
  return Object.fromEntries(found);
}

function arrayAt(cursor: Cursor): unknown[] {
  const found: unknown[] = [];
  eachUntil(cursor, ']', () => found.push(valueAt(cursor)));
  return found;
}

function eachUntil(cursor: Cursor, end: string, read: () => void): void {
  cursor.at += 1;
  skipSpace(cursor);
  if (cursor.body[cursor.at] === end) {
    cursor.at += 1;
    return;
  }
  for (;;) {
    read();
    skipSpace(cursor);
    const mark = cursor.body[cursor.at];
    cursor.at += 1;
    if (mark === end) return;
    if (mark !== ',') throw new SyntaxError('a comma is missing');
  }
}

function expect(cursor: Cursor, mark: string): void {
  skipSpace(cursor);
  if (cursor.body[cursor.at] !== mark) throw new SyntaxError(`${mark} is missing`);
  cursor.at += 1;
}

function skipSpace(cursor: Cursor): void {
  while (/\s/.test(cursor.body[cursor.at] ?? '')) cursor.at += 1;
}
