/** Handing over some of a person's keys: those that are named, and no others. */
import { handOver } from '../../src/keys/hand-over';
import { aKey, keysWorld, NOW } from './keys-world';

const ADMIN = { kind: 'person', accountId: 'person-z' } as const;
const [ONE, TWO, OTHER, ENDED] = ['AAAAAAAAAAA1', 'AAAAAAAAAAA2', 'AAAAAAAAAAA3', 'AAAAAAAAAAA4'] as const;

const ground = (may = { siteAdmin: true }) => {
  const made = keysWorld(may);
  for (const id of [ONE, TWO]) made.keys.set(id, aKey({ id }));
  made.keys.set(OTHER, aKey({ id: OTHER, sponsor: 'person-c' }));
  made.keys.set(ENDED, aKey({ id: ENDED, status: { state: 'revoked' } }));
  made.rights.set('person-b', ['issue:read']);
  const sponsors = () => [ONE, TWO, OTHER, ENDED].map((id) => made.keys.get(id)?.sponsor);
  return { ...made, sponsors };
};
const wish = { from: 'person-a', to: 'person-b' };

test('those that are named get the other sponsor, and the rest stay', async () => {
  const { world, sponsors, keys } = ground();
  const done = await handOver(world, ADMIN, { ...wish, keyIds: [TWO] });
  expect(done).toMatchObject({ ok: true, value: { changed: [{ id: TWO }], left: [], complete: true } });
  expect(sponsors()).toEqual(['person-a', 'person-b', 'person-c', 'person-a']);
  expect(keys.get(TWO)?.sponsorRights).toEqual({ checkedAt: NOW, projects: { '10001': ['issue:read'] } });
});

test('without names all of them go', async () => {
  const { world, sponsors } = ground();
  expect((await handOver(world, ADMIN, wish)).ok).toBe(true);
  expect(sponsors()).toEqual(['person-b', 'person-b', 'person-c', 'person-a']);
});

test('what is named and is not theirs, has ended or never was is told, and stays', async () => {
  const { world, sponsors } = ground();
  const done = await handOver(world, ADMIN, { ...wish, keyIds: [ONE, OTHER, ENDED, 'ZZZZZZZZZZZZ', ONE] });
  if (!done.ok) throw new Error(done.error.message);
  expect(done.value.changed.map(({ id }) => id)).toEqual([ONE]);
  expect(done.value.left.map(({ keyId, fault }) => [keyId, fault.reason])).toEqual([
    [OTHER, 'no_such_key'],
    [ENDED, 'invalid'],
    ['ZZZZZZZZZZZZ', 'no_such_key'],
  ]);
  expect(sponsors()).toEqual(['person-b', 'person-a', 'person-c', 'person-a']);
});

test('it is for site admins', async () => {
  const { world, sponsors } = ground({ siteAdmin: false });
  const done = await handOver(world, ADMIN, { ...wish, keyIds: [ONE] });
  expect(done).toMatchObject({ ok: false, error: { reason: 'not_allowed' } });
  expect(sponsors()[0]).toBe('person-a');
});
