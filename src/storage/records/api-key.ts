/**
 * The record of an API key: what it may do, for whom, until when. It never holds the secret, only its hash.
 *
 * Times are epoch milliseconds. Absent members are left out: the platform's storage takes no null.
 * INVARIANT: project ids decide; `projectKey` is what the project was called when last looked at, for display.
 */
import {
  atLeastOne,
  either,
  flag,
  integer,
  list,
  literal,
  matching,
  number,
  object,
  oneOf,
  optional,
  type Parsed,
  table,
  text,
} from '../../parse';
import { PERMISSIONS } from '../../policy/permissions';

/** Twenty grants with every permission, and what the sponsor may do in each; a key for one project has some 1 kB. */
export const RECORD_BYTES_MAX = 32 * 1024;

/**
 * Addresses of people; comments and work that are restricted to groups or roles, or are internal to a service project; and, to
 * queries alone, what issues were, also before they came into their project.
 */
export const REVEALABLE = ['emailAddresses', 'restrictedEntries', 'pastInQueries'] as const;
export type Revealable = (typeof REVEALABLE)[number];

export const projectId = matching(/^[1-9][0-9]{0,17}$/);

export const home = either(object({ kind: literal('project'), projectId }), object({ kind: literal('site') }));

/** Each narrows what a grant's permissions allow. */
const conditions = object({
  /** Ids of the issue types that writes may make or touch. */
  issueTypes: optional(list(text, { min: 1 })),
  /** Ids of the fields that writes may set. */
  fields: optional(list(text)),
  /** Ids of the transitions that may be made. */
  transitions: optional(list(text, { min: 1 })),
  /** Only issues that match are there. Only in grants that read and nothing else. */
  jql: optional(text),
});

/** The most that a key may use. What is absent is not limited here; the site's ceiling may limit it. */
export const limits = object({
  callsPerMinute: optional(atLeastOne),
  callsPerDay: optional(atLeastOne),
  writesPerDay: optional(atLeastOne),
  /** Jira points, by a constant price of each operation. */
  pointsPerHour: optional(atLeastOne),
  /** Calls an hour that may be about something which is not there for the key. */
  refusedPerHour: optional(atLeastOne),
  /** Rows of one page. */
  pageMax: optional(atLeastOne),
});

/** What the sponsor may do in Jira, by project id, as last asked. */
const sponsorRights = object({
  /** Epoch milliseconds; too old a check counts for nothing. */
  checkedAt: number,
  projects: table(list(oneOf(...PERMISSIONS))),
});

export const grant = object({
  projectId,
  projectKey: text,
  permissions: list(oneOf(...PERMISSIONS)),
  /** Each narrows: where present, a call must match one. Syntax: src/keys/endpoint-rule.ts. */
  endpointRules: optional(list(text)),
  conditions: optional(conditions),
});

const status = object({
  /** `expired` is a note for lists; `expiresAt` decides. */
  state: oneOf('active', 'suspended', 'revoked', 'expired'),
  reason: optional(text),
  at: optional(number),
  /** accountId, or `schedule`, `product-event` or `gateway`. */
  by: optional(text),
  /** Suspended on the site's page: only a site admin lets it go on. */
  bySiteAdmin: optional(flag),
});

const secret = object({
  /** SHA-256, base64url. */
  hash: text,
  createdAt: number,
  /** Absent: as long as the key. */
  endsAt: optional(number),
  /** Shown to a person who has not yet said that it was put away. */
  notCopied: optional(flag),
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
  /** Absent: not asked yet; then nothing is taken away for it. */
  sponsorRights: optional(sponsorRights),
  /** When the sponsor's account was found closed, on a site where such keys go on. */
  sponsorLeftAt: optional(number),
  limits: optional(limits),
  /** Ids of fields that answers never show and queries may not ask about. */
  hiddenFields: optional(list(text)),
  /** What answers show only where a site admin says so. Absent: nothing of it. */
  reveals: optional(list(oneOf(...REVEALABLE))),
  /** Suspended when unused for so many days. */
  unusedDaysMax: optional(atLeastOne),
  /** Id of the issue whose watchers hear that the key is about to expire. */
  noticeIssueId: optional(matching(/^[1-9][0-9]{0,17}$/)),
  /** Days before the end of which was told last, and the end that was told: of another one nothing was told yet. */
  noticedDays: optional(number),
  noticedEnd: optional(number),
  /** Drawn by the run that told: no other one takes what is stored for its own. */
  noticedBy: optional(text),
  notBefore: optional(number),
  expiresAt: number,
  status,
  /** In the order in which they were handed out. */
  secrets: list(secret, { max: 2 }),
  /** 32 random bytes, base64url: seals the paging cursors of this key. */
  cursorKey: matching(/^[A-Za-z0-9_-]{43}$/),
  /** Grows by one with each change; changes are conditioned on it. */
  version: integer,
  /** The version that last changed something which people set, where later ones did not. */
  settledVersion: optional(integer),
  createdAt: number,
  createdBy: text,
});

export type Limits = Parsed<typeof limits>;
export type Conditions = Parsed<typeof conditions>;
export type Home = Parsed<typeof home>;
export type Grant = Parsed<typeof grant>;
export type ApiKeyRecord = Parsed<typeof apiKeyRecord>;
export type KeyState = ApiKeyRecord['status']['state'];

/** The partition under which a home's keys are listed. */
export const homeName = (place: Home): string => (place.kind === 'site' ? 'site' : place.projectId);
