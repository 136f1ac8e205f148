/** Parsing and printing: the canonical form, the identity of print and parse, and errors that repeat no input. */

import { DEPTH_MAX, parseJql } from '../../src/jql/parse';
import { printJql } from '../../src/jql/print';
import fc from '../seeded-fast-check';
import { anyQuery, anyText } from './random-query';

const RUNS = Number(process.env['JQL_RUNS'] ?? 5_000);

const CANONICAL: readonly (readonly [text: string, printed: string])[] = [
  ['', ''],
  ['Status=Open', 'Status = "Open"'],
  ['status = 10001', 'status = 10001'],
  ["status = '10001'", 'status = "10001"'],
  ['a=b&&c=d||e=f', '(a = "b" AND c = "d") OR e = "f"'],
  ['((a = b)) and !(c = d or e = f)', 'a = "b" AND NOT (c = "d" OR e = "f")'],
  ['a NOT   IN (b, null, f(1,x))', 'a not in ("b", EMPTY, f(1, "x"))'],
  ['CF[10] IS NOT EMPTY order by "B c" DESC, cf[7]', 'cf[10] is not EMPTY ORDER BY "B c" DESC, cf[7]'],
  ['status was in (a) BY b during (c, d)', 'status was in ("a") BY "b" DURING ("c", "d")'],
  ['status changed FROM a to b', 'status changed FROM "a" TO "b"'],
  ['"select" = x', '"select" = "x"'],
  ['a = "\\u0022 OR 1 = 1"', 'a = "\\" OR 1 = 1"'],
  ['a = "\\\\\\""', 'a = "\\\\\\""'],
  ['a = "x\ny\\tz"', 'a = "x\\u000ay\\u0009z"'],
  ['issue.property[k].p = 1', '"issue.property"["k"] ".p" = 1'],
];

const REFUSED: readonly (readonly [text: string, reason: string, line: number, column: number])[] = [
  ['a = ', 'jql_syntax', 1, 5],
  ['a = b)', 'jql_syntax', 1, 6],
  ['a = b\nand c ? d', 'jql_syntax', 2, 7],
  ['a = "never closed', 'jql_syntax', 1, 5],
  ['"x".repeat', 'jql_syntax', 1, 4],
];

describe('printing a query', () => {
  test.each(CANONICAL)('%j is printed as %j', (text, printed) => {
    const parsed = parseJql(text);
    expect(parsed.ok && printJql(parsed.value)).toBe(printed);
  });

  test('C-JQL-04: print and parse are the identity for any tree', () => {
    fc.assert(
      fc.property(anyQuery, (query) => {
        expect(parseJql(printJql(query))).toEqual({ ok: true, value: query });
      }),
      { numRuns: RUNS },
    );
  }, 600_000);
});

describe('refusing a text', () => {
  test.each(REFUSED)('%j is refused with a position', (text, reason, line, column) => {
    expect(parseJql(text)).toMatchObject({ ok: false, error: { reason, line, column } });
  });

  test('C-SIDE-12: the words of an error are constant', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const parsed = parseJql(text);
        if (!parsed.ok) expect(parsed.error.message).toBe('The query is not valid JQL.');
      }),
      { numRuns: 1_000 },
    );
  });

  test('C-JQL-45: bounds hold, and just inside them a query is read', () => {
    const nested = (depth: number) => `${'('.repeat(depth)}a = b${')'.repeat(depth)}`;
    const clauses = (count: number) => Array.from({ length: count }, () => 'a = b').join(' and ');
    const values = (count: number) => `a in (${Array.from({ length: count }, () => 'b').join(',')})`;
    const long = (length: number) => `a = "${'x'.repeat(length - 6)}"`;
    expect(parseJql(nested(DEPTH_MAX)).ok).toBe(true);
    expect(parseJql(nested(DEPTH_MAX + 1))).toMatchObject({ error: { reason: 'jql_too_deep' } });
    expect(parseJql(`${'not '.repeat(DEPTH_MAX)}a = b`).ok).toBe(true);
    expect(parseJql(`${'not '.repeat(DEPTH_MAX + 1)}a = b`)).toMatchObject({ error: { reason: 'jql_too_deep' } });
    expect(parseJql(clauses(200)).ok).toBe(true);
    expect(parseJql(clauses(201))).toMatchObject({ error: { reason: 'jql_too_many_clauses' } });
    expect(parseJql(values(2_500)).ok).toBe(true);
    expect(parseJql(values(2_501))).toMatchObject({ error: { reason: 'jql_too_many_values' } });
    expect(parseJql(long(40_000)).ok).toBe(true);
    expect(parseJql(long(40_001))).toMatchObject({ error: { reason: 'jql_too_long' } });
  });

  // How long these take is measured in bench/jql.ts.
  test.each([
    ['an open string full of escapes', `a = "${'\\\\'.repeat(19_990)}`, 'jql_syntax', 5],
    ['parentheses without end', '('.repeat(39_999), 'jql_too_deep', 42],
    ['quotes by turns', `"'`.repeat(20_000), 'jql_syntax', 4],
    ['one token for each character', ','.repeat(40_000), 'jql_syntax', 1],
    ['a million characters', `a in (${'b,'.repeat(500_000)})`, 'jql_too_long', 1],
  ])('C-JQL-45: %s is refused where it goes wrong', (_name, text, reason, column) => {
    expect(parseJql(text)).toMatchObject({ ok: false, error: { reason, line: 1, column } });
  });

  test.each([
    ['a word as long as a query', `a = ${'b'.repeat(39_990)}`],
    ['properties without end', `a${'[b]'.repeat(13_000)} = c`],
  ])('C-JQL-45: %s is read', (_name, text) => {
    expect(parseJql(text).ok).toBe(true);
  });

  test('C-JQL-45: what is too long is refused in the same words and place, whatever it says', () => {
    const refusals = ['x'.repeat(40_001), `a = "${'y'.repeat(1_000_000)}`, '\n'.repeat(1_000_000), '('.repeat(50_000)];
    for (const text of refusals)
      expect(parseJql(text)).toEqual({
        ok: false,
        error: { reason: 'jql_too_long', message: 'The query is too long.', line: 1, column: 1 },
      });
  });
});
