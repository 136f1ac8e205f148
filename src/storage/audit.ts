/**
 * The audit in storage: written once, never changed, gone by itself after the days that the site
 * keeps it.
 * One request a record, because every call writes one.
 */
import { kvs } from '@forge/kvs';
import type { Result } from '../result';
import { asking, type StorageFault } from './fault';
import { auditKey, auditTtl, ENTITY } from './keyspace';
import type { AuditRecord } from './records/audit';

/** Writes one record, kept for so many days: one storage request. */
export const writeAudit = (record: AuditRecord, keptDays: number): Promise<Result<void, StorageFault>> =>
  asking('write_audit', () =>
    kvs
      .entity<AuditRow>(ENTITY.audit)
      .set(auditKey(record.at, record.id), auditRow(record), { ttl: auditTtl(keptDays) }),
  );

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
