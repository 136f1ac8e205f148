/** Gives a home another URL; the present one is served until a day, or ends at once. */
import { useState } from 'react';
import type { EndpointListView, EndpointView } from '../../../../../src/console/contract';
import { appNow } from '../../app/app-clock';
import { useAction } from '../../app/use-answer';
import { dayOf, endOfDay } from '../../grant-form/days';
import { Choices } from '../../parts/choices';
import { ConfirmDialog } from '../../parts/confirm-dialog';
import { TextField } from '../../parts/field';
import { titleOf } from './endpoint-table';

export type EndpointDialogProps = {
  readonly endpoint: EndpointView;
  readonly onClose: () => void;
  /** The list as it is after the change. */
  readonly onDone: (after: EndpointListView) => void;
  /** Where someone else was quicker: the list as it is now. */
  readonly onReload: () => void;
};

const DAY_MS = 24 * 60 * 60 * 1000;
const USUAL_DAYS = 30;
const DAYS_MAX = 90;

export const ReplaceDialog = ({ endpoint, onClose, onDone, onReload }: EndpointDialogProps) => {
  const [keep, setKeep] = useState<'until' | 'end'>('until');
  const [day, setDay] = useState(() => inDays(USUAL_DAYS));
  const [isTried, setTried] = useState(false);
  const replace = useAction('rotateEndpoint');
  const until = untilOf(day);
  const isClosed = endpoint.state === 'closed';

  const confirm = async () => {
    setTried(true);
    if (keep === 'until' && until === undefined) return;
    const answer = await replace.run({
      home: endpoint.home,
      ...(keep === 'until' && until !== undefined ? { keepUntil: until } : {}),
    });
    if (answer.ok) onDone(answer.value);
    else if (answer.fault.reason === 'conflict') onReload();
  };
  const error = isTried && until === undefined ? `Choose a day after today, within ${DAYS_MAX} days.` : undefined;
  return (
    <ConfirmDialog
      title={`Replace ${titleOf(endpoint)}?`}
      confirm="Replace the URL"
      appearance={keep === 'end' ? 'danger' : 'primary'}
      isRunning={replace.isRunning}
      fault={replace.fault}
      onConfirm={() => void confirm()}
      onCancel={onClose}
    >
      <p>
        A new URL is made for {countOf(endpoint.keys)}. The keys themselves stay as they are: every client needs the new
        URL, and nothing else.
      </p>
      {isClosed ? <p>This URL is closed, so the new one is closed too until you open it.</p> : null}
      <Choices
        legend="The present URL"
        value={keep}
        onChange={setKeep}
        options={[
          { value: 'until', label: 'Goes on until a day', help: 'Both URLs are served until then.' },
          { value: 'end', label: 'Ends now', help: 'Clients that still use it fail from their next call on.' },
        ]}
      />
      {keep === 'until' ? (
        <TextField
          label="Last day of the present URL"
          type="date"
          isRequired
          value={day}
          min={inDays(1)}
          max={inDays(DAYS_MAX)}
          error={error}
          onChange={setDay}
        />
      ) : null}
    </ConfirmDialog>
  );
};

export const countOf = (keys: number): string =>
  keys === 0 ? 'keys that are made here' : keys === 1 ? 'the 1 key in force here' : `the ${keys} keys in force here`;

const inDays = (days: number): string => dayOf(new Date(appNow() + days * DAY_MS));

/** The end of that day, as far as the app allows; undefined where it is none that may be chosen. */
const untilOf = (day: string): string | undefined => {
  const end = endOfDay(day);
  const now = appNow();
  const latest = now + DAYS_MAX * DAY_MS;
  if (end === undefined || day <= dayOf(new Date(now)) || day > dayOf(new Date(latest))) return undefined;
  // A minute less: the app reads its clock again.
  return new Date(Math.min(end.getTime(), latest - 60_000)).toISOString();
};
