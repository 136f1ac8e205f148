/** Declared parameters, kind by kind: what is read of a value, and which values no kind takes. */
import type { Query } from '../../src/catalogue/operation';
import { JsonNumber } from '../../src/gateway/json';
import type { Gathered } from '../../src/gateway/read-place';
import { readQueries } from '../../src/gateway/read-query';
import { NO_READABLE } from '../../src/gateway/readable';

type Value = Parameters<typeof readQueries>[1]['values'] extends ReadonlyMap<string, infer V> ? V : never;

/** One parameter `p` of this kind, sent in a URL or in a body. */
function sent(kind: Query, value: Value, source: 'query' | 'body' = 'query') {
  const gathered: Gathered = {
    issues: new Set(),
    projects: new Set(),
    people: new Set(),
    placed: new Set(),
    needs: new Set(),
    lexicon: false,
  };
  const values = new Map([['p', value]]);
  const from = { source, values, emptyIsOpen: source === 'query', jqlReversed: undefined };
  const read = readQueries({ p: kind }, from, gathered, NO_READABLE);
  return { read, gathered };
}
function taken(kind: Query, value: Value, source?: 'query' | 'body') {
  const { read } = sent(kind, value, source);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  const { counts, flags, texts, lists, expand, cursor } = read.value;
  return counts.get('p') ?? flags.get('p') ?? texts.get('p') ?? lists.get('p') ?? cursor ?? [...expand];
}
const refusal = (kind: Query, value: Value, source?: 'query' | 'body') => {
  const { read } = sent(kind, value, source);
  return read.ok ? undefined : read.error.reason;
};
const issue: Query = { ref: 'issue' };
const expandable: Query = { expand: { names: null, changelog: 'changelog:read' } };

test.each<[Query, Value, unknown]>([
  ['count', '50', 50],
  ['count', new JsonNumber('50'), 50],
  ['flag', 'True', true],
  ['flag', 'false', false],
  [{ flag: 'issue:read' }, 'true', true],
  ['text', 'a b', 'a b'],
  ['words', 'a, b,', ['a', 'b']],
  ['texts', ['a', 'b'], ['a', 'b']],
  ['cursor', 'abc', 'abc'],
  [{ form: 'day' }, '2026-02-03', '2026-02-03'],
  [{ someOf: ['a', 'b'] }, 'b', ['b']],
  [{ oneOf: ['+name', '-name'] }, ' name', ' name'],
  [expandable, 'names,changelog', ['names', 'changelog']],
  [{ list: { ref: 'issue' } }, 'alpha-1,10', ['ALPHA-1', '10']],
  [issue, 'alpha-1', 'ALPHA-1'],
])('%j takes %j', (kind, value, expected) => expect(taken(kind, value)).toEqual(expected));

test.each<[Query, Value]>([
  ['count', '-1'],
  ['count', 'many'],
  ['flag', 'yes'],
  ['text', 'x'.repeat(1_001)],
  ['words', Array.from({ length: 101 }, (_, index) => `w${index}`)],
  ['texts', 'a'],
  ['texts', ['a', null]],
  ['fields', Array.from({ length: 501 }, (_, index) => `f${index}`)],
  ['jqls', []],
  ['jqls', ['project = ALPHA', null]],
  [{ form: 'day' }, 'tomorrow'],
  [{ someOf: ['a', 'b'] }, 'a,c'],
  [{ oneOf: ['name'] }, 'size'],
  [{ list: { ref: 'issue' } }, 'ALPHA-1,nothing'],
  [issue, 'nothing'],
])('%j does not take %j', (kind, value) => {
  expect(refusal(kind, value)).toBe('query_invalid');
  expect(refusal(kind, value, 'body')).toBe('body_invalid');
});

test('a value that asks for what keys are not offered is told apart from a wrong one', () => {
  expect(refusal({ only: ['false'] }, 'true')).toBe('query_not_offered');
  expect(refusal({ only: ['false'] }, 'false')).toBeUndefined();
  expect(refusal(expandable, 'operations')).toBe('query_not_offered');
  expect(refusal('cursor', 'x'.repeat(8_001))).toBe('cursor_invalid');
});

test('an empty value is left open in a URL, where that cannot mean another one', () => {
  expect(refusal('count', '')).toBeUndefined();
  expect(refusal('count', '', 'body')).toBe('body_invalid');
  expect(refusal({ only: ['true'] }, '')).toBe('query_not_offered');
  expect(refusal('count', null, 'body')).toBeUndefined();
});

test('what a parameter asks for beyond its operation is needed, and what it names is looked up', () => {
  expect([...sent(expandable, 'names,changelog').gathered.needs]).toEqual(['changelog:read']);
  expect([...sent({ flag: 'issue:read' }, 'true').gathered.needs]).toEqual(['issue:read']);
  expect([...sent({ flag: 'issue:read' }, 'false').gathered.needs]).toEqual([]);
  expect([...sent({ list: { ref: 'issue' } }, 'ALPHA-1,ALPHA-2').gathered.issues]).toEqual(['ALPHA-1', 'ALPHA-2']);
  expect([...sent({ ref: 'version', needs: 'version:read' }, '10500').gathered.placed]).toEqual(['version/10500']);
  expect([...sent('jql', 'issue = ALPHA-3').gathered.issues]).toEqual(['ALPHA-3']);
});

test('a parameter that no row declares is refused by its number, and a near one is named', () => {
  const { read } = sent('count', '1');
  expect(read.ok).toBe(true);
  const values = new Map<string, Value>([['maxResult', '1']]);
  const from = { source: 'query', values, emptyIsOpen: true, jqlReversed: undefined } as const;
  const refused = readQueries({ maxResults: 'count' }, from, sent('count', '1').gathered, NO_READABLE);
  expect(refused).toMatchObject({ ok: false, error: { reason: 'query_not_offered', where: 'query, member 1' } });
  expect(refused).toHaveProperty('error.mend');
});
