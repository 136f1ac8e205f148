/**
 * A key without one of its projects. Pure. What a ceiling has stopped must not work again in the projects that are left,
 * only because somebody took out the one whose ceiling it is, or one of the several that are too many.
 */
import { endOf } from '../policy/ceilings';
import type { ApiKeyRecord } from '../storage/records/api-key';
import type { SiteRecord } from '../storage/records/site';

/** The key as it goes on in its other projects, of which there is one at least: ending when it would have ended with this one. */
export const withoutProject = (before: ApiKeyRecord, projectId: string, site: SiteRecord): ApiKeyRecord => {
  const after = { ...before, grants: before.grants.filter((grant) => grant.projectId !== projectId) };
  const end = endOf(before, site);
  return endOf(after, site) > end ? { ...after, expiresAt: end } : after;
};

/** Does the key do nothing at present because it reaches several projects, and would work again without one of them? */
export const worksWithoutOne = ({ grants }: Pick<ApiKeyRecord, 'grants'>, site: SiteRecord): boolean =>
  site.severalProjects === false && grants.length === 2;
