/**
 * The parts of the simulated Jira that a site is put together from. The platform knows Jira by these
 * functions alone; tests of the platform hand in a smaller Jira of their own.
 */
import type { Jira } from '../jira/jira';
import type { JiraState } from '../jira/state';
import type { Switches } from '../jira/switches';
import type { SiteDatabase } from './storage/database';

export type JiraKit = {
  createJira(options: { state: JiraState; now: () => number; switches?: Partial<Switches> }): Jira;
  seed(name: 'demo' | 'fixture', now: number): JiraState;
  loadState(database: SiteDatabase): JiraState | undefined;
  saveChanges(database: SiteDatabase, previous: JiraState | undefined, next: JiraState): void;
  digestOutside(state: JiraState, projectIds: readonly string[]): string;
  island(state: JiraState, projectIds: readonly string[]): JiraState;
};
