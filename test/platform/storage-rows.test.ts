/** Single rows, secrets, lifetimes and limits of the storage, through the real `@forge/kvs`. */
import type { Tools } from './app/index';
import { codeOf, type PlatformSite, START, startPlatform, stopPlatforms } from './platform-site';

let site: PlatformSite;
beforeAll(async () => {
  site = await startPlatform();
});
afterAll(stopPlatforms);

/** The code with which a script's storage call is refused; undefined when it is not. */
const refusal = (script: (kvs: Tools['kvs']['kvs']) => Promise<unknown>) =>
  site.run(({ kvs }) => codeOf(script(kvs.kvs)));

const nested = (depth: number): unknown => (depth === 0 ? 1 : { in: nested(depth - 1) });

test.each([
  ['a key with every allowed kind of character', 'aZ09:._-# x', undefined],
  ['a key of 500 characters', 'k'.repeat(500), undefined],
  ['an empty key', '', 'EMPTY_KEY'],
  ['a key of 501 characters', 'k'.repeat(501), 'KEY_TOO_LONG'],
  ['a key with a slash', 'a/b', 'INVALID_KEY'],
  ['a key with a plus, as base64 has it', 'a+b', 'INVALID_KEY'],
  ['a key with an at sign', 'a@b', 'INVALID_KEY'],
  ['a key of blanks', '   ', 'INVALID_KEY'],
])('%s is answered as the platform does', async (_name, key, code) => {
  expect(await refusal((kvs) => kvs.set(key, 1))).toBe(code);
});

test.each([
  ['240 KiB', 'x'.repeat(240 * 1024 - 2), undefined],
  ['one byte more than 240 KiB', 'x'.repeat(240 * 1024 - 1), 'MAX_SIZE'],
  ['240 KiB counted in bytes and not in characters', 'é'.repeat(200 * 1024), 'MAX_SIZE'],
  ['31 levels', nested(31), undefined],
  ['32 levels', nested(32), 'MAX_DEPTH'],
  ['null inside an object', { inside: null }, undefined],
  ['null', null, 'INVALID_VALUE'],
])('a value of %s is answered as the platform does', async (_name, value, code) => {
  expect(await refusal((kvs) => kvs.set('value', value))).toBe(code);
});

test('what was set is read back at once, and is gone once deleted', async () => {
  const seen = await site.run(async ({ kvs: { kvs } }) => {
    await kvs.set('row', { text: 'ünïcode \u0000 \ud83d\ude00', list: [1, 2.5, false] });
    const before = await kvs.get('row');
    await kvs.delete('row');
    return [before, await kvs.get('row'), await kvs.delete('row')];
  });
  expect(seen).toEqual([{ text: 'ünïcode \u0000 \ud83d\ude00', list: [1, 2.5, false] }, undefined, undefined]);
});

test('a key names one row as a plain value and another as a secret', async () => {
  const seen = await site.run(async ({ kvs: { kvs } }) => {
    await kvs.setSecret('twin', 'hidden');
    return [await kvs.get('twin'), await kvs.getSecret('twin')];
  });
  expect(seen).toEqual([undefined, 'hidden']);
  expect(site.storage.dump()).toContainEqual({ key: 'twin', entityName: null, secret: true, value: 'hidden' });
});

test.each([
  ['128 KiB', 128 * 1024 - 2, undefined],
  ['more', 128 * 1024 - 1, 'MAX_SIZE'],
])('a secret of %s is answered as the platform does', async (_name, length, code) => {
  expect(await refusal((kvs) => kvs.setSecret('secret', 'x'.repeat(length)))).toBe(code);
});

test.each(['set', 'setSecret'] as const)('%s with FAIL_IF_EXISTS succeeds once and then conflicts', async (method) => {
  const key = `once-${method}`;
  const write = () => refusal((kvs) => kvs[method](key, 1, { keyPolicy: 'FAIL_IF_EXISTS' }));
  expect([await write(), await write()]).toEqual([undefined, 'KEY_CONFLICT']);
});

test('of twelve writers of one new key exactly one wins', async () => {
  const codes = await Promise.all(
    Array.from({ length: 12 }, (_, writer) =>
      refusal((kvs) => kvs.set('race', writer, { keyPolicy: 'FAIL_IF_EXISTS' })),
    ),
  );
  expect(codes.filter((code) => code === undefined)).toHaveLength(1);
});

test('a write returns the previous or the latest value with the metadata that was asked for', async () => {
  const seen = await site.run(async ({ kvs: { kvs, MetadataField } }) => {
    const fields = [MetadataField.CREATED_AT, MetadataField.UPDATED_AT, MetadataField.EXPIRE_TIME];
    await kvs.set('returned', 'old');
    site.clock.advance(5000);
    const ttl = { value: 1, unit: 'MINUTES' } as const;
    const previous = await kvs.set('returned', 'new', { keyPolicy: 'OVERRIDE', returnValue: 'PREVIOUS', ttl });
    const latest = await kvs.get('returned', { metadataFields: fields });
    site.clock.set(START);
    return { previous, latest };
  });
  expect(seen.previous).toMatchObject({ key: 'returned', value: 'old' });
  expect(seen.latest).toEqual({
    key: 'returned',
    value: 'new',
    createdAt: START,
    updatedAt: START + 5000,
    expireTime: new Date(START + 65_000).toISOString(),
  });
});

test.each([
  [1, 'SECONDS', undefined],
  [365, 'DAYS', undefined],
  [0, 'SECONDS', 'INVALID_TTL'],
  [-1, 'HOURS', 'INVALID_TTL'],
  [1.5, 'HOURS', 'INVALID_TTL'],
  [400, 'DAYS', 'INVALID_TTL'],
] as const)('a ttl of %d %s is answered as the platform does', async (value, unit, code) => {
  expect(await refusal((kvs) => kvs.set('ttl', 1, { ttl: { value, unit } }))).toBe(code);
});

test('an expired row stays readable for the lag, stands in the way of a new one, and then is gone', async () => {
  const other = await startPlatform({ switches: { 'storage.ttlLagSeconds': 60 } });
  const look = () =>
    other.run(async ({ kvs: { kvs } }) => [
      await kvs.get('short'),
      await codeOf(kvs.set('short', 2, { keyPolicy: 'FAIL_IF_EXISTS' })),
    ]);
  await other.run(({ kvs: { kvs } }) => kvs.set('short', 1, { ttl: { value: 10, unit: 'SECONDS' } }));
  other.clock.advance(69_000);
  expect(await look()).toEqual([1, 'KEY_CONFLICT']);
  other.clock.advance(2000);
  expect(await look()).toEqual([undefined, undefined]);
});

test('a fault is used up by the operations that it names, and every operation is written down', async () => {
  site.resetRecords();
  site.storage.faults.push({ operation: 'get', times: 2, fault: { kind: 'status', status: 429 } });
  const codes = await site.run(async ({ kvs: { kvs } }) => [
    await codeOf(kvs.set('other', 1)),
    await codeOf(kvs.get('row')),
    await codeOf(kvs.get('row')),
    await codeOf(kvs.get('row')),
  ]);
  expect(codes).toEqual([undefined, 'RATE_LIMIT_EXCEEDED', 'RATE_LIMIT_EXCEEDED', undefined]);
  expect(site.storage.operations.map(({ operation, keys, status }) => [operation, keys, status])).toEqual([
    ['set', ['other'], 200],
    ['get', ['row'], 429],
    ['get', ['row'], 429],
    ['get', ['row'], 404],
  ]);
});

test('4,000 reads a minute are answered and the next is refused, until the minute is over or the limit is lifted', async () => {
  const other = await startPlatform();
  const read = (times: number) =>
    other.run(async ({ kvs: { kvs } }) => {
      let refused = 0;
      for (let time = 0; time < times; time += 1) {
        // Keeps below the limit a second, which is another one.
        if (time % 500 === 0) other.clock.advance(1000);
        if ((await codeOf(kvs.get('none'))) === 'RATE_LIMIT_EXCEEDED') refused += 1;
      }
      return refused;
    });
  expect(await read(4000)).toBe(0);
  expect(await read(1)).toBe(1);
  other.switches['platform.rateLimits'] = 'lifted';
  expect(await read(1)).toBe(0);
  other.switches['platform.rateLimits'] = 'enforced';
  other.clock.advance(60_000);
  expect(await read(1)).toBe(0);
});
