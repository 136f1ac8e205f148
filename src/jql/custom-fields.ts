/**
 * Which custom fields of the granted projects a query means by `cf[10010]`, by a name, or by `Name[Type]`.
 *
 * A name may stand for several fields; all of them belong to granted projects. Fields of other projects do not
 * exist here.
 */
import type { LexiconField } from '../storage/records/lexicon';
import type { Field } from './ast';
import { withId, withName } from './entries';
import type { JqlScope } from './facts';
import { customField, type JqlField } from './fields';

/** One field as it may be filtered, with what each granted project says of it. */
export type CustomField = { readonly row: JqlField; readonly inProjects: readonly LexiconField[] };

/** The fields meant, one entry for each field id; empty for a name that means nothing here. */
export function customFieldsFor(field: Field, scope: JqlScope): readonly CustomField[] {
  const all = meant(field, (find, text) =>
    scope.projects.flatMap(({ lexicon }) => find(lexicon.fields, text).filter(({ custom }) => custom !== undefined)),
  );
  const firsts = all.filter(({ id }, index) => all.findIndex((each) => each.id === id) === index);
  return firsts.flatMap((first) => {
    const row = customField(first);
    return row === undefined ? [] : [{ row, inProjects: all.filter(({ id }) => id === first.id) }];
  });
}

function meant(
  { customId, name }: Field,
  known: (find: typeof withId<LexiconField>, text: string) => readonly LexiconField[],
): readonly LexiconField[] {
  if (customId !== undefined) return known(withId, `customfield_${customId}`);
  const exact = known(withName, name);
  if (exact.length > 0) return exact;
  const [, own, type] = /^(.+)\[([^[\]]+)\]$/.exec(name) ?? [];
  const types = TYPE_LABELS.get(type?.toLowerCase() ?? '')?.split(' ');
  if (own === undefined || types === undefined) return [];
  return known(withName, own.trim()).filter(({ custom }) => types.includes(custom?.split(':').at(-1) ?? ''));
}

/** Jira's words for a field type in a collapsed name, such as `"Size[Dropdown]"`, and the types that they mean. */
const TYPE_LABELS: ReadonlyMap<string, string> = new Map([
  ['dropdown', 'select'],
  ['select list (single choice)', 'select'],
  ['select list (multiple choices)', 'multiselect'],
  ['checkboxes', 'multicheckboxes'],
  ['radio buttons', 'radiobuttons'],
  ['short text', 'textfield'],
  ['paragraph', 'textarea'],
  ['number', 'float'],
  ['date', 'datepicker'],
  ['time stamp', 'datetime'],
  ['date time', 'datetime'],
  ['labels', 'labels'],
  ['people', 'people userpicker multiuserpicker'],
  ['user picker (single user)', 'userpicker'],
  ['user picker (multiple users)', 'multiuserpicker'],
  ['url', 'url'],
  ['url field', 'url'],
  ['version picker (single version)', 'version'],
  ['version picker (multiple versions)', 'multiversion'],
]);
