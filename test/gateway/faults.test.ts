/**
 * Jira and storage failing: a caller hears what to do and nothing that Jira said, a write is never sent twice, and
 * what is told about it ("nothing was done", "may have been made") is true.
 */
import { SWITCH_FORMS } from '../../local/jira/switches';
import { type Answer, comparable, FIXTURE, openWall, type Sent, type Wall, work } from '../wall/site';

const { issues, projects } = FIXTURE;
const plain = issues.plain.key;
/** Stands in for all that an error of Jira may quote. */
const QUOTED = 'Canary text of another project';

let wall: Wall;
beforeAll(async () => {
  wall = await openWall();
});
beforeEach(() => {
  wall.reset();
  wall.site.resetRecords();
  wall.site.jira.beforeCall = undefined;
  wall.site.jira.switches['error.body'] = 'json';
});
afterAll(() => wall.stop());

const get = (path: string): Sent => ({ method: 'GET', path: `/rest/api/3/${path}` });
const READ = get(`issue/${plain}`);
const BESIDE = get(`issue/${issues.alpha1.key}/comment`);
const SEARCH = get('search/jql?jql=&fields=summary');
const EDIT: Sent = { method: 'PUT', path: `/rest/api/3/issue/${plain}`, body: { fields: { summary: 'Edited' } } };
const COMMENT: Sent = { method: 'POST', path: `/rest/api/2/issue/${plain}/comment`, body: { body: 'Said once' } };
const CREATE: Sent = {
  method: 'POST',
  path: '/rest/api/3/issue',
  body: { fields: { project: { id: projects.alpha.id }, issuetype: { name: 'Task' }, summary: 'Made once' } },
};
const LINK: Sent = {
  method: 'POST',
  path: '/rest/api/3/issueLink',
  body: { type: { name: 'Blocks' }, inwardIssue: { key: plain }, outwardIssue: { key: issues.plainToo.key } },
};
const DELETE: Sent = { method: 'DELETE', path: `/rest/api/3/issue/${plain}` };

const WRITES: readonly (readonly [operationId: string, sent: Sent])[] = [
  ['createIssue', CREATE],
  ['editIssue', EDIT],
  ['addComment', COMMENT],
  ['linkIssues', LINK],
  ['deleteIssue', DELETE],
];
const READS: readonly (readonly [operationId: string, sent: Sent])[] = [
  ['getIssue', READ],
  ['getComments', BESIDE],
  ['getIssue', BESIDE],
  ['searchAndReconsileIssuesUsingJqlPost', SEARCH],
];
/** Look-ups that come before a write. */
const LOOK_UPS: readonly (readonly [operationId: string, sent: Sent])[] = [
  ['getIssue', EDIT],
  ['getIssue', COMMENT],
  ['bulkFetchIssues', LINK],
  ['getIssue', DELETE],
];

type Fault = Wall['site']['jira']['faults'][number]['fault'];
const fail = (operationId: string, fault: Fault, times = 1): void => {
  wall.site.jira.faults.push({ operationId, times, fault });
};
const status = (code: number, headers: Readonly<Record<string, string>> = {}): Fault => ({
  kind: 'status',
  status: code,
  headers,
  body: JSON.stringify({ errorMessages: [QUOTED], errors: { [QUOTED]: QUOTED } }),
});
/** How often an operation arrived at Jira in this test. */
const arrivals = (operationId: string): number =>
  wall.site.jira.calls.filter((call) => call.operationId === operationId).length;
const writesIn = (answer: Answer): number => answer.calls.filter(({ operationId }) => isWrite(operationId)).length;
const isWrite = (operationId: string | null): boolean => WRITES.some(([name]) => name === operationId);
const nothingChanged = async (run: () => Promise<Answer>): Promise<Answer> => {
  const before = wall.site.digestOutside([]);
  const answer = await run();
  expect(wall.site.digestOutside([])).toBe(before);
  return answer;
};
const quiet = (answer: Answer): void => expect(answer.text).not.toContain(QUOTED);

describe('where Jira limits the app', () => {
  test.each([...READS, ...WRITES, ...LOOK_UPS])('%s, the caller waits as long as we say', async (name, sent) => {
    fail(name, status(429, { 'retry-after': '1234', 'x-ratelimit-nearlimit': 'true' }));
    const told = await nothingChanged(() => wall.send(wall.alpha, sent));
    fail(name, status(429));
    const untold = await nothingChanged(() => wall.send(wall.alpha, sent));
    expect({ status: told.status, wait: told.headers['retry-after'] }).toEqual({ status: 429, wait: '30' });
    expect(told.json.rule).toBe('upstream_rate_limited');
    expect(comparable(told)).toEqual(comparable(untold));
    quiet(told);
    expect(arrivals(name)).toBe(2);
  });
});

describe('where Jira fails', () => {
  test.each(READS.flatMap(([name, sent]) => [500, 502, 503, 504].map((code) => [code, name, sent] as const)))(
    'with %i at %s, a read is 502, asked once',
    async (code, name, sent) => {
      fail(name, status(code));
      const answer = await wall.send(wall.alpha, sent);
      expect({ status: answer.status, rule: answer.json.rule }).toEqual({ status: 502, rule: 'upstream_failed' });
      expect(answer.json.detail).not.toMatch(/may have been made/);
      expect(arrivals(name)).toBe(1);
      quiet(answer);
    },
  );

  test.each(WRITES)(
    'at %s itself, the caller is told that it may have been made, and it is sent once',
    async (name, sent) => {
      fail(name, status(500));
      const answer = await wall.send(wall.alpha, sent);
      expect({ status: answer.status, rule: answer.json.rule }).toEqual({ status: 502, rule: 'upstream_failed' });
      expect(answer.json.detail).toMatch(/may have been made/);
      expect(arrivals(name)).toBe(1);
      quiet(answer);
    },
  );

  test.each(LOOK_UPS)('at a look-up, %s, nothing is written and nothing was done', async (name, sent) => {
    fail(name, status(500));
    const answer = await nothingChanged(() => wall.send(wall.alpha, sent));
    expect({ status: answer.status, writes: writesIn(answer) }).toEqual({ status: 502, writes: 0 });
    expect(answer.json.detail).not.toMatch(/may have been made/);
  });
});

describe('where the connection breaks', () => {
  test.each(WRITES)('before Jira acted on %s, the write is sent once and told as perhaps made', async (name, sent) => {
    fail(name, { kind: 'cut', when: 'before' });
    const answer = await nothingChanged(() => wall.send(wall.alpha, sent));
    expect({ status: answer.status, sent: arrivals(name) }).toEqual({ status: 502, sent: 1 });
    expect(answer.json.detail).toMatch(/may have been made/);
  });

  test.each(WRITES)('after Jira acted on %s, it has happened once', async (name, sent) => {
    const [before, count] = [wall.site.digestOutside([]), wall.site.fork()];
    fail(name, { kind: 'cut', when: 'after' });
    const answer = await wall.send(wall.alpha, sent);
    expect({ status: answer.status, sent: arrivals(name) }).toEqual({ status: 502, sent: 1 });
    expect(answer.json.detail).toMatch(/may have been made/);
    expect(wall.site.digestOutside([])).not.toBe(before);
    const after = wall.site.fork();
    const grown = [after.issues.size - count.issues.size, after.comments.size - count.comments.size];
    expect(grown.every((more) => Math.abs(more) <= 1)).toBe(true);
  });

  test.each(READS)('at %s, a read is 502', async (name, sent) => {
    fail(name, { kind: 'cut', when: 'after' });
    const answer = await wall.send(wall.alpha, sent);
    expect({ status: answer.status, rule: answer.json.rule }).toEqual({ status: 502, rule: 'upstream_failed' });
  });

  test('in the middle of an answer, what arrived of it is not shown', async () => {
    const body = JSON.stringify({ id: '11024', key: plain, fields: { summary: QUOTED } });
    fail('getIssue', { kind: 'status', status: 200, body, headers: { 'content-length': '9000' } });
    const answer = await wall.send(wall.alpha, READ);
    expect(answer.status).toBe(502);
    quiet(answer);
  });
});

describe('where Jira is slow', () => {
  test('an answer that comes within the deadline is given', async () => {
    fail('getIssue', { kind: 'slow', delayMs: 60 });
    expect((await wall.send(wall.alpha, READ)).status).toBe(200);
  });

  test('after the deadline has passed in a look-up, the write is not sent any more', async () => {
    wall.site.jira.beforeCall = () => wall.site.clock.advance(51_000);
    const answer = await nothingChanged(() => wall.send(wall.alpha, EDIT));
    expect({ status: answer.status, rule: answer.json.rule }).toEqual({ status: 504, rule: 'upstream_timeout' });
    expect(answer.json.detail).not.toMatch(/may have been made/);
    expect(writesIn(answer)).toBe(0);
  });
});

describe("Jira's refusals", () => {
  test.each(SWITCH_FORMS['error.body'])('with a body as %s, a missing issue reads like any other', async (form) => {
    const usual = await wall.send(wall.alpha, get('issue/ALPHA-99999'));
    wall.site.jira.switches['error.body'] = form;
    const answer = await wall.send(wall.alpha, get('issue/ALPHA-99999'));
    expect(answer.status).toBe(404);
    expect(comparable(answer)).toEqual(comparable(usual));
    expect(work(answer)).toEqual(work(usual));
  });

  test.each(SWITCH_FORMS['error.body'])('with a body as %s, a refused write says the same status', async (form) => {
    wall.site.jira.switches['error.body'] = form;
    const answer = await wall.send(wall.alpha, { ...EDIT, body: { fields: { summary: '' } } });
    expect({ status: answer.status, rule: answer.json.rule }).toEqual({ status: 400, rule: 'upstream_rejected' });
    expect(Object.keys(answer.json.errors)).toEqual(form === 'json' ? ['summary'] : []);
  });

  test('of 400 the messages for fields that were sent pass, and no other text', async () => {
    const body = {
      errorMessages: [QUOTED],
      errors: { summary: 'Too long.', labels: QUOTED, customfield_10072: QUOTED },
    };
    fail('editIssue', { kind: 'status', status: 400, body: JSON.stringify(body) });
    const answer = await wall.send(wall.alpha, EDIT);
    expect(answer.json).toMatchObject({ status: 400, errors: { summary: 'Too long.' } });
    expect(Object.keys(answer.json.errors)).toEqual(['summary']);
    quiet(answer);
  });

  test.each([401, 403])('%i of a read is absence, of a write a lack of rights, without a word', async (code) => {
    const absent = await wall.send(wall.alpha, get('issue/ALPHA-99999'));
    fail('getIssue', status(code));
    const read = await wall.send(wall.alpha, READ);
    expect(comparable(read)).toEqual(comparable(absent));
    fail('editIssue', status(code));
    const written = await wall.send(wall.alpha, EDIT);
    expect({ status: written.status, rule: written.json.rule }).toEqual({ status: 403, rule: 'upstream_forbidden' });
    quiet(written);
  });
});

describe('where storage fails', () => {
  const refuse = (operation: string, code: 429 | 500): void => {
    wall.site.storage.faults.push({ operation, times: 1, fault: { kind: 'status', status: code } });
  };
  const logged = (): readonly Readonly<Record<string, unknown>>[] =>
    wall.site.invocations.flatMap(({ logs }) =>
      logs.filter((line) => line.includes('{')).map((line) => JSON.parse(line.slice(line.indexOf('{')))),
    );

  test.each([429, 500] as const)('with %i before the call, nothing is done', async (code) => {
    for (const sent of [READ, CREATE, EDIT, DELETE]) {
      refuse('batch/get', code);
      const answer = await nothingChanged(() => wall.send(wall.alpha, sent));
      expect({ status: answer.status, rule: answer.json.rule, calls: answer.calls }).toEqual({
        status: 503,
        rule: 'storage_down',
        calls: [],
      });
    }
  });

  test.each([429, 500] as const)('with %i at the record, the answer is given and the log says so', async (code) => {
    for (const [sent, expected] of [
      [READ, 200],
      [CREATE, 201],
      [get('issue/ALPHA-99999'), 404],
    ] as const) {
      wall.site.resetRecords();
      refuse('entity/set', code);
      const answer = await wall.send(wall.alpha, sent);
      expect(answer.status).toBe(expected);
      expect(logged()).toEqual([expect.objectContaining({ requestId: answer.headers['x-request-id'], audit: false })]);
    }
    wall.site.resetRecords();
    await wall.send(wall.alpha, READ);
    expect(logged()).toEqual([expect.not.objectContaining({ audit: false })]);
  });

  test('at the names of a project that could not be kept, the answer is given', async () => {
    wall.site.clock.advance(15 * 60_000);
    refuse('set', 500);
    const answer = await wall.send(wall.alpha, get(`search/jql?jql=${encodeURIComponent('status = "To Do"')}`));
    expect({ status: answer.status, found: answer.json.issues.length > 0 }).toEqual({ status: 200, found: true });
  });
});
