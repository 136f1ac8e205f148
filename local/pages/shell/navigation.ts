/** What stands around every page of the simulated Jira: the bar at the top and the navigation at the side. */
import type { PersonToBe } from '../../start/people';
import { type Markup, markup } from '../markup';

/** `name` tells links apart whose text is the same. */
export type Link = { readonly text: string; readonly name?: string; readonly href: string };
/** Places of one kind, by their breadcrumb. */
export type Section = { readonly heading: string; readonly links: readonly Link[] };

export type Surroundings = {
  /** Name of the Jira site. */
  readonly siteName: string;
  readonly people: readonly PersonToBe[];
  /** Who is signed in. */
  readonly me: PersonToBe | undefined;
  readonly sections: readonly Section[];
  /** Path and query of the page, to come back to after the person was changed. */
  readonly here: string;
};

/** A whole page with `content` as its main part. */
export const jiraPage = (around: Surroundings, title: string, content: Markup): string =>
  markup`<!doctype html>
<html lang="en" data-color-mode="light">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – ${around.siteName}</title>
<link rel="stylesheet" href="/shell/theme.css">
<link rel="stylesheet" href="/shell/shell.css">
<script src="/shell/jira-page.js" defer></script>
</head>
<body>
<a class="skip" href="#main">Skip to main content</a>
${topBar(around)}
<div class="below">
${sideNavigation(around)}
<main id="main" tabindex="-1">
${content}
</main>
</div>
<div id="flags" role="status" aria-label="Messages"></div>
</body>
</html>
`.source;

const topBar = ({ siteName, people, me, here }: Surroundings): Markup => markup`<header class="top">
<button id="menu" type="button" aria-expanded="false" aria-controls="navigation">Menu</button>
<a class="product" href="/" aria-label="Jira home"><span class="mark" aria-hidden="true"></span>Jira</a>
<span class="site">${siteName}</span>
<form method="post" action="/sign-in">
<input type="hidden" name="to" value="${here}">
<label for="person">Signed in as</label>
<select id="person" name="accountId">
<option value="">nobody</option>
${people.map(
  (person) =>
    markup`<option value="${person.accountId}"${person.accountId === me?.accountId ? markup` selected` : undefined}>${person.name} (${shortRole(person)})</option>`,
)}
</select>
<button>Switch</button>
</form>
<div class="theme">
<label for="theme">Theme</label>
<select id="theme" autocomplete="off">
<option value="system">Match system</option>
<option value="light">Light</option>
<option value="dark">Dark</option>
</select>
</div>
</header>`;

const shortRole = ({ siteAdmin, administers }: PersonToBe): string => {
  if (siteAdmin) return 'site admin';
  return administers.length > 0 ? `administers ${administers.join(', ')}` : 'member';
};

const sideNavigation = ({ sections, here }: Surroundings): Markup => markup`<nav id="navigation" aria-label="Jira">
${sections.map(
  ({ heading, links }) => markup`<h2>${heading}</h2>
<ul>
${links.map(
  ({ text, name, href }) =>
    markup`<li><a href="${href}"${name === undefined ? undefined : markup` aria-label="${name}"`}${here === href || here.startsWith(`${href}/`) ? markup` aria-current="page"` : undefined}>${text}</a></li>`,
)}
</ul>`,
)}
</nav>`;
