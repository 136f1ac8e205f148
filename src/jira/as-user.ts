/**
 * Questions to Jira, asked as the person in front of the page: Jira itself decides what this person may do.
 *
 * Guarantees: a right is held only where Jira's own answer says so in so many words; whatever else comes back
 * is a fault, never a yes. `NeedsAuthenticationError` passes through, or the consent screen never appears.
 */
import { NeedsAuthenticationError } from '@forge/api/out/api/errors';
import { getFetchAPI } from '@forge/api/out/api/fetch';
import { type Route, route } from '@forge/api/out/safeUrl';
import * as z from 'zod/mini';
import { err, ok, type Result } from '../result';

/** Jira did not answer, or not in a form that could be read. */
export type JiraFault = { readonly reason: 'jira_unavailable'; readonly question: string; readonly status?: number };

export type ProjectAsSeen = { readonly id: string; readonly key: string; readonly name: string };

/** What is asked as a person. Handed to src/keys and src/console, so that both run without Jira in tests. */
export type AsPerson = {
  /** Does this person hold Jira's global permission ADMINISTER? */
  administersSite(): Promise<Result<boolean, JiraFault>>;
  /** Does this person hold ADMINISTER_PROJECTS in this project? A project that cannot be seen answers no. */
  administersProject(projectId: string): Promise<Result<boolean, JiraFault>>;
  /** The project as this person sees it; `undefined` where it cannot be seen or does not exist. */
  project(projectId: string): Promise<Result<ProjectAsSeen | undefined, JiraFault>>;
};

export const asPerson: AsPerson = {
  administersSite: () => holds('ADMINISTER', route`/rest/api/3/mypermissions?permissions=ADMINISTER`),

  administersProject: (projectId) =>
    PROJECT_ID.test(projectId)
      ? holds(
          'ADMINISTER_PROJECTS',
          route`/rest/api/3/mypermissions?projectId=${projectId}&permissions=ADMINISTER_PROJECTS`,
        )
      : Promise.resolve(ok(false)),

  project: async (projectId) => {
    if (!PROJECT_ID.test(projectId)) return ok(undefined);
    const answer = await ask('project', route`/rest/api/3/project/${projectId}`);
    if (!answer.ok) return answer;
    if (answer.value.status === 404) return ok(undefined);
    const seen = z.safeParse(project, answer.value.body);
    if (answer.value.status !== 200 || !seen.success) return err(fault('project', answer.value.status));
    // A project whose *key* is made of these digits is another project.
    return ok(seen.data.id === projectId ? seen.data : undefined);
  },
};

/** An id as Jira makes them. Anything else never reaches a path. */
const { asUser } = getFetchAPI();

const PROJECT_ID = /^[1-9][0-9]{0,17}$/;

const project = z.object({ id: z.string(), key: z.string(), name: z.string() });

const held = (permission: string) =>
  z.object({
    permissions: z.object({ [permission]: z.object({ key: z.literal(permission), havePermission: z.boolean() }) }),
  });

const holds = async (permission: string, path: Route): Promise<Result<boolean, JiraFault>> => {
  const answer = await ask(permission, path);
  if (!answer.ok) return answer;
  const { status, body } = answer.value;
  if (status === 403 || status === 404) return ok(false);
  const parsed = z.safeParse(held(permission), body);
  if (status !== 200 || !parsed.success) return err(fault(permission, status));
  return ok(parsed.data.permissions[permission]?.havePermission === true);
};

const ask = async (
  question: string,
  path: Route,
): Promise<Result<{ readonly status: number; readonly body: unknown }, JiraFault>> => {
  try {
    const response = await asUser().requestJira(path, { headers: { accept: 'application/json' } });
    const body: unknown = response.status === 200 ? await response.json() : undefined;
    return ok({ status: response.status, body });
  } catch (error) {
    if (error instanceof NeedsAuthenticationError) throw error;
    return err(fault(question));
  }
};

const fault = (question: string, status?: number): JiraFault => ({
  reason: 'jira_unavailable',
  question,
  ...(status === undefined ? {} : { status }),
});
