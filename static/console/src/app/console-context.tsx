/** Who looks at the console and where in Jira it stands. Only for what is shown: the app proves both for itself. */
import { createContext, useContext } from 'react';

export type ConsolePlace =
  | { readonly page: 'site' }
  | { readonly page: 'project'; readonly projectId: string; readonly projectKey: string };

export type Console = {
  readonly place: ConsolePlace;
  readonly accountId: string;
  /** Address of the Jira site, without a slash at its end. */
  readonly siteUrl: string;
  readonly locale: string;
  readonly timeZone: string;
};

export const ConsoleContext = createContext<Console | undefined>(undefined);

export const useConsole = (): Console => {
  const known = useContext(ConsoleContext);
  if (known === undefined) throw new Error('The console is used outside of its provider.');
  return known;
};
