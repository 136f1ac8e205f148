/** Reads a text step by step: what was read stays where a step fails, and the next try goes on from there. */
import { useCallback, useRef, useState } from 'react';
import type { AdministrationFault } from '../../../../../src/console/contract';
import { call } from '../../app/app-call';
import { type Reading, withStep } from './reading';

const SECOND_MS = 1_000;

export const useEvidence = (before: Reading | undefined) => {
  const [reading, setReading] = useState(before);
  const [fault, setFault] = useState<AdministrationFault>();
  const [isRunning, setRunning] = useState(false);
  /** Seconds until the next step; 0 while one is under way. */
  const [waitSeconds, setWaitSeconds] = useState(0);
  const turn = useRef(0);

  const goOn = useCallback(async (start: Reading) => {
    turn.current += 1;
    const mine = turn.current;
    setRunning(true);
    setFault(undefined);
    let present: Reading | undefined = start;
    while (present !== undefined) {
      const before: Reading = present;
      const answer = await call('readEvidence', questionOf(before));
      if (turn.current !== mine) return;
      if (!answer.ok) {
        setFault(answer.fault);
        break;
      }
      const after = withStep(before, answer.value);
      setReading(after);
      present = after.next === undefined ? undefined : after;
      for (let left = present === undefined ? 0 : (answer.value.waitSeconds ?? 0); left > 0; left -= 1) {
        setWaitSeconds(left);
        await new Promise((resolve) => setTimeout(resolve, SECOND_MS));
        if (turn.current !== mine) return;
      }
      setWaitSeconds(0);
    }
    setRunning(false);
  }, []);

  const read = (text: string, projectIds: readonly string[]) => {
    const start: Reading = { text, projectIds, lines: [], grants: [], total: 0, next: 0 };
    setReading(start);
    return goOn(start);
  };
  const stop = () => {
    turn.current += 1;
    setRunning(false);
    setWaitSeconds(0);
  };
  return {
    reading,
    fault,
    isRunning,
    waitSeconds,
    read,
    stop,
    retry: () => (reading === undefined ? undefined : goOn(reading)),
  };
};

const questionOf = ({ text, projectIds, next = 0, grants }: Reading) => ({
  text,
  projectIds: [...projectIds],
  ...(next === 0
    ? {}
    : {
        from: next,
        grants: grants.map(({ projectId, permissions }) => ({ projectId, permissions: [...permissions] })),
      }),
});
