/**
 * The site that the confinement tests run on: what a key for ALPHA (and BETA, reading) may see, and around it
 * everything that it must not. Each text that belongs to foreign projects only carries a mark of its own.
 * The same for the same `now`.
 */
import type { JiraState } from '../state';
import { emptySite, ROLE } from './base';
import { person, SiteBuilder } from './builders';
import { addAcross } from './fixture/across';
import { addAlpha, addBeta } from './fixture/alpha';
import { canaryMaker } from './fixture/canary';
import { addDesks } from './fixture/desks';
import { addFields } from './fixture/fields';
import { FIXTURE } from './fixture/ids';
import { addOmega } from './fixture/omega';
import { addOthers } from './fixture/others';

export { canaries } from './fixture/canary';
export { FIXTURE } from './fixture/ids';

/** The fixture as it stands at this moment, in epoch milliseconds. */
export function fixtureState(now: number): JiraState {
  const canary = canaryMaker();
  const group = canary('group');
  const site = new SiteBuilder(emptySite(SITE, APP, FIRST_ID), now);
  site.people(peopleOf(canary, group));
  site.add('roles', { id: '10404', name: 'Customers', description: 'Nobody has it' });
  site.add('categories', { id: '10430', name: 'Products', description: 'What we sell' });
  const fields = addFields(site, canary);
  addAlpha(site, fields.alpha);
  addBeta(site, fields.alpha);
  addOmega(site, canary, fields.omega, group);
  addOthers(site, canary);
  addAcross(site, canary);
  addDesks(site, canary);
  return { ...site.state, nextId: NEXT_ID };
}

/** History entries are numbered from here while the site grows; no named thing is in this range. */
const FIRST_ID = 30_000;
/** Above every id of the fixture, so that what tests name as missing stays so. */
const NEXT_ID = 60_000;

const SITE: JiraState['site'] = {
  baseUrl: 'https://example.atlassian.net',
  cloudId: '00000000-0000-4000-a000-000000000001',
  title: 'Example',
  timeZone: 'America/Los_Angeles',
  appAccountId: FIXTURE.people.app,
  appRoleId: ROLE.app,
};

const APP = person(1, 'Scoped Keys', { accountType: 'app', timeZone: 'Etc/GMT' });

const peopleOf = (canary: (word: string) => string, group: string) => [
  person(2, 'Simone Site', { siteAdmin: true, groups: ['jira-administrators'] }),
  person(3, 'Alva Admin', { groups: ['jira-users'] }),
  person(4, 'Birk Boss', { groups: ['jira-users'], timeZone: 'Europe/Berlin' }),
  person(5, 'Cleo Chief', { groups: ['jira-users'] }),
  person(6, 'Mika Member', { groups: ['jira-users'] }),
  person(7, 'Kim Colleague', { groups: ['jira-users'] }),
  person(8, 'Bela Betamann', { groups: ['jira-users'] }),
  person(9, canary('outsider'), { groups: ['jira-users', group] }),
  person(10, canary('lead'), { groups: ['jira-users', group] }),
  person(11, 'Lior Leaver', { active: false }),
];
