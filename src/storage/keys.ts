/**
 * API keys in storage. A new key never overwrites another; a change is conditioned on the version that was
 * read, so that of two admins at once one is told to look again and nothing is lost. The audit of a change is
 * in the same transaction as the change.
 */
import { FilterConditions as condition, Filter, kvs } from '@forge/kvs';
import { err, type Result } from '../result';
import { auditRow } from './audit';
import { asking, askingConditionally, type Conflict, type StorageFault } from './fault';
import { auditKey, auditTtl, ENTITY } from './keyspace';
import { parseKeyRow } from './parse-row';
import { noteRecent } from './recent';
import { type ApiKeyRecord, homeName } from './records/api-key';
import type { AuditRecord } from './records/audit';
import { auditDaysOf } from './records/site';
import { readSite } from './site-row';

/** The record of one key, or `undefined` where none has this id. */
export const readKey = async (keyId: string): Promise<Result<ApiKeyRecord | undefined, StorageFault>> => {
  const row = await asking('read_key', () => kvs.entity<unknown>(ENTITY.apiKey).get(keyId));
  return row.ok ? parseKeyRow(keyId, row.value) : row;
};

/** Stores a new key; `conflict` where its id is taken. */
export const createKey = async (record: ApiKeyRecord): Promise<Result<void, StorageFault | Conflict>> => {
  const created = await askingConditionally('create_key', () =>
    kvs.entity<KeyRow>(ENTITY.apiKey).set(record.id, keyRow(record), { keyPolicy: 'FAIL_IF_EXISTS' }),
  );
  if (created.ok) await noteRecent(record.id, [homeName(record.home), 'all']);
  return created;
};

/** Takes back a key that was created and never handed out. */
export const withdrawKey = async (keyId: string): Promise<Result<void, StorageFault>> =>
  asking('save_key', () => kvs.entity(ENTITY.apiKey).delete(keyId));

/**
 * Stores a changed key together with its audit, if the stored version is still the one before `record.version`.
 */
export const saveKey = async (
  record: ApiKeyRecord,
  audit: AuditRecord,
): Promise<Result<void, StorageFault | Conflict>> => {
  if (audit.keyId !== record.id) return err({ reason: 'conflict' });
  // How long the audit of this change is kept is the site's to say. Changes are rare enough for one read more.
  const site = await readSite();
  if (!site.ok) return site;
  const ttl = auditTtl(auditDaysOf(site.value));
  return askingConditionally('save_key', () =>
    kvs
      .transact()
      .set(record.id, keyRow(record), {
        entityName: ENTITY.apiKey,
        conditions: new Filter<KeyRow>().and('version', condition.equalTo(record.version - 1)),
      })
      // The time to live counts only as the fourth argument, whatever the documentation shows.
      .set(auditKey(audit.at, audit.id), auditRow(audit), { entityName: ENTITY.audit }, { ttl })
      .execute(),
  );
};

/** Attributes that the indexes need beside the record itself. INVARIANT: `payload` decides, never an attribute. */
type KeyRow = {
  readonly projectId: string;
  readonly sponsor: string;
  readonly state: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly version: number;
  readonly payload: ApiKeyRecord;
};

const keyRow = (record: ApiKeyRecord): KeyRow => ({
  projectId: homeName(record.home),
  sponsor: record.sponsor,
  state: record.status.state,
  createdAt: new Date(record.createdAt).toISOString(),
  expiresAt: new Date(record.expiresAt).toISOString(),
  version: record.version,
  payload: record,
});
