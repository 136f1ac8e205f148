/**
 * Every page and its parts, for the eye and for a screen reader: in light and dark, at a laptop's width and at 400 px, axe
 * finds nothing serious, nothing is wider than the window, and nothing goes wrong unseen.
 */
import { FIXTURE } from '../../../local/jira/seeds/fixture/ids';
import type { CreatedKey } from '../../../src/console/contract';
import { type ConsoleSite, openConsoleSite, until, type Visit } from './browser';
import { ADMIN, ALPHA, answerOf, button, callWith, keyNamed, placeOf } from './key-at-hand';
import { findingsIn, frameOf } from './look';

const { people, projects } = FIXTURE;
const HOUR_MS = 60 * 60 * 1000;
const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 400, height: 800 };

let opened: ConsoleSite;
let key: CreatedKey;
beforeAll(async () => {
  opened = await openConsoleSite();
  key = await keyNamed(opened, 'Looked at', {
    grants: [projects.alpha, projects.beta].map(({ id }) => ({
      projectId: id,
      permissions: ['issue:read', 'comment:create', 'issue:delete'],
      endpointRules: ['GET /rest/api/3/issue/*', 'DELETE /rest/api/3/issue/*'],
    })),
    limits: { callsPerMinute: 100 },
    hiddenFields: ['labels'],
  });
  await answerOf(opened, 'rotateKey', { keyId: key.view.id, version: 1, overlapSeconds: 86_400 });
  await keyNamed(opened, 'Ended').then(({ view }) => answerOf(opened, 'revokeKey', { keyId: view.id, reason: 'Over' }));
  for (const path of ['/rest/api/3/issue/ALPHA-1', '/rest/api/3/issue/OMEGA-1', '/rest/api/3/project/ALPHA']) {
    await callWith(key, path);
  }
  opened.site.clock.advance(2 * HOUR_MS);
  await opened.site.runSchedule('hourly');
  const { version } = await answerOf<{ readonly version: number }>(opened, 'getSettings', {});
  await answerOf(opened, 'changeSettings', {
    version,
    change: { projects: { [projects.beta.id]: { permissions: ['issue:read'], maxLifetimeDays: 30 } } },
  });
});
afterEach(() => opened.expectNoFaults());
afterAll(() => opened?.stop());

const SITE = { place: ADMIN, person: people.siteAdmin };
const PROJECT = { place: ALPHA, person: people.alphaAdmin };
const EMPTY = { place: placeOf(projects.omega), person: people.siteAdmin };
const onKey = () => `/keys/${key.view.id}`;
const tab =
  (name: string) =>
  ({ app }: Visit) =>
    app.getByRole('tab', { name }).click();
const press = (name: string) => (visit: Visit) => button(visit, name).click();
const text =
  (words: string | RegExp) =>
  ({ app }: Visit) =>
    app.getByText(words).first().waitFor();
const create = async (visit: Visit): Promise<void> => {
  await visit.app.getByLabel('Name').fill(`Made ${visit.page.url().length}`);
  await button(visit, 'Create').click();
};
const openAll = async ({ app }: Visit): Promise<void> => {
  for (const title of ['Permissions', 'Limits', 'More']) {
    await app.locator('summary').getByText(title, { exact: true }).click();
  }
  await app.getByRole('button', { name: 'Narrow further in ALPHA' }).click();
  await app.getByRole('button', { name: 'Add: issue types in ALPHA' }).click();
  await app.getByRole('checkbox', { name: 'Bug' }).click();
  await app.getByText('Allowed', { exact: true }).first().waitFor();
};
const findGrants = async (visit: Visit): Promise<void> => {
  await visit.app.getByLabel('curl commands or lines of an access log').fill('GET /rest/api/3/issue/ALPHA-1');
  await button(visit, 'Find the smallest key').click();
};
const openRow = ({ app }: Visit) =>
  app
    .getByRole('button', { name: /^Details of/ })
    .first()
    .click();

type Seen = {
  readonly at: typeof SITE;
  readonly route: string | (() => string);
  readonly prepare?: readonly ((visit: Visit) => Promise<unknown>)[];
};
const PAGES: Readonly<Record<string, Seen>> = {
  'the list of keys': { at: SITE, route: '/?state=all', prepare: [text('Looked at'), openSelected] },
  'an empty list': { at: EMPTY, route: '/', prepare: [text('AI agent')] },
  'a list that finds nothing': { at: SITE, route: '/?text=xyz', prepare: [text('No key matches')] },
  'the form for a new key, all open': { at: PROJECT, route: '/create?preset=create-bugs', prepare: [openAll] },
  'a new secret': { at: PROJECT, route: '/create?preset=read-project', prepare: [create, text('Key created')] },
  'from evidence': { at: PROJECT, route: '/create/from-evidence', prepare: [findGrants, text('In ALPHA it can')] },
  'one key': { at: SITE, route: onKey, prepare: [text('End the older secret')] },
  'one key: its use': { at: SITE, route: onKey, prepare: [tab('Use'), text('Operations')] },
  'one key: a refused call': {
    at: SITE,
    route: onKey,
    prepare: [
      tab('Try it'),
      ({ app }) => app.getByLabel('Path').fill('/rest/api/3/issue/OMEGA-1'),
      press('Try the call'),
      text('Refused'),
    ],
  },
  'one key: its audit': { at: SITE, route: onKey, prepare: [tab('Audit'), openRow] },
  'one key: changing it': { at: SITE, route: () => `${onKey()}?edit`, prepare: [text('What this key can do')] },
  'one key: a question': { at: SITE, route: onKey, prepare: [press('Suspend'), text('Suspend key')] },
  'the audit': { at: SITE, route: '/audit', prepare: [openRow] },
  ceilings: { at: SITE, route: '/ceilings', prepare: [text('Permissions that may be granted')] },
  endpoints: { at: SITE, route: '/endpoints', prepare: [text('Keys in force')] },
  'endpoints: a question': { at: SITE, route: '/endpoints', prepare: [press('Replace the URL of ALPHA')] },
  health: { at: SITE, route: '/health', prepare: [text(/of 13,000/)] },
  'an address that nothing is at': { at: SITE, route: '/nowhere', prepare: [text('Nothing is at this address')] },
};

/** Selects a key, so that what can be done with several is there. */
async function openSelected({ app }: Visit): Promise<void> {
  await app.getByRole('checkbox', { name: 'Select Looked at' }).check();
}

test.each(Object.entries(PAGES))('%s', async (_name, { at, route, prepare = [] }) => {
  const visit = await opened.visit(at.person, at.place, { route: typeof route === 'string' ? route : route() });
  await visit.app.getByRole('heading', { level: 1 }).waitFor();
  for (const act of prepare) await act(visit);
  const frame = await frameOf(visit);
  const found: string[] = [];
  const look = async (theme: 'light' | 'dark', size: typeof WIDE): Promise<void> => {
    await visit.page.setViewportSize(size);
    await visit.chooseTheme(theme);
    await visit.app.locator(`html[data-color-mode=${theme}]`).waitFor({ state: 'attached' });
    // What is paler while newer answers are under way is so for a moment.
    await until(async () => (await visit.app.locator('[aria-busy=true]').count()) === 0);
    found.push(...(await findingsIn(frame)).map((finding) => `${theme}, ${size.width} px: ${finding}`));
    const beyond = await visit.app
      .locator('html')
      .evaluate(({ scrollWidth, clientWidth }) => Math.max(0, scrollWidth - clientWidth));
    if (beyond > 0) found.push(`${theme}, ${size.width} px: ${beyond} px wider than the window`);
  };
  await look('light', WIDE);
  await look('dark', WIDE);
  await look('dark', NARROW);
  await look('light', NARROW);
  expect(found).toEqual([]);
  await visit.close();
});
