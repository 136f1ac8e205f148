import { editKey } from '../../src/keys/edit';
import { handOver, KEYS_A_STEP_MAX } from '../../src/keys/hand-over';
import { issueKey } from '../../src/keys/issue';
import { rotateKeyAt } from '../../src/keys/rotate-at';
import { changeSettings } from '../../src/keys/site-settings';
import { checkSponsors } from '../../src/keys/sponsor';
import { keyStanding } from '../../src/keys/standing';
import { PERMISSIONS } from '../../src/policy/permissions';
import type { ApiKeyRecord } from '../../src/storage/records/api-key';
import { DEFAULT_SITE, type SiteRecord } from '../../src/storage/records/site';
import { aKey, IN_A_MONTH, keysWorld, NOW } from './keys-world';

const ACTOR = { kind: 'person', accountId: 'person-a' } as const;
const SITE = { page: 'site' } as const;
const ALPHA = { page: 'project', projectId: '10001' } as const;
const DAY_MS = 86_400_000;

const BOTH: ApiKeyRecord = aKey({
  home: { kind: 'site' },
  expiresAt: NOW + 30 * DAY_MS,
  grants: [
    { projectId: '10001', projectKey: 'ALPHA', permissions: ['issue:read', 'issue:edit'] },
    { projectId: '10003', projectKey: 'BETA', permissions: ['issue:read'] },
  ],
});
const ONE: ApiKeyRecord = aKey({ expiresAt: NOW + 30 * DAY_MS });

const worldWith = (record: ApiKeyRecord, given: Parameters<typeof keysWorld>[0] = { siteAdmin: true }) => {
  const all = keysWorld(given);
  all.keys.set(record.id, record);
  const edit = (change: object, place: typeof SITE | typeof ALPHA = SITE, version = record.version) =>
    editKey(all.world, ACTOR, place, { keyId: record.id, version }, change);
  const stored = () => all.keys.get(record.id) ?? aKey();
  return { ...all, edit, stored };
};

const grant = (permissions: readonly string[], more: object = {}) => ({ projectId: '10001', permissions, ...more });

describe('changing a key', () => {
  test('stores what was asked for, its audit, and the next version', async () => {
    const { edit, stored, audit } = worldWith(ONE);
    const limits = { callsPerDay: 500 };
    const done = await edit({
      name: 'Renamed',
      limits,
      hiddenFields: ['labels'],
      grants: [grant(['issue:read', 'issue:edit'])],
    });
    expect(done.ok && done.value).toEqual(stored());
    expect(stored()).toMatchObject({
      name: 'Renamed',
      limits,
      hiddenFields: ['labels'],
      version: 2,
      secrets: ONE.secrets,
    });
    expect(stored().grants).toEqual([{ ...grant(['issue:read', 'issue:edit']), projectKey: 'ALPHA' }]);
    expect(audit.map(({ event }) => event)).toEqual([
      { kind: 'administration', act: 'key_changed', by: 'person-a', detail: 'name, grants, limits, hiddenFields' },
    ]);
    expect((await edit({ limits: null }, SITE, 2)).ok).toBe(true);
    expect(stored().limits).toBeUndefined();
    expect(stored().hiddenFields).toEqual(['labels']);
  });

  test.each([
    [
      'before it was read',
      (at: ReturnType<typeof worldWith>) => void at.keys.set(ONE.id, { ...ONE, version: 2, name: 'Theirs' }),
    ],
    [
      'while it was decided',
      (at: ReturnType<typeof worldWith>) =>
        at.meanwhile(() => at.keys.set(ONE.id, { ...ONE, version: 2, name: 'Theirs' })),
    ],
  ])('tells the second of two administrators to look again · %s', async (_, other) => {
    const at = worldWith(ONE);
    other(at);
    const done = await at.edit({ name: 'Mine' });
    expect(done.ok ? '' : [done.error.reason, done.error.where]).toEqual(['conflict', 'version']);
    expect(at.stored().name).toBe('Theirs');
    expect(at.audit).toEqual([]);
  });

  test.each(['read_key', 'read_site', 'save_key'] as const)(
    'changes nothing when storage is down at %s',
    async (operation) => {
      const at = worldWith(ONE);
      at.faults.down.add(operation);
      const done = await at.edit({ name: 'Mine' });
      expect(done.ok ? '' : done.error.reason).toBe('unavailable');
      expect(at.stored()).toEqual(ONE);
      expect(at.audit).toEqual([]);
    },
  );

  test('changes nothing when Jira does not say what the person administers', async () => {
    const at = worldWith(ONE);
    at.faults.jiraDown = true;
    expect((await at.edit({ name: 'Mine' })).ok).toBe(false);
    expect(at.stored()).toEqual(ONE);
  });

  test.each([
    ['a line break in the name', { name: 'a\nb' }, 'name'],
    ['a member that is not known', { secrets: [] }, ''],
    ['a version', { version: 7 }, ''],
    ['no grant at all', { grants: [] }, 'grants'],
    ['a permission that is none', { grants: [grant(['issue:everything'])] }, 'grants.0.permissions.0'],
    ['an end in the past', { expiresAt: '2020-01-01T00:00:00Z' }, 'expiresAt'],
    ['an end beyond the ceiling', { expiresAt: '2028-01-01T00:00:00Z' }, 'expiresAt'],
    ['a limit of nothing', { limits: { callsPerDay: 0 } }, 'limits.callsPerDay'],
    [
      'a condition in a grant that writes',
      { grants: [grant(['issue:edit'], { conditions: { jql: 'labels = x' } })] },
      'grants.0.conditions.jql',
    ],
    [
      'a condition that is no JQL',
      { grants: [grant(['issue:read'], { conditions: { jql: 'labels = ' } })] },
      'grants.0.conditions.jql',
    ],
    [
      'a condition that names a person',
      { grants: [grant(['issue:read'], { conditions: { jql: 'assignee = 5b10' } })] },
      'grants.0.conditions.jql',
    ],
    [
      'a condition with an order',
      { grants: [grant(['issue:read'], { conditions: { jql: 'labels = x ORDER BY key' } })] },
      'grants.0.conditions.jql',
    ],
    [
      'a further project at a project URL',
      { grants: [grant(['issue:read']), { projectId: '10003', permissions: ['issue:read'] }] },
      'grants',
    ],
    ['a project that does not exist', { grants: [{ projectId: '10999', permissions: ['issue:read'] }] }, 'grants'],
  ])('refuses %s, and says where', async (_, change, where) => {
    const at = worldWith(ONE);
    const done = await at.edit(change);
    expect(done.ok ? 'done' : done.error.where).toBe(where);
    expect(done.ok ? '' : done.error.mend).not.toBe('');
    expect(at.stored()).toEqual(ONE);
  });

  test('takes a condition, also where it only reads', async () => {
    const at = worldWith(ONE);
    const conditions = { issueTypes: ['10101'], jql: 'labels = x' };
    expect((await at.edit({ grants: [grant(['issue:read'], { conditions })] })).ok).toBe(true);
    expect(at.stored().grants[0]?.conditions).toEqual(conditions);
  });

  test('is for administrators of the page, and for keys of the page', async () => {
    const stranger = worldWith(ONE, { administers: [] });
    const refused = await stranger.edit({ name: 'Mine' }, ALPHA);
    expect(refused.ok ? '' : refused.error.reason).toBe('not_allowed');
    const elsewhere = worldWith(
      aKey({ grants: [{ projectId: '10003', projectKey: 'BETA', permissions: ['issue:read'] }] }),
      { administers: ['10001'] },
    );
    const unknown = await elsewhere.edit({ name: 'Mine' }, ALPHA);
    expect(unknown.ok ? '' : unknown.error.reason).toBe('no_such_key');
    expect((await worldWith(ONE, { administers: ['10001'] }).edit({ name: 'Mine' }, ALPHA)).ok).toBe(true);
  });

  test.each([['revoked'], ['expired']] as const)('does not change a key that is %s', async (state) => {
    const at = worldWith({ ...ONE, status: { state } });
    expect((await at.edit({ name: 'Mine' })).ok).toBe(false);
  });
});

describe('whoever administers one of several projects', () => {
  const asAlphaAdmin = () => worldWith(BOTH, { administers: ['10001'] });
  const wanted = (...permissions: string[]) => ({ grants: [grant(permissions)] });

  test.each([
    ['narrows the own grant', wanted('issue:read'), ['issue:read']],
    [
      'narrows it by a condition',
      { grants: [grant(['issue:read', 'issue:edit'], { conditions: { fields: ['summary'] } })] },
      ['issue:read', 'issue:edit'],
    ],
  ])('%s, and leaves the other as it is', async (_, change, permissions) => {
    const at = asAlphaAdmin();
    expect((await at.edit(change, ALPHA)).ok).toBe(true);
    expect(at.stored().grants.map((each) => each.permissions)).toEqual([permissions, ['issue:read']]);
  });

  test('drops the own grant', async () => {
    const at = asAlphaAdmin();
    expect((await at.edit({ grants: [] }, ALPHA)).ok).toBe(true);
    expect(at.stored().grants.map(({ projectId }) => projectId)).toEqual(['10003']);
  });

  test.each([
    ['widen it', wanted('issue:read', 'issue:delete')],
    ['rename the key', { name: 'Mine' }],
    ['change its end', { ...wanted('issue:read'), expiresAt: IN_A_MONTH }],
    ['touch the other grant', { grants: [{ projectId: '10003', permissions: ['issue:read'] }] }],
    ['name both', { grants: [grant(['issue:read']), { projectId: '10003', permissions: ['issue:read'] }] }],
  ])('may not %s', async (_, change) => {
    const at = asAlphaAdmin();
    const done = await at.edit(change, ALPHA);
    expect(done.ok ? '' : done.error.reason).toBe('not_allowed');
    expect(at.stored()).toEqual(BOTH);
  });

  test.each([
    ['rules of endpoints', { endpointRules: ['GET /rest/api/3/issue/*'] }, {}],
    ['issue types', { conditions: { issueTypes: ['1'] } }, { conditions: { issueTypes: ['1', '2'] } }],
    ['a JQL condition', { conditions: { jql: 'labels = x' } }, { conditions: { jql: 'labels = y' } }],
  ])('may not take away %s', async (_, before, after) => {
    const [own, other] = BOTH.grants as [ApiKeyRecord['grants'][number], ApiKeyRecord['grants'][number]];
    const record = { ...BOTH, grants: [{ ...own, permissions: ['issue:read' as const], ...before }, other] };
    const at = worldWith(record, { administers: ['10001'] });
    expect((await at.edit({ grants: [grant(['issue:read'], after)] }, ALPHA)).ok).toBe(false);
    expect((await at.edit({ grants: [grant(['issue:read'], before)] }, ALPHA)).ok).toBe(true);
  });

  test('may not rotate it, since the secret reaches the other project', async () => {
    const at = asAlphaAdmin();
    const done = await rotateKeyAt(at.world, ACTOR, ALPHA, { keyId: BOTH.id, version: 1 }, 60);
    expect(done.ok ? '' : done.error.reason).toBe('not_allowed');
    expect(
      (
        await rotateKeyAt(
          worldWith(BOTH, { administers: ['10001', '10003'] }).world,
          ACTOR,
          ALPHA,
          { keyId: BOTH.id, version: 1 },
          60,
        )
      ).ok,
    ).toBe(true);
  });
});

describe('settings of the site', () => {
  test('are changed by site admins, from the version that they saw, with an audit', async () => {
    const at = keysWorld({ siteAdmin: true });
    const done = await changeSettings(at.world, ACTOR, 0, {
      breakGlass: true,
      permissions: ['issue:read'],
      limits: { callsPerMinute: 60 },
    });
    expect(done.ok && done.value).toMatchObject({
      breakGlass: true,
      permissions: ['issue:read'],
      version: 1,
      maxLifetimeDays: 365,
    });
    expect(at.audit[0]).toMatchObject({
      projectId: 'site',
      event: { act: 'site_changed', by: 'person-a', detail: 'breakGlass, permissions, limits' },
    });
    const again = await changeSettings(at.world, ACTOR, 0, { breakGlass: false });
    expect(again.ok ? '' : again.error.reason).toBe('conflict');
    const back = await changeSettings(at.world, ACTOR, 1, { breakGlass: false, permissions: null });
    expect(back.ok && back.value.permissions).toBeUndefined();
    expect(back.ok && back.value.limits).toEqual({ callsPerMinute: 60 });
  });

  test.each([
    ['someone else', { siteAdmin: false, administers: ['10001'] }, {}, 'not_allowed'],
    ['an unknown permission', { siteAdmin: true }, { permissions: ['all'] }, 'invalid'],
    ['a lifetime of nothing', { siteAdmin: true }, { maxLifetimeDays: 0 }, 'invalid'],
    ['a project by its key', { siteAdmin: true }, { projects: { ALPHA: {} } }, 'invalid'],
    ['an unknown member', { siteAdmin: true }, { version: 9 }, 'invalid'],
    [
      'too many projects',
      { siteAdmin: true },
      { projects: Object.fromEntries(Array.from({ length: 101 }, (_, at) => [String(at + 1), {}])) },
      'invalid',
    ],
  ])('are not changed by or to %s', async (_, given, change, reason) => {
    const at = keysWorld(given);
    const done = await changeSettings(at.world, ACTOR, 0, change);
    expect(done.ok ? '' : done.error.reason).toBe(reason);
    expect(at.audit).toEqual([]);
  });

  const shrunk = (site: Partial<SiteRecord>): SiteRecord => ({ ...DEFAULT_SITE, ...site });
  test.each([
    ['the site', shrunk({ maxLifetimeDays: 10 })],
    ['its project', shrunk({ projects: { '10001': { maxLifetimeDays: 10 } } })],
  ])('a shorter life of %s ends keys that are older, from then on', (_, site) => {
    const record = aKey({ createdAt: NOW - 10 * DAY_MS, expiresAt: NOW + DAY_MS });
    expect(keyStanding(record, DEFAULT_SITE, NOW)).toBe('in_force');
    expect(keyStanding(record, site, NOW - 1)).toBe('in_force');
    expect(keyStanding(record, site, NOW)).toBe('expired');
  });

  test.each([
    ['a permission above the ceiling of the site', { permissions: ['issue:read' as const] }, 'grants.0.permissions'],
    [
      'a permission above the ceiling of its project',
      { projects: { '10001': { permissions: ['issue:read' as const] } } },
      'grants.0.permissions',
    ],
    ['a life above the ceiling of its project', { projects: { '10001': { maxLifetimeDays: 3 } } }, 'expiresAt'],
    ['a second project where one is the most', { severalProjects: false }, 'grants'],
    [
      'issuing by a project admin where site admins do it',
      { projects: { '10001': { whoMayIssue: 'site-admins' as const } } },
      '',
    ],
  ])('keys are not issued with %s', async (_, site, where) => {
    const both = [grant(['issue:read', 'issue:edit']), { projectId: '10003', permissions: ['issue:read'] }];
    const input = { name: 'New', expiresAt: IN_A_MONTH, grants: both };
    const issue = (under: Partial<SiteRecord>) =>
      issueKey(keysWorld({ administers: ['10001', '10003'], site: under }).world, ACTOR, ALPHA, input);
    const refused = await issue(site);
    expect(refused.ok ? 'issued' : refused.error.where).toBe(where);
    expect((await issue({})).ok).toBe(true);
  });
});

describe('sponsors', () => {
  test('a new key holds what its sponsor may do', async () => {
    const at = keysWorld({ siteAdmin: true });
    const done = await issueKey(at.world, ACTOR, SITE, {
      name: 'New',
      expiresAt: IN_A_MONTH,
      grants: [grant(['issue:read'])],
    });
    expect(done.ok && done.value.record.sponsorRights).toMatchObject({
      checkedAt: NOW,
      projects: { '10001': expect.arrayContaining(['issue:delete']) },
    });
  });

  const checked = {
    ...ONE,
    sponsorRights: { checkedAt: NOW - DAY_MS * 2, projects: { '10001': ['issue:read' as const] } },
  };

  test('are asked about once an hour; what they may do no longer, the key may not', async () => {
    const at = worldWith(checked);
    at.rights.set('person-a', []);
    expect(await checkSponsors(at.world)).toMatchObject({ ok: true, value: { looked: 1 } });
    expect(at.stored().sponsorRights).toEqual({ checkedAt: NOW, projects: { '10001': [] } });
    expect(at.audit).toHaveLength(1);
    await checkSponsors(at.world);
    expect(at.audit).toHaveLength(1);
  });

  test('where Jira tells nothing of others, the last check stays as it is', async () => {
    const at = worldWith(checked);
    await checkSponsors(at.world);
    expect(at.stored()).toEqual(checked);
  });

  test("Jira's outage is no loss of rights", async () => {
    const at = worldWith(checked);
    at.rights.set('person-a', []);
    at.faults.jiraDown = true;
    expect((await checkSponsors(at.world)).ok).toBe(false);
    expect(at.stored()).toEqual(checked);
  });

  test.each([
    ['stop', 'suspended'],
    ['flag', 'active'],
  ] as const)('when one leaves, the site says %s, and the key is %s', async (whenSponsorLeaves, state) => {
    const at = worldWith(checked, { site: { whenSponsorLeaves } });
    at.gone.add('person-a');
    await checkSponsors(at.world);
    expect(at.stored().status.state).toBe(state);
  });

  test('all of one person go to another in one step, by a site admin, and twice is as once', async () => {
    const at = worldWith(checked);
    at.keys.set('BBBBBBBBBBBB', { ...checked, id: 'BBBBBBBBBBBB', sponsor: 'person-c' });
    at.keys.set('CCCCCCCCCCCC', { ...checked, id: 'CCCCCCCCCCCC', status: { state: 'revoked' } });
    at.rights.set('person-b', ['issue:read']);
    const done = await handOver(at.world, ACTOR, { from: 'person-a', to: 'person-b' });
    expect(done.ok && done.value.changed.map(({ id }) => id)).toEqual([checked.id]);
    expect(at.stored()).toMatchObject({
      sponsor: 'person-b',
      sponsorRights: { projects: { '10001': ['issue:read'] } },
    });
    expect(at.keys.get('BBBBBBBBBBBB')?.sponsor).toBe('person-c');
    const again = await handOver(at.world, ACTOR, { from: 'person-a', to: 'person-b' });
    expect(again.ok && again.value).toEqual({ changed: [], left: [], complete: true });
  });

  test('are not handed over by others, to nobody, to the same, and what fails is named', async () => {
    const other = await handOver(worldWith(checked, { administers: ['10001'] }).world, ACTOR, {
      from: 'person-a',
      to: 'person-b',
    });
    expect(other.ok ? '' : other.error.reason).toBe('not_allowed');
    const at = worldWith(checked);
    at.rights.set('person-b', []);
    at.gone.add('person-b');
    expect((await handOver(at.world, ACTOR, { from: 'person-a', to: 'person-b' })).ok).toBe(false);
    expect((await handOver(at.world, ACTOR, { from: 'person-a', to: 'person-a' })).ok).toBe(false);
    at.gone.clear();
    at.faults.down.add('save_key');
    const half = await handOver(at.world, ACTOR, { from: 'person-a', to: 'person-b' });
    expect(half.ok && half.value).toMatchObject({
      changed: [],
      left: [{ keyId: checked.id, fault: { reason: 'unavailable' } }],
    });
    expect(at.stored()).toEqual(checked);
  });

  test('of a key are never lost by a hand-over: where Jira does not tell of the other person, nothing is handed over', async () => {
    const at = worldWith(checked);
    const untold = await handOver(at.world, ACTOR, { from: 'person-a', to: 'person-b' });
    expect(untold.ok ? 'done' : [untold.error.reason, untold.error.where]).toEqual(['invalid', 'to']);
    expect(at.stored()).toEqual(checked);
    // Of themselves Jira tells everyone.
    const taken = await handOver(
      at.world,
      { kind: 'person', accountId: 'person-b' },
      { from: 'person-a', to: 'person-b' },
    );
    expect(taken.ok && taken.value.changed).toHaveLength(1);
    expect(at.stored().sponsorRights).toMatchObject({ checkedAt: NOW, projects: { '10001': PERMISSIONS } });
  });

  test('of a project that the key was given during a hand-over are not known, and count for nothing', async () => {
    const at = worldWith({ ...BOTH, grants: BOTH.grants.slice(0, 1) });
    at.rights.set('person-b', ['issue:read']);
    at.meanwhile(() => at.keys.set(BOTH.id, { ...BOTH, version: 2 }));
    await handOver(at.world, ACTOR, { from: 'person-a', to: 'person-b' });
    expect(at.stored().sponsorRights?.projects).toEqual({ '10001': ['issue:read'], '10003': [] });
  });

  test('who were quicker keep their key, and it is not told as handed over', async () => {
    const at = worldWith(checked);
    at.rights.set('person-b', ['issue:read']);
    at.meanwhile(() => at.keys.set(checked.id, { ...checked, version: 2, sponsor: 'person-c' }));
    const done = await handOver(at.world, ACTOR, { from: 'person-a', to: 'person-b' });
    expect(done.ok && done.value).toEqual({ changed: [], left: [], complete: true });
    expect(at.stored().sponsor).toBe('person-c');
  });

  test('of more keys than one step takes are handed over by further steps', async () => {
    const at = worldWith(checked);
    for (let n = 0; n < KEYS_A_STEP_MAX; n += 1) {
      const id = `key${String(n).padStart(9, '0')}`;
      at.keys.set(id, { ...checked, id });
    }
    at.rights.set('person-b', ['issue:read']);
    const first = await handOver(at.world, ACTOR, { from: 'person-a', to: 'person-b' });
    expect(first.ok && [first.value.changed.length, first.value.complete]).toEqual([KEYS_A_STEP_MAX, false]);
    const rest = await handOver(at.world, ACTOR, { from: 'person-a', to: 'person-b' });
    expect(rest.ok && [rest.value.changed.length, rest.value.complete]).toEqual([1, true]);
  });
});
