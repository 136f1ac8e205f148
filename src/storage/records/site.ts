/**
 * The site's own record: the most that keys may have here, and the switch that stops all of them.
 * Absent until a site admin changes something; `DEFAULT_SITE` holds until then.
 */
import { flag, INVALID, integer, literal, object, oneOf, type Parsed, type Parser } from '../../parse';

/** Whole days within what a key may live at all. */
const days: Parser<number> = (value) => {
  const count = integer(value);
  return count === INVALID || count < 1 || count > 365 ? INVALID : count;
};

export const siteRecord = object({
  v: literal(1),
  /** True: no key of this site is served. */
  breakGlass: flag,
  /** The longest life that a new key may get. */
  maxLifetimeDays: days,
  whoMayIssue: oneOf('project-admins', 'site-admins'),
});

export type SiteRecord = Parsed<typeof siteRecord>;

export const DEFAULT_SITE: SiteRecord = {
  v: 1,
  breakGlass: false,
  maxLifetimeDays: 365,
  whoMayIssue: 'project-admins',
};
