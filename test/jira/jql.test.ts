/** The simulated Jira's JQL: what queries find, and how they are refused. */
import { countIssues, searchIssues } from '../../local/jira/jql/search';
import { FIXTURE, fixtureState } from '../../local/jira/seeds/fixture';
import type { Switches } from '../../local/jira/switches';
import { ANN, APP, asApp, BEN, issue, NOW, STATE } from '../jql/three-projects';

function keys(jql: string, context = asApp()): readonly string[] {
  const found = searchIssues(STATE, jql, context);
  if (!found.ok) throw new Error(found.messages.join('\n'));
  return found.issues.map(({ key }) => key);
}

function messages(jql: string, switches: Partial<Switches> = {}): readonly string[] {
  const found = searchIssues(STATE, jql, asApp(switches));
  return found.ok ? [] : found.messages;
}

const FINDS: readonly (readonly [jql: string, keys: string])[] = [
  ['project = OMEGA', 'OMEGA-1 OMEGA-2 OMEGA-9'],
  ['project = "canary PROJECT"', 'OMEGA-1 OMEGA-2 OMEGA-9'],
  ['space in (10002, BETA)', 'BETA-1 BETA-2 OMEGA-1 OMEGA-2 OMEGA-9'],
  ['project not in (OMEGA, ALPHA)', 'BETA-1 BETA-2'],
  ['key = alpha-1', 'ALPHA-1'],
  ['key = ALPHA-7', 'OMEGA-9'],
  ['key in (OMEGA-3, 20001)', 'ALPHA-1 ALPHA-12'],
  ['key >= ALPHA-2', 'ALPHA-2 ALPHA-3 ALPHA-12'],
  ['project = ALPHA and key != ALPHA-1', 'ALPHA-2 ALPHA-3 ALPHA-12'],
  ['issuetype = "Canary type"', 'OMEGA-1'],
  ['project = ALPHA and type not in (Task)', 'ALPHA-1'],
  ['issuetype = Epic', 'ALPHA-1'],
  ['status = Done', 'ALPHA-2 BETA-2 OMEGA-2'],
  ['statusCategory = "In Progress"', 'ALPHA-3'],
  ['statusCategory = 3', 'ALPHA-2 BETA-2 OMEGA-2'],
  ['project = ALPHA and priority >= Medium', 'ALPHA-1 ALPHA-2'],
  ['priority is EMPTY', 'ALPHA-12'],
  ['project = ALPHA and priority != Low', 'ALPHA-1 ALPHA-2'],
  ['project = ALPHA and not priority = Low', 'ALPHA-1 ALPHA-2'],
  ['project = ALPHA and not (priority = Low or priority is not EMPTY)', ''],
  ['project = ALPHA and not (priority = Low and priority is EMPTY)', 'ALPHA-1 ALPHA-2 ALPHA-3'],
  ['resolution = Fixed', 'ALPHA-2'],
  ['project = ALPHA and resolution = Unresolved', 'ALPHA-1 ALPHA-3 ALPHA-12'],
  ['labels = RED and project != OMEGA', 'ALPHA-1 ALPHA-2 BETA-2'],
  ['labels not in (red)', ''],
  ['labels in (blue, EMPTY) and project = ALPHA', 'ALPHA-2 ALPHA-3 ALPHA-12'],
  [`assignee = ${BEN}`, 'ALPHA-2 OMEGA-9'],
  ['assignee = "ben@example.com"', 'ALPHA-2 OMEGA-9'],
  ['assignee in membersOf(canaries)', 'OMEGA-1'],
  ['project = BETA and assignee != Ann', ''],
  ['creator = currentUser()', ''],
  ['summary ~ engine', 'ALPHA-1 OMEGA-1'],
  ['summary ~ "\\"of the\\""', 'ALPHA-1'],
  ['summary ~ "epic -engine"', ''],
  ['summary ~ "eng* OR nothing"', 'ALPHA-1 OMEGA-1'],
  ['summary !~ summary', 'ALPHA-1 OMEGA-1'],
  ['summary ~ "description:loud"', 'ALPHA-3'],
  ['summary ~ "description\\\\:loud"', ''],
  ['description ~ "pump\\\\:noise"', 'ALPHA-3'],
  ['description ~ loud', 'ALPHA-3'],
  ['description is not EMPTY', 'ALPHA-3'],
  ['text ~ plum', 'ALPHA-2 ALPHA-3'],
  ['comment ~ whisper', 'ALPHA-3'],
  ['fixVersion = 1.0', 'ALPHA-2 BETA-1'],
  ['fixVersion in releasedVersions(ALPHA)', 'ALPHA-2'],
  ['fixVersion in unreleasedVersions()', 'ALPHA-3'],
  ['fixVersion = latestReleasedVersion(OMEGA)', 'OMEGA-1'],
  ['component in componentsLeadByUser(Zoe)', 'OMEGA-1'],
  ['project in projectsLeadByUser(Zoe)', 'OMEGA-1 OMEGA-2 OMEGA-9'],
  ['parent = ALPHA-1', 'ALPHA-2'],
  ['"Epic Link" = OMEGA-1', 'ALPHA-12'],
  ['issue in childIssuesOf(ALPHA-1)', 'ALPHA-2'],
  ['issue in linkedIssues(ALPHA-3)', 'OMEGA-1'],
  ['issue in linkedIssues(ALPHA-2, "is blocked by")', 'ALPHA-1'],
  ['issue in linkedIssues(ALPHA-2, "blocks")', 'ALPHA-1'],
  ['linkedIssue = OMEGA-1', 'ALPHA-3'],
  ['issueLinkType = "is blocked by"', 'ALPHA-2 OMEGA-1'],
  ['sprint = "sprint 1"', 'ALPHA-2 ALPHA-3 BETA-1 OMEGA-2'],
  ['sprint = 59', 'ALPHA-1 OMEGA-1'],
  ['sprint in openSprints()', 'ALPHA-1 ALPHA-2 ALPHA-3 BETA-1 BETA-2 OMEGA-1 OMEGA-2'],
  ['sprint in closedSprints()', 'ALPHA-2 ALPHA-3'],
  ['sprint in futureSprints()', ''],
  ['sprint is EMPTY and project != OMEGA', 'ALPHA-12'],
  ['sprint is not EMPTY and project = ALPHA', 'ALPHA-1 ALPHA-2 ALPHA-3'],
  ['sprint != 51 and project = ALPHA', 'ALPHA-1 ALPHA-2'],
  ['sprint not in openSprints() and project = ALPHA', ''],
  ['not sprint in openSprints() and project = ALPHA', ''],
  ['not sprint is not EMPTY and project = ALPHA', 'ALPHA-12'],
  ['cf[10014] = 59', 'ALPHA-1 OMEGA-1'],
  ['duedate <= 3d and duedate > now()', 'ALPHA-3'],
  ['due = "2026/07/03"', 'ALPHA-3'],
  ['resolved >= startOfDay(-2)', 'ALPHA-2'],
  ['created > "2026-06-30"', ''],
  ['updated >= startOfMonth(-1) and project = BETA', 'BETA-1 BETA-2'],
  ['originalEstimate > 1h', 'ALPHA-3'],
  ['cf[10010] = Small', 'ALPHA-2 BETA-1'],
  ['Weight = Small', 'ALPHA-2 BETA-1 OMEGA-2'],
  ['"Weight[Dropdown]" = 602', 'OMEGA-1'],
  ['Points > 5', 'ALPHA-3'],
  ['"Secret note" ~ "pl*"', 'ALPHA-2'],
  ['Approver = Ann', 'ALPHA-2'],
  ['"Canary field" ~ canary', 'OMEGA-1'],
  ['category = "Canary category"', 'OMEGA-1 OMEGA-2 OMEGA-9'],
  ['status was Open and project = ALPHA and status != Open', 'ALPHA-2 ALPHA-3'],
  ['status was not "In Progress" and project = ALPHA', 'ALPHA-1 ALPHA-12'],
  ['status changed to Done', 'ALPHA-2'],
  ['status changed from "In Progress" to Done by Ben after -3d', 'ALPHA-2'],
  ['status changed to Done before -3d', ''],
  ['status was Done by Ann and project = ALPHA', ''],
  ['status was "In Progress" during (-4d, -3d)', 'ALPHA-2 ALPHA-3'],
  ['issue in updatedBy(Ben, "-1w")', 'ALPHA-2'],
  ['project = ALPHA and issue in issueHistory()', 'ALPHA-1 ALPHA-2 ALPHA-3 ALPHA-12'],
  ['project = ALPHA and lastViewed is EMPTY', ''],
  ['status = "D\\u006fne" and project = BETA', 'BETA-2'],
];

describe('a search', () => {
  test.each(FINDS)('%s finds %s', (jql, expected) => {
    expect([...keys(`${jql} ORDER BY key`)]).toEqual(expected.split(' ').filter(Boolean));
  });

  test('shows the newest first, unless it is asked for another order', () => {
    expect(keys('project = ALPHA')).toEqual(['ALPHA-12', 'ALPHA-3', 'ALPHA-2', 'ALPHA-1']);
    expect(keys('project = ALPHA order by key desc')).toEqual(['ALPHA-12', 'ALPHA-3', 'ALPHA-2', 'ALPHA-1']);
    expect(keys('project = ALPHA order by Points desc, key')).toEqual(['ALPHA-3', 'ALPHA-2', 'ALPHA-1', 'ALPHA-12']);
    expect(keys('project = ALPHA order by priority desc, status asc')).toEqual([
      'ALPHA-1',
      'ALPHA-2',
      'ALPHA-3',
      'ALPHA-12',
    ]);
    expect(keys('project = ALPHA order by assignee, rank')).toEqual(['ALPHA-1', 'ALPHA-2', 'ALPHA-3', 'ALPHA-12']);
  });

  test('begins, of a text, with what has the rarest words of the whole site', () => {
    // Three issues of ALPHA have the first word, and ALPHA-2 alone of them the second.
    const jql = 'project = ALPHA and summary ~ "Summary OR ALPHA-2"';
    const newest = ['ALPHA-12', 'ALPHA-3', 'ALPHA-2'];
    expect(keys(jql)).toEqual(['ALPHA-2', 'ALPHA-12', 'ALPHA-3']);
    expect(keys(`${jql} order by created desc`)).toEqual(newest);
    expect(keys(jql, asApp({ 'search.textOrder': 'newest' }))).toEqual(newest);
  });

  test('of a word with a tilde finds what has one of the nearest words of the whole site', () => {
    expect(keys('project = ALPHA and summary ~ "sumary~" order by key')).toHaveLength(3);
    expect(keys('project = ALPHA and summary ~ "smry~"')).toEqual([]);
    expect(keys('project = ALPHA and summary ~ "sumary~"', asApp({ 'search.fuzzy': 'ignored' }))).toEqual([]);
  });

  test('takes what is named to a function for a key, else a name, and last an id', () => {
    const beta = STATE.projects.get('10004');
    if (beta === undefined) throw new Error('BETA is there');
    const projects = new Map(STATE.projects).set(beta.id, { ...beta, name: '10001' });
    const found = (jql: string) => {
      const result = searchIssues({ ...STATE, projects }, `${jql} order by key`, asApp());
      return result.ok ? result.issues.map(({ key }) => key) : result.messages;
    };
    const own = found('fixVersion in releasedVersions(ALPHA)');
    expect(own).toEqual(['ALPHA-2']);
    expect(found('fixVersion in releasedVersions(10001)')).toEqual(found('fixVersion in releasedVersions(BETA)'));
    expect(found('project = 10001 and key = ALPHA-2')).toEqual(own);
    expect(found('project = "10001" and key = ALPHA-2')).toEqual([]);
  });

  test('finds no issue that the caller may not find', () => {
    const visible = ({ key }: { key: string }) => key !== 'ALPHA-2';
    expect(keys('status = Done order by key', { ...asApp(), visible })).toEqual(['BETA-2', 'OMEGA-2']);
  });

  test('counts what it finds', () => {
    expect(countIssues(STATE, 'status = Done', asApp())).toEqual({ ok: true, count: 3 });
    expect(countIssues(STATE, 'status = Gone', asApp())).toMatchObject({ ok: false, status: 400 });
  });

  test("reads moments in the caller's time zone", () => {
    const kiritimati = { ...asApp(), accountId: ANN };
    const people = new Map(STATE.people);
    const ann = STATE.people.get(ANN);
    if (ann === undefined) throw new Error('Ann is there');
    people.set(ANN, { ...ann, timeZone: 'Pacific/Kiritimati' });
    const projects = new Map(
      [...STATE.projects].map(([id, each]) => [
        id,
        { ...each, permissions: { BROWSE_PROJECTS: [{ kind: 'anyone' as const }] } },
      ]),
    );
    const late = issue('20500', 'ALPHA-50', { created: '2026-06-30T23:00:00.000Z' });
    const state = { ...STATE, people, projects, issues: new Map([[late.id, late]]) };
    const count = (jql: string, context: ReturnType<typeof asApp>) => countIssues(state, jql, context);
    expect(count('created >= "2026-07-01"', kiritimati)).toEqual({ ok: true, count: 1 });
    expect(count('created >= "2026-07-01"', asApp())).toEqual({ ok: true, count: 0 });
    expect(count('created >= startOfMonth()', { ...kiritimati, now: NOW })).toEqual({ ok: true, count: 1 });
  });
});

const REFUSED: readonly (readonly [jql: string, message: string])[] = [
  ['', 'Unbounded JQL queries are not allowed here. Please add a search restriction to your query.'],
  ['ORDER BY created', 'Unbounded JQL queries are not allowed here. Please add a search restriction to your query.'],
  ['project = NOPE', "The value 'NOPE' does not exist for the field 'project'."],
  ['project = ALPHA and status = Gone', "The value 'Gone' does not exist for the field 'status'."],
  ['project = ALPHA and key = OMEGA-99999', "An issue with key 'OMEGA-99999' does not exist for field 'key'."],
  ['issuetype = 123', "A value with ID '123' does not exist for the field 'issuetype'."],
  ['sprint = "No sprint"', "The value 'No sprint' does not exist for the field 'sprint'."],
  ['assignee = nobody', "The value 'nobody' does not exist for the field 'assignee'."],
  ['"No field" = 1', "Field 'No field' does not exist or you do not have permission to view it."],
  ['cf[19999] = 1', "Field 'cf[19999]' does not exist or you do not have permission to view it."],
  ['key = "1.0"', "The issue key '1.0' for field 'key' is invalid."],
  ['key >= ALPHA-7', "Operator '>=' cannot be applied to moved issue key 'ALPHA-7'."],
  ['issue in f()', "Unable to find JQL function 'f()'."],
  ['created > now(1)', "Function 'now' expected '0' arguments but received '1'."],
  [
    'assignee in membersOf(g)',
    "Function 'membersOf' can not generate a list of usernames for group 'g'; the group does not exist.",
  ],
  ['text = x', "The operator '=' is not supported by the 'text' field."],
  ['status ~ Open', "The operator '~' is not supported by the 'status' field."],
  ['text ~ ""', "The field 'text' does not support searching for an empty string."],
  ['project = ALPHA order by comment', "Not able to sort using field 'comment'."],
  ['fixVersion = Gone', "The value 'Gone' does not exist for the field 'fixVersion'."],
  ['status was Gone', "The value 'Gone' does not exist for the field 'status'."],
  ['summary was x', "History searches do not support the 'summary' field."],
  ['filter = 10100', "A value with ID '10100' does not exist for the field 'filter'."],
];

describe('a refused search', () => {
  test.each(REFUSED)('%s', (jql, message) => {
    expect(messages(jql)).toEqual([message]);
  });

  test('reports each unknown thing once, with all others', () => {
    expect(messages('project = NOPE and status = Gone and key in (X-1, X-2) and project = NOPE')).toEqual([
      "The value 'NOPE' does not exist for the field 'project'.",
      "The value 'Gone' does not exist for the field 'status'.",
      "An issue with key 'X-1' does not exist for field 'key'.",
      "An issue with key 'X-2' does not exist for field 'key'.",
    ]);
  });

  test('says where the text is no JQL', () => {
    expect(messages('project = ALPHA)')[0]).toMatch(/^Error in the JQL Query: .*\(line 1, character 16\)$/s);
    expect(
      messages(
        Array.from({ length: 8 }, (_, index) => `key${index === 0 ? ' = ALPHA-1 order by key' : ''}`).join(', '),
      ),
    ).toEqual(['Sorting by more than 7 fields is not supported.']);
  });

  test('a foreign name that the caller sees is no error, an archived or hidden project is one', () => {
    expect(messages('project = ALPHA and status = "Canary status"')).toEqual([]);
    const omega = STATE.projects.get('10002');
    if (omega === undefined) throw new Error('OMEGA is there');
    for (const hidden of [
      { ...omega, lifecycle: 'archived' as const },
      { ...omega, appsBlocked: true },
    ]) {
      const state = { ...STATE, projects: new Map(STATE.projects).set('10002', hidden) };
      for (const jql of ['project = OMEGA', 'status = "Canary status"', 'fixVersion = "Canary version"']) {
        expect(searchIssues(state, jql, asApp())).toMatchObject({ ok: false });
      }
    }
  });

  test('by switch, unknown values and keys are nothing or a warning', () => {
    const found = (jql: string, switches: Partial<Switches>) => searchIssues(STATE, jql, asApp(switches));
    const gone = "The value 'Gone' does not exist for the field 'status'.";
    expect(found('status = Gone', { 'jql.unknownValue': 'empty' })).toEqual({ ok: true, issues: [], warnings: [] });
    expect(found('status = Gone', { 'jql.unknownValue': 'warnings' })).toEqual({
      ok: true,
      issues: [],
      warnings: [gone],
    });
    expect(found('key = X-1', { 'jql.unknownKey': 'skip' })).toEqual({ ok: true, issues: [], warnings: [] });
    expect(found('key in (X-1, ALPHA-1)', { 'jql.unknownKey': 'skip' })).toMatchObject({
      ok: true,
      issues: [{ key: 'ALPHA-1' }],
    });
    expect(found('key = X-1', { 'jql.unknownValue': 'empty' })).toMatchObject({ ok: false });
  });

  test('the app is not its callers', () => {
    expect(keys('assignee = currentUser() and project = ALPHA', { ...asApp(), accountId: APP })).toEqual([]);
    const projects = new Map(
      [...STATE.projects].map(([id, each]) => [
        id,
        { ...each, permissions: { BROWSE_PROJECTS: [{ kind: 'anyone' as const }] } },
      ]),
    );
    const asAnn = searchIssues({ ...STATE, projects }, 'assignee = currentUser() and project = ALPHA', {
      ...asApp(),
      accountId: ANN,
    });
    expect(asAnn).toMatchObject({ ok: true, issues: [{ key: 'ALPHA-1' }] });
  });
});

describe('a saved filter', () => {
  const fixture = fixtureState(NOW);
  const found = (jql: string) => {
    const result = searchIssues(fixture, jql, { ...asApp(), accountId: FIXTURE.people.app });
    return result.ok ? result.issues : result.messages;
  };
  const foreign = fixture.boards.get(String(FIXTURE.boards.omega))?.name;

  test.each(['filter = 10201', 'request = 10201', `savedFilter = "Filter for ${foreign}"`])(
    'is that of a board, by id or name, of whichever project: %s',
    (jql) => {
      expect(found(jql)).toEqual(expect.arrayContaining(found('key in (OMEGA-1, OMEGA-2)') as unknown[]));
      expect(found(`${jql} and project != OMEGA`)).toEqual([]);
      expect(found(`project = OMEGA and not ${jql}`)).toEqual([]);
    },
  );

  test('that nobody saved is refused', () => {
    expect(found('filter = 10299')).toEqual(["A value with ID '10299' does not exist for the field 'filter'."]);
  });
});
