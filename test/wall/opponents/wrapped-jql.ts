/**
 * Adds to the key's prefix what most project filters have for searches: a condition written around the caller's
 * query as text, with the order split off where the words ORDER BY are found.
 */
import type { Opponent, OpponentRequest } from './opponent';
import { isAllowed, REFUSED, withoutOtherRows } from './projects-filter';

export const byWrappedQuery: Opponent = {
  name: 'wrapped JQL',
  confinesBy: 'key prefixes, and a condition around the query as text',
  leaksIn: [
    'C-ISS-02',
    'C-ISS-03',
    'C-READ-02',
    'C-READ-03',
    'C-WRITE-06',
    'C-JQL-01',
    'C-JQL-08',
    'C-JQL-09',
    'C-JQL-14',
    'C-JQL-30',
    'C-CHILD-05',
  ],
  async serve(request, jira) {
    return isAllowed(request) ? withoutOtherRows(await jira(confined(request))) : REFUSED;
  },
};

function confined(request: OpponentRequest): OpponentRequest {
  const { path, body } = request;
  if (!/\/search\//.test(path)) return request;
  if (typeof body === 'object' && body !== null) {
    const jql = Object.entries(body).find(([name]) => name === 'jql')?.[1];
    return { ...request, body: { ...body, jql: wrapped(String(jql ?? '')) } };
  }
  const url = new URL(path, 'https://jira.example.com');
  url.searchParams.set('jql', wrapped(url.searchParams.get('jql') ?? ''));
  return { ...request, path: url.pathname + url.search };
}

function wrapped(jql: string): string {
  const [, where = jql, order = ''] = /^(.*?)(\s*\border by\b.*)$/is.exec(jql) ?? [];
  return where.trim() === '' ? `project = ALPHA ${order}` : `project = ALPHA AND (${where})${order}`;
}
