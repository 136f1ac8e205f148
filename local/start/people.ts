/**
 * The people of the simulated Jira whom one can be, with what each of them may do, said in words.
 * Read from the state at each call: rights change while the site runs.
 */
import { holds } from '../jira/permissions';
import type { JiraState, Person, Project } from '../jira/state';

export type PersonToBe = {
  readonly name: string;
  readonly accountId: string;
  readonly emailAddress: string;
  readonly siteAdmin: boolean;
  /** Keys of the projects that this person administers. */
  readonly administers: readonly string[];
  readonly role: string;
};

/** Everyone who can log in; those who administer most come first. */
export function peopleOf(state: JiraState): readonly PersonToBe[] {
  const projects = projectsOf(state);
  return [...state.people.values()]
    .filter(({ active, accountType }) => active && accountType !== 'app')
    .map((person) => personToBe(state, person, projects))
    .sort((a, b) => rank(a) - rank(b));
}

/** Projects in use, in the order of their ids. */
export const projectsOf = (state: JiraState): readonly Project[] =>
  [...state.projects.values()]
    .filter(({ lifecycle }) => lifecycle === 'live')
    .sort((a, b) => Number(a.id) - Number(b.id));

function personToBe(state: JiraState, person: Person, projects: readonly Project[]): PersonToBe {
  const { accountId, displayName, emailAddress, siteAdmin } = person;
  const most = (project: Project): 'administers' | 'works in' | 'reads' | undefined => {
    if (holds(state, { accountId }, 'ADMINISTER_PROJECTS', project)) return 'administers';
    if (holds(state, { accountId }, 'EDIT_ISSUES', project)) return 'works in';
    return holds(state, { accountId }, 'BROWSE_PROJECTS', project) ? 'reads' : undefined;
  };
  const keysBy = new Map<string, string[]>();
  for (const project of projects) {
    const verb = most(project);
    if (verb !== undefined) keysBy.set(verb, [...(keysBy.get(verb) ?? []), project.key]);
  }
  const words = ['administers', 'works in', 'reads']
    .filter((verb) => keysBy.has(verb))
    .map((verb) => `${verb} ${keysBy.get(verb)?.join(', ')}`);
  return {
    name: displayName,
    accountId,
    emailAddress,
    siteAdmin,
    administers: keysBy.get('administers') ?? [],
    role: siteAdmin ? 'site admin, administers every project' : words.join('; ') || 'sees no project',
  };
}

const rank = ({ siteAdmin, administers }: PersonToBe): number => (siteAdmin ? 0 : administers.length > 0 ? 1 : 2);
