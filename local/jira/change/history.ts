/**
 * Who did something and when, and how that is written into an issue's history and into people's mail.
 */
import { mentionedPeople } from '../rich-text';
import type { HistoryEntry, HistoryItem, Id, Instant, Issue, JiraState, Mail, RichText } from '../state';
import { put, putAll, takeId } from './tables';

export type Act = {
  /** Account that acts. */
  readonly by: string;
  /** Epoch milliseconds. */
  readonly now: number;
  /** `false` sends no mail; absent means that Jira tells people. */
  readonly notify?: boolean;
  /** Printed beside the history entry, if Jira was given one. */
  readonly historyMetadata?: unknown;
};

/** The state's form of an epoch time. */
export const instant = (epochMs: number): Instant => new Date(epochMs).toISOString();

/** Writes an issue with these items added to its history as one entry; without items there is no entry. */
export function putWithHistory(state: JiraState, issue: Issue, items: readonly HistoryItem[], act: Act): JiraState {
  if (items.length === 0) return put(state, 'issues', issue);
  const { state: counted, id } = takeId(state);
  const entry: HistoryEntry = {
    id,
    created: instant(act.now),
    authorAccountId: act.by,
    items,
    historyMetadata: act.historyMetadata ?? null,
  };
  return put(counted, 'issues', { ...issue, history: [...issue.history, entry] });
}

/** An item of a field that Jira itself brings along. */
export const systemItem = (
  field: string,
  fieldId: string | null,
  from: readonly [id: string | null, text: string | null],
  to: readonly [id: string | null, text: string | null],
): HistoryItem => ({
  field,
  fieldtype: 'jira',
  fieldId,
  from: from[0],
  fromString: from[1],
  to: to[0],
  toString: to[1],
});

/** Mails to the people that this issue concerns, except to the one who acted. */
export function mailAbout(
  state: JiraState,
  issueId: Id,
  what: string,
  act: Act,
  text: RichText | null = null,
): JiraState {
  const issue = state.issues.get(issueId);
  if (!issue || act.notify === false) return state;
  const people = new Set([...issue.watchers, issue.assignee, issue.reporter, ...(text ? mentionedPeople(text) : [])]);
  people.delete(act.by);
  let next = state;
  const mails: Mail[] = [];
  for (const to of people) {
    if (to === null || !state.people.get(to)?.active) continue;
    const taken = takeId(next);
    next = taken.state;
    const subject = `[${issue.key}] ${what}: ${issue.summary}`;
    mails.push({ id: taken.id, issueId, projectId: issue.projectId, to, subject });
  }
  return mails.length === 0 ? state : putAll(next, 'mails', mails);
}
