/**
 * From which page someone acts, and whether Jira gives this person the right to act there.
 *
 * INVARIANT: the place says which question is asked, never its answer. Its project id may come from a page and
 * may be forged; then Jira is asked about the forged id, and says no.
 */
import type { AsPerson } from '../jira/as-user';
import { ok, type Result } from '../result';
import { partHome } from '../storage/keyspace';
import { type ApiKeyRecord, homeName } from '../storage/records/api-key';
import { type AdministrationFault, unavailable } from './fault';

export type Place = { readonly page: 'site' } | { readonly page: 'project'; readonly projectId: string };

/** Who acts. Rights are not part of it: they are asked anew for each act. */
export type Actor = { readonly kind: 'person'; readonly accountId: string };

/** May this person act on this page at all? */
export const mayActAt = async (person: AsPerson, place: Place): Promise<Result<boolean, AdministrationFault>> => {
  const answer =
    place.page === 'site' ? await person.administersSite() : await person.administersProject(place.projectId);
  return answer.ok ? answer : { ok: false, error: unavailable(answer.error) };
};

/** The first of these projects that this person does not administer; `undefined` where there is none. */
export const firstNotAdministered = async (
  person: AsPerson,
  projectIds: readonly string[],
): Promise<Result<string | undefined, AdministrationFault>> => {
  const answers = await Promise.all(projectIds.map((projectId) => person.administersProject(projectId)));
  for (const [at, answer] of answers.entries()) {
    if (!answer.ok) return { ok: false, error: unavailable(answer.error) };
    if (!answer.value) return ok(projectIds[at]);
  }
  return ok(undefined);
};

/**
 * Under which name the use of a key is summed, as far as a page may know it: on the page of a project that a key at the
 * site's URL reaches, only what it did there.
 */
export const usedAt = ({ home }: Pick<ApiKeyRecord, 'home'>, place: Place): string =>
  place.page === 'project' && home.kind === 'site' ? partHome(place.projectId) : homeName(home);

/** Is this key one that the page may show and act on? */
export const belongsTo = (record: ApiKeyRecord, place: Place): boolean =>
  place.page === 'site' || record.grants.some(({ projectId }) => projectId === place.projectId);
