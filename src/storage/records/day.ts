/**
 * What the keys of one home did in one day of UTC, from the sums of that day; and when they were last used. Copies of
 * what the sums say, by known names, so that a page need not search for it.
 */
import {
  flag,
  integer,
  list,
  literal,
  matching,
  number,
  object,
  optional,
  type Parsed,
  table,
  text,
} from '../../parse';

const keyDay = object({
  keyId: text,
  allowed: integer,
  denied: integer,
  failed: integer,
  /** Calls by operationId. */
  operations: table(integer),
  /** True where there were more operations than the row had room for. */
  more: optional(flag),
});

export const dayRecord = object({
  v: literal(1),
  /** Project id of the home, or `site`. */
  home: text,
  /** `YYYY-MM-DD`, UTC. */
  day: matching(/^\d{4}-\d\d-\d\d$/),
  /** ISO 8601: the end of the last stretch that is in it. */
  until: text,
  keys: list(keyDay),
});

export const lastUseRecord = object({
  v: literal(1),
  home: text,
  /** ISO 8601: the end of the last stretch; every day up to it is stored. */
  until: text,
  /** Epoch milliseconds until which every call is summed; later than `until` where nothing has happened since. */
  summedUntil: number,
  /** Last call of every key that called here within a year, ISO 8601, by key id. */
  lastUsed: table(text),
});

export type KeyDay = Parsed<typeof keyDay>;
export type DayRecord = Parsed<typeof dayRecord>;
export type LastUse = Parsed<typeof lastUseRecord>;
