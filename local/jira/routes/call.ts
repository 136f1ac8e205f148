/**
 * What a handler receives and gives back.
 *
 * Handlers are pure: they read one state and answer, a write with the state that follows. Only
 * `create-jira.ts` puts a new state in force and tells listeners.
 */
import type { ApiVersion, Printing } from '../print/printing';
import type { JiraState } from '../state';
import type { Switches } from '../switches';
import type { Query } from './query';

export type Call = {
  readonly state: JiraState;
  /** What search sees: an older state where search runs behind. */
  readonly searched: JiraState;
  readonly now: number;
  readonly switches: Switches;
  readonly version: ApiVersion;
  /** Account id; null for an anonymous caller. */
  readonly viewer: string | null;
  /** Is the caller the installed app itself? */
  readonly byApp: boolean;
  /** Path parameters by the names of the route's template. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly body: unknown;
  readonly print: Printing;
};

export type Reply = {
  readonly status: number;
  /** Absent: an empty body. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Absent: nothing changed. */
  readonly next?: JiraState;
};

export type Handler = (call: Call) => Reply;

export const answer = (body: unknown, status = 200): Reply => ({ status, body });

/** A write without an answer of its own. */
export const done = (next: JiraState, status = 204): Reply => ({ status, next });

/** The same call against the state that a first step made. */
export const after = (call: Call, state: JiraState): Call => ({ ...call, state, print: { ...call.print, state } });
