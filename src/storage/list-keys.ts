/**
 * Lists of keys. The index says which keys there are, and it may lag. `listKeys` then reads each of them by its id, so
 * that it never shows a revoked key as active. `keysInIndex` does not: it is for searching and sorting many keys, of
 * which the few that are shown are read by their ids with `readKeys`.
 */
import { kvs, Sort } from '@forge/kvs';
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
/** What may still be used comes first, where there are more keys than a list holds. */
const STATES: readonly KeyState[] = ['active', 'suspended', 'revoked', 'expired'];

/** Lists keys; a key whose row cannot be read fails the list: a list with holes would hide a live key. */
export const listKeys = async (list: KeyList): Promise<Result<ListedKeys, StorageFault>> => {
  const found = await rowsOf(list);
  if (!found.ok) return found;
  const ids = [...found.value.rows.keys()];
  const records = await readKeys(ids);
  if (!records.ok) return records;
  return ok({ keys: inOrder([...records.value.values()], list), complete: found.value.complete });
};

/** The same as the index has it, some seconds late, but for keys issued a moment ago. */
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

/** Ids of keys that are active by the index and whose end lies before `now`. May miss the newest changes. */
export const idsPastExpiry = async (now: number): Promise<Result<readonly string[], StorageFault>> => {
  const before = new Date(now).toISOString();
  const [active, suspended] = await Promise.all([
    rowsInPartition(INDEX.keysByState, 'active', before),
    rowsInPartition(INDEX.keysByState, 'suspended', before),
  ]);
  if (!active.ok) return active;
  if (!suspended.ok) return suspended;
  return ok([...active.value.rows, ...suspended.value.rows].map(({ key }) => key));
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
    Promise.all(partitionsOf(list).map(([index, partition]) => rowsInPartition(index, partition))),
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

type Rows = {
  readonly rows: readonly { readonly key: string; readonly value: unknown }[];
  readonly complete: boolean;
};

/** The rows of a partition from its end on: the newest keys, or those that end last. */
const rowsInPartition = async (
  index: string,
  partition: string,
  rangeBefore?: string,
): Promise<Result<Rows, StorageFault>> => {
  const rows: Rows['rows'][number][] = [];
  let cursor: string | undefined;
  do {
    const answer = await asking('list_keys', () => {
      const query = kvs
        .entity<unknown>(ENTITY.apiKey)
        .query()
        .index(index, { partition: [partition] })
        .sort(Sort.DESC)
        .limit(PAGE_ROWS_MAX);
      if (rangeBefore !== undefined) query.where({ condition: 'LESS_THAN', values: [rangeBefore] });
      return (cursor === undefined ? query : query.cursor(cursor)).getMany();
    });
    if (!answer.ok) return answer;
    const parsed = page(answer.value);
    if (parsed === INVALID) return err(down('list_keys', 'UNREADABLE_ANSWER'));
    rows.push(...parsed.results);
    cursor = parsed.nextCursor;
  } while (cursor !== undefined && rows.length < LISTED_KEYS_MAX);
  return ok({ rows, complete: cursor === undefined });
};

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
