/** Another secret for a key whose secret nobody put away: the one that was lost ends at once. */
import { useCallback, useState } from 'react';
import type { KeyView, RotatedKey } from '../../../../../src/console/contract';
import { useAction } from '../../app/use-answer';

export type Reissue = {
  readonly reissue: (view: KeyView) => Promise<void>;
  readonly isRunning: boolean;
  readonly fault: ReturnType<typeof useAction>['fault'];
  /** The new secret, until it was put away: it lives here and nowhere else. */
  readonly shown: RotatedKey | undefined;
  readonly close: () => void;
};

export const useReissue = (): Reissue => {
  const { run, isRunning, fault } = useAction('rotateKey');
  const [shown, setShown] = useState<RotatedKey>();
  const reissue = useCallback(
    async ({ id, version }: KeyView) => {
      const answer = await run({ keyId: id, version, overlapSeconds: 0 });
      if (answer.ok) setShown(answer.value);
    },
    [run],
  );
  const close = useCallback(() => setShown(undefined), []);
  return { reissue, isRunning, fault, shown, close };
};
