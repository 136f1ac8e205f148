/**
 * What the storage answers when it refuses: a status and one of the codes that `@forge/kvs` hands to the app.
 * Where the platform's own code is not known, the name is ours and the status is what counts.
 */
export type StorageErrorCode =
  | 'KEY_NOT_FOUND'
  | 'EMPTY_KEY'
  | 'KEY_TOO_LONG'
  | 'INVALID_KEY'
  | 'INVALID_VALUE'
  | 'MAX_SIZE'
  | 'MAX_DEPTH'
  | 'INVALID_TTL'
  | 'INVALID_ENTITY'
  | 'INVALID_ENTITY_VALUE'
  | 'INVALID_INDEX'
  | 'INVALID_CONDITION'
  | 'INVALID_CURSOR'
  | 'INVALID_LIMIT'
  | 'INVALID_REQUEST'
  | 'DUPLICATE_KEY'
  | 'TOO_MANY_ITEMS'
  | 'KEY_CONFLICT'
  | 'CONDITIONAL_CHECK_FAILED'
  | 'RATE_LIMIT_EXCEEDED'
  | 'INTERNAL_ERROR'
  | 'MISSING_SCOPE'
  | 'UNKNOWN_OPERATION';

const STATUS: Readonly<Record<StorageErrorCode, number>> = {
  KEY_NOT_FOUND: 404,
  EMPTY_KEY: 400,
  KEY_TOO_LONG: 400,
  INVALID_KEY: 400,
  INVALID_VALUE: 400,
  MAX_SIZE: 400,
  MAX_DEPTH: 400,
  INVALID_TTL: 400,
  INVALID_ENTITY: 400,
  INVALID_ENTITY_VALUE: 400,
  INVALID_INDEX: 400,
  INVALID_CONDITION: 400,
  INVALID_CURSOR: 400,
  INVALID_LIMIT: 400,
  INVALID_REQUEST: 400,
  DUPLICATE_KEY: 400,
  TOO_MANY_ITEMS: 422,
  KEY_CONFLICT: 409,
  CONDITIONAL_CHECK_FAILED: 400,
  RATE_LIMIT_EXCEEDED: 429,
  INTERNAL_ERROR: 500,
  MISSING_SCOPE: 403,
  UNKNOWN_OPERATION: 501,
};

/** Thrown inside the storage and caught at its door: a refusal rolls back whatever the request had done. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
  readonly code: StorageErrorCode;
  readonly status: number;

  constructor(code: StorageErrorCode, message: string) {
    super(message);
    this.code = code;
    this.status = STATUS[code];
  }
}
