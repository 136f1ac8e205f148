/**
 * Issue links and the short form of an issue that travels in them, in `parent` and in `subtasks`.
 *
 * The short form has no project member: only its key tells where it belongs. It is printed whoever asks,
 * as the app's view of the site is.
 */
import type { Issue, IssueLink, LinkType } from '../state';
import { printIssueType } from './issue-type';
import { type Printing, present, selfUrl } from './printing';
import { printPriority } from './priority';
import { printStatus } from './status';

/** A link as one of its ends sees it; undefined when the other end is gone. */
export function printLinkFrom(p: Printing, link: IssueLink, issue: Issue): Record<string, unknown> | undefined {
  // POST {inwardIssue: A, outwardIssue: B} says "A blocks B": seen from A the other end is the outward one.
  const seenFromInward = link.inwardIssueId === issue.id;
  const other = p.state.issues.get(seenFromInward ? link.outwardIssueId : link.inwardIssueId);
  if (other === undefined) return undefined;
  return { ...linkHead(p, link), [seenFromInward ? 'outwardIssue' : 'inwardIssue']: printIssueRef(p, other) };
}

/** `GET /issueLink/{id}` shows both ends. */
export function printLink(p: Printing, link: IssueLink): Record<string, unknown> {
  const inward = p.state.issues.get(link.inwardIssueId);
  const outward = p.state.issues.get(link.outwardIssueId);
  return present({
    ...linkHead(p, link),
    inwardIssue: inward && printIssueRef(p, inward),
    outwardIssue: outward && printIssueRef(p, outward),
  });
}

function linkHead(p: Printing, link: IssueLink): Record<string, unknown> {
  const type = p.state.linkTypes.get(link.typeId);
  return { id: link.id, self: selfUrl(p, `issueLink/${link.id}`), type: type && printLinkType(p, type) };
}

export const printLinkType = (p: Printing, type: LinkType): Record<string, unknown> => ({
  id: type.id,
  name: type.name,
  inward: type.inward,
  outward: type.outward,
  self: selfUrl(p, `issueLinkType/${type.id}`),
});

export function printIssueRef(p: Printing, issue: Issue): Record<string, unknown> {
  const status = p.state.statuses.get(issue.statusId);
  const priority = issue.priorityId === null ? undefined : p.state.priorities.get(issue.priorityId);
  const type = p.state.issueTypes.get(issue.typeId);
  return {
    id: issue.id,
    key: issue.key,
    self: selfUrl(p, `issue/${issue.id}`),
    fields: present({
      summary: issue.summary,
      status: status && printStatus(p, status),
      priority: priority && printPriority(p, priority),
      issuetype: type && printIssueType(p, type),
    }),
  };
}
