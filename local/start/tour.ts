/**
 * What a newcomer is shown: one project with an administrator, an issue in it, and an issue that lies outside.
 * Chosen from the state as it is, so that the lines printed at a later start still work.
 */
import type { Issue, JiraState, Project } from '../jira/state';
import { type PersonToBe, peopleOf, projectsOf } from './people';

export type Tour = {
  readonly project: Project;
  /** Who issues the demonstration keys. */
  readonly admin: PersonToBe;
  readonly ownIssue: Issue;
  /** Absent where there is no other project. */
  readonly foreignIssue: Issue | undefined;
  /** Name of a type for a new issue. */
  readonly typeName: string;
};

/** The tour of this site; undefined when nothing is left to be shown. */
export function tourOf(state: JiraState): Tour | undefined {
  const projects = projectsOf(state).filter(({ appsBlocked }) => !appsBlocked);
  for (const project of projects) {
    const admin = adminOf(state, project);
    const ownIssue = firstIssue(state, project);
    const typeName = typeNameOf(state, project);
    if (admin === undefined || ownIssue === undefined || typeName === undefined) continue;
    // The last one made: in the demonstration the confidential project.
    const others = projects.filter(({ id }) => id !== project.id).reverse();
    const foreignIssue = others.map((other) => firstIssue(state, other)).find((issue) => issue !== undefined);
    return { project, admin, ownIssue, foreignIssue, typeName };
  }
  return undefined;
}

/** Rather someone who administers this project than someone who administers everything. */
function adminOf(state: JiraState, project: Project): PersonToBe | undefined {
  const admins = peopleOf(state).filter(({ administers }) => administers.includes(project.key));
  return admins.find(({ siteAdmin }) => !siteAdmin) ?? admins[0];
}

function firstIssue(state: JiraState, project: Project): Issue | undefined {
  return [...state.issues.values()]
    .filter((issue) => issue.projectId === project.id && !issue.archived && issue.securityLevelId === null)
    .sort((a, b) => numberOf(a) - numberOf(b))[0];
}

const numberOf = ({ key }: Issue): number => Number(/\d+$/.exec(key)?.[0] ?? 0);

function typeNameOf(state: JiraState, project: Project): string | undefined {
  const plain = project.issueTypeIds
    .map((id) => state.issueTypes.get(id))
    .filter((type) => type !== undefined && type.level === 0);
  return (plain.find((type) => type?.name === 'Task') ?? plain[0])?.name;
}
