/** The ceilings as one form with one save, which says first what it does to keys that exist. */
import Button from '@atlaskit/button/new';
import { useRef, useState } from 'react';
import type { SettingsView } from '../../../../../src/console/contract';
import { useLeaveGuard } from '../../app/navigation';
import { useNotify } from '../../app/notify';
import { BreakGlassSection } from './break-glass-section';
import { ConflictMessage } from './conflict-message';
import { ProjectCeilings } from './project-ceilings';
import { SaveDialog } from './save-dialog';
import { SiteCeilings } from './site-ceilings';
import { UpkeepFields } from './upkeep-fields';
import { useSettingsForm } from './use-settings-form';

export const CeilingsForm = ({ loaded }: { readonly loaded: SettingsView }) => {
  const settings = useSettingsForm(loaded);
  const [isReviewing, setReviewing] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const notify = useNotify();
  useLeaveGuard(settings.isDirty, {
    title: 'Leave without saving?',
    body: 'What you changed in the ceilings is not saved yet.',
    leave: 'Leave without saving',
    stay: 'Stay here',
  });

  const review = () => {
    if (settings.review()) setReviewing(true);
    else showFirstFault(form.current);
  };
  const save = async () => {
    const saved = await settings.save();
    if (saved === 'failed') return;
    if (saved === 'saved') notify({ title: 'Ceilings saved', description: 'They hold from the next call on.' });
    setReviewing(false);
    showFirstFault(form.current);
  };

  return (
    <>
      <BreakGlassSection settings={settings.base} onSettings={settings.adopt} />
      <form
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (settings.isDirty) review();
        }}
      >
        <SiteCeilings draft={settings.draft} faults={settings.faults} onChange={settings.set} />
        <UpkeepFields draft={settings.draft} faults={settings.faults} onChange={settings.set} />
        <ProjectCeilings draft={settings.draft} faults={settings.faults} onChange={settings.set} />
        {settings.conflict === undefined ? null : (
          <ConflictMessage settings={settings} theirs={settings.conflict} onChosen={() => focusSave(form.current)} />
        )}
        <SaveBar isDirty={settings.isDirty} isHeld={settings.conflict !== undefined} onDiscard={settings.discard} />
      </form>
      {isReviewing ? (
        <SaveDialog
          settings={settings}
          onSave={() => void save()}
          onClose={() => {
            settings.clearFault();
            setReviewing(false);
          }}
        />
      ) : null}
    </>
  );
};

type SaveBarProps = { readonly isDirty: boolean; readonly isHeld: boolean; readonly onDiscard: () => void };

const SaveBar = ({ isDirty, isHeld, onDiscard }: SaveBarProps) => (
  <div className="sk-ceilings-bar">
    <Button type="submit" appearance="primary" isDisabled={!isDirty || isHeld}>
      Review and save
    </Button>
    <Button appearance="subtle" isDisabled={!isDirty} onClick={onDiscard}>
      Discard changes
    </Button>
    <span role="status" className="sk-subtle">
      {isDirty ? 'There are changes that are not saved.' : ''}
    </span>
  </div>
);

/** Once the form shows them; opens what hides the control. */
const showFirstFault = (form: HTMLFormElement | null): void => {
  requestAnimationFrame(() => {
    const control = form?.querySelector<HTMLElement>('[aria-invalid="true"]');
    const folded = control?.closest('details');
    if (folded !== null && folded !== undefined) folded.open = true;
    control?.focus();
  });
};

/** The message with the choice is gone by then, and with it what had the focus. */
const focusSave = (form: HTMLFormElement | null): void => {
  requestAnimationFrame(() => form?.querySelector<HTMLElement>('[type="submit"]')?.focus());
};
