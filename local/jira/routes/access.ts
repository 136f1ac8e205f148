/**
 * Finding what a call names, through the eyes of its caller.
 *
 * Unknown and invisible are the same refusal. For people the site's permissions hold; the installed app
 * passes wherever its role does, which is everywhere that no access rule keeps it out.
 */
import { issueByKeyOrId, projectByKeyOrId } from '../change';
import { commentAbsent, issueAbsent, projectAbsent, refused } from '../errors';
import { canSeeComment, canSeeIssue, canSeeProject, holds } from '../permissions';
import type { Comment, Issue, PermissionKey, Project } from '../state';
import type { Call } from './call';

/** The issue of the path or body, by id, key or former key. */
export function readableIssue(call: Call, idOrKey: string): Issue {
  const found = findIssue(call, idOrKey);
  if (found === undefined) throw issueAbsent();
  return found.issue;
}

export function findIssue(call: Call, idOrKey: string): { issue: Issue; moved: boolean } | undefined {
  const found = issueByKeyOrId(call.state, idOrKey.trim());
  if (found === undefined || !canSeeIssue(call.state, call.viewer, found.issue, call.switches)) return undefined;
  if (isArchived(call, found.issue) && call.switches['archived.issue'] === '404') return undefined;
  return found;
}

/** The same for a write, with the questions that a write raises: former keys and archives. */
export function writableIssue(call: Call, idOrKey: string): Issue {
  const found = findIssue(call, idOrKey);
  if (found === undefined) throw issueAbsent();
  if (found.moved && call.switches['write.oldKey'] === '404') throw issueAbsent();
  if (isArchived(call, found.issue)) {
    throw refused(
      call.switches['archived.issue'] === 'get-200-write-403' ? 403 : 400,
      'You cannot edit an archived issue.',
    );
  }
  return found.issue;
}

export function readableProject(call: Call, idOrKey: string): Project {
  const project = projectByKeyOrId(call.state, idOrKey.trim());
  if (project === undefined || !canSeeProject(call.state, call.viewer, project)) throw projectAbsent(idOrKey);
  return project;
}

/** Does the caller hold this permission here? */
export function may(call: Call, permission: PermissionKey, project: Project | undefined, issue?: Issue): boolean {
  if (call.viewer === null) return false;
  return holds(call.state, { accountId: call.viewer }, permission, project, issue);
}

export const mayOnIssue = (call: Call, permission: PermissionKey, issue: Issue): boolean =>
  may(call, permission, call.state.projects.get(issue.projectId), issue);

/** A comment below an issue. By switch a comment of another issue is handed over, or refused in two ways. */
export function readableComment(call: Call, issue: Issue, id: string): Comment {
  const comment = call.state.comments.get(id);
  const owner = comment && call.state.issues.get(comment.issueId);
  if (comment === undefined || owner === undefined || !canSeeComment(call.state, call.viewer, comment)) {
    throw commentAbsent(id);
  }
  if (owner.id === issue.id) return comment;
  if (call.switches['child.parentCheck'] === 'child-404') throw commentAbsent(id);
  if (call.switches['child.parentCheck'] === 'issue-404') throw issueAbsent();
  if (!canSeeIssue(call.state, call.viewer, owner, call.switches)) throw commentAbsent(id);
  return comment;
}

/** The account that acts; anonymous calls have none and are refused where one is needed. */
export function actor(call: Call): string {
  if (call.viewer === null)
    throw refused(401, 'You are not authenticated. Authentication required to perform this operation.');
  return call.viewer;
}

function isArchived(call: Call, issue: Issue): boolean {
  return issue.archived || call.state.projects.get(issue.projectId)?.lifecycle === 'archived';
}
