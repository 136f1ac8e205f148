/**
 * Histories of issues: which entries of them are told, and the operations that read them. What an entry says of another
 * thing than the issue itself (links, parents, epics, sprints, security, logged work) is in no list here, and so not told.
 */
import type { Operation, Shape } from './operation';

/** `of`: the field that it tells of. `among`: of these only what the project has now; the rest may be another project's. */
export type HistoryItemRule = { readonly of: string; readonly among?: 'versions' | 'components' };

/** By what Jira calls its own fields in a history. */
export const HISTORY_ITEMS: ReadonlyMap<string, HistoryItemRule> = new Map([
  ...[
    ...['summary', 'description', 'environment', 'issuetype', 'status', 'priority', 'resolution', 'labels', 'duedate'],
    ...['assignee', 'reporter', 'timeoriginalestimate', 'timeestimate'],
  ].map((field): [string, HistoryItemRule] => [field, { of: field }]),
  ['Fix Version', { of: 'fixVersions', among: 'versions' }],
  ['Version', { of: 'versions', among: 'versions' }],
  ['Component', { of: 'components', among: 'components' }],
]);

const ITEM: Shape = {
  members: {
    field: 'text',
    fieldtype: 'word',
    fieldId: 'text',
    from: 'text',
    fromString: 'text',
    to: 'text',
    toString: 'text' as const,
    tmpFromAccountId: 'text',
    tmpToAccountId: 'text',
  },
};

/** Without its `historyMetadata`, which names keys and other apps. */
const entry = (created: 'text' | 'number'): Shape => ({
  history: { members: { id: 'text', author: 'person', created, items: { list: ITEM } } },
});

export const CHANGELOG: Shape = { page: entry('text'), rows: 'histories', total: 'recount' };

const issue = { ref: 'issue' } as const;

export const HISTORIES: readonly Operation[] = [
  {
    id: 'getChangeLogs',
    method: 'GET',
    path: 'issue/{issue}/changelog',
    kind: 'relay',
    needs: 'changelog:read',
    places: { issue },
    query: { startAt: 'count', maxResults: 'count' },
    answer: { page: entry('text'), rows: 'values', total: 'recount' },
    status: 200,
    gather: { rows: 'values', pageMax: 100, whole: true },
    lexicon: true,
    check: 'beside',
  },
  {
    id: 'getChangeLogsByIds',
    method: 'POST',
    path: 'issue/{issue}/changelog/list',
    kind: 'relay',
    needs: 'changelog:read',
    places: { issue },
    bodyQuery: { changelogIds: 'words' },
    answer: { page: entry('text'), rows: 'values', total: 'recount' },
    status: 200,
    // Whether an entry is from before a move is seen by the whole history alone.
    gather: {
      rows: 'values',
      pageMax: 100,
      whole: true,
      from: 'issue/{issue}/changelog',
      picked: 'changelogIds',
      as: 'histories',
    },
    lexicon: true,
    check: 'beside',
  },
  {
    id: 'getBulkChangelogs',
    method: 'POST',
    path: 'changelog/bulkfetch',
    kind: 'relay',
    needs: 'changelog:read',
    // All entries are in the one answer, but for keys with a longest page.
    bodyQuery: { issueIdsOrKeys: { list: issue }, fieldIds: 'words', maxResults: 'unused', nextPageToken: 'cursor' },
    answer: {
      members: {
        issueChangeLogs: {
          list: { ofIssue: { members: { issueId: 'text', changeHistories: entry('number') } } },
        },
      },
    },
    status: 200,
    lexicon: true,
    check: 'each',
    each: 'histories',
  },
];
