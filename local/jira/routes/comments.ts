/** Comments of an issue. */
import { addComment, editComment, removeComment } from '../change';
import { refused } from '../errors';
import { visibleComments } from '../permissions';
import { printComment } from '../print/comment';
import { siteUrl } from '../print/printing';
import type { Comment, Issue, PermissionKey } from '../state';
import { mayOnIssue, readableComment, readableIssue, writableIssue } from './access';
import { actOf, afterWrite, writeOptions } from './act';
import { members } from './body';
import { after, answer, type Call, done, type Handler } from './call';
import { readPage } from './query';
import { readCommentBody } from './read-comment';

export const listComments: Handler = (call) => {
  const page = readPage(call.query, 100, 100);
  const order = orderOf(call);
  const issue = readableIssue(call, call.params.issueIdOrKey ?? '');
  const oldestFirst = visibleComments(call.state, call.viewer, issue);
  const all = order === 'newest' ? [...oldestFirst].reverse() : oldestFirst;
  const expand = call.query.set('expand');
  const shown = all.slice(page.startAt, page.startAt + page.maxResults);
  return answer({
    startAt: page.startAt,
    maxResults: page.maxResults,
    total: all.length,
    comments: shown.map((comment) => printComment(call.print, comment, expand)),
  });
};

/** One sign and `created` in any case; anything else is refused before the issue is looked up. */
function orderOf(call: Call): 'oldest' | 'newest' {
  const asked = call.query.text('orderBy');
  if (asked === undefined) return call.switches['comment.order'];
  const match = /^([+-]?)created$/i.exec(asked.trim());
  if (match === null) throw refused(400, `The value '${asked}' is not supported for orderBy.`);
  return match[1] === '-' ? 'newest' : 'oldest';
}

export const getComment: Handler = (call) => {
  const issue = readableIssue(call, call.params.issueIdOrKey ?? '');
  const comment = readableComment(call, issue, call.params.id ?? '');
  return answer(printComment(call.print, comment, call.query.set('expand')));
};

export const postComment: Handler = (call) => {
  const issue = writableIssue(call, call.params.issueIdOrKey ?? '');
  if (!mayOnIssue(call, 'ADD_COMMENTS', issue)) {
    throw refused(call.viewer === null ? 401 : 400, 'You do not have the permission to comment on this issue.');
  }
  const draft = { issueId: issue.id, ...readCommentBody(call, call.body) };
  const made = addComment(call.state, draft, actOf(call, writeOptions(call, issue)));
  const next = afterWrite(call, made.state, issue.id);
  const body = printComment(after(call, next).print, made.comment, call.query.set('expand'));
  const location = siteUrl(call.print, `rest/api/${call.version}/issue/${issue.id}/comment/${made.comment.id}`);
  return { status: 201, body, headers: { location }, next };
};

export const putComment: Handler = (call) => {
  const { issue, comment } = writableComment(call, 'EDIT_ALL_COMMENTS', 'EDIT_OWN_COMMENTS', 'edit');
  const reading = readCommentBody(call, call.body);
  const sent = members(call.body);
  const patch = {
    body: reading.body,
    ...('visibility' in sent ? { visibility: reading.visibility } : {}),
    ...('properties' in sent ? { properties: reading.properties, jsdPublic: reading.jsdPublic } : {}),
  };
  const next = editComment(call.state, comment.id, patch, actOf(call, writeOptions(call, issue)));
  const edited = next.comments.get(comment.id) ?? comment;
  return { status: 200, body: printComment(after(call, next).print, edited, call.query.set('expand')), next };
};

export const deleteComment: Handler = (call) => {
  const { comment } = writableComment(call, 'DELETE_ALL_COMMENTS', 'DELETE_OWN_COMMENTS', 'delete');
  return done(removeComment(call.state, comment.id));
};

function writableComment(
  call: Call,
  any: PermissionKey,
  own: PermissionKey,
  verb: string,
): { issue: Issue; comment: Comment } {
  const issue = writableIssue(call, call.params.issueIdOrKey ?? '');
  const comment = readableComment(call, issue, call.params.id ?? '');
  // The rights that count are those at the issue which the comment really belongs to.
  const owner = call.state.issues.get(comment.issueId) ?? issue;
  const mine = comment.authorAccountId === call.viewer && mayOnIssue(call, own, owner);
  if (!mine && !mayOnIssue(call, any, owner)) {
    throw refused(400, `You do not have the permission to ${verb} this comment.`);
  }
  return { issue, comment };
}
