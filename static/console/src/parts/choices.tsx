/** One of a few, all in sight, each with what it means. */
import { useId } from 'react';
import './choices.css';

export type ChoicesProps<T extends string> = {
  readonly legend: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string; readonly help?: string }[];
  readonly onChange: (value: T) => void;
};

export const Choices = <T extends string>({ legend, value, options, onChange }: ChoicesProps<T>) => {
  const name = useId();
  return (
    <fieldset className="sk-choices">
      <legend className="sk-label">{legend}</legend>
      {options.map((option) => {
        const id = `${name}-${option.value}`;
        return (
          <div key={option.value} className="sk-choice">
            <input
              type="radio"
              id={id}
              name={name}
              checked={option.value === value}
              aria-describedby={option.help === undefined ? undefined : `${id}-help`}
              onChange={() => onChange(option.value)}
            />
            <div>
              <label htmlFor={id}>{option.label}</label>
              {option.help === undefined ? null : (
                <p id={`${id}-help`} className="sk-help">
                  {option.help}
                </p>
              )}
            </div>
          </div>
        );
      })}
    </fieldset>
  );
};
