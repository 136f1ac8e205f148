/** Ways to narrow a key beyond its permissions: each is opened alone, and taken away again. */
import Button from '@atlaskit/button/new';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { lowerFirst } from '../words/permissions';

export type Narrowing = {
  readonly id: string;
  /** E.g. "Issue types". */
  readonly title: string;
  readonly isOpen: boolean;
  /** Why it cannot be had, where it cannot. */
  readonly whyNot?: string | undefined;
  readonly open: () => void;
  readonly remove: () => void;
  readonly editor: () => ReactNode;
};

export type NarrowFurtherProps = {
  /** E.g. "Narrow further in DEMO". */
  readonly title: string;
  /** Told apart from the same condition of another project: "in DEMO". */
  readonly within?: string;
  readonly narrowings: readonly Narrowing[];
};

export const NarrowFurther = ({ title, within = '', narrowings }: NarrowFurtherProps) => {
  const isUsed = narrowings.some(({ isOpen }) => isOpen);
  const [isShown, setShown] = useState(isUsed);
  const [justOpened, setJustOpened] = useState<string>();
  const closed = narrowings.filter(({ isOpen }) => !isOpen);
  const suffix = within === '' ? '' : ` ${within}`;
  return (
    <section className="sk-narrow" aria-label={title}>
      {narrowings
        .filter(({ isOpen }) => isOpen)
        .map((one) => (
          <Opened key={one.id} title={one.title} takesFocus={justOpened === one.id}>
            {one.editor()}
            <Button spacing="compact" appearance="subtle" onClick={one.remove}>
              {`Remove condition: ${lowerFirst(one.title)}${suffix}`}
            </Button>
          </Opened>
        ))}
      <Button appearance="subtle" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
        {title}
      </Button>
      {isShown && closed.length > 0 ? (
        <ul className="sk-narrow-list">
          {closed.map((one) => (
            <li key={one.id}>
              <Button
                spacing="compact"
                isDisabled={one.whyNot !== undefined}
                onClick={() => {
                  setJustOpened(one.id);
                  one.open();
                }}
              >
                {`Add: ${lowerFirst(one.title)}${suffix}`}
              </Button>
              {one.whyNot === undefined ? null : <span className="sk-help"> {one.whyNot}</span>}
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
};

/** What was just opened takes the focus, so that one goes on there with the keyboard. */
const Opened = ({
  title,
  takesFocus,
  children,
}: {
  readonly title: string;
  readonly takesFocus: boolean;
  readonly children: ReactNode;
}) => {
  const shown = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (takesFocus) shown.current?.focus();
  }, [takesFocus]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: the editor within is the fieldset
    <div ref={shown} role="group" aria-label={title} tabIndex={-1} className="sk-narrow-one">
      {children}
    </div>
  );
};
