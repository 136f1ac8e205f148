/** A new secret for a key; the present one stays good for a while, so that whatever uses it can change over. */
import { useState } from 'react';
import type { KeyView, RotatedKey } from '../../../../../src/console/contract';
import { useAction } from '../../app/use-answer';
import { ConfirmDialog } from '../../parts/confirm-dialog';
import { SelectField } from '../../parts/field';

export type RotateDialogProps = {
  readonly view: KeyView;
  readonly onClose: () => void;
  readonly onRotated: (rotated: RotatedKey) => void;
};

const OVERLAPS = [
  { value: '0', label: 'At once' },
  { value: '3600', label: 'After 1 hour' },
  { value: '86400', label: 'After 1 day' },
  { value: '259200', label: 'After 3 days' },
  { value: '604800', label: 'After 7 days' },
] as const;
type Overlap = (typeof OVERLAPS)[number]['value'];

export const RotateDialog = ({ view, onClose, onRotated }: RotateDialogProps) => {
  const [overlap, setOverlap] = useState<Overlap>('86400');
  const { run, isRunning, fault } = useAction('rotateKey');
  const rotate = async () => {
    const answer = await run({ keyId: view.id, version: view.version, overlapSeconds: Number(overlap) });
    if (answer.ok) onRotated(answer.value);
  };
  return (
    <ConfirmDialog
      title="Rotate the secret?"
      confirm="Rotate secret"
      isRunning={isRunning}
      fault={fault}
      onConfirm={() => void rotate()}
      onCancel={onClose}
    >
      <p>The key gets a new secret, which is shown once and works at once. Everything else about it stays.</p>
      <SelectField<Overlap>
        label="The present secret ends"
        help={
          overlap === '0'
            ? 'Whatever still uses it is refused from that moment on.'
            : 'Until then both secrets work. You may end the old one earlier.'
        }
        value={overlap}
        options={OVERLAPS}
        onChange={setOverlap}
      />
    </ConfirmDialog>
  );
};
