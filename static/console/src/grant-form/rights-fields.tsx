/** The rights of a key: the same in all of its projects, or different ones in each. */
import Button from '@atlaskit/button/new';
import type { Permission } from '../../../../src/console/contract';
import { inWords } from '../words/permissions';
import { type Ceilings, whyForbidden } from './ceilings';
import { errorAt, type Faults } from './fault-at';
import { GrantConditions } from './grant-conditions';
import type { GrantForm } from './key-form';
import { PermissionPicker } from './permission-picker';

export type RightsFieldsProps = {
  readonly grants: readonly GrantForm[];
  readonly ceilings: Ceilings;
  /** Where permissions may only be taken away: the grants as they were opened. */
  readonly opened?: readonly GrantForm[] | undefined;
  readonly onChange: (grants: readonly GrantForm[]) => void;
  /** True: each project has rights of its own. */
  readonly isSplit: boolean;
  readonly onSplit: () => void;
  readonly faults?: Faults;
};

export const RightsFields = (props: RightsFieldsProps) => {
  const { grants, ceilings, opened, onChange, isSplit, onSplit, faults = [] } = props;
  const whyNot = (projectIds: readonly string[]) => (permission: Permission) =>
    whyNotAdded(permission, projectIds, opened) ?? whyForbidden(permission, projectIds, ceilings);
  const change = (at: number, grant: GrantForm) => onChange(grants.map((held, place) => (place === at ? grant : held)));
  const isShared = grants.length > 1 && !isSplit;
  return (
    <>
      {isShared ? (
        <>
          <PermissionPicker
            legend={`Permissions in ${inWords(grants.map(({ project }) => project.key))}`}
            value={sharedBy(grants)}
            whyNot={whyNot(projectIdsOf(grants))}
            error={errorAtPermissions(faults, grants)}
            onChange={(permissions) => onChange(grants.map((grant) => ({ ...grant, permissions })))}
          />
          <Button appearance="subtle" onClick={onSplit}>
            Different permissions for each project
          </Button>
        </>
      ) : null}
      {grants.map((grant, at) => (
        <section key={grant.project.id} className="sk-grant" aria-label={`Rights in ${grant.project.key}`}>
          {isShared ? null : (
            <PermissionPicker
              legend={`Permissions in ${grant.project.key}`}
              value={grant.permissions}
              whyNot={whyNot([grant.project.id])}
              error={errorAt(faults, `grants.${at}.permissions`)}
              onChange={(permissions) => change(at, { ...grant, permissions })}
            />
          )}
          <GrantConditions grant={grant} at={at} faults={faults} onChange={(changed) => change(at, changed)} />
        </section>
      ))}
    </>
  );
};

const whyNotAdded = (
  permission: Permission,
  projectIds: readonly string[],
  opened: readonly GrantForm[] | undefined,
): string | undefined => {
  const isHeld = opened?.some(
    ({ project, permissions }) => projectIds.includes(project.id) && permissions.includes(permission),
  );
  return isHeld === false ? 'Not allowed here: you may take permissions of this key away, and add none.' : undefined;
};

/** The ids of the projects of these grants. */
export const projectIdsOf = (grants: readonly GrantForm[]): readonly string[] =>
  grants.map(({ project }) => project.id);

/** Do all of these grants hold the same permissions? */
export const areAlike = (grants: readonly GrantForm[]): boolean => {
  const texts = new Set(grants.map(({ permissions }) => [...permissions].sort().join(' ')));
  return texts.size < 2;
};

const sharedBy = (grants: readonly GrantForm[]): readonly Permission[] =>
  (grants[0]?.permissions ?? []).filter((permission) =>
    grants.every(({ permissions }) => permissions.includes(permission)),
  );

const errorAtPermissions = (faults: Faults, grants: readonly GrantForm[]): string | undefined =>
  grants.map((_, at) => errorAt(faults, `grants.${at}.permissions`)).find((error) => error !== undefined);
