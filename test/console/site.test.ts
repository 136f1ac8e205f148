/** The pages on a whole site: the deployed bundle, Jira's own rights, storage with its lag, events and schedules. */
import { deleteProject } from '../../local/jira/change';
import { FIXTURE } from '../../local/jira/seeds/fixture/ids';
import { type ResolverPlace, type Site, startSite } from '../../local/site';
import { parseKey } from '../../src/keys/credential';

const NOW = Date.parse('2026-11-01T12:00:00Z');
const { people, projects } = FIXTURE;
const admin: ResolverPlace = { module: 'admin' };
const pageOf = ({ id, key }: { readonly id: string; readonly key: string }): ResolverPlace => ({
  module: 'project',
  projectId: id,
  projectKey: key,
});
const alpha = pageOf(projects.alpha);
const draft = (...granted: readonly { readonly id: string }[]) => ({
  name: 'deploy',
  purpose: 'reads issues',
  grants: granted.map(({ id }) => ({ projectId: id, permissions: ['issue:read'] })),
  expiresAt: '2026-12-01T12:00:00Z',
});

let site: Site;
beforeEach(async () => {
  site = await startSite({ seed: 'fixture', now: NOW });
});
afterEach(() => site.stop());

const answer = async (accountId: string, place: ResolverPlace, name: string, payload: unknown = {}) => {
  const result = await site.invoke(accountId, place, name, payload);
  if (!result.ok) throw new Error(result.error);
  const value: { ok: boolean; value?: Record<string, unknown>; fault?: { reason: string; where: string } } = JSON.parse(
    JSON.stringify(result.value),
  );
  return value;
};
const issued = async (accountId: string, place: ResolverPlace, payload: unknown) => {
  const { value } = await answer(accountId, place, 'createKey', payload);
  const text = String(value?.key);
  const read = parseKey(text);
  if (!read.ok) throw new Error(`no key was issued: ${text}`);
  return { ...read.value, text, gatewayUrl: String(value?.gatewayUrl) };
};
const stateOf = async (keyId: string) => {
  const { value } = await answer(people.siteAdmin, admin, 'listKeys');
  const listed = JSON.stringify(value);
  return new RegExp(`"id":"${keyId}"[^}]*?"state":"([a-z_]+)"`).exec(listed)?.[1];
};

test("a project admin issues a key at the project's own URL, sees it at once, and ends it", async () => {
  const key = await issued(people.alphaAdmin, alpha, draft(projects.alpha));
  expect(key.gatewayUrl).toMatch(new RegExp(`^${site.url}/public/[^/]+$`));
  expect(key.gatewayUrl).not.toBe(await site.gatewayUrl());
  expect(await answer(people.alphaAdmin, alpha, 'listKeys')).toMatchObject({
    value: { keys: [{ id: key.keyId, state: 'in_force', grants: [{ projectKey: 'ALPHA' }] }] },
  });
  expect(await answer(people.alphaAdmin, alpha, 'revokeKey', { keyId: key.keyId })).toMatchObject({
    value: { state: 'revoked' },
  });
  expect(await stateOf(key.keyId)).toBe('revoked');
});

test('no row of the store holds the secret', async () => {
  const key = await issued(people.alphaAdmin, alpha, draft(projects.alpha));
  const stored = JSON.stringify(site.storage.dump());
  expect(stored).toContain(key.keyId);
  expect(stored).not.toContain(key.secret);
  expect(JSON.stringify(site.invocations)).not.toContain(key.secret);
});

test("a key over two projects needs the right in both, and lives at the site's URL", async () => {
  expect(await answer(people.alphaAdmin, alpha, 'createKey', draft(projects.alpha, projects.beta))).toMatchObject({
    ok: false,
    fault: { reason: 'not_allowed', where: 'grants.1.projectId' },
  });
  const key = await issued(people.bothAdmin, alpha, draft(projects.alpha, projects.beta));
  expect(key.gatewayUrl).toBe(await site.gatewayUrl());
  const shown = await answer(people.betaAdmin, pageOf(projects.beta), 'listKeys');
  expect(shown).toMatchObject({ value: { keys: [{ grants: [{ projectKey: 'BETA' }], otherProjects: true }] } });
  expect(JSON.stringify(shown)).not.toMatch(/ALPHA|10001/);
});

test.each([
  ['a member', people.member],
  ['the administrator of another project', people.betaAdmin],
  ['an outsider', people.outsider],
  ['someone who can no longer log in', people.leaver],
  ['an account that never was', people.nobody],
])('%s gets nothing from the page of ALPHA, and nothing is stored', async (_name, accountId) => {
  for (const [name, payload] of [
    ['listKeys', {}],
    ['createKey', draft(projects.alpha)],
    ['describeProject', {}],
  ] as const) {
    expect(await answer(accountId, alpha, name, payload)).toMatchObject({
      ok: false,
      fault: { reason: 'not_allowed' },
    });
  }
  expect(site.storage.dump()).toEqual([]);
});

test('a project admin gets nothing from the page of the site; a site admin does', async () => {
  expect(await answer(people.alphaAdmin, admin, 'createKey', draft(projects.alpha))).toMatchObject({ ok: false });
  expect((await issued(people.siteAdmin, admin, draft(projects.alpha, projects.omega))).text).toMatch(/^jsk_/);
});

test('a forged extension gains nothing', async () => {
  const forged = { type: 'jira:projectSettingsPage', project: { id: projects.omega.id, key: 'ALPHA' } };
  expect(await site.invoke(people.alphaAdmin, alpha, 'listKeys', {}, forged)).toMatchObject({
    ok: true,
    value: { ok: false, fault: { reason: 'not_allowed' } },
  });
});

test('someone who has not consented is asked to', async () => {
  site.consent.missing.add(people.alphaAdmin);
  expect(await site.invoke(people.alphaAdmin, alpha, 'listKeys', {})).toMatchObject({ ok: false, consent: true });
});

test('while storage is down a key is not issued, and the page is told so', async () => {
  site.storage.faults.push({ operation: 'entity/set', times: 10, fault: { kind: 'status', status: 500 } });
  expect(await answer(people.alphaAdmin, alpha, 'createKey', draft(projects.alpha))).toMatchObject({
    ok: false,
    fault: { reason: 'unavailable' },
  });
});

test('where the platform gives no second URL, all keys share the one', async () => {
  site.switches['webtrigger.maxUrls'] = 1;
  const key = await issued(people.alphaAdmin, alpha, draft(projects.alpha));
  expect(key.gatewayUrl).toBe(await site.gatewayUrl());
});

test('the hourly run notes the end of a key', async () => {
  const key = await issued(people.alphaAdmin, alpha, draft(projects.alpha));
  site.clock.set(Date.parse('2026-12-02T12:00:00Z'));
  expect((await site.runSchedule('hourly')).outcome).toBe('answered');
  const row = site.storage.dump().find((one) => one.key === key.keyId);
  expect(row?.value).toMatchObject({ state: 'expired', payload: { secrets: [] } });
});

test('a deleted project is taken out of its keys, however often the event comes', async () => {
  const alone = await issued(people.alphaAdmin, alpha, draft(projects.alpha));
  const shared = await issued(people.bothAdmin, alpha, draft(projects.alpha, projects.beta));
  site.switches['events.delivery'] = 'twice';
  site.jira.replaceState(deleteProject(site.jira.state(), projects.alpha.id));
  site.clock.advance(10_000);
  if ((await site.deliverEvents()) === 0) throw new Error('the simulated Jira told of no deletion');
  const payloadOf = (id: string) => site.storage.dump().find(({ key }) => key === id)?.value;
  expect(payloadOf(alone.keyId)).toMatchObject({
    payload: { status: { state: 'suspended', reason: 'project_deleted' } },
  });
  expect(payloadOf(shared.keyId)).toMatchObject({
    payload: { status: { state: 'active' }, grants: [{ projectId: projects.beta.id }] },
  });
});
