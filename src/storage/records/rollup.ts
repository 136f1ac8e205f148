/**
 * Sums of the audit of one home over a stretch of time that is over: contiguous stretches, each chained by its hash to
 * the one before, so that a record which was changed or taken away afterwards is found.
 */
import { integer, list, literal, object, type Parsed, table, text } from '../../parse';

const keySums = object({
  keyId: text,
  calls: integer,
  allowed: integer,
  denied: integer,
  failed: integer,
  points: integer,
  /** Calls by operationId. */
  operations: table(integer),
});

export const rollupRecord = object({
  v: literal(1),
  /** Project id of the home, or `site`. */
  home: text,
  /** ISO 8601, UTC; records from `from` on, before `to`. */
  from: text,
  to: text,
  records: integer,
  /** SHA-256, hex, over the hashes of the records in the order of their names. */
  digest: text,
  keys: list(keySums),
  /** Last call of every key that called here within a year, ISO 8601, by key id. */
  lastUsed: table(text),
  /** Hash of the stretch before; empty for the first. */
  previous: text,
  /** SHA-256, hex, of all the above. */
  hash: text,
});

export type Rollup = Parsed<typeof rollupRecord>;
export type KeySums = Rollup['keys'][number];
