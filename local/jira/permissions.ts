/**
 * Who may do what in the simulated Jira.
 *
 * People hold what their project's scheme gives to their roles, groups or to themselves. The app holds everything
 * in every project, since Jira puts apps into all schemes, except where an access rule keeps apps out or a scheme takes
 * something from them; whether a security level hides an issue from it is a switch. Nobody holds anything in a project that lies in the bin.
 */
import { commentsOf } from './change';
import type { Comment, Holder, Id, Issue, JiraState, PermissionKey, Person, Project, Visibility } from './state';
import type { Switches } from './switches';

/** `null` is somebody who did not log in. */
export type Account = { readonly accountId: string | null };

/**
 * Does this account hold the permission: in this project, on this issue of it, or (without either) anywhere?
 * Says nothing of the app's blindness for security levels: {@link canSeeIssue} does.
 */
export function holds(
  state: JiraState,
  actor: Account,
  permission: PermissionKey,
  project?: Project,
  issue?: Issue,
): boolean {
  if (permission === 'ADMINISTER') return isAppAccount(state, actor) || isSiteAdmin(state, actor);
  const place = project ?? (issue && state.projects.get(issue.projectId));
  if (!place) return [...state.projects.values()].some((any) => holds(state, actor, permission, any));
  if (place.lifecycle === 'bin') return false;
  if (isAppAccount(state, actor)) return !place.appsBlocked && place.appsLack?.includes(permission) !== true;
  if (place.lifecycle === 'archived' && !READING.has(permission)) return false;
  if (issue && !passesLevel(state, actor, place, issue)) return false;
  if (permission === 'ADMINISTER_PROJECTS' && isSiteAdmin(state, actor)) return true;
  return (place.permissions[permission] ?? []).some((holder) => isHolder(state, actor, holder, place));
}

const READING: ReadonlySet<PermissionKey> = new Set(['BROWSE_PROJECTS', 'ADMINISTER_PROJECTS', 'ASSIGNABLE_USER']);

/** Is this the account of the installed app? */
export const isAppAccount = (state: JiraState, actor: Account): boolean => actor.accountId === state.site.appAccountId;

/** May this account open the issue? `null` is an anonymous caller. */
export function canSeeIssue(state: JiraState, accountId: string | null, issue: Issue, switches: Switches): boolean {
  if (!holds(state, { accountId }, 'BROWSE_PROJECTS', undefined, issue)) return false;
  const app = isAppAccount(state, { accountId });
  return !(app && issue.securityLevelId !== null && switches['app.securityLevel'] === 'invisible');
}

/** May this account find the issue by search? Archived issues and, by switch, levelled ones are not found. */
export function canFindIssue(state: JiraState, accountId: string | null, issue: Issue, switches: Switches): boolean {
  if (issue.archived || state.projects.get(issue.projectId)?.lifecycle !== 'live') return false;
  if (!canSeeIssue(state, accountId, issue, switches)) return false;
  const app = isAppAccount(state, { accountId });
  return !(app && issue.securityLevelId !== null && switches['app.securityLevel'] === 'visible-not-searchable');
}

/** May this account open the project at all? */
export const canSeeProject = (state: JiraState, accountId: string | null, project: Project): boolean =>
  holds(state, { accountId }, 'BROWSE_PROJECTS', project) ||
  holds(state, { accountId }, 'ADMINISTER_PROJECTS', project);

/** Comments of an issue that this account may read, oldest first. The app is spared every restriction. */
export const visibleComments = (state: JiraState, accountId: string | null, issue: Issue): readonly Comment[] =>
  commentsOf(state, issue.id).filter((comment) => canSeeComment(state, accountId, comment));

/** May this account read this comment, given that it sees the issue? */
export function canSeeComment(state: JiraState, accountId: string | null, comment: Comment): boolean {
  const actor = { accountId };
  if (isAppAccount(state, actor)) return true;
  const internal = comment.jsdPublic === false && personOf(state, actor)?.accountType === 'customer';
  return !internal && (comment.visibility === null || isAmong(state, actor, comment, comment.visibility));
}

function isAmong(state: JiraState, actor: Account, comment: Comment, visibility: Visibility): boolean {
  if (visibility.type === 'group') return inGroup(state, actor, visibility.value);
  const project = state.projects.get(state.issues.get(comment.issueId)?.projectId ?? '');
  const role = [...state.roles.values()].find(
    ({ id, name }) => id === visibility.identifier || name === visibility.value,
  );
  return project !== undefined && role !== undefined && inRole(state, actor, role.id, project);
}

/** A level names its own members; one that names none hides nothing from those who browse. A restriction names a role. */
function passesLevel(state: JiraState, actor: Account, project: Project, issue: Issue): boolean {
  const { restrictedToRole: roleId } = issue;
  if (roleId !== undefined && !inRole(state, actor, roleId, project)) return false;
  const level = issue.securityLevelId === null ? undefined : state.securityLevels.get(issue.securityLevelId);
  if (!level) return true;
  if (actor.accountId !== null && actor.accountId === issue.reporter) return true;
  return level.members.some((holder) => isHolder(state, actor, holder, project));
}

/** Is this account among those whom the holder stands for, in this project? */
export function isHolder(state: JiraState, actor: Account, holder: Holder, project: Project): boolean {
  if (holder.kind === 'anyone') return true;
  if (!personOf(state, actor)) return false;
  switch (holder.kind) {
    case 'person':
      return holder.accountId === actor.accountId;
    case 'lead':
      return project.leadAccountId === actor.accountId;
    case 'group':
      return inGroup(state, actor, holder.group);
    case 'role':
      return inRole(state, actor, holder.roleId, project);
  }
}

/** Roles hold people and groups; a role inside a role is nothing that Jira knows. */
const inRole = (state: JiraState, actor: Account, roleId: Id, project: Project): boolean =>
  (project.roleMembers[roleId] ?? []).some(
    (member) => member.kind !== 'role' && isHolder(state, actor, member, project),
  );

const inGroup = (state: JiraState, actor: Account, group: string): boolean =>
  personOf(state, actor)?.groups.includes(group) ?? false;

const isSiteAdmin = (state: JiraState, actor: Account): boolean => personOf(state, actor)?.siteAdmin ?? false;

/** The person behind an account, if there is one who can still log in. */
function personOf(state: JiraState, actor: Account): Person | undefined {
  const person = actor.accountId === null ? undefined : state.people.get(actor.accountId);
  return person?.active ? person : undefined;
}
