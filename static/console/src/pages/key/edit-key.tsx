/** Changes a key. Where someone else changed it meanwhile, both are shown and nothing that was typed is lost. */
import Button from '@atlaskit/button/new';
import SectionMessage from '@atlaskit/section-message';
import { useRef, useState } from 'react';
import type { AdministrationFault, KeyView } from '../../../../../src/console/contract';
import { call } from '../../app/app-call';
import { appNow } from '../../app/app-clock';
import { useConsole } from '../../app/console-context';
import { useLeaveGuard } from '../../app/navigation';
import { useNotify } from '../../app/notify';
import { keyRoute } from '../../app/routes';
import { useWhatHolds } from '../../app/what-holds-here';
import { ceilingOf, daysMax } from '../../grant-form/ceilings';
import { type Faults, inFull } from '../../grant-form/fault-at';
import { useFocusOnFirst } from '../../grant-form/focus-on-first';
import { faultsOfChange } from '../../grant-form/form-faults';
import { changeOf, formOf, type KeyForm } from '../../grant-form/key-form';
import { KeyPreview } from '../../grant-form/key-preview';
import { MarkedFaults } from '../../grant-form/marked-faults';
import { projectIdsOf } from '../../grant-form/rights-fields';
import { useCeilings } from '../../grant-form/use-ceilings';
import { AppLinkButton } from '../../parts/app-link';
import { FaultMessage } from '../../parts/fault-message';
import { PageHeader } from '../../parts/page-header';
import { ChangedMeanwhile } from './changed-meanwhile';
import { EditFields } from './edit-fields';
import { mineOnTheirs } from './form-changes';
import type { OnChanged } from './key-page';
import { offerOf } from './offered-acts';
import '../../grant-form/grant-form.css';

export type EditKeyProps = {
  readonly view: KeyView;
  readonly onSaved: OnChanged;
  /** The key was read again; someone else had changed it. */
  readonly onSeen: OnChanged;
};

export const EditKey = ({ view, onSaved, onSeen }: EditKeyProps) => {
  const edit = useEdit(view, onSaved, onSeen);
  const { form, base, fault, missing, isSaving, theirs } = edit;
  const whole = useRef<HTMLFormElement>(null);
  useFocusOnFirst(whole, edit.tries);
  const { place } = useConsole();
  const { doOnlySiteAdminsIssue: isShut } = useWhatHolds();
  const offer = offerOf('widen', view, place);
  const narrowing = offer.is === 'barred' ? offer.why : undefined;
  return (
    <>
      <PageHeader title={`Edit ${view.name}`} parent={{ title: view.name, to: keyRoute(view.id) }} />
      {narrowing === undefined ? null : (
        <SectionMessage title="You may narrow this key here, and not let it do more">
          <p>
            {narrowing.message} {narrowing.mend}
          </p>
        </SectionMessage>
      )}
      <form
        ref={whole}
        className="sk-create"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void edit.save();
        }}
      >
        <div className="sk-create-form">
          <EditFields
            view={base}
            form={form}
            ceilings={edit.ceilings}
            faults={fault === undefined ? missing : [...missing, fault]}
            onChange={edit.setForm}
          />
        </div>
        <aside className="sk-create-side">
          <KeyPreview form={form} isShut={isShut} refused={theirs === undefined ? fault : undefined} />
          {theirs === undefined ? null : (
            <ChangedMeanwhile
              opened={formOf(base)}
              theirs={formOf(theirs)}
              mine={form}
              onKeepMine={edit.keepMine}
              onTakeTheirs={edit.takeTheirs}
            />
          )}
          {fault === undefined || theirs !== undefined ? null : (
            <SaveFault fault={inFull(fault)} onLook={edit.look} onSave={() => void edit.save()} />
          )}
          <MarkedFaults count={missing.length} notDone="The key is not saved yet" />
          <div className="sk-actions">
            <Button type="submit" appearance="primary" isLoading={isSaving} isDisabled={theirs !== undefined}>
              Save
            </Button>
            <AppLinkButton appearance="subtle" to={keyRoute(view.id)}>
              Cancel
            </AppLinkButton>
          </div>
        </aside>
      </form>
    </>
  );
};

type SaveFaultProps = {
  readonly fault: AdministrationFault;
  readonly onLook: () => void;
  readonly onSave: () => void;
};

/** Where the app did not answer one may save again; where someone else was quicker, their key is to be looked at. */
const SaveFault = ({ fault, onLook, onSave }: SaveFaultProps) =>
  fault.reason === 'conflict' ? (
    <FaultMessage fault={fault} onRetry={onLook} retry="Look at the present state" />
  ) : (
    <FaultMessage fault={fault} onRetry={fault.reason === 'unavailable' ? onSave : undefined} />
  );

const LEAVE = {
  title: 'Leave without saving?',
  body: 'What you changed about this key is not saved.',
  leave: 'Leave without saving',
  stay: 'Go on editing',
};

const useEdit = (view: KeyView, onSaved: OnChanged, onSeen: OnChanged) => {
  /** The key as the form began with it. */
  const [base, setBase] = useState(view);
  const [form, setForm] = useState<KeyForm>(() => formOf(view));
  const [fault, setFault] = useState<AdministrationFault>();
  const [isSaving, setSaving] = useState(false);
  /** The key as someone else left it. */
  const [theirs, setTheirs] = useState<KeyView>();
  const notify = useNotify();
  /** How often it was pressed in vain; from then on the form says what is to be mended as it stands. */
  const [tries, setTries] = useState(0);
  const change = changeOf(form, formOf(base));
  const projectIds = projectIdsOf(form.grants);
  const ceilings = useCeilings(projectIds);
  const toMend = (): Faults =>
    faultsOfChange(form, formOf(base), {
      daysMax: daysMax(projectIds, ceilings),
      ceiling: ceilingOf(projectIds, ceilings),
      now: new Date(appNow()),
      issuedAt: new Date(base.createdAt),
    });
  const isChanged = Object.keys(change).length > 0;
  const letGo = useLeaveGuard(isChanged, LEAVE);

  const look = async () => {
    const answer = await call('readKey', { keyId: view.id });
    if (answer.ok) setTheirs(answer.value);
    else setFault(answer.fault);
  };
  const save = async () => {
    if (isSaving) return;
    setFault(undefined);
    if (!isChanged) {
      onSaved(base);
      return;
    }
    if (toMend().length > 0) {
      setTries((before) => before + 1);
      return;
    }
    setSaving(true);
    const answer = await call('editKey', { keyId: view.id, version: base.version, change });
    setSaving(false);
    if (answer.ok) {
      notify({ title: 'Key saved' });
      letGo();
      onSaved(answer.value);
      return;
    }
    setFault(answer.fault);
    if (answer.fault.reason === 'conflict') await look();
    else if (answer.fault.where !== '') setTries((before) => before + 1);
  };
  const settle = (next: KeyForm, present: KeyView) => {
    setForm(next);
    setBase(present);
    onSeen(present);
    setTheirs(undefined);
    setFault(undefined);
  };
  return {
    base,
    form,
    setForm,
    fault,
    /** What is to be mended before it can be saved. */
    missing: tries === 0 ? [] : toMend(),
    tries,
    ceilings,
    isSaving,
    theirs,
    look: () => void look(),
    save,
    keepMine: () => {
      if (theirs !== undefined) settle(mineOnTheirs(formOf(base), formOf(theirs), form), theirs);
    },
    takeTheirs: () => {
      if (theirs !== undefined) settle(formOf(theirs), theirs);
    },
  };
};
