/**
 * Invokes a function of the manifest, as the platform does: JSON in, JSON out, a deadline in real time,
 * the caller's state in async context, and a record of what happened.
 *
 * It never throws: what the function threw is part of the answer. A function that runs past its deadline
 * is left to itself, and what it answers later is dropped.
 */
import { randomUUID } from 'node:crypto';
import { runInThisContext } from 'node:vm';
import type { Invocation } from '../site';
import { backendContext, type Installation } from './installation';
import { createInvocationLog } from './invocation-log';
import { type InvocationScope, withinScope } from './invocation-scope';
import type { Manifest } from './manifest';
import { type Bundle, messageOf } from './runtime';

export const PAYLOAD_BYTES_MAX = 5_000_000;

type InvocationRequest = {
  readonly functionKey: string;
  readonly moduleKey: string;
  readonly moduleType: string;
  readonly accountId: string | undefined;
  readonly payload: unknown;
  readonly limitMs: number;
};
export type InvocationResult =
  | { readonly kind: 'answered'; readonly value: unknown }
  | { readonly kind: 'threw'; readonly message: string; readonly needsConsent: boolean }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'too-large' };

type Witness = {
  /** Looks at an answer, and may call it a bad response for the record. */
  readonly judge?: (value: unknown) => boolean;
  /** Is told of the record. */
  readonly recorded?: (invocation: Invocation) => void;
};
export type Invoker = {
  invoke(request: InvocationRequest, witness?: Witness): Promise<InvocationResult>;
  readonly invocations: Invocation[];
};

const RECORDS_MAX = 20_000;
const LATE = Symbol('the deadline has passed');

/** JSON of the bundle's own realm, so that the objects it is handed are its own kind of objects. */
const realmJson: unknown = runInThisContext('JSON');

/** Invokes functions of one bundle. */
export function createInvoker(manifest: Manifest, bundle: Bundle, installation: () => Installation): Invoker {
  const invocations: Invocation[] = [];
  const run = async (request: InvocationRequest, scope: InvocationScope): Promise<InvocationResult> => {
    const handler = bundle.handler(manifest.functions.get(request.functionKey) ?? '');
    if (handler === undefined) {
      return {
        kind: 'threw',
        message: `The bundle exports no handler for ${request.functionKey}.`,
        needsConsent: false,
      };
    }
    const payload = toBundle(request.payload);
    if (payload === undefined) return { kind: 'too-large' };
    const context = toBundle(backendContext(installation(), request.accountId));
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<typeof LATE>((resolve) => {
      timer = setTimeout(() => resolve(LATE), request.limitMs);
    });
    try {
      // The function may throw before its first await; the async wrapper makes that a rejection.
      const running = withinScope(scope, async () => handler(payload.value, context?.value));
      const value = await Promise.race([running, deadline]);
      if (value === LATE) return { kind: 'timed-out' };
      const text = JSON.stringify(value);
      if (text !== undefined && Buffer.byteLength(text) > PAYLOAD_BYTES_MAX) return { kind: 'too-large' };
      return { kind: 'answered', value: text === undefined ? undefined : JSON.parse(text) };
    } catch (error) {
      scope.log.write('error', [`uncaught ${nameOf(error)}: ${messageOf(error)}`]);
      return { kind: 'threw', message: messageOf(error), needsConsent: nameOf(error) === 'NEEDS_AUTHENTICATION_ERR' };
    } finally {
      clearTimeout(timer);
    }
  };

  return {
    invocations,
    async invoke(request, { judge = () => true, recorded } = {}) {
      const { functionKey, moduleKey, moduleType, accountId, limitMs } = request;
      const startedAt = performance.now();
      const log = createInvocationLog();
      const invocationId = randomUUID();
      const scope = { invocationId, functionKey, moduleKey, moduleType, accountId, startedAt, limitMs, log };
      const result = await run(request, scope);
      const invocation: Invocation = {
        functionKey,
        moduleKey,
        durationMs: performance.now() - startedAt,
        outcome: outcomeOf(result, judge),
        logs: log.lines,
      };
      recorded?.(invocation);
      invocations.push(invocation);
      if (invocations.length > RECORDS_MAX) invocations.splice(0, RECORDS_MAX / 2);
      return result;
    },
  };
}

function outcomeOf(result: InvocationResult, judge: (value: unknown) => boolean): Invocation['outcome'] {
  if (result.kind === 'answered') return judge(result.value) ? 'answered' : 'bad-response';
  return result.kind === 'too-large' ? 'bad-response' : result.kind;
}

function toBundle(value: unknown): { value: unknown } | undefined {
  const text = JSON.stringify(value ?? null);
  if (Buffer.byteLength(text) > PAYLOAD_BYTES_MAX) return undefined;
  return { value: isJson(realmJson) ? realmJson.parse(text) : undefined };
}

function isJson(found: unknown): found is JSON {
  return typeof found === 'object' && found !== null && 'parse' in found;
}

function nameOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : 'Error';
}
