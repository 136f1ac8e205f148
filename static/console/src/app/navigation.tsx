/**
 * Where in the console one is, and how one gets elsewhere: by the history that Jira keeps, so that reload, bookmarks and
 * the back button do what they do everywhere.
 *
 * A page that would lose something may hold one back with a question. Jira's own navigation around the console cannot be
 * held back.
 */
import type { view } from '@forge/bridge';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { ConfirmDialog } from '../parts/confirm-dialog';

export type ConsoleHistory = Awaited<ReturnType<typeof view.createHistory>>;
export type ConsoleLocation = { readonly pathname: string; readonly search: string };

/** What is asked before a page is left. */
export type LeaveQuestion = {
  readonly title: string;
  readonly body: string;
  readonly leave: string;
  readonly stay: string;
};
export type Navigate = (to: string, how?: { readonly replace?: boolean }) => void;

type Navigation = {
  readonly location: ConsoleLocation;
  readonly navigate: Navigate;
  /** The full address, for links that are opened in another tab. */
  readonly hrefOf: (to: string) => string;
  readonly holdBack: (question: LeaveQuestion | undefined) => void;
};

const NavigationContext = createContext<Navigation | undefined>(undefined);

export const NavigationProvider = ({ history, children }: { history: ConsoleHistory; children: ReactNode }) => {
  const [location, setLocation] = useState(() => locationOf(history.location));
  const shown = useRef(location);
  const question = useRef<LeaveQuestion | undefined>(undefined);
  const [pending, setPending] = useState<{ readonly to: string; readonly ask: LeaveQuestion }>();

  const show = useCallback((next: ConsoleLocation) => {
    shown.current = next;
    setLocation(next);
  }, []);

  useEffect(
    () =>
      history.listen((next) => {
        const to = locationOf(next);
        if (pathOf(to) === pathOf(shown.current)) return;
        if (question.current === undefined) {
          show(to);
          return;
        }
        // The back button has already gone; one is put where one was until the question is answered.
        setPending({ to: pathOf(to), ask: question.current });
        history.push(pathOf(shown.current));
      }),
    [history, show],
  );

  const go = useCallback<Navigate>(
    (to, how) => {
      show(parsePath(to));
      if (how?.replace === true) history.replace(to);
      else history.push(to);
    },
    [history, show],
  );

  const holdBack = useCallback((asked: LeaveQuestion | undefined) => {
    question.current = asked;
  }, []);

  const navigation = useMemo<Navigation>(
    () => ({
      location,
      navigate: (to, how) => {
        if (question.current === undefined) go(to, how);
        else setPending({ to, ask: question.current });
      },
      hrefOf: (to) => {
        const href: unknown = history.createHref({ ...parsePath(to), hash: '', state: undefined });
        return typeof href === 'string' ? href : to;
      },
      holdBack,
    }),
    [history, location, go, holdBack],
  );

  return (
    <NavigationContext.Provider value={navigation}>
      {children}
      {pending === undefined ? null : (
        <ConfirmDialog
          title={pending.ask.title}
          confirm={pending.ask.leave}
          cancel={pending.ask.stay}
          appearance="warning"
          onCancel={() => setPending(undefined)}
          onConfirm={() => {
            question.current = undefined;
            setPending(undefined);
            go(pending.to);
          }}
        >
          <p>{pending.ask.body}</p>
        </ConfirmDialog>
      )}
    </NavigationContext.Provider>
  );
};

const useNavigation = (): Navigation => {
  const navigation = useContext(NavigationContext);
  if (navigation === undefined) throw new Error('Navigation is used outside of its provider.');
  return navigation;
};

export const useLocation = (): ConsoleLocation => useNavigation().location;
export const useNavigate = (): Navigate => useNavigation().navigate;
export const useHrefOf = (): ((to: string) => string) => useNavigation().hrefOf;

/**
 * While `isActive`, leaving the page asks first, within the console and when the tab is closed. What is returned lets the
 * page go without a question: for one that has asked already, or has nothing to lose since a moment ago.
 */
export const useLeaveGuard = (isActive: boolean, question: LeaveQuestion): (() => void) => {
  const { holdBack } = useNavigation();
  const { title, body, leave, stay } = question;
  useEffect(() => {
    if (!isActive) return undefined;
    holdBack({ title, body, leave, stay });
    const hold = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', hold);
    return () => {
      holdBack(undefined);
      window.removeEventListener('beforeunload', hold);
    };
  }, [isActive, holdBack, title, body, leave, stay]);
  return useCallback(() => holdBack(undefined), [holdBack]);
};

const locationOf = (location: { readonly pathname: string; readonly search: string }): ConsoleLocation => ({
  pathname: location.pathname === '' ? '/' : location.pathname,
  search: location.search,
});
const pathOf = ({ pathname, search }: ConsoleLocation): string => `${pathname}${search}`;
const parsePath = (path: string): ConsoleLocation => {
  const at = path.indexOf('?');
  return at < 0 ? { pathname: path, search: '' } : { pathname: path.slice(0, at), search: path.slice(at) };
};
