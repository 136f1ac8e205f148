/** All that can be changed about a key, with the parts of the form that creates one. */
import { useState } from 'react';
import type { KeyView } from '../../../../../src/console/contract';
import { useConsole } from '../../app/console-context';
import { type Ceilings, ceilingOf, daysMax } from '../../grant-form/ceilings';
import { ExpiryField } from '../../grant-form/expiry-field';
import { errorAt, errorExactlyAt, type Faults } from '../../grant-form/fault-at';
import { KeyConditions } from '../../grant-form/key-conditions';
import { formOf, type KeyForm } from '../../grant-form/key-form';
import { LimitFields } from '../../grant-form/limit-fields';
import { areAlike, projectIdsOf, RightsFields } from '../../grant-form/rights-fields';
import { TextAreaField, TextField } from '../../parts/field';
import { ProjectPicker, type ProjectRef } from '../../parts/project-picker';
import { offerOf } from './offered-acts';

export type EditFieldsProps = {
  readonly view: KeyView;
  readonly form: KeyForm;
  readonly faults: Faults;
  readonly ceilings: Ceilings;
  readonly onChange: (form: KeyForm) => void;
};

export const EditFields = ({ view, form, faults, ceilings, onChange }: EditFieldsProps) => {
  const { place } = useConsole();
  const projectIds = projectIdsOf(form.grants);
  const isNarrowed = offerOf('widen', view, place).is === 'barred';
  const [isSplit, setSplit] = useState(() => !areAlike(form.grants));
  const rights = (
    <RightsFields
      grants={form.grants}
      ceilings={ceilings}
      opened={isNarrowed ? formOf(view).grants : undefined}
      isSplit={isSplit}
      onSplit={() => setSplit(true)}
      faults={faults}
      onChange={(grants) => onChange({ ...form, grants })}
    />
  );
  // Of a key that reaches further projects only this project's grant can be narrowed.
  if (view.otherProjects) return rights;
  return (
    <>
      <TextField
        label="Name"
        isRequired
        maxLength={80}
        value={form.name}
        error={errorAt(faults, 'name')}
        onChange={(name) => onChange({ ...form, name })}
      />
      <TextAreaField
        label="Purpose"
        help="For those who look through the keys later."
        maxLength={500}
        value={form.purpose}
        error={errorAt(faults, 'purpose')}
        onChange={(purpose) => onChange({ ...form, purpose })}
      />
      <ExpiryField
        lastDay={form.lastDay}
        daysMax={daysMax(projectIds, ceilings)}
        issuedAt={new Date(view.createdAt)}
        latestDay={isNarrowed ? formOf(view).lastDay : undefined}
        error={errorAt(faults, 'expiresAt')}
        onChange={(lastDay) => onChange({ ...form, lastDay })}
      />
      {place.page === 'site' && view.home === 'site' ? (
        <ProjectPicker
          label="Projects"
          picked={form.grants.map(({ project }) => project)}
          error={errorExactlyAt(faults, 'grants')}
          onChange={(picked) => onChange({ ...form, grants: grantsFor(form, picked) })}
        />
      ) : null}
      {rights}
      <section className="sk-edit-part" aria-labelledby="edit-limits">
        <h2 id="edit-limits" className="sk-section-title">
          Limits
        </h2>
        <LimitFields
          value={form.limits}
          ceiling={ceilingOf(projectIds, ceilings)}
          faults={faults}
          onChange={(limits) => onChange({ ...form, limits })}
        />
      </section>
      <KeyConditions form={form} faults={faults} onChange={onChange} />
    </>
  );
};

/** A project that is added gets the permissions of the first one, to be looked at before they are saved. */
const grantsFor = (form: KeyForm, picked: readonly ProjectRef[]): KeyForm['grants'] =>
  picked.map(
    (project) =>
      form.grants.find((grant) => grant.project.id === project.id) ?? {
        project,
        permissions: form.grants[0]?.permissions ?? [],
      },
  );
