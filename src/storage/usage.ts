/**
 * Rows of usage. A change is conditioned on the version that was read, a first one on there being none: of two calls at
 * once one is told to look again, so no count is ever lost.
 */
import { FilterConditions as condition, Filter, kvs } from '@forge/kvs';
import { INVALID, integer, object, type Parser } from '../parse';
import { err, ok, type Result } from '../result';
import { rowsByKey } from './batch';
import { asking, askingConditionally, type Conflict, down, type StorageFault } from './fault';
import { ENTITY, SITE_USAGE_KEY, USAGE_TTL, usageKey } from './keyspace';
import { type SiteUsage, siteUsageRecord, type Usage, usageRecord } from './records/usage';

type Stored<T> = { readonly version: number; readonly usage: T };
type UsageRow = { readonly version: number; readonly payload: Usage | SiteUsage };

/** The rows of a key, by shard. One that cannot be read is a fault: it may hold a limit that is reached. */
export const readUsage = async (
  keyId: string,
  shards: number,
): Promise<Result<readonly (Stored<Usage> | undefined)[], StorageFault>> => {
  const keys = Array.from({ length: shards }, (_, shard) => usageKey(keyId, shard));
  const rows = await read(keys);
  if (!rows.ok) return rows;
  const parsed: (Stored<Usage> | undefined)[] = [];
  for (const key of keys) {
    const row = parseStored(usageRecord, rows.value.get(`${ENTITY.usage}/${key}`));
    if (row === INVALID) return err(down('read_usage', 'UNREADABLE_ANSWER'));
    parsed.push(row);
  }
  return ok(parsed);
};

async function read(keys: readonly string[]): Promise<Result<ReadonlyMap<string, unknown>, StorageFault>> {
  const answer = await asking('read_usage', () =>
    kvs.batchGet<unknown>(keys.map((key) => ({ entityName: ENTITY.usage, key }))),
  );
  return answer.ok ? rowsByKey('read_usage', answer.value) : answer;
}

/** The site's sample by itself. */
export const readSiteUsage = async (): Promise<Result<Stored<SiteUsage> | undefined, StorageFault>> => {
  const rows = await read([SITE_USAGE_KEY]);
  return rows.ok ? ok(siteUsageIn(rows.value)) : rows;
};

/** The site's sample among the rows of a batch; none where it cannot be read. */
export function siteUsageIn(rows: ReadonlyMap<string, unknown>): Stored<SiteUsage> | undefined {
  const row = parseStored(siteUsageRecord, rows.get(`${ENTITY.usage}/${SITE_USAGE_KEY}`));
  return row === INVALID ? undefined : row;
}

function parseStored<T>(parser: Parser<T>, value: unknown): Stored<T> | undefined | typeof INVALID {
  if (value === undefined) return undefined;
  const row = object({ version: integer, payload: parser })(value);
  return row === INVALID ? INVALID : { version: row.version, usage: row.payload };
}

/** A row as it is to be; `before` is the version that it has to have still, undefined where there is none yet. */
type Change = { readonly shard: number; readonly before: number | undefined; readonly usage: Usage };

/** Stores some of a key's rows, all of them if none was changed meanwhile, or none. */
export async function writeUsage(
  keyId: string,
  changes: readonly Change[],
): Promise<Result<void, StorageFault | Conflict>> {
  const rows = changes.map(({ shard, before, usage }) => ({ key: usageKey(keyId, shard), before, payload: usage }));
  const [row, ...more] = rows;
  if (row === undefined) return ok(undefined);
  if (more.length === 0) return write(row);
  // A condition on a row that is not there never holds, so each is there first, with nothing counted in it.
  const missing = rows.filter(({ before }) => before === undefined);
  for (const made of await Promise.all(missing.map(({ key }) => write({ key, before: undefined, payload: NOTHING }))))
    if (!made.ok) return made;
  return askingConditionally('save_usage', () =>
    rows.reduce((all, { key, before = 1, payload }) => changed(all, key, before, payload), kvs.transact()).execute(),
  );
}

/** Counts of windows that are long over. */
const NOTHING: Usage = {
  v: 1,
  minute: { start: 0, calls: 0 },
  hour: { start: 0, points: 0, refused: 0 },
  day: { start: 0, calls: 0, writes: 0 },
};

/** Stores the site's sample if it is still at version `before`, or still absent. */
export const writeSiteUsage = (
  before: number | undefined,
  usage: SiteUsage,
): Promise<Result<void, StorageFault | Conflict>> => write({ key: SITE_USAGE_KEY, before, payload: usage });

type Write = { readonly key: string; readonly before: number | undefined; readonly payload: Usage | SiteUsage };

const write = ({ key, before, payload }: Write): Promise<Result<void, StorageFault | Conflict>> =>
  askingConditionally('save_usage', () =>
    before === undefined
      ? kvs
          .entity<UsageRow>(ENTITY.usage)
          .set(key, { version: 1, payload }, { keyPolicy: 'FAIL_IF_EXISTS', ttl: USAGE_TTL })
      : changed(kvs.transact(), key, before, payload).execute(),
  );

const changed = (
  transaction: ReturnType<typeof kvs.transact>,
  key: string,
  before: number,
  payload: Usage | SiteUsage,
): ReturnType<typeof kvs.transact> =>
  transaction.set(
    key,
    { version: before + 1, payload } satisfies UsageRow,
    { entityName: ENTITY.usage, conditions: new Filter<UsageRow>().and('version', condition.equalTo(before)) },
    // The time to live counts only as the fourth argument, whatever the documentation shows.
    { ttl: USAGE_TTL },
  );
