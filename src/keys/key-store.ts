/**
 * What the life of a key needs from outside, as one port: storage, Jira as the person, URLs, chance and time.
 * `deployed` is the real one; tests hand in another.
 */
import { randomBytes } from 'node:crypto';
import { type AsPerson, asPerson } from '../jira/as-user';
import { isActive, ownRights, rightsOfPerson, rightsToldToAdmin } from '../jira/people';
import { takeUnits } from '../limits/take-units';
import { readAuditRecord, writeAudit } from '../storage/audit';
import { auditPage, newestAudit } from '../storage/audit-pages';
import { readDays, readLastUses } from '../storage/days';
import { changeEndpoints, readEndpoints, readHomes } from '../storage/endpoint-changes';
import { claimHome, createEndpoint, listHomes, listShared, noteShared, readHome } from '../storage/endpoints';
import { createKey, readKey, saveKey, withdrawKey } from '../storage/keys';
import { activeKeys, idsPastExpiry, keysInIndex, liveKeys, readKeys } from '../storage/list-keys';
import { rollupPage } from '../storage/rollups';
import { readRoster, saveRoster } from '../storage/rosters';
import { readLastRun } from '../storage/schedule-run';
import { readSite, saveSite } from '../storage/site-row';
import { readSiteUsage } from '../storage/usage';
import { readWalk, saveWalk } from '../storage/walks';
import { type GatewayUrls, gatewayUrls } from './gateway-urls';

export type KeyStore = {
  readonly readSite: typeof readSite;
  readonly saveSite: typeof saveSite;
  readonly readKey: typeof readKey;
  readonly createKey: typeof createKey;
  readonly withdrawKey: typeof withdrawKey;
  readonly saveKey: typeof saveKey;
  readonly liveKeys: typeof liveKeys;
  readonly activeKeys: typeof activeKeys;
  readonly keysInIndex: typeof keysInIndex;
  readonly readKeys: typeof readKeys;
  readonly idsPastExpiry: typeof idsPastExpiry;
  readonly writeAudit: typeof writeAudit;
  readonly readRoster: typeof readRoster;
  readonly saveRoster: typeof saveRoster;
  readonly listHomes: typeof listHomes;
  readonly listShared: typeof listShared;
  readonly noteShared: typeof noteShared;
  readonly readHome: typeof readHome;
  readonly claimHome: typeof claimHome;
  readonly createEndpoint: typeof createEndpoint;
  readonly readHomes: typeof readHomes;
  readonly readEndpoints: typeof readEndpoints;
  readonly changeEndpoints: typeof changeEndpoints;
  readonly readLastRun: typeof readLastRun;
  readonly readWalk: typeof readWalk;
  readonly saveWalk: typeof saveWalk;
  readonly readSiteUsage: typeof readSiteUsage;
};

export type KeyWorld = {
  readonly store: KeyStore;
  readonly person: AsPerson;
  readonly audit: {
    readonly auditPage: typeof auditPage;
    readonly newestAudit: typeof newestAudit;
    readonly readAuditRecord: typeof readAuditRecord;
    readonly rollupPage: typeof rollupPage;
    readonly readDays: typeof readDays;
    readonly readLastUses: typeof readLastUses;
  };
  readonly people: {
    readonly ownRights: typeof ownRights;
    readonly rightsOfPerson: typeof rightsOfPerson;
    readonly rightsToldToAdmin: typeof rightsToldToAdmin;
    readonly isActive: typeof isActive;
  };
  readonly urls: GatewayUrls;
  /** Takes units of what pages may read, of the share of that name. */
  readonly takeUnits: typeof takeUnits;
  readonly random: (bytes: number) => Uint8Array;
  readonly now: () => number;
};

export const deployed: KeyWorld = {
  store: {
    readSite,
    saveSite,
    readKey,
    createKey,
    withdrawKey,
    saveKey,
    liveKeys,
    activeKeys,
    keysInIndex,
    readKeys,
    idsPastExpiry,
    writeAudit,
    readRoster,
    saveRoster,
    listHomes,
    listShared,
    noteShared,
    readHome,
    claimHome,
    createEndpoint,
    readHomes,
    readEndpoints,
    changeEndpoints,
    readLastRun,
    readWalk,
    saveWalk,
    readSiteUsage,
  },
  person: asPerson,
  audit: { auditPage, newestAudit, readAuditRecord, rollupPage, readDays, readLastUses },
  people: { ownRights, rightsOfPerson, rightsToldToAdmin, isActive },
  urls: gatewayUrls,
  takeUnits,
  random: (bytes) => randomBytes(bytes),
  now: () => Date.now(),
};
