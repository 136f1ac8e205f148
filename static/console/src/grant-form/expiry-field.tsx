/** Until when a key is good: a usual span or a day of one's own, within what the ceilings allow. */
import { Radio } from '@atlaskit/radio';
import { useId, useState } from 'react';
import { appNow } from '../app/app-clock';
import { useConsole } from '../app/console-context';
import { TextField } from '../parts/field';
import { dayInWords, dayOf, lastOfDays } from './days';

export const SPANS = [30, 90, 180, 365] as const;
export type ExpiryFieldProps = {
  readonly lastDay: string;
  readonly daysMax: number;
  /** When the key was issued; absent: now. Its life is counted from there. */
  readonly issuedAt?: Date;
  /** Where the key may only be narrowed: its present last day. */
  readonly latestDay?: string | undefined;
  readonly onChange: (lastDay: string) => void;
  readonly error?: string | undefined;
};

export const ExpiryField = ({ lastDay, daysMax, issuedAt, latestDay, onChange, error }: ExpiryFieldProps) => {
  const group = useId();
  const { timeZone } = useConsole();
  const [now] = useState(() => new Date(appNow()));
  const allowed = lastOfDays(daysMax, issuedAt ?? now);
  // Days are written so that their texts are in the order of time.
  const latest = latestDay !== undefined && latestDay < allowed ? latestDay : allowed;
  const span = SPANS.find((days) => lastOfDays(days, now) === lastDay);
  const [isOwn, setOwn] = useState(lastDay !== '' && span === undefined);
  return (
    <fieldset className="sk-expiry" aria-describedby={`${group}-help`}>
      <legend className="sk-label">Expires</legend>
      <div className="sk-expiry-spans">
        {SPANS.map((days) => {
          const day = lastOfDays(days, now);
          return (
            <Radio
              key={days}
              name={group}
              value={String(days)}
              label={`After ${days} days`}
              isChecked={!isOwn && span === days}
              isDisabled={day > latest}
              onChange={() => {
                setOwn(false);
                onChange(day);
              }}
            />
          );
        })}
        <Radio name={group} value="own" label="On a date" isChecked={isOwn} onChange={() => setOwn(true)} />
      </div>
      {isOwn ? (
        <TextField
          label="Last day"
          type="date"
          value={lastDay}
          min={dayOf(now)}
          max={latest}
          onChange={onChange}
          error={error}
        />
      ) : null}
      <p id={`${group}-help`} className="sk-help">
        {lastDay === '' ? '' : `Good until the end of ${dayInWords(lastDay)}, time zone ${timeZone}. `}
        {daysMax < 365
          ? `A site admin lets keys live for at most ${daysMax} days here.`
          : 'A key lives for at most 365 days.'}
      </p>
      {error !== undefined && !isOwn ? (
        <p className="sk-error" role="alert">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
};
