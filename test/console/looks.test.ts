/**
 * How many calls a person may ask about: counted before Jira is asked, told with when to come back, and nobody else's
 * concern.
 */
import { LOOKS_A_MINUTE } from '../../src/console/looks';
import { ADMIN, asking, pageOf } from '../wall/page-functions';
import { EVERYTHING, FIXTURE, openWall, type Wall } from '../wall/site';

const { people, projects } = FIXTURE;
const NOW = Date.parse('2026-11-01T12:00:10Z');
const ALPHA = pageOf(projects.alpha);
const READ = { method: 'GET', path: '/rest/api/3/issue/ALPHA-2?fields=summary' };
const SEARCH = { method: 'GET', path: '/rest/api/3/search/jql?jql=project%20%3D%20ALPHA&fields=id' };
const REFUSED = { method: 'DELETE', path: '/rest/api/3/project/ALPHA' };
const draft = { grants: [{ projectId: projects.alpha.id, permissions: EVERYTHING }] };

let wall: Wall;
beforeEach(async () => {
  wall = await openWall({ now: NOW });
});
afterEach(() => wall.stop());

const ask = asking(() => wall);
const tries = (call: object, count = 10, accountId = people.alphaAdmin, place = ALPHA) =>
  ask(accountId, place, 'tryCalls', { of: { draft }, calls: Array.from({ length: count }, () => call) });
/** Calls of the app to Jira since then; those of people ask for rights. */
const callsOfApp = (since: number) =>
  wall.site.jira.calls
    .slice(since)
    .filter(({ operationId }) => operationId === 'getIssue' || operationId === 'searchAndReconsileIssuesUsingJql');
/** The site's share of Jira points, of which a person may have half. */
const share = async (pointsPerHour: number) => {
  const { value } = await ask(people.siteAdmin, ADMIN, 'getSettings');
  await ask(people.siteAdmin, ADMIN, 'changeSettings', { version: value.version, change: { pointsPerHour } });
};

test('beyond so many a minute Jira is not asked, and it is said when to come back', async () => {
  for (let left = LOOKS_A_MINUTE; left > 0; left -= 10) expect((await tries(READ)).ok).toBe(true);
  const since = wall.site.jira.calls.length;
  expect(await tries(READ, 1)).toEqual({
    ok: false,
    fault: {
      reason: 'too_many',
      where: '',
      message: 'You have asked about as many calls as one person may for now.',
      mend: 'Ask again in 50 seconds.',
      retryAfterSeconds: 50,
    },
  });
  expect(callsOfApp(since)).toEqual([]);
  // On another page too, and not to somebody else, nor to what is answered without Jira.
  expect((await tries(READ, 1, people.alphaAdmin, pageOf(projects.beta))).ok).toBe(false);
  expect((await tries(READ, 1, people.siteAdmin, ADMIN)).ok).toBe(true);
  expect(await tries(REFUSED, 10)).toMatchObject({ ok: true });
  wall.site.clock.advance(50_000);
  expect(await tries(READ, 1)).toMatchObject({ ok: true, value: { answers: [{ allowed: true }] } });
});

test("no person takes more of Jira in an hour than half of the site's share, and of a list of calls all or none", async () => {
  await share(1_000);
  // A search is 52 points.
  expect(await tries(SEARCH, 8)).toMatchObject({ ok: true });
  const since = wall.site.jira.calls.length;
  expect(await tries(SEARCH, 2)).toMatchObject({ ok: false, fault: { mend: 'Ask again in 60 minutes.' } });
  expect(callsOfApp(since)).toEqual([]);
  expect(await tries(SEARCH, 1)).toMatchObject({ ok: true });
});

test('where storage does not count, nothing is asked', async () => {
  wall.site.storage.faults.push({ operation: 'entity/set', times: 1, fault: { kind: 'status', status: 500 } });
  const since = wall.site.jira.calls.length;
  expect(await tries(READ, 1)).toMatchObject({ ok: false, fault: { reason: 'unavailable' } });
  expect(callsOfApp(since)).toEqual([]);
  expect(await tries(READ, 1)).toMatchObject({ ok: true });
});

test('evidence waits where it stands, and comes to the same grants', async () => {
  const text = Array.from({ length: 12 }, (_, at) => `GET /rest/api/3/issue/ALPHA-${at + 1}`).join('\n');
  const read = (more: object = {}) =>
    ask(people.alphaAdmin, ALPHA, 'readEvidence', { text, projectIds: [projects.alpha.id], ...more });
  const whole = await read();
  expect(whole.value).not.toHaveProperty('waitSeconds');
  wall.site.clock.advance(3_600_000);
  // An issue is 3 points.
  await share(60);
  const part = await read();
  expect(part).toMatchObject({ ok: true, value: { waitSeconds: 3_590, total: 12 } });
  const { next, grants, lines } = part.value;
  expect(next).toBeGreaterThan(0);
  expect(next).toBeLessThan(12);
  expect(lines).toHaveLength(next);
  expect((await read({ from: next, grants })).value).toMatchObject({ next, lines: [], waitSeconds: 3_590 });
  await share(13_000);
  wall.site.clock.advance(3_600_000);
  const rest = await read({ from: next, grants });
  expect(rest.value.grants).toEqual(whole.value.grants);
  expect([...lines, ...rest.value.lines]).toEqual(whole.value.lines);
});
