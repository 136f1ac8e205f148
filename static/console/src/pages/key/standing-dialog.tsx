/** Suspends, resumes or revokes a key, after saying what follows. */
import { useState } from 'react';
import type { KeyView } from '../../../../../src/console/contract';
import { useAction } from '../../app/use-answer';
import { ConfirmDialog } from '../../parts/confirm-dialog';
import { TextField } from '../../parts/field';
import type { OnChanged } from './key-page';

export type StandingAct = 'suspend' | 'resume' | 'revoke';

export type StandingDialogProps = {
  readonly act: StandingAct;
  readonly view: KeyView;
  readonly onClose: () => void;
  readonly onChanged: OnChanged;
};

const WORDS = {
  suspend: {
    title: 'Suspend this key?',
    confirm: 'Suspend key',
    follows: 'Every call with it is refused from now on, until it is resumed. Its secret stays as it is.',
    appearance: 'warning',
    name: 'suspendKey',
  },
  resume: {
    title: 'Resume this key?',
    confirm: 'Resume key',
    follows: 'It works again at once, with the secret that it had.',
    appearance: 'primary',
    name: 'resumeKey',
  },
  revoke: {
    title: 'Revoke this key?',
    confirm: 'Revoke key',
    follows:
      'Every call with it is refused from now on, for ever. What uses it needs another key. This cannot be undone.',
    appearance: 'danger',
    name: 'revokeKey',
  },
} as const;

export const StandingDialog = ({ act, view, onClose, onChanged }: StandingDialogProps) => {
  const { title, confirm, follows, appearance, name } = WORDS[act];
  const [reason, setReason] = useState('');
  const { run, isRunning, fault } = useAction(name);
  const submit = async () => {
    const said = act === 'resume' || reason.trim() === '' ? {} : { reason: reason.trim() };
    const answer = await run({ keyId: view.id, ...said });
    if (answer.ok) onChanged(answer.value);
  };
  return (
    <ConfirmDialog
      title={title}
      confirm={confirm}
      appearance={appearance}
      isRunning={isRunning}
      fault={fault}
      onConfirm={() => void submit()}
      onCancel={onClose}
    >
      <p>
        <strong>{view.name}</strong>
      </p>
      <p>{follows}</p>
      {view.otherProjects ? <p>It also reaches projects that this page does not show.</p> : null}
      {act === 'resume' ? null : (
        <TextField
          label="Reason (optional)"
          help="Shown with the key and in the audit."
          maxLength={200}
          value={reason}
          onChange={setReason}
        />
      )}
    </ConfirmDialog>
  );
};
