/**
 * The site's own record: the most that keys may have here, and the switch that stops all of them.
 * Absent until a site admin changes something; `DEFAULT_SITE` holds until then.
 */
import * as z from 'zod/mini';

export const siteRecord = z.object({
  v: z.literal(1),
  /** True: no key of this site is served. */
  breakGlass: z.boolean(),
  /** The longest life that a new key may get. */
  maxLifetimeDays: z.int().check(z.minimum(1), z.maximum(365)),
  whoMayIssue: z.enum(['project-admins', 'site-admins']),
});

export type SiteRecord = z.infer<typeof siteRecord>;

export const DEFAULT_SITE: SiteRecord = {
  v: 1,
  breakGlass: false,
  maxLifetimeDays: 365,
  whoMayIssue: 'project-admins',
};
