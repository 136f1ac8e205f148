/**
 * `__forge_runtime__`, the value from which the `@forge/*` packages read who they are and how long they
 * have. Its fields are those that the packages read; it holds no credential, since the doors of the
 * local site need none.
 */
import { APP_VERSION, ENVIRONMENT_TYPE, type Installation } from './installation';
import { type InvocationScope, remainingMs } from './invocation-scope';

const metrics = {
  counter: () => ({ incr() {}, decr() {} }),
  timing: () => ({ measure: () => ({ stop: () => 0 }) }),
};

/** The runtime value of one invocation. */
export function forgeRuntime(scope: InvocationScope, installation: Installation, scopes: readonly string[]) {
  return {
    appContext: {
      appId: installation.appId,
      appVersion: APP_VERSION,
      environmentId: installation.environmentId,
      environmentType: ENVIRONMENT_TYPE,
      invocationId: scope.invocationId,
      installationId: installation.installationId,
      functionKey: scope.functionKey,
      moduleType: scope.moduleType,
      moduleKey: scope.moduleKey,
      installation: { ari: installation.installationAri, contexts: [installation.contextAri] },
      permissions: { scopes: [...scopes], external: {} },
    },
    contextAri: installation.contextAri,
    ...(scope.accountId !== undefined && { aaid: scope.accountId }),
    externalAuth: [],
    tracing: { traceId: scope.invocationId.replaceAll('-', ''), spanId: scope.invocationId.slice(0, 8) },
    lambdaContext: {
      awsRequestId: scope.invocationId,
      getRemainingTimeInMillis: () => Math.floor(remainingMs(scope)),
    },
    proxy: { url: 'http://proxy.invalid', token: 'none' },
    container: {},
    metrics,
  };
}
