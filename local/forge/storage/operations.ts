/**
 * Reads and writes of single rows, batches and transactions, as the platform's storage answers them.
 *
 * Every function throws StorageError where the platform refuses. An expired row can be read, and stands in
 * the way of FAIL_IF_EXISTS, until the lag has passed: an app must look at its own expiry.
 */
import type { Entity, Manifest } from '../manifest';
import type { Budget } from './budget';
import { meets } from './conditions';
import { attributesOf, requireEntityValue } from './entity-values';
import { BATCH_BYTES_MAX, BATCH_ITEMS_MAX, lifetimeMs, requireKey, requireValue } from './limits';
import type { Conditions, Item, Options, Transaction } from './requests';
import type { Row, RowId, Rows, Space } from './rows';
import { StorageError } from './storage-error';

export type StorageGround = {
  readonly rows: Rows;
  readonly budget: Budget;
  readonly entities: Manifest['entities'];
  readonly now: () => number;
  readonly ttlLagMs: () => number;
  readonly queryLagMs: () => number;
};

/** `get` of a row; a missing one is KEY_NOT_FOUND, which the package turns into `undefined`. */
export function getRow(ground: StorageGround, space: Space, item: Item): Record<string, unknown> {
  const row = readable(ground, idOf(ground, space, item));
  ground.budget.read(row === undefined ? 0 : Buffer.byteLength(row.value));
  if (row === undefined) throw new StorageError('KEY_NOT_FOUND', 'There is no such key.');
  return printRow(row, item.options?.metadataFields);
}

/** `set` of a row; answers nothing unless a return value was asked for. */
export function setRow(ground: StorageGround, space: Space, item: Item): Record<string, unknown> | undefined {
  const write = prepare(ground, space, item);
  ground.budget.write(Buffer.byteLength(write.value));
  const before = readable(ground, write);
  if (item.options?.keyPolicy === 'FAIL_IF_EXISTS' && before !== undefined) {
    throw new StorageError('KEY_CONFLICT', 'The key exists.');
  }
  const row = put(ground, write, before);
  const { returnValue, returnMetadataFields } = item.options ?? {};
  if (returnValue === undefined) return undefined;
  const returned = returnValue === 'LATEST' ? row : before;
  return returned === undefined ? undefined : printRow(returned, returnMetadataFields);
}

/** `delete` of a row; deleting what is not there is KEY_NOT_FOUND, which the package ignores. */
export function deleteRow(ground: StorageGround, space: Space, item: Item): void {
  const id = idOf(ground, space, item);
  ground.budget.write(0);
  if (readable(ground, id) === undefined) throw new StorageError('KEY_NOT_FOUND', 'There is no such key.');
  ground.rows.remove(id);
}

type BatchAnswer = { successfulKeys: Record<string, unknown>[]; failedKeys: Record<string, unknown>[] };

/** A batch: each item for itself, failures listed beside successes. */
export function runBatch(ground: StorageGround, verb: 'get' | 'set' | 'delete', items: readonly Item[]): BatchAnswer {
  requireAmount(items);
  // A batch costs what its items weigh together, not one unit for each.
  const shared: StorageGround = { ...ground, budget: { request() {}, read() {}, write() {} } };
  const answer: BatchAnswer = { successfulKeys: [], failedKeys: [] };
  let bytes = 0;
  for (const item of items) {
    const name = item.entityName === undefined ? { key: item.key } : { key: item.key, entityName: item.entityName };
    try {
      const done = runItem(shared, verb, item);
      bytes += Buffer.byteLength(JSON.stringify(done ?? item.value ?? ''));
      answer.successfulKeys.push({ ...name, ...done });
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      answer.failedKeys.push({ ...name, error: { code: error.code, message: error.message } });
    }
  }
  if (verb === 'get') ground.budget.read(bytes);
  else ground.budget.write(bytes);
  return answer;
}

function runItem(
  ground: StorageGround,
  verb: 'get' | 'set' | 'delete',
  item: Item,
): Record<string, unknown> | undefined {
  const space = spaceOf(item);
  if (verb === 'get') return getRow(ground, space, item);
  if (verb === 'set') setRow(ground, space, item);
  else if (readable(ground, idOf(ground, space, item)) !== undefined) deleteRow(ground, space, item);
  return undefined;
}

/** A transaction: all conditions are looked at before anything is written, and all is written or nothing. */
export function runTransaction(ground: StorageGround, transaction: Transaction): void {
  const { set = [], delete: deletes = [], check = [] } = transaction;
  const all = [...set, ...deletes, ...check];
  requireAmount(all);
  if (all.length === 0) throw new StorageError('INVALID_REQUEST', 'A transaction has at least one operation.');
  const writes = set.map((item) => prepare(ground, spaceOf(item), item));
  ground.budget.write(writes.reduce((bytes, { value }) => bytes + Buffer.byteLength(value), 0));
  for (const item of check) {
    if (item.conditions === undefined) throw new StorageError('INVALID_CONDITION', 'A check needs conditions.');
  }
  for (const item of all) requireConditions(ground, item, item.conditions);
  for (const write of writes) put(ground, write, readable(ground, write));
  for (const item of deletes) ground.rows.remove(idOf(ground, spaceOf(item), item));
}

function requireConditions(ground: StorageGround, item: Item, conditions: Conditions | undefined): void {
  const id = idOf(ground, spaceOf(item), item);
  if (conditions === undefined) return;
  if (item.entityName === undefined) {
    throw new StorageError('INVALID_CONDITION', 'Only entities can carry conditions.');
  }
  const row = readable(ground, id);
  // An absent row fails every condition, NOT_EXISTS too: the platform says so for absent keys.
  if (!meets(entityOf(ground, item.entityName), row === undefined ? {} : attributesOf(row.value), conditions) || !row) {
    throw new StorageError('CONDITIONAL_CHECK_FAILED', 'A condition of the transaction does not hold.');
  }
}

function requireAmount(items: readonly Item[]): void {
  if (items.length > BATCH_ITEMS_MAX) throw new StorageError('TOO_MANY_ITEMS', `At most ${BATCH_ITEMS_MAX} items.`);
  const names = new Set(items.map(({ key, entityName }) => `${entityName ?? ''}\n${key}`));
  if (names.size < items.length) throw new StorageError('DUPLICATE_KEY', 'A key stands twice.');
  const bytes = items.reduce(
    (sum, { value }) => sum + (value === undefined ? 0 : Buffer.byteLength(JSON.stringify(value))),
    0,
  );
  if (bytes > BATCH_BYTES_MAX)
    throw new StorageError('MAX_SIZE', `All values together have at most ${BATCH_BYTES_MAX} bytes.`);
}

type Write = RowId & { readonly value: string; readonly livesMs: number | null };

function prepare(ground: StorageGround, space: Space, item: Item): Write {
  const id = idOf(ground, space, item);
  const value = requireValue(item.value, space);
  if (space === 'entity') requireEntityValue(entityOf(ground, id.entity), item.value);
  return { ...id, value, livesMs: lifetimeMs(item.options?.ttl) };
}

function put({ rows, now }: StorageGround, { livesMs, ...write }: Write, before: Row | undefined): Row {
  const at = now();
  const row: Row = {
    ...write,
    created: before?.created ?? at,
    updated: at,
    expires: livesMs === null ? null : at + livesMs,
  };
  rows.put(row);
  return row;
}

function idOf(ground: StorageGround, space: Space, { key, entityName }: Item): RowId {
  requireKey(key);
  return { space, entity: space === 'entity' ? entityOf(ground, entityName ?? '').name : '', key };
}

const spaceOf = (item: Item): Space => (item.entityName === undefined ? 'plain' : 'entity');

/** The declared entity of that name, or the platform's refusal. */
export function entityOf({ entities }: StorageGround, name: string): Entity {
  const entity = entities.get(name);
  if (entity === undefined) throw new StorageError('INVALID_ENTITY', `The manifest declares no entity "${name}".`);
  return entity;
}

/** Can the row still be read? Expired rows stay for the lag. */
export function isReadable({ now, ttlLagMs }: StorageGround, row: Row): boolean {
  return row.expires === null || now() < row.expires + ttlLagMs();
}

function readable(ground: StorageGround, id: RowId): Row | undefined {
  const row = ground.rows.get(id);
  return row !== undefined && isReadable(ground, row) ? row : undefined;
}

/** A row as the storage hands it out, with the metadata that was asked for. */
export function printRow(row: Row, fields: Options['metadataFields']): Record<string, unknown> {
  return {
    key: row.key,
    value: JSON.parse(row.value),
    ...(fields?.includes('CREATED_AT') && { createdAt: row.created }),
    ...(fields?.includes('UPDATED_AT') && { updatedAt: row.updated }),
    ...(fields?.includes('EXPIRE_TIME') && row.expires !== null && { expireTime: new Date(row.expires).toISOString() }),
  };
}
