/**
 * Product events, told from two states: what became of projects and issues between them.
 *
 * Pure. Only tables that changed are looked at, so a write that touches neither costs nothing.
 */
import type { ProductEvent } from './jira';
import { printIssue } from './print/issue';
import type { Printing } from './print/printing';
import { printProjectRef } from './print/project';
import type { Issue, JiraState, Project, Table } from './state';

export function eventsBetween(
  previous: JiraState,
  next: JiraState,
  print: (state: JiraState) => Printing,
): readonly ProductEvent[] {
  const viewer = print(next).viewer;
  const event = (name: string, payload: Record<string, unknown>): ProductEvent => ({
    eventType: `avi:jira:${name}`,
    payload: { eventType: `avi:jira:${name}`, ...(viewer === null ? {} : { atlassianId: viewer }), ...payload },
  });
  const projects = changes(previous.projects, next.projects).flatMap(([before, after]) => {
    const shown = after ?? before;
    const name = projectEvent(before, after);
    if (shown === undefined || name === undefined) return [];
    const state = after === undefined ? previous : next;
    return [event(`${name}:project`, { project: { ...printProjectRef(print(state), shown), id: shown.id } })];
  });
  const issues = changes(previous.issues, next.issues).flatMap(([before, after]) => {
    const shown = after ?? before;
    if (shown === undefined) return [];
    const name = before === undefined ? 'created' : after === undefined ? 'deleted' : 'updated';
    return [event(`${name}:issue`, issuePayload(print(after === undefined ? previous : next), shown, before))];
  });
  return [...projects, ...issues];
}

function projectEvent(before: Project | undefined, after: Project | undefined): string | undefined {
  if (before === undefined) return 'created';
  if (after === undefined) return 'deleted';
  if (before.lifecycle === after.lifecycle) return isCounterOnly(before, after) ? undefined : 'updated';
  if (after.lifecycle === 'bin') return 'softdeleted';
  if (after.lifecycle === 'archived') return 'archived';
  return before.lifecycle === 'archived' ? 'unarchived' : 'restored';
}

/** A new issue moves the project's counter, and tells nobody of a changed project. */
const isCounterOnly = (before: Project, after: Project): boolean =>
  JSON.stringify({ ...before, nextIssueNumber: 0 }) === JSON.stringify({ ...after, nextIssueNumber: 0 });

const EVENT_FIELDS = [
  'summary',
  'issuetype',
  'creator',
  'created',
  'project',
  'reporter',
  'assignee',
  'updated',
  'status',
];

function issuePayload(p: Printing, issue: Issue, before: Issue | undefined): Record<string, unknown> {
  const printed = printIssue(p, issue, { fields: EVENT_FIELDS, expand: new Set(), properties: [], place: 'list' });
  const items = issue.history.slice(before?.history.length ?? 0).flatMap((entry) => entry.items);
  return { issue: printed, ...(items.length === 0 ? {} : { changelog: { items } }), associatedUsers: [] };
}

function changes<T>(before: Table<T>, after: Table<T>): readonly (readonly [T | undefined, T | undefined])[] {
  if (before === after) return [];
  const changed: (readonly [T | undefined, T | undefined])[] = [];
  for (const [id, one] of after) if (before.get(id) !== one) changed.push([before.get(id), one]);
  for (const [id, one] of before) if (!after.has(id)) changed.push([one, undefined]);
  return changed;
}
