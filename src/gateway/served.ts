/** What a call came to: the outcome for its caller, and what the audit and an operator have to know beside it. */
import type { Denial } from '../policy/denials';
import type { Permitted } from './decide';
import type { Outcome } from './respond';

export type Served = {
  readonly outcome: Outcome;
  /** What was decided, where it came to a decision. */
  readonly permit: Permitted | undefined;
  /** The guard tripped, or a write landed elsewhere; where, without any value. */
  readonly alarm: string | undefined;
  /** A write was found outside the grants after it was done: the key has to stop. */
  readonly mismatch: boolean;
};

const served = (outcome: Outcome, permit: Permitted | undefined): Served => ({
  outcome,
  permit,
  alarm: undefined,
  mismatch: false,
});

export const answered = (status: number, body: unknown, permit: Permitted): Served =>
  served({ kind: 'answer', status, body }, permit);

/** An answer that Jira had no part in; `checked` is what a call that was only asked about came to. */
export const answeredHere = (status: number, body: unknown, checked?: Served): Served => ({
  ...served({ kind: 'answer', status, body }, checked?.permit),
  alarm: checked?.alarm,
});

/** With the permit, where the call was allowed and came to nothing afterwards. */
export const denied = (denial: Denial, permit?: Permitted): Served => served({ kind: 'denial', denial }, permit);
