/** Page tokens: good for one key while it may do the same, one query and one API version; anything else is one refusal. */

import { openCursor, sealCursor } from '../../src/gateway/cursor';
import { DEFAULT_SITE, type SiteRecord } from '../../src/storage/records/site';
import fc from '../seeded-fast-check';
import { isWellFormed, theCall } from './gateway-world';
import { aKey, NOW } from './keys-world';

const search = (jql: string, version = '3') => theCall('POST', `/rest/api/${version}/search/jql`, { jql });
const CALL = search('status = "To Do"');
const of = (over: Parameters<typeof aKey>[0] = {}) => ({ key: aKey(over), site: DEFAULT_SITE });
const KEY = of();
const GRANT = { projectId: '10001', projectKey: 'ALPHA', permissions: ['issue:read' as const] };
const CLOSED: SiteRecord = { ...DEFAULT_SITE, permissions: [] };
const CURSOR = sealCursor('token-of-jira', CALL, KEY);
const REFUSED = { ok: false, error: { reason: 'cursor_invalid' } };

test('a token comes back for the same key and query, whatever blanks are in it', () => {
  expect(openCursor(CURSOR, CALL, KEY)).toEqual({ ok: true, value: 'token-of-jira' });
  expect(openCursor(CURSOR, search('  status   =  "To Do" '), KEY)).toEqual({ ok: true, value: 'token-of-jira' });
});

test('it still opens after a rotation, a renaming of key or project, and another expiry', () => {
  const later = of({
    version: 5,
    name: 'other',
    expiresAt: NOW + 5,
    secrets: [{ hash: 'h', createdAt: NOW }],
    grants: [{ ...GRANT, projectKey: 'RENAMED' }],
  });
  expect(openCursor(CURSOR, CALL, later)).toEqual({ ok: true, value: 'token-of-jira' });
});

test('any token goes in and comes out, and never twice in the same form', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }), (token) => {
      fc.pre(isWellFormed(token));
      const [one, other] = [sealCursor(token, CALL, KEY), sealCursor(token, CALL, KEY)];
      expect(openCursor(one, CALL, KEY)).toEqual({ ok: true, value: token });
      expect(one).not.toBe(other);
      expect(one).toMatch(/^[A-Za-z0-9_-]+$/);
    }),
    { numRuns: 300 },
  );
});

test.each([
  ['another key', CALL, of({ id: 'BBBBBBBBBBBB' })],
  ['another key with another secret', CALL, of({ cursorKey: 'd'.repeat(43) })],
  ['the key when it may do less', CALL, of({ grants: [{ ...GRANT, permissions: ['project:read'] }] })],
  ['the key when it sees less', CALL, of({ hiddenFields: ['summary'] })],
  ['the key when its sponsor may do less', CALL, of({ sponsorRights: { checkedAt: NOW, projects: {} } })],
  ['the key under a lower ceiling', CALL, { ...KEY, site: CLOSED }],
  ['another query', search('status = "Done"'), KEY],
  ['the same query sorted', search('status = "To Do" ORDER BY created'), KEY],
  ['no query', search(''), KEY],
  ['the other version of the API', search('status = "To Do"', '2'), KEY],
] as const)('it does not open for %s', (_, call, key) => {
  expect(openCursor(CURSOR, call, key)).toEqual(REFUSED);
});

test('it does not open when any of its characters is another one', () => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  fc.assert(
    fc.property(fc.nat({ max: CURSOR.length - 1 }), fc.constantFrom(...alphabet), (at, letter) => {
      const altered = CURSOR.slice(0, at) + letter + CURSOR.slice(at + 1);
      fc.pre(altered !== CURSOR);
      expect(openCursor(altered, CALL, KEY)).toEqual(REFUSED);
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ['shorter', CURSOR.slice(0, -1)],
  ['longer', `${CURSOR}A`],
  ['padded', `${CURSOR}=`],
  ['with a blank', `${CURSOR} `],
  ['in the other alphabet', `${CURSOR.slice(0, -4)}+/==`],
  ['empty', ''],
  ['of 28 bytes', Buffer.alloc(28).toString('base64url')],
  ["Jira's own", 'token-of-jira'],
  ['endless', 'A'.repeat(8_001)],
])('it does not open %s', (_, cursor) => expect(openCursor(cursor, CALL, KEY)).toEqual(REFUSED));

test('any text is refused and none throws', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (cursor) => {
      expect(openCursor(cursor, CALL, KEY)).toEqual(REFUSED);
    }),
    { numRuns: 1000 },
  );
});
