/**
 * Renaming and deleting whole projects, as a site administrator does it.
 */
import type { Id, JiraState } from '../state';
import { followEpicLinks } from './epic-link';
import { put, putAll, remove, removeWhere } from './tables';

/** Gives a project another key: every issue's key follows, and all old keys go on working. */
export function renameProjectKey(state: JiraState, projectId: Id, newKey: string): JiraState {
  const project = state.projects.get(projectId);
  if (!project || project.key === newKey) return state;
  const formerKeys = [project.key, ...project.formerKeys].filter((key) => key !== newKey);
  const newKeys = new Map<string, string>();
  const issues = [...state.issues.values()].flatMap((issue) => {
    if (issue.projectId !== projectId) return [];
    const key = `${newKey}${issue.key.slice(issue.key.lastIndexOf('-'))}`;
    newKeys.set(issue.key, key);
    return [{ ...issue, key, formerKeys: [issue.key, ...issue.formerKeys].filter((old) => old !== key) }];
  });
  const renamed = put(state, 'projects', { ...project, key: newKey, formerKeys });
  return followEpicLinks(putAll(renamed, 'issues', issues), newKeys);
}

/** Deletes a project for good, with all that belongs to it; its key is free from then on. */
export function deleteProject(state: JiraState, projectId: Id): JiraState {
  if (!state.projects.has(projectId)) return state;
  const ofProject = (entity: { readonly projectId: Id | null }) => entity.projectId === projectId;
  const orphaned = (entity: { readonly issueId: Id }) => state.issues.get(entity.issueId)?.projectId === projectId;
  const goneIssue = (id: Id | null) => id !== null && state.issues.get(id)?.projectId === projectId;
  let next = remove(state, 'projects', projectId);
  next = removeWhere(next, 'issues', ofProject);
  for (const table of ['comments', 'worklogs', 'attachments', 'remoteLinks'] as const) {
    next = removeWhere(next, table, orphaned);
  }
  next = removeWhere(next, 'links', (link) => goneIssue(link.inwardIssueId) || goneIssue(link.outwardIssueId));
  for (const table of ['versions', 'components', 'securityLevels', 'issueTypes', 'statuses', 'customFields'] as const) {
    next = removeWhere(next, table, ofProject);
  }
  next = removeWhere(next, 'sprints', (sprint) => state.boards.get(String(sprint.boardId))?.projectId === projectId);
  next = removeWhere(next, 'boards', ofProject);
  const children = [...next.issues.values()].filter((issue) => goneIssue(issue.parentId));
  const freed = putAll(
    next,
    'issues',
    children.map((issue) => ({ ...issue, parentId: null })),
  );
  const lost = [...state.issues.values()].filter(ofProject).map((issue) => [issue.key, null] as const);
  return followEpicLinks(freed, new Map(lost));
}
