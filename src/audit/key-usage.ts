/**
 * How much one key was used, for whoever administers a project that it reaches; on the page of a project, of a key over
 * several, only what it did in that one. As old as the last hour that is summed.
 */
import { permissionOf, permissionsWithin } from '../catalogue/permissions-of';
import { type Place, usedAt } from '../keys/authority';
import { type AdministrationFault, noSuchKey, unavailable } from '../keys/fault';
import type { KeyWorld } from '../keys/key-store';
import type { Permission } from '../policy/permissions';
import { err, ok, type Result } from '../result';
import type { ApiKeyRecord } from '../storage/records/api-key';
import type { DayRecord, KeyDay } from '../storage/records/day';
import { added, lastDays } from './day-sums';
import { mayReadAudit } from './views';

/** Calls of one day, `YYYY-MM-DD` of UTC. */
export type DayCalls = {
  readonly day: string;
  readonly allowed: number;
  readonly denied: number;
  readonly failed: number;
};

/** Times are ISO 8601 in UTC. */
export type KeyUsage = {
  readonly lastUsedAt?: string;
  readonly callsOfWeek: number;
  readonly deniedOfWeek: number;
  readonly summedUntil?: string;
  readonly days: readonly DayCalls[];
  readonly operations: readonly {
    readonly operation: string;
    readonly permission?: Permission;
    readonly calls: number;
  }[];
  readonly permissionsNotUsed: readonly Permission[];
};

export const WEEK_DAYS = 7;
const SHOWN_DAYS = 30;

/** What a key did in the last thirty days, and which of its permissions none of that can have needed. */
export const keyUsageAt = async (
  world: KeyWorld,
  place: Place,
  keyId: string,
): Promise<Result<KeyUsage, AdministrationFault>> => {
  const key = await mayReadAudit(world, place, keyId);
  if (!key.ok) return key;
  if (key.value === undefined) return err(noSuchKey);
  const home = usedAt(key.value, place);
  const names = lastDays(world.now(), SHOWN_DAYS);
  const [uses, stored] = await Promise.all([
    world.audit.readLastUses([home]),
    world.audit.readDays(names.map((day) => ({ home, day }))),
  ]);
  if (!uses.ok) return err(unavailable(uses.error));
  if (!stored.ok) return err(unavailable(stored.error));
  const records = stored.value.map(({ record }) => record);
  const days = callsByDay(key.value, place, names, records);
  const week = days.slice(-WEEK_DAYS);
  const use = uses.value.get(home);
  const lastUsedAt = use?.lastUsed[keyId];
  return ok({
    ...(lastUsedAt === undefined ? {} : { lastUsedAt }),
    callsOfWeek: week.reduce((sum, { allowed, denied, failed }) => sum + allowed + denied + failed, 0),
    deniedOfWeek: week.reduce((sum, { denied }) => sum + denied, 0),
    ...(use === undefined ? {} : { summedUntil: new Date(use.summedUntil).toISOString() }),
    days,
    ...operationsOf(key.value, place, records),
  });
};

/** The calls of a key on each of these days, from whatever of those days is stored. */
export const callsByDay = (
  key: ApiKeyRecord,
  place: Place,
  days: readonly string[],
  records: readonly DayRecord[],
): readonly DayCalls[] =>
  days.map((day) => {
    const record = records.find((each) => each.day === day && each.home === usedAt(key, place));
    const { allowed = 0, denied = 0, failed = 0 } = record?.keys.find(({ keyId }) => keyId === key.id) ?? {};
    return { day, allowed, denied, failed };
  });

function operationsOf(
  { id, grants }: ApiKeyRecord,
  place: Place,
  records: readonly DayRecord[],
): Pick<KeyUsage, 'operations' | 'permissionsNotUsed'> {
  const sums: readonly KeyDay[] = records.flatMap(({ keys }) => keys.filter(({ keyId }) => keyId === id));
  const none: Readonly<Record<string, number>> = {};
  const calls = Object.entries(sums.reduce((all, { operations }) => added(all, operations), none));
  calls.sort(([one, most], [other, more]) => more - most || (one < other ? -1 : 1));
  const operations = calls.map(([operation, count]) => {
    const permission = permissionOf(operation);
    return { operation, ...(permission === undefined ? {} : { permission }), calls: count };
  });
  const maybeUsed = new Set(calls.flatMap(([operation]) => [...permissionsWithin(operation)]));
  const shown = grants.filter(({ projectId }) => place.page === 'site' || projectId === place.projectId);
  const held = new Set(shown.flatMap(({ permissions }) => permissions));
  // Where a day had no room for all operations, nothing can be said to be unused.
  const isKnown = sums.every(({ more }) => more !== true);
  return {
    operations,
    permissionsNotUsed: isKnown ? [...held].filter((permission) => !maybeUsed.has(permission)) : [],
  };
}
