/** Limits as a caller meets them: what is allowed, what is said, and that nothing reaches Jira beyond them. */
import { comparable, FIXTURE, type Key, openWall, type Sent, type Wall, work } from '../wall/site';

const { alpha } = FIXTURE.projects;
const GRANT = { projectId: alpha.id, permissions: ['issue:read', 'issue:edit', 'comment:read'] };
const NOW = Date.parse('2026-11-25T12:30:15Z');
const read: Sent = { method: 'GET', path: '/rest/api/3/issue/ALPHA-24?fields=summary' };
const write: Sent = { method: 'PUT', path: '/rest/api/3/issue/ALPHA-24', body: { fields: { summary: 'New' } } };

let wall: Wall;
let settings = 1;
beforeAll(async () => {
  wall = await openWall({ now: NOW });
});
afterEach(() => {
  wall.site.storage.faults.length = 0;
  wall.site.clock.set(wall.site.clock.now() + 86_400_000);
});
afterAll(() => wall.stop());

const keyWith = (limits: object): Promise<Key> => wall.issue([GRANT], { limits });
const ceilings = async (change: object): Promise<void> => {
  const admin = { module: 'admin' } as const;
  await wall.site.invoke(FIXTURE.people.siteAdmin, admin, 'changeSettings', { version: settings, change });
  settings += 1;
};

test('calls beyond a limit a minute are refused, say until when, and do not reach Jira', async () => {
  const key = await keyWith({ callsPerMinute: 3 });
  for (const left of [2, 1, 0]) {
    const answer = await wall.send(key, read);
    expect([answer.status, answer.headers['ratelimit'], answer.headers['ratelimit-policy']]).toEqual([
      200,
      `"minute";r=${left};t=45`,
      '"minute";q=3;w=60',
    ]);
  }
  const refused = await wall.send(key, read);
  expect([refused.status, refused.calls]).toEqual([429, []]);
  expect(refused.json).toMatchObject({ rule: 'limit_reached', limit: 'callsPerMinute' });
  expect(refused.json.errorMessages[0]).toMatch(/ Limit: callsPerMinute\.$/);
  expect([refused.headers['retry-after'], refused.headers['ratelimit']]).toEqual(['45', '"minute";r=0;t=45']);
  // Another key of the same project goes on, and so does this one when the minute is over.
  expect((await wall.send(wall.alpha, read)).status).toBe(200);
  wall.site.clock.set(wall.site.clock.now() + 45_000);
  expect((await wall.send(key, read)).status).toBe(200);
});

test('writes have a limit of their own, and a refused one writes nothing', async () => {
  const key = await keyWith({ writesPerDay: 1 });
  expect((await wall.send(key, write)).status).toBe(204);
  const refused = await wall.send(key, write);
  expect([refused.status, refused.json.limit, refused.calls]).toEqual([429, 'writesPerDay', []]);
  expect((await wall.send(key, read)).status).toBe(200);
});

test('a call that is refused by its form or its rights counts as a call, and costs no points', async () => {
  const key = await keyWith({ callsPerDay: 3, pointsPerHour: 3 });
  expect((await wall.send(key, { method: 'GET', path: '/rest/api/3/nothing' })).status).toBe(403);
  expect((await wall.send(key, { method: 'DELETE', path: '/rest/api/3/issue/ALPHA-24' })).status).toBe(403);
  expect((await wall.send(key, read)).status).toBe(200);
  expect((await wall.send(key, read)).status).toBe(429);
});

test('a budget of refused references stops a key that guesses', async () => {
  const key = await keyWith({ refusedPerHour: 2 });
  const guess = (issue: string): Sent => ({ method: 'GET', path: `/rest/api/3/issue/${issue}` });
  expect((await wall.send(key, read)).status).toBe(200);
  for (const issue of ['OMEGA-1', 'ALPHA-99999']) expect((await wall.send(key, guess(issue))).status).toBe(404);
  const refused = await wall.send(key, guess('OMEGA-2'));
  expect([refused.status, refused.json.limit, refused.calls]).toEqual([429, 'refusedPerHour', []]);
  expect((await wall.send(key, read)).status).toBe(429);
});

test.each([
  ['an issue', (issue: string): Sent => ({ method: 'GET', path: `/rest/api/3/issue/${issue}` })],
  ['comments', (issue: string): Sent => ({ method: 'GET', path: `/rest/api/3/issue/${issue}/comment` })],
  [
    'a query',
    (issue: string): Sent => ({ method: 'POST', path: '/rest/api/3/search/jql', body: { jql: `key = ${issue}` } }),
  ],
  ['an edit', (issue: string): Sent => ({ ...write, path: `/rest/api/3/issue/${issue}` })],
])('two fresh keys hear the same of foreign and of never existing, counts and all · %s', async (_, about) => {
  const all = { callsPerMinute: 9, callsPerDay: 50, writesPerDay: 9, pointsPerHour: 400, refusedPerHour: 5 };
  const [one, other] = [await keyWith(all), await keyWith(all)];
  for (const key of [one, other]) await wall.send(key, read);
  const foreign = await wall.send(one, about('OMEGA-1'));
  const never = await wall.send(other, about('NOPES-1'));
  const hide = (answer: typeof foreign) =>
    JSON.stringify(comparable(answer)).replaceAll(one.url, '').replaceAll(other.url, '');
  expect(hide(foreign)).toBe(hide(never));
  expect(foreign.headers['ratelimit']).toContain('"points";r=');
  expect(work(foreign)).toEqual(work(never));
});

test('a ceiling that is set later limits every key from its next call on', async () => {
  const key = await keyWith({ callsPerMinute: 100 });
  expect((await wall.send(key, read)).headers['ratelimit']).toContain('r=99');
  await ceilings({ limits: { callsPerMinute: 2 } });
  expect((await wall.send(key, read)).headers['ratelimit-policy']).toBe('"minute";q=2;w=60');
  // A changed limit counts from the change on.
  await wall.send(key, read);
  expect((await wall.send(key, read)).status).toBe(429);
  await ceilings({ limits: null });
  expect((await wall.send(key, read)).status).toBe(200);
});

test('the longest page bounds searches and lists', async () => {
  const key = await keyWith({ pageMax: 2 });
  const search = { method: 'POST', path: '/rest/api/3/search/jql', body: { jql: '', maxResults: 50 } };
  const found = await wall.send(key, search);
  expect(found.json.issues).toHaveLength(2);
  expect(found.json.nextPageToken).toEqual(expect.any(String));
  expect((await wall.send(wall.alpha, search)).json.issues.length).toBeGreaterThan(2);
  const comments: Sent = { method: 'GET', path: '/rest/api/3/issue/ALPHA-1/comment?maxResults=50' };
  expect((await wall.send(key, comments)).json.comments.length).toBeLessThanOrEqual(2);
});

test.each([
  ['it cannot be read', 'batch/get', 1],
  ['it cannot be written', 'entity/set', 0],
])('a count that is not stored lets nothing through · %s', async (_, operation, after) => {
  const key = await keyWith({ callsPerMinute: 10 });
  // The first batch get is the one that authenticates.
  if (after > 0) wall.site.storage.faults.push({ operation, times: 1, fault: { kind: 'slow', delayMs: 1 } });
  wall.site.storage.faults.push({ operation, times: 1, fault: { kind: 'status', status: 500 } });
  const refused = await wall.send(key, read);
  expect([refused.status, refused.json.rule, refused.calls]).toEqual([503, 'storage_down', []]);
  wall.site.storage.faults.length = 0;
  expect((await wall.send(key, read)).status).toBe(200);
});

test('a call that lost every race for a row is told to come again at once, and was not done', async () => {
  const key = await keyWith({ callsPerDay: 10 });
  wall.site.storage.faults.push({ operation: 'entity/set', times: 12, fault: { kind: 'status', status: 409 } });
  const refused = await wall.send(key, read);
  expect([refused.status, refused.json.limit, refused.calls]).toEqual([429, 'callsPerDay', []]);
  expect(refused.headers['retry-after']).toBe('1');
  expect(refused.headers['ratelimit']).toContain('r=10;');
  expect((await wall.send(key, read)).headers['ratelimit']).toContain('r=9;');
});

test("a call that is refused for the site's share counts as a call, used no points, and says what is left", async () => {
  await ceilings({ pointsPerHour: 1 });
  const key = await keyWith({ callsPerDay: 1_000 });
  // By chance, one call in sixteen is the sample that uses the share up.
  let [answer, sent] = [await wall.send(key, read), 1];
  for (; answer.status === 200 && sent < 500; sent += 1) answer = await wall.send(key, read);
  expect([answer.status, answer.json.limit, answer.calls]).toEqual([429, 'siteShare', []]);
  expect(answer.json.errorMessages[0]).toMatch(/ask a site admin for a larger share/);
  expect(answer.headers['ratelimit']).toContain(`r=${1_000 - sent};`);
  const audited = wall.site.storage.dump().find(({ key: row }) => row.endsWith(String(answer.headers['x-request-id'])));
  expect(audited?.value).toMatchObject({ payload: { event: { status: 429, points: 0, jiraCalls: 0 } } });
  await ceilings({ pointsPerHour: 100_000_000 });
  expect((await wall.send(key, read)).status).toBe(200);
});

test('a key without limits hears nothing of limits, and costs no count', async () => {
  wall.site.resetRecords();
  const answer = await wall.send(wall.alpha, read);
  expect(Object.keys(answer.headers).filter((name) => name.startsWith('ratelimit'))).toEqual([]);
  const counts = wall.site.storage.operations.filter(({ keys }) =>
    keys.some((key) => key.startsWith(wall.alpha.id) && key.includes(':')),
  );
  expect(counts).toEqual([]);
});
