/**
 * Names that people write in queries: a project's own name finds what its key finds, and a person's name or address is
 * refused rather than read as nobody, since a query would then answer with the wrong rows and say nothing.
 */
import { put } from '../../local/jira/change';
import { fixtureState } from '../../local/jira/seeds/fixture';
import { type Answer, expectTwins, FIXTURE, openWall, type Sent, type Wall } from '../wall/site';

const { projects, people } = FIXTURE;
const NOW = Date.parse('2026-11-01T12:00:00Z');
const NAMES = { [projects.alpha.id]: 'Website relaunch', [projects.omega.id]: 'Merger plans' };

let wall: Wall;
beforeAll(async () => {
  const seed = Object.entries(NAMES).reduce((state, [id, name]) => {
    const project = state.projects.get(id);
    if (project === undefined) throw new Error(`no project ${id}`);
    return put(state, 'projects', { ...project, name });
  }, fixtureState(NOW));
  wall = await openWall({ seed, now: NOW });
});
afterEach(() => wall.reset());
afterAll(() => wall.stop());

const searching = (jql: string): Sent => ({
  method: 'POST',
  path: '/rest/api/3/search/jql',
  body: { jql, fields: ['summary'], maxResults: 100 },
});
const search = (jql: string): Promise<Answer> => wall.send(wall.alpha, searching(jql));
const keys = ({ json }: Answer): readonly string[] => json.issues.map(({ key }: { key: string }) => key);

describe('a project by its name', () => {
  test.each(['"Website relaunch"', "'WEBSITE Relaunch'"])('is found: %s', async (name) => {
    const byKey = keys(await search('project = ALPHA ORDER BY key'));
    expect(byKey.length).toBeGreaterThan(5);
    expect(keys(await search(`project = ${name} ORDER BY key`))).toEqual(byKey);
    expect(keys(await search(`project != ${name} ORDER BY key`))).toEqual([]);
  });

  test('is found as the argument of a function', async () => {
    const byKey = await search('fixVersion in releasedVersions(ALPHA)');
    expect(byKey.status).toBe(200);
    expect(keys(await search('fixVersion in releasedVersions("Website relaunch")'))).toEqual(keys(byKey));
  });

  test('outside is none, like one that never was', async () => {
    for (const operator of ['=', '!='])
      await expectTwins(
        wall,
        wall.alpha,
        searching(`project ${operator} "Merger plans"`),
        searching(`project ${operator} "Merged plants"`),
      );
    expect(keys(await search('project = "Merger plans"'))).toEqual([]);
  });
});

describe('a person', () => {
  test.each(['"Bo Carver"', 'bcarver', '"bo@example.com"'])('is not taken by name or address: %s', async (name) => {
    for (const jql of [`assignee = ${name}`, `assignee != ${name}`, `reporter in (${people.member}, ${name})`]) {
      const { status, json, calls } = await search(jql);
      expect([status, json.rule, calls]).toEqual([400, 'jql_not_offered', []]);
      expect(json.errorMessages[0]).toMatch(/people by account id/);
    }
  });

  test('is taken by account id, and nobody has one that never was', async () => {
    expect(keys(await search(`reporter = "${people.member}"`)).length).toBeGreaterThan(0);
    expect(keys(await search('reporter = "5b10a2844c20165700ed9999"'))).toEqual([]);
  });
});

describe('a person who can be given no work', () => {
  const gone = people.member;
  const leave = (): void => {
    const state = wall.site.fork();
    const person = state.people.get(gone);
    if (person === undefined) throw new Error('the member is there');
    wall.site.restore(put(state, 'people', { ...person, active: false }));
  };

  test('is found by what issues in reach say to be theirs', async () => {
    const named = [`reporter = "${gone}"`, `reporter != "${gone}"`, `assignee in ("${gone}")`, `creator = "${gone}"`];
    const before = [];
    for (const jql of named) before.push(keys(await search(jql)));
    expect(before[0]?.length).toBeGreaterThan(0);
    leave();
    wall.site.clock.advance(3_600_000);
    for (const [index, jql] of named.entries()) expect(keys(await search(jql))).toEqual(before[index]);
  });

  test('who stands in no issue in reach is as one who never was', async () => {
    const never = '712020:00000000-0000-4000-8000-00000000ffff';
    for (const field of ['reporter', 'assignee', 'creator'])
      for (const operator of ['=', '!='])
        await expectTwins(
          wall,
          wall.alpha,
          searching(`${field} ${operator} "${people.outsider}"`),
          searching(`${field} ${operator} "${never}"`),
        );
  });
});
