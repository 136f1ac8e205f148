/** Events → canonical requests: what could mean two things is refused, and both forms of what the platform hands over read alike. */

import { receive } from '../../src/gateway/receive';
import fc from '../seeded-fast-check';
import { eventOf, isWellFormed } from './gateway-world';

const requestOf = (event: object) => receive(event).request;
const reasonOf = (event: object): string | undefined => {
  const request = requestOf(event);
  return request.ok ? undefined : request.error.reason;
};
const get = (path: string, query: Readonly<Record<string, string[]>> = {}) => eventOf('GET', path, { query });
const segmentsOf = (path: string): readonly string[] | undefined => {
  const request = requestOf(get(path));
  return request.ok ? request.value.segments : undefined;
};

describe('a path', () => {
  test.each([
    ['/rest/api/3/issue/ALPHA-1', ['rest', 'api', '3', 'issue', 'ALPHA-1']],
    ['/rest/api/3/issue/ALPHA-1/', ['rest', 'api', '3', 'issue', 'ALPHA-1']],
    ['/rest/agile/1.0/board', ['rest', 'agile', '1.0', 'board']],
  ])('%s is its segments', (path, segments) => expect(segmentsOf(path)).toEqual(segments));

  test.each([
    ...['', '/', 'rest/api', '//rest', '/rest//api', '/rest/api//', '/rest/./api', '/rest/../api', '/rest/.../api'],
    ...[
      '/rest/%61pi',
      '/rest/api%2f3',
      '/rest/api%252f3',
      '/rest/%2e%2e/api',
      '/rest;a=b/api',
      '/rest\\api',
      '/rest/a b',
    ],
    ...[
      '/rest/api?x',
      '/rest/api#x',
      '/rest/ſ',
      '/rest/ａ',
      '/rest/a\u0000',
      '/rest/a\n',
      '/rest/a@b',
      '/rest/a:b',
      '/rest/*',
    ],
    `/${'a'.repeat(256)}`,
    `/${'a/'.repeat(1_001)}`,
  ])('%j is refused', (path) => expect(reasonOf(get(path))).toBe('path_invalid'));

  test('is read as it stands or not at all: no two spellings become one', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'rest',
        'api',
        '3',
        'issue',
        'ALPHA-1',
        'search',
        '/',
        '//',
        '.',
        '..',
        '%2e',
        '%2F',
        '%41',
        ';',
        '?',
        '\\',
        'ı',
        'REST',
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const path = `/${pieces.join('')}`;
        const segments = segmentsOf(path);
        if (segments !== undefined) expect([`/${segments.join('/')}`, `/${segments.join('/')}/`]).toContain(path);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('a method', () => {
  test.each(['GET', 'POST', 'PUT', 'DELETE', 'PATCH'])('%s is read', (method) => {
    expect(requestOf(eventOf(method, '/rest')).ok).toBe(true);
  });
  test.each(['get', 'HEAD', 'OPTIONS', 'TRACE', 'CONNECT', 'GET ', '', 'PROPFIND', '__proto__'])(
    '%j is refused',
    (method) => {
      expect(reasonOf(eventOf(method, '/rest'))).toBe('method_unknown');
    },
  );
});

describe('a query value', () => {
  const readAs = (parts: string[], name = 'fields'): string | undefined => {
    const request = requestOf(get('/rest', { [name]: parts }));
    return request.ok ? request.value.query.get(name) : undefined;
  };
  /** A character that never stands in a raw query: the platform decoded. Or nothing that could be an escape. */
  const isPlain = (value: string): boolean => /[\s"<>\\^`{|}\u0080-\uffff]/.test(value) || !/[%+]/.test(value);

  test('reads alike decoded or raw, split at commas or whole', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (value) => {
        fc.pre(isWellFormed(value) && !value.includes('\u0000') && isPlain(value) && !value.includes('%00'));
        const raw = encodeURIComponent(value);
        expect(readAs([value])).toBe(value);
        expect(readAs(value.split(','))).toBe(value);
        expect(readAs([raw])).toBe(value);
        expect(readAs([raw.replaceAll('%20', '+')])).toBe(value);
        expect(readAs(raw.replaceAll('%2C', ',').split(','))).toBe(value);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['labels = c++', 'labels = c++'],
    ['labels%3Dc%2B%2B', 'labels=c++'],
    ['project+%3D+ALPHA', 'project = ALPHA'],
    ['labels%20in%20%28%27c%2B%27%29', "labels in ('c+')"],
    ["labels = 'c++'", "labels = 'c++'"],
    ['key=ALPHA-1', 'key=ALPHA-1'],
  ])('of JQL is read where only one of decoded and raw makes sense: %s', (sent, jql) => {
    expect(readAs([sent], 'jql')).toBe(jql);
  });

  test.each(['labels=c++', "labels='c++'", "labels='c%2B'", 'order+by+created', "labels='100%'"])(
    'of JQL that means two things decoded and raw is refused, and POST is what mends it: %s',
    (sent) => {
      const request = requestOf(get('/rest', { jql: [sent] }));
      expect(request).toMatchObject({ ok: false, error: { reason: 'query_invalid', where: 'query.jql' } });
      expect(JSON.stringify(request)).toContain('send the query by POST');
      expect(requestOf(get('/rest', { query: [sent.replace('%', '')] })).ok).toBe(true);
    },
  );

  test('of JQL that came in several parts is told in both orders', () => {
    const reversed = (jql: string[]) => {
      const request = requestOf(get('/rest', { jql }));
      return request.ok ? request.value.jqlReversed : 'refused';
    };
    expect(reversed(['key in (1', ' 2', ' 3)'])).toBe(' 3), 2,key in (1');
    expect(reversed(['key in (1)'])).toBeUndefined();
  });

  test('is decoded once and not twice', () => {
    expect(readAs(['a%2520b'])).toBe('a%20b');
    expect(readAs(['project = "a%20b"'])).toBe('project = "a%20b"');
  });

  test.each([[['a\u0000b']], [['a%00b']], [['%']], [['%zz']], [['%ff']], [['%c0%ae']], [['x'.repeat(40_001)]]])(
    '%j is refused',
    (parts) => expect(reasonOf(get('/rest', { jql: parts }))).toBe('query_invalid'),
  );

  test.each(['jql[]', 'j ql', 'jql%5B', '', 'ſ', 'a'.repeat(101)])('under the name %j is refused', (name) => {
    expect(reasonOf(get('/rest', { [name]: ['x'] }))).toBe('query_invalid');
  });

  test('more than fifty names are refused', () => {
    const names = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`n${at}`, ['x']]));
    expect(requestOf(get('/rest', names(50))).ok).toBe(true);
    expect(reasonOf(get('/rest', names(51)))).toBe('query_invalid');
  });
});

describe('headers', () => {
  const withHeaders = (headers: unknown) => ({ ...get('/rest'), headers });
  test('are found whatever the case of their names, and two spellings are two values', () => {
    const { headers } = receive(withHeaders({ Authorization: ['a'], AUTHORIZATION: ['b'], aUTHORIZATION: 'c' }));
    expect(headers.get('authorization')).toEqual(['a', 'b', 'c']);
  });

  test.each([['gzip'], ['br'], ['identity, gzip'], ['']])('with the content encoding %j are refused', (encoding) => {
    expect(reasonOf(withHeaders({ 'content-encoding': [encoding] }))).toBe('media_type_unsupported');
  });

  test('of a hundred names pass, of a hundred and one do not', () => {
    const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`x-${at}`, ['1']]));
    expect(requestOf(withHeaders(many(100))).ok).toBe(true);
    expect(reasonOf(withHeaders(many(101)))).toBe('headers_too_large');
    expect(reasonOf(withHeaders({ x: ['1'.repeat(32_768)] }))).toBe('headers_too_large');
  });
});

describe('the endpoint', () => {
  test.each([
    ['/public/abc_-9/rest/api/3/myself', 'abc_-9'],
    ['/x1/abc', 'abc'],
    ['/x1/', undefined],
    ['/other/abc/rest', undefined],
    ['/public/a%2Fb/rest', undefined],
    [`/public/${'a'.repeat(501)}`, undefined],
  ])('of %j is %j', (path, token) => expect(receive({ ...get('/rest'), path }).endpointToken).toBe(token));
});

test('an event of any form is read or refused, and nothing is thrown', () => {
  const near = fc.record(
    {
      method: fc.oneof(fc.constant('GET'), fc.anything()),
      path: fc.oneof(fc.constant('/public/x'), fc.anything()),
      userPath: fc.anything(),
      headers: fc.oneof(fc.dictionary(fc.string(), fc.array(fc.string())), fc.anything()),
      queryParameters: fc.oneof(fc.dictionary(fc.string(), fc.array(fc.string())), fc.anything()),
      body: fc.anything(),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof(near, fc.anything()), (event) => {
      expect(typeof receive(event).request.ok).toBe('boolean');
    }),
    { numRuns: 3000 },
  );
});
