/** The most that a key may use; beside each the ceiling, where there is one. */
import type { Limits } from '../../../../src/console/contract';
import { TextField } from '../parts/field';
import { LIMIT_NAMES, LIMIT_WORDS } from '../words/limits';
import { errorAt, type Faults } from './fault-at';
import type { KeyForm } from './key-form';

export type LimitFieldsProps = {
  readonly value: KeyForm['limits'];
  /** What every key here must keep to. */
  readonly ceiling: Limits;
  readonly onChange: (limits: KeyForm['limits']) => void;
  readonly faults?: Faults;
};

export const LimitFields = ({ value, ceiling, onChange, faults = [] }: LimitFieldsProps) => (
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
          error={errorAt(faults, `limits.${name}`)}
          onChange={(typed) => onChange({ ...value, [name]: typed })}
        />
      );
    })}
  </div>
);
