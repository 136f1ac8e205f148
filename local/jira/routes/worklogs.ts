/** Logged work of an issue. Restrictions are for people; the app sees every entry. */
import { addWorklog, editWorklog, type Remaining, removeWorklog, worklogsOf } from '../change';
import { fieldErrors, issueAbsent, refused, worklogAbsent } from '../errors';
import { canSeeIssue } from '../permissions';
import { printWorklog } from '../print/worklog';
import type { Issue, PermissionKey, Worklog } from '../state';
import { mayOnIssue, readableIssue, writableIssue } from './access';
import { actOf, afterWrite, writeOptions } from './act';
import { isRecord, members, text } from './body';
import { after, answer, type Call, done, type Handler } from './call';
import { readPage } from './query';
import { readVisibility } from './read-comment';
import { secondsOf } from './read-fields';
import { readRich } from './read-rich';

export const listWorklogs: Handler = (call) => {
  const page = readPage(call.query, 5_000, 5_000);
  const since = call.query.count('startedAfter', Number.NEGATIVE_INFINITY);
  const until = call.query.count('startedBefore', Number.POSITIVE_INFINITY);
  const issue = readableIssue(call, call.params.issueIdOrKey ?? '');
  const all = worklogsOf(call.state, issue.id).filter(({ started }) => {
    const at = Date.parse(started);
    return at >= since && at <= until;
  });
  return answer({
    startAt: page.startAt,
    maxResults: page.maxResults,
    total: all.length,
    worklogs: all.slice(page.startAt, page.startAt + page.maxResults).map((one) => printWorklog(call.print, one)),
  });
};

export const getWorklog: Handler = (call) => {
  const issue = readableIssue(call, call.params.issueIdOrKey ?? '');
  return answer(printWorklog(call.print, readableWorklog(call, issue)));
};

export const postWorklog: Handler = (call) => {
  const issue = writableIssue(call, call.params.issueIdOrKey ?? '');
  allow(call, issue, 'WORK_ON_ISSUES');
  const { timeSpentSeconds, started, ...reading } = readWorklog(call);
  if (timeSpentSeconds === undefined) throw fieldErrors({ timeLogged: 'Worklog must not be null.' });
  const draft = {
    ...reading,
    issueId: issue.id,
    timeSpentSeconds,
    started: started ?? new Date(call.now).toISOString(),
  };
  const options = actOf(call, writeOptions(call, issue));
  const made = addWorklog(call.state, draft, remainingAsked(call, timeSpentSeconds), options);
  const next = afterWrite(call, made.state, issue.id);
  return { status: 201, body: printWorklog(after(call, next).print, made.worklog), next };
};

export const putWorklog: Handler = (call) => {
  const { issue, worklog } = writableWorklog(call, 'EDIT_ALL_WORKLOGS');
  const { timeSpentSeconds = worklog.timeSpentSeconds, ...reading } = readWorklog(call);
  const more = timeSpentSeconds - worklog.timeSpentSeconds;
  const options = actOf(call, writeOptions(call, issue));
  const patch = { ...reading, timeSpentSeconds };
  const next = editWorklog(call.state, worklog.id, patch, remainingAsked(call, more), options);
  return {
    status: 200,
    body: printWorklog(after(call, next).print, next.worklogs.get(worklog.id) ?? worklog),
    next: afterWrite(call, next, issue.id),
  };
};

export const deleteWorklog: Handler = (call) => {
  const { issue, worklog } = writableWorklog(call, 'DELETE_ALL_WORKLOGS');
  const options = actOf(call, writeOptions(call, issue));
  return done(removeWorklog(call.state, worklog.id, remainingAsked(call, -worklog.timeSpentSeconds), options));
};

function allow(call: Call, issue: Issue, permission: PermissionKey): void {
  if (mayOnIssue(call, permission, issue)) return;
  throw refused(
    call.viewer === null ? 401 : 400,
    'You do not have the permission to associate a worklog to this issue.',
  );
}

/** By switch an entry of another issue is handed over, or refused in two ways. */
function readableWorklog(call: Call, issue: Issue): Worklog {
  const id = call.params.id ?? '';
  const worklog = call.state.worklogs.get(id);
  const owner = worklog && call.state.issues.get(worklog.issueId);
  if (worklog === undefined || owner === undefined) throw worklogAbsent(id);
  if (owner.id === issue.id) return worklog;
  if (call.switches['child.parentCheck'] === 'issue-404') throw issueAbsent();
  const handedOver =
    call.switches['child.parentCheck'] === 'foreign-child' &&
    canSeeIssue(call.state, call.viewer, owner, call.switches);
  if (!handedOver) throw worklogAbsent(id);
  return worklog;
}

function writableWorklog(call: Call, permission: PermissionKey): { issue: Issue; worklog: Worklog } {
  const issue = writableIssue(call, call.params.issueIdOrKey ?? '');
  const worklog = readableWorklog(call, issue);
  allow(call, call.state.issues.get(worklog.issueId) ?? issue, permission);
  return { issue, worklog };
}

function readWorklog(call: Call) {
  const body = members(call.body);
  const comment = readRich(call, body.comment);
  if (!comment.ok) throw fieldErrors({ comment: comment.error });
  const seconds = typeof body.timeSpentSeconds === 'number' ? body.timeSpentSeconds : secondsOf(body.timeSpent);
  if (seconds !== null && seconds < 60) throw fieldErrors({ timeLogged: 'You must indicate the time spent working.' });
  const started = text(body.started);
  if (started !== undefined && Number.isNaN(Date.parse(started)))
    throw fieldErrors({ started: 'The date is not valid.' });
  return {
    ...(body.comment === undefined ? {} : { comment: comment.value }),
    ...(seconds === null ? {} : { timeSpentSeconds: seconds }),
    ...(started === undefined ? {} : { started: new Date(Date.parse(started)).toISOString() }),
    ...(isRecord(body.visibility) ? { visibility: readVisibility(call, body.visibility) } : {}),
  };
}

/** `adjustEstimate` and what goes with it; `auto` counts off what was logged more than before. */
function remainingAsked({ query }: Call, more: number): Remaining {
  const asked = query.text('adjustEstimate') ?? 'auto';
  const by = (name: string): number => secondsOf(query.text(name)) ?? 0;
  switch (asked) {
    case 'leave':
      return () => undefined;
    case 'new':
      return () => secondsOf(query.text('newEstimate'));
    case 'manual':
      return (before) => Math.max(0, (before ?? 0) - by('reduceBy') + by('increaseBy'));
    default:
      return (before) => (before === null ? undefined : Math.max(0, before - more));
  }
}
