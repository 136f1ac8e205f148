/**
 * The pages of a site that people look at: Jira's pages around the app's, the page about the site, the people as
 * JSON, and the choice of who one is. They read the site's state at each request and change nothing but the
 * session cookie.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { browserScript } from '../browser-script';
import { sessionCookie } from '../forge/http/session';
import { themeCss } from '../forge/page/theme-css';
import type { PageAnswer, PageRequest, Pages, Site } from '../site';
import { type PersonToBe, peopleOf, projectsOf } from '../start/people';
import { tourOf } from '../start/tour';
import { aboutPart } from './about';
import type { Markup } from './markup';
import { appFrame, refusalPart } from './shell/app-page';
import { jiraPage } from './shell/navigation';
import { ABOUT, firstPageFor, placeAt, refusalOf, sectionsFor } from './shell/places';

/** Pages that need the site, and a way to hand it to them once it listens. */
export function createPages(): { readonly answer: Pages; show(site: Site): void } {
  let shown: Site | undefined;
  return {
    answer: (request) => (shown === undefined ? starting : answer(shown, request)),
    show(site) {
      shown = site;
    },
  };
}

/** Nothing is loaded from elsewhere but the app's frame, and no script runs in a page itself. */
const policyOf = (site: Site): string =>
  `default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src ${new URL(site.pageFrame.url).origin}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;
const CALLS_SHOWN = 12;
const APP_NAME = 'Scoped Keys for Jira';

const starting: PageAnswer = { status: 503, headers: { 'Retry-After': '1' }, body: 'The site is starting.\n' };

async function answer(site: Site, request: PageRequest): Promise<PageAnswer | undefined> {
  if (request.method === 'POST' && request.path === '/sign-in') return signIn(site, request);
  if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
  switch (request.path) {
    case '/':
      return toFirstPage(site, request);
    case ABOUT:
      return aboutPage(site, request);
    case '/people.json':
      return json({ people: peopleOf(site.jira.state()) });
    case '/shell/shell.css':
      return styles(readFileSync(join(__dirname, 'shell/shell.css'), 'utf8'));
    case '/shell/theme.css':
      return styles(themeCss());
    case '/shell/jira-page.js':
      return script(await browserScript(join(__dirname, 'shell/browser/jira-page.ts')));
    default:
      return appPage(site, request);
  }
}

/** Opens onto the app. Who is not signed in becomes the administrator of the site, who sees all of it. */
function toFirstPage(site: Site, { accountId }: PageRequest): PageAnswer {
  const people = peopleOf(site.jira.state());
  const me = people.find((person) => person.accountId === accountId);
  const shown = me ?? people[0];
  if (shown === undefined) return { status: 303, headers: { Location: ABOUT }, body: '' };
  return {
    status: 303,
    headers: {
      Location: firstPageFor(site, shown),
      'Cache-Control': 'no-store',
      ...(me === undefined && { 'Set-Cookie': sessionCookie(shown.accountId) }),
    },
    body: '',
  };
}

/** The app's page at its place in Jira, or Jira's refusal in words; undefined where the path is no such place. */
function appPage(site: Site, request: PageRequest): PageAnswer | undefined {
  const found = placeAt(site, request.path);
  if (found === undefined) return undefined;
  const me = personOf(site, request);
  const refusal = refusalOf(site, found.place, me);
  if (refusal !== undefined || found.place === undefined) {
    return whole(site, request, 'Jira', refusalPart(refusal ?? NOT_FOUND));
  }
  return whole(site, request, site.pageFrame.titles[found.place.module], appFrame(site, found, APP_NAME));
}

const NOT_FOUND = { title: 'We couldn’t find that page', text: 'Choose another one at the side.' };

/** Content within Jira's bar and navigation. */
function whole(site: Site, request: PageRequest, title: string, content: Markup): PageAnswer {
  const me = personOf(site, request);
  const around = {
    siteName: site.jira.state().site.title,
    people: peopleOf(site.jira.state()),
    me,
    sections: sectionsFor(site, me),
    here: request.query === '' ? request.path : `${request.path}?${request.query}`,
  };
  return html(site, jiraPage(around, title, content));
}

const personOf = (site: Site, { accountId }: PageRequest): PersonToBe | undefined =>
  peopleOf(site.jira.state()).find((person) => person.accountId === accountId);

async function aboutPage(site: Site, request: PageRequest): Promise<PageAnswer> {
  const state = site.jira.state();
  const me = personOf(site, request);
  const tour = tourOf(state);
  const content = aboutPart({
    title: state.site.title,
    people: peopleOf(state),
    me,
    projects: projectsOf(state),
    gatewayUrl: await site.gatewayUrl(),
    exampleIssue: tour?.ownIssue.key,
    calls: site.jira.calls
      .filter(({ actor }) => actor.kind === 'app')
      .slice(-CALLS_SHOWN)
      .reverse(),
  });
  return whole(site, request, 'About this site', content);
}

/** Takes a form in which a person was chosen, and leads back to where it was. */
function signIn(site: Site, request: PageRequest): PageAnswer {
  const form = new URLSearchParams(request.body);
  const accountId = form.get('accountId') ?? '';
  const isKnown = peopleOf(site.jira.state()).some((person) => person.accountId === accountId);
  if (accountId !== '' && !isKnown) return { status: 404, headers: {}, body: 'There is no such person.\n' };
  const to = form.get('to') ?? '';
  return {
    status: 303,
    headers: {
      // A path of this site and of no other.
      Location: /^\/(?![/\\])/.test(to) ? to : ABOUT,
      'Set-Cookie': sessionCookie(accountId === '' ? undefined : accountId),
    },
    body: '',
  };
}

const html = (site: Site, body: string): PageAnswer => ({
  status: 200,
  headers: {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': policyOf(site),
    'Cache-Control': 'no-store',
  },
  body,
});

const styles = (body: string): PageAnswer => ({
  status: 200,
  headers: { 'Content-Type': 'text/css; charset=utf-8', 'Cache-Control': 'no-cache' },
  body,
});

const script = (body: string): PageAnswer => ({
  status: 200,
  headers: { 'Content-Type': 'text/javascript; charset=utf-8', 'Cache-Control': 'no-cache' },
  body,
});

const json = (content: unknown): PageAnswer => ({
  status: 200,
  headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' },
  body: JSON.stringify(content),
});
