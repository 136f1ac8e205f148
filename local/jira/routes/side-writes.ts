/**
 * Comments, links and worklogs inside an issue's create, edit or transition body.
 *
 * They are written after the issue itself, each without a question of its own right: who lets such a
 * member through has let the write through.
 */
import { addComment, editComment, linkIssues, put, removeComment, takeId } from '../change';
import { refused } from '../errors';
import type { Issue, IssueLink, JiraState, LinkType } from '../state';
import { findIssue } from './access';
import { actOf, type WriteOptions } from './act';
import { isRecord, items, members, text } from './body';
import type { Call } from './call';
import { entityNamed, issueNamed } from './named';
import { readCommentBody } from './read-comment';
import { secondsOf } from './read-fields';
import { readRich } from './read-rich';

/** A write below an issue that exists by then. */
export type SideWrite = (state: JiraState, issue: Issue, options: WriteOptions) => JiraState;

export function readSideWrite(
  call: Call,
  field: 'comment' | 'issuelinks' | 'worklog',
  verb: string,
  value: unknown,
  errors: Record<string, string>,
): readonly SideWrite[] {
  const values = verb === 'set' && Array.isArray(value) ? value : [value];
  return values.flatMap((one) => {
    if (field === 'comment') return commentWrite(call, verb, one);
    return field === 'issuelinks' ? linkWrite(call, verb, one, errors) : worklogWrite(call, one);
  });
}

function commentWrite(call: Call, verb: string, value: unknown): SideWrite[] {
  const id = text(members(value).id);
  if (verb === 'remove' && id !== undefined) return [(state) => removeComment(state, id)];
  const draft = readCommentBody(call, value);
  if (verb === 'edit' && id !== undefined)
    return [(state, _issue, options) => editComment(state, id, draft, actOf(call, options))];
  return [(state, issue, options) => addComment(state, { issueId: issue.id, ...draft }, actOf(call, options)).state];
}

/** Seen from the issue of the body: `outwardIssue` is the one that it acts upon. */
function linkWrite(call: Call, verb: string, value: unknown, errors: Record<string, string>): SideWrite[] {
  if (verb === 'copy') return copiedLinks(call, value);
  const body = members(value);
  const type = linkTypeNamed(call.state, body.type);
  const outward = issueNamed(call.state, body.outwardIssue);
  const other = outward ?? issueNamed(call.state, body.inwardIssue);
  if (type === undefined || other === undefined || findIssue(call, other.id) === undefined) {
    errors.issuelinks = type === undefined ? 'No issue link type found.' : 'Could not find issue by id or key.';
    return [];
  }
  return [
    (state, issue, options) => {
      const ends = outward === undefined ? [other.id, issue.id] : [issue.id, other.id];
      return linkIssues(
        state,
        { typeId: type.id, inwardIssueId: ends[0] ?? '', outwardIssueId: ends[1] ?? '' },
        actOf(call, options),
      ).state;
    },
  ];
}

function copiedLinks(call: Call, value: unknown): SideWrite[] {
  const source = members(Object.values(members(value))[0] ?? value);
  const from = new Set(items(source.sourceIssues).flatMap((one) => issueNamed(call.state, one)?.id ?? []));
  const links = [...call.state.links.values()].filter(
    (link) => from.has(link.inwardIssueId) || from.has(link.outwardIssueId),
  );
  const copy = (link: IssueLink, issue: Issue) =>
    from.has(link.inwardIssueId) ? { ...link, inwardIssueId: issue.id } : { ...link, outwardIssueId: issue.id };
  return links.map((link) => (state, issue, options) => {
    const { typeId, inwardIssueId, outwardIssueId } = copy(link, issue);
    return linkIssues(state, { typeId, inwardIssueId, outwardIssueId }, actOf(call, options)).state;
  });
}

/** By id, by name, or by either of its phrases. */
export function linkTypeNamed(state: JiraState, value: unknown): LinkType | undefined {
  const types = [...state.linkTypes.values()];
  const byName = entityNamed(types, value, () => true);
  if (byName !== undefined || !isRecord(value)) return byName;
  return types.find((type) => type.inward === value.inward || type.outward === value.outward);
}

function worklogWrite(call: Call, value: unknown): SideWrite[] {
  const body = members(value);
  const seconds = typeof body.timeSpentSeconds === 'number' ? body.timeSpentSeconds : secondsOf(body.timeSpent);
  if (seconds === null) throw refused(400, [], { worklog: 'Worklog must not be null.' });
  const comment = readRich(call, body.comment);
  return [
    (state, issue, options) => {
      const taken = takeId(state);
      const now = new Date(call.now).toISOString();
      const started = text(body.started);
      return put(taken.state, 'worklogs', {
        id: taken.id,
        issueId: issue.id,
        authorAccountId: actOf(call, options).by,
        comment: comment.ok ? comment.value : null,
        created: now,
        updated: now,
        started: started === undefined ? now : new Date(Date.parse(started)).toISOString(),
        timeSpentSeconds: seconds,
        visibility: null,
      });
    },
  ];
}
