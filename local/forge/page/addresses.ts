/**
 * Where pages stand in Jira: the addresses that Jira gives an app's admin page and its page in a project's settings.
 * What follows in the path is the page's own route.
 */
import type { ResolverPlace } from '../../site';
import type { Installation } from '../installation';

/** Path of a page at `route`, which begins with a slash or is empty. */
export function pathOfPage(
  { appId, environmentId }: Installation,
  place: Pick<ResolverPlace, 'module'> & { readonly projectKey?: string },
  route = '',
): string {
  const settings = place.module === 'admin' ? '/jira/settings' : `/jira/software/projects/${place.projectKey}/settings`;
  return `${settings}/apps/${appId}/${environmentId}${route === '/' ? '' : route}`;
}
