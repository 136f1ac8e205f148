/**
 * Creates a key, on one page: a preset and a name are enough, and everything can be narrowed. What it comes to stands
 * beside the form all the time; nothing that was filled in is lost where the app refuses or does not answer.
 */
import Button from '@atlaskit/button/new';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { AdministrationFault, CreatedKey } from '../../../../../src/console/contract';
import { call } from '../../app/app-call';
import { useNavigate } from '../../app/navigation';
import { keyRoute, ROUTES } from '../../app/routes';
import { daysMax, whyForbidden } from '../../grant-form/ceilings';
import { ExpiryField } from '../../grant-form/expiry-field';
import { errorAt, inFull } from '../../grant-form/fault-at';
import { KeyConditions } from '../../grant-form/key-conditions';
import { draftOf } from '../../grant-form/key-form';
import { KeyPreview } from '../../grant-form/key-preview';
import { LimitFields } from '../../grant-form/limit-fields';
import { ProjectsField } from '../../grant-form/project-choice';
import { projectIdsOf, RightsFields } from '../../grant-form/rights-fields';
import { AppLinkButton } from '../../parts/app-link';
import { FaultMessage } from '../../parts/fault-message';
import { Field, TextAreaField } from '../../parts/field';
import { Loading } from '../../parts/loading';
import { OnlySiteAdminsIssue } from '../../parts/only-site-admins';
import { PageHeader } from '../../parts/page-header';
import { CUSTOM, PresetChoice } from './preset-choice';
import { SecretScreen } from './secret-screen';
import { useNewKey } from './use-new-key';
import '../../grant-form/grant-form.css';

export const CreatePage = () => {
  const navigate = useNavigate();
  const [created, setCreated] = useState<CreatedKey>();
  return created === undefined ? (
    <NewKey onCreated={setCreated} />
  ) : (
    <SecretScreen
      title="Key created"
      secret={created.key}
      gatewayUrl={created.gatewayUrl}
      view={created.view}
      onDone={({ id }) => {
        setCreated(undefined);
        navigate(keyRoute(id), { replace: true });
      }}
    />
  );
};

const NewKey = ({ onCreated }: { readonly onCreated: (created: CreatedKey) => void }) => {
  const key = useNewKey();
  const { form, change, ceilings, presetId } = key;
  const name = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState<AdministrationFault>();
  const [isSaving, setSaving] = useState(false);
  const projectIds = projectIdsOf(form.grants);
  const onlySiteAdmins =
    key.fixedId !== undefined && projectIds.some((id) => ceilings.projects[id]?.whoMayIssue === 'site-admins');

  const create = async (event?: FormEvent) => {
    event?.preventDefault();
    if (isSaving) return;
    const missing = missingIn(form.name, form.grants.length, presetId);
    setFault(missing);
    if (missing !== undefined) {
      if (missing.where === 'name') name.current?.focus();
      return;
    }
    setSaving(true);
    const answer = await call('createKey', draftOf(form));
    setSaving(false);
    if (answer.ok) onCreated(answer.value);
    else setFault(answer.fault);
  };

  return (
    <>
      <PageHeader
        title="Create key"
        parent={{ title: 'Keys', to: ROUTES.keys }}
        actions={onlySiteAdmins ? null : <AppLinkButton to={ROUTES.evidence}>Create from evidence</AppLinkButton>}
      />
      {onlySiteAdmins ? <OnlySiteAdminsIssue /> : null}
      <form className="sk-create" noValidate onSubmit={(event) => void create(event)}>
        <div className="sk-create-form">
          <Projects newKey={key} fault={fault} />
          <Presets newKey={key} onPressed={() => focusEmpty(name.current)} />
          <Field
            label="Name"
            isRequired
            error={errorAt(fault, 'name')}
            help="What the key is used by, such as a script or a dashboard."
          >
            {(control) => (
              <input
                {...control}
                ref={name}
                type="text"
                required
                maxLength={80}
                autoComplete="off"
                className="sk-control"
                value={form.name}
                onChange={(event) => change((before) => ({ ...before, name: event.target.value }))}
              />
            )}
          </Field>
          <ExpiryField
            lastDay={form.lastDay}
            daysMax={daysMax(projectIds, ceilings)}
            error={errorAt(fault, 'expiresAt')}
            onChange={(lastDay) => change((before) => ({ ...before, lastDay }))}
          />
          <Disclosure
            title="Permissions"
            isOpen={presetId === CUSTOM || concerns(fault, 'grants')}
            note="What it may do, to be looked at, changed and narrowed further."
          >
            {form.grants.length === 0 ? (
              <p className="sk-help">Choose a project first.</p>
            ) : (
              <RightsFields
                grants={form.grants}
                ceilings={ceilings}
                onChange={key.changeGrants}
                isSplit={key.isSplit}
                onSplit={key.split}
                fault={fault}
              />
            )}
          </Disclosure>
          <Disclosure title="Limits" isOpen={concerns(fault, 'limits')} note="How much the key may be used.">
            <LimitFields
              value={form.limits}
              ceiling={key.ceiling}
              fault={fault}
              onChange={(limits) => change((before) => ({ ...before, limits }))}
            />
          </Disclosure>
          <Disclosure
            title="More"
            isOpen={MORE.some((member) => concerns(fault, member))}
            note="Purpose, hidden fields, first day, disuse, expiry notice."
          >
            <TextAreaField
              label="Purpose"
              help="For those who look through the keys later."
              maxLength={500}
              value={form.purpose}
              error={errorAt(fault, 'purpose')}
              onChange={(purpose) => change((before) => ({ ...before, purpose }))}
            />
            <KeyConditions
              form={form}
              fault={fault}
              onChange={(changed) =>
                change((before) => ({ ...changed, grants: before.grants, lastDay: before.lastDay }))
              }
            />
          </Disclosure>
        </div>
        <aside className="sk-create-side">
          <KeyPreview form={form} isShut={onlySiteAdmins} />
          {fault === undefined ? null : (
            <FaultMessage
              fault={inFull(fault)}
              onRetry={fault.reason === 'unavailable' ? () => void create() : undefined}
            />
          )}
          <div className="sk-actions">
            <Button type="submit" appearance="primary" isLoading={isSaving} isDisabled={onlySiteAdmins}>
              Create
            </Button>
            <AppLinkButton to={ROUTES.keys} appearance="subtle">
              Cancel
            </AppLinkButton>
          </div>
        </aside>
      </form>
    </>
  );
};

const MORE = ['purpose', 'hiddenFields', 'reveals', 'notBefore', 'unusedDaysMax', 'noticeIssueId'];

type NewKeyState = ReturnType<typeof useNewKey>;

const Projects = ({
  newKey,
  fault,
}: {
  readonly newKey: NewKeyState;
  readonly fault: AdministrationFault | undefined;
}) => {
  const { form, ceilings, projects, fixedId } = newKey;
  const single = form.grants.find(({ project }) => ceilings.projects[project.id]?.severalProjects === false);
  const why = single === undefined ? undefined : 'A site admin lets keys reach one project only.';
  const unknown = form.grants.flatMap(({ project }) => ceilings.faults[project.id] ?? []);
  return (
    <>
      <ProjectsField
        value={form.grants.map(({ project }) => project)}
        page={projects.page}
        text={projects.text}
        onText={projects.setText}
        fixedId={fixedId}
        whyOnlyOne={why}
        error={
          errorAt(fault, 'grants.0.projectId') ?? (fault?.where === 'grants' ? errorAt(fault, 'grants') : undefined)
        }
        onToggle={(project, isChosen) => {
          if (isChosen && single !== undefined) newKey.toggleProject(single.project, false);
          newKey.toggleProject(project, isChosen);
        }}
      />
      {newKey.wantsMore || single !== undefined ? null : (
        <Button appearance="subtle" onClick={newKey.askForMore}>
          Add further projects
        </Button>
      )}
      {unknown[0] === undefined ? null : <FaultMessage fault={unknown[0]} onRetry={ceilings.retry} />}
    </>
  );
};

const Presets = ({ newKey, onPressed }: { readonly newKey: NewKeyState; readonly onPressed: () => void }) => {
  const { form, presets, presetId, ceilings, choosePreset } = newKey;
  const ids = projectIdsOf(form.grants);
  if (presets.length === 0) return <Loading label="Asking what may be granted" />;
  return (
    <PresetChoice
      presets={presets}
      chosen={presetId}
      onChoose={choosePreset}
      onPressed={onPressed}
      forbiddenOf={({ permissions }) => permissions.filter((one) => whyForbidden(one, ids, ceilings) !== undefined)}
    />
  );
};

/** A part of the form that most keys do not need. It opens by itself where something in it is to be mended. */
const Disclosure = ({
  title,
  note,
  isOpen,
  children,
}: {
  readonly title: string;
  readonly note: string;
  readonly isOpen: boolean;
  readonly children: ReactNode;
}) => {
  const [isShown, setShown] = useState(isOpen);
  useEffect(() => {
    if (isOpen) setShown(true);
  }, [isOpen]);
  return (
    <details className="sk-disclosure" open={isShown} onToggle={(event) => setShown(event.currentTarget.open)}>
      <summary>
        <span className="sk-section-title">{title}</span> <span className="sk-help">{note}</span>
      </summary>
      {isShown ? <div className="sk-disclosure-body">{children}</div> : null}
    </details>
  );
};

const concerns = (fault: AdministrationFault | undefined, member: string): boolean =>
  errorAt(fault, member) !== undefined;

const focusEmpty = (input: HTMLInputElement | null): void => {
  if (input?.value === '') input.focus();
};

/** What the app would ask for first, said without asking it. */
const missingIn = (name: string, projects: number, presetId: string): AdministrationFault | undefined => {
  const missing = (where: string, message: string, mend: string): AdministrationFault => ({
    reason: 'invalid',
    where,
    message,
    mend,
  });
  if (projects === 0) return missing('grants', 'The key reaches no project.', 'Choose at least one.');
  if (presetId === '') return missing('', 'The key can do nothing yet.', 'Choose what it is for.');
  return name.trim() === '' ? missing('name', 'The key has no name.', 'Say what uses it.') : undefined;
};
