/** What a page says where there is nothing to show yet, and what to do about it. */
import type { ReactNode } from 'react';

export type EmptyStateProps = {
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
};

export const EmptyState = ({ title, children, actions }: EmptyStateProps) => (
  <section className="sk-empty">
    <h2 className="sk-section-title">{title}</h2>
    <div>{children}</div>
    {actions === undefined || actions === null ? null : <div className="sk-actions">{actions}</div>}
  </section>
);
