/**
 * The fields of the site: Jira's own by a table, custom ones from the state.
 *
 * One row says all that `/field`, `expand=names,schema`, screens and `*navigable` need. The table knows what
 * a field is, never its value; values are printed in `issue.ts`, and read in `routes/read-fields.ts`.
 */
import type { CustomField, JiraState, Project } from '../state';
import { projectScope } from './issue-type';

export type FieldSchema = {
  readonly type: string;
  readonly items?: string;
  readonly system?: string;
  readonly custom?: string;
  readonly customId?: number;
};

export type Field = {
  readonly id: string;
  readonly name: string;
  readonly schema: FieldSchema;
  readonly navigable: boolean;
  readonly orderable: boolean;
  readonly clauseNames: readonly string[];
  /** Verbs that `update` takes for it; none where no screen can hold it. */
  readonly operations: readonly string[];
  readonly custom: CustomField | undefined;
};

const SET = ['set'];
const LIST = ['add', 'set', 'remove'];

/** id, name, type, items, verbs, clause names, navigable */
const SYSTEM: readonly (readonly [
  string,
  string,
  string,
  string | null,
  readonly string[],
  readonly string[],
  boolean,
])[] = [
  ['statuscategorychangedate', 'Status Category Changed', 'datetime', null, [], ['statusCategoryChangedDate'], true],
  ['issuetype', 'Issue Type', 'issuetype', null, SET, ['issuetype', 'type'], true],
  ['parent', 'Parent', 'issuelink', null, SET, ['parent'], true],
  ['timespent', 'Time Spent', 'number', null, [], ['timespent'], true],
  ['project', 'Project', 'project', null, SET, ['project'], true],
  ['fixVersions', 'Fix versions', 'array', 'version', LIST, ['fixVersion'], true],
  ['statusCategory', 'Status Category', 'statusCategory', null, [], ['statusCategory'], true],
  ['aggregatetimespent', 'Σ Time Spent', 'number', null, [], [], true],
  ['resolution', 'Resolution', 'resolution', null, SET, ['resolution'], true],
  ['resolutiondate', 'Resolved', 'datetime', null, [], ['resolutiondate', 'resolved'], true],
  ['workratio', 'Work Ratio', 'number', null, [], ['workratio'], true],
  ['lastViewed', 'Last Viewed', 'datetime', null, [], ['lastViewed'], true],
  ['issuerestriction', 'Restrict to', 'issuerestriction', null, SET, [], true],
  ['watches', 'Watchers', 'watches', null, [], ['watchers'], true],
  ['created', 'Created', 'datetime', null, [], ['created', 'createdDate'], true],
  ['priority', 'Priority', 'priority', null, SET, ['priority'], true],
  ['labels', 'Labels', 'array', 'string', LIST, ['labels'], true],
  ['timeestimate', 'Remaining Estimate', 'number', null, [], ['remainingEstimate', 'timeestimate'], true],
  ['aggregatetimeoriginalestimate', 'Σ Original Estimate', 'number', null, [], [], true],
  ['versions', 'Affects versions', 'array', 'version', LIST, ['affectedVersion'], true],
  ['issuelinks', 'Linked Issues', 'array', 'issuelinks', ['add'], ['issueLink'], true],
  ['assignee', 'Assignee', 'user', null, SET, ['assignee'], true],
  ['updated', 'Updated', 'datetime', null, [], ['updated', 'updatedDate'], true],
  ['status', 'Status', 'status', null, [], ['status'], true],
  ['components', 'Components', 'array', 'component', LIST, ['component'], true],
  ['issuekey', 'Key', 'issuekey', null, [], ['id', 'issue', 'issuekey', 'key'], true],
  ['timeoriginalestimate', 'Original estimate', 'number', null, [], ['originalEstimate', 'timeoriginalestimate'], true],
  ['description', 'Description', 'string', null, SET, ['description'], true],
  ['timetracking', 'Time tracking', 'timetracking', null, ['set', 'edit'], [], false],
  ['security', 'Security Level', 'securitylevel', null, SET, ['level'], true],
  ['attachment', 'Attachment', 'array', 'attachment', [], ['attachments'], false],
  ['aggregatetimeestimate', 'Σ Remaining Estimate', 'number', null, [], [], true],
  ['summary', 'Summary', 'string', null, SET, ['summary'], true],
  ['creator', 'Creator', 'user', null, [], ['creator'], true],
  ['subtasks', 'Sub-tasks', 'array', 'issuelinks', [], ['subtasks'], true],
  ['reporter', 'Reporter', 'user', null, SET, ['reporter'], true],
  ['aggregateprogress', 'Σ Progress', 'progress', null, [], [], true],
  ['environment', 'Environment', 'string', null, SET, ['environment'], true],
  ['duedate', 'Due date', 'date', null, SET, ['due', 'duedate'], true],
  ['progress', 'Progress', 'progress', null, [], ['progress'], true],
  ['votes', 'Votes', 'votes', null, [], ['votes'], true],
  ['comment', 'Comment', 'comments-page', null, ['add', 'edit', 'remove'], ['comment'], false],
  ['worklog', 'Log Work', 'array', 'worklog', ['add'], [], false],
];

const SYSTEM_FIELDS: readonly Field[] = SYSTEM.map(([id, name, type, items, operations, clauseNames, navigable]) => ({
  id,
  name,
  schema: { type, ...(items === null ? {} : { items }), system: id },
  navigable,
  orderable: operations.length > 0,
  clauseNames,
  operations,
  custom: undefined,
}));

/** Every field of the site, Jira's own first. */
export const allFields = (state: JiraState): readonly Field[] => [
  ...SYSTEM_FIELDS,
  ...[...state.customFields.values()].map(customField),
];

/** Fields that the screens of this project hold. */
export const fieldsOfProject = rememberedFields((state, project) =>
  project.customFieldIds.flatMap((id) => state.customFields.get(id) ?? []),
);

/** Fields that stand in an issue of this project, on its screens or not: all of global context, and its own. */
export const fieldsInIssues = rememberedFields((state, project) =>
  [...state.customFields.values()].filter(
    ({ id, projectId }) => projectId === null || projectId === project.id || project.customFieldIds.includes(id),
  ),
);

type FieldsOf = (state: JiraState, project: Project) => readonly Field[];

/** With Jira's own before them. Remembered, since every printed issue asks. */
function rememberedFields(customOf: (state: JiraState, project: Project) => readonly CustomField[]): FieldsOf {
  const known = new WeakMap<Project, { readonly from: JiraState['customFields']; readonly fields: readonly Field[] }>();
  return (state, project) => {
    const before = known.get(project);
    if (before?.from === state.customFields) return before.fields;
    const fields = [...SYSTEM_FIELDS, ...customOf(state, project).map(customField)];
    known.set(project, { from: state.customFields, fields });
    return fields;
  };
}

/** A field by its id or, as Jira also takes it, by its name in any case. */
export function fieldNamed(state: JiraState, fields: readonly Field[], name: string): Field | undefined {
  const lower = name.toLowerCase();
  return (
    fields.find((field) => field.id === name) ??
    fields.find((field) => field.id.toLowerCase() === lower || field.name.toLowerCase() === lower) ??
    allFields(state).find((field) => field.id.toLowerCase() === lower)
  );
}

function customField(custom: CustomField): Field {
  const number = Number(custom.id.replace('customfield_', ''));
  return {
    id: custom.id,
    name: custom.name,
    schema: {
      type: custom.schemaType,
      ...(custom.schemaItems === null ? {} : { items: custom.schemaItems }),
      custom: custom.custom,
      customId: number,
    },
    navigable: true,
    orderable: true,
    clauseNames: [`cf[${number}]`, custom.name, `${custom.name}[${custom.custom.split(':').at(-1) ?? ''}]`],
    operations: custom.schemaType === 'array' ? LIST : SET,
    custom,
  };
}

/** A row of `GET /field`. */
export const printField = (field: Field): Record<string, unknown> => ({
  id: field.id,
  key: field.id,
  name: field.name,
  untranslatedName: field.name,
  custom: field.custom !== undefined,
  orderable: field.orderable,
  navigable: field.navigable,
  searchable: field.clauseNames.length > 0,
  clauseNames: field.clauseNames,
  ...projectScope(field.custom?.projectId ?? null),
  schema: field.schema,
});
