/** The same act for several keys, a few at a time: how far it is, and what was refused, each with why. */
import { useCallback, useState } from 'react';
import type { AdministrationFault, ConsoleAnswer } from '../../../../../src/console/contract';

export type Refused<T> = { readonly thing: T; readonly fault: AdministrationFault };
export type Each<T> = {
  readonly isRunning: boolean;
  readonly done: number;
  /** Runs the act for all, and answers what was refused. */
  readonly run: (
    things: readonly T[],
    act: (thing: T) => Promise<ConsoleAnswer<unknown>>,
  ) => Promise<readonly Refused<T>[]>;
};

const AT_ONCE = 3;

export const useEach = <T>(): Each<T> => {
  const [isRunning, setRunning] = useState(false);
  const [done, setDone] = useState(0);
  const run = useCallback<Each<T>['run']>(async (things, act) => {
    setRunning(true);
    setDone(0);
    const left = [...things];
    const refused: Refused<T>[] = [];
    const next = async (): Promise<void> => {
      for (let thing = left.shift(); thing !== undefined; thing = left.shift()) {
        const answer = await act(thing);
        if (!answer.ok) refused.push({ thing, fault: answer.fault });
        setDone((before) => before + 1);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, next));
    setRunning(false);
    return refused;
  }, []);
  return { isRunning, done, run };
};
