/**
 * One audit record for every call that a key stands behind, and one log line for every call. Neither holds a
 * secret, a body, a query or anything that Jira said. Calls without a valid key write nothing to storage: a
 * stranger must not be able to fill it.
 */

import { statusOf as statusOfDenial } from '../policy/denials';
import { writeAudit } from '../storage/audit';
import { homeName } from '../storage/records/api-key';
import type { AuditRecord } from '../storage/records/audit';
import { auditDaysOf } from '../storage/records/site';
import type { Authenticated } from './authenticate';
import type { Served } from './served';

export type Happened = {
  readonly requestId: string;
  /** Epoch milliseconds at which the call came in. */
  readonly at: number;
  readonly method: string;
  /** operationId of the row, or `none`. */
  readonly operation: string;
  readonly served: Served;
  /** More precise than what the caller heard; for the log of the app's owner. */
  readonly inside?: string;
  readonly jiraCalls: number;
  readonly points?: number;
  /** Things that the request writes, where it was let through to where that is decided. */
  readonly writes?: number;
  readonly client?: string | undefined;
};

/** Writes the record of a call: one storage request. False where it could not be written. */
export async function recordCall(
  happened: Happened,
  { key, site }: Pick<Authenticated, 'key' | 'site'>,
): Promise<boolean> {
  const { permit, alarm } = happened.served;
  const status = statusOf(happened);
  const record: AuditRecord = {
    v: 1,
    id: happened.requestId,
    at: new Date(happened.at).toISOString(),
    keyId: key.id,
    projectId: homeName(key.home),
    event: {
      kind: 'call',
      requestId: happened.requestId,
      method: happened.method,
      operation: happened.operation,
      status,
      outcome: status < 400 ? 'allowed' : status < 500 ? 'denied' : 'failed',
      ...reasonOf(happened),
      projectIds: [...(permit?.projectIds ?? [])],
      issueIds: [...(permit?.issueIds ?? [])],
      durationMs: Date.now() - happened.at,
      sponsor: key.sponsor,
      jiraCalls: happened.jiraCalls,
      points: happened.points ?? 0,
      ...(happened.writes === undefined || happened.writes === 0 ? {} : { writes: happened.writes }),
      ...clientOf(happened),
      ...(alarm === undefined ? {} : { alarm: true }),
    },
  };
  const written = await writeAudit(record, auditDaysOf(site));
  return written.ok;
}

/** One line a call. `audit: false` marks a call that was served and could not be recorded. */
export function logCall(happened: Happened, recorded: boolean | undefined): void {
  const { alarm } = happened.served;
  const status = statusOf(happened);
  const line = {
    requestId: happened.requestId,
    operation: happened.operation,
    status,
    durationMs: Date.now() - happened.at,
    jiraCalls: happened.jiraCalls,
    ...reasonOf(happened),
    ...(happened.inside === undefined ? {} : { inside: happened.inside }),
    ...(alarm === undefined ? {} : { alarm }),
    ...(recorded === false ? { audit: false } : {}),
  };
  if (alarm === undefined && status < 500) console.info(JSON.stringify(line));
  else console.error(JSON.stringify(line));
}

/** `jira-python/3.8` of `jira-python/3.8 (…)`: what people type into a header is not kept. */
const clientOf = ({ client }: Happened): { readonly client?: string } => {
  const product = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}(?:\/[A-Za-z0-9._-]{1,20})?(?=$|[\s;(])/.exec(client ?? '')?.[0];
  return product === undefined ? {} : { client: product };
};

const statusOf = ({ served: { outcome } }: Happened): number =>
  outcome.kind === 'answer' ? outcome.status : statusOfDenial(outcome.denial);

const reasonOf = ({ served: { outcome } }: Happened): { readonly reason?: string } =>
  outcome.kind === 'denial' ? { reason: outcome.denial.reason } : {};
