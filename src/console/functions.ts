/**
 * What the pages can do. Each function says its right; the wrapper in authorise.ts asks for it.
 */
import { mayActAt } from '../keys/authority';
import { type AdministrationFault, invalid, unavailable } from '../keys/fault';
import { issueKey } from '../keys/issue';
import { listKeysAt } from '../keys/list';
import { revokeKey } from '../keys/revoke';
import { resumeKey, suspendKey } from '../keys/suspend';
import { PERMISSIONS } from '../policy/permissions';
import { err, ok, type Result } from '../result';
import type { ApiKeyRecord } from '../storage/records/api-key';
import { type Caller, consoleFunction } from './authorise';
import { type CreatedKey, type KeyListView, type KeyView, type ProjectView, payloads, type WhoAmI } from './contract';
import { keyView } from './key-view';

const whoAmI = consoleFunction({
  right: 'identified',
  payload: payloads.whoAmI,
  run: async ({ actor, place, world }): Promise<Result<WhoAmI, AdministrationFault>> => {
    const administers = await mayActAt(world.person, place);
    return administers.ok
      ? ok({ accountId: actor.accountId, page: place.page, administers: administers.value })
      : administers;
  },
});

const listKeys = consoleFunction({
  right: 'administrator',
  payload: payloads.listKeys,
  run: async (caller): Promise<Result<KeyListView, AdministrationFault>> => {
    const listed = await listKeysAt(caller.world, caller.place);
    return listed.ok
      ? ok({ keys: listed.value.keys.map((record) => viewFor(caller, record)), complete: listed.value.complete })
      : listed;
  },
});

const createKey = consoleFunction({
  right: 'administrator',
  payload: payloads.createKey,
  run: async (caller, draft): Promise<Result<CreatedKey, AdministrationFault>> => {
    const issued = await issueKey(caller.world, caller.actor, caller.place, draft);
    if (!issued.ok) return issued;
    const { record, text, gatewayUrl } = issued.value;
    return ok({ key: text, gatewayUrl, view: viewFor(caller, record) });
  },
});

const revoke = consoleFunction({
  right: 'administrator',
  payload: payloads.revokeKey,
  run: async (caller, { keyId, reason }) =>
    viewed(caller, await revokeKey(caller.world, caller.actor, caller.place, keyId, reason)),
});

const suspend = consoleFunction({
  right: 'administrator',
  payload: payloads.suspendKey,
  run: async (caller, { keyId, reason }) =>
    viewed(caller, await suspendKey(caller.world, caller.actor, caller.place, keyId, reason)),
});

const resume = consoleFunction({
  right: 'administrator',
  payload: payloads.resumeKey,
  run: async (caller, { keyId }) => viewed(caller, await resumeKey(caller.world, caller.actor, caller.place, keyId)),
});

const describeProject = consoleFunction({
  right: 'administrator',
  payload: payloads.describeProject,
  run: async (caller) =>
    caller.place.page === 'project'
      ? describe(caller, caller.place.projectId)
      : err(invalid('projectId', 'No project was named.', 'Name one by its id.')),
});

const describeAnyProject = consoleFunction({
  right: 'administrator',
  payload: payloads.describeAnyProject,
  run: async (caller, { projectId }) => describe(caller, projectId),
});

const everywhere = { whoAmI, listKeys, createKey, revokeKey: revoke, suspendKey: suspend, resumeKey: resume };

export const siteFunctions = { ...everywhere, describeProject: describeAnyProject };
export const projectFunctions = { ...everywhere, describeProject };

const describe = async (caller: Caller, projectId: string): Promise<Result<ProjectView, AdministrationFault>> => {
  const seen = await caller.world.person.project(projectId);
  if (!seen.ok) return err(unavailable(seen.error));
  if (seen.value === undefined) {
    return err(invalid('projectId', 'There is no such project.', 'Look up the id of the project.'));
  }
  const home = await caller.world.store.readHome(projectId);
  if (!home.ok) return err(unavailable(home.error));
  const site = await caller.world.store.readSite();
  if (!site.ok) return err(unavailable(site.error));
  return ok({
    ...seen.value,
    ...(home.value === undefined ? {} : { gatewayUrl: home.value.url }),
    maxLifetimeDays: site.value.maxLifetimeDays,
    whoMayIssue: site.value.whoMayIssue,
    permissions: PERMISSIONS,
  });
};

const viewFor = (caller: Caller, record: ApiKeyRecord): KeyView => keyView(record, caller.place, caller.world.now());

const viewed = (
  caller: Caller,
  changed: Result<ApiKeyRecord, AdministrationFault>,
): Result<KeyView, AdministrationFault> => (changed.ok ? ok(viewFor(caller, changed.value)) : changed);
