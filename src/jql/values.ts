/**
 * What a value in a query means inside the granted projects: ids in place of names, and nothing where a name means
 * nothing here. Foreign, moved away and never existing give the same: no values.
 *
 * INVARIANT: `JqlScope` was proven inside the grants before this runs.
 */
import type { LexiconField } from '../storage/records/lexicon';
import type { Operand, Operator, Value } from './ast';
import { type Named, withId, withName } from './entries';
import type { JqlScope } from './facts';
import { type FieldKind, isLexiconKind } from './fields';
import { jqlFunction } from './functions';
import { isNameOfPerson, issueSpelling } from './references';

/** The values that stand for `value`; undefined where its field takes no such value, whoever asks. */
export function resolveValue(
  value: Value,
  kind: FieldKind,
  scope: JqlScope,
  inProjects: readonly LexiconField[],
  operator: Operator,
): readonly Value[] | undefined {
  if (isLexiconKind(kind)) return ids(scope.projects.flatMap(({ lexicon }) => named(value, lexicon[kind])));
  switch (kind) {
    case 'projects':
      return ids(resolveProject(value.text, scope));
    case 'issues':
      return ids(resolveIssue(value.text, scope).map(({ id }) => id));
    case 'people':
      if (isNameOfPerson(value.text)) return undefined;
      return scope.people.has(value.text) ? [string(value.text)] : [];
    case 'categories':
      return ids(named(value, CATEGORIES));
    case 'linkTypes':
      return resolveLinkType(value.text, scope).map(string);
    case 'sprints':
      return ids(scope.projects.flatMap(({ sprints }) => named(value, sprints ?? [])));
    case 'options':
      return ids(inProjects.flatMap(({ options }) => named(value, options ?? [])));
    default:
      return literal(value, kind, operator);
  }
}

/** `resolution = Unresolved` is Jira's other spelling of `resolution is EMPTY`. */
export function isUnresolved(text: string, kind: FieldKind, scope: JqlScope): boolean {
  if (kind !== 'resolutions' || text.toLowerCase() !== 'unresolved') return false;
  return !scope.projects.some(({ lexicon }) =>
    lexicon.resolutions.some(({ name }) => name.toLowerCase() === 'unresolved'),
  );
}

/** One value with the operator for one; several values, or a function of many, with the operator for lists. */
export function oneOrMore(
  values: readonly Operand[],
  one: Operator,
  many: Operator,
): readonly [Operator, Operand] | undefined {
  const [only] = values;
  if (only === undefined) return undefined;
  if (values.length > 1) return [many, { kind: 'list', values }];
  const isMany = only.kind === 'function' && jqlFunction(only.name)?.answers === 'many';
  return [isMany ? many : one, only];
}

/** Ids as the values that are sent, each once. */
export function ids(found: readonly string[]): readonly Value[] {
  return [...new Set(found)].map((text) => ({ kind: 'value', text, number: /^[0-9]+$/.test(text) }));
}

/** Granted projects by id, by a key that is or was theirs, or else by name. */
export function resolveProject(text: string, { projects }: JqlScope): readonly string[] {
  const key = text.replace(/[a-z]/g, (letter) => letter.toUpperCase());
  const byKey = projects.filter(
    (project) => project.id === text || project.key === key || project.lexicon.projectKeys.includes(key),
  );
  const name = text.toLowerCase();
  const found =
    byKey.length > 0 ? byKey : projects.filter(({ lexicon }) => lexicon.projectName?.toLowerCase() === name);
  return found.map(({ id }) => id);
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
  return [...new Set(words.filter((word) => word.toLowerCase() === text.toLowerCase()))];
}

/** As Jira does: a bare number is an id first and a name second, a string the other way round. */
function named({ text, number }: Value, entries: readonly Named[]): readonly string[] {
  const [first, second] = number ? [withId, withName] : [withName, withId];
  const found = first(entries, text);
  return (found.length > 0 ? found : second(entries, text)).map(({ id }) => id);
}

function literal(value: Value, kind: FieldKind, operator: Operator): readonly Value[] | undefined {
  const { text } = value;
  switch (kind) {
    case 'text':
    case 'url': {
      // Compared as a whole it is an address, in a search of texts it is text.
      const sent = kind === 'text' || operator === '~' || operator === '!~' ? searchText(text) : text;
      return sent.trim() === '' ? undefined : [string(sent)];
    }
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

/** A period, or a number of the units that the function counts in. */
export function isFunctionOffset(arg: string): boolean {
  return isOffset(arg) || /^[-+]?[0-9]{1,9}$/.test(arg);
}

/**
 * In the language of text searches a colon names another field; behind a backslash it is only a colon. A tilde behind a word asks
 * for words like it, of which search engines take the nearest of the whole site: whether an own one is among them would tell of
 * foreign ones. Atlassian says that it is ignored, as it is behind a phrase; anywhere else it is made only a tilde.
 * What a phrase is decides no more than which of the two: Jira may see one where there is none here.
 */
function searchText(text: string): string {
  return text.replace(/\\.|"(?:\\.|[^"\\])*"|(~[0-9.]*)(?=[\s)]|$)|[:~]/gs, (found, behind: string | undefined) =>
    behind === undefined ? found.replace(/\\.|[:~]/gs, (at) => (at.length > 1 ? at : `\\${at}`)) : '',
  );
}

function string(text: string): Value {
  return { kind: 'value', text, number: false };
}

/** The same on every site: two names for each, by ids that count from 1. */
const CATEGORIES: readonly Named[] = [
  'undefined',
  'No Category',
  'new',
  'To Do',
  'done',
  'Complete',
  'indeterminate',
  'In Progress',
].map((name, index) => ({ id: String(1 + (index >> 1)), name }));
