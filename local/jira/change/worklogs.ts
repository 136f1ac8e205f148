/**
 * Logging work, changing and removing what was logged. The sum of an issue and, if asked for, its remaining estimate
 * go into its history, as Jira writes them: with the id of the entry, and counting those that only some may read.
 */
import type { HistoryItem, Id, JiraState, RichText, Visibility, Worklog } from '../state';
import { type Act, instant, mailAbout, putWithHistory, systemItem } from './history';
import { worklogsOf } from './lookup';
import { put, remove, takeId } from './tables';

export type WorklogDraft = Pick<Worklog, 'issueId' | 'started' | 'timeSpentSeconds'> & {
  readonly comment?: RichText | null;
  readonly visibility?: Visibility | null;
};

/** What the remaining estimate becomes; undefined where it stays. */
export type Remaining = (before: number | null) => number | null | undefined;

export function addWorklog(
  state: JiraState,
  draft: WorklogDraft,
  remaining: Remaining,
  act: Act,
): { readonly state: JiraState; readonly worklog: Worklog } {
  const { state: counted, id } = takeId(state);
  const now = instant(act.now);
  const worklog: Worklog = {
    comment: null,
    visibility: null,
    ...draft,
    id,
    authorAccountId: act.by,
    created: now,
    updated: now,
  };
  return { state: counting(state, put(counted, 'worklogs', worklog), worklog, remaining, act), worklog };
}

export function editWorklog(
  state: JiraState,
  worklogId: Id,
  patch: Partial<Pick<Worklog, 'comment' | 'started' | 'timeSpentSeconds' | 'visibility'>>,
  remaining: Remaining,
  act: Act,
): JiraState {
  const before = state.worklogs.get(worklogId);
  if (!before) return state;
  const after: Worklog = { ...before, ...patch, updated: instant(act.now) };
  return counting(state, put(state, 'worklogs', after), after, remaining, act);
}

export function removeWorklog(state: JiraState, worklogId: Id, remaining: Remaining, act: Act): JiraState {
  const before = state.worklogs.get(worklogId);
  return before ? counting(state, remove(state, 'worklogs', worklogId), before, remaining, act) : state;
}

/** The issue as it is once the sum of its work has changed. */
function counting(before: JiraState, after: JiraState, worklog: Worklog, remaining: Remaining, act: Act): JiraState {
  const issue = after.issues.get(worklog.issueId);
  if (!issue) return after;
  const [spent, now] = [spentOn(before, issue.id), spentOn(after, issue.id)];
  const left = remaining(issue.remainingEstimateSeconds);
  const items: readonly HistoryItem[] = [
    ...(spent === now ? [] : [systemItem('timespent', 'timespent', [spent, spent], [now, now])]),
    ...(left === undefined || left === issue.remainingEstimateSeconds
      ? []
      : [
          systemItem(
            'timeestimate',
            'timeestimate',
            [textOf(issue.remainingEstimateSeconds), textOf(issue.remainingEstimateSeconds)],
            [textOf(left), textOf(left)],
          ),
        ]),
    systemItem('WorklogId', null, [worklog.id, worklog.id], [null, null]),
  ];
  const estimated = left === undefined ? issue : { ...issue, remainingEstimateSeconds: left };
  const written = putWithHistory(after, { ...estimated, updated: instant(act.now) }, items, act);
  return mailAbout(written, issue.id, 'work logged', act);
}

const textOf = (seconds: number | null): string | null => (seconds === null ? null : String(seconds));

function spentOn(state: JiraState, issueId: Id): string | null {
  const all = worklogsOf(state, issueId);
  return all.length === 0 ? null : String(all.reduce((sum, { timeSpentSeconds }) => sum + timeSpentSeconds, 0));
}
