/**
 * What new ceilings do to keys that exist, told before they are saved. Pure: the rules are those of src/policy/ceilings.ts,
 * which decides each call.
 */
import type { KeyView, Limits, Permission, SettingsView } from '../../../../../src/console/contract';
import { LIMIT_NAMES, type LimitName } from '../../words/limits';
import { PERMISSIONS } from '../../words/permissions';

const DAY_MS = 24 * 60 * 60 * 1000;

export type Effect = {
  readonly kind: 'ends_now' | 'ends_earlier' | 'stops' | 'loses_permissions' | 'narrower_limits';
  readonly keys: readonly KeyView[];
};

/** What becomes of each key, worst first. One that can do nothing any more is told of there alone, others at all that befalls them. */
export const effectsOf = (
  before: SettingsView,
  after: SettingsView,
  keys: readonly KeyView[],
  now: number,
): readonly Effect[] => {
  const found = new Map<Effect['kind'], KeyView[]>(WORST_FIRST.map((kind) => [kind, []]));
  for (const key of keys) {
    const kinds = WORST_FIRST.filter((each) => befalls[each](key, before, after, now));
    const last = kinds.find((each) => each === 'ends_now' || each === 'stops');
    for (const kind of last === undefined ? kinds : [last]) found.get(kind)?.push(key);
  }
  return WORST_FIRST.map((kind) => ({ kind, keys: found.get(kind) ?? [] })).filter((effect) => effect.keys.length > 0);
};

/** Could these new ceilings take something from a key? If not, no key need be looked at. */
export const mayTakeFromKeys = (before: SettingsView, after: SettingsView): boolean => {
  const projects = new Set([...Object.keys(before.projects ?? {}), ...Object.keys(after.projects ?? {}), ELSEWHERE]);
  if (!isSeveral(after) && isSeveral(before)) return true;
  return [...projects].some((id) => {
    const [was, is] = [limitsAt(before, id), limitsAt(after, id)];
    return (
      lifetime(after, id) < lifetime(before, id) ||
      LIMIT_NAMES.some((name) => isLess(is[name], was[name])) ||
      PERMISSIONS.some((permission) => mayBeGranted(before, id, permission) && !mayBeGranted(after, id, permission))
    );
  });
};

type Rule = (key: KeyView, before: SettingsView, after: SettingsView, now: number) => boolean;

const WORST_FIRST: readonly Effect['kind'][] = [
  'ends_now',
  'stops',
  'loses_permissions',
  'ends_earlier',
  'narrower_limits',
];

const befalls: Readonly<Record<Effect['kind'], Rule>> = {
  ends_now: (key, before, after, now) => endOf(key, before) > now && endOf(key, after) <= now,
  stops: (key, before, after) => allowedOf(key, before).length > 0 && allowedOf(key, after).length === 0,
  loses_permissions: (key, before, after) => {
    const left = new Set(allowedOf(key, after));
    return allowedOf(key, before).some((each) => !left.has(each));
  },
  ends_earlier: (key, before, after) => endOf(key, after) < endOf(key, before),
  narrower_limits: (key, before, after) =>
    LIMIT_NAMES.some((name) => isLess(limitOf(key, after, name), limitOf(key, before, name))),
};

const endOf = (key: KeyView, settings: SettingsView): number =>
  Math.min(
    Date.parse(key.expiresAt),
    Date.parse(key.createdAt) + Math.min(...key.grants.map((grant) => lifetime(settings, grant.projectId))) * DAY_MS,
  );

/** What the ceilings leave of a key, as `project permission`. */
const allowedOf = (key: KeyView, settings: SettingsView): readonly string[] => {
  if (key.grants.length > 1 && !isSeveral(settings)) return [];
  return key.grants.flatMap(({ projectId, permissions }) =>
    permissions
      .filter((permission) => mayBeGranted(settings, projectId, permission))
      .map((permission) => `${projectId} ${permission}`),
  );
};

/** No project has this id: what holds where no project has a ceiling of its own. */
const ELSEWHERE = '0';

const isSeveral = (settings: SettingsView): boolean => settings.severalProjects !== false;

const lifetime = (settings: SettingsView, projectId: string): number =>
  Math.min(settings.maxLifetimeDays, settings.projects?.[projectId]?.maxLifetimeDays ?? settings.maxLifetimeDays);

const mayBeGranted = (settings: SettingsView, projectId: string, permission: Permission): boolean =>
  [settings.permissions, settings.projects?.[projectId]?.permissions].every(
    (most) => most?.includes(permission) ?? true,
  );

const limitOf = (key: KeyView, settings: SettingsView, name: LimitName): number | undefined =>
  least([key.limits[name], ...key.grants.map(({ projectId }) => limitsAt(settings, projectId)[name])]);

const limitsAt = (settings: SettingsView, projectId: string): Limits => {
  const own = settings.projects?.[projectId]?.limits;
  const all = LIMIT_NAMES.map((name) => [name, least([settings.limits?.[name], own?.[name]])] as const);
  return Object.fromEntries(all.filter(([, value]) => value !== undefined));
};

const least = (values: readonly (number | undefined)[]): number | undefined => {
  const set = values.filter((value) => value !== undefined);
  return set.length === 0 ? undefined : Math.min(...set);
};

const isLess = (after: number | undefined, before: number | undefined): boolean =>
  after !== undefined && (before === undefined || after < before);
