/** Beside the button that was pressed in vain: how much of the form is to be mended. Each fault stands at its control. */
export type MarkedFaultsProps = {
  readonly count: number;
  /** E.g. "The key is not created yet". */
  readonly notDone: string;
};

export const MarkedFaults = ({ count, notDone }: MarkedFaultsProps) => (
  <p className="sk-marked-faults" role="status">
    {count === 0 ? '' : `${notDone}: ${count === 1 ? '1 entry is' : `${count} entries are`} marked in the form.`}
  </p>
);
