/**
 * Web trigger URLs and the projects whose they are. An endpoint is found by the hash of its token; a project's
 * own endpoint is claimed once, so that two first keys at the same moment share one URL.
 */
import { kvs } from '@forge/kvs';
import type { Result } from '../result';
import { asking, askingConditionally, type Conflict, type StorageFault } from './fault';
import { endpointKey, homeKey } from './keyspace';
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
