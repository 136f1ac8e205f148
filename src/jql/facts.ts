/** What confining a query may rely on. Everything here was proven inside the grants before `confine` runs. */
import type { Lexicon } from '../storage/records/lexicon';

export type SprintState = 'active' | 'closed' | 'future';
export type JqlSprint = { readonly id: string; readonly name: string; readonly state: SprintState | undefined };

export type JqlScope = {
  /** Numeric ids of the granted projects, at least one; the confinement clause is printed from them. */
  readonly projects: readonly {
    readonly id: string;
    /** Current project key as this call's own facts give it, upper case; undefined where it is not known. */
    readonly key: string | undefined;
    readonly lexicon: Lexicon;
    /** Sprints that stem from boards inside this project, in the states that the query asks about; absent: none. */
    readonly sprints?: readonly JqlSprint[];
    /** An extra JQL condition of the grant, already parsed; absent in most grants. */
    readonly where?: import('./ast').Clause;
  }[];
  /**
   * Issues named in the query, by the spelling that `references` reported (upper-cased key or id).
   * Only issues inside the granted projects are present: foreign, moved away and never existing look the same.
   */
  readonly issues: ReadonlyMap<string, { readonly id: string; readonly key: string; readonly projectId: string }>;
  /** Account ids named in the query that are visible people of a granted project. */
  readonly people: ReadonlySet<string>;
  /** Link types by name and by either direction's words; absent means that none can be named. */
  readonly linkTypes?: readonly { readonly name: string; readonly inward: string; readonly outward: string }[];
  /** Issues with a security level: left out of every query, or not. */
  readonly secured: 'absent' | 'shown';
  /** What may be filtered and sorted: filterable ⊆ readable. */
  readonly readable: {
    readonly comments: boolean;
    readonly worklogs: boolean;
    readonly links: boolean;
    readonly sprints: boolean;
    /** What fields held before, also before an issue came into its project. */
    readonly past: boolean;
    /** Fields that are hidden from the key, by each of their names; filtering or sorting by one is refused. */
    readonly hiddenFields: ReadonlySet<string>;
  };
};
