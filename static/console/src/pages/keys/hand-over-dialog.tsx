/** Gives keys to another sponsor: the app is asked once for each sponsor that they have now. */
import { useState } from 'react';
import type { AdministrationFault, KeyView } from '../../../../../src/console/contract';
import { call } from '../../app/app-call';
import { ConfirmDialog } from '../../parts/confirm-dialog';
import { Progress } from '../../parts/loading';
import type { Person } from '../../parts/people';
import { PersonPicker } from '../../parts/person-picker';
import { KeyNames } from './bulk-dialog';
import { followsWords, keysInWords } from './bulk-words';
import { RefusedKeys } from './refused-keys';
import type { Refused } from './use-each';

export type HandOverDialogProps = {
  readonly keys: readonly KeyView[];
  readonly onClose: () => void;
  readonly onDone: (tried: number, refused: readonly Refused<KeyView>[]) => void;
};

const KEYS_A_STEP = 100;

export const HandOverDialog = ({ keys, onClose, onDone }: HandOverDialogProps) => {
  const [due, setDue] = useState(keys);
  const [to, setTo] = useState<Person>();
  const [missing, setMissing] = useState<string>();
  const [refused, setRefused] = useState<readonly Refused<KeyView>[]>([]);
  const [done, setDone] = useState<number>();
  const confirm = async () => {
    if (to === undefined) {
      setMissing(`Choose who answers for ${due.length === 1 ? 'this key' : 'these keys'} from now on.`);
      return;
    }
    setRefused([]);
    setDone(0);
    const left: Refused<KeyView>[] = [];
    for (const step of stepsOf(due.filter(({ sponsor }) => sponsor !== to.accountId))) {
      left.push(...(await handOver(step, to.accountId)));
      setDone((before) => (before ?? 0) + step.length);
    }
    setDone(undefined);
    setRefused(left);
    onDone(due.length, left);
    setDue(left.map(({ thing }) => thing));
  };
  const count = keysInWords(due.length);
  return (
    <ConfirmDialog
      title={`Hand over ${count}?`}
      confirm={refused.length > 0 ? 'Try again' : `Hand over ${count}`}
      cancel={refused.length > 0 ? 'Close' : 'Cancel'}
      isRunning={done !== undefined}
      onCancel={onClose}
      onConfirm={() => void confirm()}
    >
      <p>{followsWords('hand-over', due.length)}</p>
      <KeyNames keys={due} />
      <PersonPicker
        label="New sponsor"
        isRequired
        picked={to}
        error={missing}
        onChange={(person) => {
          setTo(person);
          setMissing(undefined);
        }}
      />
      {done === undefined ? null : <Progress label="Handing over" done={done} of={due.length} />}
      <RefusedKeys refused={refused} />
    </ConfirmDialog>
  );
};

const handOver = async (step: readonly KeyView[], to: string): Promise<readonly Refused<KeyView>[]> => {
  const from = step[0]?.sponsor;
  if (from === undefined) return [];
  const answer = await call('handOver', { from, to, keyIds: step.map(({ id }) => id) });
  if (!answer.ok) return step.map((thing) => ({ thing, fault: answer.fault }));
  const { changed, left } = answer.value;
  return step.flatMap((thing) => {
    const why = left.find(({ keyId }) => keyId === thing.id)?.fault;
    if (why !== undefined) return [{ thing, fault: why }];
    return changed.some(({ id }) => id === thing.id) ? [] : [{ thing, fault: notOne }];
  });
};

const notOne: AdministrationFault = {
  reason: 'invalid',
  where: 'keyIds',
  message: 'It was not handed over.',
  mend: 'A key that is revoked or expired keeps its sponsor, and one that has another sponsor by now stays there.',
};

/** Keys of one sponsor at a time, and no more than one call takes. */
const stepsOf = (keys: readonly KeyView[]): readonly (readonly KeyView[])[] =>
  [...new Set(keys.map(({ sponsor }) => sponsor))]
    .map((sponsor) => keys.filter((key) => key.sponsor === sponsor))
    .flatMap((own) =>
      Array.from({ length: Math.ceil(own.length / KEYS_A_STEP) }, (_, step) =>
        own.slice(step * KEYS_A_STEP, (step + 1) * KEYS_A_STEP),
      ),
    );
