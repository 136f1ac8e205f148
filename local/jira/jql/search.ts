/**
 * JQL of the simulated Jira: search and count over a state, in the eyes of whoever asks.
 *
 * Names are validated over the whole site that the caller sees, apart from the result: an unknown name is a 400
 * even behind a project clause, and that is the oracle that a confining gateway has to close.
 */
import type { Issue, JiraState } from '../state';
import { compileClause } from './compile';
import { readQuery } from './read-query';
import { compileRelevance, compileSorts } from './sort';
import { type SearchContext, World } from './world';

export type { SearchContext } from './world';

export type Found =
  | { readonly ok: true; readonly issues: Issue[]; readonly warnings: string[] }
  | { readonly ok: false; readonly status: 400; readonly messages: string[] };

export type Counted =
  | { readonly ok: true; readonly count: number }
  | { readonly ok: false; readonly status: 400; readonly messages: string[] };

/** All visible issues that match, in the order asked for. */
export function searchIssues(state: JiraState, jql: string, context: SearchContext): Found {
  const read = readQuery(jql);
  if (!read.ok) return refused([read.message]);
  const { where, orderBy } = read.query;
  if (where === undefined) return refused([UNBOUNDED]);
  const world = worldOf(state, context);
  const matches = compileClause(world, where);
  const isRanked =
    orderBy.length === 0 && world.scores.length > 0 && context.switches['search.textOrder'] === 'relevance';
  const compare = isRanked ? compileRelevance(world) : compileSorts(world, orderBy);
  if (world.errors.length > 0) return refused(world.errors);
  const issues = [...state.issues.values()].filter((issue) => matches(issue) && context.visible(issue));
  return { ok: true, issues: issues.sort(compare), warnings: world.warnings };
}

/** A saved query complains of nothing: names in it that mean nothing any more find nothing. */
function worldOf(state: JiraState, context: SearchContext): World {
  return new World(state, context, (jql) => {
    const read = readQuery(jql);
    return read.ok && read.query.where !== undefined
      ? compileClause(worldOf(state, context), read.query.where)
      : () => false;
  });
}

/** How many visible issues match. */
export function countIssues(state: JiraState, jql: string, context: SearchContext): Counted {
  const found = searchIssues(state, jql, context);
  return found.ok ? { ok: true, count: found.issues.length } : found;
}

const UNBOUNDED = 'Unbounded JQL queries are not allowed here. Please add a search restriction to your query.';

const refused = (messages: string[]): Found & { readonly ok: false } => ({ ok: false, status: 400, messages });
