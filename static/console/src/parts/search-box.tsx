/**
 * A text field that offers what was found for what is typed: the pattern of a combobox with a list. Keys: arrows choose,
 * Enter takes, Escape closes.
 */
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { Field, type FieldProps } from './field';

export type Found<T> = { readonly id: string; readonly title: string; readonly detail?: string; readonly value: T };

export type SearchBoxProps<T> = FieldProps & {
  /** Answers undefined where the search itself failed. */
  readonly search: (text: string) => Promise<readonly Found<T>[] | undefined>;
  readonly onPick: (value: T) => void;
  readonly placeholder?: string;
};

const PAUSE_MS = 250;

export const SearchBox = <T,>({ search, onPick, placeholder, ...field }: SearchBoxProps<T>) => {
  const listId = useId();
  const [text, setText] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const found = useSearch(search, text, isOpen);
  const options = found.options ?? [];
  const pick = (option: Found<T> | undefined) => {
    if (option === undefined) return;
    onPick(option.value);
    setText('');
    setOpen(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
      const step = event.key === 'ArrowDown' ? 1 : -1;
      if (isOpen && options.length > 0) setActive((active + step + options.length) % options.length);
    } else if (event.key === 'Enter') {
      // Enter never sends the form around: here it takes what is chosen.
      event.preventDefault();
      if (isOpen) pick(options[active]);
    } else if (event.key === 'Escape' && isOpen) {
      event.stopPropagation();
      event.preventDefault();
      setOpen(false);
    }
  };
  return (
    <Field {...field}>
      {(control) => (
        <div className="sk-search-box">
          <input
            {...control}
            className="sk-control"
            type="text"
            role="combobox"
            autoComplete="off"
            aria-autocomplete="list"
            aria-expanded={isOpen}
            aria-controls={listId}
            aria-activedescendant={isOpen && options.length > 0 ? `${listId}-${active}` : undefined}
            placeholder={placeholder}
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setActive(0);
              setOpen(true);
            }}
            onBlur={() => setOpen(false)}
            onClick={() => setOpen(true)}
            onKeyDown={onKeyDown}
          />
          <div className={isOpen ? 'sk-search-list' : 'sk-search-list sk-hidden'}>
            <div id={listId} role="listbox" aria-label="Suggestions">
              {options.map((option, index) => (
                // biome-ignore lint/a11y/useFocusableInteractive: as above
                <div
                  key={option.id}
                  id={`${listId}-${index}`}
                  role="option"
                  aria-selected={index === active}
                  className={index === active ? 'sk-search-option sk-search-active' : 'sk-search-option'}
                  onMouseDown={(event) => {
                    event.preventDefault();
                    pick(option);
                  }}
                  onMouseEnter={() => setActive(index)}
                >
                  <span>{option.title}</span>
                  {option.detail === undefined ? null : <span className="sk-subtle">{option.detail}</span>}
                </div>
              ))}
            </div>
            <div className="sk-search-news" role="status">
              {isOpen ? newsOf(found) : ''}
            </div>
          </div>
        </div>
      )}
    </Field>
  );
};

type Search<T> = { readonly options?: readonly Found<T>[]; readonly isFailed: boolean; readonly isSearching: boolean };

const useSearch = <T,>(search: SearchBoxProps<T>['search'], text: string, isOpen: boolean): Search<T> => {
  const [state, setState] = useState<Search<T>>({ isFailed: false, isSearching: false });
  const latest = useRef(search);
  latest.current = search;
  useEffect(() => {
    if (!isOpen) return undefined;
    let isCurrent = true;
    setState((before) => ({ ...before, isSearching: true }));
    const timer = setTimeout(async () => {
      const options = await latest.current(text.trim());
      if (!isCurrent) return;
      setState(
        options === undefined
          ? { isFailed: true, isSearching: false }
          : { options, isFailed: false, isSearching: false },
      );
    }, PAUSE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [text, isOpen]);
  return state;
};

const newsOf = <T,>({ options, isFailed, isSearching }: Search<T>): string => {
  if (isSearching) return 'Searching…';
  if (isFailed) return 'Jira did not answer. Type again to try once more.';
  if (options === undefined || options.length === 0) return 'Nothing found';
  return options.length === 1 ? '1 found' : `${options.length} found`;
};
