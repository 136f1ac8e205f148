/**
 * Counts of what pages read, by the rows and windows that count calls of keys: a minute at a time, exact whatever happens at
 * once, and counted before it is read.
 */
import { err, ok, type Result } from '../result';
import type { StorageFault } from '../storage/fault';
import { paidBy } from '../storage/paid-reads';
import { readUsage, writeUsage } from '../storage/usage';
import { claim } from './windows';

/** Few people are at pages at once: fewer rows than a key has. */
const ROWS = 16;
const TRIES = 8;

/**
 * Takes units of a share of `most` a minute, all or none. Returns the seconds to wait where less is left, undefined where
 * they were taken.
 */
export const takeUnits = (
  share: string,
  most: number,
  units: number,
): Promise<Result<number | undefined, StorageFault>> =>
  // What counting itself reads is charged to nobody.
  paidBy(undefined, async () => {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const rows = await readUsage(share, ROWS);
      if (!rows.ok) return rows;
      const spending = { calls: units, writes: 0, points: 0, refused: 0 };
      const claimed = claim(rows.value, { callsPerMinute: most }, spending, Date.now(), Math.random);
      if (!claimed.ok) return ok(claimed.refusal.retryAfterSeconds);
      const written = await writeUsage(share, claimed.claim);
      if (written.ok) return ok(undefined);
      if (written.error.reason !== 'conflict') return err(written.error);
      // Who meets another once does so rarely again.
      if (tries > 0) await new Promise((go) => setTimeout(go, Math.random() * 5 * 2 ** tries));
    }
    return ok(1);
  });
