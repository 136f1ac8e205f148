/**
 * What belongs to one running invocation, carried by async context.
 *
 * The platform keeps warm processes that serve many people; an app must not see one caller's state in
 * another's invocation. So nothing of an invocation lives in a global of the process.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { InvocationLog } from './invocation-log';

export type InvocationScope = {
  readonly invocationId: string;
  readonly functionKey: string;
  readonly moduleKey: string;
  readonly moduleType: string;
  /** Whom the platform vouches for; absent where no person called. */
  readonly accountId: string | undefined;
  readonly startedAt: number;
  readonly limitMs: number;
  readonly log: InvocationLog;
};

/** One for all sites of the process: a site's doors are bound to its own bundle, not to this. */
const scopes = new AsyncLocalStorage<InvocationScope>();

/** The invocation that this code runs in. */
export const currentScope = (): InvocationScope | undefined => scopes.getStore();

/** Runs `work` as part of an invocation. */
export const withinScope = <T>(scope: InvocationScope, work: () => T): T => scopes.run(scope, work);

/** Milliseconds of real time that the invocation still has. */
export const remainingMs = (scope: InvocationScope): number =>
  Math.max(0, scope.limitMs - (performance.now() - scope.startedAt));
