/** Where a key stands and when it ends, as a list and the key's own page say it. */
import Lozenge, { type ThemeAppearance } from '@atlaskit/lozenge';
import type { KeyStanding, KeyView } from '../../../../src/console/contract';
import { appNow } from '../app/app-clock';
import { DAY_MS, useTimeWords } from '../app/time-words';
import { endOf, isOver } from './key-end';
import { unusedAs } from './watched';

export const STANDING_WORDS: Readonly<
  Record<KeyStanding, { readonly title: string; readonly appearance: ThemeAppearance }>
> = {
  in_force: { title: 'In force', appearance: 'success' },
  not_yet: { title: 'Not yet in force', appearance: 'new' },
  suspended: { title: 'Suspended', appearance: 'moved' },
  expired: { title: 'Expired', appearance: 'default' },
  revoked: { title: 'Revoked', appearance: 'removed' },
};

export const StandingLozenge = ({ standing }: { standing: KeyStanding }) => (
  <Lozenge appearance={STANDING_WORDS[standing].appearance}>{STANDING_WORDS[standing].title}</Lozenge>
);

const WARNINGS: readonly { readonly days: number; readonly appearance: ThemeAppearance }[] = [
  { days: 7, appearance: 'removed' },
  { days: 14, appearance: 'moved' },
  { days: 30, appearance: 'inprogress' },
];

/** The last day of a key (one that ends at midnight has ended the day before), with a warning from 30 days before on. */
export const Expiry = ({ view }: { view: KeyView }) => {
  const words = useTimeWords();
  if (view.endedByCeiling === true) return <span className="sk-expiry-words">Ended by a ceiling</span>;
  const end = endOf(view);
  const left = Date.parse(end) - appNow();
  const warning = left > 0 && !isOver(view) ? WARNINGS.find(({ days }) => left <= days * DAY_MS) : undefined;
  return (
    <span className="sk-expiry-words" title={words.exact(end)}>
      <span className="sk-one-line">{words.day(new Date(Date.parse(end) - 1).toISOString())}</span>
      {warning === undefined ? null : (
        <>
          {' '}
          <Lozenge appearance={warning.appearance}>{warningWords(left)}</Lozenge>
        </>
      )}
    </span>
  );
};

const warningWords = (leftMs: number): string => {
  const days = Math.floor(leftMs / DAY_MS);
  if (days === 0) return 'Less than a day left';
  return days === 1 ? '1 day left' : `${days} days left`;
};

export type LastUseProps = {
  readonly view: Pick<KeyView, 'createdAt'>;
  readonly at: string | undefined;
  readonly summedUntil: string | undefined;
};

/** When a key was used last, roughly; exactly on hover. That it was not used is said only of a time that is summed. */
export const LastUse = ({ view, at, summedUntil }: LastUseProps) => {
  const words = useTimeWords();
  if (at === undefined) {
    const found = unusedAs(view, summedUntil, appNow());
    return summedUntil !== undefined && found === 'none' ? (
      <span className="sk-subtle" title={`Not used until ${words.exact(summedUntil)}`}>
        Not used
      </span>
    ) : (
      <span className="sk-subtle" title="Calls are added up every hour; the audit shows them at once.">
        {found === 'none_summed' ? 'No use added up' : 'Not known yet'}
      </span>
    );
  }
  return (
    <time dateTime={at} title={words.exact(at)}>
      {words.ago(at)}
    </time>
  );
};
