/**
 * A key whose first hour is not added up yet is told to be unknown, not unused, and nothing that it may need is offered to be
 * taken from it. And the examples of a project that has no issue yet.
 */
import { removeWhere } from '../../../local/jira/change';
import { FIXTURE, fixtureState } from '../../../local/jira/seeds/fixture';
import { type ConsoleSite, openConsoleSite, type Visit } from './browser';
import { ADMIN, callWith, keyNamed, placeOf } from './key-at-hand';

const { people, projects } = FIXTURE;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let opened: ConsoleSite;
beforeAll(async () => {
  const seed = fixtureState(Date.now());
  opened = await openConsoleSite({
    seed: removeWhere(seed, 'issues', ({ projectId }) => projectId === projects.beta.id),
  });
});
afterEach(() => opened.expectNoFaults());
afterAll(() => opened?.stop());

const openUse = async (keyId: string): Promise<Visit> => {
  const visit = await opened.visit(people.siteAdmin, ADMIN, { route: `/keys/${keyId}?part=use` });
  await visit.app.getByText('Last used').waitFor();
  return visit;
};
const inList = async (name: string, words: string): Promise<void> => {
  const visit = await opened.visit(people.siteAdmin, ADMIN, { route: `/?text=${name}` });
  await visit.app
    .getByRole('row', { name: new RegExp(name) })
    .getByText(words, { exact: true })
    .first()
    .waitFor();
  await visit.close();
};

test('before the first sum, after it, and after a week', async () => {
  const { site } = opened;
  // Sums of the project are there already when the key is made.
  await callWith(await keyNamed(opened, 'Before it'));
  site.clock.advance(2 * HOUR_MS);
  await site.runSchedule('hourly');
  const young = await keyNamed(opened, 'Young', {
    grants: [{ projectId: projects.alpha.id, permissions: ['issue:read', 'comment:create'] }],
  });
  expect((await callWith(young)).status).toBe(200);

  await inList('Young', 'Not known yet');
  const first = await openUse(young.view.id);
  expect(await first.app.getByText('Not known yet', { exact: true }).count()).toBe(3);
  await first.app.getByText('It is not known yet what this key uses', { exact: false }).waitFor();
  expect(await first.app.getByText('Not used', { exact: true }).count()).toBe(0);
  expect(await first.app.getByRole('button', { name: 'Remove them' }).count()).toBe(0);
  await first.close();

  site.clock.advance(2 * HOUR_MS);
  await site.runSchedule('hourly');
  await inList('Young', '2 hours ago');
  const second = await openUse(young.view.id);
  await second.app.getByRole('heading', { name: 'Permissions not used so far' }).waitFor();
  await second.app.getByText('That is too short a time to tell', { exact: false }).waitFor();
  expect(await second.app.getByRole('button', { name: 'Remove them' }).count()).toBe(0);
  await second.close();

  site.clock.advance(8 * DAY_MS);
  await site.runSchedule('hourly');
  const third = await openUse(young.view.id);
  await third.app.getByRole('heading', { name: 'Permissions not used in 8 days' }).waitFor();
  expect(await third.app.getByRole('button', { name: 'Remove them' }).isEnabled()).toBe(true);
  await third.close();

  // The sums fall behind: what was not used until then may be in use since.
  site.clock.advance(2 * DAY_MS);
  const last = await openUse(young.view.id);
  await last.app.getByText('The sums of calls are more than a day behind', { exact: false }).waitFor();
  expect(await last.app.getByRole('button', { name: 'Remove them' }).count()).toBe(0);
  await last.close();
});

test('a key that nobody called is told to be unused once that is known', async () => {
  const idle = await keyNamed(opened, 'Idle');
  await inList('Idle', 'Not known yet');
  opened.site.clock.advance(2 * HOUR_MS);
  await opened.site.runSchedule('hourly');
  await inList('Idle', 'Not used');
  const visit = await openUse(idle.view.id);
  await visit.app.getByText('Not used', { exact: true }).waitFor();
  await visit.close();
});

test('a key that a project shares, and that never called there, is not told to be unknown for ever', async () => {
  const both = [projects.alpha, projects.beta].map(({ id }) => ({ projectId: id, permissions: ['issue:read'] }));
  await keyNamed(opened, 'Shared', { grants: both });
  opened.site.clock.advance(2 * DAY_MS);
  await opened.site.runSchedule('hourly');
  const visit = await opened.visit(people.betaAdmin, placeOf(projects.beta), { route: '/?text=Shared' });
  await visit.app
    .getByRole('row', { name: /Shared/ })
    .getByText('No use added up')
    .waitFor();
  await visit.close();
});

test('"Create bugs" shows that an issue can be created, also in a project that has none yet', async () => {
  const visit = await opened.visit(people.siteAdmin, ADMIN, { route: '/create?preset=create-bugs' });
  await visit.app.getByRole('checkbox', { name: 'Beta (BETA)' }).click();
  const first = visit.app.getByRole('region', { name: 'What this key can do' }).getByRole('listitem').first();
  await first.getByText('Create an issue in BETA').waitFor();
  await first.getByText('Allowed', { exact: true }).waitFor();
  await visit.close();
});
