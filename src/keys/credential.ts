/**
 * The credential of a call: its text form, how it is read from headers, and how a secret is proven.
 *
 * Guarantees: at most one key comes out of a call; a key with a wrong checksum is refused before anything is
 * looked up; work is bounded whatever is sent. Trusts nothing. No I/O, no clock: `now` and randomness are
 * handed in. The secret leaves this file only in the return value of `generateKey` and `parseCredential`.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { err, ok, type Result } from '../result';
import type { ApiKeyRecord } from '../storage/records/api-key';
import { crc32 } from './crc32';

/** What a call proves itself with: the public part that is looked up, and the part that is compared. */
export type Credential = { readonly keyId: string; readonly secret: string };

/** Why no credential could be read. For the audit and for tests; every one of them is the same 401 outside. */
export type CredentialFault =
  | { readonly reason: 'absent' }
  | { readonly reason: 'several' }
  | { readonly reason: 'too_long' }
  | { readonly reason: 'unknown_scheme' }
  | { readonly reason: 'malformed_basic' }
  | { readonly reason: 'key_as_user_name' }
  /** A key stands in a header other than Authorization: it has been exposed there, and it is not accepted. */
  | { readonly reason: 'elsewhere'; readonly header: string }
  | { readonly reason: 'not_a_key' }
  | { readonly reason: 'bad_checksum' };

/** Names in lower case; several headers of one name are several values. */
export type CredentialHeaders = ReadonlyMap<string, readonly string[]>;

export const KEY_ID_LENGTH = 12;
export const SECRET_LENGTH = 32;
const CHECKSUM_LENGTH = 6;
const KEY_LENGTH = 'jsk_'.length + KEY_ID_LENGTH + 1 + SECRET_LENGTH + CHECKSUM_LENGTH;
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const KEY = /^jsk_([0-9A-Za-z]{12})_([0-9A-Za-z]{32})([0-9A-Za-z]{6})$/;
export const KEY_INSIDE = /jsk_[0-9A-Za-z]{12}_[0-9A-Za-z]{38}/;
/** 8 KB is what common servers allow for one header; all headers together may be four times as long. */
const HEADER_CHARS_MAX = 8 * 1024;
const ALL_HEADERS_CHARS_MAX = 32 * 1024;
/** A rotation has two secrets; nothing makes a third. */
export const SECRETS_MAX = 2;

/** Reads the one credential of a call, as Bearer token or as password of Basic with any user name. */
export const parseCredential = (headers: CredentialHeaders): Result<Credential, CredentialFault> => {
  const stray = keyElsewhere(headers);
  if (stray !== undefined) return err(stray);
  const values = headers.get('authorization') ?? [];
  const value = values[0];
  if (value === undefined) return err({ reason: 'absent' });
  if (values.length > 1) return err({ reason: 'several' });
  if (value.length > HEADER_CHARS_MAX) return err({ reason: 'too_long' });
  // Neither form contains a comma: one stands where two header lines were joined.
  if (value.includes(',')) return err({ reason: 'several' });
  // RFC 9110, section 11.4: one blank or more.
  const [, scheme = '', token = ''] = /^([^ ]+) +([^ ]+)$/.exec(value) ?? [];
  switch (scheme.toLowerCase()) {
    case 'bearer':
      return parseKey(token);
    case 'basic':
      return parseBasic(token);
    default:
      return err({ reason: 'unknown_scheme' });
  }
};

/** Reads a key's text and proves its checksum. */
export const parseKey = (text: string): Result<Credential, CredentialFault> => {
  if (text.length !== KEY_LENGTH) return err({ reason: 'not_a_key' });
  const [, keyId, secret, checksum] = KEY.exec(text) ?? [];
  if (keyId === undefined || secret === undefined || checksum === undefined) return err({ reason: 'not_a_key' });
  if (checksumOf(text.slice(0, -CHECKSUM_LENGTH)) !== checksum) return err({ reason: 'bad_checksum' });
  return ok({ keyId, secret });
};

/** A new key. `text` is what its holder gets, once; only the hash of `secret` may be kept. */
export const generateKey = (random: (bytes: number) => Uint8Array): Credential & { readonly text: string } => {
  const keyId = randomText(KEY_ID_LENGTH, random);
  const secret = randomText(SECRET_LENGTH, random);
  return { keyId, secret, text: textOfKey(keyId, secret) };
};

/** The whole key, as its holder sends it. */
export const textOfKey = (keyId: string, secret: string): string => {
  const body = `jsk_${keyId}_${secret}`;
  return body + checksumOf(body);
};

/** SHA-256 in base64url. A secret of 190 random bits needs no slow hash. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret, 'utf8').digest('base64url');

/**
 * Is this one of the record's secrets in force at `now`? The work is the same for an unknown key, a key in
 * rotation and a wrong secret, so that time says nothing about which ids exist.
 */
export const verifySecret = (record: ApiKeyRecord | undefined, secret: string, now: number): boolean => {
  const presented = digest(secret);
  let matched = false;
  for (let at = 0; at < SECRETS_MAX; at += 1) {
    const kept = record?.secrets[at];
    const hash = Buffer.from(kept?.hash ?? NO_HASH, 'base64url');
    const same = hash.length === presented.length && timingSafeEqual(hash, presented);
    const inForce = kept !== undefined && (kept.endsAt === undefined || now < kept.endsAt);
    matched = (same && inForce) || matched;
  }
  return matched;
};

const digest = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();

/** The right length and the hash of no text that anyone knows. */
const NO_HASH = Buffer.alloc(32).toString('base64url');

const parseBasic = (token: string): Result<Credential, CredentialFault> => {
  const malformed = err({ reason: 'malformed_basic' } as const);
  const bytes = Buffer.from(token, 'base64');
  // Node's decoder is lenient; only what it would print itself is base64 in one reading.
  if (bytes.toString('base64') !== token) return malformed;
  const text = decodeUtf8(bytes);
  const colon = text?.indexOf(':') ?? -1;
  if (text === undefined || colon < 0) return malformed;
  // Some tools put a token in the user name. Accepting it would leave two places that may hold a credential.
  if (KEY_INSIDE.test(text.slice(0, colon))) return err({ reason: 'key_as_user_name' });
  return parseKey(text.slice(colon + 1));
};

const decodeUtf8 = (bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

const keyElsewhere = (headers: CredentialHeaders): CredentialFault | undefined => {
  let chars = 0;
  for (const [header, values] of headers) {
    for (const value of values) {
      chars += header.length + value.length;
      if (chars > ALL_HEADERS_CHARS_MAX) return { reason: 'too_long' };
      if (header !== 'authorization' && KEY_INSIDE.test(value)) return { reason: 'elsewhere', header };
    }
  }
  return undefined;
};

const checksumOf = (text: string): string => {
  let rest = crc32(Buffer.from(text, 'ascii'));
  let digits = '';
  for (let at = 0; at < CHECKSUM_LENGTH; at += 1) {
    digits = ALPHABET.charAt(rest % 62) + digits;
    rest = Math.floor(rest / 62);
  }
  return digits;
};

const randomText = (length: number, random: (bytes: number) => Uint8Array): string => {
  let text = '';
  while (text.length < length) {
    for (const byte of random(length)) {
      // 248 = 4 × 62: bytes above would make the first letters likelier than the rest.
      if (byte < 248 && text.length < length) text += ALPHABET.charAt(byte % 62);
    }
  }
  return text;
};
