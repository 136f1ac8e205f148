/**
 * One audit record for every call that a key stands behind, and one log line for every call. Neither holds a
 * secret, a body, a query or anything that Jira said. Calls without a valid key write nothing to storage: a
 * stranger must not be able to fill it.
 */

import { writeAudit } from '../storage/audit';
import { ENTITY } from '../storage/keyspace';
import { type ApiKeyRecord, homeName } from '../storage/records/api-key';
import type { AuditRecord } from '../storage/records/audit';

export type Happened = {
  readonly requestId: string;
  readonly at: number;
  readonly method: string;
  /** operationId of the row, or why there was none. */
  readonly operation: string;
  readonly status: number;
  readonly reason: string | undefined;
  /** More precise than what the caller heard; for the log of the app's owner. */
  readonly inside: string | undefined;
  readonly projectIds: readonly string[];
  readonly durationMs: number;
  readonly jiraCalls: number;
  readonly alarm: string | undefined;
};

/** Writes the record of a call: one storage request. False where it could not be written. */
export async function recordCall(happened: Happened, key: ApiKeyRecord): Promise<boolean> {
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
      status: happened.status,
      outcome: happened.status < 400 ? 'allowed' : happened.status < 500 ? 'denied' : 'failed',
      ...(happened.reason === undefined ? {} : { reason: happened.reason }),
      projectIds: [...happened.projectIds],
      durationMs: happened.durationMs,
      ...(happened.alarm === undefined ? {} : { alarm: true }),
    },
  };
  const written = await writeAudit(record);
  return written.ok;
}

/** One line a call. `audit: false` marks a call that was served and could not be recorded. */
export function logCall(happened: Happened, recorded: boolean | undefined): void {
  const line = {
    requestId: happened.requestId,
    operation: happened.operation,
    status: happened.status,
    durationMs: happened.durationMs,
    jiraCalls: happened.jiraCalls,
    ...(happened.reason === undefined ? {} : { reason: happened.reason }),
    ...(happened.inside === undefined ? {} : { inside: happened.inside }),
    ...(happened.alarm === undefined ? {} : { alarm: happened.alarm }),
    ...(recorded === false ? { audit: false, entity: ENTITY.audit } : {}),
  };
  if (happened.alarm === undefined && happened.status < 500) console.info(JSON.stringify(line));
  else console.error(JSON.stringify(line));
}
