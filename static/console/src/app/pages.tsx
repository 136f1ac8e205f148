/** Which page stands at which address, and the bar that leads to them. */

import { AuditPage } from '../pages/audit/audit-page';
import { BreakGlassBanner } from '../pages/ceilings/break-glass-banner';
import { CeilingsPage } from '../pages/ceilings/ceilings-page';
import { CreatePage } from '../pages/create/create-page';
import { EndpointsPage } from '../pages/endpoints/endpoints-page';
import { EvidencePage } from '../pages/evidence/evidence-page';
import { HealthPage } from '../pages/health/health-page';
import { KeyPage } from '../pages/key/key-page';
import { KeysPage } from '../pages/keys/keys-page';
import { AppLink } from '../parts/app-link';
import { EmptyState } from '../parts/empty-state';
import { PageHeader } from '../parts/page-header';
import { useConsole } from './console-context';
import { useLocation } from './navigation';
import { keyIdOf, ROUTES } from './routes';

type Entry = { readonly to: string; readonly title: string };

const EVERYWHERE: readonly Entry[] = [
  { to: ROUTES.keys, title: 'Keys' },
  { to: ROUTES.audit, title: 'Audit' },
];
const ON_SITE: readonly Entry[] = [
  { to: ROUTES.ceilings, title: 'Ceilings' },
  { to: ROUTES.endpoints, title: 'Endpoints' },
  { to: ROUTES.health, title: 'Health' },
];

export const Pages = () => {
  const { place } = useConsole();
  return (
    <div className="sk-page">
      <Bar entries={place.page === 'site' ? [...EVERYWHERE, ...ON_SITE] : EVERYWHERE} />
      <BreakGlassBanner />
      <main>
        <Page />
      </main>
    </div>
  );
};

const Bar = ({ entries }: { entries: readonly Entry[] }) => {
  const { pathname } = useLocation();
  return (
    <nav aria-label="API keys" className="sk-bar">
      <ul>
        {entries.map(({ to, title }) => (
          <li key={to}>
            <AppLink to={to} isCurrent={isWithin(pathname, to)}>
              {title}
            </AppLink>
          </li>
        ))}
      </ul>
    </nav>
  );
};

/** Making a key and looking at one belong to the list of keys. */
const isWithin = (pathname: string, entry: string): boolean =>
  entry === ROUTES.keys
    ? pathname === '/' || pathname.startsWith('/create') || pathname.startsWith('/keys/')
    : pathname === entry;

const Page = () => {
  const { place } = useConsole();
  const { pathname } = useLocation();
  const keyId = keyIdOf(pathname);
  if (keyId !== undefined) return <KeyPage key={keyId} keyId={keyId} />;
  if (pathname === ROUTES.keys) return <KeysPage />;
  if (pathname === ROUTES.create) return <CreatePage />;
  if (pathname === ROUTES.evidence) return <EvidencePage />;
  if (pathname === ROUTES.audit) return <AuditPage />;
  if (place.page === 'site') {
    if (pathname === ROUTES.ceilings) return <CeilingsPage />;
    if (pathname === ROUTES.endpoints) return <EndpointsPage />;
    if (pathname === ROUTES.health) return <HealthPage />;
  }
  return <NoSuchPage />;
};

const NoSuchPage = () => (
  <>
    <PageHeader title="There is no such page" />
    <EmptyState title="Nothing is at this address">
      <p>
        Go to the <AppLink to={ROUTES.keys}>list of keys</AppLink>.
      </p>
    </EmptyState>
  </>
);
