/**
 * What the pages can do. Each function says its right; the wrapper in authorise.ts asks for it.
 */

import { lastDays } from '../audit/day-sums';
import { exportAuditAt } from '../audit/export';
import { callsByDay, keyUsageAt, WEEK_DAYS } from '../audit/key-usage';
import { readAuditAt } from '../audit/read';
import { mayActAt, usedAt } from '../keys/authority';
import { confirmCopied } from '../keys/confirm-copied';
import { editKey } from '../keys/edit';
import { type AdministrationFault, invalid, unavailable } from '../keys/fault';
import { handOver } from '../keys/hand-over';
import { urlOf } from '../keys/home-endpoint';
import { issueKey } from '../keys/issue';
import { homesOf, lastUsedAt, listKeysAt } from '../keys/list';
import { readKeyAt } from '../keys/read';
import { revokeKey } from '../keys/revoke';
import { endSecretAt, rotateKeyAt } from '../keys/rotate-at';
import { changeSettings, readSettings } from '../keys/site-settings';
import { resumeKey, suspendKey } from '../keys/suspend';
import { limitsOf, maxLifetimeDays, mayBeGranted, whoMayIssue } from '../policy/ceilings';
import { PERMISSIONS } from '../policy/permissions';
import { PRESETS } from '../policy/presets';
import { err, ok, type Result } from '../result';
import type { ApiKeyRecord } from '../storage/records/api-key';
import type { SiteRecord } from '../storage/records/site';
import { type Caller, consoleFunction } from './authorise';
import { barredActs } from './barred-acts';
import {
  type CreatedKey,
  type HandOverView,
  type KeyListView,
  type KeyRowView,
  type KeyUsageView,
  type KeyView,
  type ProjectView,
  payloads,
  type RotatedKey,
  type SettingsView,
  type WhoAmI,
} from './contract';
import { endpointFunctions } from './endpoint-functions';
import { evidenceFunctions } from './evidence-functions';
import { healthFunctions } from './health-functions';
import { keyView } from './key-view';
import { tryFunctions } from './try-functions';

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
  run: async (caller, question): Promise<Result<KeyListView, AdministrationFault>> => {
    const { world, place } = caller;
    const listed = await listKeysAt(world, place, question);
    if (!listed.ok) return listed;
    const { keys, site, lastUses, ...rest } = listed.value;
    const days = lastDays(world.now(), WEEK_DAYS);
    const stored = await world.audit.readDays(
      homesOf(keys, place).flatMap((home) => days.map((day) => ({ home, day }))),
    );
    if (!stored.ok) return err(unavailable(stored.error));
    const records = stored.value.map(({ record }) => record);
    const rows: KeyRowView[] = [];
    for (const key of keys) {
      const used = lastUsedAt(key, place, lastUses);
      const summedUntil = lastUses.get(usedAt(key, place))?.summedUntil;
      const view = keyView(key, site, place, world.now());
      // Of the acts a row offers one: another secret, where nobody put the first away.
      const barred = view.secretCopied ? ok(undefined) : await barredActs(caller, key, site);
      if (!barred.ok) return barred;
      rows.push({
        ...view,
        ...(barred.value === undefined ? {} : { barred: barred.value }),
        ...(used === undefined ? {} : { lastUsedAt: used }),
        ...(summedUntil === undefined ? {} : { summedUntil: new Date(summedUntil).toISOString() }),
        week: callsByDay(key, place, days, records),
      });
    }
    return ok({ keys: rows, ...rest });
  },
});

const readKey = consoleFunction({
  right: 'administrator',
  payload: payloads.readKey,
  run: async (caller, { keyId }) => viewedWithUrl(caller, await readKeyAt(caller.world, caller.place, keyId)),
});

const confirm = consoleFunction({
  right: 'administrator',
  isAct: true,
  payload: payloads.confirmCopied,
  run: async (caller, { keyId }) =>
    viewed(caller, await confirmCopied(caller.world, caller.actor, caller.place, keyId)),
});

const createKey = consoleFunction({
  right: 'administrator',
  isAct: true,
  payload: payloads.createKey,
  run: async (caller, draft): Promise<Result<CreatedKey, AdministrationFault>> => {
    const issued = await issueKey(caller.world, caller.actor, caller.place, draft);
    if (!issued.ok) return issued;
    const { record, text, gatewayUrl, site } = issued.value;
    return ok({ key: text, gatewayUrl, view: await viewAfter(caller, site, record, gatewayUrl) });
  },
});

const revoke = consoleFunction({
  right: 'administrator',
  isAct: true,
  payload: payloads.revokeKey,
  run: async (caller, { keyId, reason }) =>
    viewed(caller, await revokeKey(caller.world, caller.actor, caller.place, keyId, reason)),
});

const suspend = consoleFunction({
  right: 'administrator',
  isAct: true,
  payload: payloads.suspendKey,
  run: async (caller, { keyId, reason }) =>
    viewed(caller, await suspendKey(caller.world, caller.actor, caller.place, keyId, reason)),
});

const resume = consoleFunction({
  right: 'administrator',
  isAct: true,
  payload: payloads.resumeKey,
  run: async (caller, { keyId }) => viewed(caller, await resumeKey(caller.world, caller.actor, caller.place, keyId)),
});

const edit = consoleFunction({
  right: 'administrator',
  isAct: true,
  payload: payloads.editKey,
  run: async (caller, { keyId, version, change }) =>
    viewed(caller, await editKey(caller.world, caller.actor, caller.place, { keyId, version }, change)),
});

const rotate = consoleFunction({
  right: 'administrator',
  isAct: true,
  payload: payloads.rotateKey,
  run: async (caller, { overlapSeconds, ...seen }): Promise<Result<RotatedKey, AdministrationFault>> => {
    // Nothing may fail between the new secret and the one time that it is shown.
    const site = await caller.world.store.readSite();
    if (!site.ok) return err(unavailable(site.error));
    const rotated = await rotateKeyAt(caller.world, caller.actor, caller.place, seen, overlapSeconds);
    if (!rotated.ok) return rotated;
    const { text, record } = rotated.value;
    const url = await urlOf(caller.world, record.home);
    return ok({ key: text, view: await viewAfter(caller, site.value, record, url) });
  },
});

const endOneSecret = consoleFunction({
  right: 'administrator',
  isAct: true,
  payload: payloads.endSecret,
  run: async (caller, { which, ...seen }) =>
    viewed(caller, await endSecretAt(caller.world, caller.actor, caller.place, seen, which)),
});

const getSettings = consoleFunction({
  right: 'administrator',
  payload: payloads.getSettings,
  run: async ({ world }) => settingsView(await readSettings(world)),
});

const changeTheSettings = consoleFunction({
  right: 'administrator',
  isAct: true,
  payload: payloads.changeSettings,
  run: async ({ world, actor }, { version, change }) =>
    settingsView(await changeSettings(world, actor, version, change)),
});

const handOverKeys = consoleFunction({
  right: 'administrator',
  isAct: true,
  payload: payloads.handOver,
  run: async (caller, handing): Promise<Result<HandOverView, AdministrationFault>> => {
    const site = await caller.world.store.readSite();
    if (!site.ok) return err(unavailable(site.error));
    const done = await handOver(caller.world, caller.actor, handing);
    if (!done.ok) return done;
    const changed = await Promise.all(done.value.changed.map((record) => viewAfter(caller, site.value, record)));
    return ok({ ...done.value, changed });
  },
});

const readTheAudit = consoleFunction({
  right: 'administrator',
  payload: payloads.readAudit,
  run: (caller, question) => readAuditAt(caller.world, caller.place, question),
});

const keyUsage = consoleFunction({
  right: 'administrator',
  payload: payloads.keyUsage,
  run: (caller, { keyId }): Promise<Result<KeyUsageView, AdministrationFault>> =>
    keyUsageAt(caller.world, caller.place, keyId),
});

const exportTheAudit = consoleFunction({
  right: 'administrator',
  payload: payloads.exportAudit,
  // A step that has to wait leaves the export where it stood.
  whileWaiting: ({ cursor }, waitSeconds) => (cursor === undefined ? undefined : { lines: '', cursor, waitSeconds }),
  run: (caller, question) => exportAuditAt(caller.world, caller.actor, caller.place, question),
});

const settingsView = (settings: Result<SiteRecord, AdministrationFault>): Result<SettingsView, AdministrationFault> =>
  settings.ok ? ok({ ...settings.value, version: settings.value.version ?? 0 }) : settings;

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

const everywhere = {
  ...tryFunctions,
  ...evidenceFunctions,
  whoAmI,
  listKeys,
  readKey,
  createKey,
  confirmCopied: confirm,
  editKey: edit,
  rotateKey: rotate,
  endSecret: endOneSecret,
  revokeKey: revoke,
  suspendKey: suspend,
  resumeKey: resume,
  readAudit: readTheAudit,
  keyUsage,
  exportAudit: exportTheAudit,
};

export const siteFunctions = {
  ...everywhere,
  ...endpointFunctions,
  ...healthFunctions,
  describeProject: describeAnyProject,
  getSettings,
  changeSettings: changeTheSettings,
  handOver: handOverKeys,
};
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
    maxLifetimeDays: maxLifetimeDays(site.value, projectId),
    whoMayIssue: whoMayIssue(site.value, projectId),
    permissions: PERMISSIONS.filter((permission) => mayBeGranted(site.value, projectId, permission)),
    limits: limitsOf({ grants: [{ projectId }] }, site.value),
    severalProjects: site.value.severalProjects !== false,
    allKeysSuspended: site.value.breakGlass,
    presets: PRESETS,
  });
};

/** The key as it is after an act. The act is done: where Jira does not say what is barred, that is left out. */
const viewAfter = async (
  caller: Caller,
  site: SiteRecord,
  record: ApiKeyRecord,
  gatewayUrl?: string,
): Promise<KeyView> => {
  const barred = await barredActs(caller, record, site);
  const view = keyView(record, site, caller.place, caller.world.now(), gatewayUrl);
  return barred.ok ? { ...view, barred: barred.value } : view;
};

/** A change that was made, as the page shows it. */
const viewed = async (
  caller: Caller,
  changed: Result<ApiKeyRecord, AdministrationFault>,
): Promise<Result<KeyView, AdministrationFault>> => {
  if (!changed.ok) return changed;
  const site = await caller.world.store.readSite();
  return site.ok ? ok(await viewAfter(caller, site.value, changed.value)) : err(unavailable(site.error));
};

/** A key with the URL that it is used at, and what is barred. */
const viewedWithUrl = async (
  caller: Caller,
  read: Result<ApiKeyRecord, AdministrationFault>,
): Promise<Result<KeyView, AdministrationFault>> => {
  if (!read.ok) return read;
  const [site, url] = await Promise.all([caller.world.store.readSite(), urlOf(caller.world, read.value.home)]);
  if (!site.ok) return err(unavailable(site.error));
  const barred = await barredActs(caller, read.value, site.value);
  if (!barred.ok) return barred;
  const view = keyView(read.value, site.value, caller.place, caller.world.now(), url);
  return ok({ ...view, barred: barred.value });
};
