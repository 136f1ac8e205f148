/**
 * The pages of a site that people look at: the start page, its style, the people as JSON, and the choice of who
 * one is. They read the site's state at each request and change nothing but the session cookie.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sessionCookie } from '../forge/http/session';
import type { PageAnswer, PageRequest, Pages, Site } from '../site';
import { peopleOf, projectsOf } from '../start/people';
import { tourOf } from '../start/tour';
import { homePage } from './home';

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

/** Nothing is loaded from elsewhere and no script runs. */
const POLICY = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const CALLS_SHOWN = 12;

const starting: PageAnswer = { status: 503, headers: { 'Retry-After': '1' }, body: 'The site is starting.\n' };

async function answer(site: Site, request: PageRequest): Promise<PageAnswer | undefined> {
  const reads = request.method === 'GET' || request.method === 'HEAD';
  if (reads && request.path === '/') return html(await home(site, request.accountId));
  if (reads && request.path === '/page.css') return css();
  if (reads && request.path === '/people.json') return json({ people: peopleOf(site.jira.state()) });
  if (request.method === 'POST' && request.path === '/sign-in') return signIn(site, request);
  return undefined;
}

async function home(site: Site, accountId: string | undefined): Promise<string> {
  const state = site.jira.state();
  const people = peopleOf(state);
  const tour = tourOf(state);
  return homePage({
    title: state.site.title,
    people,
    me: people.find((person) => person.accountId === accountId),
    projects: projectsOf(state),
    gatewayUrl: await site.gatewayUrl(),
    exampleIssue: tour?.ownIssue.key,
    calls: site.jira.calls
      .filter(({ actor }) => actor.kind === 'app')
      .slice(-CALLS_SHOWN)
      .reverse(),
  });
}

/** Takes the form of the start page, and leads back to it. */
function signIn(site: Site, request: PageRequest): PageAnswer {
  const accountId = new URLSearchParams(request.body).get('accountId') ?? '';
  const isKnown = peopleOf(site.jira.state()).some((person) => person.accountId === accountId);
  if (accountId !== '' && !isKnown) return { status: 404, headers: {}, body: 'There is no such person.\n' };
  return {
    status: 303,
    headers: { Location: '/', 'Set-Cookie': sessionCookie(accountId === '' ? undefined : accountId) },
    body: '',
  };
}

const html = (body: string): PageAnswer => ({
  status: 200,
  headers: {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': POLICY,
    'Cache-Control': 'no-store',
  },
  body,
});

const css = (): PageAnswer => ({
  status: 200,
  headers: { 'Content-Type': 'text/css; charset=utf-8' },
  body: readFileSync(join(__dirname, 'page.css'), 'utf8'),
});

const json = (content: unknown): PageAnswer => ({
  status: 200,
  headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' },
  body: JSON.stringify(content),
});
