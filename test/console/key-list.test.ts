/** The list of keys: which are found, in which order, a page at a time; and what it never tells. */
import { lastDays } from '../../src/audit/day-sums';
import { projectFunctions, siteFunctions } from '../../src/console/functions';
import { type KeyQuestion, listKeysAt } from '../../src/keys/list';
import type { ApiKeyRecord } from '../../src/storage/records/api-key';
import { aKey, keysWorld, NOW } from '../unit/keys-world';

const DAY = 24 * 3_600_000;
const SITE = { page: 'site' } as const;
const ALPHA = { page: 'project', projectId: '10001' } as const;
const actor = { kind: 'person', accountId: 'person-a' } as const;
const grantOf = (projectId: string, projectKey: string) => ({
  projectId,
  projectKey,
  permissions: ['issue:read' as const],
});
const idOf = (at: number) => String(at).padStart(12, 'k');

const worldOf = (records: readonly ApiKeyRecord[], may = { siteAdmin: true, administers: ['10001'] }) => {
  const made = keysWorld(may);
  for (const record of records) made.keys.set(record.id, record);
  const names = async (question: KeyQuestion = {}, place: typeof SITE | typeof ALPHA = SITE) => {
    const page = await listKeysAt(made.world, place, question);
    if (!page.ok) throw new Error(page.error.message);
    return page.value.keys.map(({ name }) => name);
  };
  return { ...made, names };
};

const named = (name: string, at: number, over: Partial<ApiKeyRecord> = {}) =>
  aKey({ id: idOf(at), name, createdAt: NOW - 1000 * DAY + at, expiresAt: NOW + 30 * DAY, ...over });

/** Keys on a site whose ceiling lets them live for long. */
const young = { createdAt: NOW - DAY };

describe('what is looked for', () => {
  const records = [
    named('Deploy bot', 1, { ...young, purpose: 'Publishes releases', sponsor: 'person-b' }),
    named('deploy again', 2, { ...young, createdAt: NOW - 2 * DAY, expiresAt: NOW + 3 * DAY }),
    named('Board', 3, { ...young, createdAt: NOW - 3 * DAY, status: { state: 'suspended' } }),
    named('Old', 4, { ...young, createdAt: NOW - 4 * DAY, expiresAt: NOW - DAY }),
    named('Gone', 5, { ...young, createdAt: NOW - 5 * DAY, expiresAt: NOW + DAY, status: { state: 'revoked' } }),
    named('Later', 6, { ...young, createdAt: NOW - 6 * DAY, notBefore: NOW + DAY }),
    named('Both', 7, {
      ...young,
      createdAt: NOW - 7 * DAY,
      home: { kind: 'site' },
      grants: [grantOf('10001', 'ALPHA'), grantOf('10002', 'OMEGA')],
    }),
  ];

  test.each<readonly [string, KeyQuestion, readonly string[]]>([
    ['nothing said', {}, ['Deploy bot', 'deploy again', 'Board', 'Old', 'Gone', 'Later', 'Both']],
    ['a part of the name, in any case', { text: 'DEPLOY' }, ['Deploy bot', 'deploy again']],
    ['two words, in any order', { text: 'releases deploy' }, ['Deploy bot']],
    ['a part of the id', { text: idOf(3).slice(-4) }, ['Board']],
    ['the sponsor in the text', { text: 'person-b' }, ['Deploy bot']],
    ['a sign that a pattern would use', { text: '.*' }, []],
    ['states', { states: ['suspended', 'not_yet'] }, ['Board', 'Later']],
    ['no state at all', { states: [] }, []],
    ['a project that they reach', { about: '10002' }, ['Both']],
    ['a sponsor', { sponsor: 'person-b' }, ['Deploy bot']],
    ['what ends soon, and has not ended', { endsWithinDays: 7 }, ['deploy again']],
    ['two things at once', { text: 'deploy', endsWithinDays: 7 }, ['deploy again']],
  ])('by %s', async (_, question, expected) => {
    expect(await worldOf(records).names(question)).toEqual(expected);
  });

  test.each<readonly [KeyQuestion, readonly string[]]>([
    [{ sort: 'name' }, ['Board', 'Both', 'deploy again', 'Deploy bot', 'Gone', 'Later', 'Old']],
    [{ sort: 'name', descending: true }, ['Old', 'Later', 'Gone', 'Deploy bot', 'deploy again', 'Both', 'Board']],
    [{ sort: 'created' }, ['Both', 'Later', 'Gone', 'Old', 'Board', 'deploy again', 'Deploy bot']],
    [{ sort: 'ends', states: ['in_force'] }, ['deploy again', 'Deploy bot', 'Both']],
  ])('in the order %p', async (question, expected) => {
    expect(await worldOf(records).names(question)).toEqual(expected);
  });

  test('in the order of last use: what was never used first, or last', async () => {
    const { names, lastUses } = worldOf(records);
    const lastUsed = { [idOf(1)]: '2026-10-30T00:00:00.000Z', [idOf(3)]: '2026-10-31T00:00:00.000Z' };
    lastUses.set('10001', { v: 1, home: '10001', until: '', summedUntil: NOW, lastUsed });
    expect((await names({ sort: 'lastUsed' })).slice(-2)).toEqual(['Deploy bot', 'Board']);
    expect((await names({ sort: 'lastUsed', descending: true })).slice(0, 2)).toEqual(['Board', 'Deploy bot']);
  });

  test('and the whole is told beside it: how many are found, how many stand where, who answers for them', async () => {
    const page = await listKeysAt(worldOf(records).world, SITE, { text: 'deploy', rows: 1 });
    expect(page).toMatchObject({
      ok: true,
      value: {
        total: 2,
        keys: [{ name: 'Deploy bot' }],
        states: { in_force: 3, not_yet: 1, expired: 1, suspended: 1, revoked: 1 },
        sponsors: ['person-a', 'person-b'],
        complete: true,
      },
    });
  });
});

test('pages follow each other without gap or double, equal names too', async () => {
  const { names, world } = worldOf(Array.from({ length: 73 }, (_, at) => named('same', at, young)));
  const seen: string[] = [];
  for (let from = 0; from < 75; from += 10) {
    const page = await listKeysAt(world, SITE, { sort: 'name', from, rows: 10 });
    seen.push(...(page.ok ? page.value.keys.map(({ id }) => id) : []));
  }
  expect([seen.length, new Set(seen).size]).toEqual([73, 73]);
  expect(await names()).toHaveLength(25);
  expect(await names({ from: 100 })).toEqual([]);
});

describe('while the index lags', () => {
  const before = named('stopped', 1, young);
  const lagging = (now: ApiKeyRecord | undefined) => {
    const made = worldOf(now === undefined ? [] : [now]);
    const keysInIndex = async () => ({ ok: true as const, value: { keys: [before], complete: true } });
    return { ...made.world, store: { ...made.world.store, keysInIndex } };
  };
  const list = async (now: ApiKeyRecord | undefined, question: KeyQuestion = {}) =>
    listKeysAt(lagging(now), ALPHA, question);

  test('a row that is shown is as the key is, and is counted so', async () => {
    const now = { ...before, status: { state: 'revoked' as const } };
    expect(await list(now)).toMatchObject({
      value: { keys: [{ status: { state: 'revoked' } }], total: 1, states: { in_force: 0, revoked: 1 } },
    });
  });

  test.each<readonly [string, ApiKeyRecord | undefined, KeyQuestion]>([
    ['is there no more', undefined, {}],
    ['lost its grant for the project', { ...before, grants: [grantOf('10002', 'OMEGA')] }, {}],
    ['is not what was looked for by now', { ...before, status: { state: 'revoked' } }, { states: ['in_force'] }],
  ])('a key that %s is not shown', async (_, now, question) => {
    expect(await list(now, question)).toMatchObject({ ok: true, value: { keys: [], total: 0 } });
  });
});

describe("on a project's page", () => {
  const records = [
    named('own', 1, young),
    named('shared', 2, { ...young, home: { kind: 'site' }, grants: [grantOf('10001', 'A'), grantOf('10002', 'O')] }),
    named('foreign', 3, { ...young, grants: [grantOf('10002', 'OMEGA')], sponsor: 'person-x' }),
  ];

  test('only its keys and their sponsors are told', async () => {
    const page = await listKeysAt(worldOf(records).world, ALPHA);
    expect(page).toMatchObject({ value: { total: 2, sponsors: ['person-a'], states: { in_force: 2 } } });
  });

  test('nobody learns by asking which other projects a key reaches', async () => {
    const { world } = worldOf(records);
    expect(await listKeysAt(world, ALPHA, { about: '10001' })).toMatchObject({ ok: true, value: { total: 2 } });
    const asked = await Promise.all(['10002', '10003', '99999'].map((about) => listKeysAt(world, ALPHA, { about })));
    expect(asked[0]).toMatchObject({ ok: false, error: { reason: 'invalid', where: 'about' } });
    expect(new Set(asked.map((each) => JSON.stringify(each))).size).toBe(1);
    expect(await listKeysAt(world, ALPHA, { text: 'OMEGA' })).toMatchObject({ value: { total: 0 } });
  });
});

test('a row tells the last use and a week of calls, and the days without any too', async () => {
  const made = worldOf([named('used', 1, young), named('unused', 2, { ...young, home: { kind: 'site' } })]);
  const used = { keyId: idOf(1), allowed: 5, denied: 2, failed: 1, operations: { getIssue: 8 } };
  made.days.push({ v: 1, home: '10001', day: '2026-10-31', until: '', keys: [used] });
  made.days.push({ v: 1, home: '10001', day: '2026-10-20', until: '', keys: [used] });
  const at = '2026-10-31T10:00:00.000Z';
  made.lastUses.set('10001', { v: 1, home: '10001', until: at, summedUntil: NOW, lastUsed: { [idOf(1)]: at } });
  for (const [functions, place] of [
    [siteFunctions, SITE],
    [projectFunctions, ALPHA],
  ] as const) {
    const answer = await functions.listKeys.answer({ actor, place, world: made.world, licence: 'none' }, {});
    const none = { allowed: 0, denied: 0, failed: 0 };
    const week = lastDays(NOW, 7).map((day) =>
      day === '2026-10-31' ? { day, allowed: 5, denied: 2, failed: 1 } : { day, ...none },
    );
    expect(answer).toMatchObject({
      ok: true,
      value: {
        keys: [
          { name: 'used', lastUsedAt: at, week },
          { name: 'unused', week: lastDays(NOW, 7).map((day) => ({ day, ...none })) },
        ],
      },
    });
  }
});
