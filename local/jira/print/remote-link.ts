/** Links to pages elsewhere. Their address names the issue by its key. */
import type { RemoteLink } from '../state';
import { type Printing, present, selfUrl } from './printing';

export function printRemoteLink(p: Printing, link: RemoteLink): Record<string, unknown> {
  return present({
    id: link.id,
    self: remoteLinkUrl(p, link),
    globalId: link.globalId ?? undefined,
    application: link.application ?? {},
    relationship: link.relationship,
    object: present({
      url: link.url,
      title: link.title,
      summary: link.summary,
      icon: { url16x16: `${new URL(link.url).origin}/favicon.ico`, title: link.title },
      status: { resolved: link.resolved ?? false, icon: {} },
    }),
  });
}

export const remoteLinkUrl = (p: Printing, link: RemoteLink): string =>
  selfUrl(p, `issue/${p.state.issues.get(link.issueId)?.key ?? link.issueId}/remotelink/${link.id}`);
