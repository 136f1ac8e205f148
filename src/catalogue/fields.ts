/**
 * Issue fields: what of each may be read, and in which form it may be written. A field that is not here, or a
 * custom field of a type that is not here, does not exist for a key: neither in answers nor in bodies.
 * Left out on purpose: security, votes, watches, lastViewed, workratio, rank, sums of logged time (they count
 * entries that a key may not see), and whatever other apps put into an issue.
 */
import type { Permission } from '../policy/permissions';
import type { Shape } from './operation';
import { shown } from './shown';

/** In which form a field is written. `pick`: an object that names one thing by id or name; `picks`: a list of such. */
export type Write =
  | 'text'
  | 'rich'
  | 'number'
  | 'date'
  | 'time'
  | 'labels'
  | 'person'
  | 'people'
  | 'project'
  | 'issue'
  | 'issueKey'
  | 'timeTracking'
  | 'option'
  | 'options'
  | 'cascade'
  | { readonly pick: Picked }
  | { readonly picks: Picked };
export type Picked = 'issueType' | 'priority' | 'resolution' | 'version' | 'component';

export type FieldRule = {
  /** Absent: never shown. */
  readonly read?: Shape;
  readonly readNeeds?: Permission;
  /** Absent: never written. */
  readonly write?: Write;
  readonly writeNeeds?: Permission;
  /** On which screens it may be written; absent: all of them. */
  readonly on?: readonly ('create' | 'edit' | 'transition')[];
};

const SYSTEM_RULES: Readonly<Record<string, FieldRule>> = {
  summary: { read: 'text', write: 'text' },
  description: { read: 'rich', write: 'rich' },
  environment: { read: 'rich', write: 'rich' },
  issuetype: { read: { named: 'issueType' }, write: { pick: 'issueType' }, on: ['create', 'edit'] },
  project: {
    read: { ref: 'project', show: { named: 'projectOfIssue' }, ifForeign: 'remove' },
    write: 'project',
    on: ['create'],
  },
  status: { read: { named: 'status' } },
  statusCategory: { read: { named: 'statusCategory' } },
  statuscategorychangedate: { read: 'text' },
  priority: { read: { named: 'priority' }, write: { pick: 'priority' } },
  resolution: { read: { named: 'resolution' }, write: { pick: 'resolution' }, on: ['edit', 'transition'] },
  resolutiondate: { read: 'text' },
  labels: { read: { list: 'text' }, write: 'labels' },
  created: { read: 'text' },
  updated: { read: 'text' },
  duedate: { read: 'text', write: 'date' },
  assignee: { read: 'person', write: 'person', writeNeeds: 'issue:assign' },
  reporter: { read: 'person', write: 'person', on: ['create', 'edit'] },
  creator: { read: 'person' },
  components: { read: { list: { named: 'component' } }, write: { picks: 'component' } },
  versions: { read: { list: { named: 'version' } }, write: { picks: 'version' } },
  fixVersions: { read: { list: { named: 'version' } }, write: { picks: 'version' } },
  parent: { read: { named: 'linkedIssue' }, write: 'issue', on: ['create', 'edit'] },
  subtasks: { read: { list: { named: 'linkedIssue' } } },
  issuelinks: { read: { list: shown('link') } },
  comment: {
    read: {
      page: shown('comment'),
      rows: 'comments',
      total: 'recount',
    },
    readNeeds: 'comment:read',
  },
  attachment: { read: { list: { named: 'attachment' } }, readNeeds: 'attachment:read' },
  timeoriginalestimate: { read: 'number' },
  timeestimate: { read: 'number' },
  timetracking: { read: { named: 'timeTracking' }, write: 'timeTracking' },
};

/** Fields that Jira Software adds. They repeat custom fields under names of their own, so a hidden field hides them all. */
const AGILE_RULES: Readonly<Record<string, FieldRule>> = {
  epic: { read: { named: 'epic' } },
  sprint: { read: { named: 'sprint' }, readNeeds: 'sprint:read' },
  closedSprints: { read: { list: { named: 'sprint' } }, readNeeds: 'sprint:read' },
  flagged: { read: 'flag' },
};

const JIRA = 'com.atlassian.jira.plugin.system.customfieldtypes:';
const SOFTWARE = 'com.pyxis.greenhopper.jira:';

/** By Jira's `schema.custom`. */
const CUSTOM_RULES: Readonly<Record<string, FieldRule>> = {
  [`${JIRA}textfield`]: { read: 'text', write: 'text' },
  [`${JIRA}textarea`]: { read: 'rich', write: 'rich' },
  [`${JIRA}url`]: { read: 'text', write: 'text' },
  [`${JIRA}float`]: { read: 'number', write: 'number' },
  [`${JIRA}datepicker`]: { read: 'text', write: 'date' },
  [`${JIRA}datetime`]: { read: 'text', write: 'time' },
  [`${JIRA}select`]: { read: { named: 'option' }, write: 'option' },
  [`${JIRA}radiobuttons`]: { read: { named: 'option' }, write: 'option' },
  [`${JIRA}multiselect`]: { read: { list: { named: 'option' } }, write: 'options' },
  [`${JIRA}multicheckboxes`]: { read: { list: { named: 'option' } }, write: 'options' },
  [`${JIRA}cascadingselect`]: { read: { named: 'option' }, write: 'cascade' },
  [`${JIRA}labels`]: { read: { list: 'text' }, write: 'labels' },
  [`${JIRA}userpicker`]: { read: 'person', write: 'person' },
  [`${JIRA}multiuserpicker`]: { read: { list: 'person' }, write: 'people' },
  [`${JIRA}version`]: {
    read: { ref: 'version', show: { named: 'version' }, ifForeign: 'null' },
    write: { pick: 'version' },
  },
  [`${JIRA}multiversion`]: {
    read: { list: shown('version') },
    write: { picks: 'version' },
  },
  [`${JIRA}project`]: { read: { ref: 'project', show: { named: 'projectOfIssue' }, ifForeign: 'null' } },
  [`${SOFTWARE}jsw-story-points`]: { read: 'number', write: 'number' },
  [`${SOFTWARE}gh-epic-label`]: { read: 'text', write: 'text' },
  [`${SOFTWARE}gh-sprint`]: { read: { list: { named: 'sprintOfIssue' } }, readNeeds: 'sprint:read' },
  [`${SOFTWARE}gh-epic-link`]: { read: { ref: 'issue', show: 'text', ifForeign: 'null' }, write: 'issueKey' },
};

const table = (rules: Readonly<Record<string, FieldRule>>): ReadonlyMap<string, FieldRule> =>
  new Map(Object.entries(rules));

export const SYSTEM_FIELDS = table(SYSTEM_RULES);
export const AGILE_FIELDS = table(AGILE_RULES);
const CUSTOM_TYPES = table(CUSTOM_RULES);

/** The rule of a field, by its id and, for a custom field, Jira's name of its type; undefined: the field is not offered. */
export const fieldRule = (id: string, custom: string | undefined): FieldRule | undefined =>
  /^customfield_[1-9][0-9]{0,17}$/.test(id)
    ? custom === undefined
      ? undefined
      : CUSTOM_TYPES.get(custom)
    : SYSTEM_FIELDS.get(id);
