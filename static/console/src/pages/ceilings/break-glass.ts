/** Are all keys of the site suspended? Known to every page of the console at once, so that no page shows it late. */
import { useEffect, useSyncExternalStore } from 'react';
import { call } from '../../app/app-call';
import { type ConsolePlace, useConsole } from '../../app/console-context';

let isOn: boolean | undefined;
const listeners = new Set<() => void>();

/** Notes what the app has answered. */
export const noteBreakGlass = (value: boolean): void => {
  if (value === isOn) return;
  isOn = value;
  for (const listener of listeners) listener();
};

/** Undefined until the app has answered. Asks again at each `address`: a site admin may have pressed the switch meanwhile. */
export const useBreakGlass = (address: string): boolean | undefined => {
  const { place } = useConsole();
  const known = useSyncExternalStore(subscribe, () => isOn);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another address asks again
  useEffect(() => {
    void ask(place).then((answer) => {
      if (answer !== undefined) noteBreakGlass(answer);
    });
  }, [place, address]);
  return known;
};

/** Project admins do not see the settings of the site; their project says it too. */
const ask = async (place: ConsolePlace): Promise<boolean | undefined> => {
  if (place.page === 'site') {
    const settings = await call('getSettings', {});
    return settings.ok ? settings.value.breakGlass : undefined;
  }
  const project = await call('describeProject', { projectId: place.projectId });
  return project.ok ? project.value.allKeysSuspended === true : undefined;
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
