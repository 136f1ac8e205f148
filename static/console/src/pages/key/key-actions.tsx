/** What may be done to a key as a whole, each after a question that says what follows. */
import Button from '@atlaskit/button/new';
import { useState } from 'react';
import type { KeyView, RotatedKey } from '../../../../../src/console/contract';
import { useConsole } from '../../app/console-context';
import { useNotify } from '../../app/notify';
import { isOver } from '../../parts/key-end';
import { HandOverKey } from './hand-over-key';
import type { OnChanged } from './key-page';
import { type KeyAct, offerOf } from './offered-acts';
import { RotateDialog } from './rotate-dialog';
import { type StandingAct, StandingDialog } from './standing-dialog';

export type KeyActionsProps = {
  readonly view: KeyView;
  readonly onEdit: () => void;
  readonly onRotated: (rotated: RotatedKey) => void;
  readonly onChanged: OnChanged;
};

type Asking = StandingAct | 'rotate' | 'hand-over';

const DONE: Readonly<Record<StandingAct, string>> = {
  suspend: 'Key suspended',
  resume: 'Key resumed',
  revoke: 'Key revoked',
};

export const KeyActions = ({ view, onEdit, onRotated, onChanged }: KeyActionsProps) => {
  const { place } = useConsole();
  const [asking, setAsking] = useState<Asking>();
  const notify = useNotify();
  const close = () => setAsking(undefined);
  if (isOver(view)) return null;
  const button = (act: KeyAct, title: string, onClick: () => void) => {
    const { is } = offerOf(act, view, place);
    return is === 'absent' ? null : (
      <Button isDisabled={is === 'barred'} onClick={onClick}>
        {title}
      </Button>
    );
  };
  return (
    <>
      {button('edit', 'Edit', onEdit)}
      {button('rotate', 'Rotate secret', () => setAsking('rotate'))}
      {button('suspend', 'Suspend', () => setAsking('suspend'))}
      {button('resume', 'Resume', () => setAsking('resume'))}
      {button('handOver', 'Hand over', () => setAsking('hand-over'))}
      {button('revoke', 'Revoke', () => setAsking('revoke'))}
      {asking === 'rotate' ? (
        <RotateDialog
          view={view}
          onClose={close}
          onRotated={(rotated) => {
            close();
            onRotated(rotated);
          }}
        />
      ) : null}
      {asking === 'hand-over' ? (
        <HandOverKey
          view={view}
          onClose={close}
          onChanged={(changed) => {
            close();
            onChanged(changed);
            notify({ title: 'Key handed over' });
          }}
        />
      ) : null}
      {asking === 'suspend' || asking === 'resume' || asking === 'revoke' ? (
        <StandingDialog
          act={asking}
          view={view}
          onClose={close}
          onChanged={(changed) => {
            close();
            onChanged(changed);
            notify({ title: DONE[asking] });
          }}
        />
      ) : null}
    </>
  );
};
