/** Several things of Jira to choose from by name, with a filter where there are many. */
import Button from '@atlaskit/button/new';
import Checkbox from '@atlaskit/checkbox';
import { useId, useState } from 'react';
import { TextField } from '../parts/field';
import { Loading } from '../parts/loading';
import { lowerFirst } from '../words/permissions';
import type { Named } from './key-form';
import type { LookUp } from './use-lookup';

const FILTER_FROM = 9;

export type NamedChoiceProps = {
  readonly legend: string;
  readonly help?: string;
  readonly value: readonly Named[];
  readonly choices: LookUp<readonly Named[]>;
  readonly onChange: (value: readonly Named[]) => void;
  readonly error?: string | undefined;
};

export const NamedChoice = ({ legend, help, value, choices, onChange, error }: NamedChoiceProps) => {
  const id = useId();
  const [filter, setFilter] = useState('');
  const offered = choices.state === 'known' ? choices.value : [];
  // What was chosen stays in sight, also where it is not offered any more.
  const all = [...value.filter(({ id: held }) => offered.every((one) => one.id !== held)), ...offered];
  const shown = all.filter(({ name }) => name.toLowerCase().includes(filter.trim().toLowerCase()));
  const toggle = (one: Named, isChecked: boolean) =>
    onChange(isChecked ? [...value, one] : value.filter((held) => held.id !== one.id));
  return (
    <fieldset className="sk-named-choice" aria-describedby={`${id}-help`}>
      <legend className="sk-label">{legend}</legend>
      <div id={`${id}-help`}>
        {help === undefined ? null : <p className="sk-help">{help}</p>}
        {error === undefined ? null : (
          <p className="sk-error" role="alert">
            {error}
          </p>
        )}
      </div>
      {all.length < FILTER_FROM ? null : (
        <TextField label={`Filter: ${lowerFirst(legend)}`} type="search" value={filter} onChange={setFilter} />
      )}
      {choices.state === 'loading' ? <Loading label="Asking Jira" /> : null}
      {choices.state === 'failed' ? (
        <p className="sk-error" role="alert">
          Jira did not answer.{' '}
          <Button spacing="compact" onClick={choices.retry}>
            Ask again
          </Button>
        </p>
      ) : null}
      <div className="sk-named-list">
        {shown.map((one) => (
          <Checkbox
            key={one.id}
            label={one.name}
            isChecked={value.some((held) => held.id === one.id)}
            onChange={(event) => toggle(one, event.target.checked)}
          />
        ))}
        {choices.state === 'known' && shown.length === 0 ? <p className="sk-help">Nothing to choose from.</p> : null}
      </div>
    </fieldset>
  );
};
