/**
 * Every name under which this app stores anything: entities, plain prefixes, their life and their limits.
 * docs/storage.md describes the same list; manifest.yml declares the entities. Nothing else builds a key.
 */
export const ENTITY = { apiKey: 'api-key', setting: 'setting', audit: 'audit' } as const;

/** The platform keeps the index name `by-key` for itself. */
export const INDEX = {
  keysByProject: 'project-created',
  keysByState: 'state-expiry',
  auditByProject: 'project-time',
} as const;

/** The one row of `setting`. */
export const SITE_KEY = 'site';

export const AUDIT_TTL = { value: 90, unit: 'DAYS' } as const;
/** A lexicon is never served when older; the reader checks `filledAt` too, for expired rows may linger two days. */
export const LEXICON_TTL = { value: 15, unit: 'MINUTES' } as const;
export const LEXICON_AGE_MAX_MS = 15 * 60 * 1000;
/** Longer than any lag of an index that was ever seen. */
export const RECENT_TTL = { value: 1, unit: 'HOURS' } as const;
export const RECENT_IDS_MAX = 20;

/** The platform's limits that this code keeps by itself. */
export const BATCH_KEYS_MAX = 25;
export const PAGE_ROWS_MAX = 100;

export const endpointKey = (endpointHash: string): string => `endpoint:${endpointHash}`;
export const homeKey = (projectId: string): string => `home:${projectId}`;
/** Named by the hash of a project's own endpoint, or by the project's id for keys that live at the site's URL. */
export const lexiconKey = (endpointHashOrProjectId: string): string => `lexicon:${endpointHashOrProjectId}`;
/** Ids of keys issued within the last hour: a list reads them directly while the index may not know them yet. */
export const recentKey = (homeNameOrAll: string): string => `recent:${homeNameOrAll}`;
export const auditKey = (at: string, id: string): string => `${at}-${id}`;
