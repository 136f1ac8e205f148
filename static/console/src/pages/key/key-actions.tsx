/** What may be done to a key as a whole, each after a question that says what follows. */
import Button from '@atlaskit/button/new';
import { useState } from 'react';
import type { KeyView, RotatedKey } from '../../../../../src/console/contract';
import { useConsole } from '../../app/console-context';
import { useNotify } from '../../app/notify';
import { isOver } from '../../parts/key-words';
import { HandOverKey } from './hand-over-key';
import type { OnChanged } from './key-page';
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
  const isHeld = view.heldBySite === true && place.page === 'project';
  return (
    <>
      <Button onClick={onEdit}>Edit</Button>
      <Button onClick={() => setAsking('rotate')}>Rotate secret</Button>
      {view.state === 'suspended' ? (
        <Button isDisabled={isHeld} onClick={() => setAsking('resume')}>
          Resume
        </Button>
      ) : (
        <Button onClick={() => setAsking('suspend')}>Suspend</Button>
      )}
      {place.page === 'site' ? <Button onClick={() => setAsking('hand-over')}>Hand over</Button> : null}
      <Button onClick={() => setAsking('revoke')}>Revoke</Button>
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
