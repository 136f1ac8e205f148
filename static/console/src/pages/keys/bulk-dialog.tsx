/** Suspends, resumes or revokes several keys, after saying what follows. */
import { useState } from 'react';
import type { KeyView } from '../../../../../src/console/contract';
import { call } from '../../app/app-call';
import { ConfirmDialog } from '../../parts/confirm-dialog';
import { TextField } from '../../parts/field';
import { Progress } from '../../parts/loading';
import { type BulkAct, followsWords, keysInWords } from './bulk-words';
import { RefusedKeys } from './refused-keys';
import { type Refused, useEach } from './use-each';

export type BulkDialogProps = {
  readonly act: BulkAct;
  readonly keys: readonly KeyView[];
  readonly onClose: () => void;
  readonly onDone: (tried: number, refused: readonly Refused<KeyView>[]) => void;
};

const WORDS = {
  suspend: {
    title: 'Suspend',
    appearance: 'warning',
  },
  resume: {
    title: 'Resume',
    appearance: 'primary',
  },
  revoke: {
    title: 'Revoke',
    appearance: 'danger',
  },
} as const;

export const BulkDialog = ({ act, keys, onClose, onDone }: BulkDialogProps) => {
  // The selection behind the dialog shrinks as keys are done; the dialog is about those that it was opened for.
  const [due, setDue] = useState(keys);
  const [reason, setReason] = useState('');
  const [refused, setRefused] = useState<readonly Refused<KeyView>[]>([]);
  const each = useEach<KeyView>();
  const { title, appearance } = WORDS[act];
  const count = keysInWords(due.length);
  const confirm = async () => {
    setRefused([]);
    const said = reason.trim() === '' ? {} : { reason: reason.trim() };
    const left = await each.run(due, ({ id }) => {
      if (act === 'suspend') return call('suspendKey', { keyId: id, ...said });
      if (act === 'revoke') return call('revokeKey', { keyId: id, ...said });
      return call('resumeKey', { keyId: id });
    });
    setRefused(left);
    onDone(due.length, left);
    setDue(left.map(({ thing }) => thing));
  };
  return (
    <ConfirmDialog
      title={`${title} ${count}?`}
      confirm={refused.length > 0 ? 'Try again' : `${title} ${count}`}
      cancel={refused.length > 0 ? 'Close' : 'Cancel'}
      appearance={appearance}
      isRunning={each.isRunning}
      onCancel={onClose}
      onConfirm={() => void confirm()}
    >
      <p>{followsWords(act, due.length)}</p>
      <KeyNames keys={due} />
      {act === 'resume' ? null : (
        <TextField
          label="Reason (optional)"
          help="Shown with the key and in the audit."
          maxLength={200}
          value={reason}
          onChange={setReason}
        />
      )}
      {each.isRunning ? <Progress label={title} done={each.done} of={due.length} /> : null}
      <RefusedKeys refused={refused} />
    </ConfirmDialog>
  );
};

const NAMES_MAX = 10;

/** Which keys these are, as far as there is room. */
export const KeyNames = ({ keys }: { keys: readonly KeyView[] }) => (
  <ul className="sk-key-names">
    {keys.slice(0, NAMES_MAX).map(({ id, name }) => (
      <li key={id}>
        <bdi>{name}</bdi>
      </li>
    ))}
    {keys.length > NAMES_MAX ? <li>and {keys.length - NAMES_MAX} more</li> : null}
  </ul>
);
