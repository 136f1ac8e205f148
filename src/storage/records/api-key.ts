/**
 * The record of an API key: what it may do, for whom, until when. It never holds the secret, only its hash.
 *
 * Times are epoch milliseconds. Absent members are left out: the platform's storage takes no null.
 * INVARIANT: project ids decide; `projectKey` is what the project was called when last looked at, for display.
 */
import {
  either,
  integer,
  list,
  literal,
  matching,
  number,
  object,
  oneOf,
  optional,
  type Parsed,
  text,
} from '../../parse';
import { PERMISSIONS } from '../../policy/permissions';

export const RECORD_BYTES_MAX = 8 * 1024;

const projectId = matching(/^[1-9][0-9]{0,17}$/);

export const home = either(object({ kind: literal('project'), projectId }), object({ kind: literal('site') }));

export const grant = object({
  projectId,
  projectKey: text,
  permissions: list(oneOf(...PERMISSIONS)),
  /** Each narrows: where present, a call must match one. Syntax: src/keys/endpoint-rule.ts. */
  endpointRules: optional(list(text)),
});

const status = object({
  /** `expired` is a note for lists; `expiresAt` decides. */
  state: oneOf('active', 'suspended', 'revoked', 'expired'),
  reason: optional(text),
  at: optional(number),
  /** accountId, or `schedule`, or `product-event`. */
  by: optional(text),
});

const secret = object({
  /** SHA-256, base64url. */
  hash: text,
  createdAt: number,
  /** Absent: as long as the key. */
  endsAt: optional(number),
});

export const apiKeyRecord = object({
  v: literal(1),
  id: matching(/^[0-9A-Za-z]{12}$/),
  name: text,
  purpose: text,
  /** accountId of the person who answers for the key. */
  sponsor: text,
  home,
  grants: list(grant, { min: 1 }),
  notBefore: optional(number),
  expiresAt: number,
  status,
  secrets: list(secret, { max: 2 }),
  /** 32 random bytes, base64url: seals the paging cursors of this key. */
  cursorKey: matching(/^[A-Za-z0-9_-]{43}$/),
  /** Grows by one with each change; changes are conditioned on it. */
  version: integer,
  createdAt: number,
  createdBy: text,
});

export type Home = Parsed<typeof home>;
export type Grant = Parsed<typeof grant>;
export type ApiKeyRecord = Parsed<typeof apiKeyRecord>;
export type KeyState = ApiKeyRecord['status']['state'];

/** The partition under which a home's keys are listed. */
export const homeName = (place: Home): string => (place.kind === 'site' ? 'site' : place.projectId);
