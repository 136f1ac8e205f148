/** Keys that are more than a preset, made in the console: each way to narrow one is opened, filled in and felt by calls. */
import { FIXTURE } from '../../../local/jira/seeds/fixture/ids';
import { type ConsoleSite, openConsoleSite, type Visit } from './browser';
import { ADMIN, ALPHA, button, callWith, type KeyAtHand, shownKey, statusOf } from './key-at-hand';

const { people, issues } = FIXTURE;
const DAY_MS = 24 * 60 * 60 * 1000;

let opened: ConsoleSite;
beforeAll(async () => {
  opened = await openConsoleSite();
});
afterEach(() => opened.expectNoFaults());
afterAll(() => opened?.stop());

const openForm = async (name: string, preset?: string): Promise<Visit> => {
  const route = preset === undefined ? '/create' : `/create?preset=${preset}`;
  const visit = await opened.visit(people.alphaAdmin, ALPHA, { route });
  await visit.app.getByRole('radio', { name: 'Custom' }).waitFor();
  await visit.app.getByLabel('Name').fill(name);
  return visit;
};
const tick = ({ app }: Visit, name: string) => app.getByRole('checkbox', { name, exact: true }).click();
const open = ({ app }: Visit, title: string) => app.locator('summary').getByText(title, { exact: true }).click();
const narrow = async (visit: Visit, condition: string): Promise<void> => {
  await button(visit, 'Narrow further in ALPHA').click();
  await button(visit, `Add: ${condition} in ALPHA`).click();
};
const finish = async (visit: Visit): Promise<KeyAtHand> => {
  await button(visit, 'Create').click();
  await visit.app.getByRole('heading', { name: 'Key created' }).waitFor();
  const made = await shownKey(visit);
  await visit.close();
  return made;
};
const makeIssue = (key: KeyAtHand, type: string) =>
  statusOf(key, '/rest/api/3/issue', {
    method: 'POST',
    body: { fields: { project: { key: 'ALPHA' }, issuetype: { name: type }, summary: 'By a key' } },
  });
const edit = (key: KeyAtHand, fields: object) =>
  statusOf(key, `/rest/api/3/issue/${issues.plain.key}`, { method: 'PUT', body: { fields } });

test('custom permissions, a date of its own and a limit', async () => {
  const visit = await openForm('By hand');
  await visit.app.getByRole('radio', { name: 'Custom' }).click();
  await tick(visit, 'Read issues');
  await visit.app.getByRole('radio', { name: 'On a date' }).click();
  const lastDay = new Date(opened.site.clock.now() + 12 * DAY_MS).toISOString().slice(0, 10);
  await visit.app.getByLabel('Last day').fill(lastDay);
  await open(visit, 'Limits');
  await visit.app.getByLabel('Calls a minute').fill('3');
  await visit.app.getByText(/at most 3 calls a minute/).waitFor();
  const key = await finish(visit);
  expect(await statusOf(key, '/rest/api/3/project/ALPHA')).toBe(403);
  const answers = [];
  for (let call = 0; call < 4; call += 1) answers.push(await statusOf(key));
  expect(answers.slice(0, 2)).toEqual([200, 200]);
  expect(answers.at(-1)).toBe(429);
});

test('several projects, with other permissions in one of them', async () => {
  const visit = await opened.visit(people.siteAdmin, ADMIN, { route: '/create' });
  const { app } = visit;
  await tick(visit, 'Alpha (ALPHA)');
  await tick(visit, 'Beta (BETA)');
  await app.getByRole('radio', { name: 'Read one project' }).click();
  await app.getByLabel('Name').fill('Two projects');
  await open(visit, 'Permissions');
  await button(visit, 'Different permissions for each project').click();
  await app.getByRole('region', { name: 'Rights in BETA' }).getByRole('checkbox', { name: 'Read comments' }).uncheck();
  const key = await finish(visit);
  expect(key.gatewayUrl).toBe(await opened.site.gatewayUrl());
  expect(await statusOf(key, `/rest/api/3/issue/${issues.alpha1.key}/comment`)).toBe(200);
  expect(await statusOf(key, `/rest/api/3/issue/${issues.beta1.key}`)).toBe(200);
  expect(await statusOf(key, `/rest/api/3/issue/${issues.beta1.key}/comment`)).toBe(403);
  expect(await statusOf(key, `/rest/api/3/issue/${issues.omega1.key}`)).toBe(404);
});

test('issue types: only issues of these are made', async () => {
  const visit = await openForm('Bugs alone', 'create-bugs');
  await open(visit, 'Permissions');
  await narrow(visit, 'issue types');
  await tick(visit, 'Bug');
  const key = await finish(visit);
  expect([await makeIssue(key, 'Bug'), await makeIssue(key, 'Task')]).toEqual([201, 403]);
});

test('writable fields: only these are changed', async () => {
  const visit = await openForm('Summaries');
  await visit.app.getByRole('radio', { name: 'Custom' }).click();
  await tick(visit, 'Read issues');
  await tick(visit, 'Edit issues');
  await narrow(visit, 'writable fields');
  await tick(visit, 'Summary');
  const key = await finish(visit);
  expect([await edit(key, { summary: 'New' }), await edit(key, { labels: ['new'] })]).toEqual([204, 403]);
});

test('transitions: only these are made', async () => {
  const visit = await openForm('One way', 'comment-and-transition');
  await open(visit, 'Permissions');
  await narrow(visit, 'transitions');
  await visit.app.getByLabel('Example issue').fill(issues.plain.key);
  await button(visit, 'Show its transitions').click();
  await visit.app.getByText(`those that ${issues.plain.key} has now`, { exact: false }).waitFor();
  await tick(visit, 'In Progress');
  const key = await finish(visit);
  const move = (id: string) =>
    statusOf(key, `/rest/api/3/issue/${issues.plain.key}/transitions`, {
      method: 'POST',
      body: { transition: { id } },
    });
  // By the workflow of the fixture, 21 leads to In Progress and 11 to To Do, from anywhere.
  expect([await move('11'), await move('21')]).toEqual([403, 204]);
});

test('a JQL filter: what does not match is not there', async () => {
  const visit = await openForm('Payments', 'read-project');
  await open(visit, 'Permissions');
  await narrow(visit, 'JQL filter');
  await visit.app.getByLabel('JQL filter in ALPHA').fill('labels = payments');
  const key = await finish(visit);
  expect(await statusOf(key, `/rest/api/3/issue/${issues.alpha1.key}`)).toBe(200);
  expect(await statusOf(key, `/rest/api/3/issue/${issues.alpha2.key}`)).toBe(404);
});

test('a JQL filter that cannot be read is told at its control, and the rest stays', async () => {
  const visit = await openForm('Broken', 'read-project');
  await open(visit, 'Permissions');
  await narrow(visit, 'JQL filter');
  const filter = visit.app.getByLabel('JQL filter in ALPHA');
  await filter.fill('labels = (');
  await button(visit, 'Create').click();
  await visit.app.locator('[aria-invalid=true]').waitFor();
  expect(await filter.getAttribute('aria-invalid')).toBe('true');
  expect(await visit.app.getByLabel('Name').inputValue()).toBe('Broken');
  // At the control and below the preview, and not in it as well.
  await visit.app.getByText('What is to be mended first is told below.').waitFor();
  expect(await visit.app.getByText('The query is not valid JQL.').count()).toBe(2);
  await filter.fill('labels = payments');
  await finish(visit);
});

test('endpoint rules: a call that matches none is refused', async () => {
  const visit = await openForm('One endpoint', 'read-project');
  await open(visit, 'Permissions');
  await narrow(visit, 'endpoint rules');
  await visit.app.getByLabel('Endpoint rules in ALPHA').fill('GET /rest/api/3/issue/*');
  const key = await finish(visit);
  expect(await statusOf(key)).toBe(200);
  expect(await statusOf(key, '/rest/api/3/project/ALPHA')).toBe(403);
});

test('hidden fields, disuse and a notice: of the key as a whole', async () => {
  const visit = await openForm('Whole key', 'read-project');
  await open(visit, 'More');
  await visit.app.getByLabel('Purpose').fill('Shows no labels');
  await button(visit, 'Narrow the whole key further').click();
  await button(visit, 'Add: hidden fields').click();
  await tick(visit, 'Labels');
  await button(visit, 'Add: suspend when unused').click();
  await visit.app.getByLabel('Suspend when unused for so many days').fill('45');
  await button(visit, 'Add: expiry notice').click();
  await visit.app.getByLabel('Issue whose watchers hear before the key expires').fill(issues.alpha2.key);
  await button(visit, 'Find the issue').click();
  await visit.app.getByText(`Found: ${issues.alpha2.key}`).waitFor();
  const key = await finish(visit);
  const { fields } = (await (await callWith(key)).json()) as { readonly fields: object };
  expect(Object.keys(fields)).toContain('summary');
  expect(Object.keys(fields)).not.toContain('labels');
  const stored = JSON.stringify(opened.site.storage.dump().find((row) => JSON.stringify(row).includes('Whole key')));
  expect(stored).toContain('"unusedDaysMax":45');
  expect(stored).toContain(`"noticeIssueId":"${issues.alpha2.id}"`);
});

test('a condition that was opened is taken away again, and narrows nothing', async () => {
  const visit = await openForm('Second thoughts', 'read-project');
  await open(visit, 'Permissions');
  await narrow(visit, 'endpoint rules');
  await visit.app.getByLabel('Endpoint rules in ALPHA').fill('GET /rest/api/3/issue/*');
  await button(visit, 'Remove condition: endpoint rules in ALPHA').click();
  const key = await finish(visit);
  expect(await statusOf(key, '/rest/api/3/project/ALPHA')).toBe(200);
});

// Moves the clock, so it comes last.
test('a first day: before it no call is served, from then on each is', async () => {
  const visit = await openForm('From later on', 'read-project');
  await open(visit, 'More');
  await button(visit, 'Narrow the whole key further').click();
  await button(visit, 'Add: first day').click();
  const day = new Date(opened.site.clock.now() + 3 * DAY_MS).toISOString().slice(0, 10);
  await visit.app.getByLabel('First day').last().fill(day);
  const key = await finish(visit);
  expect(await statusOf(key)).toBe(401);
  opened.site.clock.advance(4 * DAY_MS);
  expect(await statusOf(key)).toBe(200);
});
