/**
 * Values of custom fields, printed from what the state keeps (see `Issue.custom`).
 *
 * Pickers come with whole objects: a project picker with its project, a version picker with its version, a
 * sprint with the board it stems from, wherever those belong.
 */
import type { CustomField, Issue, Project, RichText } from '../state';
import type { Sprint } from '../state-boards';
import { printRich } from './comment';
import { printPerson } from './person';
import { type Printing, present, selfUrl, siteUrl, time } from './printing';
import { printProjectRef } from './project';
import { printVersionRef } from './version';

/** The kind behind Jira's long type name: `select`, `gh-sprint`, … */
export const kindOf = (field: CustomField): string => field.custom.split(':').at(-1) ?? '';

export function printCustomValue(p: Printing, issue: Issue, field: CustomField): unknown {
  const kind = kindOf(field);
  if (kind === 'gh-lexo-rank') return issue.rank;
  if (kind === 'gh-sprint') {
    const sprints = issue.sprintIds.flatMap((id) => p.state.sprints.get(String(id)) ?? []);
    return sprints.length === 0 ? null : sprints.map((sprint) => printSprint(sprint));
  }
  const value = issue.custom[field.id] ?? null;
  return value === null ? null : printValue(p, field, kind, value);
}

function printValue(p: Printing, field: CustomField, kind: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((entry) => printValue(p, field, kind, entry));
  if (isDocument(value)) return printRich(p, value);
  if (kind === 'cascadingselect') return printCascade(p, field, value);
  if (typeof value !== 'string') return value;
  switch (field.schemaItems ?? field.schemaType) {
    case 'option':
      return printOption(p, field, value);
    case 'user':
      return printPerson(p, value);
    case 'project': {
      const project: Project | undefined = p.state.projects.get(value);
      return project === undefined ? null : printProjectRef(p, project);
    }
    case 'version': {
      const version = p.state.versions.get(value);
      return version === undefined ? null : printVersionRef(p, version);
    }
    case 'datetime':
      return time(p, value);
    default:
      return value;
  }
}

export function printOption(p: Printing, field: CustomField, id: string): Record<string, unknown> | null {
  const option = field.options.find((candidate) => candidate.id === id);
  return option === undefined ? null : { self: selfUrl(p, `customFieldOption/${id}`), value: option.value, id };
}

function printCascade(p: Printing, field: CustomField, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('id' in value)) return null;
  const child = 'childId' in value && typeof value.childId === 'string' ? printOption(p, field, value.childId) : null;
  const parent = printOption(p, field, String(value.id));
  return parent === null ? null : present({ ...parent, child: child ?? undefined });
}

/** A sprint inside an issue; `boardId` may be a board of another project. Sprint times are UTC. */
export function printSprint(sprint: Sprint): Record<string, unknown> {
  return present({
    id: sprint.id,
    name: sprint.name,
    state: sprint.state,
    boardId: sprint.boardId,
    goal: sprint.goal,
    startDate: sprint.startDate ?? undefined,
    endDate: sprint.endDate ?? undefined,
    completeDate: sprint.completeDate ?? undefined,
  });
}

export function isDocument(value: unknown): value is RichText {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'doc' && 'content' in value;
}

/** Where a picker looks up its values. */
export const autoCompleteUrl = (p: Printing, fieldId: string, projectKey: string): string =>
  siteUrl(p, `rest/api/1.0/suggest?fieldName=${fieldId}&project=${projectKey}&query=`);
