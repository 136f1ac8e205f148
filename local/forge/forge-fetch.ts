/**
 * `__forge_fetch__`: the one call through which the `@forge/*` packages reach the platform, sent on to the
 * storage, to Jira or to the platform's own GraphQL. Outside an invocation it refuses; what the local site
 * does not have (other products, remotes, queues) it refuses by name and never answers kindly.
 */
import * as z from 'zod/mini';
import { currentScope, type InvocationScope } from './invocation-scope';
import { type ProductCall, proxyError, readInit } from './jira-door';
import type { ForgeFetch } from './runtime';

const META = z.object({
  type: z.string(),
  provider: z.optional(z.string()),
  remote: z.optional(z.string()),
  accountId: z.optional(z.string()),
});

export type Doors = {
  readonly storage: (path: string, body: string) => Promise<Response>;
  readonly jira: (scope: InvocationScope, call: ProductCall, path: string, init: unknown) => Promise<Response>;
  readonly graphql: (body: string) => Response;
};

/** The fetch of one site over its doors. */
export function createForgeFetch(doors: Doors): ForgeFetch {
  return async (meta, path, init) => {
    const scope = currentScope();
    if (scope === undefined) throw new Error('Forge runtime metadata not found.');
    const { type, provider, remote, accountId } = META.parse(meta);
    const address = String(path);
    if (type === 'kvs') return doors.storage(address, readInit(init).body ?? '');
    if (type === 'fpp' && remote === 'jira') return doors.jira(scope, { provider, accountId }, address, init);
    if (type === 'fpp' && remote === 'stargate' && address === '/graphql')
      return doors.graphql(readInit(init).body ?? '');
    return proxyError(`UNKNOWN_REMOTE_${type}_${remote ?? 'none'}`, 501);
  };
}
