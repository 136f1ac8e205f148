/**
 * Writing, changing and removing comments. Jira keeps no history of them; adding one touches the issue.
 */
import type { Comment, Id, JiraState, RichText, Visibility } from '../state';
import { type Act, instant, mailAbout } from './history';
import { put, remove, takeId } from './tables';

export type CommentDraft = {
  readonly issueId: Id;
  readonly body: RichText;
  readonly visibility?: Visibility | null;
  readonly parentId?: Id | null;
  readonly jsdPublic?: boolean | null;
  readonly properties?: Readonly<Record<string, unknown>>;
};

export function addComment(
  state: JiraState,
  draft: CommentDraft,
  act: Act,
): { readonly state: JiraState; readonly comment: Comment } {
  const { state: counted, id } = takeId(state);
  const now = instant(act.now);
  const comment: Comment = {
    visibility: null,
    parentId: null,
    jsdPublic: null,
    properties: {},
    ...draft,
    id,
    authorAccountId: act.by,
    updateAuthorAccountId: act.by,
    created: now,
    updated: now,
  };
  const issue = state.issues.get(draft.issueId);
  const written = put(counted, 'comments', comment);
  const touched = issue ? put(written, 'issues', { ...issue, updated: now }) : written;
  return { state: mailAbout(touched, draft.issueId, 'commented', act, draft.body), comment };
}

/** Changes what the patch names; `properties` replace the old ones only when given (merged by member). */
export function editComment(
  state: JiraState,
  commentId: Id,
  patch: Partial<Pick<Comment, 'body' | 'visibility' | 'jsdPublic' | 'properties'>>,
  act: Act,
): JiraState {
  const before = state.comments.get(commentId);
  if (!before) return state;
  const properties = patch.properties ? { ...before.properties, ...patch.properties } : before.properties;
  const updated = instant(act.now);
  const after: Comment = { ...before, ...patch, properties, updated, updateAuthorAccountId: act.by };
  return mailAbout(put(state, 'comments', after), before.issueId, 'comment edited', act, patch.body ?? null);
}

/** Without a mail: Jira tells nobody of a deleted comment. */
export const removeComment = (state: JiraState, commentId: Id): JiraState => remove(state, 'comments', commentId);
