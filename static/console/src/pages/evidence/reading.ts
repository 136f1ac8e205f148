/** What was read of a text so far, step by step. Pure. */
import type { EvidenceLine, EvidenceView } from '../../../../../src/console/contract';

export type Reading = {
  readonly text: string;
  readonly projectIds: readonly string[];
  readonly lines: readonly EvidenceLine[];
  readonly grants: EvidenceView['grants'];
  readonly total: number;
  /** Where the next step begins; absent when all is read. */
  readonly next?: number;
};

/** The first step tells of all that could not be read; the table has each line where the text has it. */
export const withStep = (before: Reading, { lines, grants, total, next }: EvidenceView): Reading => {
  const { next: _, ...rest } = before;
  const inOrder = [...before.lines, ...lines].sort((one, other) => one.line - other.line);
  return { ...rest, lines: inOrder, grants, total, ...(next === undefined ? {} : { next }) };
};
