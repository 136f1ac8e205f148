/** A secret that was shown to a person counts as lost until someone says that it was put away. */
import { keyView } from '../../src/console/key-view';
import { confirmCopied } from '../../src/keys/confirm-copied';
import { issueKey } from '../../src/keys/issue';
import { rotateSecret } from '../../src/keys/rotate';
import { endSecretAt, rotateKeyAt } from '../../src/keys/rotate-at';
import { DEFAULT_SITE } from '../../src/storage/records/site';
import { aKey, IN_A_MONTH, keysWorld, NOW } from './keys-world';

const ACTOR = { kind: 'person', accountId: 'person-a' } as const;
const PAGE = { page: 'project', projectId: '10001' } as const;
const DRAFT = { name: 'deploy', grants: [{ projectId: '10001', permissions: ['issue:read'] }], expiresAt: IN_A_MONTH };

async function issued() {
  const made = keysWorld({ administers: ['10001', '10002'] });
  const key = await issueKey(made.world, ACTOR, PAGE, DRAFT);
  if (!key.ok) throw new Error(key.error.message);
  const { id } = key.value.record;
  const isCopied = (now = NOW) => keyView(made.keys.get(id) ?? aKey(), DEFAULT_SITE, PAGE, now).secretCopied;
  return { ...made, id, isCopied };
}

test('a new key is not put away until someone says so, with an audit record and the hash as it was', async () => {
  const { world, keys, audit, id, isCopied } = await issued();
  expect(isCopied()).toBe(false);
  const hash = keys.get(id)?.secrets[0]?.hash;
  expect((await confirmCopied(world, ACTOR, PAGE, id)).ok).toBe(true);
  expect(isCopied()).toBe(true);
  expect(keys.get(id)?.secrets).toEqual([{ hash, createdAt: NOW }]);
  expect(audit.at(-1)?.event).toMatchObject({ act: 'secret_copied', by: 'person-a' });
});

test('saying so twice is as once', async () => {
  const { world, audit, id } = await issued();
  await confirmCopied(world, ACTOR, PAGE, id);
  const { length } = audit;
  expect((await confirmCopied(world, ACTOR, PAGE, id)).ok).toBe(true);
  expect(audit).toHaveLength(length);
});

test('it is about the newest secret: a rotation on the page has one that is not put away yet', async () => {
  const { world, id, isCopied, setNow } = await issued();
  await confirmCopied(world, ACTOR, PAGE, id);
  setNow(NOW + 1000);
  expect((await rotateKeyAt(world, ACTOR, PAGE, { keyId: id, version: 1 }, 3600)).ok).toBe(true);
  expect(isCopied(NOW + 1000)).toBe(false);
  expect((await endSecretAt(world, ACTOR, PAGE, { keyId: id, version: 3 }, 'newer')).ok).toBe(true);
  expect(isCopied(NOW + 1000)).toBe(true);
});

test('a caller who rotates its own key has the secret in its hands', async () => {
  const { world, id, isCopied, setNow } = await issued();
  setNow(NOW + 1000);
  await rotateSecret(world, id, `key:${id}`, 0, () => true);
  expect(isCopied(NOW + 1000)).toBe(true);
});

test('keys from before it was asked, and ended ones, warn of nothing', () => {
  for (const record of [aKey({ secrets: [{ hash: 'h', createdAt: NOW }] }), aKey({ status: { state: 'revoked' } })]) {
    expect(keyView(record, DEFAULT_SITE, PAGE, NOW).secretCopied).toBe(true);
  }
});

test('nobody says it of a key of other projects', async () => {
  const { world, id, isCopied } = await issued();
  const other = { page: 'project', projectId: '10002' } as const;
  expect(await confirmCopied(world, ACTOR, other, id)).toMatchObject({ ok: false, error: { reason: 'no_such_key' } });
  expect(isCopied()).toBe(false);
});
