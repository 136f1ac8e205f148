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
import type { Authenticated } from './authenticate';
import { authenticate } from './authenticate';
import { admit } from './decide';
import { read } from './read';
import { NO_READABLE } from './readable';
import { type Envelope, receive } from './receive';
import { logCall, recordCall } from './record';
import { type Outcome, respond, type WebTriggerResponse } from './respond';
import { route } from './route';
import { type Served, serve } from './serve';

/** The platform stops a web trigger after 55 s; this leaves time to answer and to record. */
const BUDGET_MS = 50_000;

export async function handleCall(event: unknown): Promise<WebTriggerResponse> {
  const at = Date.now();
  const requestId = randomUUID();
  const envelope = receive(event);
  try {
    return await handle(envelope, requestId, at);
  } catch (problem) {
    logCall(
      happened({
        requestId,
        at,
        envelope,
        outcome: INTERNAL,
        served: undefined,
        operation: 'none',
        inside: problem instanceof Error ? problem.message : 'unknown',
        jiraCalls: 0,
      }),
      undefined,
    );
    return respond(INTERNAL, requestId, false);
  }
}

const INTERNAL: Outcome = { kind: 'denial', denial: { reason: 'internal' } };

async function handle(envelope: Envelope, requestId: string, at: number): Promise<WebTriggerResponse> {
  const problemJson = wantsProblems(envelope);
  const authenticated = await authenticate(envelope, at);
  if (!authenticated.ok) {
    const outcome: Outcome = { kind: 'denial', denial: { reason: authenticated.error.reason } };
    logCall(
      happened({
        requestId,
        at,
        envelope,
        outcome,
        served: undefined,
        operation: 'none',
        inside: authenticated.error.inside,
        jiraCalls: 0,
      }),
      undefined,
    );
    return respond(outcome, requestId, problemJson);
  }
  const jira = jiraAsApp(at + BUDGET_MS, Date.now);
  const { operation, served } = await servedCall(envelope, authenticated.value, jira, at);
  const outcome = served.outcome;
  const what = happened({
    requestId,
    at,
    envelope,
    outcome,
    served,
    operation,
    inside: undefined,
    jiraCalls: jira.count(),
  });
  if (served.mismatch) await stopAfterMismatch(authenticated.value.key.id);
  const recorded = await recordCall(what, authenticated.value.key);
  logCall(what, recorded);
  return respond(outcome, requestId, problemJson);
}

const denied = (denial: Denial): Served => ({
  outcome: { kind: 'denial', denial },
  projectIds: [],
  alarm: undefined,
  mismatch: false,
});

/** Route, read, admit, then whatever the row asks for. */
async function servedCall(
  envelope: Envelope,
  proven: Authenticated,
  jira: ReturnType<typeof jiraAsApp>,
  now: number,
): Promise<{ operation: string; served: Served }> {
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
  const call = read(request.value, routed.value, NO_READABLE);
  if (!call.ok) return { operation, served: denied(call.error) };
  const admitted: Result<void, Denial> = admit(call.value, principal);
  if (!admitted.ok) return { operation, served: denied(admitted.error) };
  return { operation, served: await serve({ call: call.value, principal, lexicon: proven.lexicon, jira, now }) };
}

const wantsProblems = (envelope: Envelope): boolean =>
  envelope.headers.get('accept')?.join(',').includes('application/problem+json') ?? false;

function happened(parts: {
  readonly requestId: string;
  readonly at: number;
  readonly envelope: Envelope;
  readonly outcome: Outcome;
  readonly served: Served | undefined;
  readonly operation: string;
  readonly inside: string | undefined;
  readonly jiraCalls: number;
}): Parameters<typeof recordCall>[0] {
  const { outcome, envelope } = parts;
  return {
    requestId: parts.requestId,
    at: parts.at,
    method: envelope.request.ok ? envelope.request.value.method : 'none',
    operation: parts.operation,
    status: outcome.kind === 'answer' ? outcome.status : respond(outcome, parts.requestId, false).statusCode,
    reason: outcome.kind === 'denial' ? outcome.denial.reason : undefined,
    inside: parts.inside,
    projectIds: parts.served?.projectIds ?? [],
    durationMs: Date.now() - parts.at,
    jiraCalls: parts.jiraCalls,
    alarm: parts.served?.alarm,
  };
}
