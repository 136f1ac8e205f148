/** Notices before a key ends: each once for an end, and an end that was moved, by hand or by a ceiling, has its own. */
import type { Jira } from '../../src/jira/as-app';
import { editKey } from '../../src/keys/edit';
import { giveNotice } from '../../src/keys/notices';
import { err, ok } from '../../src/result';
import { DEFAULT_SITE } from '../../src/storage/records/site';
import { aKey, keysWorld, NOW } from './keys-world';

const DAY_MS = 86_400_000;
const END = NOW + 60 * DAY_MS;
const KEY = aKey({ expiresAt: END, createdAt: NOW, noticeIssueId: '11024' });
const { id } = KEY;

const ground = () => {
  const at = keysWorld({ siteAdmin: true });
  at.keys.set(id, KEY);
  const told: string[] = [];
  const jira: Jira = {
    count: () => 0,
    call: async ({ method, body }) => {
      if (method === 'POST') told.push(/expires at (\S+)/.exec(body ?? '')?.[1] ?? '');
      const fields = { project: { id: '10001', key: 'ALPHA' }, security: null };
      return ok(
        method === 'POST' ? { status: 201, body: {} } : { status: 200, body: { id: '11024', key: 'ALPHA-24', fields } },
      );
    },
  };
  const stored = () => at.keys.get(id) ?? aKey();
  const edit = (expiresAt: number) =>
    editKey(
      at.world,
      { kind: 'person', accountId: 'person-a' },
      { page: 'site' },
      { keyId: id, version: stored().version },
      { expiresAt: new Date(expiresAt).toISOString() },
    );
  /** A run so many days after the key was issued; the day of the end that is told, if one is. */
  const runAt = async (days: number): Promise<string | undefined> => {
    at.setNow(NOW + days * DAY_MS);
    told.length = 0;
    await giveNotice(at.world, jira, stored(), at.settings(), { callsOfWeek: 0, deniedOfWeek: 0 });
    return told[0];
  };
  return { ...at, edit, runAt, jira, told, stored };
};
const day = (epochMs: number) => new Date(epochMs).toISOString().slice(0, 10);

test('each of the days before the end is told once', async () => {
  const { runAt } = ground();
  const days = [45, 46, 47, 52, 53, 54, 57, 58, 59, 59.5, 60];
  const told: number[] = [];
  for (const at of days) if ((await runAt(at)) === day(END)) told.push(at);
  expect(told).toEqual([46, 53, 57, 59]);
});

test('an end by a ceiling that is raised again was not the end: all of its own days are told', async () => {
  const { runAt, setSettings } = ground();
  setSettings({ ...DEFAULT_SITE, maxLifetimeDays: 1 });
  expect([await runAt(0.1), await runAt(0.2)]).toEqual([day(NOW + DAY_MS), undefined]);
  setSettings(DEFAULT_SITE);
  const told: (string | undefined)[] = [];
  for (const left of [13, 6, 2, 0.5]) told.push(await runAt(60 - left));
  expect(told).toEqual([day(END), day(END), day(END), day(END)]);
});

test.each([
  ['later', END + DAY_MS],
  ['earlier', END - DAY_MS],
])('an end that was made %s is told of at once', async (_, moved) => {
  const { runAt, edit } = ground();
  expect(await runAt(54)).toBe(day(END));
  expect((await edit(moved)).ok).toBe(true);
  expect([await runAt(54.1), await runAt(54.2)]).toEqual([day(moved), undefined]);
});

test('another name is no other end', async () => {
  const { runAt, keys, world } = ground();
  expect(await runAt(54)).toBe(day(END));
  const actor = { kind: 'person', accountId: 'person-a' } as const;
  const version = keys.get(id)?.version ?? 0;
  expect((await editKey(world, actor, { page: 'site' }, { keyId: id, version }, { name: 'Other' })).ok).toBe(true);
  expect(await runAt(54.1)).toBeUndefined();
});

test('of two runs at once one tells, also where the other does not hear that it was too late', async () => {
  const { world, jira, stored, settings, told, setNow } = ground();
  setNow(NOW + 54 * DAY_MS);
  const run = (store = world.store) =>
    giveNotice({ ...world, store }, jira, stored(), settings(), { callsOfWeek: 0, deniedOfWeek: 0 });
  const outage = err({ reason: 'storage_down' as const, operation: 'save_key' as const, code: 'UNKNOWN_ERROR' });
  const late = async () => {
    expect(await run()).toEqual(ok(true));
    return outage;
  };
  expect((await run({ ...world.store, saveKey: late })).ok).toBe(false);
  expect(told).toHaveLength(1);
});
