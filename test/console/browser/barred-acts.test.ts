/** What a person may not do with a key stands disabled, with why in words, and what they may do stands there and works. */
import { put } from '../../../local/jira/change';
import { FIXTURE } from '../../../local/jira/seeds/fixture/ids';
import type { CreatedKey, SettingsView } from '../../../src/console/contract';
import { type ConsoleSite, openConsoleSite, type Visit } from './browser';
import { ALPHA, answerOf, button, inDialog, keyNamed } from './key-at-hand';
import { seriousFindings } from './look';

const { people, projects } = FIXTURE;

let opened: ConsoleSite;
beforeAll(async () => {
  opened = await openConsoleSite();
});
afterEach(() => opened.expectNoFaults());
afterAll(() => opened?.stop());

const openKey = async ({ view }: CreatedKey): Promise<Visit> => {
  const visit = await opened.visit(people.alphaAdmin, ALPHA, { route: `/keys/${view.id}` });
  await visit.app.getByRole('heading', { level: 1, name: view.name }).waitFor();
  return visit;
};
const settings = async (change: object) => {
  const { version } = await answerOf<SettingsView>(opened, 'getSettings', {});
  await answerOf(opened, 'changeSettings', { version, change });
};

test('of a key that shows restricted things a project admin gets no secret, and may narrow it', async () => {
  const created = await keyNamed(opened, 'Shows restricted', { reveals: ['restrictedEntries'] });
  const visit = await openKey(created);
  await visit.app.getByText('Only site admins hand out secrets of this key. Ask a Jira administrator.').waitFor();
  await visit.app.getByText(/A site admin lets this key show more than others: you may narrow it/).waitFor();
  expect(await button(visit, 'Rotate secret').isDisabled()).toBe(true);
  for (const name of ['Edit', 'Suspend', 'Revoke']) expect(await button(visit, name).isEnabled()).toBe(true);
  expect(await seriousFindings(visit)).toEqual([]);

  await button(visit, 'Edit').click();
  await visit.app.getByText('You may narrow this key here, and not let it do more').waitFor();
  expect(await visit.app.getByRole('checkbox', { name: 'Create issues' }).isDisabled()).toBe(true);
  // Its examples are told: those of the key without what the site admin lets it show.
  await visit.app.getByText(/^Search issues of/).waitFor();
  await visit.app.getByRole('checkbox', { name: 'Read comments' }).click();
  await button(visit, 'Save').click();
  await visit.app.getByText('Key saved').waitFor();
  await visit.close();
});

test('of a key whose sponsor may do more, the reason names what is missing; once that is taken away, a secret is handed out', async () => {
  const state = opened.site.fork();
  const alpha = state.projects.get(projects.alpha.id);
  if (alpha === undefined) throw new Error('the fixture has ALPHA');
  const permissions = { ...alpha.permissions, DELETE_ALL_COMMENTS: [] };
  opened.site.restore(put(state, 'projects', { ...alpha, permissions }));
  const grants = [{ projectId: projects.alpha.id, permissions: ['issue:read', 'comment:delete'] }];
  const created = await keyNamed(opened, 'May do more', { grants });
  const visit = await openKey(created);
  await visit.app.getByText(/you do not have the right to give comment:delete in ALPHA/).waitFor();
  expect(await button(visit, 'Rotate secret').isDisabled()).toBe(true);
  await button(visit, 'Edit').click();
  await visit.app.getByRole('checkbox', { name: 'Delete comments' }).click();
  await button(visit, 'Save').click();
  await visit.app.getByText('Key saved').waitFor();
  await button(visit, 'Rotate secret').click();
  await inDialog(visit, 'Rotate secret').click();
  await visit.app.getByRole('heading', { name: 'New secret' }).waitFor();
  await visit.close();
});

test('where only site admins issue keys, a project page offers none to be created, and says so on each way to it', async () => {
  await settings({ whoMayIssue: 'site-admins' });
  const visit = await opened.visit(people.alphaAdmin, ALPHA);
  await visit.app.getByText('Here only site admins create keys').waitFor();
  expect(await visit.app.getByRole('link', { name: 'Create key' }).count()).toBe(0);
  await visit.close();
  for (const [route, name] of [
    ['/create', 'Create'],
    ['/create/from-evidence', 'Find the smallest key'],
  ] as const) {
    const page = await opened.visit(people.alphaAdmin, ALPHA, { route });
    await page.app.getByText('Here only site admins create keys').waitFor();
    expect(await button(page, name).isDisabled()).toBe(true);
    await page.close();
  }
  await settings({ whoMayIssue: 'project-admins' });
  const again = await opened.visit(people.alphaAdmin, ALPHA);
  await again.app.getByRole('link', { name: 'Create key' }).waitFor();
  await again.close();
});

test('for the selected keys only what can be done with one of them can be pressed', async () => {
  const visit = await opened.visit(people.alphaAdmin, ALPHA, { route: '/?text=restricted' });
  await visit.app.getByRole('checkbox', { name: /Shows restricted/ }).click();
  expect(await button(visit, 'Resume selected').isDisabled()).toBe(true);
  expect(await button(visit, 'Suspend selected').isEnabled()).toBe(true);
  await visit.close();
});
