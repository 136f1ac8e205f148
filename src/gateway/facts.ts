/**
 * What Jira said about the references of one call. Foreign things are in here too, with their own project: it is
 * `decide` that judges, and nothing reads facts before it.
 */
import type { CommentFact, IssueFact, ProjectFact } from '../jira/answers';
import type { Lexicon } from '../storage/records/lexicon';

export type Facts = {
  /** By spelling; a spelling that Jira does not know is not in it. */
  readonly issues: ReadonlyMap<string, IssueFact>;
  readonly projects: ReadonlyMap<string, ProjectFact>;
  readonly comment: CommentFact | undefined;
  readonly link: { readonly id: string; readonly ends: readonly [IssueFact, IssueFact] } | undefined;
  /** Account id → granted projects where that person can be assigned work. */
  readonly people: ReadonlyMap<string, ReadonlySet<string>>;
  /** By project id; a granted project that is gone has none. */
  readonly lexicons: ReadonlyMap<string, Lexicon>;
};

export const NO_FACTS: Facts = {
  issues: new Map(),
  projects: new Map(),
  comment: undefined,
  link: undefined,
  people: new Map(),
  lexicons: new Map(),
};
