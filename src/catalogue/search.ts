/** Searches: confined by their query, and each row judged once more by its own project. */
import type { Operation, Query, Shape } from './operation';

const RESULTS: Shape = { page: { named: 'issue' }, rows: 'issues', total: 'drop' };
const EXPAND: Query = { expand: { names: null, schema: null, transitions: null, changelog: 'changelog:read' } };

/** The same by GET and by POST; the one is a query, the other a body. */
const SEARCH_QUERY: Readonly<Record<string, Query>> = {
  jql: 'jql',
  nextPageToken: 'cursor',
  maxResults: 'rows',
  fields: 'fields',
  expand: EXPAND,
  fieldsByKeys: { only: ['false'] },
  failFast: 'unused',
  reconcileIssues: { list: { ref: 'issue' } },
};

const searches = { kind: 'relay', method: 'POST', needs: 'issue:read', status: 200 } as const;

export const SEARCH: readonly Operation[] = [
  {
    id: 'searchAndReconsileIssuesUsingJql',
    method: 'GET',
    path: 'search/jql',
    kind: 'relay',
    needs: 'issue:read',
    query: SEARCH_QUERY,
    answer: RESULTS,
    status: 200,
    check: 'query',
  },
  {
    id: 'searchAndReconsileIssuesUsingJqlPost',
    path: 'search/jql',
    ...searches,
    bodyQuery: SEARCH_QUERY,
    answer: RESULTS,
    check: 'query',
  },
  {
    id: 'bulkFetchIssues',
    path: 'issue/bulkfetch',
    ...searches,
    bodyQuery: {
      issueIdsOrKeys: { list: { ref: 'issue' } },
      fields: 'fields',
      expand: EXPAND,
      fieldsByKeys: { only: ['false'] },
    },
    answer: RESULTS,
    lexicon: true,
    check: 'each',
    each: 'issues',
  },
  {
    id: 'matchIssues',
    path: 'jql/match',
    ...searches,
    bodyQuery: { issueIds: { list: { ref: 'issue' } }, jqls: 'jqls' },
    answer: { members: {} },
    check: 'each',
    each: 'matches',
  },
  {
    id: 'parseJqlQueries',
    method: 'POST',
    path: 'jql/parse',
    kind: 'own',
    by: 'parseJql',
    needs: 'issue:read',
    query: { validation: { only: ['strict', 'warn', 'none'] } },
    bodyQuery: { queries: 'texts' },
  },
  {
    id: 'countIssues',
    path: 'search/approximate-count',
    ...searches,
    bodyQuery: { jql: 'jql' },
    answer: { members: { count: 'number' } },
    countsOnly: true,
    check: 'query',
  },
];
