/**
 * The one door to reading and changing the simulated Jira's state.
 *
 * Every function is pure: it takes a state and gives back another one that shares all it did not touch.
 * None asks for permission: that is `permissions.ts`, and the callers' duty. Ids given to a change must exist.
 */
export { addComment, type CommentDraft, editComment, removeComment } from './change/comments';
export type { IssueDraft, IssuePatch } from './change/draft';
export { type Act, instant } from './change/history';
export { createIssue, deleteIssue, editIssue, transitionIssue } from './change/issues';
export { linkIssues, unlink } from './change/links';
export {
  attachmentsOf,
  childrenOf,
  commentsOf,
  isSubtask,
  issueByKeyOrId,
  linksOf,
  projectByKeyOrId,
  worklogsOf,
} from './change/lookup';
export { moveIssue } from './change/move';
export { deleteProject, renameProjectKey } from './change/projects';
export { put, putAll, remove, removeWhere, takeId } from './change/tables';
export {
  addComponent,
  addVersion,
  deleteComponent,
  deleteVersion,
  moveVersion,
  versionsOf,
} from './change/versions';
export { addWorklog, editWorklog, type Remaining, removeWorklog } from './change/worklogs';
