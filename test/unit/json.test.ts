/** Strict JSON: RFC 8259 without what two readers could read as two things, and printed as it was read. */

import { type Json, JsonNumber, parseJson, printJson } from '../../src/gateway/json';
import fc from '../seeded-fast-check';
import { isWellFormed } from './gateway-world';

/** What a tree means to a reader that is not ours. */
const plain = (value: Json): unknown => {
  if (value instanceof JsonNumber) return Number(value.text);
  if (value instanceof Map) return Object.fromEntries([...value].map(([name, each]) => [name, plain(each)]));
  return Array.isArray(value) ? value.map(plain) : value;
};
const reads = (text: string): unknown => {
  const parsed = parseJson(text);
  return parsed.ok ? plain(parsed.value) : parsed.error.reason;
};
const acceptedByNode = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};
/** Texts of JSON with blanks between tokens, as people and libraries write them. */
const documents = fc
  .tuple(fc.jsonValue({ maxDepth: 6, stringUnit: 'binary' }), fc.constantFrom(0, 1, 2, '\t', '\n \r'))
  .map(([value, space]) => JSON.stringify(value, undefined, space));
// biome-ignore lint/suspicious/noControlCharactersInRegex: a NUL is one of the characters that are refused
const BROKEN = /[\ufffd\u0000]|\\u0000|\\u[dD][89a-fA-F]|\\ufffd/;

describe('what is read', () => {
  test('every JSON text, with the meaning that it has elsewhere', () => {
    fc.assert(
      fc.property(documents, (text) => {
        fc.pre(!BROKEN.test(text) && isWellFormed(text));
        expect(reads(text)).toEqual(JSON.parse(text));
      }),
      { numRuns: 2000 },
    );
  });

  test('nothing that is no JSON, whatever is damaged in it', () => {
    const damaged = fc
      .tuple(documents, fc.nat(), fc.string({ maxLength: 2 }), fc.nat({ max: 2 }))
      .map(
        ([text, at, more, less]) =>
          text.slice(0, at % (text.length + 1)) + more + text.slice((at % (text.length + 1)) + less),
      );
    fc.assert(
      fc.property(fc.oneof(damaged, fc.string(), fc.string({ unit: 'binary' })), (text) => {
        const parsed = parseJson(text);
        if (parsed.ok) expect(plain(parsed.value)).toEqual(JSON.parse(text));
        else if (acceptedByNode(text)) expect(['repeated_member', 'not_utf8', 'syntax']).toContain(parsed.error.reason);
        else expect(parsed.error.at).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 3000 },
    );
  });

  test.each([
    'null',
    ' true ',
    '[]',
    '{}',
    '{"a":{"b":[1,-0,0.5,1e3,1E+3,1e-3]}}',
    '"\\u00e9\\ud83d\\ude00"',
    '""',
    '12345678901234567890',
  ])('%s', (text) => expect(reads(text)).toEqual(JSON.parse(text)));
});

describe('what is refused although some readers take it', () => {
  test.each([
    ['a member twice', '{"a":1,"a":2}', 'repeated_member'],
    ['a member twice, once escaped', '{"a":1,"\\u0061":2}', 'repeated_member'],
    ['a member twice, far below', '[{"b":{"a":1,"c":1,"a":1}}]', 'repeated_member'],
    ['a NUL', '"a\\u0000"', 'not_utf8'],
    ['half a pair', '"\\ud800"', 'not_utf8'],
    ['half a pair in a name', '{"\\udc00":1}', 'not_utf8'],
    ['what was no UTF-8', '"\ufffd"', 'not_utf8'],
    ['a number that is infinite elsewhere', '1e999', 'syntax'],
    ['a number without end', '1'.repeat(41), 'syntax'],
    ['a byte order mark', '\ufeff{}', 'syntax'],
    ['a leading zero', '01', 'syntax'],
    ['a plus sign', '+1', 'syntax'],
    ['a bare point', '1.', 'syntax'],
    ['hexadecimals', '0x10', 'syntax'],
    ['no number', 'NaN', 'syntax'],
    ['a comma at the end', '[1,]', 'syntax'],
    ['a comma at the end of an object', '{"a":1,}', 'syntax'],
    ['a comment', '{}/**/', 'syntax'],
    ['two documents', '{}{}', 'syntax'],
    ['single quotes', "{'a':1}", 'syntax'],
    ['a bare name', '{a:1}', 'syntax'],
    ['a control character in a string', '"a\nb"', 'syntax'],
    ['an escape that does not exist', '"\\x41"', 'syntax'],
    ['a blank of another kind', '\u00a0{}', 'syntax'],
    ['nothing', '', 'syntax'],
  ])('%s', (_, text, reason) => expect(reads(text)).toBe(reason));

  test.each([
    ['lists in lists', (depth: number) => '['.repeat(depth) + ']'.repeat(depth)],
    ['objects in objects', (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`],
  ])('%s beyond forty, without a fault of the stack', (_, nested) => {
    expect(parseJson(nested(40)).ok).toBe(true);
    expect(reads(nested(42))).toBe('too_deep');
    expect(reads(nested(200_000))).toBe('too_deep');
  });

  test('more values than any request needs', () => {
    expect(parseJson(`[${'1,'.repeat(19_000)}1]`).ok).toBe(true);
    expect(reads(`[${'1,'.repeat(20_001)}1]`)).toBe('too_many_members');
  });
});

describe('what is printed', () => {
  test('reads as the same tree again, and always in the same spelling', () => {
    fc.assert(
      fc.property(documents, (text) => {
        const first = parseJson(text);
        fc.pre(first.ok);
        if (!first.ok) return;
        const printed = printJson(first.value);
        const second = parseJson(printed);
        expect(second).toEqual(first);
        expect(JSON.parse(printed)).toEqual(JSON.parse(text));
      }),
      { numRuns: 1000 },
    );
  });

  test('numbers keep their spelling', () => {
    const text = '[12345678901234567890,1.10,1e2,-0]';
    const parsed = parseJson(text);
    expect(parsed.ok && printJson(parsed.value)).toBe(text);
  });

  test('names of prototypes are names like others', () => {
    const text = '{"__proto__":{"a":1},"constructor":2,"toString":3}';
    const parsed = parseJson(text);
    expect(parsed.ok && printJson(parsed.value)).toBe(text);
  });
});
