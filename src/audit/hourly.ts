/**
 * What the schedule does with the audit: sums what is over, then looks after keys by those sums. One home after the
 * other; a home or a key that fails leaves the rest alone.
 */

import type { Jira } from '../jira/as-app';
import { type AdministrationFault, unavailable } from '../keys/fault';
import type { KeyWorld } from '../keys/key-store';
import { giveNotice, noticeDue } from '../keys/notices';
import { isUnused, suspendIfUnused } from '../keys/unused';
import { err, ok, type Result } from '../result';
import type { StorageFault } from '../storage/fault';
import { type ApiKeyRecord, homeName } from '../storage/records/api-key';
import type { SiteRecord } from '../storage/records/site';
import { type CaughtUp, catchUp, type RollupStore } from './catch-up';
import { type DayStore, noteDays } from './note-days';
import { type KeyUsage, usageOf, WEEK_MS } from './usage';

export type AuditWorld = Pick<KeyWorld, 'store' | 'random' | 'now'> & {
  readonly rollups: RollupStore & DayStore;
  readonly jira: Jira;
};

const HOUR_MS = 3_600_000;

/** Sums, suspends what is unused, and gives notices. Returns how many homes were looked at. */
export const lookAfterKeys = async (world: AuditWorld): Promise<Result<number, AdministrationFault>> => {
  const [listed, site] = await Promise.all([world.store.listKeys({ of: 'site' }), world.store.readSite()]);
  if (!listed.ok) return err(unavailable(listed.error));
  if (!site.ok) return err(unavailable(site.error));
  const homes = [...new Set(['site', ...listed.value.keys.map(({ home }) => homeName(home))])].sort();
  // Each run begins with another home: one with much to catch up on never keeps the others waiting for good.
  const turn = Math.floor(world.now() / HOUR_MS) % homes.length;
  let fault: AdministrationFault | undefined;
  for (const home of [...homes.slice(turn), ...homes.slice(0, turn)]) {
    const keys = listed.value.keys.filter((key) => homeName(key.home) === home);
    const done = await lookAfterHome(world, home, keys, site.value);
    if (!done.ok) fault ??= done.error;
  }
  return fault === undefined ? ok(homes.length) : err(fault);
};

async function lookAfterHome(
  world: AuditWorld,
  home: string,
  keys: readonly ApiKeyRecord[],
  site: SiteRecord,
): Promise<Result<void, AdministrationFault>> {
  const now = world.now();
  const caught = await catchUp(world.rollups, home, now);
  if (!caught.ok) return err(unavailable(caught.error));
  const { until, newest } = caught.value;
  // What pages show of days is a copy; keys are looked after whether or not it could be made.
  const noted = await noteDays(world.rollups, home, caught.value, now);
  let fault = noted.ok ? undefined : unavailable(noted.error);
  const watched = keys.filter((key) => key.unusedDaysMax !== undefined || noticeDue(key, site, now) !== undefined);
  if (watched.length === 0) return fault === undefined ? ok(undefined) : err(fault);
  const week = await world.rollups.rollupsSince(home, iso(now - WEEK_MS));
  if (!week.ok) return err(unavailable(week.error));
  for (const key of watched) {
    const done = await lookAfterKey(world, key, site, { usage: usageOf(key.id, week.value, newest), until, newest });
    if (!done.ok) fault ??= done.error;
  }
  return fault === undefined ? ok(undefined) : err(fault);
}

type Sums = { readonly usage: KeyUsage } & Pick<CaughtUp, 'until' | 'newest'>;

async function lookAfterKey(
  world: AuditWorld,
  key: ApiKeyRecord,
  site: SiteRecord,
  { usage, until, newest }: Sums,
): Promise<Result<void, AdministrationFault>> {
  if (isUnused(key, usage.lastUsedAt, until, world.now())) {
    const used = await wasUsedSince(world, key.id, newest?.to ?? EVER);
    if (!used.ok) return err(unavailable(used.error));
    const suspended = used.value ? ok(undefined) : await suspendIfUnused(world, key.id, usage.lastUsedAt, until);
    if (!suspended.ok) return suspended;
  }
  const told = await giveNotice(world, world.jira, key, site, usage);
  return told.ok ? ok(undefined) : told;
}

/** Before all that is stored. */
const EVER = '0000';

/** Is there a call by this key that is not summed yet? Sums end with the last whole hour. */
async function wasUsedSince(
  { rollups, now }: AuditWorld,
  keyId: string,
  since: string,
): Promise<Result<boolean, StorageFault>> {
  let cursor: string | undefined;
  do {
    const page = await rollups.auditPage({ keyId }, since, iso(now() + HOUR_MS), cursor);
    if (!page.ok) return page;
    if (page.value.records.some(({ event }) => event.kind === 'call')) return ok(true);
    cursor = page.value.cursor;
  } while (cursor !== undefined);
  return ok(false);
}

const iso = (epochMs: number): string => new Date(epochMs).toISOString();
