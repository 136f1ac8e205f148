/** C-ISS-12: an issue of a team-managed project that is restricted to roles is to keys as one with a security level. */
import { linkIssues, put } from '../../local/jira/change';
import { FIXTURE, openWall, READING, type Wall } from './site';

const { issues, projects, links, people } = FIXTURE;
const ROLE = '10002';

let wall: Wall;
beforeAll(async () => {
  wall = await openWall();
  const state = wall.site.fork();
  const issue = state.issues.get(issues.plain.id);
  if (issue === undefined) throw new Error('the fixture has it');
  wall.site.restore(put(state, 'issues', { ...issue, restrictedToRole: ROLE }));
});
afterAll(() => wall.stop());

const get = (path: string) => wall.send(wall.reader, { method: 'GET', path: `/rest/api/3/${path}` });

test('a restricted issue is not there, as one with a security level is not', async () => {
  expect((await get(`issue/${issues.secret.key}`)).status).toBe(404);
  expect((await get(`issue/${issues.plain.key}`)).status).toBe(404);
});

test('nor is it in a search', async () => {
  const { json } = await get('search/jql?fields=created&maxResults=100');
  expect(json.issues.some(({ key }: { key: string }) => key === issues.plain.key)).toBe(false);
});

test('one that is not restricted is there', async () => {
  expect((await get(`issue/${issues.plainToo.key}`)).status).toBe(200);
});

describe('in a team-managed project', () => {
  /** Its first issue, linked to another one of it, as a key of the project is shown it. */
  async function linksWhere(restriction: { readonly restrictedToRole?: string }): Promise<readonly object[]> {
    const state = wall.site.fork();
    const first = state.issues.get(issues.team1.id);
    if (first === undefined) throw new Error('the fixture has it');
    const other = { ...first, id: '390001', key: 'TEAMX-900', parentId: null, ...restriction };
    const typeId = state.links.get(links.within)?.typeId ?? '';
    const ends = { typeId, inwardIssueId: first.id, outwardIssueId: other.id };
    const act = { by: people.outsider, now: wall.site.clock.now() };
    wall.site.restore(linkIssues(put(state, 'issues', other), ends, act).state);
    const key = await wall.issue([{ projectId: projects.team.id, permissions: READING }]);
    const path = `/rest/api/3/issue/${first.key}?fields=issuelinks`;
    const { status, json } = await wall.send(key, { method: 'GET', path });
    expect(status).toBe(200);
    return json.fields.issuelinks;
  }
  afterEach(() => wall.reset());

  test('a link to a restricted issue is as none, though it bears the key of the project', async () => {
    expect(await linksWhere({ restrictedToRole: ROLE })).toEqual([]);
  });

  test('a link to another one is shown', async () => {
    expect(await linksWhere({})).toMatchObject([{ outwardIssue: { key: 'TEAMX-900' } }]);
  });
});
