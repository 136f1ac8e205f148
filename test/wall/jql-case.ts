/**
 * How a query is asked: at each of its doors, and what of it reached Jira.
 */
import type { Answer, Sent } from './site';

/** What every query of a key for ALPHA starts with. */
export const CLAUSE = 'project = 10001 AND level is EMPTY';

export type Door = 'GET search' | 'POST search' | 'POST search in version 2' | 'POST count';
export const DOORS: readonly Door[] = ['GET search', 'POST search', 'POST search in version 2', 'POST count'];

/** A query at a door, with room for all of ALPHA on one page, since a page token is never the same twice; `more` are other members, as the door takes them. */
export function asked(
  jql: string | undefined,
  door: Door = 'POST search',
  more: Readonly<Record<string, unknown>> = {},
): Sent {
  const parts = {
    ...(jql === undefined ? {} : { jql }),
    ...(door === 'POST count' ? {} : { fields: 'summary', maxResults: 100 }),
    ...more,
  };
  if (door === 'GET search') {
    const query = Object.entries(parts).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
    return { method: 'GET', path: `/rest/api/3/search/jql?${query.join('&')}` };
  }
  const body = { ...parts, ...('fields' in parts ? { fields: ['summary'] } : {}) };
  if (door === 'POST count') return { method: 'POST', path: '/rest/api/3/search/approximate-count', body };
  return { method: 'POST', path: `/rest/api/${door === 'POST search' ? '3' : '2'}/search/jql`, body };
}

const SEARCHES: ReadonlySet<string> = new Set([
  'searchAndReconsileIssuesUsingJql',
  'searchAndReconsileIssuesUsingJqlPost',
  'countIssues',
]);

/** Bodies of the searches and counts that reached Jira. */
export const searchesOf = (answer: Answer): readonly Readonly<Record<string, unknown>>[] =>
  answer.calls
    .filter(({ operationId }) => operationId !== null && SEARCHES.has(operationId))
    .map(({ body, query }) => (body === undefined ? Object.fromEntries(query) : JSON.parse(body)))
    // Whether a person stands in an issue in reach is a look-up: it names whom the caller named.
    .filter(({ jql }) => !/ AND \(assignee = ("[^"]*") OR reporter = \1 OR creator = \1\)$/.test(jql));

export const jqlOf = (answer: Answer): readonly unknown[] => searchesOf(answer).map(({ jql }) => jql);

export const idsOf = (answer: Answer): readonly string[] =>
  (answer.json?.issues ?? []).map(({ id }: { readonly id: string }) => id);
