/**
 * C-CHILD: things addressed by their own id, and lists of the whole site. A thing is shown if what it belongs to is
 * inside; a list is what the granted projects' own lists hold; all else is refused the same to everyone, unseen by
 * Jira.
 */
import { put } from '../../local/jira/change';
import { call, get, VERSIONS } from './issue-operations';
import {
  type Answer,
  comparable,
  expectNoCanary,
  expectTwins,
  FIXTURE,
  openWall,
  READING,
  type Sent,
  type Wall,
} from './site';

const { links, missing, projects, statuses, types, fields } = FIXTURE;

let wall: Wall;
beforeAll(async () => {
  wall = await openWall();
});
afterAll(() => wall.stop());
afterEach(() => wall.reset());

/** Template, and what stands in it: something of the granted project, something foreign, something invented. */
type Marks = readonly [own: unknown, foreign: unknown, never: unknown];
type Refused = [string, string, string, Marks];

const at = (own: unknown, foreign: unknown, never: unknown) => [own, foreign, never] as const;
const issue = at('ALPHA-1', 'OMEGA-1', 'NOPES-1');
const project = at('ALPHA', 'OMEGA', 'NOPES');
const projectId = at('10001', '10002', '10003');
/** Nothing stands in it that names anything. */
const none = at('', '', '');
const filter = at('10100', '10101', '19999');

/** Case, method, path below the API's root; `{}` is where the reference stands, in the path or in the body. */
const REFUSED: Refused[] = [
  ['C-CHILD-02', 'POST', 'comment/list', at({ ids: [40010] }, { ids: [45010] }, { ids: [49999] })],
  ['C-CHILD-02', 'GET', 'comment/{}/properties', at('40010', '45010', '49999')],
  ['C-CHILD-03', 'POST', 'worklog/list', at({ ids: [42020] }, { ids: [47020] }, { ids: [47999] })],
  ['C-CHILD-03', 'GET', 'worklog/updated', none],
  ['C-CHILD-03', 'GET', 'worklog/deleted?since=0', none],
  ['C-CHILD-04', 'GET', 'attachment/{}', at('42010', '47010', '47999')],
  ['C-CHILD-04', 'DELETE', 'attachment/{}', at('42010', '47010', '47999')],
  ['C-CHILD-04', 'GET', 'attachment/content/{}', at('42010', '47010', '47999')],
  ['C-CHILD-04', 'GET', 'attachment/meta', none],
  ['C-CHILD-09', 'GET', 'projectvalidate/key?key={}', project],
  ['C-CHILD-09', 'GET', 'projectvalidate/validProjectKey?key={}', project],
  ['C-CHILD-09', 'GET', 'projectvalidate/validProjectName?name={}', project],
  ['C-CHILD-10', 'POST', 'permissions/check', at({ a: 10001 }, { a: 10002 }, { a: 10003 })],
  ['C-CHILD-10', 'POST', 'permissions/project', at({}, {}, {})],
  ...[
    'user/search?query=a',
    'users',
    'users/search',
    'user/picker?query=a',
    'groups/picker',
    'user/bulk',
    'user/email',
  ].map((path): Refused => ['C-CHILD-11', 'GET', path, none]),
  ['C-CHILD-11', 'GET', 'groupuserpicker?query=a&projectId={}', projectId],
  ['C-CHILD-11', 'GET', 'group/member?groupname={}', at('jira-users', 'CANARY', 'nobodies')],
  ['C-CHILD-11', 'GET', 'user?accountId={}', at(FIXTURE.people.member, FIXTURE.people.outsider, missing.accountId)],
  ['C-CHILD-12', 'GET', 'user/viewissue/search?issueKey={}', issue],
  ['C-CHILD-12', 'GET', 'user/permission/search?projectKey={}&permissions=BROWSE', project],
  ['C-CHILD-13', 'GET', 'filter/{}', filter],
  ['C-CHILD-13', 'GET', 'filter/search', none],
  ['C-CHILD-13', 'GET', 'filter/my', none],
  ['C-CHILD-13', 'GET', 'dashboard', none],
  ['C-CHILD-13', 'GET', 'dashboard/{}', filter],
  ['C-CHILD-13', 'GET', 'dashboard/{}/gadget', filter],
  ['C-CHILD-14', 'GET', 'projects/fields?projectId={}', projectId],
  ['C-CHILD-14', 'GET', 'customFieldOption/{}', at('10701', '10771', '10799')],
  ['C-CHILD-15', 'GET', 'statuses?id={}', at('10200', '10250', '10299')],
  ['C-CHILD-15', 'GET', 'statuses/search?projectId={}', projectId],
  ['C-CHILD-15', 'GET', 'label', none],
  ['C-CHILD-16', 'GET', 'statuses/{}/projectUsages', at('10200', '10250', '10299')],
  ['C-CHILD-16', 'GET', 'workflow/{}/projectUsages', at('10420', '10421', '19999')],
  ['C-CHILD-16', 'GET', 'workflowscheme/project?projectId={}', projectId],
  ['C-CHILD-16', 'GET', 'issuetypescheme/project?projectId={}', projectId],
  ['C-CHILD-16', 'GET', 'field/{}/contexts', at(fields.text, fields.omegaOnly, missing.fieldId)],
  ['C-CHILD-16', 'GET', 'priorityscheme/1/projects', none],
  ['C-CHILD-16', 'GET', 'config/fieldschemes', none],
  ...['roledetails', 'permissionscheme', 'notificationscheme', 'issuesecuritylevelscheme', 'hierarchy', 'email'].map(
    (below): Refused => ['C-CHILD-17', 'GET', `project/{}/${below}`, project],
  ),
  ['C-CHILD-18', 'GET', 'securitylevel/{}', at('10540', '10640', '10699')],
  ['C-CHILD-18', 'GET', 'issuesecurityschemes', none],
  ['C-CHILD-18', 'GET', 'project/{}/securitylevel', project],
  ['C-CHILD-19', 'GET', 'universal_avatar/type/project/owner/{}', projectId],
  ['C-CHILD-19', 'GET', 'universal_avatar/view/type/project/owner/{}', projectId],
  ...['auditing/record', 'events', 'webhook', 'webhook/failed', 'announcementBanner', 'application-properties'].map(
    (path): Refused => ['C-CHILD-20', 'GET', path, none],
  ),
  ...['configuration', 'instance/license', 'issue/limit/report', 'plans/plan', 'data-policy/project'].map(
    (path): Refused => ['C-CHILD-20', 'GET', path, none],
  ),
  [
    'C-CHILD-22',
    'POST',
    'issue/watching',
    at({ issueIds: ['11001'] }, { issueIds: ['20001'] }, { issueIds: ['29999'] }),
  ],
];

describe.each(VERSIONS)('version %s', (version) => {
  it.each(REFUSED)('%s · %s %s is refused the same to all, unseen by Jira', async (_case, method, template, marks) => {
    const answers: Answer[] = [];
    for (const mark of marks) {
      const path = template.replace('{}', typeof mark === 'string' ? encodeURI(mark) : '');
      answers.push(
        await wall.send(wall.alpha, call(method, version, path, typeof mark === 'string' ? undefined : mark)),
      );
    }
    for (const answer of answers) expect([answer.status, answer.calls]).toEqual([403, []]);
    for (const answer of answers) expect(comparable(answer)).toEqual(comparable(answers[0] as Answer));
  });

  it.each([
    ['to a foreign issue', links.toForeign],
    ['from a foreign issue', links.fromForeign],
    ['between foreign issues', links.foreign],
    ['to an issue that moved away', '41050'],
    ['to an issue of a project that is not granted', links.toBeta],
  ])('C-CHILD-05 · a link %s is none, to read and to delete', async (_what, id) => {
    for (const method of ['GET', 'DELETE'] as const) {
      const sent = (link: string): Sent => call(method, version, `issueLink/${link}`);
      const before = wall.site.fork();
      const answer = await wall.send(wall.alpha, sent(id));
      expect(wall.site.fork()).toBe(before);
      expect(answer.status).toBe(404);
      await expectTwins(wall, wall.alpha, sent(id), sent(missing.linkId));
    }
  });

  it('C-CHILD-05 · a link inside is read and deleted', async () => {
    const read = await wall.send(wall.alpha, get(version, `issueLink/${links.within}`));
    expect([read.status, read.json.inwardIssue.key, read.json.outwardIssue.key]).toEqual([200, 'ALPHA-1', 'ALPHA-2']);
    expect((await wall.send(wall.mixed, get(version, `issueLink/${links.toBeta}`))).status).toBe(200);
    // BETA is granted for reading: a link has two ends, and deleting it is done to both.
    expect((await wall.send(wall.mixed, call('DELETE', version, `issueLink/${links.toBeta}`))).status).toBe(403);
    expect((await wall.send(wall.alpha, call('DELETE', version, `issueLink/${links.within}`))).status).toBe(204);
    expect(wall.site.fork().links.has(links.within)).toBe(false);
  });

  it.each([
    ['', ['ALPHA', 'BETA']],
    ['?query=a', ['ALPHA', 'BETA']],
    ['?query=CANARY', []],
    ['?query=omega', []],
    ['?keys=OMEGA', []],
    ['?keys=BETA,OMEGA', ['BETA']],
    ['?id=10002', []],
    ['?id=10001&id=10002', ['ALPHA']],
    ['?orderBy=-key', ['BETA', 'ALPHA']],
    ['?maxResults=1', ['ALPHA']],
    ['?startAt=1', ['BETA']],
    ['?typeKey=service_desk', []],
  ] as const)('C-CHILD-08 · projects, asked for "%s", come from the grants', async (query, keys) => {
    const answer = await wall.send(wall.mixed, get(version, `project/search${query}`));
    expect(answer.status).toBe(200);
    expect(answer.json.values.map(({ key }: { key: string }) => key)).toEqual(keys);
    if (!/maxResults|startAt/.test(query)) expect(answer.json.total).toBe(keys.length);
    else expect(answer.json.total).toBe(2);
    expectNoCanary(wall, answer);
    expect(answer.calls).toHaveLength(1);
    const ids = answer.calls[0]?.query.filter(([name]) => name === 'id').map(([, id]) => id);
    expect(ids?.sort()).toEqual(['10001', '10004']);
    for (const [name] of answer.calls[0]?.query ?? []) expect(['id', 'maxResults', 'expand']).toContain(name);
  });

  it.each(['status=deleted', 'status=archived', 'propertyQuery=a', 'properties=a', 'expand=insight', 'action=edit'])(
    'C-CHILD-08 · projects with %s are refused',
    async (query) => {
      const answer = await wall.send(wall.mixed, get(version, `project/search?${query}`));
      expect([answer.status, answer.calls]).toEqual([400, []]);
    },
  );

  it.each([
    ['C-CHILD-14', 'field', ['summary', fields.text, fields.severity], [fields.omegaOnly, fields.omegaSeverity]],
    ['C-CHILD-15', 'status', ['10200', '10203'], [statuses.omegaTeam, statuses.omegaTeamSameName]],
    ['C-CHILD-15', 'issuetype', ['10100', '10104'], [types.omegaTeam]],
    ['C-CHILD-15', 'priority', ['1', '5'], []],
  ])('%s · the list %s holds what the granted projects have', async (_case, path, own, foreign) => {
    for (const key of [wall.alpha, wall.mixed]) {
      const answer = await wall.send(key, get(version, path));
      const ids = answer.json.map(({ id }: { id: string }) => id);
      expect([answer.status, ids.length > 0]).toEqual([200, true]);
      for (const id of own) expect(ids).toContain(id);
      for (const id of foreign) expect(ids).not.toContain(id);
      expectNoCanary(wall, answer);
    }
    expect((await wall.send(wall.reader, get(version, path))).status).toBe(403);
  });

  it('C-CHILD-15 · a priority that only another project uses is not listed', async () => {
    const state = wall.site.fork();
    const [own, omega] = [state.projects.get(projects.alpha.id), state.projects.get(projects.omega.id)];
    if (own === undefined || omega === undefined) throw new Error('the fixture has lost its projects');
    const named = put(state, 'priorities', {
      id: '51950',
      name: 'CANARY-951-priority',
      description: '',
      color: '#000',
    });
    wall.site.restore(put(named, 'projects', { ...omega, priorityIds: [...omega.priorityIds, '51950'] }));
    const answer = await wall.send(wall.alpha, get(version, 'priority'));
    expect(answer.json.map(({ id }: { id: string }) => id)).toEqual(expect.arrayContaining(['1', '2', '3', '4', '5']));
    expectNoCanary(wall, answer);
  });

  it('C-CHILD-21 · the server tells what is the same everywhere, and "me" is the key', async () => {
    const server = await wall.send(wall.alpha, get(version, 'serverInfo'));
    const me = await wall.send(wall.alpha, get(version, 'myself'));
    expect([server.status, me.status, server.calls, me.calls]).toEqual([200, 200, [], []]);
    const { site } = wall.site.fork();
    for (const { text } of [server, me])
      for (const told of [site.baseUrl, site.cloudId, site.appAccountId]) expect(text).not.toContain(told);
    expect(server.json.baseUrl).toBe(wall.alpha.url);
    expect(me.json.accountId).toBe(`key:${wall.alpha.id}`);
    const reader = await wall.issue([{ projectId: '10001', permissions: READING }]);
    expect((await wall.send(reader, get(version, 'myself'))).json.accountId).toBe(`key:${reader.id}`);
  });
});
