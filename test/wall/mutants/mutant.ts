/**
 * A rule of the wall taken out of the source, and what has to notice. A mutant is an honest mistake in one place, or,
 * where two layers hold the same rule, in both.
 */
import type { FaultKind } from '../suite/judge';
import type { Edit } from './edited-bundle';

type Rule = `R${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12}`;

/** Cases of the generated suite, by a row of the catalogue or part of a line. */
export type SuiteWitness = {
  readonly only: string;
  /** A fault that is a kill for this mutant alone, because it is about what is served and what is refused. */
  readonly also?: FaultKind;
};

/** Tests of a file, by part of their names. */
export type TestWitness = { readonly tests: string; readonly name: string };

export type Witness = SuiteWitness | TestWitness;

export type Mutant = {
  readonly rule: Rule;
  /** The mistake, in one line. */
  readonly what: string;
  readonly edits: readonly Edit[];
  /** Asked in this order until one notices. */
  readonly dies: readonly Witness[];
};
