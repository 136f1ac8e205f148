/**
 * Where issues stand in plans: in sprints, backlogs and epics, in which order, and how large they are. Each end is
 * looked up over the whole site.
 */

import type { IssuePatch } from '../change';
import { editIssue, transitionIssue } from '../change';
import { epicLinkField } from '../change/epic-link';
import { refused } from '../errors';
import { isEpic, printEpic } from '../print/agile-issue';
import { estimationField } from '../print/board';
import { transitionsOf } from '../print/transition';
import type { Issue, JiraState } from '../state';
import { mayOnIssue, readableIssue, writableIssue } from './access';
import { actOf } from './act';
import { readableBoard } from './boards';
import { members, text, texts } from './body';
import { answer, type Call, done, type Handler, type Reply } from './call';
import { readableSprint } from './sprints';

const MOVED_MAX = 50;

function listed(call: Call): readonly Issue[] {
  const issues = texts(members(call.body).issues);
  if (issues.length === 0 || issues.length > MOVED_MAX)
    throw refused(400, `Between 1 and ${MOVED_MAX} issues can be moved at once.`);
  return issues.map((one) => writableIssue(call, one));
}

/** The same edit of every issue, and then their rank beside another one's. */
function moved(call: Call, issues: readonly Issue[], patchOf: (issue: Issue) => IssuePatch): Reply {
  const rankOf = ranking(call);
  const act = actOf(call, { notify: true, historyMetadata: null });
  let state: JiraState = call.state;
  for (const [index, issue] of issues.entries()) {
    if (!mayOnIssue(call, 'EDIT_ISSUES', issue)) throw refused(403, 'You do not have permission to edit the issue.');
    const rank = rankOf(index);
    state = editIssue(state, issue.id, { ...patchOf(issue), ...(rank === undefined ? {} : { rank }) }, act);
  }
  return done(state);
}

/** Before or after an issue that the body names, in the order of the list. */
function ranking(call: Call): (index: number) => string | undefined {
  const body = members(call.body);
  const before = text(body.rankBeforeIssue ?? body.rankBeforeEpic);
  const behind = text(body.rankAfterIssue ?? body.rankAfterEpic);
  const beside = before ?? behind;
  if (beside === undefined) return () => undefined;
  const { rank } = readableIssue(call, beside);
  return (index) => `${before === undefined ? rank : rank.replace(/:$/, '/')}${String(index).padStart(3, '0')}:`;
}

const closedOf = (call: Call, issue: Issue): readonly number[] =>
  issue.sprintIds.filter((id) => call.state.sprints.get(String(id))?.state === 'closed');

export const moveToSprint: Handler = (call) => {
  const sprint = readableSprint(call, call.params.sprintId);
  if (sprint.state === 'closed') throw refused(400, 'Issues can only be moved to open or active sprints.');
  return moved(call, listed(call), (issue) => ({ sprintIds: [...closedOf(call, issue), sprint.id] }));
};

export const moveToBacklog: Handler = (call) => {
  readableBoard(call, call.params.boardId);
  return moved(call, listed(call), (issue) => ({ sprintIds: closedOf(call, issue) }));
};

/** Into the sprint of the board that is under way, if there is one. */
export const moveToBoard: Handler = (call) => {
  const board = readableBoard(call, call.params.boardId);
  // "Or transitions the issue(s) to the first column for a kanban board with backlog" (Atlassian, Move issues to board).
  if (board.type === 'kanban') {
    const act = actOf(call, { notify: true, historyMetadata: null });
    return done(
      listed(call).reduce((state, issue) => {
        const first = transitionsOf(state, issue).find(({ name }) => name === 'In Progress');
        return first === undefined ? state : transitionIssue(state, issue.id, first, {}, act);
      }, call.state),
    );
  }
  const active = [...call.state.sprints.values()].find(
    ({ boardId, state }) => boardId === board.id && state === 'active',
  );
  return moved(call, listed(call), (issue) =>
    active === undefined ? {} : { sprintIds: [...closedOf(call, issue), active.id] },
  );
};

export const moveToEpic: Handler = (call) => {
  const epic = epicOf(call);
  return moved(call, listed(call), () => ({ parentId: epic.id, ...linked(call, epic.key) }));
};

/** Company-managed projects keep the epic in a field of its own as well. */
function linked(call: Call, key: string): IssuePatch {
  const field = epicLinkField(call.state);
  return field === undefined ? {} : { custom: { [field.id]: key } };
}

export const getEpic: Handler = (call) => answer(printEpic(call.print, epicOf(call)));

function epicOf(call: Call): Issue {
  const epic = readableIssue(call, call.params.epicIdOrKey ?? '');
  if (!isEpic(call.print, epic)) throw refused(404, 'The requested epic does not exist.');
  return epic;
}

export const patchEpic: Handler = (call) => {
  const epic = epicOf(call);
  if (!mayOnIssue(call, 'EDIT_ISSUES', epic)) throw refused(403, 'You do not have permission to edit the issue.');
  const body = members(call.body);
  const said = text(body.summary) ?? text(body.name);
  const done = [...call.state.resolutions.keys()][0] ?? null;
  const patch: IssuePatch = {
    ...(said === undefined ? {} : { summary: said }),
    ...(typeof body.done === 'boolean' ? { resolutionId: body.done ? done : null } : {}),
  };
  const next = editIssue(call.state, epic.id, patch, actOf(call, { notify: true, historyMetadata: null }));
  return { status: 200, body: printEpic(call.print, next.issues.get(epic.id) ?? epic), next };
};

export const rankEpics: Handler = (call) => moved(call, [epicOf(call)], () => ({}));

export const rankIssues: Handler = (call) => moved(call, listed(call), () => ({}));

export const getEstimation: Handler = (call) => {
  const issue = readableIssue(call, call.params.issueIdOrKey ?? '');
  readableBoard(call, call.query.text('boardId'));
  return answer(estimation(call, issue));
};

export const putEstimation: Handler = (call) => {
  const issue = writableIssue(call, call.params.issueIdOrKey ?? '');
  readableBoard(call, call.query.text('boardId'));
  if (!mayOnIssue(call, 'EDIT_ISSUES', issue)) throw refused(403, 'You do not have permission to edit the issue.');
  const value = Number(text(members(call.body).value));
  const field = estimationField(call.state);
  if (field === undefined || Number.isNaN(value)) throw refused(400, 'The estimation is not valid.');
  const act = actOf(call, { notify: true, historyMetadata: null });
  const state = editIssue(call.state, issue.id, { custom: { [field.id]: value } }, act);
  const next = state.issues.get(issue.id) ?? issue;
  return { status: 200, body: estimation({ ...call, state }, next), next: state };
};

function estimation({ state }: Pick<Call, 'state'>, issue: Issue): Record<string, unknown> {
  const field = estimationField(state);
  const value = field === undefined ? undefined : issue.custom[field.id];
  return { fieldId: field?.id, ...(value === undefined || value === null ? {} : { value: String(value) }) };
}
