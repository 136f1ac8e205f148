/**
 * What a call would come to under a key, as pages are told it: the code that serves calls reads it, looks up what it
 * would look up, and decides; a write is not sent. Nothing is counted against a limit, and no audit of a call is written.
 *
 * Whoever asks hears no more than a caller with this key would, but for the reason why the key itself is not served.
 */
import { selfRow } from '../catalogue/key-self';
import type { Operation } from '../catalogue/operation';
import { type Asked, CALLS_MAX, type Judged, readCall, runDry } from '../gateway/ask';
import { denialBody } from '../gateway/respond';
import { envelopeOf } from '../gateway/self-body';
import type { Served } from '../gateway/served';
import { type Jira, jiraAsApp } from '../jira/as-app';
import { DENIALS, type Denial, statusOf } from '../policy/denials';
import type { Permission } from '../policy/permissions';
import type { CallAnswer } from './contract';

/** A call as a client would send it; `body` is JSON text. */
export type CallInQuestion = {
  readonly method: string;
  readonly path: string;
  readonly body?: string | undefined;
};

/** `jira`: a port for one call, which has the bounds of a call that is served. */
export type Asking = { readonly judged: Judged; readonly jira: () => Jira; readonly now: number };

/** Ports for calls that are asked about, until `deadline`, in epoch milliseconds. */
export const jiraForEach = (deadline: number): Asking['jira'] => {
  return () => jiraAsApp(deadline, Date.now, CALLS_MAX);
};

export type Answered = {
  readonly answer: CallAnswer;
  /** How the call was read; absent where it is about the key itself. */
  readonly asked?: Asked;
  /** What it came to. */
  readonly served?: Served;
};

/** Reads the call, runs it without its write, and says what its caller would hear. */
export const answerCall = async ({ judged, jira, now }: Asking, call: CallInQuestion): Promise<Answered> => {
  const { method, path, body } = call;
  const envelope = envelopeOf({ method, target: path, body }, judged.endpointHash);
  const { request } = envelope;
  const own = request.ok ? selfRow(request.value.method, request.value.segments) : undefined;
  if (own !== undefined) return { answer: { allowed: true, operation: own.id } };
  const asked = readCall(envelope, judged, now);
  const served = await runDry(asked, judged, jira(), now);
  const { outcome } = served;
  return {
    asked,
    served,
    answer: outcome.kind === 'answer' ? allowed(asked) : refused(asked.operation, outcome.denial),
  };
};

/** Permission of the row; none for what the gateway answers itself. */
export const permissionOf = (row: Operation | undefined): Permission | undefined =>
  row === undefined || row.kind === 'refused' ? undefined : row.needs;

const allowed = ({ operation, row }: Asked): CallAnswer => {
  const permission = permissionOf(row);
  return { allowed: true, operation, ...(permission === undefined ? {} : { permission }) };
};

/** A refusal with what callers read in it. */
export const refused = (operation: string, denial: Denial): CallAnswer => {
  const body = denialBody(denial, '');
  const [{ title }, detail, status] = [DENIALS[denial.reason], String(body['detail']), statusOf(denial)];
  const isNews = (name: string, told: unknown): boolean =>
    !TOLD_BESIDE.has(name) && !NOTHING.has(JSON.stringify(told)) && JSON.stringify(told) !== JSON.stringify([title]);
  return {
    allowed: false,
    operation,
    status,
    rule: denial.reason,
    title,
    detail,
    missing: denial.reason === 'permission_missing' ? denial.missing : [],
    more: Object.fromEntries(Object.entries(body).filter(([name, told]) => isNews(name, told))),
  };
};

/** Members of a refusal that an answer has under names of its own; the request id says nothing here. */
const TOLD_BESIDE: ReadonlySet<string> = new Set(['title', 'detail', 'status', 'rule', 'missing', 'type', 'requestId']);
const NOTHING: ReadonlySet<string> = new Set(['[]', '{}']);

/** The answer for every call of a key that is not served at all. */
export const notServed = (why: string, more: Readonly<Record<string, unknown>>): CallAnswer => ({
  allowed: false,
  operation: 'none',
  status: DENIALS.key_invalid.status,
  rule: 'key_invalid',
  title: DENIALS.key_invalid.title,
  detail: why,
  missing: [],
  more,
});
