/**
 * C-ISS-12: security levels that Jira does not tell of. Where a field configuration hides the field, no answer says which
 * issues have one; and an account that may not set levels is told of a project that it has none.
 */
import { linkIssues, put } from '../../local/jira/change';
import { type Answer, FIXTURE, openWall, type Wall } from './site';

const { issues, links, people } = FIXTURE;
const ALPHA = '10001';
const TITLE = 'Wholly secret matter';

let wall: Wall;
beforeAll(async () => {
  wall = await openWall();
});
afterAll(() => wall.stop());
afterEach(() => wall.reset());

/** The fixture, where issues of this project do not say their level; the secret one has a title that can be told. */
function hideLevelsOf(projectId: string): void {
  const state = wall.site.fork();
  const project = state.projects.get(projectId);
  const secret = state.issues.get(issues.secret.id);
  if (project === undefined || secret === undefined) throw new Error('the fixture has them');
  const hiding = put(state, 'projects', { ...project, hiddenFieldIds: ['security'] });
  wall.site.restore(put(hiding, 'issues', { ...secret, summary: TITLE }));
}

const ASKED = [
  ['GET', `/rest/api/3/issue/${issues.secret.key}`],
  ['GET', `/rest/api/2/issue/${issues.secret.id}?fields=summary`],
  ['GET', `/rest/api/3/issue/${issues.secret.key}/comment`],
  ['GET', `/rest/api/3/issue/${issues.secret.key}/transitions`],
  ['GET', `/rest/api/3/issue/${issues.secret.key}/changelog`],
  ['GET', `/rest/agile/1.0/issue/${issues.secret.key}`],
  ['PUT', `/rest/api/3/issue/${issues.secret.key}`, { fields: { summary: 'Overwritten' } }],
  ['POST', `/rest/api/3/issue/${issues.secret.key}/comment`, { body: { type: 'doc', version: 1, content: [] } }],
  ['DELETE', `/rest/api/3/issue/${issues.secret.key}`],
] as const;

test.each(ASKED)('%s %s finds nothing, and nothing is changed', async (method, path, body = undefined) => {
  hideLevelsOf(ALPHA);
  const before = wall.site.fork();
  const absent = path.replace(issues.secret.key, 'ALPHA-99999').replace(issues.secret.id, '99999999');
  const answer = await wall.send(wall.alpha, { method, path, body });
  const never = await wall.send(wall.alpha, { method, path: absent, body });
  expect(answer.status).toBe(404);
  expect({ ...answer.json, requestId: '' }).toEqual({ ...never.json, requestId: '' });
  expect(answer.text).not.toContain(TITLE);
  expect(wall.site.fork() === before).toBe(true);
});

test('neither lists of issues nor searches show it', async () => {
  hideLevelsOf(ALPHA);
  const body = { issueIdsOrKeys: [issues.secret.key], fields: ['summary'] };
  const fetched = await wall.send(wall.alpha, { method: 'POST', path: '/rest/api/3/issue/bulkfetch', body });
  const found = await wall.send(wall.alpha, { method: 'GET', path: '/rest/api/3/search/jql?fields=summary' });
  expect([fetched.status, fetched.json.issues, found.status]).toEqual([200, [], 200]);
  expect(`${fetched.text}${found.text}`).not.toContain(TITLE);
});

test('where another project hides it, issues are there as ever', async () => {
  hideLevelsOf(FIXTURE.projects.beta.id);
  const { status, json } = await wall.send(wall.alpha, {
    method: 'GET',
    path: `/rest/api/3/issue/${issues.plain.key}`,
  });
  expect([status, json.key]).toEqual([200, issues.plain.key]);
});

describe('a link to an issue with a level, in a project that', () => {
  const CALLED = 'Level of its own';
  /** The first issue of a project without levels, linked to another one that gets the only one; before any list of it is kept. */
  async function linksWhere(more: { readonly appsLack?: readonly 'SET_ISSUE_SECURITY'[] }): Promise<Answer> {
    const fresh = await openWall();
    try {
      const state = fresh.site.fork();
      const [project, one] = [state.projects.get(ALPHA), state.issues.get(issues.plain.id)];
      const other = state.issues.get(issues.secret.id);
      if (project === undefined || one === undefined || other === undefined) throw new Error('the fixture has them');
      const ends = {
        typeId: state.links.get(links.within)?.typeId ?? '',
        inwardIssueId: one.id,
        outwardIssueId: other.id,
      };
      const act = { by: people.outsider, now: fresh.site.clock.now() };
      const named = put(put(state, 'projects', { ...project, ...more }), 'issues', { ...other, summary: CALLED });
      fresh.site.restore(linkIssues(named, ends, act).state);
      await fresh.site.deliverEvents();
      fresh.site.clock.advance(15 * 60_000);
      return await fresh.send(fresh.alpha, { method: 'GET', path: `/rest/api/3/issue/${one.key}?fields=issuelinks` });
    } finally {
      await fresh.stop();
    }
  }

  test.each([
    ['tells the app of its levels', {}],
    ['does not let the app set levels, and so tells it of none', { appsLack: ['SET_ISSUE_SECURITY'] }],
  ] as const)('%s, is not shown', async (_, more) => {
    const { status, json, text } = await linksWhere(more);
    expect([status, json.fields.issuelinks]).toEqual([200, []]);
    expect(text).not.toContain(CALLED);
  });
});
