/** What the schedule notes in a key is no reason to tell an administrator that someone changed it; what people do is. */

import { editKey } from '../../src/keys/edit';
import { checkSponsors } from '../../src/keys/sponsor';
import { suspendKey } from '../../src/keys/suspend';
import type { ApiKeyRecord } from '../../src/storage/records/api-key';
import fc from '../seeded-fast-check';
import { aKey, keysWorld, NOW } from './keys-world';

const ACTOR = { kind: 'person', accountId: 'person-a' } as const;
const PAGE = { page: 'project', projectId: '10001' } as const;
const DAY = 24 * 3_600_000;
const KEY = aKey({ expiresAt: NOW + 300 * DAY, createdAt: NOW });
const { id } = KEY;

const ground = () => {
  const made = keysWorld({ administers: ['10001'] });
  made.keys.set(id, KEY);
  made.rights.set('person-a', ['issue:read']);
  const stored = (): ApiKeyRecord => made.keys.get(id) ?? aKey();
  const edit = (version: number, change: object) => editKey(made.world, ACTOR, PAGE, { keyId: id, version }, change);
  return { ...made, stored, edit };
};

test('an hourly check of the sponsor leaves an open page good, and its own note stays', async () => {
  const { world, edit, stored, rights } = ground();
  await checkSponsors(world);
  rights.set('person-a', ['issue:read', 'comment:read']);
  await checkSponsors(world);
  expect(stored().version).toBe(3);
  expect(await edit(1, { name: 'renamed' })).toMatchObject({ ok: true, value: { name: 'renamed', version: 4 } });
  expect(stored().sponsorRights?.projects).toEqual({ '10001': ['issue:read', 'comment:read'] });
});

test('the check that comes between reading and storing is not lost either', async () => {
  const { edit, stored, keys, meanwhile } = ground();
  const sponsorRights = { checkedAt: NOW, projects: { '10001': ['issue:read' as const] } };
  meanwhile(() => keys.set(id, { ...KEY, sponsorRights, version: 2, settledVersion: 1 }));
  expect(await edit(1, { name: 'renamed' })).toMatchObject({ ok: true, value: { version: 3, sponsorRights } });
  expect(stored().name).toBe('renamed');
});

test('what a person changed since is told, also where the schedule came after', async () => {
  const { world, edit, stored } = ground();
  await suspendKey(world, ACTOR, PAGE, id, undefined);
  await checkSponsors(world);
  expect(await edit(1, { name: 'late' })).toMatchObject({ ok: false, error: { reason: 'conflict', where: 'version' } });
  expect((await edit(stored().version, { name: 'in time' })).ok).toBe(true);
});

test('a version that is not there yet is refused', async () => {
  expect(await ground().edit(2, { name: 'early' })).toMatchObject({ ok: false, error: { reason: 'conflict' } });
});

test('of any row of notes and changes a page is refused exactly if a person changed something after it was opened', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 8 }), fc.nat({ max: 8 }), async (steps, at) => {
      const { world, edit, stored, setNow } = ground();
      const openAt = Math.min(at, steps.length);
      let seen = stored().version;
      for (const [step, byPerson] of steps.entries()) {
        if (step === openAt) seen = stored().version;
        setNow(NOW + (step + 1) * DAY);
        const { version } = stored();
        if (byPerson) expect((await edit(version, { name: `name ${step}` })).ok).toBe(true);
        else await checkSponsors(world);
        expect(stored().version).toBe(version + 1);
      }
      if (openAt === steps.length) seen = stored().version;
      const changed = steps.slice(openAt).includes(true);
      expect((await edit(seen, { name: 'mine' })).ok).toBe(!changed);
    }),
  );
});
