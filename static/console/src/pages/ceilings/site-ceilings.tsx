/** What keys of the whole site may have at most. */
import { PermissionPicker } from '../../grant-form/permission-picker';
import { Choices } from '../../parts/choices';
import { TextField } from '../../parts/field';
import { LimitCeilings } from './limit-ceilings';
import { BOUNDS, type DraftFaults, inOrder, type SettingsDraft, type WhoMayIssue } from './settings-draft';

export type DraftProps = {
  readonly draft: SettingsDraft;
  readonly faults: DraftFaults;
  readonly onChange: (change: Partial<SettingsDraft>) => void;
};

export const ISSUERS: readonly { readonly value: WhoMayIssue; readonly label: string; readonly help: string }[] = [
  {
    value: 'project-admins',
    label: 'Project admins and site admins',
    help: 'Project admins create keys for projects that they administer.',
  },
  {
    value: 'site-admins',
    label: 'Site admins only',
    help: 'Project admins may narrow and stop keys of their projects, and nothing else.',
  },
];

export const SiteCeilings = ({ draft, faults, onChange }: DraftProps) => (
  <section className="sk-section">
    <h2 className="sk-section-title">Every key of the site</h2>
    <div className="sk-ceilings-fields">
      <PermissionPicker
        legend="Permissions that may be granted"
        value={draft.permissions}
        whyNot={() => undefined}
        onChange={(permissions) => onChange({ permissions: inOrder(permissions) })}
        error={faults['permissions']}
      />
      <div className="sk-ceilings-short">
        <TextField
          label="Longest lifetime, in days"
          inputMode="numeric"
          isRequired
          value={draft.maxLifetimeDays}
          help={`From 1 to ${BOUNDS.maxLifetimeDays[1]}, counted from the day a key is created.`}
          error={faults['maxLifetimeDays']}
          onChange={(maxLifetimeDays) => onChange({ maxLifetimeDays })}
        />
      </div>
      <Choices
        legend="Who may create keys"
        value={draft.whoMayIssue}
        options={ISSUERS}
        onChange={(whoMayIssue) => onChange({ whoMayIssue })}
      />
      <Choices
        legend="Keys for several projects"
        value={draft.severalProjects ? 'yes' : 'no'}
        options={[
          { value: 'yes', label: 'Allowed', help: 'Whoever creates one has to administer all of its projects.' },
          { value: 'no', label: 'Not allowed', help: 'Keys that reach several projects can do nothing meanwhile.' },
        ]}
        onChange={(answer) => onChange({ severalProjects: answer === 'yes' })}
      />
      <fieldset className="sk-ceilings-group">
        <legend className="sk-label">Limits of every key</legend>
        <p className="sk-help">A key may be given lower limits of its own. Leave empty what is not to be limited.</p>
        <LimitCeilings
          at="limits"
          value={draft.limits}
          none="No limit"
          faults={faults}
          onChange={(limits) => onChange({ limits })}
        />
      </fieldset>
    </div>
  </section>
);
