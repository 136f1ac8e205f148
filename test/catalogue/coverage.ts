/**
 * Which operation of Jira has which row, by area. An operation that a list knows and the catalogue does not is told by name:
 * Atlassian added it, and somebody has to decide whether it can be confined.
 */
import { existsSync, readFileSync } from 'node:fs';
import { API_BASES, type Operation } from '../../src/catalogue/operation';
import { OPERATIONS } from '../../src/catalogue/operations';
import { jiraOperations } from '../wall/jira-operations';
import { jiraJsOperations, type KnownOperation } from './jira-js-operations';

export type Coverage = {
  /** Operations of the lists, versions 2 and 3 of the platform counted once. */
  readonly known: readonly string[];
  /** Of them, those without a row. */
  readonly without: readonly string[];
  /** By area, then `allowed` or the reason of the refusal. */
  readonly areas: ReadonlyMap<string, ReadonlyMap<string, number>>;
};

const AREAS: readonly (readonly [prefix: string, area: string])[] = [
  ['/rest/api/', 'platform'],
  ['/rest/agile/', 'boards and sprints'],
  ['/rest/software/', 'boards and sprints'],
  ['/rest/servicedeskapi/', 'service desks'],
  ['/rest/', 'providers, apps and internal'],
];

/** `path` with every parameter as `{}`, and the platform's version left out. */
export const nameOf = ({ method, path }: KnownOperation): string =>
  `${method} ${path.replace(/^\/rest\/api\/(?:[23]|latest|\{\w*\})\//, '/rest/api/').replace(/\{\w*\}/g, '{}')}`;

/** The same for a row. */
export const nameOfRow = ({ method, api = 'platform', path }: Operation): string =>
  nameOf({ method, path: `/rest/${[...API_BASES[api], path].join('/')}` });

const areaOf = (name: string): string => {
  const path = name.slice(name.indexOf(' ') + 1);
  return AREAS.find(([prefix]) => path.startsWith(prefix))?.[1] ?? 'elsewhere';
};

/** The catalogue beside all lists that are at hand. */
export function coverage(lists: readonly (readonly KnownOperation[])[]): Coverage {
  const rows = new Map(OPERATIONS.map((row) => [nameOfRow(row), row]));
  const known = [...new Set(lists.flat().map(nameOf))].sort();
  const areas = new Map<string, Map<string, number>>();
  for (const row of rows.keys()) {
    const operation = rows.get(row);
    const kind = operation?.kind === 'refused' ? operation.why : 'allowed';
    const area = areas.get(areaOf(row)) ?? new Map<string, number>();
    area.set(kind, (area.get(kind) ?? 0) + 1);
    areas.set(areaOf(row), area);
  }
  return { known, without: known.filter((name) => !rows.has(name)), areas };
}

/** Atlassian's own list where it lies beside the repository. */
const BESIDE = '../shared/jira/operations.tsv';

/** The lists at hand, by what they are called. */
export function listsAtHand(): ReadonlyMap<string, readonly KnownOperation[]> {
  const lists = new Map([
    ['Atlassian’s OpenAPI files', jiraOperations()],
    ['the package jira.js', jiraJsOperations()],
  ]);
  if (existsSync(BESIDE)) {
    const [, ...lines] = readFileSync(BESIDE, 'utf8').trim().split('\n');
    const read = lines.map((line) => line.split('\t'));
    lists.set(
      BESIDE,
      read.map(([, method = '', path = '']) => ({ method, path })),
    );
  }
  return lists;
}
