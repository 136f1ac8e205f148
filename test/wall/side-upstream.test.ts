/**
 * C-SIDE-02, 03, 06 and 07: nothing that Jira says passes. Not its texts, in whatever language and form, not its
 * headers, not its limits, and not whether it forbade a thing or does not have it.
 */
import { call, get, rich, VERSIONS } from './issue-operations';
import { type Answer, comparable, expectTwins, FIXTURE, openWall, type Sent, type Wall } from './site';
import { BOTH, THING_OPERATIONS } from './thing-operations';

const { missing, people } = FIXTURE;

let wall: Wall;
beforeAll(async () => {
  wall = await openWall();
});
afterAll(() => wall.stop());
afterEach(() => {
  Object.assign(wall.site.jira.switches, { locale: 'en', 'error.body': 'json', 'auth.failed': 'anonymous' });
  wall.site.jira.faults.length = 0;
  wall.reset();
});

describe('texts of Jira', () => {
  const READS: readonly (readonly [operationId: string, request: Sent, twin: Sent])[] = [
    ['getIssue', get('3', 'issue/ALPHA-24'), get('3', `issue/${missing.alphaKey}`)],
    ['getComments', get('3', 'issue/ALPHA-24/comment'), get('3', `issue/${missing.alphaKey}/comment`)],
    ['getTransitions', get('3', 'issue/ALPHA-24/transitions'), get('3', `issue/${missing.alphaKey}/transitions`)],
    ['getProject', get('3', 'project/ALPHA'), get('3', `project/${missing.projectKey}`)],
  ];
  const said = JSON.stringify({
    errorMessages: [
      "The value 'CANARY-998-said' does not exist for the field 'project'.",
      'at com.atlassian.Jira.java:1',
    ],
    errors: { CANARY: 'CANARY-998-said', summary: 'OMEGA-1 CANARY-998-said' },
  });
  const fail = (operationId: string, status: number, headers = {}) =>
    wall.site.jira.faults.push({ operationId, times: 1, fault: { kind: 'status', status, headers, body: said } });
  const STATUSES = [400, 401, 403, 404, 405, 409, 410, 413, 415, 422, 429, 500, 502, 503, 504];

  test.each(READS)('C-SIDE-02 · %s · no text of a failure passes', async (operationId, request) => {
    for (const status of STATUSES) {
      fail(operationId, status);
      const answer = await wall.send(wall.alpha, request);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.text).not.toMatch(/CANARY|OMEGA|com\.atlassian/);
    }
  });

  test.each(READS)(
    'C-SIDE-03 · %s · blocked, forbidden and gone read as never existing',
    async (operationId, request, twin) => {
      const never = await wall.send(wall.alpha, twin);
      expect(never.status).toBe(404);
      for (const status of [400, 401, 403, 404, 410])
        for (const headers of [{}, { 'forge-proxy-error': 'BLOCKED' }]) {
          fail(operationId, status, headers);
          const blocked = await wall.send(wall.alpha, request);
          expect([status, headers, comparable(blocked)]).toEqual([status, headers, comparable(never)]);
        }
      expect((await wall.send(wall.alpha, request)).status).toBe(200);
    },
  );

  test.each(VERSIONS)(
    'C-SIDE-03 · a project that apps are kept out of reads as never existing · v%s',
    async (version) => {
      for (const form of ['anonymous', '401-text', '401-json'] as const) {
        wall.site.jira.switches['auth.failed'] = form;
        await expectTwins(wall, wall.alpha, get(version, 'issue/BLOCK-1'), get(version, `issue/${missing.issueKey}`));
        await expectTwins(
          wall,
          wall.alpha,
          get(version, 'project/BLOCK'),
          get(version, `project/${missing.projectKey}`),
        );
      }
    },
  );

  const WRITES: readonly (readonly [operationId: string, request: Sent])[] = [
    ['editIssue', call('PUT', '3', 'issue/ALPHA-24', { fields: { labels: ['a'] } })],
    [
      'createIssue',
      call('POST', '3', 'issue', {
        fields: { project: { id: '10001' }, issuetype: { id: '10102' }, labels: ['a'], summary: 'New' },
      }),
    ],
    ['assignIssue', call('PUT', '3', 'issue/ALPHA-24/assignee', { accountId: people.colleague })],
    ['doTransition', call('POST', '3', 'issue/ALPHA-24/transitions', { transition: { id: '21' } })],
    ['addComment', call('POST', '3', 'issue/ALPHA-24/comment', { body: rich('3', 'Said') })],
    [
      'linkIssues',
      call('POST', '3', 'issueLink', {
        type: { name: 'Blocks' },
        inwardIssue: { key: 'ALPHA-24' },
        outwardIssue: { key: 'ALPHA-25' },
      }),
    ],
    ['deleteIssue', call('DELETE', '3', 'issue/ALPHA-24')],
  ];
  test.each(WRITES)('C-SIDE-02 · %s · only messages on fields that were sent pass', async (operationId, request) => {
    for (const status of STATUSES) {
      fail(operationId, status);
      const answer = await wall.send(wall.alpha, request);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      if (operationId !== 'createIssue') expect(answer.text).not.toMatch(/CANARY|OMEGA|com\.atlassian/);
      else expect(Object.keys(answer.json.errors).filter((name) => name !== 'summary')).toEqual([]);
      expect(answer.json.errorMessages.join()).not.toMatch(/CANARY|OMEGA|com\.atlassian/);
    }
  });

  test('C-SIDE-02 · refusals are the same whatever language and form Jira errs in', async () => {
    const [first] = await expectTwins(wall, wall.alpha, get('3', 'issue/OMEGA-1'), get('3', 'issue/NOPES-1'));
    for (const language of ['en', 'other', 'work-item'] as const)
      for (const form of ['json', 'empty', 'problem', 'html', 'cut'] as const) {
        Object.assign(wall.site.jira.switches, { locale: language, 'error.body': form });
        for (const { triple, request } of THING_OPERATIONS) {
          const [answer] = await expectTwins(wall, wall.alpha, request('3', triple[1]), request('3', triple[2]));
          expect(answer.status).toBe(404);
        }
        expect(comparable(await wall.send(wall.alpha, get('3', 'issue/OMEGA-1')))).toEqual(comparable(first));
      }
  });

  const PLATFORM = ['date', 'connection', 'keep-alive', 'transfer-encoding', 'content-length'];
  const RATE = ['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset'];
  const OURS = ['cache-control', 'content-type', 'x-request-id'];
  const expectOwnHeaders = (answer: Answer, more: readonly string[] = []) => {
    const allowed = new Set([...PLATFORM, ...RATE, ...OURS, ...more]);
    expect(Object.keys(answer.headers).filter((name) => !allowed.has(name))).toEqual([]);
    expect(answer.headers['cache-control']).toBe('no-store');
  };
  const LOUD = {
    'x-arequestid': 'a',
    'atl-traceid': 'b',
    'x-aaccountid': 'c',
    'x-seraph-loginreason': 'OK',
    'server-timing': 'd',
    warning: '199 - "x"',
    etag: '"e"',
    'last-modified': 'Wed, 25 Nov 2026 00:00:00 GMT',
    'set-cookie': 'f=g',
    location: 'https://media.example/token',
    link: '<https://x.example>; rel=next',
    'x-ratelimit-remaining': '1',
    'ratelimit-reason': 'jira-quota-global-based',
    'retry-after': '1717',
    'www-authenticate': 'OAuth realm="x"',
  };

  test.each(BOTH)('C-SIDE-06 · $id · headers are our own · v$version', async ({ triple, request, version }) => {
    for (const thing of triple) expectOwnHeaders(await wall.send(wall.alpha, request(version, thing)));
  });

  test.each(READS)('C-SIDE-06 · %s · no header of a failure passes', async (operationId, request) => {
    for (const status of STATUSES) {
      fail(operationId, status, status % 2 === 0 ? LOUD : { ...LOUD, 'forge-proxy-error': 'BLOCKED' });
      const answer = await wall.send(wall.alpha, request);
      expectOwnHeaders(answer, answer.status === 429 ? ['retry-after'] : []);
      const passed = JSON.stringify(
        Object.fromEntries(Object.entries(answer.headers).filter(([name]) => !RATE.includes(name))),
      );
      expect(passed).not.toMatch(/media\.example|BLOCKED|jira-quota|1717|x\.example/);
    }
  });

  test.each(READS)("C-SIDE-07 · %s · Jira's limits are told by a constant wait", async (operationId, request) => {
    const answers: Answer[] = [];
    for (const wait of ['1', '7', '1717', '']) {
      fail(operationId, 429, { ...LOUD, 'retry-after': wait, 'x-ratelimit-reset': wait });
      answers.push(await wall.send(wall.alpha, request));
    }
    const [first] = answers;
    expect(first?.status).toBe(429);
    expect(first?.headers['retry-after']).toMatch(/^[1-9][0-9]*$/);
    expect(answers.map(comparable)).toEqual(answers.map(() => first && comparable(first)));
  });
});
