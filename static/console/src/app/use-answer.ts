/**
 * Questions to the app within a page: what is asked while one looks (`useAnswer`) and what is done at a press (`useAction`).
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { AdministrationFault, ConsoleAnswer } from '../../../../src/console/contract';
import { type AnswerOf, call, type FunctionName, type PayloadOf } from './app-call';

/** `value` is the last answer that came, also while a newer one is under way or when that one failed. */
export type Asked<T> = {
  readonly value?: T;
  readonly fault?: AdministrationFault;
  readonly isLoading: boolean;
  readonly reload: () => void;
  /** Puts in what a change has answered, instead of asking again. */
  readonly replace: (value: T) => void;
};

/** Asks, and asks again when the payload changes. Without a payload nothing is asked. */
export const useAnswer = <N extends FunctionName>(name: N, payload: PayloadOf<N> | undefined): Asked<AnswerOf<N>> => {
  const [state, setState] = useState<Omit<Asked<AnswerOf<N>>, 'reload' | 'replace'>>({
    isLoading: payload !== undefined,
  });
  const [round, setRound] = useState(0);
  const latest = useRef(0);
  const question = JSON.stringify(payload);
  // The payload is compared by what it says: pages build it anew with each rendering.
  const asked = useRef(payload);
  asked.current = payload;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `question` stands for the payload, `round` asks again
  useEffect(() => {
    const present = asked.current;
    latest.current += 1;
    const turn = latest.current;
    if (present === undefined) {
      setState({ isLoading: false });
      return;
    }
    setState(({ value }) => ({ ...(value === undefined ? {} : { value }), isLoading: true }));
    void call(name, present).then((answer) => {
      if (latest.current !== turn) return;
      setState(({ value }) =>
        answer.ok
          ? { value: answer.value, isLoading: false }
          : { ...(value === undefined ? {} : { value }), fault: answer.fault, isLoading: false },
      );
    });
  }, [name, question, round]);
  const reload = useCallback(() => setRound((before) => before + 1), []);
  const replace = useCallback((value: AnswerOf<N>) => {
    latest.current += 1;
    setState({ value, isLoading: false });
  }, []);
  return { ...state, reload, replace };
};

export type Action<N extends FunctionName> = {
  readonly isRunning: boolean;
  readonly fault?: AdministrationFault;
  readonly run: (payload: PayloadOf<N>) => Promise<ConsoleAnswer<AnswerOf<N>>>;
  readonly clear: () => void;
};

/** Does something at a press and remembers why it was refused until it is tried again. */
export const useAction = <N extends FunctionName>(name: N): Action<N> => {
  const [isRunning, setRunning] = useState(false);
  const [fault, setFault] = useState<AdministrationFault>();
  const run = useCallback(
    async (payload: PayloadOf<N>) => {
      setRunning(true);
      setFault(undefined);
      const answer = await call(name, payload);
      setRunning(false);
      if (!answer.ok) setFault(answer.fault);
      return answer;
    },
    [name],
  );
  const clear = useCallback(() => setFault(undefined), []);
  return { isRunning, run, clear, ...(fault === undefined ? {} : { fault }) };
};
