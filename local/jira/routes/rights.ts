/** What the caller may do, in a project, on an issue, or anywhere. Answers truly for people and for the app. */
import { issueAbsent, refused } from '../errors';
import { canSeeIssue, canSeeProject, holds } from '../permissions';
import type { Issue, PermissionKey, Project } from '../state';
import { findIssue, may, readableProject } from './access';
import { idIn, items, members, text } from './body';
import { answer, type Call, type Handler } from './call';

/** id, name; ADMINISTER alone is global. */
const PERMISSIONS: Readonly<Record<PermissionKey, readonly [string, string]>> = {
  ADMINISTER: ['0', 'Administer Jira'],
  ADMINISTER_PROJECTS: ['23', 'Administer Projects'],
  BROWSE_PROJECTS: ['10', 'Browse Projects'],
  CREATE_ISSUES: ['11', 'Create Issues'],
  EDIT_ISSUES: ['12', 'Edit Issues'],
  DELETE_ISSUES: ['16', 'Delete Issues'],
  ASSIGN_ISSUES: ['13', 'Assign Issues'],
  ASSIGNABLE_USER: ['17', 'Assignable User'],
  TRANSITION_ISSUES: ['46', 'Transition Issues'],
  LINK_ISSUES: ['21', 'Link Issues'],
  ADD_COMMENTS: ['15', 'Add Comments'],
  EDIT_ALL_COMMENTS: ['34', 'Edit All Comments'],
  EDIT_OWN_COMMENTS: ['35', 'Edit Own Comments'],
  DELETE_ALL_COMMENTS: ['36', 'Delete All Comments'],
  DELETE_OWN_COMMENTS: ['37', 'Delete Own Comments'],
  WORK_ON_ISSUES: ['20', 'Work On Issues'],
  EDIT_ALL_WORKLOGS: ['41', 'Edit All Worklogs'],
  DELETE_ALL_WORKLOGS: ['43', 'Delete All Worklogs'],
  CREATE_ATTACHMENTS: ['19', 'Create Attachments'],
  DELETE_ALL_ATTACHMENTS: ['38', 'Delete All Attachments'],
  MODIFY_REPORTER: ['30', 'Modify Reporter'],
  SCHEDULE_ISSUES: ['28', 'Schedule Issues'],
  MANAGE_SPRINTS_PERMISSION: ['-1', 'Manage sprints'],
  SET_ISSUE_SECURITY: ['26', 'Set Issue Security'],
  MANAGE_WATCHERS: ['32', 'Manage Watchers'],
};

const isPermission = (key: string): key is PermissionKey => Object.hasOwn(PERMISSIONS, key);

export const getMyPermissions: Handler = (call) => {
  const asked = call.query.list('permissions');
  if (asked.length === 0) throw refused(400, "The 'permissions' query parameter is required.");
  const unknown = asked.filter((key) => !isPermission(key));
  if (unknown.length > 0) throw refused(400, `Unrecognised permission keys: ${unknown.join(', ')}`);
  const { project, issue } = contextOf(call);
  return answer({
    permissions: Object.fromEntries(
      asked.filter(isPermission).map((key) => [key, describe(key, holdsIn(call, key, project, issue))]),
    ),
  });
};

function describe(key: PermissionKey, havePermission: boolean): Record<string, unknown> {
  const [id, name] = PERMISSIONS[key];
  return { id, key, name, type: key === 'ADMINISTER' ? 'GLOBAL' : 'PROJECT', description: `${name}.`, havePermission };
}

function contextOf(call: Call): { project: Project | undefined; issue: Issue | undefined } {
  const { query } = call;
  const comment = call.state.comments.get(idIn(query.text('commentId')));
  const issueId = query.text('issueKey') ?? query.text('issueId') ?? comment?.issueId;
  if (issueId !== undefined) {
    const found = findIssue(call, issueId);
    if (found === undefined) throw issueAbsent();
    return { project: call.state.projects.get(found.issue.projectId), issue: found.issue };
  }
  const uuid = query.text('projectUuid');
  const byUuid = [...call.state.projects.values()].find((project) => project.uuid === uuid);
  const named =
    query.text('projectKey') ?? query.text('projectId') ?? (uuid === undefined ? undefined : (byUuid?.id ?? uuid));
  return { project: named === undefined ? undefined : readableProject(call, named), issue: undefined };
}

/** Without a context the question is whether the caller holds it in any project. */
function holdsIn(call: Call, key: PermissionKey, project: Project | undefined, issue: Issue | undefined): boolean {
  if (project !== undefined || key === 'ADMINISTER') return may(call, key, project, issue);
  return [...call.state.projects.values()].some((one) => may(call, key, one));
}

/** Ids of projects, and of issues, in one check. */
const CHECKED_MAX = 1_000;

/** `POST /permissions/check`: for the caller, or by an administrator for another account. */
export const checkPermissions: Handler = (call) => {
  const body = members(call.body);
  const other = text(body.accountId);
  if (other !== undefined && other !== call.viewer && !may(call, 'ADMINISTER', undefined) && !call.byApp) {
    throw refused(403, 'You do not have permission to check the permissions of another user.');
  }
  const projectPermissions = items(body.projectPermissions).map(members);
  const named = projectPermissions.flatMap(({ permissions }) => items(permissions).flatMap((key) => text(key) ?? []));
  const unknown = named.filter((key) => !isPermission(key));
  if (unknown.length > 0) throw refused(400, `Unrecognised permission keys: ${unknown.join(', ')}`);
  for (const what of ['projects', 'issues'] as const) {
    const count = projectPermissions.flatMap((entry) => items(entry[what])).length;
    if (count > CHECKED_MAX) throw refused(400, `At most ${CHECKED_MAX} ${what} can be checked at once.`);
  }
  const accountId = other ?? call.viewer ?? '';
  const global = items(body.globalPermissions).flatMap((key) => text(key) ?? []);
  return answer({
    projectPermissions: projectPermissions.flatMap((entry) => checkEntry(call, accountId, entry)),
    globalPermissions: global.filter((key) => isPermission(key) && holds(call.state, { accountId }, key)),
  });
};

function checkEntry(
  call: Call,
  accountId: string,
  entry: Readonly<Record<string, unknown>>,
): Record<string, unknown>[] {
  const projects = items(entry.projects).flatMap((id) => call.state.projects.get(idIn(id)) ?? []);
  const issues = items(entry.issues).flatMap((id) => call.state.issues.get(idIn(id)) ?? []);
  return items(entry.permissions)
    .flatMap((key) => text(key) ?? [])
    .filter(isPermission)
    .map((permission) => ({
      permission,
      projects: projects
        .filter(
          (project) =>
            canSeeProject(call.state, accountId, project) && holds(call.state, { accountId }, permission, project),
        )
        .map((project) => Number(project.id)),
      issues: issues
        .filter(
          (issue) =>
            canSeeIssue(call.state, accountId, issue, call.switches) &&
            holds(call.state, { accountId }, permission, call.state.projects.get(issue.projectId), issue),
        )
        .map((issue) => Number(issue.id)),
    }));
}
