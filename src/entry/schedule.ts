/**
 * Forge module scheduledTrigger: once an hour. The platform expects a status and tries nothing twice; what one run
 * could not do is done by the next, and what fails leaves the rest alone. Nothing that a call is decided by waits for it.
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
import { noteRun } from '../storage/schedule-run';

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
  const done = await Promise.all(Object.entries(steps).map(([name, step]) => succeeded(name, step)));
  if (done.includes(false)) return { statusCode: 503 };
  const noted = await noteRun({ v: 1, at: Date.now() });
  return { statusCode: noted.ok ? 200 : 503 };
};

/** Whatever a step does, the others are done too, and the log says which one was not. */
async function succeeded(
  name: string,
  step: () => Promise<Result<unknown, { readonly reason: string }>>,
): Promise<boolean> {
  const done = await step().catch(() => undefined);
  if (done?.ok) return true;
  console.error(JSON.stringify({ step: name, failed: done === undefined ? 'internal' : done.error.reason }));
  return false;
}
