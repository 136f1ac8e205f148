/**
 * The platform's limits on keys, values, lifetimes and amounts, as checks that throw the platform's refusal.
 * Pure: no clock, no store. Numbers are those of Forge's published storage limits.
 */
import { StorageError } from './storage-error';

export const BATCH_ITEMS_MAX = 25;
export const BATCH_BYTES_MAX = 4_000_000;
const PAGE_DEFAULT = 10;
const PAGE_MAX = 100;
const KEY_LENGTH_MAX = 500;
const KEY_PATTERN = /^(?!\s+$)[a-zA-Z0-9:._\s-#]+$/;
const VALUE_BYTES_MAX = 240 * 1024;
const SECRET_BYTES_MAX = 128 * 1024;
const DEPTH_MAX = 31;
const TTL_SECONDS_MAX = 366 * 24 * 3600;
const UNIT_SECONDS = { SECONDS: 1, MINUTES: 60, HOURS: 3600, DAYS: 86_400 } as const;

export type Ttl = { readonly value: number; readonly unit: keyof typeof UNIT_SECONDS };

/** Refuses a key that the platform would refuse; note that `/`, `+`, `=` and `@` are not allowed. */
export function requireKey(key: string): void {
  if (key === '') throw new StorageError('EMPTY_KEY', 'The key must not be empty.');
  if (key.length > KEY_LENGTH_MAX)
    throw new StorageError('KEY_TOO_LONG', `A key has at most ${KEY_LENGTH_MAX} characters.`);
  if (!KEY_PATTERN.test(key)) throw new StorageError('INVALID_KEY', `A key must match ${KEY_PATTERN}.`);
}

/** Refuses what cannot be a value, and returns its JSON text. */
export function requireValue(value: unknown, space: 'plain' | 'secret' | 'entity'): string {
  if (value === undefined || value === null)
    throw new StorageError('INVALID_VALUE', 'A value must not be null or absent.');
  const text = JSON.stringify(value);
  const bytesMax = space === 'secret' ? SECRET_BYTES_MAX : VALUE_BYTES_MAX;
  if (Buffer.byteLength(text) > bytesMax) throw new StorageError('MAX_SIZE', `A value has at most ${bytesMax} bytes.`);
  if (depthOf(value) > DEPTH_MAX) throw new StorageError('MAX_DEPTH', `A value is nested at most ${DEPTH_MAX} deep.`);
  return text;
}

/** Milliseconds that a row lives, or null where it lives for ever. */
export function lifetimeMs(ttl: Ttl | undefined): number | null {
  if (ttl === undefined) return null;
  const seconds = ttl.value * UNIT_SECONDS[ttl.unit];
  if (!Number.isInteger(ttl.value) || ttl.value <= 0 || seconds > TTL_SECONDS_MAX) {
    throw new StorageError('INVALID_TTL', 'A ttl is a whole number above 0 and at most one year.');
  }
  return seconds * 1000;
}

/** The page size of a query. */
export function pageLimit(limit: number | undefined): number {
  if (limit === undefined) return PAGE_DEFAULT;
  if (!Number.isInteger(limit) || limit < 1 || limit > PAGE_MAX) {
    throw new StorageError('INVALID_LIMIT', `A page holds 1 to ${PAGE_MAX} rows.`);
  }
  return limit;
}

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let deepest = 0;
  for (const member of Object.values(value)) deepest = Math.max(deepest, depthOf(member));
  return deepest + 1;
}
