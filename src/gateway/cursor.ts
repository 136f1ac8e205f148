/**
 * Page tokens. Jira's own token may carry a query or be good for anyone, so a caller never sees it: it is sealed
 * with a key of the API key's record, bound to the key, to its policy version and to the query. A sealed cursor
 * that is altered, from another key or for another query does not open.
 */
import { createHash } from 'node:crypto';
import { base64url, CompactEncrypt, compactDecrypt } from 'jose';
import * as z from 'zod/mini';
import type { Denial } from '../policy/denials';
import { err, ok, type Result } from '../result';
import type { ApiKeyRecord } from '../storage/records/api-key';
import type { Call } from './call';

const content = z.object({ token: z.string(), key: z.string(), version: z.number(), query: z.string() });
/** Jira keeps its tokens for seven days; the sealed form says nothing of age, Jira does. */
const CURSOR_CHARS_MAX = 8_000;

const secretOf = (key: ApiKeyRecord): Uint8Array => base64url.decode(key.cursorKey);

/** What a cursor is good for: the query as read, whatever way it was spelled, in one version of the API. */
const queryHash = (call: Call): string =>
  createHash('sha256')
    .update(JSON.stringify([call.version, call.query.jql?.text ?? '']))
    .digest('base64url');

export async function sealCursor(token: string, call: Call, key: ApiKeyRecord): Promise<string> {
  const plain = JSON.stringify({ token, key: key.id, version: key.version, query: queryHash(call) });
  return new CompactEncrypt(new TextEncoder().encode(plain))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .encrypt(secretOf(key));
}

/** Jira's token inside a cursor, or one refusal for every cursor that is not good here. */
export async function openCursor(cursor: string, call: Call, key: ApiKeyRecord): Promise<Result<string, Denial>> {
  const refused = err({ reason: 'cursor_invalid' } as const);
  if (cursor.length > CURSOR_CHARS_MAX) return refused;
  try {
    const { plaintext } = await compactDecrypt(cursor, secretOf(key), {
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
    });
    const opened = z.safeParse(content, JSON.parse(new TextDecoder().decode(plaintext)));
    if (!opened.success) return refused;
    const { data } = opened;
    return data.key === key.id && data.version === key.version && data.query === queryHash(call)
      ? ok(data.token)
      : refused;
  } catch {
    return refused;
  }
}
