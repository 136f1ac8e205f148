/**
 * Making, editing, transitioning and deleting issues, with the history and the mail that Jira makes of it.
 */
import type { HistoryItem, Id, Issue, JiraState, StatusCategory, Transition } from '../state';
import { differences } from './differences';
import { EMPTY_DRAFT, type IssueDraft, type IssuePatch } from './draft';
import { followEpicLinks } from './epic-link';
import { type Act, instant, mailAbout, putWithHistory, systemItem } from './history';
import { childrenOf, isSubtask, linksOf } from './lookup';
import { put, remove, removeWhere, takeId } from './tables';

/** A new issue under the project's next number. Throws when its project does not exist. */
export function createIssue(
  state: JiraState,
  draft: IssueDraft,
  act: Act,
): { readonly state: JiraState; readonly issue: Issue } {
  const project = state.projects.get(draft.projectId);
  if (!project) throw new Error(`no project ${draft.projectId}`);
  const { state: counted, id } = takeId(state);
  const now = instant(act.now);
  const statusId = draft.statusId ?? state.workflows.get(project.workflowId)?.initialStatusId ?? '1';
  const made: Issue = {
    ...EMPTY_DRAFT,
    rank: `0|i${id.padStart(6, '0')}:`,
    reporter: act.by,
    ...draft,
    statusId,
    id,
    key: `${project.key}-${project.nextIssueNumber}`,
    formerKeys: [],
    creator: act.by,
    created: now,
    updated: now,
    statusChanged: now,
    resolved: draft.resolutionId ? now : null,
    voters: [],
    archived: false,
    history: [],
  };
  const next = put(counted, 'projects', { ...project, nextIssueNumber: project.nextIssueNumber + 1 });
  const written = put(next, 'issues', made);
  return { state: mailAbout(written, id, 'created', act, made.description), issue: made };
}

/** Changes what the patch names; each real change becomes a history item. An unknown id changes nothing. */
export function editIssue(state: JiraState, issueId: Id, patch: IssuePatch, act: Act): JiraState {
  const before = state.issues.get(issueId);
  if (!before) return state;
  const after = patched(before, patch, act);
  const items = differences(state, before, after);
  return mailAbout(putWithHistory(state, after, items, act), issueId, 'updated', act, patch.description ?? null);
}

/** Moves an issue along a transition, with the fields of its screen. */
export function transitionIssue(
  state: JiraState,
  issueId: Id,
  transition: Transition,
  patch: IssuePatch,
  act: Act,
): JiraState {
  const to = state.statuses.get(transition.to);
  const resolution = resolutionAfter(transition, patch, to?.category);
  return editIssue(state, issueId, { ...patch, ...resolution, statusId: transition.to }, act);
}

/** A transition that sets a resolution sets it; one that leaves the done statuses clears it. */
function resolutionAfter(
  transition: Transition,
  patch: IssuePatch,
  category: StatusCategory | undefined,
): Pick<IssuePatch, 'resolutionId'> {
  if (patch.resolutionId !== undefined) return {};
  if (transition.setsResolutionId !== null) return { resolutionId: transition.setsResolutionId };
  return category === 'done' ? {} : { resolutionId: null };
}

function patched(before: Issue, patch: IssuePatch, act: Act): Issue {
  const now = instant(act.now);
  const after: Issue = {
    ...before,
    ...patch,
    custom: patch.custom ? { ...before.custom, ...patch.custom } : before.custom,
    properties: patch.properties ? { ...before.properties, ...patch.properties } : before.properties,
    updated: now,
  };
  const resolved = after.resolutionId === null ? null : (before.resolved ?? now);
  const statusChanged = after.statusId === before.statusId ? before.statusChanged : now;
  return { ...after, resolved, statusChanged };
}

/**
 * Deletes an issue with all that hangs on it. Its subtasks go too if asked for (Jira refuses otherwise; here they
 * stay behind without a parent). Children lose their parent with a line of history, links go without one.
 */
export function deleteIssue(
  state: JiraState,
  issueId: Id,
  options: { readonly withSubtasks: boolean },
  act: Act,
): JiraState {
  const issue = state.issues.get(issueId);
  if (!issue) return state;
  const children = childrenOf(state, issueId);
  const doomed = options.withSubtasks ? children.filter((child) => isSubtask(state, child)) : [];
  let next = doomed.reduce((sofar, child) => deleteIssue(sofar, child.id, options, act), state);
  next = mailAbout(next, issueId, 'deleted', act);
  next = orphan(next, issue, act);
  for (const link of linksOf(next, issueId)) next = remove(next, 'links', link.id);
  for (const table of ['comments', 'worklogs', 'attachments', 'remoteLinks'] as const) {
    next = removeWhere(next, table, (entry) => entry.issueId === issueId);
  }
  return remove(remove(next, 'requests', issueId), 'issues', issueId);
}

function orphan(state: JiraState, parent: Issue, act: Act): JiraState {
  const gone = (field: string): HistoryItem => systemItem(field, null, [parent.id, parent.key], [null, null]);
  const children = childrenOf(state, parent.id);
  const freed = children.reduce(
    (sofar, child) =>
      putWithHistory(sofar, { ...child, parentId: null }, [gone('IssueParentAssociation'), gone('Parent')], act),
    state,
  );
  return followEpicLinks(freed, new Map([[parent.key, null]]));
}
