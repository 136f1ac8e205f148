/**
 * The credential of a call, as data: what is accepted, what is refused, and why (C-KEY-01 to C-KEY-07).
 */
import { createHash } from 'node:crypto';
import { crc32 } from '../../src/keys/crc32';
import {
  type CredentialFault,
  generateKey,
  hashSecret,
  parseCredential,
  parseKey,
  verifySecret,
} from '../../src/keys/credential';
import type { ApiKeyRecord } from '../../src/storage/records/api-key';
import fc from '../seeded-fast-check';
import { aKey } from './keys-world';

const counted = (bytes: number): Uint8Array => Uint8Array.from({ length: bytes }, (_, at) => at * 7);
const key = generateKey(counted);
const other = generateKey((bytes) => Uint8Array.from({ length: bytes }, (_, at) => at * 5 + 1));
const basic = (text: string | Uint8Array): string => `Basic ${Buffer.from(text).toString('base64')}`;
const flipped = key.text.slice(0, -1) + (key.text.endsWith('0') ? '1' : '0');

type Headers = Record<string, readonly string[]>;
type Row = readonly [string, Headers, CredentialFault['reason'] | 'accepted'];

const rows: readonly Row[] = [
  ['a Bearer token', { authorization: [`Bearer ${key.text}`] }, 'accepted'],
  ['the scheme in lower case', { authorization: [`bearer ${key.text}`] }, 'accepted'],
  ['the scheme in capitals', { authorization: [`BEARER ${key.text}`] }, 'accepted'],
  ['Basic with an address as user name', { authorization: [basic(`me@example.com:${key.text}`)] }, 'accepted'],
  ['Basic with an empty user name', { authorization: [basic(`:${key.text}`)] }, 'accepted'],
  ['Basic in lower case', { authorization: [basic(`x:${key.text}`).replace('Basic', 'basic')] }, 'accepted'],
  ['Basic with a user name outside ASCII', { authorization: [basic(`jürgen:${key.text}`)] }, 'accepted'],
  ['a cookie without a key beside it', { authorization: [`Bearer ${key.text}`], cookie: ['a=b'] }, 'accepted'],
  ['no header at all', {}, 'absent'],
  ['an empty list of values', { authorization: [] }, 'absent'],
  ['an empty value', { authorization: [''] }, 'unknown_scheme'],
  ['a scheme alone', { authorization: ['Bearer'] }, 'unknown_scheme'],
  ['a scheme and a space', { authorization: ['Bearer '] }, 'unknown_scheme'],
  ['the bare key', { authorization: [key.text] }, 'unknown_scheme'],
  ['another scheme', { authorization: [`Token ${key.text}`] }, 'unknown_scheme'],
  ['two spaces', { authorization: [`Bearer  ${key.text}`] }, 'accepted'],
  ['two spaces before Basic', { authorization: [basic(`x:${key.text}`).replace(' ', '  ')] }, 'accepted'],
  ['a space behind', { authorization: [`Bearer ${key.text} `] }, 'unknown_scheme'],
  ['a space before', { authorization: [` Bearer ${key.text}`] }, 'unknown_scheme'],
  ['a tab for the space', { authorization: [`Bearer\t${key.text}`] }, 'unknown_scheme'],
  ['text after the key', { authorization: [`Bearer ${key.text} x`] }, 'unknown_scheme'],
  ['two Authorization headers', { authorization: [`Bearer ${key.text}`, `Bearer ${key.text}`] }, 'several'],
  ['Basic and Bearer', { authorization: [`Bearer ${key.text}`, basic(`x:${other.text}`)] }, 'several'],
  ['two credentials joined by a comma', { authorization: [`Bearer ${key.text}, Bearer ${other.text}`] }, 'several'],
  ['a comma behind the key', { authorization: [`Bearer ${key.text},`] }, 'several'],
  ['the key as user name', { authorization: [basic(`${key.text}:`)] }, 'key_as_user_name'],
  ['a key in both parts', { authorization: [basic(`${other.text}:${key.text}`)] }, 'key_as_user_name'],
  ['an empty password', { authorization: [basic('me@example.com:')] }, 'not_a_key'],
  ['a colon in the user name', { authorization: [basic(`a:b:${key.text}`)] }, 'not_a_key'],
  ['no colon', { authorization: [basic(key.text)] }, 'malformed_basic'],
  ['base64 without its padding', { authorization: [basic(`xx:${key.text}`).replace(/=+$/, '')] }, 'malformed_basic'],
  ['the alphabet of base64url', { authorization: ['Basic _-__'] }, 'malformed_basic'],
  ['signs that are no base64', { authorization: ['Basic !!!!'] }, 'malformed_basic'],
  ['bytes that are no UTF-8', { authorization: [basic(Uint8Array.of(0xff, 0x3a, 0x61))] }, 'malformed_basic'],
  ['an overlong form of a colon', { authorization: [basic(Uint8Array.of(0xc0, 0xba, 0x61))] }, 'malformed_basic'],
  ['the key in X-Api-Key', { 'x-api-key': [key.text] }, 'elsewhere'],
  ['the key in X-Api-Key too', { authorization: [`Bearer ${key.text}`], 'x-api-key': [other.text] }, 'elsewhere'],
  ['the key in a cookie', { cookie: [`session=${key.text}`] }, 'elsewhere'],
  ['the key in Proxy-Authorization', { 'proxy-authorization': [`Bearer ${key.text}`] }, 'elsewhere'],
  ['one wrong character of the checksum', { authorization: [`Bearer ${flipped}`] }, 'bad_checksum'],
  ['another prefix', { authorization: [`Bearer xsk_${key.text.slice(4)}`] }, 'not_a_key'],
  ['a key cut by one', { authorization: [`Bearer ${key.text.slice(0, -1)}`] }, 'not_a_key'],
  ['a full-width digit', { authorization: [`Bearer ${key.text.slice(0, -1)}\uFF11`] }, 'not_a_key'],
  ['a header of 9 KB', { authorization: [`Bearer ${'a'.repeat(9 * 1024)}`] }, 'too_long'],
  ['40 KB of other headers', { authorization: [`Bearer ${key.text}`], 'x-a': ['a'.repeat(40 * 1024)] }, 'too_long'],
];

describe('the credential of a call', () => {
  test.each(rows)('%s', (_name, headers, expected) => {
    const parsed = parseCredential(new Map(Object.entries(headers)));
    expect(parsed.ok ? 'accepted' : parsed.error.reason).toBe(expected);
    if (parsed.ok) expect(parsed.value).toEqual({ keyId: key.keyId, secret: key.secret });
  });

  test('whatever text stands in the header, parsing answers and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(parseCredential(new Map([['authorization', [`Basic ${text}`]]])).ok).toBe(false);
        expect(parseCredential(new Map([['authorization', [text]]])).ok).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the text of a key', () => {
  test('every generated key reads back as itself, whatever the randomness', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 64, maxLength: 64 }), fc.nat(), (seed, start) => {
        let at = start;
        const made = generateKey((bytes) =>
          Uint8Array.from({ length: bytes }, () => ((seed[at++ % 64] ?? 0) + at * 31) % 256),
        );
        expect(parseKey(made.text)).toEqual({ ok: true, value: { keyId: made.keyId, secret: made.secret } });
        expect(made.text).toMatch(/^jsk_[0-9A-Za-z]{12}_[0-9A-Za-z]{38}$/);
      }),
      { numRuns: 200 },
    );
  });

  test('any one changed character is found by the checksum or the form', () => {
    fc.assert(
      fc.property(fc.nat({ max: key.text.length - 1 }), fc.constantFrom(...'0Az_9b-'), (at, letter) => {
        fc.pre(key.text[at] !== letter);
        expect(parseKey(key.text.slice(0, at) + letter + key.text.slice(at + 1)).ok).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  test('the checksum is CRC-32, by its published check value', () => {
    expect(crc32(Buffer.from('123456789'))).toBe(0xcbf43926);
  });

  test('no letter is likelier than another: bytes above 247 are not used', () => {
    const sent = [255, 248, 250, 0, 61, 62];
    const made = generateKey((bytes) => Uint8Array.from({ length: bytes }, (_, at) => sent[at % sent.length] ?? 0));
    expect(made.keyId).toBe('0z00z00z00z0');
  });
});

describe('the proof of a secret', () => {
  const now = 1_000_000;
  const record = (secrets: ApiKeyRecord['secrets']): ApiKeyRecord => aKey({ secrets });
  const mine = { hash: hashSecret(key.secret), createdAt: 0 };
  const theirs = { hash: hashSecret(other.secret), createdAt: 0 };

  test.each<readonly [string, ApiKeyRecord | undefined, string, boolean]>([
    ['the right secret', record([mine]), key.secret, true],
    ['the second secret of a rotation', record([theirs, mine]), key.secret, true],
    ['a secret that ends later', record([{ ...mine, endsAt: now + 1 }]), key.secret, true],
    ['a secret that ends now', record([{ ...mine, endsAt: now }]), key.secret, false],
    ['another secret', record([mine]), other.secret, false],
    ['a revoked key, which has no secrets', record([]), key.secret, false],
    ['an unknown key', undefined, key.secret, false],
    ['a broken hash', record([{ hash: '', createdAt: 0 }]), key.secret, false],
    ['the hash itself as secret', record([mine]), mine.hash, false],
  ])('%s', (_name, stored, secret, expected) => {
    expect(verifySecret(stored, secret, now)).toBe(expected);
  });

  test('what is kept is SHA-256 and not the secret', () => {
    expect(hashSecret('abc')).toBe(createHash('sha256').update('abc').digest('base64url'));
  });
});
