/** Entities, queries, batches and transactions of the storage, through the real `@forge/kvs`. */
import type { Tools } from './app/index';
import { codeOf, type PlatformSite, startPlatform, stopPlatforms } from './platform-site';

type Kvs = Tools['kvs']['kvs'];
type Parcel = { owner: string; weight: number; fragile: boolean };
let site: PlatformSite;
beforeAll(async () => {
  site = await startPlatform({ switches: { 'storage.queryLagSeconds': 0 } });
});
afterAll(stopPlatforms);

const refusal = (script: (tools: Tools['kvs']) => Promise<unknown>) => site.run(({ kvs }) => codeOf(script(kvs)));

test.each([
  [
    'of the declared types',
    { owner: 'ann', weight: 3, price: 1.5, fragile: true, payload: { any: [null] } },
    undefined,
  ],
  ['with attributes left out', { owner: 'ann' }, undefined],
  ['with the largest integer of 32 bits', { weight: 2_147_483_647 }, undefined],
  ['with epoch milliseconds as an integer', { weight: 1_768_478_400_000 }, 'INVALID_ENTITY_VALUE'],
  ['with a fraction as an integer', { weight: 1.5 }, 'INVALID_ENTITY_VALUE'],
  ['with a number as a string', { owner: 1 }, 'INVALID_ENTITY_VALUE'],
  ['with null as a string', { owner: null }, 'INVALID_ENTITY_VALUE'],
  ['with an undeclared attribute', { colour: 'red' }, 'INVALID_ENTITY_VALUE'],
  ['that is a list', [], 'INVALID_ENTITY_VALUE'],
])('an entity value %s is answered as the manifest says', async (_name, value, code) => {
  expect(await refusal(({ kvs }) => kvs.entity('parcel').set('typed', value))).toBe(code);
});

test('an entity that the manifest does not declare is refused', async () => {
  expect(await refusal(({ kvs }) => kvs.entity('parcel').get('nothing'))).toBeUndefined();
  expect(await refusal(({ kvs }) => kvs.entity('letter').get('nothing'))).toBe('INVALID_ENTITY');
});

describe('queries', () => {
  const fill = async (kvs: Kvs) => {
    for (let number = 0; number < 12; number += 1) {
      const owner = number % 2 === 0 ? 'even' : 'odd';
      await kvs.entity('parcel').set(`q-${number}`, { owner, weight: number, fragile: number > 5 });
    }
    await kvs.entity('parcel').set('q-light', { owner: 'even' });
  };
  beforeAll(() => site.run(({ kvs }) => fill(kvs.kvs)));

  type Build = (tools: Tools['kvs']) => Promise<{ results: { key: string }[]; nextCursor?: string }>;
  const even = ({ kvs }: Tools['kvs']) =>
    kvs
      .entity('parcel')
      .query()
      .index('by-owner', { partition: ['even'] });
  const keys = (build: Build) => site.run(async ({ kvs }) => (await build(kvs)).results.map(({ key }) => key));

  test.each<[string, Build, string[]]>([
    ['one partition by its range', (t) => even(t).getMany(), ['q-0', 'q-2', 'q-4', 'q-6', 'q-8', 'q-10']],
    ['backwards', (t) => even(t).sort(t.Sort.DESC).limit(2).getMany(), ['q-10', 'q-8']],
    ['between two values', (t) => even(t).where(t.WhereConditions.between(2, 6)).getMany(), ['q-2', 'q-4', 'q-6']],
    ['above a value', (t) => even(t).where(t.WhereConditions.greaterThan(8)).getMany(), ['q-10']],
    [
      'an index without a partition',
      (t) => t.kvs.entity('parcel').query().index('weight').limit(3).getMany(),
      ['q-0', 'q-1', 'q-2'],
    ],
    [
      'a filter on what was found',
      (t) =>
        even(t)
          .filters(new t.Filter<Parcel>().and('fragile', t.FilterConditions.equalTo(true)))
          .getMany(),
      ['q-6', 'q-8', 'q-10'],
    ],
    [
      'filters of which one suffices',
      (t) =>
        even(t)
          .filters(
            new t.Filter<Parcel>()
              .or('weight', t.FilterConditions.equalTo(0))
              .or('weight', t.FilterConditions.equalTo(10)),
          )
          .getMany(),
      ['q-0', 'q-10'],
    ],
  ])('find %s', async (_name, build, expected) => {
    expect(await keys(build)).toEqual(expected);
  });

  test.each<[string, Build, string]>([
    ['an undeclared index', (t) => t.kvs.entity('parcel').query().index('by-price').getMany(), 'INVALID_INDEX'],
    ['a partition left out', (t) => t.kvs.entity('parcel').query().index('by-owner').getMany(), 'INVALID_INDEX'],
    [
      'a partition of another type',
      (t) =>
        t.kvs
          .entity('parcel')
          .query()
          .index('by-owner', { partition: [1] })
          .getMany(),
      'INVALID_INDEX',
    ],
    [
      'a range value of another type',
      (t) => even(t).where(t.WhereConditions.equalTo('2')).getMany(),
      'INVALID_CONDITION',
    ],
    [
      'a filter on an undeclared attribute',
      (t) => even(t).filters(new t.Filter<{ colour: string }>().and('colour', t.FilterConditions.exists())).getMany(),
      'INVALID_CONDITION',
    ],
    ['a page of 101', (t) => even(t).limit(101).getMany(), 'INVALID_LIMIT'],
    ['an invented cursor', (t) => even(t).cursor('bm90aGluZw').getMany(), 'INVALID_CURSOR'],
  ])('refuse %s', async (_name, build, code) => {
    expect(await refusal(build)).toBe(code);
  });

  test('pages follow each other without gap or repetition, and a filtered page may be empty', async () => {
    const pages = await site.run(async ({ kvs: tools }) => {
      const found: string[][] = [];
      let cursor: string | undefined;
      do {
        const query = even(tools)
          .filters(new tools.Filter<Parcel>().and('fragile', tools.FilterConditions.equalTo(true)))
          .limit(2);
        const page = await (cursor === undefined ? query : query.cursor(cursor)).getMany();
        found.push(page.results.map(({ key }) => key));
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      return found;
    });
    expect(pages).toEqual([[], ['q-6'], ['q-8', 'q-10']]);
  });

  test('plain keys are found by their beginning, ten at first, and secrets never', async () => {
    const seen = await site.run(async ({ kvs: { kvs, WhereConditions } }) => {
      for (let number = 10; number < 22; number += 1) await kvs.set(`list:${number}`, number);
      await kvs.setSecret('list:secret', 'x');
      const first = await kvs.query().where('key', WhereConditions.beginsWith('list:')).getMany();
      const rest = await kvs
        .query()
        .where('key', WhereConditions.beginsWith('list:'))
        .cursor(first.nextCursor ?? '')
        .getMany();
      return [first.results.length, rest.results.map(({ key }) => key), rest.nextCursor];
    });
    expect(seen).toEqual([10, ['list:20', 'list:21'], undefined]);
  });
});

test('a query sees the rows as they were some seconds ago, while direct reads are strict', async () => {
  const other = await startPlatform();
  const look = () =>
    other.run(async ({ kvs: { kvs } }) => {
      const { results } = await kvs
        .entity('parcel')
        .query()
        .index('by-owner', { partition: ['ann'] })
        .getMany();
      return [results.map(({ value }) => value), await kvs.entity('parcel').get('late')];
    });
  const write = (weight: number) =>
    other.run(({ kvs: { kvs } }) => kvs.entity('parcel').set('late', { owner: 'ann', weight }));
  await write(1);
  expect(await look()).toEqual([[], { owner: 'ann', weight: 1 }]);
  other.clock.advance(2000);
  expect(await look()).toEqual([[{ owner: 'ann', weight: 1 }], { owner: 'ann', weight: 1 }]);
  await write(2);
  await other.run(({ kvs: { kvs } }) => kvs.entity('parcel').delete('late'));
  expect(await look()).toEqual([[{ owner: 'ann', weight: 1 }], undefined]);
  other.clock.advance(2000);
  expect(await look()).toEqual([[], undefined]);
});

describe('transactions', () => {
  const versioned = (version: number, { kvs, Filter, FilterConditions }: Tools['kvs']) =>
    kvs
      .transact()
      .set(
        'account',
        { weight: version + 1 },
        {
          entityName: 'parcel',
          conditions: new Filter<{ weight: number }>().and('weight', FilterConditions.equalTo(version)),
        },
      )
      .set('log', `to ${version + 1}`)
      .execute();

  test('write all when the condition holds, and nothing when it does not', async () => {
    const seen = await site.run(async ({ kvs: tools }) => {
      await tools.kvs.entity('parcel').set('account', { weight: 1 });
      const codes = [await codeOf(versioned(1, tools)), await codeOf(versioned(1, tools))];
      return [codes, await tools.kvs.entity('parcel').get('account'), await tools.kvs.get('log')];
    });
    expect(seen).toEqual([[undefined, 'CONDITIONAL_CHECK_FAILED'], { weight: 2 }, 'to 2']);
  });

  test('of eight that change one version exactly one wins', async () => {
    await site.run(({ kvs: { kvs } }) => kvs.entity('parcel').set('account', { weight: 7 }));
    const codes = await Promise.all(Array.from({ length: 8 }, () => refusal((tools) => versioned(7, tools))));
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    expect(new Set(codes)).toEqual(new Set([undefined, 'CONDITIONAL_CHECK_FAILED']));
  });

  const transactionOf =
    (size: number, key: (at: number) => string) =>
    ({ kvs }: Tools['kvs']) => {
      const transaction = kvs.transact();
      for (let at = 0; at < size; at += 1) transaction.set(key(at), at);
      return transaction.execute();
    };
  test.each<[string, (tools: Tools['kvs']) => Promise<unknown>, string | undefined]>([
    ['25 operations', transactionOf(25, (at) => `t-${at}`), undefined],
    ['26 operations', transactionOf(26, (at) => `t-${at}`), 'TOO_MANY_ITEMS'],
    ['a key that stands twice', transactionOf(2, () => 't-same'), 'DUPLICATE_KEY'],
    [
      'a check on an absent row',
      ({ kvs, Filter, FilterConditions }) =>
        kvs
          .transact()
          .set('t-x', 1)
          .check('absent', {
            entityName: 'parcel',
            conditions: new Filter<Parcel>().and('weight', FilterConditions.equalTo(1)),
          })
          .execute(),
      'CONDITIONAL_CHECK_FAILED',
    ],
    [
      'a check on a row that fits',
      ({ kvs, Filter, FilterConditions }) =>
        kvs
          .transact()
          .set('t-y', 1)
          .check('q-3', {
            entityName: 'parcel',
            conditions: new Filter<Parcel>().and('weight', FilterConditions.equalTo(3)),
          })
          .execute(),
      undefined,
    ],
  ])('with %s are answered as the platform does', async (_name, script, code) => {
    expect(await refusal(script)).toBe(code);
  });
});

describe('batches', () => {
  test('list what succeeded and what failed, each item for itself', async () => {
    const seen = await site.run(async ({ kvs: { kvs } }) => {
      const written = await kvs.batchSet<unknown>([
        { key: 'b-1', value: 1 },
        { key: 'b/2', value: 2 },
        { key: 'b-3', value: { weight: 3 }, entityName: 'parcel' },
      ]);
      const read = await kvs.batchGet([{ key: 'b-1' }, { key: 'b-3', entityName: 'parcel' }, { key: 'b-none' }]);
      return { written, read };
    });
    expect(seen.written.successfulKeys).toEqual([{ key: 'b-1' }, { key: 'b-3', entityName: 'parcel' }]);
    expect(seen.written.failedKeys).toMatchObject([{ key: 'b/2', error: { code: 'INVALID_KEY' } }]);
    expect(seen.read.successfulKeys).toEqual([
      { key: 'b-1', value: 1 },
      { key: 'b-3', entityName: 'parcel', value: { weight: 3 } },
    ]);
    expect(seen.read.failedKeys).toMatchObject([{ key: 'b-none', error: { code: 'KEY_NOT_FOUND' } }]);
  });

  test.each([
    [25, undefined],
    [26, 'TOO_MANY_ITEMS'],
  ])('of %d items are answered as the platform does', async (size, code) => {
    const items = Array.from({ length: size }, (_, at) => ({ key: `b-${at}`, value: at }));
    expect(await refusal(({ kvs }) => kvs.batchSet(items))).toBe(code);
  });
});
