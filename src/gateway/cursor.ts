/**
 * Page tokens. Jira's own token may carry a query or be good for anyone, so a caller never sees it: it is sealed
 * with a key of the API key's record, and bound to that key, to what it may do and to the query. A cursor
 * that is altered, from another key or for another query does not open.
 *
 * AES-256-GCM of Node itself: what a cursor is bound to is its additional data, so that there is nothing inside to
 * compare. Random nonces of 96 bits are good for four thousand million cursors of one key.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { policyOf } from '../policy/ceilings';
import type { Denial } from '../policy/denials';
import type { Principal } from '../policy/principal';
import { err, ok, type Result } from '../result';
import type { ApiKeyRecord } from '../storage/records/api-key';
import type { Call } from './call';
import type { Facts } from './facts';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Jira's own tokens are some hundred characters; a longer cursor is not from here. */
const CURSOR_CHARS_MAX = 8_000;

/** Whose cursor it is. */
type Holder = Pick<Principal, 'key' | 'site'>;

/** What a cursor is good for: one key while it may do the same, and the query as read, whatever way it was spelled. */
const bindingOf = (call: Call, { key, site }: Holder): Buffer =>
  createHash('sha256')
    .update(JSON.stringify([key.id, policyOf(key, site), call.version, call.query.jql?.text ?? '', ...listOf(call)]))
    .digest();

/** Below which board, sprint or epic, where it is a list of one. A search by GET and by POST is the same. */
const listOf = ({ operation, places }: Call): readonly string[] =>
  (operation.api ?? 'platform') === 'platform' ? [] : [operation.path, ...places.values()];

const secretOf = (key: ApiKeyRecord): Buffer => Buffer.from(key.cursorKey, 'base64url');

/** Seals Jira's token: nonce, ciphertext and tag in base64url. */
export function sealCursor(token: string, call: Call, holder: Holder): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, secretOf(holder.key), nonce).setAAD(bindingOf(call, holder));
  const sealed = Buffer.concat([nonce, cipher.update(token, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return sealed.toString('base64url');
}

/** Jira's token inside a cursor, or one refusal for every cursor that is not good here. */
export function openCursor(cursor: string, call: Call, holder: Holder): Result<string, Denial> {
  const refused = err({ reason: 'cursor_invalid' } as const);
  const bytes = Buffer.from(cursor, 'base64url');
  // Node's decoder is lenient; only the one spelling that was handed out is read.
  if (cursor.length > CURSOR_CHARS_MAX || bytes.toString('base64url') !== cursor) return refused;
  if (bytes.length <= NONCE_BYTES + TAG_BYTES) return refused;
  try {
    const decipher = createDecipheriv(CIPHER, secretOf(holder.key), bytes.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    })
      .setAAD(bindingOf(call, holder))
      .setAuthTag(bytes.subarray(-TAG_BYTES));
    const opened = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
    return ok(opened.toString('utf8'));
  } catch {
    return refused;
  }
}

/** What the query of a call means: as it is sent to Jira, and the sprints that it knows. */
export type Meaning = { readonly jql: string } & Pick<Facts, 'sprints'>;

/**
 * Jira's token with what its query meant when it was given: the token may carry the query as it was, and an issue or a sprint
 * that is not inside any more is not to be asked about any more.
 */
export const marked = (token: string, meaning: Meaning): string => markOf(meaning) + token;

/** The token of the page that is asked for, or the one refusal where the query means something else by now. */
export function unmarked(text: string | undefined, meaning: Meaning): Result<string | undefined, Denial> {
  if (text === undefined) return ok(text);
  const mark = markOf(meaning);
  return text.startsWith(mark) ? ok(text.slice(mark.length)) : err({ reason: 'cursor_invalid' });
}

const markOf = ({ jql, sprints = new Map() }: Meaning): string => {
  const known = [...sprints].map(([id, each]) => [id, each.map((sprint) => [sprint.id, sprint.state])]);
  return createHash('sha256')
    .update(JSON.stringify([jql, known]))
    .digest('base64url');
};
