/** A key's own notes on issues: properties under names that begin with its id. All others are other apps' or other keys'. */
import type { Operation } from './operation';

const issue = { ref: 'issue' } as const;
const property = { ref: 'property', under: 'issue' } as const;

export const PROPERTIES: readonly Operation[] = [
  {
    id: 'getIssuePropertyKeys',
    method: 'GET',
    path: 'issue/{issue}/properties',
    kind: 'relay',
    needs: 'issue:read',
    places: { issue },
    answer: { members: { keys: { list: { own: { members: { key: 'keyed' } } } } } },
    status: 200,
    check: 'beside',
  },
  {
    id: 'getIssueProperty',
    method: 'GET',
    path: 'issue/{issue}/properties/{property}',
    kind: 'relay',
    needs: 'issue:read',
    places: { issue, property },
    answer: { own: { members: { key: 'keyed', value: 'json' } } },
    status: 200,
    check: 'beside',
  },
  {
    id: 'setIssueProperty',
    method: 'PUT',
    path: 'issue/{issue}/properties/{property}',
    kind: 'relay',
    needs: 'issue:edit',
    places: { issue, property },
    body: 'json',
    writes: ['properties'],
    answer: 'empty',
    status: 200,
    check: 'before',
  },
  {
    id: 'deleteIssueProperty',
    method: 'DELETE',
    path: 'issue/{issue}/properties/{property}',
    kind: 'relay',
    needs: 'issue:edit',
    places: { issue, property },
    writes: ['properties'],
    answer: 'empty',
    status: 204,
    check: 'before',
  },
];
