/**
 * What a value in a query means inside the granted projects: ids in place of names, and nothing where a name means
 * nothing here. Foreign, moved away and never existing give the same: no values.
 *
 * INVARIANT: `JqlScope` was proven inside the grants before this runs.
 */
import type { LexiconField } from '../storage/records/lexicon';
import type { Value } from './ast';
import type { JqlScope } from './facts';
import type { FieldKind } from './fields';
import { issueSpelling } from './references';

type Named = { readonly id: string; readonly name: string };

/** The values that stand for `value`; undefined where its field takes no such value, whoever asks. */
export function resolveValue(
  value: Value,
  kind: FieldKind,
  scope: JqlScope,
  inProjects: readonly LexiconField[],
): readonly Value[] | undefined {
  switch (kind) {
    case 'projects':
      return ids(resolveProject(value.text, scope));
    case 'issues':
      return ids(resolveIssue(value.text, scope).map(({ id }) => id));
    case 'people':
      return scope.people.has(value.text) ? [string(value.text)] : [];
    case 'categories':
      return ids(named(value, CATEGORIES));
    case 'linkTypes':
      return resolveLinkType(value.text, scope).map(string);
    case 'sprints':
      return ids(scope.projects.flatMap(({ sprints }) => named(value, sprints ?? [])));
    case 'options':
      return ids(
        inProjects.flatMap(({ options }) =>
          named(
            value,
            (options ?? []).map(({ id, value: name }) => ({ id, name })),
          ),
        ),
      );
    case 'issueTypes':
    case 'statuses':
    case 'priorities':
    case 'resolutions':
    case 'versions':
    case 'components':
      return ids(scope.projects.flatMap(({ lexicon }) => named(value, lexicon[kind])));
    default:
      return literal(value, kind);
  }
}

/** Granted projects by id or by a key that is or was theirs. */
export function resolveProject(text: string, scope: JqlScope): readonly string[] {
  const key = text.replace(/[a-z]/g, (letter) => letter.toUpperCase());
  const isMeant = (project: JqlScope['projects'][number]) =>
    project.id === text || project.key === key || project.lexicon.projectKeys.includes(key);
  return scope.projects.filter(isMeant).map(({ id }) => id);
}

/** An issue inside the grants, as a list of one, or none. */
export function resolveIssue(text: string, scope: JqlScope): readonly { readonly id: string; readonly key: string }[] {
  const spelling = issueSpelling(text);
  const issue = spelling === undefined ? undefined : scope.issues.get(spelling);
  return issue === undefined || !scope.projects.some(({ id }) => id === issue.projectId) ? [] : [issue];
}

/** Words of a link type or of one of its directions, spelled as Jira spells them. */
export function resolveLinkType(text: string, scope: JqlScope): readonly string[] {
  const words = (scope.linkTypes ?? []).flatMap(({ name, inward, outward }) => [name, inward, outward]);
  return [...new Set(words.filter((word) => isSame(word, text)))];
}

/** As Jira does: a bare number is an id first and a name second, a string the other way round. */
function named(value: Value, entries: readonly Named[]): readonly string[] {
  const byId = entries.filter(({ id }) => id === value.text);
  const byName = entries.filter(({ name }) => isSame(name, value.text));
  const [first, second] = value.number ? [byId, byName] : [byName, byId];
  return (first.length > 0 ? first : second).map(({ id }) => id);
}

function literal(value: Value, kind: FieldKind): readonly Value[] | undefined {
  const { text } = value;
  switch (kind) {
    case 'text':
      return text.trim() === '' ? undefined : [string(oneFieldOnly(text))];
    case 'date':
      return value.number || isDateText(text) ? [value] : undefined;
    case 'number':
      return value.number || /^-?[0-9]+(?:\.[0-9]+)?$/.test(text) ? [value] : undefined;
    case 'duration':
      return value.number || /^(?:[0-9]+(?:\.[0-9]+)?[wdhm] ?)+$/.test(text) ? [value] : undefined;
    default:
      return text === '' ? undefined : [string(text)];
  }
}

/** A day, a minute or a period, in the forms that Jira documents. */
function isDateText(text: string): boolean {
  return /^[0-9]{4}([-/])[0-9]{1,2}\1[0-9]{1,2}(?: [0-9]{1,2}:[0-9]{2})?$/.test(text) || isOffset(text);
}

/** A period such as `-1d` or `4w 2d`. */
export function isOffset(text: string): boolean {
  return /^[-+]?[0-9]{1,9}[yMwdhm](?: [0-9]{1,9}[yMwdhm])*$/.test(text);
}

/** In the language of text searches a colon names another field; behind a backslash it is only a colon. */
function oneFieldOnly(text: string): string {
  return text.replace(/\\.|:/gs, (found) => (found === ':' ? '\\:' : found));
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function ids(found: readonly string[]): readonly Value[] {
  return [...new Set(found)].map((text) => ({ kind: 'value', text, number: /^[0-9]+$/.test(text) }));
}

function string(text: string): Value {
  return { kind: 'value', text, number: false };
}

/** The same on every site. */
const CATEGORIES: readonly Named[] = [
  { id: '1', name: 'undefined' },
  { id: '1', name: 'No Category' },
  { id: '2', name: 'new' },
  { id: '2', name: 'To Do' },
  { id: '3', name: 'done' },
  { id: '3', name: 'Complete' },
  { id: '4', name: 'indeterminate' },
  { id: '4', name: 'In Progress' },
];
