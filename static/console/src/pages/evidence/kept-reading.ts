/**
 * What was found last, for who comes back from the form for a new key. It is the text as it was read, without credentials,
 * lives as long as the console is open, and ends once a key was created or it was shown again.
 */
import type { ProjectChoice } from '../../grant-form/key-form';
import type { Reading } from './reading';

export type KeptReading = {
  readonly reading: Reading;
  readonly projects: readonly ProjectChoice[];
  /** Projects that the person chose or left out: they are not suggested anew. */
  readonly decided: readonly string[];
};

let kept: KeptReading | undefined;

export const keepReading = (found: KeptReading): void => {
  kept = found;
};

export const forgetReading = (): void => {
  kept = undefined;
};

export const takeReading = (): KeptReading | undefined => {
  const taken = kept;
  forgetReading();
  return taken;
};
