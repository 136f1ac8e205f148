/** A site with a thousand keys and a hundred thousand records: pages come, and never ask for all there is. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FIXTURE } from '../../../local/jira/seeds/fixture/ids';
import { fillSite, LARGE } from '../large-site';
import { type ConsoleSite, openConsoleSite } from './browser';
import { timePages } from './page-times';

const ROWS_MAX = 100;
/** What the platform hands to a page at once. */
const BYTES_MAX = 5_000_000;

let directory: string;
let opened: ConsoleSite;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'large-site-'));
  await fillSite(directory, LARGE, Date.now());
  opened = await openConsoleSite({ dataDirectory: directory });
});
afterEach(() => opened.expectNoFaults());
afterAll(async () => {
  await opened?.stop();
  rmSync(directory, { recursive: true, force: true });
});

test('every page comes, and no answer holds more than a page of keys or records', async () => {
  const visit = await opened.visit(FIXTURE.people.siteAdmin, { module: 'admin' }, { route: '/health' });
  await visit.app.getByRole('heading', { level: 1, name: 'Health' }).waitFor();
  const { answers } = await timePages(visit, () => opened.site.clock.advance(60_000));
  for (const functionKey of ['listKeys', 'readAudit']) {
    const rows = answers.filter((answer) => answer.functionKey === functionKey).map((answer) => answer.rows);
    expect(rows.length).toBeGreaterThan(2);
    expect(Math.max(...rows)).toBeGreaterThan(10);
    expect(Math.max(...rows)).toBeLessThanOrEqual(ROWS_MAX);
  }
  expect(Math.max(...answers.map(({ bytes }) => bytes))).toBeLessThan(BYTES_MAX / 10);
  await visit.close();
});
