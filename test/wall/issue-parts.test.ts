/**
 * What belongs to single issues beside their fields: histories, logged work, links to other places, watchers, screens, a
 * key's own notes, and the operations that list many issues.
 */
import type { HistoryEntry, HistoryItem, JiraState } from '../../local/jira/state';
import { call, get, rich, VERSIONS, type Version } from './issue-operations';
import { comparable, expectIntact, expectNoCanary, expectTwins, FIXTURE, type Key, openWall, type Wall } from './site';
import { expectFixed } from './wire';

const { issues, projects, people, worklogs, remoteLinks, versions, fields } = FIXTURE;

let wall: Wall;
beforeAll(async () => {
  wall = await openWall();
});
afterEach(() => wall.reset());
afterAll(() => wall.stop());

const item = (field: string, to: string, more: Partial<Omit<HistoryItem, 'toString'>> = {}): HistoryItem => ({
  field,
  fieldtype: 'jira',
  fieldId: field,
  from: null,
  fromString: null,
  to: null,
  toString: to,
  ...more,
});
const summary = (at: number): HistoryItem => item('summary', `text ${at}`);
const moved = (from: string, to: string): HistoryItem => item('project', 'moved', { from, to });

/** A history of these items, one entry each, a minute apart. */
const entries = (items: readonly HistoryItem[]): readonly HistoryEntry[] =>
  items.map((each, at) => ({
    id: String(50_000 + at),
    created: new Date(Date.UTC(2026, 9, 1, 9, at)).toISOString(),
    authorAccountId: people.member,
    items: [each],
    historyMetadata: { type: 'other-app', description: 'CANARY-metadata' },
  }));

/** The site with another history of one issue. */
function withHistory(issueId: string, items: readonly HistoryItem[]): void {
  const state: JiraState = wall.site.fork();
  const issue = state.issues.get(issueId);
  if (issue === undefined) throw new Error(`no issue ${issueId}`);
  wall.site.restore({ ...state, issues: new Map(state.issues).set(issueId, { ...issue, history: entries(items) }) });
}

const numbers = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from }, (_, index) => from + index);

/** The texts of a history as each door shows it. */
async function historiesOf(version: Version, key: string): Promise<Record<string, readonly string[]>> {
  const told = (list: { items: { toString: string }[] }[]) =>
    list.flatMap(({ items }) => items.map((each) => each.toString));
  const paged: string[] = [];
  for (let startAt = 0; ; startAt += 100) {
    const answer = await wall.send(wall.alpha, get(version, `issue/${key}/changelog?startAt=${startAt}`));
    expect(answer.status).toBe(200);
    const page = answer.json;
    paged.push(...told(page.values));
    expect(page.isLast).toBe(startAt + 100 >= page.total);
    if (page.isLast) {
      expect(page.total).toBe(paged.length);
      break;
    }
  }
  const one = (await wall.send(wall.alpha, get(version, `issue/${key}?expand=changelog&fields=summary`))).json;
  expect(one.changelog.total).toBe(one.changelog.histories.length);
  const body = { jql: `key = ${key}`, fields: ['summary'], expand: 'changelog' };
  const row = (await wall.send(wall.alpha, call('POST', version, 'search/jql', body))).json.issues[0];
  const fetched = (
    await wall.send(
      wall.alpha,
      call('POST', version, 'issue/bulkfetch', { issueIdsOrKeys: [key], fields: ['summary'], expand: ['changelog'] }),
    )
  ).json.issues[0];
  const bulk = await wall.send(wall.alpha, call('POST', version, 'changelog/bulkfetch', { issueIdsOrKeys: [key] }));
  return {
    paged,
    one: told(one.changelog.histories).toReversed(),
    search: told(row.changelog.histories).toReversed(),
    fetched: told(fetched.changelog.histories).toReversed(),
    bulk: told(bulk.json.issueChangeLogs[0]?.changeHistories ?? []),
  };
}

describe.each(VERSIONS)('version %s', (version) => {
  it.each([
    ['on the first page', 3],
    ['on a later page', 150],
    ['on the third page', 250],
  ])('C-READ-05 · nothing is told from before an issue came in, with the move %s', async (_, before) => {
    const after = numbers(1, 7);
    withHistory(issues.movedIn.id, [
      ...numbers(0, before).map((at) => item('summary', `CANARY-before ${at}`)),
      moved(projects.omega.id, projects.alpha.id),
      ...after.map(summary),
    ]);
    const texts = after.map((at) => `text ${at}`);
    const seen = await historiesOf(version, issues.movedIn.key);
    expect(seen).toEqual({ paged: texts, one: texts, search: texts, fetched: texts, bulk: texts });
  });

  it('C-READ-05 · a history that Jira tells newest first is read to its end before anything of it is told', async () => {
    const items = [
      moved(projects.omega.id, projects.alpha.id),
      ...numbers(0, 110).map((at) => item('summary', `CANARY-before ${at}`)),
      moved(projects.alpha.id, projects.omega.id),
      ...numbers(110, 140).map((at) => item('summary', `CANARY-before ${at}`)),
      moved(projects.omega.id, projects.alpha.id),
      summary(1),
    ];
    withHistory(issues.movedIn.id, items);
    const state = wall.site.fork();
    const issue = state.issues.get(issues.movedIn.id);
    if (issue === undefined) throw new Error('the fixture has lost it');
    for (const history of [issue.history, issue.history.toReversed()]) {
      wall.site.restore({ ...state, issues: new Map(state.issues).set(issue.id, { ...issue, history }) });
      const seen = await historiesOf(version, issues.movedIn.key);
      expect(new Set(Object.values(seen).map(String))).toEqual(new Set(['text 1']));
    }
  });

  it('C-READ-05 · of a long history all is told but what is not told, whichever door', async () => {
    const own = numbers(0, 130);
    withHistory(
      issues.alpha3.id,
      own.flatMap((at) => [
        summary(at),
        ...(at % 9 === 0 ? [item('Link', 'CANARY-link', { to: issues.omega1.key, fieldId: null })] : []),
      ]),
    );
    const texts = own.map((at) => `text ${at}`);
    const seen = await historiesOf(version, issues.alpha3.key);
    expect(seen).toEqual({ paged: texts, one: texts, search: texts, fetched: texts, bulk: texts });
  });

  it('C-READ-05 · an item of anything but the issue itself is not told', async () => {
    withHistory(issues.alpha3.id, [
      summary(1),
      ...['Link', 'Epic Link', 'Epic Child', 'IssueParentAssociation', 'Parent', 'RemoteWorkItemLink'].map((field) =>
        item(field, 'CANARY', { to: issues.omega1.id, fieldId: null }),
      ),
      item('Sprint', 'CANARY', {
        to: String(FIXTURE.sprints.omegaActive),
        fieldtype: 'custom',
        fieldId: fields.sprint,
      }),
      item('security', 'CANARY', { to: FIXTURE.levels.alpha }),
      item('timespent', '4500', { to: '4500' }),
      item('WorklogId', worklogs.alphaRestricted, { from: worklogs.alphaRestricted, fieldId: null }),
      item('Fix Version', 'CANARY', { to: versions.omega1, fieldId: 'fixVersions' }),
      item('Severity', 'CANARY', { to: FIXTURE.options.omegaCritical, fieldtype: 'custom', fieldId: fields.severity }),
      item('status', 'CANARY', { fieldtype: 'custom', fieldId: fields.omegaOnly }),
      item('Fix Version', '1.0', { to: versions.alpha1, fieldId: 'fixVersions' }),
    ]);
    const seen = await historiesOf(version, issues.alpha3.key);
    expect(new Set(Object.values(seen).map(String))).toEqual(new Set(['text 1,1.0']));
  });

  it('C-READ-05 · an issue whose last move leads elsewhere tells nothing', async () => {
    withHistory(issues.alpha3.id, [summary(1), moved(projects.alpha.id, projects.omega.id), summary(2)]);
    const seen = await historiesOf(version, issues.alpha3.key);
    expect(new Set(Object.values(seen).map(String))).toEqual(new Set(['']));
  });

  it('C-READ-05 · who was behind a change is not told', async () => {
    withHistory(issues.alpha3.id, [summary(1)]);
    for (const path of ['issue/ALPHA-3/changelog', 'issue/ALPHA-3?expand=changelog'])
      expect((await wall.send(wall.alpha, get(version, path))).text).not.toContain('CANARY-metadata');
  });

  it('C-READ-05 · a history needs its own right, beside an issue too', async () => {
    for (const sent of [
      get(version, 'issue/ALPHA-1?expand=changelog'),
      get(version, 'issue/ALPHA-1/changelog'),
      call('POST', version, 'search/jql', { jql: 'key = ALPHA-1', expand: 'changelog' }),
    ]) {
      const refused = await wall.send(wall.reader, sent);
      expect([refused.status, refused.calls, refused.json.missing]).toEqual([403, [], ['changelog:read']]);
      expect((await wall.send(wall.alpha, sent)).status).toBe(200);
    }
  });

  it('C-READ-16 · restricted worklogs are not there, not even by number', async () => {
    const { json } = await wall.send(wall.alpha, get(version, 'issue/ALPHA-1/worklog'));
    expect([json.total, json.worklogs.map(({ id }: { id: string }) => id)]).toEqual([1, [worklogs.alpha]]);
    const [absent] = await expectTwins(
      wall,
      wall.alpha,
      get(version, `issue/ALPHA-1/worklog/${worklogs.alphaRestricted}`),
      get(version, `issue/ALPHA-1/worklog/${FIXTURE.missing.worklogId}`),
    );
    expect(absent.status).toBe(404);
  });

  it('C-READ-16 · a history does not tell how much restricted work took off the estimate', async () => {
    const estimates = (field: string) => item(field, '4500', { from: '5400', to: '4500', fromString: '5400' });
    const state: JiraState = wall.site.fork();
    const issue = state.issues.get(issues.alpha3.id);
    if (issue === undefined) throw new Error('no ALPHA-3');
    const work = item('WorklogId', '', { from: worklogs.alphaRestricted, fromString: worklogs.alphaRestricted });
    const [first, second, third] = entries([summary(1), summary(2), estimates('timeestimate')]);
    if (first === undefined || second === undefined || third === undefined) throw new Error('no entries');
    const logged = { ...first, items: [estimates('timespent'), estimates('timeestimate'), work] };
    const mixed = { ...second, items: [estimates('timeestimate'), summary(2), work] };
    const history = [logged, mixed, third];
    wall.site.restore({ ...state, issues: new Map(state.issues).set(issue.id, { ...issue, history }) });
    const seen = await historiesOf(version, issues.alpha3.key);
    expect(new Set(Object.values(seen).map(String))).toEqual(new Set(['text 2,4500']));
  });

  it('C-READ-18 · a link to the site is not there, and none can be asked for by its global id', async () => {
    const { json } = await wall.send(wall.alpha, get(version, 'issue/ALPHA-3/remotelink'));
    expect(json).toEqual([]);
    const own = await wall.send(wall.alpha, get(version, 'issue/ALPHA-1/remotelink'));
    expect(own.json.map(({ id }: { id: number }) => String(id))).toEqual([remoteLinks.alpha1]);
    const globals = ['pages-1', 'example-1', 'nothing'].map((id) =>
      get(version, `issue/ALPHA-1/remotelink?globalId=${id}`),
    );
    await expectFixed(wall, wall.alpha, globals, 400);
  });

  it('C-READ-24 · watchers and voters are people, and the app is none of them', async () => {
    const state = wall.site.fork();
    const issue = state.issues.get(issues.alpha2.id);
    if (issue === undefined) throw new Error('no ALPHA-2');
    const watchers = [people.member, people.app];
    const voters = [people.app];
    wall.site.restore({ ...state, issues: new Map(state.issues).set(issue.id, { ...issue, watchers, voters }) });
    const watching = (await wall.send(wall.alpha, get(version, 'issue/ALPHA-2/watchers'))).json;
    expect([watching.watchCount, watching.watchers.length, Object.keys(watching.watchers[0])]).toEqual([
      ...[1, 1],
      ['self', 'accountId', 'displayName', 'active'],
    ]);
    const voting = (await wall.send(wall.alpha, get(version, 'issue/ALPHA-2/votes'))).json;
    expect([Object.keys(watching), voting]).toEqual([['watchers', 'watchCount'], { voters: [], votes: 0 }]);
  });

  it('C-READ-09 · screens offer what the project has, and no address', async () => {
    for (const path of ['issue/ALPHA-1/editmeta', 'issue/createmeta/ALPHA/issuetypes/10102', CREATE]) {
      const answer = await wall.send(wall.alpha, get(version, path));
      expect(answer.status).toBe(200);
      expectNoCanary(wall, answer);
      expect(answer.text).not.toContain('autoCompleteUrl');
      for (const foreign of [
        projects.omega.id,
        versions.omega1,
        FIXTURE.options.omegaCritical,
        FIXTURE.types.omegaTeam,
      ])
        expect(answer.text).not.toContain(`"${foreign}"`);
      for (const own of [versions.alpha1, FIXTURE.components.alpha1, FIXTURE.options.major])
        expect(answer.text).toContain(`"id":"${own}"`);
      expect(answer.text).not.toContain('"security"');
    }
    const only = await wall.send(wall.alpha, get(version, 'issue/createmeta/ALPHA/issuetypes/10102'));
    const picker = only.json.fields.find(({ fieldId }: { fieldId: string }) => fieldId === 'project');
    expect(picker.allowedValues.map(({ key }: { key: string }) => key)).toEqual(['ALPHA']);
  });

  it('C-READ-10 · what can be created is asked for by the ids of granted projects', async () => {
    const all = await wall.send(wall.mixed, get(version, 'issue/createmeta'));
    const asked = all.calls.filter(({ path }) => path.endsWith('/issue/createmeta')).map(({ query }) => query[0]);
    expect(asked).toEqual([projects.alpha.id, projects.beta.id].map((id) => ['projectIds', id]));
    expect(all.json.projects.map(({ key }: { key: string }) => key)).toEqual(['ALPHA', 'BETA']);
    expect(all.json.projects[0].issuetypes[0].fields).toBeUndefined();
    const narrowed = await wall.send(wall.alpha, get(version, 'issue/createmeta?projectKeys=ALPHA&issuetypeNames=Bug'));
    expect(narrowed.json.projects[0].issuetypes.map(({ name }: { name: string }) => name)).toEqual(['Bug']);
  });

  it('C-CHILD-01 · a list answers with what is inside, in Jira’s order, however it is mixed', async () => {
    const mixed = ['ALPHA-3', 'OMEGA-1', 'ALPHA-7', 'OMEGA-3', 'NOPES-1', issues.alpha1.id, issues.secret.key];
    const body = { issueIdsOrKeys: mixed, fields: ['summary'] };
    const { json } = await wall.send(wall.alpha, call('POST', version, 'issue/bulkfetch', body));
    expect([json.issues.map(({ key }: { key: string }) => key), json.issueErrors]).toEqual([
      ['ALPHA-1', 'ALPHA-3'],
      [],
    ]);
    const none = await wall.send(wall.alpha, call('POST', version, 'issue/bulkfetch', { issueIdsOrKeys: ['OMEGA-1'] }));
    expect([none.status, none.json]).toEqual([200, { issues: [], issueErrors: [] }]);
  });

  it('C-CHILD-01 · an issue that leaves between look-up and read is not told of', async () => {
    const away = () => {
      const state = wall.site.fork();
      const issue = state.issues.get(issues.alpha3.id);
      if (issue?.projectId !== projects.alpha.id) return;
      const gone = { ...issue, projectId: projects.omega.id, key: 'OMEGA-77', formerKeys: [issue.key] };
      wall.site.restore({ ...state, issues: new Map(state.issues).set(issue.id, gone) });
    };
    const reads = [
      ['changelog/bulkfetch', { issueIdsOrKeys: ['ALPHA-3'] }, { issueChangeLogs: [] }],
      ['jql/match', { issueIds: [Number(issues.alpha3.id)], jqls: ['created > "2020/01/01"'] }, NO_MATCH],
      ['issue/bulkfetch', { issueIdsOrKeys: ['ALPHA-3'] }, { issues: [], issueErrors: [] }],
    ] as const;
    for (const [path, body, nothing] of reads) {
      let calls = 0;
      wall.site.jira.beforeCall = () => {
        calls += 1;
        if (calls === 2) away();
      };
      const { json } = await wall.send(wall.alpha, call('POST', version, path, body));
      wall.site.jira.beforeCall = undefined;
      wall.reset();
      expect([path, json]).toEqual([path, nothing]);
      expect((await wall.send(wall.alpha, call('POST', version, path, body))).json).not.toEqual(nothing);
    }
  });

  it('C-JQL-36 · an issue that is outside matches nothing, and no text of Jira is passed on', async () => {
    const match = (id: string) =>
      call('POST', version, 'jql/match', {
        issueIds: [Number(issues.alpha1.id), Number(id)],
        jqls: ['created > "2020/01/01"', 'project = OMEGA', 'fixVersion = "No such version"'],
      });
    const [found] = await expectTwins(wall, wall.alpha, match(issues.omega1.id), match(FIXTURE.missing.issueId));
    expect(found.json.matches).toEqual([
      { matchedIssues: [Number(issues.alpha1.id)], errors: [] },
      { matchedIssues: [], errors: [] },
      { matchedIssues: [], errors: [] },
    ]);
    const asked = found.calls.flatMap(({ path, body }) =>
      path.endsWith('/jql/match') ? [JSON.parse(body ?? '{}')] : [],
    );
    for (const { jqls, issueIds } of asked) {
      expect(issueIds).toEqual([Number(issues.alpha1.id)]);
      for (const jql of jqls) expect(jql).toMatch(/^project = 10001 AND /);
    }
    const bad = call('POST', version, 'jql/match', { issueIds: [1], jqls: ['voter = currentUser()'] });
    const refused = await wall.send(wall.alpha, bad);
    expect([refused.status, refused.calls]).toEqual([400, []]);
  });

  it('C-JQL-37 · a query is taken apart without a call to Jira, whatever it names', async () => {
    const queries = ['project = OMEGA AND summary ~ "a"', 'project = NOPES', 'project = '];
    const answer = await wall.send(wall.alpha, call('POST', version, 'jql/parse?validation=strict', { queries }));
    expect([answer.status, answer.calls]).toEqual([200, []]);
    expect(answer.json.queries.map((each: object) => 'structure' in each)).toEqual([true, true, false]);
  });

  it('C-WRITE-09 · of several new issues none is made where one names something foreign', async () => {
    const made = (fields: object) => ({
      project: { id: projects.alpha.id },
      issuetype: { id: '10102' },
      summary: 'x',
      ...fields,
    });
    const several = (more: object) =>
      call('POST', version, 'issue/bulk', { issueUpdates: [{ fields: made({}) }, { fields: made(more) }] });
    for (const [foreign, never] of [
      [{ project: { key: 'OMEGA' } }, { project: { key: 'NOPES' } }],
      [{ parent: { key: 'OMEGA-5' } }, { parent: { key: 'NOPES-5' } }],
      [{ fixVersions: [{ id: versions.omega1 }] }, { fixVersions: [{ id: FIXTURE.missing.versionId }] }],
    ] as const) {
      const before = wall.site.digestOutside([]);
      const [refused] = await expectTwins(wall, wall.alpha, several(foreign), several(never));
      expect(refused.status).toBeGreaterThanOrEqual(400);
      expect(wall.site.digestOutside([])).toBe(before);
    }
    const both = await wall.send(wall.mixed, several({ project: { id: projects.beta.id } }));
    expect([both.status, both.calls.some(({ method, path }) => method === 'POST' && path.endsWith('/bulk'))]).toEqual([
      400,
      false,
    ]);
    expect((await wall.send(wall.alpha, several({ summary: 'y' }))).json.issues).toHaveLength(2);
  });

  it('C-WRITE-09 · a grant for one type holds for every one of several new issues', async () => {
    const key = await wall.issue([
      { projectId: projects.alpha.id, permissions: ['issue:create'], conditions: { issueTypes: ['10103'] } } as never,
    ]);
    const made = (type: string) => ({
      fields: { project: { id: projects.alpha.id }, issuetype: { id: type }, summary: 'x' },
    });
    const bad = call('POST', version, 'issue/bulk', { issueUpdates: [made('10103'), made('10102')] });
    expect((await wall.send(key, bad)).json.condition).toBe('issueTypes');
    const good = call('POST', version, 'issue/bulk', { issueUpdates: [made('10103'), made('10103')] });
    expect((await wall.send(key, good)).status).toBe(201);
  });

  it('C-WRITE-22 · an estimate is changed in Jira’s own forms, or not at all', async () => {
    const logged = { timeSpent: '1h' };
    const bad = [
      'adjustEstimate=other',
      'adjustEstimate=new&newEstimate=-1h',
      'adjustEstimate=new&newEstimate=1%3B2',
      'overrideEditableFlag=true',
      'notifyUsers=false',
      'expand=properties',
    ];
    for (const query of bad)
      for (const issue of ['ALPHA-1', 'OMEGA-1', 'NOPES-1']) {
        const answer = await wall.send(wall.alpha, call('POST', version, `issue/${issue}/worklog?${query}`, logged));
        expect([query, answer.status, answer.calls]).toEqual([query, 400, []]);
      }
    const sent = call('POST', version, 'issue/ALPHA-1/worklog?adjustEstimate=new&newEstimate=2h%2030m', logged);
    expect((await wall.send(wall.alpha, sent)).status).toBe(201);
    expect(wall.site.fork().issues.get(issues.alpha1.id)?.remainingEstimateSeconds).toBe(9_000);
  });

  it('C-WRITE-22 · a grant that writes some fields only does not set an estimate by logging work', async () => {
    const key = await wall.issue([
      { projectId: projects.alpha.id, permissions: ['worklog:create'], conditions: { fields: ['summary'] } } as never,
    ]);
    const log = (query: string) => call('POST', version, `issue/ALPHA-1/worklog?${query}`, { timeSpent: '1h' });
    expect((await wall.send(key, log('adjustEstimate=new&newEstimate=5h'))).json.condition).toBe('fields');
    expect((await wall.send(key, log('adjustEstimate=leave'))).status).toBe(201);
  });

  it('C-WRITE-22 · whom an entry is for, and who made it, nobody can say but Jira', async () => {
    const more = [
      { visibility: { type: 'role', value: 'Members' } },
      { author: { accountId: people.member } },
      { properties: [] },
    ];
    for (const each of more) {
      const sent = call('POST', version, 'issue/ALPHA-1/worklog', { timeSpent: '1h', ...each });
      const answer = await wall.send(wall.alpha, sent);
      expect([answer.status, answer.calls]).toEqual([400, []]);
    }
  });

  it.each([
    'javascript:alert(1)',
    'http://pages.example.com/a',
    'https://example.atlassian.net/browse/OMEGA-1',
    'https://EXAMPLE.ATLASSIAN.NET./wiki/spaces/A',
    'https://jira.example.com/browse/OMEGA-1',
    'https://jira.example.com/%62rowse/OMEGA-1',
    'https://jira.example.com/jira/software/c/projects/OMEGA/boards/201',
    'https://jira.example.com/issues/?jql=project%20%3D%20OMEGA',
    'https://user@pages.example.com/a',
    'https://pages.example.com\\@example.atlassian.net/a',
    'ftp://pages.example.com/a',
    '//pages.example.com/a',
    'https://ex%61mple.atlassian.net/a',
  ])('C-WRITE-24 · no link is made to %s', async (url) => {
    for (const issue of ['ALPHA-1', 'OMEGA-1', 'NOPES-1']) {
      const answer = await wall.send(
        wall.alpha,
        call('POST', version, `issue/${issue}/remotelink`, { object: { url, title: 'x' } }),
      );
      expect([answer.status, answer.calls]).toEqual([400, []]);
    }
  });

  it('C-WRITE-24 · a global id is a key’s own: it writes over no link of anybody else', async () => {
    const other: Key = await wall.issue([{ projectId: projects.alpha.id, permissions: ['issue:read', 'issue:link'] }]);
    const linked = (title: string) =>
      call('POST', version, 'issue/ALPHA-1/remotelink', {
        globalId: 'pages-1',
        object: { url: 'https://pages.example.com/mine', title },
      });
    const first = await wall.send(wall.alpha, linked('one'));
    const second = await wall.send(other, linked('two'));
    const again = await wall.send(wall.alpha, linked('three'));
    expect([first.json.id === second.json.id, first.json.id === again.json.id]).toEqual([false, true]);
    const links = [...wall.site.fork().remoteLinks.values()].filter(({ issueId }) => issueId === issues.alpha1.id);
    expect(links.map(({ title }) => title)).toEqual(['The form', 'three', 'two']);
    const seen = (await wall.send(other, get(version, 'issue/ALPHA-1/remotelink'))).json;
    expect(seen.map(({ globalId }: { globalId?: string }) => globalId)).toEqual([undefined, undefined, 'pages-1']);
  });

  it('C-WRITE-24 · an application of Atlassian is nobody’s to claim', async () => {
    const of = (type: string) =>
      call('POST', version, 'issue/ALPHA-1/remotelink', {
        application: { type, name: 'x' },
        object: { url: 'https://pages.example.com/a', title: 'x' },
      });
    expect((await wall.send(wall.alpha, of('com.atlassian.jira'))).status).toBe(400);
    expect((await wall.send(wall.alpha, of('com.example.pages'))).status).toBe(201);
  });

  it('C-READ-11 · C-WRITE-13 · a key reads and writes notes of its own, and of nobody else', async () => {
    const state = wall.site.fork();
    const issue = state.issues.get(issues.alpha1.id);
    if (issue === undefined) throw new Error('no ALPHA-1');
    const properties = { ...issue.properties, note: { of: 'CANARY-app' }, 'other.app': 'CANARY-app' };
    wall.site.restore({ ...state, issues: new Map(state.issues).set(issue.id, { ...issue, properties }) });
    const other = await wall.issue([{ projectId: projects.alpha.id, permissions: ['issue:read', 'issue:edit'] }]);
    const note = (method: string, body?: unknown) => call(method, version, 'issue/ALPHA-1/properties/note', body);
    const listed = async (key: Key) => (await wall.send(key, get(version, 'issue/ALPHA-1/properties'))).json.keys;
    expect([await listed(wall.alpha), (await wall.send(wall.alpha, note('GET'))).status]).toEqual([[], 404]);
    expect((await wall.send(wall.alpha, note('PUT', { build: 42, seen: ['OMEGA-1'] }))).status).toBe(200);
    expect((await wall.send(wall.alpha, note('GET'))).json).toEqual({
      key: 'note',
      value: { build: 42, seen: ['OMEGA-1'] },
    });
    expect([await listed(wall.alpha), await listed(other)]).toEqual([[{ key: 'note' }], []]);
    expect((await wall.send(other, note('GET'))).status).toBe(404);
    expect((await wall.send(other, note('DELETE'))).status).toBe(404);
    expect((await wall.send(wall.alpha, note('DELETE'))).status).toBe(204);
    expect(wall.site.fork().issues.get(issues.alpha1.id)?.properties).toEqual(properties);
  });

  it('C-WRITE-13 · a note about a foreign issue is as one about an issue that never was', async () => {
    for (const [method, body] of [['GET'], ['PUT', { a: 1 }], ['DELETE']] as const) {
      const about = (issue: string) => call(method, version, `issue/${issue}/properties/note`, body);
      await expectIntact(wall, async () => {
        const [absent] = await expectTwins(wall, wall.alpha, about('OMEGA-1'), about('NOPES-1'));
        expect(absent.status).toBe(404);
      });
    }
    for (const name of ['OMEGA-1', 'a%2Fb', `a${'b'.repeat(200)}`])
      expect((await wall.send(wall.alpha, get(version, `issue/ALPHA-1/properties/${name}`))).calls).toEqual([]);
    const long = { text: 'a'.repeat(31_000) };
    expect((await wall.send(wall.alpha, call('PUT', version, 'issue/ALPHA-1/properties/note', long))).status).toBe(400);
  });

  it('C-WRITE-20 · who is named in an entry has to be of the project', async () => {
    const named = (person: string) =>
      call('POST', version, 'issue/ALPHA-1/worklog', {
        timeSpent: '1h',
        comment: version === '2' ? `Ask [~accountid:${person}]` : asking(person),
      });
    const [refused] = await expectTwins(wall, wall.alpha, named(people.outsider), named(people.nobody));
    expect(refused.status).toBe(400);
    expect((await wall.send(wall.alpha, named(people.colleague))).status).toBe(201);
  });
});

const CREATE = 'issue/createmeta?projectKeys=ALPHA&expand=projects.issuetypes.fields';
const NO_MATCH = { matches: [{ matchedIssues: [], errors: [] }] };
const asking = (person: string): unknown => ({
  type: 'doc',
  version: 1,
  content: [{ type: 'paragraph', content: [{ type: 'mention', attrs: { id: person, text: '@Someone' } }] }],
});

test('a foreign reference and one that never was cost the same, also where a list holds many', async () => {
  for (const version of VERSIONS) {
    const list = (other: string) =>
      call('POST', version, 'changelog/bulkfetch', { issueIdsOrKeys: ['ALPHA-1', other] });
    const [one] = await expectTwins(wall, wall.alpha, list('OMEGA-1'), list('NOPES-1'));
    expect(comparable(one)).toMatchObject({ status: 200 });
    expect(rich(version, 'x')).toBeDefined();
  }
});
