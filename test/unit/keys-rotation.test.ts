/** The secrets of a key: a rotation leaves never more than two, and nobody is shown one that does not work. */
import { keyView } from '../../src/console/key-view';
import { generateKey, hashSecret, parseCredential, verifySecret } from '../../src/keys/credential';
import { endByItself } from '../../src/keys/revoke-itself';
import { rotateSecret } from '../../src/keys/rotate';
import { endSecretAt, rotateKeyAt } from '../../src/keys/rotate-at';
import type { ApiKeyRecord } from '../../src/storage/records/api-key';
import { DEFAULT_SITE } from '../../src/storage/records/site';
import { aKey, keysWorld, NOW } from './keys-world';

const ACTOR = { kind: 'person', accountId: 'person-a' } as const;
const SITE = { page: 'site' } as const;
const DAY_MS = 86_400_000;
const ONE: ApiKeyRecord = aKey({ expiresAt: NOW + 30 * DAY_MS });

const worldWith = (record: ApiKeyRecord) => {
  const all = keysWorld({ siteAdmin: true });
  all.keys.set(record.id, record);
  const stored = () => all.keys.get(record.id) ?? aKey();
  return { ...all, stored };
};

describe('rotation', () => {
  const old = generateKey((bytes) => new Uint8Array(bytes).fill(7));
  const record = { ...ONE, secrets: [{ hash: hashSecret(old.secret), createdAt: NOW - 5 }] };
  const secretOf = (text: string) => {
    const parsed = parseCredential(new Map([['authorization', [`Bearer ${text}`]]]));
    return parsed.ok ? parsed.value.secret : '';
  };

  test.each([0, 1, 3_600, 604_800])('leaves the old secret for %d seconds, to the millisecond', async (seconds) => {
    const at = worldWith(record);
    const done = await rotateKeyAt(at.world, ACTOR, SITE, { keyId: record.id, version: 1 }, seconds);
    const secret = secretOf(done.ok ? done.value.text : '');
    const end = NOW + seconds * 1000;
    expect(verifySecret(at.stored(), secret, NOW)).toBe(true);
    expect(verifySecret(at.stored(), secret, end + DAY_MS)).toBe(true);
    expect(verifySecret(at.stored(), old.secret, end - 1)).toBe(seconds > 0);
    expect(verifySecret(at.stored(), old.secret, end)).toBe(false);
    expect(JSON.stringify([at.stored(), at.audit])).not.toContain(secret);
  });

  test('is refused for more than seven days, for an ended key, and while two secrets are good', async () => {
    const at = worldWith(record);
    const reasons: string[] = [];
    for (const [given, ms] of [
      [record, 7 * DAY_MS + 1],
      [record, -1],
      [record, Number.NaN],
      [{ ...record, status: { state: 'revoked' as const } }, 0],
      [{ ...record, expiresAt: NOW }, 0],
      [{ ...record, secrets: [...record.secrets, { hash: 'x', createdAt: NOW }] }, 0],
    ] satisfies [ApiKeyRecord, number][]) {
      at.keys.set(record.id, given);
      const done = await rotateSecret(at.world, record.id, 'person-a', ms, () => true);
      reasons.push(done.ok ? 'done' : done.error.reason);
      expect(at.stored()).toEqual(given);
    }
    expect(reasons).toEqual([
      'overlap_too_long',
      'overlap_too_long',
      'overlap_too_long',
      'key_ended',
      'key_ended',
      'two_secrets',
    ]);
  });

  test.each(['newer', 'older'] as const)('the %s secret can be ended early, and the other stays', async (which) => {
    const at = worldWith(record);
    const done = await rotateKeyAt(at.world, ACTOR, SITE, { keyId: record.id, version: 1 }, 3_600);
    const secret = secretOf(done.ok ? done.value.text : '');
    expect((await endSecretAt(at.world, ACTOR, SITE, { keyId: record.id, version: 2 }, which)).ok).toBe(true);
    expect(verifySecret(at.stored(), secret, NOW)).toBe(which === 'older');
    expect(verifySecret(at.stored(), old.secret, NOW)).toBe(which === 'newer');
    // What is left is good for as long as the key.
    expect(at.stored().secrets).toHaveLength(1);
    expect(at.stored().secrets[0]?.endsAt).toBeUndefined();
    expect((await endSecretAt(at.world, ACTOR, SITE, { keyId: record.id, version: 3 }, 'older')).ok).toBe(false);
  });

  test.each(['newer', 'older'] as const)('on a clock that runs behind has the same %s secret', async (which) => {
    const at = worldWith(record);
    at.setNow(NOW - 1_000);
    const done = await rotateKeyAt(at.world, ACTOR, SITE, { keyId: record.id, version: 1 }, 3_600);
    const secret = secretOf(done.ok ? done.value.text : '');
    expect(keyView(at.stored(), DEFAULT_SITE, SITE, NOW).secretCopied).toBe(false);
    await endSecretAt(at.world, ACTOR, SITE, { keyId: record.id, version: 2 }, which);
    expect(verifySecret(at.stored(), secret, NOW)).toBe(which === 'older');
    expect(verifySecret(at.stored(), old.secret, NOW)).toBe(which === 'newer');
  });

  test("of two from the same page the second is told to look again, and the first one's secret stays good", async () => {
    const at = worldWith(record);
    const rotate = (version: number) => rotateKeyAt(at.world, ACTOR, SITE, { keyId: record.id, version }, 0);
    const [first, second] = await Promise.all([rotate(1), rotate(1)]);
    expect(second.ok ? 'done' : [second.error.reason, second.error.where]).toEqual(['conflict', 'version']);
    expect(verifySecret(at.stored(), secretOf(first.ok ? first.value.text : ''), NOW)).toBe(true);
    expect((await rotate(2)).ok).toBe(true);
  });

  test.each(['newer', 'older'] as const)(
    'keeps its %s secret from a page that does not know the other',
    async (which) => {
      const at = worldWith(record);
      await rotateKeyAt(at.world, ACTOR, SITE, { keyId: record.id, version: 1 }, 3_600);
      const end = (version: number) => endSecretAt(at.world, ACTOR, SITE, { keyId: record.id, version }, which);
      const late = await end(1);
      expect(late.ok ? 'done' : late.error.reason).toBe('conflict');
      expect(at.stored().secrets).toHaveLength(2);
      expect((await end(2)).ok).toBe(true);
    },
  );

  test('of two at once one wins, and nobody is left with a secret that is not stored', async () => {
    const at = worldWith(record);
    at.meanwhile(() =>
      at.keys.set(record.id, {
        ...record,
        version: 2,
        secrets: [...record.secrets, { hash: 'theirs', createdAt: NOW }],
      }),
    );
    const done = await rotateSecret(at.world, record.id, 'person-a', 60_000, () => true);
    expect(done.ok ? '' : done.error.reason).toBe('two_secrets');
    expect(at.stored().secrets.map(({ hash }) => hash)).toEqual([hashSecret(old.secret), 'theirs']);
  });

  test('a key ends itself, and stays ended', async () => {
    const at = worldWith(record);
    expect(await endByItself(at.world, record.id)).toBe(true);
    expect(at.stored()).toMatchObject({ secrets: [], status: { state: 'revoked', by: `key:${record.id}` } });
    expect(await endByItself(at.world, record.id)).toBe(true);
    expect(at.audit).toHaveLength(1);
    at.faults.down.add('save_key');
    at.keys.set(record.id, record);
    expect(await endByItself(at.world, record.id)).toBe(false);
  });
});
