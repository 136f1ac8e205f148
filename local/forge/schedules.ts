/**
 * Scheduled triggers: run on demand, and in a long-running site by the site's own clock.
 *
 * The platform does not retry a failed run and may skip or double one; an app must not rest on it.
 */
import type { Invocation } from '../site';
import type { SiteClock } from './clock';
import type { Installation } from './installation';
import type { Invoker } from './invoke';
import type { Interval, Manifest } from './manifest';

export type Schedules = {
  run(moduleKey: string): Promise<Invocation>;
  /** Runs those whose interval has passed since they last ran, or since the site started. */
  runDue(): Promise<void>;
};

const INTERVAL_MS: Readonly<Record<Interval, number>> = {
  fiveMinute: 5 * 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 7 * 86_400_000,
};

/** The schedules that the manifest declares. */
export function createSchedules(
  manifest: Manifest,
  invoker: Invoker,
  installation: () => Installation,
  clock: SiteClock,
  limitMs: number,
): Schedules {
  const lastRun = new Map(manifest.schedules.map(({ key }) => [key, clock.now()]));
  const run = async (moduleKey: string): Promise<Invocation> => {
    const module = manifest.schedules.find(({ key }) => key === moduleKey);
    if (module === undefined) throw new Error(`The manifest declares no scheduled trigger ${moduleKey}.`);
    lastRun.set(moduleKey, clock.now());
    let recorded: Invocation | undefined;
    await invoker.invoke(
      {
        functionKey: module.functionKey,
        moduleKey,
        moduleType: 'scheduledTrigger',
        accountId: undefined,
        payload: { context: { cloudId: installation().cloudId, moduleKey }, contextToken: 'local' },
        limitMs,
      },
      {
        judge: hasStatus,
        recorded: (invocation) => {
          recorded = invocation;
        },
      },
    );
    if (recorded === undefined) throw new Error(`The run of ${moduleKey} left no record.`);
    return recorded;
  };
  return {
    run,
    async runDue() {
      for (const { key, interval } of manifest.schedules) {
        if (clock.now() - (lastRun.get(key) ?? 0) >= INTERVAL_MS[interval]) await run(key);
      }
    },
  };
}

/** A scheduled function must answer with a status. */
function hasStatus(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'statusCode' in value && Number.isInteger(value.statusCode);
}
