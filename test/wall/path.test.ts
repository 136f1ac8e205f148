/**
 * C-PATH: the request line and the headers. A path has one spelling; what is written in any other way is refused by
 * its shape, alike for own, foreign and invented, and Jira hears nothing of it. Of what the caller sent, nothing is
 * sent on as it was: the request that reaches Jira is the same, whatever headers came with it.
 *
 * C-PATH-12 is a sweep over every door that Jira has, in refused.test.ts.
 */
import { renameProjectKey } from '../../local/jira/change';
import { VERSIONS, type Version } from './issue-operations';
import { api, ODD_PATHS, TWO_DOTS } from './odd-paths';
import { type Answer, comparable, expectNoCanary, FIXTURE, openWall, type Sent, type Wall } from './site';
import { bearer, expectFixed, FORMS, HEADER_CASES, hand, wire } from './wire';

const OWN = FIXTURE.issues.alpha1.key;
/** Own, foreign, invented. */
const TARGETS = [OWN, FIXTURE.issues.omega1.key, FIXTURE.missing.issueKey];

let wall: Wall;
beforeAll(async () => {
  wall = await openWall();
});
afterAll(() => wall.stop());
afterEach(() => {
  Object.assign(wall.site.switches, FORMS[0]?.[1], {
    'webtrigger.headerCase': 'lower',
    'webtrigger.otherMethods': 'reach',
  });
  wall.reset();
});

const read = (path: string): Sent => ({ method: 'GET', path });
const issuePath = (issue: string, version: Version = '3') => `/rest/api/${version}/issue/${issue}`;
/** What reached Jira, whole. */
const upstream = (answer: Answer) =>
  answer.calls.map(({ method, rawPath, headers, body }) => ({ method, rawPath, headers, body }));

/** Own, foreign and invented: one refusal. */
const expectRefused = (path: (issue: string) => string, status: number, method = 'GET') =>
  expectFixed(
    wall,
    wall.alpha,
    TARGETS.map((issue): Sent => ({ method, path: path(issue) })),
    status,
  );

/** Both versions run, each in two of the four forms. */
const FORMS_BY_VERSION = FORMS.map(([form, switches], at) => [form, at % 3 === 0 ? '3' : '2', switches] as const);

describe.each(FORMS_BY_VERSION)('where the platform hands over %s · v%s', (_form, version, switches) => {
  beforeEach(() => {
    Object.assign(wall.site.switches, switches);
  });

  test.each(ODD_PATHS)('%s · %s is refused by its shape', (_id, _what, status, path) =>
    expectRefused((issue) => path(issue, version), status),
  );

  test.each(TWO_DOTS)('C-PATH-01 · nothing is deleted by a climb with %s', (dots) =>
    expectRefused((issue) => api(version, `issue/ALPHA-1/${dots}/${issue}`), 400, 'DELETE'),
  );

  test('C-PATH-01 · the plain path is served', async () => {
    const answer = await wall.send(wall.alpha, read(issuePath(OWN, version)));
    expect([answer.status, answer.json.key]).toEqual([200, OWN]);
  });

  test.each([
    ['C-PATH-03', 'a slash', 'issue%2F', 'issue/'],
    ['C-PATH-04', 'a letter', '%69ssue/', 'issue/'],
    ['C-PATH-08', 'a capital', '%49ssue/', 'Issue/'],
  ])('%s · %s that came escaped is the same as unescaped, or is refused', async (_id, _what, escaped, plain) => {
    for (const issue of TARGETS) {
      const odd = await wall.send(wall.alpha, read(api('3', escaped + issue)));
      const asPlain = await wall.send(wall.alpha, read(api('3', plain + issue)));
      if (switches['webtrigger.decoding'] === 'decoded') {
        expect(comparable(odd)).toEqual(comparable(asPlain));
        expect(upstream(odd)).toEqual(upstream(asPlain));
      } else {
        expect([odd.status, odd.calls]).toEqual([400, []]);
      }
      expectNoCanary(wall, odd);
    }
  });

  test('C-PATH-07 · one slash at the end is dropped', async () => {
    const plain = await wall.send(wall.alpha, read(issuePath(OWN)));
    const slashed = await wall.send(wall.alpha, read(`${issuePath(OWN)}/`));
    expect(plain.status).toBe(200);
    expect(comparable(slashed)).toEqual(comparable(plain));
    expect(upstream(slashed)).toEqual(upstream(plain));
  });

  test('C-PATH-11 · latest is version 2, and goes upstream as version 2', async () => {
    const latest = await wall.send(wall.alpha, read('/rest/api/latest/issue/ALPHA-1'));
    const two = await wall.send(wall.alpha, read(issuePath(OWN, '2')));
    expect(latest.status).toBe(200);
    expect(upstream(latest)).toEqual(upstream(two));
    expect(upstream(two)[0]?.rawPath).toMatch(/^\/rest\/api\/2\//);
  });

  test.each([
    ['a list', 'fields=summary&fields=*all', 'fields=summary,*all'],
    ['a list with a comma', 'fields=summary,status&fields=labels', 'fields=summary,status,labels'],
    ['expansions', 'expand=names&expand=schema', 'expand=names,schema'],
    ['an escaped comma', 'fields=summary%2Cstatus', 'fields=summary,status'],
  ])('C-PATH-18 · %s given twice is read as one list', async (_what, twice, once) => {
    const repeated = await wall.send(wall.alpha, read(`${issuePath(OWN)}?${twice}`));
    const joined = await wall.send(wall.alpha, read(`${issuePath(OWN)}?${once}`));
    expect(joined.status).toBe(200);
    expect(comparable(repeated)).toEqual(comparable(joined));
    expect(upstream(repeated)).toEqual(upstream(joined));
    expectNoCanary(wall, repeated);
  });

  test.each([
    ['jql', ['ALPHA', 'OMEGA', 'NOPES'].map((key) => `jql=project%3DALPHA&jql=project%3D${key}`)],
    ['maxResults', ['1', '5'].map((count) => `jql=project%3DALPHA&maxResults=1&maxResults=${count}`)],
    ['nextPageToken', ['a', 'b'].map((token) => `jql=project%3DALPHA&nextPageToken=${token}&nextPageToken=c`)],
    ['fieldsByKeys', ['true', 'false'].map((flag) => `jql=project%3DALPHA&fieldsByKeys=false&fieldsByKeys=${flag}`)],
  ])('C-PATH-18 · %s given twice is refused', (_name, queries) =>
    expectFixed(
      wall,
      wall.alpha,
      queries.map((query) => read(`/rest/api/3/search/jql?${query}`)),
      400,
    ),
  );

  test('C-PATH-18 · an escaped name is the name, or is refused', async () => {
    const odd = await wall.send(wall.alpha, read(`${issuePath(OWN)}?%66ields=summary`));
    if (switches['webtrigger.decoding'] === 'raw') expect([odd.status, odd.calls]).toEqual([400, []]);
    else expect(Object.keys(odd.json.fields)).toEqual(['summary']);
  });

  test.each(['GET', 'DELETE'])('C-PATH-16 · %s with a body is refused, unseen by Jira', (method) =>
    expectFixed(
      wall,
      wall.alpha,
      TARGETS.flatMap((issue) =>
        [{ fields: { summary: issue } }, '[]', 'x', `"${issue}"`].map(
          (body): Sent => ({ method, path: issuePath(issue), body, headers: { 'content-type': 'application/json' } }),
        ),
      ),
      400,
    ),
  );

  test.each(['GET', 'DELETE'])('C-PATH-16 · an empty object with %s goes nowhere', async (method) => {
    const path = issuePath(FIXTURE.issues.plainToo.key);
    const answer = await wall.send(wall.alpha, { method, path, body: {} });
    expect(answer.status).toBe(method === 'GET' ? 200 : 204);
    expect(
      upstream(answer)
        .filter((call) => call.method === method)
        .map(({ body }) => body),
    ).toEqual([undefined]);
  });
});

describe('methods', () => {
  const OTHERS = [
    'HEAD',
    'OPTIONS',
    'TRACE',
    'CONNECT',
    'PROPFIND',
    'get',
    'Get',
    'GET ',
    ' GET',
    'GET\t',
    'GET\u0000',
    '',
  ];

  test.each(OTHERS)('C-PATH-15 · the method %j is refused, whatever it is sent to', async (method) => {
    const answers: Answer[] = [];
    for (const issue of TARGETS) answers.push(await hand(wall, wall.alpha, { method, userPath: issuePath(issue) }));
    expect(answers.map(({ status, calls }) => [status, calls])).toEqual(TARGETS.map(() => [405, []]));
    expect(new Set(answers.map((answer) => JSON.stringify(comparable(answer)))).size).toBe(1);
  });

  test.each(['reach', 'refused'] as const)('C-PATH-15 · other methods over HTTP, where they %s', async (setting) => {
    wall.site.switches['webtrigger.otherMethods'] = setting;
    for (const method of ['HEAD', 'OPTIONS', 'TRACE', 'PROPFIND'])
      await expectFixed(
        wall,
        wall.alpha,
        TARGETS.map((issue) => ({ method, path: issuePath(issue) })),
        405,
      );
  });

  test.each(['PATCH', 'POST'])('C-PATH-15 · %s at an issue is offered by no operation', (method) =>
    expectFixed(
      wall,
      wall.alpha,
      TARGETS.map((issue) => ({ method, path: issuePath(issue), body: {} })),
      403,
    ),
  );
});

describe('bytes that no client sends', () => {
  test.each([
    '\u0000',
    '\t',
    '\r\nX-Evil: 1',
    '\n',
    '\u001f',
    ' ',
    '\u007f',
    '\uff11',
    '\u200b',
    '\u0131',
    '\u017f',
    '\ufeff',
    '\ud800',
  ])('C-PATH-09 · %j in a path is refused', async (odd) => {
    for (const issue of TARGETS)
      for (const userPath of [issuePath(issue + odd), issuePath(odd + issue), `${issuePath(issue)}/comment${odd}`]) {
        const answer = await hand(wall, wall.alpha, { method: 'GET', userPath });
        expect([answer.status, answer.calls]).toEqual([400, []]);
      }
  });

  test.each([
    '',
    '/',
    'rest/api/3/issue/ALPHA-1',
    '@evil.example/rest/api/3/issue/ALPHA-1',
    'http://evil.example/rest/api/3/issue/ALPHA-1',
  ])('C-PATH-10 · the path %j is none', async (userPath) => {
    const answer = await hand(wall, wall.alpha, { method: 'GET', userPath });
    expect([answer.status, answer.calls]).toEqual([400, []]);
  });

  test('C-PATH-10 · no call ever left for another host', async () => {
    await wall.send(wall.alpha, read(issuePath(OWN)));
    expect(wall.site.outsideTries).toEqual([]);
    expect(wall.site.jira.calls.length).toBeGreaterThan(0);
    expect(wall.site.jira.calls.filter(({ path }) => !path.startsWith('/rest/api/'))).toEqual([]);
    expect(wall.site.jira.unknownRoutes).toEqual([]);
  });

  test('C-PATH-10 · an absolute target at another host reaches no function', async () => {
    const seen = wall.site.invocations.length;
    for (const issue of TARGETS)
      expect(
        await wire(wall, wall.alpha, {
          method: 'GET',
          path: '',
          target: `http://evil.example${issuePath(issue)}`,
          headers: [bearer(wall.alpha)],
        }),
      ).toMatchObject({ calls: [] });
    expect(wall.site.invocations).toHaveLength(seen);
  });
});

describe.each(HEADER_CASES)('with header names handed over %s', (headerCase) => {
  beforeEach(() => {
    wall.site.switches['webtrigger.headerCase'] = headerCase;
  });

  const HEADERS: readonly (readonly [string, string, string])[] = [
    ['C-PATH-14', 'X-HTTP-Method-Override', 'DELETE'],
    ['C-PATH-14', 'X-HTTP-Method', 'DELETE'],
    ['C-PATH-14', 'X-Method-Override', 'PUT'],
    ['C-PATH-17', 'X-Atlassian-Token', 'no-check'],
    ['C-PATH-17', 'X-Forwarded-For', '127.0.0.1'],
    ['C-PATH-17', 'X-Forwarded-Host', 'evil.example'],
    ['C-PATH-17', 'X-Forwarded-Proto', 'ftp'],
    ['C-PATH-17', 'Forwarded', 'host=evil.example'],
    ['C-PATH-17', 'X-Original-URL', '/rest/api/3/issue/OMEGA-1'],
    ['C-PATH-17', 'X-Rewrite-URL', '/rest/api/3/issue/OMEGA-1'],
    ['C-PATH-17', 'Cookie', 'person=admin; atlassian.xsrf.token=x'],
    ['C-PATH-17', 'Range', 'bytes=0-10'],
    ['C-PATH-17', 'If-None-Match', '*'],
    ['C-PATH-17', 'If-Modified-Since', 'Wed, 25 Nov 2099 00:00:00 GMT'],
    ['C-PATH-17', 'X-ExperimentalApi', 'opt-in'],
    ['C-PATH-17', 'X-Force-Accept-Language', 'true'],
    ['C-PATH-17', 'Accept-Language', 'de-DE'],
    ['C-PATH-17', 'Accept-Encoding', 'br'],
    ['C-PATH-17', 'Accept', 'text/html'],
    ['C-PATH-17', 'Connection', 'authorization'],
    ['C-PATH-17', 'User-Agent', 'browser'],
    ['C-PATH-17', 'Origin', 'https://evil.example'],
    ['C-PATH-17', 'X-Jira-Host', 'evil.example'],
    ['C-PATH-17', 'X-Atlassian-Jira-Url', 'https://evil.example'],
  ];

  const REQUESTS: readonly Sent[] = [
    read(`${issuePath(OWN)}?fields=summary`),
    read(issuePath('OMEGA-1')),
    { method: 'PUT', path: issuePath(FIXTURE.issues.plain.key), body: { fields: { summary: 'Edited by a key' } } },
  ];
  const plain: Answer[] = [];
  beforeAll(async () => {
    for (const request of REQUESTS) plain.push(await wall.send(wall.alpha, request));
    wall.reset();
  });

  test.each(HEADERS)('%s · %s changes neither answer nor what Jira is sent', async (_id, name, value) => {
    expect(plain.map(({ status }) => status)).toEqual([200, 404, 204]);
    for (const [at, request] of REQUESTS.entries()) {
      wall.reset();
      const odd = await wall.send(wall.alpha, { ...request, headers: { [name]: value } });
      expect([odd].map(withoutConnection)).toEqual(plain.slice(at, at + 1).map(withoutConnection));
      expect([odd].map(upstream)).toEqual(plain.slice(at, at + 1).map(upstream));
      for (const call of odd.calls)
        expect(call.headers).toEqual({
          accept: 'application/json',
          ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
        });
    }
  });

  test.each(['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override'])(
    'C-PATH-14 · a key for reading writes nothing by %s',
    async (name) => {
      const before = wall.site.fork();
      for (const method of ['DELETE', 'PUT', 'POST'])
        await wall.send(wall.reader, { ...read(issuePath(OWN)), headers: { [name]: method } });
      expect(wall.site.fork()).toBe(before);
    },
  );

  test('C-PATH-17 · another Host, or a second one, leads nowhere else', async () => {
    const plain = await wall.send(wall.alpha, read(issuePath(OWN)));
    const other = await wall.send(wall.alpha, { ...read(issuePath(OWN)), headers: { host: 'evil.example' } });
    expect(comparable(other)).toEqual(comparable(plain));
    expect(upstream(other)).toEqual(upstream(plain));
    const two = await wire(wall, wall.alpha, {
      method: 'GET',
      path: issuePath(OWN),
      headers: [bearer(wall.alpha), ['Host', 'evil.example']],
    });
    expect(upstream(two)).toEqual(upstream(plain));
  });

  /** The connection itself is between client and platform. */
  const withoutConnection = (answer: Answer): unknown => {
    const { connection: _connection, 'keep-alive': _keepAlive, ...headers } = answer.headers;
    return comparable({ ...answer, headers });
  };
});

describe('literal names in a path', () => {
  const LITERALS: readonly (readonly [string, string, unknown?])[] = [
    ['GET', 'project/type'],
    ['GET', 'issue/picker'],
    ['DELETE', 'project/recent'],
    ['DELETE', 'issue/createmeta'],
    ['PUT', 'issue/bulkfetch', {}],
    ['DELETE', 'issue/bulk'],
    ['DELETE', 'project/search'],
    ['PUT', 'project/search', {}],
    ['DELETE', 'project/type'],
    ['POST', 'issue/picker', {}],
  ];

  test.each(VERSIONS)('C-PATH-19 · a literal is never an id, whatever projects are called · v%s', async (version) => {
    for (const [method, path, body] of LITERALS) {
      const answers: Answer[] = [];
      for (const name of ['ALPHA', 'RECENT', 'TYPE', 'SEARCH', 'PICKER']) {
        wall.site.restore(renameProjectKey(wall.site.fork(), FIXTURE.projects.alpha.id, name));
        const before = wall.site.fork();
        answers.push(
          await wall.send(wall.alpha, { method, path: api(version, path), ...(body === undefined ? {} : { body }) }),
        );
        expect(wall.site.fork()).toBe(before);
        wall.reset();
      }
      expect(answers.map(({ status, calls }) => [path, status, calls])).toEqual(answers.map(() => [path, 403, []]));
      expect(new Set(answers.map((answer) => JSON.stringify(comparable(answer)))).size).toBe(1);
    }
  });

  test.each(VERSIONS)('C-PATH-19 · a literal of Jira is no id of an issue either · v%s', async (version) => {
    for (const name of ['bulkfetch', 'bulk', 'watching', 'limit', 'archive', 'unarchive', 'properties'])
      for (const method of ['GET', 'DELETE']) {
        const answer = await wall.send(wall.alpha, { method, path: api(version, `issue/${name}`) });
        expect([name, answer.status >= 403, answer.status <= 404, answer.calls]).toEqual([name, true, true, []]);
      }
  });

  /** What is served below a literal, and what its answer is: never a thing of that name. */
  const SERVED: readonly (readonly [string, string, unknown, (json: Answer['json']) => unknown])[] = [
    ['GET', 'project/recent', undefined, (json) => json.map(({ id }: { id: string }) => id)],
    ['GET', 'issue/createmeta', undefined, (json) => json.projects.map(({ id }: { id: string }) => id)],
    [
      'POST',
      'issue/bulkfetch',
      { issueIdsOrKeys: ['11024', 'OMEGA-1'], fields: ['project'] },
      (json) => json.issues.map(({ fields }: { fields: { project: { id: string } } }) => fields.project.id),
    ],
  ];

  test.each(VERSIONS.flatMap((version) => SERVED.map((row) => [version, ...row] as const)))(
    'C-PATH-19 · v%s · %s %s means the list, whatever projects are called',
    async (version, method, path, body, ids) => {
      for (const name of ['ALPHA', 'RECENT', 'CREATEMETA', 'BULKFETCH']) {
        wall.site.restore(renameProjectKey(wall.site.fork(), FIXTURE.projects.alpha.id, name));
        const answer = await wall.send(wall.alpha, {
          method,
          path: api(version, path),
          ...(body === undefined ? {} : { body }),
        });
        expect([name, answer.status, ids(answer.json)]).toEqual([name, 200, [FIXTURE.projects.alpha.id]]);
        wall.reset();
      }
    },
  );

  test('C-PATH-19 · a granted project called TYPE is reached by its key', async () => {
    wall.site.restore(renameProjectKey(wall.site.fork(), FIXTURE.projects.alpha.id, 'TYPE'));
    const answer = await wall.send(wall.alpha, read('/rest/api/3/project/TYPE'));
    expect([answer.status, answer.json.id, answer.json.key]).toEqual([200, FIXTURE.projects.alpha.id, 'TYPE']);
  });

  // The simulated Jira reads its literals in any case, as a lenient one might.
  test.each(['SEARCH', 'RECENT'])('C-PATH-19 · the key of a project called %s never shows the list', async (name) => {
    wall.site.restore(renameProjectKey(wall.site.fork(), FIXTURE.projects.alpha.id, name));
    const answer = await wall.send(wall.alpha, read(`/rest/api/3/project/${name}`));
    expectNoCanary(wall, answer);
    expect([answer.status, answer.json.values, Array.isArray(answer.json)]).toEqual([404, undefined, false]);
    const byId = await wall.send(wall.alpha, read('/rest/api/3/project/10001'));
    expect([byId.status, byId.json.key]).toEqual([200, name]);
  });

  test('C-PATH-19 · project/search is the search, and shows what is granted', async () => {
    wall.site.restore(renameProjectKey(wall.site.fork(), FIXTURE.projects.omega.id, 'SEARCH'));
    const answer = await wall.send(wall.alpha, read('/rest/api/3/project/search'));
    expect(answer.json.values.map(({ id }: { id: string }) => id)).toEqual([FIXTURE.projects.alpha.id]);
  });
});
