/** Names of any length and direction fit, and every page has a title, an address that opens it again, and a time zone. */
import { FIXTURE } from '../../../local/jira/seeds/fixture/ids';
import type { CreatedKey } from '../../../src/console/contract';
import { type ConsoleSite, openConsoleSite, until, type Visit } from './browser';
import { ADMIN, ALPHA, answerOf, keyNamed } from './key-at-hand';

const { people } = FIXTURE;
const LONG = 'W'.repeat(80);
const RIGHT_TO_LEFT = 'مفتاح التقارير 🔑';

let opened: ConsoleSite;
let long: CreatedKey;
beforeAll(async () => {
  opened = await openConsoleSite();
  long = await keyNamed(opened, LONG, { purpose: 'x'.repeat(500) });
  await keyNamed(opened, RIGHT_TO_LEFT, { purpose: 'תיאור' });
});
afterEach(() => opened.expectNoFaults());
afterAll(() => opened?.stop());

/** By how many pixels the page, or a table in it, is wider than there is room. */
const beyond = ({ app }: Visit): Promise<number> =>
  app
    .locator('html')
    .evaluate((html) =>
      Math.max(
        ...[html, ...html.querySelectorAll('.sk-table-frame')].map(
          ({ scrollWidth, clientWidth }) => scrollWidth - clientWidth,
        ),
      ),
    );

test.each(['/', '/audit', () => `/keys/${long.view.id}`, () => `/keys/${long.view.id}?edit`])(
  'a long name and one from right to left: nothing is pushed out of sight (%#)',
  async (route) => {
    const visit = await opened.visit(people.siteAdmin, ADMIN, { route: typeof route === 'string' ? route : route() });
    await visit.app.getByText(LONG).first().waitFor();
    for (const width of [1280, 400]) {
      await visit.page.setViewportSize({ width, height: 900 });
      expect([width, await beyond(visit)]).toEqual([width, 0]);
    }
    await visit.close();
  },
);

test("the audit between two times of one's own fits a narrow window", async () => {
  const visit = await opened.visit(people.siteAdmin, ADMIN, { route: '/audit', width: 400, height: 900 });
  await visit.app.getByLabel('Time', { exact: true }).selectOption({ label: 'Between two times' });
  await visit.app.getByLabel('From', { exact: true }).waitFor();
  expect(await beyond(visit)).toBe(0);
  await visit.close();
});

test('an address with the id of no key says so, and leads to the list', async () => {
  const visit = await opened.visit(people.siteAdmin, ADMIN, { route: '/keys/AAAAAAAAAAAA' });
  await visit.app.getByText('Look for it in the list of keys', { exact: false }).waitFor();
  await visit.app
    .getByRole('button', { name: 'Back to the list of keys' })
    .or(visit.app.getByRole('link', { name: 'Back to the list of keys' }))
    .click();
  await visit.app.getByRole('heading', { level: 1, name: 'API keys' }).waitFor();
  await visit.close();
});

test('the checkbox of a card lies beside the name of its key', async () => {
  const visit = await opened.visit(people.siteAdmin, ADMIN, { width: 400, height: 900 });
  const name = await visit.app.getByRole('link', { name: LONG }).boundingBox();
  const box = await visit.app.getByRole('checkbox', { name: `Select ${LONG}` }).boundingBox();
  expect((name?.x ?? 0) + (name?.width ?? 0)).toBeLessThanOrEqual(box?.x ?? 0);
  await visit.close();
});

test('a name from right to left leaves the words after it where they belong', async () => {
  const visit = await opened.visit(people.siteAdmin, ADMIN, { route: '/create' });
  await visit.app.getByLabel('Name').fill(RIGHT_TO_LEFT);
  const isolated = visit.app.getByRole('region', { name: 'What this key can do' }).locator('bdi');
  await isolated.getByText(RIGHT_TO_LEFT).waitFor();
  await visit.close();
});

const TITLES = [
  ['/', 'API keys - Jira'],
  ['/create', 'Create key - API keys - Jira'],
  ['/create/from-evidence', 'Create from evidence - API keys - Jira'],
  ['/audit', 'Audit - API keys - Jira'],
  ['/ceilings', 'Ceilings - API keys - Jira'],
  ['/endpoints', 'Endpoints - API keys - Jira'],
  ['/health', 'Health - API keys - Jira'],
  ['/nowhere', 'There is no such page - API keys - Jira'],
] as const;

test('the window is called after the page, as one goes, goes back and reloads', async () => {
  const visit = await opened.visit(people.siteAdmin, ADMIN);
  const isCalled = (title: string) => until(async () => (await visit.page.title()) === title);
  for (const [route, title] of TITLES) {
    await visit.page.goto(opened.site.consoleUrl(ADMIN, route));
    await isCalled(title);
  }
  await visit.app.getByRole('link', { name: 'Audit', exact: true }).click();
  await isCalled('Audit - API keys - Jira');
  await visit.page.goBack();
  await isCalled('There is no such page - API keys - Jira');
  await visit.page.goForward();
  await visit.page.reload();
  await isCalled('Audit - API keys - Jira');
  await visit.close();
});

test('the open part of a key stands in the address: a reload shows it again, and back leads to the list', async () => {
  const visit = await opened.visit(people.siteAdmin, ADMIN);
  const { app, page } = visit;
  await app.getByRole('link', { name: LONG }).click();
  for (const [name, address] of [
    ['Use', '?part=use'],
    ['Audit', '?part=audit'],
  ] as const) {
    await app.getByRole('tab', { name }).click();
    await until(() => page.url().endsWith(address));
  }
  await page.reload();
  await app.getByRole('tab', { name: 'Audit', selected: true }).waitFor();
  await app.getByRole('tab', { name: 'Overview' }).click();
  await until(() => !page.url().includes('part='));
  await page.goBack();
  await app.getByRole('heading', { level: 1, name: 'API keys' }).waitFor();
  await visit.close();
});

test("times are those of the person's zone, and say so", async () => {
  const view = { route: `/keys/${long.view.id}?part=use`, timeZone: 'Asia/Tokyo' };
  opened.site.clock.advance(2 * 3_600_000);
  await opened.site.runSchedule('hourly');
  const { summedUntil } = await answerOf<{ summedUntil: string }>(opened, 'keyUsage', { keyId: long.view.id });
  const visit = await opened.visit(people.siteAdmin, ADMIN, view);
  const hour = new Date(Date.parse(summedUntil) + 9 * 3_600_000).getUTCHours();
  const told = `${hour % 12 === 0 ? 12 : hour % 12}:`;
  await visit.app.getByText(new RegExp(`until .* ${told}\\d\\d [AP]M GMT\\+9\\.`)).waitFor();
  await visit.app.getByRole('tab', { name: 'Audit' }).click();
  await visit.app.getByText('Time zone: Asia/Tokyo').waitFor();
  const form = await opened.visit(people.alphaAdmin, ALPHA, { route: '/create', timeZone: 'Asia/Tokyo' });
  await form.app.getByText(/^Good until the end of .*, time zone Asia\/Tokyo\./).waitFor();
  await form.close();
  await visit.close();
});
