/**
 * What every Jira site brings along before there is any project: types, statuses, priorities, roles, link types.
 *
 * The ids are chosen so that none equals a project's id, which would make a leak hard to tell from a coincidence.
 */
import type {
  Holder,
  Id,
  IssueType,
  JiraState,
  PermissionKey,
  Person,
  Priority,
  Project,
  Status,
  Workflow,
} from '../state';

export const TYPE = { epic: '10100', story: '10101', task: '10102', bug: '10103', subtask: '10104' } as const;
export const STATUS = { toDo: '10200', inProgress: '10201', inReview: '10202', done: '10203' } as const;
export const PRIORITY = { highest: '1', high: '2', medium: '3', low: '4', lowest: '5' } as const;
export const RESOLUTION = { done: '10300', wontDo: '10301', duplicate: '10302' } as const;
export const ROLE = { app: '10400', administrators: '10401', members: '10402', viewers: '10403' } as const;
export const LINK_TYPE = { blocks: '10410', relates: '10411', duplicate: '10412', cloners: '10413' } as const;
export const WORKFLOW = '10420';
export const SPRINT_FIELD = 'customfield_10020';
export const RANK_FIELD = 'customfield_10019';
export const EPIC_LINK_FIELD = 'customfield_10014';

/** A site with its app and without projects. */
export const emptySite = (site: JiraState['site'], app: Person, firstId: number): JiraState => ({
  site,
  nextId: firstId,
  people: byId([app], (person) => person.accountId),
  roles: byId([
    { id: ROLE.app, name: 'atlassian-addons-project-access', description: 'A project role that represents apps' },
    { id: ROLE.administrators, name: 'Administrators', description: 'A project role that represents administrators' },
    { id: ROLE.members, name: 'Members', description: 'A project role that represents members' },
    { id: ROLE.viewers, name: 'Viewers', description: 'A project role that represents readers' },
  ]),
  categories: new Map(),
  projects: new Map(),
  issueTypes: byId(TYPES),
  statuses: byId(STATUSES),
  priorities: byId(PRIORITIES),
  resolutions: byId([
    { id: RESOLUTION.done, name: 'Done', description: 'Work has been completed on this issue.' },
    { id: RESOLUTION.wontDo, name: "Won't Do", description: 'This issue will not be worked on.' },
    { id: RESOLUTION.duplicate, name: 'Duplicate', description: 'The problem is a duplicate of an existing issue.' },
  ]),
  workflows: byId([WORKFLOW_FOR_ALL]),
  customFields: byId([
    {
      id: EPIC_LINK_FIELD,
      name: 'Epic Link',
      schemaType: 'any',
      schemaItems: null,
      custom: 'com.pyxis.greenhopper.jira:gh-epic-link',
      projectId: null,
      options: [],
    },
    {
      id: RANK_FIELD,
      name: 'Rank',
      schemaType: 'any',
      schemaItems: null,
      custom: 'com.pyxis.greenhopper.jira:gh-lexo-rank',
      projectId: null,
      options: [],
    },
    {
      id: SPRINT_FIELD,
      name: 'Sprint',
      schemaType: 'array',
      schemaItems: 'json',
      custom: 'com.pyxis.greenhopper.jira:gh-sprint',
      projectId: null,
      options: [],
    },
  ]),
  linkTypes: byId([
    { id: LINK_TYPE.blocks, name: 'Blocks', inward: 'is blocked by', outward: 'blocks' },
    { id: LINK_TYPE.relates, name: 'Relates', inward: 'relates to', outward: 'relates to' },
    { id: LINK_TYPE.duplicate, name: 'Duplicate', inward: 'is duplicated by', outward: 'duplicates' },
    { id: LINK_TYPE.cloners, name: 'Cloners', inward: 'is cloned by', outward: 'clones' },
  ]),
  versions: new Map(),
  components: new Map(),
  securityLevels: new Map(),
  boards: new Map(),
  sprints: new Map(),
  serviceDesks: new Map(),
  requestTypes: new Map(),
  queues: new Map(),
  requests: new Map(),
  issues: new Map(),
  comments: new Map(),
  worklogs: new Map(),
  links: new Map(),
  attachments: new Map(),
  remoteLinks: new Map(),
  mails: new Map(),
  tasks: new Map(),
});

/** Administrators may all, members work, viewers read; apps are in every permission, as Jira puts them. */
export function usualPermissions(): Project['permissions'] {
  const app: Holder = { kind: 'role', roleId: ROLE.app };
  const role = (roleId: Id): Holder => ({ kind: 'role', roleId });
  const admins = [role(ROLE.administrators), app];
  const members = [role(ROLE.members), ...admins];
  const entries: readonly (readonly [PermissionKey, readonly Holder[]])[] = [
    ['BROWSE_PROJECTS', [role(ROLE.viewers), ...members]],
    ...FOR_MEMBERS.map((key) => [key, members] as const),
    ...FOR_ADMINISTRATORS.map((key) => [key, admins] as const),
  ];
  return Object.fromEntries(entries);
}

const FOR_MEMBERS: readonly PermissionKey[] = [
  'CREATE_ISSUES',
  'EDIT_ISSUES',
  'ASSIGN_ISSUES',
  'ASSIGNABLE_USER',
  'TRANSITION_ISSUES',
  'LINK_ISSUES',
  'ADD_COMMENTS',
  'EDIT_OWN_COMMENTS',
  'DELETE_OWN_COMMENTS',
  'WORK_ON_ISSUES',
  'CREATE_ATTACHMENTS',
  'SCHEDULE_ISSUES',
  'MANAGE_SPRINTS_PERMISSION',
];
const FOR_ADMINISTRATORS: readonly PermissionKey[] = [
  'ADMINISTER_PROJECTS',
  'DELETE_ISSUES',
  'EDIT_ALL_COMMENTS',
  'DELETE_ALL_COMMENTS',
  'EDIT_ALL_WORKLOGS',
  'DELETE_ALL_WORKLOGS',
  'DELETE_ALL_ATTACHMENTS',
  'MODIFY_REPORTER',
  'SET_ISSUE_SECURITY',
  'MANAGE_WATCHERS',
];

const TYPES: readonly IssueType[] = [
  type(TYPE.epic, 'Epic', 1, 10307),
  type(TYPE.story, 'Story', 0, 10315),
  type(TYPE.task, 'Task', 0, 10318),
  type(TYPE.bug, 'Bug', 0, 10303),
  type(TYPE.subtask, 'Sub-task', -1, 10316),
];

function type(id: Id, name: string, level: IssueType['level'], avatarId: number): IssueType {
  return { id, name, description: `${name} of any project`, level, avatarId, projectId: null };
}

const STATUSES: readonly Status[] = [
  { id: STATUS.toDo, name: 'To Do', description: '', category: 'new', projectId: null },
  { id: STATUS.inProgress, name: 'In Progress', description: '', category: 'indeterminate', projectId: null },
  { id: STATUS.inReview, name: 'In Review', description: '', category: 'indeterminate', projectId: null },
  { id: STATUS.done, name: 'Done', description: '', category: 'done', projectId: null },
];

const PRIORITIES: readonly Priority[] = [
  { id: PRIORITY.highest, name: 'Highest', description: 'Blocks progress.', color: '#d04437' },
  { id: PRIORITY.high, name: 'High', description: 'Could block progress.', color: '#f15c75' },
  { id: PRIORITY.medium, name: 'Medium', description: 'Could affect progress.', color: '#f79232' },
  { id: PRIORITY.low, name: 'Low', description: 'Easily worked around.', color: '#707070' },
  { id: PRIORITY.lowest, name: 'Lowest', description: 'No impact on progress.', color: '#999999' },
];

const WORKFLOW_FOR_ALL: Workflow = {
  id: WORKFLOW,
  name: 'Software workflow',
  initialStatusId: STATUS.toDo,
  statusIds: Object.values(STATUS),
  transitions: [
    { id: '11', name: 'To Do', from: [], to: STATUS.toDo, fields: [], setsResolutionId: null },
    { id: '21', name: 'In Progress', from: [], to: STATUS.inProgress, fields: [], setsResolutionId: null },
    {
      id: '31',
      name: 'Ask for review',
      from: [STATUS.inProgress],
      to: STATUS.inReview,
      fields: ['assignee', 'comment'],
      setsResolutionId: null,
    },
    {
      id: '41',
      name: 'Done',
      from: [],
      to: STATUS.done,
      fields: ['resolution', 'comment'],
      setsResolutionId: RESOLUTION.done,
    },
  ],
};

function byId<T extends { readonly id: Id }>(entities: readonly T[]): ReadonlyMap<string, T>;
function byId<T>(entities: readonly T[], idOf: (entity: T) => string): ReadonlyMap<string, T>;
function byId<T extends { readonly id?: Id }>(
  entities: readonly T[],
  idOf: (entity: T) => string = (entity) => entity.id ?? '',
): ReadonlyMap<string, T> {
  return new Map(entities.map((entity) => [idOf(entity), entity]));
}
