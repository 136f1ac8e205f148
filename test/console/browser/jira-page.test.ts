/** Jira's page around the app: who sees what, how one becomes another person, and what the frame may do. */

import { FIXTURE } from '../../../local/jira/seeds/fixture/ids';
import type { ResolverPlace } from '../../../local/site';
import { type ConsoleSite, openConsoleSite, until, type Visit } from './browser';
import { type BuiltPage, buildPage } from './fixture/built-page';
import { frameOf, pressAt, seriousFindings } from './look';

const { people, projects } = FIXTURE;
const ADMIN: ResolverPlace = { module: 'admin' };
const ALPHA: ResolverPlace = { module: 'project', projectId: projects.alpha.id, projectKey: projects.alpha.key };
const OMEGA: ResolverPlace = { module: 'project', projectId: projects.omega.id, projectKey: projects.omega.key };
const BETA: ResolverPlace = { module: 'project', projectId: projects.beta.id, projectKey: projects.beta.key };

let built: BuiltPage;
let opened: ConsoleSite;
beforeAll(async () => {
  built = await buildPage();
  opened = await openConsoleSite({ manifest: built.manifest });
});
afterEach(() => opened.expectNoFaults());
afterAll(async () => {
  await opened?.stop();
  built?.remove();
});

const isThere = ({ app }: Visit) => app.getByRole('heading', { name: 'A page of the app' }).waitFor();
const links = ({ page }: Visit) => page.getByRole('navigation', { name: 'Jira' }).getByRole('link');
const becomes = async ({ page }: Visit, name: RegExp) => {
  const choice = page.getByLabel('Signed in as');
  const wanted = await choice.locator('option', { hasText: name }).getAttribute('value');
  await choice.selectOption(wanted);
  await page.getByRole('button', { name: 'Switch' }).click();
};

describe('who sees what', () => {
  test('a site admin opens the page of the site, and finds there every project', async () => {
    const visit = await opened.visit(people.siteAdmin, ADMIN);
    await isThere(visit);
    expect(await links(visit).allTextContents()).toEqual(
      expect.arrayContaining(['Scoped Keys', 'API keys', 'About this site']),
    );
    expect(await links(visit).and(visit.page.locator('[aria-current=page]')).allTextContents()).toEqual([
      'Scoped Keys',
    ]);
    await visit.page.getByRole('link', { name: 'API keys of Beta' }).click();
    await isThere(visit);
    expect(visit.page.url()).toBe(opened.site.consoleUrl(BETA));
    await visit.close();
  });

  test('a project admin opens the page of the own project, and finds no other', async () => {
    const visit = await opened.visit(people.alphaAdmin, ALPHA);
    await isThere(visit);
    expect(await links(visit).allTextContents()).toEqual(['API keys', 'About this site']);
    await visit.close();
  });

  test.each([
    ['a member of the project', people.member, ALPHA, /Only administrators of this project/],
    [
      'the admin of another project that sees this one not at all',
      people.alphaAdmin,
      OMEGA,
      /couldn’t find that project/,
    ],
    ['a project admin at the page of the site', people.alphaAdmin, ADMIN, /Only Jira admins/],
    ['nobody', undefined, ADMIN, /Log in/],
  ] as const)('%s is refused in words, and gets no frame', async (_who, person, place, words) => {
    const path = new URL(opened.site.consoleUrl(place)).pathname;
    const visit = await opened.visitAddress(person, path);
    expect(await visit.page.getByRole('main').textContent()).toMatch(words);
    expect(await visit.page.locator('iframe').count()).toBe(0);
    await visit.close();
  });
});

describe('the person', () => {
  test('is switched in place: what one may not see goes, and comes back with the right person', async () => {
    const visit = await opened.visit(people.siteAdmin, ADMIN);
    await isThere(visit);
    await becomes(visit, /administers ALPHA\)/);
    await visit.page.getByRole('heading', { name: 'You don’t have permission' }).waitFor();
    expect(visit.page.url()).toBe(opened.site.consoleUrl(ADMIN));
    await becomes(visit, /site admin/);
    await isThere(visit);
    await visit.close();
  });

  test('is the site admin where nobody was signed in, and the address of the site leads to the app', async () => {
    const visit = await opened.visitAddress(undefined, '/');
    await isThere(visit);
    expect(visit.page.url()).toBe(opened.site.consoleUrl(ADMIN));
    await becomes(visit, /administers ALPHA\)/);
    await visit.page.goto(opened.site.url);
    await isThere(visit);
    expect(visit.page.url()).toBe(opened.site.consoleUrl(ALPHA));
    await visit.close();
  });
});

test('the frame has another origin than Jira, which keeps the session from it', async () => {
  const visit = await opened.visit(people.siteAdmin, ADMIN);
  await isThere(visit);
  const frame = await frameOf(visit);
  expect(new URL(frame.url()).origin).toBe(new URL(opened.site.pageFrame.url).origin);
  expect(new URL(frame.url()).hostname).not.toBe(new URL(opened.site.url).hostname);
  expect(await frame.evaluate('document.cookie')).toBe('');
  const cookies = await visit.context.cookies(frame.url());
  expect(cookies).toEqual([]);
  const attributes = await visit.page.locator('main iframe').evaluate((element) => ({
    sandbox: element.getAttribute('sandbox'),
    allow: element.getAttribute('allow'),
  }));
  expect(attributes.allow).toBe('clipboard-write');
  expect(attributes.sandbox).not.toContain('allow-top-navigation');
  await visit.close();
});

describe('the policy', () => {
  const policy = async () => (await fetch(opened.site.pageFrame.url)).headers.get('content-security-policy') ?? '';

  test("is production's, with the local Jira among those who may hold the frame, and with reports to the site", async () => {
    const directives = (await policy()).split('; ');
    const named = (name: string) => directives.find((directive) => directive.startsWith(`${name} `)) ?? '';
    expect(named('script-src')).toMatch(/^script-src 'self' https:\/\/forge\.cdn\.prod\.atlassian-dev\.net /);
    expect(named('style-src')).not.toContain('unsafe-inline');
    expect(named('connect-src')).not.toMatch(/localhost|127\.0\.0\.1|ws:/);
    expect(named('frame-ancestors')).toContain(` *.atlassian.net `);
    expect(named('frame-ancestors')).toContain(` ${opened.site.url} `);
    expect(named('report-uri')).toBe('report-uri /forge/csp-report');
  });

  test('is obeyed: an inline script does not run, and the site hears of it', async () => {
    const visit = await opened.visit(people.siteAdmin, ADMIN);
    await isThere(visit);
    visit.expectErrors(/inline script/);
    const frame = await frameOf(visit);
    await frame.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.ran = true';
      document.body.append(script);
    });
    expect(await frame.evaluate('globalThis.ran')).toBeUndefined();
    await until(() => opened.site.pageFrame.cspViolations.length > 0);
    expect(opened.site.pageFrame.cspViolations).toMatchObject([{ directive: 'script-src-elem', blocked: 'inline' }]);
    opened.site.resetRecords();
    await visit.close();
  });
});

describe('the look', () => {
  test.each(['light', 'dark'] as const)(
    'the system being %s, Jira is so and axe finds nothing serious',
    async (theme) => {
      const visit = await opened.visit(people.siteAdmin, ADMIN, { theme });
      await isThere(visit);
      expect(await visit.page.locator('html').getAttribute('data-color-mode')).toBe(theme);
      expect(await seriousFindings(visit)).toEqual([]);
      await visit.page.goto(`${opened.site.url}/about`);
      expect(await seriousFindings(visit)).toEqual([]);
      await visit.close();
    },
  );

  test('on a narrow window the navigation is behind a button, which the keyboard reaches', async () => {
    const visit = await opened.visit(people.siteAdmin, ADMIN, { width: 360 });
    await isThere(visit);
    expect(await visit.page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    const link = visit.page.getByRole('link', { name: 'API keys of Beta' });
    expect(await link.isVisible()).toBe(false);
    await pressAt(visit, visit.page.getByRole('button', { name: 'Menu' }));
    expect(await link.isVisible()).toBe(true);
    await visit.page.keyboard.press('Escape');
    expect(await link.isVisible()).toBe(false);
    await visit.close();
  });
});

test.each(['fills', 'grows'] as const)('the frame %s: a long page can be read to its end', async (form) => {
  opened.site.switches['page.frame'] = form;
  const visit = await opened.visit(people.siteAdmin, ADMIN, { height: 600 });
  await isThere(visit);
  const frame = await frameOf(visit);
  await frame.evaluate(() => {
    const end = document.body.appendChild(document.createElement('p'));
    end.textContent = 'The end';
    end.style.marginTop = '3000px';
  });
  const height = () =>
    visit.page.locator('main iframe').evaluate((element) => Math.round(element.getBoundingClientRect().height));
  await until(async () => (await height()) > 3000 === (form === 'grows'));
  await visit.app.getByText('The end').scrollIntoViewIfNeeded();
  expect(await visit.app.getByText('The end').isVisible()).toBe(true);
  expect(await visit.page.evaluate('document.documentElement.scrollHeight > innerHeight')).toBe(form === 'grows');
  opened.site.switches['page.frame'] = 'fills';
  await visit.close();
});
