/**
 * A whole Jira site in one process, for tests and for people.
 *
 * `startSite` is the one door: outside checks use it, so its shape stays stable (docs/local-site.md).
 */

import { startSiteWith } from './forge/start-site';
import type { TimeLimits } from './forge/time-limits';
import { createJira } from './jira/create-jira';
import { digestOutside } from './jira/digest';
import { island } from './jira/island';
import type { Jira } from './jira/jira';
import { loadState, saveChanges } from './jira/persist';
import { demoState } from './jira/seeds/demo';
import { fixtureState } from './jira/seeds/fixture';
import type { JiraState } from './jira/state';
import type { Switches } from './jira/switches';
import { createPages } from './pages/pages';

export { SiteStartError } from './forge/site-start-error';

/**
 * Starts a site and answers when it listens. Throws a SiteStartError that says what would mend it when the
 * port, the data directory, the bundle or the manifest cannot be used.
 */
export async function startSite(options: SiteOptions = {}): Promise<Site> {
  const seed = (name: 'demo' | 'fixture', now: number) => (name === 'demo' ? demoState(now) : fixtureState(now));
  const pages = createPages();
  const kit = { createJira, seed, loadState, saveChanges, digestOutside, island };
  const site = await startSiteWith(kit, { pages: pages.answer, ...options });
  pages.show(site);
  return site;
}

export type StorageOperation = {
  /** Path below /api/v1, e.g. `entity/set` or `batch/get`. */
  readonly operation: string;
  readonly keys: readonly string[];
  readonly entityName: string | undefined;
  readonly status: number;
  readonly code: string | undefined;
};

export type StorageFault = {
  /** Matches the operation's path; absent matches all. */
  readonly operation?: string;
  readonly times: number;
  readonly fault:
    | { readonly kind: 'status'; readonly status: 429 | 409 | 500 }
    | { readonly kind: 'slow'; readonly delayMs: number }
    | { readonly kind: 'held'; readonly until: Promise<void> };
};

/** Questions of the platform that no source answers; the app must work under each setting. First is the default. */
export type PlatformSwitches = {
  /** Are path and query values handed over decoded or as sent? */
  'webtrigger.decoding': 'decoded' | 'raw';
  /** Are query values split at commas, and do the parts stay in order? */
  'webtrigger.commaSplit': 'split' | 'whole' | 'split-reversed';
  'webtrigger.headerCase': 'lower' | 'as-sent' | 'title';
  'webtrigger.forwardedFor': 'absent' | 'present';
  /** Do methods beside the documented five reach the app? */
  'webtrigger.otherMethods': 'reach' | 'refused';
  /** How many web trigger URLs one module may have. */
  'webtrigger.maxUrls': number;
  /** An admin page's resolver called by someone who is not an admin. */
  'bridge.adminGate': 'open' | 'closed';
  /** Does the frame of a page fill what the window leaves, and scroll inside, or is it as high as its content? */
  'page.frame': 'fills' | 'grows';
  /** Seconds for which an index query does not see a write. */
  'storage.queryLagSeconds': number;
  /** Seconds for which an expired row can still be read. */
  'storage.ttlLagSeconds': number;
  /** Are the platform's limits on calls a minute kept? A suite that calls thousands of times lifts them. */
  'platform.rateLimits': 'enforced' | 'lifted';
  /** Product events come at least once: does each come once or twice? */
  'events.delivery': 'once' | 'twice';
};

/** A request for a page, as the `pages` option gets it. */
export type PageRequest = {
  readonly method: string;
  /** As sent, without the query. */
  readonly path: string;
  readonly query: string;
  /** Who is signed in by the session cookie. */
  readonly accountId: string | undefined;
  readonly contentType: string | undefined;
  readonly body: string;
};
export type PageAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};
/** Answers what is none of the site's own paths; undefined is 404. Absent in the options: Jira's pages around the app's. */
export type Pages = (request: PageRequest) => PageAnswer | undefined | Promise<PageAnswer | undefined>;

/** Something that a page of the app did against the policy under which it is served. */
export type CspViolation = { readonly directive: string; readonly blocked: string; readonly source: string };

/** The frame in which the app's pages stand, and what of them went wrong there; a test finds both lists empty. */
export type PageFrame = {
  /** Address of the page's files, on an origin other than Jira's. */
  readonly url: string;
  /** What Jira calls the app's pages. */
  readonly titles: Readonly<Record<ResolverPlace['module'], string>>;
  readonly cspViolations: CspViolation[];
  /** Operations that a page asked of the bridge and that the local site does not have. */
  readonly unknownOps: string[];
};

export type SiteOptions = {
  /** Directory of the embedded store; absent: in memory, gone with `stop`. */
  readonly dataDirectory?: string;
  /** 0 or absent: any free port. */
  readonly port?: number;
  /** Which data a new site starts with. */
  readonly seed?: 'demo' | 'fixture' | JiraState;
  /** The bundle to run; absent: `dist/index.cjs` of this repository. */
  readonly bundle?: string;
  /** The clock stands still at these epoch milliseconds until it is moved; absent: real time. */
  readonly now?: number;
  /** The manifest to obey; absent: manifest.yml of this repository. */
  readonly manifest?: string;
  readonly switches?: Partial<PlatformSwitches>;
  readonly jiraSwitches?: Partial<Switches>;
  readonly pages?: Pages;
  /** Delivers events and runs schedules by itself, as a site for people does; tests do so by hand. */
  readonly background?: boolean;
  /** For tests of the time limits themselves. */
  readonly timeLimits?: Partial<TimeLimits>;
  /** Told of failures of the local site itself; absent: printed to standard error. */
  readonly onFailure?: (error: unknown) => void;
};

/** Whom and where a resolver call is made from, as Jira's page would say it. */
export type ResolverPlace =
  | { readonly module: 'admin' }
  | { readonly module: 'project'; readonly projectId: string; readonly projectKey: string };

export type ResolverResult =
  | { readonly ok: true; readonly value: unknown }
  /** `consent` where Jira would have shown its consent screen. */
  | { readonly ok: false; readonly error: string; readonly consent: boolean };

export type Invocation = {
  readonly functionKey: string;
  readonly moduleKey: string;
  readonly durationMs: number;
  readonly outcome: 'answered' | 'threw' | 'timed-out' | 'bad-response';
  /** What the function logged, one string a line. */
  readonly logs: readonly string[];
};

/** What a web trigger function is handed for one request; its form is the platform's. */
export type WebTriggerEvent = {
  readonly method: string;
  readonly path: string;
  readonly userPath: string;
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly queryParameters: Readonly<Record<string, readonly string[]>>;
  readonly body?: string;
};
/** What the platform makes of the function's answer. */
export type TriggerAnswer = {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
};

export type Site = {
  /** Where the process listens, e.g. http://127.0.0.1:8765 */
  readonly url: string;
  /** The web trigger URL of the site itself (keys over several projects); a project's key says its own. */
  gatewayUrl(): Promise<string>;
  /**
   * Hands an event to the web trigger function without a socket: for tests that call very often, and for events
   * that no HTTP request makes. `path` has to begin with `/public/` and the token of one of the site's URLs for the
   * function to know where it was called; the platform's own refusals of URL, method, size and rate do not apply.
   */
  trigger(event: WebTriggerEvent): Promise<TriggerAnswer>;
  /** Calls a resolver function as a person; `extension` overrides what the page would send, to forge it. */
  invoke(
    accountId: string,
    place: ResolverPlace,
    functionKey: string,
    payload?: unknown,
    extension?: unknown,
  ): Promise<ResolverResult>;
  /** Address of a page of the app as it stands in Jira; `route` is the page's own path, e.g. `/create`. */
  consoleUrl(place: ResolverPlace, route?: string): string;
  readonly pageFrame: PageFrame;
  readonly jira: Jira;
  readonly clock: { now(): number; set(epochMs: number): void; advance(ms: number): void };
  readonly switches: PlatformSwitches;
  /** Account ids of people who have not consented to the app's acting as them. */
  readonly consent: { readonly missing: Set<string> };
  /** URLs outside that the app tried to fetch; each was refused. */
  readonly outsideTries: string[];
  readonly storage: {
    readonly operations: StorageOperation[];
    readonly faults: StorageFault[];
    /** Every row, for tests that look for what must not be stored. */
    dump(): { key: string; entityName: string | null; secret: boolean; value: unknown }[];
  };
  readonly invocations: Invocation[];
  /** Runs a scheduled trigger of the manifest now. */
  runSchedule(moduleKey: string): Promise<Invocation>;
  /** Delivers waiting product events now; returns how many invocations that made. */
  deliverEvents(): Promise<number>;
  /** The state is one value: keep it, and hand it back later. */
  fork(): JiraState;
  restore(state: JiraState): void;
  /** Hash of all that does not belong to these projects. */
  digestOutside(projectIds: readonly string[]): string;
  /** The same site with only these projects. */
  island(projectIds: readonly string[]): JiraState;
  /** Empties recorded calls, storage operations, invocations and faults. */
  resetRecords(): void;
  stop(): Promise<void>;
};
