/**
 * What answers hide by themselves, and a site admin may let a key show: addresses of people, and comments and work that
 * are restricted to some or internal.
 */
import { FIXTURE, type Key, openWall, READING, type Sent, type Wall } from '../wall/site';

const { comments, worklogs, issues, people, projects } = FIXTURE;
const grants = [{ projectId: projects.alpha.id, permissions: [...READING, 'comment:edit', 'worklog:read'] }];
const read = (path: string, version: '2' | '3' = '3'): Sent => ({
  method: 'GET',
  path: `/rest/api/${version}/${path}`,
});

let wall: Wall;
let plain: Key;
let revealing: Key;

/** Issues a key as the site's admin page does, or says why not. */
async function create(place: 'site' | 'project', reveals: readonly string[]) {
  const { alpha } = projects;
  const result = await wall.site.invoke(
    people.siteAdmin,
    place === 'site' ? { module: 'admin' } : { module: 'project', projectId: alpha.id, projectKey: alpha.key },
    'createKey',
    { name: 'Reveals', grants, reveals, expiresAt: new Date(wall.site.clock.now() + 86_400_000).toISOString() },
  );
  if (!result.ok) throw new Error(result.error);
  // biome-ignore lint/suspicious/noExplicitAny: a resolver's answer, proven by its use
  return result.value as any;
}

const keyOf = (created: { value: { key: string; gatewayUrl: string; view: { id: string } } }): Key => ({
  text: created.value.key,
  url: created.value.gatewayUrl,
  id: created.value.view.id,
});

beforeAll(async () => {
  wall = await openWall();
  plain = keyOf(await create('site', []));
  revealing = keyOf(await create('site', ['emailAddresses', 'restrictedEntries']));
});
afterEach(() => wall.reset());
afterAll(() => wall.stop());

const ids = (rows: readonly { readonly id: string }[]): readonly string[] => rows.map(({ id }) => id);
const [worked, commented] = [issues.alpha1.key, issues.alpha2.key];

describe.each(['2', '3'] as const)('version %s', (version) => {
  test('restricted and internal comments are there for the key that may see them, with their restriction, and for no other', async () => {
    const shown = await wall.send(revealing, read(`issue/${commented}/comment`, version));
    const hidden = await wall.send(plain, read(`issue/${commented}/comment`, version));
    expect(ids(shown.json.comments)).toEqual(
      expect.arrayContaining([comments.alpha2, comments.restricted, comments.internal]),
    );
    expect(shown.json.total).toBe(shown.json.comments.length);
    expect(hidden.json.total).toBe(shown.json.total - 2);
    expect(ids(hidden.json.comments)).not.toContain(comments.restricted);
    expect(ids(hidden.json.comments)).not.toContain(comments.internal);
    const restricted = shown.json.comments.find(({ id }: { id: string }) => id === comments.restricted);
    expect(restricted.visibility).toMatchObject({ type: 'role', value: 'Administrators' });
  });

  test('one restricted comment by its id, and restricted work', async () => {
    const one = read(`issue/${commented}/comment/${comments.restricted}`, version);
    expect((await wall.send(revealing, one)).json?.id).toBe(comments.restricted);
    expect((await wall.send(plain, one)).status).toBe(404);
    const work = read(`issue/${worked}/worklog`, version);
    expect(ids((await wall.send(revealing, work)).json.worklogs)).toContain(worklogs.alphaRestricted);
    expect(ids((await wall.send(plain, work)).json.worklogs)).not.toContain(worklogs.alphaRestricted);
  });

  test('addresses of people', async () => {
    const issue = read(`issue/${commented}?fields=reporter,assignee,creator`, version);
    expect((await wall.send(revealing, issue)).text).toMatch(/"emailAddress":"[^"]+@example\.(?:com|org|net)"/);
    expect((await wall.send(plain, issue)).text).not.toContain('emailAddress');
  });
});

test('what is restricted is not changed by any key: a change could show it to everyone', async () => {
  const body = {
    type: 'doc',
    version: 1,
    content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Changed' }] }],
  };
  const change = (id: string): Sent => ({
    method: 'PUT',
    path: `/rest/api/3/issue/${commented}/comment/${id}`,
    body: { body },
  });
  expect((await wall.send(revealing, change(comments.restricted))).status).toBe(404);
  expect(wall.site.fork().comments.get(comments.restricted)?.visibility).toMatchObject({ type: 'role' });
  expect((await wall.send(revealing, change(comments.alpha2))).status).toBe(200);
});

test("only the site's page lets a key show it", async () => {
  expect(await create('project', ['restrictedEntries'])).toMatchObject({
    ok: false,
    fault: { reason: 'not_allowed', where: 'reveals' },
  });
  expect((await create('project', [])).ok).toBe(true);
  const { alpha } = projects;
  const edit = (place: Parameters<typeof wall.site.invoke>[1], change: object) =>
    wall.site.invoke(people.siteAdmin, place, 'editKey', { keyId: plain.id, version: 1, change });
  const atProject = { module: 'project', projectId: alpha.id, projectKey: alpha.key } as const;
  expect(await edit(atProject, { reveals: ['emailAddresses'] })).toMatchObject({
    value: { ok: false, fault: { where: 'reveals' } },
  });
  expect((await wall.send(plain, read(`issue/${commented}?fields=creator`))).text).not.toContain('emailAddress');
});

test('a key hears of itself what it shows', async () => {
  const told = await wall.send(revealing, { method: 'GET', path: '/key/self' });
  expect(told.json.reveals).toEqual(['emailAddresses', 'restrictedEntries']);
  expect((await wall.send(plain, { method: 'GET', path: '/key/self' })).json).not.toHaveProperty('reveals');
});
