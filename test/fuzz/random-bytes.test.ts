/**
 * Whatever is sent: an answer with a status that is written down, no call to Jira that nothing explains, nothing of
 * what is outside in the answer, and nothing outside changed. FUZZ_RUNS says how many requests are made.
 */
import { connect } from 'node:net';
import { canaries } from '../../local/jira/seeds/fixture';
import type { JiraState } from '../../local/jira/state';
import type { TriggerAnswer } from '../../local/site';
import fc from '../seeded-fast-check';
import { changedFields, withFieldsEmptied, withoutOpenSprints } from '../wall/ended-relations';
import { EVERYTHING, FIXTURE, type Key, openWall, type Wall } from '../wall/site';
import { unexplained } from './explained-call';
import { type RandomRequest, randomRequest } from './random-request';

const RUNS = Number(process.env['FUZZ_RUNS'] ?? 6_000);
const CHECKED_RUNS = Math.max(500, RUNS / 10);
const SOCKET_RUNS = Math.min(2_000, RUNS);
const { alpha, beta } = FIXTURE.projects;
/** Issues of ALPHA with a security level: no key reaches them. */
const SECURED = [FIXTURE.issues.secret.id, FIXTURE.issues.secretToo.id];
/** 500 and 424 are failures; 502 to 504 need a fault of Jira or storage, and there is none. */
const STATUSES: ReadonlySet<number> = new Set([200, 201, 204, 400, 401, 403, 404, 405, 409, 410, 413, 415, 431]);

const edit = (issue: string, body: string): [RandomRequest] => [
  {
    method: 'PUT',
    path: `/rest/api/3/issue/${issue}`,
    query: [],
    headers: [['content-type', 'application/json']],
    body,
    key: 'alpha',
  },
];
const move = (into: string, issue: string): [RandomRequest] => [
  {
    method: 'POST',
    path: `/rest/agile/1.0/${into}/issue`,
    query: [],
    headers: [['content-type', 'application/json']],
    body: JSON.stringify({ issues: [issue] }),
    key: 'alpha',
  },
];
/** Requests that once failed: a field that reached outside is set, one that is named and not set, a foreign sprint is left. */
const FOUND = [
  move('sprint/1003', '11015'),
  edit('11009', '{"fields":{"parent":{"key":"11001"}}}'),
  edit('11004', '{"update":{"parent":[]}}'),
];

let wall: Wall;
let start: JiraState;
let digest: string;
let marks: readonly string[];
beforeAll(async () => {
  wall = await openWall({ now: Date.parse('2026-11-02T09:00:00Z'), switches: { 'webtrigger.decoding': 'decoded' } });
  start = wall.site.fork();
  digest = wall.site.digestOutside([alpha.id]);
  const secured = SECURED.map((id) => start.issues.get(id)?.summary ?? 'the fixture has no such issue');
  marks = [...canaries(start), ...secured];
});
afterAll(() => wall.stop());

test(`${RUNS} random requests are answered, explained, and leave no trace outside`, async () => {
  const seen = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(randomRequest, async (request) => {
      wall.site.restore(start);
      wall.site.resetRecords();
      const answer = await wall.site.trigger(eventOf(request, keyOf(request)));
      seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1);
      await expectHarmless(answer, request);
    }),
    { numRuns: RUNS, examples: FOUND },
  );
  expect(wall.site.jira.unknownRoutes).toEqual([]);
  // The requests are worth something: many go through, and each kind of refusal is met.
  // A new issue is made by one in a thousand: of few requests by none at times.
  const made = RUNS < 20_000 ? [] : [201];
  for (const status of [200, ...made, 204, 400, 401, 403, 404, 405, 415]) {
    expect({ status, met: (seen.get(status) ?? 0) > RUNS / 20_000 }).toEqual({ status, met: true });
  }
  const succeeded = [200, 201, 204].reduce((sum, status) => sum + (seen.get(status) ?? 0), 0);
  expect(succeeded).toBeGreaterThan(RUNS / 20);
}, 600_000);

test(`${SOCKET_RUNS} connections with random bytes leave the gateway answering`, async () => {
  wall.site.restore(start);
  const target = new URL(wall.alpha.url);
  const requests = fc.sample(randomBytes(target.pathname), { numRuns: SOCKET_RUNS });
  const met = new Set<number>();
  for (let at = 0; at < requests.length; at += 20) {
    wall.site.resetRecords();
    const answers = await Promise.all(requests.slice(at, at + 20).map((bytes) => exchange(Number(target.port), bytes)));
    for (const [index, answer] of answers.entries()) {
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
      met.add(status);
      const known = status === 0 || STATUSES.has(status) || PLATFORM_STATUSES.has(status);
      const shown = known ? '' : requests[at + index]?.toString('latin1');
      expect({ status, known, shown }).toEqual({ status, known: true, shown: '' });
      expect(marks.filter((mark) => answer.includes(mark))).toEqual([]);
    }
    expect(wall.site.jira.calls.map((call) => unexplained(call, [alpha.id])).filter(Boolean)).toEqual([]);
  }
  expect([200, 400, 401, 404].filter((status) => !met.has(status))).toEqual([]);
  expect(wall.site.digestOutside([alpha.id])).toBe(digest);
  const after = await wall.send(wall.alpha, { method: 'GET', path: '/rest/api/3/myself' });
  expect(after.status).toBe(200);
});

test(`${CHECKED_RUNS} random requests hear from a check what they hear when they are made`, async () => {
  const met = new Set<string>();
  await fc.assert(
    fc.asyncProperty(randomRequest, async (request) => {
      // A check carries a method, a path, a query and JSON; what else a request may be, it cannot ask about.
      const body = jsonOf(request);
      const plain = request.query.every(([name, value]) => /^[a-zA-Z]+$/.test(name) && !/[%+,]/.test(value));
      fc.pre(request.key !== 'none' && body !== 'none' && plain && isDistinct(request.query));
      const key = keyOf(request);
      wall.site.restore(start);
      const query = Object.fromEntries(request.query);
      // In a check as in a URL, a question mark that belongs to the path is escaped.
      const path = request.path.replaceAll('?', '%3F');
      const asked = { method: request.method, path, query, ...(body === undefined ? {} : { body }) };
      const check = {
        method: 'POST',
        path: '/key/self/check',
        query: [],
        body: JSON.stringify(asked),
        key: request.key,
      };
      const headers = [['content-type', 'application/json']] as const;
      const checked = await wall.site.trigger(
        eventOf({ ...request, ...check, headers: [...headers] } as RandomRequest, key),
      );
      const said = JSON.parse(checked.body);
      fc.pre(checked.status === 200);
      expect(wall.site.digestOutside([alpha.id])).toBe(digest);
      const real = { ...request, headers: body === undefined ? [] : [...headers] } as RandomRequest;
      wall.site.resetRecords();
      const made = await wall.site.trigger(
        eventOf(body === undefined ? real : { ...real, body: JSON.stringify(body) }, key),
      );
      const heard = made.status >= 300 && made.body !== '' ? JSON.parse(made.body).rule : 'allowed';
      met.add(heard);
      // What Jira says of a write that it was sent, no check can know.
      const isJiras = wall.site.jira.calls.some(
        ({ method, rawPath }) => method !== 'GET' && !READS_BY_POST.test(rawPath),
      );
      expect([asked, said.allowed ? 'allowed' : said.rule]).toEqual([asked, isJiras ? 'allowed' : heard]);
    }),
    { numRuns: CHECKED_RUNS },
  );
  expect([...met]).toEqual(expect.arrayContaining(['allowed', 'absent', 'permission_missing', 'operation_unknown']));
}, 600_000);

/** The body as JSON; `none` where it is something else. */
function jsonOf({ body }: RandomRequest): unknown {
  if (body === undefined || body === '') return undefined;
  try {
    const value: unknown = JSON.parse(body);
    return JSON.stringify(value) === body ? value : 'none';
  } catch {
    return 'none';
  }
}

const isDistinct = (query: RandomRequest['query']): boolean =>
  new Set(query.map(([name]) => name)).size === query.length;

/** What the server and the platform say themselves, before the app. */
const PLATFORM_STATUSES: ReadonlySet<number> = new Set([302, 303, 408, 417, 501, 505]);

async function expectHarmless(answer: TriggerAnswer, request: RandomRequest): Promise<void> {
  const { site } = wall;
  const projectIds = request.key === 'mixed' ? [alpha.id, beta.id] : [alpha.id];
  const writes = site.jira.calls.some(({ method, rawPath }) => method !== 'GET' && !READS_BY_POST.test(rawPath));
  const problem = answer.status >= 300 && answer.body !== '' ? JSON.parse(answer.body) : { status: answer.status };
  const missing: readonly string[] = problem.missing ?? [];
  const after = site.jira.state();
  const { issues } = after;
  const found = {
    status: STATUSES.has(answer.status) ? 0 : answer.status,
    told: problem.status,
    unexplained: site.jira.calls.map((call) => unexplained(call, projectIds)).filter(Boolean),
    marks: marks.filter((mark) => answer.body.includes(mark)),
    outsideTries: site.outsideTries,
    failures: site.invocations.filter(({ outcome }) => outcome !== 'answered'),
    alarms: site.invocations.flatMap(({ logs }) => logs.filter((line) => line.includes('"alarm"'))),
    // Nothing can have changed where nothing was written.
    digest: writes ? site.digestOutside([alpha.id]) : digest,
    secured: SECURED.filter((id) => issues.get(id) !== start.issues.get(id)),
    // What a key holds in its only project can be missing nowhere but in a project that must look absent.
    betrayed: request.key === 'alpha' ? missing.filter((permission) => EVERYTHING.includes(permission)) : [],
    writesWithoutRight: writes && request.key !== 'alpha' && request.key !== 'mixed',
  };
  expect(found).toEqual({
    status: 0,
    told: answer.status,
    unexplained: [],
    marks: [],
    outsideTries: [],
    failures: [],
    alarms: [],
    digest: await expectedDigest(after),
    secured: [],
    betrayed: [],
    writesWithoutRight: false,
  });
}

/**
 * What an allowed write ends across the border, and no more: deleting an issue takes its relations off the issues at
 * their other ends, as Jira does itself, a field that is set loses what it held before, and an issue that is moved into a
 * sprint or an epic leaves the one in which it was.
 */
async function expectedDigest(after: JiraState): Promise<string> {
  const { calls } = wall.site.jira;
  const succeeded = ({ status }: { readonly status: number }) => status === 200 || status === 204;
  const aboutIssue = ({ rawPath }: { readonly rawPath: string }) => /\/issue\/\d+(?:\?|$)/.test(rawPath);
  const deleted = calls.find((call) => call.method === 'DELETE' && aboutIssue(call) && succeeded(call));
  if (deleted !== undefined) {
    wall.site.restore(start);
    await wall.site.jira.call({ ...deleted, path: deleted.rawPath });
    return wall.site.digestOutside([alpha.id]);
  }
  const moved = calls.find((call) => call.method === 'POST' && MOVING.test(call.rawPath) && succeeded(call));
  if (moved !== undefined) {
    wall.site.restore(
      JSON.parse(moved.body ?? '{}')
        .issues.map(String)
        .reduce(withMoved(after, moved.rawPath), start),
    );
    return wall.site.digestOutside([alpha.id]);
  }
  const edited = calls.find((call) => call.method === 'PUT' && aboutIssue(call) && succeeded(call));
  if (edited === undefined) return digest;
  const issueId = /\/issue\/(\d+)/.exec(edited.rawPath)?.[1] ?? '';
  const { fields = {}, update = {} } = JSON.parse(edited.body ?? '{}');
  // A list of no verbs sets nothing.
  const set = changedFields(start, after, issueId, Object.keys({ ...fields, ...update }));
  wall.site.restore(withFieldsEmptied(start, issueId, set));
  return wall.site.digestOutside([alpha.id]);
}

const MOVING = /\/rest\/agile\/1\.0\/(?:sprint|backlog|board|epic)\/\d+\/issue(?:\?|$)/;

/** The state before, in which an issue that was moved has left what it was in; one that was not moved is as it was. */
const withMoved =
  (after: JiraState, rawPath: string) =>
  (state: JiraState, issueId: string): JiraState => {
    if (rawPath.includes('/epic/')) {
      const held = ['parent', FIXTURE.fields.epicLink];
      return withFieldsEmptied(state, issueId, changedFields(state, after, issueId, held));
    }
    const [was, is] = [state, after].map((each) => JSON.stringify(each.issues.get(issueId)?.sprintIds));
    return was === is ? state : withoutOpenSprints(state, issueId);
  };

const READS_BY_POST = /\/(?:bulkfetch|search\/jql|search\/approximate-count)$/;

const keyOf = ({ key }: RandomRequest): Key => (key === 'none' ? wall.alpha : wall[key]);

/** The event that the platform makes of a request: values as lists, decoded. */
function eventOf(request: RandomRequest, key: Key): Parameters<Wall['site']['trigger']>[0] {
  const headers: Record<string, string[]> = Object.create(null);
  for (const [name, value] of request.headers) headers[name] = [...(headers[name] ?? []), value];
  if (request.key !== 'none') headers['authorization'] = [`Bearer ${key.text}`];
  const queryParameters: Record<string, string[]> = Object.create(null);
  for (const [name, value] of request.query) {
    queryParameters[name] = [...(queryParameters[name] ?? []), ...value.split(',')];
  }
  return {
    method: request.method,
    path: new URL(key.url).pathname + request.path,
    userPath: request.path,
    headers,
    queryParameters,
    ...(request.body === undefined ? {} : { body: request.body }),
  };
}

/** From requests that a server reads to bytes that are no HTTP at all. Deleting has its say above. */
function randomBytes(root: string): fc.Arbitrary<Buffer> {
  const bytes = fc.uint8Array({ maxLength: 200 }).map((each) => Buffer.from(each));
  const wellFormed = randomRequest
    .filter(({ method }) => method !== 'DELETE')
    .map(({ method, path, query, body }) => {
      const target = `${root}${encodeURI(wellFormedText(path))}`.replace(/[^\x21-\x7e]/g, '');
      const search = query
        .map((pair) => pair.map((part) => encodeURIComponent(wellFormedText(part))).join('='))
        .join('&');
      const content = Buffer.from(body ?? '');
      const head = [
        `${/^[A-Z]+$/.test(method) ? method : 'GET'} ${target}${search === '' ? '' : `?${search}`} HTTP/1.1`,
        'Host: localhost',
        `Authorization: Bearer ${wall.alpha.text}`,
        'Content-Type: application/json',
        `Content-Length: ${content.length}`,
        'Connection: close',
      ].join('\r\n');
      return Buffer.concat([Buffer.from(`${head}\r\n\r\n`), content]);
    });
  const damaged = fc.tuple(wellFormed, bytes, fc.nat()).map(([request, some, place]) => {
    const at = place % request.length;
    return Buffer.concat([request.subarray(0, at), some, request.subarray(at + some.length)]);
  });
  const without = wellFormed.map((each) =>
    Buffer.from(each.toString('latin1').replace(/Authorization: [^\r]*/, 'X: y')),
  );
  return fc.oneof(
    { arbitrary: wellFormed, weight: 4 },
    { arbitrary: damaged, weight: 4 },
    { arbitrary: without, weight: 1 },
    { arbitrary: bytes, weight: 1 },
  );
}

const wellFormedText = (text: string): string => Buffer.from(text, 'utf8').toString('utf8');

/** All that comes back; half of the connection is closed after sending, so that nobody waits for more. */
function exchange(port: number, bytes: Buffer): Promise<string> {
  return new Promise((done) => {
    const chunks: Buffer[] = [];
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true }, () => socket.end(bytes));
    const finish = () => {
      socket.destroy();
      done(Buffer.concat(chunks).toString('latin1'));
    };
    socket.setTimeout(5_000, finish);
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('end', finish);
    socket.on('error', finish);
  });
}
