/** Says that something is under way once that has lasted half a second; shorter waits need no words. */
import Spinner from '@atlaskit/spinner';
import { useEffect, useState } from 'react';

const DELAY_MS = 500;

/** True once `isWaiting` has been true for half a second. */
export const useIsSlow = (isWaiting: boolean): boolean => {
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    if (!isWaiting) {
      setSlow(false);
      return undefined;
    }
    const timer = setTimeout(() => setSlow(true), DELAY_MS);
    return () => clearTimeout(timer);
  }, [isWaiting]);
  return isSlow && isWaiting;
};

export const Loading = ({ label = 'Loading' }: { label?: string }) => {
  const isSlow = useIsSlow(true);
  return (
    <div className="sk-loading" role="status" aria-live="polite">
      {isSlow ? (
        <>
          <Spinner size="medium" label="" />
          <span>{label}…</span>
        </>
      ) : null}
    </div>
  );
};

/** How far something with several steps is. */
export const Progress = ({ label, done, of }: { label: string; done: number; of: number }) => (
  <div className="sk-progress">
    <span aria-live="polite">
      {label}: {done} of {of}
    </span>
    <progress aria-label={label} value={done} max={Math.max(of, 1)} />
  </div>
);
