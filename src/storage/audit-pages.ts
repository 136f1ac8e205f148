/**
 * The audit by home and time, a page at a time. By an index, so the last seconds may be missing.
 *
 * A cursor is the platform's, and may have been in a browser: what a page holds is looked at, whatever its cursor says.
 */
import { kvs, Sort, WhereConditions } from '@forge/kvs';
import { INVALID, list, object, optional, text } from '../parse';
import { err, ok, type Result } from '../result';
import { asking, down, type StorageFault } from './fault';
import { ENTITY, INDEX, PAGE_ROWS_MAX } from './keyspace';
import { type AuditRecord, auditRecord } from './records/audit';

const row = object({ keyId: text, projectId: text, payload: auditRecord });
const page = object({ results: list(object({ value: row })), nextCursor: optional(text) });

export type AuditPage = { readonly records: readonly AuditRecord[]; readonly cursor: string | undefined };
/** Whose records: of a home, or of one key. */
export type AuditOf = { readonly home: string } | { readonly keyId: string };

/** One page, oldest first, from `from` on and before `to` (ISO 8601). A record that cannot be read is a fault. */
export const auditPage = async (
  of: AuditOf,
  from: string,
  to: string,
  cursor?: string,
  rows = PAGE_ROWS_MAX,
): Promise<Result<AuditPage, StorageFault>> => {
  const read = await readPage(of, () => queryOf(of, from, to).limit(rows), cursor);
  return read.ok ? ok({ ...read.value, records: read.value.records.filter(({ at }) => at < to) }) : read;
};

export type NewestAudit = {
  readonly records: readonly AuditRecord[];
  /** The moment of the newest record that is left; undefined where none is. */
  readonly next: string | undefined;
};

/**
 * Some `rows` records, newest first, from `from` to `until`, both included. Records of one moment are never torn apart,
 * since an index promises no order among them.
 */
export const newestAudit = async (
  of: AuditOf,
  from: string,
  until: string,
  rows = PAGE_ROWS_MAX,
): Promise<Result<NewestAudit, StorageFault>> => {
  const records: AuditRecord[] = [];
  let cursor: string | undefined;
  do {
    const read = await readPage(of, () => queryOf(of, from, until).sort(Sort.DESC).limit(rows), cursor);
    if (!read.ok) return read;
    records.push(...read.value.records);
    cursor = read.value.cursor;
    const last = records.at(-1)?.at ?? '';
    const whole = records.filter(({ at }) => at > last);
    if (cursor !== undefined && whole.length > 0) return ok({ records: whole, next: last });
  } while (cursor !== undefined);
  return ok({ records, next: undefined });
};

const queryOf = (of: AuditOf, from: string, until: string) => {
  const [index, partition] =
    'home' in of ? ([INDEX.auditByProject, of.home] as const) : ([INDEX.auditByKey, of.keyId] as const);
  return kvs
    .entity<unknown>(ENTITY.audit)
    .query()
    .index(index, { partition: [partition] })
    .where(WhereConditions.between(from, until));
};

async function readPage(
  of: AuditOf,
  query: () => ReturnType<typeof queryOf>,
  cursor: string | undefined,
): Promise<Result<AuditPage, StorageFault>> {
  const answer = await asking('read_audit', () => (cursor === undefined ? query() : query().cursor(cursor)).getMany());
  if (!answer.ok) return answer;
  const parsed = page(answer.value);
  if (parsed === INVALID) return err(down('read_audit', 'UNREADABLE_ANSWER'));
  const isOthers = parsed.results.some(({ value }) =>
    'home' in of ? value.projectId !== of.home : value.keyId !== of.keyId,
  );
  if (isOthers) return err(down('read_audit', 'ROWS_OF_ANOTHER'));
  return ok({ records: parsed.results.map(({ value }) => value.payload), cursor: parsed.nextCursor });
}
