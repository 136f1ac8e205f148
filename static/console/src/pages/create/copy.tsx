/** Something to be copied: with a press, or, where the browser does not let the page, by hand from a field. */
import Button from '@atlaskit/button/new';
import { type ReactNode, useId, useRef, useState } from 'react';
import { useAnnounce } from '../../app/notify';

export type CopyFieldProps = {
  readonly label: string;
  readonly value: string;
  /** What the button says, e.g. "Copy key". */
  readonly copy: string;
  readonly appearance?: 'primary' | 'default';
  /** More than one line. */
  readonly isText?: boolean;
  readonly isLabelHidden?: boolean;
  readonly onCopied?: (() => void) | undefined;
  readonly help?: ReactNode;
};

export const CopyField = (props: CopyFieldProps) => {
  const { label, value, copy, appearance = 'default', isText = false, isLabelHidden = false, onCopied, help } = props;
  const id = useId();
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const announce = useAnnounce();
  const [state, setState] = useState<'shown' | 'copied' | 'by-hand'>('shown');
  const copied = () => {
    setState('copied');
    announce(`${label} copied`);
    onCopied?.();
  };
  const press = async () => {
    try {
      await navigator.clipboard.writeText(value);
      copied();
    } catch {
      // Frames may be kept from the clipboard; what is selected can still be copied by the person.
      field.current?.focus();
      field.current?.select();
      setState('by-hand');
    }
  };
  const control = {
    ref: field,
    id,
    value,
    readOnly: true,
    spellCheck: false,
    autoComplete: 'off',
    className: 'sk-control sk-code',
    onCopy: () => {
      if (isWhole(field.current, value)) copied();
    },
  };
  return (
    <div className={isText ? 'sk-copy sk-copy-text' : 'sk-copy'}>
      <label htmlFor={id} className={isLabelHidden ? 'sk-only-heard' : 'sk-label'}>
        {label}
      </label>
      <div className="sk-copy-row">
        {isText ? (
          <textarea {...control} rows={value.split('\n').length} wrap="off" />
        ) : (
          <input {...control} type="text" />
        )}
        <Button appearance={appearance} onClick={() => void press()}>
          {state === 'copied' ? `${copy}: copied` : copy}
        </Button>
      </div>
      {state === 'by-hand' ? (
        <p className="sk-error" role="alert">
          The browser does not let this page copy. It is selected: press Ctrl+C, or ⌘C on a Mac.
        </p>
      ) : null}
      {help === undefined ? null : <div className="sk-help">{help}</div>}
    </div>
  );
};

/** Part of a key that was copied is a key that was not. */
const isWhole = (field: HTMLInputElement | HTMLTextAreaElement | null, value: string): boolean =>
  field !== null && field.selectionStart === 0 && field.selectionEnd === value.length;
