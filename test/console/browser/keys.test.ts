/** The list of keys and the page of one key, as an administrator presses through them; each effect shown by a call. */
import { FIXTURE } from '../../../local/jira/seeds/fixture/ids';
import type { ResolverPlace } from '../../../local/site';
import type { CreatedKey } from '../../../src/console/contract';
import { type ConsoleSite, openConsoleSite, type Visit } from './browser';
import { frameOf, seriousFindings } from './look';

const { people, projects } = FIXTURE;
const ADMIN: ResolverPlace = { module: 'admin' };
const ALPHA: ResolverPlace = { module: 'project', projectId: projects.alpha.id, projectKey: projects.alpha.key };
const DAY_MS = 24 * 60 * 60 * 1000;

let opened: ConsoleSite;
beforeAll(async () => {
  opened = await openConsoleSite();
});
afterEach(() => opened.expectNoFaults());
afterAll(() => opened?.stop());

const answerTo = async <T>(accountId: string, place: ResolverPlace, name: string, payload: object): Promise<T> => {
  const result = await opened.site.invoke(accountId, place, name, payload);
  expect(result).toMatchObject({ ok: true, value: { ok: true } });
  return (result as unknown as { value: { value: T } }).value.value;
};
const create = async (name: string, change: object = {}): Promise<CreatedKey> => {
  const created = await answerTo<CreatedKey>(people.siteAdmin, ADMIN, 'createKey', {
    name,
    grants: [{ projectId: projects.alpha.id, permissions: ['issue:read', 'comment:read'] }],
    expiresAt: new Date(opened.site.clock.now() + 60 * DAY_MS).toISOString(),
    ...change,
  });
  await answerTo(people.siteAdmin, ADMIN, 'confirmCopied', { keyId: created.view.id });
  return created;
};
/** Status of a call with this key. */
const callWith = async (
  { gatewayUrl }: Pick<CreatedKey, 'gatewayUrl'>,
  key: string,
  path = `/rest/api/3/issue/${projects.alpha.key}-1`,
): Promise<number> => (await fetch(`${gatewayUrl}${path}`, { headers: { Authorization: `Bearer ${key}` } })).status;
/** Status of an attempt to comment. */
const commentWith = async ({ gatewayUrl, key }: CreatedKey): Promise<number> => {
  const response = await fetch(`${gatewayUrl}/rest/api/2/issue/${projects.alpha.key}-1/comment`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ body: 'By a key' }),
  });
  return response.status;
};
const openKey = async (created: CreatedKey, place: ResolverPlace = ADMIN, accountId = people.siteAdmin) => {
  const visit = await opened.visit(accountId, place, { route: `/keys/${created.view.id}` });
  await visit.app.getByRole('heading', { level: 1, name: created.view.name }).waitFor();
  return visit;
};
const openList = async (route = '/', accountId = people.siteAdmin, place: ResolverPlace = ADMIN): Promise<Visit> => {
  const visit = await opened.visit(accountId, place, { route });
  await visit.app.getByRole('heading', { level: 1, name: 'API keys' }).waitFor();
  return visit;
};
const press = ({ app }: Visit, name: string) => app.getByRole('button', { name, exact: true }).click();
const inDialog = ({ app }: Visit, name: string) =>
  app.getByRole('dialog').getByRole('button', { name, exact: true }).click();

describe('one key', () => {
  test('is suspended, resumed and revoked, each after a question, and calls follow at once', async () => {
    const created = await create('Stops and goes');
    const visit = await openKey(created);
    expect(await callWith(created, created.key)).toBe(200);

    await press(visit, 'Suspend');
    await visit.app.getByLabel('Reason (optional)').fill('Looked odd');
    await inDialog(visit, 'Suspend key');
    await visit.app.getByRole('heading', { name: 'This key is suspended' }).waitFor();
    await visit.app.getByText('Looked odd').waitFor();
    expect(await callWith(created, created.key)).toBe(401);

    await press(visit, 'Resume');
    await inDialog(visit, 'Resume key');
    await visit.app.getByRole('button', { name: 'Suspend', exact: true }).waitFor();
    expect(await callWith(created, created.key)).toBe(200);

    await press(visit, 'Revoke');
    await inDialog(visit, 'Cancel');
    expect(await callWith(created, created.key)).toBe(200);
    await press(visit, 'Revoke');
    await inDialog(visit, 'Revoke key');
    await visit.app.getByRole('heading', { name: 'This key is revoked' }).waitFor();
    expect(await callWith(created, created.key)).toBe(401);
    expect(await visit.app.getByRole('button', { name: 'Edit', exact: true }).count()).toBe(0);
    await visit.close();
  });

  test('gets a new secret while the old one goes on, and the old one is ended early', async () => {
    const created = await create('Rotates');
    const visit = await openKey(created);
    await press(visit, 'Rotate secret');
    await visit.app.getByLabel('The present secret ends').selectOption('After 7 days');
    await inDialog(visit, 'Rotate secret');
    const shown = visit.app.getByLabel('API key', { exact: true });
    const renewed = await shown.inputValue();
    expect(renewed).toMatch(/^jsk_/);
    expect(renewed).not.toBe(created.key);
    await press(visit, 'Copy key');
    await press(visit, 'Done');
    await visit.app.getByRole('heading', { level: 2, name: 'Secrets' }).waitFor();
    expect(await (await frameOf(visit)).content()).not.toContain(renewed);
    expect([await callWith(created, created.key), await callWith(created, renewed)]).toEqual([200, 200]);

    await press(visit, 'End the older secret');
    await inDialog(visit, 'End secret');
    await visit.app.getByRole('heading', { level: 2, name: 'Secret', exact: true }).waitFor();
    expect([await callWith(created, created.key), await callWith(created, renewed)]).toEqual([401, 200]);
    await visit.close();
  });

  test('whose secret nobody put away gets another with one press', async () => {
    const created = await create('Lost');
    await answerTo(people.siteAdmin, ADMIN, 'rotateKey', { keyId: created.view.id, version: 1, overlapSeconds: 0 });
    const visit = await openList('/?text=Lost');
    await press(visit, 'Issue a new secret for Lost');
    const renewed = await visit.app.getByLabel('API key', { exact: true }).inputValue();
    await press(visit, 'Copy key');
    await press(visit, 'Done');
    await visit.app.getByRole('link', { name: 'Lost' }).waitFor();
    expect(await visit.app.getByText('Secret not copied').count()).toBe(0);
    expect(await callWith(created, renewed)).toBe(200);
    await visit.close();
  });

  test('is edited, and a permission that was taken away is gone from the next call on', async () => {
    const created = await create('Edited');
    const comments = `/rest/api/3/issue/${projects.alpha.key}-1/comment`;
    expect(await callWith(created, created.key, comments)).toBe(200);
    const visit = await openKey(created);
    await press(visit, 'Edit');
    await visit.app.getByLabel('Name', { exact: false }).first().fill('Edited once');
    await visit.app.getByRole('checkbox', { name: 'Read comments' }).uncheck();
    await press(visit, 'Save');
    await visit.app.getByRole('heading', { level: 1, name: 'Edited once' }).waitFor();
    expect(await callWith(created, created.key, comments)).toBe(403);
    expect(await callWith(created, created.key)).toBe(200);
    await visit.close();
  });

  test('that two people edit is shown as both have it, and nothing that was typed is lost', async () => {
    const created = await create('Twice');
    const visit = await openKey(created);
    await press(visit, 'Edit');
    await visit.app.getByLabel('Purpose').fill('What I typed');
    await answerTo(people.siteAdmin, ADMIN, 'editKey', {
      keyId: created.view.id,
      version: created.view.version + 1,
      change: { name: 'Twice, by the other' },
    });
    await press(visit, 'Save');
    await visit.app.getByRole('heading', { name: 'Someone else changed this key since you opened it' }).waitFor();
    await visit.app.getByRole('cell', { name: 'Twice, by the other' }).first().waitFor();
    await press(visit, 'Put my changes on top');
    expect(await visit.app.getByLabel('Purpose').inputValue()).toBe('What I typed');
    await press(visit, 'Save');
    await visit.app.getByRole('heading', { level: 1, name: 'Twice, by the other' }).waitFor();
    await visit.app.getByText('What I typed').waitFor();
    await visit.close();
  });

  test('is not left while something typed is not saved, unless one says so', async () => {
    const created = await create('Held back');
    const visit = await openKey(created);
    await press(visit, 'Edit');
    await visit.app.getByLabel('Purpose').fill('Half a thought');
    await visit.app.getByRole('navigation', { name: 'API keys' }).getByRole('link', { name: 'Keys' }).click();
    await inDialog(visit, 'Go on editing');
    expect(await visit.app.getByLabel('Purpose').inputValue()).toBe('Half a thought');
    await visit.page.goBack();
    await inDialog(visit, 'Leave without saving');
    await visit.app.getByRole('button', { name: 'Edit', exact: true }).waitFor();
    await visit.close();
  });

  test('says what a call would come to, by which rule, and what would mend it', async () => {
    const created = await create('Tried');
    const visit = await openKey(created);
    await visit.app.getByRole('tab', { name: 'Try it' }).click();
    await press(visit, 'Try the call');
    const answer = visit.app.getByRole('region', { name: 'Answer' });
    await answer.getByText('Allowed', { exact: true }).waitFor();
    await visit.app.getByLabel('Method').selectOption('DELETE');
    await press(visit, 'Try the call');
    await answer.getByText('permission_missing').waitFor();
    await answer.getByText('Delete issues').waitFor();
    await visit.app.getByLabel('Method').selectOption('POST');
    await visit.app.getByLabel('Body (JSON)').fill('{');
    await press(visit, 'Try the call');
    await visit.app.getByText('This is not JSON', { exact: false }).waitFor();
    await visit.close();
  });

  test('loses the permissions that no call needed', async () => {
    const created = await create('Idle', {
      grants: [{ projectId: projects.alpha.id, permissions: ['issue:read', 'comment:create'] }],
    });
    expect(await callWith(created, created.key)).toBe(200);
    // What runs once a week has come by.
    opened.site.clock.advance(8 * DAY_MS);
    await opened.site.runSchedule('hourly');
    const visit = await openKey(created);
    await visit.app.getByRole('tab', { name: 'Use' }).click();
    await visit.app.getByRole('heading', { name: 'Permissions not used in 8 days' }).waitFor();
    await press(visit, 'Remove them');
    await inDialog(visit, 'Remove permissions');
    await visit.app.getByRole('heading', { name: /^Permissions not used/ }).waitFor({ state: 'detached' });
    expect(await commentWith(created)).toBe(403);
    expect(await callWith(created, created.key)).toBe(200);
    await visit.close();
  });

  test('over two projects shows a project admin the own one alone, and lets it be dropped', async () => {
    const created = await create('Over two', {
      grants: [projects.alpha, projects.beta].map(({ id }) => ({ projectId: id, permissions: ['issue:read'] })),
    });
    expect(await callWith(created, created.key)).toBe(200);
    const visit = await openKey(created, ALPHA, people.alphaAdmin);
    await visit.app.getByText('It also reaches projects that this page does not show.').waitFor();
    expect(await visit.app.getByText(projects.beta.key, { exact: false }).count()).toBe(0);
    await press(visit, `Drop ${projects.alpha.key}`);
    await inDialog(visit, `Drop ${projects.alpha.key}`);
    await visit.app.getByRole('heading', { level: 1, name: 'API keys' }).waitFor();
    expect(await callWith(created, created.key)).toBe(404);
    await visit.close();
  });
});

describe('the list', () => {
  test('searches, filters and sorts, and the address brings the same rows back', async () => {
    await create('Zebra of the list');
    await create('Antelope of the list', { expiresAt: new Date(opened.site.clock.now() + 6 * DAY_MS).toISOString() });
    const visit = await openList();
    const names = visit.app.getByRole('row').getByRole('link');
    await visit.app.getByLabel('Search keys').fill('of the list');
    await visit.app.getByText('1–2 of 2 keys').waitFor();
    await press(visit, 'Name');
    await visit.app
      .getByRole('columnheader', { name: 'Name' })
      .and(visit.app.locator('[aria-sort=ascending]'))
      .waitFor();
    expect(await names.allTextContents()).toEqual(['Antelope of the list', 'Zebra of the list']);
    await visit.app.getByLabel('Expires').selectOption('Within 7 days');
    await visit.app.getByText('1–1 of 1 key').waitFor();
    await visit.page.reload();
    await visit.app.getByText('1–1 of 1 key').waitFor();
    expect(await names.allTextContents()).toEqual(['Antelope of the list']);
    expect(await visit.app.getByLabel('Search keys').inputValue()).toBe('of the list');
    await visit.close();
  });

  test('suspends and revokes several at once, and names those that were left as they are', async () => {
    const [one, two] = [await create('Several one'), await create('Several two')];
    const visit = await openList('/?text=Several');
    await visit.app.getByRole('checkbox', { name: 'Select all rows of this page' }).check();
    await press(visit, 'Suspend selected');
    await inDialog(visit, 'Suspend 2 keys');
    await visit.app.getByRole('dialog').waitFor({ state: 'detached' });
    expect([await callWith(one, one.key), await callWith(two, two.key)]).toEqual([401, 401]);

    await visit.app.getByRole('checkbox', { name: 'Select Several one' }).check();
    await visit.app.getByRole('checkbox', { name: 'Select Several two' }).check();
    await answerTo(people.siteAdmin, ADMIN, 'revokeKey', { keyId: two.view.id });
    await press(visit, 'Resume selected');
    await inDialog(visit, 'Resume 2 keys');
    await visit.app.getByRole('dialog').getByText('1 key was left as it is').waitFor();
    await visit.app.getByRole('dialog').getByText('Several two:', { exact: false }).waitFor();
    expect([await callWith(one, one.key), await callWith(two, two.key)]).toEqual([200, 401]);
    await visit.close();
  });

  test('hands keys over to a person who is found by name', async () => {
    const created = await create('Given away');
    const visit = await openList('/?text=Given');
    await visit.app.getByRole('checkbox', { name: 'Select Given away' }).check();
    await press(visit, 'Hand over selected');
    await inDialog(visit, 'Hand over 1 key');
    await visit.app.getByText('Choose who answers for this key from now on.').waitFor();
    await visit.app.getByRole('combobox', { name: 'New sponsor' }).fill('Alva');
    await visit.app.getByRole('option', { name: 'Alva Admin' }).waitFor();
    await visit.page.keyboard.press('Enter');
    await inDialog(visit, 'Hand over 1 key');
    await visit.app.getByRole('cell', { name: 'Alva Admin' }).waitFor();
    expect(await callWith(created, created.key)).toBe(200);
    await visit.close();
  });

  test('that is empty explains itself and offers presets', async () => {
    const { id: projectId, key: projectKey } = projects.omega;
    const omega: ResolverPlace = { module: 'project', projectId, projectKey };
    const visit = await opened.visit(people.siteAdmin, omega);
    await visit.app.getByRole('heading', { name: 'No API keys yet' }).waitFor();
    await visit.app.getByRole('link', { name: 'Read one project' }).click();
    await visit.app.getByRole('heading', { level: 1, name: 'Create key' }).waitFor();
    expect(new URL(visit.page.url()).search).toBe('?preset=read-project');
    await visit.close();
  });

  test('has no serious fault of accessibility, also while keys are selected and asked about', async () => {
    await create('Looked at');
    const visit = await openList();
    await visit.app.getByRole('checkbox', { name: 'Select Looked at' }).check();
    await press(visit, 'Revoke selected');
    await visit.app.getByRole('dialog').waitFor();
    expect(await seriousFindings(visit)).toEqual([]);
    await visit.close();
  });

  test('is refused in words to whoever administers nothing there', async () => {
    const visit = await opened.visit(people.member, ALPHA);
    await visit.page.getByText(/Only/).first().waitFor();
    expect(await visit.app.getByRole('heading', { name: 'API keys' }).count()).toBe(0);
    await visit.close();
  });
});
