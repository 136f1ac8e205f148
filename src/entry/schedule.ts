/**
 * Forge module scheduledTrigger: once an hour. The platform expects a status and tries nothing twice; what one run
 * could not do is done by the next, and what fails leaves the rest alone. A run that did not come to everything says so: it
 * is not noted as one that did. Nothing that a call is decided by waits for it.
 */
import { lookAfterKeys } from '../audit/hourly';
import { jiraAsApp } from '../jira/as-app';
import { noteExpired } from '../keys/expire';
import { deployed } from '../keys/key-store';
import { checkSponsors } from '../keys/sponsor';
import type { Result } from '../result';
import { auditPage } from '../storage/audit-pages';
import { readDays, readLastUses, writeDay, writeLastUse } from '../storage/days';
import { createRollup, newestRollup, readRollup, rollupsSince } from '../storage/rollups';
import { type LastRun, noteRun, readLastRun } from '../storage/schedule-run';

/** The platform ends a scheduled run after 55 s. */
const RUN_MS = 50_000;

export const hourly = async (): Promise<{ statusCode: number }> => {
  const rollups = {
    ...{ newestRollup, readRollup, createRollup, auditPage, rollupsSince },
    ...{ readDays, writeDay, readLastUses, writeLastUse },
  };
  const steps = {
    expiry: () => noteExpired(deployed),
    sponsors: () => checkSponsors(deployed),
    audit: () => lookAfterKeys({ ...deployed, rollups, jira: jiraAsApp(Date.now() + RUN_MS, Date.now) }),
  };
  // Side by side: none takes the time of another.
  const names = Object.keys(steps);
  const done = await Promise.all(Object.entries(steps).map(([name, step]) => succeeded(name, step)));
  const before = await readLastRun();
  const now = Date.now();
  const noted = before.ok ? await noteRun(lastRun(before.value, names, done, now)) : before;
  return { statusCode: noted.ok && done.every((each) => each === 'whole') ? 200 : 503 };
};

/** A step may come to its end in another run than the others do: all of it was gone through when the last of them had. */
const lastRun = (
  before: LastRun | undefined,
  names: readonly string[],
  done: readonly Done[],
  now: number,
): LastRun => {
  const ends = names.map((name, at) => (done[at] === 'whole' ? now : (before?.steps?.[name] ?? before?.at ?? 0)));
  return {
    v: 1,
    at: Math.min(...ends),
    steps: Object.fromEntries(names.map((name, at) => [name, ends[at] ?? 0])),
    ...(done.includes('unfinished') ? { unfinishedAt: now } : {}),
  };
};

type Done = 'whole' | 'unfinished' | 'failed';

/** Whatever a step does, the others are done too, and the log says which one was not. */
async function succeeded(
  name: string,
  step: () => Promise<Result<{ readonly isWhole: boolean }, { readonly reason: string }>>,
): Promise<Done> {
  const done = await step().catch(() => undefined);
  if (done?.ok) {
    if (done.value.isWhole) return 'whole';
    console.warn(JSON.stringify({ step: name, unfinished: true }));
    return 'unfinished';
  }
  console.error(JSON.stringify({ step: name, failed: done === undefined ? 'internal' : done.error.reason }));
  return 'failed';
}
