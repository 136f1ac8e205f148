/** Index queries find what looking at every row would find, whatever was written, changed or ran out meanwhile. */
import fc from '../seeded-fast-check';
import { storageInMemory } from '../unit/storage-in-memory';

const NOW = Date.parse('2026-11-01T12:00:00Z');
type Written = { readonly home: string; readonly at: string; readonly key: string };
type Found = { readonly data: { readonly key: string }[]; readonly cursor?: string };

const homes = fc.constantFrom('a', 'b', 'ä');
const moments = fc.integer({ min: 0, max: 9 }).map((second) => `2026-11-01T00:00:0${second}Z`);
const keys = fc.integer({ min: 0, max: 12 }).map((number) => `r${number}`);
const step = fc.oneof(
  fc.record({
    do: fc.constant('set' as const),
    home: homes,
    at: moments,
    key: keys,
    lives: fc.constantFrom(undefined, 3),
  }),
  fc.record({ do: fc.constant('remove' as const), key: keys }),
  fc.record({ do: fc.constant('wait' as const), seconds: fc.integer({ min: 1, max: 5 }) }),
);
const question = fc.record({
  home: homes,
  sort: fc.constantFrom('ASC', 'DESC'),
  limit: fc.integer({ min: 1, max: 5 }),
  range: fc.oneof(
    fc.constant(undefined),
    fc.tuple(moments, moments).map((values) => ({ condition: 'BETWEEN', values })),
    ...['LESS_THAN', 'LESS_THAN_EQUAL_TO', 'GREATER_THAN', 'GREATER_THAN_EQUAL_TO', 'EQUAL_TO', 'BEGINS_WITH'].map(
      (condition) => moments.map((moment) => ({ condition, values: [moment] })),
    ),
  ),
});

test('page by page, in the order of the index, as the rows stood when the lag began', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 40 }),
      question,
      fc.constantFrom(0, 4_000),
      async (steps, asked, lag) => {
        const storage = storageInMemory(NOW, { enforced: false });
        storage.lag.query = lag;
        const call = async (path: string, body: object) => {
          const answer = await storage.call(`/api/v1/${path}`, JSON.stringify(body));
          return JSON.parse((await answer.text()) || 'null');
        };
        for (const each of steps) {
          if (each.do === 'wait') storage.clock.advance(each.seconds * 1_000);
          else if (each.do === 'remove') await call('entity/delete', { entityName: 'rollup', key: each.key });
          else {
            const value = { projectId: each.home, from: each.at };
            const options = each.lives === undefined ? {} : { ttl: { value: each.lives, unit: 'SECONDS' } };
            await call('entity/set', { entityName: 'rollup', key: each.key, value, options });
          }
        }
        const query = { entityName: 'rollup', indexName: 'project-from', partition: [asked.home], sort: asked.sort };
        const range = asked.range === undefined ? {} : { range: asked.range };
        const found: string[] = [];
        let cursor: string | undefined;
        do {
          const at = cursor === undefined ? {} : { cursor };
          const page: Found = await call('entity/query', { ...query, ...range, limit: asked.limit, ...at });
          expect(page.data.length).toBeLessThanOrEqual(asked.limit);
          found.push(...page.data.map(({ key }) => key));
          cursor = page.cursor;
        } while (cursor !== undefined);
        expect(found).toEqual(expectedOf(storage, asked, lag));
      },
    ),
    { numRuns: 300 },
  );
});

/** The same by looking at every row. */
function expectedOf(
  { rows, clock }: ReturnType<typeof storageInMemory>,
  { home, sort, range }: { home: string; sort: string; range: { condition: string; values: string[] } | undefined },
  lag: number,
): string[] {
  const sign = sort === 'DESC' ? -1 : 1;
  const written = rows.entity('rollup', lag).flatMap(({ key, value, expires }): Written[] => {
    const { projectId, from } = JSON.parse(value);
    return expires !== null && expires <= clock.now() ? [] : [{ home: projectId, at: from, key }];
  });
  return written
    .filter((row) => row.home === home && (range === undefined || holds(row.at, range.condition, range.values)))
    .sort((one, other) => sign * (one.at < other.at ? -1 : one.at > other.at ? 1 : one.key < other.key ? -1 : 1))
    .map(({ key }) => key);
}

function holds(at: string, condition: string, [first = '', second = '']: readonly string[]): boolean {
  switch (condition) {
    case 'BETWEEN':
      return at >= first && at <= second;
    case 'LESS_THAN':
      return at < first;
    case 'LESS_THAN_EQUAL_TO':
      return at <= first;
    case 'GREATER_THAN':
      return at > first;
    case 'GREATER_THAN_EQUAL_TO':
      return at >= first;
    case 'EQUAL_TO':
      return at === first;
    default:
      return at.startsWith(first);
  }
}
