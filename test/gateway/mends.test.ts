/**
 * What a refusal says would mend the call: the form of a field under its own name, what of a query is not offered, where a
 * call has to go. Each names the catalogue's words or a place, so that it is the same for foreign and invented things; and
 * the mended call is served.
 */
import { type Answer, EVERYTHING, expectTwins, FIXTURE, type Key, openWall, type Sent, type Wall } from '../wall/site';
import { expectFixed } from '../wall/wire';

const { fields: customFields, issues, missing, people, projects } = FIXTURE;
const ISSUE = `issue/${issues.plain.key}`;
const DOCUMENT = { type: 'doc', version: 1, content: [{ type: 'paragraph', content: [{ type: 'text', text: 'hi' }] }] };

let wall: Wall;
let key: Key;
beforeAll(async () => {
  wall = await openWall();
  key = wall.alpha;
});
afterEach(() => wall.reset());
afterAll(() => wall.stop());

const call = (method: string, path: string, body?: unknown): Sent => ({
  method,
  path: `/rest/api/${path}`,
  ...(body === undefined ? {} : { body }),
});
const send = (method: string, path: string, body?: unknown): Promise<Answer> =>
  wall.send(key, call(method, path, body));
const edit = (fields: object, version = '3'): Sent => call('PUT', `${version}/${ISSUE}`, { fields });
const search = (jql: string): Sent => call('GET', `3/search/jql?jql=${encodeURIComponent(jql)}`);

describe('text where version 3 takes a document', () => {
  const added = (body: unknown) => ({ update: { comment: [{ add: { body } }] } });
  test.each([
    ['a comment', 'body', 'POST', `${ISSUE}/comment`, (text: unknown) => ({ body: text })],
    ['logged work', 'comment', 'POST', `${ISSUE}/worklog`, (text: unknown) => ({ comment: text, timeSpent: '1h' })],
    ['a description', 'description', 'PUT', ISSUE, (text: unknown) => ({ fields: { description: text } })],
    ['a comment beside fields', 'comment', 'PUT', ISSUE, added],
    [
      'a custom field',
      customFields.notes,
      'PUT',
      ISSUE,
      (text: unknown) => ({ fields: { [customFields.notes]: text } }),
    ],
  ])('is told as that, under the field, and goes to version 2: %s', async (_, field, method, path, body) => {
    const told = await send(method, `3/${path}`, body('hi'));
    expect([told.status, told.json.rule, told.json.errorMessages]).toEqual([400, 'body_invalid', []]);
    expect(told.json.errors).toEqual({
      [field]: expect.stringMatching(/Atlassian document \(ADF\).* \/rest\/api\/2\./),
    });
    expect(told.calls.filter((each) => each.method !== 'GET' && each.operationId !== 'bulkFetchIssues')).toEqual([]);
    for (const [version, right] of [
      ['2', 'hi'],
      ['3', DOCUMENT],
    ])
      expect((await send(method, `${String(version)}/${path}`, body(right))).status).toBeLessThan(300);
  });

  test('and a document where version 2 takes text is told as that', async () => {
    const told = await send('POST', `2/${ISSUE}/comment`, { body: DOCUMENT });
    expect([told.status, told.json.rule]).toEqual([400, 'body_invalid']);
    expect(told.json.errors).toEqual({ body: expect.stringMatching(/Text .* \/rest\/api\/3\./) });
  });

  test('and a document with media in it is told to be without', async () => {
    const media = { ...DOCUMENT, content: [{ type: 'mediaSingle', content: [] }] };
    const told = await send('POST', `3/${ISSUE}/comment`, { body: media });
    expect([told.status, told.json.rule]).toEqual([400, 'body_not_offered']);
    expect(told.json.errors).toEqual({ body: expect.stringContaining('media') });
  });
});

describe('a field of the wrong form', () => {
  test.each([
    ['priority', 'High', '{"name": "…"} or {"id": "…"}'],
    ['duedate', '31.12.2026', '"YYYY-MM-DD"'],
    ['assignee', { name: 'someone' }, '{"accountId": "…"}'],
    ['labels', [1], 'a list of texts'],
    ['components', 'Core', 'a list of {"name": "…"} or {"id": "…"}'],
    ['parent', issues.epic.key, '{"key": "…"} or {"id": "…"}'],
    [customFields.points, '5', 'a number'],
  ])('is named, with the form that it takes: %s', async (field, wrong, form) => {
    const told = await wall.send(key, edit({ [field]: wrong }));
    expect([told.status, told.json.rule, told.json.errorMessages]).toEqual([400, 'body_invalid', []]);
    expect(told.json.errors).toEqual({ [field]: `The form is ${form}.` });
    expect(told.json.detail).toContain(form);
  });

  test('is served in the form that was told', async () => {
    const fields = {
      priority: { name: 'High' },
      duedate: '2026-12-31',
      assignee: { accountId: people.colleague },
      labels: ['a'],
      parent: { key: issues.epic.key },
      [customFields.points]: 5,
    };
    expect((await wall.send(key, edit(fields))).status).toBe(204);
  });

  test('is told in `update` too, with its verbs', async () => {
    const update = (labels: unknown): Promise<Answer> => send('PUT', `3/${ISSUE}`, { update: { labels } });
    const told = await update('a');
    expect([told.status, told.json.errors]).toEqual([400, { labels: expect.stringContaining('{"add": …}') }]);
    expect((await update([{ add: 'a' }])).status).toBe(204);
  });

  test('that no call of this kind can set is named as such', async () => {
    const told = await wall.send(key, edit({ status: { name: 'Done' } }));
    expect([told.status, told.json.rule]).toEqual([400, 'body_not_offered']);
    expect(told.json.errors).toEqual({ status: expect.stringContaining('issue/{issue}/transitions') });
    const resolved = { project: { key: projects.alpha.key }, summary: 'x', resolution: { name: 'Done' } };
    const atOnce = await send('POST', '3/issue', { fields: resolved });
    expect(atOnce.json.errors).toEqual({ resolution: expect.stringContaining('issue/{issue}/transitions') });
    const commented = await wall.send(key, edit({ comment: 'x' }));
    expect(commented.json.errors).toEqual({ comment: expect.stringContaining('issue/{issue}/comment') });
    const created = await wall.send(key, edit({ created: '2026-01-01' }));
    expect(created.json.errors).toEqual({ created: 'It cannot be set by this call.' });
  });

  test('is told by its place alone where nobody here knows its name', async () => {
    const told = await wall.send(key, edit({ summary: 'x', madeUp: 'Of the caller' }));
    expect([told.json.errors, told.json.detail.includes('member 2')]).toEqual([{}, true]);
    expect(told.text).not.toMatch(/madeUp|Of the caller/);
  });

  test('is told alike for a field of another project and one that never was', async () => {
    const [foreign] = await expectTwins(
      wall,
      key,
      edit({ [customFields.omegaOnly]: { a: 1 } }),
      edit({ [missing.fieldId]: { a: 1 } }),
    );
    expect([foreign.status, foreign.json.rule, foreign.json.errors]).toEqual([400, 'body_not_offered', {}]);
  });

  test('is told alike whatever stands in it', async () => {
    await expectFixed(
      wall,
      key,
      [issues.alpha1.key, issues.omega1.key, missing.issueKey].map((value) => edit({ parent: value })),
      400,
    );
  });
});

test('a new issue without a project is told that it needs one', async () => {
  const fields = { summary: 'x', issuetype: { name: 'Task' } };
  const told = await send('POST', '3/issue', { fields });
  expect([told.status, told.json.rule]).toEqual([400, 'body_invalid']);
  expect(told.json.errors).toEqual({ project: expect.stringContaining('{"key": "…"}') });
  const made = await send('POST', '3/issue', { fields: { ...fields, project: { key: projects.alpha.key } } });
  expect(made.status).toBe(201);
});

test('a member that is needed is named', async () => {
  const told = await send('POST', `3/${ISSUE}/comment`, {});
  expect([told.status, told.json.errors]).toEqual([400, { body: 'It is needed.' }]);
});

describe('a name that is not known', () => {
  const worklog = (name: string) => call('POST', `3/${ISSUE}/worklog`, { timeSpent: '1h', [name]: 60 });
  test.each([
    ['a member of a body', call('POST', `3/${ISSUE}/comment`, { bdoy: 'x' }), 'body, member 1', 'body'],
    ['a further member', worklog('timespentSecond'), 'body, member 2', 'timeSpentSeconds'],
    ['a field', edit({ summary: 'x', descripton: 'x' }), 'body.fields, member 2', 'description'],
    ['a parameter', call('GET', `3/${ISSUE}?feilds=summary`), 'query, member 1', 'fields'],
    [
      'a member of a question about a call',
      { method: 'POST', path: '/key/self/check', body: { path: '/', metod: 'GET' } },
      'body, member 2',
      'method',
    ],
  ])('is told by its number, with the known one that is spelled nearly so: %s', async (_, sent, where, known) => {
    const told = await wall.send(key, sent);
    expect([told.status, told.json.rule]).toEqual([400, expect.stringMatching(/_not_offered$/)]);
    expect(told.json.detail).toBe(`Leave it out, or write "${known}" if that is meant. Where: ${where}.`);
  });

  test('is told by its number alone where nothing is near, and never as it was written', async () => {
    const told = await expectFixed(wall, key, ['authorName', 'OMEGA-1', 'x'].map(worklog), 400);
    expect(told.json.detail).toBe('Leave that member out. Where: body, member 2.');
  });
});

test('a custom field that no call sets says how a sprint is filled, and reads like one that never was', async () => {
  const [told] = await expectTwins(wall, key, edit({ [customFields.sprint]: 1001 }), edit({ customfield_99999: 1001 }));
  expect(told.json.detail).toMatch(/sprint\/\{sprint\}\/issue\. Where: fields, member 1\.$/);
});

describe('what of a query is not offered', () => {
  test.each([
    ['text ~ plum', 'comparison 1 (text)', 'no key may', 'summary ~', 'summary ~ plum'],
    ['status = Open AND parent is EMPTY', 'comparison 2 (parent)', 'operator', '=, in', `parent = ${issues.epic.key}`],
    [
      'assignee in membersOf("g")',
      'comparison 1 (assignee)',
      'function',
      'account id',
      `assignee = "${people.member}"`,
    ],
    ['filter = 10100', 'comparison 1', 'field', 'granted projects', 'status = Open'],
    ['status = Open ORDER BY created, parent', 'sort 2 (parent)', 'sorts', 'created', 'status = Open ORDER BY created'],
    ['duedate = soon', 'comparison 1 (duedate)', 'value', '2026-12-31', 'duedate = 2026-12-31'],
  ])('is named, with what would mend it: %s', async (jql, place, what, mend, mended) => {
    const told = await wall.send(key, search(jql));
    expect([told.status, told.json.rule]).toEqual([400, 'jql_not_offered']);
    const [message] = told.json.errorMessages;
    for (const part of [place, what, mend]) expect(message).toContain(part);
    expect(told.json.detail).toContain(mend);
    expect(told.json.detail).toMatch(new RegExp(`Where: jql, ${place.replace(/[()]/g, '\\$&')}\\.$`));
    expect((await wall.send(key, search(mended))).status).toBe(200);
  });

  test('is told by its place alone where it is no name of Jira, and never in the words of the caller', async () => {
    const told = await expectFixed(
      wall,
      key,
      ['secretField', 'madeUpField'].map((name) => search(`summary ~ x AND ${name}.a = 1 OR "${name}" was y`)),
      400,
    );
    expect(told.text).not.toMatch(/secretField|madeUpField/i);
  });

  test('is told for each of several queries', async () => {
    const match = (jqls: readonly string[]) =>
      send('POST', '3/jql/match', { issueIds: [Number(issues.plain.id)], jqls });
    const told = await match(['status = Open', 'text ~ plum']);
    expect(told.json.detail).toContain('Where: jqls[1], comparison 1 (text).');
    expect((await match(['status = Open'])).status).toBe(200);
  });

  test('does not tell which custom field is hidden', async () => {
    const hiding = await wall.issue([{ projectId: projects.alpha.id, permissions: EVERYTHING }], {
      hiddenFields: [customFields.points],
    });
    const told = await wall.send(hiding, search(`cf[${customFields.points.slice(12)}] > 1`));
    expect([told.status, told.json.rule]).toEqual([400, 'jql_not_offered']);
    expect(told.text).not.toContain(customFields.points.slice(12));
  });
});

describe('a transition', () => {
  const move = (id: string): Sent => call('POST', `3/${ISSUE}/transitions`, { transition: { id } });
  const offered = async (): Promise<readonly string[]> =>
    (await send('GET', `3/${ISSUE}/transitions`)).json.transitions.map(({ id }: { id: string }) => id);

  test('that the issue does not offer is a fault of the call, and no sign that the issue is gone', async () => {
    const [first = '', ...more] = await offered();
    const elsewhere = ['11', '21', '31', '41'].find((id) => id !== first && !more.includes(id));
    const [other] = await expectTwins(wall, key, move(elsewhere ?? 'none'), move('99999'));
    expect([other.status, other.json.rule]).toEqual([400, 'value_unavailable']);
    expect(other.json.errors).toEqual({ transition: expect.stringContaining('not valid for this issue') });
    expect((await wall.send(key, move(first))).status).toBe(204);
  });

  test('of an issue that is not there is absent, whatever transition it names', async () => {
    const of = (issue: string) => call('POST', `3/issue/${issue}/transitions`, { transition: { id: '99999' } });
    const [foreign] = await expectTwins(wall, key, of(issues.omega1.key), of(missing.issueKey));
    expect(foreign.status).toBe(404);
  });
});

test('what Atlassian removed is gone, so that clients fall back; what is refused is not', async () => {
  for (const version of ['2', '3']) {
    const gone = await send('GET', `${version}/search?jql=status%3DOpen`);
    expect([gone.status, gone.json.status, gone.json.rule, gone.json.why]).toEqual([
      ...[410, 410, 'operation_refused', 'removed_by_atlassian'],
    ]);
    expect(gone.json.detail).toContain('search/jql');
  }
  expect((await send('DELETE', `3/project/${projects.alpha.key}`)).status).toBe(403);
});

test.each([
  ['', 400, 'path_invalid'],
  ['/', 400, 'path_invalid'],
  ['/api/3/myself', 403, 'operation_unknown'],
  ['/browse/ALPHA-1', 403, 'operation_unknown'],
])('a call to %p below the gateway URL is told to go below /rest', async (path, status, rule) => {
  const told = await wall.send(key, { method: 'GET', path });
  expect([told.status, told.json.rule]).toEqual([status, rule]);
  expect(told.json.errorMessages[0]).toContain('/rest/api/3/myself');
  expect((await wall.send(key, { method: 'GET', path: '/rest/api/3/myself' })).status).toBe(200);
});

describe('what Jira takes and no key is served', () => {
  const FOR_EVERYONE = /seen by everyone who sees the issue; a restricted or internal one cannot be written/;
  const desk = `/rest/servicedeskapi/request/${issues.alpha1.key}/comment`;
  const group = { type: 'group', value: 'staff' };
  const internal = [{ key: 'sd.public.comment', value: { internal: true } }];
  test.each([
    ['a comment for some', 'visibility', call('POST', `2/${ISSUE}/comment`, { body: 'x', visibility: group })],
    ['an internal comment', 'properties', call('POST', `2/${ISSUE}/comment`, { body: 'x', properties: internal })],
    ['work for some', 'visibility', call('POST', `2/${ISSUE}/worklog`, { timeSpent: '1h', visibility: group })],
    ['a comment of a desk', 'public', { method: 'POST', path: desk, body: { body: 'x', public: false } }],
  ])('is told as that, and not to be left out: %s', async (_, member, sent) => {
    const told = await wall.send(key, sent);
    expect([told.status, told.json.rule, told.calls]).toEqual([400, 'body_not_offered', []]);
    expect(told.json.errorMessages[0]).toMatch(FOR_EVERYONE);
    expect(told.json.detail).toMatch(new RegExp(`Where: body\\.${member}\\.$`));
    const { [member as 'body']: _left, ...open } = sent.body as Record<string, unknown>;
    expect((await wall.send(key, { ...sent, body: open })).status).toBe(201);
  });

  test('is told in a comment beside fields', async () => {
    const update = (visibility?: object) => ({ update: { comment: [{ add: { body: 'x', visibility } }] } });
    const told = await send('PUT', `2/${ISSUE}`, update(group));
    expect([told.status, told.json.errors]).toEqual([400, { comment: expect.stringMatching(FOR_EVERYONE) }]);
    expect((await send('PUT', `2/${ISSUE}`, update())).status).toBe(204);
  });
});

describe('a name that Jira documents, and this call does not take', () => {
  test.each([
    ['search', call('POST', '3/search/jql', { jql: '', startAt: 0 }), 'body.startAt', 'page on with nextPageToken'],
    ['search', call('POST', '3/search/jql', { jql: '', validateQuery: 'warn' }), 'body.validateQuery', 'Leave'],
    [
      'own rights',
      call('GET', '3/mypermissions?permissions=EDIT_ISSUES&issueKey=WEB-1'),
      'query.issueKey',
      'projectKey',
    ],
    ['an assignee', call('PUT', `3/${ISSUE}/assignee`, { name: 'kim' }), 'body.name', 'accountId'],
    ['a version', call('DELETE', '3/version/10500?moveUnfixedIssuesTo=1'), 'query.moveUnfixedIssuesTo', 'Leave'],
    ['an issue without fields', call('POST', '3/issue', { summary: 'x' }), 'body.summary', 'under fields'],
  ])('is told by itself: %s', async (_, sent, where, mend) => {
    const told = await wall.send(key, sent);
    expect([told.status, told.json.rule, told.calls]).toEqual([400, expect.stringMatching(/_not_offered$/), []]);
    expect(told.json.detail).toContain(`Where: ${where}.`);
    expect(told.json.errorMessages[0]).toContain(mend);
  });

  test('is served by what was told', async () => {
    expect((await send('POST', '3/search/jql', { jql: '' })).status).toBe(200);
    const path = `3/mypermissions?permissions=EDIT_ISSUES&projectKey=${projects.alpha.key}`;
    expect((await send('GET', path)).status).toBe(200);
    expect((await send('PUT', `3/${ISSUE}/assignee`, { accountId: people.colleague })).status).toBe(204);
  });

  test('is no other name, whatever it is: those have a number', async () => {
    const named = (name: string) => call('POST', `3/${ISSUE}/comment`, { body: DOCUMENT, [name]: 'x' });
    const told = await expectFixed(wall, key, ['startat', 'OMEGA-1', 'omegaVisibility'].map(named), 400);
    expect(told.json.detail).toContain('Where: body, member 2.');
  });
});

describe('a value in another form', () => {
  const log = (more: object) => call('POST', `2/${ISSUE}/worklog`, { timeSpent: '1h', ...more });
  const link = (type: unknown) =>
    call('POST', '2/issueLink', {
      type,
      inwardIssue: { key: issues.plain.key },
      outwardIssue: { key: issues.plainToo.key },
    });
  const version = (releaseDate: string) => call('PUT', '2/version/10500', { releaseDate });
  const move = (transition: unknown) => call('POST', `2/${ISSUE}/transitions`, { transition });
  const both = (end: unknown) =>
    call('POST', '2/issueLink', {
      type: { name: 'Blocks' },
      inwardIssue: end,
      outwardIssue: { key: issues.plain.key },
    });
  const released = (is: unknown) => call('PUT', '2/version/10500', { released: is });
  const placed = (position: string) => call('POST', '2/version/10500/move', { position });
  const component = (project: unknown) => call('POST', '2/component', { name: 'Till', project });
  const sprinted = (named: unknown): Sent => ({
    method: 'POST',
    path: '/rest/agile/1.0/epic/ALPHA-1/issue',
    body: { issues: named },
  });
  const page = (url: string) => call('POST', `2/${ISSUE}/remotelink`, { object: { url, title: 'Build' } });
  test.each([
    ['timeSpent', log({ timeSpent: 'soon' }), '"3h 30m"', log({ timeSpent: '3h 30m' })],
    ['started', log({ started: '2026-11-01' }), '"YYYY-MM-DDThh', log({ started: '2026-11-01T10:00:00.000+0000' })],
    ['releaseDate', version('01.12.2026'), '"YYYY-MM-DD"', version('2026-12-01')],
    ['type', link('Blocks'), '{"name": "…"}', link({ name: 'Blocks' })],
    ['transition', move('Done'), '{"id": "…"}', undefined],
    ['transition', move({ name: 'Done' }), '{"id": "…"}', undefined],
    ['inwardIssue', both(issues.plainToo.key), '{"key": "…"}', both({ key: issues.plainToo.key })],
    ['released', released('true'), 'true or false', released(true)],
    ['position', placed('Top'), '"Earlier", "Later", "First", "Last"', placed('First')],
    ['project', component({ key: projects.alpha.key }), 'key or id of a project, as text', component('ALPHA')],
    ['issues', sprinted(issues.plain.key), 'a list', undefined],
    ['object.url', page('http://build.example.com/1'), 'an https address', page('https://build.example.com/1')],
  ])('is told with its name, and served in that: %s', async (member, wrong, form, right) => {
    const told = await wall.send(key, wrong);
    expect([told.status, told.json.rule, told.calls]).toEqual([400, 'body_invalid', []]);
    // Not among the messages of fields, which not every client shows.
    expect([told.json.errors, told.json.errorMessages]).toEqual([{}, [expect.stringContaining(form)]]);
    expect(told.json.detail).toContain(`Where: body.${member}.`);
    if (right !== undefined) expect((await wall.send(key, right)).status).toBeLessThan(300);
  });

  test('is told by how many it may be where it is a list', async () => {
    const fetch = (count: number) =>
      send('POST', '3/issue/bulkfetch', {
        issueIdsOrKeys: Array.from({ length: count }, (_, at) => `ALPHA-${at + 1}`),
      });
    expect((await fetch(101)).json.errorMessages[0]).toContain('It takes 100 at most in one call.');
    expect((await fetch(100)).status).toBe(200);
    const make = (count: number) =>
      send('POST', '3/issue/bulk', { issueUpdates: Array.from({ length: count }, () => ({ fields: {} })) });
    expect((await make(51)).json.errorMessages[0]).toContain('It takes 50 at most in one call.');
    expect((await make(50)).json.errors).toHaveProperty('project');
  });

  test('is told for a list of new issues: none are no issue that is gone', async () => {
    const make = (...issueUpdates: object[]) => send('POST', '3/issue/bulk', { issueUpdates });
    const told = await make();
    expect([told.status, told.json.rule, told.calls]).toEqual([400, 'body_invalid', []]);
    expect(told.json.detail).toBe('It takes one at least. Where: body.issueUpdates.');
    const fields = { project: { key: projects.alpha.key }, issuetype: { name: 'Task' }, summary: 'x' };
    expect((await make({ fields })).status).toBe(201);
  });

  test('is told for rows: none are no page', async () => {
    const rows = (maxResults: number) => send('POST', '3/search/jql', { jql: '', maxResults });
    const told = await rows(0);
    expect([told.json.rule, told.calls]).toEqual(['body_invalid', []]);
    expect(told.json.errorMessages[0]).toContain('search/approximate-count');
    expect((await send('GET', '3/search/jql?jql=&maxResults=0')).json.rule).toBe('query_invalid');
    expect((await rows(1)).json.issues).toHaveLength(1);
  });

  test('is told with its number where several stand together', async () => {
    const expand = (words: string) => send('GET', `3/${ISSUE}?expand=${words}`);
    expect((await expand('names,renderedFields')).json.detail).toContain('Where: query.expand, value 2.');
    expect((await expand('renderedFields')).json.detail).toContain('Where: query.expand.');
    expect((await expand('names,schema')).status).toBe(200);
  });
});

describe('one of several new issues', () => {
  const made = (more: object) => ({
    fields: { project: { key: projects.alpha.key }, issuetype: { name: 'Task' }, summary: 'x', ...more },
  });
  const bulk = (more: object) => send('POST', '3/issue/bulk', { issueUpdates: [made({}), made(more)] });
  test.each([
    ['a form', { priority: 'High' }, 'priority'],
    ['a field that is not set', { status: { name: 'Done' } }, 'status'],
    ['a custom field', { [customFields.points]: 'many' }, customFields.points],
    ['no project', { project: null }, 'project'],
  ])('is told by its number: %s', async (_, more, field) => {
    const told = await bulk(more);
    expect([told.status, told.json.errors]).toEqual([
      400,
      { [field]: expect.stringMatching(/^body\.issueUpdates\[1\]: ./) },
    ]);
  });

  test('is told by its place where a value is not there', async () => {
    const told = await bulk({ priority: { name: 'Of no project' } });
    expect([told.json.rule, Object.keys(told.json.errors)]).toEqual(['value_unavailable', ['priority']]);
    expect(told.json.detail).toContain('Where: body.issueUpdates[1].');
    expect((await bulk({ priority: { name: 'High' } })).status).toBe(201);
  });
});

test('a person who is not there is told where the body names one', async () => {
  const mention = (id: string) => ({
    ...DOCUMENT,
    content: [{ type: 'paragraph', content: [{ type: 'mention', attrs: { id } }] }],
  });
  const cases: readonly (readonly [string, (id: string) => Sent])[] = [
    ['accountId', (accountId) => call('PUT', `3/${ISSUE}/assignee`, { accountId })],
    ['assignee', (accountId) => edit({ assignee: { accountId } })],
    ['body', (id) => call('POST', `3/${ISSUE}/comment`, { body: mention(id) })],
    ['body', (id) => call('POST', `2/${ISSUE}/comment`, { body: `[~accountid:${id}]` })],
    ['comment', (id) => call('POST', `3/${ISSUE}/worklog`, { timeSpent: '1h', comment: mention(id) })],
    ['description', (id) => edit({ description: mention(id) })],
    [customFields.notes, (id) => edit({ [customFields.notes]: mention(id) })],
  ];
  for (const [name, sent] of cases) {
    const [foreign] = await expectTwins(wall, key, sent(people.outsider), sent(missing.accountId));
    expect([foreign.status, foreign.json.rule, Object.keys(foreign.json.errors)]).toEqual([
      ...[400, 'value_unavailable', [name]],
    ]);
    expect((await wall.send(key, sent(people.colleague))).status).toBeLessThan(300);
    wall.reset();
  }
});

test('the sprint of an issue is told to be set elsewhere', async () => {
  const told = await wall.send(key, edit({ summary: 'x', sprint: 1 }));
  expect([told.status, told.json.errors]).toEqual([400, { sprint: expect.stringContaining('sprint/{sprint}/issue') }]);
});

test('a field that Jira asks for, and the call does not bring, is named', async () => {
  const fields = { project: { key: projects.alpha.key }, issuetype: { name: 'Task' } };
  const told = await send('POST', '3/issue', { fields });
  expect([told.status, told.json.rule, told.json.errors]).toEqual([
    ...[400, 'upstream_rejected', { summary: 'Jira asks for it.' }],
  ]);
  expect(told.json.errorMessages[0]).toContain('It asks for fields that were not sent: summary.');
  expect((await send('POST', '3/issue', { fields: { ...fields, summary: 'x' } })).status).toBe(201);
});

test('a grant that does not list a field of Jira names it, and no custom one', async () => {
  const permissions = ['issue:read', 'issue:create', 'issue:edit'];
  const narrow = await wall.issue([{ projectId: projects.alpha.id, permissions, conditions: { fields: ['labels'] } }]);
  const fields = { project: { key: projects.alpha.key }, issuetype: { name: 'Task' }, summary: 'x', labels: ['a'] };
  const told = await wall.send(narrow, call('POST', '3/issue', { fields }));
  expect([told.status, told.json.condition]).toEqual([403, 'fields']);
  expect(told.json.detail).toBe(
    'The grant does not list summary. Ask a project admin for one that does. Condition: fields.',
  );
  const custom = await wall.send(narrow, edit({ [customFields.points]: 1 }));
  expect([custom.status, custom.json.condition]).toEqual([403, 'fields']);
  expect(custom.text).not.toContain('customfield');
  expect((await wall.send(narrow, edit({ labels: ['a'] }))).status).toBe(204);
});

describe('a misspelt field of a query', () => {
  test.each([
    ['statsu = Open', 'status'],
    ['assigne is EMPTY', 'assignee'],
    ['Statuss = Open', 'status'],
    ['status = Open ORDER BY creatd', 'created'],
  ])('is told with the field of Jira that is spelled nearly so: %s', async (jql, near) => {
    const told = await wall.send(key, search(jql));
    expect([told.status, told.json.rule]).toEqual([400, 'jql_not_offered']);
    expect(told.json.errorMessages[0]).toContain(`write "${near}" if that is meant`);
  });

  test('is told alike whether a foreign project has such a field or none', async () => {
    const told = await expectFixed(
      wall,
      key,
      ['severityy', 'serverityx'].map((name) => search(`${name} = 1`)),
      400,
    );
    expect(told.text).not.toMatch(/sever/i);
  });
});

describe('a path that is there, by another verb', () => {
  test.each([
    ['POST', `/rest/api/3/issue/OMEGA-1`, 'This path takes GET, PUT, DELETE.'],
    ['PATCH', `/rest/api/3/${ISSUE}`, 'This path takes GET, PUT, DELETE.'],
    ['POST', '/key/self', '/key/self/rotate'],
    ['PUT', '/key/self/rotate', 'GET and DELETE /key/self'],
  ])('is told which it takes: %s %s', async (method, path, mend) => {
    const told = await wall.send(key, { method, path });
    expect([told.status, told.json.rule]).toEqual([403, 'operation_unknown']);
    expect(told.json.errorMessages[0]).toContain(mend);
  });

  test('says nothing of verbs where all that the path has is refused, or there is none', async () => {
    for (const path of ['/rest/api/3/announcementBanner', '/rest/api/3/nothing'])
      expect((await wall.send(key, { method: 'DELETE', path })).json.detail).not.toContain('takes');
  });
});

test('a question about a call is told what its members are', async () => {
  const ask = (body: object) => wall.send(key, { method: 'POST', path: '/key/self/check', body });
  for (const path of ['rest/api/3/myself', `${key.url}/rest/api/3/myself`, undefined]) {
    const told = await ask({ method: 'GET', path });
    expect(told.json.errorMessages[0]).toMatch(/begins with \/rest.* Where: body\.path\./);
    expect(told.text).not.toContain('Jira documents');
  }
  expect((await ask({ path: '/rest/api/3/myself' })).json.errorMessages[0]).toMatch(/such as "GET"/);
  expect((await ask({ method: 'GET', path: '/rest/api/3/myself' })).json).toEqual({ allowed: true });
});

test('own rights are told to need names of permissions', async () => {
  const told = await send('GET', '3/mypermissions');
  expect([told.status, told.json.rule, told.json.detail]).toEqual([
    ...[400, 'query_invalid', 'It is needed. Where: query.permissions.'],
  ]);
  expect((await send('GET', '3/mypermissions?permissions=EDIT_ISSUES')).status).toBe(200);
});

test('what would move issues at once names what is served in its place', async () => {
  for (const path of ['/rest/agile/1.0/backlog/issue', '/rest/api/3/version/10500/removeAndSwap']) {
    const told = await wall.send(key, { method: 'POST', path, body: {} });
    expect([told.status, told.json.rule]).toEqual([403, 'operation_refused']);
    expect(told.json.errorMessages[0]).toMatch(/backlog\/{board}\/issue.* DELETE version\/{version}\?moveFixIssuesTo=/);
  }
});
