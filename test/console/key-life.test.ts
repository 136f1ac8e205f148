/**
 * The life of a key on a whole site, by the pages and the deployed bundle: changed, rotated, handed over, limited by
 * ceilings, and stopped; each in force with the key's next call.
 */
import { holdNext } from '../held';
import { ADMIN, asking, pageOf } from '../wall/page-functions';
import { EVERYTHING, FIXTURE, type Key, openWall, READING, type Sent, type Wall } from '../wall/site';

const { projects, people } = FIXTURE;
const NOW = Date.parse('2026-11-01T12:00:00Z');
const READ: Sent = { method: 'GET', path: '/rest/api/3/issue/ALPHA-2?fields=summary' };
const ROTATE: Sent = { method: 'POST', path: '/key/self/rotate' };

let wall: Wall;
beforeEach(async () => {
  wall = await openWall({ now: NOW });
});
afterEach(() => wall.stop());

const ask = asking(() => wall);
const admin = (name: string, payload: object) => ask(people.siteAdmin, ADMIN, name, payload);
const alphaKey = (more: object = {}) => wall.issue([{ projectId: projects.alpha.id, permissions: EVERYTHING }], more);
const overBoth = () =>
  wall.issue([
    { projectId: projects.alpha.id, permissions: EVERYTHING },
    { projectId: projects.beta.id, permissions: READING },
  ]);
const status = async (key: Key, sent: Sent = READ) => (await wall.send(key, sent)).status;
/** All rows but those of one kind: what a page reads is counted, whatever it hears. */
const storedBut = (kind: string) =>
  JSON.stringify(wall.site.storage.dump().filter(({ entityName }) => entityName !== kind));
const settings = async (change: object) => {
  const { value } = await admin('getSettings', {});
  return admin('changeSettings', { version: value.version, change });
};

test('a narrower grant is in force with the next call, and so is a wider one', async () => {
  const key = await alphaKey();
  const grants = (permissions: readonly string[]) => [{ projectId: projects.alpha.id, permissions }];
  expect(await status(key)).toBe(200);
  const narrow = await admin('editKey', { keyId: key.id, version: 1, change: { grants: grants(['project:read']) } });
  expect(narrow).toMatchObject({ ok: true, value: { version: 2, grants: [{ permissions: ['project:read'] }] } });
  expect(await status(key)).toBe(403);
  const stale = await admin('editKey', { keyId: key.id, version: 1, change: { name: 'Stale' } });
  expect(stale).toMatchObject({ ok: false, fault: { reason: 'conflict', where: 'version' } });
  await admin('editKey', { keyId: key.id, version: 2, change: { grants: grants(READING) } });
  expect(await status(key)).toBe(200);
});

test('of many changes at once from one version exactly one is made', async () => {
  const key = await alphaKey();
  const done = await Promise.all(
    Array.from({ length: 8 }, (_, n) => admin('editKey', { keyId: key.id, version: 1, change: { name: `Name ${n}` } })),
  );
  const made = done.filter(({ ok }) => ok);
  expect(made).toHaveLength(1);
  expect(done.filter(({ fault }) => fault?.reason === 'conflict')).toHaveLength(7);
  const { value } = await admin('listKeys', {});
  const stored = value.keys.find(({ id }: { id: string }) => id === key.id);
  expect([stored.name, stored.version]).toEqual([made[0].value.name, 2]);
});

test('an administrator of one of two projects narrows and drops what they see, and hears nothing of the other', async () => {
  const key = await overBoth();
  const page = pageOf(projects.beta);
  const edit = (version: number, change: object) =>
    ask(people.betaAdmin, page, 'editKey', { keyId: key.id, version, change });
  const narrow = await edit(1, { grants: [{ projectId: projects.beta.id, permissions: ['issue:read'] }] });
  expect(narrow).toMatchObject({ ok: true, value: { grants: [{ permissions: ['issue:read'] }], otherProjects: true } });
  expect(JSON.stringify(narrow)).not.toMatch(/ALPHA|10001/);
  for (const change of [
    { name: 'Theirs' },
    { grants: [{ projectId: projects.beta.id, permissions: ['issue:read', 'issue:edit'] }] },
    { grants: [{ projectId: projects.alpha.id, permissions: ['issue:read'] }] },
  ]) {
    expect(await edit(2, change)).toMatchObject({ ok: false, fault: { reason: 'not_allowed' } });
  }
  expect((await edit(2, { grants: [] })).ok).toBe(true);
  expect(await status(key, { method: 'GET', path: '/rest/api/3/issue/BETA-1' })).toBe(404);
  expect(await status(key)).toBe(200);
  expect((await ask(people.betaAdmin, page, 'listKeys', {})).value.keys.map(({ id }: Key) => id)).not.toContain(key.id);
});

test('an administrator of one of two projects makes no key that a ceiling has stopped work in the other', async () => {
  const inBeta: Sent = { method: 'GET', path: '/rest/api/3/issue/BETA-1' };
  const drop = async (key: Key) => {
    const page = pageOf(projects.alpha);
    return ask(people.alphaAdmin, page, 'editKey', { keyId: key.id, version: 1, change: { grants: [] } });
  };
  const [one, other] = [await overBoth(), await overBoth()];
  expect(await status(one, inBeta)).toBe(200);
  await settings({ severalProjects: false });
  expect(await status(one, inBeta)).toBe(403);
  expect(await drop(one)).toMatchObject({ ok: false, fault: { reason: 'not_allowed' } });
  expect(await status(one, inBeta)).toBe(403);
  await settings({ severalProjects: true, projects: { [projects.alpha.id]: { maxLifetimeDays: 2 } } });
  expect((await drop(one)).ok).toBe(true);
  expect(await status(one, inBeta)).toBe(200);
  wall.site.clock.advance(3 * 86_400_000);
  expect([await status(one, inBeta), await status(other, inBeta)]).toEqual([401, 401]);
  expect((await drop(other)).ok).toBe(true);
  await settings({ projects: null });
  expect([await status(one, inBeta), await status(other, inBeta)]).toEqual([401, 401]);
});

test('who administers both projects wakes no key that only site admins may make wider', async () => {
  const inBeta: Sent = { method: 'GET', path: '/rest/api/3/issue/BETA-1' };
  const key = await overBoth();
  const drop = () =>
    ask(people.bothAdmin, pageOf(projects.alpha), 'editKey', { keyId: key.id, version: 1, change: { grants: [] } });
  await settings({ severalProjects: false, whoMayIssue: 'site-admins' });
  expect(await drop()).toMatchObject({ ok: false, fault: { reason: 'not_allowed' } });
  expect(await status(key, inBeta)).toBe(403);
  await settings({ severalProjects: true });
  expect((await drop()).ok).toBe(true);
  expect(await status(key, inBeta)).toBe(200);
});

test('a key whose sponsor left is let go on by nobody, until it is handed over', async () => {
  const grants = [{ projectId: projects.alpha.id, permissions: READING }];
  const made = await ask(people.bothAdmin, pageOf(projects.alpha), 'createKey', {
    name: 'Left behind',
    grants,
    expiresAt: '2027-01-01T00:00:00Z',
  });
  const key: Key = { text: made.value.key, url: made.value.gatewayUrl, id: made.value.view.id };
  const state = wall.site.fork();
  const person = state.people.get(people.bothAdmin);
  if (person === undefined) throw new Error('no such person');
  wall.site.restore({ ...state, people: new Map([...state.people, [person.accountId, { ...person, active: false }]]) });
  await wall.site.runSchedule('hourly');
  expect(await status(key)).toBe(401);
  const page = pageOf(projects.alpha);
  const { value: view } = await ask(people.alphaAdmin, page, 'readKey', { keyId: key.id });
  const refused = await ask(people.alphaAdmin, page, 'resumeKey', { keyId: key.id });
  expect(refused).toMatchObject({ ok: false, fault: view.barred.resume });
  expect(await status(key)).toBe(401);
  await admin('handOver', { from: people.bothAdmin, to: people.alphaAdmin });
  expect((await ask(people.alphaAdmin, page, 'resumeKey', { keyId: key.id })).ok).toBe(true);
  expect(await status(key)).toBe(200);
});

test.each([
  ['two pages', (key: Key) => [fromPage(key), fromPage(key)]],
  ['the key itself, twice', (key: Key) => [byItself(key), byItself(key)]],
  ['a page and the key itself', (key: Key) => [fromPage(key), byItself(key)]],
])('of two rotations at once by %s one is made, and what was shown works', async (_, rotations) => {
  const key = await alphaKey();
  const shown = (await Promise.all(rotations(key))).filter((text) => text !== undefined);
  expect(shown).toHaveLength(1);
  expect(await status({ ...key, text: shown[0] ?? '' })).toBe(200);
  expect(await status(key)).toBe(401);
});

/** The new key, where one was shown; what is not made says why. */
const fromPage = async (key: Key): Promise<string | undefined> => {
  const done = await admin('rotateKey', { keyId: key.id, version: 1, overlapSeconds: 0 });
  if (done.ok) return done.value.key;
  expect(done.fault).toMatchObject({ reason: 'conflict' });
  return undefined;
};
const byItself = async (key: Key): Promise<string | undefined> => {
  const { status: code, json } = await wall.send(key, { ...ROTATE, body: { overlapSeconds: 0 } });
  if (code !== 200) expect(code).toBe(401);
  return code === 200 ? json.key : undefined;
};

test('a rotation by the page shows the new key once; the old one works until its moment, or until it is ended', async () => {
  const key = await alphaKey();
  const rotated = await admin('rotateKey', { keyId: key.id, version: 1, overlapSeconds: 3_600 });
  const next = { ...key, text: rotated.value.key };
  expect(rotated.value.view.secrets).toHaveLength(2);
  expect([await status(key), await status(next)]).toEqual([200, 200]);
  expect(await admin('rotateKey', { keyId: key.id, version: 2, overlapSeconds: 0 })).toMatchObject({ ok: false });
  expect((await admin('endSecret', { keyId: key.id, version: 2, which: 'older' })).ok).toBe(true);
  expect([await status(key), await status(next)]).toEqual([401, 200]);
  const stored = JSON.stringify([wall.site.storage.dump(), wall.site.invocations, await admin('listKeys', {})]);
  expect(stored).toContain(key.id);
  expect(stored).not.toContain(next.text.slice(17, 49));
});

test('a call that rotates by a secret which is ended at the same moment gets no new one', async () => {
  const key = await alphaKey();
  const rotated = await admin('rotateKey', { keyId: key.id, version: 1, overlapSeconds: 3_600 });
  const next = { ...key, text: rotated.value.key };
  // The proof of a call reads by a batch; what is read to change the key is slow.
  const held = holdNext(wall.site.storage.faults, { operation: 'entity/get' });
  const late = status(key, ROTATE);
  await held.met();
  expect((await admin('endSecret', { keyId: key.id, version: 2, which: 'older' })).ok).toBe(true);
  held.release();
  expect(await late).toBe(401);
  expect([await status(key), await status(next)]).toEqual([401, 200]);
  expect(await status(next, ROTATE)).toBe(200);
});

test('break-glass stops every key with its next call, whatever version the page saw, and is undone from the present one', async () => {
  const key = await alphaKey();
  await settings({ maxLifetimeDays: 200 });
  expect((await admin('changeSettings', { version: 0, change: { breakGlass: true } })).ok).toBe(true);
  expect([await status(key), await status(wall.mixed)]).toEqual([401, 401]);
  const stale = await admin('changeSettings', { version: 0, change: { breakGlass: false } });
  expect(stale).toMatchObject({ ok: false, fault: { reason: 'conflict' } });
  expect((await settings({ breakGlass: false })).ok).toBe(true);
  expect(await status(key)).toBe(200);
  const refused = await ask(people.alphaAdmin, ADMIN, 'changeSettings', { version: 0, change: { breakGlass: true } });
  expect(refused).toMatchObject({ ok: false, fault: { reason: 'not_allowed' } });
});

test.each([
  ['permissions of the site', { permissions: ['project:read'] }, 403],
  ['permissions of the project', { projects: { [projects.alpha.id]: { permissions: ['project:read'] } } }, 403],
])('a ceiling on %s bites on the next call, and the page says what it takes', async (_, change, expected) => {
  const key = await alphaKey();
  expect(await status(key)).toBe(200);
  await settings(change);
  expect(await status(key)).toBe(expected);
  const { value } = await admin('listKeys', {});
  const { withheld } = value.keys.find(({ id }: { id: string }) => id === key.id).grants[0];
  expect(withheld).toContainEqual({ permission: 'issue:read', by: 'ceiling' });
  await settings({ permissions: null, projects: null });
  expect(await status(key)).toBe(200);
});

test('all keys of one person go to another, who may do less, and the keys then may no more', async () => {
  const key = await alphaKey();
  const write: Sent = { method: 'PUT', path: '/rest/api/3/issue/ALPHA-2', body: { fields: { summary: 'New' } } };
  expect(await status(key, write)).toBe(204);
  const refused = await ask(people.alphaAdmin, ADMIN, 'handOver', { from: people.siteAdmin, to: people.member });
  expect(refused).toMatchObject({ ok: false, fault: { reason: 'not_allowed' } });
  expect(await admin('handOver', { from: people.siteAdmin, to: people.nobody })).toMatchObject({
    ok: false,
    fault: { where: 'to' },
  });
  const done = await admin('handOver', { from: people.siteAdmin, to: people.outsider });
  expect(done).toMatchObject({ ok: true, value: { left: [], complete: true } });
  expect(done.value.changed.map(({ id }: Key) => id)).toContain(key.id);
  // An outsider may not even see ALPHA.
  expect([await status(key), await status(key, write)]).toEqual([403, 403]);
  await admin('handOver', { from: people.outsider, to: people.siteAdmin });
  expect(await status(key, write)).toBe(204);
});

test.each(['editKey', 'rotateKey', 'endSecret', 'revokeKey', 'suspendKey'])(
  '%s is refused to others, on their page and by a forged one, and the key is as it was',
  async (name) => {
    const key = await alphaKey();
    await admin('rotateKey', { keyId: key.id, version: 1, overlapSeconds: 60 });
    const before = storedBut('usage');
    const payload = {
      editKey: { keyId: key.id, version: 2, change: { name: 'Theirs' } },
      rotateKey: { keyId: key.id, version: 2, overlapSeconds: 0 },
      endSecret: { keyId: key.id, version: 2, which: 'older' },
      revokeKey: { keyId: key.id },
      suspendKey: { keyId: key.id },
    }[name];
    const beta = pageOf(projects.beta);
    const own = await ask(people.betaAdmin, beta, name, payload ?? {});
    expect(own).toMatchObject({ ok: false, fault: { reason: 'no_such_key' } });
    for (const place of [pageOf(projects.alpha), ADMIN]) {
      const elsewhere = await ask(people.betaAdmin, place, name, payload ?? {});
      expect(elsewhere).toMatchObject({ ok: false, fault: { reason: 'not_allowed' } });
    }
    const forged = await ask(people.betaAdmin, beta, name, { ...payload, projectId: projects.alpha.id });
    expect(forged).toMatchObject({ ok: false, fault: { reason: 'not_allowed' } });
    expect(storedBut('usage')).toBe(before);
  },
);
