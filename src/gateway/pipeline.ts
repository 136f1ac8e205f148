/**
 * The request path: web trigger event in, response out. The order of the stages is the order of this file, and
 * each stage takes what the one before it made. docs/lifecycle.md draws it.
 *
 * It always answers: an error that leaves here would become the platform's 424. It never retries.
 */
import { randomUUID } from 'node:crypto';
import { jiraAsApp } from '../jira/as-app';
import { stopAfterMismatch } from '../keys/stop-after-mismatch';
import type { Denial } from '../policy/denials';
import { effectiveGrants, type Principal } from '../policy/principal';
import type { Result } from '../result';
import { type Authenticated, authenticate, proveAgain } from './authenticate';
import { admit } from './decide';
import { read } from './read';
import { NO_READABLE } from './readable';
import { type Envelope, receive } from './receive';
import { logCall, recordCall } from './record';
import { respond, type WebTriggerResponse } from './respond';
import { route } from './route';
import { serve } from './serve';
import { denied, type Served } from './served';

/** The platform stops a web trigger after 55 s; this leaves time to answer and to record. */
const BUDGET_MS = 50_000;

export async function handleCall(event: unknown): Promise<WebTriggerResponse> {
  const at = Date.now();
  const requestId = randomUUID();
  const envelope = receive(event);
  const problemJson = envelope.headers.get('accept')?.join(',').includes('application/problem+json') ?? false;
  const told = { requestId, at, method: envelope.request.ok ? envelope.request.value.method : 'none' };
  try {
    const authenticated = await authenticate(envelope, at);
    if (!authenticated.ok) {
      const refused = denied({ reason: authenticated.error.reason });
      logCall({ ...told, ...authenticated.error, served: refused, operation: 'none', jiraCalls: 0 }, undefined);
      return respond(refused.outcome, requestId, problemJson);
    }
    const { key } = authenticated.value;
    const jira = jiraAsApp(at + BUDGET_MS, Date.now);
    const came = await servedCall(envelope, authenticated.value, jira, at).catch(failed);
    const happened = { ...told, ...came, jiraCalls: jira.count() };
    if (came.served.mismatch) await stopAfterMismatch(key.id);
    logCall(happened, await recordCall(happened, key));
    return respond(came.served.outcome, requestId, problemJson);
  } catch (problem) {
    const came = failed(problem);
    logCall({ ...told, ...came, jiraCalls: 0 }, undefined);
    return respond(came.served.outcome, requestId, problemJson);
  }
}

type Came = { readonly operation: string; readonly served: Served; readonly inside?: string };

/** A defect, not a refusal: the caller hears nothing of it but the request id. */
const failed = (problem: unknown): Came => ({
  operation: 'none',
  served: denied({ reason: 'internal' }),
  inside: problem instanceof Error ? problem.message : 'unknown',
});

/** Route, read, admit, then whatever the row asks for. */
async function servedCall(
  envelope: Envelope,
  proven: Authenticated,
  jira: ReturnType<typeof jiraAsApp>,
  now: number,
): Promise<Came> {
  const { request } = envelope;
  if (!request.ok) return { operation: 'none', served: denied(request.error) };
  const routed = route(request.value.method, request.value.segments);
  if (!routed.ok) return { operation: 'none', served: denied(routed.error) };
  const operation = routed.value.operation.id;
  const principal: Principal = {
    key: proven.key,
    grants: effectiveGrants(proven.key, request.value.method, request.value.segments),
    baseUrl: proven.baseUrl,
    endpointHash: proven.endpointHash,
  };
  const stillProven = () => proveAgain(envelope, proven, now);
  const call = read(request.value, routed.value, NO_READABLE);
  if (!call.ok) return { operation, served: denied(call.error) };
  const admitted: Result<void, Denial> = admit(call.value, principal);
  if (!admitted.ok) return { operation, served: denied(admitted.error) };
  return {
    operation,
    served: await serve({ call: call.value, principal, lexicon: proven.lexicon, jira, now, stillProven }),
  };
}
