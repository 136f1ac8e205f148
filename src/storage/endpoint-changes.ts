/**
 * Changes of web trigger URLs. Which URLs a home had before its present one stands in a row of its own, whose version
 * every change is conditioned on: of two administrators at once one is told to look again. All rows of a change and its
 * audit are one transaction, so that whatever fails leaves the URLs as they were.
 */
import { FilterConditions as condition, Filter, kvs } from '@forge/kvs';
import { integer, object } from '../parse';
import { ok, type Result } from '../result';
import { auditRow } from './audit';
import { rowsByKey } from './batch';
import { asking, askingConditionally, type Conflict, type StorageFault } from './fault';
import { auditKey, auditTtl, BATCH_KEYS_MAX, ENTITY, endpointKey, formerEndpointsKey, homeKey } from './keyspace';
import { parseRow } from './parse-row';
import type { AuditRecord } from './records/audit';
import {
  type EndpointRecord,
  endpointRecord,
  type FormerEndpoints,
  formerEndpoints,
  type HomePointer,
  homePointer,
} from './records/endpoint';

/** The URLs of one home: its project's id, or `site`. */
export type EndpointsOfHome = {
  readonly home: string;
  /** 0 where nothing was ever changed. */
  readonly version: number;
  /** Absent for the site until its URL is replaced, and for a project without a key of its own. */
  readonly pointer: HomePointer | undefined;
  /** Hashes of URLs that were replaced. */
  readonly former: readonly string[];
};

/** The URLs of these homes, read by name. */
export const readHomes = async (
  homes: readonly string[],
): Promise<Result<readonly EndpointsOfHome[], StorageFault>> => {
  const found: EndpointsOfHome[] = [];
  const some = Math.floor(BATCH_KEYS_MAX / 2);
  for (let from = 0; from < homes.length; from += some) {
    const chunk = homes.slice(from, from + some);
    const rows = await readBatch(
      chunk.flatMap((home) => [{ key: homeKey(home) }, { entityName: ENTITY.setting, key: formerEndpointsKey(home) }]),
    );
    if (!rows.ok) return rows;
    for (const home of chunk) {
      const pointer = parseRow(homePointer, homeKey(home), rows.value.get(`/${homeKey(home)}`));
      if (!pointer.ok) return pointer;
      const key = `${ENTITY.setting}/${formerEndpointsKey(home)}`;
      const former = parseRow(storedFormer, key, rows.value.get(key));
      if (!former.ok) return former;
      const { version, payload } = former.value ?? { version: 0, payload: NONE };
      found.push({ home, version, pointer: pointer.value, former: payload.endpointHashes });
    }
  }
  return ok(found);
};

const NONE: FormerEndpoints = { v: 1, endpointHashes: [] };
const storedFormer = object({ version: integer, payload: formerEndpoints });

/** Endpoints by their hashes; those that are not known are left out. */
export const readEndpoints = async (
  hashes: readonly string[],
): Promise<Result<ReadonlyMap<string, EndpointRecord>, StorageFault>> => {
  const found = new Map<string, EndpointRecord>();
  for (let from = 0; from < hashes.length; from += BATCH_KEYS_MAX) {
    const chunk = hashes.slice(from, from + BATCH_KEYS_MAX);
    const rows = await readBatch(chunk.map((hash) => ({ key: endpointKey(hash) })));
    if (!rows.ok) return rows;
    for (const hash of chunk) {
      const record = parseRow(endpointRecord, endpointKey(hash), rows.value.get(`/${endpointKey(hash)}`));
      if (!record.ok) return record;
      if (record.value !== undefined) found.set(hash, record.value);
    }
  }
  return ok(found);
};

const readBatch = async (
  keys: readonly { readonly key: string; readonly entityName?: string }[],
): Promise<Result<ReadonlyMap<string, unknown>, StorageFault>> => {
  const answer = await asking('read_endpoint', () => kvs.batchGet<unknown>([...keys]));
  return answer.ok ? rowsByKey('read_endpoint', answer.value) : answer;
};

export type EndpointChange = {
  readonly home: string;
  /** The version that was read. */
  readonly version: number;
  /** All former URLs of the home, as they shall be. */
  readonly former: readonly string[];
  /** The home's present URL, where it becomes another. */
  readonly pointer?: HomePointer;
  /** Endpoints that are new or changed, by hash. */
  readonly endpoints: ReadonlyMap<string, EndpointRecord>;
};

type FormerRow = { readonly version: number; readonly payload: FormerEndpoints };

/** Makes a change if nobody made another since; `conflict` where somebody did. The audit is kept so many days. */
export const changeEndpoints = async (
  { home, version, former, pointer, endpoints }: EndpointChange,
  audit: AuditRecord,
  keptDays: number,
): Promise<Result<void, StorageFault | Conflict>> => {
  const key = formerEndpointsKey(home);
  if (version === 0) {
    // A condition needs a row: the one that says what holds without one. Whoever makes it, it is the same.
    const made = await askingConditionally('save_endpoint', () =>
      kvs.entity<FormerRow>(ENTITY.setting).set(key, { version, payload: NONE }, { keyPolicy: 'FAIL_IF_EXISTS' }),
    );
    if (!made.ok && made.error.reason !== 'conflict') return made;
  }
  return askingConditionally('save_endpoint', () => {
    const payload: FormerEndpoints = { v: 1, endpointHashes: [...former] };
    const transaction = kvs
      .transact()
      .set(key, { version: version + 1, payload } satisfies FormerRow, {
        entityName: ENTITY.setting,
        conditions: new Filter<FormerRow>().and('version', condition.equalTo(version)),
      })
      // The time to live counts only as the fourth argument, whatever the documentation shows.
      .set(auditKey(audit.at, audit.id), auditRow(audit), { entityName: ENTITY.audit }, { ttl: auditTtl(keptDays) });
    if (pointer !== undefined) transaction.set(homeKey(home), pointer);
    for (const [hash, record] of endpoints) transaction.set(endpointKey(hash), record);
    return transaction.execute();
  });
};
