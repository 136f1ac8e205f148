/**
 * Whose records a page may show. A site admin sees all homes; an administrator of a project sees what the project's own
 * keys did, and of keys over several projects what they did in this one, without the names of the others. Those calls are
 * stored apart for each project, so that nothing is read for a page that it may not show, and nothing told by leaving out.
 *
 * INVARIANT: rights are asked of Jira with every page; a cursor only says where to go on, and a name in it that the page
 * may not see is no view.
 */
import { belongsTo, mayActAt, type Place } from '../keys/authority';
import { type AdministrationFault, noSuchKey, notAllowed, unavailable } from '../keys/fault';
import type { KeyWorld } from '../keys/key-store';
import { err, ok, type Result } from '../result';
import type { AuditOf } from '../storage/audit-pages';
import { partHome, partKeyId } from '../storage/keyspace';
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

/** Names of all views of a page, sorted, or of those in which a project is touched. */
export const viewNames = async (
  { store }: KeyWorld,
  place: Place,
  key: ApiKeyRecord | undefined,
  about?: string,
): Promise<Result<readonly string[], AdministrationFault>> => {
  if (key !== undefined) return ok([KEY]);
  if (place.page === 'project') return ok([place.projectId, partHome(place.projectId)]);
  if (about !== undefined) return ok([about, SITE]);
  const homes = await store.listHomes();
  return homes.ok ? homes : err(unavailable(homes.error));
};

const KEY = 'key';
const SITE = 'site';

/** The view of that name; undefined where this page has none. */
export const viewOf = (place: Place, name: string, key: ApiKeyRecord | undefined): View | undefined => {
  if (key !== undefined) {
    if (name !== KEY) return undefined;
    const isWhole = place.page === 'site' || homeName(key.home) === place.projectId;
    return { of: { keyId: isWhole ? key.id : partKeyId(key.id, place.projectId) }, isWhole: false };
  }
  if (place.page === 'site') return HOME.test(name) ? { of: { home: name }, isWhole: true } : undefined;
  if (name === place.projectId) return { of: { home: name }, isWhole: true };
  return name === partHome(place.projectId) ? { of: { home: name }, isWhole: false } : undefined;
};

const HOME = /^(?:site|[1-9][0-9]{0,17})$/;
