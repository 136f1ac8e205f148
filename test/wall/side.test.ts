/**
 * C-SIDE-01, 04, 05, 12 and 13: what a refusal says besides its words. One order for all operations (credential,
 * shape, a right held in any project, references, rights in that project, content), the same work and time for
 * foreign and invented, nothing of the caller's text.
 *
 * C-SIDE-08 and C-SIDE-10 are accepted by the catalogue: an issue's own write limit, and gaps between ids.
 */
import { call, get, VERSIONS } from './issue-operations';
import {
  type Answer,
  comparable,
  expectNoCanary,
  expectTwins,
  FIXTURE,
  openWall,
  type Sent,
  type Wall,
  work,
} from './site';
import { BOTH, MY_PERMISSIONS } from './thing-operations';
import { expectFixed } from './wire';

const { projects, missing } = FIXTURE;

let wall: Wall;
beforeAll(async () => {
  wall = await openWall();
});
afterAll(() => wall.stop());
afterEach(() => wall.reset());

const bodied = BOTH.filter(({ request, version, triple }) => request(version, triple[0]).body !== undefined);

describe('C-SIDE-01', () => {
  test.each(BOTH)(
    'C-SIDE-01 · $id · foreign reads as never existing, own is served · v$version',
    async ({ triple, request, version, status }) => {
      const [own, foreign, never] = triple;
      for (const key of [wall.alpha, wall.mixed]) {
        // Names may have been forgotten after a write, and are no part of a twin's work.
        await wall.send(key, get(version, 'priority'));
        const [answer] = await expectTwins(wall, key, request(version, foreign), request(version, never));
        expect(answer.status).toBe(404);
      }
      expect((await wall.send(wall.alpha, request(version, own))).status).toBe(status);
    },
  );

  const OTHER_METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'];
  test.each(BOTH)('C-SIDE-01 · $id · every method answers alike · v$version', async ({ triple, request, version }) => {
    const [, foreign, never] = triple;
    for (const method of OTHER_METHODS) {
      const [one] = await expectTwins(
        wall,
        wall.alpha,
        { ...request(version, foreign), method },
        { ...request(version, never), method },
      );
      expect([method, one.status >= 400]).toEqual([method, true]);
    }
  });

  const MALFORMED: readonly (readonly [string, Partial<Sent>])[] = [
    ['no JSON', { body: '{', headers: { 'content-type': 'application/json' } }],
    ['no object', { body: '[]', headers: { 'content-type': 'application/json' } }],
    ['an unknown member', { body: { unknown: 1 } }],
    ['no media type', { body: '{}' }],
    ['too large', { body: ' '.repeat(1_000_001), headers: { 'content-type': 'application/json' } }],
  ];
  // Where the reference stands in the body, a broken body names nothing.
  const byPath = bodied.filter(({ request, triple }) => request('3', triple[0]).path !== request('3', triple[1]).path);
  test.each(byPath)(
    'C-SIDE-01 · $id · a malformed body is refused before anything is looked up · v$version',
    async ({ triple, request, version }) => {
      for (const [, broken] of MALFORMED) {
        const requests = triple.map((thing) => {
          const { body: _body, headers: _headers, ...rest } = request(version, thing);
          return { ...rest, ...broken };
        });
        const { status } = await wall.send(wall.alpha, requests[0] as Sent);
        expect(status).toBeGreaterThanOrEqual(400);
        await expectFixed(wall, wall.alpha, requests, status);
      }
    },
  );

  test.each(BOTH.filter(({ request, triple }) => request('3', triple[0]).body === undefined))(
    'C-SIDE-01 · $id · a query that is not offered is refused before anything is looked up · v$version',
    ({ triple, request, version }) =>
      expectFixed(
        wall,
        wall.alpha,
        triple.map((thing) => ({ ...request(version, thing), path: `${request(version, thing).path}?unknown=1` })),
        400,
      ),
  );

  const READ_BY_READER = [
    'getIssue',
    'getTransitions',
    'GET issueLink',
    'getRemoteIssueLinks',
    'getIssueWatchers',
    'getVotes',
    MY_PERMISSIONS,
  ];
  test.each(BOTH.filter(({ id }) => !READ_BY_READER.includes(id)))(
    'C-SIDE-01 · $id · a right that no grant holds is said of own, foreign and invented alike · v$version',
    ({ triple, request, version }) =>
      expectFixed(
        wall,
        wall.reader,
        triple.map((thing) => request(version, thing)),
        403,
      ),
  );

  test.each(BOTH)(
    'C-SIDE-01 · $id · without a good key, shape and reference say nothing · v$version',
    async ({ triple, request, version }) => {
      const bad = { ...wall.alpha, text: 'none' };
      const requests = triple.flatMap((thing) => [request(version, thing), { ...request(version, thing), body: '{' }]);
      await expectFixed(wall, bad, requests, 401);
    },
  );

  test.each(VERSIONS)('C-SIDE-01 · references come before rights, rights before content · v%s', async (version) => {
    const edit = (issue: string, fields: object) => call('PUT', version, `issue/${issue}`, { fields });
    const rows: readonly (readonly [number, Sent])[] = [
      // Foreign and beyond the right: absence wins. Inside and beyond the right: the right. Inside with it: content.
      [404, edit('OMEGA-1', { summary: 'x' })],
      [403, edit('BETA-1', { summary: 'x' })],
      [404, edit('BETA-1', { parent: { key: 'OMEGA-1' } })],
      [404, edit('BETA-1', { parent: { key: missing.issueKey } })],
      [403, edit('BETA-1', { priority: { name: 'None of these' } })],
      [404, edit('ALPHA-24', { parent: { key: 'OMEGA-1' }, priority: { name: 'None of these' } })],
      [400, edit('ALPHA-24', { priority: { name: 'None of these' } })],
      [204, edit('ALPHA-24', { summary: 'x' })],
    ];
    for (const [status, request] of rows) {
      const answer = await wall.send(wall.mixed, request);
      expect([request.path, request.body, answer.status]).toEqual([request.path, request.body, status]);
    }
  });
});

describe('work and time', () => {
  const searching = (name: string) => get('3', `search/jql?jql=fixVersion%3D%22${encodeURIComponent(name)}%22`);
  const setting = (name: string) => call('PUT', '3', 'issue/ALPHA-24', { fields: { fixVersions: [{ name }] } });
  const omegaVersion = (): string => wall.site.fork().versions.get(FIXTURE.versions.omega1)?.name ?? '';
  test.each([
    ['a name in JQL', searching, omegaVersion, 'Never made', 200],
    ['a name in a body', setting, omegaVersion, 'Never made', 400],
    ['an issue', (key: string) => get('3', `issue/${key}`), () => 'OMEGA-1', 'NOPES-1', 404],
    ['a project', (key: string) => get('3', `project/${key}`), () => 'OMEGA', 'NOPES', 404],
  ])(
    'C-SIDE-05 · %s · cold and warm, foreign and invented differ in nothing',
    async (_what, request, foreign, never, status) => {
      expect(foreign()).not.toBe('');
      const rounds = async (name: string) => {
        const answers: Answer[] = [];
        for (let round = 0; round < 4; round += 1) {
          // The first of two calls comes after the life of whatever is kept.
          if (round % 2 === 0) wall.site.clock.advance(20 * 60_000);
          answers.push(await wall.send(wall.alpha, request(name)));
        }
        return answers;
      };
      const ofForeign = await rounds(foreign());
      const ofNever = await rounds(never);
      expect(ofForeign.map(comparable)).toEqual(ofNever.map(comparable));
      expect(ofForeign.map(work)).toEqual(ofNever.map(work));
      expect(ofForeign.map((answer) => answer.status)).toEqual([status, status, status, status]);
      for (const answer of ofForeign) expectNoCanary(wall, answer);
    },
  );
});

describe('what a refusal says', () => {
  const MARK = 'Zqxjk';
  const REFLECTING: readonly Sent[] = [
    get('3', `${MARK}/x`),
    get('3', `issue/${MARK}-1`),
    get('3', `issue/ALPHA-1/comment/${MARK}`),
    get('3', `project/${MARK}`),
    get('3', `issue/ALPHA-1?${MARK}=1`),
    get('3', `issue/ALPHA-1?expand=${MARK}`),
    get('3', `issue/ALPHA-1?fieldsByKeys=${MARK}`),
    get('3', `issue/ALPHA-1/comment?startAt=${MARK}`),
    get('3', `search/jql?jql=${MARK}%20%3D%201`),
    get('3', `search/jql?jql=project%20${MARK}%201`),
    get('3', `search/jql?jql=assignee%20in%20${MARK}()`),
    get('3', `search/jql?jql=summary%20~%20%22${MARK}`),
    get('3', `search/jql?jql=project%3DALPHA&nextPageToken=${MARK}`),
    call('PUT', '3', 'issue/ALPHA-24', { [MARK]: 1 }),
    call('PUT', '3', 'issue/ALPHA-24', { fields: { [MARK]: 1 } }),
    call('PUT', '3', 'issue/ALPHA-24', { fields: { priority: { name: MARK } } }),
    call('PUT', '3', 'issue/ALPHA-24', { fields: { fixVersions: [{ name: MARK }] } }),
    call('PUT', '3', 'issue/ALPHA-24', { fields: { parent: { key: `${MARK}-1` } } }),
    call('PUT', '3', 'issue/ALPHA-24', { fields: { duedate: MARK } }),
    call('PUT', '3', 'issue/ALPHA-24', { update: { labels: [{ [MARK]: 'a' }] } }),
    call('PUT', '3', 'issue/ALPHA-24/assignee', { accountId: MARK }),
    call('POST', '3', 'issue/ALPHA-24/transitions', { transition: { id: MARK } }),
    call('POST', '3', 'issueLink', {
      type: { name: MARK },
      inwardIssue: { key: 'ALPHA-24' },
      outwardIssue: { key: 'ALPHA-25' },
    }),
    { ...call('PUT', '3', 'issue/ALPHA-24'), body: `{"${MARK}`, headers: { 'content-type': 'application/json' } },
    { ...get('3', 'issue/ALPHA-1'), headers: { authorization: `Bearer ${MARK}` } },
    { ...get('3', 'issue/ALPHA-1'), method: 'PATCH' },
  ];
  test.each(REFLECTING)('C-SIDE-12 · nothing of $method $path $body is said back', async (request) => {
    for (const accept of ['application/json', 'application/problem+json']) {
      const answer = await wall.send(wall.alpha, { ...request, headers: { accept, ...request.headers } });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.text.toLowerCase()).not.toContain(MARK.toLowerCase());
      expect(JSON.stringify(answer.headers).toLowerCase()).not.toContain(MARK.toLowerCase());
    }
  });

  test.each(BOTH)(
    'C-SIDE-13 · $id · problem details say no more of foreign than of invented · v$version',
    async ({ triple, request, version }) => {
      const asked = (thing: string): Sent => {
        const sent = request(version, thing);
        return {
          ...sent,
          headers: {
            accept: 'application/problem+json',
            ...(sent.body === undefined ? {} : { 'content-type': 'application/json' }),
          },
        };
      };
      const [answer] = await expectTwins(wall, wall.alpha, asked(triple[1]), asked(triple[2]));
      expect(String(answer.headers['content-type'])).toContain('application/problem+json');
      expect([answer.json.status, answer.json.missing]).toEqual([404, undefined]);
      await expectFixed(wall, { ...wall.alpha, text: 'none' }, triple.map(asked), 401);
    },
  );

  test.each(VERSIONS)(
    'C-SIDE-13 · what the key says of itself is the same, whatever else the site holds · v%s',
    async (version) => {
      for (const path of ['myself', 'project/search']) {
        wall.reset();
        const whole = await wall.send(wall.alpha, get(version, path));
        wall.site.restore(wall.site.island([projects.alpha.id]));
        const alone = await wall.send(wall.alpha, get(version, path));
        expect(whole.status).toBe(200);
        expect(comparable(whole)).toEqual(comparable(alone));
        expectNoCanary(wall, whole);
      }
    },
  );
});
