/**
 * Looks names up in the whole site, as far as the caller sees it: by id or by name, in any case.
 *
 * A bare number is an id first and a name second; a string the other way round.
 */
import { issueByKeyOrId, projectByKeyOrId } from '../change';
import { plainNumber } from '../change/plain-number';
import type { Issue } from '../state';
import type { Value } from './read-query';
import type { World } from './world';

type Named = { readonly id: string | number; readonly name: string };

/** Ids of all entities that the value may mean. */
export function byName(entities: Iterable<Named>, value: Value): readonly string[] {
  const lower = value.text.toLowerCase();
  const number = plainNumber(value.text);
  const ids: string[] = [];
  const names: string[] = [];
  for (const { id, name } of entities) {
    if (String(id) === number) ids.push(String(id));
    if (name.toLowerCase() === lower) names.push(String(id));
  }
  const [first, second] = value.number ? [ids, names] : [names, ids];
  return first.length > 0 ? first : second;
}

/** Entities of a table that are the site's own or belong to a visible project. */
export function seen<T extends { readonly projectId: string | null }>(world: World, table: Iterable<T>): readonly T[] {
  const known = new Map<string | null, boolean>();
  return [...table].filter(({ projectId }) => {
    const before = known.get(projectId);
    if (before !== undefined) return before;
    const sees = world.sees(projectId);
    known.set(projectId, sees);
    return sees;
  });
}

/** A string is a key first, then a name, then an id; a bare number is an id before it is anything else. */
export function projectsBy(world: World, value: Value): readonly string[] {
  const found = projectByKeyOrId(world.state, value.text);
  const one = found !== undefined && world.seesProject(found) ? [found.id] : [];
  const isById = one[0] === plainNumber(value.text);
  if (one.length > 0 && (value.number || !isById)) return one;
  const lower = value.text.toLowerCase();
  const named = [...world.state.projects.values()].filter(
    (project) => project.name.toLowerCase() === lower && world.seesProject(project),
  );
  return named.length > 0 ? named.map(({ id }) => id) : one;
}

/** An issue that the caller may see, with whether the spelling is a former key. */
export function issueBy(world: World, keyOrId: string): { readonly issue: Issue; readonly moved: boolean } | undefined {
  const found = issueByKeyOrId(world.state, keyOrId);
  return found !== undefined && world.context.visible(found.issue) ? found : undefined;
}

/** People by account id, mail address or display name. */
export function peopleBy(world: World, text: string): readonly string[] {
  const lower = text.toLowerCase();
  return [...world.state.people.values()]
    .filter(
      ({ accountId, emailAddress, displayName }) =>
        accountId === text || emailAddress.toLowerCase() === lower || displayName.toLowerCase() === lower,
    )
    .map(({ accountId }) => accountId);
}
