/**
 * Which custom fields of the granted projects a query means by `cf[10010]`, by a name, or by `Name[Type]`.
 *
 * A name may stand for several fields; all of them belong to granted projects. Fields of other projects do not
 * exist here.
 */
import type { LexiconField } from '../storage/records/lexicon';
import type { Field } from './ast';
import type { JqlScope } from './facts';
import { customField, type JqlField } from './fields';

/** One field as it may be filtered, with what each granted project says of it. */
export type CustomField = { readonly row: JqlField; readonly inProjects: readonly LexiconField[] };

/** The fields meant, one entry for each field id; empty for a name that means nothing here. */
export function customFieldsFor(field: Field, scope: JqlScope): readonly CustomField[] {
  const known = scope.projects.flatMap(({ lexicon }) => lexicon.fields.filter(({ custom }) => custom !== undefined));
  const all = meant(field, known);
  const firsts = all.filter(({ id }, index) => all.findIndex((each) => each.id === id) === index);
  return firsts.flatMap((first) => {
    const row = customField(first);
    return row === undefined ? [] : [{ row, inProjects: all.filter(({ id }) => id === first.id) }];
  });
}

function meant(field: Field, known: readonly LexiconField[]): readonly LexiconField[] {
  if (field.customId !== undefined) return known.filter(({ id }) => id === `customfield_${field.customId}`);
  const named = (name: string) => known.filter((each) => each.name.toLowerCase() === name.toLowerCase());
  const exact = named(field.name);
  if (exact.length > 0) return exact;
  const [, name, type] = /^(.+)\[([^[\]]+)\]$/.exec(field.name) ?? [];
  const types = TYPE_LABELS.get(type?.toLowerCase() ?? '');
  if (name === undefined || types === undefined) return [];
  return named(name.trim()).filter(({ custom }) => types.includes(custom?.split(':').at(-1) ?? ''));
}

/** Jira's words for a field type in a collapsed name, such as `"Size[Dropdown]"`. */
const TYPE_LABELS: ReadonlyMap<string, readonly string[]> = new Map([
  ['dropdown', ['select']],
  ['select list (single choice)', ['select']],
  ['select list (multiple choices)', ['multiselect']],
  ['checkboxes', ['multicheckboxes']],
  ['radio buttons', ['radiobuttons']],
  ['short text', ['textfield']],
  ['paragraph', ['textarea']],
  ['number', ['float']],
  ['date', ['datepicker']],
  ['time stamp', ['datetime']],
  ['date time', ['datetime']],
  ['labels', ['labels']],
  ['people', ['people', 'userpicker', 'multiuserpicker']],
  ['user picker (single user)', ['userpicker']],
  ['user picker (multiple users)', ['multiuserpicker']],
  ['url', ['url']],
  ['url field', ['url']],
  ['version picker (single version)', ['version']],
  ['version picker (multiple versions)', ['multiversion']],
]);
