/**
 * Rich text as HTML.
 *
 * By switch a typed issue key becomes a link that carries the other issue's summary and says whether it is
 * resolved, whatever project that issue is in: the reason why an app must not hand this HTML on.
 */
import { issueByKeyOrId } from '../change';
import { toHtml } from '../rich-text';
import type { RichText } from '../state';
import { type Printing, siteUrl } from './printing';

export const printHtml = (p: Printing, text: RichText): string => toHtml(text, (key) => keyLink(p, key));

function keyLink(p: Printing, key: string): string {
  const form = p.switches['render.issueKeys'];
  const found = form === 'plain' ? undefined : issueByKeyOrId(p.state, key);
  if (found === undefined) return key;
  const shown = found.issue.resolutionId === null ? key : `<del>${key}</del>`;
  const title = form === 'link-with-title' ? ` title="${escapeHtml(found.issue.summary)}"` : '';
  return `<a href="${siteUrl(p, `browse/${found.issue.key}`)}"${title} class="issue-link" data-issue-key="${found.issue.key}">${shown}</a>`;
}

const escapeHtml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
