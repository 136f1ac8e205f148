/**
 * What a project's page tells of a key over several projects: what it did here, and nothing by which what it did elsewhere,
 * or what is set elsewhere, could be told.
 */
import { ADMIN, asking, pageOf } from '../wall/page-functions';
import { FIXTURE, type Key, openWall, READING, type Sent, type Wall } from '../wall/site';

const { projects, people } = FIXTURE;
const NOW = Date.parse('2026-11-01T12:00:00Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ALPHA = pageOf(projects.alpha);
const BETA = pageOf(projects.beta);
const SPAN = { from: '2026-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z' };
const ALPHA_READS = [{ projectId: projects.alpha.id, permissions: ['issue:read' as const] }];
const BOTH = [...ALPHA_READS, { projectId: projects.beta.id, permissions: READING }];

let wall: Wall;
beforeEach(async () => {
  wall = await openWall({ now: NOW });
});
afterEach(() => wall.stop());
const ask = asking(() => wall);
const alpha = (name: string, payload: object) => ask(people.alphaAdmin, ALPHA, name, payload);
const beta = (name: string, payload: object) => ask(people.betaAdmin, BETA, name, payload);
const site = (name: string, payload: object) => ask(people.siteAdmin, ADMIN, name, payload);
const read = (key: Key, path: string) => wall.send(key, { method: 'GET', path: `/rest/api/3/${path}` } as Sent);
const settings = async (change: object) => {
  const { value } = await site('getSettings', {});
  expect((await site('changeSettings', { version: value.version, change })).ok).toBe(true);
};

/** As if the key had never been used elsewhere: the answers of the page with and without that. */
async function told(elsewhere: (key: Key) => Promise<void>) {
  const key = await wall.issue(BOTH, { name: 'Over both' });
  await read(key, 'issue/ALPHA-2?fields=summary');
  await elsewhere(key);
  wall.site.clock.set(NOW + 3 * HOUR);
  await wall.site.runSchedule('hourly');
  const page = await alpha('readAudit', SPAN);
  const ofKey = await alpha('readAudit', { ...SPAN, keyId: key.id });
  const rare = await alpha('readAudit', { ...SPAN, operation: 'nothing' });
  const use = await alpha('keyUsage', { keyId: key.id });
  const listed = await alpha('listKeys', { text: 'Over both' });
  const file = await alpha('exportAudit', SPAN);
  const [row] = listed.value.keys;
  const parts = file.value.lines
    .split('\n')
    .filter((line: string) => line.startsWith('{"type":"part"') && line.includes(key.id));
  const ids = (records: readonly { readonly at: string }[]) => records.map(({ at }) => at);
  return {
    page: [ids(page.value.records), page.value.cursor],
    ofKey: [ids(ofKey.value.records), ofKey.value.cursor],
    rare: rare.value,
    use: use.value,
    row: [row.week, row.lastUsedAt],
    parts: [parts.length, file.value.waitSeconds, file.value.cursor === undefined],
  };
}

test('pages, numbers and exports of a project are the same whatever its keys do elsewhere', async () => {
  const quiet = await told(async () => undefined);
  await wall.stop();
  wall = await openWall({ now: NOW });
  const busy = await told(async (key) => {
    for (let sent = 0; sent < 560; sent += 1) {
      wall.site.clock.advance(7_000);
      await read(key, sent % 2 === 0 ? 'issue/BETA-1?fields=summary' : `project/${projects.beta.id}/components`);
    }
  });
  expect(busy).toEqual(quiet);
  expect(quiet.ofKey).toEqual([['2026-11-01T12:00:00.000Z'], undefined]);
  expect(quiet.use).toMatchObject({ callsOfWeek: 1, operations: [{ operation: 'getIssue', calls: 1 }] });
  expect(quiet.row[1]).toBe('2026-11-01T12:00:00.000Z');
  expect(quiet.parts[0]).toBe(1);
});

test('what was done elsewhere is told there, and all of it on the page of the site', async () => {
  const key = await wall.issue(BOTH);
  await read(key, 'issue/ALPHA-2?fields=summary');
  for (let sent = 0; sent < 3; sent += 1) await read(key, `project/${projects.beta.id}/components`);
  wall.site.clock.set(NOW + 2 * HOUR);
  await wall.site.runSchedule('hourly');
  expect((await beta('keyUsage', { keyId: key.id })).value).toMatchObject({
    callsOfWeek: 3,
    operations: [{ operation: 'getProjectComponents', calls: 3 }],
  });
  expect((await site('keyUsage', { keyId: key.id })).value.callsOfWeek).toBe(4);
  expect((await alpha('keyUsage', { keyId: key.id })).value.operations).toEqual([
    { operation: 'getIssue', permission: 'issue:read', calls: 1 },
  ]);
});

test('a call that touched several projects names on the page and in the export of one that one alone, and no numbers of all', async () => {
  const key = await wall.issue(BOTH);
  await read(key, 'search/jql?jql=created%20%3E%20-9000d%20ORDER%20BY%20created&fields=summary');
  const { value } = await site('readAudit', { ...SPAN, keyId: key.id, operation: 'searchAndReconsileIssuesUsingJql' });
  const [record] = value.records;
  expect([...record.event.projectIds].sort()).toEqual([projects.alpha.id, projects.beta.id].sort());
  const page = await alpha('readAudit', { ...SPAN, keyId: key.id });
  const { jiraCalls, ...event } = record.event;
  expect(jiraCalls).toBeGreaterThan(0);
  expect(page.value.records).toEqual([{ ...record, event: { ...event, projectIds: [projects.alpha.id] } }]);
  const { lines } = (await alpha('exportAudit', SPAN)).value;
  expect(lines).toContain(record.id);
  expect(lines).not.toContain(`"${projects.beta.id}"`);
});

test('keys of others by the hundred do not shut the page of a project', async () => {
  const own = await wall.issue(ALPHA_READS);
  const expiresAt = new Date(NOW + DAY).toISOString();
  for (let made = 0; made < 101; made += 1) {
    const done = await ask(people.bothAdmin, BETA, 'createKey', { name: `K${made}`, grants: BOTH, expiresAt });
    expect(done.ok).toBe(true);
    await ask(people.bothAdmin, BETA, 'revokeKey', { keyId: done.value.view.id });
    wall.site.clock.advance(10_000);
  }
  await read(own, 'issue/ALPHA-2?fields=summary');
  const page = await alpha('readAudit', SPAN);
  expect(page.ok && page.value.records[0]).toMatchObject({ keyId: own.id, event: { operation: 'getIssue' } });
});

describe('a key that another project ends', () => {
  const EARLY = { [projects.alpha.id]: { maxLifetimeDays: 2 } };
  const ends = new Date(NOW + 30 * DAY).toISOString();
  const shownTo = async (asks: typeof alpha, key: Key) => {
    const { value } = await asks('readKey', { keyId: key.id });
    const tried = await asks('tryCalls', {
      of: { keyId: key.id },
      calls: [{ method: 'GET', path: '/rest/api/3/myself' }],
    });
    const soon = (await asks('listKeys', { text: key.id, endsWithinDays: 3 })).value.total;
    return {
      ends: value.endsAt,
      expires: value.expiresAt,
      by: value.endedByCeiling,
      says: tried.value.answers[0].detail,
      soon,
    };
  };

  test('is told with the moment on the pages that may know it, and without on others', async () => {
    const key = await wall.issue(BOTH, { expiresAt: ends });
    await settings({ projects: EARLY });
    const two = new Date(NOW + 2 * DAY).toISOString();
    expect(await shownTo(alpha, key)).toMatchObject({ ends: two, soon: 1 });
    expect(await shownTo(site, key)).toMatchObject({ ends: two });
    expect(await shownTo(beta, key)).toMatchObject({ ends: undefined, expires: ends, by: undefined, soon: 0 });
    wall.site.clock.set(NOW + 5 * DAY);
    expect(await shownTo(alpha, key)).toMatchObject({ ends: two, says: `The key ended at ${two}.` });
    const beyond = await shownTo(beta, key);
    expect(beyond).toMatchObject({ ends: undefined, by: true, says: 'The key was ended by a ceiling.' });
    expect(JSON.stringify(beyond)).not.toContain(two.slice(0, 10));
  });
});
