/**
 * Keeps the address bar and the page's own location in step: the page's path follows the address of the page in
 * Jira. The browser's back and forward lead through both.
 */
import type { HistoryAction, PageLocation } from '../../../forge/page/messages';

type To = string | Partial<PageLocation>;
type Kept = { readonly pageState: unknown; readonly pageKey: string };

export type AddressBar = {
  location(): PageLocation;
  move(action: 'PUSH' | 'REPLACE', to: To, state: unknown): void;
  go(steps: number): void;
};

/** `base`: the path at which the page stands. */
export function createAddressBar(
  base: string,
  moved: (location: PageLocation, action: HistoryAction) => void,
): AddressBar {
  const location = (): PageLocation => {
    const { pathname, search, hash } = window.location;
    const kept = readKept(window.history.state);
    return {
      pathname: pathname.slice(base.length) || '/',
      search,
      hash,
      state: kept?.pageState,
      key: kept?.pageKey ?? 'default',
    };
  };
  window.addEventListener('popstate', () => moved(location(), 'POP'));
  return {
    location,
    move(action, to, state) {
      const target = new URL(hrefOf(to), `https://page${location().pathname}`);
      const kept: Kept = {
        pageState: state ?? (typeof to === 'object' ? to.state : undefined),
        pageKey: crypto.randomUUID().slice(0, 8),
      };
      const path = target.pathname === '/' ? '' : target.pathname;
      const address = `${base}${path}${target.search}${target.hash}`;
      if (action === 'PUSH') window.history.pushState(kept, '', address);
      else window.history.replaceState(kept, '', address);
      moved(location(), action);
    },
    go: (steps) => window.history.go(steps),
  };
}

const hrefOf = (to: To): string =>
  typeof to === 'string' ? to : `${to.pathname ?? ''}${to.search ?? ''}${to.hash ?? ''}`;

function readKept(state: unknown): Kept | undefined {
  return typeof state === 'object' && state !== null && 'pageKey' in state && 'pageState' in state
    ? { pageKey: String(state.pageKey), pageState: state.pageState }
    : undefined;
}
