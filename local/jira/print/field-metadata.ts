/**
 * What a screen says about a field: verbs, whether it is required, and which values it allows.
 *
 * Allowed values are the widest that Jira can offer: a project picker lists every project of the site, and
 * look-up addresses name the issue's key and its project. Feeds editmeta, createmeta and transitions.
 */
import type { CustomField, Id, Issue } from '../state';
import { printComponentRef } from './component';
import { autoCompleteUrl, printOption } from './custom-value';
import { type Field, fieldNamed, fieldsOfProject } from './field';
import { printIssueType } from './issue-type';
import { type Printing, present, siteUrl } from './printing';
import { printPriority, printResolution } from './priority';
import { issueTypesOf, printProjectRef } from './project';
import { printSecurityLevel } from './security-level';
import { printVersion } from './version';

/** `issue` is absent on a create screen. */
export type Screen = { readonly projectId: Id; readonly typeId: Id; readonly issue?: Issue };

export function printFieldMetadata(p: Printing, fieldId: string, screen: Screen): Record<string, unknown> | undefined {
  const project = p.state.projects.get(screen.projectId);
  const field = project && fieldNamed(p.state, fieldsOfProject(p.state, project), fieldId);
  if (project === undefined || field === undefined) return undefined;
  return present({
    required: field.id === 'summary' || field.id === 'issuetype' || (field.id === 'project' && !screen.issue),
    schema: field.schema,
    name: field.name,
    key: field.id,
    hasDefaultValue: screen.issue === undefined && field.id === 'priority',
    autoCompleteUrl: lookUpAddress(p, field, screen, project.key),
    operations: field.operations,
    allowedValues: allowedValues(p, field, screen),
  });
}

/** Fields that a screen of this project holds, in order. */
export function screenFields(p: Printing, screen: Screen): readonly Field[] {
  const project = p.state.projects.get(screen.projectId);
  if (project === undefined) return [];
  const editable = fieldsOfProject(p.state, project).filter(
    (field) => field.operations.length > 0 || field.id === 'attachment',
  );
  return editable.filter((field) => {
    if (field.id === 'project') return screen.issue === undefined;
    if (field.id === 'comment' || field.id === 'resolution' || field.id === 'worklog')
      return screen.issue !== undefined;
    return true;
  });
}

function lookUpAddress(p: Printing, field: Field, screen: Screen, projectKey: string): string | undefined {
  const key = screen.issue?.key ?? '';
  if (field.id === 'issuelinks') {
    return siteUrl(
      p,
      `rest/api/2/issue/picker?currentProjectId=${screen.projectId}&showSubTaskParent=true&showSubTasks=true&currentIssueKey=${key}&query=`,
    );
  }
  if (field.id === 'assignee') return siteUrl(p, `rest/api/${p.version}/user/assignable/search?issueKey=${key}&query=`);
  if (field.id === 'labels') return siteUrl(p, 'rest/api/1.0/labels/suggest?query=');
  if (field.id === 'reporter' || field.schema.type === 'user')
    return siteUrl(p, `rest/api/${p.version}/user/search?query=`);
  return field.custom !== undefined && field.schema.type === 'version'
    ? autoCompleteUrl(p, field.id, projectKey)
    : undefined;
}

function allowedValues(p: Printing, field: Field, screen: Screen): unknown[] | undefined {
  const project = p.state.projects.get(screen.projectId);
  if (project === undefined) return undefined;
  if (field.custom !== undefined) return allowedCustom(p, field.custom, screen.projectId);
  switch (field.id) {
    case 'issuetype':
      return issueTypesOf(p, project).map((type) => printIssueType(p, type));
    case 'project':
      return [...p.state.projects.values()].map((one) => printProjectRef(p, one));
    case 'priority':
      return project.priorityIds.flatMap((id) => p.state.priorities.get(id) ?? []).map((one) => printPriority(p, one));
    case 'resolution':
      return [...p.state.resolutions.values()].map((one) => printResolution(p, one));
    case 'components':
      return inProject(p.state.components.values(), project.id).map((one) => printComponentRef(p, one));
    case 'fixVersions':
    case 'versions':
      return inProject(p.state.versions.values(), project.id).map((one) => printVersion(p, one));
    case 'security':
      return inProject(p.state.securityLevels.values(), project.id).map((one) => printSecurityLevel(p, one));
    case 'issuerestriction':
      return [];
    default:
      return undefined;
  }
}

function allowedCustom(p: Printing, field: CustomField, projectId: Id): unknown[] | undefined {
  switch (field.schemaItems ?? field.schemaType) {
    case 'option':
    case 'option-with-child':
      // A screen offers the options of the context that covers its project.
      return field.options
        .filter((option) => option.projectId === null || option.projectId === projectId)
        .filter((option) => option.parentId === undefined)
        .map((option) => ({
          ...printOption(p, field, option.id),
          ...children(p, field, option.id),
        }));
    case 'project':
      return [...p.state.projects.values()].map((one) => printProjectRef(p, one));
    case 'version':
      return inProject(p.state.versions.values(), projectId).map((one) => printVersion(p, one));
    default:
      return undefined;
  }
}

function children(p: Printing, field: CustomField, parentId: Id): Record<string, unknown> {
  const below = field.options.filter((option) => option.parentId === parentId);
  return below.length === 0 ? {} : { children: below.map((option) => printOption(p, field, option.id)) };
}

const inProject = <T extends { readonly projectId: Id }>(all: Iterable<T>, projectId: Id): T[] =>
  [...all].filter((one) => one.projectId === projectId);
