/** Links from an issue to pages elsewhere. One of the same global id is written over, whoever made it. */
import { put, remove, takeId } from '../change';
import { fieldErrors, issueAbsent, refused, remoteLinkAbsent } from '../errors';
import { canSeeIssue } from '../permissions';
import { printRemoteLink, remoteLinkUrl } from '../print/remote-link';
import type { Issue, JiraState, RemoteLink } from '../state';
import { mayOnIssue, readableIssue, writableIssue } from './access';
import { isRecord, members, text } from './body';
import { after, answer, type Call, done, type Handler } from './call';

export const listRemoteLinks: Handler = (call) => {
  const issue = readableIssue(call, call.params.issueIdOrKey ?? '');
  const globalId = call.query.text('globalId');
  const all = linksOf(call.state, issue);
  if (globalId === undefined) return answer(all.map((link) => printRemoteLink(call.print, link)));
  const found = all.find((link) => link.globalId === globalId);
  if (found === undefined) throw refused(404, `No remote link with global id '${globalId}' exists.`);
  return answer(printRemoteLink(call.print, found));
};

export const getRemoteLink: Handler = (call) => {
  const issue = readableIssue(call, call.params.issueIdOrKey ?? '');
  return answer(printRemoteLink(call.print, readableLink(call, issue)));
};

export const postRemoteLink: Handler = (call) => {
  const issue = linkableIssue(call);
  const reading = readLink(call);
  const same = reading.globalId !== null && linksOf(call.state, issue).find((one) => one.globalId === reading.globalId);
  const { state, id } = same ? { state: call.state, id: String(same.id) } : takeId(call.state);
  const link: RemoteLink = { ...reading, id: Number(id), issueId: issue.id };
  const next = put(state, 'remoteLinks', link);
  const self = remoteLinkUrl(after(call, next).print, link);
  return { status: same ? 200 : 201, body: { id: link.id, self }, next };
};

export const putRemoteLink: Handler = (call) => {
  const link = readableLink(call, linkableIssue(call));
  return done(put(call.state, 'remoteLinks', { ...readLink(call), id: link.id, issueId: link.issueId }));
};

export const deleteRemoteLink: Handler = (call) => {
  const link = readableLink(call, linkableIssue(call));
  return done(remove(call.state, 'remoteLinks', link.id));
};

const linksOf = (state: JiraState, issue: Issue): readonly RemoteLink[] =>
  [...state.remoteLinks.values()].filter(({ issueId }) => issueId === issue.id);

function linkableIssue(call: Call): Issue {
  const issue = writableIssue(call, call.params.issueIdOrKey ?? '');
  if (!mayOnIssue(call, 'LINK_ISSUES', issue)) throw refused(403, 'No link issue permission for issue.');
  return issue;
}

/** By switch a link of another issue is handed over, or refused in two ways. */
function readableLink(call: Call, issue: Issue): RemoteLink {
  const id = call.params.linkId ?? '';
  const link = call.state.remoteLinks.get(id);
  const owner = link && call.state.issues.get(link.issueId);
  if (link === undefined || owner === undefined) throw remoteLinkAbsent(id);
  if (owner.id === issue.id) return link;
  if (call.switches['child.parentCheck'] === 'issue-404') throw issueAbsent();
  const handedOver =
    call.switches['child.parentCheck'] === 'foreign-child' &&
    canSeeIssue(call.state, call.viewer, owner, call.switches);
  if (!handedOver) throw remoteLinkAbsent(id);
  return link;
}

function readLink(call: Call): Omit<RemoteLink, 'id' | 'issueId'> {
  const body = members(call.body);
  const object = members(body.object);
  const [url, title] = [text(object.url), text(object.title)];
  if (url === undefined || title === undefined)
    throw fieldErrors({ title: "'title' is required.", url: "'url' is required." });
  const { type, name } = members(body.application);
  const application = { ...textAs('type', type), ...textAs('name', name) };
  const { resolved } = members(object.status);
  return {
    globalId: text(body.globalId) ?? null,
    url,
    title,
    ...textAs('summary', object.summary),
    ...textAs('relationship', body.relationship),
    ...(isRecord(body.application) ? { application } : {}),
    ...(typeof resolved === 'boolean' ? { resolved } : {}),
  };
}

const textAs = <K extends string>(name: K, value: unknown): { readonly [P in K]?: string } => {
  const read = text(value);
  return (read === undefined ? {} : { [name]: read }) as { readonly [P in K]?: string };
};
