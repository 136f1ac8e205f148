/**
 * Lists of keys. The index only says which keys to look at, and it may lag; each of them is then read by its
 * id, so that a list never shows a revoked key as active.
 */
import { kvs } from '@forge/kvs';
import * as z from 'zod/mini';
import { ok, type Result } from '../result';
import { rowsByKey } from './batch';
import { asking, type StorageFault } from './fault';
import { BATCH_KEYS_MAX, ENTITY, INDEX, PAGE_ROWS_MAX } from './keyspace';
import { parseKeyRow } from './parse-row';
import { readRecent } from './recent';
import type { ApiKeyRecord, KeyState } from './records/api-key';

/** Whose keys: all of the site, or all that hold a grant for a project, wherever they live. */
export type KeyList = { readonly of: 'site' } | { readonly of: 'project'; readonly projectId: string };

export type ListedKeys = {
  /** Newest first. */
  readonly keys: readonly ApiKeyRecord[];
  /** False where there are more keys than one list holds. */
  readonly complete: boolean;
};

const LISTED_KEYS_MAX = 1000;
const STATES: readonly KeyState[] = ['active', 'suspended', 'revoked', 'expired'];

/** Lists keys; a key whose row cannot be read fails the list: a list with holes would hide a live key. */
export const listKeys = async (list: KeyList): Promise<Result<ListedKeys, StorageFault>> => {
  const found = await idsOf(list);
  if (!found.ok) return found;
  const records = await readKeys(found.value.ids.slice(0, LISTED_KEYS_MAX));
  if (!records.ok) return records;
  const keys = records.value
    .filter(({ grants }) => list.of === 'site' || grants.some(({ projectId }) => projectId === list.projectId))
    .sort((one, other) => other.createdAt - one.createdAt || (one.id < other.id ? -1 : 1));
  return ok({ keys, complete: found.value.complete && found.value.ids.length <= LISTED_KEYS_MAX });
};

/** Ids of keys that are active by the index and whose end lies before `now`. May miss the newest changes. */
export const idsPastExpiry = async (now: number): Promise<Result<readonly string[], StorageFault>> => {
  const active = await idsInPartition(INDEX.keysByState, 'active', new Date(now).toISOString());
  const suspended = await idsInPartition(INDEX.keysByState, 'suspended', new Date(now).toISOString());
  if (!active.ok) return active;
  return suspended.ok ? ok([...active.value.ids, ...suspended.value.ids]) : suspended;
};

type Ids = { readonly ids: readonly string[]; readonly complete: boolean };

const idsOf = async (list: KeyList): Promise<Result<Ids, StorageFault>> => {
  const partitions: readonly (readonly [string, string])[] =
    list.of === 'site'
      ? STATES.map((state) => [INDEX.keysByState, state] as const)
      : [
          [INDEX.keysByProject, list.projectId],
          [INDEX.keysByProject, 'site'],
        ];
  const recent = list.of === 'site' ? await readRecent('all') : await recentOf(list.projectId);
  const ids = new Set(recent);
  let complete = true;
  for (const [index, partition] of partitions) {
    const found = await idsInPartition(index, partition);
    if (!found.ok) return found;
    for (const id of found.value.ids) ids.add(id);
    complete = complete && found.value.complete;
  }
  return ok({ ids: [...ids], complete });
};

const recentOf = async (projectId: string): Promise<readonly string[]> => [
  ...(await readRecent(projectId)),
  ...(await readRecent('site')),
];

const page = z.object({
  results: z.array(z.object({ key: z.string() })),
  nextCursor: z.optional(z.nullable(z.string())),
});

const idsInPartition = async (
  index: string,
  partition: string,
  rangeBefore?: string,
): Promise<Result<Ids, StorageFault>> => {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const answer = await asking('list_keys', async () => {
      const query = kvs
        .entity<unknown>(ENTITY.apiKey)
        .query()
        .index(index, { partition: [partition] })
        .limit(PAGE_ROWS_MAX);
      if (rangeBefore !== undefined) query.where({ condition: 'LESS_THAN', values: [rangeBefore] });
      if (cursor !== undefined) query.cursor(cursor);
      return z.parse(page, await query.getMany());
    });
    if (!answer.ok) return answer;
    ids.push(...answer.value.results.map(({ key }) => key));
    cursor = answer.value.nextCursor ?? undefined;
  } while (cursor !== undefined && ids.length < LISTED_KEYS_MAX);
  return ok({ ids, complete: cursor === undefined });
};

const readKeys = async (ids: readonly string[]): Promise<Result<ApiKeyRecord[], StorageFault>> => {
  const records: ApiKeyRecord[] = [];
  for (let from = 0; from < ids.length; from += BATCH_KEYS_MAX) {
    const chunk = ids.slice(from, from + BATCH_KEYS_MAX);
    const answer = await asking('list_keys', () =>
      kvs.batchGet<unknown>(chunk.map((key) => ({ entityName: ENTITY.apiKey, key }))),
    );
    if (!answer.ok) return answer;
    const rows = rowsByKey('list_keys', answer.value);
    if (!rows.ok) return rows;
    for (const id of chunk) {
      const record = parseKeyRow(id, rows.value.get(`${ENTITY.apiKey}/${id}`));
      if (!record.ok) return record;
      if (record.value !== undefined) records.push(record.value);
    }
  }
  return ok(records);
};
