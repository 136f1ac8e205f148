/** Ceilings, endpoints and health as a site admin presses through them; each effect shown by a call through the gateway. */
import { FIXTURE } from '../../../local/jira/seeds/fixture/ids';
import type { ResolverPlace } from '../../../local/site';
import { issueKey, type Key, READING, send } from '../../wall/site';
import { type ConsoleSite, openConsoleSite, type Visit } from './browser';
import { pressAt, typeAt } from './look';

const { people, projects } = FIXTURE;
const ADMIN: ResolverPlace = { module: 'admin' };
const ALPHA: ResolverPlace = { module: 'project', projectId: projects.alpha.id, projectKey: projects.alpha.key };

let opened: ConsoleSite;
let key: Key;
beforeAll(async () => {
  opened = await openConsoleSite();
  key = await issueKey(opened.site, [{ projectId: projects.alpha.id, permissions: READING }], { name: 'Reader' });
});
afterEach(() => opened.expectNoFaults());
afterAll(() => opened?.stop());

const openPage = async (name: 'Ceilings' | 'Endpoints' | 'Health', view: object = {}): Promise<Visit> => {
  const visit = await opened.visit(people.siteAdmin, ADMIN, { route: `/${name.toLowerCase()}`, ...view });
  await visit.app.getByRole('heading', { level: 1, name }).waitFor();
  return visit;
};
const button = ({ app }: Visit, name: string) => app.getByRole('button', { name, exact: true });
const inDialog = ({ app }: Visit, name: string) => app.getByRole('dialog').getByRole('button', { name, exact: true });
const banner = ({ app }: Visit) => app.getByRole('heading', { name: 'All keys of this site are suspended' });
const statusAt = async (url: string): Promise<number> => {
  const path = `/rest/api/3/issue/${projects.alpha.key}-1`;
  return (await send(opened.site, { ...key, url }, { method: 'GET', path })).status;
};
const settings = async (): Promise<Record<string, unknown>> => {
  const read = await opened.site.invoke(people.siteAdmin, ADMIN, 'getSettings', {});
  expect(read).toMatchObject({ ok: true, value: { ok: true } });
  return (read as unknown as { value: { value: Record<string, unknown> } }).value.value;
};
const change = async (changed: object): Promise<void> => {
  const { version } = await settings();
  const done = await opened.site.invoke(people.siteAdmin, ADMIN, 'changeSettings', { version, change: changed });
  expect(done).toMatchObject({ ok: true, value: { ok: true } });
};

describe('ceilings', () => {
  test('one that takes a permission away names the keys that lose it, before and with effect from the next call', async () => {
    const visit = await openPage('Ceilings');
    expect(await statusAt(key.url)).toBe(200);
    await visit.app.getByRole('checkbox', { name: 'Read issues' }).uncheck();
    await button(visit, 'Review and save').click();
    const dialog = visit.app.getByRole('dialog');
    await dialog.getByText('1 key loses permissions').waitFor();
    await dialog.getByText('Reader').waitFor();
    expect(await statusAt(key.url)).toBe(200);
    await inDialog(visit, 'Save ceilings').click();
    await dialog.waitFor({ state: 'detached' });
    expect(await statusAt(key.url)).toBe(403);

    await visit.app.getByRole('checkbox', { name: 'Read issues' }).check();
    await button(visit, 'Review and save').click();
    await inDialog(visit, 'Save ceilings').click();
    await dialog.waitFor({ state: 'detached' });
    expect(await statusAt(key.url)).toBe(200);
    await visit.close();
  });

  test('a project gets a lower one, by keyboard alone', async () => {
    const visit = await openPage('Ceilings');
    await typeAt(visit, visit.app.getByRole('combobox', { name: 'Add a project' }), 'Alpha');
    await visit.app.getByRole('option', { name: /ALPHA/ }).first().waitFor();
    await visit.page.keyboard.press('Enter');
    await typeAt(visit, visit.app.getByLabel('Longest lifetime in ALPHA, in days'), '20');
    await pressAt(visit, button(visit, 'Review and save'));
    await visit.app.getByRole('dialog').getByText('1 key ends earlier').waitFor();
    await pressAt(visit, inDialog(visit, 'Save ceilings'));
    await visit.app.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await settings()).toMatchObject({ projects: { [projects.alpha.id]: { maxLifetimeDays: 20 } } });
    await visit.close();
  });

  test('what is no number stands at its control, and nothing is saved', async () => {
    const visit = await openPage('Ceilings');
    const { version } = await settings();
    await visit.app.getByLabel('Days for which the audit is kept').fill('ninety');
    await button(visit, 'Review and save').click();
    await visit.app.getByText('Enter a whole number from 7 to 365.').waitFor();
    expect(await visit.app.getByRole('dialog').count()).toBe(0);
    await button(visit, 'Discard changes').click();
    expect(await visit.app.getByLabel('Days for which the audit is kept').inputValue()).toBe('90');
    expect((await settings())['version']).toBe(version);
    await visit.close();
  });

  test('of two site admins the second sees both changes, and may keep the own over the other', async () => {
    const visit = await openPage('Ceilings');
    await visit.app.getByLabel('Longest lifetime, in days').fill('180');
    await change({ severalProjects: false });
    await button(visit, 'Review and save').click();
    await inDialog(visit, 'Save ceilings').click();
    await visit.app.getByText('Someone else changed the ceilings since you opened them').waitFor();
    await visit.app.getByRole('row', { name: /Keys for several projects allowed not allowed/ }).waitFor();
    await button(visit, 'Keep my changes over theirs').click();
    expect(await visit.app.getByLabel('Longest lifetime, in days').inputValue()).toBe('180');
    await button(visit, 'Review and save').click();
    await inDialog(visit, 'Save ceilings').click();
    await visit.app.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await settings()).toMatchObject({ maxLifetimeDays: 180, severalProjects: false });
    await visit.close();
  });

  test('leaving with something unsaved asks first', async () => {
    const visit = await openPage('Ceilings');
    await visit.app.getByLabel('Longest lifetime, in days').fill('30');
    await visit.app.getByRole('link', { name: 'Health' }).click();
    await inDialog(visit, 'Stay here').click();
    expect(await visit.app.getByLabel('Longest lifetime, in days').inputValue()).toBe('30');
    await visit.app.getByRole('link', { name: 'Health' }).click();
    await inDialog(visit, 'Leave without saving').click();
    await visit.app.getByRole('heading', { level: 1, name: 'Health' }).waitFor();
    await visit.close();
  });

  test('all keys are suspended with two presses, every page says so, and they go on with two more', async () => {
    const visit = await openPage('Ceilings');
    // Another change in between does not hold the stop up.
    await change({ severalProjects: true });
    await button(visit, 'Suspend all keys').click();
    await inDialog(visit, 'Suspend all keys').click();
    await banner(visit).waitFor();
    expect(await statusAt(key.url)).toBe(401);
    await visit.app.getByRole('link', { name: 'Audit' }).click();
    await banner(visit).waitFor();
    const project = await opened.visit(people.alphaAdmin, ALPHA);
    await project.app.getByText('A Jira admin lets them go on.').waitFor();
    await project.close();

    await visit.app.getByRole('status').getByRole('link', { name: 'Ceilings' }).click();
    await button(visit, 'Let keys go on').click();
    await inDialog(visit, 'Let keys go on').click();
    await banner(visit).waitFor({ state: 'detached' });
    expect(await statusAt(key.url)).toBe(200);
    await visit.close();
  });
});

describe('endpoints', () => {
  const urlOf = ({ app }: Visit, title: string) => app.getByLabel(title, { exact: true }).inputValue();

  test('a URL is closed and opened again, and calls follow', async () => {
    const visit = await openPage('Endpoints');
    await button(visit, 'Close the URL of ALPHA').click();
    await inDialog(visit, 'Close the URL').click();
    await button(visit, 'Open the URL of ALPHA').waitFor();
    expect(await statusAt(key.url)).toBe(401);
    await button(visit, 'Open the URL of ALPHA').click();
    await inDialog(visit, 'Open the URL').click();
    await button(visit, 'Close the URL of ALPHA').waitFor();
    expect(await statusAt(key.url)).toBe(200);
    await visit.close();
  });

  test('a URL is replaced, and both are served until the day that was chosen', async () => {
    const visit = await openPage('Endpoints');
    expect(await urlOf(visit, 'the URL of ALPHA')).toBe(key.url);
    await button(visit, 'Replace the URL of ALPHA').click();
    await inDialog(visit, 'Replace the URL').click();
    await visit.app.getByLabel('the earlier URL of ALPHA', { exact: true }).waitFor();
    const after = await urlOf(visit, 'the URL of ALPHA');
    expect(await urlOf(visit, 'the earlier URL of ALPHA')).toBe(key.url);
    expect([await statusAt(after), await statusAt(key.url)]).toEqual([200, 200]);

    await button(visit, 'Replace the URL of ALPHA').click();
    await visit.app.getByRole('radio', { name: 'Ends now' }).check();
    await inDialog(visit, 'Replace the URL').click();
    await visit.app.getByRole('dialog').waitFor({ state: 'detached' });
    const last = await urlOf(visit, 'the URL of ALPHA');
    // A URL that ends at once is the platform's again, which knows no such URL.
    expect([await statusAt(last), await statusAt(after)]).toEqual([200, 404]);
    key = { ...key, url: last };
    await visit.close();
  });

  test('a day that is too far away is refused at its control', async () => {
    const visit = await openPage('Endpoints');
    await button(visit, 'Replace the URL of ALPHA').click();
    await visit.app.getByLabel('Last day of the present URL').fill('2099-01-01');
    await inDialog(visit, 'Replace the URL').click();
    await visit.app.getByText('Choose a day after today, within 90 days.').waitFor();
    expect(await urlOf(visit, 'the URL of ALPHA')).toBe(key.url);
    await visit.close();
  });
});

describe('health', () => {
  test('a project that an access rule shuts the app out of is named, with what to do', async () => {
    const { id } = projects.blocked;
    await issueKey(opened.site, [{ projectId: id, permissions: ['issue:read'] }], { name: 'Shut out' });
    const visit = await openPage('Health');
    const row = visit.app.getByRole('row', { name: /BLOCK/ });
    await row.getByText('App shut out').waitFor();
    expect(await row.getByRole('cell').nth(3).textContent()).not.toBe('');
    await visit.app.getByText(/of 13,000/).waitFor();
    await visit.close();
  });
});
