/** Gives one key to another sponsor. */
import type { KeyView } from '../../../../../src/console/contract';
import { call } from '../../app/app-call';
import { HandOverDialog } from '../keys/hand-over-dialog';
import type { OnChanged } from './key-page';

export type HandOverKeyProps = {
  readonly view: KeyView;
  readonly onClose: () => void;
  readonly onChanged: OnChanged;
};

export const HandOverKey = ({ view, onClose, onChanged }: HandOverKeyProps) => (
  <HandOverDialog
    keys={[view]}
    onClose={onClose}
    onDone={async (_, refused) => {
      if (refused.length > 0) return;
      const answer = await call('readKey', { keyId: view.id });
      if (answer.ok) onChanged(answer.value);
      else onClose();
    }}
  />
);
