/** Issues and epics as Jira Software prints them: the platform's members, and with them epic, sprints and flag. */
import { issueByKeyOrId } from '../change';
import { epicLinkField } from '../change/epic-link';
import type { Issue } from '../state';
import { type IssueRequest, printIssue } from './issue';
import { agileUrl, type Printing, present } from './printing';
import { printAgileSprint } from './sprint';

export function printEpic(p: Printing, epic: Issue): Record<string, unknown> {
  return {
    id: Number(epic.id),
    key: epic.key,
    self: agileUrl(p, `epic/${epic.id}`),
    name: epic.summary,
    summary: epic.summary,
    color: { key: 'color_4' },
    done: epic.resolutionId !== null,
  };
}

/** The epic above an issue, by its parent or by the Epic Link field. */
export function epicOf(p: Printing, issue: Issue): Issue | undefined {
  const field = epicLinkField(p.state);
  const key = field === undefined ? undefined : issue.custom[field.id];
  const parent = issue.parentId === null ? undefined : p.state.issues.get(issue.parentId);
  const above = parent ?? (typeof key === 'string' ? issueByKeyOrId(p.state, key)?.issue : undefined);
  return above !== undefined && isEpic(p, above) ? above : undefined;
}

export const isEpic = (p: Printing, issue: Issue): boolean => p.state.issueTypes.get(issue.typeId)?.level === 1;

export function printAgileIssue(p: Printing, issue: Issue, request: IssueRequest): Record<string, unknown> {
  const { fields, ...rest } = printIssue(p, issue, request);
  const shown = Object.fromEntries(
    Object.entries(agileFields(p, issue)).filter(([id, value]) => value !== undefined && isAsked(request.fields, id)),
  );
  return {
    ...rest,
    self: agileUrl(p, `issue/${issue.id}`),
    fields: present({ ...(typeof fields === 'object' ? fields : {}), ...shown }),
  };
}

function agileFields(p: Printing, issue: Issue): Record<string, unknown> {
  const sprints = issue.sprintIds.flatMap((id) => p.state.sprints.get(String(id)) ?? []);
  const open = sprints.find(({ state }) => state !== 'closed');
  const closed = sprints.filter(({ state }) => state === 'closed');
  const epic = epicOf(p, issue);
  return {
    epic: epic === undefined ? null : printEpic(p, epic),
    sprint: open === undefined ? null : printAgileSprint(p, open),
    closedSprints: closed.length === 0 ? undefined : closed.map((sprint) => printAgileSprint(p, sprint)),
    flagged: false,
  };
}

const isAsked = (asked: readonly string[], id: string): boolean =>
  !asked.includes(`-${id}`) &&
  (asked.length === 0 || asked.some((name) => name.startsWith('*') || name === id) || asked.every(isLeftOut));
const isLeftOut = (name: string): boolean => name.startsWith('-');
