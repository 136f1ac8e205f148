/** The start page: what it shows to whom, that its links lead somewhere, and that no text of the site becomes markup. */
import { put } from '../../local/jira/change';
import { createPages } from '../../local/pages/pages';
import { type Site, startSite } from '../../local/site';
import { peopleOf } from '../../local/start/people';

let site: Site;
beforeEach(async () => {
  const pages = createPages();
  site = await startSite({ seed: 'demo', pages: pages.answer });
  pages.show(site);
});
afterEach(() => site.stop());

const get = (path: string, cookie = '') => fetch(`${site.url}${path}`, { headers: { cookie }, redirect: 'manual' });
const home = async (cookie = '') => (await get('/', cookie)).text();
const choose = (accountId: string) =>
  fetch(`${site.url}/sign-in`, { method: 'POST', body: new URLSearchParams({ accountId }), redirect: 'manual' });
const otis = () => peopleOf(site.jira.state()).find(({ name }) => name === 'Otis Marlow')?.accountId ?? '';

test('it names every person with the role, every project, and the gateway', async () => {
  const page = await home();
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
  expect(answer.headers.get('location')).toBe('/');
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  expect(await home(cookie)).toContain('Otis Marlow (you)');
  expect(await (await get('/rest/api/3/myself', cookie)).json()).toMatchObject({ displayName: 'Otis Marlow' });
  expect((await choose('')).headers.get('set-cookie')).toContain('Max-Age=0');
  expect((await choose('712020:nobody')).status).toBe(404);
});

test('every link of the page is answered to a site admin', async () => {
  const admin = peopleOf(site.jira.state()).find(({ siteAdmin }) => siteAdmin)?.accountId ?? '';
  const cookie = (await choose(admin)).headers.get('set-cookie')?.split(';')[0] ?? '';
  const links = [...(await home(cookie)).matchAll(/href="([^"]+)"/g)].map(([, href = '']) =>
    href.replaceAll('&amp;', '&'),
  );
  expect(links.length).toBeGreaterThan(10);
  for (const link of links) expect([link, (await get(link, cookie)).status]).toEqual([link, 200]);
});

test('what the site is told does not become markup, and no script may run', async () => {
  const person = site.jira.state().people.get(otis());
  if (person === undefined) throw new Error('The demonstration lost its people.');
  site.restore(put(site.jira.state(), 'people', { ...person, displayName: '<script>alert("1")</script>' }));
  const page = await home();
  expect(page).not.toContain('<script');
  expect(page).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;');
  expect((await get('/')).headers.get('content-security-policy')).toContain("default-src 'none'");
});

test('it shows what the app asked Jira', async () => {
  expect(await home()).toContain('Nothing yet');
  const place = { module: 'project', projectId: '10001', projectKey: 'WEB' } as const;
  const result = await site.invoke(otis(), place, 'createKey', {
    name: 'page',
    grants: [{ projectId: '10001', permissions: ['issue:read'] }],
    expiresAt: new Date(site.clock.now() + 86_400_000).toISOString(),
  });
  const { key, gatewayUrl } = JSON.parse(JSON.stringify(result)).value.value;
  await fetch(`${gatewayUrl}/rest/api/3/issue/WEB-2`, { headers: { authorization: `Bearer ${key}` } });
  expect(await home()).toMatch(/GET \/rest\/api\/3\/issue\/WEB-2/);
});

test('other addresses and methods are no pages', async () => {
  expect((await get('/nothing')).status).toBe(404);
  expect((await get('/sign-in')).status).toBe(404);
});
