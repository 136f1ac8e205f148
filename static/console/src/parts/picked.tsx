/** What was chosen with a picker, each with a button that takes it away. */
import { useEffect, useRef } from 'react';
import { Field, type FieldProps } from './field';

export type PickedProps = FieldProps & {
  readonly things: readonly { readonly id: string; readonly title: string }[];
  readonly onRemove: (id: string) => void;
  /** It stands in the place of the field that had the focus. */
  readonly takesFocus?: boolean;
};

export const Picked = ({ things, onRemove, takesFocus = false, ...field }: PickedProps) => {
  const shown = useRef<HTMLOutputElement>(null);
  useEffect(() => {
    if (takesFocus) shown.current?.querySelector('button')?.focus();
  }, [takesFocus]);
  return (
    <Field {...field}>
      {(control) => (
        <output {...control} ref={shown} className="sk-picked">
          {things.map(({ id, title }) => (
            <PickedTag key={id} title={title} onRemove={() => onRemove(id)} />
          ))}
        </output>
      )}
    </Field>
  );
};

/** One chosen thing. */
export const PickedTag = ({ title, onRemove }: { readonly title: string; readonly onRemove: () => void }) => (
  <span className="sk-tag">
    {title}
    <button type="button" className="sk-tag-remove" aria-label={`Remove ${title}`} onClick={onRemove}>
      <span aria-hidden="true">×</span>
    </button>
  </span>
);
