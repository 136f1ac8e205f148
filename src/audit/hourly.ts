/**
 * What the schedule does with the audit: sums what is over, then looks after keys by those sums. One home after the
 * other, over as many runs as it takes; a home or a key that fails leaves the rest alone.
 */

import type { Jira } from '../jira/as-app';
import { type AdministrationFault, unavailable } from '../keys/fault';
import type { KeyWorld } from '../keys/key-store';
import { giveNotice, noticeDue } from '../keys/notices';
import { isUnused, suspendIfUnused } from '../keys/unused';
import { type Walked, walkActiveKeys, walkOn } from '../keys/walk';
import { err, ok, type Result } from '../result';
import type { StorageFault } from '../storage/fault';
import { partHome } from '../storage/keyspace';
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

/** For how long one run begins new homes; the next one goes on with the others. */
const SUMS_MS_MAX = 20_000;
const RUN_MS_MAX = 40_000;

/** Sums, suspends what is unused, and gives notices, each for as many homes and keys as one run may. */
export const lookAfterKeys = async (world: AuditWorld): Promise<Result<Walked, AdministrationFault>> => {
  const site = await world.store.readSite();
  if (!site.ok) return err(unavailable(site.error));
  const startedAt = world.now();
  const summed = new Map<string, CaughtUp>();
  const homes = await walkOn<string>(world, {
    name: 'homes',
    part: async () => {
      const [homes, shared] = await Promise.all([world.store.listHomes(), world.store.listShared()]);
      if (!homes.ok) return homes;
      if (!shared.ok) return shared;
      const all = [...homes.value, ...shared.value.map(partHome)];
      return ok({ groups: new Map(all.map((home) => [home, [home]])), ...WHOLE });
    },
    isOver: () => world.now() - startedAt > SUMS_MS_MAX,
    visit: (home) => whole(sumHome(world, home, summed)),
  });
  const keys = await walkActiveKeys(world, {
    name: 'keys',
    groupOf: ({ home }) => homeName(home),
    isOver: () => world.now() - startedAt > RUN_MS_MAX,
    visit: (home, members) => whole(lookAfterHome(world, home, members, site.value, summed)),
  });
  if (!homes.ok) return homes;
  if (!keys.ok) return keys;
  return ok({ ...keys.value, groups: homes.value.groups, isWhole: homes.value.isWhole && keys.value.isWhole });
};

const WHOLE = { to: '', isLast: true } as const;

async function whole(visit: Promise<Result<void, AdministrationFault>>): Promise<Result<'done', AdministrationFault>> {
  const done = await visit;
  return done.ok ? ok('done') : done;
}

/** Goes on with the sums of a home. `summed`: how far they were found or made in this run. */
async function sumHome(
  world: AuditWorld,
  home: string,
  summed: Map<string, CaughtUp>,
): Promise<Result<void, AdministrationFault>> {
  const now = world.now();
  const caught = await catchUp(world.rollups, home, now);
  if (!caught.ok) return err(unavailable(caught.error));
  summed.set(home, caught.value);
  const noted = await noteDays(world.rollups, home, caught.value, now);
  return noted.ok ? ok(undefined) : err(unavailable(noted.error));
}

async function lookAfterHome(
  world: AuditWorld,
  home: string,
  keys: readonly ApiKeyRecord[],
  site: SiteRecord,
  summed: Map<string, CaughtUp>,
): Promise<Result<void, AdministrationFault>> {
  const now = world.now();
  const watched = keys.filter((key) => key.unusedDaysMax !== undefined || noticeDue(key, site, now) !== undefined);
  if (watched.length === 0) return ok(undefined);
  // What pages show of days is a copy; keys are looked after whether or not it could be made.
  const made = summed.has(home) ? ok(undefined) : await sumHome(world, home, summed);
  const { until, newest } = summed.get(home) ?? {};
  if (!summed.has(home)) return made;
  let fault = made.ok ? undefined : made.error;
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
