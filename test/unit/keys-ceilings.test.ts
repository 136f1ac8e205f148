/**
 * Keys under ceilings that were lowered after they were issued, and what is left to a project admin where only site
 * admins issue keys: taking away always works, adding never gets past the ceiling.
 */
import { hashSecret } from '../../src/keys/credential';
import { editKey } from '../../src/keys/edit';
import { issueKey } from '../../src/keys/issue';
import { revokeKey } from '../../src/keys/revoke';
import { endSecretAt, rotateKeyAt } from '../../src/keys/rotate-at';
import { changeSettings } from '../../src/keys/site-settings';
import { suspendKey } from '../../src/keys/suspend';
import type { ApiKeyRecord } from '../../src/storage/records/api-key';
import type { SiteRecord } from '../../src/storage/records/site';
import { aKey, keysWorld, NOW } from './keys-world';

const DAY_MS = 86_400_000;
const ACTOR = { kind: 'person', accountId: 'person-a' } as const;
const SITE = { page: 'site' } as const;
const ALPHA = { page: 'project', projectId: '10001' } as const;
const inDays = (days: number) => new Date(NOW + days * DAY_MS).toISOString();
const alpha = (permissions: readonly string[], more: object = {}) => ({ projectId: '10001', permissions, ...more });
const beta = { projectId: '10003', permissions: ['issue:read'] };

const KEY: ApiKeyRecord = aKey({
  expiresAt: NOW + 100 * DAY_MS,
  notBefore: NOW - 500,
  grants: [{ projectId: '10001', projectKey: 'ALPHA', permissions: ['issue:read', 'issue:edit'] }],
  limits: { callsPerDay: 500 },
  hiddenFields: ['labels'],
  unusedDaysMax: 30,
  secrets: [
    { hash: hashSecret('older'), createdAt: NOW - 900, endsAt: NOW + 900 },
    { hash: hashSecret('newer'), createdAt: NOW - 800 },
  ],
});
const OVER_TWO: ApiKeyRecord = {
  ...KEY,
  home: { kind: 'site' },
  grants: [...KEY.grants, { projectId: '10003', projectKey: 'BETA', permissions: ['issue:read'] }],
};

const under = (
  site: Partial<SiteRecord>,
  record: ApiKeyRecord = KEY,
  place: typeof SITE | typeof ALPHA = SITE,
  people: Parameters<typeof keysWorld>[0] = { siteAdmin: true, administers: ['10001', '10003'] },
) => {
  const at = keysWorld({ ...people, site });
  at.keys.set(record.id, record);
  const edit = (change: object) => editKey(at.world, ACTOR, place, { keyId: record.id, version: 1 }, change);
  return { ...at, edit, stored: () => at.keys.get(record.id) };
};
const whereOf = async (done: ReturnType<typeof editKey>) => {
  const { ok, ...rest } = await done;
  return ok || !('error' in rest) ? 'done' : rest.error.where;
};

describe('under a ceiling that was lowered', () => {
  const low = {
    maxLifetimeDays: 10,
    permissions: ['issue:read'],
    severalProjects: false,
    limits: { callsPerDay: 100 },
  } satisfies Partial<SiteRecord>;

  test.each([
    ['gets another name', { name: 'Other' }],
    ['ends earlier', { expiresAt: inDays(5) }],
    ['ends earlier, and still after the ceiling', { expiresAt: inDays(50) }],
    ['loses a permission', { grants: [alpha(['issue:read']), beta] }],
    ['is sent back as the page showed it', { grants: [alpha(['issue:read', 'issue:edit']), beta] }],
    ['loses a project', { grants: [alpha(['issue:read', 'issue:edit'])] }],
    ['keeps the limit that it had', { limits: { callsPerDay: 500, callsPerMinute: 5 } }],
    ['gets a lower limit', { limits: { callsPerDay: 50 } }],
  ])('a key %s', async (_, change) => {
    const at = under(low, OVER_TWO);
    expect(await whereOf(at.edit(change))).toBe('done');
    expect(at.stored()?.version).toBe(2);
  });

  test.each([
    ['a permission above it', low, { grants: [alpha(['issue:read', 'issue:delete']), beta] }, 'grants.0.permissions'],
    ['a later end', low, { expiresAt: inDays(101) }, 'expiresAt'],
    ['a higher limit', low, { limits: { callsPerDay: 501 } }, 'limits.callsPerDay'],
    [
      'a limit above that of one of its projects',
      { projects: { '10003': { limits: { pageMax: 10 } } } },
      { limits: { pageMax: 11 } },
      'limits.pageMax',
    ],
    [
      'a further project where one is the most',
      { severalProjects: false },
      { grants: [alpha(['issue:read']), beta, { ...beta, projectId: '10002' }] },
      'grants',
    ],
    [
      'a further project in which keys end earlier',
      { projects: { '10002': { maxLifetimeDays: 10 } } },
      { grants: [alpha(['issue:read']), beta, { ...beta, projectId: '10002' }] },
      'expiresAt',
    ],
  ])('a key gets no %s', async (_, site, change, where) => {
    const at = under(site, OVER_TWO);
    expect(await whereOf(at.edit(change))).toBe(where);
    expect(at.stored()).toEqual(OVER_TWO);
    expect(await whereOf(under({}, OVER_TWO).edit(change))).toBe('done');
  });

  test.each([
    [100, 'done'],
    [101, 'limits.callsPerDay'],
  ])('a new key asks for %d calls a day: %s', async (callsPerDay, expected) => {
    const { world } = keysWorld({ siteAdmin: true, site: { limits: { callsPerDay: 100 } } });
    const draft = { name: 'New', expiresAt: inDays(5), grants: [alpha(['issue:read'])], limits: { callsPerDay } };
    const done = await issueKey(world, ACTOR, SITE, draft);
    expect(done.ok ? 'done' : done.error.where).toBe(expected);
  });
});

describe('where only site admins issue keys, a project admin', () => {
  const closed = { projects: { '10001': { whoMayIssue: 'site-admins' } } } satisfies Partial<SiteRecord>;

  test.each([
    ['renames a key', { name: 'Other', purpose: 'other' }],
    ['narrows a key', { grants: [alpha(['issue:read'])], expiresAt: inDays(5), limits: { callsPerDay: 5 } }],
    ['hides more fields', { hiddenFields: ['labels', 'summary'] }],
    ['lets it end when unused for less long', { unusedDaysMax: 3 }],
    ['lets it begin later', { notBefore: inDays(1) }],
  ])('%s', async (_, change) => {
    expect(await whereOf(under(closed, KEY, ALPHA).edit(change))).toBe('done');
  });

  test.each([
    ['a permission', { grants: [alpha(['issue:read', 'issue:edit', 'issue:delete'])] }],
    ['a later end', { expiresAt: inDays(101) }],
    ['an earlier beginning', { notBefore: null }],
    ['a higher limit', { limits: { callsPerDay: 501 } }],
    ['no limit', { limits: null }],
    ['another limit in its place', { limits: { callsPerMinute: 5 } }],
    ['a field that was hidden', { hiddenFields: [] }],
    ['more days unused', { unusedDaysMax: 31 }],
    ['days unused without end', { unusedDaysMax: null }],
  ])('gives a key no %s', async (_, change) => {
    const at = under(closed, KEY, ALPHA);
    const done = await at.edit(change);
    expect(done.ok ? 'done' : done.error.reason).toBe('not_allowed');
    expect(at.stored()).toEqual(KEY);
    expect(await whereOf(under(closed, KEY, SITE).edit(change))).toBe('done');
    expect(await whereOf(under({}, KEY, ALPHA).edit(change))).toBe('done');
  });

  test('gets no secret of a key, and may still stop it', async () => {
    const one = { ...KEY, secrets: KEY.secrets.slice(1) };
    const rotate = (site: Partial<SiteRecord>, place: typeof SITE | typeof ALPHA) =>
      rotateKeyAt(under(site, one).world, ACTOR, place, { keyId: KEY.id, version: 1 }, 60);
    const refused = await rotate(closed, ALPHA);
    expect(refused.ok ? 'done' : refused.error.reason).toBe('not_allowed');
    expect((await rotate(closed, SITE)).ok).toBe(true);
    expect((await rotate({}, ALPHA)).ok).toBe(true);
    // The older secret may have been told to anyone; ending the newer one would let it go on.
    expect((await endSecretAt(under(closed).world, ACTOR, ALPHA, { keyId: KEY.id, version: 1 }, 'newer')).ok).toBe(
      false,
    );
    expect((await endSecretAt(under(closed).world, ACTOR, ALPHA, { keyId: KEY.id, version: 1 }, 'older')).ok).toBe(
      true,
    );
    expect((await suspendKey(under(closed).world, ACTOR, ALPHA, KEY.id, undefined)).ok).toBe(true);
    expect((await revokeKey(under(closed).world, ACTOR, ALPHA, KEY.id, undefined)).ok).toBe(true);
  });
});

describe('stopping every key', () => {
  const meanwhile = (at: ReturnType<typeof keysWorld>) =>
    at.setSettings({ ...at.settings(), version: 7, maxLifetimeDays: 30 });

  test.each([
    ['before it was read', (at: ReturnType<typeof keysWorld>) => meanwhile(at)],
    ['while it was stored', (at: ReturnType<typeof keysWorld>) => at.meanwhile(() => meanwhile(at))],
  ])('waits for nobody: what another site admin changed %s is kept', async (_, other) => {
    const at = keysWorld({ siteAdmin: true });
    other(at);
    expect((await changeSettings(at.world, ACTOR, 0, { breakGlass: true })).ok).toBe(true);
    expect(at.settings()).toMatchObject({ breakGlass: true, maxLifetimeDays: 30, version: 8 });
  });

  test.each([
    ['letting them go on', { breakGlass: false }],
    ['a ceiling beside it', { breakGlass: true, maxLifetimeDays: 5 }],
  ])('is the only change that does: not %s', async (_, change) => {
    const at = keysWorld({ siteAdmin: true });
    meanwhile(at);
    const before = at.settings();
    const done = await changeSettings(at.world, ACTOR, 0, change);
    expect(done.ok ? 'done' : done.error.reason).toBe('conflict');
    expect(at.settings()).toEqual(before);
    expect((await changeSettings(at.world, ACTOR, 7, change)).ok).toBe(true);
  });

  test('is for site admins', async () => {
    const at = keysWorld({ administers: ['10001'] });
    expect((await changeSettings(at.world, ACTOR, 0, { breakGlass: true })).ok).toBe(false);
    expect(at.settings().breakGlass).toBe(false);
  });
});
