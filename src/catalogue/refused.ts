/**
 * Why an operation that Jira has is never served to a key. Rows here make the refusal say why; what is in no
 * row at all is refused as `operation_unknown`, so that this list can be short without opening anything.
 */
import type { Operation } from './operation';

export type RefusalReason =
  /** Moves things across projects, or acts on many issues in a way that cannot be checked at call time. */
  | 'crosses_projects'
  /** Rights, schemes, workflows, fields, projects: changes what a scope means. */
  | 'configuration'
  /** Belongs to the app's one account, which all keys share. */
  | 'acts_as_the_app'
  /** A list of the whole site without a project. */
  | 'whole_site'
  /** Removed by Atlassian. */
  | 'removed_by_atlassian';

const refuse = (why: RefusalReason, rows: readonly (readonly [Operation['method'], string])[]): readonly Operation[] =>
  rows.map(([method, path]) => ({ id: `${method} ${path}`, method, path, kind: 'refused', why }));

export const REFUSED: readonly Operation[] = [
  ...refuse('removed_by_atlassian', [
    ['GET', 'search'],
    ['POST', 'search'],
  ]),
  ...refuse('crosses_projects', [
    ['POST', 'bulk/issues/move'],
    ['POST', 'bulk/issues/fields'],
    ['POST', 'bulk/issues/delete'],
    ['POST', 'bulk/issues/transition'],
    ['PUT', 'issue/archive'],
    ['PUT', 'issue/unarchive'],
    ['POST', 'issues/archive/export'],
    ['POST', 'issue/properties'],
    ['PUT', 'issue/properties'],
  ]),
  ...refuse('configuration', [
    ['POST', 'project'],
    ['PUT', 'project/{project}'],
    ['DELETE', 'project/{project}'],
    ['POST', 'webhook'],
    ['POST', 'filter'],
    ['POST', 'dashboard'],
  ]),
  ...refuse('acts_as_the_app', [
    ['GET', 'project/recent'],
    ['GET', 'issue/picker'],
    ['POST', 'issue/watching'],
    ['POST', 'issue/{issue}/notify'],
    ['POST', 'issue/{issue}/votes'],
    ['DELETE', 'issue/{issue}/votes'],
    ['GET', 'issue/{issue}/votes'],
  ]),
  ...refuse('whole_site', [
    ['GET', 'issue/createmeta'],
    ['GET', 'project/type'],
    ['GET', 'label'],
    ['POST', 'jql/parse'],
    ['GET', 'jql/autocompletedata'],
    ['POST', 'expression/evaluate'],
  ]),
];
