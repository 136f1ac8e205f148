/**
 * Saved filters: each board has one, under an id and a name of its own. What it finds is asked of its query as the caller
 * sees the site, wherever that leads.
 */
import type { Issue } from '../state';
import type { Column } from './column';
import { byName } from './names';
import type { World } from './world';

/** The id of a board's filter. */
export const filterIdOf = (boardId: number): number => 10_000 + boardId;

export function savedFilters(world: World, label: string): Column {
  const all = [...world.state.boards.values()].map(({ id, name, jql }) => ({
    id: filterIdOf(id),
    name: `Filter for ${name}`,
    jql,
  }));
  const tests = new Map<number, (issue: Issue) => boolean>();
  const finds = (filter: (typeof all)[number], issue: Issue): boolean => {
    const test = tests.get(filter.id) ?? world.testOf(filter.jql);
    tests.set(filter.id, test);
    return test(issue);
  };
  return {
    label,
    kind: 'set',
    read: (issue) => all.filter((filter) => finds(filter, issue)).map(({ id }) => String(id)),
    find: (value) => byName(all, value),
  };
}
