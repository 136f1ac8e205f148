/** Over every page while all keys of the site are suspended: nobody is to look elsewhere for why nothing works. */
import SectionMessage from '@atlaskit/section-message';
import { useConsole } from '../../app/console-context';
import { useLocation } from '../../app/navigation';
import { ROUTES } from '../../app/routes';
import { useWhatHoldsNow } from '../../app/what-holds-here';
import { AppLink } from '../../parts/app-link';

export const BreakGlassBanner = () => {
  const { place } = useConsole();
  const { pathname } = useLocation();
  const { areAllKeysSuspended: isOn } = useWhatHoldsNow(pathname);
  return (
    <div role="status" className={isOn === true ? 'sk-break-glass-banner' : undefined}>
      {isOn === true ? (
        <SectionMessage appearance="error" title="All keys of this site are suspended">
          <p>
            No call with any key is served.{' '}
            <Switch isOnSite={place.page === 'site'} isHere={pathname === ROUTES.ceilings} />
          </p>
        </SectionMessage>
      ) : null}
    </div>
  );
};

const Switch = ({ isOnSite, isHere }: { readonly isOnSite: boolean; readonly isHere: boolean }) => {
  if (!isOnSite) return 'A Jira admin lets them go on.';
  if (isHere) return 'The switch is on this page.';
  return (
    <>
      The switch is on the page <AppLink to={ROUTES.ceilings}>Ceilings</AppLink>.
    </>
  );
};
