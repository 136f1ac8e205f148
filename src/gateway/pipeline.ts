/**
 * The request path: web trigger event in, response out. The order of the stages is the order of this file, and
 * each stage takes what the one before it made. docs/lifecycle.md draws it.
 *
 * It always answers: an error that leaves here would become the platform's 424. It never retries.
 */
import { randomUUID } from 'node:crypto';
import { type SelfRow, selfRow } from '../catalogue/key-self';
import { jiraAsApp } from '../jira/as-app';
import { stopAfterMismatch } from '../keys/stop-after-mismatch';
import { priceOf } from '../limits/price';
import type { Spending } from '../limits/windows';
import { limitsOf } from '../policy/ceilings';
import type { Denial } from '../policy/denials';
import { err, ok, type Result } from '../result';
import { type Asked, CALLS_MAX, readCall, runDry } from './ask';
import { type Authenticated, authenticate, proveAgain } from './authenticate';
import { answerSelf } from './key-self';
import { rateHeaders } from './rate-headers';
import { type Envelope, type Received, receive } from './receive';
import { logCall, recordCall } from './record';
import { countRefused, type Reserved, reserve } from './reserve';
import { respond, type WebTriggerResponse } from './respond';
import { checkedCall } from './self-body';
import { serve } from './serve';
import { answeredHere, denied, type Served } from './served';
import { thingsWritten } from './things-written';

/** The platform stops a web trigger after 55 s; this leaves time to answer and to record. */
const BUDGET_MS = 50_000;

export async function handleCall(event: unknown): Promise<WebTriggerResponse> {
  const now = Date.now();
  const requestId = randomUUID();
  const envelope = receive(event);
  const problemJson = envelope.headers.get('accept')?.join(',').includes('application/problem+json') ?? false;
  const told = { requestId, at: now, method: envelope.request.ok ? envelope.request.value.method : 'none' };
  try {
    const authenticated = await authenticate(envelope, now);
    if (!authenticated.ok) {
      const refused = denied({ reason: authenticated.error.reason });
      logCall({ ...told, ...authenticated.error, served: refused, operation: 'none', jiraCalls: 0 }, undefined);
      return respond(refused.outcome, requestId, problemJson);
    }
    const { key } = authenticated.value;
    const jira = jiraAsApp(now + BUDGET_MS, Date.now, CALLS_MAX);
    const came = await servedCall(envelope, authenticated.value, jira, now, requestId).catch(failed);
    if (came.reserved !== undefined && (came.aboutNothing ?? isAboutNothing(came.served))) {
      await countRefused(authenticated.value, came.reserved);
    }
    const client = envelope.request.ok ? envelope.request.value.client : undefined;
    const stopped = !came.served.mismatch || (await stopAfterMismatch(key.id));
    const inside = stopped ? {} : { inside: 'key_not_suspended' };
    const happened = { ...told, ...came, ...inside, client, jiraCalls: jira.count() };
    logCall(happened, await recordCall(happened, authenticated.value));
    const limits = limitsOf(key, authenticated.value.site);
    const rows = came.reserved?.rows ?? [];
    const more = rows.length === 0 ? {} : rateHeaders(limits, rows, Date.now());
    return respond(came.served.outcome, requestId, problemJson, more);
  } catch (problem) {
    const came = failed(problem);
    logCall({ ...told, ...came, jiraCalls: 0 }, undefined);
    return respond(came.served.outcome, requestId, problemJson);
  }
}

type Came = {
  readonly operation: string;
  readonly served: Served;
  readonly inside?: string;
  readonly reserved?: Reserved;
  readonly points?: number;
  readonly writes?: number;
  /** A check of a call that would have been about something which is not there. */
  readonly aboutNothing?: boolean;
};

/** Calls that a budget of refused references counts. */
const isAboutNothing = ({ outcome }: Served): boolean =>
  outcome.kind === 'denial' && (outcome.denial.reason === 'absent' || outcome.denial.reason === 'value_unavailable');

/** A defect, not a refusal: the caller hears nothing of it but the request id. */
const failed = (problem: unknown): Came => ({
  operation: 'none',
  served: denied({ reason: 'internal' }),
  inside: problem instanceof Error ? problem.message : 'unknown',
});

/** Reads the call, counts it whatever it says, then does what its row asks for. */
async function servedCall(
  envelope: Envelope,
  proven: Authenticated,
  jira: ReturnType<typeof jiraAsApp>,
  now: number,
  requestId: string,
): Promise<Came> {
  const { request } = envelope;
  const row = request.ok ? selfRow(request.value.method, request.value.segments) : undefined;
  if (row !== undefined && request.ok) return servedSelf(row, request.value, proven, jira, { now, requestId });
  const asked = readCall(envelope, proven, now);
  const spending = spendingOf(asked);
  const reserved = await reserve(proven, spending);
  const came = { operation: asked.operation, reserved, ...usedOf(reserved, spending) };
  if (reserved.denial !== undefined) return { ...came, served: denied(reserved.denial) };
  if (!asked.call.ok) return { ...came, served: denied(asked.call.error) };
  const { call, principal } = asked.call.value;
  const stillProven = () => proveAgain(envelope, proven, now);
  return { ...came, served: await serve({ call, principal, lexicon: proven.lexicon, jira, now, stillProven }) };
}

/** A call about the key itself. A check costs what the call that it asks about costs, and is never a write. */
async function servedSelf(
  row: SelfRow,
  received: Received,
  proven: Authenticated,
  jira: ReturnType<typeof jiraAsApp>,
  { now, requestId }: { readonly now: number; readonly requestId: string },
): Promise<Came> {
  const inner = row.by === 'check' ? checkedCall(received, proven.endpointHash) : undefined;
  const asked = inner?.ok ? readCall(inner.value, proven, now) : undefined;
  const spending = { ...(asked === undefined ? ONE_CALL : spendingOf(asked)), writes: 0 };
  const reserved = await reserve(proven, spending);
  const came = { operation: row.id, reserved, ...usedOf(reserved, spending) };
  if (reserved.denial !== undefined) return { ...came, served: denied(reserved.denial) };
  const dryRun = async (): Promise<Result<Served, Denial>> => {
    if (inner?.ok === false) return inner;
    return asked === undefined ? err({ reason: 'internal' }) : ok(await runDry(asked, proven, jira, now));
  };
  const writes = asked === undefined ? 0 : spendingOf(asked).writes;
  const answer = await answerSelf({ row, received, proven, rows: reserved.rows, now, requestId, dryRun, writes });
  if (!answer.ok) return { ...came, served: denied(answer.denial) };
  const { checked } = answer;
  return {
    ...came,
    served: answeredHere(answer.status, answer.body, checked),
    ...(checked === undefined ? {} : { aboutNothing: isAboutNothing(checked) }),
  };
}

/** A call that was not let through used none. */
const usedOf = ({ denial }: Reserved, { points, writes }: Spending): Pick<Came, 'points' | 'writes'> =>
  denial === undefined ? { points, writes } : { points: 0, writes: 0 };

const ONE_CALL: Spending = { calls: 1, writes: 0, points: 0, refused: 0 };

/** A call that is refused by itself costs no points, and is a call all the same. */
function spendingOf({ row, call }: Asked): Spending {
  if (row === undefined || !call.ok) return ONE_CALL;
  const writes = thingsWritten(call.value.call);
  return { ...ONE_CALL, writes, points: priceOf(row, Math.max(1, writes)) };
}
