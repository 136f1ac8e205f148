/** Issuing: who may, for what, until when, at which URL; and what is kept of the key. */
import type { Actor, Place } from '../../src/keys/authority';
import { hashSecret, parseKey } from '../../src/keys/credential';
import { issueKey } from '../../src/keys/issue';
import { PERMISSIONS } from '../../src/policy/permissions';
import { ok } from '../../src/result';
import { IN_A_MONTH, keysWorld, NOW } from './keys-world';

const actor: Actor = { kind: 'person', accountId: 'person-a' };
const site: Place = { page: 'site' };
const alpha: Place = { page: 'project', projectId: '10001' };
const grant = (projectId: string, over = {}) => ({ projectId, permissions: ['issue:read'], ...over });
const draft = (over = {}) => ({
  name: 'deploy',
  purpose: 'reads issues',
  grants: [grant('10001')],
  expiresAt: IN_A_MONTH,
  ...over,
});
const admin = { administers: ['10001', '10003'] };

describe('issuing a key', () => {
  test("an administrator of the project gets the whole key once, with the project's own URL", async () => {
    const { world, keys, homes, endpoints } = keysWorld(admin);
    const issued = await issueKey(world, actor, alpha, draft());
    if (!issued.ok) throw new Error(issued.error.message);
    const read = parseKey(issued.value.text);
    if (!read.ok) throw new Error(read.error.reason);
    const stored = keys.get(read.value.keyId);
    expect(stored?.secrets).toEqual([{ hash: hashSecret(read.value.secret), createdAt: NOW, notCopied: true }]);
    expect(JSON.stringify([...keys.values()])).not.toContain(read.value.secret);
    expect(stored?.home).toEqual({ kind: 'project', projectId: '10001' });
    expect(stored?.grants[0]?.projectKey).toBe('ALPHA');
    expect(homes.get('10001')?.url).toBe(issued.value.gatewayUrl);
    expect([...endpoints.values()]).toEqual([
      { v: 1, home: { kind: 'project', projectId: '10001' }, url: issued.value.gatewayUrl, state: 'open' },
    ]);
  });

  test('the second key of a project has the URL of the first', async () => {
    const { world, urls } = keysWorld(admin);
    const first = await issueKey(world, actor, alpha, draft());
    const second = await issueKey(world, actor, alpha, draft());
    expect(first.ok && second.ok && first.value.gatewayUrl === second.value.gatewayUrl).toBe(true);
    expect(urls.size).toBe(1);
  });

  test('two first keys at the same moment share one URL, and the other URL is given back', async () => {
    const { world, urls, keys } = keysWorld(admin);
    const both = await Promise.all([
      issueKey(world, actor, alpha, draft()),
      issueKey(world, actor, alpha, draft({ name: 'second' })),
    ]);
    expect(new Set(both.map((one) => one.ok && one.value.gatewayUrl)).size).toBe(1);
    expect(urls.size).toBe(1);
    expect(keys.size).toBe(2);
  });

  test("a key over several projects lives at the site's URL", async () => {
    const { world } = keysWorld(admin);
    const issued = await issueKey(world, actor, alpha, draft({ grants: [grant('10001'), grant('10003')] }));
    expect(issued).toMatchObject({
      ok: true,
      value: { gatewayUrl: 'https://site.example/public/site-token', record: { home: { kind: 'site' } } },
    });
  });

  test("where the platform gives no further URL the site's serves", async () => {
    const { world, faults } = keysWorld(admin);
    faults.urlsLeft = 0;
    expect(await issueKey(world, actor, alpha, draft())).toMatchObject({
      ok: true,
      value: { gatewayUrl: 'https://site.example/public/site-token', record: { home: { kind: 'site' } } },
    });
  });

  test('a site admin may issue for projects without administering each of them', async () => {
    const { world, audit } = keysWorld({ siteAdmin: true });
    const issued = await issueKey(world, actor, site, draft({ grants: [grant('10001'), grant('10002')] }));
    expect(issued.ok).toBe(true);
    expect(audit).toMatchObject([{ event: { kind: 'administration', act: 'key_issued', by: 'person-a' } }]);
  });

  test.each([
    ['someone who does not administer the project', {}, alpha, draft(), 'not_allowed'],
    ['a project admin on the page of the site', admin, site, draft(), 'not_allowed'],
    ['a grant for another project', admin, alpha, draft({ grants: [grant('10001'), grant('10002')] }), 'not_allowed'],
    ['a grant for no project at all', admin, alpha, draft({ grants: [grant('10001'), grant('99999')] }), 'not_allowed'],
    [
      'a forged page: its project is not administered',
      admin,
      { page: 'project', projectId: '10002' },
      draft(),
      'not_allowed',
    ],
    ['a page of one project, a grant for another only', admin, alpha, draft({ grants: [grant('10003')] }), 'invalid'],
    [
      'a site where only site admins issue',
      { ...admin, site: { whoMayIssue: 'site-admins' as const } },
      alpha,
      draft(),
      'not_allowed',
    ],
    [
      'a project that does not exist, by a site admin',
      { siteAdmin: true },
      site,
      draft({ grants: [grant('99999')] }),
      'invalid',
    ],
  ] as const)('%s is refused and nothing is stored', async (_name, people, place, input, reason) => {
    const { world, keys, endpoints, audit, urls } = keysWorld(people);
    expect(await issueKey(world, actor, place, input)).toMatchObject({ ok: false, error: { reason } });
    expect([keys.size, endpoints.size, audit.length, urls.size]).toEqual([0, 0, 0, 0]);
  });

  test('a foreign project and one that never was are refused in the same words', async () => {
    const words = await Promise.all(
      ['10002', '99999'].map(async (id) =>
        issueKey(keysWorld(admin).world, actor, alpha, draft({ grants: [grant('10001'), grant(id)] })),
      ),
    );
    expect(words[0]).toEqual(words[1]);
  });

  test.each<readonly [string, unknown, string]>([
    ['no name', draft({ name: '  ' }), 'name'],
    ['a name of 81 characters', draft({ name: 'x'.repeat(81) }), 'name'],
    ['a line break in the name', draft({ name: 'a\nb' }), 'name'],
    ['text that runs backwards in the name', draft({ name: 'a\u202eb' }), 'name'],
    ['a name of fillers', draft({ name: '\u3164\u2800 \ufe0f' }), 'name'],
    ['no end', draft({ expiresAt: undefined }), 'expiresAt'],
    ['an end that is no date', draft({ expiresAt: 'soon' }), 'expiresAt'],
    ['an end in the past', draft({ expiresAt: '2026-11-01T11:59:59Z' }), 'expiresAt'],
    ['an end after the ceiling', draft({ expiresAt: '2027-11-02T12:00:00Z' }), 'expiresAt'],
    ['a beginning after the end', draft({ notBefore: '2026-12-02T12:00:00Z' }), 'notBefore'],
    ['no grant', draft({ grants: [] }), 'grants'],
    ['two grants for one project', draft({ grants: [grant('10001'), grant('10001')] }), 'grants.1.projectId'],
    ['a project by key', draft({ grants: [grant('ALPHA')] }), 'grants.0.projectId'],
    ['no permission', draft({ grants: [grant('10001', { permissions: [] })] }), 'grants.0.permissions'],
    [
      'an unknown permission',
      draft({ grants: [grant('10001', { permissions: ['admin'] })] }),
      'grants.0.permissions.0',
    ],
    ['an empty rule list', draft({ grants: [grant('10001', { endpointRules: [] })] }), 'grants.0.endpointRules'],
    ['a bad rule', draft({ grants: [grant('10001', { endpointRules: ['GET /x'] })] }), 'grants.0.endpointRules.0'],
    ...[
      'GET /rest/api/3/isue/*',
      'DELETE /rest/api/3/issue/*/comment',
      'GET /rest/api/1/issue/*',
      'GET /rest/agile/3/board',
      'GET /rest/api/3/search',
      'GET /rest/api/3/issue/*/coment',
    ].map(
      (rule) =>
        [
          `a rule that fits nothing which is served, ${rule},`,
          draft({ grants: [grant('10001', { endpointRules: ['GET /rest/api/3/issue/*', rule] })] }),
          'grants.0.endpointRules.1',
        ] as const,
    ),
    ['an unknown member', draft({ sponsor: 'someone' }), ''],
    ['no object', 'deploy', ''],
  ])('%s is refused and says where', async (_name, input, where) => {
    const { world } = keysWorld(admin);
    expect(await issueKey(world, actor, alpha, input)).toMatchObject({
      ok: false,
      error: { reason: 'invalid', where },
    });
  });

  test.each([
    'GET /rest/api/3/issue/*',
    'GET /rest/api/latest/issue/WEB-1',
    '* /rest/api/*/issue/*/comment/**',
    'GET /rest/agile/1.0/board',
    'GET /rest/servicedeskapi/**',
    'GET /rest/api/3/myself',
    '* /rest/*/**',
  ])('a rule that fits an operation is taken: %s', async (rule) => {
    const { world } = keysWorld(admin);
    const input = draft({ grants: [grant('10001', { endpointRules: [rule] })] });
    expect(await issueKey(world, actor, alpha, input)).toMatchObject({ ok: true });
  });

  test('a key whose audit cannot be written is not handed out and not kept', async () => {
    const { world, faults, keys } = keysWorld(admin);
    faults.down.add('write_audit');
    expect(await issueKey(world, actor, alpha, draft())).toMatchObject({ ok: false, error: { reason: 'unavailable' } });
    expect(keys.size).toBe(0);
  });

  test('when Jira does not answer, nobody is an administrator', async () => {
    const { world, faults } = keysWorld({ ...admin, siteAdmin: true });
    faults.jiraDown = true;
    expect(await issueKey(world, actor, site, draft())).toMatchObject({ ok: false, error: { reason: 'unavailable' } });
  });

  test('an id that is taken is never overwritten: another one is drawn', async () => {
    const first = keysWorld(admin);
    const issued = await issueKey(first.world, actor, alpha, draft());
    const taken = issued.ok ? issued.value.record : undefined;
    const second = keysWorld(admin);
    if (taken !== undefined) second.keys.set(taken.id, { ...taken, name: 'older' });
    expect((await issueKey(second.world, actor, alpha, draft())).ok).toBe(true);
    expect([...second.keys.values()].map(({ name }) => name).sort()).toEqual(['deploy', 'older']);
  });
});

test('a key may hold twenty grants with every permission, whatever its sponsor may do in each', async () => {
  const grants = Array.from({ length: 20 }, (_, at) => ({
    projectId: String(10_001 + at),
    permissions: [...PERMISSIONS],
  }));
  const { world } = keysWorld({ siteAdmin: true });
  const everywhere = {
    ...world,
    person: { ...world.person, project: async (id: string) => ok({ id, key: `P${id}`, name: id }) },
  };
  const issued = await issueKey(everywhere, actor, { page: 'site' }, { name: 'Wide', expiresAt: IN_A_MONTH, grants });
  expect(issued.ok && issued.value.record.grants).toHaveLength(20);
});
