/** Limits that hold for every key of the site or of a project. */
import { TextField } from '../../parts/field';
import { LIMIT_NAMES, LIMIT_WORDS } from '../../words/limits';
import type { DraftFaults, LimitsDraft } from './settings-draft';

export type LimitCeilingsProps = {
  /** The member that holds them, e.g. `projects.10001.limits`. */
  readonly at: string;
  readonly value: LimitsDraft;
  /** What an empty control means. */
  readonly none: string;
  readonly faults: DraftFaults;
  readonly onChange: (limits: LimitsDraft) => void;
};

export const LimitCeilings = ({ at, value, none, faults, onChange }: LimitCeilingsProps) => (
  <div className="sk-ceilings-limits">
    {LIMIT_NAMES.map((name) => (
      <TextField
        key={name}
        label={LIMIT_WORDS[name].title}
        help={LIMIT_WORDS[name].hint}
        inputMode="numeric"
        placeholder={none}
        value={value[name]}
        error={faults[`${at}.${name}`]}
        onChange={(typed) => onChange({ ...value, [name]: typed })}
      />
    ))}
  </div>
);
