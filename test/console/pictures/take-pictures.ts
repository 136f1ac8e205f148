/**
 * `npm run pictures`: makes docs/pictures/*.png anew, of a site that was lived in. Run by hand after the console has
 * changed; the names of files to make may be given, e.g. `npm run pictures -- keys create`.
 *
 * The site begins at one fixed moment and at one port, and the browser stands still, so that little looks different that
 * has not changed.
 */
import { mkdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DEMO, demoState } from '../../../local/jira/seeds/demo';
import type { ResolverPlace } from '../../../local/site';
import { type ConsoleSite, openConsoleSite, type View, type Visit } from '../browser/browser';
import { takePicture } from '../browser/look';
import { ADMIN, type LivedIn, liveIn, WEB } from './lived-in-site';

const NOW = Date.parse('2026-11-25T15:30:00Z');
/** The site's clock runs from NOW on while pictures are made; no page shall look into its future. */
const LATER_MS = 5 * 60 * 1000;
const DIRECTORY = resolve(__dirname, '../../../docs/pictures');
const BYTES_MAX = 150_000;
const NARROW = { width: 400, height: 860 };
/** What a page draws after it was answered, such as a font or a bar that grows. */
const SETTLE_MS = 400;

type Picture = View & {
  readonly file: string;
  readonly person?: string;
  readonly place?: ResolverPlace;
  /** The address, where it is about a key of the site. */
  readonly of?: (site: LivedIn) => string;
  /** Taken before anybody made a key. */
  readonly isFirst?: true;
  /** What a person does until the page looks as it shall. */
  readonly prepare?: (visit: Visit) => Promise<unknown>;
};

const press = async ({ app }: Visit, role: 'button' | 'tab' | 'radio' | 'checkbox', name: string | RegExp) =>
  app.getByRole(role, { name, exact: true }).first().click();
const keyPage =
  (name: string) =>
  (site: LivedIn): string =>
    `/keys/${site.keyNamed(name).id}`;
const fillPreset = async (visit: Visit): Promise<void> => {
  await press(visit, 'checkbox', 'Website relaunch (WEB)');
  await press(visit, 'radio', 'Create bugs');
  await visit.app.getByLabel('Name').fill('Alert bot');
  await visit.app.getByText('Allowed', { exact: true }).first().waitFor();
};
const openFirstCall = async ({ app }: Visit): Promise<void> => {
  await app.getByLabel('Outcome').selectOption({ label: 'Refused calls' });
  const row = app.getByRole('button', { name: /^Details of/ }).first();
  await app.getByText('Refused', { exact: true }).nth(8).waitFor();
  await row.click();
  await app.locator('dl').first().waitFor();
};
const SCRIPT = [
  'curl -u me@example.com:token "https://site.example/rest/api/3/search/jql?jql=project%3DWEB"',
  'curl -u me@example.com:token "https://site.example/rest/api/3/issue/WEB-9"',
  '10.0.0.7 - - [24/Nov/2026:06:25:24 +0000] "GET /rest/api/3/issue/WEB-9/comment HTTP/1.1" 200 311',
  '10.0.0.7 - - [24/Nov/2026:06:25:31 +0000] "POST /rest/api/3/issue/WEB-9/comment HTTP/1.1" 201 98',
  'curl -X DELETE "https://site.example/rest/api/3/project/WEB"',
].join('\n');

const PICTURES: readonly Picture[] = [
  { file: 'keys', height: 880 },
  { file: 'keys-dark', theme: 'dark', height: 760 },
  { file: 'keys-narrow', ...NARROW },
  { file: 'keys-none', isFirst: true, person: DEMO.people.webAdmin, place: WEB, height: 760 },
  { file: 'create', route: '/create', height: 960, prepare: fillPreset },
  {
    file: 'create-narrowed-dark',
    theme: 'dark',
    height: 1000,
    route: '/create?preset=comment-and-transition',
    person: DEMO.people.webAdmin,
    place: WEB,
    prepare: async (visit) => {
      await visit.app.getByLabel('Name').fill('Triage');
      await visit.app.getByText('Permissions', { exact: true }).click();
      await press(visit, 'button', 'Narrow further in WEB');
      await press(visit, 'button', 'Add: issue types in WEB');
      await press(visit, 'checkbox', 'Bug');
      await visit.app.getByText('only issues of type Bug', { exact: false }).waitFor();
      await visit.app.locator('ul[aria-busy=false]').waitFor();
    },
  },
  { file: 'create-narrow', ...NARROW, route: '/create', prepare: fillPreset },
  {
    file: 'secret',
    route: '/create',
    height: 860,
    prepare: async (visit) => {
      await fillPreset(visit);
      await press(visit, 'button', 'Create');
      await visit.app.getByRole('heading', { name: 'Key created' }).waitFor();
    },
  },
  {
    file: 'from-evidence',
    route: '/create/from-evidence',
    height: 1220,
    person: DEMO.people.webAdmin,
    place: WEB,
    prepare: async (visit) => {
      await visit.app.getByLabel('curl commands or lines of an access log').fill(SCRIPT);
      await press(visit, 'button', 'Find the smallest key');
      await visit.app.getByText('In WEB it can', { exact: false }).first().waitFor();
    },
  },
  { file: 'key', of: keyPage('Support agent'), height: 960 },
  {
    file: 'key-use-dark',
    of: keyPage('Support agent'),
    theme: 'dark',
    height: 900,
    prepare: async (visit) => {
      await press(visit, 'tab', 'Use');
      await visit.app.getByRole('heading', { name: 'Operations' }).waitFor();
    },
  },
  {
    file: 'key-try',
    of: keyPage('Crash reports'),
    height: 1040,
    prepare: async (visit) => {
      await press(visit, 'tab', 'Try it');
      await visit.app.getByLabel('Method').selectOption('DELETE');
      await press(visit, 'button', 'Try the call');
      await visit.app.getByText('permission_missing').waitFor();
    },
  },
  { file: 'audit', route: '/audit', height: 900, prepare: openFirstCall },
  { file: 'audit-narrow-dark', ...NARROW, theme: 'dark', route: '/audit', prepare: openFirstCall },
  { file: 'ceilings', route: '/ceilings', height: 1000 },
  { file: 'endpoints', route: '/endpoints', height: 640 },
  { file: 'health', route: '/health', height: 810 },
];

async function main(): Promise<void> {
  const named = process.argv.slice(2);
  const wanted = named.length === 0 ? PICTURES : PICTURES.filter(({ file }) => named.includes(file));
  mkdirSync(DIRECTORY, { recursive: true });
  const opened = await openConsoleSite({ seed: demoState(NOW), port: 8137 });
  try {
    opened.site.clock.set(NOW);
    for (const picture of wanted.filter(({ isFirst }) => isFirst)) await take(opened, picture);
    const livedIn = await liveIn(opened.site, NOW);
    for (const picture of wanted.filter(({ isFirst }) => !isFirst)) await take(opened, picture, livedIn);
    opened.expectNoFaults();
  } finally {
    await opened.stop();
  }
}

async function take(opened: ConsoleSite, picture: Picture, livedIn?: LivedIn): Promise<void> {
  const { file, person = DEMO.people.siteAdmin, place = ADMIN, of, isFirst: _, prepare, ...view } = picture;
  const route = livedIn === undefined ? view.route : (of?.(livedIn) ?? view.route);
  const visit = await opened.visit(person, place, {
    ...view,
    now: NOW + LATER_MS,
    ...(route === undefined ? {} : { route }),
  });
  await visit.app.getByRole('heading', { level: 1 }).waitFor();
  await visit.page.waitForLoadState('networkidle');
  await prepare?.(visit);
  await visit.page.waitForLoadState('networkidle');
  await visit.page.waitForTimeout(SETTLE_MS);
  const path = join(DIRECTORY, `${file}.png`);
  await takePicture(visit, path);
  const { size } = statSync(path);
  process.stdout.write(`${file}.png ${Math.round(size / 1000)} kB\n`);
  if (size > BYTES_MAX) throw new Error(`${file}.png has ${size} bytes, and may have ${BYTES_MAX}.`);
  await visit.close();
}

void main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
