/** What the simulated Jira answers to reads, and how it refuses them. */
import { baseOf, type Route } from '../../local/jira/routes/route';
import { ROUTES } from '../../local/jira/routes/table';
import { FIXTURE } from '../../local/jira/seeds/fixture';
import { at, NOBODY, person, site } from './routes-asking';

const { issues, projects, people, comments, fields, missing } = FIXTURE;

describe('an issue is found', () => {
  test.each([
    ['by its key', issues.alpha1.key, issues.alpha1.id],
    ['by its key in another case', 'alpha-1', issues.alpha1.id],
    ['by its id', issues.alpha1.id, issues.alpha1.id],
    ['by its id with a zero in front', `0${issues.alpha1.id}`, issues.alpha1.id],
    ['by its id with a sign', `+${issues.alpha1.id}`, issues.alpha1.id],
    ['by its id as a fraction', `${issues.alpha1.id}.0`, issues.alpha1.id],
    ['by its key with a zero in front', 'ALPHA-01', issues.alpha1.id],
    ['by the key it had before it moved, in its new project', issues.movedOut.formerKey, issues.movedOut.id],
    ['by a key from before its project was renamed', issues.gamma1.formerKey, issues.gamma1.id],
    ['behind a traversal', `${issues.alpha1.key}/../${issues.omega1.key}`, issues.omega1.id],
    ['behind an encoded traversal', `${issues.alpha1.key}%2F%2e%2e%2F${issues.omega1.key}`, issues.omega1.id],
    ['in spite of matrix parameters', `${issues.alpha1.key};jsessionid=1`, issues.alpha1.id],
    ['in spite of a suffix', `${issues.alpha1.key}.json`, issues.alpha1.id],
  ])('%s', async (_name, spelling, id) => {
    const answer = await site().ask(`GET /issue/${spelling}?fields=summary`);
    expect([answer.status, at(answer.json, 'id')]).toEqual([200, id]);
  });

  test.each([
    ['an unknown key', missing.alphaKey],
    ['an unknown id', missing.issueId],
    ['an issue of a project that is closed to apps', issues.blocked1.key],
    ['an issue of a project in the bin', issues.trash1.key],
  ])('but not %s', async (_name, spelling) => {
    const answer = await site().ask(`GET /issue/${spelling}`);
    expect([answer.status, at(answer.json, 'errorMessages.0')]).toEqual([
      404,
      'Issue does not exist or you do not have permission to see it.',
    ]);
  });
});

describe('fields of an issue', () => {
  test.each([
    ['all without being asked', '', ['summary', 'comment', 'statusCategory', fields.points], []],
    ['one by id', '?fields=summary', ['summary'], ['status', 'comment']],
    ['several, split at commas', '?fields=summary,status', ['summary', 'status'], ['comment']],
    ['several, repeated', '?fields=summary&fields=status', ['summary', 'status'], ['comment']],
    ['one by name', '?fields=Story%20Points', [fields.points], ['summary']],
    ['all but one', '?fields=*all,-summary', ['status', 'comment'], ['summary']],
    ['all but one, by the minus alone', '?fields=-summary', ['status'], ['summary']],
    ['the navigable ones', '?fields=*navigable', ['summary', 'labels'], ['comment', 'attachment']],
  ])('are printed: %s', async (_name, query, inside, outside) => {
    const printed = at((await site().ask(`GET /issue/${issues.everyField.key}${query}`)).json, 'fields');
    const names = Object.keys(printed ?? {});
    expect({
      inside: inside.filter((one) => names.includes(one)),
      outside: outside.filter((one) => names.includes(one)),
    }).toEqual({
      inside,
      outside: [],
    });
  });

  test('are all of global context, set or not, with their names: also one that another project alone uses', async () => {
    const { ask } = site();
    const issue = (await ask(`GET /issue/${issues.alpha1.key}?expand=names,schema`)).json;
    expect(at(issue, 'fields')).toHaveProperty(fields.omegaOnly, null);
    expect(at(issue, `names.${fields.omegaOnly}`)).toMatch(/^CANARY-\d+-field$/);
    expect(at(issue, `schema.${fields.omegaOnly}.type`)).toBe('string');
    const screen = (await ask(`GET /issue/${issues.alpha1.key}/editmeta`)).json;
    expect(at(screen, 'fields')).not.toHaveProperty(fields.omegaOnly);
  });

  test('are documents in version 3 and text in version 2, and self addresses say which', async () => {
    const { ask } = site();
    const three = (await ask(`GET /rest/api/3/issue/${issues.cards.key}?fields=description`)).json;
    const two = (await ask(`GET /rest/api/2/issue/${issues.cards.key}?fields=description`)).json;
    const latest = (await ask(`GET /rest/api/latest/issue/${issues.cards.key}?fields=description`)).json;
    expect(at(three, 'fields.description.type')).toBe('doc');
    expect(at(two, 'fields.description')).toContain('smart-link');
    expect([two, latest].map((one) => at(one, 'self'))).toEqual([
      `https://example.atlassian.net/rest/api/2/issue/${issues.cards.id}`,
      `https://example.atlassian.net/rest/api/latest/issue/${issues.cards.id}`,
    ]);
  });

  test('carry whole foreign objects: links, parents, pickers and sprints cross the border', async () => {
    const { ask } = site();
    const link = (await ask(`GET /issue/${issues.alpha1.key}?fields=issuelinks`)).text;
    const parent = (await ask(`GET /issue/${issues.childOfForeignEpic.key}?fields=parent`)).json;
    const pickers = (await ask(`GET /issue/${issues.foreignPickers.key}?fields=*all`)).json;
    const sprint = (await ask(`GET /issue/${issues.inForeignSprint.key}?fields=${fields.sprint}`)).json;
    expect(link).toContain(`"key":"${issues.omega1.key}"`);
    expect(at(parent, 'fields.parent.key')).toBe(issues.omegaEpic.key);
    expect(at(pickers, `fields.${fields.projectPicker}.key`)).toBe(projects.omega.key);
    expect(at(sprint, `fields.${fields.sprint}.0.boardId`)).toBe(FIXTURE.boards.omega);
  });

  test('leave out a parent that is not there, and null what is empty', async () => {
    const printed = at((await site().ask(`GET /issue/${issues.plain.key}?fields=parent,resolution`)).json, 'fields');
    expect(printed).toEqual({ resolution: null });
  });

  test('print times in the zone of the site, or in UTC by switch', async () => {
    const created = async (switches: Parameters<typeof site>[0]) =>
      at((await site(switches).ask(`GET /issue/${issues.plain.key}?fields=created`)).json, 'fields.created');
    expect(String(await created({}))).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}-0[78]00$/);
    expect(String(await created({ timestamps: 'utc' }))).toMatch(/\+0000$/);
  });
});

describe('comments', () => {
  const first = (answer: { json: unknown }) => at(answer.json, 'comments.0.id');

  test('come oldest first, newest first by orderBy or by switch', async () => {
    const path = `/issue/${issues.alpha1.key}/comment`;
    const oldest = await site().ask(`GET ${path}`);
    const newest = await site().ask(`GET ${path}?orderBy=-created`);
    const switched = await site({ 'comment.order': 'newest' }).ask(`GET ${path}`);
    expect(first(newest)).toBe(first(switched));
    expect(first(oldest)).not.toBe(first(newest));
  });

  test.each([
    ['an unknown order', '?orderBy=author', 400],
    ['an order on an unknown issue', '?orderBy=created', 404],
  ])('refuse %s', async (_name, query, status) => {
    expect(
      (await site().ask(`GET /issue/${status === 400 ? issues.alpha1.key : missing.alphaKey}/comment${query}`)).status,
    ).toBe(status);
  });

  test.each([
    ['foreign-child', 200],
    ['child-404', 404],
    ['issue-404', 404],
  ] as const)('below the wrong issue: %s', async (form, status) => {
    const answer = await site({ 'child.parentCheck': form }).ask(
      `GET /issue/${issues.alpha1.key}/comment/${comments.omega1}`,
    );
    expect(answer.status).toBe(status);
  });

  test('that are restricted are seen by the app, and not by a member outside the role', async () => {
    const { ask, jira } = site();
    const path = `GET /issue/${jira.state().comments.get(comments.restricted)?.issueId}/comment/${comments.restricted}`;
    expect((await ask(path)).status).toBe(200);
    expect((await ask(path, undefined, person('alphaAdmin'))).status).toBe(200);
    expect((await ask(path, undefined, person('colleague'))).status).toBe(404);
  });
});

describe('projects', () => {
  test('are searched with ids, keys, words and states', async () => {
    const { ask } = site();
    const keys = async (query: string) => {
      const values = at((await ask(`GET /project/search${query}`)).json, 'values');
      return Array.isArray(values) ? values.map((one) => at(one, 'key')) : values;
    };
    expect(await keys(`?id=${projects.alpha.id}&id=${projects.omega.id}`)).toEqual(['ALPHA', 'OMEGA']);
    expect(await keys('?keys=ALPHA,BETA&orderBy=-key')).toEqual(['BETA', 'ALPHA']);
    expect(await keys('?status=archived')).toEqual([projects.archived.key]);
    expect(await keys('?keys=BLOCK')).toEqual([]);
  });

  test('page with the members of a page bean', async () => {
    const page = (await site().ask('GET /project/search?maxResults=2&startAt=1')).json;
    expect(Object.keys(page ?? {})).toEqual(['self', 'nextPage', 'maxResults', 'startAt', 'total', 'isLast', 'values']);
  });

  test('are found by former key, and not when unknown or in the bin', async () => {
    const { ask } = site();
    expect(at((await ask(`GET /project/${projects.gamma.formerKey}`)).json, 'id')).toBe(projects.gamma.id);
    expect(at((await ask('GET /project/NOPES')).json, 'errorMessages.0')).toBe(
      "No project could be found with key 'NOPES'.",
    );
    expect((await ask(`GET /project/${projects.bin.key}`)).status).toBe(404);
  });

  test('are invisible to people who may not browse them', async () => {
    const { ask } = site();
    expect((await ask(`GET /project/${projects.omega.key}`, undefined, person('colleague'))).status).toBe(404);
    expect((await ask(`GET /project/${projects.omega.key}`, undefined, person('outsider'))).status).toBe(200);
  });
});

describe('permissions', () => {
  const held = (answer: { json: unknown }, key: string) => at(answer.json, `permissions.${key}.havePermission`);

  test.each([
    ['alphaAdmin', projects.alpha.id, true],
    ['alphaAdmin', projects.beta.id, false],
    ['bothAdmin', projects.beta.id, true],
    ['member', projects.alpha.id, false],
  ] as const)('%s administers project %s: %s', async (name, projectId, expected) => {
    const answer = await site().ask(
      `GET /mypermissions?permissions=ADMINISTER_PROJECTS&projectId=${projectId}`,
      undefined,
      person(name),
    );
    expect(answer.status === 404 ? false : held(answer, 'ADMINISTER_PROJECTS')).toBe(expected);
  });

  test('to administer the site are the site admin’s alone', async () => {
    const { ask } = site();
    const path = 'GET /mypermissions?permissions=ADMINISTER';
    expect(held(await ask(path, undefined, person('siteAdmin')), 'ADMINISTER')).toBe(true);
    expect(held(await ask(path, undefined, person('alphaAdmin')), 'ADMINISTER')).toBe(false);
  });

  test('must be named', async () => {
    expect((await site().ask('GET /mypermissions')).status).toBe(400);
    expect((await site().ask('GET /mypermissions?permissions=NOT_ONE')).status).toBe(400);
  });

  test('are checked in bulk for another account by an administrator only', async () => {
    const body = {
      accountId: people.member,
      globalPermissions: ['ADMINISTER'],
      projectPermissions: [{ permissions: ['EDIT_ISSUES'], projects: [10001, 10002], issues: [] }],
    };
    const { ask } = site();
    const answer = await ask('POST /permissions/check', body, person('siteAdmin'));
    expect(answer.json).toEqual({
      globalPermissions: [],
      projectPermissions: [{ permission: 'EDIT_ISSUES', projects: [10001, 10002], issues: [] }],
    });
    expect((await ask('POST /permissions/check', body, person('member'))).status).toBe(200);
    expect((await ask('POST /permissions/check', body, person('colleague'))).status).toBe(403);
  });

  test.each(['projects', 'issues'])('are checked for a thousand %s at once, and no more', async (what) => {
    const check = (count: number) => {
      const ids = Array.from({ length: count }, (_, at) => 20_000 + at);
      const entry = { permissions: ['EDIT_ISSUES'], projects: [], issues: [], [what]: ids };
      return site().ask('POST /permissions/check', { projectPermissions: [entry] });
    };
    expect([(await check(1_000)).status, (await check(1_001)).status]).toEqual([200, 400]);
  });
});

describe('people', () => {
  test('who may be assigned are those of the project', async () => {
    const found = (await site().ask(`GET /user/assignable/search?project=${projects.alpha.key}`)).text;
    expect(found).toContain(people.member);
    expect(found).not.toContain(people.outsider);
  });

  test('are read by account id, and the caller reads itself', async () => {
    const { ask } = site();
    expect(at((await ask(`GET /user?accountId=${people.outsider}`)).json, 'accountId')).toBe(people.outsider);
    expect((await ask(`GET /user?accountId=${people.nobody}`)).status).toBe(404);
    expect(at((await ask('GET /myself')).json, 'accountId')).toBe(people.app);
  });

  test('are read in bulk by account ids, closed accounts too, and those that nobody has are left out', async () => {
    const { ask } = site();
    const ids = [people.member, people.nobody, people.leaver].map((id) => `accountId=${encodeURIComponent(id)}`);
    const answer = await ask(`GET /user/bulk?${ids.join('&')}`, undefined, person('colleague'));
    expect(answer.json).toMatchObject({
      total: 2,
      isLast: true,
      values: [
        { accountId: people.member, active: true },
        { accountId: people.leaver, active: false },
      ],
    });
    expect((await ask('GET /user/bulk', undefined, person('colleague'))).status).toBe(400);
  });

  test('are found by the beginning of a name, unless their account is closed', async () => {
    const { ask, jira } = site();
    const namesOf = (id: string) => jira.state().people.get(id)?.displayName ?? '';
    const found = async (query: string) =>
      (await ask(`GET /user/search?query=${encodeURIComponent(query)}`, undefined, person('member'))).text;
    expect(await found(namesOf(people.member).slice(0, 4).toLowerCase())).toContain(people.member);
    expect(await found(namesOf(people.leaver))).not.toContain(people.leaver);
    expect(await found('zzzz')).toBe('[]');
    expect((await ask('GET /user/search', undefined, person('member'))).status).toBe(400);
  });
});

describe('search', () => {
  test('pages to its end by tokens, and says no total', async () => {
    const { ask } = site();
    const seen: unknown[] = [];
    let token = '';
    for (let page = 0; page < 20; page += 1) {
      const body = { jql: 'project = ALPHA', maxResults: 20, ...(token === '' ? {} : { nextPageToken: token }) };
      const answer = await ask('POST /search/jql', body);
      const rows = at(answer.json, 'issues');
      seen.push(...(Array.isArray(rows) ? rows.map((row) => at(row, 'id')) : []));
      expect(at(answer.json, 'total')).toBeUndefined();
      token = String(at(answer.json, 'nextPageToken') ?? '');
      if (token === '') break;
    }
    const count = at((await ask('POST /search/approximate-count', { jql: 'project = ALPHA' })).json, 'count');
    expect([new Set(seen).size, seen.length]).toEqual([count, count]);
  });

  test.each([
    ['none', 200],
    ['jql', 400],
    ['carries-jql', 200],
    ['account', 200],
  ] as const)('a token with another query, bound by %s', async (form, status) => {
    const { ask } = site({ 'token.binding': form });
    const first = await ask('POST /search/jql', { jql: 'project = ALPHA', maxResults: 5 });
    const nextPageToken = at(first.json, 'nextPageToken');
    const second = await ask('POST /search/jql', {
      jql: 'project = OMEGA',
      maxResults: 5,
      nextPageToken,
      fields: ['project'],
    });
    expect(second.status).toBe(status);
    if (form === 'carries-jql') expect(at(second.json, 'issues.0.fields.project.key')).toBe('ALPHA');
  });

  test.each([
    [
      'a token that cannot be decoded, before anything else',
      { jql: 'x = = y', nextPageToken: 'zzz', maxResults: 0 },
      'token',
    ],
    ['a page size of none', { jql: 'project = ALPHA', maxResults: 0 }, 'maxResults'],
    ['a page size beyond the most', { jql: 'project = ALPHA', maxResults: 5001 }, 'maxResults'],
    ['an unknown member', { jql: 'project = ALPHA', startAt: 0 }, 'Invalid request payload'],
    ['a query without a restriction', { jql: 'order by created' }, 'Unbounded'],
  ])('refuses %s', async (_name, body, word) => {
    const answer = await site().ask('POST /search/jql', body);
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining(word)]);
  });

  test('without fields gives hardly more than ids, by switch', async () => {
    const row = async (form: 'id' | 'id-key-self') => {
      const answer = await site({ 'search.rowDefault': form }).ask('GET /search/jql?jql=project=ALPHA&maxResults=1');
      return Object.keys(at(answer.json, 'issues.0') ?? {});
    };
    expect(await row('id')).toEqual(['id']);
    expect(await row('id-key-self')).toEqual(['id', 'key', 'self']);
  });

  test('runs behind by switch, except for reconciled ids', async () => {
    const { ask, clock } = site({ 'search.lag': '5' });
    clock.now += 100_000;
    await ask(`PUT /issue/${issues.plain.key}`, { fields: { labels: ['just-now'] } });
    const count = async (more: Record<string, unknown>) => {
      const rows = at((await ask('POST /search/jql', { jql: 'labels = just-now', ...more })).json, 'issues');
      return Array.isArray(rows) ? rows.length : rows;
    };
    expect(await count({})).toBe(0);
    expect(await count({ reconcileIssues: [Number(issues.plain.id)] })).toBe(1);
    clock.now += 6_000;
    expect(await count({})).toBe(1);
  });

  test('of old is gone', async () => {
    expect((await site().ask('GET /search?jql=project=ALPHA')).status).toBe(410);
    expect((await site().ask('POST /rest/api/2/search', { jql: 'project = ALPHA' })).status).toBe(410);
  });
});

describe('many issues at once', () => {
  test('come by ascending id, without the unknown and the closed, and follow former keys', async () => {
    const body = {
      issueIdsOrKeys: [issues.movedOut.formerKey, issues.alpha2.id, 'alpha-1', missing.alphaKey, issues.blocked1.key],
      fields: ['summary'],
    };
    const answer = await site().ask('POST /issue/bulkfetch', body);
    const rows = at(answer.json, 'issues');
    expect(Array.isArray(rows) ? rows.map((row) => at(row, 'key')) : rows).toEqual(['ALPHA-1', 'ALPHA-2', 'OMEGA-9']);
    expect(at(answer.json, 'issueErrors')).toEqual([]);
  });

  test('are a hundred at the most', async () => {
    const ids = Array.from({ length: 101 }, (_one, index) => String(index + 1));
    expect((await site().ask('POST /issue/bulkfetch', { issueIdsOrKeys: ids })).status).toBe(400);
    expect((await site().ask('POST /issue/bulkfetch', { issueIdsOrKeys: ids.slice(1) })).status).toBe(200);
  });
});

/** An empty classic list says of the platform that no scope is needed, and elsewhere that there is none of that kind. */
const needsScope = ({ api, classic, granular }: Route): boolean =>
  classic.length > 0 || (api !== 'platform' && granular.length > 0);

describe('by scopes and credentials', () => {
  test.each(
    ROUTES.filter((route) => needsScope(route) && route.operationId !== 'searchForIssuesUsingJql').map(
      (route) => [route.operationId, route] as const,
    ),
  )('%s is refused to an app that holds no scope', async (_name, route) => {
    const path = `${baseOf(route, '3')}${route.path.replace(/\{[^}]+\}/g, '1')}`;
    const body = route.method === 'GET' || route.method === 'DELETE' ? undefined : {};
    const answer = await site().ask(`${route.method} ${path}`, body, { kind: 'app', scopes: [] });
    expect([answer.status, answer.json]).toEqual([401, { code: 401, message: 'Unauthorized; scope does not match' }]);
  });

  test('all granular scopes of an operation are as good as the classic one, one of them is not', async () => {
    const granular = ROUTES.find((route) => route.operationId === 'getComment')?.granular ?? [];
    const path = `GET /issue/${issues.alpha1.key}/comment/${comments.alpha1}`;
    expect((await site().ask(path, undefined, { kind: 'app', scopes: granular })).status).toBe(200);
    expect((await site().ask(path, undefined, { kind: 'app', scopes: granular.slice(1) })).status).toBe(401);
    expect((await site().ask(path, undefined, person('member', []))).status).toBe(401);
    expect((await site().ask(path, undefined, person('member'))).status).toBe(200);
  });

  test('an anonymous caller sees nothing of closed projects, and is refused where an account is needed', async () => {
    const { ask } = site();
    expect((await ask(`GET /issue/${issues.alpha1.key}`, undefined, NOBODY)).status).toBe(404);
    const myself = await ask('GET /myself', undefined, NOBODY);
    expect([myself.status, myself.text]).toEqual([401, 'Client must be authenticated to access this resource.']);
    expect((await site({ 'auth.failed': '401-text' }).ask('GET /serverInfo', undefined, NOBODY)).status).toBe(401);
    expect((await site({ 'auth.failed': '401-json' }).ask('GET /serverInfo', undefined, NOBODY)).json).toEqual({
      code: 401,
      message: 'Unauthorized',
    });
  });
});

describe('at the edge', () => {
  test.each([
    ['PUT /issue/ALPHA-1/comment', 405],
    ['PATCH /issue/ALPHA-1', 400],
    ['TRACE /issue/ALPHA-1', 405],
    ['PROPFIND /issue/ALPHA-1', 403],
    ['DELETE /project/search', 405],
    ['GET /issue/ALPHA-1/comment?maxResults=abc', 400],
    ['GET /issue/NOPES-1/comment?maxResults=abc', 400],
  ])('%s answers %i', async (line, status) => {
    const { ask, jira } = site();
    expect((await ask(line)).status).toBe(status);
    expect(jira.unknownRoutes).toEqual([]);
  });

  test.each([
    'DELETE /project/ALPHA',
    'GET /issue/picker/x',
    'GET /dashboard',
    'GET /rest/agile/1.0/board/101/reports',
    '//evil.example/rest',
  ])('%s is not known, answers 501 or 404, and is remembered when it is an operation', async (line) => {
    const { ask, jira } = site();
    const answer = await ask(line.includes(' ') ? line : `GET ${line}`);
    expect([answer.status, jira.unknownRoutes.length]).toEqual(line.startsWith('//') ? [404, 0] : [501, 1]);
  });

  test.each([
    ['no type', undefined, '{}', 415],
    ['another type', 'text/plain', '{}', 415],
    ['the type in another case with a parameter', 'Application/JSON; charset=utf-8', '{"jql":"project = ALPHA"}', 200],
    ['an empty body', 'application/json', '', 400],
    ['no JSON', 'application/json', '{', 400],
    ['bytes after the first value', 'application/json', '{"jql":"project = ALPHA"} trailing', 200],
  ])('a body with %s', async (_name, type, body, status) => {
    const answer = await site().jira.call({
      actor: { kind: 'app', scopes: ['read:jira-work'] },
      method: 'POST',
      path: '/rest/api/3/search/approximate-count',
      headers: type === undefined ? {} : { 'content-type': type },
      body,
    });
    expect(answer.status).toBe(status);
  });

  test('an override header or parameter turns a read into a write', async () => {
    const { jira, ask } = site();
    const call = {
      actor: { kind: 'app', scopes: ['read:jira-work', 'write:jira-work'] },
      method: 'GET',
      path: `/rest/api/3/issue/${issues.plain.id}`,
      body: undefined,
    } as const;
    await jira.call({ ...call, headers: { 'x-http-method-override': 'DELETE' } });
    await ask(`GET /issue/${issues.plainToo.id}?_method=DELETE`);
    expect([issues.plain.id, issues.plainToo.id].map((id) => jira.state().issues.has(id))).toEqual([false, false]);
  });

  test('each call is recorded as sent and as a URL parser reads it', async () => {
    const { jira, ask } = site();
    await ask(`GET /issue/ALPHA-1/%2e%2e/OMEGA-1?fields=summary&fields=status`);
    expect(jira.calls).toEqual([
      expect.objectContaining({
        rawPath: '/rest/api/3/issue/ALPHA-1/%2e%2e/OMEGA-1?fields=summary&fields=status',
        path: '/rest/api/3/issue/OMEGA-1',
        query: [
          ['fields', 'summary'],
          ['fields', 'status'],
        ],
        status: 200,
        operationId: 'getIssue',
      }),
    ]);
  });

  test('every answer carries headers that must not leave an app', async () => {
    const { headers } = await site().ask('GET /serverInfo');
    for (const name of [
      'x-aaccountid',
      'atl-traceid',
      'x-arequestid',
      'set-cookie',
      'x-ratelimit-remaining',
      'cache-control',
    ]) {
      expect(headers[name]).toEqual(expect.any(String));
    }
  });
});

describe('refusals by switch', () => {
  const path = `GET /issue/${missing.alphaKey}`;
  test.each([
    ['empty', ''],
    ['problem', expect.stringContaining('"about:blank"')],
    ['html', expect.stringContaining('<html>')],
    ['cut', '{"errorMessages":["Issue does not exist or you do not'],
  ] as const)('have a body that is %s', async (form, text) => {
    const answer = await site({ 'error.body': form }).ask(path);
    expect([answer.status, form === 'cut' ? answer.json : answer.text]).toEqual([
      404,
      form === 'cut' ? undefined : text,
    ]);
  });

  test.each([
    ['other', 'Übersetzt'],
    ['work-item', 'Work item does not exist'],
  ] as const)('speak %s', async (locale, words) => {
    expect((await site({ locale }).ask(path)).text).toContain(words);
  });

  test.each([
    ['401', 401, 'x-failure-category'],
    ['proxy-error', 401, 'forge-proxy-error'],
    ['403', 403, 'content-type'],
  ] as const)('of a missing scope come as %s', async (form, status, header) => {
    const answer = await site({ 'scope.missing': form }).ask('GET /field', undefined, { kind: 'app', scopes: [] });
    expect([answer.status, answer.headers[header]]).toEqual([status, expect.any(String)]);
  });

  test('of a security level hide an issue from the app', async () => {
    const visible = await site().ask(`GET /issue/${issues.secret.key}`);
    const hidden = await site({ 'app.securityLevel': 'invisible' }).ask(`GET /issue/${issues.secret.key}`);
    expect([visible.status, hidden.status]).toEqual([200, 404]);
  });
});
