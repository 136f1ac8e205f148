/**
 * Questions about people: what someone may do in projects, and whether an account is still open. Asked as that person
 * where they stand in front of a page, or as the app about anyone.
 *
 * A right is held only where Jira's own answer says so. Jira's refusal to answer is told apart from its failure:
 * neither is ever read as "no rights".
 */
import { NeedsAuthenticationError } from '@forge/api/out/api/errors';
import { getFetchAPI } from '@forge/api/out/api/fetch';
import { route } from '@forge/api/out/safeUrl';
import * as z from 'zod/mini';
import { PERMISSIONS, type Permission } from '../policy/permissions';
import { err, ok, type Result } from '../result';
import type { JiraFault } from './as-user';
import { JIRA_PERMISSIONS, PLATFORM_PERMISSIONS, PROJECTS_A_CHECK_MAX, permissionsUnder } from './permission-keys';

/** Our permissions by project id. */
export type RightsByProject = Readonly<Record<string, Permission[]>>;

const { asApp, asUser } = getFetchAPI();

/** What the person in front of the page may do. */
export const ownRights = (projectIds: readonly string[]): Promise<Result<RightsByProject | undefined, JiraFault>> =>
  check('user', projectIds, {});

/** What anyone may do, asked as the app; undefined where Jira does not let the app ask. */
export const rightsOfPerson = (
  accountId: string,
  projectIds: readonly string[],
): Promise<Result<RightsByProject | undefined, JiraFault>> => check('app', projectIds, { accountId });

/** The same, asked as the site admin in front of the page, whom Jira lets ask; undefined where it does not. */
export const rightsToldToAdmin = (
  accountId: string,
  projectIds: readonly string[],
): Promise<Result<RightsByProject | undefined, JiraFault>> => check('user', projectIds, { accountId });

/** Is there an open account with this id? Undefined where Jira does not let the app look. */
export const isActive = async (accountId: string): Promise<Result<boolean | undefined, JiraFault>> => {
  const answer = await ask('user', () =>
    asApp().requestJira(route`/rest/api/3/user?accountId=${accountId}`, { headers: { accept: 'application/json' } }),
  );
  if (!answer.ok) return answer;
  if (answer.value.status === 404) return ok(false);
  if (answer.value.status === 400 || answer.value.status === 403) return ok(undefined);
  const person = z.safeParse(z.object({ active: z.boolean() }), answer.value.body);
  return answer.value.status === 200 && person.success
    ? ok(person.data.active)
    : err({ reason: 'jira_unavailable', question: 'user', status: answer.value.status });
};

const checked = z.object({
  globalPermissions: z.array(z.string()),
  projectPermissions: z.array(z.object({ permission: z.string(), projects: z.array(z.int()) })),
});

/** Rights in any number of projects; undefined where Jira does not tell of some of them. */
const check = async (
  as: 'app' | 'user',
  projectIds: readonly string[],
  about: { readonly accountId?: string },
): Promise<Result<RightsByProject | undefined, JiraFault>> => {
  let rights: RightsByProject = {};
  for (let from = 0; from < projectIds.length; from += PROJECTS_A_CHECK_MAX) {
    const part = await checkPart(as, projectIds.slice(from, from + PROJECTS_A_CHECK_MAX), about);
    if (!part.ok || part.value === undefined) return part;
    rights = { ...rights, ...part.value };
  }
  return ok(rights);
};

const checkPart = async (
  as: 'app' | 'user',
  projectIds: readonly string[],
  about: { readonly accountId?: string },
): Promise<Result<RightsByProject | undefined, JiraFault>> => {
  const whole = await askRights(as, projectIds, about, JIRA_PERMISSIONS);
  const answer =
    whole.ok && whole.value.status === 400 ? await askRights(as, projectIds, about, PLATFORM_PERMISSIONS) : whole;
  if (!answer.ok) return answer;
  const { status } = answer.value;
  const isRefused = status === 400 || status === 403 || status === 404;
  if (about.accountId !== undefined && isRefused) return ok(undefined);
  const parsed = z.safeParse(checked, answer.value.body);
  if (status !== 200 || !parsed.success) return err({ reason: 'jira_unavailable', question: 'permissions', status });
  const { globalPermissions, projectPermissions } = parsed.data;
  // Who administers Jira may give themselves every right in every project.
  const all = globalPermissions.includes('ADMINISTER');
  const rights = projectIds.map((projectId) => {
    const held = projectPermissions.filter(({ projects }) => projects.includes(Number(projectId)));
    return [projectId, all ? [...PERMISSIONS] : permissionsUnder(new Set(held.map(({ permission }) => permission)))];
  });
  return ok(Object.fromEntries(rights));
};

const askRights = (
  as: 'app' | 'user',
  projectIds: readonly string[],
  about: { readonly accountId?: string },
  permissions: readonly string[],
): Promise<Result<Answer, JiraFault>> => {
  const body = JSON.stringify({
    ...about,
    globalPermissions: ['ADMINISTER'],
    projectPermissions: [{ permissions, projects: projectIds.map(Number) }],
  });
  const headers = { accept: 'application/json', 'content-type': 'application/json' };
  const request = { method: 'POST', headers, body };
  return ask('permissions', () =>
    (as === 'app' ? asApp() : asUser()).requestJira(route`/rest/api/3/permissions/check`, request),
  );
};

type Answer = { readonly status: number; readonly body: unknown };

const ask = async (
  question: string,
  send: () => ReturnType<ReturnType<typeof asApp>['requestJira']>,
): Promise<Result<Answer, JiraFault>> => {
  try {
    const response = await send();
    return ok({ status: response.status, body: response.status === 200 ? await response.json() : undefined });
  } catch (error) {
    if (error instanceof NeedsAuthenticationError) throw error;
    return err({ reason: 'jira_unavailable', question });
  }
};
