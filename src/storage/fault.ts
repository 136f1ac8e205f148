/**
 * What can go wrong with storage, as values. An outage is never told as "not found": the caller of a key whose
 * record cannot be read hears that the service is down, not that the key is unknown.
 */
import { ForgeKvsAPIError } from '@forge/kvs';
import { err, ok, type Result } from '../result';
import { charged } from './paid-reads';

/** The store did not answer, refused, or answered what it should not. */
export type StorageDown = {
  readonly reason: 'storage_down';
  readonly operation: StorageOperationName;
  /** The platform's code where it gave one. For logs; holds no stored value. */
  readonly code: string;
};
/** A row is there and is not what this version can read. */
export type RecordUnreadable = { readonly reason: 'record_unreadable'; readonly key: string };
export type StorageFault = StorageDown | RecordUnreadable;
/** Someone else wrote first: read again, and decide again. */
export type Conflict = { readonly reason: 'conflict' };

export type StorageOperationName =
  | 'read_for_call'
  | 'read_key'
  | 'create_key'
  | 'save_key'
  | 'list_keys'
  | 'read_site'
  | 'save_site'
  | 'read_usage'
  | 'save_usage'
  | 'read_rollup'
  | 'save_rollup'
  | 'read_days'
  | 'save_day'
  | 'read_endpoint'
  | 'save_endpoint'
  | 'read_schedule'
  | 'save_schedule'
  | 'claim_home'
  | 'read_home'
  | 'read_roster'
  | 'save_roster'
  | 'read_lexicons'
  | 'write_lexicon'
  | 'drop_lexicons'
  | 'write_audit'
  | 'read_audit';

/** Runs one storage request; whatever it throws becomes a fault that names the operation. */
export const asking = async <T>(
  operation: StorageOperationName,
  ask: () => Promise<T>,
): Promise<Result<T, StorageDown>> => {
  try {
    if (!operation.startsWith('read_') && operation !== 'list_keys') return ok(await ask());
    const read = await charged(ask);
    return read === 'refused' ? err(down(operation, 'SHARE_OF_PAGES_USED')) : ok(read.answer);
  } catch (error) {
    return err(down(operation, codeOf(error)));
  }
};

/** The same for a conditional write, whose condition may fail without anything being wrong. */
export const askingConditionally = async (
  operation: StorageOperationName,
  ask: () => Promise<void>,
): Promise<Result<void, StorageDown | Conflict>> => {
  try {
    return ok(await ask());
  } catch (error) {
    return err(isConflict(error) ? { reason: 'conflict' } : down(operation, codeOf(error)));
  }
};

export const down = (operation: StorageOperationName, code: string): StorageDown => ({
  reason: 'storage_down',
  operation,
  code,
});

const codeOf = (error: unknown): string =>
  error instanceof ForgeKvsAPIError ? error.code : error instanceof Error ? error.name : 'UNKNOWN';

/** The name of the code for an existing key differs between sources; its status is always 409. */
const isConflict = (error: unknown): boolean =>
  error instanceof ForgeKvsAPIError &&
  (error.responseDetails.status === 409 || error.code === 'CONDITIONAL_CHECK_FAILED');
