/**
 * Creates a key, on one page: a preset and a name are enough, and everything can be narrowed. What it comes to stands
 * beside the form all the time; nothing that was filled in is lost where the app refuses or does not answer.
 */
import Button from '@atlaskit/button/new';
import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import type { AdministrationFault, CreatedKey } from '../../../../../src/console/contract';
import { call } from '../../app/app-call';
import { appNow } from '../../app/app-clock';
import { useLeaveGuard, useNavigate } from '../../app/navigation';
import { keyRoute, ROUTES } from '../../app/routes';
import { daysMax, whyForbidden } from '../../grant-form/ceilings';
import { ExpiryField } from '../../grant-form/expiry-field';
import { errorAt, errorExactlyAt, type Faults, inFull } from '../../grant-form/fault-at';
import { useFocusOnFirst } from '../../grant-form/focus-on-first';
import { type FormBounds, faultsOf } from '../../grant-form/form-faults';
import { KeyConditions } from '../../grant-form/key-conditions';
import { draftOf, type KeyForm } from '../../grant-form/key-form';
import { KeyPreview } from '../../grant-form/key-preview';
import { LimitFields } from '../../grant-form/limit-fields';
import { MarkedFaults } from '../../grant-form/marked-faults';
import { ProjectsField } from '../../grant-form/project-choice';
import { projectIdsOf, RightsFields } from '../../grant-form/rights-fields';
import { AppLinkButton } from '../../parts/app-link';
import { FaultMessage } from '../../parts/fault-message';
import { Field, TextAreaField } from '../../parts/field';
import { Loading } from '../../parts/loading';
import { OnlySiteAdminsIssue } from '../../parts/only-site-admins';
import { PageHeader } from '../../parts/page-header';
import { forgetReading } from '../evidence/kept-reading';
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
  const whole = useRef<HTMLFormElement>(null);
  /** Why the app did not create it. */
  const [refused, setRefused] = useState<AdministrationFault>();
  /** How often it was pressed in vain; from then on the form says what is to be mended as it stands. */
  const [tries, setTries] = useState(0);
  const [isSaving, setSaving] = useState(false);
  useFocusOnFirst(whole, tries);
  useLeaveGuard(key.isFilledIn, LEAVE);
  const projectIds = projectIdsOf(form.grants);
  const toMend = (): Faults =>
    missingIn(form, presetId, {
      daysMax: daysMax(projectIds, ceilings),
      ceiling: key.ceiling,
      now: new Date(appNow()),
    });
  const missing = tries === 0 ? [] : toMend();
  const faults = refused === undefined ? missing : [...missing, refused];
  const onlySiteAdmins =
    key.fixedId !== undefined && projectIds.some((id) => ceilings.projects[id]?.whoMayIssue === 'site-admins');

  const create = async (event?: FormEvent) => {
    event?.preventDefault();
    if (isSaving) return;
    setRefused(undefined);
    if (toMend().length > 0) {
      setTries((before) => before + 1);
      return;
    }
    setSaving(true);
    const answer = await call('createKey', draftOf(form));
    setSaving(false);
    if (answer.ok) {
      forgetReading();
      onCreated(answer.value);
      return;
    }
    setRefused(answer.fault);
    if (answer.fault.where !== '') setTries((before) => before + 1);
  };

  return (
    <>
      <PageHeader
        title="Create key"
        parent={{ title: 'Keys', to: ROUTES.keys }}
        actions={onlySiteAdmins ? null : <AppLinkButton to={ROUTES.evidence}>Create from evidence</AppLinkButton>}
      />
      {onlySiteAdmins ? <OnlySiteAdminsIssue /> : null}
      <form ref={whole} className="sk-create" noValidate onSubmit={(event) => void create(event)}>
        <div className="sk-create-form">
          <Projects newKey={key} faults={faults} />
          <Presets newKey={key} error={errorExactlyAt(faults, PRESET)} onPressed={() => focusEmpty(name.current)} />
          <Field
            label="Name"
            isRequired
            error={errorAt(faults, 'name')}
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
            error={errorAt(faults, 'expiresAt')}
            onChange={(lastDay) => change((before) => ({ ...before, lastDay }))}
          />
          <Disclosure
            title="Permissions"
            isOpen={presetId === CUSTOM || concerns(faults, 'grants.')}
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
                faults={faults}
              />
            )}
          </Disclosure>
          <Disclosure title="Limits" isOpen={concerns(faults, 'limits.')} note="How much the key may be used.">
            <LimitFields
              value={form.limits}
              ceiling={key.ceiling}
              faults={faults}
              onChange={(limits) => change((before) => ({ ...before, limits }))}
            />
          </Disclosure>
          <Disclosure
            title="More"
            isOpen={MORE.some((member) => concerns(faults, member))}
            note="Purpose, hidden fields, first day, disuse, expiry notice."
          >
            <TextAreaField
              label="Purpose"
              help="For those who look through the keys later."
              maxLength={500}
              value={form.purpose}
              error={errorAt(faults, 'purpose')}
              onChange={(purpose) => change((before) => ({ ...before, purpose }))}
            />
            <KeyConditions
              form={form}
              faults={faults}
              onChange={(changed) =>
                change((before) => ({ ...changed, grants: before.grants, lastDay: before.lastDay }))
              }
            />
          </Disclosure>
        </div>
        <aside className="sk-create-side">
          <KeyPreview form={form} isShut={onlySiteAdmins} refused={refused} />
          {refused === undefined ? null : (
            <FaultMessage
              fault={inFull(refused)}
              onRetry={refused.reason === 'unavailable' ? () => void create() : undefined}
            />
          )}
          <MarkedFaults count={missing.length} notDone="The key is not created yet" />
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

const LEAVE = {
  title: 'Leave without creating the key?',
  body: 'What you filled in is not kept.',
  leave: 'Leave without it',
  stay: 'Go on filling in',
};

const MORE = ['purpose', 'hiddenFields', 'reveals', 'notBefore', 'unusedDaysMax', 'noticeIssueId'];

type NewKeyState = ReturnType<typeof useNewKey>;

const Projects = ({ newKey, faults }: { readonly newKey: NewKeyState; readonly faults: Faults }) => {
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
        isRequired
        error={errorExactlyAt(faults, 'grants.0.projectId') ?? errorExactlyAt(faults, 'grants')}
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

type PresetsProps = {
  readonly newKey: NewKeyState;
  readonly error: string | undefined;
  readonly onPressed: () => void;
};

const Presets = ({ newKey, error, onPressed }: PresetsProps) => {
  const { form, presets, presetId, ceilings, choosePreset } = newKey;
  const ids = projectIdsOf(form.grants);
  if (presets.length === 0) return <Loading label="Asking what may be granted" />;
  return (
    <PresetChoice
      presets={presets}
      chosen={presetId}
      error={error}
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
  const [wasOpen, setWasOpen] = useState(isOpen);
  // With the very drawing that shows what is to be mended, so that the focus finds it.
  if (wasOpen !== isOpen) {
    setWasOpen(isOpen);
    if (isOpen) setShown(true);
  }
  return (
    <details className="sk-disclosure" open={isShown} onToggle={(event) => setShown(event.currentTarget.open)}>
      <summary>
        <span className="sk-section-title">{title}</span> <span className="sk-help">{note}</span>
      </summary>
      {isShown ? <div className="sk-disclosure-body">{children}</div> : null}
    </details>
  );
};

/** `where`: of one member, or with a full stop at its end of what lies below it. */
const concerns = (faults: Faults, where: string): boolean => faults.some((fault) => fault.where.startsWith(where));

const focusEmpty = (input: HTMLInputElement | null): void => {
  if (input?.value === '') input.focus();
};

/** Where the choice of a preset has its fault; the app knows of none. */
const PRESET = 'preset';

/** What is to be mended before the app is asked. Where nothing was chosen yet, nobody is told of single permissions. */
const missingIn = (form: KeyForm, presetId: string, bounds: FormBounds): Faults => {
  const found = faultsOf(form, bounds);
  if (presetId !== '') return found;
  return [
    ...found.filter(({ where }) => !/^grants\.\d+\.permissions$/.test(where)),
    { reason: 'invalid', where: PRESET, message: 'The key can do nothing yet.', mend: 'Choose what it is for.' },
  ];
};
