/**
 * The permissions that a grant can hold: verbs on things, delete always apart from write.
 * They are this app's own words; docs/permissions.md says which Jira operations each one opens. None is here before
 * something asks for it: what opens nothing today would widen keys that were issued before.
 */
export const PERMISSIONS = [
  'issue:read',
  'issue:create',
  'issue:edit',
  'issue:transition',
  'issue:assign',
  'issue:link',
  'issue:delete',
  'comment:read',
  'comment:create',
  'comment:edit',
  'comment:delete',
  'worklog:read',
  'worklog:create',
  'worklog:edit',
  'worklog:delete',
  'attachment:read',
  'changelog:read',
  'project:read',
  'version:read',
  'version:create',
  'version:edit',
  'version:delete',
  'component:read',
  'component:create',
  'component:edit',
  'component:delete',
  'board:read',
  'sprint:read',
  'sprint:create',
  'sprint:edit',
  'sprint:delete',
  'request:read',
  'request:create',
  'request:edit',
  'metadata:read',
] as const;

export type Permission = (typeof PERMISSIONS)[number];

/** What takes a granted permission away: a ceiling of the site or project, or what the sponsor may do. */
export type Cap = 'ceiling' | 'sponsor';
