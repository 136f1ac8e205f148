/** The functions of the app's pages, asked as a person on the site's page or on a project's. */
import type { ResolverPlace } from '../../local/site';
import type { Wall } from './site';

export const ADMIN: ResolverPlace = { module: 'admin' };

export const pageOf = ({ id, key }: { readonly id: string; readonly key: string }): ResolverPlace => ({
  module: 'project',
  projectId: id,
  projectKey: key,
});

/** Asks a function, and gives its answer as a page gets it, but for the moment at which it came; throws where there is none. */
export const asking =
  (wall: () => Wall) =>
  // biome-ignore lint/suspicious/noExplicitAny: the tests look into answers of every function
  async (accountId: string, place: ResolverPlace, name: string, payload: object = {}): Promise<any> => {
    const done = await wall().site.invoke(accountId, place, name, payload);
    if (!done.ok) throw new Error(`${name}: ${done.error}`);
    const { now: _, ...answer } = JSON.parse(JSON.stringify(done.value));
    return answer;
  };
