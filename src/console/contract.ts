/**
 * All that a page knows of the app: which functions it may call, with what, and what comes back.
 *
 * Every function answers a `ConsoleAnswer`; expected refusals are values in it. Only the platform's request for
 * consent leaves as an error. No answer holds a hash, a secret or a cursor key; the whole key is in the answer
 * of `createKey` and nowhere else.
 */
import * as z from 'zod/mini';
import type { AdministrationFault } from '../keys/fault';
import type { KeyStanding } from '../keys/standing';
import type { Permission } from '../policy/permissions';

export type ConsoleAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: AdministrationFault };

const keyId = z.string().check(z.regex(/^[0-9A-Za-z]{12}$/, 'must be the id of a key'));
const reason = z.optional(z.string().check(z.trim(), z.maxLength(200)));

/**
 * What each function takes. On a project's page `projectId` may stand beside these members; it names the
 * project that the page is about and is proven with Jira before anything else happens.
 */
export const payloads = {
  whoAmI: z.strictObject({}),
  listKeys: z.strictObject({}),
  /** Read member by member in src/keys/draft.ts: name, purpose, grants, expiresAt, notBefore. */
  createKey: z.looseObject({}),
  revokeKey: z.strictObject({ keyId, reason }),
  suspendKey: z.strictObject({ keyId, reason }),
  resumeKey: z.strictObject({ keyId }),
  describeProject: z.strictObject({}),
  /** The same on the site's page, which is about no project. */
  describeAnyProject: z.strictObject({ projectId: z.string().check(z.regex(/^[1-9][0-9]{0,17}$/)) }),
} as const;

export type GrantView = {
  readonly projectId: string;
  readonly projectKey: string;
  readonly permissions: readonly Permission[];
  readonly endpointRules?: readonly string[];
};

/** A key as a page may show it. Times are ISO 8601 in UTC. */
export type KeyView = {
  readonly id: string;
  readonly name: string;
  readonly purpose: string;
  readonly sponsor: string;
  readonly state: KeyStanding;
  readonly reason?: string;
  readonly changedAt?: string;
  readonly changedBy?: string;
  /** On a project's page only the grant for that project. */
  readonly grants: readonly GrantView[];
  /** True where the key also reaches projects that this page does not show. */
  readonly otherProjects: boolean;
  /** Whose URL it is used at. */
  readonly home: 'project' | 'site';
  readonly notBefore?: string;
  readonly expiresAt: string;
  readonly createdAt: string;
  readonly createdBy: string;
};

export type WhoAmI = { readonly accountId: string; readonly page: 'site' | 'project'; readonly administers: boolean };

export type KeyListView = { readonly keys: readonly KeyView[]; readonly complete: boolean };

export type CreatedKey = {
  /** The whole key, shown this once. */
  readonly key: string;
  readonly gatewayUrl: string;
  readonly view: KeyView;
};

export type ProjectView = {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  /** Absent until the project's first key made it. */
  readonly gatewayUrl?: string;
  readonly maxLifetimeDays: number;
  readonly whoMayIssue: 'project-admins' | 'site-admins';
  readonly permissions: readonly Permission[];
};
