/** What a page shows of one key, on a whole site: its URL, whether its secret was put away, and what it did by day. */
import { ADMIN, asking, pageOf } from '../wall/page-functions';
import { EVERYTHING, FIXTURE, openWall, type Sent, type Wall } from '../wall/site';

const { projects, people } = FIXTURE;
const NOW = Date.parse('2026-11-01T12:00:00Z');
const HOUR = 3_600_000;
const ALPHA = pageOf(projects.alpha);

let wall: Wall;
beforeEach(async () => {
  wall = await openWall({ now: NOW });
});
afterEach(() => wall.stop());

const ask = asking(() => wall);
const draft = (...granted: readonly { readonly id: string }[]) => ({
  name: 'deploy',
  grants: granted.map(({ id }) => ({ projectId: id, permissions: EVERYTHING })),
  expiresAt: '2026-12-01T12:00:00Z',
});

test('a key tells its URL, and that nobody has put its secret away, until someone says so', async () => {
  const { value } = await ask(people.alphaAdmin, ALPHA, 'createKey', draft(projects.alpha));
  expect(value.view).toMatchObject({ gatewayUrl: value.gatewayUrl, secretCopied: false });
  const read = () => ask(people.alphaAdmin, ALPHA, 'readKey', { keyId: value.view.id });
  expect(await read()).toMatchObject({ value: { gatewayUrl: value.gatewayUrl, secretCopied: false } });
  expect(await ask(people.alphaAdmin, ALPHA, 'confirmCopied', { keyId: value.view.id })).toMatchObject({
    value: { secretCopied: true },
  });
  const rotated = await ask(people.alphaAdmin, ALPHA, 'rotateKey', {
    keyId: value.view.id,
    version: (await read()).value.version,
    overlapSeconds: 60,
  });
  expect(rotated.value.view).toMatchObject({ gatewayUrl: value.gatewayUrl, secretCopied: false });
  expect((await read()).value.secretCopied).toBe(false);
  // A caller that rotates its own key has the secret; the one before must have ended, since only two are good.
  wall.site.clock.advance(61_000);
  const key = { text: String(rotated.value.key), url: String(value.gatewayUrl), id: String(value.view.id) };
  expect((await wall.send(key, { method: 'POST', path: '/key/self/rotate' })).status).toBe(200);
  expect((await read()).value.secretCopied).toBe(true);
});

test("a key over several projects is at the site's URL, and one of another project is not there", async () => {
  const { value } = await ask(people.bothAdmin, ALPHA, 'createKey', draft(projects.alpha, projects.beta));
  const { id } = value.view;
  expect(await ask(people.alphaAdmin, ALPHA, 'readKey', { keyId: id })).toMatchObject({
    value: { gatewayUrl: await wall.site.gatewayUrl(), grants: [{ projectKey: 'ALPHA' }], otherProjects: true },
  });
  const absent = await ask(people.siteAdmin, ADMIN, 'readKey', { keyId: 'ZZZZZZZZZZZZ' });
  const beta = (await ask(people.betaAdmin, pageOf(projects.beta), 'createKey', draft(projects.beta))).value.view;
  const foreign = await ask(people.alphaAdmin, ALPHA, 'readKey', { keyId: beta.id });
  expect(absent).toMatchObject({ ok: false, fault: { reason: 'no_such_key' } });
  expect(JSON.stringify(foreign)).toBe(JSON.stringify(absent));
});

test('a project tells under which limits keys are issued, and whether they may reach further ones', async () => {
  expect(await ask(people.alphaAdmin, ALPHA, 'describeProject')).toMatchObject({
    value: { limits: {}, severalProjects: true },
  });
  const change = {
    ...{ severalProjects: false, limits: { callsPerMinute: 60 } },
    projects: { [projects.alpha.id]: { limits: { callsPerMinute: 30, writesPerDay: 5 } } },
  };
  const { version } = (await ask(people.siteAdmin, ADMIN, 'getSettings')).value;
  expect((await ask(people.siteAdmin, ADMIN, 'changeSettings', { version, change })).ok).toBe(true);
  expect(await ask(people.alphaAdmin, ALPHA, 'describeProject')).toMatchObject({
    value: { limits: { callsPerMinute: 30, writesPerDay: 5 }, severalProjects: false },
  });
});

test('calls stand in the days of the key and of its row once their hour is summed, and not before', async () => {
  const { value } = await ask(people.alphaAdmin, ALPHA, 'createKey', draft(projects.alpha));
  const key = { text: String(value.key), url: String(value.gatewayUrl), id: String(value.view.id) };
  const sent: readonly Sent[] = [
    { method: 'GET', path: '/rest/api/3/issue/ALPHA-2' },
    { method: 'GET', path: '/rest/api/3/issue/ALPHA-2' },
    { method: 'GET', path: '/rest/api/3/issue/OMEGA-1' },
  ];
  for (const each of sent) await wall.send(key, each);
  const usage = async () => (await ask(people.alphaAdmin, ALPHA, 'keyUsage', { keyId: key.id })).value;
  const row = async () => (await ask(people.alphaAdmin, ALPHA, 'listKeys', { text: key.id })).value.keys[0];
  expect(await usage()).toMatchObject({ callsOfWeek: 0, operations: [] });
  expect((await usage()).summedUntil).toBeUndefined();
  expect(await row()).not.toHaveProperty('lastUsedAt');
  expect(await row()).not.toHaveProperty('summedUntil');

  wall.site.clock.set(NOW + HOUR + 11 * 60_000);
  expect((await wall.site.runSchedule('hourly')).outcome).toBe('answered');
  const today = { day: '2026-11-01', allowed: 2, denied: 1, failed: 0 };
  const told = await usage();
  expect(told).toMatchObject({
    callsOfWeek: 3,
    deniedOfWeek: 1,
    lastUsedAt: new Date(NOW).toISOString(),
    operations: [{ operation: 'getIssue', permission: 'issue:read', calls: 3 }],
  });
  expect([told.days.length, told.days.at(-1)]).toEqual([30, today]);
  expect(told.permissionsNotUsed).toContain('issue:delete');
  expect(told.permissionsNotUsed).not.toContain('issue:read');
  expect(Date.parse(told.summedUntil)).toBeGreaterThanOrEqual(NOW + HOUR);
  const shown = await row();
  expect([shown.week.length, shown.week.at(-1), shown.lastUsedAt]).toEqual([7, today, told.lastUsedAt]);
  expect(shown.summedUntil).toBe(told.summedUntil);

  // A second run finds all done, and the next day begins at nothing.
  wall.site.clock.set(NOW + 13 * HOUR);
  await wall.site.runSchedule('hourly');
  expect((await usage()).days.slice(-2)).toEqual([today, { day: '2026-11-02', allowed: 0, denied: 0, failed: 0 }]);
});
