/** A key's grants as a change names them. Pure. */
import type { GrantView, KeyView, Permission } from '../../../../../src/console/contract';

type GrantDraft = Pick<GrantView, 'projectId' | 'permissions' | 'endpointRules' | 'conditions'>;

/** The grants as they are. */
export const grantDrafts = ({ grants }: Pick<KeyView, 'grants'>): readonly GrantDraft[] =>
  grants.map(({ projectId, permissions, endpointRules, conditions }) => ({
    projectId,
    permissions,
    ...(endpointRules === undefined ? {} : { endpointRules }),
    ...(conditions === undefined ? {} : { conditions }),
  }));

/** The grants without some permissions; undefined where one of them would hold nothing then. */
export const withoutPermissions = (
  view: Pick<KeyView, 'grants'>,
  removed: readonly Permission[],
): readonly GrantDraft[] | undefined => {
  const left = grantDrafts(view).map((grant) => ({
    ...grant,
    permissions: grant.permissions.filter((permission) => !removed.includes(permission)),
  }));
  return left.some(({ permissions }) => permissions.length === 0) ? undefined : left;
};

/** The grants without the one for this project. */
export const withoutProject = (view: Pick<KeyView, 'grants'>, projectId: string): readonly GrantDraft[] =>
  grantDrafts(view).filter((grant) => grant.projectId !== projectId);
