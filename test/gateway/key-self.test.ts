/**
 * What a key asks about itself: what it may do, a new secret, its own end, and whether a call would be allowed, which is
 * answered by the very code that a call meets.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { KEY_SELF } from '../../src/catalogue/key-self';
import { holdNext } from '../held';
import { about, call, get, ISSUE_OPERATIONS } from '../wall/issue-operations';
import {
  type Answer,
  EVERYTHING,
  FIXTURE,
  type Key,
  openWall,
  READING,
  type Sent,
  type Wall,
  work,
} from '../wall/site';

const { issues, missing, projects, people, comments } = FIXTURE;
const NOW = Date.parse('2026-11-25T12:30:15Z');
const ALL = [{ projectId: projects.alpha.id, permissions: EVERYTHING }];

let wall: Wall;
beforeAll(async () => {
  wall = await openWall({ now: NOW });
});
afterEach(() => wall.reset());
afterAll(() => wall.stop());

const self: Sent = { method: 'GET', path: '/key/self' };
const rotate = (body?: object): Sent => ({
  method: 'POST',
  path: '/key/self/rotate',
  ...(body === undefined ? {} : { body }),
});
const read = get('3', 'issue/ALPHA-24');
const withText = (key: Key, text: string): Key => ({ ...key, text });
/** The same question about another call. */
const check = ({ method, path, body }: Sent): Sent => ({
  method: 'POST',
  path: '/key/self/check',
  body: { method, path, ...(body === undefined ? {} : { body }) },
});

describe('GET key/self', () => {
  test('says what the key may do now, until when, and what is left', async () => {
    const key = await wall.issue(ALL, { name: 'Nightly', limits: { callsPerDay: 10 }, hiddenFields: ['labels'] });
    const { status, json } = await wall.send(key, self);
    expect(status).toBe(200);
    expect(json).toEqual({
      id: key.id,
      name: 'Nightly',
      projects: [{ id: projects.alpha.id, key: 'ALPHA', permissions: EVERYTHING }],
      hiddenFields: ['labels'],
      expiresAt: new Date(NOW + 30 * 86_400_000).toISOString(),
      secrets: [{ createdAt: new Date(NOW).toISOString() }],
      limits: [{ limit: 'callsPerDay', quota: 10, left: 9, resetSeconds: 41_385 }],
    });
  });

  test('holds nothing that the key is not to see', async () => {
    const { text } = await wall.send(wall.mixed, self);
    for (const secret of ['hash', 'cursorKey', 'sponsor', wall.mixed.text, people.siteAdmin])
      expect(text).not.toContain(secret);
  });

  test('tells of no permission that something above the grant takes away, and of its conditions', async () => {
    const conditions = { fields: ['summary'] };
    const grant = { projectId: projects.alpha.id, permissions: EVERYTHING, conditions };
    const key = await wall.issue([grant]);
    const settings = (version: number, change: object) =>
      wall.site.invoke(people.siteAdmin, { module: 'admin' }, 'changeSettings', { version, change });
    await settings(1, { permissions: READING });
    const capped = (await wall.send(key, self)).json.projects;
    await settings(2, { permissions: null });
    expect(capped).toEqual([{ id: projects.alpha.id, key: 'ALPHA', permissions: READING, conditions }]);
    expect((await wall.send(key, self)).json.projects[0].permissions).toEqual(EVERYTHING);
  });

  test.each([self, rotate(), { method: 'DELETE', path: '/key/self' }, check(read)])(
    'stops with all else when the site stops its keys: $method $path',
    async (sent) => {
      const key = await wall.issue(ALL);
      const change = async (breakGlass: boolean) => {
        const now = await wall.site.invoke(people.siteAdmin, { module: 'admin' }, 'getSettings', {});
        const { version } = Object(Object(now).value).value;
        return wall.site.invoke(people.siteAdmin, { module: 'admin' }, 'changeSettings', {
          version,
          change: { breakGlass },
        });
      };
      await change(true);
      const stopped = await wall.send(key, sent);
      await change(false);
      expect([stopped.status, stopped.calls]).toEqual([401, []]);
      expect((await wall.send(key, self)).json.secrets).toHaveLength(1);
    },
  );

  test('is there for a key whose rules allow other endpoints only', async () => {
    const key = await wall.issue([
      {
        ...ALL[0],
        projectId: projects.alpha.id,
        permissions: EVERYTHING,
        endpointRules: ['GET /rest/api/3/search/jql'],
      },
    ]);
    expect((await wall.send(key, self)).status).toBe(200);
    expect((await wall.send(key, read)).status).not.toBe(200);
  });

  test.each([
    ['with a query', { ...self, path: '/key/self?a=b' }, 400],
    ['below it', { ...self, path: '/key/self/other' }, 403],
    ['in capitals', { ...self, path: '/Key/self' }, 403],
    ['of another key', { ...self, path: '/key/AAAAAAAAAAAA' }, 403],
    ['by PUT', { ...self, method: 'PUT' }, 403],
    ['with a body', { ...self, body: { a: 1 } }, 400],
    ['an end with a body', { method: 'DELETE', path: '/key/self', body: { a: 1 } }, 400],
  ])('is nothing else · %s', async (_, sent, status) => {
    const answer = await wall.send(wall.alpha, sent);
    expect([answer.status, answer.calls]).toEqual([status, []]);
  });

  test('is for keys that are good', async () => {
    expect((await wall.send(withText(wall.alpha, `${wall.alpha.text.slice(0, -1)}!`), self)).status).toBe(401);
  });
});

describe('POST key/self/rotate', () => {
  test('gives a new secret at once and leaves the old one for as long as asked, to the second', async () => {
    const key = await wall.issue(ALL);
    const done = await wall.send(key, rotate({ overlapSeconds: 60 }));
    expect([done.status, done.json.oldSecretEndsAt]).toEqual([200, new Date(NOW + 60_000).toISOString()]);
    const renewed = withText(key, done.json.key);
    expect(renewed.text).not.toBe(key.text);
    for (const each of [key, renewed]) expect((await wall.send(each, read)).status).toBe(200);
    wall.site.clock.set(NOW + 59_999);
    expect((await wall.send(key, read)).status).toBe(200);
    wall.site.clock.set(NOW + 60_000);
    expect((await wall.send(key, read)).status).toBe(401);
    expect((await wall.send(renewed, read)).status).toBe(200);
    wall.site.clock.set(NOW);
    expect(JSON.stringify([wall.site.storage.dump(), wall.site.invocations])).not.toContain(renewed.text.slice(17, 49));
  });

  test('loses no request under load, nor between two pages of a search', async () => {
    const key = await wall.issue(ALL);
    const page = (token?: string): Sent =>
      call('POST', '3', 'search/jql', {
        jql: '',
        maxResults: 5,
        ...(token === undefined ? {} : { nextPageToken: token }),
      });
    const first = await wall.send(key, page());
    const answers: Promise<Answer>[] = [];
    const edit = (): Sent => call('PUT', '3', 'issue/ALPHA-24', { fields: { summary: `Number ${answers.length}` } });
    for (let at = 0; at < 10; at += 1) answers.push(wall.send(key, at % 2 === 0 ? read : edit()));
    const done = await wall.send(key, rotate());
    const renewed = withText(key, done.json.key);
    for (let at = 0; at < 10; at += 1)
      answers.push(wall.send(at % 3 === 0 ? key : renewed, at % 2 === 0 ? read : edit()));
    expect((await Promise.all(answers)).map(({ status }) => status).filter((status) => status >= 300)).toEqual([]);
    const second = await wall.send(renewed, page(first.json.nextPageToken));
    expect(second.status).toBe(200);
    expect(second.json.issues[0].id).not.toBe(first.json.issues[0].id);
  });

  test('a write that is under way while the key is rotated is done, and one of a key that is revoked is not', async () => {
    const held = () => holdNext(wall.site.jira.faults, { operationId: 'getIssue' });
    const edit = call('PUT', '3', 'issue/ALPHA-24', { fields: { summary: 'Late' } });
    const [rotated, revoked] = [await wall.issue(ALL), await wall.issue(ALL)];
    const looking = held();
    const one = wall.send(rotated, edit);
    await looking.met();
    wall.site.clock.set(NOW + 2_000);
    await wall.send(rotated, rotate());
    looking.release();
    expect((await one).status).toBe(204);
    const lookingAgain = held();
    const other = wall.send(revoked, edit);
    await lookingAgain.met();
    wall.site.clock.set(NOW + 4_000);
    await wall.send(revoked, { method: 'DELETE', path: '/key/self' });
    lookingAgain.release();
    expect((await other).status).toBe(401);
    wall.site.clock.set(NOW);
  });

  test.each([
    ['more than seven days', { overlapSeconds: 604_801 }, 400],
    ['a negative time', { overlapSeconds: -1 }, 400],
    ['half a second', { overlapSeconds: 0.5 }, 400],
    ['a text', { overlapSeconds: '60' }, 400],
    ['another member', { overlap: 60 }, 400],
  ])('is refused with %s', async (_, body, status) => {
    const key = await wall.issue(ALL);
    expect((await wall.send(key, rotate(body))).status).toBe(status);
    expect((await wall.send(key, self)).json.secrets).toHaveLength(1);
  });

  test('is refused while two secrets are good', async () => {
    const key = await wall.issue(ALL);
    await wall.send(key, rotate());
    const again = await wall.send(key, rotate());
    expect([again.status, again.json.rule]).toEqual([409, 'rotation_pending']);
  });

  test('when storage fails nothing has changed, and the caller hears so', async () => {
    const key = await wall.issue(ALL);
    wall.site.storage.faults.push({ operation: 'transaction', times: 1, fault: { kind: 'status', status: 500 } });
    expect((await wall.send(key, rotate())).status).toBe(503);
    wall.site.storage.faults.length = 0;
    expect((await wall.send(key, self)).json.secrets).toHaveLength(1);
  });
});

test('DELETE key/self ends the key from its next call on', async () => {
  const key = await wall.issue(ALL);
  expect((await wall.send(key, read)).status).toBe(200);
  expect((await wall.send(key, { method: 'DELETE', path: '/key/self' })).status).toBe(204);
  for (const sent of [read, self]) expect((await wall.send(key, sent)).status).toBe(401);
});

describe('POST key/self/check', () => {
  const REQUESTS: readonly Sent[] = [
    ...['ALPHA-24', 'ALPHA-1', 'BETA-1', 'OMEGA-1', missing.alphaKey].flatMap((issue) =>
      ISSUE_OPERATIONS.map((operation) => about(operation, '3', issue, comments.alpha1)),
    ),
    call('POST', '3', 'issue', { fields: { project: { key: 'ALPHA' }, issuetype: { name: 'Task' }, summary: 'New' } }),
    call('POST', '3', 'issue', { fields: { project: { key: 'OMEGA' }, issuetype: { name: 'Task' }, summary: 'New' } }),
    call('POST', '3', 'issue', {
      fields: { project: { key: 'ALPHA' }, issuetype: { name: 'Nothing' }, summary: 'New' },
    }),
    call('POST', '3', 'search/jql', { jql: 'project = ALPHA' }),
    call('POST', '3', 'search/jql', { jql: 'text ~ x' }),
    call('POST', '3', 'search/jql', { jql: 'sprint in openSprints()' }),
    get('3', 'search/jql?jql=project%20%3D%20ALPHA&fields=summary'),
    get('3', 'project/ALPHA'),
    get('3', 'project/OMEGA'),
    get('3', 'myself'),
    get('3', 'users/search'),
    { method: 'PUT', path: '/rest/api/3/issue/ALPHA-24', body: { fields: { security: { id: '1' } } } },
  ];

  test.each(['alpha', 'mixed', 'reader'] as const)(
    'says of every call what the call itself hears · %s',
    async (name) => {
      const key = wall[name];
      const outcomes = new Set<boolean>();
      for (const sent of REQUESTS) {
        const before = wall.site.digestOutside([]);
        const checked = await wall.send(key, check(sent));
        expect(wall.site.digestOutside([])).toBe(before);
        const real = await wall.send(key, sent);
        wall.reset();
        const { allowed, ...denial } = checked.json;
        // What Jira itself refuses afterwards, no check can know.
        const isAllowed = real.status < 300 || real.json.rule === 'upstream_rejected';
        expect([sent, checked.status, allowed]).toEqual([sent, 200, isAllowed]);
        outcomes.add(allowed);
        if (allowed) continue;
        const { requestId: _, ...heard } = real.json;
        const { requestId: _id, ...said } = denial;
        expect([sent, said]).toEqual([sent, heard]);
      }
      expect(outcomes.size).toBe(2);
    },
  );

  test('reads a query beside the path as it reads one in the path', async () => {
    const path = '/rest/api/3/search/jql';
    const asked = async (body: object) => (await wall.send(wall.alpha, { ...check(read), body })).json;
    const inPath = (jql: string) =>
      asked({ method: 'GET', path: `${path}?jql=${encodeURIComponent(jql)}&fields=summary` });
    const beside = (jql: string) => asked({ method: 'GET', path, query: { jql, fields: 'summary' } });
    for (const [jql, allowed] of [
      ['summary ~ "50% + 1 = %20"', true],
      ['project = ALPHA ORDER BY created', true],
      // Plus signs that are meant, not spaces of a URL.
      ['summary~a+ORDER+BY+created', false],
      ['text ~', false],
      ['filter = 10000', false],
    ] as const) {
      const [one, other] = [await inPath(jql), await beside(jql)];
      expect([jql, one.allowed, { ...one, requestId: '' }]).toEqual([jql, allowed, { ...other, requestId: '' }]);
    }
  });

  test('tells foreign from never existing no better than a call, for the same work', async () => {
    for (const operation of ISSUE_OPERATIONS) {
      const answers: Answer[] = [];
      for (const issue of [issues.omega1.key, missing.omegaKey, missing.alphaKey]) {
        answers.push(await wall.send(wall.alpha, check(about(operation, '3', issue, comments.omega1))));
      }
      const told = answers.map((answer) => [{ ...answer.json, requestId: '' }, work(answer)]);
      expect(told[1]).toEqual(told[0]);
      expect(told[2]).toEqual(told[0]);
    }
  });

  test.each([
    ['no method', { path: '/rest/api/3/myself' }, 400],
    ['no path', { method: 'GET' }, 400],
    ['a path that is none', { method: 'GET', path: 'rest' }, 400],
    ['more members', { method: 'GET', path: '/rest/api/3/myself', headers: {} }, 400],
    ['a query that is no object', { method: 'GET', path: '/rest/api/3/myself', query: 'a=b' }, 400],
    ['a query with a number', { method: 'GET', path: '/rest/api/3/myself', query: { maxResults: 1 } }, 400],
    ['no object', [], 400],
  ])('is refused with %s', async (_, body, status) => {
    expect((await wall.send(wall.alpha, { method: 'POST', path: '/key/self/check', body })).status).toBe(status);
  });

  test.each([rotate(), { method: 'DELETE', path: '/key/self' }, check(read)])(
    'does not do what is asked about: $method $path',
    async (sent) => {
      const key = await wall.issue(ALL);
      expect((await wall.send(key, check(sent))).json.allowed).toBe(false);
      expect((await wall.send(key, self)).json.secrets).toHaveLength(1);
    },
  );

  test.each([
    ['a read', read],
    ['a search', call('POST', '3', 'search/jql', { jql: '' })],
    ['a write', call('PUT', '3', 'issue/ALPHA-24', { fields: { summary: 'Once' } })],
  ])('costs as many points as %s itself, so that nobody reads for less, and is no write', async (_, sent) => {
    const key = await wall.issue(ALL, { limits: { pointsPerHour: 200, writesPerDay: 10 } });
    const left = async (): Promise<Readonly<Record<string, number>>> => {
      const { json } = await wall.send(key, self);
      const limits: readonly { readonly limit: string; readonly left: number }[] = json.limits;
      return Object.fromEntries(limits.map(({ limit, left: rest }) => [limit, rest]));
    };
    const before = await left();
    await wall.send(key, check(sent));
    const between = await left();
    await wall.send(key, sent);
    const after = await left();
    const used = Number(before['pointsPerHour']) - Number(between['pointsPerHour']);
    expect(used).toBeGreaterThan(0);
    expect(Number(between['pointsPerHour']) - Number(after['pointsPerHour'])).toBe(used);
    expect(between['writesPerDay']).toBe(10);
  });

  test('counts as a call, and against the budget of refused references', async () => {
    const key = await wall.issue(ALL, { limits: { refusedPerHour: 1 } });
    expect((await wall.send(key, check(get('3', 'issue/OMEGA-1')))).json.allowed).toBe(false);
    expect((await wall.send(key, check(read))).status).toBe(429);
  });
});

describe('docs/keys-for-callers.md', () => {
  const text = readFileSync(resolve(__dirname, '../../docs/keys-for-callers.md'), 'utf8');

  test('names every call about a key itself, and no other', () => {
    const rows = [...text.matchAll(/^\| `([A-Z]+ \/[a-z/]+)` \|/gm)].map(([, row]) => row);
    expect(rows.sort()).toEqual(KEY_SELF.map(({ method, path }) => `${method} /${path.join('/')}`).sort());
  });

  test('shows what an answer holds, member by member', async () => {
    const examples = [...text.matchAll(/```json\n([^`]+)```/g)].map(([, json = '']) => JSON.parse(json));
    const grant = {
      projectId: projects.alpha.id,
      permissions: READING,
      endpointRules: ['* /rest/api/3/issue/*'],
      conditions: { fields: ['labels'] },
    };
    const key = await wall.issue([grant], {
      limits: { callsPerDay: 1000, pageMax: 50 },
      hiddenFields: ['description'],
    });
    const told = (await wall.send(key, self)).json;
    const rotated = (await wall.send(key, rotate())).json;
    const names = (value: object) => Object.keys(value).sort();
    expect(names(examples[0])).toEqual(names(told));
    for (const part of ['projects', 'secrets', 'limits'])
      expect(names(examples[0][part][0])).toEqual(names(told[part][0]));
    expect(names(examples[1])).toEqual(names(rotated));
  });
});
