/** Histories of issues: some entries of one by their ids, and those of many issues at once. */
import { refused } from '../errors';
import { printHistoryEntry } from '../print/changelog';
import type { HistoryEntry, Issue } from '../state';
import { findIssue, readableIssue } from './access';
import { idIn, items, members, text, texts } from './body';
import { answer, type Call, type Handler } from './call';
import { makeToken, readToken } from './page-token';

/** Entries of other issues and unknown ones are left out. */
export const listChangelogByIds: Handler = (call) => {
  const ids = new Set(items(members(call.body).changelogIds).map(idIn));
  const issue = readableIssue(call, call.params.issueIdOrKey ?? '');
  const found = issue.history.filter((entry) => ids.has(entry.id));
  return answer({
    startAt: 0,
    maxResults: found.length,
    total: found.length,
    histories: found.map((entry) => printHistoryEntry(call.print, entry)),
  });
};

/** Pages count entries over all issues; an issue without any is not listed, nor one that nobody knows. */
export const bulkChangelogs: Handler = (call) => {
  const body = members(call.body);
  const asked = items(body.issueIdsOrKeys).flatMap((one) => text(one) ?? []);
  if (asked.length === 0 || asked.length > 1_000)
    throw refused(400, 'issueIdsOrKeys must hold between 1 and 1,000 entries.');
  const size = Math.min(10_000, Math.max(1, Number(body.maxResults ?? 1_000)));
  const fields = texts(body.fieldIds);
  const token = readToken(call, body.nextPageToken, '');
  const issues = [...new Set(asked.flatMap((one) => findIssue(call, one)?.issue ?? []))];
  const all = issues.flatMap((issue) => entriesOf(issue, fields).map((entry) => ({ issue, entry })));
  const end = token.offset + size;
  const page = new Map<string, Record<string, unknown>[]>();
  for (const { issue, entry } of all.slice(token.offset, end))
    page.set(issue.id, [...(page.get(issue.id) ?? []), printed(call, entry)]);
  return answer({
    issueChangeLogs: [...page].map(([issueId, changeHistories]) => ({ issueId, changeHistories })),
    ...(end < all.length ? { nextPageToken: makeToken(call, { offset: end, repeated: false }) } : {}),
  });
};

const entriesOf = (issue: Issue, fields: readonly string[]): readonly HistoryEntry[] =>
  fields.length === 0
    ? issue.history
    : issue.history.flatMap((entry) => {
        const kept = entry.items.filter(({ field, fieldId }) => fields.includes(fieldId ?? field));
        return kept.length === 0 ? [] : [{ ...entry, items: kept }];
      });

/** Here a moment is a number, and everywhere else text. */
const printed = (call: Call, entry: HistoryEntry): Record<string, unknown> => ({
  ...printHistoryEntry(call.print, entry),
  created: Date.parse(entry.created),
});
