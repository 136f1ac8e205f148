/** Permissions by area in plain words; deleting marked as such, and what a ceiling forbids shown with why. */
import Checkbox from '@atlaskit/checkbox';
import Lozenge from '@atlaskit/lozenge';
import { useId } from 'react';
import type { Permission } from '../../../../src/console/contract';
import { AREAS, type Area, isDeleting, PERMISSION_WORDS, permissionsOf } from '../words/permissions';

export type PermissionPickerProps = {
  /** What the permissions are for, e.g. "Permissions in DEMO". */
  readonly legend: string;
  readonly value: readonly Permission[];
  readonly onChange: (permissions: readonly Permission[]) => void;
  /** Why this one cannot be granted; undefined where it can. */
  readonly whyNot: (permission: Permission) => string | undefined;
  readonly error?: string | undefined;
};

export const PermissionPicker = ({ legend, value, onChange, whyNot, error }: PermissionPickerProps) => {
  const id = useId();
  const toggle = (permission: Permission, isChecked: boolean) =>
    onChange(isChecked ? [...value, permission] : value.filter((held) => held !== permission));
  return (
    <fieldset className="sk-rights" aria-describedby={error === undefined ? undefined : `${id}-error`}>
      <legend className="sk-label">{legend}</legend>
      {error === undefined ? null : (
        <div id={`${id}-error`} className="sk-error" role="alert">
          {error}
        </div>
      )}
      <div className="sk-rights-areas">
        {AREAS.map((area) => (
          <AreaOfPermissions key={area} area={area} value={value} toggle={toggle} whyNot={whyNot} />
        ))}
      </div>
    </fieldset>
  );
};

type AreaProps = Pick<PermissionPickerProps, 'value' | 'whyNot'> & {
  readonly area: Area;
  readonly toggle: (permission: Permission, isChecked: boolean) => void;
};

const AreaOfPermissions = ({ area, ...rest }: AreaProps) => (
  <fieldset className="sk-rights-area">
    <legend>{area}</legend>
    {permissionsOf(area).map((permission) => (
      <OnePermission key={permission} permission={permission} {...rest} />
    ))}
  </fieldset>
);

const OnePermission = ({
  permission,
  value,
  toggle,
  whyNot,
}: Omit<AreaProps, 'area'> & { readonly permission: Permission }) => {
  const id = useId();
  const { title, sentence } = PERMISSION_WORDS[permission];
  const forbidden = whyNot(permission);
  const isHeld = value.includes(permission);
  return (
    <div className={forbidden === undefined ? 'sk-right' : 'sk-right sk-right-forbidden'}>
      <div className="sk-right-name">
        <Checkbox
          label={title}
          isChecked={isHeld}
          // What a key holds from before the ceiling was lowered can be taken away.
          isDisabled={forbidden !== undefined && !isHeld}
          aria-describedby={id}
          onChange={(event) => toggle(permission, event.target.checked)}
        />
        {isDeleting(permission) ? <Lozenge appearance="removed">Deletes</Lozenge> : null}
        {forbidden === undefined ? null : <Lozenge>Not allowed</Lozenge>}
      </div>
      <p id={id} className="sk-help">
        {forbidden ?? sentence}
      </p>
    </div>
  );
};
