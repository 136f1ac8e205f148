/**
 * The storage's front door: takes what `@forge/kvs` sends, answers with a Response, and writes down each
 * operation. It trusts nothing of the body, applies the faults that a test asked for, and refuses
 * everything where the manifest lacks the scope `storage:app`.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type * as z from 'zod/mini';
import type { StorageFault, StorageOperation } from '../../site';
import { deleteRow, getRow, runBatch, runTransaction, type StorageGround, setRow } from './operations';
import { queryEntity, queryPlain } from './queries';
import { BATCH, ENTITY_QUERY, ITEM, PLAIN_QUERY, TRANSACTION } from './requests';
import type { Space } from './rows';
import { StorageError } from './storage-error';

export type StorageDoor = {
  readonly operations: StorageOperation[];
  readonly faults: StorageFault[];
  call(path: string, body: string): Promise<Response>;
};

const SCOPE = 'storage:app';
const PREFIX = '/api/v1/';
const RECORDS_MAX = 20_000;
const MAX_JSON_BYTES = 5_000_000;

/** The door to the rows of `ground`. */
export function createStorageDoor(ground: StorageGround, scopes: readonly string[]): StorageDoor {
  const operations: StorageOperation[] = [];
  const faults: StorageFault[] = [];
  const timesUsed = new WeakMap<StorageFault, number>();

  const takeFault = (operation: string): StorageFault['fault'] | undefined => {
    const at = faults.findIndex((fault) => fault.operation === undefined || fault.operation === operation);
    const found = faults[at];
    if (found === undefined) return undefined;
    const used = (timesUsed.get(found) ?? 0) + 1;
    timesUsed.set(found, used);
    if (used >= found.times) faults.splice(at, 1);
    return found.fault;
  };

  const answer = async (operation: string, text: string): Promise<unknown> => {
    const fault = takeFault(operation);
    if (fault?.kind === 'held') await fault.until;
    if (fault?.kind === 'slow') await delay(fault.delayMs);
    if (fault?.kind === 'status') throw faultOf(fault.status);
    if (!scopes.includes(SCOPE)) throw new StorageError('MISSING_SCOPE', `The manifest asks for no scope ${SCOPE}.`);
    ground.budget.request();
    const run = OPERATIONS.get(operation);
    if (run === undefined) throw new StorageError('UNKNOWN_OPERATION', `The storage knows no operation ${operation}.`);
    const body = parseJson(text);
    return READS.test(operation) ? run(ground, body) : ground.rows.atomically(() => run(ground, body));
  };

  return {
    operations,
    faults,
    async call(path, text) {
      const operation = path.startsWith(PREFIX) ? path.slice(PREFIX.length) : path;
      let error: StorageError | undefined;
      let body: unknown;
      try {
        body = await answer(operation, text);
      } catch (thrown) {
        if (!(thrown instanceof StorageError)) throw thrown;
        error = thrown;
      }
      const status = error?.status ?? 200;
      operations.push({ operation, ...namesIn(text), status, code: error?.code });
      if (operations.length > RECORDS_MAX) operations.splice(0, RECORDS_MAX / 2);
      const content = error === undefined ? body : { code: error.code, message: error.message };
      return new Response(content === undefined ? '' : JSON.stringify(content), {
        status,
        headers: content === undefined ? {} : { 'content-type': 'application/json' },
      });
    },
  };
}

/** Operations that change nothing and so need no transaction. */
const READS = /(^|\/)(get|query)$/;

type Run = (ground: StorageGround, body: unknown) => unknown;

const rowOperations = (prefix: string, space: Space): [string, Run][] => [
  [`${prefix}get`, (ground, body) => getRow(ground, space, read(ITEM, body))],
  [`${prefix}set`, (ground, body) => setRow(ground, space, read(ITEM, body))],
  [`${prefix}delete`, (ground, body) => deleteRow(ground, space, read(ITEM, body))],
];
const OPERATIONS: ReadonlyMap<string, Run> = new Map<string, Run>([
  ...rowOperations('', 'plain'),
  ...rowOperations('secret/', 'secret'),
  ...rowOperations('entity/', 'entity'),
  ['query', (ground, body) => queryPlain(ground, read(PLAIN_QUERY, body))],
  ['entity/query', (ground, body) => queryEntity(ground, read(ENTITY_QUERY, body))],
  ['batch/get', (ground, body) => runBatch(ground, 'get', read(BATCH, body))],
  ['batch/set', (ground, body) => runBatch(ground, 'set', read(BATCH, body))],
  ['batch/delete', (ground, body) => runBatch(ground, 'delete', read(BATCH, body))],
  ['transaction', (ground, body) => runTransaction(ground, read(TRANSACTION, body))],
]);

function read<T extends z.ZodMiniType>(schema: T, body: unknown): z.output<T> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new StorageError('INVALID_REQUEST', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'malformed'}`);
}

function parseJson(text: string): unknown {
  if (Buffer.byteLength(text) > MAX_JSON_BYTES) throw new StorageError('MAX_SIZE', 'The request is too large.');
  try {
    return JSON.parse(text);
  } catch {
    throw new StorageError('INVALID_REQUEST', 'The request is not JSON.');
  }
}

function faultOf(status: 429 | 409 | 500): StorageError {
  const codes = { 429: 'RATE_LIMIT_EXCEEDED', 409: 'KEY_CONFLICT', 500: 'INTERNAL_ERROR' } as const;
  return new StorageError(codes[status], 'A fault that was asked for.');
}

/** Which keys and which entity a request names, for the record. */
function namesIn(text: string): { keys: string[]; entityName: string | undefined } {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return { keys: [], entityName: undefined };
  }
  const item = ITEM.safeParse(body);
  if (item.success) return { keys: [item.data.key], entityName: item.data.entityName };
  const query = ENTITY_QUERY.safeParse(body);
  if (query.success) return { keys: [], entityName: query.data.entityName };
  const batch = BATCH.safeParse(body);
  const transaction = TRANSACTION.safeParse(body);
  const { set = [], delete: deletes = [], check = [] } = transaction.success ? transaction.data : {};
  const items = batch.success ? batch.data : [...set, ...deletes, ...check];
  const entityNames = new Set(items.map(({ entityName }) => entityName));
  return { keys: items.map(({ key }) => key), entityName: entityNames.size === 1 ? [...entityNames][0] : undefined };
}
