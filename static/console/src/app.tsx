/**
 * The console: asks where it stands and who looks, shows the pages that belong to that place, or says who may see them.
 * What it asks is only for what is shown; each function of the app asks Jira for itself.
 */
import { view } from '@forge/bridge';
import { useEffect, useState } from 'react';
import type { AdministrationFault, WhoAmI } from '../../../src/console/contract';
import { call, noAnswer } from './app/app-call';
import { type Console, ConsoleContext, type ConsolePlace } from './app/console-context';
import { type ConsoleHistory, NavigationProvider } from './app/navigation';
import { NotifyProvider } from './app/notify';
import { Pages } from './app/pages';
import { EmptyState } from './parts/empty-state';
import { FaultMessage } from './parts/fault-message';
import { Loading } from './parts/loading';
import { PeopleProvider } from './parts/people';

type Start =
  | { readonly state: 'starting' }
  | { readonly state: 'failed'; readonly fault: AdministrationFault }
  | {
      readonly state: 'ready';
      readonly known: Console;
      readonly history: ConsoleHistory;
      readonly who: WhoAmI;
    };

export const App = () => {
  const [start, setStart] = useState<Start>({ state: 'starting' });
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` starts again
  useEffect(() => {
    setStart({ state: 'starting' });
    void begin().then(setStart);
  }, [round]);
  if (start.state === 'starting') return <Loading label="Opening the console" />;
  if (start.state === 'failed') {
    return (
      <main className="sk-page">
        <FaultMessage fault={start.fault} onRetry={() => setRound(round + 1)} />
      </main>
    );
  }
  if (!start.who.administers) return <NotForYou place={start.known.place} />;
  return (
    <ConsoleContext.Provider value={start.known}>
      <NotifyProvider>
        <PeopleProvider>
          <NavigationProvider history={start.history}>
            <Pages />
          </NavigationProvider>
        </PeopleProvider>
      </NotifyProvider>
    </ConsoleContext.Provider>
  );
};

const begin = async (): Promise<Start> => {
  try {
    const [context, history, who] = await Promise.all([view.getContext(), view.createHistory(), call('whoAmI', {})]);
    if (!who.ok) return { state: 'failed', fault: who.fault };
    const known: Console = {
      place: placeOf(context.extension),
      accountId: who.value.accountId,
      siteUrl: context.siteUrl.replace(/\/+$/, ''),
      locale: context.locale,
      // Date fields are the browser's own, and one page must not speak of two kinds of days.
      timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
    };
    return { state: 'ready', known, history, who: who.value };
  } catch {
    return { state: 'failed', fault: noAnswer };
  }
};

const placeOf = (extension: unknown): ConsolePlace => {
  if (typeof extension !== 'object' || extension === null || !('project' in extension)) return { page: 'site' };
  const { project } = extension;
  if (typeof project !== 'object' || project === null || !('id' in project) || !('key' in project)) {
    return { page: 'site' };
  }
  return { page: 'project', projectId: String(project.id), projectKey: String(project.key) };
};

const NotForYou = ({ place }: { place: ConsolePlace }) => (
  <main className="sk-page">
    <EmptyState title={place.page === 'site' ? 'Only Jira admins see this' : 'Only project admins see this'}>
      <p>
        {place.page === 'site'
          ? 'API keys of the whole site are kept by people with the global permission Administer Jira. Ask one of them, or open the API keys of a project that you administer.'
          : `API keys of ${place.projectKey} are kept by people with the permission Administer Projects there. Ask one of them for the key that you need.`}
      </p>
    </EmptyState>
  </main>
);
