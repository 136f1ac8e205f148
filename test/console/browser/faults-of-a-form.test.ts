/** A form that is pressed too early says all that is missing or wrong, each beside its control, and takes one to the first. */
import type { Locator } from 'playwright-core';
import { FIXTURE } from '../../../local/jira/seeds/fixture/ids';
import { type ConsoleSite, openConsoleSite, until, type Visit } from './browser';
import { ADMIN, ALPHA, button, keyNamed } from './key-at-hand';
import { seriousFindings } from './look';

const { people } = FIXTURE;
const NO_PROJECT = 'The key reaches no project. Choose at least one.';
const NO_PURPOSE = 'The key can do nothing yet. Choose what it is for.';
const NO_NAME = 'The key has no name. Say what uses it.';

let opened: ConsoleSite;
beforeAll(async () => {
  opened = await openConsoleSite();
});
afterEach(() => opened.expectNoFaults());
afterAll(() => opened?.stop());

const hasFocus = (control: Locator): Promise<void> =>
  until(() => control.evaluate((element) => element === element.ownerDocument.activeElement));
const errorsOf = ({ app }: Visit): Promise<string[]> => app.locator('.sk-error').allTextContents();
const errorOf = (control: Locator): Promise<string | null> =>
  control.evaluate((element) => {
    const ids = element.getAttribute('aria-describedby')?.split(' ') ?? [];
    return element.ownerDocument.getElementById(ids.at(-1) ?? '')?.textContent ?? null;
  });

test('a new key: everything is told at once, and is gone as it is filled in', async () => {
  const visit = await opened.visit(people.siteAdmin, ADMIN, { route: '/create' });
  const { app } = visit;
  await app.getByRole('radio', { name: 'Read one project' }).waitFor();
  await button(visit, 'Create').click();
  await app.getByText('The key is not created yet: 3 entries are marked in the form.').waitFor();
  expect(await errorsOf(visit)).toEqual([NO_PROJECT, NO_PURPOSE, NO_NAME]);
  expect(await errorOf(app.getByRole('group', { name: 'What is it for?' }))).toBe(NO_PURPOSE);
  expect(await errorOf(app.getByLabel('Name'))).toBe(NO_NAME);
  await hasFocus(app.getByRole('group', { name: 'Projects' }).getByLabel('Find a project'));
  expect(await seriousFindings(visit)).toEqual([]);

  await app.getByRole('checkbox', { name: 'Alpha (ALPHA)' }).click();
  await app.getByRole('radio', { name: 'Read one project' }).click();
  await app.getByText('The key is not created yet: 1 entry is marked in the form.').waitFor();
  expect(await errorsOf(visit)).toEqual([NO_NAME]);
  await button(visit, 'Create').click();
  await hasFocus(app.getByLabel('Name'));
  await app.getByLabel('Name').fill('Complete');
  expect(await errorsOf(visit)).toEqual([]);
  await button(visit, 'Create').click();
  await app.getByRole('heading', { name: 'Key created' }).waitFor();
  await app.getByRole('checkbox', { name: 'I have put the key away' }).click();
  await button(visit, 'Done').click();
  await app.getByRole('heading', { name: 'Complete' }).waitFor();
  await visit.close();
});

test('what is folded away opens where something in it is wrong, and takes the focus', async () => {
  const visit = await opened.visit(people.alphaAdmin, ALPHA, { route: '/create?preset=read-project' });
  const { app } = visit;
  const limits = app.locator('summary').getByText('Limits', { exact: true });
  await app.getByLabel('Name').fill('Folded');
  await limits.click();
  await app.getByLabel('Calls a minute').fill('many');
  await app.getByLabel('Rows of one page').fill('0');
  await limits.click();
  await app.getByLabel('Calls a minute').waitFor({ state: 'hidden' });
  await button(visit, 'Create').click();
  await hasFocus(app.getByLabel('Calls a minute'));
  expect(await errorsOf(visit)).toEqual([
    'This is no whole number from 1 to 10,000. Enter one, or leave it empty.',
    'This is no whole number from 1 to 5,000. Enter one, or leave it empty.',
  ]);
  await visit.close();
});

test('a key that is changed: all that was made wrong is told, and nothing is saved', async () => {
  const { view } = await keyNamed(opened, 'Changed badly');
  const visit = await opened.visit(people.siteAdmin, ADMIN, { route: `/keys/${view.id}?edit` });
  const { app } = visit;
  await app.getByLabel('Name').fill(' ');
  await app.getByLabel('Changes a day').fill('-1');
  await button(visit, 'Save').click();
  await app.getByText('The key is not saved yet: 2 entries are marked in the form.').waitFor();
  await hasFocus(app.getByLabel('Name'));
  await app.getByLabel('Name').fill('Changed well');
  await app.getByLabel('Changes a day').fill('10');
  await button(visit, 'Save').click();
  await app.getByRole('heading', { level: 1, name: 'Changed well', exact: true }).waitFor();
  await visit.close();
});

test('evidence: the example is one of the project, and is allowed', async () => {
  const visit = await opened.visit(people.alphaAdmin, ALPHA, { route: '/create/from-evidence' });
  const { app } = visit;
  await button(visit, 'Show an example').click();
  await button(visit, 'Find the smallest key').click();
  await app.getByText('In ALPHA it can read issues.').waitFor();
  expect(await app.getByRole('table').getByText('Allowed', { exact: true }).count()).toBe(2);
  await visit.close();
});

test('who administers no further project is told so', async () => {
  const visit = await opened.visit(people.alphaAdmin, ALPHA, { route: '/create' });
  await button(visit, 'Add further projects').click();
  await visit.app.getByText('There is no further project that you could choose.').waitFor();
  const both = await opened.visit(people.bothAdmin, ALPHA, { route: '/create' });
  await button(both, 'Add further projects').click();
  await both.app.getByRole('checkbox', { name: 'Beta (BETA)' }).waitFor();
  expect(await both.app.getByText('There is no further project', { exact: false }).count()).toBe(0);
  await both.close();
  await visit.close();
});

test('evidence: the button stands ready, and says what is missing', async () => {
  const visit = await opened.visit(people.siteAdmin, ADMIN, { route: '/create/from-evidence' });
  const { app } = visit;
  const lines = app.getByLabel('curl commands or lines of an access log');
  await app.getByRole('checkbox', { name: 'Alpha (ALPHA)' }).waitFor();
  await button(visit, 'Find the smallest key').click();
  await hasFocus(lines);
  expect(await errorsOf(visit)).toEqual(['There is nothing to read. Paste some lines or choose a file.', NO_PROJECT]);
  await lines.fill('GET /rest/api/3/issue/ALPHA-1');
  await app.getByRole('checkbox', { name: 'Alpha (ALPHA)' }).and(app.locator(':checked')).waitFor();
  expect(await errorsOf(visit)).toEqual([]);
  await button(visit, 'Find the smallest key').click();
  await app.getByText('In ALPHA it can').first().waitFor();
  await visit.close();
});
