/** One question to Jira within a form: asked while the form shows it, and again on wish where Jira did not answer. */
import { useCallback, useEffect, useRef, useState } from 'react';

export type LookUp<T> =
  | { readonly state: 'idle' | 'loading' | 'failed'; readonly retry: () => void }
  | { readonly state: 'known'; readonly value: T; readonly retry: () => void };

/** `question` names what is asked, and `ask` asks it; without a question nothing is asked. */
export const useLookUp = <T>(question: string | undefined, ask: () => Promise<T | undefined>): LookUp<T> => {
  const [known, setKnown] = useState<{ readonly question: string; readonly value: T | undefined }>();
  const [round, setRound] = useState(0);
  const latest = useRef(ask);
  latest.current = ask;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` asks again
  useEffect(() => {
    if (question === undefined) return undefined;
    let isWanted = true;
    void latest.current().then((value) => {
      if (isWanted) setKnown({ question, value });
    });
    return () => {
      isWanted = false;
    };
  }, [question, round]);
  const retry = useCallback(() => {
    setKnown(undefined);
    setRound((before) => before + 1);
  }, []);
  if (question === undefined) return { state: 'idle', retry };
  if (known?.question !== question) return { state: 'loading', retry };
  return known.value === undefined ? { state: 'failed', retry } : { state: 'known', value: known.value, retry };
};
