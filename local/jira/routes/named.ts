/**
 * Things named in a body by id, key, name or value, in any of Jira's spellings.
 *
 * Of several spellings in one object the last wins, and ids are looked up over the whole site: a stand-in that
 * bound them to the issue's project would hide what an app lets through.
 */
import { issueByKeyOrId, projectByKeyOrId } from '../change';
import { plainNumber } from '../change/plain-number';
import type { CustomField, FieldOption, Issue, JiraState, Project } from '../state';
import { isRecord, text } from './body';

type Named = { readonly id: string; readonly name: string };

/** By `{id}`, `{name}` or a bare text; names first among `near`, then anywhere. */
export function entityNamed<T extends Named>(
  all: Iterable<T>,
  value: unknown,
  near: (one: T) => boolean,
): T | undefined {
  const list = [...all];
  const byId = (id: string) => list.find((one) => one.id === plainNumber(id));
  const byName = (name: string) => {
    const same = list.filter((one) => one.name.toLowerCase() === name.toLowerCase());
    return same.find(near) ?? same[0];
  };
  return lastOf(value, (member, said) =>
    member === 'id' ? byId(said) : member === 'name' ? byName(said) : (byId(said) ?? byName(said)),
  );
}

export function projectNamed(state: JiraState, value: unknown): Project | undefined {
  const byName = (name: string) =>
    [...state.projects.values()].find((one) => one.name.toLowerCase() === name.toLowerCase());
  return lastOf(value, (_member, said) => projectByKeyOrId(state, said) ?? byName(said));
}

export const issueNamed = (state: JiraState, value: unknown): Issue | undefined =>
  lastOf(value, (_member, said) => issueByKeyOrId(state, said)?.issue);

/** An option by id or value; a child's only below its parent unless it is named by id. */
export const optionNamed = (field: CustomField, value: unknown, parentId?: string): FieldOption | undefined =>
  lastOf(
    value,
    (member, said) =>
      field.options.find((option) => option.id === plainNumber(said)) ??
      field.options.find(
        (option) =>
          member !== 'id' && option.value.toLowerCase() === said.toLowerCase() && option.parentId === parentId,
      ),
  );

/** An account id: `{accountId}`, `{id}` or a bare text. */
export const accountNamed = (value: unknown): string | undefined => lastOf(value, (_member, said) => said);

const SPELLINGS = new Set(['id', 'key', 'name', 'value', 'accountId', 'inward', 'outward']);

function lastOf<T>(value: unknown, find: (member: string, said: string) => T | undefined): T | undefined {
  if (Array.isArray(value)) return lastOf(value.at(-1), find);
  const bare = text(value);
  if (bare !== undefined) return find('', bare);
  if (!isRecord(value)) return undefined;
  const said = Object.entries(value).flatMap(([member, raw]) => {
    const word = SPELLINGS.has(member) ? text(raw) : undefined;
    return word === undefined ? [] : [find(member, word)];
  });
  return said.at(-1);
}
