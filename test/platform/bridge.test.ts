/** Pages: whom a resolver sees, what it may believe, and the HTTP side of the bridge and of the simulated Jira. */
import type { Script } from './app/index';
import { ADMIN, type PlatformSite, PROJECT, startPlatform, stopPlatforms } from './platform-site';
import { ADA, BEN } from './test-jira';

let site: PlatformSite;
beforeAll(async () => {
  site = await startPlatform({
    pages: ({ path, accountId }) =>
      path === '/'
        ? { status: 200, headers: { 'Content-Type': 'text/plain' }, body: `page of ${accountId ?? 'nobody'}` }
        : undefined,
  });
});
afterAll(stopPlatforms);

const contextOf: Script = ({ event }) => event;

test('a resolver learns the person from the platform and the place from the page', async () => {
  const result = await site.resolve(BEN, contextOf);
  expect(result).toMatchObject({
    ok: true,
    value: {
      context: {
        accountId: BEN,
        moduleKey: 'settings',
        cloudId: site.jira.state().site.cloudId,
        extension: { type: 'jira:projectSettingsPage', project: { id: '10001', key: 'DEMO' } },
        installContext: `ari:cloud:jira::site/${site.jira.state().site.cloudId}`,
      },
    },
  });
});

test('a forged extension arrives as forged, and the person stays the one who called', async () => {
  const forged = { type: 'jira:projectSettingsPage', project: { id: '10999', key: 'OTHER' }, accountId: ADA };
  const result = await site.resolve(BEN, contextOf, PROJECT, forged);
  expect(result).toMatchObject({ ok: true, value: { context: { accountId: BEN, extension: forged } } });
});

test.each([
  [ADA, 'open', true],
  [BEN, 'open', true],
  [ADA, 'closed', true],
  [BEN, 'closed', false],
] as const)("%s calls the admin page's resolver with the gate %s: %s", async (accountId, gate, isServed) => {
  site.switches['bridge.adminGate'] = gate;
  const { ok } = await site.resolve(accountId, contextOf, ADMIN);
  site.switches['bridge.adminGate'] = 'open';
  expect(ok).toBe(isServed);
});

test('an error of a resolver reaches the page as its message and asks for no consent', async () => {
  const result = await site.resolve(BEN, () => {
    throw new Error('not for you');
  });
  expect(result).toEqual({ ok: false, error: 'not for you', consent: false });
});

test('a function that no resolver defines is an error, and a payload above 500 kB too', async () => {
  expect(await site.invoke(BEN, PROJECT, 'unknown')).toMatchObject({
    ok: false,
    error: expect.stringContaining('no definition'),
  });
  expect(await site.invoke(BEN, PROJECT, 'run', 'x'.repeat(500_001))).toMatchObject({ ok: false });
});

describe('over HTTP', () => {
  const post = (path: string, body: unknown, cookie = '') =>
    fetch(`${site.url}${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', cookie },
      body: JSON.stringify(body),
    });
  const signIn = async (accountId: string) =>
    (await post('/session', { accountId })).headers.get('set-cookie')?.split(';')[0] ?? '';

  test("a signed-in person calls a resolver and reads the page's context", async () => {
    const cookie = await signIn(BEN);
    globalThis.platformScripts = new Map([['who', contextOf]]);
    const call = { module: 'project', projectId: '10001', functionKey: 'run', payload: { script: 'who' } };
    const answer = await (await post('/bridge/invoke', call, cookie)).json();
    expect(answer).toMatchObject({
      ok: true,
      value: { context: { accountId: BEN, extension: { project: { key: 'DEMO' } } } },
    });
    const context = await (
      await fetch(`${site.url}/bridge/context?module=project&projectId=10001`, { headers: { cookie } })
    ).json();
    expect(context).toMatchObject({ accountId: BEN, moduleKey: 'settings', extension: { project: { id: '10001' } } });
  });

  test('who is not signed in is nobody', async () => {
    const context = await (await fetch(`${site.url}/bridge/context?module=admin`)).json();
    expect(context.accountId).toBe('unidentified');
  });

  test.each([
    ['/session', { accountId: 'nobody' }, 404],
    ['/session', {}, 200],
    ['/bridge/invoke', { module: 'other' }, 400],
    ['/bridge/invoke', { module: 'project', projectId: '1', functionKey: 'run' }, 404],
  ])('%s with %j answers %d', async (path, body, status) => {
    expect((await post(path, body)).status).toBe(status);
  });

  test('the session cookie stays off requests that other sites cause', async () => {
    const cookie = (await post('/session', { accountId: ADA })).headers.get('set-cookie');
    expect(cookie).toContain('SameSite=Strict');
    expect(cookie).toContain('HttpOnly');
  });

  const basic = (name: string) => `Basic ${Buffer.from(`${name}:anything`).toString('base64')}`;
  test.each([
    ['an account id', { authorization: basic(ADA) }, { kind: 'person', accountId: ADA }],
    ['a mail address', { authorization: basic('ben@example.com') }, { kind: 'person', accountId: BEN }],
    ['a name that nobody has', { authorization: basic('carl@example.com') }, { kind: 'anonymous' }],
    ['nothing', {}, { kind: 'anonymous' }],
  ])('the simulated Jira called directly with %s knows who calls', async (_name, headers, actor) => {
    const response = await fetch(`${site.url}/rest/api/3/myself?expand=a`, { headers });
    expect(await response.json()).toMatchObject({ actor, method: 'GET', path: '/rest/api/3/myself?expand=a' });
  });

  test('other pages come from whoever started the site, and are absent otherwise', async () => {
    const cookie = await signIn(BEN);
    expect(await (await fetch(`${site.url}/`, { headers: { cookie } })).text()).toBe(`page of ${BEN}`);
    expect((await fetch(`${site.url}/other`)).status).toBe(404);
  });
});
