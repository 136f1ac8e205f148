/**
 * C-SIDE-12, C-ISS-01: an answer of Jira that is too long to be read does not say where its issue is. How much stands in a foreign
 * or a hidden issue is told by nothing: it is as one that never was.
 */
import { editIssue } from '../../local/jira/change';
import { comparable, FIXTURE, openWall, type Wall } from './site';

const { issues, people, missing, projects } = FIXTURE;
/** More than is read of one answer. */
const LONG = 'x'.repeat(5_100_000);

let wall: Wall;
beforeAll(async () => {
  wall = await openWall();
});
afterEach(() => wall.reset());
afterAll(() => wall.stop());

const fill = (id: string): void =>
  wall.site.restore(editIssue(wall.site.fork(), id, { summary: LONG }, { by: people.member, now: 0 }));
const DOORS = ['/rest/api/2/issue/', '/rest/api/3/issue/', '/rest/agile/1.0/issue/'];
const read = (path: string, key = wall.alpha) => wall.send(key, { method: 'GET', path });

test.each(DOORS)('a foreign issue that is too long is as one that never was · %s', async (door) => {
  const never = await read(door + missing.omegaKey);
  fill(issues.omega1.id);
  for (const spelling of [issues.omega1.key, issues.omega1.id]) {
    const foreign = await read(door + spelling);
    expect(comparable(foreign)).toEqual(comparable(never));
    expect(foreign.status).toBe(404);
  }
});

test('so is one with a security level, and one that a condition leaves out', async () => {
  const never = await read(`/rest/api/3/issue/${missing.omegaKey}`);
  fill(issues.secret.id);
  expect(comparable(await read(`/rest/api/3/issue/${issues.secret.key}`))).toEqual(comparable(never));
  wall.reset();
  const conditions = { jql: 'labels = none-has-this' };
  const key = await wall.issue([{ projectId: projects.alpha.id, permissions: ['issue:read'], conditions }]);
  fill(issues.plain.id);
  expect(comparable(await read(`/rest/api/3/issue/${issues.plain.key}`, key))).toEqual(comparable(never));
});

test.each(DOORS)('an own one is told to be too long, and what is not asked for makes none so · %s', async (door) => {
  fill(issues.plain.id);
  const { status, json } = await read(door + issues.plain.key);
  expect([status, json.rule]).toEqual([502, 'answer_unreadable']);
  expect((await read(`${door}${issues.plain.key}?fields=status`)).status).toBe(200);
});
