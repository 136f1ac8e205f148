/**
 * The history object of a page, in the form of the `history` package. The address bar is Jira's: to move is to ask,
 * and `location` follows when Jira's page tells that it has moved.
 */
import type { HistoryAction, PageLocation } from '../messages';

export type Moved = (location: PageLocation, action: HistoryAction) => void;
type Ask = (op: string, payload?: unknown) => Promise<unknown>;
type To = string | Partial<PageLocation>;

export type PageHistory = {
  location: PageLocation;
  action: HistoryAction;
  push(to: To, state?: unknown): Promise<unknown>;
  replace(to: To, state?: unknown): Promise<unknown>;
  go(steps: number): Promise<unknown>;
  goBack(): Promise<unknown>;
  goForward(): Promise<unknown>;
  listen(tell: Moved): () => void;
  block(): never;
  createHref(location: Partial<PageLocation>): string;
};

/** `onMoved` are told of every move, the page's own and those of the browser's buttons. */
export function createHistoryOf(start: PageLocation, ask: Ask, onMoved: Set<Moved>): PageHistory {
  const history: PageHistory = {
    location: start,
    action: 'POP',
    push: (to, state) => ask('history.push', { to, state }),
    replace: (to, state) => ask('history.replace', { to, state }),
    go: (steps) => ask('history.go', { steps }),
    goBack: () => ask('history.go', { steps: -1 }),
    goForward: () => ask('history.go', { steps: 1 }),
    listen(tell) {
      onMoved.add(tell);
      return () => void onMoved.delete(tell);
    },
    block() {
      void ask('history.block').catch(() => undefined);
      throw new Error('A page cannot keep Jira from moving on: history.block is not offered.');
    },
    createHref: ({ pathname = '/', search = '', hash = '' }) => `${pathname}${search}${hash}`,
  };
  onMoved.add((location, action) => {
    history.location = location;
    history.action = action;
  });
  return history;
}
