/**
 * One line of the audit: a call by a key, or an act of administration. Never a secret, a body or a credential.
 * A call that no key stands behind is not recorded: strangers must not be able to fill the store.
 */
import * as z from 'zod/mini';

const call = z.object({
  kind: z.literal('call'),
  requestId: z.string(),
  method: z.string(),
  /** Path template of the catalogue's row, or the refused path cut to 200 characters. */
  operation: z.string(),
  status: z.int(),
  outcome: z.enum(['allowed', 'denied', 'failed']),
  /** Reason of the denial or failure, from the registry of denials. */
  reason: z.optional(z.string()),
  /** Ids of the projects that were touched. */
  projectIds: z.array(z.string()),
  durationMs: z.number(),
  /** True where the guard withheld something: someone should look. */
  alarm: z.optional(z.boolean()),
});

const administration = z.object({
  kind: z.literal('administration'),
  act: z.enum(['key_issued', 'key_revoked', 'key_suspended', 'key_resumed', 'key_expired', 'grant_dropped']),
  /** accountId, or `schedule`, or `product-event`. */
  by: z.string(),
  detail: z.optional(z.string()),
});

export const auditRecord = z.object({
  v: z.literal(1),
  /** Unique; the request id for calls. */
  id: z.string(),
  /** ISO 8601 in UTC, so that text order is time order. */
  at: z.string(),
  keyId: z.string(),
  /** The key's home project, or `site`. */
  projectId: z.string(),
  event: z.discriminatedUnion('kind', [call, administration]),
});

export type AuditRecord = z.infer<typeof auditRecord>;
export type AdministrativeAct = z.infer<typeof administration>['act'];
