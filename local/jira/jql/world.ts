/**
 * What one search knows: the state, who asks, when, and what it has to complain about.
 *
 * INVARIANT: names are looked up in the whole site as far as the caller may see it, apart from the query's result.
 */
import { canSeeProject } from '../permissions';
import type { Issue, JiraState, Project } from '../state';
import type { Switches } from '../switches';
import type { Clock } from './moments';

export type SearchContext = {
  readonly accountId: string | null;
  readonly now: number;
  readonly switches: Switches;
  readonly visible: (issue: Issue) => boolean;
};

export class World {
  readonly errors: string[] = [];
  readonly warnings: string[] = [];
  /** How much each text search of the query makes of an issue. */
  readonly scores: ((issue: Issue) => number)[] = [];
  readonly clock: Clock;

  constructor(
    readonly state: JiraState,
    readonly context: SearchContext,
    /** What a query inside of this one finds; a query that cannot be read finds nothing. */
    readonly testOf: (jql: string) => (issue: Issue) => boolean,
  ) {
    const person = context.accountId === null ? undefined : state.people.get(context.accountId);
    this.clock = { now: context.now, zone: person?.timeZone ?? state.site.timeZone };
  }

  /** Is this project's name one that the caller may use? */
  sees(projectId: string | null): boolean {
    if (projectId === null) return true;
    const project = this.state.projects.get(projectId);
    return project !== undefined && this.seesProject(project);
  }

  seesProject(project: Project): boolean {
    return project.lifecycle === 'live' && canSeeProject(this.state, this.context.accountId, project);
  }

  /** Adds an error and is false, so that a test can end with it. */
  error(message: string): false {
    if (!this.errors.includes(message)) this.errors.push(message);
    return false;
  }

  /** A value that names nothing: an error, nothing at all, or a warning, by switch. */
  unknownValue(message: string): void {
    const form = this.context.switches['jql.unknownValue'];
    if (form === '400') this.error(message);
    if (form === 'warnings' && !this.warnings.includes(message)) this.warnings.push(message);
  }

  unknownKey(message: string): void {
    if (this.context.switches['jql.unknownKey'] === '400') this.error(message);
  }
}
