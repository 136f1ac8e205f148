/**
 * Whose records a page may show. A site admin sees all homes; an administrator of a project sees what the project's own
 * keys did, and of keys over several projects what they did in this one, without the names of the others.
 *
 * INVARIANT: rights are asked of Jira with every page; a cursor only says where to go on, and a name in it that the page
 * may not see is no view.
 */
import { belongsTo, mayActAt, type Place } from '../keys/authority';
import { type AdministrationFault, noSuchKey, notAllowed, unavailable } from '../keys/fault';
import type { KeyWorld } from '../keys/key-store';
import { err, ok, type Result } from '../result';
import type { AuditOf } from '../storage/audit-pages';
import { type ApiKeyRecord, homeName } from '../storage/records/api-key';
import type { AuditRecord } from '../storage/records/audit';

/**
 * Times are ISO 8601 in UTC: records from `from` on, before `to`. `cursor` comes from the page before. `about`, on the
 * site's page: records of this project's own keys, and of others where they touched it.
 */
export type AuditQuestion = {
  readonly keyId?: string | undefined;
  readonly about?: string | undefined;
  readonly outcome?: 'allowed' | 'denied' | 'failed' | 'administration' | undefined;
  /** operationId of a row; a record of administration has none. */
  readonly operation?: string | undefined;
  readonly from: string;
  readonly to: string;
  readonly cursor?: string | undefined;
};

export type View = {
  readonly of: AuditOf;
  /** All records of a home, as its roll-ups count them. */
  readonly isWhole: boolean;
  /** The record as the page may see it; undefined where it may not. */
  readonly show: (record: AuditRecord) => AuditRecord | undefined;
};

/** May the audit be read here, and that of this key? Returns the key where one is asked about. */
export const mayReadAudit = async (
  world: KeyWorld,
  place: Place,
  keyId: string | undefined,
): Promise<Result<ApiKeyRecord | undefined, AdministrationFault>> => {
  const here = await mayActAt(world.person, place);
  if (!here.ok) return here;
  if (!here.value) return err(notAllowed('', 'You do not administer this.', 'Ask an administrator.'));
  if (keyId === undefined) return ok(undefined);
  const key = await world.store.readKey(keyId);
  if (!key.ok) return err(unavailable(key.error));
  return key.value === undefined || !belongsTo(key.value, place) ? err(noSuchKey) : key;
};

/** Does the question ask for this record, of those that its page may show? */
export const isAskedFor = (
  { about, outcome, operation }: AuditQuestion,
  { event, projectId }: AuditRecord,
): boolean => {
  const isCall = event.kind === 'call';
  if (about !== undefined && projectId !== about && !(isCall && event.projectIds.includes(about))) return false;
  if (outcome !== undefined && outcome !== (isCall ? event.outcome : event.kind)) return false;
  return operation === undefined || (isCall && event.operation === operation);
};

/** Names of all views of a page, or of those in which a project is touched. `readBytes`: what it took to find them. */
export const viewNames = async (
  world: KeyWorld,
  place: Place,
  key: ApiKeyRecord | undefined,
  about?: string,
): Promise<Result<{ readonly names: readonly string[]; readonly readBytes: number }, AdministrationFault>> => {
  if (key !== undefined) return ok({ names: [KEY], readBytes: 0 });
  if (place.page === 'project') return viewsOfProject(world, place.projectId);
  if (about !== undefined) return ok({ names: [about, SITE], readBytes: 0 });
  const listed = await world.store.keysInIndex({ of: 'site' });
  if (!listed.ok) return err(unavailable(listed.error));
  const homes = new Set([SITE, ...listed.value.keys.map(({ home }) => homeName(home))]);
  return ok({ names: [...homes].sort(), readBytes: JSON.stringify(listed.value.keys).length });
};

/**
 * Its own keys at its own URL, and each key over several projects that reaches it. Never all that happened at the site's URL:
 * how much of that there is, and when, is seen by how long it takes to leave it out.
 */
const viewsOfProject = async (
  world: KeyWorld,
  projectId: string,
): Promise<Result<{ readonly names: readonly string[]; readonly readBytes: number }, AdministrationFault>> => {
  const listed = await world.store.keysInIndex({ of: 'project', projectId });
  if (!listed.ok) return err(unavailable(listed.error));
  const over = listed.value.keys.filter(({ home }) => homeName(home) !== projectId).map(({ id }) => `${ONE}${id}`);
  return ok({ names: [projectId, ...over.sort()], readBytes: 0 });
};

/** May the page still see the view of that name, which a cursor brought? */
export const isStillSeen = async (
  world: KeyWorld,
  place: Place,
  name: string,
): Promise<Result<boolean, AdministrationFault>> => {
  if (!name.startsWith(ONE)) return ok(true);
  const key = await world.store.readKey(name.slice(ONE.length));
  if (!key.ok) return err(unavailable(key.error));
  return ok(key.value !== undefined && belongsTo(key.value, place));
};

const KEY = 'key';
/** Before the id of one of several keys. */
const ONE = 'key:';
const SITE = 'site';

/** The view of that name; undefined where this page has none. */
export const viewOf = (place: Place, name: string, key: ApiKeyRecord | undefined): View | undefined => {
  if (key !== undefined) {
    const isOwn = place.page === 'site' || homeName(key.home) === place.projectId;
    const show = isOwn ? asIs : partOf(place.projectId);
    return name === KEY ? { of: { keyId: key.id }, isWhole: false, show } : undefined;
  }
  if (name === KEY) return undefined;
  if (place.page === 'site' || name === place.projectId) return { of: { home: name }, isWhole: true, show: asIs };
  return name.startsWith(ONE)
    ? { of: { keyId: name.slice(ONE.length) }, isWhole: false, show: partOf(place.projectId) }
    : undefined;
};

const asIs = (record: AuditRecord): AuditRecord => record;

/** A record of a key over several projects as one of them may see it. */
const partOf =
  (projectId: string) =>
  (record: AuditRecord): AuditRecord | undefined => {
    const { event } = record;
    if (event.kind !== 'call' || !event.projectIds.includes(projectId)) return undefined;
    // Which project an issue is of is not in the record: where others are in it, none is shown.
    const issueIds = event.projectIds.length === 1 ? event.issueIds : [];
    return { ...record, event: { ...event, projectIds: [projectId], issueIds } };
  };
