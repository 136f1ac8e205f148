/**
 * What answers hide by themselves and a key may show. Only the site's page offers it; a project's page shows what the key
 * has, and lets it be taken away.
 */
import Checkbox from '@atlaskit/checkbox';
import { useId, useState } from 'react';
import { useConsole } from '../app/console-context';
import { FieldError } from '../parts/field';
import { REVEALED_CHOICES } from '../words/revealed';
import { errorAt } from './fault-at';
import type { KeyConditionsProps } from './key-conditions';

const ALL = ['emailAddresses', 'restrictedEntries', 'pastInQueries'] as const;
const HELP =
  'The app can see more of it than an administrator of the project. A key shows restricted entries, and never changes them.';

export const RevealedFields = ({ form, onChange, faults = [] }: KeyConditionsProps) => {
  const { place } = useConsole();
  const [opened] = useState(form.reveals ?? []);
  const id = useId();
  const error = errorAt(faults, 'reveals');
  const offered = place.page === 'site' ? ALL : opened;
  if (offered.length === 0) return null;
  const change = (each: (typeof ALL)[number], isChosen: boolean) => {
    const rest = (form.reveals ?? []).filter((one) => one !== each);
    onChange({ ...form, reveals: isChosen ? [...rest, each] : rest });
  };
  return (
    <fieldset className="sk-choices" aria-describedby={`${id}-help`}>
      <legend className="sk-label">Also show what answers hide by themselves</legend>
      <p id={`${id}-help`} className="sk-help">
        {HELP}
      </p>
      {offered.map((each) => (
        <Checkbox
          key={each}
          label={REVEALED_CHOICES[each]}
          isChecked={form.reveals?.includes(each) ?? false}
          onChange={({ currentTarget }) => change(each, currentTarget.checked)}
        />
      ))}
      <FieldError id={`${id}-error`} error={error} />
    </fieldset>
  );
};
