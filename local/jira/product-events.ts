/**
 * Product events, told from two states: what became of projects, issues, versions and components between them.
 *
 * Pure. Only tables that changed are looked at, so a write that touches neither costs nothing.
 */
import type { ProductEvent } from './jira';
import { printComponent } from './print/component';
import { printIssue } from './print/issue';
import type { Printing } from './print/printing';
import { printProjectRef } from './print/project';
import { printVersion } from './print/version';
import type { Issue, JiraState, Project, Table, Version } from './state';

export function eventsBetween(
  previous: JiraState,
  next: JiraState,
  print: (state: JiraState) => Printing,
): readonly ProductEvent[] {
  const viewer = print(next).viewer;
  function printed<T>(before: T | undefined, after: T | undefined, by: (one: T, state: JiraState) => unknown): unknown {
    const shown = after ?? before;
    return shown === undefined ? undefined : by(shown, after === undefined ? previous : next);
  }
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
  const versions = changes(previous.versions, next.versions).map(([before, after]) =>
    event(`${versionEvent(before, after)}:version`, {
      version: printed(before, after, (version, state) => printVersion(print(state), version)),
    }),
  );
  const components = changes(previous.components, next.components).map(([before, after]) =>
    event(`${lifeEvent(before, after)}:component`, {
      component: printed(before, after, (component, state) => printComponent(print(state), component)),
    }),
  );
  return [...projects, ...issues, ...versions, ...components];
}

function projectEvent(before: Project | undefined, after: Project | undefined): string | undefined {
  if (before === undefined) return 'created';
  if (after === undefined) return 'deleted';
  if (before.lifecycle === after.lifecycle) return isCounterOnly(before, after) ? undefined : 'updated';
  if (after.lifecycle === 'bin') return 'softdeleted';
  if (after.lifecycle === 'archived') return 'archived';
  return before.lifecycle === 'archived' ? 'unarchived' : 'restored';
}

const lifeEvent = (before: unknown, after: unknown): string =>
  before === undefined ? 'created' : after === undefined ? 'deleted' : 'updated';

/** A change that has a name of its own is told under that name alone. */
function versionEvent(before: Version | undefined, after: Version | undefined): string {
  if (before === undefined || after === undefined) return lifeEvent(before, after);
  if (before.released !== after.released) return after.released ? 'released' : 'unreleased';
  if (before.archived !== after.archived) return after.archived ? 'archived' : 'unarchived';
  return before.sequence === after.sequence ? 'updated' : 'moved';
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
