/**
 * C-JQL-40, C-TOCTOU-05: a page token is good for what its query meant. Where Jira's own token carries the query (switch
 * `token.binding`), a token from before an issue left goes on asking about that issue, for as long as Jira takes it (seven days).
 */
import { editIssue, linkIssues, moveIssue } from '../../local/jira/change';
import type { JiraState } from '../../local/jira/state';
import { type Answer, FIXTURE, openWall, type Wall } from './site';

const { projects, issues, levels, links, people } = FIXTURE;

let wall: Wall;
let start: JiraState;
beforeAll(async () => {
  wall = await openWall({ jiraSwitches: { 'token.binding': 'carries-jql' } });
  start = wall.site.fork();
});
afterEach(() => wall.site.restore(start));
afterAll(() => wall.stop());

const page = (jql: string, nextPageToken?: string): Promise<Answer> => {
  const body = { jql, fields: ['parent'], maxResults: 1, ...(nextPageToken === undefined ? {} : { nextPageToken }) };
  return wall.send(wall.reader, { method: 'POST', path: '/rest/api/3/search/jql', body });
};

/** Keys on all further pages; none where a token is refused. */
async function rest(jql: string, token: string): Promise<readonly string[]> {
  const keys: string[] = [];
  for (let next: string | undefined = token; next !== undefined; ) {
    const { json }: Answer = await page(jql, next);
    keys.push(...(json.issues ?? []).map((issue: { key: string }) => issue.key));
    next = json.nextPageToken;
  }
  return keys;
}

const act = () => ({ by: people.outsider, now: wall.site.clock.now() });
const OR = `key = ${issues.alpha1.key} OR`;

/** ALPHA-5 leaves, or is hidden; afterwards ALPHA-3 is put below it and linked to it. */
const hidden = (hide: (state: JiraState) => JiraState): JiraState => {
  const below = editIssue(hide(start), issues.alpha3.id, { parentId: issues.epic.id }, act());
  const typeId = start.links.get(links.within)?.typeId ?? '';
  return linkIssues(below, { typeId, inwardIssueId: issues.alpha3.id, outwardIssueId: issues.epic.id }, act()).state;
};

const HIDING = [
  ['moved away', (state: JiraState) => moveIssue(state, issues.epic.id, projects.omega.id, act().now, people.member)],
  [
    'got a security level',
    (state: JiraState) => editIssue(state, issues.epic.id, { securityLevelId: levels.alpha }, act()),
  ],
] as const;

describe.each([`${OR} parent = ${issues.epic.key}`, `${OR} issue in linkedIssues(${issues.epic.key})`])(
  '%s',
  (asked) => {
    const jql = `${asked} ORDER BY created`;

    test.each(HIDING)('finds nothing by an issue that %s since the token was given', async (_, hide) => {
      // There has to be a second page when the token is given.
      wall.site.restore(linkIssues(start, ends(), act()).state);
      const { json } = await page(jql);
      expect(typeof json.nextPageToken).toBe('string');
      wall.site.restore(hidden(hide));
      const { json: fresh } = await page(jql);
      expect([fresh.issues.map(({ key }: { key: string }) => key), fresh.isLast]).toEqual([[issues.alpha1.key], true]);
      expect(await rest(jql, json.nextPageToken)).toEqual([]);
    });

    test('goes on where nothing changed', async () => {
      wall.site.restore(linkIssues(start, ends(), act()).state);
      const { json } = await page(jql);
      expect((await rest(jql, json.nextPageToken)).length).toBeGreaterThan(0);
    });
  },
);

const ends = () => {
  const typeId = start.links.get(links.within)?.typeId ?? '';
  return { typeId, inwardIssueId: issues.plain.id, outwardIssueId: issues.epic.id };
};
