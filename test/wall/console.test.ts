/**
 * The console as a way around the wall: what an administrator of one project can learn of another, or get out of a key, by
 * asking the functions of their own project's page.
 */
import { ADMIN, asking, pageOf } from './page-functions';
import { FIXTURE, type Key, openWall, READING, type Wall } from './site';

const { projects, people, comments, issues } = FIXTURE;
const NOW = Date.parse('2026-11-01T12:00:00Z');
const DAY_MS = 86_400_000;
const ALPHA = pageOf(projects.alpha);

let wall: Wall;
beforeEach(async () => {
  wall = await openWall({ now: NOW });
});
afterEach(() => wall.stop());

const ask = asking(() => wall);
const admin = (name: string, payload: object) => ask(people.siteAdmin, ADMIN, name, payload);
const alphaAdmin = (name: string, payload: object) => ask(people.alphaAdmin, ALPHA, name, payload);
const settings = async (change: object) => {
  const { value } = await admin('getSettings', {});
  expect(await admin('changeSettings', { version: value.version, change })).toMatchObject({ ok: true });
};
const reading = (projectId: string) => ({ projectId, permissions: READING });
const inDays = (days: number) => new Date(NOW + days * DAY_MS).toISOString();

describe('what is set for a project that the person does not administer', () => {
  const CEILINGS = [
    ['a shorter life', { maxLifetimeDays: 2 }],
    ['fewer permissions', { permissions: ['project:read'] }],
    ['lower limits', { limits: { callsPerDay: 5 } }],
    ['site admins alone issue keys', { whoMayIssue: 'site-admins' }],
  ] as const;
  const drafts = (id: string) => {
    const draft = {
      name: 'Both',
      grants: [reading(projects.alpha.id), reading(id)],
      expiresAt: inDays(30),
      limits: { callsPerDay: 10 },
    };
    return [
      ['createKey', draft],
      ['tryCalls', { of: { draft }, calls: [{ method: 'GET', path: '/rest/api/3/myself' }] }],
      ['readEvidence', { text: 'GET /rest/api/3/myself', projectIds: [projects.alpha.id, id] }],
    ] as const;
  };

  test.each(CEILINGS)('%s: is heard of by nobody who asks for a key there', async (_, ceiling) => {
    await settings({ projects: { [projects.omega.id]: ceiling } });
    const omega = drafts(projects.omega.id);
    const nope = drafts(projects.nope.id);
    for (const [at, [name, payload]] of omega.entries()) {
      const foreign = await alphaAdmin(name, payload);
      expect(foreign).toMatchObject({ ok: false, fault: { reason: 'not_allowed' } });
      expect(foreign).toEqual(await alphaAdmin(name, nope[at]?.[1] ?? {}));
    }
  });

  test.each(CEILINGS)('%s: is heard of by nobody who adds it to a key', async (_, ceiling) => {
    await settings({ projects: { [projects.omega.id]: ceiling } });
    const key = await wall.issue([reading(projects.alpha.id), reading(projects.beta.id)]);
    const adding = (id: string) =>
      ask(people.bothAdmin, ALPHA, 'editKey', {
        keyId: key.id,
        version: 1,
        change: { grants: [reading(projects.alpha.id), reading(projects.beta.id), reading(id)] },
      });
    const foreign = await adding(projects.omega.id);
    expect(foreign).toMatchObject({ ok: false, fault: { reason: 'not_allowed', where: 'grants' } });
    expect(foreign).toEqual(await adding(projects.nope.id));
  });

  test('who administers it is told', async () => {
    await settings({ projects: { [projects.beta.id]: { whoMayIssue: 'site-admins', maxLifetimeDays: 2 } } });
    const [create] = drafts(projects.beta.id);
    expect(await ask(people.bothAdmin, ALPHA, ...create)).toMatchObject({
      fault: { message: 'Here only site admins issue keys.' },
    });
    await settings({ projects: { [projects.beta.id]: { maxLifetimeDays: 2 } } });
    expect(await ask(people.bothAdmin, ALPHA, ...create)).toMatchObject({ fault: { where: 'expiresAt' } });
    await settings({ projects: null });
    expect(await ask(people.bothAdmin, ALPHA, ...create)).toMatchObject({ ok: true });
  });
});

describe('a key that a site admin lets show restricted comments', () => {
  const RESTRICTED = `/rest/api/3/issue/${issues.alpha2.key}/comment/${comments.restricted}`;
  const ABSENT = `/rest/api/3/issue/${issues.alpha2.key}/comment/${comments.restricted.replace(/.$/, '9')}`;
  const NARROW = { grants: [{ projectId: projects.alpha.id, permissions: ['comment:read', 'issue:read'] }] };
  const made = async (reveals: readonly string[]): Promise<Key> => {
    const grants = [{ projectId: projects.alpha.id, permissions: ['comment:read', 'issue:read', 'project:read'] }];
    const { value } = await admin('createKey', { name: 'Shows', grants, reveals, expiresAt: inDays(30) });
    return { text: value.key, url: value.gatewayUrl, id: value.view.id };
  };

  test('gives no secret to an administrator of its project', async () => {
    const rotate = async (reveals: readonly string[]) =>
      alphaAdmin('rotateKey', { keyId: (await made(reveals)).id, version: 1, overlapSeconds: 3600 });
    expect(await rotate(['restrictedEntries'])).toMatchObject({ ok: false, fault: { reason: 'not_allowed' } });
    expect(await rotate([])).toMatchObject({ ok: true });
    const key = await made(['restrictedEntries']);
    expect(await admin('rotateKey', { keyId: key.id, version: 1, overlapSeconds: 0 })).toMatchObject({ ok: true });
  });

  test('is not made to show more, or for longer, from the page of its project', async () => {
    const wider = [
      { grants: [reading(projects.alpha.id)] },
      { expiresAt: inDays(60) },
      { hiddenFields: null, limits: null, expiresAt: inDays(31) },
    ];
    const key = await made(['restrictedEntries']);
    for (const change of wider) {
      const edited = await alphaAdmin('editKey', { keyId: key.id, version: 1, change });
      expect(edited).toMatchObject({ ok: false, fault: { reason: 'not_allowed' } });
    }
    const narrower = { ...NARROW, name: 'Shows less', expiresAt: inDays(20) };
    expect(await alphaAdmin('editKey', { keyId: key.id, version: 1, change: narrower })).toMatchObject({ ok: true });
    const hiding = { reveals: null, grants: [reading(projects.alpha.id)] };
    expect(await alphaAdmin('editKey', { keyId: key.id, version: 2, change: hiding })).toMatchObject({ ok: true });
    expect((await wall.send(key, { method: 'GET', path: RESTRICTED })).status).toBe(404);
  });

  test("tells an administrator who tries calls under it nothing of them; it tells the site's", async () => {
    const key = await made(['restrictedEntries']);
    expect((await wall.send(key, { method: 'GET', path: RESTRICTED })).status).toBe(200);
    const calls = [RESTRICTED, ABSENT].map((path) => ({ method: 'GET', path }));
    const payload = { of: { keyId: key.id }, calls };
    const { value } = await alphaAdmin('tryCalls', payload);
    expect(value.answers[0]).toMatchObject({ allowed: false, status: 404 });
    expect(value.answers[0]).toEqual(value.answers[1]);
    const site = await admin('tryCalls', payload);
    expect(site.value.answers).toMatchObject([{ allowed: true }, { allowed: false, status: 404 }]);
  });
});

test('the issue on which a key gives notice is not told where the key reaches projects that are not shown', async () => {
  const grants = [reading(projects.alpha.id), reading(projects.beta.id)];
  const both = await wall.issue(grants, { noticeIssueId: issues.beta1.id });
  const own = await wall.issue([reading(projects.alpha.id)], { noticeIssueId: issues.alpha2.id });
  const seen = async ({ id }: Key) => (await alphaAdmin('readKey', { keyId: id })).value;
  expect(await seen(both)).not.toHaveProperty('noticeIssueId');
  expect(JSON.stringify(await alphaAdmin('listKeys', {}))).not.toContain(issues.beta1.id);
  expect(await seen(own)).toMatchObject({ noticeIssueId: issues.alpha2.id });
  const told = await admin('readKey', { keyId: both.id });
  expect(told.value).toMatchObject({ noticeIssueId: issues.beta1.id });
});
