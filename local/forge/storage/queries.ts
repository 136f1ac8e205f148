/**
 * Queries: plain ones by the beginning of a key, entity ones by an index of the manifest.
 *
 * Both see the rows as they stood some seconds ago. A page of an entity query is cut before its filters
 * are applied, as on the platform: a page may be empty and still have a successor.
 */
import type { EntityIndex } from '../manifest';
import { compare, inRange, meets, typeOf } from './conditions';
import { attributesOf, fitsType } from './entity-values';
import type { Position, Scalar } from './index-rows';
import { pageLimit } from './limits';
import { entityOf, isReadable, printRow, type StorageGround } from './operations';
import type { Condition, EntityQuery, Options, PlainQuery } from './requests';
import type { Row } from './rows';
import { StorageError } from './storage-error';

type Page = { data: Record<string, unknown>[]; cursor?: string };

/** `kvs.query()`: rows whose key begins so, by key. */
export function queryPlain(ground: StorageGround, query: PlainQuery): Page {
  const limit = pageLimit(query.limit);
  const [where, ...more] = query.where ?? [];
  if (more.length > 0 || (where !== undefined && (where.property !== 'key' || where.condition !== 'BEGINS_WITH'))) {
    throw new StorageError('INVALID_CONDITION', 'A plain query knows one condition: the key begins with a text.');
  }
  const rows = ground.rows
    .plain(String(where?.values[0] ?? ''), ground.queryLagMs())
    .filter((row) => isReadable(ground, row))
    .map((row) => ({ row, position: { sort: row.key, key: row.key } }));
  return page(ground, rows, {
    limit,
    cursor: query.after,
    descending: false,
    options: query.options,
    keep: () => true,
  });
}

/** `kvs.entity(..).query().index(..)`: rows of one partition, by the index's range attribute. */
export function queryEntity(ground: StorageGround, query: EntityQuery): Page {
  const entity = entityOf(ground, query.entityName);
  const index = entity.indexes.get(query.indexName);
  if (index === undefined) {
    throw new StorageError('INVALID_INDEX', `Entity ${entity.name} declares no index "${query.indexName}".`);
  }
  const limit = pageLimit(query.limit);
  const partition = query.partition ?? [];
  const fits = index.partition.every((name, at) => fitsType(typeOf(entity, name), partition[at]));
  if (partition.length !== index.partition.length || !fits) {
    throw new StorageError(
      'INVALID_INDEX',
      `Index ${index.name} is partitioned by ${index.partition.join(', ') || 'nothing'}.`,
    );
  }
  const { range, filters } = query;
  const rangeType = typeOf(entity, index.range);
  if (range !== undefined) inRange(rangeType, undefined, range);
  if (filters !== undefined) meets(entity, {}, filters);
  const cut = {
    limit,
    cursor: query.cursor,
    descending: query.sort === 'DESC',
    options: query.options,
    keep: ({ row }: Candidate) => filters === undefined || meets(entity, attributesOf(row.value), filters),
  };
  const belongs = ({ row, attributes, position }: Candidate): boolean => {
    const here = index.partition.every((name, at) => attributes[name] === partition[at]);
    const isIn = range === undefined || inRange(rangeType, position.sort, range);
    return here && position.sort !== undefined && isIn && isReadable(ground, row);
  };
  const question = {
    entity: entity.name,
    partition: index.partition.map((name, at) => [name, partition[at] ?? ''] as const),
    range: index.range,
    descending: cut.descending,
    after: cut.cursor === undefined ? undefined : readCursor(cut.cursor),
    ...boundsOf(range),
  };
  const order = orderOf(cut.descending);
  // One row more than the page says whether the page has a successor. Rows that are no longer read thin out what was found.
  for (let most = limit + 1; ; most *= 4) {
    const found = ground.rows.indexed({ ...question, limit: most }, ground.queryLagMs());
    const last = found.last === undefined ? undefined : indexed(found.last, index).position;
    const rows = found.rows
      .map((row) => indexed(row, index))
      .filter((candidate) => belongs(candidate) && (last === undefined || order(candidate.position, last) <= 0));
    const { after } = question;
    const left = rows.filter(({ position }) => after === undefined || order(position, after) > 0);
    if (last === undefined || left.length > limit) return page(ground, left, cut);
  }
}

type Candidate = ReturnType<typeof indexed>;

/** The bounds of a range condition, as far as an index can use them; the condition itself is looked at all the same. */
function boundsOf(range: Condition | undefined): { least: Scalar | undefined; most: Scalar | undefined } {
  const [first, second] = range?.values ?? [];
  switch (range?.condition) {
    case 'BETWEEN':
      return { least: first, most: second };
    case 'EQUAL_TO':
      return { least: first, most: first };
    case 'LESS_THAN':
    case 'LESS_THAN_EQUAL_TO':
      return { least: undefined, most: first };
    case 'BEGINS_WITH':
    case 'GREATER_THAN':
    case 'GREATER_THAN_EQUAL_TO':
      return { least: first, most: undefined };
    default:
      return { least: undefined, most: undefined };
  }
}

const orderOf =
  (descending: boolean) =>
  (a: Position, b: Position): number =>
    (descending ? -1 : 1) * (compare(a.sort, b.sort) || compare(a.key, b.key));

function indexed(row: Row, index: EntityIndex) {
  const attributes = attributesOf(row.value);
  return {
    row,
    attributes,
    position: { sort: index.range === 'key' ? row.key : attributes[index.range], key: row.key },
  };
}

type Cut<T> = {
  readonly limit: number;
  readonly cursor: string | undefined;
  readonly descending: boolean;
  readonly options: Options | undefined;
  readonly keep: (candidate: T) => boolean;
};

function page<T extends { row: Row; position: Position }>(ground: StorageGround, rows: T[], cut: Cut<T>): Page {
  const order = orderOf(cut.descending);
  const after = cut.cursor === undefined ? undefined : readCursor(cut.cursor);
  const left = rows
    .filter(({ position }) => after === undefined || order(position, after) > 0)
    .sort((a, b) => order(a.position, b.position));
  const read = left.slice(0, cut.limit);
  ground.budget.read(read.reduce((bytes, { row }) => bytes + Buffer.byteLength(row.value), 0));
  const last = read.at(-1);
  return {
    data: read.filter(cut.keep).map(({ row }) => printRow(row, cut.options?.metadataFields)),
    ...(left.length > read.length && last !== undefined && { cursor: writeCursor(last.position) }),
  };
}

function writeCursor({ sort, key }: Position): string {
  return Buffer.from(JSON.stringify([sort, key])).toString('base64url');
}

function readCursor(cursor: string): Position {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(parsed) && typeof parsed[1] === 'string') return { sort: parsed[0], key: parsed[1] };
  } catch {
    // Falls to the refusal below: what is no JSON is no cursor of ours.
  }
  throw new StorageError('INVALID_CURSOR', 'The cursor is none that a query of this kind handed out.');
}
