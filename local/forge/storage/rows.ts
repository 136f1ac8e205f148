/**
 * The rows of the app's storage, and how they stood a little while ago.
 *
 * Direct reads are strict. Queries may ask for the rows as they were some seconds ago: every change leaves
 * its former row in memory for that. The memory is lost with the process; then a query sees all, which is
 * also what the platform would do after such a pause.
 */
import type { SiteClock } from '../clock';
import type { SiteDatabase } from './database';
import { createIndexRows, type IndexQuestion } from './index-rows';

export type Space = 'plain' | 'secret' | 'entity';
export type RowId = { readonly space: Space; readonly entity: string; readonly key: string };
export type Row = RowId & {
  /** JSON text. */
  readonly value: string;
  readonly created: number;
  readonly updated: number;
  readonly expires: number | null;
};
export type Rows = {
  get(id: RowId): Row | undefined;
  put(row: Row): void;
  remove(id: RowId): void;
  /** Rows as they stood `lagMs` ago, in no order. */
  plain(prefix: string, lagMs: number): Row[];
  entity(name: string, lagMs: number): Row[];
  /**
   * Rows that an index may have in answer to a question, as they stood `lagMs` ago, and others that changed since.
   * `last`: behind this one there may be rows that are not among them; undefined where there are none.
   */
  indexed(question: IndexQuestion, lagMs: number): { readonly rows: Row[]; readonly last: Row | undefined };
  all(): Row[];
  /** Runs `work` whole or not at all. */
  atomically<T>(work: () => T): T;
};

type Change = { readonly at: number; readonly id: RowId; readonly before: Row | undefined };
/** Longest lag that can be asked for; older changes are forgotten. */
const LAG_MAX_MS = 60_000;
const FORGET_ABOVE = 1000;

/** Rows over an open database. */
export function createRows(database: SiteDatabase, clock: SiteClock): Rows {
  const columns = 'space, entity, key, value, created, updated, expires';
  const one = database.prepare(`SELECT ${columns} FROM stored WHERE space = ? AND entity = ? AND key = ?`);
  const insert = database.prepare(`INSERT OR REPLACE INTO stored (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?)`);
  const erase = database.prepare('DELETE FROM stored WHERE space = ? AND entity = ? AND key = ?');
  const ofPlain = database.prepare(
    `SELECT ${columns} FROM stored WHERE space = 'plain' AND entity = '' AND key >= ? AND key < ?`,
  );
  const ofEntity = database.prepare(`SELECT ${columns} FROM stored WHERE space = 'entity' AND entity = ?`);
  const indexRows = createIndexRows(database);
  const every = database.prepare(`SELECT ${columns} FROM stored`);
  let changes: Change[] = [];
  let inTransaction = false;

  const get = (id: RowId): Row | undefined => readRow(one.get(id.space, id.entity, id.key));
  const remember = (id: RowId): void => {
    changes.push({ at: clock.now(), id: { space: id.space, entity: id.entity, key: id.key }, before: get(id) });
  };
  const forget = (): void => {
    const now = clock.now();
    // The first is the oldest. Looking through all of them only when many can go keeps the cost of one write constant.
    if (changes.length <= FORGET_ABOVE || (changes[0]?.at ?? now) > now - 2 * LAG_MAX_MS) return;
    changes = changes.filter(({ at }) => at > now - LAG_MAX_MS);
  };
  const asOf = (rows: Row[], lagMs: number, belongs: (id: RowId) => boolean): Row[] => {
    const since = clock.now() - lagMs;
    const former = new Map<string, Row | undefined>();
    for (const { at, id, before } of changes) {
      const name = identity(id);
      if (at > since && belongs(id) && !former.has(name)) former.set(name, before);
    }
    if (former.size === 0) return rows;
    return [
      ...rows.filter((row) => !former.has(identity(row))),
      ...[...former.values()].filter((row) => row !== undefined),
    ];
  };

  return {
    get,
    put(row) {
      remember(row);
      insert.run(row.space, row.entity, row.key, row.value, row.created, row.updated, row.expires);
    },
    remove(id) {
      remember(id);
      erase.run(id.space, id.entity, id.key);
    },
    plain: (prefix, lagMs) =>
      asOf(
        readRows(ofPlain.all(prefix, `${prefix}\u{10ffff}`)),
        lagMs,
        (id) => id.space === 'plain' && id.key.startsWith(prefix),
      ),
    entity: (name, lagMs) =>
      asOf(readRows(ofEntity.all(name)), lagMs, (id) => id.space === 'entity' && id.entity === name),
    indexed(question, lagMs) {
      const found = readRows(indexRows(question));
      const rows = asOf(found, lagMs, (id) => id.space === 'entity' && id.entity === question.entity);
      return { rows, last: found.length < question.limit ? undefined : found.at(-1) };
    },
    all: () => readRows(every.all()),
    atomically(work) {
      if (inTransaction) return work();
      forget();
      const mark = changes.length;
      inTransaction = true;
      database.exec('BEGIN IMMEDIATE');
      try {
        const result = work();
        database.exec('COMMIT');
        return result;
      } catch (error) {
        database.exec('ROLLBACK');
        changes.length = mark;
        throw error;
      } finally {
        inTransaction = false;
      }
    },
  };
}

const identity = (id: RowId): string => `${id.space}\n${id.entity}\n${id.key}`;

const readRows = (found: readonly unknown[]): Row[] => found.map(readRow).filter((row) => row !== undefined);

/** INVARIANT: the table is written by this file alone, so its columns have these types. */
function readRow(found: unknown): Row | undefined {
  return found === undefined ? undefined : (found as Row);
}
