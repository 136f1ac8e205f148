/**
 * How the app is doing on this site: does its schedule run, is the audit summed, what is used of Jira's points, and which
 * projects with keys cannot be served. Everything is read when it is asked about; nothing rests on the schedule itself.
 */
import type { Jira } from '../jira/as-app';
import { type AdministrationFault, unavailable } from '../keys/fault';
import type { KeyWorld } from '../keys/key-store';
import { keyStanding } from '../keys/standing';
import type { Permission } from '../policy/permissions';
import { err, ok, type Result } from '../result';
import type { ApiKeyRecord } from '../storage/records/api-key';
import type { LastUse } from '../storage/records/day';
import { SITE_POINTS_PER_HOUR, type SiteRecord } from '../storage/records/site';
import type { LastRun } from '../storage/schedule-run';
import { type KeyedProject, type UnservedProject, unservedProjects } from './served-projects';

/** Times are epoch milliseconds. */
export type Health = {
  readonly schedule: {
    /** When everything had been gone through. */
    readonly lastRunAt: number | undefined;
    readonly isLate: boolean;
    /** When a run since then stopped before it had come to everything; the next one goes on there. */
    readonly unfinishedAt: number | undefined;
  };
  readonly sums: { readonly until: number | undefined; readonly isLate: boolean };
  readonly points: {
    readonly used: number;
    readonly share: number;
    readonly heaviest: readonly {
      readonly keyId: string;
      readonly name: string | undefined;
      readonly points: number;
    }[];
  };
  readonly projects: readonly UnservedProject[];
  readonly projectsLookedAt: number;
  /** False where there are more keys than were looked through for projects and names. */
  readonly complete: boolean;
};

const HOUR_MS = 3_600_000;
/** A run may come late by itself; two that did not come are none. */
const LATE_MS = 2.5 * HOUR_MS;
/** Jira takes this many in one question about permissions; the busiest come first. */
const PROJECTS_MAX = 100;
const HEAVIEST_SHOWN = 10;

export const readHealth = async (world: KeyWorld, jira: Jira): Promise<Result<Health, AdministrationFault>> => {
  const { store } = world;
  const [listed, site, lastRun, usage, homes] = await Promise.all([
    store.keysInIndex({ of: 'site' }),
    store.readSite(),
    store.readLastRun(),
    store.readSiteUsage(),
    store.listHomes(),
  ]);
  if (!listed.ok) return err(unavailable(listed.error));
  if (!site.ok) return err(unavailable(site.error));
  if (!lastRun.ok) return err(unavailable(lastRun.error));
  if (!usage.ok) return err(unavailable(usage.error));
  if (!homes.ok) return err(unavailable(homes.error));
  const { keys } = listed.value;
  const now = world.now();
  const projects = keyedProjects(keys, site.value, now);
  const [uses, unserved] = await Promise.all([
    world.audit.readLastUses(homes.value),
    unservedProjects(jira, world.person, projects),
  ]);
  if (!uses.ok) return err(unavailable(uses.error));
  if (!unserved.ok) return err(unavailable(unserved.error));
  return ok({
    schedule: scheduleAt(lastRun.value, keys, now),
    sums: sumsOf([...uses.value.values()], now),
    points: pointsOf(usage.value?.usage, site.value, keys, now),
    projects: unserved.value,
    projectsLookedAt: projects.length,
    complete: listed.value.complete,
  });
};

/** A site on which the first key was just issued has not missed a run. */
const scheduleAt = (run: LastRun | undefined, keys: readonly ApiKeyRecord[], now: number): Health['schedule'] => {
  const lastRunAt = run === undefined || run.at === 0 ? undefined : run.at;
  const since = lastRunAt ?? keys.reduce((least, { createdAt }) => Math.min(least, createdAt), now);
  return { lastRunAt, isLate: now - since > LATE_MS, unfinishedAt: run?.unfinishedAt };
};

const sumsOf = (uses: readonly LastUse[], now: number): Health['sums'] => {
  if (uses.length === 0) return { until: undefined, isLate: false };
  const until = Math.min(...uses.map(({ summedUntil }) => summedUntil));
  return { until, isLate: now - until > LATE_MS };
};

type SiteUsage = { readonly start: number; readonly points: number; readonly heaviest: readonly Heavy[] };
type Heavy = { readonly keyId: string; readonly points: number };

function pointsOf(
  usage: SiteUsage | undefined,
  site: SiteRecord,
  keys: readonly ApiKeyRecord[],
  now: number,
): Health['points'] {
  const share = site.pointsPerHour ?? SITE_POINTS_PER_HOUR;
  const isNow = usage !== undefined && usage.start === Math.floor(now / HOUR_MS) * HOUR_MS;
  if (!isNow) return { used: 0, share, heaviest: [] };
  const names = new Map(keys.map(({ id, name }) => [id, name]));
  const heaviest = usage.heaviest
    .slice(0, HEAVIEST_SHOWN)
    .map(({ keyId, points }) => ({ keyId, name: names.get(keyId), points }));
  return { used: usage.points, share, heaviest };
}

/** Projects that keys in force reach, those with most keys first. */
function keyedProjects(keys: readonly ApiKeyRecord[], site: SiteRecord, now: number): readonly KeyedProject[] {
  const projects = new Map<string, { projectKey: string; keys: number; permissions: Set<Permission> }>();
  for (const key of keys) {
    if (keyStanding(key, site, now) !== 'in_force') continue;
    for (const { projectId, projectKey, permissions } of key.grants) {
      const known = projects.get(projectId) ?? { projectKey, keys: 0, permissions: new Set() };
      projects.set(projectId, known);
      known.keys += 1;
      for (const permission of permissions) known.permissions.add(permission);
    }
  }
  return [...projects]
    .sort(([, one], [, other]) => other.keys - one.keys)
    .slice(0, PROJECTS_MAX)
    .map(([projectId, { projectKey, permissions }]) => ({ projectId, projectKey, permissions }));
}
