/**
 * Asks Jira each question once within one call of a page: the wrapper and the act both ask for the right that
 * they rely on. Made anew for each invocation and dropped with it: a right is never remembered longer.
 */
import type { AsPerson } from '../jira/as-user';

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

const known = <T>(answers: Map<string, T>, question: string, ask: () => T): T => {
  const present = answers.get(question);
  if (present !== undefined) return present;
  const answer = ask();
  answers.set(question, answer);
  return answer;
};
