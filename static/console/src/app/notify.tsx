/** Short news after something was done: as a flag of Jira, and in words for a screen reader within the console. */
import { showFlag } from '@forge/bridge';
import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from 'react';

export type News = {
  readonly title: string;
  readonly description?: string;
  readonly kind?: 'success' | 'info' | 'warning' | 'error';
};

type Notifier = { readonly notify: (news: News) => void; readonly announce: (words: string) => void };

const NotifyContext = createContext<Notifier | undefined>(undefined);

export const NotifyProvider = ({ children }: { children: ReactNode }) => {
  const [words, setWords] = useState('');
  const count = useRef(0);
  // The same words twice are news twice: an invisible sign at the end makes them differ.
  const announce = useCallback((said: string) => {
    count.current += 1;
    setWords(count.current % 2 === 0 ? said : `${said}\u00a0`);
  }, []);
  const notify = useCallback(
    ({ title, description, kind = 'success' }: News) => {
      announce(description === undefined ? title : `${title}. ${description}`);
      showFlag({
        id: `scoped-keys-${count.current}`,
        title,
        ...(description === undefined ? {} : { description }),
        type: kind,
        isAutoDismiss: kind === 'success' || kind === 'info',
      });
    },
    [announce],
  );
  const [notifier] = useState<Notifier>(() => ({ notify, announce }));
  return (
    <NotifyContext.Provider value={notifier}>
      {children}
      <div className="sk-only-heard" role="status" aria-live="polite">
        {words}
      </div>
    </NotifyContext.Provider>
  );
};

const useNotifier = (): Notifier => {
  const notifier = useContext(NotifyContext);
  if (notifier === undefined) throw new Error('News are told outside of their provider.');
  return notifier;
};

/** Tells news as a flag. */
export const useNotify = (): Notifier['notify'] => useNotifier().notify;
/** Says words to a screen reader and shows nothing. */
export const useAnnounce = (): Notifier['announce'] => useNotifier().announce;
