/**
 * One line of the audit: a call by a key, or an act of administration. Never a secret, a body or a credential.
 * A call that no key stands behind is not recorded: strangers must not be able to fill the store.
 */
import { either, flag, integer, list, literal, number, object, oneOf, optional, type Parsed, text } from '../../parse';

const call = object({
  kind: literal('call'),
  requestId: text,
  method: text,
  /** operationId of the catalogue's row, or `none` where no row was found. */
  operation: text,
  status: integer,
  outcome: oneOf('allowed', 'denied', 'failed'),
  /** Reason of the denial or failure, from the registry of denials. */
  reason: optional(text),
  /** Ids of the projects that were touched. */
  projectIds: list(text),
  /** Ids of the issues that a write acts on: by them a move is matched with writes that were under way. */
  issueIds: list(text),
  durationMs: number,
  /** accountId of the person who answered for the key then. */
  sponsor: optional(text),
  jiraCalls: optional(integer),
  /** Price of the operation, in Jira points. */
  points: optional(integer),
  /** Of a write: as how many it counts. */
  writes: optional(integer),
  /** First product of the client's User-Agent. */
  client: optional(text),
  /** True where the guard withheld something: someone should look. */
  alarm: optional(flag),
});

const administration = object({
  kind: literal('administration'),
  act: oneOf(
    'key_issued',
    'key_changed',
    'key_rotated',
    'secret_copied',
    'secret_ended',
    'key_revoked',
    'key_suspended',
    'key_resumed',
    'key_expired',
    'grant_dropped',
    'sponsor_changed',
    'sponsor_rights_changed',
    'project_renamed',
    'key_noticed',
    'site_changed',
    'endpoint_rotated',
    'endpoint_changed',
    'audit_exported',
  ),
  /** accountId, or `schedule`, `product-event` or `gateway`. */
  by: text,
  detail: optional(text),
});

export const auditRecord = object({
  v: literal(1),
  /** Unique; the request id for calls. */
  id: text,
  /** ISO 8601 in UTC, so that text order is time order. */
  at: text,
  keyId: text,
  /** The key's home project, or `site`. */
  projectId: text,
  event: either(call, administration),
});

export type AuditRecord = Parsed<typeof auditRecord>;
export type AdministrativeAct = Parsed<typeof administration>['act'];
