/** What can be done with several keys at once: each act asks first, shows how far it is and names what was refused. */
import Button from '@atlaskit/button/new';
import { useState } from 'react';
import type { KeyView } from '../../../../../src/console/contract';
import { useNotify } from '../../app/notify';
import { isOver } from '../../parts/key-end';
import { BulkDialog } from './bulk-dialog';
import type { BulkAct } from './bulk-words';
import { HandOverDialog } from './hand-over-dialog';
import type { Refused } from './use-each';

export type BulkActionsProps = {
  readonly keys: readonly KeyView[];
  /** Only site admins hand keys over. */
  readonly canHandOver: boolean;
  readonly onClear: () => void;
  /** Something was done: the list has to be read again; the keys that were refused stay selected. */
  readonly onDone: (refused: readonly Refused<KeyView>[]) => void;
};

const DONE: Readonly<Record<BulkAct | 'hand-over', string>> = {
  suspend: 'suspended',
  resume: 'resumed',
  revoke: 'revoked',
  'hand-over': 'handed over',
};

/** Is there anything to be done with this key? Those of a selection for which it is refused are named afterwards. */
const concerns = (act: BulkAct | 'hand-over', key: KeyView, isOnSite: boolean): boolean => {
  if (isOver(key)) return act === 'revoke' && key.state === 'expired';
  const isHeld = key.heldBySite === true;
  // A site admin who suspends it once more holds it.
  if (act === 'suspend') return key.state !== 'suspended' || (isOnSite && !isHeld);
  return act === 'resume' ? key.state === 'suspended' && (isOnSite || !isHeld) : true;
};

export const BulkActions = ({ keys, canHandOver, onClear, onDone }: BulkActionsProps) => {
  const [asking, setAsking] = useState<BulkAct | 'hand-over'>();
  const notify = useNotify();
  const finish = (act: BulkAct | 'hand-over') => (tried: number, refused: readonly Refused<KeyView>[]) => {
    const done = tried - refused.length;
    if (done > 0) notify({ title: `${done} ${done === 1 ? 'key' : 'keys'} ${DONE[act]}` });
    onDone(refused);
    if (refused.length === 0) setAsking(undefined);
  };
  const button = (act: BulkAct | 'hand-over', title: string) => (
    <Button isDisabled={!keys.some((key) => concerns(act, key, canHandOver))} onClick={() => setAsking(act)}>
      {title}
    </Button>
  );
  return (
    <section className="sk-bulk" aria-label="Selected keys">
      <strong>{keys.length} selected</strong>
      {button('suspend', 'Suspend selected')}
      {button('resume', 'Resume selected')}
      {canHandOver ? button('hand-over', 'Hand over selected') : null}
      {button('revoke', 'Revoke selected')}
      <Button appearance="subtle" onClick={onClear}>
        Clear selection
      </Button>
      {asking === undefined ? null : asking === 'hand-over' ? (
        <HandOverDialog keys={keys} onClose={() => setAsking(undefined)} onDone={finish('hand-over')} />
      ) : (
        <BulkDialog act={asking} keys={keys} onClose={() => setAsking(undefined)} onDone={finish(asking)} />
      )}
    </section>
  );
};
