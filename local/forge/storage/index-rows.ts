/**
 * Finds rows of one partition of an index without looking at all rows of the entity: an index of SQLite over the
 * attributes in the stored JSON, made when it is first asked for. It only proposes rows; whether a row belongs into an
 * answer is decided by the query itself, by the rules of the platform.
 */
import type { SiteDatabase } from './database';

export type Scalar = string | number | boolean;
export type Position = { readonly sort: unknown; readonly key: string };

export type IndexQuestion = {
  readonly entity: string;
  /** Attributes by which the index is partitioned, with the partition's values. */
  readonly partition: readonly (readonly [attribute: string, value: Scalar])[];
  /** The attribute that the index is sorted by, or `key`. */
  readonly range: string;
  readonly descending: boolean;
  /** Only rows behind this one in the order. */
  readonly after: Position | undefined;
  /** Bounds of the range attribute, both included. */
  readonly least: Scalar | undefined;
  readonly most: Scalar | undefined;
  readonly limit: number;
};

/** Rows in the order of the index, at most `limit` of them. */
export type IndexRows = (question: IndexQuestion) => readonly unknown[];

/** INVARIANT: names of entities and attributes come from the manifest, whose reader lets only plain names through. */
export function createIndexRows(database: SiteDatabase): IndexRows {
  const known = new Map<string, ReturnType<SiteDatabase['prepare']>>();
  const prepared = (sql: string) => {
    const statement = known.get(sql) ?? database.prepare(sql);
    known.set(sql, statement);
    return statement;
  };
  const made = new Set<string>();
  return (question) => {
    const { entity, partition, range, descending, after, least, most, limit } = question;
    const sort = range === 'key' ? 'key' : attribute(range);
    const columns = [...partition.map(([name]) => attribute(name)), ...new Set([sort, 'key'])];
    const where = `space = 'entity' AND entity = '${entity}'`;
    const name = ['by', entity, ...partition.map(([each]) => each), range].join('_');
    if (!made.has(name)) {
      database.exec(`CREATE INDEX IF NOT EXISTS "${name}" ON stored (${columns.join(', ')}) WHERE ${where}`);
      made.add(name);
    }
    const conditions = [where, ...partition.map(([each]) => `${attribute(each)} = ?`)];
    const values: Scalar[] = partition.map(([, value]) => value);
    const add = (condition: string, ...bound: readonly unknown[]): void => {
      conditions.push(condition);
      values.push(...(bound as Scalar[]));
    };
    if (least !== undefined) add(`${sort} >= ?`, least);
    if (most !== undefined) add(`${sort} <= ?`, most);
    const [sign, direction] = descending ? ['<', 'DESC'] : ['>', 'ASC'];
    if (after !== undefined) add(`(${sort}, key) ${sign} (?, ?)`, after.sort, after.key);
    // The driver takes no text with a NUL; no row holds one.
    if (values.some((value) => typeof value === 'string' && value.includes('\0'))) return [];
    const order = `${sort} ${direction}, key ${direction}`;
    const sql = `SELECT ${COLUMNS} FROM stored WHERE ${conditions.join(' AND ')} ORDER BY ${order} LIMIT ?`;
    return prepared(sql).all(...values.map(bindable), limit);
  };
}

const COLUMNS = 'space, entity, key, value, created, updated, expires';
const attribute = (name: string): string => `json_extract(value, '$."${name}"')`;
/** JSON's booleans are numbers to SQLite. */
const bindable = (value: Scalar): string | number => (typeof value === 'boolean' ? Number(value) : value);
