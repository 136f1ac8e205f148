/**
 * What `mypermissions` says to a key: what the key itself may do, by Jira's names of permissions. Jira is not asked, since
 * to it every key is the app, which may do everything.
 *
 * A permission that grants say nothing of is not held. One of Jira's that means changing what anybody wrote is held with
 * that for one's own, because to Jira all that keys write is the app's.
 */
import { insteadOf } from '../catalogue/nearest';
import type { Denial } from '../policy/denials';
import type { Permission } from '../policy/permissions';
import type { Principal } from '../policy/principal';
import { err, ok, type Result } from '../result';
import type { Lexicon } from '../storage/records/lexicon';
import type { Call } from './call';
import { keysKnown } from './lexicons-for';
import { isId } from './spelling';

export function myPermissions(call: Call, principal: Principal, lexicon: Lexicon | undefined): Result<unknown, Denial> {
  const asked = call.query.lists.get('permissions') ?? [];
  if (asked.length === 0) return err({ reason: 'query_invalid', where: 'query.permissions' });
  const unknown = asked.findIndex((key) => !KNOWN.has(key));
  if (unknown >= 0) {
    const place = asked.length > 1 ? `, value ${unknown + 1}` : '';
    const mend = insteadOf(asked[unknown] ?? '', KNOWN.keys()) ?? NOT_KNOWN;
    return err({ reason: 'query_invalid', where: `query.permissions${place}`, mend });
  }
  const lexicons = new Map(lexicon === undefined ? [] : [[lexicon.projectId, lexicon]]);
  const named = [...call.references.projects];
  const grants = [...principal.grants.values()].filter(({ projectId }) =>
    named.every((spelling) =>
      isId(spelling) ? spelling === projectId : keysKnown(projectId, principal, lexicons).has(spelling),
    ),
  );
  if (named.length > 0 && grants.length !== 1) return err({ reason: 'absent', thing: 'project' });
  const holds = (permissions: readonly Permission[]): boolean =>
    grants.some((grant) => permissions.some((permission) => grant.permissions.has(permission)));
  const rows = asked.flatMap((key) => {
    const known = KNOWN.get(key);
    if (known === undefined) return [];
    const [id, name, type, by] = known;
    return [[key, { id, key, name, type, havePermission: holds(by) }] as const];
  });
  return ok({ permissions: Object.fromEntries(rows) });
}

const NOT_KNOWN = 'It is no permission of Jira that a key can be asked about: leave it out.';

type Known = readonly [id: string, name: string, type: 'GLOBAL' | 'PROJECT', by: readonly Permission[]];

const READS: readonly Permission[] = [
  'issue:read',
  'comment:read',
  'worklog:read',
  'attachment:read',
  'changelog:read',
  'project:read',
  'version:read',
  'component:read',
  'board:read',
  'sprint:read',
  'request:read',
  'metadata:read',
];

/** Jira's own permissions, each with those of a grant of which one is enough. */
const KNOWN: ReadonlyMap<string, Known> = new Map(
  Object.entries({
    ADD_COMMENTS: ['15', 'Add Comments', 'PROJECT', ['comment:create']],
    ADMINISTER: ['0', 'Administer Jira', 'GLOBAL', []],
    ADMINISTER_PROJECTS: ['23', 'Administer Projects', 'PROJECT', []],
    ASSIGNABLE_USER: ['17', 'Assignable User', 'PROJECT', []],
    ASSIGN_ISSUES: ['13', 'Assign Issues', 'PROJECT', ['issue:assign']],
    BROWSE_PROJECTS: ['10', 'Browse Projects', 'PROJECT', READS],
    BULK_CHANGE: ['33', 'Make bulk changes', 'GLOBAL', []],
    CLOSE_ISSUES: ['18', 'Close Issues', 'PROJECT', ['issue:transition']],
    CREATE_ATTACHMENTS: ['19', 'Create Attachments', 'PROJECT', []],
    CREATE_ISSUES: ['11', 'Create Issues', 'PROJECT', ['issue:create']],
    CREATE_SHARED_OBJECTS: ['22', 'Share dashboards and filters', 'GLOBAL', []],
    DELETE_ALL_ATTACHMENTS: ['38', 'Delete All Attachments', 'PROJECT', []],
    DELETE_ALL_COMMENTS: ['36', 'Delete All Comments', 'PROJECT', ['comment:delete']],
    DELETE_ALL_WORKLOGS: ['43', 'Delete All Worklogs', 'PROJECT', ['worklog:delete']],
    DELETE_ISSUES: ['16', 'Delete Issues', 'PROJECT', ['issue:delete']],
    DELETE_OWN_ATTACHMENTS: ['39', 'Delete Own Attachments', 'PROJECT', []],
    DELETE_OWN_COMMENTS: ['37', 'Delete Own Comments', 'PROJECT', ['comment:delete']],
    DELETE_OWN_WORKLOGS: ['42', 'Delete Own Worklogs', 'PROJECT', ['worklog:delete']],
    EDIT_ALL_COMMENTS: ['34', 'Edit All Comments', 'PROJECT', ['comment:edit']],
    EDIT_ALL_WORKLOGS: ['41', 'Edit All Worklogs', 'PROJECT', ['worklog:edit']],
    EDIT_ISSUES: ['12', 'Edit Issues', 'PROJECT', ['issue:edit']],
    EDIT_OWN_COMMENTS: ['35', 'Edit Own Comments', 'PROJECT', ['comment:edit']],
    EDIT_OWN_WORKLOGS: ['40', 'Edit Own Worklogs', 'PROJECT', ['worklog:edit']],
    LINK_ISSUES: ['21', 'Link Issues', 'PROJECT', ['issue:link']],
    MANAGE_GROUP_FILTER_SUBSCRIPTIONS: ['24', 'Manage group filter subscriptions', 'GLOBAL', []],
    MANAGE_SPRINTS_PERMISSION: ['-1', 'Manage sprints', 'PROJECT', ['sprint:create', 'sprint:edit', 'sprint:delete']],
    MANAGE_WATCHERS: ['32', 'Manage Watchers', 'PROJECT', []],
    MODIFY_REPORTER: ['30', 'Modify Reporter', 'PROJECT', ['issue:create', 'issue:edit']],
    MOVE_ISSUES: ['25', 'Move Issues', 'PROJECT', []],
    RESOLVE_ISSUES: ['14', 'Resolve Issues', 'PROJECT', ['issue:edit', 'issue:transition']],
    SCHEDULE_ISSUES: ['28', 'Schedule Issues', 'PROJECT', ['issue:edit']],
    SET_ISSUE_SECURITY: ['26', 'Set Issue Security', 'PROJECT', []],
    SYSTEM_ADMIN: ['44', 'System Administer Jira', 'GLOBAL', []],
    TRANSITION_ISSUES: ['46', 'Transition Issues', 'PROJECT', ['issue:transition']],
    USER_PICKER: ['27', 'Browse users and groups', 'GLOBAL', []],
    VIEW_DEV_TOOLS: ['29', 'View Development Tools', 'PROJECT', []],
    VIEW_READONLY_WORKFLOW: ['45', 'View Read-Only Workflow', 'PROJECT', []],
    VIEW_VOTERS_AND_WATCHERS: ['31', 'View Voters and Watchers', 'PROJECT', []],
    WORK_ON_ISSUES: ['20', 'Work On Issues', 'PROJECT', ['worklog:create']],
  } satisfies Readonly<Record<string, Known>>),
);
