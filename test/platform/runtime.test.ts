/** How a bundle runs: its globals, its clock, its deadline, and what two sites or two callers share: nothing. */
import { codeOf, type PlatformSite, PROJECT, START, startPlatform, stopPlatforms } from './platform-site';
import { ADA } from './test-jira';

let site: PlatformSite;
beforeAll(async () => {
  site = await startPlatform();
});
afterAll(stopPlatforms);

const echo = async (from: PlatformSite) => JSON.parse(await (await fetch(from.gateway)).text());

test('a bundle sees the clock of its site and no environment', async () => {
  expect(await echo(site)).toMatchObject({ now: START, env: [] });
  site.clock.advance(1500);
  expect(await echo(site)).toMatchObject({ now: START + 1500 });
  site.clock.set(START);
});

test('a site without a fixed clock runs with real time and can still be advanced', async () => {
  const before = Date.now();
  const other = await startPlatform({ now: undefined as never });
  expect((await echo(other)).now).toBeGreaterThanOrEqual(before);
  other.clock.advance(3_600_000);
  expect((await echo(other)).now).toBeGreaterThanOrEqual(before + 3_600_000);
});

test('two sites in one process share neither module state nor storage nor clock', async () => {
  const [one, two] = [await startPlatform(), await startPlatform({ now: START + 1000 })];
  await one.run(({ kvs: { kvs } }) => kvs.set('whose', 'one'));
  await two.run(({ kvs: { kvs } }) => kvs.set('whose', 'two'));
  expect(await one.run(({ kvs: { kvs } }) => kvs.get('whose'))).toBe('one');
  expect(await two.run(({ kvs: { kvs } }) => kvs.get('whose'))).toBe('two');
  expect([(await echo(one)).now, (await echo(two)).now]).toEqual([START, START + 1000]);
  await echo(one);
  expect([(await echo(one)).served, (await echo(two)).served]).toEqual([5, 4]);
});

test('the globals of the process stay as they were', async () => {
  await echo(site);
  expect('__forge_runtime__' in globalThis || '__forge_fetch__' in globalThis).toBe(false);
  expect(Math.abs(Date.now() - START)).toBeGreaterThan(1000);
});

test('a global that the process defines with a setter is not set by a site that starts', async () => {
  const assigned: unknown[] = [];
  Object.defineProperty(globalThis, 'EventSource', {
    configurable: true,
    get: () => undefined,
    set: (value) => assigned.push(value),
  });
  await startPlatform();
  Reflect.deleteProperty(globalThis, 'EventSource');
  expect(assigned).toEqual([]);
});

test.each(['https://undeclared.example/x', 'https://declared.example/x', 'http://127.0.0.1:1/'])(
  'a fetch of %s is refused and seen',
  async (url) => {
    site.resetRecords();
    const message = await site.run(async ({ api }) => {
      try {
        await api.fetch(url);
        return 'went out';
      } catch (error) {
        return String(error);
      }
    });
    expect(message).toContain('REQUEST_EGRESS_ALLOWLIST_ERR');
    expect(site.outsideTries).toEqual([url]);
  },
);

test('the runtime context says which app, module and installation runs', async () => {
  const context = await site.run(({ api }) => api.getAppContext());
  expect(context).toMatchObject({
    appAri: { appId: '11111111-2222-4333-8444-555555555555' },
    moduleKey: 'door',
    environmentType: 'DEVELOPMENT',
  });
  expect(context.invocationRemainingTimeInMillis()).toBeLessThanOrEqual(55_000);
  expect(context.permissions?.scopes).toEqual(['storage:app', 'read:jira-work']);
});

test('a call of the platform outside any invocation is refused', async () => {
  const later = await site.run(({ kvs: { kvs } }) => ({ get: () => kvs.get('x') }));
  expect(await codeOf(later.get())).toContain('Forge runtime metadata not found');
});

test('fifty resolver calls at once keep each person apart', async () => {
  const people = Array.from({ length: 50 }, (_, at) => `557058:person-${at}`);
  const answers = await Promise.all(
    people.map((accountId, at) =>
      site.resolve(accountId, async ({ api, kvs: { kvs }, context }) => {
        await new Promise((resolve) => setTimeout(resolve, (at * 7) % 20));
        await kvs.get('x');
        const called = await api.asUser().requestJira(api.route`/rest/api/3/myself`);
        const runtime = api.__getRuntime();
        return { context: accountIdIn(context), jira: (await called.json()).actor.accountId, runtime: runtime.aaid };
      }),
    ),
  );
  expect(answers).toEqual(
    people.map((accountId) => ({ ok: true, value: { context: accountId, jira: accountId, runtime: accountId } })),
  );
});

const accountIdIn = (context: unknown): unknown =>
  typeof context === 'object' && context !== null && 'accountId' in context ? context.accountId : undefined;

describe('deadlines', () => {
  test('end an invocation that hangs, and what it answers later is dropped', async () => {
    // Each answers only when it is let, and what is to be in time has ample time.
    const waiting: (() => void)[] = [];
    const hang = () => new Promise((resolve) => waiting.push(() => resolve({ statusCode: 200 })));
    const quick = await startPlatform({ timeLimits: { webTriggerMs: 60, backgroundMs: 50 } });
    const patient = await startPlatform({ timeLimits: { resolverMs: 40 } });
    expect((await quick.serve(hang)).status).toBe(424);
    expect(await patient.resolve(ADA, hang)).toMatchObject({ ok: false, consent: false });
    globalThis.platformScripts?.set('tidy', hang);
    expect(await quick.runSchedule('hourly')).toMatchObject({ outcome: 'timed-out', moduleKey: 'hourly' });
    globalThis.platformScripts?.delete('tidy');
    expect(waiting).toHaveLength(3);
    for (const answer of waiting) answer();
    expect(await quick.resolve(ADA, () => 'fine')).toEqual({ ok: true, value: 'fine' });
    expect((await patient.serve(() => ({ statusCode: 200 }))).status).toBe(200);
    const outcomes = [quick, patient].map(({ invocations }) => invocations.map(({ outcome }) => outcome));
    expect(outcomes).toEqual([
      ['timed-out', 'timed-out', 'answered'],
      ['timed-out', 'answered'],
    ]);
  });

  test('are 55 seconds for a web trigger and 25 for a resolver', async () => {
    const began = performance.now();
    const left = await site.run(({ api }) => api.getAppContext().invocationRemainingTimeInMillis());
    const inResolver = await site.resolve(ADA, ({ api }) => api.getAppContext().invocationRemainingTimeInMillis());
    // However long that took: what is left and what went by are the limit.
    const gone = performance.now() - began;
    const lefts = [Number(left), inResolver.ok ? Number(inResolver.value) : Number.NaN];
    for (const [at, limit] of [55_000, 25_000].entries()) {
      expect(lefts[at]).toBeLessThanOrEqual(limit);
      expect(lefts[at]).toBeGreaterThanOrEqual(Math.floor(limit - gone));
    }
  });
});

test.each([
  [2, 2],
  [150, 100],
])('of %d lines that a function prints %d are kept with its invocation', async (printed, kept) => {
  expect(await site.invoke(ADA, PROJECT, 'print', { lines: printed })).toMatchObject({ ok: true });
  const { logs = [] } = site.invocations.at(-1) ?? {};
  expect(logs).toHaveLength(kept);
  expect(logs[1]).toBe('warn line { line: 1 }');
});

describe('the door to Jira', () => {
  type Called = { actor: unknown; method: string; path: string; headers: Record<string, string>; body?: string };
  const call = (path: string, init?: Parameters<ReturnType<typeof import('@forge/api').asApp>['requestJira']>[1]) =>
    site.run(
      async ({ api }): Promise<Called> => (await api.asApp().requestJira(api.assumeTrustedRoute(path), init)).json(),
    );

  test('calls as the app, with the scopes of the manifest', async () => {
    expect((await call('/rest/api/3/myself')).actor).toEqual({
      kind: 'app',
      scopes: ['storage:app', 'read:jira-work'],
    });
  });

  test.each(['/rest/api/3/issue/../myself', '/rest/api/3/issue/%2E%2E/x?a=%20', '//x/y'])(
    'hands over the path %s as it was given',
    async (path) => {
      expect((await call(path)).path).toBe(path);
    },
  );

  test('passes method, body and headers, but none that the proxy sets itself', async () => {
    const headers = {
      Accept: 'application/json',
      Authorization: 'Bearer x',
      Cookie: 'a=b',
      Host: 'x',
      'X-Forwarded-For': '1',
    };
    const called = await call('/rest/api/3/issue', { method: 'post', headers, body: '{"a":1}' });
    expect(called).toMatchObject({ method: 'POST', body: '{"a":1}' });
    expect(called.headers).toEqual({ accept: 'application/json', 'content-type': 'application/json' });
  });

  test('cannot call as a user from a web trigger, since no person called', async () => {
    const call = site.run(({ api }) => codeOrName(api.asUser().requestJira(api.route`/rest/api/3/myself`)));
    expect(await call).toBe('NEEDS_AUTHENTICATION_ERR');
  });

  test('cannot call as another person than the one who called', async () => {
    const result = await site.resolve(ADA, ({ api }) =>
      codeOrName(api.asUser('557058:ben').requestJira(api.route`/rest/api/3/myself`)),
    );
    expect(result).toEqual({ ok: true, value: 'PROXY_ERR' });
  });

  test('rejects where the connection broke, and breaks off a body that arrived short', async () => {
    const { answer } = site.testJira;
    site.testJira.answer = () => Promise.reject(new TypeError('fetch failed'));
    const broken = await site.run(({ api }) => codeOf(api.asApp().requestJira(api.route`/rest/api/3/myself`)));
    site.testJira.answer = () => ({ status: 200, headers: { 'content-length': '100' }, body: '{"half":' });
    const short = await site.run(async ({ api }) => {
      const response = await api.asApp().requestJira(api.route`/rest/api/3/myself`);
      return [response.status, await codeOf(response.text())];
    });
    site.testJira.answer = answer;
    expect(broken).toContain('fetch failed');
    expect(short).toEqual([200, expect.stringContaining('terminated')]);
  });

  test('answers 204 without a body', async () => {
    const { answer } = site.testJira;
    site.testJira.answer = () => ({ status: 204, headers: {}, body: '' });
    const seen = await site.run(async ({ api }) => {
      const response = await api.asApp().requestJira(api.route`/rest/api/3/issue/A-1`, { method: 'DELETE' });
      return [response.status, await response.text()];
    });
    site.testJira.answer = answer;
    expect(seen).toEqual([204, '']);
  });
});

test('a person who has not consented gets the consent screen, and the function an error it must not swallow', async () => {
  const ask = () =>
    site.resolve(
      ADA,
      async ({ api }) => (await api.asUser().requestJira(api.route`/rest/api/3/myself`)).status,
      PROJECT,
    );
  expect(await ask()).toEqual({ ok: true, value: 200 });
  site.consent.missing.add(ADA);
  expect(await ask()).toMatchObject({ ok: false, consent: true });
  site.consent.missing.delete(ADA);
  expect(await ask()).toEqual({ ok: true, value: 200 });
});

async function codeOrName(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    return typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : String(error);
  }
}
