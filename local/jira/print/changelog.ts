/**
 * An issue's history.
 *
 * Nothing is left out: entries from before a move, keys and summaries of linked issues and the whole old
 * text of a description are in it. By switch `fieldId` is missing everywhere, as it is on some items anyway.
 */
import type { HistoryEntry, HistoryItem, Issue } from '../state';
import { printPerson } from './person';
import { type Printing, present, time } from './printing';

/** Items of these fields never carried a `fieldId` in recordings. */
const WITHOUT_FIELD_ID = new Set(['Link', 'IssueParentAssociation', 'Parent', 'Epic Child', 'RemoteIssueLink']);

export function printHistoryEntry(p: Printing, entry: HistoryEntry): Record<string, unknown> {
  return present({
    id: entry.id,
    author: printPerson(p, entry.authorAccountId),
    created: time(p, entry.created),
    items: entry.items.map((item) => printItem(p, item)),
    historyMetadata: entry.historyMetadata ?? undefined,
  });
}

function printItem(p: Printing, item: HistoryItem): Record<string, unknown> {
  const named = p.switches['changelog.shape'] === 'fieldId' && !WITHOUT_FIELD_ID.has(item.field);
  const person = item.field === 'assignee' || item.field === 'reporter';
  return present({
    field: item.field,
    fieldtype: item.fieldtype,
    fieldId: named ? (item.fieldId ?? undefined) : undefined,
    from: item.from,
    fromString: item.fromString,
    to: item.to,
    toString: item.toString,
    tmpFromAccountId: person ? item.from : undefined,
    tmpToAccountId: person ? item.to : undefined,
  });
}

/** `expand=changelog`: newest first, cut at `cap`; the count is the whole history's. */
export function printEmbeddedChangelog(p: Printing, issue: Issue, cap: number): Record<string, unknown> {
  const newestFirst = [...issue.history].reverse().slice(0, cap);
  return {
    startAt: 0,
    maxResults: newestFirst.length,
    total: issue.history.length,
    histories: newestFirst.map((entry) => printHistoryEntry(p, entry)),
  };
}
