/** The most that a key may use; beside each the ceiling, where there is one. */
import type { AdministrationFault, Limits } from '../../../../src/console/contract';
import { TextField } from '../parts/field';
import { LIMIT_NAMES, LIMIT_WORDS } from '../words/limits';
import { errorAt } from './fault-at';
import type { KeyForm } from './key-form';

export type LimitFieldsProps = {
  readonly value: KeyForm['limits'];
  /** What every key here must keep to. */
  readonly ceiling: Limits;
  readonly onChange: (limits: KeyForm['limits']) => void;
  readonly fault?: AdministrationFault | undefined;
};

export const LimitFields = ({ value, ceiling, onChange, fault }: LimitFieldsProps) => (
  <div className="sk-limits">
    {LIMIT_NAMES.map((name) => {
      const { title, hint } = LIMIT_WORDS[name];
      const most = ceiling[name];
      return (
        <TextField
          key={name}
          label={title}
          inputMode="numeric"
          value={value[name] ?? ''}
          placeholder={most === undefined ? 'No limit' : String(most)}
          help={most === undefined ? hint : `${hint} At most ${most} here: a site admin has set a ceiling.`}
          error={errorAt(fault, `limits.${name}`)}
          onChange={(typed) => onChange({ ...value, [name]: typed })}
        />
      );
    })}
  </div>
);
