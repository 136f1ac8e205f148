/** The console as it is built and deployed: it comes up at both places under the policy, and is no more than it may be. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { FIXTURE } from '../../../local/jira/seeds/fixture/ids';
import type { ResolverPlace } from '../../../local/site';
import { type ConsoleSite, openConsoleSite } from './browser';
import { seriousFindings } from './look';

const BUILD = resolve(__dirname, '../../../static/console/build');
const { people, projects } = FIXTURE;
const ALPHA: ResolverPlace = { module: 'project', projectId: projects.alpha.id, projectKey: projects.alpha.key };

let opened: ConsoleSite;
beforeAll(async () => {
  opened = await openConsoleSite();
});
afterEach(() => opened.expectNoFaults());
afterAll(() => opened?.stop());

describe('in the browser', () => {
  test.each([
    ['the site admin', people.siteAdmin, { module: 'admin' }, 'light'],
    ['a project admin', people.alphaAdmin, ALPHA, 'dark'],
  ] as const)(
    '%s sees the keys, in the theme of Jira, and axe finds nothing serious',
    async (_who, person, place, theme) => {
      const visit = await opened.visit(person, place, { theme });
      await visit.app.getByRole('heading', { level: 1 }).waitFor();
      await visit.app.locator(`html[data-color-mode=${theme}]`).waitFor({ state: 'attached' });
      expect(
        await visit.app.locator('html').evaluate((html) => getComputedStyle(html).getPropertyValue('--ds-text')),
      ).not.toBe('');
      expect(await seriousFindings(visit)).toEqual([]);
      await visit.close();
    },
  );
});

describe('the files', () => {
  const page = () => readFileSync(join(BUILD, 'index.html'), 'utf8');
  const files = readdirSync(BUILD, { recursive: true, encoding: 'utf8' });

  test('the page names its files relative to itself, and holds no script or style', () => {
    const addresses = [...page().matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address = '']) => address);
    expect(addresses.length).toBeGreaterThan(1);
    for (const address of addresses) expect(address).toMatch(/^\.\/assets\//);
    expect(page()).not.toMatch(/<style|<script(?![^>]*\bsrc=)| style=| on[a-z]+=/);
  });

  test('all scripts together are below 300 kB as they are sent', () => {
    const scripts = files.filter((file) => file.endsWith('.js'));
    const total = scripts.reduce((sum, file) => sum + gzipSync(readFileSync(join(BUILD, file))).length, 0);
    expect(total).toBeGreaterThan(50_000);
    expect(total).toBeLessThan(300_000);
  });
});
