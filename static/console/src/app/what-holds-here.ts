/**
 * What a site admin has set that every page has to heed: are all keys suspended, and who creates keys here? Known to every
 * page of the console at once, so that none shows it late.
 */
import { useEffect, useSyncExternalStore } from 'react';
import { call } from './app-call';
import { type ConsolePlace, useConsole } from './console-context';

type Holding = {
  /** Undefined until the app has answered. */
  readonly areAllKeysSuspended: boolean | undefined;
  /** On a project's page: its administrators create none. */
  readonly doOnlySiteAdminsIssue: boolean;
};

let holding: Holding = { areAllKeysSuspended: undefined, doOnlySiteAdminsIssue: false };
const listeners = new Set<() => void>();

const note = (answered: Holding): void => {
  const isSame =
    answered.areAllKeysSuspended === holding.areAllKeysSuspended &&
    answered.doOnlySiteAdminsIssue === holding.doOnlySiteAdminsIssue;
  if (isSame) return;
  holding = answered;
  for (const listener of listeners) listener();
};

/** Notes what the app has answered to the switch. */
export const noteBreakGlass = (value: boolean): void => note({ ...holding, areAllKeysSuspended: value });

/** As far as the app has answered. */
export const useWhatHolds = (): Holding => useSyncExternalStore(subscribe, () => holding);

/** The same, asked anew at each `address`: a site admin may have changed it meanwhile. */
export const useWhatHoldsNow = (address: string): Holding => {
  const { place } = useConsole();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another address asks again
  useEffect(() => {
    void ask(place).then((answer) => {
      if (answer !== undefined) note(answer);
    });
  }, [place, address]);
  return useWhatHolds();
};

/** Project admins do not see the settings of the site; their project says it too. */
const ask = async (place: ConsolePlace): Promise<Holding | undefined> => {
  if (place.page === 'site') {
    const settings = await call('getSettings', {});
    return settings.ok ? { areAllKeysSuspended: settings.value.breakGlass, doOnlySiteAdminsIssue: false } : undefined;
  }
  const project = await call('describeProject', { projectId: place.projectId });
  if (!project.ok) return undefined;
  const { allKeysSuspended, whoMayIssue } = project.value;
  return {
    areAllKeysSuspended: allKeysSuspended === true,
    doOnlySiteAdminsIssue: whoMayIssue === 'site-admins',
  };
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
