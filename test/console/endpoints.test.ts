/** The gateway's URLs on a whole site: replaced, kept until a moment, shut and opened; each in force with the next call. */
import type { ResolverPlace } from '../../local/site';
import { FIXTURE, type Key, openWall, READING, type Sent, type Wall } from '../wall/site';

const { projects, people } = FIXTURE;
const NOW = Date.parse('2026-11-01T12:00:00Z');
const DAY_MS = 86_400_000;
const ADMIN: ResolverPlace = { module: 'admin' };
const READ: Sent = { method: 'GET', path: '/rest/api/3/issue/ALPHA-2?fields=summary' };

let wall: Wall;
beforeEach(async () => {
  wall = await openWall({ now: NOW });
});
afterEach(() => wall.stop());

// biome-ignore lint/suspicious/noExplicitAny: the tests look into answers of every function
const admin = async (name: string, payload: object = {}): Promise<any> => {
  const done = await wall.site.invoke(people.siteAdmin, ADMIN, name, payload);
  if (!done.ok) throw new Error(`${name}: ${done.error}`);
  return JSON.parse(JSON.stringify(done.value));
};
type Endpoint = {
  readonly id: string;
  readonly home: string;
  readonly url: string;
  readonly state: string;
  readonly current: boolean;
  readonly until?: string;
  readonly keys: number;
};
const endpointsOf = async (home: string): Promise<readonly Endpoint[]> =>
  (await admin('listEndpoints')).value.endpoints.filter((each: Endpoint) => each.home === home);
const currentOf = async (home: string): Promise<Endpoint> => {
  const found = (await endpointsOf(home)).find(({ current }) => current);
  if (found === undefined) throw new Error(`${home} has no URL`);
  return found;
};
const status = async (key: Key, url = key.url) => (await wall.send({ ...key, url }, READ)).status;
const later = (days: number) => new Date(NOW + days * DAY_MS).toISOString();
const homes: readonly (readonly [string, string, (wall: Wall) => Key])[] = [
  ['a project', projects.alpha.id, (made) => made.alpha],
  ['the site', 'site', (made) => made.mixed],
];

test('the list shows the URL of the site and of each project with keys, and how many keys live there', async () => {
  const { value } = await admin('listEndpoints');
  expect(value.endpoints).toMatchObject(
    [
      { home: projects.alpha.id, projectKey: 'ALPHA', url: wall.alpha.url, state: 'open', current: true, keys: 2 },
      { home: 'site', url: wall.mixed.url, state: 'open', current: true, keys: 1 },
    ].sort((one) => (one.home === 'site' ? -1 : 1)),
  );
});

test.each(homes)('the URL of %s is replaced; the old one is served until its moment', async (_, home, keyOf) => {
  const key = keyOf(wall);
  expect(await status(key)).toBe(200);
  expect((await admin('rotateEndpoint', { home, keepUntil: later(7) })).ok).toBe(true);
  const [current, former] = [await currentOf(home), (await endpointsOf(home)).find(({ current: is }) => !is)];
  expect(current.url).not.toBe(key.url);
  expect(former).toMatchObject({ url: key.url, until: later(7), state: 'open' });
  expect([await status(key, current.url), await status(key)]).toEqual([200, 200]);
  // Answers at each URL name that very URL.
  for (const url of [current.url, key.url]) {
    const { json } = await wall.send({ ...key, url }, { method: 'GET', path: '/rest/api/3/myself' });
    expect(json.self.startsWith(url)).toBe(true);
  }
  wall.site.clock.set(NOW + 7 * DAY_MS);
  expect([await status(key, current.url), await status(key)]).toEqual([200, 401]);
  expect(await endpointsOf(home)).toMatchObject([{ url: current.url }]);
});

test.each(homes)('the URL of %s is replaced at once; new keys get the new one', async (_, home, keyOf) => {
  const key = keyOf(wall);
  expect((await admin('rotateEndpoint', { home })).ok).toBe(true);
  const { url } = await currentOf(home);
  // What is no longer served is the platform's again, but for the one that it gives first to whoever asks.
  expect([await status(key, url), await status(key)]).toEqual([200, home === 'site' ? 401 : 404]);
  const grants = [projects.alpha, projects.beta].map(({ id }) => ({ projectId: id, permissions: READING }));
  const next = await wall.issue(home === 'site' ? grants : grants.slice(0, 1));
  expect([next.url, await status(next)]).toEqual([url, 200]);
  expect((await admin('rotateEndpoint', { home })).ok).toBe(true);
  expect([await status(next), await status(next, (await currentOf(home)).url)]).toEqual([404, 200]);
  // The URLs of other homes are as they were.
  const other = home === 'site' ? wall.alpha : wall.mixed;
  expect(await status(other)).toBe(200);
});

test.each(homes)('the URL of %s is shut for every key, and opened again', async (_, home, keyOf) => {
  const key = keyOf(wall);
  const { id } = await currentOf(home);
  expect((await admin('setEndpoint', { endpointId: id, state: 'closed' })).ok).toBe(true);
  expect([await status(key), (await currentOf(home)).state]).toEqual([401, 'closed']);
  expect(await admin('tryCalls', { of: { keyId: key.id }, calls: [{ method: 'GET', path: READ.path }] })).toMatchObject(
    {
      value: { answers: [{ allowed: false, rule: 'key_invalid', more: { stopped: 'endpoint' } }] },
    },
  );
  expect((await admin('setEndpoint', { endpointId: id, state: 'open' })).ok).toBe(true);
  expect([await status(key), (await currentOf(home)).state]).toEqual([200, 'open']);
});

test('what was shut to stop its keys stays shut when it is replaced', async () => {
  const { id } = await currentOf(projects.alpha.id);
  await admin('setEndpoint', { endpointId: id, state: 'closed' });
  await admin('rotateEndpoint', { home: projects.alpha.id, keepUntil: later(1) });
  const { url, state } = await currentOf(projects.alpha.id);
  expect([state, await status(wall.alpha, url), await status(wall.alpha)]).toEqual(['closed', 401, 401]);
});

test('of several administrators at once each replaces the URL that it saw, or is told', async () => {
  const done = await Promise.all(
    Array.from({ length: 4 }, () => admin('rotateEndpoint', { home: projects.alpha.id, keepUntil: later(7) })),
  );
  const replaced = done.filter(({ ok }) => ok).length;
  expect(replaced).toBeGreaterThan(0);
  expect(done.filter(({ fault }) => fault?.reason === 'conflict')).toHaveLength(4 - replaced);
  const listed = await endpointsOf(projects.alpha.id);
  expect(listed).toHaveLength(1 + replaced);
  const served = await Promise.all(listed.map(({ url }) => status(wall.alpha, url)));
  expect(new Set(served)).toEqual(new Set([200]));
});

test.each(['batch/get', 'transaction', 'entity/set', 'entity/get'])(
  'whatever of storage fails while a URL is replaced (%s), the old one works, and no half is left',
  async (operation) => {
    // Some of them meet the count of what the page reads, which an act does not wait for.
    for (let times = 1; times <= 6; times += 1) {
      wall.site.storage.faults.push({ operation, times, fault: { kind: 'status', status: 500 } });
      const done = await wall.site.invoke(people.siteAdmin, ADMIN, 'rotateEndpoint', {
        home: projects.alpha.id,
        keepUntil: later(7),
      });
      wall.site.storage.faults.length = 0;
      expect(done.ok).toBe(true);
      expect(await status(wall.alpha)).toBe(200);
      for (const { url } of await endpointsOf(projects.alpha.id)) expect(await status(wall.alpha, url)).toBe(200);
    }
  },
);

test('where the platform gives no further URL, nothing is changed', async () => {
  wall.site.switches['webtrigger.maxUrls'] = 2;
  const before = await endpointsOf(projects.alpha.id);
  expect(await admin('rotateEndpoint', { home: projects.alpha.id })).toMatchObject({
    ok: false,
    fault: { reason: 'unavailable', where: 'home' },
  });
  expect([await endpointsOf(projects.alpha.id), await status(wall.alpha)]).toEqual([before, 200]);
});

test.each([
  ['a moment that is past', { home: projects.alpha.id, keepUntil: later(-1) }, 'keepUntil'],
  ['more than ninety days', { home: projects.alpha.id, keepUntil: later(91) }, 'keepUntil'],
  ['a project without keys', { home: projects.beta.id }, 'home'],
])('%s is refused', async (_, payload, where) => {
  expect(await admin('rotateEndpoint', payload)).toMatchObject({ ok: false, fault: { reason: 'invalid', where } });
  expect((await admin('rotateEndpoint', { home: projects.alpha.id, keepUntil: later(90) })).ok).toBe(true);
});

test('a URL that has ended or never was cannot be opened', async () => {
  const { id } = await currentOf(projects.alpha.id);
  await admin('rotateEndpoint', { home: projects.alpha.id });
  for (const endpointId of [id, 'a'.repeat(64)]) {
    expect(await admin('setEndpoint', { endpointId, state: 'open' })).toMatchObject({
      ok: false,
      fault: { where: 'endpointId' },
    });
  }
});

test('each act is in the audit of its home', async () => {
  const { id } = await currentOf(projects.alpha.id);
  await admin('setEndpoint', { endpointId: id, state: 'closed' });
  await admin('setEndpoint', { endpointId: id, state: 'open' });
  await admin('rotateEndpoint', { home: projects.alpha.id, keepUntil: later(7) });
  const question = { from: later(-1), to: later(1), about: projects.alpha.id, outcome: 'administration' };
  const { value } = await admin('readAudit', question);
  const acts = value.records.flatMap(({ event }: { event: { act: string; detail?: string; by: string } }) =>
    event.act.startsWith('endpoint_') ? [[event.act, event.detail, event.by]] : [],
  );
  expect(acts.sort()).toEqual([
    ['endpoint_changed', 'closed', people.siteAdmin],
    ['endpoint_changed', 'open', people.siteAdmin],
    ['endpoint_rotated', `kept until ${later(7)}`, people.siteAdmin],
  ]);
});

test('only a site admin sees and changes URLs, and only on the page of the site', async () => {
  const { id } = await currentOf(projects.alpha.id);
  const before = JSON.stringify(wall.site.storage.dump());
  const page: ResolverPlace = { module: 'project', projectId: projects.alpha.id, projectKey: 'ALPHA' };
  for (const [name, payload] of [
    ['listEndpoints', {}],
    ['rotateEndpoint', { home: projects.alpha.id }],
    ['setEndpoint', { endpointId: id, state: 'closed' }],
  ] as const) {
    const refused = await wall.site.invoke(people.alphaAdmin, ADMIN, name, payload);
    expect(refused).toMatchObject({ ok: true, value: { ok: false, fault: { reason: 'not_allowed' } } });
    expect((await wall.site.invoke(people.alphaAdmin, page, name, payload)).ok).toBe(false);
  }
  expect(JSON.stringify(wall.site.storage.dump())).toBe(before);
});
