/** How much a key was used, from the sums of its home: last use, and calls of the last seven days. Pure. */
import type { Rollup } from '../storage/records/rollup';

export type KeyUsage = {
  /** Epoch milliseconds. */
  readonly lastUsedAt?: number;
  readonly callsOfWeek: number;
  readonly deniedOfWeek: number;
};

export const WEEK_MS = 7 * 24 * 3_600_000;

/** `week`: the stretches that end within the last seven days; `newest`: the end of the chain, even if older. */
export function usageOf(keyId: string, week: readonly Rollup[], newest: Rollup | undefined): KeyUsage {
  const sums = week.flatMap(({ keys }) => keys.filter((each) => each.keyId === keyId));
  const last = newest?.lastUsed[keyId];
  return {
    ...(last === undefined ? {} : { lastUsedAt: Date.parse(last) }),
    callsOfWeek: sums.reduce((sum, { calls }) => sum + calls, 0),
    deniedOfWeek: sums.reduce((sum, { denied }) => sum + denied, 0),
  };
}
