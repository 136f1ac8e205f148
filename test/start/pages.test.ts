/** The pages of the local site: the one about it, where its address leads, and that no text of the site becomes markup. */
import { put } from '../../local/jira/change';
import { type Site, startSite } from '../../local/site';
import { peopleOf } from '../../local/start/people';

let site: Site;
beforeEach(async () => {
  site = await startSite({ seed: 'demo' });
});
afterEach(() => site.stop());

const get = (path: string, cookie = '') => fetch(`${site.url}${path}`, { headers: { cookie }, redirect: 'manual' });
const about = async (cookie = '') => (await get('/about', cookie)).text();
const choose = (accountId: string, to = '/about') =>
  fetch(`${site.url}/sign-in`, { method: 'POST', body: new URLSearchParams({ accountId, to }), redirect: 'manual' });
const cookieOf = (answer: Response) => answer.headers.get('set-cookie')?.split(';')[0] ?? '';
const otis = () => peopleOf(site.jira.state()).find(({ name }) => name === 'Otis Marlow')?.accountId ?? '';

test('it names every person with the role, every project, and the gateway', async () => {
  const page = await about();
  for (const { name, role } of peopleOf(site.jira.state())) {
    expect(page).toContain(name);
    expect(page).toContain(role);
  }
  for (const { name } of site.jira.state().projects.values()) expect(page).toContain(name);
  expect(page).toContain(await site.gatewayUrl());
  expect(page).toContain('not signed in');
});

test('the form makes one a person and leads back; choosing nobody undoes it', async () => {
  const answer = await choose(otis());
  expect(answer.status).toBe(303);
  expect(answer.headers.get('location')).toBe('/about');
  const cookie = cookieOf(answer);
  expect(await about(cookie)).toContain('Otis Marlow (you)');
  expect(await (await get('/rest/api/3/myself', cookie)).json()).toMatchObject({ displayName: 'Otis Marlow' });
  expect((await choose('')).headers.get('set-cookie')).toContain('Max-Age=0');
  expect((await choose('712020:nobody')).status).toBe(404);
});

test.each([
  ['/jira/settings', '/jira/settings'],
  ['//elsewhere.example', '/about'],
  ['/\\\\elsewhere.example', '/about'],
  ['https://elsewhere.example', '/about'],
])('after the choice, %s leads to %s: never away from the site', async (to, location) => {
  expect((await choose(otis(), to)).headers.get('location')).toBe(location);
});

test('the address of the site leads to the widest page of the app that the person has', async () => {
  const where = async (cookie: string) => (await get('/', cookie)).headers.get('location');
  expect(await where('')).toBe(new URL(site.consoleUrl({ module: 'admin' })).pathname);
  expect(cookieOf(await get('/'))).toContain('person=');
  const place = { module: 'project', projectId: '10001', projectKey: 'WEB' } as const;
  expect(await where(cookieOf(await choose(otis())))).toBe(new URL(site.consoleUrl(place)).pathname);
  const member = peopleOf(site.jira.state()).find(({ administers }) => administers.length === 0);
  expect(await where(cookieOf(await choose(member?.accountId ?? '')))).toBe('/about');
});

test('every link of the page is answered to a site admin', async () => {
  const admin = peopleOf(site.jira.state()).find(({ siteAdmin }) => siteAdmin)?.accountId ?? '';
  const cookie = cookieOf(await choose(admin));
  const links = [...(await about(cookie)).matchAll(/href="([^"]+)"/g)].map(([, href = '']) =>
    href.replaceAll('&amp;', '&'),
  );
  expect(links.length).toBeGreaterThan(10);
  for (const link of links) {
    const { status } = await fetch(new URL(link, site.url), { headers: { cookie } });
    expect([link, status]).toEqual([link, 200]);
  }
});

test('what the site is told does not become markup, and no script may run', async () => {
  const person = site.jira.state().people.get(otis());
  if (person === undefined) throw new Error('The demonstration lost its people.');
  site.restore(put(site.jira.state(), 'people', { ...person, displayName: '<script>alert("1")</script>' }));
  const page = await about();
  expect(page).not.toContain('<script>');
  expect(page).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;');
  const policy = (await get('/about')).headers.get('content-security-policy');
  expect(policy).toContain("default-src 'none'; script-src 'self';");
  expect(policy).not.toContain('unsafe');
});

test('it shows what the app asked Jira', async () => {
  expect(await about()).toContain('Nothing yet');
  const place = { module: 'project', projectId: '10001', projectKey: 'WEB' } as const;
  const result = await site.invoke(otis(), place, 'createKey', {
    name: 'page',
    grants: [{ projectId: '10001', permissions: ['issue:read'] }],
    expiresAt: new Date(site.clock.now() + 86_400_000).toISOString(),
  });
  const { key, gatewayUrl } = JSON.parse(JSON.stringify(result)).value.value;
  await fetch(`${gatewayUrl}/rest/api/3/issue/WEB-2`, { headers: { authorization: `Bearer ${key}` } });
  expect(await about()).toMatch(/GET \/rest\/api\/3\/issue\/WEB-2/);
});

test('other addresses and methods are no pages', async () => {
  expect((await get('/nothing')).status).toBe(404);
  expect((await get('/sign-in')).status).toBe(404);
});
