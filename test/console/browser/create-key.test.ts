/** A key is made in the console: in a few presses, with its secret shown once, or from what a script does. */
import { FIXTURE } from '../../../local/jira/seeds/fixture/ids';
import type { ResolverPlace } from '../../../local/site';
import { type ConsoleSite, openConsoleSite, until, type Visit } from './browser';
import { frameOf, pressAt, seriousFindings, tabTo, typeAt } from './look';

const { people, projects } = FIXTURE;
const ADMIN: ResolverPlace = { module: 'admin' };
const ALPHA: ResolverPlace = { module: 'project', projectId: projects.alpha.id, projectKey: projects.alpha.key };
const LEAVE = 'Leave without copying the key?';

let opened: ConsoleSite;
beforeAll(async () => {
  opened = await openConsoleSite();
});
afterEach(() => opened.expectNoFaults());
afterAll(() => opened?.stop());

/** Counts what a person presses. */
const presser = ({ app }: Visit) => {
  const pressed: string[] = [];
  const press = async (role: 'button' | 'link' | 'radio' | 'checkbox', name: string | RegExp) => {
    pressed.push(String(name));
    await app.getByRole(role, { name, exact: true }).first().click();
  };
  return { press, pressed };
};
const shownKey = async ({ app }: Visit) => ({
  key: await app.getByRole('textbox', { name: 'API key', exact: true }).inputValue(),
  url: await app.getByRole('textbox', { name: 'URL', exact: true }).inputValue(),
});
const callWith = ({ key, url }: { key: string; url: string }, method: string, path: string) =>
  fetch(`${url}${path}`, { method, headers: { Authorization: `Bearer ${key}` } });
const isCreated = ({ app }: Visit) => app.getByRole('heading', { name: 'Key created' }).waitFor();

test.each([
  ['a project admin', people.alphaAdmin, ALPHA, undefined],
  ['a site admin', people.siteAdmin, ADMIN, 'Alpha (ALPHA)'],
] as const)(
  '%s makes a preset key in at most six presses, and it does what was said',
  async (_, person, place, project) => {
    const visit = await opened.visit(person, place);
    const { press, pressed } = presser(visit);
    await press('link', 'Create key');
    if (project !== undefined) await press('checkbox', project);
    await press('radio', 'Read one project');
    await visit.page.keyboard.type('Dashboard');
    await press('button', 'Create');
    await isCreated(visit);
    const made = await shownKey(visit);
    await press('button', 'Copy key');
    await press('button', 'Done');
    await visit.app.getByRole('heading', { name: 'Dashboard' }).waitFor();
    expect(pressed.length).toBeLessThanOrEqual(6);
    expect(await visit.page.evaluate(() => navigator.clipboard.readText())).toBe(made.key);
    expect((await callWith(made, 'GET', '/rest/api/3/issue/ALPHA-1')).status).toBe(200);
    expect((await callWith(made, 'DELETE', '/rest/api/3/issue/ALPHA-1')).status).toBe(403);
    expect((await callWith(made, 'GET', '/rest/api/3/issue/OMEGA-1')).status).toBe(404);
    await visit.close();
  },
);

test('a key is made, copied and put away by keyboard alone', async () => {
  const visit = await opened.visit(people.alphaAdmin, ALPHA, { route: '/create' });
  const { app, page } = visit;
  await tabTo(visit, app.getByRole('radio', { name: 'Read one project' }));
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  expect(await app.getByRole('radio', { name: 'Status dashboard' }).isChecked()).toBe(true);
  await typeAt(visit, app.getByLabel('Name'), 'By keyboard');
  await page.keyboard.press('Enter');
  await isCreated(visit);
  const made = await shownKey(visit);
  await pressAt(visit, app.getByRole('button', { name: 'Copy key' }));
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(made.key);
  await pressAt(visit, app.getByRole('button', { name: 'Done' }));
  await app.getByRole('heading', { name: 'By keyboard' }).waitFor();
  expect((await callWith(made, 'GET', '/rest/api/3/issue/ALPHA-1')).status).toBe(200);
  await visit.close();
});

test('once its screen is left, the secret is in no document, address, storage, log, answer or page gone back to', async () => {
  const visit = await opened.visit(people.alphaAdmin, ALPHA, { route: '/audit' });
  await visit.app.getByRole('link', { name: 'Keys' }).click();
  await visit.app.getByRole('link', { name: 'Create key' }).click();
  await visit.app.getByRole('radio', { name: 'Read one project' }).click();
  await visit.app.getByLabel('Name').fill('Shown once');
  await visit.app.getByRole('button', { name: 'Create', exact: true }).click();
  await isCreated(visit);
  const { key } = await shownKey(visit);
  const secret = key.split('_')[2] ?? '';
  expect(secret.length).toBeGreaterThan(30);
  const answers: string[] = [];
  visit.page.on('response', (response) => {
    answers.push(response.url());
    void response.text().then(
      (text) => answers.push(text),
      () => undefined,
    );
  });
  await visit.app.getByRole('checkbox', { name: 'I have put the key away' }).click();
  await visit.app.getByRole('button', { name: 'Done' }).click();
  await visit.app.getByRole('heading', { name: 'Shown once' }).waitFor();
  await visit.page.goBack();
  await visit.app.getByRole('heading', { level: 1, name: 'API keys' }).waitFor();
  const wentBack = await (await frameOf(visit)).content();
  await visit.page.goForward();
  await visit.app.getByRole('heading', { name: 'Shown once' }).waitFor();
  await visit.page.reload();
  await visit.app.getByRole('heading', { name: 'Shown once' }).waitFor();
  const inFrame = await (await frameOf(visit)).evaluate(
    '[document.documentElement.outerHTML, location.href, JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie, ...[...document.querySelectorAll("input, textarea")].map((control) => control.value)].join("\\n")',
  );
  const held = await visit.context.storageState();
  const { site } = opened;
  const kept = [site.storage.dump(), site.storage.operations, site.invocations, site.jira.calls, held];
  const shown = [String(inFrame), wentBack, await visit.page.content(), visit.page.url(), ...answers];
  for (const text of [...shown, ...kept.map((each) => JSON.stringify(each))]) expect(text).not.toContain(secret);
  expect(JSON.stringify(site.storage.dump())).toContain('Shown once');
  await visit.close();
});

test('leaving before the key was copied asks first, from a link and from Done, and goes on after an answer', async () => {
  const visit = await opened.visit(people.alphaAdmin, ALPHA, { route: '/create?preset=read-project' });
  const { app } = visit;
  await app.getByLabel('Name').fill('Left behind');
  await app.getByRole('button', { name: 'Create', exact: true }).click();
  await isCreated(visit);
  await app.getByRole('link', { name: 'Audit' }).click();
  await app.getByRole('dialog', { name: LEAVE }).getByRole('button', { name: 'Stay here' }).click();
  await isCreated(visit);
  await app.getByRole('button', { name: 'Done' }).click();
  await app.getByRole('dialog', { name: LEAVE }).getByRole('button', { name: 'Leave without it' }).click();
  await app.getByRole('heading', { name: 'Left behind' }).waitFor();
  expect(await app.getByRole('dialog').count()).toBe(0);
  await until(async () => /not copied/i.test((await app.getByRole('main').textContent()) ?? ''));
  await visit.close();
});

test('a connection that is lost costs nothing of what was filled in', async () => {
  const visit = await opened.visit(people.alphaAdmin, ALPHA, { route: '/create?preset=create-bugs' });
  const { app } = visit;
  await app.getByLabel('Name').fill('Kept');
  await app.getByText('Allowed').first().waitFor();
  visit.expectErrors(/ERR_INTERNET_DISCONNECTED|Failed to fetch/);
  await visit.context.setOffline(true);
  await app.getByRole('button', { name: 'Create', exact: true }).click();
  await app.getByText('The app did not answer.').waitFor();
  await visit.context.setOffline(false);
  expect(await app.getByLabel('Name').inputValue()).toBe('Kept');
  await app.getByRole('button', { name: 'Try again' }).click();
  await isCreated(visit);
  await app.getByRole('checkbox', { name: 'I have put the key away' }).click();
  await app.getByRole('button', { name: 'Done' }).click();
  await app.getByRole('heading', { name: 'Kept' }).waitFor();
  await visit.close();
});

test('from what a script does comes the smallest key, which does that and no more', async () => {
  const visit = await opened.visit(people.siteAdmin, ADMIN, { route: '/create/from-evidence' });
  const { app } = visit;
  await app
    .getByLabel('curl commands or lines of an access log')
    .fill(
      [
        'curl -u me@example.com:tok "https://site.example/rest/api/3/issue/ALPHA-1"',
        'GET /rest/api/3/issue/ALPHA-1/comment',
        'curl -X DELETE "https://site.example/rest/api/3/project/ALPHA"',
      ].join('\n'),
    );
  await expect(
    app.getByRole('checkbox', { name: 'Alpha (ALPHA)' }).and(app.locator(':checked')).waitFor(),
  ).resolves.toBe(undefined);
  await app.getByRole('button', { name: 'Find the smallest key' }).click();
  await app.getByText('In ALPHA it can read issues and comments.').waitFor();
  expect(await app.getByRole('table').getByText('Allowed').count()).toBe(2);
  expect(await app.getByRole('table').getByText('Refused', { exact: true }).count()).toBe(1);
  expect(await seriousFindings(visit)).toEqual([]);
  await app.getByRole('button', { name: 'Create a key with these' }).click();
  await app.getByLabel('Name').waitFor();
  // Gone back to, the page shows what was found, without the token.
  await visit.page.goBack();
  await app.getByText('In ALPHA it can read issues and comments.').waitFor();
  const text = await app.getByLabel('curl commands or lines of an access log').inputValue();
  expect([text.split('\n').length, text.includes(':tok')]).toEqual([3, false]);
  await app.getByRole('button', { name: 'Create a key with these' }).click();
  await app.getByLabel('Name').fill('Script');
  await app.getByRole('button', { name: 'Create', exact: true }).click();
  await isCreated(visit);
  const made = await shownKey(visit);
  expect((await callWith(made, 'GET', '/rest/api/3/issue/ALPHA-1/comment')).status).toBe(200);
  expect((await callWith(made, 'GET', '/rest/api/3/project/ALPHA')).status).toBe(403);
  await app.getByRole('button', { name: 'Copy key' }).click();
  await app.getByRole('button', { name: 'Done' }).click();
  await app.getByRole('heading', { name: 'Script' }).waitFor();
  await app.getByRole('link', { name: 'Keys' }).first().click();
  await app.getByRole('link', { name: 'Create from evidence' }).click();
  expect(await app.getByLabel('curl commands or lines of an access log').inputValue()).toBe('');
  await visit.close();
});

test('what was filled in is not lost by a press beside: leaving asks first, and an untouched form does not', async () => {
  const visit = await opened.visit(people.alphaAdmin, ALPHA, { route: '/create?preset=read-project' });
  const { app } = visit;
  const left = app.getByRole('dialog', { name: 'Leave without creating the key?' });
  await app.getByRole('radio', { name: 'Create bugs' }).click();
  await app.getByRole('link', { name: 'Create from evidence' }).click();
  await app.getByRole('heading', { name: 'Create from evidence' }).waitFor();
  await visit.page.goBack();
  await app.getByLabel('Name').fill('Not yet made');
  await app.getByRole('link', { name: 'Audit' }).click();
  await left.getByRole('button', { name: 'Go on filling in' }).click();
  expect(await app.getByLabel('Name').inputValue()).toBe('Not yet made');
  await app.getByRole('link', { name: 'Cancel' }).click();
  await left.getByRole('button', { name: 'Leave without it' }).click();
  await app.getByRole('heading', { name: 'API keys' }).waitFor();
  await visit.close();
});

test('what a ceiling forbids is shown as forbidden with why, and is not in the key', async () => {
  const settings = { permissions: ['issue:read', 'project:read'], maxLifetimeDays: 60 };
  const changed = await opened.site.invoke(people.siteAdmin, ADMIN, 'changeSettings', {
    version: 0,
    change: settings,
  });
  expect(changed).toMatchObject({ ok: true, value: { ok: true } });
  const visit = await opened.visit(people.alphaAdmin, ALPHA, { route: '/create?preset=create-bugs' });
  const { app } = visit;
  await app.getByText('Permissions', { exact: true }).click();
  const forbidden = app.getByRole('checkbox', { name: 'Create issues' });
  await forbidden.waitFor();
  expect(await forbidden.isDisabled()).toBe(true);
  expect(await forbidden.isChecked()).toBe(false);
  expect(await app.getByText(/Not allowed in ALPHA: a site admin has set a ceiling/).count()).toBeGreaterThan(0);
  expect(await app.getByRole('checkbox', { name: 'Read issues' }).isChecked()).toBe(true);
  expect(await app.getByRole('radio', { name: 'After 90 days' }).isDisabled()).toBe(true);
  await app.getByLabel('Name').fill('Held down');
  await app.getByRole('button', { name: 'Create', exact: true }).click();
  await isCreated(visit);
  await app.getByRole('checkbox', { name: 'I have put the key away' }).click();
  await app.getByRole('button', { name: 'Done' }).click();
  await visit.close();
});
