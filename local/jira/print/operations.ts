/** `expand=operations`: the issue's menu, which names its key in every address. */
import type { Issue } from '../state';
import { type Printing, siteUrl } from './printing';

export function printOperations(p: Printing, issue: Issue): Record<string, unknown> {
  const link = (id: string, label: string, path: string) => ({
    id,
    styleClass: 'issueaction',
    label,
    title: `${label} ${issue.key}`,
    href: siteUrl(p, path),
    weight: 10,
  });
  return {
    linkGroups: [
      {
        id: 'view.issue.opsbar',
        links: [
          link('edit-issue', 'Edit', `secure/EditIssue!default.jspa?id=${issue.id}`),
          link('comment-issue', 'Comment', `browse/${issue.key}`),
        ],
        groups: [],
      },
    ],
  };
}
