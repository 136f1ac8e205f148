/**
 * Which of some projects a call names: in its path, or in the part of its query that every result must meet. Pure. A name
 * decides nothing about access; it says for which project a permission is meant.
 */
import { operandValues, type Query, type Test } from '../jql/ast';
import { systemField } from '../jql/fields';
import type { Grant } from '../storage/records/api-key';

type Project = Pick<Grant, 'projectId' | 'projectKey'>;
const ISSUE_KEY = /^([A-Za-z][A-Za-z0-9_]*)-[1-9][0-9]*$/;

/** `unknown`: the path names none that could be told by its spelling. `other`: it names one that is not among them. */
export type NamedInPath = { readonly project: Project } | 'other' | 'unknown';

/** The project that an issue key or a project in a path is of. */
export function projectInPath(target: string, projects: readonly Project[]): NamedInPath {
  const [path = ''] = target.split('?');
  const segments = path.split('/');
  const afterProject = segments[segments.indexOf('project') + 1];
  const byKey = segments.map((segment) => ISSUE_KEY.exec(segment)?.[1]).find((key) => key !== undefined);
  const spelling = byKey ?? (segments.includes('project') && afterProject !== 'search' ? afterProject : undefined);
  if (spelling === undefined) return 'unknown';
  const project = projects.find((each) => isSpelling(spelling, each));
  return project === undefined ? 'other' : { project };
}

/** The projects that a query is about; all of them where it does not say so outright. */
export function projectsInQuery(query: Query, projects: readonly Project[]): readonly Project[] {
  const { where } = query;
  const clauses = where === undefined ? [] : where.kind === 'and' ? where.clauses : [where];
  const named = clauses.flatMap((clause) => (clause.kind === 'test' ? namedBy(clause, projects) : []));
  return named.length === 0 ? projects : projects.filter((each) => named.includes(each));
}

function namedBy(test: Test, projects: readonly Project[]): readonly Project[] {
  if (test.operand === undefined || (test.operator !== '=' && test.operator !== 'in')) return [];
  const kind = systemField(test.field)?.kind;
  const texts = operandValues(test.operand).flatMap((value) => (value.kind === 'value' ? value.text : []));
  const spellings =
    kind === 'issues' ? texts.flatMap((text) => ISSUE_KEY.exec(text)?.[1] ?? []) : kind === 'projects' ? texts : [];
  return projects.filter((each) => spellings.some((spelling) => isSpelling(spelling, each)));
}

const isSpelling = (spelling: string, { projectId, projectKey }: Project): boolean =>
  spelling === projectId || spelling.toUpperCase() === projectKey.toUpperCase();
