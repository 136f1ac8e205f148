/**
 * What the life of a key needs from outside, as one port: storage, Jira as the person, URLs, chance and time.
 * `deployed` is the real one; tests hand in another.
 */
import { randomBytes } from 'node:crypto';
import { type AsPerson, asPerson } from '../jira/as-user';
import { writeAudit } from '../storage/audit';
import { claimHome, createEndpoint, readHome } from '../storage/endpoints';
import { createKey, readKey, saveKey, withdrawKey } from '../storage/keys';
import { idsPastExpiry, listKeys } from '../storage/list-keys';
import { readSite } from '../storage/site-row';
import { type GatewayUrls, gatewayUrls } from './gateway-urls';

export type KeyStore = {
  readonly readSite: typeof readSite;
  readonly readKey: typeof readKey;
  readonly createKey: typeof createKey;
  readonly withdrawKey: typeof withdrawKey;
  readonly saveKey: typeof saveKey;
  readonly listKeys: typeof listKeys;
  readonly idsPastExpiry: typeof idsPastExpiry;
  readonly writeAudit: typeof writeAudit;
  readonly readHome: typeof readHome;
  readonly claimHome: typeof claimHome;
  readonly createEndpoint: typeof createEndpoint;
};

export type KeyWorld = {
  readonly store: KeyStore;
  readonly person: AsPerson;
  readonly urls: GatewayUrls;
  readonly random: (bytes: number) => Uint8Array;
  readonly now: () => number;
};

export const deployed: KeyWorld = {
  store: {
    readSite,
    readKey,
    createKey,
    withdrawKey,
    saveKey,
    listKeys,
    idsPastExpiry,
    writeAudit,
    readHome,
    claimHome,
    createEndpoint,
  },
  person: asPerson,
  urls: gatewayUrls,
  random: (bytes) => randomBytes(bytes),
  now: () => Date.now(),
};
