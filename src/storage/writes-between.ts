/**
 * Writes by keys that were under way at one moment, from the audit: found when Jira tells that an issue moved.
 * By the index of projects, so a record of the last seconds may be missing; the event comes later than that.
 */
import { kvs, WhereConditions } from '@forge/kvs';
import { INVALID, list, object, optional, text } from '../parse';
import { err, ok, type Result } from '../result';
import { asking, down, type StorageFault } from './fault';
import { ENTITY, INDEX, PAGE_ROWS_MAX } from './keyspace';
import { auditRecord } from './records/audit';

/** A call ends within the platform's 55 s; an earlier record cannot have been under way. */
const CALL_MS_MAX = 60_000;

const page = object({ results: list(object({ value: object({ payload: auditRecord }) })), nextCursor: optional(text) });

/** Ids of the keys whose writes on this issue were under way at `moment` (epoch milliseconds). */
export async function keysWritingAt(
  moment: number,
  issueId: string,
  homes: readonly string[],
): Promise<Result<readonly string[], StorageFault>> {
  const keys = new Set<string>();
  const between: [string, string] = [new Date(moment - CALL_MS_MAX).toISOString(), new Date(moment).toISOString()];
  for (const home of homes) {
    let cursor: string | undefined;
    do {
      const answer = await asking('read_audit', () => {
        const query = kvs
          .entity<unknown>(ENTITY.audit)
          .query()
          .index(INDEX.auditByProject, { partition: [home] })
          .where(WhereConditions.between(...between))
          .limit(PAGE_ROWS_MAX);
        return (cursor === undefined ? query : query.cursor(cursor)).getMany();
      });
      if (!answer.ok) return answer;
      const rows = page(answer.value);
      if (rows === INVALID) return err(down('read_audit', 'UNREADABLE_ANSWER'));
      for (const { value } of rows.results) {
        const { at, keyId, event } = value.payload;
        if (event.kind !== 'call' || !event.issueIds.includes(issueId)) continue;
        if (Date.parse(at) + event.durationMs >= moment) keys.add(keyId);
      }
      cursor = rows.nextCursor;
    } while (cursor !== undefined);
  }
  return ok([...keys]);
}
