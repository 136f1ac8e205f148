/** The page "Audit" as an administrator presses through it: what is there, what is filtered, and the file. */
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { FIXTURE } from '../../../local/jira/seeds/fixture/ids';
import type { ResolverPlace } from '../../../local/site';
import { verifyExport } from '../../../src/audit/verify';
import { issueKey, type Key, READING, send } from '../../wall/site';
import { type ConsoleSite, openConsoleSite, type Visit } from './browser';
import { pressAt } from './look';

const { people, projects } = FIXTURE;
const ADMIN: ResolverPlace = { module: 'admin' };
const ALPHA: ResolverPlace = { module: 'project', projectId: projects.alpha.id, projectKey: projects.alpha.key };
const CALLS = 130;
const VERIFY = resolve(__dirname, '../../../src/audit/verify-file.ts');

let opened: ConsoleSite;
let busy: Key;
let quiet: Key;
beforeAll(async () => {
  opened = await openConsoleSite();
  busy = await issueKey(opened.site, [{ projectId: projects.alpha.id, permissions: READING }], { name: 'Busy' });
  quiet = await issueKey(opened.site, [{ projectId: projects.beta.id, permissions: READING }], { name: 'Quiet' });
  const headers = { 'user-agent': 'jira-python/3.8' };
  for (let call = 0; call < CALLS; call += 1) {
    await send(opened.site, busy, { method: 'GET', path: '/rest/api/3/myself', headers });
  }
  await send(opened.site, quiet, { method: 'GET', path: '/rest/api/3/project/BETA', headers });
  await send(opened.site, busy, { method: 'DELETE', path: '/rest/api/3/issue/ALPHA-1', headers });
});
afterEach(() => opened.expectNoFaults());
afterAll(() => opened?.stop());

const openAudit = async (
  view: object = {},
  place: ResolverPlace = ADMIN,
  person: string = people.siteAdmin,
): Promise<Visit> => {
  const visit = await opened.visit(person, place, { route: '/audit', ...view });
  await visit.app
    .getByRole('button', { name: /^Details of/ })
    .first()
    .waitFor();
  return visit;
};
const rows = ({ app }: Visit) => app.getByRole('button', { name: /^Details of/ });

test('the newest record is first, and opens to the whole decision with its reason in words', async () => {
  const visit = await openAudit();
  const first = rows(visit).first();
  expect(await first.getAttribute('aria-expanded')).toBe('false');
  await pressAt(visit, first);
  const decision = visit.app.locator('dl').first();
  await decision.getByText('permission_missing').waitFor();
  const text = await decision.textContent();
  expect(text).toContain('Refused, answered with status 403');
  expect(text).toContain('The key does not hold a permission that the call needs');
  expect(text).toContain('jira-python/3.8');
  await visit.app.getByRole('link', { name: 'Busy' }).first().click();
  await visit.app.getByRole('heading', { level: 1, name: 'Busy' }).waitFor();
  await visit.close();
});

test('older records come at a press, until all are there', async () => {
  const visit = await openAudit();
  const before = await rows(visit).count();
  expect(before).toBeLessThan(CALLS);
  await visit.app.getByRole('button', { name: 'Show older' }).click();
  await visit.app.getByText('that is all').waitFor();
  // Both keys were issued, and each call left a record.
  expect(await rows(visit).count()).toBe(CALLS + 4);
  await visit.close();
});

test('a key, an outcome, a project and an operation narrow, and are cleared in one press', async () => {
  const visit = await openAudit();
  const { app } = visit;
  await app.getByRole('combobox', { name: 'Key' }).fill('Qui');
  await app.getByRole('option', { name: /Quiet/ }).click();
  await app.getByText('2 records: that is all').waitFor();
  await app.getByLabel('Outcome').selectOption({ label: 'Administration' });
  await app.getByText('1 record: that is all').waitFor();
  await app.getByText('Key created', { exact: true }).waitFor();

  await app.getByRole('button', { name: 'Clear filters' }).click();
  await app.getByRole('combobox', { name: 'Project' }).fill('BETA');
  await app.getByRole('option', { name: /BETA/ }).click();
  await app.getByLabel('Operation').fill('getProject');
  await app.getByText('1 record: that is all').waitFor();
  await app.getByLabel('Operation').fill('deleteIssue');
  await app.getByRole('heading', { name: 'Nothing was done' }).waitFor();
  await visit.close();
});

test('the file of one press holds every record and is found whole, whatever is filtered', async () => {
  const visit = await openAudit();
  await visit.app.getByLabel('Outcome').selectOption({ label: 'Failed calls' });
  const saved = visit.page.waitForEvent('download');
  await visit.app.getByRole('button', { name: 'Export as NDJSON' }).click();
  const file = await saved;
  expect(file.suggestedFilename()).toMatch(/^audit-\d{4}-\d\d-\d\d-to-\d{4}-\d\d-\d\d\.ndjson$/);
  const text = await readFile(await file.path(), 'utf8');
  const report = verifyExport(text.split('\n'));
  expect(report.faults).toEqual([]);
  // The export is in the audit before it reads it.
  expect(report.records).toBe(CALLS + 5);
  // As `npm run audit:verify` does, which ends with another code than 0 where something is wrong.
  const verified = execFileSync(process.execPath, ['--import', 'tsx', VERIFY, await file.path()], { encoding: 'utf8' });
  expect(verified).toContain(`${CALLS + 5}`);
  await visit.app.getByText(/\d+ lines, [\d.]+ kB\.$/).waitFor();
  await visit.app.getByLabel('Outcome').selectOption({ label: 'Administration' });
  await visit.app.getByRole('button', { name: 'Refresh' }).click();
  await visit.app.getByRole('button', { name: /^Details of Audit exported/ }).click();
  await visit.app.getByText(/^Every record from .+ to .+/).waitFor();
  await visit.close();
});

test('a project admin sees what was done in the own project, and nothing of another', async () => {
  const visit = await openAudit({}, ALPHA, people.alphaAdmin);
  await visit.app.getByRole('link', { name: 'Busy' }).first().waitFor();
  expect(await visit.app.getByRole('link', { name: 'Quiet' }).count()).toBe(0);
  expect(await visit.app.getByRole('combobox', { name: 'Project' }).count()).toBe(0);
  await visit.close();
});

test('a connection that breaks leaves what was found, and goes on when it is there again', async () => {
  const visit = await openAudit();
  visit.expectErrors(/./);
  const before = await rows(visit).count();
  await visit.context.setOffline(true);
  await visit.app.getByRole('button', { name: 'Show older' }).click();
  await visit.app.getByRole('alert').getByText('The app did not answer.').waitFor();
  expect(await rows(visit).count()).toBe(before);
  await visit.context.setOffline(false);
  await visit.app.getByRole('button', { name: 'Try again' }).click();
  await visit.app.getByText('that is all').waitFor();
  await visit.close();
});
