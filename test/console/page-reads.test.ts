/**
 * What pages read is a share of what the platform lets a site read: whoever asks a page too much waits, and calls of keys,
 * other people's pages and whatever stops a key do not. Storage enforces its limits here as the platform does.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Site, startSite } from '../../local/site';
import { PATIENT } from '../patience';
import { ADMIN, pageOf } from '../wall/page-functions';
import { FIXTURE, issueKey, type Key, READING, send } from '../wall/site';
import { fillSite } from './large-site';

const { projects, people } = FIXTURE;
const NOW = Date.parse('2026-11-01T12:00:00Z');
const ALPHA = pageOf(projects.alpha);
const BETA = pageOf(projects.beta);
const SPAN = { from: '2026-10-01T00:00:00Z', to: '2026-12-01T00:00:00Z' };
const RARE = { ...SPAN, operation: 'nothing' };
const READ = { method: 'GET', path: '/rest/api/3/issue/BETA-1' } as const;

let directory: string;
let site: Site;
let key: Key;
let minutes = 0;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'page-reads-'));
  await fillSite(directory, { keys: 30, records: 20_000, days: 2 }, NOW);
});
beforeEach(async () => {
  site = await startSite({
    seed: 'fixture',
    dataDirectory: directory,
    now: NOW,
    timeLimits: PATIENT,
    switches: { 'storage.queryLagSeconds': 0 },
  });
  const issued = await issueKey(site, [{ projectId: projects.beta.id, permissions: READING }]);
  key = { ...issued, url: issued.url.replace(/:\d+/, `:${new URL(site.url).port}`) };
  // A minute that no other test has read in.
  minutes += 2;
  site.clock.advance(minutes * 60_000);
});
afterEach(() => site.stop());

// biome-ignore lint/suspicious/noExplicitAny: answers of several functions
const ask = async (accountId: string, place: typeof ALPHA, name: string, payload: object): Promise<any> => {
  const done = await site.invoke(accountId, place, name, payload);
  if (!done.ok) throw new Error(JSON.stringify(done));
  return done.value;
};

/** Asks until it is refused. */
const exhaust = async (accountId: string, place: typeof ALPHA, name: string, payload: object) => {
  for (let asked = 0; asked < 400; asked += 1) {
    const answer = await ask(accountId, place, name, payload);
    if (!answer.ok) return { asked, fault: answer.fault };
  }
  throw new Error('It was never refused.');
};

test('a person who searches the audit over and over waits; keys, other people and acts go on', async () => {
  const { fault } = await exhaust(people.alphaAdmin, ALPHA, 'readAudit', RARE);
  expect(fault).toMatchObject({ reason: 'too_many', retryAfterSeconds: expect.any(Number) });
  expect(fault.mend).toMatch(/^Come back in (a second|\d+ seconds)\.$/);
  const small = await exhaust(people.alphaAdmin, ALPHA, 'readKey', { keyId: 'K00000000000' });
  expect(small.fault.reason).toBe('too_many');
  expect((await send(site, key, READ)).status).toBe(200);
  expect((await ask(people.betaAdmin, BETA, 'listKeys', {})).ok).toBe(true);
  expect((await ask(people.alphaAdmin, ALPHA, 'revokeKey', { keyId: 'K00000000000' })).ok).toBe(true);
  site.clock.advance(60_000);
  expect((await ask(people.alphaAdmin, ALPHA, 'readAudit', RARE)).ok).toBe(true);
});

test('many people on pages of projects have a fifth together, at once too; the page of the site has its own', async () => {
  const asks = [people.alphaAdmin, people.bothAdmin, people.siteAdmin].flatMap((accountId) =>
    Array.from({ length: 40 }, () => ask(accountId, ALPHA, 'readAudit', RARE)),
  );
  const answers = await Promise.all(asks);
  expect(answers.some(({ ok }) => !ok)).toBe(true);
  expect(new Set(answers.flatMap((answer) => (answer.ok ? [] : [answer.fault.reason])))).toEqual(new Set(['too_many']));
  const late = await exhaust(people.betaAdmin, BETA, 'readAudit', RARE);
  expect(late.fault.reason).toBe('too_many');
  expect(late.asked).toBeLessThan(4);
  for (let calls = 0; calls < 300; calls += 1) expect((await send(site, key, READ)).status).toBe(200);
  expect((await ask(people.siteAdmin, ADMIN, 'listKeys', {})).ok).toBe(true);
});

test('an export that takes its steps too early stands still, and goes on from there', async () => {
  let [cursor, waits]: [string | undefined, number | undefined] = [undefined, undefined];
  const lines: string[] = [];
  for (let step = 0; step < 100 && waits === undefined; step += 1) {
    const { value } = await ask(people.alphaAdmin, ALPHA, 'exportAudit', { ...SPAN, ...(cursor && { cursor }) });
    if (value.lines === '') waits = value.waitSeconds;
    else lines.push(value.lines);
    if (value.lines === '') expect(value.cursor).toBe(cursor);
    cursor = value.cursor;
  }
  expect(waits).toBeGreaterThan(0);
  site.clock.advance(60_000);
  const { value } = await ask(people.alphaAdmin, ALPHA, 'exportAudit', { ...SPAN, cursor });
  expect(value.lines).toContain('"type":"record"');
  expect(lines.join('')).not.toContain(value.lines.split('\n')[0]);
});

test('whoever changes things without end waits too, before anything is done', async () => {
  const expiresAt = new Date(NOW + 86_400_000).toISOString();
  const grants = [{ projectId: projects.alpha.id, permissions: READING }];
  // On a machine that does all of this within a minute, the platform's own limit of writes would come at the same time.
  site.switches['platform.rateLimits'] = 'lifted';
  const { fault, asked } = await exhaust(people.alphaAdmin, ALPHA, 'createKey', { name: 'Again', grants, expiresAt });
  site.switches['platform.rateLimits'] = 'enforced';
  expect(fault).toMatchObject({ reason: 'too_many' });
  const rows = site.storage
    .dump()
    .filter(({ entityName, value }) => entityName === 'api-key' && JSON.stringify(value).includes('"Again"'));
  expect(rows).toHaveLength(asked);
  site.clock.advance(60_000);
  expect((await send(site, key, READ)).status).toBe(200);
  expect((await ask(people.alphaAdmin, ALPHA, 'createKey', { name: 'Again', grants, expiresAt })).ok).toBe(true);
});
