/**
 * ORDER BY. Without one, the newest issue comes first, or of a text search what matches best. Issues whose field is empty come last; equal ones keep the
 * order of the newest first, so that pages are stable.
 */
import type { Issue } from '../state';
import type { Column } from './column';
import { columnsOf } from './columns';
import type { Sort } from './read-query';
import type { World } from './world';

/** A comparison of two issues. */
export type Compare = (one: Issue, other: Issue) => number;

const FIELDS_MAX = 7;

/** The comparison that a query asks for; complaints go to the world. */
export function compileSorts(world: World, sorts: readonly Sort[]): Compare {
  if (sorts.length > FIELDS_MAX) world.error(`Sorting by more than ${FIELDS_MAX} fields is not supported.`);
  const compares = sorts.flatMap(({ field, descending }) => {
    const columns = columnsOf(world, field);
    if (columns.length === 0) {
      world.error(`Field '${field.name}' does not exist or you do not have permission to view it.`);
    }
    return columns.map((column) => compareBy(world, column, descending));
  });
  return (one, other) => {
    for (const compare of compares) {
      const found = compare(one, other);
      if (found !== 0) return found;
    }
    return newestFirst(one, other);
  };
}

/**
 * What matches best comes first. Jira's default order is "issue key or none if there is a text search included in the query",
 * and its index weighs a word by how rare it is on the whole site, whoever asks.
 */
export function compileRelevance({ scores }: World): Compare {
  const known = new Map<Issue, number>();
  const scoreOf = (issue: Issue): number => {
    const score = known.get(issue) ?? scores.reduce((sum, each) => sum + each(issue), 0);
    known.set(issue, score);
    return score;
  };
  return (one, other) => scoreOf(other) - scoreOf(one) || newestFirst(one, other);
}

const newestFirst: Compare = (one, other) =>
  order(other.created, one.created) || Number(other.id) - Number(one.id) || order(other.id, one.id);

function compareBy(world: World, column: Column, descending: boolean): Compare {
  const keyOf = sortKey(column);
  if (keyOf === undefined) {
    world.error(`Not able to sort using field '${column.label}'.`);
    return () => 0;
  }
  const sign = descending ? -1 : 1;
  return (one, other) => {
    const [a, b] = [keyOf(one), keyOf(other)];
    if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
    return sign * order(a, b);
  };
}

type Key = string | number;

function sortKey(column: Column): ((issue: Issue) => Key | undefined) | undefined {
  switch (column.kind) {
    case 'text':
      return column.label.toLowerCase() === 'text' || column.label.toLowerCase() === 'comment'
        ? undefined
        : (issue) => column.read(issue)[0]?.toLowerCase();
    case 'set': {
      const { sortText, order: place } = column;
      const keyOf = (id: string): Key => sortText?.(id).toLowerCase() ?? place?.(id) ?? id;
      return (issue) => column.read(issue).map(keyOf)[0];
    }
    default:
      return (issue) => column.read(issue)[0];
  }
}

const order = (one: Key, other: Key): number => (one < other ? -1 : one > other ? 1 : 0);
