/**
 * A second secret for a key: the new one is good at once, the old one until a chosen moment, so that a job can change
 * over without a gap. Part of the request path too: a caller may rotate its own key.
 *
 * The new secret leaves in the return value and nowhere else. Never more than two secrets are good.
 */
import { err, ok, type Result } from '../result';
import type { Conflict, StorageFault } from '../storage/fault';
import type { ApiKeyRecord } from '../storage/records/api-key';
import { type Change, type ChangeWorld, changeRecord } from './change-record';
import { generateKey, hashSecret, textOfKey } from './credential';

export const OVERLAP_MS_MAX = 7 * 24 * 60 * 60 * 1000;

export type RotateFault =
  | { readonly reason: 'two_secrets' }
  | { readonly reason: 'overlap_too_long' }
  | { readonly reason: 'no_longer_entitled' }
  | { readonly reason: 'key_ended' };

export type RotatedKey = { readonly record: ApiKeyRecord; readonly text: string };

/**
 * Gives a key a new secret; the present one ends `overlapMs` from now, 0 to 7 days. `isEntitled` looks at the key as it is
 * when the change is stored: whoever asks by a secret that was ended a moment ago gets no other one. `notCopied`: it is
 * shown to a person, who has yet to say that it was put away.
 */
export const rotateSecret = async (
  world: ChangeWorld,
  keyId: string,
  by: string,
  overlapMs: number,
  isEntitled: (record: ApiKeyRecord) => boolean,
  notCopied?: true,
): Promise<Result<RotatedKey, RotateFault | StorageFault | Conflict | { readonly reason: 'no_such_key' }>> => {
  if (!(overlapMs >= 0 && overlapMs <= OVERLAP_MS_MAX)) return err({ reason: 'overlap_too_long' });
  const { secret } = generateKey(world.random);
  const now = world.now();
  const changed = await changeRecord<RotateFault>(world, by, keyId, (record) => {
    if (record.status.state !== 'active' && record.status.state !== 'suspended') return err({ reason: 'key_ended' });
    if (record.expiresAt <= now) return err({ reason: 'key_ended' });
    if (!isEntitled(record)) return err({ reason: 'no_longer_entitled' });
    const good = goodSecrets(record, now);
    if (good.length > 1) return err({ reason: 'two_secrets' });
    const old =
      overlapMs === 0 ? [] : good.map((one) => ({ ...one, endsAt: Math.min(now + overlapMs, one.endsAt ?? Infinity) }));
    const made = { hash: hashSecret(secret), createdAt: now, ...(notCopied === undefined ? {} : { notCopied }) };
    const secrets = [...old, made];
    return ok({
      record: { ...record, secrets },
      act: 'key_rotated',
      detail: `overlap ${Math.round(overlapMs / 1000)} s`,
    });
  });
  return changed.ok ? ok({ record: changed.value, text: textOfKey(keyId, secret) }) : changed;
};

/** The key without one of its two secrets. The last one stays: revoking is what ends a key. */
export const withoutSecret = (
  record: ApiKeyRecord,
  which: 'newer' | 'older',
  now: number,
): Result<Change, { readonly reason: 'one_secret' }> => {
  const [older, newer] = goodSecrets(record, now);
  const kept = which === 'older' ? newer : older;
  if (newer === undefined || kept === undefined) return err({ reason: 'one_secret' });
  const { endsAt: _, ...open } = kept;
  return ok({ record: { ...record, secrets: [open] }, act: 'secret_ended', detail: which });
};

/** The secrets that a call may present at `now`, oldest first: by their place in the record, never by clocks. */
export const goodSecrets = (record: ApiKeyRecord, now: number): ApiKeyRecord['secrets'] =>
  record.secrets.filter(({ endsAt }) => endsAt === undefined || endsAt > now);

/** The secret that was handed out last, of those that are good. */
export const newestSecret = (record: ApiKeyRecord, now: number): ApiKeyRecord['secrets'][number] | undefined =>
  goodSecrets(record, now).at(-1);
