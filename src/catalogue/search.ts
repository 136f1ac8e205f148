/** Searches: confined by their query, and each row judged once more by its own project. */
import type { Operation, Query, Shape } from './operation';

const RESULTS: Shape = { page: { named: 'issue' }, rows: 'issues', total: 'drop' };
const EXPAND: Query = { expand: { names: null, schema: null, transitions: null, changelog: 'changelog:read' } };

/** The same by GET and by POST; the one is a query, the other a body. */
const SEARCH_QUERY: Readonly<Record<string, Query>> = {
  jql: 'jql',
  nextPageToken: 'cursor',
  maxResults: 'count',
  fields: 'fields',
  expand: EXPAND,
  fieldsByKeys: { only: ['false'] },
  failFast: 'unused',
  reconcileIssues: { list: { ref: 'issue' } },
};

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
    method: 'POST',
    path: 'search/jql',
    kind: 'relay',
    needs: 'issue:read',
    bodyQuery: SEARCH_QUERY,
    answer: RESULTS,
    status: 200,
    check: 'query',
  },
  {
    id: 'bulkFetchIssues',
    method: 'POST',
    path: 'issue/bulkfetch',
    kind: 'relay',
    needs: 'issue:read',
    bodyQuery: {
      issueIdsOrKeys: { list: { ref: 'issue' } },
      fields: 'fields',
      expand: EXPAND,
      fieldsByKeys: { only: ['false'] },
    },
    answer: RESULTS,
    status: 200,
    lexicon: true,
    check: 'each',
    each: 'issues',
  },
  {
    id: 'matchIssues',
    method: 'POST',
    path: 'jql/match',
    kind: 'relay',
    needs: 'issue:read',
    bodyQuery: { issueIds: { list: { ref: 'issue' } }, jqls: 'jqls' },
    answer: { members: {} },
    status: 200,
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
    method: 'POST',
    path: 'search/approximate-count',
    kind: 'relay',
    needs: 'issue:read',
    bodyQuery: { jql: 'jql' },
    answer: { members: { count: 'number' } },
    status: 200,
    countsOnly: true,
    check: 'query',
  },
];
