/**
 * The site's own record: the most that keys may have here, and the switch that stops all of them.
 * Absent until a site admin changes something; `DEFAULT_SITE` holds until then.
 */
import {
  atLeastOne,
  flag,
  INVALID,
  integer,
  list,
  literal,
  number,
  object,
  oneOf,
  optional,
  type Parsed,
  type Parser,
  table,
} from '../../parse';
import { PERMISSIONS } from '../../policy/permissions';
import { limits } from './api-key';

/** Whole days within what a key may live at all. */
const days: Parser<number> = (value) => {
  const count = integer(value);
  return count === INVALID || count < 1 || count > 365 ? INVALID : count;
};

/** The most that the keys of one project may have; what is absent is as the site says. */
const projectCeiling = object({
  permissions: optional(list(oneOf(...PERMISSIONS))),
  maxLifetimeDays: optional(days),
  whoMayIssue: optional(oneOf('project-admins', 'site-admins')),
  limits: optional(limits),
});

export const siteRecord = object({
  v: literal(1),
  /** True: no key of this site is served. */
  breakGlass: flag,
  /** The longest life of a key, counted from its issue; it ends earlier where this is made shorter. */
  maxLifetimeDays: days,
  whoMayIssue: oneOf('project-admins', 'site-admins'),
  /** Absent: every permission may be granted. */
  permissions: optional(list(oneOf(...PERMISSIONS))),
  /** Limits that hold for every key, whatever its own are. */
  limits: optional(limits),
  /** May a key reach several projects? Absent: yes. */
  severalProjects: optional(flag),
  /** Narrower ceilings of single projects, by project id. */
  projects: optional(table(projectCeiling)),
  /** The site's share of the points that Jira gives the app for all of its customers. Absent: the default. */
  pointsPerHour: optional(atLeastOne),
  /** What happens to the keys of a sponsor whose account is closed. Absent: they stop. */
  whenSponsorLeaves: optional(oneOf('stop', 'flag')),
  /** For how many days a check of a sponsor's rights is good. Absent: the default. */
  sponsorCheckDays: optional(days),
  /** For how many days records of the audit are kept, from when they are written. Absent: the default. */
  auditDays: optional(days),
  /** The shortest time that was set before, and until when (epoch milliseconds); absent where none may matter. */
  auditDaysBefore: optional(object({ days, until: number })),
  /** Grows by one with each change. Absent: never changed. */
  version: optional(integer),
});

export type SiteRecord = Parsed<typeof siteRecord>;
export type ProjectCeiling = Parsed<typeof projectCeiling>;

/** A single project's ceiling is read with every call, so there are not too many of them. */
export const PROJECT_CEILINGS_MAX = 100;
const DAY_MS = 24 * 60 * 60 * 1000;
export const SPONSOR_CHECK_DAYS = 30;
export const AUDIT_DAYS = 90;
/** The sums are made within hours; a schedule that was missed for days must still find what it sums. */
export const AUDIT_DAYS_MIN = 7;
export const AUDIT_DAYS_MAX = 365;
/** A fifth of what Jira gives an app in its first tier, 65,000 points an hour for all of its customers. */
export const SITE_POINTS_PER_HOUR = 13_000;

export const DEFAULT_SITE: SiteRecord = {
  v: 1,
  breakGlass: false,
  maxLifetimeDays: 365,
  whoMayIssue: 'project-admins',
};

/** For how many days a record of the audit that is written now is kept. */
export const auditDaysOf = ({ auditDays }: SiteRecord): number => auditDays ?? AUDIT_DAYS;

/** Storage's clock and this app's may differ, and a call that was under way writes by the former setting. */
const SLACK_MS = 60 * 60 * 1000;

/** Epoch milliseconds from which on every record of the audit that was written is still there at `now`. */
export function auditKeptFrom(site: SiteRecord, now: number): number {
  const kept = now - auditDaysOf(site) * DAY_MS;
  const before = site.auditDaysBefore;
  // Records from before the last change live as long as was said then.
  const sure = before === undefined || kept >= before.until ? kept : Math.min(before.until, now - before.days * DAY_MS);
  return sure + SLACK_MS;
}
