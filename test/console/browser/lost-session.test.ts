/** A session that ends and a connection that breaks while somebody types: they are told, nothing is lost, and they go on. */
import { FIXTURE } from '../../../local/jira/seeds/fixture/ids';
import type { CreatedKey } from '../../../src/console/contract';
import { type ConsoleSite, openConsoleSite, type Visit } from './browser';
import { ADMIN, ALPHA, answerOf, button, inDialog, keyNamed, shownKey, statusOf } from './key-at-hand';

const { people } = FIXTURE;

let opened: ConsoleSite;
beforeAll(async () => {
  opened = await openConsoleSite();
});
afterEach(() => opened.expectNoFaults());
afterAll(() => opened?.stop());

const signIn = async ({ context }: Visit, accountId: string | undefined): Promise<void> => {
  const answer = await context.request.post(`${opened.site.url}/session`, {
    data: accountId === undefined ? {} : { accountId },
  });
  expect(answer.ok()).toBe(true);
};

test('a key is filled in, the session ends, and after signing in elsewhere the form goes on', async () => {
  const visit = await opened.visit(people.alphaAdmin, ALPHA, { route: '/create?preset=read-project' });
  await visit.app.getByLabel('Name').fill('Typed before');
  await visit.app.getByText('Allowed', { exact: true }).first().waitFor();
  await signIn(visit, undefined);
  await button(visit, 'Create').click();
  await visit.app.getByRole('alert').first().waitFor();
  expect(await visit.app.getByLabel('Name').inputValue()).toBe('Typed before');
  await signIn(visit, people.alphaAdmin);
  await button(visit, 'Create').click();
  await visit.app.getByRole('heading', { name: 'Key created' }).waitFor();
  expect(await statusOf(await shownKey(visit))).toBe(200);
  await visit.close();
});

test('a key is edited, the session ends, and what was typed is saved after signing in', async () => {
  const created = await keyNamed(opened, 'Before the end');
  const visit = await opened.visit(people.siteAdmin, ADMIN, { route: `/keys/${created.view.id}?edit` });
  await visit.app.getByLabel('Purpose').fill('Typed before');
  await signIn(visit, undefined);
  await button(visit, 'Save').click();
  await visit.app.getByRole('alert').first().waitFor();
  expect(await visit.app.getByLabel('Purpose').inputValue()).toBe('Typed before');
  await signIn(visit, people.siteAdmin);
  await button(visit, 'Save').click();
  await visit.app.getByRole('heading', { level: 1, name: 'Before the end' }).waitFor();
  await visit.app.getByText('Typed before').waitFor();
  await visit.close();
});

test('ceilings that were changed wait out a lost connection in their dialog', async () => {
  const visit = await opened.visit(people.siteAdmin, ADMIN, { route: '/ceilings' });
  visit.expectErrors(/ERR_INTERNET_DISCONNECTED|Failed to fetch/);
  await visit.app.getByLabel('Longest lifetime, in days').fill('200');
  await button(visit, 'Review and save').click();
  await inDialog(visit, 'Save ceilings').waitFor();
  await visit.context.setOffline(true);
  await inDialog(visit, 'Save ceilings').click();
  await visit.app.getByText('The app did not answer.').waitFor();
  await visit.context.setOffline(false);
  await visit.app
    .getByRole('dialog')
    .getByRole('button', { name: /Try again|Save ceilings/ })
    .first()
    .click();
  await visit.app.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await answerOf(opened, 'getSettings', {})).toMatchObject({ maxLifetimeDays: 200 });
  await visit.close();
});

test('what a script does stays in its field while the app cannot be asked', async () => {
  const visit = await opened.visit(people.alphaAdmin, ALPHA, { route: '/create/from-evidence' });
  visit.expectErrors(/ERR_INTERNET_DISCONNECTED|Failed to fetch/);
  const field = visit.app.getByLabel('curl commands or lines of an access log');
  await field.fill('GET /rest/api/3/issue/ALPHA-1');
  await visit.context.setOffline(true);
  await button(visit, 'Find the smallest key').click();
  await visit.app.getByText('The app did not answer.').waitFor();
  expect(await field.inputValue()).toBe('GET /rest/api/3/issue/ALPHA-1');
  await visit.context.setOffline(false);
  await button(visit, 'Find the smallest key').click();
  await visit.app.getByText('In ALPHA it can read issues.').waitFor();
  await visit.close();
});

describe('a dialog whose act could not be done stays, says so, and does it at the second press', () => {
  const acts = [
    ['key', 'Suspend', 'Suspend key', 401],
    ['key', 'Resume', 'Resume key', 200],
    ['key', 'Hand over', 'Hand over 1 key', 200],
    ['key', 'Rotate secret', 'Rotate secret', 200],
    ['/endpoints', 'Close the URL of ALPHA', 'Close the URL', 401],
    ['/endpoints', 'Open the URL of ALPHA', 'Open the URL', 200],
    ['/endpoints', 'Replace the URL of ALPHA', 'Replace the URL', 200],
    ['/ceilings', 'Suspend all keys', 'Suspend all keys', 401],
    ['/ceilings', 'Let keys go on', 'Let keys go on', 200],
    ['key', 'Revoke', 'Revoke key', 401],
  ] as const;
  let key: CreatedKey;
  beforeAll(async () => {
    key = await keyNamed(opened, 'Done at the second press');
  });
  test.each(acts)('%s: %s', async (page, act, confirm, status) => {
    const route = page === 'key' ? `/keys/${key.view.id}` : page;
    const visit = await opened.visit(people.siteAdmin, ADMIN, { route });
    visit.expectErrors(/ERR_INTERNET_DISCONNECTED|Failed to fetch/);
    await button(visit, act).click();
    if (act === 'Hand over') {
      await visit.app.getByRole('combobox', { name: 'New sponsor' }).fill('Alva');
      await visit.app.getByRole('option', { name: 'Alva Admin' }).click();
    }
    await visit.context.setOffline(true);
    await inDialog(visit, confirm).click();
    await visit.app.getByRole('dialog').getByText('The app did not answer.', { exact: false }).waitFor();
    await visit.context.setOffline(false);
    await visit.app
      .getByRole('dialog')
      .getByRole('button', { name: new RegExp(`^(${confirm}|Try again)$`) })
      .first()
      .click();
    await visit.app.getByRole('dialog').waitFor({ state: 'detached' });
    if (act === 'Rotate secret') {
      key = { ...key, ...(await shownKey(visit)) };
      await button(visit, 'Copy key').click();
    }
    expect(await statusOf(key)).toBe(status);
    await visit.close();
  });
});
