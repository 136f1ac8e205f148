/**
 * The audit in storage: written once, never changed, gone by itself after the days that the site
 * keeps it.
 * One request a record, because every call writes one.
 */
import { kvs } from '@forge/kvs';
import type { Result } from '../result';
import { asking, type StorageFault } from './fault';
import { auditKey, auditTtl, ENTITY, partHome, partKeyId } from './keyspace';
import { parseEntityRow } from './parse-row';
import { type AuditRecord, auditRecord } from './records/audit';

/**
 * Writes one record, kept for so many days: one storage request. A call of a key at the site's URL is stored once more for
 * each project that it touched, as that project may see it, so that what a project reads holds nothing of the others.
 */
export const writeAudit = (record: AuditRecord, keptDays: number): Promise<Result<void, StorageFault>> =>
  asking('write_audit', () => {
    const key = auditKey(record.at, record.id);
    const ttl = auditTtl(keptDays);
    const parts = partsOf(record);
    if (parts.length === 0) return kvs.entity<AuditRow>(ENTITY.audit).set(key, auditRow(record), { ttl });
    // The time to live counts only as the fourth argument, whatever the documentation shows.
    return parts
      .reduce(
        (all, [projectId, row]) => all.set(`${key}-${projectId}`, row, { entityName: ENTITY.audit }, { ttl }),
        kvs.transact().set(key, auditRow(record), { entityName: ENTITY.audit }, { ttl }),
      )
      .execute();
  });

/** The rows beside the record, by project. */
const partsOf = (record: AuditRecord): readonly (readonly [projectId: string, row: AuditRow])[] => {
  const { event } = record;
  if (record.projectId !== 'site' || event.kind !== 'call') return [];
  return [...new Set(event.projectIds)].map((projectId) => {
    // Numbers are of all that the call touched, and which project an issue is of is not in the record: where other
    // projects are in it, neither is shown.
    const { jiraCalls: _calls, writes: _writes, ...shared } = event;
    const told = event.projectIds.length === 1 ? event : { ...shared, issueIds: [] };
    const payload = { ...record, event: { ...told, projectIds: [projectId] } };
    const keyId = partKeyId(record.keyId, projectId);
    return [projectId, { keyId, projectId: partHome(projectId), at: record.at, payload }] as const;
  });
};

/** One record by its name; undefined where there is none. */
export const readAuditRecord = async (
  at: string,
  id: string,
): Promise<Result<AuditRecord | undefined, StorageFault>> => {
  const key = auditKey(at, id);
  const row = await asking('read_audit', () => kvs.entity<unknown>(ENTITY.audit).get(key));
  return row.ok ? parseEntityRow(auditRecord, `${ENTITY.audit}/${key}`, row.value) : row;
};

type AuditRow = {
  readonly keyId: string;
  readonly projectId: string;
  readonly at: string;
  readonly payload: AuditRecord;
};

/** The stored form of a record: what the indexes need, and the record. */
export const auditRow = (record: AuditRecord): AuditRow => ({
  keyId: record.keyId,
  projectId: record.projectId,
  at: record.at,
  payload: record,
});
