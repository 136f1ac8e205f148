/**
 * Versions and components of projects. Taking one away takes it out of every issue that has it, also through a picker in
 * another project; issues get another one instead where that is asked for, from whichever project.
 */
import type { Component, CustomField, Id, Issue, JiraState, Version } from '../state';
import type { IssuePatch } from './draft';
import type { Act } from './history';
import { editIssue } from './issues';
import { put, putAll, remove, takeId } from './tables';

/** Versions of a project in their order. */
export const versionsOf = (state: JiraState, projectId: Id): readonly Version[] =>
  [...state.versions.values()]
    .filter((version) => version.projectId === projectId)
    .sort((a, b) => a.sequence - b.sequence);

export function addVersion(
  state: JiraState,
  draft: Omit<Version, 'id' | 'sequence'>,
): { readonly state: JiraState; readonly version: Version } {
  const { state: counted, id } = takeId(state);
  const last = versionsOf(state, draft.projectId).at(-1)?.sequence ?? -1;
  const version = { ...draft, id, sequence: last + 1 };
  return { state: put(counted, 'versions', version), version };
}

export type VersionPlace = { readonly after: Id } | { readonly position: 'Earlier' | 'Later' | 'First' | 'Last' };

export function moveVersion(state: JiraState, version: Version, place: VersionPlace): JiraState {
  const own = versionsOf(state, version.projectId);
  const rest = own.filter(({ id }) => id !== version.id);
  const before = own.findIndex(({ id }) => id === version.id);
  const at =
    'after' in place ? rest.findIndex(({ id }) => id === place.after) + 1 : indexAt(place.position, before, rest);
  const ordered = rest.toSpliced(Math.min(Math.max(at, 0), rest.length), 0, version);
  return putAll(
    state,
    'versions',
    ordered.map((each, sequence) => ({ ...each, sequence })),
  );
}

function indexAt(position: 'Earlier' | 'Later' | 'First' | 'Last', before: number, rest: readonly Version[]): number {
  if (position === 'First') return 0;
  if (position === 'Last') return rest.length;
  return position === 'Earlier' ? before - 1 : before + 1;
}

export function deleteVersion(
  state: JiraState,
  versionId: Id,
  instead: { readonly fix: Id | null; readonly affects: Id | null },
  act: Act,
): JiraState {
  const changed = editedWhere(state, act, (issue) => ({
    ...replaced('fixVersionIds', issue, versionId, instead.fix),
    ...replaced('affectsVersionIds', issue, versionId, instead.affects),
    ...unpicked(state, issue, versionId),
  }));
  return remove(changed, 'versions', versionId);
}

export function addComponent(
  state: JiraState,
  draft: Omit<Component, 'id'>,
): { readonly state: JiraState; readonly component: Component } {
  const { state: counted, id } = takeId(state);
  const component = { ...draft, id };
  return { state: put(counted, 'components', component), component };
}

export function deleteComponent(state: JiraState, componentId: Id, instead: Id | null, act: Act): JiraState {
  const changed = editedWhere(state, act, (issue) => replaced('componentIds', issue, componentId, instead));
  return remove(changed, 'components', componentId);
}

function editedWhere(state: JiraState, act: Act, patchOf: (issue: Issue) => IssuePatch): JiraState {
  return [...state.issues.values()].reduce((sofar, issue) => {
    const patch = patchOf(issue);
    return Object.keys(patch).length === 0 ? sofar : editIssue(sofar, issue.id, patch, act);
  }, state);
}

function replaced(
  member: 'fixVersionIds' | 'affectsVersionIds' | 'componentIds',
  issue: Issue,
  id: Id,
  instead: Id | null,
): IssuePatch {
  if (!issue[member].includes(id)) return {};
  const ids = issue[member].flatMap((each) => (each === id ? (instead ?? []) : each));
  return { [member]: [...new Set(ids)] };
}

/** Pickers lose the version. */
function unpicked(state: JiraState, issue: Issue, versionId: Id): IssuePatch {
  const custom = Object.entries(issue.custom).flatMap(([fieldId, value]) => {
    if (!isPicker(state.customFields.get(fieldId)) || ![value].flat().includes(versionId)) return [];
    return [[fieldId, Array.isArray(value) ? value.filter((id) => id !== versionId) : null] as const];
  });
  return custom.length === 0 ? {} : { custom: Object.fromEntries(custom) };
}

const isPicker = (field: CustomField | undefined): boolean =>
  field?.schemaType === 'version' || field?.schemaItems === 'version';
