/**
 * How far a right reaches: to no issue that its grant leaves out, into no other granted project, and to nothing that another
 * right is for.
 */
import type { JiraState } from '../../local/jira/state';
import { get, rich, VERSIONS } from './issue-operations';
import { EVERYTHING, FIXTURE, type Key, openWall, type Sent, type Wall } from './site';

const { issues, comments, projects, versions, components, fields, remoteLinks, sprints, worklogs } = FIXTURE;
const BUG = '10103';

let wall: Wall;
beforeAll(async () => {
  wall = await openWall();
});
afterEach(() => wall.reset());
afterAll(() => wall.stop());

const withConditions = (conditions: object, permissions: readonly string[]): Promise<Key> =>
  wall.issue([{ projectId: projects.alpha.id, permissions, conditions }]);

describe.each(VERSIONS)('version %s', (version) => {
  const removal = (path: string): Sent => ({ method: 'DELETE', path: `/rest/api/${version}/${path}` });
  const REMOVALS = [
    ['version:delete', `version/${versions.alpha1}`, ['fixVersions', 'versions']],
    ['version:delete', `version/${versions.alpha1}?moveFixIssuesTo=${versions.alpha2}`, ['fixVersions', 'versions']],
    ['component:delete', `component/${components.alpha1}`, ['components']],
  ] as const;

  it.each(REMOVALS)('%s · DELETE %s takes nothing out of issues that the grant leaves out', async (right, path) => {
    const limited = await withConditions({ issueTypes: [BUG] }, ['issue:read', right]);
    const before = wall.site.fork();
    const refused = await wall.send(limited, removal(path));
    expect([refused.status, refused.json?.rule, refused.json?.condition]).toEqual([
      403,
      'condition_unmet',
      'issueTypes',
    ]);
    expect(wall.site.fork()).toBe(before);
    const whole = await withConditions({}, ['issue:read', right]);
    expect((await wall.send(whole, removal(path))).status).toBe(204);
  });

  it.each(REMOVALS)('%s · DELETE %s writes the fields that held it', async (right, path, held) => {
    const refused = await wall.send(await withConditions({ fields: ['summary'] }, [right]), removal(path));
    expect([refused.status, refused.json?.rule, refused.json?.condition]).toEqual([403, 'condition_unmet', 'fields']);
    const allowed = await withConditions({ fields: held }, [right]);
    expect((await wall.send(allowed, removal(path))).status).toBe(204);
  });

  const change = (method: string, path: string, body: object): Sent => ({ method, path, body });
  const ALPHA1 = `/rest/api/${version}/issue/ALPHA-1`;
  const CHANGES = [
    ['comment', change('PUT', `${ALPHA1}/comment/${comments.alpha1}`, { body: rich(version, 'Mine') })],
    ['worklog', change('PUT', `${ALPHA1}/worklog/${worklogs.alpha}`, {})],
    ['version', change('PUT', `/rest/api/${version}/version/${versions.alpha1}`, {})],
    ['version', change('POST', `/rest/api/${version}/version/${versions.alpha1}/move`, { position: 'First' })],
    ['component', change('PUT', `/rest/api/${version}/component/${components.alpha1}`, {})],
    ['sprint', change('POST', `/rest/agile/1.0/sprint/${sprints.alphaActive}`, {})],
    ['sprint', change('PUT', `/rest/agile/1.0/sprint/${sprints.alphaActive}`, { name: 'Mine', state: 'active' })],
    ['issue', change('POST', '/rest/agile/1.0/epic/ALPHA-5', {})],
  ] as const;

  it.each(CHANGES)('%s:edit tells nothing of what was there · %j', async (kind, sent) => {
    const answers = [];
    for (const more of [[], [`${kind}:read`]])
      answers.push(await wall.send(await withConditions({}, [`${kind}:edit`, ...more]), sent));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers.map(({ json }) => Object.keys(json).length > 0)).toEqual([false, true]);
  });

  it('a version of another project is shown in an issue by the right to read there', async () => {
    const shown = async (permissions: readonly string[]): Promise<unknown> => {
      const key = await wall.issue([
        { projectId: projects.alpha.id, permissions: EVERYTHING },
        { projectId: projects.beta.id, permissions },
      ]);
      const state: JiraState = wall.site.fork();
      const issue = state.issues.get(issues.plain.id);
      if (issue === undefined) throw new Error('no ALPHA-24');
      const custom = { ...issue.custom, [fields.versionPicker]: [versions.beta] };
      wall.site.restore({ ...state, issues: new Map(state.issues).set(issue.id, { ...issue, custom }) });
      const answer = await wall.send(key, get(version, `issue/ALPHA-24?fields=${fields.versionPicker}`));
      return answer.json.fields[fields.versionPicker]?.[0].id ?? null;
    };
    expect(await shown(['comment:create'])).toBeNull();
    expect(await shown(['issue:read'])).toBe(versions.beta);
  });

  it('a project tells of its versions and components by the rights to read them', async () => {
    const members = async (more: readonly string[]): Promise<readonly string[]> => {
      const key = await wall.issue([{ projectId: projects.alpha.id, permissions: ['project:read', ...more] }]);
      const { json } = await wall.send(key, get(version, 'project/ALPHA'));
      return ['versions', 'components'].filter((name) => name in json);
    };
    expect(await members([])).toEqual([]);
    expect(await members(['version:read'])).toEqual(['versions']);
    expect(await members(['version:read', 'component:read'])).toEqual(['versions', 'components']);
  });

  it('C-READ-18 · a link that an Atlassian product made is not there, wherever it leads', async () => {
    const state: JiraState = wall.site.fork();
    const link = state.remoteLinks.get(remoteLinks.alpha1);
    if (link === undefined) throw new Error('no link');
    const url = 'https://team.example.com/CANARY-970';
    const application = { type: 'com.atlassian.confluence', name: 'CANARY-971' };
    const made = { ...link, url, application };
    wall.site.restore({ ...state, remoteLinks: new Map(state.remoteLinks).set(String(link.id), made) });
    expect((await wall.send(wall.alpha, get(version, 'issue/ALPHA-1/remotelink'))).json).toEqual([]);
    const path = `issue/ALPHA-1/remotelink/${remoteLinks.alpha1}`;
    expect((await wall.send(wall.alpha, get(version, path))).status).toBe(404);
    wall.reset();
    expect((await wall.send(wall.alpha, get(version, path))).status).toBe(200);
  });
});
