/**
 * All that a page knows of the app: which functions it may call, with what, and what comes back.
 *
 * Every function answers a `DatedAnswer`; expected refusals are values in it. Only the platform's request for
 * consent leaves as an error. No answer holds a hash, a secret or a cursor key; the whole key is in the answer
 * of `createKey` or `rotateKey` and nowhere else.
 */
import * as z from 'zod/mini';
import type { AdministrationFault } from '../keys/fault';
import { oneLine } from '../keys/one-line';
import type { KeyStanding } from '../keys/standing';
import type { Cap, Permission } from '../policy/permissions';
import type { Preset } from '../policy/presets';
import type { Conditions, Limits, Revealable } from '../storage/records/api-key';
import type { AuditRecord } from '../storage/records/audit';
import type { SiteRecord } from '../storage/records/site';

/** Pages import types from this file alone. */
export type { ExportStep } from '../audit/export';
export type { Reason as DenialReason } from '../policy/denials';
export type { AdministrationFault, AuditRecord, Cap, Conditions, KeyStanding, Limits, Permission, Preset, Revealable };

export type ConsoleAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: AdministrationFault };

/** As it is sent, with the app's clock when it answered, in ISO 8601: pages tell times against it, not the browser's. */
export type DatedAnswer<T> = ConsoleAnswer<T> & { readonly now: string };

const keyId = z.string().check(z.regex(/^[0-9A-Za-z]{12}$/, 'must be the id of a key'));
const accountId = z.string().check(z.minLength(1), z.maxLength(128));
const projectId = z.string().check(z.regex(/^[1-9][0-9]{0,17}$/, 'must be the id of a project'));
const moment = z.iso.datetime({ error: 'must be a date and time such as 2026-12-31T00:00:00Z' });
const cursor = z.optional(z.string().check(z.maxLength(60_000)));
const reason = z.optional(oneLine(0, 200));
const count = (from: number, to: number) => z.int().check(z.gte(from), z.lte(to));

/** A call to ask about, as a client would send it: a path with its query, and a body as JSON. */
const call = z.strictObject({
  method: z.string().check(z.maxLength(10)),
  path: z.string().check(z.maxLength(8_000)),
  body: z.optional(z.unknown()),
});

/**
 * What each function takes. On a project's page `projectId` may stand beside these members; it names the
 * project that the page is about and is proven with Jira before anything else happens.
 */
export const payloads = {
  whoAmI: z.strictObject({}),
  /** One page of rows; what is not said does not narrow. `about`: keys that reach this project (site's page). */
  listKeys: z.strictObject({
    text: z.optional(z.string().check(z.maxLength(100))),
    states: z.optional(z.array(z.enum(['in_force', 'not_yet', 'expired', 'suspended', 'revoked']))),
    about: z.optional(projectId),
    sponsor: z.optional(accountId),
    endsWithinDays: z.optional(count(1, 365)),
    sort: z.optional(z.enum(['created', 'name', 'ends', 'lastUsed'])),
    descending: z.optional(z.boolean()),
    from: z.optional(count(0, 100_000)),
    rows: z.optional(count(1, 100)),
  }),
  readKey: z.strictObject({ keyId }),
  /** Read member by member in src/keys/draft.ts: name, purpose, grants, expiresAt, notBefore. */
  createKey: z.looseObject({}),
  /** The person has put the secret away, so that no page has to warn. */
  confirmCopied: z.strictObject({ keyId }),
  /** `version`: the one that the page showed. `change` is read member by member in src/keys/draft.ts. */
  editKey: z.strictObject({ keyId, version: z.int(), change: z.looseObject({}) }),
  rotateKey: z.strictObject({ keyId, version: z.int(), overlapSeconds: count(0, 604_800) }),
  endSecret: z.strictObject({ keyId, version: z.int(), which: z.enum(['newer', 'older']) }),
  revokeKey: z.strictObject({ keyId, reason }),
  suspendKey: z.strictObject({ keyId, reason }),
  resumeKey: z.strictObject({ keyId }),
  /** `keyIds`: only these of the sponsor's keys. */
  handOver: z.strictObject({
    from: accountId,
    to: accountId,
    keyIds: z.optional(z.array(keyId).check(z.minLength(1), z.maxLength(100))),
  }),
  /**
   * Would these calls be allowed? Asked of a key, or of a draft that need not have a name or an end yet. A key that
   * also reaches projects which the page does not show is asked about without them.
   */
  tryCalls: z.strictObject({
    of: z.union([z.strictObject({ keyId }), z.strictObject({ draft: z.looseObject({}) })]),
    calls: z.array(call).check(z.minLength(1), z.maxLength(10)),
  }),
  /**
   * What a script did → the smallest grants for it. One step of a long text: `from` and `grants` are those of the
   * step before. `projectIds`: which projects the key may be about.
   */
  readEvidence: z.strictObject({
    text: z.string().check(z.maxLength(300_000)),
    projectIds: z.array(projectId).check(z.minLength(1), z.maxLength(20)),
    from: z.optional(count(0, 100_000)),
    grants: z.optional(z.array(z.looseObject({})).check(z.maxLength(20))),
  }),
  /** Records from `from` on, before `to`; `cursor` comes from the page before. `about`: of this project (site's page). */
  readAudit: z.strictObject({
    keyId: z.optional(keyId),
    about: z.optional(projectId),
    outcome: z.optional(z.enum(['allowed', 'denied', 'failed', 'administration'])),
    operation: z.optional(z.string().check(z.maxLength(100))),
    from: moment,
    to: moment,
    cursor,
  }),
  keyUsage: z.strictObject({ keyId }),
  exportAudit: z.strictObject({ keyId: z.optional(keyId), from: moment, to: moment, cursor }),
  describeProject: z.strictObject({}),
  /** The same on the site's page, which is about no project. */
  describeAnyProject: z.strictObject({ projectId }),
  getSettings: z.strictObject({}),
  /** `change` is read member by member in src/keys/site-settings.ts. */
  changeSettings: z.strictObject({ version: z.int(), change: z.looseObject({}) }),
  listEndpoints: z.strictObject({}),
  /** A new URL for the site (`site`) or a project; the present one is served until `keepUntil`, or ends now. */
  rotateEndpoint: z.strictObject({ home: z.union([z.literal('site'), projectId]), keepUntil: z.optional(moment) }),
  /** Shuts or opens one URL at once. `endpointId`: of `EndpointView`. */
  setEndpoint: z.strictObject({
    endpointId: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
    state: z.enum(['open', 'closed']),
  }),
  health: z.strictObject({}),
} as const;

export type GrantView = {
  readonly projectId: string;
  readonly projectKey: string;
  readonly permissions: readonly Permission[];
  readonly endpointRules?: readonly string[];
  readonly conditions?: Conditions;
  /** Of those that it holds, the ones that a ceiling or the sponsor's own rights take away at present. */
  readonly withheld: readonly { readonly permission: Permission; readonly by: Cap }[];
};

/** `widen`: to change the key otherwise than by taking away from it. `drop`: to take the page's project out of it. */
export type BarredAct = 'rotate' | 'endNewer' | 'resume' | 'widen' | 'drop';

/** A key as a page may show it. Times are ISO 8601 in UTC. */
export type KeyView = {
  readonly id: string;
  readonly name: string;
  readonly purpose: string;
  readonly sponsor: string;
  /** Set while the sponsor's account is closed and the key goes on, because the site wants it so. */
  readonly sponsorLeftAt?: string;
  readonly state: KeyStanding;
  /** What a person wrote; where `changedBy` is none, a code of the app. */
  readonly reason?: string;
  readonly changedAt?: string;
  readonly changedBy?: string;
  /** Suspended in a way that only a site admin ends. */
  readonly heldBySite?: boolean;
  /** On a project's page only the grant for that project. */
  readonly grants: readonly GrantView[];
  /** True where the key also reaches projects that this page does not show. */
  readonly otherProjects: boolean;
  /** Whose URL it is used at. */
  readonly home: 'project' | 'site';
  readonly notBefore?: string;
  readonly expiresAt: string;
  /** Where a ceiling ends the key earlier; on a project's page the site's or its own. */
  readonly endsAt?: string;
  /** It has ended before that, by a ceiling of a project that this page does not show. */
  readonly endedByCeiling?: true;
  readonly limits: Limits;
  readonly hiddenFields: readonly string[];
  /** What it shows though answers hide it by themselves. */
  readonly reveals?: readonly Revealable[];
  readonly unusedDaysMax?: number;
  /** Not where there are other projects: it may be an issue of one of them. */
  readonly noticeIssueId?: string;
  /** Two while it is being rotated. Oldest first. */
  readonly secrets: readonly { readonly createdAt: string; readonly endsAt?: string }[];
  /** False until the person who was shown the newest secret said that it was put away. */
  readonly secretCopied: boolean;
  readonly gatewayUrl?: string;
  /** What this person may not do with the key here, each with why: as the act itself would answer. */
  readonly barred?: Readonly<Partial<Record<BarredAct, AdministrationFault>>>;
  /** Sent with a change, so that two administrators lose nothing. */
  readonly version: number;
  readonly createdAt: string;
  readonly createdBy: string;
};

export type WhoAmI = { readonly accountId: string; readonly page: 'site' | 'project'; readonly administers: boolean };

/** Calls of one day of UTC, `YYYY-MM-DD`; days without any are there too. */
export type DayView = {
  readonly day: string;
  readonly allowed: number;
  readonly denied: number;
  readonly failed: number;
};

/** As old as the last hour that is summed. */
export type KeyRowView = KeyView & {
  readonly lastUsedAt?: string;
  /** Until when the calls are summed; absent where nothing is yet. */
  readonly summedUntil?: string;
  /** The last seven days, oldest first. */
  readonly week: readonly DayView[];
};

/** One page of a list. Its rows are read by their ids; which keys are in the list may lag by seconds. */
export type KeyListView = {
  readonly keys: readonly KeyRowView[];
  /** Rows in all pages. */
  readonly total: number;
  /** Of all keys here, whatever the question narrows. */
  readonly states: Readonly<Record<KeyStanding, number>>;
  readonly sponsors: readonly string[];
  /** False where there are more keys than are looked through. */
  readonly complete: boolean;
};

export type KeyUsageView = {
  /** Absent: it was not used within a year, as far as is summed. */
  readonly lastUsedAt?: string;
  /** Calls in the seven days before, of them refused. */
  readonly callsOfWeek: number;
  readonly deniedOfWeek: number;
  /** Until when the calls are summed; absent where nothing is yet. */
  readonly summedUntil?: string;
  /** The last thirty days, oldest first. */
  readonly days: readonly DayView[];
  /** In these days, most first; `permission` is absent for calls about the key itself and unknown ones. */
  readonly operations: readonly {
    readonly operation: string;
    readonly permission?: Permission;
    readonly calls: number;
  }[];
  /** Permissions of the key that no call of these days needed. */
  readonly permissionsNotUsed: readonly Permission[];
};

/** What a call would come to, by the code that serves calls. */
export type CallAnswer =
  | { readonly allowed: true; readonly operation: string; readonly permission?: Permission }
  | {
      readonly allowed: false;
      readonly operation: string;
      readonly status: number;
      /** Of docs/errors.md. */
      readonly rule: string;
      readonly title: string;
      readonly detail: string;
      /** Permissions that would mend it. */
      readonly missing: readonly Permission[];
      /** The smallest grant that would allow it, what took a permission away, which condition or limit: as callers hear it. */
      readonly more: Readonly<Record<string, unknown>>;
    };

export type CallAnswers = { readonly answers: readonly CallAnswer[] };

/** One thing that a script did. */
export type EvidenceLine = {
  /** Number of its line in the text, from 1. */
  readonly line: number;
  /** How often the same call stands in the text. */
  readonly times: number;
  readonly call?: { readonly method: string; readonly path: string; readonly hasBody: boolean };
  /** Absent where the line could not be read as a call; `problem` says why. */
  readonly answer?: CallAnswer;
  readonly problem?: string;
};

export type EvidenceView = {
  readonly lines: readonly EvidenceLine[];
  /** The smallest grants that allow what could be allowed so far. */
  readonly grants: readonly { readonly projectId: string; readonly permissions: readonly Permission[] }[];
  /** Where the next step begins; absent at the end. */
  readonly next?: number;
  /** Before the next step: the person has asked about as many calls as fit into this minute or hour. */
  readonly waitSeconds?: number;
  /** Calls in the whole text, each counted once. */
  readonly total: number;
};

export type AuditView = {
  /** Newest first; on the page of a site with very many projects first those of some, then of the others. */
  readonly records: readonly AuditRecord[];
  readonly cursor?: string;
};

export type EndpointView = {
  readonly id: string;
  /** `site`, or the id of the project whose own it is. */
  readonly home: string;
  readonly projectKey?: string;
  readonly url: string;
  readonly state: 'open' | 'closed';
  /** The one that new keys get. */
  readonly current: boolean;
  /** When an URL that was replaced ends. */
  readonly until?: string;
  /** Keys in force that live there. */
  readonly keys: number;
};

export type EndpointListView = {
  readonly endpoints: readonly EndpointView[];
  /** False where there are more keys than were counted. */
  readonly complete: boolean;
};

export type HealthView = {
  /** How the app is licensed here; `none` where it is not sold. */
  readonly licence: 'active' | 'inactive' | 'none';
  /** `lastRunAt`: when everything had been gone through; `unfinishedAt`: a run since then left some of it to the next. */
  readonly schedule: { readonly lastRunAt?: string; readonly isLate: boolean; readonly unfinishedAt?: string };
  /** Sums of the audit: the home that lags most. */
  readonly sums: { readonly until?: string; readonly isLate: boolean };
  readonly points: {
    /** Of the present hour, as far as sampled. */
    readonly used: number;
    readonly share: number;
    readonly heaviest: readonly { readonly keyId: string; readonly name?: string; readonly points: number }[];
  };
  /** Projects with keys that the app cannot serve. */
  readonly projects: readonly {
    readonly projectId: string;
    readonly projectKey: string;
    readonly problem: 'gone' | 'archived' | 'shut_out' | 'cannot_write';
    readonly message: string;
    readonly mend: string;
  }[];
  readonly projectsLookedAt: number;
  /** False where there are more keys than were looked through for projects and names. */
  readonly complete: boolean;
};

export type CreatedKey = {
  /** The whole key, shown this once. */
  readonly key: string;
  readonly gatewayUrl: string;
  readonly view: KeyView;
};

export type RotatedKey = {
  /** The whole key with its new secret, shown this once. */
  readonly key: string;
  readonly view: KeyView;
};

export type HandOverView = {
  readonly changed: readonly KeyView[];
  /** Keys that still have the old sponsor, each with why. */
  readonly left: readonly { readonly keyId: string; readonly fault: AdministrationFault }[];
  /** False where there are more keys than one step takes: it is to be done again. */
  readonly complete: boolean;
};

/** The ceilings of the site and the switch that stops all keys. */
export type SettingsView = SiteRecord & { readonly version: number };

export type ProjectView = {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  /** Absent until the project's first key made it. */
  readonly gatewayUrl?: string;
  readonly maxLifetimeDays: number;
  readonly whoMayIssue: 'project-admins' | 'site-admins';
  /** Those that the ceilings allow here. */
  readonly permissions: readonly Permission[];
  /** What every key here must keep to, whatever its own limits are. */
  readonly limits: Limits;
  /** May a key reach further projects? */
  readonly severalProjects: boolean;
  /** True while a site admin has suspended every key of the site. */
  readonly allKeysSuspended?: boolean;
  readonly presets: readonly Preset[];
};
