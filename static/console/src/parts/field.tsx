/**
 * Form controls with a visible label, help below it and an error beside it that is announced. Native where the browser's
 * own control does it best.
 */
import { type ReactNode, useId } from 'react';

export type FieldProps = {
  readonly label: string;
  readonly help?: ReactNode;
  /** What is wrong and what to do; stands at the control. */
  readonly error?: string | undefined;
  readonly isRequired?: boolean;
  readonly isLabelHidden?: boolean;
};

/** What a control needs so that label, help and error belong to it. */
export type ControlProps = {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean;
};

export const Field = ({
  label,
  help,
  error,
  isRequired = false,
  isLabelHidden = false,
  children,
}: FieldProps & { readonly children: (control: ControlProps) => ReactNode }) => {
  const id = useId();
  const described = [help === undefined ? '' : `${id}-help`, error === undefined ? '' : `${id}-error`]
    .filter((part) => part !== '')
    .join(' ');
  return (
    <div className="sk-field">
      <label htmlFor={id} className={isLabelHidden ? 'sk-only-heard' : 'sk-label'}>
        {label}
        {isRequired ? <Required /> : null}
      </label>
      {children({
        id,
        'aria-describedby': described === '' ? undefined : described,
        'aria-invalid': error !== undefined,
      })}
      {help === undefined ? null : (
        <div id={`${id}-help`} className="sk-help">
          {help}
        </div>
      )}
      <FieldError id={`${id}-error`} error={error} />
    </div>
  );
};

/** The sign of what has to be filled in, after a label. */
export const Required = () => (
  <span className="sk-required" aria-hidden="true">
    {' '}
    *
  </span>
);

export const FieldError = ({ id, error }: { readonly id: string; readonly error: string | undefined }) =>
  error === undefined ? null : (
    <div id={id} className="sk-error" role="alert">
      {error}
    </div>
  );

export type SelectFieldProps<T extends string> = FieldProps & {
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string; readonly isDisabled?: boolean }[];
  readonly onChange: (value: T) => void;
};

export const SelectField = <T extends string>({ value, options, onChange, ...field }: SelectFieldProps<T>) => (
  <Field {...field}>
    {(control) => (
      <select
        {...control}
        className="sk-control"
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen !== undefined) onChange(chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.isDisabled === true}>
            {option.label}
          </option>
        ))}
      </select>
    )}
  </Field>
);

export type TextFieldProps = FieldProps & {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: 'text' | 'search' | 'date' | 'datetime-local';
  readonly inputMode?: 'numeric';
  readonly min?: string;
  readonly max?: string;
  readonly maxLength?: number;
  readonly placeholder?: string;
};

export const TextField = ({
  value,
  onChange,
  type = 'text',
  label,
  help,
  error,
  isRequired = false,
  isLabelHidden = false,
  ...input
}: TextFieldProps) => (
  <Field label={label} help={help} error={error} isRequired={isRequired} isLabelHidden={isLabelHidden}>
    {(control) => (
      <input
        {...control}
        {...input}
        type={type}
        required={isRequired}
        className="sk-control"
        value={value}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
      />
    )}
  </Field>
);

export const TextAreaField = ({
  value,
  onChange,
  rows = 3,
  isMonospaced = false,
  maxLength,
  ...field
}: FieldProps & {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly rows?: number;
  readonly isMonospaced?: boolean;
  readonly maxLength?: number;
}) => (
  <Field {...field}>
    {(control) => (
      <textarea
        {...control}
        {...(maxLength === undefined ? {} : { maxLength })}
        className={isMonospaced ? 'sk-control sk-code' : 'sk-control'}
        rows={rows}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    )}
  </Field>
);
