/** Method and path → one row of the catalogue or none, whatever the spelling. */

import { API_BASES, type Api, type Method } from '../../src/catalogue/operation';
import { OPERATIONS } from '../../src/catalogue/operations';
import { route } from '../../src/gateway/route';
import fc from '../seeded-fast-check';

const METHODS: readonly Method[] = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'];
const segmentsOf = (path: string, value = '10', api: Api = 'platform'): string[] => [
  'rest',
  ...API_BASES[api],
  ...(api === 'platform' ? ['3'] : []),
  ...path.replace(/\{\w*\}/g, value).split('/'),
];
const rowOf = (method: Method, segments: readonly string[]): string => {
  const routed = route(method, segments);
  if (routed.ok) return routed.value.operation.id;
  return routed.error.reason === 'operation_refused' ? `refused: ${routed.error.why}` : routed.error.reason;
};

test.each(OPERATIONS.map((row) => [row.method, row.api ?? 'platform', row.path, row] as const))(
  '%s %s %s reaches its own row',
  (method, api, path, operation) => {
    const expected = operation.kind === 'refused' ? `refused: ${operation.why}` : operation.id;
    const segments = segmentsOf(path, '10', api);
    expect(rowOf(method, segments)).toBe(expected);
    if (api === 'platform') expect(rowOf(method, segments.with(2, '2'))).toBe(expected);
  },
);

test('no two rows have one method and one path, whatever their parameters are called', () => {
  const places = OPERATIONS.map(
    ({ method, api = 'platform', path }) => `${method} ${api} ${path.replace(/\{\w+\}/g, '{}')}`,
  );
  expect(places.filter((place, at) => places.indexOf(place) !== at)).toEqual([]);
});

test('ids of offered rows are unique, since the audit names them', () => {
  const ids = OPERATIONS.filter(({ kind }) => kind !== 'refused').map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

describe('a literal wins over a parameter, for every method', () => {
  test.each([
    ['DELETE', 'project/search', 'operation_unknown'],
    ['PUT', 'project/search', 'operation_unknown'],
    ['DELETE', 'project/recent', 'operation_unknown'],
    ['GET', 'issue/picker', 'refused: general_reader'],
    ['DELETE', 'issue/picker', 'operation_unknown'],
    ['GET', 'project/type', 'refused: whole_site'],
    ['GET', 'project/ALPHA', 'getProject'],
    ['GET', 'issue/ALPHA-1', 'getIssue'],
  ] as const)('%s %s → %s', (method, path, row) => expect(rowOf(method, segmentsOf(path))).toBe(row));
});

describe('what is none of the paths', () => {
  const issue = ['rest', 'api', '3', 'issue', 'ALPHA-1'];
  test.each([
    ['other case', ['rest', 'api', '3', 'Issue', 'ALPHA-1']],
    ['other case of the root', ['REST', 'api', '3', 'issue', 'ALPHA-1']],
    ['another version', ['rest', 'api', '1', 'issue', 'ALPHA-1']],
    ['a version with more digits', ['rest', 'api', '3.0', 'issue', 'ALPHA-1']],
    ['another API', ['rest', 'greenhopper', '1.0', 'issue', 'ALPHA-1']],
    ['another version of another API', ['rest', 'agile', 'latest', 'issue', 'ALPHA-1']],
    ['one segment more', [...issue, 'x']],
    ['an ending', ['rest', 'api', '3', 'myself.json']],
    ['a prefix', ['x', ...issue]],
    ['the root', ['rest', 'api', '3']],
    ['nothing', []],
    ['a name of prototypes', ['rest', 'api', '3', '__proto__']],
    ['a name of prototypes as version', ['rest', 'api', 'constructor', 'issue', 'ALPHA-1']],
  ])('%s is one refusal for all', (_, segments) => {
    expect(METHODS.map((method) => rowOf(method, segments))).toEqual(METHODS.map(() => 'operation_unknown'));
  });
});

test('any segments reach the row whose template they fit, read by hand, or none', () => {
  const platform = OPERATIONS.filter(({ api = 'platform' }) => api === 'platform');
  const words = [...new Set(platform.flatMap(({ path }) => path.split('/')))].filter((word) => !word.startsWith('{'));
  const segment = fc.oneof(fc.constantFrom(...words), fc.constantFrom('ALPHA-1', '10', 'x', 'ISSUE'));
  const fits = (path: string, segments: readonly string[]): boolean => {
    const parts = path.split('/');
    return parts.length === segments.length && parts.every((part, at) => part.startsWith('{') || part === segments[at]);
  };
  fc.assert(
    fc.property(fc.constantFrom(...METHODS), fc.array(segment, { minLength: 1, maxLength: 5 }), (method, segments) => {
      const row = rowOf(method, ['rest', 'api', '3', ...segments]);
      const fitting = platform.filter((each) => each.method === method && fits(each.path, segments));
      const names = fitting.map((each) => (each.kind === 'refused' ? `refused: ${each.why}` : each.id));
      expect([...names, 'operation_unknown']).toContain(row);
      // Of several, the one with the most literal words is meant.
      if (names.length === 1 && !segments.some((each) => words.includes(each) && !fitting[0]?.path.includes(each))) {
        expect(row).toBe(names[0]);
      }
    }),
    { numRuns: 3000 },
  );
});

test('a parameter is handed over as it stands', () => {
  const routed = route('GET', ['rest', 'api', 'latest', 'issue', 'aLpHa-1', 'comment', '007']);
  expect(routed).toMatchObject({ ok: true, value: { version: '2', operation: { id: 'getComment' } } });
  expect(routed.ok && [...routed.value.segments]).toEqual([
    ['issue', 'aLpHa-1'],
    ['comment', '007'],
  ]);
});
