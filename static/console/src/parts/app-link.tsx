/** Links within the console: real ones, which also open in another tab; and links to the rest of the world. */
import { LinkButton } from '@atlaskit/button/new';
import { router } from '@forge/bridge';
import type { MouseEvent, ReactNode } from 'react';
import { useHrefOf, useNavigate } from '../app/navigation';

type Target = { readonly to: string; readonly children: ReactNode };

export const AppLink = ({ to, children, isCurrent = false }: Target & { readonly isCurrent?: boolean }) => {
  const { href, onClick } = useLink(to);
  return (
    <a className="sk-link" href={href} onClick={onClick} {...(isCurrent ? { 'aria-current': 'page' as const } : {})}>
      {children}
    </a>
  );
};

export const AppLinkButton = ({
  to,
  children,
  appearance = 'default',
}: Target & { readonly appearance?: 'default' | 'primary' | 'subtle' }) => {
  const { href, onClick } = useLink(to);
  return (
    <LinkButton appearance={appearance} href={href} onClick={onClick}>
      {children}
    </LinkButton>
  );
};

const useLink = (to: string) => {
  const navigate = useNavigate();
  const href = useHrefOf()(to);
  const onClick = (event: MouseEvent<HTMLAnchorElement>) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    navigate(to);
  };
  return { href, onClick };
};

/** A page outside of the console, in a tab of its own. `href`: an address, or a path of the Jira site. */
export const ExternalLink = ({ href, children }: { readonly href: string; readonly children: ReactNode }) => (
  <a
    className="sk-link"
    href={href}
    onClick={(event) => {
      event.preventDefault();
      void router.open(href);
    }}
  >
    {children}
    <span className="sk-only-heard"> (opens in a new tab)</span>
  </a>
);
