/**
 * What ids and names of settings mean in the projects of a call, by their lexicons. Pure. What no project has a list of,
 * such as a category of statuses, is the same for all of them and means itself.
 */
import type { Ref } from '../catalogue/operation';
import { member } from '../jira/answers';
import type { Lexicon } from '../storage/records/lexicon';

const TABLES = {
  issueType: 'issueTypes',
  status: 'statuses',
  priority: 'priorities',
  resolution: 'resolutions',
  version: 'versions',
  component: 'components',
} as const;
const SHARED: ReadonlySet<Ref> = new Set(['linkType', 'statusCategory']);

const tableOf = (ref: Ref): (typeof TABLES)[keyof typeof TABLES] | undefined =>
  ref in TABLES ? TABLES[ref as keyof typeof TABLES] : undefined;

/** Has one of the projects a thing of this id? */
export function hasNamed(ref: Ref, id: string | undefined, lexicons: Iterable<Lexicon>): boolean {
  const table = tableOf(ref);
  if (id === undefined || table === undefined) return false;
  return [...lexicons].some((lexicon) => lexicon[table].some((each) => each.id === id));
}

/** The id of the one thing that is meant by an id or, in any case, by a name; undefined where none is, or several. */
export function idNamed(ref: Ref, text: string, lexicons: Iterable<Lexicon>): string | undefined {
  if (SHARED.has(ref)) return text;
  const table = tableOf(ref);
  if (table === undefined) return undefined;
  const all = [...lexicons].flatMap((lexicon) => lexicon[table]);
  if (all.some(({ id }) => id === text)) return text;
  const ids = new Set(all.filter(({ name }) => name.toLowerCase() === text.toLowerCase()).map(({ id }) => id));
  return ids.size === 1 ? [...ids][0] : undefined;
}

/**
 * Has a thing lost all that it lists under this name? In doubt it has: only where Jira listed nothing is there nothing to
 * lose.
 */
export function isEmptied(name: string | undefined, given: unknown, shown: unknown): boolean {
  if (name === undefined) return false;
  const [held, left] = [member(given, name), member(shown, name)];
  return !Array.isArray(held) || (held.length > 0 && !(Array.isArray(left) && left.length > 0));
}
