/**
 * Gateways of the kinds that are sold and shared today, written as a competent team would, for project ALPHA. The
 * suite runs against each: a suite that they pass would prove nothing.
 */
import { byKeyPrefix } from './key-prefix';
import { byUrlAndVerb } from './url-verb';
import { byWrappedQuery } from './wrapped-jql';

export type OpponentRequest = {
  readonly method: string;
  /** Below the gateway's root, with the query. */
  readonly path: string;
  readonly body?: unknown;
};
export type OpponentAnswer = { readonly status: number; readonly text: string };

/** Jira, asked as an app that sees everything. */
export type CallJira = (request: OpponentRequest) => Promise<OpponentAnswer>;

export type Opponent = {
  readonly name: string;
  readonly confinesBy: string;
  /** Rows in which gateways of this kind are known to leak; the suite must see each. */
  readonly leaksIn: readonly string[];
  readonly serve: (request: OpponentRequest, jira: CallJira) => Promise<OpponentAnswer>;
};

export const OPPONENTS: readonly Opponent[] = [byKeyPrefix, byWrappedQuery, byUrlAndVerb];
