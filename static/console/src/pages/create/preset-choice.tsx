/** What a key is for: a preset, or permissions of one's own. */
import { useId } from 'react';
import type { Preset } from '../../../../../src/console/contract';
import { FieldError, Required } from '../../parts/field';
import { inWords, lowerFirst, PERMISSION_WORDS } from '../../words/permissions';

export const CUSTOM = 'custom';

export type PresetChoiceProps = {
  readonly presets: readonly Preset[];
  readonly chosen: string;
  readonly onChoose: (presetId: string) => void;
  readonly error: string | undefined;
  /** Pressed with a pointer: one goes on with the next field. */
  readonly onPressed: () => void;
  /** Permissions of it that cannot be granted in the chosen projects. */
  readonly forbiddenOf: (preset: Preset) => readonly Preset['permissions'][number][];
};

export const PresetChoice = ({ presets, chosen, onChoose, error, onPressed, forbiddenOf }: PresetChoiceProps) => {
  const group = useId();
  return (
    <fieldset className="sk-preset-choice" aria-describedby={error === undefined ? undefined : `${group}-error`}>
      <legend className="sk-label">
        What is it for?
        <Required />
      </legend>
      <FieldError id={`${group}-error`} error={error} />
      <div className="sk-preset-cards">
        {presets.map((preset) => {
          const forbidden = forbiddenOf(preset);
          return (
            <Card
              key={preset.id}
              group={group}
              id={preset.id}
              title={preset.title}
              purpose={preset.purpose}
              isChosen={chosen === preset.id}
              isDisabled={forbidden.length === preset.permissions.length}
              note={forbidden.length === 0 ? undefined : noteOn(forbidden)}
              onChoose={onChoose}
              onPressed={onPressed}
            />
          );
        })}
        <Card
          group={group}
          id={CUSTOM}
          title="Custom"
          purpose="Choose the permissions yourself."
          isChosen={chosen === CUSTOM}
          isDisabled={false}
          note={undefined}
          onChoose={onChoose}
          onPressed={() => undefined}
        />
      </div>
    </fieldset>
  );
};

const NAMED_MAX = 3;

const noteOn = (forbidden: readonly Preset['permissions'][number][]): string => {
  const names = forbidden.slice(0, NAMED_MAX).map((permission) => lowerFirst(PERMISSION_WORDS[permission].title));
  const more = forbidden.length - names.length;
  return `A site admin does not allow: ${inWords(more > 0 ? [...names, `${more} more`] : names)}.`;
};

type CardProps = Pick<PresetChoiceProps, 'onChoose' | 'onPressed'> & {
  readonly group: string;
  readonly id: string;
  readonly title: string;
  readonly purpose: string;
  readonly isChosen: boolean;
  readonly isDisabled: boolean;
  readonly note: string | undefined;
};

const Card = ({ group, id, title, purpose, isChosen, isDisabled, note, onChoose, onPressed }: CardProps) => {
  const own = useId();
  return (
    <label className={`sk-preset${isChosen ? ' sk-preset-chosen' : ''}${isDisabled ? ' sk-preset-disabled' : ''}`}>
      <input
        type="radio"
        name={group}
        value={id}
        checked={isChosen}
        disabled={isDisabled}
        aria-labelledby={`${own}-title`}
        aria-describedby={`${own}-purpose`}
        onChange={() => onChoose(id)}
        // Arrow keys choose as well, and come without a pointer: they stay in the group.
        onClick={(event) => {
          if (event.detail > 0) onPressed();
        }}
      />
      <span>
        <span id={`${own}-title`} className="sk-preset-title">
          {title}
        </span>
        <span id={`${own}-purpose`} className="sk-help">
          {purpose}
          {note === undefined ? '' : ` ${note}`}
        </span>
      </span>
    </label>
  );
};
