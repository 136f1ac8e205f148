/**
 * Web trigger URLs and the projects whose they are. An endpoint is found by the hash of its token; a project's
 * own endpoint is claimed once, so that two first keys at the same moment share one URL.
 */
import { kvs, WhereConditions } from '@forge/kvs';
import { INVALID, list, object, optional, text } from '../parse';
import { err, ok, type Result } from '../result';
import { asking, askingConditionally, type Conflict, down, type StorageFault } from './fault';
import { endpointKey, HOME_PREFIX, homeKey, PAGE_ROWS_MAX, SHARED_PREFIX, sharedKey } from './keyspace';
import { parseRow } from './parse-row';
import { type EndpointRecord, endpointRecord, type HomePointer, homePointer } from './records/endpoint';

export const readEndpoint = async (endpointHash: string): Promise<Result<EndpointRecord | undefined, StorageFault>> => {
  const key = endpointKey(endpointHash);
  const row = await asking('read_endpoint', () => kvs.get<unknown>(key));
  return row.ok ? parseRow(endpointRecord, key, row.value) : row;
};

export const saveEndpoint = (endpointHash: string, record: EndpointRecord): Promise<Result<void, StorageFault>> =>
  asking('save_endpoint', () => kvs.set(endpointKey(endpointHash), record));

/** Stores an endpoint that is not known yet; `conflict` leaves the known one, closed or open, as it is. */
export const createEndpoint = (
  endpointHash: string,
  record: EndpointRecord,
): Promise<Result<void, StorageFault | Conflict>> =>
  askingConditionally('save_endpoint', () =>
    kvs.set(endpointKey(endpointHash), record, { keyPolicy: 'FAIL_IF_EXISTS' }),
  );

/** Which endpoint is this project's own? The site's, under the name `site`, where its URL was replaced. */
export const readHome = async (projectId: string): Promise<Result<HomePointer | undefined, StorageFault>> => {
  const row = await asking('read_home', () => kvs.get<unknown>(homeKey(projectId)));
  return row.ok ? parseRow(homePointer, homeKey(projectId), row.value) : row;
};

/** Makes an endpoint the project's own; `conflict` where it has one already. */
export const claimHome = (projectId: string, pointer: HomePointer): Promise<Result<void, StorageFault | Conflict>> =>
  askingConditionally('claim_home', () => kvs.set(homeKey(projectId), pointer, { keyPolicy: 'FAIL_IF_EXISTS' }));

const page = object({ results: list(object({ key: text })), nextCursor: optional(text) });

/**
 * All homes, sorted: `site`, and every project that has a URL of its own, whether or not a key of it is left. By the names
 * of rows, so a home that was made a moment ago may be missing.
 */
export const listHomes = async (): Promise<Result<readonly string[], StorageFault>> => {
  const homes = await namesBehind(HOME_PREFIX);
  return homes.ok ? ok([...new Set(['site', ...homes.value])].sort()) : homes;
};

/** Projects that keys at the site's URL reach, or once did. */
export const listShared = (): Promise<Result<readonly string[], StorageFault>> => namesBehind(SHARED_PREFIX);

/** Notes that a key at the site's URL is to reach these projects. */
export const noteShared = async (projectIds: readonly string[]): Promise<Result<void, StorageFault>> => {
  for (const projectId of projectIds) {
    const noted = await asking('save_endpoint', () => kvs.set(sharedKey(projectId), { v: 1 }));
    if (!noted.ok) return noted;
  }
  return ok(undefined);
};

async function namesBehind(prefix: string): Promise<Result<readonly string[], StorageFault>> {
  const names: string[] = [];
  let cursor: string | undefined;
  do {
    const answer = await asking('read_home', () => {
      const query = kvs.query().where('key', WhereConditions.beginsWith(prefix)).limit(PAGE_ROWS_MAX);
      return (cursor === undefined ? query : query.cursor(cursor)).getMany();
    });
    if (!answer.ok) return answer;
    const parsed = page(answer.value);
    if (parsed === INVALID) return err(down('read_home', 'UNREADABLE_ANSWER'));
    names.push(...parsed.results.map(({ key }) => key.slice(prefix.length)));
    cursor = parsed.nextCursor;
  } while (cursor !== undefined);
  return ok(names);
}
