/**
 * What one installation may ask of the storage: 1,000 requests a second, and 4,000 reads and 4,000 writes
 * a minute, counted in units of 10 kB. Fixed windows, as the platform describes them.
 */
import { createWindow } from '../window';
import { StorageError } from './storage-error';

const REQUESTS_PER_SECOND = 1000;
const UNITS_PER_MINUTE = 4000;
const UNIT_BYTES = 10_000;

export type Budget = { request(): void; read(bytes: number): void; write(bytes: number): void };

/** `enforced` is asked each time, so that a switch can lift the limits in a running site. */
export function createBudget(now: () => number, enforced: () => boolean): Budget {
  const requests = createWindow(now, 1000, REQUESTS_PER_SECOND);
  const reads = createWindow(now, 60_000, UNITS_PER_MINUTE);
  const writes = createWindow(now, 60_000, UNITS_PER_MINUTE);
  const take = (window: typeof reads, units: number, what: string) => {
    if (!window.take(units) && enforced()) throw new StorageError('RATE_LIMIT_EXCEEDED', `Too many ${what}.`);
  };
  const units = (bytes: number) => Math.max(1, Math.ceil(bytes / UNIT_BYTES));
  return {
    request: () => take(requests, 1, 'requests a second'),
    read: (bytes) => take(reads, units(bytes), 'reads a minute'),
    write: (bytes) => take(writes, units(bytes), 'writes a minute'),
  };
}
