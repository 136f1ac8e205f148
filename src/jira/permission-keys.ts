/**
 * Which Jira permissions a person needs for what each of our permissions lets a key do: a key never may more than its
 * sponsor. All of a key's writes are the app's, so changing what others wrote needs the right for everyone's.
 */
import { PERMISSIONS, type Permission } from '../policy/permissions';

/** Projects in one question about permissions; Jira's limit. */
export const PROJECTS_A_CHECK_MAX = 1_000;

const ADMINISTER_PROJECTS = 'ADMINISTER_PROJECTS';
const MANAGE_SPRINTS = 'MANAGE_SPRINTS_PERMISSION';

/** Beside BROWSE_PROJECTS, which each of them needs. */
const ALSO: Readonly<Record<Permission, string | undefined>> = {
  'issue:read': undefined,
  'issue:create': 'CREATE_ISSUES',
  'issue:edit': 'EDIT_ISSUES',
  'issue:transition': 'TRANSITION_ISSUES',
  'issue:assign': 'ASSIGN_ISSUES',
  'issue:link': 'LINK_ISSUES',
  'issue:delete': 'DELETE_ISSUES',
  'comment:read': undefined,
  'comment:create': 'ADD_COMMENTS',
  'comment:edit': 'EDIT_ALL_COMMENTS',
  'comment:delete': 'DELETE_ALL_COMMENTS',
  'worklog:read': undefined,
  'worklog:create': 'WORK_ON_ISSUES',
  'worklog:edit': 'EDIT_ALL_WORKLOGS',
  'worklog:delete': 'DELETE_ALL_WORKLOGS',
  'attachment:read': undefined,
  'changelog:read': undefined,
  'project:read': undefined,
  'version:read': undefined,
  'version:create': ADMINISTER_PROJECTS,
  'version:edit': ADMINISTER_PROJECTS,
  'version:delete': ADMINISTER_PROJECTS,
  'component:read': undefined,
  'component:create': ADMINISTER_PROJECTS,
  'component:edit': ADMINISTER_PROJECTS,
  'component:delete': ADMINISTER_PROJECTS,
  'board:read': undefined,
  'sprint:read': undefined,
  'sprint:create': MANAGE_SPRINTS,
  'sprint:edit': MANAGE_SPRINTS,
  'sprint:delete': MANAGE_SPRINTS,
  'request:read': undefined,
  'request:create': 'CREATE_ISSUES',
  'request:edit': 'TRANSITION_ISSUES',
  'metadata:read': undefined,
};

const BROWSE = 'BROWSE_PROJECTS';

/** What someone needs in Jira to give this permission to a key. docs/permissions.md lists it. */
export function jiraPermissionsOf(permission: Permission): readonly string[] {
  const also = ALSO[permission];
  return also === undefined ? [BROWSE] : [BROWSE, also];
}

/** Every Jira permission that is asked about. */
export const JIRA_PERMISSIONS: readonly string[] = [...new Set(PERMISSIONS.flatMap(jiraPermissionsOf))];

/** Those that every site knows: one without Jira Software may refuse a question that names a permission of it. */
export const PLATFORM_PERMISSIONS: readonly string[] = JIRA_PERMISSIONS.filter((name) => name !== MANAGE_SPRINTS);

/** Our permissions that someone with these Jira permissions in a project may give to a key. */
export const permissionsUnder = (held: ReadonlySet<string>): Permission[] =>
  PERMISSIONS.filter((permission) => jiraPermissionsOf(permission).every((name) => held.has(name)));
