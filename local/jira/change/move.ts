/**
 * Moving an issue to another project: its id stays, its key is new, the old key goes on working.
 *
 * What belongs to the old project (versions, components, security level) stays behind; type and status become ones
 * that the new project has; sprint, links, parent and custom values come along and may now cross a border.
 */
import type { Id, Issue, JiraState, Project } from '../state';
import { differences } from './differences';
import { followEpicLinks } from './epic-link';
import { type Act, instant, mailAbout, putWithHistory, systemItem } from './history';
import { childrenOf, isSubtask } from './lookup';
import { put } from './tables';

/** Moves an issue and its subtasks; by an administrator of the site unless `by` says who. */
export function moveIssue(state: JiraState, issueId: Id, toProjectId: Id, now: number, by?: string): JiraState {
  const issue = state.issues.get(issueId);
  const target = state.projects.get(toProjectId);
  if (!issue || !target || issue.projectId === toProjectId) return state;
  const act: Act = { by: by ?? administrator(state), now };
  const moved = moveOne(state, issue, target, act);
  const subtasks = childrenOf(state, issueId).filter((child) => isSubtask(state, child));
  return subtasks.reduce((sofar, subtask) => moveIssue(sofar, subtask.id, toProjectId, now, by), moved);
}

function moveOne(state: JiraState, issue: Issue, target: Project, act: Act): JiraState {
  const source = state.projects.get(issue.projectId);
  const key = `${target.key}-${target.nextIssueNumber}`;
  // Restrictions are of the project that it leaves, as levels are.
  const { restrictedToRole: _, ...kept } = issue;
  const after: Issue = {
    ...kept,
    key,
    formerKeys: [issue.key, ...issue.formerKeys.filter((old) => old !== key)],
    projectId: target.id,
    typeId: typeIn(state, target, issue),
    statusId: statusIn(state, target, issue),
    componentIds: [],
    fixVersionIds: [],
    affectsVersionIds: [],
    securityLevelId: null,
    updated: instant(act.now),
  };
  const items = [
    systemItem('project', 'project', [issue.projectId, source?.name ?? null], [target.id, target.name]),
    systemItem('Key', null, [null, issue.key], [null, key]),
    ...differences(state, issue, after),
  ];
  const counted = put(state, 'projects', { ...target, nextIssueNumber: target.nextIssueNumber + 1 });
  const written = putWithHistory(counted, after, items, act);
  return mailAbout(followEpicLinks(written, new Map([[issue.key, key]])), issue.id, 'moved', act);
}

function typeIn(state: JiraState, target: Project, issue: Issue): Id {
  if (target.issueTypeIds.includes(issue.typeId)) return issue.typeId;
  const level = state.issueTypes.get(issue.typeId)?.level;
  return target.issueTypeIds.find((id) => state.issueTypes.get(id)?.level === level) ?? issue.typeId;
}

function statusIn(state: JiraState, target: Project, issue: Issue): Id {
  const workflow = state.workflows.get(target.workflowId);
  return !workflow || workflow.statusIds.includes(issue.statusId) ? issue.statusId : workflow.initialStatusId;
}

const administrator = (state: JiraState): string =>
  [...state.people.values()].find((person) => person.siteAdmin)?.accountId ?? state.site.appAccountId;
