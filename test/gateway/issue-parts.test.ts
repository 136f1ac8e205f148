/**
 * What users want of logged work, histories, remote links, screens, notes and lists of issues, in both versions: each
 * operation does it, page by page where it pages.
 */
import { call, get, rich, VERSIONS } from '../wall/issue-operations';
import { FIXTURE, openWall, type Sent, type Wall } from '../wall/site';

const { issues, people, projects, worklogs, remoteLinks } = FIXTURE;

let wall: Wall;
beforeAll(async () => {
  wall = await openWall();
});
afterEach(() => wall.reset());
afterAll(() => wall.stop());

/** The answer of a call that has to succeed. */
async function done(sent: Sent, status = 200): Promise<Json> {
  const answer = await wall.send(wall.alpha, sent);
  expect({ status: answer.status, text: answer.status === status ? '' : answer.text }).toEqual({ status, text: '' });
  return answer.json;
}
// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
type Json = any;

describe.each(VERSIONS)('version %s', (version) => {
  test('work is logged, listed page by page, changed and deleted', async () => {
    const log = (minutes: number) =>
      call('POST', version, 'issue/ALPHA-24/worklog', {
        timeSpentSeconds: minutes * 60,
        started: '2026-10-05T08:00:00.000+0000',
        comment: rich(version, `Worked ${minutes}`),
      });
    const made = await done(log(30), 201);
    for (const minutes of [31, 32, 33]) await done(log(minutes), 201);
    expect(made).toMatchObject({ timeSpent: '30m', issueId: issues.plain.id, comment: rich(version, 'Worked 30') });
    expect(made.self).toBe(`${wall.alpha.url}/rest/api/${version}/issue/${issues.plain.id}/worklog/${made.id}`);
    const page = await done(get(version, 'issue/ALPHA-24/worklog?startAt=1&maxResults=2'));
    expect([page.startAt, page.maxResults, page.total, page.worklogs.map((each: Json) => each.timeSpent)]).toEqual([
      ...[1, 2, 4],
      ['31m', '32m'],
    ]);
    const later = Date.parse('2026-10-06T00:00:00Z');
    expect((await done(get(version, `issue/ALPHA-24/worklog?startedAfter=${later}`))).total).toBe(0);
    const path = `issue/ALPHA-24/worklog/${made.id}`;
    expect((await done(call('PUT', version, path, { timeSpent: '1h 30m' }))).timeSpentSeconds).toBe(5_400);
    expect((await done(get(version, path))).timeSpent).toBe('1h 30m');
    await done(call('DELETE', version, path), 204);
    expect((await wall.send(wall.alpha, get(version, path))).status).toBe(404);
  });

  test('logged work counts off the estimate, or sets it', async () => {
    const left = () => wall.site.fork().issues.get(issues.plain.id)?.remainingEstimateSeconds;
    const log = (query: string) => call('POST', version, `issue/ALPHA-24/worklog${query}`, { timeSpent: '1h' });
    await done(log('?adjustEstimate=new&newEstimate=5h'), 201);
    expect(left()).toBe(18_000);
    await done(log(''), 201);
    expect(left()).toBe(14_400);
    await done(log('?adjustEstimate=manual&reduceBy=2h'), 201);
    expect(left()).toBe(7_200);
    const made = await done(log('?adjustEstimate=leave'), 201);
    expect(left()).toBe(7_200);
    await done(call('DELETE', version, `issue/ALPHA-24/worklog/${made.id}?adjustEstimate=manual&increaseBy=1h`), 204);
    expect(left()).toBe(10_800);
  });

  test('a history says what became of an issue: whole, by pages, by entries, beside the issue and of many at once', async () => {
    for (const at of [1, 2, 3])
      await done(call('PUT', version, 'issue/ALPHA-24', { fields: { summary: `Name ${at}` } }), 204);
    await done(call('POST', version, 'issue/ALPHA-24/transitions', { transition: { id: '21' } }), 204);
    const all = await done(get(version, 'issue/ALPHA-24/changelog'));
    const last = all.values.at(-1);
    expect([all.total, all.isLast, last.items[0].field, last.items[0].toString]).toEqual([
      4,
      true,
      'status',
      'In Progress',
    ]);
    const page = await done(get(version, 'issue/ALPHA-24/changelog?startAt=1&maxResults=2'));
    expect([page.total, page.isLast, page.values.map((each: Json) => each.items[0].toString)]).toEqual([
      ...[4, false],
      ['Name 2', 'Name 3'],
    ]);
    const ids = all.values.slice(0, 2).map((each: Json) => Number(each.id));
    const some = await done(call('POST', version, 'issue/ALPHA-24/changelog/list', { changelogIds: ids }));
    expect([some.total, some.histories.map((each: Json) => Number(each.id))]).toEqual([2, ids]);
    const beside = await done(get(version, 'issue/ALPHA-24?fields=summary&expand=changelog'));
    expect(beside.changelog.histories[0].id).toBe(last.id);
    const found = await done(
      call('POST', version, 'search/jql', { jql: 'key = ALPHA-24', fields: ['summary'], expand: 'changelog' }),
    );
    expect(found.issues[0].changelog.total).toBe(4);
    const bare = await done(call('POST', version, 'search/jql', { jql: 'key = ALPHA-24', expand: 'changelog' }));
    expect([Object.keys(bare.issues[0]), bare.issues[0].changelog.total]).toEqual([['id', 'changelog'], 4]);
    const body = { issueIdsOrKeys: ['ALPHA-24', 'ALPHA-2'], fieldIds: ['status'] };
    const many = await done(call('POST', version, 'changelog/bulkfetch', body));
    const own = many.issueChangeLogs.find((each: Json) => each.issueId === issues.plain.id);
    expect(own.changeHistories.map((each: Json) => each.items[0].field)).toEqual(['status']);
    expect(typeof own.changeHistories[0].created).toBe('number');
  });

  test('many issues are read at once, with the fields that were asked for', async () => {
    const keys = ['ALPHA-24', 'ALPHA-1', issues.alpha2.id];
    const body = { issueIdsOrKeys: keys, fields: ['summary', 'status'], expand: ['names'] };
    const { issues: rows, issueErrors, names } = await done(call('POST', version, 'issue/bulkfetch', body));
    expect(rows.map((each: Json) => [each.key, Object.keys(each.fields).sort()])).toEqual(
      ['ALPHA-1', 'ALPHA-2', 'ALPHA-24'].map((key) => [key, ['status', 'summary']]),
    );
    expect([issueErrors, Object.keys(names).sort()]).toEqual([[], ['status', 'summary']]);
  });

  test('several issues are made at once, and each counts as a write', async () => {
    const fields = (summary: string) => ({ project: { key: 'ALPHA' }, issuetype: { name: 'Task' }, summary });
    const body = { issueUpdates: ['One', 'Two', 'Three'].map((each) => ({ fields: fields(each) })) };
    const key = await wall.issue([{ projectId: projects.alpha.id, permissions: ['issue:create'] }], {
      limits: { writesPerDay: 5 },
    });
    const first = await wall.send(key, call('POST', version, 'issue/bulk', body));
    expect([first.status, first.json.issues.length, first.json.errors]).toEqual([201, 3, []]);
    const made = first.json.issues.map(({ id }: Json) => wall.site.fork().issues.get(id)?.summary);
    expect(made).toEqual(['One', 'Two', 'Three']);
    const second = await wall.send(key, call('POST', version, 'issue/bulk', body));
    expect([second.status, second.json.limit]).toEqual([429, 'writesPerDay']);
    const many = { issueUpdates: Array.from({ length: 40 }, (_, at) => ({ fields: fields(`Of many ${at}`) })) };
    const other = await wall.issue([{ projectId: projects.alpha.id, permissions: ['issue:create'] }], {
      limits: { writesPerDay: 50 },
    });
    const sent = call('POST', version, 'issue/bulk', many);
    expect([(await wall.send(other, sent)).status, (await wall.send(other, sent)).status]).toEqual([201, 429]);
  });

  test('one of several that Jira does not make is named by its place', async () => {
    const made = (more: object) => ({
      fields: { project: { key: 'ALPHA' }, issuetype: { name: 'Sub-task' }, summary: 'Below', ...more },
    });
    const body = { issueUpdates: [made({ parent: { key: 'ALPHA-24' } }), made({})] };
    const answer = await done(call('POST', version, 'issue/bulk', body), 201);
    expect([answer.issues.length, answer.errors]).toEqual([
      1,
      [{ status: 400, elementErrors: { errorMessages: [], errors: {} }, failedElementNumber: 1 }],
    ]);
  });

  test('links to other places are listed, read, made, replaced and deleted', async () => {
    const object = (title: string) => ({
      url: 'https://pages.example.com/how',
      title,
      summary: 'In short',
      status: { resolved: true },
    });
    const made = await done(
      call('POST', version, 'issue/ALPHA-1/remotelink', {
        globalId: 'how-1',
        relationship: 'is explained by',
        application: { type: 'com.example.pages', name: 'Pages' },
        object: object('How'),
      }),
      201,
    );
    const all = await done(get(version, 'issue/ALPHA-1/remotelink'));
    expect(all.map(({ id }: Json) => String(id))).toEqual([remoteLinks.alpha1, String(made.id)]);
    const path = `issue/ALPHA-1/remotelink/${made.id}`;
    expect(await done(get(version, path))).toMatchObject({
      globalId: 'how-1',
      relationship: 'is explained by',
      application: { type: 'com.example.pages', name: 'Pages' },
      object: object('How'),
      self: `${wall.alpha.url}/rest/api/${version}/issue/${issues.alpha1.id}/remotelink/${made.id}`,
    });
    await done(call('PUT', version, path, { object: object('Better') }), 204);
    expect((await done(get(version, path))).object.title).toBe('Better');
    await done(call('DELETE', version, path), 204);
    expect((await done(get(version, 'issue/ALPHA-1/remotelink'))).length).toBe(1);
  });

  test('who watches and votes is told', async () => {
    const watching = await done(get(version, 'issue/ALPHA-2/watchers'));
    expect([watching.watchCount, watching.watchers.map((each: Json) => each.accountId)]).toEqual([
      2,
      [people.member, people.colleague],
    ]);
    expect(await done(get(version, 'issue/ALPHA-2/votes'))).toEqual({ voters: [], votes: 0 });
  });

  test('a client learns what it can fill in, page by page', async () => {
    const edit = await done(get(version, 'issue/ALPHA-24/editmeta'));
    expect(edit.fields.priority.allowedValues.length).toBeGreaterThan(2);
    expect(edit.fields.summary).toMatchObject({ required: true, operations: ['set'] });
    const types = await done(get(version, 'issue/createmeta/ALPHA/issuetypes?maxResults=2&startAt=1'));
    expect([types.startAt, types.issueTypes.length]).toEqual([1, 2]);
    const all: string[] = [];
    for (let startAt = 0; startAt < 60; startAt += 10) {
      const page = await done(get(version, `issue/createmeta/ALPHA/issuetypes/10102?maxResults=10&startAt=${startAt}`));
      all.push(...page.fields.map((each: Json) => each.fieldId));
      expect(page.total).toBeGreaterThan(15);
    }
    expect(new Set(all).size).toBe(all.length);
    expect(all).toEqual(expect.arrayContaining(['summary', 'project', 'issuetype', 'fixVersions']));
    const whole = await done(get(version, 'issue/createmeta?projectKeys=ALPHA&expand=projects.issuetypes.fields'));
    expect(Object.keys(whole.projects[0].issuetypes[0].fields).sort()).toEqual([...new Set(all)].sort());
  });

  test('a client learns which issues a query finds, and how it is read', async () => {
    const ids = [issues.alpha1.id, issues.plain.id].map(Number);
    const jqls = ['key = ALPHA-24', 'key in (ALPHA-1, ALPHA-24)', 'key = ALPHA-3'];
    const { matches } = await done(call('POST', version, 'jql/match', { issueIds: ids, jqls }));
    expect(matches.map((each: Json) => each.matchedIssues)).toEqual([[ids[1]], ids, []]);
    const { queries } = await done(
      call('POST', version, 'jql/parse', {
        queries: ['status was Done before "2026-01-01" order by key desc', 'status ='],
      }),
    );
    expect(queries[0].structure).toEqual({
      where: {
        field: { name: 'status' },
        operator: 'was',
        operand: { value: 'Done' },
        predicates: [{ operator: 'before', operand: { value: '2026-01-01' } }],
      },
      orderBy: { fields: [{ field: { name: 'key' }, direction: 'desc' }] },
    });
    expect(queries[1].errors).toHaveLength(1);
  });

  test('a client keeps notes on an issue', async () => {
    const path = 'issue/ALPHA-24/properties/ci.last-build';
    await done(call('PUT', version, path, { number: 42, passed: true }));
    expect(await done(get(version, path))).toEqual({ key: 'ci.last-build', value: { number: 42, passed: true } });
    await done(call('PUT', version, path, { number: 43 }));
    expect((await done(get(version, 'issue/ALPHA-24/properties'))).keys).toEqual([{ key: 'ci.last-build' }]);
    await done(call('DELETE', version, path), 204);
    expect((await wall.send(wall.alpha, get(version, path))).status).toBe(404);
  });

  test('an entry of another key is read like any other', async () => {
    expect((await done(get(version, `issue/ALPHA-1/worklog/${worklogs.alpha}`))).timeSpentSeconds).toBe(3_600);
  });
});
