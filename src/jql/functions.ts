/**
 * The functions that a query may call: an allow-list. Each depends on time or on in-scope data only.
 *
 * Whatever asks about people, groups, roles, history, other projects or an app's own index is refused with the same
 * words as an invented name, and so is every function that Jira may add. Data, no I/O.
 */
import type { SprintState } from './facts';
import type { FieldKind } from './fields';

export type JqlFunction = {
  /** The one name by which it is sent. */
  readonly name: string;
  readonly kind: FieldKind;
  /** Many values need `in`; one also goes with `=` and `<`. */
  readonly answers: 'one' | 'many';
  /** `offset`: at most one, such as `-1d`. `projects`: project ids, all granted ones where none is named. */
  readonly args: 'none' | 'offset' | 'projects' | 'project' | 'link';
  /** Never sent: it stands for the sprints in this state that the query may know. Jira's own would find hidden ones. */
  readonly inState?: SprintState;
};

/** The row of a function by any of its names. */
export function jqlFunction(name: string): JqlFunction | undefined {
  return FUNCTIONS.get(name.toLowerCase());
}

/** Every name of a function, in lower case. */
export const jqlFunctionNames = (): readonly string[] => [...FUNCTIONS.keys()];

const PERIODS = ['Day', 'Week', 'Month', 'Year'];

const FUNCTIONS: ReadonlyMap<string, JqlFunction> = new Map(
  [
    row('now', 'date', 'one', 'none'),
    ...PERIODS.flatMap((period) => [
      row(`startOf${period}`, 'date', 'one', 'offset'),
      row(`endOf${period}`, 'date', 'one', 'offset'),
    ]),
    row('standardIssueTypes', 'issueTypes', 'many', 'none', 'standardWorkTypes'),
    row('subtaskIssueTypes', 'issueTypes', 'many', 'none', 'subtaskWorkTypes'),
    sprintsIn('openSprints', 'active'),
    sprintsIn('closedSprints', 'closed'),
    sprintsIn('futureSprints', 'future'),
    row('releasedVersions', 'versions', 'many', 'projects'),
    row('unreleasedVersions', 'versions', 'many', 'projects'),
    row('latestReleasedVersion', 'versions', 'one', 'project'),
    row('earliestUnreleasedVersion', 'versions', 'one', 'project'),
    row('linkedIssues', 'issues', 'many', 'link', 'linkedWorkItems'),
  ].flat(),
);

function row(
  name: string,
  kind: FieldKind,
  answers: JqlFunction['answers'],
  args: JqlFunction['args'],
  alias?: string,
): [string, JqlFunction][] {
  const names = alias === undefined ? [name] : [name, alias];
  return names.map((each) => [each.toLowerCase(), { name, kind, answers, args }]);
}

function sprintsIn(name: string, inState: SprintState): [string, JqlFunction][] {
  return [[name.toLowerCase(), { name, kind: 'sprints', answers: 'many', args: 'none', inState }]];
}
