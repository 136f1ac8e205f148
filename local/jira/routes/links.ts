/** Issue links by themselves. Jira asks the right to link on one end only, the outward one. */
import { addComment, linkIssues, unlink } from '../change';
import { issueAbsent, refused } from '../errors';
import { printLink } from '../print/link';
import type { IssueLink } from '../state';
import { findIssue, mayOnIssue } from './access';
import { actOf, afterWrite } from './act';
import { isRecord, members, text } from './body';
import { answer, type Call, done, type Handler } from './call';
import { issueNamed } from './named';
import { readCommentBody } from './read-comment';
import { linkTypeNamed } from './side-writes';

/** A repeated link is answered alike, and its comment is written all the same. The answer names nothing. */
export const postLink: Handler = (call) => {
  const body = members(call.body);
  const type = linkTypeNamed(call.state, body.type);
  if (type === undefined) throw refused(404, linkTypeAbsent(body.type));
  const inward = endOf(call, body.inwardIssue);
  const outward = endOf(call, body.outwardIssue);
  if (!mayOnIssue(call, 'LINK_ISSUES', outward))
    throw refused(call.viewer === null ? 401 : 404, 'No link issue permission for issue.');
  const act = actOf(call, { notify: true, historyMetadata: null });
  const linked = linkIssues(call.state, { typeId: type.id, inwardIssueId: inward.id, outwardIssueId: outward.id }, act);
  const commented = isRecord(body.comment)
    ? addComment(linked.state, { issueId: outward.id, ...readCommentBody(call, body.comment) }, act).state
    : linked.state;
  return done(afterWrite(call, commented, outward.id), Number(call.switches['link.created']));
};

function linkTypeAbsent(value: unknown): string {
  const { id, name } = members(value);
  const by = id === undefined ? `name '${text(name) ?? ''}'` : `id '${text(id) ?? ''}'`;
  return `No issue link type with ${by} found.`;
}

function endOf(call: Call, value: unknown) {
  const named = issueNamed(call.state, value);
  const found = named === undefined ? undefined : findIssue(call, named.id);
  if (found === undefined) throw issueAbsent();
  return found.issue;
}

export const getLink: Handler = (call) => answer(printLink(call.print, readableLink(call)));

export const deleteLink: Handler = (call) => {
  const link = readableLink(call);
  const ends = [link.inwardIssueId, link.outwardIssueId].flatMap((id) => call.state.issues.get(id) ?? []);
  if (!ends.some((end) => mayOnIssue(call, 'LINK_ISSUES', end))) {
    throw refused(401, 'No permission to delete issue link.');
  }
  return done(unlink(call.state, link.id, actOf(call, { notify: true, historyMetadata: null })));
};

/** One visible end is enough. */
function readableLink(call: Call): IssueLink {
  const id = call.params.linkId ?? '';
  const link = call.state.links.get(id);
  const visible = link && [link.inwardIssueId, link.outwardIssueId].some((end) => findIssue(call, end) !== undefined);
  if (link === undefined || !visible) throw refused(404, `No issue link with id '${id}' exists.`);
  return link;
}
