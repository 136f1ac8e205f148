/** The gateway's URLs, for site admins: which there are, another one for a home, and shutting one. */
import { rotateEndpoint, setEndpoint } from '../keys/endpoint-change';
import { type EndpointInUse, listEndpoints } from '../keys/endpoint-list';
import type { AdministrationFault } from '../keys/fault';
import { ok, type Result } from '../result';
import { type Caller, consoleFunction } from './authorise';
import { type EndpointListView, type EndpointView, payloads } from './contract';

const list = consoleFunction({
  right: 'administrator',
  payload: payloads.listEndpoints,
  run: (caller) => listed(caller),
});

const rotate = consoleFunction({
  right: 'administrator',
  isAct: true,
  payload: payloads.rotateEndpoint,
  run: async (caller, { home, keepUntil }) =>
    listedAfter(caller, await rotateEndpoint(caller.world, caller.actor, home, keepUntil)),
});

const set = consoleFunction({
  right: 'administrator',
  isAct: true,
  payload: payloads.setEndpoint,
  run: async (caller, { endpointId, state }) =>
    listedAfter(caller, await setEndpoint(caller.world, caller.actor, endpointId, state)),
});

/** For the site's page alone. */
export const endpointFunctions = { listEndpoints: list, rotateEndpoint: rotate, setEndpoint: set };

const listedAfter = async (
  caller: Caller,
  done: Result<void, AdministrationFault>,
): Promise<Result<EndpointListView, AdministrationFault>> => (done.ok ? listed(caller) : done);

const listed = async ({ world }: Caller): Promise<Result<EndpointListView, AdministrationFault>> => {
  const found = await listEndpoints(world);
  return found.ok ? ok({ ...found.value, endpoints: found.value.endpoints.map(endpointView) }) : found;
};

const endpointView = ({ id, home, projectKey, record, isCurrent, keys }: EndpointInUse): EndpointView => ({
  id,
  home,
  ...(projectKey === undefined ? {} : { projectKey }),
  url: record.url,
  state: record.state,
  current: isCurrent,
  ...(record.until === undefined ? {} : { until: new Date(record.until).toISOString() }),
  keys,
});
