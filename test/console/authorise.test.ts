/** The console's door: who is let in, what a forged page gains, and what never comes out. */
import { NeedsAuthenticationError } from '@forge/api';
import { projectFunctions, siteFunctions } from '../../src/console/functions';
import { adminResolver } from '../../src/console/resolver-admin';
import { projectResolver } from '../../src/console/resolver-project';
import type { KeyWorld } from '../../src/keys/key-store';
import { aKey, IN_A_MONTH, keysWorld, NOW } from '../unit/keys-world';

type Page = 'admin' | 'project';
type Call = { accountId?: string; payload?: unknown; extension?: unknown; forgedAccount?: string };

const call = (page: Page, world: KeyWorld, functionKey: string, given: Call = {}) => {
  const resolver = page === 'admin' ? adminResolver(world) : projectResolver(world);
  const { accountId = 'person-a', payload, extension = { project: { id: '10001', key: 'ALPHA' } } } = given;
  const platform = {
    installContext: 'ari:cloud:jira::site/x',
    principal: accountId === '' ? undefined : { accountId },
  };
  // What the page sends as context arrives too; the account in it must count for nothing.
  const context = { accountId: given.forgedAccount ?? accountId, extension };
  return resolver({ call: { functionKey, payload }, context }, platform);
};

const id = aKey().id;
const draft = { name: 'deploy', grants: [{ projectId: '10001', permissions: ['issue:read'] }], expiresAt: IN_A_MONTH };
const span = { from: '2026-10-01T00:00:00Z', to: '2026-11-01T00:00:00Z' };

/** A good payload for every function that there is: one without would not be looked at. */
const payloads: Readonly<Record<string, object>> = {
  whoAmI: {},
  listKeys: {},
  readKey: { keyId: id },
  createKey: draft,
  confirmCopied: { keyId: id },
  editKey: { keyId: id, version: 1, change: { name: 'other' } },
  rotateKey: { keyId: id, version: 1, overlapSeconds: 0 },
  endSecret: { keyId: id, version: 1, which: 'older' },
  revokeKey: { keyId: id },
  suspendKey: { keyId: id },
  resumeKey: { keyId: id },
  handOver: { from: 'person-a', to: 'person-b' },
  tryCalls: { of: { keyId: id }, calls: [{ method: 'GET', path: '/rest/api/3/myself' }] },
  readEvidence: { text: 'GET /rest/api/3/myself', projectIds: ['10001'] },
  readAudit: span,
  keyUsage: { keyId: id },
  exportAudit: span,
  describeProject: {},
  getSettings: {},
  changeSettings: { version: 0, change: { maxLifetimeDays: 30 } },
  listEndpoints: {},
  rotateEndpoint: { home: 'site' },
  setEndpoint: { endpointId: 'a'.repeat(64), state: 'closed' },
  health: {},
};
/** What needs Jira as the app is answered on the local site; here only its door is looked at. */
const answersInMemory = (name: string): boolean =>
  !['tryCalls', 'readEvidence', 'setEndpoint', 'health'].includes(name);
const tables = { admin: siteFunctions, project: projectFunctions } as const;
const pages: readonly Page[] = ['admin', 'project'];
const everything = pages.flatMap((page) =>
  Object.entries(tables[page]).map(([name, { right }]) => ({
    page,
    name,
    right,
    payload: page === 'admin' && name === 'describeProject' ? { projectId: '10001' } : (payloads[name] ?? {}),
  })),
);
const guarded = everything.filter(({ right }) => right === 'administrator');

/** People by what they may do: who may act on which page. */
const kinds: readonly (readonly [string, Parameters<typeof keysWorld>[0], readonly Page[]])[] = [
  ['a member', {}, []],
  ['an administrator of another project', { administers: ['10003'] }, []],
  ['an administrator of the project', { administers: ['10001'] }, ['project']],
  // Who administers Jira need not administer a project: then the page of the project is not theirs.
  ['a site admin', { siteAdmin: true }, ['admin']],
  ['an administrator of both', { siteAdmin: true, administers: ['10001'] }, ['admin', 'project']],
];
const ground = kinds.flatMap(([kind, may, on]) => guarded.map((one) => ({ kind, may, on, ...one })));

const worldWithKey = (people: Parameters<typeof keysWorld>[0]) => {
  const made = keysWorld(people);
  const secrets = [1, 2].map((count) => ({ hash: `the-hash-${count}`, createdAt: NOW + count }));
  made.keys.set(id, aKey({ secrets, expiresAt: NOW + 1_000_000 }));
  made.rights.set('person-b', ['issue:read']);
  return made;
};
const picture = ({ keys, audit, settings, homes, endpoints }: ReturnType<typeof worldWithKey>) =>
  JSON.stringify([[...keys], audit, settings(), [...homes], [...endpoints]]);

test('every function of every page has a payload here, and all but one are for administrators', () => {
  expect(everything.map(({ name }) => name).filter((name) => !Object.hasOwn(payloads, name))).toEqual([]);
  expect([...new Set(everything.filter(({ right }) => right === 'identified').map(({ name }) => name))]).toEqual([
    'whoAmI',
  ]);
});

describe('every function of every page', () => {
  test.each(ground.filter(({ on, page }) => !on.includes(page)))(
    '$page $name is refused to $kind, and changes nothing',
    async ({ page, name, payload, may }) => {
      const made = worldWithKey(may);
      const before = picture(made);
      const answer = await call(page, made.world, name, { payload });
      expect(answer).toMatchObject({ ok: false, fault: { reason: 'not_allowed', where: '' } });
      expect(picture(made)).toBe(before);
    },
  );

  test.each(ground.filter(({ on, page }) => on.includes(page)))(
    '$page $name lets $kind through the door',
    async ({ page, name, payload, may }) => {
      const made = worldWithKey(may);
      const { world, keys } = made;
      if (name === 'resumeKey') keys.set(id, aKey({ status: { state: 'suspended' } }));
      if (name === 'rotateKey') keys.set(id, aKey());
      const answer = await call(page, world, name, { payload });
      if (answersInMemory(name)) expect(answer).toMatchObject({ ok: true });
      else expect(answer).not.toMatchObject({ fault: { reason: 'not_allowed' } });
    },
  );

  test.each(everything)('$page $name is refused to nobody, before Jira is asked', async ({ page, name, payload }) => {
    const made = worldWithKey({ siteAdmin: true, administers: ['10001'] });
    const before = picture(made);
    for (const accountId of ['', 'unidentified']) {
      const answer = await call(page, made.world, name, { payload, accountId, forgedAccount: 'person-a' });
      expect(answer).toMatchObject({ ok: false, fault: { reason: 'not_allowed' } });
    }
    expect(made.asked).toEqual([]);
    expect(picture(made)).toBe(before);
  });

  test.each(guarded)('$page $name is refused while Jira does not answer', async ({ page, name, payload }) => {
    const made = worldWithKey({ siteAdmin: true, administers: ['10001'] });
    const before = picture(made);
    made.faults.jiraDown = true;
    const answer = await call(page, made.world, name, { payload });
    expect(answer).toMatchObject({ ok: false, fault: { reason: 'unavailable' } });
    expect(picture(made)).toBe(before);
  });

  test.each(guarded)('$page $name lets the request for consent leave', async ({ page, name, payload }) => {
    const { world } = worldWithKey({});
    const needed = () => Promise.reject(new NeedsAuthenticationError('consent', 'jira'));
    const asking: KeyWorld = {
      ...world,
      person: { ...world.person, administersSite: needed, administersProject: needed },
    };
    await expect(call(page, asking, name, { payload })).rejects.toThrow(NeedsAuthenticationError);
  });

  test.each(guarded.filter(({ page }) => page === 'project'))(
    'project $name, told that it is about another project, asks about that one and refuses',
    async ({ name, payload }) => {
      for (const extension of [{ project: { id: '10001' } }, { project: { id: '10002' } }]) {
        const made = worldWithKey({ administers: ['10001'] });
        const before = picture(made);
        const answer = await call('project', made.world, name, {
          payload: { ...payload, projectId: '10002' },
          extension,
        });
        expect(answer).toMatchObject({ ok: false, fault: { reason: 'not_allowed' } });
        expect(made.asked).toEqual(['ADMINISTER_PROJECTS 10002']);
        expect(picture(made)).toBe(before);
      }
    },
  );

  test.each(everything)('$page $name takes no payload of another form', async ({ page, name, payload }) => {
    const forged: readonly unknown[] = [
      'text',
      7,
      [payload],
      { ...payload, actor: { kind: 'person', accountId: 'person-z' } },
      { ...payload, place: { page: 'site' } },
      JSON.parse(`{"__proto__":{"admin":true},"constructor":1,${JSON.stringify(payload).slice(1)}`.replace(',}', '}')),
    ];
    for (const each of forged) {
      const made = worldWithKey({ siteAdmin: true, administers: ['10001'] });
      const before = picture(made);
      expect(await call(page, made.world, name, { payload: each })).toMatchObject({ ok: false });
      expect(picture(made)).toBe(before);
    }
  });
});

/** Whatever every object has, and the prototype itself. */
const INHERITED = [...Object.getOwnPropertyNames(Object.prototype), 'noSuchFunction'];

test.each(pages.flatMap((page) => INHERITED.map((name) => [page, name] as const)))(
  'the %s page has no function %s',
  async (page, name) => {
    const made = worldWithKey({ siteAdmin: true, administers: ['10001'] });
    await expect(call(page, made.world, name, {})).rejects.toThrow('no definition');
    expect(made.asked).toEqual([]);
    expect(await call(page, made.world, 'whoAmI', {})).toMatchObject({ ok: true });
  },
);

describe('what a person writes is one line', () => {
  test.each([
    ['a line break', 'Left\nKey resumed by Ann'],
    ['a line separator', 'Left\u2028Key resumed by Ann'],
    ['a sign that turns the direction', 'Left \u202eyb'],
    ['an isolate', 'Left \u2067yb\u2069'],
    ['a sign that is not seen', 'Le\u200bft'],
    ['half of a sign', 'Left \ud83d'],
  ])('so a reason with %s is refused', async (_, reason) => {
    for (const [name, state] of [
      ['suspendKey', 'suspended'],
      ['revokeKey', 'revoked'],
    ] as const) {
      const made = worldWithKey({ administers: ['10001'] });
      const before = picture(made);
      const answer = await call('project', made.world, name, { payload: { keyId: id, reason } });
      expect(answer).toMatchObject({ ok: false, fault: { reason: 'invalid', where: 'reason' } });
      expect(picture(made)).toBe(before);
      const plain = await call('project', made.world, name, {
        payload: { keyId: id, reason: ' Left – Grüße, 再見 😀 ' },
      });
      expect(plain).toMatchObject({ ok: true, value: { state, reason: 'Left – Grüße, 再見 😀' } });
    }
  });
});

describe('a forged page', () => {
  test('of another project is asked about with Jira, and refused', async () => {
    const { world, asked } = worldWithKey({ administers: ['10003'] });
    expect(await call('project', world, 'listKeys', { extension: { project: { id: '10001' } } })).toMatchObject({
      ok: false,
      fault: { reason: 'not_allowed' },
    });
    expect(asked).toEqual(['ADMINISTER_PROJECTS 10001']);
  });

  test('that claims one project and names another in the payload is asked about the one it acts on', async () => {
    const { world, asked } = worldWithKey({ administers: ['10001'] });
    const answer = await call('project', world, 'listKeys', { payload: { projectId: '10002' } });
    expect(answer).toMatchObject({ ok: false, fault: { reason: 'not_allowed' } });
    expect(asked).toEqual(['ADMINISTER_PROJECTS 10002']);
  });

  test.each([
    ['no project', {}],
    ['a project key for the id', { project: { id: 'ALPHA' } }],
    ['a path for the id', { project: { id: '10001/../10002' } }],
  ])('with %s is refused before Jira is asked', async (_name, extension) => {
    const { world, asked } = worldWithKey({ administers: ['10001'] });
    expect(await call('project', world, 'listKeys', { extension })).toMatchObject({ ok: false });
    expect(asked).toEqual([]);
  });
});

describe('what the pages say', () => {
  test('the whole key comes once, from createKey, and no answer holds hash, secret or cursor key', async () => {
    const { world, keys } = keysWorld({ administers: ['10001'] });
    const created = JSON.stringify(await call('project', world, 'createKey', { payload: draft }));
    const [stored] = keys.values();
    expect(created.match(/jsk_[0-9A-Za-z]{12}_[0-9A-Za-z]{38}/g)).toHaveLength(1);
    const later = [
      await call('project', world, 'listKeys'),
      await call('project', world, 'suspendKey', { payload: { keyId: stored?.id } }),
      await call('project', world, 'resumeKey', { payload: { keyId: stored?.id } }),
      await call('project', world, 'describeProject'),
      await call('project', world, 'revokeKey', { payload: { keyId: stored?.id } }),
    ];
    expect(JSON.stringify(later)).not.toMatch(/jsk_/);
    for (const text of [created, JSON.stringify(later)]) {
      expect(text).not.toContain(stored?.secrets[0]?.hash);
      expect(text).not.toContain(stored?.cursorKey);
    }
  });

  test('an administrator of one project sees a key over two with the other hidden, a site admin sees both', async () => {
    const { world, keys } = keysWorld({ administers: ['10001'], siteAdmin: true });
    const grants = ['10001', '10002'].map((projectId) => ({
      projectId,
      projectKey: projectId === '10001' ? 'ALPHA' : 'OMEGA',
      permissions: ['issue:read' as const],
    }));
    keys.set(id, aKey({ home: { kind: 'site' }, grants }));
    const shown = await call('project', world, 'listKeys');
    expect(shown).toMatchObject({ value: { keys: [{ grants: [{ projectId: '10001' }], otherProjects: true }] } });
    expect(JSON.stringify(shown)).not.toMatch(/OMEGA|10002/);
    expect(await call('admin', world, 'listKeys')).toMatchObject({
      value: { keys: [{ grants: [{ projectId: '10001' }, { projectId: '10002' }], otherProjects: false }] },
    });
  });

  test('whoAmI tells anyone with an account whether they administer', async () => {
    expect(await call('project', keysWorld({ administers: ['10001'] }).world, 'whoAmI')).toEqual({
      ok: true,
      value: { accountId: 'person-a', page: 'project', administers: true },
      now: new Date(NOW).toISOString(),
    });
    expect(await call('admin', keysWorld().world, 'whoAmI')).toMatchObject({ value: { administers: false } });
  });

  test('Jira is asked each question once within one call', async () => {
    const { world, asked } = keysWorld({ administers: ['10001'] });
    await call('project', world, 'createKey', { payload: draft });
    expect(asked).toEqual([...new Set(asked)]);
  });
});
