/** How the app is doing, as a site admin is told it: on a whole site whose projects, schedule and use are changed. */
import type { Project } from '../../local/jira/state';
import type { ResolverPlace } from '../../local/site';
import { FIXTURE, openWall, READING, type Wall } from '../wall/site';

const { projects, people } = FIXTURE;
const NOW = Date.parse('2026-11-01T12:30:00Z');
const HOUR_MS = 3_600_000;
const ADMIN: ResolverPlace = { module: 'admin' };

let wall: Wall;
beforeEach(async () => {
  wall = await openWall({ now: NOW });
});
afterEach(() => wall.stop());

// biome-ignore lint/suspicious/noExplicitAny: the tests look into the whole answer
const health = async (accountId = people.siteAdmin): Promise<any> => {
  const done = await wall.site.invoke(accountId, ADMIN, 'health', {});
  if (!done.ok) throw new Error(done.error);
  return JSON.parse(JSON.stringify(done.value));
};
const healthy = async () => (await health()).value;
const change = (id: string, over: Partial<Project>) => {
  const state = wall.site.jira.state();
  const present = state.projects.get(id);
  if (present === undefined) throw new Error(`no project ${id}`);
  wall.site.jira.replaceState({ ...state, projects: new Map([...state.projects, [id, { ...present, ...over }]]) });
};

/** Of the calls with which the site was opened, chance may have drawn one into the sample of its hour. */
const nextHour = () => wall.site.clock.set(NOW + HOUR_MS);

test('a site that is well has nothing to tell', async () => {
  nextHour();
  await wall.site.runSchedule('hourly');
  expect(await healthy()).toMatchObject({
    licence: 'none',
    schedule: { lastRunAt: new Date(NOW + HOUR_MS).toISOString(), isLate: false },
    sums: { isLate: false },
    points: { used: 0, share: 100_000_000 },
    projects: [],
    projectsLookedAt: 2,
  });
});

test('a schedule that stopped is seen, and one that runs again', async () => {
  expect((await healthy()).schedule).toEqual({ isLate: false });
  await wall.site.runSchedule('hourly');
  wall.site.clock.set(NOW + 2 * HOUR_MS);
  expect((await healthy()).schedule.isLate).toBe(false);
  wall.site.clock.set(NOW + 3 * HOUR_MS);
  expect((await healthy()).schedule).toEqual({ lastRunAt: new Date(NOW).toISOString(), isLate: true });
  await wall.site.runSchedule('hourly');
  expect((await healthy()).schedule.isLate).toBe(false);
});

test('a schedule that never ran is seen once it should have', async () => {
  wall.site.clock.set(NOW + 3 * HOUR_MS);
  expect((await healthy()).schedule).toEqual({ isLate: true });
});

test('a run in which a step failed is none', async () => {
  wall.site.storage.faults.push({ operation: 'entity/query', times: 1, fault: { kind: 'status', status: 500 } });
  await wall.site.runSchedule('hourly');
  wall.site.storage.faults.length = 0;
  expect((await healthy()).schedule.lastRunAt).toBeUndefined();
});

test('sums that lag behind the calls are seen', async () => {
  await wall.send(wall.alpha, { method: 'GET', path: '/rest/api/3/issue/ALPHA-2' });
  wall.site.clock.set(NOW + HOUR_MS);
  await wall.site.runSchedule('hourly');
  expect((await healthy()).sums).toMatchObject({ isLate: false, until: expect.any(String) });
  wall.site.clock.set(NOW + 6 * HOUR_MS);
  expect((await healthy()).sums.isLate).toBe(true);
});

test('what keys used of the points of this hour is told, with the heaviest', async () => {
  nextHour();
  for (let at = 0; at < 200; at += 1) {
    await wall.send(wall.alpha, { method: 'GET', path: '/rest/api/3/search/jql?jql=created%20%3E%20-1d&fields=id' });
  }
  const { points } = await healthy();
  expect(points.used).toBeGreaterThan(0);
  expect(points.heaviest).toMatchObject([{ keyId: wall.alpha.id, name: 'Wall', points: points.used }]);
  wall.site.clock.set(NOW + 2 * HOUR_MS);
  expect((await healthy()).points).toMatchObject({ used: 0, heaviest: [] });
});

test.each([
  ['shut_out', { appsBlocked: true }, /does not show/],
  ['archived', { lifecycle: 'archived' }, /archived/],
  ['gone', { lifecycle: 'bin' }, /deleted/],
] as const)('a project with keys that is %s is named, with what would mend it', async (problem, over, message) => {
  change(projects.alpha.id, over);
  expect((await healthy()).projects).toEqual([
    {
      projectId: projects.alpha.id,
      projectKey: 'ALPHA',
      problem,
      message: expect.stringMatching(message),
      mend: expect.stringMatching(/\w/),
    },
  ]);
});

test('only projects of keys in force are looked at', async () => {
  change(projects.beta.id, { lifecycle: 'archived' });
  expect((await healthy()).projects).toMatchObject([{ projectKey: 'BETA' }]);
  await wall.site.invoke(people.siteAdmin, ADMIN, 'revokeKey', { keyId: wall.mixed.id });
  expect(await healthy()).toMatchObject({ projects: [], projectsLookedAt: 1 });
  await wall.issue([{ projectId: projects.beta.id, permissions: READING }]);
  expect((await healthy()).projects).toMatchObject([{ projectKey: 'BETA', problem: 'archived' }]);
});

test('the questions to Jira are few', async () => {
  wall.site.resetRecords();
  await healthy();
  const asked = wall.site.jira.calls.map(({ operationId }) => operationId).sort();
  expect(asked).toEqual(['getBulkPermissions', 'getMyPermissions', 'searchProjects', 'searchProjects']);
});

test('it is for site admins', async () => {
  expect(await health(people.alphaAdmin)).toMatchObject({ ok: false, fault: { reason: 'not_allowed' } });
});
