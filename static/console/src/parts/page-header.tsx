/** The head of a page: its heading, which takes the focus when the page opens, what it is about, and what can be done. */

import { view } from '@forge/bridge';
import { type ReactNode, useEffect, useRef } from 'react';
import { useLocation } from '../app/navigation';
import { AppLink } from './app-link';

export type PageHeaderProps = {
  readonly title: string;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  /** The page above this one. */
  readonly parent?: { readonly title: string; readonly to: string };
};

export const PageHeader = ({ title, description, actions, parent }: PageHeaderProps) => {
  const heading = useRef<HTMLHeadingElement>(null);
  const { pathname } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page has another heading
  useEffect(() => {
    if (isFirstPage) isFirstPage = false;
    else heading.current?.focus();
  }, [pathname]);
  useEffect(() => {
    // Where Jira cannot change it, the title of the whole page stays.
    void view.changeWindowTitle([...new Set([title, 'API keys', 'Jira'])].join(' - ')).catch(() => undefined);
  }, [title]);
  return (
    <header className="sk-page-header">
      {parent === undefined ? null : (
        <nav aria-label="Breadcrumbs" className="sk-breadcrumbs">
          <AppLink to={parent.to}>{parent.title}</AppLink>
        </nav>
      )}
      <div className="sk-page-title-row">
        <h1 ref={heading} tabIndex={-1} className="sk-page-title" dir="auto">
          {title}
        </h1>
        {actions === undefined || actions === null ? null : <div className="sk-actions">{actions}</div>}
      </div>
      {description === undefined ? null : <div className="sk-page-description">{description}</div>}
    </header>
  );
};

/** Where the console has just been opened, the focus stays where Jira has it. */
let isFirstPage = true;
