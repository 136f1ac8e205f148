/**
 * A site with more keys than one list holds: the hourly run comes to all of them, over as many runs as it takes, and says
 * where it did not; and nobody can make so many at one project.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClock } from '../../local/forge/clock';
import { openDatabase } from '../../local/forge/storage/database';
import { createRows } from '../../local/forge/storage/rows';
import { type ResolverPlace, type Site, startSite } from '../../local/site';
import { PATIENT } from '../patience';
import { ADMIN, pageOf } from '../wall/page-functions';
import { FIXTURE, type Key, READING, send } from '../wall/site';

const { projects, people } = FIXTURE;
const NOW = Date.parse('2026-11-01T12:00:00Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ALPHA = pageOf(projects.alpha);
const BETA = pageOf(projects.beta);
const READ = { method: 'GET', path: '/rest/api/3/issue/BETA-1' } as const;
const iso = (at: number) => new Date(at).toISOString();

// biome-ignore lint/suspicious/noExplicitAny: answers of several functions
async function ask(site: Site, accountId: string, place: ResolverPlace, name: string, payload: object): Promise<any> {
  const done = await site.invoke(accountId, place, name, payload);
  if (!done.ok) throw new Error(JSON.stringify(done));
  return done.value;
}

/** A site with a key of BETA, and some thousands of ALPHA that end later. */
async function flooded(
  count: number,
  sponsorOf?: (at: number) => string,
): Promise<{ readonly site: Site; readonly key: Key }> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'many-keys-'));
  const before = await startSite({ seed: 'fixture', dataDirectory, now: NOW });
  const made = async (accountId: string, place: typeof ALPHA, days: number): Promise<Key> => {
    const grants = [{ projectId: place === ALPHA ? projects.alpha.id : projects.beta.id, permissions: READING }];
    const draft = { name: 'Key', grants, expiresAt: iso(NOW + days * DAY) };
    const { value } = await ask(before, accountId, place, 'createKey', draft);
    return { text: value.key, url: value.gatewayUrl, id: value.view.id };
  };
  const key = await made(people.betaAdmin, BETA, 30);
  const model = await made(people.alphaAdmin, ALPHA, 360);
  const stored = before.storage.dump().find((row) => row.key === model.id)?.value as { readonly payload: object };
  await before.stop();
  const database = openDatabase(dataDirectory);
  const rows = createRows(database, createClock(NOW));
  rows.atomically(() => {
    for (let at = 0; at < count; at += 1) {
      const id = `F${String(at).padStart(11, '0')}`;
      const sponsor = sponsorOf === undefined ? {} : { sponsor: sponsorOf(at) };
      const value = JSON.stringify({ ...stored, ...sponsor, payload: { ...stored.payload, ...sponsor, id } });
      rows.put({ space: 'entity', entity: 'api-key', key: id, value, created: NOW, updated: NOW, expires: null });
    }
  });
  database.close();
  const switches = { 'platform.rateLimits': 'lifted', 'storage.queryLagSeconds': 0 } as const;
  const site = await startSite({ seed: 'fixture', dataDirectory, now: NOW + HOUR, timeLimits: PATIENT, switches });
  return { site, key: { ...key, url: key.url.replace(/:\d+/, `:${new URL(site.url).port}`) } };
}

describe('with thousands of keys of one project', () => {
  let site: Site;
  let key: Key;
  beforeAll(async () => {
    ({ site, key } = await flooded(6_000));
  });
  afterAll(() => site.stop());
  const admin = (name: string, payload: object) => ask(site, people.siteAdmin, ADMIN, name, payload);
  const close = (accountId: string) => {
    const state = site.fork();
    const person = state.people.get(accountId);
    if (person === undefined) throw new Error('There is no such person.');
    site.restore({ ...state, people: new Map([...state.people, [accountId, { ...person, active: false }]]) });
  };

  test('the page of the site says that it did not look through all, and finds others by id, sponsor and project', async () => {
    expect((await admin('listKeys', {})).value.complete).toBe(false);
    // Each looks through three thousand keys, which not many a minute may.
    for (const question of [{ text: key.id }, { sponsor: people.betaAdmin }, { about: projects.beta.id }]) {
      site.clock.advance(60_000);
      const { value } = await admin('listKeys', question);
      expect(value.keys.map(({ id }: Key) => id)).toEqual([key.id]);
    }
    site.clock.advance(60_000);
    expect((await admin('health', {})).value.complete).toBe(false);
    site.clock.advance(60_000);
    expect((await admin('listEndpoints', {})).value).toMatchObject({ complete: false });
  });

  test('every home is in the audit of the site and in its export', async () => {
    expect((await send(site, key, READ)).status).toBe(200);
    const span = { from: iso(NOW - DAY), to: iso(NOW + 5 * DAY) };
    const { value } = await admin('readAudit', span);
    expect(new Set(value.records.map(({ projectId }: { projectId: string }) => projectId))).toContain(projects.beta.id);
    const [first] = (await admin('exportAudit', span)).value.lines.split('\n');
    expect(JSON.parse(first).homes).toEqual([projects.alpha.id, projects.beta.id, 'site'].sort());
  });

  test('the run sums every home, and stops the keys of every closed account', async () => {
    site.clock.advance(2 * HOUR);
    close(people.betaAdmin);
    await site.runSchedule('hourly');
    expect((await send(site, key, READ)).status).toBe(401);
    const { value } = await admin('readKey', { keyId: key.id });
    expect([value.state, value.reason]).toEqual(['suspended', 'sponsor_left']);
    expect((await admin('keyUsage', { keyId: key.id })).value.callsOfWeek).toBe(1);
    expect((await admin('health', {})).value.schedule).toMatchObject({
      isLate: false,
      lastRunAt: iso(site.clock.now()),
    });
  });
});

test('a run that did not come to everyone is not told as one that did, and the next one goes on', async () => {
  const { site } = await flooded(250, (at) => `nobody-${String(at).padStart(3, '0')}`);
  try {
    const schedule = async () => (await ask(site, people.siteAdmin, ADMIN, 'health', {})).value.schedule;
    const first = await site.runSchedule('hourly');
    expect(first.logs.join()).toContain('"step":"sponsors","unfinished":true');
    const now = iso(site.clock.now());
    expect(await schedule()).toEqual({ isLate: false, unfinishedAt: now });
    site.clock.advance(HOUR);
    await site.runSchedule('hourly');
    expect(await schedule()).toEqual({ isLate: false, lastRunAt: iso(site.clock.now()) });
  } finally {
    await site.stop();
  }
});

test('no one gets more than 500 keys at a project; what has ended makes room, what is suspended does not', async () => {
  const site = await startSite({
    seed: 'fixture',
    now: NOW,
    timeLimits: PATIENT,
    switches: { 'storage.queryLagSeconds': 0, 'platform.rateLimits': 'lifted' },
  });
  try {
    const alpha = (name: string, payload: object) => ask(site, people.alphaAdmin, ALPHA, name, payload);
    const create = () => {
      const grants = [{ projectId: projects.alpha.id, permissions: READING }];
      return alpha('createKey', { name: 'One of many', grants, expiresAt: iso(NOW + 300 * DAY) });
    };
    const ids: string[] = [];
    while (ids.length < 490) {
      if (ids.length % 50 === 0) site.clock.advance(60_000);
      ids.push((await create()).value.view.id);
    }
    site.clock.advance(60_000);
    const answers = await Promise.all(Array.from({ length: 20 }, create));
    // Of those at once some may have been told to try again; never is one too many.
    expect(answers.filter(({ ok }) => ok).length).toBeLessThanOrEqual(10);
    const live = async () => (await alpha('listKeys', {})).value.states;
    site.clock.advance(60_000);
    while ((await create()).ok) site.clock.advance(1_000);
    expect((await live()).in_force).toBe(500);
    expect((await create()).fault).toMatchObject({ reason: 'too_many', mend: expect.stringContaining('Revoke keys') });
    await alpha('suspendKey', { keyId: ids[0] });
    expect((await create()).fault.reason).toBe('too_many');
    await alpha('revokeKey', { keyId: ids[1] });
    site.clock.advance(60_000);
    expect((await create()).ok).toBe(true);
    expect((await create()).fault.reason).toBe('too_many');
    const both = [projects.alpha, projects.beta].map(({ id }) => ({ projectId: id, permissions: READING }));
    const shared = { name: 'At the URL of the site', grants: both, expiresAt: iso(NOW + 30 * DAY) };
    expect((await ask(site, people.bothAdmin, ALPHA, 'createKey', shared)).ok).toBe(true);
    expect((await ask(site, people.betaAdmin, BETA, 'createKey', { ...shared, grants: both.slice(1) })).ok).toBe(true);
  } finally {
    await site.stop();
  }
});
