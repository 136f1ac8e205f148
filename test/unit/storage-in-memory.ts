/**
 * The real `@forge/kvs`, unmodified, over the local site's storage in memory and this repository's manifest:
 * what the manifest does not declare is refused here as it would be when deployed.
 */
import { resolve } from 'node:path';
import { createClock } from '../../local/forge/clock';
import { readManifest } from '../../local/forge/manifest';
import { createBudget } from '../../local/forge/storage/budget';
import { openDatabase } from '../../local/forge/storage/database';
import { createStorageDoor } from '../../local/forge/storage/door';
import { createRows } from '../../local/forge/storage/rows';

declare global {
  var __forge_fetch__: unknown;
}

/** Installs the storage; returns what tests look at and turn. */
export const storageInMemory = (now: number, { enforced = true } = {}) => {
  const manifest = readManifest(resolve(__dirname, '../../manifest.yml'));
  const clock = createClock(now);
  const lag = { query: 0, ttl: 0 };
  const rows = createRows(openDatabase(undefined), clock);
  const door = createStorageDoor(
    {
      rows,
      budget: createBudget(clock.budgetNow, () => enforced),
      entities: manifest.entities,
      now: clock.now,
      ttlLagMs: () => lag.ttl,
      queryLagMs: () => lag.query,
    },
    manifest.scopes,
  );
  globalThis.__forge_fetch__ = (_meta: unknown, path: string, init: { readonly body: string }) =>
    door.call(path, init.body);
  return { clock, lag, rows, operations: door.operations, faults: door.faults, call: door.call };
};
