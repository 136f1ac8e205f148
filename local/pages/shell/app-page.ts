/** The part of Jira's page that holds the app: its frame, or why there is none. */
import type { Site } from '../../site';
import { type Markup, markup } from '../markup';
import type { Place, Refusal } from './places';

/** What Forge lets the frame of a page do. */
const SANDBOX =
  'allow-downloads allow-forms allow-modals allow-pointer-lock allow-popups allow-popups-to-escape-sandbox allow-same-origin allow-scripts';

/** The frame of the app at this place. Its address is set by the script, which has to listen first. */
export function appFrame(site: Site, { place, base }: Place, appName: string): Markup {
  const { titles, url } = site.pageFrame;
  const title = titles[place.module];
  const grows = site.switches['page.frame'] === 'grows';
  const breadcrumbs =
    place.module === 'admin' ? ['Jira settings', 'Apps', title] : [place.projectKey, 'Project settings', 'Apps', title];
  return markup`<ol class="breadcrumbs" aria-label="Breadcrumbs">
${breadcrumbs.map((text) => markup`<li>${text}</li>`)}
</ol>
<iframe title="${title}" sandbox="${SANDBOX}" allow="clipboard-write" data-address="${url}" data-base="${base}" data-module="${place.module}"${
    place.module === 'project' ? markup` data-project-id="${place.projectId}"` : undefined
  }${grows ? markup` data-grows` : undefined}></iframe>
<noscript><p>This page needs JavaScript, as Jira does.</p></noscript>
<dialog id="consent" aria-labelledby="consent-title">
<form method="dialog">
<h2 id="consent-title">${appName} needs access to your account</h2>
<p>${appName} wants to act in your name in Jira on this site. It can do no more than you can.</p>
<button value="allow">Allow access</button>
<button value="">Not now</button>
</form>
</dialog>`;
}

/** Jira's own words where it does not show the page. */
export const refusalPart = ({ title, text }: Refusal): Markup => markup`<div class="refusal">
<h1>${title}</h1>
<p>${text}</p>
</div>`;
