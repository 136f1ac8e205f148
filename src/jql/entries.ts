/**
 * Entries of a list by id or by name, letter case aside. Thousands of values against thousands of names would take a
 * second if each were compared with each: a list is indexed once.
 *
 * Trusts that a list never changes; the index is gone with its list, and so with the call.
 */

/** Options have a value where all others have a name. */
export type Named = { readonly id: string; readonly name?: string; readonly value?: string };

export const withId = <T extends Named>(entries: readonly T[], id: string): readonly T[] => under(entries, `#${id}`);

export const withName = <T extends Named>(entries: readonly T[], name: string): readonly T[] =>
  under(entries, `.${name.toLowerCase()}`);

function under<T extends Named>(entries: readonly T[], mark: string): readonly T[] {
  const places = INDEXES.get(entries) ?? indexed(entries);
  return (places.get(mark) ?? []).flatMap((at) => entries[at] ?? []);
}

type Index = ReadonlyMap<string, readonly number[]>;
const INDEXES = new WeakMap<readonly Named[], Index>();

function indexed(entries: readonly Named[]): Index {
  const index = new Map<string, number[]>();
  entries.forEach(({ id, value = '', name = value }, at) => {
    for (const mark of [`#${id}`, `.${name.toLowerCase()}`]) {
      const same = index.get(mark);
      if (same === undefined) index.set(mark, [at]);
      else same.push(at);
    }
  });
  INDEXES.set(entries, index);
  return index;
}
