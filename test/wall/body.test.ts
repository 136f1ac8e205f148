/**
 * C-BODY: what a body says may be read in one way only. Whatever two readers could take for two things is refused by
 * its shape, alike for own, foreign and invented, and unseen by Jira; what Jira does get is printed from what was
 * read, so it holds in every way in which Jira may read repeated members.
 */
import { gzipSync } from 'node:zlib';
import { rich } from './issue-operations';
import { CREATE, created, EDIT, ODD_BODIES, WITH_BODY } from './odd-bodies';
import { expectNoCanary, FIXTURE, openWall, type Sent, type Wall } from './site';
import { bearer, expectOneRefusal, FORMS, JSON_TYPE, type Wire, wire } from './wire';
import { historyOf } from './write-case';

const { projects, missing, fields } = FIXTURE;
/** Own, foreign, invented. */
const PROJECTS = [projects.alpha.id, projects.omega.id, missing.projectId];

let wall: Wall;
/** A request that breaks off inside its body is noted by the site, and is no failure of it. */
const failures: unknown[] = [];
beforeAll(async () => {
  wall = await openWall({ onFailure: (error) => failures.push(error) });
});
afterAll(async () => {
  await wall.stop();
  expect(failures.filter((error) => !String(error).includes('aborted'))).toEqual([]);
});
afterEach(() => {
  Object.assign(wall.site.switches, FORMS[0]?.[1]);
  wall.site.jira.switches['json.reader'] = 'last';
  wall.site.jira.faults.length = 0;
  wall.reset();
});

type Body = string | Buffer;
const posting = (path: string, body: Body, headers: Wire['headers'] = [JSON_TYPE]): Wire => ({
  method: 'POST',
  path,
  body,
  headers: [bearer(wall.alpha), ...headers],
});
const overWire = (request: Wire) => wire(wall, wall.alpha, request);
/** Texts that reached Jira, but for what the gateway itself says of the key (`write-case.ts`). */
const bodiesOf = (answer: {
  readonly calls: readonly { method: string; body: string | undefined; operationId: string | null }[];
}) =>
  answer.calls
    .filter(({ method, operationId }) => method !== 'GET' && operationId !== 'bulkFetchIssues')
    .map(({ body }) => body?.replace(`,"historyMetadata":${JSON.stringify(historyOf(wall.alpha))}}`, '}'));

describe.each(FORMS)('where the platform hands over %s', (_form, switches) => {
  beforeEach(() => {
    Object.assign(wall.site.switches, switches);
  });

  test.each(ODD_BODIES)('%s · %s is refused by its shape', async (_id, _what, status, text) => {
    await expectOneRefusal(
      wall,
      PROJECTS.map((id) => posting(CREATE, text(id))),
      status,
      overWire,
    );
  });

  test.each(WITH_BODY)('C-BODY-06 · %s %s is served as JSON', async (method, path, body, status) => {
    const answer = await wall.send(wall.alpha, { method, path, body });
    expect(answer.status).toBe(status);
  });
});

describe.each(['last', 'first', 'strict'] as const)('where Jira reads repeated members %s', (reader) => {
  beforeEach(() => {
    wall.site.jira.switches['json.reader'] = reader;
  });

  test('C-BODY-01 · what is sent to Jira is printed anew', async () => {
    const text =
      ' {\n "fie\\u006cds" : { "pro\\u006aect":{"\\u0069d" : "10001"},\t"issuetype":{"id":"10102"},"summary":"N\\u0065w"} }\r\n';
    const answer = await overWire(posting(CREATE, text));
    expect(answer.status).toBe(201);
    expect(bodiesOf(answer)).toEqual([created('{"id":"10001"}')]);
  });

  test.each(['jql', 'fields', 'maxResults'])('C-BODY-01 · %s twice in a search is refused', async (name) => {
    const values: Readonly<Record<string, readonly [string, readonly string[]]>> = {
      jql: ['"project = ALPHA"', ['ALPHA', 'OMEGA', 'NOPES'].map((key) => `"project = ${key}"`)],
      fields: ['["summary"]', ['["*all"]', '["status"]'].map((each) => each.padEnd(10))],
      maxResults: ['1', ['5', '9']],
    };
    const [first, others] = values[name] ?? ['', []];
    for (const path of ['/rest/api/3/search/jql', '/rest/api/2/search/jql'])
      await expectOneRefusal(
        wall,
        others.map((other) => posting(path, `{"${name}":${first},"${name}":${other}}`)),
        400,
        overWire,
      );
  });
});

test('C-BODY-02 · names of the prototype leave nothing behind', async () => {
  const before = await wall.send(wall.alpha, { method: 'GET', path: EDIT });
  for (const name of ['__proto__', 'constructor'])
    for (const path of [CREATE, EDIT, `${EDIT}/comment`, '/rest/api/3/search/jql'])
      await overWire({
        ...posting(path, `{"${name}":{"polluted":"yes","prototype":{"polluted":"yes"}}}`),
        method: path === EDIT ? 'PUT' : 'POST',
      });
  const after = await wall.send(wall.alpha, { method: 'GET', path: EDIT });
  expect(before.status).toBe(200);
  expect(after.text).toBe(before.text);
  expect('polluted' in {}).toBe(false);
  expect(after.text).not.toContain('polluted');
});

describe('sizes', () => {
  test('C-BODY-03 · a hundred labels and a nested document are served', async () => {
    const list = (content: object): object => ({
      type: 'bulletList',
      content: [{ type: 'listItem', content: [content] }],
    });
    const paragraph = { type: 'paragraph', content: [{ type: 'text', text: 'deep' }] };
    const description = { type: 'doc', version: 1, content: [list(list(list(paragraph)))] };
    const labels = Array.from({ length: 100 }, (_, at) => `label-${at}`);
    const answer = await wall.send(wall.alpha, {
      method: 'PUT',
      path: EDIT,
      body: { fields: { labels, description } },
    });
    expect(answer.status).toBe(204);
  });

  test.each([1_000_001, 4_500_000, 6_000_000])('C-BODY-09 · a body of %d bytes is refused', async (length) => {
    const body = created('{"id":"10001"}').padEnd(length);
    const answer = await overWire(posting(CREATE, body));
    expect([answer.status, answer.calls]).toEqual([413, []]);
  });

  test('C-BODY-09 · a body of 900,000 bytes is read', async () => {
    expect((await overWire(posting(CREATE, created('{"id":"10001"}').padEnd(900_000)))).status).toBe(201);
  });
});

describe('numbers', () => {
  test.each(['"10001"', '10001'])('C-BODY-04 · the project id %s is the id, and is sent as text', async (id) => {
    const answer = await overWire(posting(CREATE, created(`{"id":${id}}`)));
    expect(answer.status).toBe(201);
    expect(bodiesOf(answer)).toEqual([created('{"id":"10001"}')]);
  });

  test.each(['5', '0.1', '1.50', '-3'])('C-BODY-04 · the number %s reaches Jira as it was written', async (text) => {
    const answer = await overWire({ ...posting(EDIT, `{"fields":{"${fields.points}":${text}}}`), method: 'PUT' });
    expect(answer.status).toBe(204);
    expect(bodiesOf(answer)).toEqual([`{"fields":{"${fields.points}":${text}}}`]);
  });

  test.each(['"5"', '[5]', '{}', 'true'])('C-BODY-04 · %s is no number, and nothing is written', async (text) => {
    const answer = await overWire({ ...posting(EDIT, `{"fields":{"${fields.points}":${text}}}`), method: 'PUT' });
    expect([answer.status, bodiesOf(answer)]).toEqual([400, []]);
  });

  test.each(['11005.0', '1.1005e4', '"011005"', '9223372036854775809', '-0', '1e400', 'true', '[]'])(
    'C-BODY-04 · %s is no id of a parent or of a link end',
    async (id) => {
      await expectOneRefusal(
        wall,
        [posting(CREATE, created('{"id":"10001"}', `,"parent":{"id":${id}}`))],
        400,
        overWire,
      );
      const text = `{"type":{"name":"Blocks"},"inwardIssue":{"id":${id}},"outwardIssue":{"id":"11025"}}`;
      await expectOneRefusal(wall, [posting('/rest/api/3/issueLink', text)], 400, overWire);
    },
  );
});

describe('character sets and media types', () => {
  const body = created('{"id":"10001"}');
  const typed = (type: string) => [['Content-Type', type]] as const;

  test.each([
    'application/json',
    'application/json; charset=utf-8',
    'APPLICATION/JSON;charset=UTF-8',
    'application/json; charset="utf-8"',
  ])('C-BODY-06 · %s is the one media type', async (type) => {
    expect((await overWire(posting(CREATE, body, typed(type)))).status).toBe(201);
  });

  const TYPES: readonly (readonly [string, Wire['headers']])[] = [
    ['no type', []],
    ...[
      'text/plain',
      'text/json',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/octet-stream',
      'application/xml',
      'application/vnd.api+json',
      'application/json-patch+json',
      'application/jsonp',
      'application/json, text/plain',
      'text/plain, application/json',
      'application/json; boundary=x',
      'application/json; charset=utf-8; charset=utf-16',
      'application/json charset=utf-8',
      '*/*',
    ].map((type) => [type, typed(type)] as const),
    ['two types', [...typed('application/json'), ...typed('text/plain')]],
    ['the same type twice', [...typed('application/json'), ...typed('application/json')]],
  ];
  const CHARSETS = ['utf-7', 'utf-16', 'utf-16le', 'utf-32', 'iso-8859-1', 'us-ascii', 'x', '"utf-8', ''];
  const REFUSED = [
    ...TYPES.map(([what, headers]) => ['C-BODY-06', what, headers] as const),
    ...CHARSETS.map(
      (charset) => ['C-BODY-05', `charset=${charset}`, typed(`application/json; charset=${charset}`)] as const,
    ),
  ];
  test.each(REFUSED)('%s · %s is refused for every operation', async (_id, _what, headers) => {
    await expectOneRefusal(
      wall,
      [
        ...PROJECTS.map((id) => posting(CREATE, created(`{"id":"${id}"}`), headers)),
        ...WITH_BODY.map(([method, path, sent]) => ({ ...posting(path, JSON.stringify(sent), headers), method })),
      ],
      415,
      overWire,
    );
  });

  test('C-BODY-05 · a pair of surrogates and bytes of UTF-8 are one character', async () => {
    for (const spelled of ['\\ud83d\\ude00 \\u00fc', '\u{1f600} ü']) {
      const answer = await overWire({ ...posting(EDIT, `{"fields":{"summary":"${spelled}"}}`), method: 'PUT' });
      expect(answer.status).toBe(204);
      expect(bodiesOf(answer)).toEqual(['{"fields":{"summary":"\u{1f600} ü"}}']);
    }
  });
});

describe('encodings and lengths', () => {
  const body = created('{"id":"10001"}');
  const hidden = created('{"id":"10002"}');
  const chunked = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n0\r\n\r\n`;
  const encoded = (encoding: string) => [JSON_TYPE, ['Content-Encoding', encoding] as const];

  test.each([
    'gzip',
    'GZIP',
    'x-gzip',
    'deflate',
    'br',
    'zstd',
    'compress',
    'identity, gzip',
    'gzip, identity',
    'x',
    '',
  ])('C-BODY-08 · the content encoding %j is refused, encoded or not', async (encoding) => {
    const texts: Body[] = [gzipSync(body), gzipSync(hidden), body, hidden];
    await expectOneRefusal(
      wall,
      texts.map((text) => posting(CREATE, text, encoded(encoding))),
      415,
      overWire,
    );
  });

  test('C-BODY-08 · identity is no encoding', async () => {
    expect((await overWire(posting(CREATE, body, encoded('identity')))).status).toBe(201);
  });

  test('C-BODY-08 · compressed bytes without a word are no JSON', () =>
    expectOneRefusal(wall, [posting(CREATE, gzipSync(body))], 400, overWire));

  test('C-BODY-08 · a body in chunks is the same body', async () => {
    const answer = await overWire({
      ...posting(CREATE, chunked(body), [JSON_TYPE, ['Transfer-Encoding', 'chunked']]),
      measured: false,
    });
    expect(answer.status).toBe(201);
    expect(bodiesOf(answer)).toEqual([body]);
  });

  test.each([
    [
      'chunks and a length',
      [
        ['Transfer-Encoding', 'chunked'],
        ['Content-Length', '5'],
      ],
      chunked(hidden),
    ],
    [
      'two lengths',
      [
        ['Content-Length', '5'],
        ['Content-Length', String(hidden.length)],
      ],
      hidden,
    ],
    ['a length as a list', [['Content-Length', `5, ${hidden.length}`]], hidden],
    ['a negative length', [['Content-Length', '-1']], hidden],
    ['a length with a plus', [['Content-Length', `+${hidden.length}`]], hidden],
    ['a length that is too short', [['Content-Length', '20']], hidden],
    ['a chunk whose size is none', [['Transfer-Encoding', 'chunked']], `zz\r\n${hidden}\r\n0\r\n\r\n`],
  ] as const)('C-BODY-08 · %s: nothing reaches Jira', async (_what, headers, text) => {
    const before = wall.site.fork();
    const answer = await overWire({ ...posting(CREATE, text, [JSON_TYPE, ...headers]), measured: false });
    expect([answer.status, answer.calls]).toEqual([400, []]);
    expect(wall.site.fork()).toBe(before);
  });
});

describe('answers of Jira that are cut or too large', () => {
  const cut = '{"id":"11001","key":"ALPHA-1","fields":{"project":{"id":"10001"},"summary":"CANARY-999-cut';
  const large = `{"id":"11001","key":"ALPHA-1","fields":{"project":{"id":"10001"},"summary":"CANARY-999-cut${'x'.repeat(5_200_000)}"}}`;
  const READS: readonly (readonly [operationId: string, sent: Sent])[] = [
    ['getIssue', { method: 'GET', path: `${CREATE}/ALPHA-1` }],
    ['getComments', { method: 'GET', path: `${CREATE}/ALPHA-1/comment` }],
    ['getTransitions', { method: 'GET', path: `${CREATE}/ALPHA-1/transitions` }],
    ['getProject', { method: 'GET', path: '/rest/api/3/project/ALPHA' }],
    [
      'searchAndReconsileIssuesUsingJqlPost',
      { method: 'POST', path: '/rest/api/3/search/jql', body: { jql: 'project = ALPHA' } },
    ],
  ];

  test.each(READS)(
    'C-BODY-09 · %s · a broken answer is an error and nothing of it is passed on',
    async (operationId, sent) => {
      for (const body of [cut, large, `${cut}"}}{}`, '\ufffd', 'null x']) {
        wall.site.jira.faults.push({ operationId, times: 1, fault: { kind: 'status', status: 200, body } });
        const answer = await wall.send(wall.alpha, sent);
        expect(wall.site.jira.faults).toEqual([]);
        expect(answer.status).toBe(502);
        expect(answer.text).not.toContain('CANARY');
        expectNoCanary(wall, answer);
      }
      wall.site.jira.faults.push({ operationId, times: 1, fault: { kind: 'cut', when: 'after' } });
      expect((await wall.send(wall.alpha, sent)).status).toBe(502);
      expect((await wall.send(wall.alpha, sent)).status).toBe(200);
    },
  );

  test.each([
    ['editIssue', { method: 'PUT', path: EDIT, body: { fields: { summary: 'Edited' } } }],
    ['createIssue', { method: 'POST', path: CREATE, body: JSON.parse(created('{"id":"10001"}')) }],
    ['addComment', { method: 'POST', path: `${EDIT}/comment`, body: { body: rich('3', 'Said') } }],
  ])(
    'C-BODY-09 · %s · where the answer to a write breaks, the write was sent once and the caller is told',
    async (operationId, sent) => {
      for (const fault of [
        { kind: 'status', status: 200, body: cut },
        { kind: 'cut', when: 'after' },
      ] as const) {
        wall.site.jira.faults.push({ operationId, times: 1, fault });
        const answer = await wall.send(wall.alpha, sent);
        expect(answer.status).toBe(502);
        expect(answer.text).not.toContain('CANARY');
        expect(bodiesOf(answer)).toHaveLength(1);
      }
    },
  );
});
