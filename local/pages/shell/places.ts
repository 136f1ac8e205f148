/**
 * The app's pages as places of the simulated Jira: which page an address means, and whether Jira would show it to
 * this person. Read from the site's state at each call.
 */
import { holds } from '../../jira/permissions';
import type { Project } from '../../jira/state';
import type { ResolverPlace, Site } from '../../site';
import type { PersonToBe } from '../../start/people';
import { projectsOf } from '../../start/people';
import type { Section } from './navigation';

export type Place = {
  readonly place: ResolverPlace;
  /** Path at which the page stands; its own route follows. */
  readonly base: string;
};
export type Refusal = { readonly title: string; readonly text: string };

/** The page that a path means; a project that is not there is `undefined` in it. No page of the app: undefined. */
export function placeAt(site: Site, path: string): Place | { readonly place: undefined } | undefined {
  const admin = basePath(site, { module: 'admin' });
  if (isBelow(path, admin)) return { place: { module: 'admin' }, base: admin };
  const key = /^\/jira\/software\/projects\/([^/]+)\/settings\/apps\//.exec(path)?.[1];
  if (key === undefined) return undefined;
  const project = projectsOf(site.jira.state()).find((one) => one.key === decodeURIComponent(key));
  if (project === undefined) return { place: undefined };
  const place = placeOf(project);
  const base = basePath(site, place);
  return isBelow(path, base) ? { place, base } : undefined;
}

/** Why Jira does not show the page to this person, in Jira's words; undefined: it does. */
export function refusalOf(
  site: Site,
  place: ResolverPlace | undefined,
  me: PersonToBe | undefined,
): Refusal | undefined {
  if (me === undefined) {
    return { title: 'Log in to continue', text: 'Choose above whom you want to be, and press “Switch”.' };
  }
  if (place === undefined) return NO_PROJECT;
  if (place.module === 'admin') return me.siteAdmin ? undefined : NO_ADMIN;
  const project = site.jira.state().projects.get(place.projectId);
  // A site admin administers also what that person cannot browse.
  if (project !== undefined && me.administers.includes(project.key)) return undefined;
  const isSeen = project !== undefined && holds(site.jira.state(), me, 'BROWSE_PROJECTS', project);
  return isSeen ? NO_PROJECT_ADMIN : NO_PROJECT;
}

const NO_PROJECT = {
  title: 'We couldn’t find that project',
  text: 'It may have been deleted, or you don’t have permission to see it. Ask a Jira admin for access.',
};
const NO_ADMIN = {
  title: 'You don’t have permission to view this page',
  text: 'Only Jira admins can open Jira settings. Ask your Jira admin, or switch to a person who is one.',
};
const NO_PROJECT_ADMIN = {
  title: 'You don’t have permission to view this page',
  text: 'Only administrators of this project can open its settings. Ask one of them for access, or switch to a person who is one.',
};

/** The navigation that this person has: settings of the site and of each project that the person administers. */
export function sectionsFor(site: Site, me: PersonToBe | undefined): readonly Section[] {
  const { admin, project: projectTitle } = site.pageFrame.titles;
  const projects = projectsOf(site.jira.state()).filter(({ key }) => me?.administers.includes(key) === true);
  return [
    ...(me?.siteAdmin === true
      ? [{ heading: 'Jira settings › Apps', links: [{ text: admin, href: basePath(site, { module: 'admin' }) }] }]
      : []),
    ...projects.map((project) => ({
      heading: `${project.name} › Project settings › Apps`,
      links: [
        { text: projectTitle, name: `${projectTitle} of ${project.name}`, href: basePath(site, placeOf(project)) },
      ],
    })),
    { heading: 'Local site', links: [{ text: 'About this site', href: ABOUT }] },
  ];
}

export const ABOUT = '/about';

/** Where a person begins: the widest page of the app that Jira shows to that person. */
export function firstPageFor(site: Site, me: PersonToBe): string {
  if (me.siteAdmin) return basePath(site, { module: 'admin' });
  const own = projectsOf(site.jira.state()).find(({ key }) => me.administers.includes(key));
  return own === undefined ? ABOUT : basePath(site, placeOf(own));
}

const placeOf = ({ id, key }: Project): ResolverPlace => ({ module: 'project', projectId: id, projectKey: key });
const basePath = (site: Site, place: ResolverPlace): string => new URL(site.consoleUrl(place)).pathname;
const isBelow = (path: string, base: string): boolean => path === base || path.startsWith(`${base}/`);
