/**
 * What the rest of the local site knows of the simulated Jira.
 *
 * It is called like the real one: method, path with query, headers, body text, and an actor whom the
 * platform vouches for. It never sees anything of the app that calls it.
 */
import type { JiraState } from './state';
import type { Switches } from './switches';

export type Actor =
  | { readonly kind: 'app'; readonly scopes: readonly string[] }
  /** `scopes` is absent when a person calls Jira directly and not through an app. */
  | { readonly kind: 'person'; readonly accountId: string; readonly scopes?: readonly string[] }
  | { readonly kind: 'anonymous' };

export type JiraRequest = {
  readonly actor: Actor;
  readonly method: string;
  /** Path and query exactly as sent, e.g. `/rest/api/3/issue/DEMO-1?fields=summary`. */
  readonly path: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
};

export type JiraAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** One call as it reached Jira. `path` is what a URL parser makes of it, so that a traversal is visible. */
export type RecordedCall = {
  readonly actor: Actor;
  readonly method: string;
  readonly rawPath: string;
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly status: number;
  /** operationId of the route that answered; null where no route did (then the answer is 501 or an edge refusal). */
  readonly operationId: string | null;
};

/** A product event as the platform would deliver it, e.g. `avi:jira:deleted:project`. */
export type ProductEvent = { readonly eventType: string; readonly payload: Readonly<Record<string, unknown>> };

/** Faults on demand: each entry is used up by the calls that it matches. */
export type JiraFault = {
  /** Matches operationId; absent matches every call. */
  readonly operationId?: string;
  readonly times: number;
  readonly fault:
    | {
        readonly kind: 'status';
        readonly status: number;
        readonly headers?: Readonly<Record<string, string>>;
        readonly body?: string;
      }
    | { readonly kind: 'slow'; readonly delayMs: number }
    | { readonly kind: 'held'; readonly until: Promise<void> }
    /** The connection breaks: before Jira acted, or after it acted but before the answer arrived whole. */
    | { readonly kind: 'cut'; readonly when: 'before' | 'after' };
};

export interface Jira {
  call(request: JiraRequest): Promise<JiraAnswer>;
  state(): JiraState;
  replaceState(next: JiraState): void;
  /** Told of every new state and of the events that led to it, after it is in force. */
  onChange(listener: (next: JiraState, previous: JiraState, events: readonly ProductEvent[]) => void): void;
  readonly switches: Switches;
  readonly calls: RecordedCall[];
  readonly faults: JiraFault[];
  /** Run before each call with its number since the last reset; a test moves an issue "between calls" here. */
  beforeCall: ((call: Omit<RecordedCall, 'status' | 'operationId'>) => void) | undefined;
  /** Calls that met no route. A test site fails when this is not empty. */
  readonly unknownRoutes: string[];
}
