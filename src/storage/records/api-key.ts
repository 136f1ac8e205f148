/**
 * The record of an API key: what it may do, for whom, until when. It never holds the secret, only its hash.
 *
 * Times are epoch milliseconds. Absent members are left out: the platform's storage takes no null.
 * INVARIANT: project ids decide; `projectKey` is what the project was called when last looked at, for display.
 */
import * as z from 'zod/mini';
import { PERMISSIONS } from '../../policy/permissions';

export const RECORD_BYTES_MAX = 8 * 1024;

const projectId = z.string().check(z.regex(/^[1-9][0-9]{0,17}$/));

export const home = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('project'), projectId }),
  z.object({ kind: z.literal('site') }),
]);

export const grant = z.object({
  projectId,
  projectKey: z.string(),
  permissions: z.array(z.enum(PERMISSIONS)),
  /** Each narrows: where present, a call must match one. Syntax: src/keys/endpoint-rule.ts. */
  endpointRules: z.optional(z.array(z.string())),
});

const status = z.object({
  /** `expired` is a note for lists; `expiresAt` decides. */
  state: z.enum(['active', 'suspended', 'revoked', 'expired']),
  reason: z.optional(z.string()),
  at: z.optional(z.number()),
  /** accountId, or `schedule`, or `product-event`. */
  by: z.optional(z.string()),
});

const secret = z.object({
  /** SHA-256, base64url. */
  hash: z.string(),
  createdAt: z.number(),
  /** Absent: as long as the key. */
  endsAt: z.optional(z.number()),
});

export const apiKeyRecord = z.object({
  v: z.literal(1),
  id: z.string().check(z.regex(/^[0-9A-Za-z]{12}$/)),
  name: z.string(),
  purpose: z.string(),
  /** accountId of the person who answers for the key. */
  sponsor: z.string(),
  home,
  grants: z.array(grant).check(z.minLength(1)),
  notBefore: z.optional(z.number()),
  expiresAt: z.number(),
  status,
  secrets: z.array(secret).check(z.maxLength(2)),
  /** 32 random bytes, base64url: seals the paging cursors of this key. */
  cursorKey: z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/)),
  /** Grows by one with each change; changes are conditioned on it. */
  version: z.int(),
  createdAt: z.number(),
  createdBy: z.string(),
});

export type Home = z.infer<typeof home>;
export type Grant = z.infer<typeof grant>;
export type ApiKeyRecord = z.infer<typeof apiKeyRecord>;
export type KeyState = ApiKeyRecord['status']['state'];

/** The partition under which a home's keys are listed. */
export const homeName = (place: Home): string => (place.kind === 'site' ? 'site' : place.projectId);
