/** Roll-ups in storage: made once, never changed. Which one is the newest comes from an index that may lag. */
import { kvs, Sort, WhereConditions } from '@forge/kvs';
import { INVALID, list, object, optional, present, text } from '../parse';
import { err, ok, type Result } from '../result';
import { asking, askingConditionally, type Conflict, down, type StorageFault } from './fault';
import { ENTITY, INDEX, rollupKey } from './keyspace';
import { parseEntityRow } from './parse-row';
import { type Rollup, rollupRecord } from './records/rollup';

const page = object({ results: list(object({ value: present })), nextCursor: optional(text) });

export type RollupPage = { readonly rollups: readonly Rollup[]; readonly cursor: string | undefined };

/** Few, because a roll-up of a busy home may be large. */
const PAGE_MAX = 10;

/** The newest stretch of a home that the index knows. */
export const newestRollup = async (home: string): Promise<Result<Rollup | undefined, StorageFault>> => {
  const page = await readPage(home, () => queryOf(home).sort(Sort.DESC).limit(1));
  return page.ok ? ok(page.value.rollups[0]) : page;
};

/** All stretches of a home that end after `since` (ISO 8601), oldest first; a quiet one may have begun long before. */
export const rollupsSince = async (home: string, since: string): Promise<Result<readonly Rollup[], StorageFault>> => {
  const found: Rollup[] = [];
  let cursor: string | undefined;
  do {
    const page = await readPage(home, () => queryOf(home).sort(Sort.DESC).limit(PAGE_MAX), cursor);
    if (!page.ok) return page;
    for (const rollup of page.value.rollups) {
      if (rollup.to <= since) return ok(found.reverse());
      found.push(rollup);
    }
    cursor = page.value.cursor;
  } while (cursor !== undefined);
  return ok(found.reverse());
};

/** One page of the stretches of a home that begin from `from` on, before `to` (ISO 8601), oldest first. */
export const rollupPage = async (
  home: string,
  from: string,
  to: string,
  cursor?: string,
): Promise<Result<RollupPage, StorageFault>> => {
  const query = () => queryOf(home).where(WhereConditions.between(from, to)).limit(PAGE_MAX);
  const page = await readPage(home, query, cursor);
  return page.ok ? ok({ ...page.value, rollups: page.value.rollups.filter((rollup) => rollup.from < to) }) : page;
};

const queryOf = (home: string) =>
  kvs
    .entity<unknown>(ENTITY.rollup)
    .query()
    .index(INDEX.rollupsByProject, { partition: [home] });

async function readPage(
  home: string,
  query: () => ReturnType<typeof queryOf>,
  cursor?: string,
): Promise<Result<RollupPage, StorageFault>> {
  const answer = await asking('read_rollup', () => (cursor === undefined ? query() : query().cursor(cursor)).getMany());
  return answer.ok ? parsePage(home, answer.value) : answer;
}

/** A cursor may have been in a browser: stretches of another home are no answer, whatever it says. */
function parsePage(home: string, value: unknown): Result<RollupPage, StorageFault> {
  const parsed = page(value);
  if (parsed === INVALID) return err(down('read_rollup', 'UNREADABLE_ANSWER'));
  const rollups: Rollup[] = [];
  for (const { value: row } of parsed.results) {
    const rollup = parseEntityRow(rollupRecord, ENTITY.rollup, row);
    if (!rollup.ok) return rollup;
    if (rollup.value === undefined) continue;
    if (rollup.value.home !== home) return err(down('read_rollup', 'ROWS_OF_ANOTHER'));
    rollups.push(rollup.value);
  }
  return ok({ rollups, cursor: parsed.nextCursor });
}

/** A stretch by where it begins: strictly consistent. */
export const readRollup = async (home: string, from: string): Promise<Result<Rollup | undefined, StorageFault>> => {
  const key = rollupKey(home, from);
  const row = await asking('read_rollup', () => kvs.entity<unknown>(ENTITY.rollup).get(key));
  return row.ok ? parseEntityRow(rollupRecord, key, row.value) : row;
};

/** Stores a new stretch; `conflict` where someone else was quicker. */
export const createRollup = (rollup: Rollup): Promise<Result<void, StorageFault | Conflict>> =>
  askingConditionally('save_rollup', () =>
    kvs
      .entity<{ projectId: string; from: string; version: number; payload: Rollup }>(ENTITY.rollup)
      .set(
        rollupKey(rollup.home, rollup.from),
        { projectId: rollup.home, from: rollup.from, version: 1, payload: rollup },
        { keyPolicy: 'FAIL_IF_EXISTS' },
      ),
  );
