/**
 * Lists of keys. The index says which keys there are, and it may lag. `liveKeys` then reads each of them by its id, and
 * leaves none out. `keysInIndex` is for searching and sorting many keys, of which the few that are shown are read by their
 * ids with `readKeys`; it is bounded, and says when there is more. `activeKeys` is a part of all, for who goes through them.
 */
import { kvs, Sort, WhereConditions } from '@forge/kvs';
import { INVALID, list, object, optional, present, text } from '../parse';
import { err, ok, type Result } from '../result';
import { rowsByKey } from './batch';
import { asking, down, type StorageFault } from './fault';
import { BATCH_KEYS_MAX, ENTITY, INDEX, PAGE_ROWS_MAX } from './keyspace';
import { parseKeyRow } from './parse-row';
import { readRecent } from './recent';
import type { ApiKeyRecord, KeyState } from './records/api-key';

/** Whose keys: all of the site, all that hold a grant for a project, wherever they live, or all of one sponsor. */
export type KeyList =
  | { readonly of: 'site' }
  | { readonly of: 'project'; readonly projectId: string }
  | { readonly of: 'sponsor'; readonly sponsor: string };

export type ListedKeys = {
  /** Newest first. */
  readonly keys: readonly ApiKeyRecord[];
  /** False where there are more keys than one list holds. */
  readonly complete: boolean;
};

const LISTED_KEYS_MAX = 3_000;
/** Of one partition: no list takes more than pages may read in a minute (`console/page-reads.ts`), whatever keys hold. */
const LISTED_CHARS_MAX = 1_500_000;
const LISTED_ACTIVE_CHARS_MAX = 4_500_000;
/** What may still be used comes first, where there are more keys than a list holds. */
const STATES: readonly KeyState[] = ['active', 'suspended', 'revoked', 'expired'];
const LIVE: ReadonlySet<KeyState> = new Set<KeyState>(['active', 'suspended']);

/**
 * All keys of a project or of a sponsor that may still be used, however many there are, each read by its id. One whose row
 * cannot be read fails it: a list with holes would hide a live key.
 */
export const liveKeys = async (
  list: Exclude<KeyList, { readonly of: 'site' }>,
): Promise<Result<readonly ApiKeyRecord[], StorageFault>> => {
  const ids = new Set(await recentOf(list));
  for (const [index, partition] of partitionsOf(list)) {
    const found = await rowsInPartition({ index, partition }, UNBOUNDED);
    if (!found.ok) return found;
    for (const { key, value } of found.value.rows) {
      const record = parseKeyRow(key, value);
      if (!record.ok) return record;
      // What has ended stays ended, so that an index which lags errs towards reading once too often.
      if (record.value !== undefined && LIVE.has(record.value.status.state)) ids.add(key);
    }
  }
  const records = await readKeys([...ids]);
  return records.ok
    ? ok(inOrder([...records.value.values()], list).filter(({ status }) => LIVE.has(status.state)))
    : records;
};

/** A part of all active keys, in the order of their ends. Moments are as the index has them, ISO 8601. */
export type KeySpan = {
  readonly keys: readonly ApiKeyRecord[];
  /** The end of the last one. */
  readonly to: string;
  /** Is there anything after it? */
  readonly isLast: boolean;
};

const SPAN_KEYS = 5_000;
const SPAN_CHARS = 8_000_000;

/**
 * Active keys as the index has them, from the moment `from` on: up to `to`, or some 5,000 where that is not said. Keys of
 * one moment are never torn apart, so that who goes on behind `to` leaves none out.
 */
export const activeKeys = async (from: string, to?: string): Promise<Result<KeySpan, StorageFault>> => {
  const bounds: Bounds = to === undefined ? { keys: SPAN_KEYS, chars: SPAN_CHARS, wholeMoments: true } : UNBOUNDED;
  const range = WhereConditions.between(from, to ?? LAST_MOMENT);
  const question = { index: INDEX.keysByState, partition: 'active', range, sort: Sort.ASC } as const;
  const found = await rowsInPartition(question, bounds);
  if (!found.ok) return found;
  const keys: ApiKeyRecord[] = [];
  for (const { key, value } of found.value.rows) {
    const record = parseKeyRow(key, value);
    if (!record.ok) return record;
    if (record.value !== undefined) keys.push(record.value);
  }
  return ok({ keys, to: to ?? momentOf(found.value.rows.at(-1)), isLast: to === undefined && found.value.complete });
};

/** Behind every ISO 8601 moment. */
const LAST_MOMENT = '~';

/** Keys of the index, some seconds late, but for those that were issued a moment ago. */
export const keysInIndex = async (list: KeyList): Promise<Result<ListedKeys, StorageFault>> => {
  const found = await rowsOf(list);
  if (!found.ok) return found;
  const { rows, recent, complete } = found.value;
  const fresh = await readKeys(recent);
  if (!fresh.ok) return fresh;
  const keys = new Map<string, ApiKeyRecord>();
  for (const [id, row] of rows) {
    const record = fresh.value.get(id) ?? row;
    if (record !== undefined) keys.set(id, record);
  }
  return ok({ keys: inOrder([...keys.values()], list), complete });
};

const inOrder = (records: readonly ApiKeyRecord[], list: KeyList): ApiKeyRecord[] =>
  records
    .filter((record) => isListed(record, list))
    .sort((one, other) => other.createdAt - one.createdAt || (one.id < other.id ? -1 : 1));

const isListed = ({ grants, sponsor }: ApiKeyRecord, list: KeyList): boolean =>
  list.of === 'site' ||
  (list.of === 'sponsor' ? sponsor === list.sponsor : grants.some(({ projectId }) => projectId === list.projectId));

/** Ids of keys that live on by the index and whose end lies before `now`, at most so many. May miss the newest changes. */
export const idsPastExpiry = async (now: number, most: number): Promise<Result<readonly string[], StorageFault>> => {
  const range = WhereConditions.lessThan(new Date(now).toISOString());
  const bounds = { ...UNBOUNDED, keys: most };
  const [active, suspended] = await Promise.all(
    [...LIVE].map((partition) => rowsInPartition({ index: INDEX.keysByState, partition, range }, bounds)),
  );
  if (active === undefined || suspended === undefined) return ok([]);
  if (!active.ok) return active;
  if (!suspended.ok) return suspended;
  return ok([...active.value.rows, ...suspended.value.rows].map(({ key }) => key).slice(0, most));
};

type Found = {
  /** As the index has them, by id; undefined for one that it does not know yet. */
  readonly rows: ReadonlyMap<string, ApiKeyRecord | undefined>;
  /** Ids of keys issued within the last hour. */
  readonly recent: readonly string[];
  readonly complete: boolean;
};

const rowsOf = async (list: KeyList): Promise<Result<Found, StorageFault>> => {
  const [recent, partitions] = await Promise.all([
    recentOf(list),
    Promise.all(
      partitionsOf(list).map(([index, partition]) =>
        rowsInPartition({ index, partition }, partition === 'active' ? LISTED_ACTIVE : LISTED),
      ),
    ),
  ]);
  const rows = new Map<string, ApiKeyRecord | undefined>(recent.map((id) => [id, undefined]));
  let complete = true;
  for (const found of partitions) {
    if (!found.ok) return found;
    complete &&= found.value.complete;
    for (const { key, value } of found.value.rows) {
      if (rows.size >= LISTED_KEYS_MAX && !rows.has(key)) {
        complete = false;
        continue;
      }
      const record = parseKeyRow(key, value);
      if (!record.ok) return record;
      // While the index lags, a key may stand in two partitions.
      if ((record.value?.version ?? 0) > (rows.get(key)?.version ?? 0)) rows.set(key, record.value);
    }
  }
  return ok({ rows, recent, complete });
};

const partitionsOf = (list: KeyList): readonly (readonly [string, string])[] => {
  switch (list.of) {
    case 'site':
      return STATES.map((state) => [INDEX.keysByState, state] as const);
    case 'sponsor':
      return [[INDEX.keysBySponsor, list.sponsor]];
    case 'project':
      return [
        [INDEX.keysByProject, list.projectId],
        [INDEX.keysByProject, 'site'],
      ];
  }
};

const recentOf = async (list: KeyList): Promise<readonly string[]> => {
  const names = list.of === 'project' ? [list.projectId, 'site'] : ['all'];
  return [...new Set((await Promise.all(names.map(readRecent))).flat())];
};

const page = object({ results: list(object({ key: text, value: present })), nextCursor: optional(text) });

type Question = {
  readonly index: string;
  readonly partition: string;
  readonly range?: ReturnType<typeof WhereConditions.lessThan> | ReturnType<typeof WhereConditions.between<string>>;
  /** From its end on where nothing is said: the newest keys, or those that end last. */
  readonly sort?: Sort;
};

/** Reading stops with the page that exceeds one of these; with `wholeMoments` only where the index goes on to another one. */
type Bounds = { readonly keys: number; readonly chars: number; readonly wholeMoments?: true };

const UNBOUNDED: Bounds = { keys: Number.POSITIVE_INFINITY, chars: Number.POSITIVE_INFINITY };
const LISTED: Bounds = { keys: LISTED_KEYS_MAX, chars: LISTED_CHARS_MAX };
const LISTED_ACTIVE: Bounds = { keys: LISTED_KEYS_MAX, chars: LISTED_ACTIVE_CHARS_MAX };

type Rows = {
  readonly rows: readonly { readonly key: string; readonly value: unknown }[];
  readonly complete: boolean;
};

/** The rows of a partition. */
const rowsInPartition = async (
  { index, partition, range, sort = Sort.DESC }: Question,
  bounds: Bounds,
): Promise<Result<Rows, StorageFault>> => {
  const rows: Rows['rows'][number][] = [];
  let chars = 0;
  let cursor: string | undefined;
  do {
    const answer = await asking('list_keys', () => {
      const query = kvs
        .entity<unknown>(ENTITY.apiKey)
        .query()
        .index(index, { partition: [partition] })
        .sort(sort)
        .limit(PAGE_ROWS_MAX);
      if (range !== undefined) query.where(range);
      return (cursor === undefined ? query : query.cursor(cursor)).getMany();
    });
    if (!answer.ok) return answer;
    const parsed = page(answer.value);
    if (parsed === INVALID) return err(down('list_keys', 'UNREADABLE_ANSWER'));
    const moment = momentOf(rows.at(-1));
    const isFull = rows.length >= bounds.keys || chars >= bounds.chars;
    const same = parsed.results.findIndex((row) => momentOf(row) !== moment);
    if (isFull && bounds.wholeMoments === true && same >= 0) {
      rows.push(...parsed.results.slice(0, same));
      return ok({ rows, complete: false });
    }
    rows.push(...parsed.results);
    if (Number.isFinite(bounds.chars)) chars += JSON.stringify(parsed.results).length;
    cursor = parsed.nextCursor;
  } while (
    cursor !== undefined &&
    (bounds.wholeMoments === true || (rows.length < bounds.keys && chars < bounds.chars))
  );
  return ok({ rows, complete: cursor === undefined });
};

/** When the key of a row ends, as the index has it; before everything where that cannot be read. */
const momentOf = (row: Rows['rows'][number] | undefined): string => {
  const parsed = ended(row?.value);
  return parsed === INVALID ? '' : parsed.expiresAt;
};

const ended = object({ expiresAt: text });

/** Batches that are under way at once. */
const BATCHES_AT_ONCE = 8;

/** Reads keys by their ids, strictly consistent; those that are not there are left out. */
export const readKeys = async (
  ids: readonly string[],
): Promise<Result<ReadonlyMap<string, ApiKeyRecord>, StorageFault>> => {
  const records = new Map<string, ApiKeyRecord>();
  for (let from = 0; from < ids.length; from += BATCH_KEYS_MAX * BATCHES_AT_ONCE) {
    const chunks = Array.from({ length: BATCHES_AT_ONCE }, (_, at) => {
      const start = from + at * BATCH_KEYS_MAX;
      return ids.slice(start, start + BATCH_KEYS_MAX);
    }).filter((chunk) => chunk.length > 0);
    for (const batch of await Promise.all(chunks.map(readBatch))) {
      if (!batch.ok) return batch;
      for (const record of batch.value) records.set(record.id, record);
    }
  }
  return ok(records);
};

const readBatch = async (ids: readonly string[]): Promise<Result<readonly ApiKeyRecord[], StorageFault>> => {
  const answer = await asking('list_keys', () =>
    kvs.batchGet<unknown>(ids.map((key) => ({ entityName: ENTITY.apiKey, key }))),
  );
  if (!answer.ok) return answer;
  const rows = rowsByKey('list_keys', answer.value);
  if (!rows.ok) return rows;
  const records: ApiKeyRecord[] = [];
  for (const id of ids) {
    const record = parseKeyRow(id, rows.value.get(`${ENTITY.apiKey}/${id}`));
    if (!record.ok) return record;
    if (record.value !== undefined) records.push(record.value);
  }
  return ok(records);
};
