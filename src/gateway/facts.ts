/**
 * What Jira said about the references of one call. Foreign things are in here too, with their own project: it is
 * `decide` that judges, and nothing reads facts before it.
 */
import type { ChildFact, IssueFact, ProjectFact } from '../jira/answers';
import type { BelowDesk } from '../jira/desk-answers';
import type { JqlSprint } from '../jql/facts';
import type { Lexicon } from '../storage/records/lexicon';

export type Facts = {
  /** By spelling; a spelling that Jira does not know is not in it. */
  readonly issues: ReadonlyMap<string, IssueFact>;
  readonly projects: ReadonlyMap<string, ProjectFact>;
  /** Versions, components, boards and sprints, as `version/10500`, each with the id of its project. */
  readonly placed: ReadonlyMap<string, string>;
  /** Boards that stand in a project, by id, each with the id of that project. */
  readonly boards: ReadonlyMap<string, string>;
  /** What state a sprint of the call is in, by its id. */
  readonly sprintStates: ReadonlyMap<string, string>;
  /** Sprints of each project that its boards stem from, where a query asks about any, in the states that it asks about. */
  readonly sprints: ReadonlyMap<string, readonly JqlSprint[]> | undefined;
  /** The request type or queue that the call names, and the desk that it is of. */
  readonly below: BelowDesk | undefined;
  /** The field in which the board of the call keeps estimates. */
  readonly estimateField: string | undefined;
  /** The comment, worklog or remote link that the path names. */
  readonly child: ChildFact | undefined;
  readonly link: { readonly id: string; readonly ends: readonly [IssueFact, IssueFact] } | undefined;
  /** Account id → granted projects where that person can be assigned work. */
  readonly people: ReadonlyMap<string, ReadonlySet<string>>;
  /** By project id; a granted project that is gone has none. */
  readonly lexicons: ReadonlyMap<string, Lexicon>;
};

export const NO_FACTS: Facts = {
  issues: new Map(),
  projects: new Map(),
  placed: new Map(),
  boards: new Map(),
  sprintStates: new Map(),
  sprints: undefined,
  below: undefined,
  estimateField: undefined,
  child: undefined,
  link: undefined,
  people: new Map(),
  lexicons: new Map(),
};
