/** Random queries for properties: as trees, and as text that is often no query at all. */
import fc from 'fast-check';
import type { Clause, Field, Operand, Operator, Predicate, Query, Test } from '../../src/jql/ast';

const word = fc.constantFrom(
  'status',
  'a',
  'Foo-1',
  'in',
  'ORDER',
  'null',
  'cf',
  'select',
  'x.y',
  '10001',
  '-5',
  'é',
  '\u00a0',
  '漢字',
  '😀',
);
const nasty = fc
  .array(
    fc.constantFrom(
      '"',
      "'",
      '\\',
      '\n',
      '\r',
      '\t',
      ' ',
      '(',
      ')',
      ',',
      '=',
      '~',
      '!',
      '&',
      '|',
      '\u0000',
      '\u007f',
      '\u0085',
      '\ufdd0',
      '\uffff',
      '\u2028',
      '😀',
      'ORDER BY',
      'a',
      '\\u0022',
      '[',
      ']',
      '@',
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));
/** Any well-formed string. */
const anyString = fc.oneof(word, nasty, fc.string({ unit: 'grapheme', maxLength: 12 }));

const anyField: fc.Arbitrary<Field> = fc.oneof(
  fc.record({ name: anyString, customId: fc.constant(undefined), properties: fc.constant([]) }),
  fc.record({ name: fc.constant(''), customId: fc.nat(99_999).map(String), properties: fc.constant([]) }),
  fc.record({
    name: anyString.filter((name) => !/^-?[0-9]+$/.test(name)),
    customId: fc.constant(undefined),
    properties: fc.array(fc.record({ key: anyString, path: fc.array(anyString, { maxLength: 2 }) }), { maxLength: 2 }),
  }),
);

const value: fc.Arbitrary<Operand> = fc.oneof(
  anyString.map((text) => ({ kind: 'value', text, number: false }) as const),
  fc.integer().map((number) => ({ kind: 'value', text: String(number), number: true }) as const),
);
const empty: fc.Arbitrary<Operand> = fc.constant({ kind: 'empty' });
const call: fc.Arbitrary<Operand> = fc.record({
  kind: fc.constant('function' as const),
  name: anyString,
  args: fc.array(anyString, { maxLength: 3 }),
});
const list: fc.Arbitrary<Operand> = fc.letrec<{ list: Operand; item: Operand }>((tie) => ({
  list: fc.record({
    kind: fc.constant('list' as const),
    values: fc.array(tie('item'), { minLength: 1, maxLength: 4 }),
  }),
  item: fc.oneof({ maxDepth: 2, withCrossShrink: true }, value, empty, call, tie('list')),
})).list;

const predicate = (words: readonly Predicate['word'][]): fc.Arbitrary<Predicate> =>
  fc.record({ word: fc.constantFrom(...words), operand: fc.oneof(value, empty, call, list) });

function test(
  operators: readonly Operator[],
  operand: fc.Arbitrary<Operand | undefined>,
  words: readonly Predicate['word'][] = [],
) {
  return fc.record<Test>({
    kind: fc.constant('test'),
    field: anyField,
    operator: fc.constantFrom(...operators),
    operand,
    predicates: words.length === 0 ? fc.constant([]) : fc.array(predicate(words), { maxLength: 2 }),
  });
}

const WAS_WORDS = ['after', 'before', 'by', 'during', 'on'] as const;
const anyTest: fc.Arbitrary<Test> = fc.oneof(
  test(['=', '!=', '~', '!~'], fc.oneof(value, empty, call)),
  test(['<', '<=', '>', '>='], fc.oneof(value, call)),
  test(['in', 'not in'], fc.oneof(list, call)),
  test(['is', 'is not'], empty),
  test(['was', 'was not'], fc.oneof(value, empty, call), WAS_WORDS),
  test(['was in', 'was not in'], fc.oneof(list, call), WAS_WORDS),
  test(['changed'], fc.constant(undefined), [...WAS_WORDS, 'from', 'to']),
);

/** A tree over the given tests. */
export function clauseOver(tests: fc.Arbitrary<Test>): fc.Arbitrary<Clause> {
  return fc.letrec<{ clause: Clause }>((tie) => ({
    clause: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      tests,
      fc.record({ kind: fc.constant('not' as const), clause: tie('clause') }),
      fc.record({
        kind: fc.constantFrom('and' as const, 'or' as const),
        clauses: fc.array(tie('clause'), { minLength: 2, maxLength: 3 }),
      }),
    ),
  })).clause;
}

/** Any query that has a text, admitted or not. */
export const anyQuery: fc.Arbitrary<Query> = fc.record({
  where: fc.option(clauseOver(anyTest), { nil: undefined }),
  orderBy: fc.array(fc.record({ field: anyField, direction: fc.constantFrom('asc', 'desc', undefined) }), {
    maxLength: 3,
  }),
});

const PIECES = [
  ...'status,assignee,cf[10010],"Name[Dropdown]",issue.property[a].b,10,-5,-1d,ALPHA-1,\'x\',"a b"'.split(','),
  ...'= != < <= > >= ~ !~ in not is was changed and or AND NOT ! & && | || ( ) [ ] , empty NULL now()'.split(' '),
  ...'after before by during on from to order ORDER asc desc f( "\\u0022" "\\n" \\u0041b a\\ b " \' \\ @ ; select cf'.split(
    ' ',
  ),
  '\u00a0',
  '\u3000',
  '\t',
  '\n',
  '\r\n',
  '(1, 2)',
  '("a", (b))',
  '()',
  'order by created desc',
  'status = Open',
  'x ~ "y"',
  '😀',
  '\ufdd0',
  '\u0000',
];

const soup: fc.Arbitrary<string> = fc
  .array(fc.tuple(fc.constantFrom(...PIECES), fc.constantFrom(' ', ' ', ' ', '', '\n')), { maxLength: 9 })
  .map((pieces) => pieces.flat().join(''));

const textOf = (...choices: string[]) => fc.constantFrom(...choices);
const join = (...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map((all) => all.join(''));
const some = (part: fc.Arbitrary<string>, separator: string, minLength = 1) =>
  fc.array(part, { minLength, maxLength: 3 }).map((all) => all.join(separator));

const fieldText = textOf(
  'status',
  '"a b"',
  "'a'",
  'cf[10010]',
  'CF [ 7 ]',
  '10',
  '-3',
  'a\\ b',
  'p[k].x',
  'p["k"] "l" 3',
  'x.y-z',
  '漢字',
  'a\u00a0b',
  'p[k].x[j]',
  '"x\\ty"',
);
const valueText = textOf(
  'Open',
  '"x y"',
  "'it\\'s'",
  '10001',
  '-5',
  '-1d',
  'ALPHA-1',
  '"\\u0022"',
  '\\u0041b',
  '1.5',
  '"\\\\"',
  '"a\nb"',
  '""',
  "''",
  '"\\n\\r\\t\\ "',
  '"say \\"it\\""',
  "'say \"it\" isn\\'t'",
  '"it\'s"',
  'a\\tb\\"',
  '😀',
  'İ',
);
const callText = join(textOf('now', 'f', '"g"', '7'), textOf('(', ' ( '), some(valueText, ', ', 0), textOf(')'));
const itemText: fc.Arbitrary<string> = fc.oneof(valueText, callText, textOf('EMPTY', 'null'));
const listText = fc.oneof(
  join(textOf('(', '( '), some(itemText, ','), textOf(')')),
  join(textOf('((', '(a, ('), some(itemText, ' , '), textOf('))')),
);
const gap = textOf(' ', ' ', '\n', '  ', '\t');
const predicateText = join(
  textOf(' after ', ' BEFORE ', ' by ', ' During ', ' on ', ' from ', ' to '),
  fc.oneof(itemText, listText),
);
const testText = fc.oneof(
  join(fieldText, textOf('=', ' = ', '!=', ' ~ ', '!~'), itemText),
  join(fieldText, textOf('<', ' <= ', '>', '>='), itemText),
  join(fieldText, gap, textOf('in ', 'IN', 'not in ', 'NOT\nIN'), fc.oneof(listText, callText)),
  join(fieldText, textOf(' is ', ' IS NOT ', ' is\tnot '), textOf('empty', 'NULL')),
  join(fieldText, textOf(' was ', ' WAS NOT '), itemText, some(predicateText, '', 0)),
  join(fieldText, textOf(' was in ', ' was not in '), fc.oneof(listText, callText), some(predicateText, '', 0)),
  join(fieldText, textOf(' changed', ' CHANGED'), some(predicateText, '', 0)),
);
const clauseText = fc.letrec<{ clause: string }>((tie) => ({
  clause: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    testText,
    join(textOf('not ', '!', 'NOT NOT '), tie('clause')),
    join(textOf('('), tie('clause'), textOf(')')),
    join(tie('clause'), textOf(' and ', ' OR ', '&', ' && ', '|', ' || ', ' or not '), tie('clause')),
  ),
})).clause;
const orderText = join(textOf(' order by ', ' ORDER\nBY '), some(join(fieldText, textOf('', ' asc', ' DESC')), ', '));
const spelled = fc.oneof(clauseText, join(clauseText, orderText), orderText);

/** One place of a text replaced by something else. */
const damaged = fc
  .tuple(spelled, fc.nat(60), fc.nat(3), fc.oneof(fc.constantFrom(...PIECES), fc.constant('')))
  .map(([text, at, length, piece]) => [...text].toSpliced(at, length, piece).join(''));

/** JQL as people may spell it, the same with one fault, and soup; about half of it is valid. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: spelled, weight: 4 },
  { arbitrary: damaged, weight: 4 },
  { arbitrary: soup, weight: 1 },
);
