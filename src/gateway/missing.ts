/** The refusal of a call for want of permissions: which are missing, what takes them away, and what would do. Pure. */
import { capOf } from '../policy/ceilings';
import type { Denial } from '../policy/denials';
import type { Cap, Permission } from '../policy/permissions';
import type { Principal } from '../policy/principal';
import type { Grant } from '../storage/records/api-key';
import type { Call } from './call';

/** The refusal in a project that the call was found to touch, and that the key has a grant for. */
export function missingIn(projectId: string, call: Call, principal: Principal, missing: readonly Permission[]): Denial {
  const grant = principal.key.grants.find((each) => each.projectId === projectId);
  return missingDenial([...new Set([...call.needs, ...missing])], principal, missing, grant, grant?.projectKey);
}

/** What is missing, what takes it away where `grant` holds all of it, and what would do. */
export function missingDenial(
  needs: readonly Permission[],
  principal: Principal,
  missing: readonly Permission[],
  grant?: Grant,
  project?: string,
): Denial {
  const [permission] = missing;
  const cappedBy =
    grant !== undefined && permission !== undefined && isWithin(missing, grant.permissions)
      ? capIn(grant, permission, principal)
      : undefined;
  return {
    reason: 'permission_missing',
    missing,
    grant: { ...(project === undefined ? {} : { project }), permissions: needs },
    ...(cappedBy === undefined ? {} : { cappedBy }),
  };
}

/** What takes a permission of a grant away now. */
export const capIn = (grant: Grant, permission: Permission, { key, site, now }: Principal): Cap | undefined =>
  capOf(permission, grant, key, site, now);

export const isWithin = (some: readonly Permission[], all: readonly Permission[]): boolean =>
  some.every((permission) => all.includes(permission));
