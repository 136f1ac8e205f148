/**
 * C-KEY: the credential. One key, in one place, at its own URL, while it is in force; everything else gets one
 * 401 of the same bytes, is unseen by Jira, and leaves nothing in storage. No secret stands in anything that the app
 * writes or says.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { CREDENTIALS, miswritten, secretOf, unknown, withChecksum, wrongSecret } from './credentials';
import { type Answer, comparable, expectNoCanary, FIXTURE, type Key, openWall, READING, type Wall, work } from './site';
import { basic, bearer, HEADER_CASES, hand, type Wire, wire } from './wire';

const { projects, people } = FIXTURE;
const PATH = '/rest/api/3/issue/ALPHA-24';
const ADMIN = { module: 'admin' } as const;

let directory: string;
let wall: Wall;
/** Another site with a key of its own. */
let elsewhere: Wall;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'wall-key-'));
  wall = await openWall({ dataDirectory: directory });
  elsewhere = await openWall();
});
afterAll(async () => {
  await wall.stop();
  await elsewhere.stop();
  rmSync(directory, { recursive: true });
});
afterEach(() => {
  wall.site.switches['webtrigger.headerCase'] = 'lower';
  wall.reset();
});

const ask = (key: Key, at: string = key.url) => wall.send({ ...key, url: at }, { method: 'GET', path: PATH });
const call = (headers: Wire['headers'], path = PATH) =>
  wire(wall, wall.alpha, { method: 'GET', path, ...(headers === undefined ? {} : { headers }) });
/** The connection is between client and platform; a socket closes it, as the harness does. */
const seen = (answer: Answer) => comparable(answer);
let refusal: unknown;
/** FIXED: the bytes that a call without any key gets. */
async function expectRefused(answer: Answer): Promise<void> {
  refusal ??= seen(await call([]));
  expect([answer.status, answer.calls]).toEqual([401, []]);
  expect(seen(answer)).toEqual(refusal);
  expect(answer.headers['www-authenticate']).toContain('Bearer');
}

describe.each(HEADER_CASES)('with header names handed over %s', (headerCase) => {
  beforeEach(() => {
    wall.site.switches['webtrigger.headerCase'] = headerCase;
  });

  test.each(CREDENTIALS)('%s · %s', async (_id, _what, headers, served) => {
    const answer = await call(headers(wall.alpha.text, wall.mixed.text));
    if (served) expect([answer.status, answer.json.key]).toEqual([200, 'ALPHA-24']);
    else await expectRefused(answer);
  });
});

describe('a key in the wrong place', () => {
  const exposed = (): string => JSON.stringify(wall.site.invocations.at(-1)?.logs);
  const PLACES: readonly (readonly [string, (key: string) => Wire])[] = [
    ['the query', (key) => ({ method: 'GET', path: `${PATH}?access_token=${key}` })],
    ['a parameter that is offered', (key) => ({ method: 'GET', path: `${PATH}?fields=${key}` })],
    ['the path', (key) => ({ method: 'GET', path: `/${key}${PATH}` })],
    ['the place of an id', (key) => ({ method: 'GET', path: `/rest/api/3/issue/${key}` })],
    [
      'the body',
      (key) => ({
        method: 'POST',
        path: '/rest/api/3/search/jql',
        headers: [['Content-Type', 'application/json']],
        body: JSON.stringify({ key }),
      }),
    ],
    ['a header', (key) => ({ method: 'GET', path: PATH, headers: [['X-Api-Key', key]] })],
    ['a cookie', (key) => ({ method: 'GET', path: PATH, headers: [['Cookie', `key=${key}`]] })],
  ];

  test.each(PLACES)('C-KEY-01 · %s opens nothing', async (_what, request) => {
    await expectRefused(await wire(wall, wall.alpha, request(wall.alpha.text)));
    expect(exposed()).not.toContain(secretOf(wall.alpha.text));
  });

  test.each(PLACES)('C-KEY-01 · a key that stands in %s is noted as exposed', async (_what, request) => {
    await wire(wall, wall.alpha, request(wall.alpha.text));
    expect(exposed()).toContain('elsewhere');
    await wire(wall, wall.alpha, request('nothing'));
    expect(exposed()).not.toContain('elsewhere');
  });
});

describe('one refusal for every bad key', () => {
  const fresh = (more: object = {}) => wall.issue([{ projectId: projects.alpha.id, permissions: READING }], more);
  const administer = async (functionKey: string, payload: object) => {
    const result = await wall.site.invoke(people.siteAdmin, ADMIN, functionKey, payload);
    expect(result).toMatchObject({ ok: true, value: { ok: true } });
  };
  const hours = (count: number) => count * 3_600_000;

  test('C-KEY-04 · a wrong checksum, a wrong secret, an unknown key', async () => {
    expect((await ask(wall.alpha)).status).toBe(200);
    for (const text of [miswritten(wall.alpha.text), wrongSecret(wall.alpha.text), unknown()])
      await expectRefused(await ask({ ...wall.alpha, text }));
  });

  test('C-KEY-04 · the test writes checksums as the app does', () => {
    expect(withChecksum(wall.alpha.text.slice(0, -6))).toBe(wall.alpha.text);
  });

  test.each(['revokeKey', 'suspendKey'])('C-KEY-04 · after %s, from the next call on', async (functionKey) => {
    const key = await fresh();
    expect((await ask(key)).status).toBe(200);
    await administer(functionKey, { keyId: key.id });
    await expectRefused(await ask(key));
    if (functionKey === 'suspendKey') {
      await administer('resumeKey', { keyId: key.id });
      expect((await ask(key)).status).toBe(200);
    }
  });

  test('C-KEY-04 · expired, to the millisecond, and whatever a schedule did', async () => {
    const key = await fresh({ expiresAt: new Date(wall.site.clock.now() + hours(1)).toISOString() });
    expect((await ask(key)).status).toBe(200);
    wall.site.clock.advance(hours(1) + 1);
    const answer = await ask(key);
    wall.site.clock.advance(-hours(1) - 1);
    await expectRefused(answer);
  });

  test('C-KEY-04 · not yet begun', async () => {
    const key = await fresh({ notBefore: new Date(wall.site.clock.now() + hours(1)).toISOString() });
    await expectRefused(await ask(key));
    wall.site.clock.advance(hours(1) + 1);
    const begun = await ask(key);
    wall.site.clock.advance(-hours(1) - 1);
    expect(begun.status).toBe(200);
  });

  test('C-KEY-04 · at another URL of the same site', async () => {
    const beta = await wall.issue([{ projectId: projects.beta.id, permissions: READING }]);
    const urls = [wall.alpha.url, wall.mixed.url, beta.url];
    expect(new Set(urls).size).toBe(3);
    for (const key of [wall.alpha, wall.mixed, beta])
      for (const url of urls) {
        const answer = await ask(key, url);
        if (url === key.url) expect(answer.status).toBe(key === beta ? 404 : 200);
        else await expectRefused(answer);
      }
  });

  test('C-KEY-09 · a key of another site', async () => {
    expect((await elsewhere.send(elsewhere.alpha, { method: 'GET', path: PATH })).status).toBe(200);
    for (const key of [elsewhere.alpha, elsewhere.mixed])
      for (const url of [wall.alpha.url, wall.mixed.url]) await expectRefused(await ask(key, url));
  });

  /** No page closes a project's URL yet, so its row is written by hand. */
  const stored = (run: (database: InstanceType<typeof Database>) => void): void => {
    const database = new Database(join(directory, 'site.db'));
    run(database);
    database.close();
  };

  test('C-KEY-04 · while the site is stopped', async () => {
    const stop = async (breakGlass: boolean): Promise<void> => {
      const admin = { module: 'admin' } as const;
      const ask = (name: string, payload: object) => wall.site.invoke(FIXTURE.people.siteAdmin, admin, name, payload);
      const settings = await ask('getSettings', {});
      const version = Object(settings).value.value.version;
      const done = await ask('changeSettings', { version, change: { breakGlass } });
      expect(done).toMatchObject({ ok: true, value: { ok: true } });
    };
    await stop(true);
    const answers = [await ask(wall.alpha), await ask(wall.mixed)];
    await stop(false);
    for (const answer of answers) await expectRefused(answer);
    expect((await ask(wall.alpha)).status).toBe(200);
  });

  test('C-KEY-04 · at a URL that was closed, or is no longer served', async () => {
    const open = '"state":"open"';
    for (const closed of ['"state":"closed"', `"state":"open","until":${wall.site.clock.now() - 1}`]) {
      const swap = (from: string, to: string) =>
        stored((database) =>
          database.prepare("UPDATE stored SET value = replace(value, ?, ?) WHERE key LIKE 'endpoint:%'").run(from, to),
        );
      swap(open, closed);
      const answer = await ask(wall.alpha);
      swap(closed, open);
      await expectRefused(answer);
    }
    expect((await ask(wall.alpha)).status).toBe(200);
  });

  test('C-KEY-04 · the refusal is the same for every operation, method and body', async () => {
    const bad = { ...wall.alpha, text: unknown() };
    for (const request of [
      { method: 'DELETE', path: PATH },
      { method: 'PUT', path: PATH, body: '{' },
      { method: 'POST', path: '/rest/api/3/issue', body: {} },
      { method: 'GET', path: '/nothing' },
      { method: 'GET', path: '/rest/api/3/issue/../x' },
      { method: 'GET', path: '/rest/api/3/issue/OMEGA-1' },
      { method: 'PATCH', path: PATH },
      { method: 'OPTIONS', path: PATH },
    ])
      await expectRefused(await wall.send(bad, request));
  });
});

describe('what a bad key costs', () => {
  const operations = async (run: () => Promise<Answer>) => {
    wall.site.storage.operations.length = 0;
    const answer = await run();
    expect([answer.status, answer.calls]).toEqual([401, []]);
    return wall.site.storage.operations.map(({ operation, keys }) => `${operation} ${keys.length}`);
  };

  test('C-KEY-06 · what is no key by its form or checksum is refused before storage is read', async () => {
    for (let count = 0; count < 100; count += 1)
      for (const text of [miswritten(wall.alpha.text), `jsk_${count}`])
        expect(await operations(() => ask({ ...wall.alpha, text }))).toEqual([]);
    for (const headers of [[], [['X-Api-Key', wall.alpha.text]] as const])
      expect(await operations(() => call(headers))).toEqual([]);
  });

  test('C-KEY-06 · unknown, wrong and ended keys are read once and write nothing', async () => {
    const ended = await wall.issue([{ projectId: projects.alpha.id, permissions: READING }]);
    await wall.site.invoke(people.siteAdmin, ADMIN, 'revokeKey', { keyId: ended.id });
    const before = JSON.stringify(wall.site.storage.dump());
    for (const text of [unknown(), wrongSecret(wall.alpha.text), ended.text, elsewhere.alpha.text])
      for (let count = 0; count < 20; count += 1)
        expect(await operations(() => ask({ ...wall.alpha, text }))).toEqual(['batch/get 5']);
    expect(JSON.stringify(wall.site.storage.dump())).toBe(before);
  });

  test('C-KEY-05 · an unknown id costs the same reads as a known one', async () => {
    const known = await operations(() => ask({ ...wall.alpha, text: wrongSecret(wall.alpha.text) }));
    expect(await operations(() => ask({ ...wall.alpha, text: unknown() }))).toEqual(known);
  });

  test('C-KEY-06 · a call with a good key is recorded', async () => {
    wall.site.storage.operations.length = 0;
    await ask(wall.alpha);
    expect(wall.site.storage.operations.map(({ entityName }) => entityName)).toContain('audit');
  });

  const long = (length: number) => 'a'.repeat(length);
  const many = (count: number, of: (at: number) => readonly [string, readonly string[]]) =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => of(at)));
  const key = () => ({ authorization: [`Bearer ${wall.alpha.text}`] });
  const HUGE: readonly (readonly [string, () => Partial<Parameters<typeof hand>[2]>])[] = [
    ['a header of 100 kB', () => ({ headers: { ...key(), 'x-a': [long(100_000)] } })],
    ['a credential of 100 kB', () => ({ headers: { authorization: [`Bearer ${long(100_000)}`] } })],
    ['Basic of 100 kB', () => ({ headers: { authorization: [basic(`x:${long(75_000)}`)] } })],
    ['10,000 headers', () => ({ headers: { ...key(), ...many(10_000, (at) => [`x-${at}`, ['a']]) } })],
    ['10,000 values of a header', () => ({ headers: { ...key(), 'x-a': Array.from({ length: 10_000 }, () => 'a') } })],
    [
      '10,000 credentials',
      () => ({ headers: { authorization: Array.from({ length: 10_000 }, () => `Bearer ${wall.alpha.text}`) } }),
    ],
    ['150 headers', () => ({ headers: { ...key(), ...many(150, (at) => [`x-${at}`, ['a']]) } })],
    ['a query of 1 MB', () => ({ queryParameters: { fields: [long(1_000_000)] } })],
    [
      'a query of 1 MB in items',
      () => ({ queryParameters: { fields: Array.from({ length: 200_000 }, () => 'abcd') } }),
    ],
    ['a query of 10,000 names', () => ({ queryParameters: many(10_000, (at) => [`a${at}`, ['1']]) })],
    ['a path of 1 MB', () => ({ userPath: `/rest/api/3/issue/${long(1_000_000)}` })],
    ['a path of 100,000 segments', () => ({ userPath: '/a'.repeat(100_000) })],
    ['a body of 2 MB', () => ({ method: 'POST', body: long(2_000_000) })],
  ];
  test.each(HUGE)('C-KEY-07 · %s is refused, unseen by Jira', async (_what, event) => {
    const answer = await hand(wall, wall.alpha, { method: 'GET', userPath: PATH, ...event() });
    expect([answer.status >= 400, answer.status < 500, answer.calls]).toEqual([true, true, []]);
  });

  test('C-KEY-07 · sixty headers, and a query of 20 kB, are served', async () => {
    const headers = { ...key(), ...many(60, (at) => [`x-${at}`, [long(100)]]) };
    const fields = Array.from({ length: 400 }, (_, at) => `summary${long(40)}${at}`);
    const answer = await hand(wall, wall.alpha, {
      method: 'GET',
      userPath: PATH,
      headers,
      queryParameters: { fields: ['summary', ...fields] },
    });
    expect([answer.status, answer.json.fields]).toEqual([200, { summary: 'Plain work' }]);
  });
});

describe('one request, one key', () => {
  test('C-KEY-11 · two keys never add up', async () => {
    const beta = await wall.issue([{ projectId: projects.beta.id, permissions: READING }]);
    const read = (key: Key, issue: string) => wall.send(key, { method: 'GET', path: `/rest/api/3/issue/${issue}` });
    expect((await read(beta, 'BETA-1')).status).toBe(200);
    expect((await read(beta, 'ALPHA-1')).status).toBe(404);
    expect((await read(wall.alpha, 'BETA-1')).status).toBe(404);
    expect((await read(wall.mixed, 'BETA-1')).status).toBe(200);
    const list = (text: string) => call([bearer({ ...beta, text }), bearer(wall.alpha)], '/rest/api/3/project/search');
    for (const text of [beta.text, wall.mixed.text]) await expectRefused(await list(text));
  });

  test.each(['listKeys', 'createKey', 'revokeKey', 'whoAmI', 'describeProject'])(
    'C-KEY-11 · a key administers nothing: %s',
    async (functionKey) => {
      const invoke = async (headers: Record<string, string>) => {
        const response = await fetch(`${wall.site.url}/bridge/invoke`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: JSON.stringify({
            module: 'admin',
            functionKey,
            payload: functionKey === 'revokeKey' ? { keyId: wall.alpha.id } : {},
          }),
        });
        // Each answer carries the moment at which it was given.
        return (await response.text()).replace(/"now":"[^"]+"/, '"now":""');
      };
      const nobody = await invoke({});
      for (const key of [wall.alpha, wall.mixed])
        for (const authorization of [`Bearer ${key.text}`, basic(`x:${key.text}`)])
          expect(await invoke({ authorization })).toBe(nobody);
      expect(JSON.parse(nobody)).not.toMatchObject({ ok: true, value: { ok: true } });
      expect(nobody).not.toContain(wall.alpha.id);
    },
  );
});

test('secrets stand in no log, no row, no answer and no call to Jira', async () => {
  const { site } = wall;
  const key = await wall.issue([{ projectId: projects.alpha.id, permissions: READING }]);
  const inBasic = basic(`me@example.com:${key.text}`);
  const answers: Answer[] = [];
  for (const headers of [
    [bearer(key)],
    [['Authorization', inBasic]],
    [['Authorization', `Bearer ${miswritten(key.text)}`]],
    [['Authorization', `Bearer ${wrongSecret(key.text)}`]],
    [bearer(key), bearer(key)],
    [['X-Api-Key', key.text]],
    [['Cookie', `key=${key.text}`]],
    [['Authorization', `Token ${key.text}`]],
    [['Authorization', basic(`${key.text}:x`)]],
  ] as const)
    for (const path of [
      PATH,
      '/rest/api/3/issue/OMEGA-1',
      '/rest/api/3/myself',
      '/nothing',
      `${PATH}?token=${key.text}`,
      `/rest/api/3/issue/${key.text}`,
      `/rest/api/3/search/jql?jql=${key.text}`,
      `/rest/api/3/project/search?query=${key.text}`,
    ])
      answers.push(await wire(wall, key, { method: 'GET', path, headers }));
  for (const fault of [
    { operation: 'batch/get', times: 1, fault: { kind: 'status', status: 500 } },
    { operation: 'entity/set', times: 1, fault: { kind: 'status', status: 500 } },
  ] as const) {
    site.storage.faults.push(fault);
    answers.push(await ask(key));
  }
  site.jira.faults.push({ times: 1, fault: { kind: 'cut', when: 'before' } });
  answers.push(await ask(key));
  await site.invoke(people.siteAdmin, ADMIN, 'listKeys');
  await site.invoke(people.siteAdmin, ADMIN, 'suspendKey', { keyId: key.id });
  answers.push(await ask(key));
  await site.invoke(people.siteAdmin, ADMIN, 'revokeKey', { keyId: key.id });
  answers.push(await ask(key));

  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 400, 401, 403, 404, 502, 503]));
  const places = {
    logs: JSON.stringify(site.invocations.map(({ logs }) => logs)),
    rows: JSON.stringify(site.storage.dump()),
    answers: JSON.stringify(answers.map(({ headers, text }) => [headers, text])),
    calls: JSON.stringify(site.jira.calls.map(({ headers, body }) => [headers, body])),
    administration: JSON.stringify(await site.invoke(people.siteAdmin, ADMIN, 'listKeys')),
  };
  const secrets = [
    key.text,
    secretOf(key.text),
    inBasic.slice('Basic '.length),
    wrongSecret(key.text),
    miswritten(key.text),
  ];
  for (const [place, text] of Object.entries(places))
    for (const secret of secrets) expect([place, text.includes(secret)]).toEqual([place, false]);
  expect(places.rows).toContain(key.id);
  for (const answer of answers) expectNoCanary(wall, answer);
  expect(work(answers[0] as Answer).length).toBeGreaterThan(0);
});
