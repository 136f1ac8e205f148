/** A key's own notes on issues: properties under names that begin with its id. All others are other apps' or other keys'. */
import type { Operation } from './operation';

const issue = { ref: 'issue' } as const;
const property = { ref: 'property', under: 'issue' } as const;

const reads = { kind: 'relay', method: 'GET', status: 200, check: 'beside' } as const;
const writes = { kind: 'relay', check: 'before' } as const;

export const PROPERTIES: readonly Operation[] = [
  {
    id: 'getIssuePropertyKeys',
    path: 'issue/{issue}/properties',
    ...reads,
    needs: 'issue:read',
    places: { issue },
    answer: { members: { keys: { list: { own: { members: { key: 'keyed' } } } } } },
  },
  {
    id: 'getIssueProperty',
    path: 'issue/{issue}/properties/{property}',
    ...reads,
    needs: 'issue:read',
    places: { issue, property },
    answer: { own: { members: { key: 'keyed', value: 'json' } } },
  },
  {
    id: 'setIssueProperty',
    method: 'PUT',
    path: 'issue/{issue}/properties/{property}',
    ...writes,
    needs: 'issue:edit',
    places: { issue, property },
    body: 'json',
    writes: ['properties'],
    answer: 'empty',
    status: 200,
  },
  {
    id: 'deleteIssueProperty',
    method: 'DELETE',
    path: 'issue/{issue}/properties/{property}',
    ...writes,
    needs: 'issue:edit',
    places: { issue, property },
    writes: ['properties'],
    answer: 'empty',
    status: 204,
  },
];
