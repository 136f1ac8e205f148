/**
 * Every name under which this app stores anything: entities, plain prefixes, their life and their limits.
 * docs/storage.md describes the same list; manifest.yml declares the entities. Nothing else builds a key.
 */
export const ENTITY = {
  apiKey: 'api-key',
  setting: 'setting',
  audit: 'audit',
  usage: 'usage',
  rollup: 'rollup',
  day: 'day',
} as const;

/** The platform keeps the index name `by-key` for itself. */
export const INDEX = {
  keysByProject: 'project-created',
  keysByState: 'state-expiry',
  auditByProject: 'project-time',
  auditByKey: 'key-time',
  keysBySponsor: 'sponsor-created',
  rollupsByProject: 'project-from',
} as const;

/** The one row of `setting`. */
export const SITE_KEY = 'site';

/** A record of the audit is kept for as long as the site said when it was written. */
export const auditTtl = (days: number) => ({ value: days, unit: 'DAYS' }) as const;
/** Longer than any span of days that is shown. */
export const DAY_TTL = { value: 100, unit: 'DAYS' } as const;
/** A lexicon is never served when older; the reader checks `filledAt` too, for expired rows may linger two days. */
export const LEXICON_TTL = { value: 15, unit: 'MINUTES' } as const;
export const LEXICON_AGE_MAX_MS = 15 * 60 * 1000;
/** Longer than the longest window that is counted. */
export const USAGE_TTL = { value: 2, unit: 'DAYS' } as const;
/** Longer than any lag of an index that was ever seen. */
export const RECENT_TTL = { value: 1, unit: 'HOURS' } as const;
export const RECENT_IDS_MAX = 20;

/** The platform's limits that this code keeps by itself. */
export const BATCH_KEYS_MAX = 25;
export const PAGE_ROWS_MAX = 100;

export const endpointKey = (endpointHash: string): string => `endpoint:${endpointHash}`;
/** Of a project, or of the site under the name `site`. */
export const homeKey = (home: string): string => `${HOME_PREFIX}${home}`;
export const HOME_PREFIX = 'home:';
/** Which URLs a home had before its present one. A row of `setting`, so that changes can be conditioned on its version. */
export const formerEndpointsKey = (home: string): string => `endpoints:${home}`;
/** When the hourly run last did all that it had to. */
export const LAST_RUN_KEY = 'schedule:hourly';
/** Where the hourly run stands in something that it goes through over several runs. */
export const walkKey = (name: string): string => `schedule:${name}`;
/** Places of keys, of a home or of a person at the site's. A row of `setting`, conditioned on its version. */
export const rosterKey = (name: string): string => `roster:${name}`;
/** Named by the hash of a project's own endpoint, or by the project's id for keys that live at the site's URL. */
export const lexiconKey = (endpointHashOrProjectId: string): string => `lexicon:${endpointHashOrProjectId}`;
/** Ids of keys issued within the last hour: a list reads them directly while the index may not know them yet. */
export const recentKey = (homeNameOrAll: string): string => `recent:${homeNameOrAll}`;
/** One of a key's rows of usage. */
export const usageKey = (keyId: string, shard: number): string => `${keyId}:${shard}`;
/** The sample of what the whole site used. No key has this id. */
export const SITE_USAGE_KEY = 'site';
/** A stretch of a home's audit, by where it begins. */
export const rollupKey = (home: string, from: string): string => `${home}:${from}`;
/** Sums of one day of a home, `YYYY-MM-DD` of UTC. */
export const dayKey = (home: string, day: string): string => `${home}:${day}`;
/** When the keys of a home were last used, and how far its audit is summed. */
export const lastUseKey = (home: string): string => `used:${home}`;
export const auditKey = (at: string, id: string): string => `${at}-${id}`;
/** Where a project reads of calls by keys at the site's URL that touched it: beside its home, with sums of its own. */
export const partHome = (projectId: string): string => `in:${projectId}`;
/** The same of one key. */
export const partKeyId = (keyId: string, projectId: string): string => `${keyId}:${projectId}`;
/** A project that keys at the site's URL reach, or once did. */
export const sharedKey = (projectId: string): string => `${SHARED_PREFIX}${projectId}`;
export const SHARED_PREFIX = 'shared:';
