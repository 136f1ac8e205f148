/** What the ceilings leave of a form: told beside each control before the app has to refuse. Pure. */
import type { AdministrationFault, Limits, Permission, ProjectView } from '../../../../src/console/contract';
import { LIMIT_NAMES } from '../words/limits';

export type Ceilings = {
  /** By the project's id; absent while it is asked about. */
  readonly projects: Readonly<Record<string, ProjectView>>;
  readonly faults: Readonly<Record<string, AdministrationFault>>;
  readonly retry: () => void;
};

/** Why a permission cannot be granted in these projects; undefined where it can, as far as is known. */
export const whyForbidden = (
  permission: Permission,
  projectIds: readonly string[],
  { projects }: Ceilings,
): string | undefined => {
  const against = projectIds.flatMap((id) => {
    const project = projects[id];
    return project === undefined || project.permissions.includes(permission) ? [] : [project.key];
  });
  return against.length === 0 ? undefined : `Not allowed in ${against.join(', ')}: a site admin has set a ceiling.`;
};

/** The longest life that all of these projects allow. */
export const daysMax = (projectIds: readonly string[], { projects }: Ceilings): number =>
  Math.min(LIFETIME_DAYS_MAX, ...projectIds.flatMap((id) => projects[id]?.maxLifetimeDays ?? []));

const LIFETIME_DAYS_MAX = 365;

/** The narrowest ceilings of these projects. */
export const ceilingOf = (projectIds: readonly string[], { projects }: Ceilings): Limits =>
  Object.fromEntries(
    LIMIT_NAMES.flatMap((name) => {
      const all = projectIds.flatMap((id) => projects[id]?.limits[name] ?? []);
      return all.length === 0 ? [] : [[name, Math.min(...all)]];
    }),
  );
