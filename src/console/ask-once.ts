/**
 * Asks Jira each question once within one call of a page: the wrapper and the act both ask for the right that
 * they rely on. Made anew for each invocation and dropped with it: a right is never remembered longer.
 */
import type { AsPerson } from '../jira/as-user';
import type { KeyWorld } from '../keys/key-store';

export const askOnce = (person: AsPerson): AsPerson => {
  const projects = new Map<string, ReturnType<AsPerson['project']>>();
  const rights = new Map<string, ReturnType<AsPerson['administersProject']>>();
  let site: ReturnType<AsPerson['administersSite']> | undefined;
  return {
    administersSite: () => {
      site ??= person.administersSite();
      return site;
    },
    administersProject: (projectId) => known(rights, projectId, () => person.administersProject(projectId)),
    project: (projectId) => known(projects, projectId, () => person.project(projectId)),
  };
};

/** The same for what the person in front of the page may do in projects, and for whose account is open. */
export const askOfPeopleOnce = (people: KeyWorld['people']): KeyWorld['people'] => {
  const rights = new Map<string, ReturnType<typeof people.ownRights>>();
  const accounts = new Map<string, ReturnType<typeof people.isActive>>();
  return {
    ...people,
    ownRights: (ids) => known(rights, [...ids].sort().join(), () => people.ownRights(ids)),
    isActive: (accountId) => known(accounts, accountId, () => people.isActive(accountId)),
  };
};

const known = <T>(answers: Map<string, T>, question: string, ask: () => T): T => {
  const present = answers.get(question);
  if (present !== undefined) return present;
  const answer = ask();
  answers.set(question, answer);
  return answer;
};
