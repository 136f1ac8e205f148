/**
 * Keys of which one project goes: taken out by someone who administers it alone, deleted for good, or in the bin. What a
 * ceiling has stopped works in none of the others for that, and a project that is gone stands in nobody's way.
 */
import { barredActs } from '../../src/console/barred-acts';
import { dropProject } from '../../src/keys/drop-project';
import { editKey } from '../../src/keys/edit';
import { keyStanding } from '../../src/keys/standing';
import { capOf, endOf } from '../../src/policy/ceilings';
import { PERMISSIONS, type Permission } from '../../src/policy/permissions';
import { ok } from '../../src/result';
import type { ApiKeyRecord } from '../../src/storage/records/api-key';
import { DEFAULT_SITE, type SiteRecord } from '../../src/storage/records/site';
import { aKey, keysWorld, NOW } from './keys-world';

const DAY_MS = 86_400_000;
const ACTOR = { kind: 'person', accountId: 'person-a' } as const;
const SITE = { page: 'site' } as const;
const ALPHA = { page: 'project', projectId: '10001' } as const;
const alpha = { projectId: '10001', projectKey: 'ALPHA', permissions: ['issue:read' as const, 'issue:edit' as const] };
const beta = { projectId: '10003', projectKey: 'BETA', permissions: ['issue:read' as const] };
const KEY: ApiKeyRecord = aKey({
  home: { kind: 'site' },
  createdAt: NOW - 5 * DAY_MS,
  expiresAt: NOW + 30 * DAY_MS,
  grants: [alpha, beta],
});
const named = ({ projectKey: _, ...grant }: typeof alpha | typeof beta) => grant;
const OMEGA = { projectId: '10002', projectKey: 'OMEGA', permissions: ['issue:read' as const] };

const worldWith = (
  site: Partial<SiteRecord>,
  administers: readonly string[] = ['10001'],
  record = KEY,
  ownRights: readonly Permission[] = PERMISSIONS,
) => {
  const at = keysWorld({ administers, siteAdmin: true, site, ownRights });
  at.keys.set(record.id, record);
  const stored = () => at.keys.get(record.id) ?? aKey();
  const edit = (place: typeof SITE | typeof ALPHA, change: object) =>
    editKey(at.world, ACTOR, place, { keyId: record.id, version: stored().version }, change);
  const barred = async () => {
    const caller = { actor: ACTOR, place: ALPHA, world: at.world, licence: 'none' } as const;
    const found = await barredActs(caller, stored(), at.settings());
    return found.ok ? found.value : {};
  };
  /** Would a call be served that reads in BETA? */
  const works = (now = NOW) =>
    keyStanding(stored(), at.settings(), now) === 'in_force' &&
    capOf('issue:read', beta, stored(), at.settings(), now) === undefined;
  return { ...at, stored, edit, works, barred };
};

describe('who administers one of two projects takes theirs out', () => {
  const drop = { grants: [] };

  test('and the key goes on in the other', async () => {
    const at = worldWith({});
    expect((await at.barred()).drop).toBeUndefined();
    expect((await at.edit(ALPHA, drop)).ok).toBe(true);
    expect(at.stored()).toMatchObject({ grants: [beta], expiresAt: KEY.expiresAt });
    expect(at.works()).toBe(true);
  });

  test('but not where the key does nothing because there are two, and the page knows it', async () => {
    const at = worldWith({ severalProjects: false });
    expect(at.works()).toBe(false);
    const refused = await at.edit(ALPHA, drop);
    expect(refused.ok ? 'done' : refused.error.reason).toBe('not_allowed');
    expect(refused.ok ? undefined : refused.error).toEqual((await at.barred()).drop);
    expect([at.stored(), at.works()]).toEqual([KEY, false]);
    // Narrowing brings nothing back, and who administers both answers for the other.
    const narrow = { grants: [{ projectId: '10001', permissions: ['issue:read'] }] };
    expect((await at.edit(ALPHA, narrow)).ok).toBe(true);
    const both = worldWith({ severalProjects: false }, ['10001', '10003']);
    expect((await both.barred()).drop).toBeUndefined();
    expect([(await both.edit(ALPHA, drop)).ok, both.works()]).toEqual([true, true]);
  });

  test('also where three are too many, since two are too', async () => {
    const at = worldWith({ severalProjects: false }, ['10001'], { ...KEY, grants: [alpha, beta, OMEGA] });
    expect([(await at.edit(ALPHA, drop)).ok, at.works()]).toEqual([true, false]);
  });

  test('and a key that has ended by its ceiling stays ended', async () => {
    const at = worldWith({ projects: { '10001': { maxLifetimeDays: 2 } } });
    expect(at.works()).toBe(false);
    expect((await at.edit(ALPHA, drop)).ok).toBe(true);
    expect([at.stored().grants, at.works()]).toEqual([[beta], false]);
    at.setSettings(DEFAULT_SITE);
    expect(at.works()).toBe(false);
  });

  test('and a key that will end by its ceiling ends then', async () => {
    const at = worldWith({ projects: { '10001': { maxLifetimeDays: 7 } } });
    await at.edit(ALPHA, drop);
    expect(at.works()).toBe(true);
    expect(endOf(at.stored(), at.settings())).toBe(KEY.createdAt + 7 * DAY_MS);
  });

  test('and an end that another ceiling gives may still be raised again', async () => {
    const at = worldWith({ maxLifetimeDays: 7 });
    await at.edit(ALPHA, drop);
    expect(endOf(at.stored(), at.settings())).toBe(KEY.createdAt + 7 * DAY_MS);
    at.setSettings(DEFAULT_SITE);
    expect(endOf(at.stored(), at.settings())).toBe(KEY.expiresAt);
  });
});

describe('who administers both, and may not make the key wider,', () => {
  const drop = { grants: [] };
  const BOTH = ['10001', '10003'];
  const NARROWERS: readonly (readonly [string, Partial<SiteRecord>, Partial<ApiKeyRecord>])[] = [
    ['only site admins issue keys', { whoMayIssue: 'site-admins' }, {}],
    ['a site admin lets it show more', {}, { reveals: ['restrictedEntries'] }],
    ['its sponsor may do more than they', {}, { sponsor: 'person-z' }],
  ];
  const STOPPED: readonly (readonly [string, Partial<SiteRecord>])[] = [
    ['since it reaches two projects', { severalProjects: false }],
    ['at its end by the ceiling of one', { projects: { '10001': { maxLifetimeDays: 2 } } }],
  ];
  const CASES = NARROWERS.flatMap(([why, own, record]) =>
    STOPPED.map(([how, ceiling]) => [why, how, { ...own, ...ceiling }, record] as const),
  );
  const worldOf = (site: Partial<SiteRecord>, record: Partial<ApiKeyRecord>) =>
    worldWith(site, BOTH, { ...KEY, ...record }, ['issue:edit']);

  test.each(CASES)('where %s, wakes none that is stopped %s, and the page knows it', async (_, how, site, record) => {
    const at = worldOf(site, record);
    expect(at.works()).toBe(false);
    const refused = await at.edit(ALPHA, drop);
    expect(refused.ok ? 'done' : refused.error.reason).toBe('not_allowed');
    expect([at.stored().grants, at.works()]).toEqual([[alpha, beta], false]);
    // What has ended is offered no acts at all.
    expect((await at.barred()).drop).toEqual(how.includes('end') || refused.ok ? undefined : refused.error);
    // The site's page may: it answers for all of it.
    expect((await at.edit(SITE, { grants: [named(beta)] })).ok).toBe(true);
    expect(at.works()).toBe(true);
  });

  test.each(NARROWERS)('where %s, takes out a project that holds nothing up', async (_, site, record) => {
    const at = worldOf(site, record);
    expect((await at.barred()).drop).toBeUndefined();
    expect((await at.edit(ALPHA, drop)).ok).toBe(true);
    expect([at.stored().grants, at.works()]).toEqual([[beta], true]);
  });

  test('takes out one whose ceiling would have ended the key, where it then ends no later', async () => {
    const at = worldOf({ whoMayIssue: 'site-admins', projects: { '10001': { maxLifetimeDays: 7 } } }, {});
    expect((await at.edit(ALPHA, drop)).ok).toBe(false);
    const expiresAt = new Date(KEY.createdAt + 7 * DAY_MS).toISOString();
    expect((await at.edit(ALPHA, { ...drop, expiresAt })).ok).toBe(true);
    expect(endOf(at.stored(), at.settings())).toBe(KEY.createdAt + 7 * DAY_MS);
  });
});

describe('a project that is deleted for good', () => {
  test('is taken out, and the key goes on in the other', async () => {
    const at = worldWith({});
    expect(await dropProject(at.world, '10001')).toEqual(ok(1));
    expect([at.stored().grants, at.works()]).toEqual([[beta], true]);
  });

  test.each([
    ['two projects are too many', { severalProjects: false }],
    ['its ceiling has ended the key', { projects: { '10001': { maxLifetimeDays: 2 } } }],
  ])('wakes no key where %s', async (_, site) => {
    const at = worldWith(site);
    await dropProject(at.world, '10001');
    expect([at.stored().grants, at.works()]).toEqual([[beta], false]);
  });

  test('suspends a key that had been stopped by the number of its projects, until someone lets it go on', async () => {
    const at = worldWith({ severalProjects: false });
    await dropProject(at.world, '10001');
    expect(at.stored().status).toMatchObject({ state: 'suspended', by: 'product-event', reason: 'project_deleted' });
  });
});

describe('a key with a project in the bin', () => {
  const withBin = () => {
    const at = worldWith({}, ['10001'], KEY);
    const person = {
      ...at.world.person,
      project: async (id: string) => (id === '10003' ? ok(undefined) : at.world.person.project(id)),
    };
    const edit = (change: object, record = KEY) =>
      editKey({ ...at.world, person }, ACTOR, SITE, { keyId: record.id, version: record.version }, change);
    return { ...at, edit };
  };

  test.each([
    ['its name', { name: 'Other' }, ['ALPHA', 'BETA']],
    ['its limits', { limits: { callsPerDay: 5 } }, ['ALPHA', 'BETA']],
    ['its end', { expiresAt: new Date(NOW + DAY_MS).toISOString() }, ['ALPHA', 'BETA']],
    ['narrower grants', { grants: [named({ ...alpha, permissions: ['issue:read'] }), named(beta)] }, ['ALPHA', 'BETA']],
    ['only its other grants', { grants: [named(alpha)] }, ['ALPHA']],
  ])('is changed by a site admin: %s', async (_, change, keys) => {
    const at = withBin();
    expect((await at.edit(change)).ok).toBe(true);
    expect(at.stored().grants.map(({ projectKey }) => projectKey)).toEqual(keys);
  });

  test('is given no project that is not there', async () => {
    const at = withBin();
    at.keys.set(KEY.id, { ...KEY, grants: [alpha] });
    const added = await at.edit({ grants: [named(alpha), named(beta)] });
    expect(added.ok ? 'done' : added.error.where).toBe('grants.1.projectId');
    expect(at.stored().grants).toEqual([alpha]);
  });
});
