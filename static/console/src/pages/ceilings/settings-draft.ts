/**
 * The ceilings as a form holds them, and the change that a form comes to. Numbers stay the text that was typed until it is
 * read, so that nothing typed is lost. Pure.
 *
 * A draft knows the settings that it began with. When someone else saves first, what this person changed is laid over what
 * the other one saved: member by member, limit by limit, project by project.
 */
import type { Limits, Permission, SettingsView } from '../../../../../src/console/contract';
import { LIMIT_MOST, LIMIT_NAMES, type LimitName } from '../../words/limits';
import { PERMISSIONS } from '../../words/permissions';

export type WhoMayIssue = SettingsView['whoMayIssue'];
type StoredCeiling = NonNullable<SettingsView['projects']>[string];

export type LimitsDraft = Readonly<Record<LimitName, string>>;

/** Empty texts: as the site, or not limited. */
export type ProjectDraft = {
  /** Absent: as the site. */
  readonly permissions?: readonly Permission[];
  readonly maxLifetimeDays: string;
  readonly whoMayIssue: WhoMayIssue | '';
  readonly limits: LimitsDraft;
};

export type SettingsDraft = {
  readonly permissions: readonly Permission[];
  readonly maxLifetimeDays: string;
  readonly whoMayIssue: WhoMayIssue;
  readonly severalProjects: boolean;
  readonly limits: LimitsDraft;
  readonly whenSponsorLeaves: 'stop' | 'flag';
  readonly sponsorCheckDays: string;
  readonly pointsPerHour: string;
  readonly auditDays: string;
  readonly projects: Readonly<Record<string, ProjectDraft>>;
};

/** What holds where the settings say nothing: `SPONSOR_CHECK_DAYS` and its like in src/storage/records/site.ts. */
export const DEFAULTS = { sponsorCheckDays: 30, pointsPerHour: 13_000, auditDays: 90 } as const;

/** Between which numbers each control's value must lie: as src/keys/site-settings.ts and src/keys/draft.ts read them. */
export const BOUNDS = {
  maxLifetimeDays: [1, 365],
  sponsorCheckDays: [1, 365],
  pointsPerHour: [1, 100_000_000],
  auditDays: [7, 365],
} as const satisfies Readonly<Record<string, readonly [number, number]>>;

export const NO_LIMITS: LimitsDraft = {
  callsPerMinute: '',
  callsPerDay: '',
  writesPerDay: '',
  pointsPerHour: '',
  refusedPerHour: '',
  pageMax: '',
};

export const AS_THE_SITE: ProjectDraft = { maxLifetimeDays: '', whoMayIssue: '', limits: NO_LIMITS };

/** The settings as the form shows them. */
export const draftOf = (settings: SettingsView): SettingsDraft => ({
  permissions: inOrder(settings.permissions ?? PERMISSIONS),
  maxLifetimeDays: String(settings.maxLifetimeDays),
  whoMayIssue: settings.whoMayIssue,
  severalProjects: settings.severalProjects ?? true,
  limits: limitsDraft(settings.limits),
  whenSponsorLeaves: settings.whenSponsorLeaves ?? 'stop',
  sponsorCheckDays: String(settings.sponsorCheckDays ?? DEFAULTS.sponsorCheckDays),
  pointsPerHour: String(settings.pointsPerHour ?? DEFAULTS.pointsPerHour),
  auditDays: String(settings.auditDays ?? DEFAULTS.auditDays),
  projects: Object.fromEntries(Object.entries(settings.projects ?? {}).map(([id, own]) => [id, projectDraft(own)])),
});

const projectDraft = (own: StoredCeiling): ProjectDraft => ({
  maxLifetimeDays: own.maxLifetimeDays === undefined ? '' : String(own.maxLifetimeDays),
  whoMayIssue: own.whoMayIssue ?? '',
  limits: limitsDraft(own.limits),
  ...(own.permissions === undefined ? {} : { permissions: inOrder(own.permissions) }),
});

const limitsDraft = (limits: Limits = {}): LimitsDraft => {
  const draft = { ...NO_LIMITS };
  for (const name of LIMIT_NAMES) draft[name] = limits[name] === undefined ? '' : String(limits[name]);
  return draft;
};

/** Order is no difference: both sides of a comparison list permissions in the order of the page. */
export const inOrder = (permissions: readonly Permission[]): readonly Permission[] =>
  PERMISSIONS.filter((permission) => permissions.includes(permission));

/** What is wrong, by the name of the control: `maxLifetimeDays`, `limits.pageMax`, `projects.10001.limits.pageMax`. */
export type DraftFaults = Readonly<Record<string, string>>;

/** Every control whose text is not the number that it has to be. */
export const faultsOf = (draft: SettingsDraft): DraftFaults => {
  const faults: Record<string, string> = {};
  const look = (at: string, typed: string, [least, most]: readonly [number, number], isOptional: boolean) => {
    if (typed.trim() === '' && isOptional) return;
    const number = /^\d+$/.test(typed.trim()) ? Number(typed) : Number.NaN;
    if (number >= least && number <= most) return;
    const empty = isOptional ? ', or leave it empty' : '';
    faults[at] = `Enter a whole number from ${least} to ${most.toLocaleString('en')}${empty}.`;
  };
  const lookAtLimits = (at: string, limits: LimitsDraft) => {
    for (const name of LIMIT_NAMES) look(`${at}${name}`, limits[name], [1, LIMIT_MOST[name]], true);
  };
  look('maxLifetimeDays', draft.maxLifetimeDays, BOUNDS.maxLifetimeDays, false);
  look('sponsorCheckDays', draft.sponsorCheckDays, BOUNDS.sponsorCheckDays, false);
  look('pointsPerHour', draft.pointsPerHour, BOUNDS.pointsPerHour, false);
  look('auditDays', draft.auditDays, BOUNDS.auditDays, false);
  lookAtLimits('limits.', draft.limits);
  for (const [id, own] of Object.entries(draft.projects)) {
    look(`projects.${id}.maxLifetimeDays`, own.maxLifetimeDays, BOUNDS.maxLifetimeDays, true);
    lookAtLimits(`projects.${id}.limits.`, own.limits);
  }
  return faults;
};

/** The settings that a draft without faults stands for, at the version that it began with. */
export const settingsOf = (base: SettingsView, draft: SettingsDraft): SettingsView => {
  const { permissions: _, limits: __, projects: ___, ...rest } = base;
  const limits = limitsOf(draft.limits);
  const projects = Object.entries(lowered(draft.projects)).map(([id, own]) => [id, ceilingOf(own)] as const);
  return {
    ...rest,
    maxLifetimeDays: Number(draft.maxLifetimeDays),
    whoMayIssue: draft.whoMayIssue,
    severalProjects: draft.severalProjects,
    whenSponsorLeaves: draft.whenSponsorLeaves,
    sponsorCheckDays: Number(draft.sponsorCheckDays),
    pointsPerHour: Number(draft.pointsPerHour),
    auditDays: Number(draft.auditDays),
    ...(draft.permissions.length === PERMISSIONS.length ? {} : { permissions: [...draft.permissions] }),
    ...(limits === undefined ? {} : { limits }),
    ...(projects.length === 0 ? {} : { projects: Object.fromEntries(projects) }),
  };
};

const ceilingOf = (own: ProjectDraft): StoredCeiling => {
  const limits = limitsOf(own.limits);
  return {
    ...(own.permissions === undefined ? {} : { permissions: [...own.permissions] }),
    ...(own.maxLifetimeDays.trim() === '' ? {} : { maxLifetimeDays: Number(own.maxLifetimeDays) }),
    ...(own.whoMayIssue === '' ? {} : { whoMayIssue: own.whoMayIssue }),
    ...(limits === undefined ? {} : { limits }),
  };
};

const limitsOf = (draft: LimitsDraft): Limits | undefined => {
  const set = LIMIT_NAMES.filter((name) => draft[name].trim() !== '');
  return set.length === 0 ? undefined : Object.fromEntries(set.map((name) => [name, Number(draft[name])]));
};

type Member = keyof SettingsDraft;
const MEMBERS: readonly Member[] = [
  'permissions',
  'maxLifetimeDays',
  'whoMayIssue',
  'severalProjects',
  'limits',
  'whenSponsorLeaves',
  'sponsorCheckDays',
  'pointsPerHour',
  'auditDays',
  'projects',
];

/** Members in which two drafts differ. */
export const changedMembers = (base: SettingsDraft, draft: SettingsDraft): readonly Member[] =>
  MEMBERS.filter((member) =>
    member === 'projects'
      ? !isSame(inNameOrder(lowered(base.projects)), inNameOrder(lowered(draft.projects)))
      : !isSame(base[member], draft[member]),
  );

type Projects = SettingsDraft['projects'];

/** Without projects whose ceiling says nothing: one that was added and left as it is changes nothing. */
const lowered = (projects: Projects): Projects =>
  Object.fromEntries(Object.entries(projects).filter(([, own]) => !isSame(own, AS_THE_SITE)));

const inNameOrder = (projects: Projects) => Object.entries(projects).sort(([one], [other]) => (one < other ? -1 : 1));

/** What `changeSettings` takes: only what this person changed. Null takes a member away. */
export const changeOf = (base: SettingsView, draft: SettingsDraft): Readonly<Record<string, unknown>> => {
  const after: Readonly<Record<string, unknown>> = settingsOf(base, draft);
  const changed = changedMembers(draftOf(base), draft);
  return Object.fromEntries(changed.map((member) => [member, after[member] ?? null]));
};

/** What this person changed since `base`, over what someone else saved meanwhile. */
export const rebased = (base: SettingsDraft, draft: SettingsDraft, present: SettingsDraft): SettingsDraft => {
  const mine = new Set(changedMembers(base, draft));
  const pick = <M extends Member>(member: M): SettingsDraft[M] => (mine.has(member) ? draft[member] : present[member]);
  return {
    permissions: pick('permissions'),
    maxLifetimeDays: pick('maxLifetimeDays'),
    whoMayIssue: pick('whoMayIssue'),
    severalProjects: pick('severalProjects'),
    limits: overlaid(base.limits, draft.limits, present.limits),
    whenSponsorLeaves: pick('whenSponsorLeaves'),
    sponsorCheckDays: pick('sponsorCheckDays'),
    pointsPerHour: pick('pointsPerHour'),
    auditDays: pick('auditDays'),
    projects: overlaid(base.projects, draft.projects, present.projects),
  };
};

/** By name: mine where I changed it, also where I took it away; theirs otherwise. */
const overlaid = <T, R extends Readonly<Record<string, T>>>(base: R, mine: R, theirs: R): R => {
  const out: Record<string, T> = { ...theirs };
  for (const name of new Set([...Object.keys(base), ...Object.keys(mine)])) {
    const value = mine[name];
    if (isSame(base[name], value)) continue;
    if (value === undefined) delete out[name];
    else out[name] = value;
  }
  return out as R;
};

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
