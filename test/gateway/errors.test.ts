/**
 * How refusals look: Jira's shape with RFC 9457 beside it, the right status for each reason, headers from a list, and
 * nothing of what Jira said.
 */
import { DENIALS, type Reason } from '../../src/policy/denials';
import { type Answer, comparable, EVERYTHING, FIXTURE, type Key, openWall, type Sent, type Wall } from '../wall/site';

const { issues, projects } = FIXTURE;
const plain = issues.plain.key;
const SEARCH = '/rest/api/3/search/jql';

let wall: Wall;
beforeAll(async () => {
  wall = await openWall();
});
beforeEach(() => {
  wall.reset();
  wall.site.resetRecords();
});
afterAll(() => wall.stop());

const get = (path: string, headers: Sent['headers'] = {}): Sent => ({
  method: 'GET',
  path: `/rest/api/3/${path}`,
  headers,
});
const json = { 'content-type': 'application/json' };
const put = (body: unknown, headers: Sent['headers'] = json): Sent => ({
  method: 'PUT',
  path: `/rest/api/3/issue/${plain}`,
  body,
  headers,
});
const fault = (status: number, body = '', headers: Readonly<Record<string, string>> = {}): void => {
  wall.site.jira.faults.push({ times: 1, fault: { kind: 'status', status, body, headers } });
};

type Case = { readonly sent: Sent; readonly key?: () => Key; readonly before?: () => void };

/** One request for each reason that a caller can meet. Those that are left out have tests of their own. */
const CASES: Readonly<Partial<Record<Reason, Case>>> = {
  path_invalid: { sent: get(`issue//${plain}`) },
  operation_unknown: { sent: get('nothing/of/the/kind') },
  operation_refused: { sent: { method: 'DELETE', path: `/rest/api/3/project/${projects.alpha.key}` } },
  headers_too_large: {
    sent: get('myself', Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`x-header-${at}`, 'x']))),
  },
  method_unknown: { sent: { method: 'OPTIONS', path: `/rest/api/3/issue/${plain}` } },
  body_too_large: { sent: put(`{"fields":{"summary":"${'x'.repeat(1_000_001)}"}}`) },
  media_type_unsupported: { sent: put('{"fields":{"summary":"x"}}', { 'content-type': 'text/plain' }) },
  body_not_expected: { sent: { ...get(`issue/${plain}`, json), body: '{"fields":["*all"]}' } },
  key_invalid: { sent: get('myself', { authorization: 'Bearer jsk_none' }) },
  query_invalid: { sent: get(`issue/${plain}/comment?maxResults=many`) },
  query_not_offered: { sent: get(`issue/${plain}?expand=renderedFields`) },
  body_invalid: { sent: put('{"fields":{"summary":"a","summary":"b"}}') },
  body_not_offered: { sent: put({ properties: [{ key: 'a', value: 1 }] }) },
  jql_invalid: { sent: { method: 'GET', path: `${SEARCH}?jql=${encodeURIComponent('status = (')}` } },
  jql_not_offered: { sent: { method: 'GET', path: `${SEARCH}?jql=${encodeURIComponent('filter = 10100')}` } },
  cursor_invalid: { sent: { method: 'GET', path: `${SEARCH}?jql=&nextPageToken=abcdef` } },
  permission_missing: { sent: put({ fields: { summary: 'x' } }), key: () => wall.reader },
  absent: { sent: get(`issue/${issues.omega1.key}`) },
  value_unavailable: { sent: put({ fields: { priority: { name: 'Of no project' } } }) },
  subtasks_out_of_reach: {
    sent: { method: 'DELETE', path: `/rest/api/3/issue/${issues.alpha1.key}?deleteSubtasks=true` },
  },
  sprint_out_of_reach: {
    sent: { method: 'DELETE', path: `/rest/agile/1.0/sprint/${FIXTURE.sprints.alphaActive}` },
  },
  upstream_rejected: {
    sent: put({ fields: { summary: 'x' } }),
    before: () => failWrite(400, '{"errorMessages":["x"],"errors":{}}'),
  },
  upstream_forbidden: { sent: put({ fields: { summary: 'x' } }), before: () => failWrite(403) },
  upstream_conflict: { sent: put({ fields: { summary: 'x' } }), before: () => failWrite(409) },
  upstream_too_large: { sent: put({ fields: { summary: 'x' } }), before: () => failWrite(413) },
  upstream_rate_limited: { sent: get(`issue/${plain}`), before: () => fault(429) },
  upstream_failed: { sent: get(`issue/${plain}`), before: () => fault(503) },
  answer_unreadable: { sent: get(`issue/${plain}`), before: () => fault(200, '{"id":"1') },
  storage_down: {
    sent: get(`issue/${plain}`),
    before: () => {
      wall.site.storage.faults.push({ operation: 'batch/get', times: 1, fault: { kind: 'status', status: 500 } });
    },
  },
};
/** Below: `upstream_timeout`, `request_malformed`. With the keys that have them: conditions and limits. The last two come of defects alone. */
const ELSEWHERE: readonly Reason[] = [
  'request_malformed',
  'upstream_timeout',
  'condition_unmet',
  'rotation_pending',
  'limit_reached',
  'page_too_long',
  'too_much_work',
  'answer_withheld',
  'internal',
];

function failWrite(status: number, body = ''): void {
  wall.site.jira.faults.push({ operationId: 'editIssue', times: 1, fault: { kind: 'status', status, body } });
}

const ask = (one: Case, headers: Sent['headers'] = {}): Promise<Answer> => {
  one.before?.();
  return wall.send(one.key?.() ?? wall.alpha, { ...one.sent, headers: { ...one.sent.headers, ...headers } });
};

/** Members that only some refusals have. */
const EXPLAINING = new Set(['why', 'missing', 'grant', 'cappedBy', 'condition', 'limit']);

/** What an answer may carry. The second line is the platform's and the server's own. */
const ALLOWED_HEADERS = new Set([
  ...['content-type', 'cache-control', 'x-request-id', 'www-authenticate', 'retry-after', 'allow'],
  ...['connection', 'date', 'keep-alive', 'content-length', 'transfer-encoding'],
  ...['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset'],
]);

test('every reason has a case here or elsewhere', () => {
  expect([...Object.keys(CASES), ...ELSEWHERE].sort()).toEqual(Object.keys(DENIALS).sort());
});

describe.each(Object.entries(CASES))('%s', (reason, one) => {
  const entry = Object.entries(DENIALS).find(([name]) => name === reason)?.[1];

  test("answers with its status, in Jira's shape and as a problem", async () => {
    const answer = await ask(one);
    expect({ status: answer.status, rule: answer.json?.rule }).toEqual({ status: entry?.status, rule: reason });
    expect(Object.keys(answer.json).filter((name) => !EXPLAINING.has(name))).toEqual([
      ...['errorMessages', 'errors', 'type', 'title', 'status', 'detail', 'rule', 'requestId'],
    ]);
    const { errorMessages, errors } = answer.json;
    const isText = (value: unknown) => typeof value === 'string' && value !== '';
    expect([...errorMessages, ...Object.values(errors)].length).toBeGreaterThan(0);
    expect([...errorMessages, ...Object.values(errors)].every(isText)).toBe(true);
    expect(answer.json).toMatchObject({
      type: `urn:scoped-keys-for-jira:error:${reason}`,
      title: entry?.title,
      status: entry?.status,
      requestId: answer.headers['x-request-id'],
    });
    expect(answer.json.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(isText(answer.json.detail)).toBe(true);
  });

  test('has only headers from the list, none of them to be kept by a cache', async () => {
    const answer = await ask(one);
    expect(Object.keys(answer.headers).filter((name) => !ALLOWED_HEADERS.has(name))).toEqual([]);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['content-type']).toBe('application/json;charset=UTF-8');
    expect(answer.headers['www-authenticate'] !== undefined).toBe(entry?.status === 401);
    expect(answer.headers['retry-after'] !== undefined).toBe(entry?.status === 429);
  });

  test('is a problem document where that is asked for, with the same content', async () => {
    const problem = await ask(one, { accept: 'application/problem+json, application/json;q=0.9' });
    wall.reset();
    const plainJson = await ask(one, { accept: 'application/json' });
    expect(problem.headers['content-type']).toBe('application/problem+json;charset=UTF-8');
    expect(plainJson.headers['content-type']).toBe('application/json;charset=UTF-8');
    expect({ ...problem.json, requestId: '' }).toEqual({ ...plainJson.json, requestId: '' });
  });
});

test('a 401 says how to authenticate, in both forms', async () => {
  const { headers } = await wall.send(wall.alpha, get('myself', { authorization: 'Basic eDp5' }));
  expect(String(headers['www-authenticate'])).toMatch(/Bearer realm="[^"]+"/);
  expect(String(headers['www-authenticate'])).toMatch(/Basic realm="[^"]+", charset="UTF-8"/);
});

test('a 405 lists the methods that are offered, as HTTP demands', async () => {
  const { status, headers } = await wall.send(wall.alpha, { method: 'OPTIONS', path: '/rest/api/3/myself' });
  expect({ status, allow: String(headers['allow']).split(', ').sort() }).toEqual({
    status: 405,
    allow: ['DELETE', 'GET', 'POST', 'PUT'],
  });
});

test('a success has headers from the list alone, whatever Jira sends', async () => {
  wall.site.jira.faults.push({
    times: 1,
    fault: {
      kind: 'status',
      status: 200,
      body: JSON.stringify({
        id: '11024',
        key: plain,
        fields: { summary: 'x', project: { id: '10001', key: 'ALPHA' }, security: null },
      }),
      headers: {
        'x-arequestid': 'jira',
        'set-cookie': 'a=b',
        'x-aaccountid': 'app',
        etag: '"1"',
        location: 'http://x',
      },
    },
  });
  const answer = await wall.send(wall.alpha, get(`issue/${plain}`));
  expect({ status: answer.status, summary: answer.json.fields.summary }).toEqual({ status: 200, summary: 'x' });
  expect(Object.keys(answer.headers).filter((name) => !ALLOWED_HEADERS.has(name))).toEqual([]);
});

test('missing permissions are listed by name, those of parts of a call too', async () => {
  const key = await wall.issue([{ projectId: projects.alpha.id, permissions: ['issue:read', 'issue:edit'] }]);
  const assigning = await wall.send(key, put({ fields: { assignee: { accountId: FIXTURE.people.colleague } } }));
  expect(assigning.json).toMatchObject({ status: 403, rule: 'permission_missing', missing: ['issue:assign'] });
  const holder = await wall.issue([{ projectId: projects.alpha.id, permissions: EVERYTHING }]);
  const allowed = await wall.send(holder, put({ fields: { assignee: { accountId: FIXTURE.people.colleague } } }));
  expect(allowed.status).toBe(204);
});

describe('a malformed event', () => {
  const event = { method: 'GET', path: '/public/x', userPath: '', headers: {}, queryParameters: {} };
  test.each([
    ['is no request', { ...event, method: 1 }],
    ['has headers that are no texts', { ...event, headers: { authorization: [1] } }],
    ['has a body that is no text', { ...event, body: { a: 1 } }],
    ['is empty', {}],
  ])('that %s is answered, and never with a failure of the platform', async (_, broken) => {
    const answer = await wall.site.trigger(broken as typeof event);
    expect(answer.status).toBe(401);
    expect(JSON.parse(answer.body)).toMatchObject({ rule: 'key_invalid' });
  });
});

test('two refusals of one reason differ in their request id alone', async () => {
  const one = await wall.send(wall.alpha, get('issue/ALPHA-99999'));
  const other = await wall.send(wall.alpha, get('issue/ALPHA-99998'));
  expect(one.json.requestId).not.toBe(other.json.requestId);
  expect(comparable(one)).toEqual(comparable(other));
});
