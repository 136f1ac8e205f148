/**
 * Queries that are served: what exactly goes to Jira, pages and their tokens, and rows that the index still shows
 * although they are gone.
 */
import { moveIssue } from '../../local/jira/change';
import { asked, CLAUSE, DOORS, idsOf, jqlOf, searchesOf } from './jql-case';
import { type Answer, comparable, expectNoCanary, expectTwins, FIXTURE, type Key, openWall, type Wall } from './site';

const { issues, people } = FIXTURE;
const NOW = Date.parse('2026-11-25T12:00:00Z');

let wall: Wall;
beforeAll(async () => {
  wall = await openWall({ now: NOW });
});
beforeEach(() => wall.reset());
afterAll(() => wall.stop());

const allOfAlpha = (): readonly string[] =>
  [...wall.site.jira.state().issues.values()]
    .filter((issue) => issue.projectId === '10001' && issue.securityLevelId === null && !issue.archived)
    .map(({ id }) => id)
    .sort();

describe('what goes to Jira', () => {
  const EXACT: readonly (readonly [id: string, jql: string | undefined, sent: string])[] = [
    ['C-JQL-06', '', ''],
    ['C-JQL-06', undefined, ''],
    ['C-JQL-06', '   ', ''],
    ['C-JQL-06', 'ORDER BY created DESC', ' ORDER BY created DESC'],
    ['C-JQL-01', 'project = ALPHA', ' AND (project = 10001)'],
    ['C-JQL-01', 'project = alpha', ' AND (project = 10001)'],
    ['C-JQL-01', 'project = OLDAL', ' AND (project = 10001)'],
    ['C-JQL-01', 'project in (ALPHA, OMEGA)', ' AND (project = 10001)'],
    ['C-JQL-07', 'space = ALPHA', ' AND (project = 10001)'],
    ['C-JQL-08', 'key = ALPHA-1', ' AND (key = 11001)'],
    ['C-JQL-08', 'issuekey = oldal-1', ' AND (key = 11001)'],
    ['C-JQL-08', 'id in (11001, 20001)', ' AND (key = 11001)'],
    ['C-JQL-08', 'key >= ALPHA-1', ' AND (key >= 11001)'],
    ['C-JQL-09', 'parent = ALPHA-5', ' AND (parent = 11005)'],
    ['C-JQL-09', '"Epic Link" = ALPHA-5', ' AND (parent = 11005)'],
    ['C-JQL-14', 'fixVersion = "2.0"', ' AND (fixVersion = 10501)'],
    ['C-JQL-15', 'fixVersion in releasedVersions()', ' AND (fixVersion in releasedVersions("ALPHA"))'],
    ['C-JQL-15', 'fixVersion in unreleasedVersions(ALPHA, OMEGA)', ' AND (fixVersion in unreleasedVersions("ALPHA"))'],
    ['C-JQL-16', 'component = backend', ' AND (component = 10520)'],
    ['C-JQL-30', 'status = "in progress"', ' AND (status = 10201)'],
    ['C-JQL-30', 'issuetype in (Bug, 10150)', ' AND (issuetype = 10103)'],
    ['C-JQL-30', 'priority = High', ' AND (priority = 2)'],
    ['C-JQL-31', 'Severity = Major', ' AND (cf[10055] = 10702)'],
    ['C-JQL-31', '"Severity[Dropdown]" = 10702', ' AND (cf[10055] = 10702)'],
    ['C-JQL-31', '"Story Points" > 3 ORDER BY "Story Points"', ' AND (cf[10052] > 3) ORDER BY cf[10052]'],
  ];
  test.each(EXACT)('%s · the confinement clause stands first, and names go as ids · %s', async (_, jql, sent) => {
    for (const door of DOORS) {
      const answer = await wall.send(wall.alpha, asked(jql, door));
      expect(answer.status).toBe(200);
      const [printed, ...more] = jqlOf(answer).map((each) => String(each).replace(/ ASC$/, ''));
      expect(more).toEqual([]);
      // Jira takes an id bare or quoted; which of the two is not the case's matter.
      expect(printed?.replace(/"(\d+)"/g, '$1')).toBe(CLAUSE + sent);
      expectNoCanary(wall, answer);
    }
  });

  test('C-JQL-06 · a key over two projects has both ids first, and finds rows of both', async () => {
    const answer = await wall.send(wall.mixed, asked('ORDER BY created'));
    expect(String(jqlOf(answer)[0])).toMatch(/^project in \(10001, 10004\) AND level is EMPTY/);
    const projects = new Set(idsOf(answer).map((id) => wall.site.jira.state().issues.get(id)?.projectId));
    expect([...projects].sort()).toEqual(['10001', '10004']);
  });

  test('C-JQL-06 · a page of no rows is not a query without bounds', async () => {
    const answer = await wall.send(wall.alpha, asked('', 'POST search', { maxResults: 0 }));
    for (const jql of jqlOf(answer)) expect(jql).toBe(CLAUSE);
    for (const id of idsOf(answer)) expect(allOfAlpha()).toContain(id);
  });

  test('C-JQL-34 · a count is that of the rows', async () => {
    for (const jql of ['', 'status = "In Progress"', 'NOT project = OMEGA', 'project = OMEGA OR summary ~ payment']) {
      const rows = idsOf(await wall.send(wall.alpha, asked(jql)));
      const count = await wall.send(wall.alpha, asked(jql, 'POST count'));
      expect(count.json).toEqual({ count: rows.length });
      expect(rows.length).toBeGreaterThan(0);
    }
  });

  test.each([
    'summary ~ " ORDER BY "',
    'summary ~ ") OR project = OMEGA OR (summary ~ "',
    'summary ~ "a\\" OR project = OMEGA OR summary ~ \\"b"',
    'summary ~ "a\\\\\\" OR project = OMEGA"',
    'summary ~ \'a" OR project = OMEGA OR summary ~ "b\'',
    'summary ~ "\\u0022 OR project = OMEGA OR summary ~ \\u0022"',
    'summary ~ "line\nOR project = OMEGA"',
    'summary ~ "project:OMEGA"',
    'labels = "x\\" OR \\"1\\" = \\"1"',
    '!(summary ~ x) && project = OMEGA || summary ~ y',
    'NOT NOT project = OMEGA',
    'NOT (NOT (NOT project = OMEGA))',
    'project = OMEGA OR project = ALPHA OR created < now()',
  ])('C-JQL-03 C-JQL-04 C-JQL-05 · a string is a string and brackets hold · %j', async (jql) => {
    const answer = await wall.send(wall.alpha, asked(jql));
    expect(answer.status).toBe(200);
    for (const sent of jqlOf(answer)) {
      expect(String(sent).startsWith(CLAUSE)).toBe(true);
      // The order is the gateway's own.
      expect(
        inBrackets(
          String(sent)
            .slice(CLAUSE.length)
            .replace(/ ORDER BY created DESC$/, ''),
        ),
      ).toBe(true);
    }
    for (const id of idsOf(answer)) expect(allOfAlpha()).toContain(id);
    expectNoCanary(wall, answer);
  });

  /** Nothing, or ` AND (…)` whose first bracket closes at the very end, strings left out. */
  function inBrackets(rest: string): boolean {
    if (rest === '') return true;
    const bare = rest.replace(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/gs, '_');
    if (!bare.startsWith(' AND (') || !bare.endsWith(')')) return false;
    let depth = 0;
    return [...bare.slice(5)].every((character, index, all) => {
      depth += character === '(' ? 1 : character === ')' ? -1 : 0;
      return depth > 0 || index === all.length - 1;
    });
  }

  test('C-JQL-39 · only ids inside are reconciled, and a foreign one is as good as none', async () => {
    const by = (...ids: (string | number)[]) => asked('created > -1d', 'POST search', { reconcileIssues: ids });
    const [one] = await expectTwins(wall, wall.alpha, by(20001), by(29999));
    expect(searchesOf(one)[0]).not.toHaveProperty('reconcileIssues');
    await expectTwins(wall, wall.alpha, by(11001, 20001), by(11001, 29999));
    await expectTwins(wall, wall.alpha, by(Number(issues.movedOut.id)), by(29999));
    const answer = await wall.send(wall.alpha, by(11001, 20001, Number(issues.secret.id)));
    expect(searchesOf(answer)[0]).toMatchObject({ reconcileIssues: [11001] });
  });
});

describe('an index that runs behind', () => {
  beforeEach(() => {
    wall.site.jira.switches['search.lag'] = '60';
  });
  afterEach(() => {
    wall.site.jira.switches['search.lag'] = '0';
  });

  test('C-TOCTOU-01 · an issue that moved away or got a level is no row any more', async () => {
    const { plain, plainToo } = issues;
    const state = wall.site.jira.state();
    const secret = state.issues.get(plainToo.id);
    if (secret === undefined) throw new Error('the fixture lacks an issue');
    const levelled = new Map(state.issues).set(plainToo.id, { ...secret, securityLevelId: FIXTURE.levels.alpha });
    const jql = `key in (${plain.key}, ${plainToo.key}, ALPHA-1) ORDER BY key`;
    const before = await wall.send(wall.alpha, asked(jql));
    expect(idsOf(before)).toEqual(['11001', plain.id, plainToo.id]);
    wall.site.jira.replaceState(moveIssue({ ...state, issues: levelled }, plain.id, '10002', NOW));
    const answers = [
      await wall.send(wall.alpha, asked('summary ~ work ORDER BY key')),
      await wall.send(
        wall.alpha,
        asked('summary ~ work ORDER BY key', 'POST search', { reconcileIssues: [Number(plain.id)] }),
      ),
      await wall.send(wall.alpha, asked('', 'GET search')),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(200);
      expect(idsOf(answer)).not.toContain(plain.id);
      expect(idsOf(answer)).not.toContain(plainToo.id);
      expect(answer.text).not.toContain('OMEGA');
      expectNoCanary(wall, answer);
    }
    expect(idsOf(answers[2] ?? before)).toContain('11001');
  });

  test('C-JQL-39 · an edit is seen at once where its id is named', async () => {
    await wall.send(wall.alpha, {
      method: 'PUT',
      path: '/rest/api/3/issue/ALPHA-24',
      body: { fields: { labels: ['fresh'] } },
    });
    expect(idsOf(await wall.send(wall.alpha, asked('labels = fresh')))).toEqual([]);
    const named = await wall.send(wall.alpha, asked('labels = fresh', 'POST search', { reconcileIssues: [11024] }));
    expect(idsOf(named)).toEqual(['11024']);
  });
});

describe('pages', () => {
  const page = (token?: string, jql = 'ORDER BY key', more: object = {}) =>
    asked(jql, 'POST search', { maxResults: 20, ...(token === undefined ? {} : { nextPageToken: token }), ...more });

  async function walk(key: Key, jql?: string): Promise<readonly string[]> {
    const seen: string[] = [];
    let token: string | undefined;
    for (let count = 0; count < 30; count += 1) {
      const answer: Answer = await wall.send(key, page(token, jql));
      expect(answer.status).toBe(200);
      seen.push(...idsOf(answer));
      token = answer.json.nextPageToken;
      expect(answer.json.isLast).toBe(token === undefined);
      if (token === undefined) return seen;
    }
    throw new Error('the pages have no end');
  }

  const bindings = ['none', 'jql', 'carries-jql', 'account'] as const;
  const repeats = ['never', 'once', 'null-at-end'] as const;
  test.each(bindings.flatMap((binding) => repeats.map((repeat) => ({ binding, repeat }))))(
    'C-SIDE-09 · pages show all of ALPHA · tokens bound to $binding, repeated $repeat',
    async ({ binding, repeat }) => {
      wall.site.jira.switches['token.binding'] = binding;
      wall.site.jira.switches['token.repeat'] = repeat;
      // Where Jira itself repeats a page while data changes, so does this: nothing is missed, and there is an end.
      const seen = await walk(wall.alpha);
      expect((repeat === 'once' ? [...new Set(seen)] : [...seen]).sort()).toEqual(allOfAlpha());
      wall.site.jira.switches['token.binding'] = 'none';
      wall.site.jira.switches['token.repeat'] = 'never';
    },
  );

  async function firstToken(key: Key, jql?: string): Promise<string> {
    const answer = await wall.send(key, page(undefined, jql));
    expect(typeof answer.json.nextPageToken).toBe('string');
    return answer.json.nextPageToken;
  }

  /** All refused alike: the same bytes, and no call. */
  async function expectRefused(key: Key, tokens: readonly string[], jql?: string, more: object = {}): Promise<void> {
    const answers = [];
    for (const token of tokens) answers.push(await wall.send(key, page(token, jql, more)));
    for (const answer of answers) {
      expect({ status: answer.status, rule: answer.json.rule, calls: answer.calls }).toEqual({
        status: 400,
        rule: 'cursor_invalid',
        calls: [],
      });
      expect(comparable(answer)).toEqual(comparable(answers[0] ?? answer));
    }
  }

  test.each(bindings)(
    'C-JQL-40 · a token is good for its own key and query only · bound by Jira to %s',
    async (binding) => {
      wall.site.jira.switches['token.binding'] = binding;
      const token = await firstToken(wall.alpha);
      const twin = await wall.issue([{ projectId: '10001', permissions: ['issue:read'] }]);
      await expectRefused(twin, [token, 'x', 'AAAA']);
      await expectRefused(wall.mixed, [token]);
      for (const jql of ['ORDER BY key DESC', 'status = "To Do" ORDER BY key', 'project = OMEGA', ''])
        await expectRefused(wall.alpha, [token], jql);
      const jiras = Buffer.from(JSON.stringify({ o: 0, j: 'project = OMEGA', a: people.app, r: false })).toString(
        'base64url',
      );
      const flipped = [0, 10, 20, token.length - 1].map(
        (at) => `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`,
      );
      await expectRefused(wall.alpha, [
        ...flipped,
        `${token}A`,
        token.slice(0, -4),
        `${token}=`,
        ` ${token}`,
        jiras,
        'x'.repeat(9_000),
      ]);
      const next = await wall.send(wall.alpha, page(token));
      expect(next.status).toBe(200);
      expect(idsOf(next)).toHaveLength(20);
      // Written in another way it is the same query.
      expect((await wall.send(wall.alpha, page(token, '  order   by key'))).status).toBe(200);
      wall.site.jira.switches['token.binding'] = 'none';
    },
  );

  test("C-JQL-40 · a token says nothing of Jira's own", async () => {
    const token = await firstToken(wall.alpha);
    expect(Buffer.from(token, 'base64url').toString('latin1')).not.toMatch(/project|10001|"o"/);
    expect(await firstToken(wall.alpha)).not.toBe(token);
  });

  test('C-TOCTOU-05 · a token ends with the version of the policy', async () => {
    const key = await wall.issue([{ projectId: '10001', permissions: ['issue:read'] }]);
    const token = await firstToken(key);
    expect((await wall.send(key, page(token))).status).toBe(200);
    const place = { module: 'project', projectId: '10001', projectKey: 'ALPHA' } as const;
    const change = async (name: string, payload: object): Promise<void> => {
      const done = await wall.site.invoke(FIXTURE.people.siteAdmin, place, name, { keyId: key.id, ...payload });
      expect(done).toMatchObject({ ok: true, value: { ok: true } });
    };
    await change('suspendKey', {});
    expect((await wall.send(key, page(token))).status).toBe(401);
    await change('resumeKey', {});
    // Its rights are what they were: a pause, a rotation or a new name ends no token, a narrower grant does.
    expect((await wall.send(key, page(token))).status).toBe(200);
    await change('editKey', { version: 3, change: { name: 'Renamed' } });
    expect((await wall.send(key, page(token))).status).toBe(200);
    await change('editKey', { version: 4, change: { hiddenFields: ['labels'] } });
    await expectRefused(key, [token]);
    expect((await wall.send(key, page())).status).toBe(200);
  });

  test('C-JQL-40 · a token of one version of the API is not one of the other', async () => {
    const token = await firstToken(wall.alpha);
    const answer = await wall.send(wall.alpha, { ...page(token), path: '/rest/api/2/search/jql' });
    expect({ status: answer.status, calls: answer.calls }).toEqual({ status: 400, calls: [] });
  });
});
