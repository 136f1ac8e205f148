/** Every act that changes something, by keyboard alone: what takes the focus, what Enter and Escape do, where one is after. */
import type { Locator } from 'playwright-core';
import { FIXTURE } from '../../../local/jira/seeds/fixture/ids';
import { type ConsoleSite, openConsoleSite, type Visit } from './browser';
import { ADMIN, answerOf, button, inDialog, keyNamed, shownKey, statusOf } from './key-at-hand';
import { pressAt, tabTo, typeAt } from './look';

const { people, projects } = FIXTURE;

let opened: ConsoleSite;
beforeAll(async () => {
  opened = await openConsoleSite();
});
afterEach(() => opened.expectNoFaults());
afterAll(() => opened?.stop());

const openPage = async (route: string, title: string): Promise<Visit> => {
  const visit = await opened.visit(people.siteAdmin, ADMIN, { route });
  await visit.app.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
  return visit;
};
const hasFocus = (target: Locator) => target.evaluate((element) => element === element.ownerDocument.activeElement);
const gone = ({ app }: Visit) => app.getByRole('dialog').waitFor({ state: 'detached' });

test('a key is edited: a permission is taken away, and the form is sent with Enter', async () => {
  const created = await keyNamed(opened, 'Edited by keyboard');
  const visit = await openPage(`/keys/${created.view.id}`, created.view.name);
  await pressAt(visit, button(visit, 'Edit'));
  await pressAt(visit, visit.app.getByRole('checkbox', { name: 'Read comments' }), 'Space');
  await typeAt(visit, visit.app.getByLabel('Name'), 'Edited by keys');
  await visit.page.keyboard.press('Enter');
  await visit.app.getByRole('heading', { level: 1, name: 'Edited by keys' }).waitFor();
  expect(await statusOf(created, `/rest/api/3/issue/${projects.alpha.key}-1/comment`)).toBe(403);
  await visit.close();
});

test('a dialog takes the focus and gives it back: Escape leaves everything as it was', async () => {
  const created = await keyNamed(opened, 'Asked about');
  const visit = await openPage(`/keys/${created.view.id}`, created.view.name);
  await pressAt(visit, button(visit, 'Revoke'));
  await visit.app.getByRole('dialog').waitFor();
  expect(await visit.app.locator('dialog :focus, [role=dialog] :focus').count()).toBe(1);
  await visit.page.keyboard.press('Escape');
  await gone(visit);
  expect(await hasFocus(button(visit, 'Revoke'))).toBe(true);
  expect(await statusOf(created)).toBe(200);
  await visit.close();
});

test('a key is rotated, suspended, resumed and revoked', async () => {
  const created = await keyNamed(opened, 'Turned by keyboard');
  const visit = await openPage(`/keys/${created.view.id}`, created.view.name);
  await pressAt(visit, button(visit, 'Rotate secret'));
  await tabTo(visit, visit.app.getByLabel('The present secret ends'));
  await visit.page.keyboard.type('At once');
  await pressAt(visit, inDialog(visit, 'Rotate secret'));
  await visit.app.getByRole('heading', { level: 1, name: 'New secret' }).waitFor();
  const renewed = await shownKey(visit);
  await pressAt(visit, button(visit, 'Copy key'));
  await pressAt(visit, button(visit, 'Done'));
  await button(visit, 'Suspend').waitFor();
  expect([await statusOf(created), await statusOf(renewed)]).toEqual([401, 200]);

  for (const [act, confirm, after, status] of [
    ['Suspend', 'Suspend key', 'Resume', 401],
    ['Resume', 'Resume key', 'Suspend', 200],
    ['Revoke', 'Revoke key', undefined, 401],
  ] as const) {
    await pressAt(visit, button(visit, act));
    await pressAt(visit, inDialog(visit, confirm));
    await gone(visit);
    if (after === undefined) await visit.app.getByRole('heading', { name: 'This key is revoked' }).waitFor();
    else await button(visit, after).waitFor();
    expect(await statusOf(renewed)).toBe(status);
  }
  await visit.close();
});

test('keys are found, selected and handed over', async () => {
  const created = await keyNamed(opened, 'Given by keyboard');
  const visit = await openPage('/', 'API keys');
  await typeAt(visit, visit.app.getByLabel('Search keys'), 'Given by');
  await visit.app.getByText('1–1 of 1 key').waitFor();
  await pressAt(visit, visit.app.getByRole('checkbox', { name: 'Select Given by keyboard' }), 'Space');
  await pressAt(visit, button(visit, 'Hand over selected'));
  await typeAt(visit, visit.app.getByRole('combobox', { name: 'New sponsor' }), 'Alva');
  await visit.app.getByRole('option', { name: 'Alva Admin' }).waitFor();
  await visit.page.keyboard.press('Enter');
  await pressAt(visit, inDialog(visit, 'Hand over 1 key'));
  await gone(visit);
  await visit.app.getByRole('cell', { name: 'Alva Admin' }).waitFor();
  expect(await answerOf(opened, 'readKey', { keyId: created.view.id })).toMatchObject({ sponsor: people.alphaAdmin });
  await visit.close();
});

test('the tabs of a key are gone through with arrows, and a call is tried', async () => {
  const created = await keyNamed(opened, 'Tried by keyboard');
  const visit = await openPage(`/keys/${created.view.id}`, created.view.name);
  await tabTo(visit, visit.app.getByRole('tab', { name: 'Overview' }));
  for (const name of ['Use', 'Try it']) {
    await visit.page.keyboard.press('ArrowRight');
    await visit.app.getByRole('tab', { name, selected: true }).waitFor();
  }
  await typeAt(visit, visit.app.getByLabel('Path'), `/rest/api/3/project/${projects.alpha.key}`);
  await visit.page.keyboard.press('Enter');
  await visit.app.getByRole('region', { name: 'Answer' }).getByText('permission_missing').waitFor();
  await visit.close();
});

test('a URL is replaced at once, and closed', async () => {
  const created = await keyNamed(opened, 'At a URL');
  const visit = await openPage('/endpoints', 'Endpoints');
  await pressAt(visit, button(visit, 'Replace the URL of ALPHA'));
  await tabTo(visit, inDialog(visit, 'Cancel'));
  const now = visit.app.getByRole('radio', { name: 'Ends now' });
  await tabTo(visit, visit.app.getByRole('dialog').locator('input[type=radio]:checked'));
  await visit.page.keyboard.press('ArrowDown');
  if (!(await now.isChecked())) await visit.page.keyboard.press('ArrowUp');
  expect(await now.isChecked()).toBe(true);
  await pressAt(visit, inDialog(visit, 'Replace the URL'));
  await gone(visit);
  const gatewayUrl = await visit.app.getByLabel('the URL of ALPHA', { exact: true }).inputValue();
  // A project's URL that ends at once is the platform's again, which knows no such URL.
  expect([await statusOf(created), await statusOf({ ...created, gatewayUrl })]).toEqual([404, 200]);
  await pressAt(visit, button(visit, 'Close the URL of ALPHA'));
  await pressAt(visit, inDialog(visit, 'Close the URL'));
  await button(visit, 'Open the URL of ALPHA').waitFor();
  expect(await statusOf({ ...created, gatewayUrl })).toBe(401);
  await visit.close();
});

test('ceilings are lowered and saved, and all keys are suspended and go on', async () => {
  const created = await keyNamed(opened, 'Under a ceiling', {
    grants: [{ projectId: projects.beta.id, permissions: ['issue:read', 'comment:read'] }],
  });
  const issue = `/rest/api/3/issue/${projects.beta.key}-1`;
  const visit = await openPage('/ceilings', 'Ceilings');
  await pressAt(visit, visit.app.getByRole('checkbox', { name: 'Read comments' }), 'Space');
  await pressAt(visit, button(visit, 'Review and save'));
  await pressAt(visit, inDialog(visit, 'Save ceilings'));
  await gone(visit);
  expect([await statusOf(created, issue), await statusOf(created, `${issue}/comment`)]).toEqual([200, 403]);
  await pressAt(visit, button(visit, 'Suspend all keys'));
  await pressAt(visit, inDialog(visit, 'Suspend all keys'));
  await gone(visit);
  expect(await statusOf(created, issue)).toBe(401);
  await pressAt(visit, button(visit, 'Let keys go on'));
  await pressAt(visit, inDialog(visit, 'Let keys go on'));
  await gone(visit);
  expect(await statusOf(created, issue)).toBe(200);
  await visit.close();
});
