/** A browser whose clock is wrong: times are told by the app's clock, so that nothing that has happened lies ahead. */
import { FIXTURE } from '../../../local/jira/seeds/fixture/ids';
import { type ConsoleSite, openConsoleSite } from './browser';
import { ADMIN, callWith, keyNamed } from './key-at-hand';

const { people } = FIXTURE;
const HOUR_MS = 3_600_000;

let opened: ConsoleSite;
beforeAll(async () => {
  opened = await openConsoleSite();
});
afterEach(() => opened.expectNoFaults());
afterAll(() => opened?.stop());

test.each([
  ['two hours behind', -2 * HOUR_MS],
  ['three days ahead', 72 * HOUR_MS],
])('%s: last runs, last uses and ends are told as they are', async (_, wrong) => {
  const { site } = opened;
  const created = await keyNamed(opened, `Used ${wrong}`, {
    expiresAt: new Date(site.clock.now() + 5 * 24 * HOUR_MS).toISOString(),
  });
  await callWith(created);
  site.clock.advance(2 * HOUR_MS);
  await site.runSchedule('hourly');
  const visit = await opened.visit(people.siteAdmin, ADMIN, { route: '/health', now: site.clock.now() + wrong });
  await visit.app.getByText(/It ran just now/).waitFor();
  await visit.app.getByRole('link', { name: 'Keys', exact: true }).click();
  const row = visit.app.getByRole('row', { name: new RegExp(`Used ${wrong}`) });
  await row.getByText('2 hours ago').waitFor();
  await row.getByText('4 days left').waitFor();
  await visit.app.getByRole('link', { name: `Used ${wrong}` }).click();
  await visit.app.getByText('This key ends in 4 days').waitFor();
  await visit.close();
});
