/** After a press that found faults the focus goes to the first control that one of them is about. */
import { type RefObject, useEffect } from 'react';

const CONTROLS = 'input:not([type=hidden], :disabled), select:not(:disabled), textarea:not(:disabled)';

/** `tries`: how often the form was pressed in vain; each time the first error in the document is looked for. */
export const useFocusOnFirst = (form: RefObject<HTMLElement>, tries: number): void => {
  useEffect(() => {
    if (tries === 0) return;
    const error = form.current?.querySelector('.sk-error');
    error?.closest('.sk-field, fieldset, [role=group]')?.querySelector<HTMLElement>(CONTROLS)?.focus();
  }, [form, tries]);
};
