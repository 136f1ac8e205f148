/**
 * Credentials as data: the headers in which a key may come and may not, and keys that look right and are not. What a
 * key looks like is said here once more, by hand, so that a change of it fails a test.
 */
import { basic, type Wire } from './wire';

/** The same key with its last character changed: right in form, wrong by its checksum. */
export const miswritten = (key: string) => key.slice(0, -1) + (key.endsWith('0') ? '1' : '0');
/** Base62 of CRC-32, as docs/keys says it, so that a test can write a key that was never issued. */
export function withChecksum(body: string): string {
  const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  let rest = 0xffffffff;
  for (const byte of Buffer.from(body)) {
    rest ^= byte;
    for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  }
  rest = (rest ^ 0xffffffff) >>> 0;
  let digits = '';
  for (let at = 0; at < 6; at += 1) {
    digits = letters.charAt(rest % 62) + digits;
    rest = Math.floor(rest / 62);
  }
  return body + digits;
}
export const unknown = () => withChecksum(`jsk_${'Zz9'.repeat(4)}_${'Qx7y'.repeat(8)}`);
export const wrongSecret = (key: string) => withChecksum(`${key.slice(0, 17)}${'Qx7y'.repeat(8)}`);
export const secretOf = (key: string) => key.slice(17, 49);

export type CredentialForm = readonly [
  id: string,
  what: string,
  headers: (key: string, other: string) => Wire['headers'],
  served: boolean,
];
const auth = (value: string) => [['Authorization', value]] as const;
export const CREDENTIALS: readonly CredentialForm[] = [
  ['C-KEY-03', 'a Bearer token', (key) => auth(`Bearer ${key}`), true],
  ['C-KEY-03', 'the scheme in small letters', (key) => auth(`bearer ${key}`), true],
  ['C-KEY-03', 'the scheme in capitals', (key) => auth(`BEARER ${key}`), true],
  ['C-KEY-03', 'the name of the header in odd case', (key) => [['aUTHORIZATION', `Bearer ${key}`]], true],
  ['C-KEY-03', 'Basic with an address as user name', (key) => auth(basic(`me@example.com:${key}`)), true],
  ['C-KEY-03', 'Basic with an empty user name', (key) => auth(basic(`:${key}`)), true],
  ['C-KEY-03', 'Basic with a user name outside ASCII', (key) => auth(basic(`jürgen:${key}`)), true],
  ['C-KEY-03', 'Basic in small letters', (key) => auth(basic(`x:${key}`).replace('Basic', 'basic')), true],
  ['C-KEY-03', 'no header', () => [], false],
  ['C-KEY-03', 'an empty header', () => auth(''), false],
  ['C-KEY-03', 'the scheme alone', () => auth('Bearer'), false],
  ['C-KEY-03', 'the bare key', (key) => auth(key), false],
  ['C-KEY-03', 'another scheme', (key) => auth(`Token ${key}`), false],
  ['C-KEY-03', 'two blanks', (key) => auth(`Bearer  ${key}`), true],
  ['C-KEY-03', 'a tab', (key) => auth(`Bearer\t${key}`), false],
  ['C-KEY-03', 'text behind the key', (key) => auth(`Bearer ${key} x`), false],
  ['C-KEY-03', 'quotes', (key) => auth(`Bearer "${key}"`), false],
  ['C-KEY-03', 'Bearer with Basic in it', (key) => auth(`Bearer ${basic(`x:${key}`)}`), false],
  ['C-KEY-03', 'Bearer with base64', (key) => auth(basic(`x:${key}`).replace('Basic', 'Bearer')), false],
  ['C-KEY-03', 'Basic with the bare key', (key) => auth(`Basic ${key}`), false],
  ['C-KEY-03', 'the key as user name, no password', (key) => auth(basic(`${key}:`)), false],
  ['C-KEY-03', 'the key as user name, another password', (key) => auth(basic(`${key}:x`)), false],
  ['C-KEY-03', 'the key in both parts', (key) => auth(basic(`${key}:${key}`)), false],
  ['C-KEY-03', 'an empty password', () => auth(basic('me@example.com:')), false],
  ['C-KEY-03', 'no colon', (key) => auth(basic(key)), false],
  ['C-KEY-03', 'a colon in the user name', (key) => auth(basic(`a:b:${key}`)), false],
  ['C-KEY-03', 'a colon behind the key', (key) => auth(basic(`a:${key}:`)), false],
  ['C-KEY-03', 'a blank before the key', (key) => auth(basic(`a: ${key}`)), false],
  ['C-KEY-03', 'a line break behind the key', (key) => auth(basic(`a:${key}\n`)), false],
  ['C-KEY-03', 'a NUL behind the key', (key) => auth(basic(`a:${key}\u0000`)), false],
  ['C-KEY-03', 'base64 without its padding', (key) => auth(basic(`xx:${key}`).replace(/=+$/, '')), false],
  ['C-KEY-03', 'base64 with a blank inside', (key) => auth(basic(`x:${key}`).replace(/(.{20})$/, ' $1')), false],
  ['C-KEY-03', 'no base64', () => auth('Basic !!!!'), false],
  [
    'C-KEY-03',
    'bytes that are no UTF-8',
    (key) => auth(basic(Buffer.concat([Buffer.of(0xff), Buffer.from(`:${key}`)]))),
    false,
  ],
  ['C-KEY-03', 'UTF-16', (key) => auth(basic(Buffer.from(`x:${key}`, 'utf16le'))), false],
  ['C-KEY-03', 'a key cut by one', (key) => auth(`Bearer ${key.slice(0, -1)}`), false],
  ['C-KEY-03', 'a key in capitals', (key) => auth(`Bearer ${key.toUpperCase()}`), false],

  ['C-KEY-02', 'two headers with one key', (key) => [...auth(`Bearer ${key}`), ...auth(`Bearer ${key}`)], false],
  [
    'C-KEY-02',
    'two headers with two keys',
    (key, other) => [...auth(`Bearer ${key}`), ...auth(`Bearer ${other}`)],
    false,
  ],
  ['C-KEY-02', 'Bearer and Basic', (key, other) => [...auth(`Bearer ${key}`), ...auth(basic(`x:${other}`))], false],
  ['C-KEY-02', 'a good key and a bad one', (key) => [...auth(`Bearer ${key}`), ...auth('Bearer x')], false],
  [
    'C-KEY-02',
    'two cases of one name',
    (key, other) => [
      ['authorization', `Bearer ${key}`],
      ['AUTHORIZATION', `Bearer ${other}`],
    ],
    false,
  ],
  ['C-KEY-02', 'two keys joined by a comma', (key, other) => auth(`Bearer ${key}, Bearer ${other}`), false],
  ['C-KEY-02', 'two keys behind one scheme', (key, other) => auth(`Bearer ${key},${other}`), false],
  ['C-KEY-02', 'a comma behind the key', (key) => auth(`Bearer ${key},`), false],
  ['C-KEY-02', 'a semicolon behind the key', (key) => auth(`Bearer ${key};`), false],

  ['C-KEY-01', 'X-Api-Key', (key) => [['X-Api-Key', key]], false],
  ['C-KEY-01', 'X-Api-Key beside a good key', (key, other) => [...auth(`Bearer ${key}`), ['X-Api-Key', other]], false],
  ['C-KEY-01', 'Api-Key', (key) => [['Api-Key', key]], false],
  ['C-KEY-01', 'Proxy-Authorization', (key) => [['Proxy-Authorization', `Bearer ${key}`]], false],
  ['C-KEY-01', 'a cookie', (key) => [['Cookie', `session=${key}`]], false],
  [
    'C-KEY-01',
    'the Referer',
    (key) => [...auth(`Bearer ${key}`), ['Referer', `https://example.com/?key=${key}`]],
    false,
  ],
];
