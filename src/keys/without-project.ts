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

/** Would a key that goes on with this work for longer than it does, or again: is a project out whose ceiling held it? */
export const worksLonger = (
  before: ApiKeyRecord,
  after: { readonly expiresAt: number; readonly grants: readonly { readonly projectId: string }[] },
  site: SiteRecord,
): boolean =>
  endOf({ ...after, createdAt: before.createdAt }, site) > endOf(before, site) ||
  (site.severalProjects === false && before.grants.length > 1 && after.grants.length === 1);

/** Does the key do nothing at present because it reaches several projects, and would work again without one of them? */
export const worksWithoutOne = ({ grants }: Pick<ApiKeyRecord, 'grants'>, site: SiteRecord): boolean =>
  site.severalProjects === false && grants.length === 2;
