/**
 * Why a query that is valid JQL is not served, where in it, and what would mend it. The words are this app's own: a field
 * is told by its name here, and whatever else was asked by its place, so that a foreign name and an invented one read the
 * same. A custom field is told by its place too, since it may be hidden.
 */
import { insteadOf } from '../catalogue/nearest';
import type { Field } from './ast';
import { type JqlField, systemField, systemFieldNames } from './fields';
import { jqlFunction, jqlFunctionNames } from './functions';

export type JqlRefusalReason =
  | 'jql_field_unknown'
  | 'jql_field_not_readable'
  | 'jql_operator_not_allowed'
  | 'jql_past_not_allowed'
  | 'jql_function_not_allowed'
  | 'jql_value_not_allowed'
  | 'jql_sort_not_allowed'
  | 'jql_too_many_values'
  | 'jql_too_long'
  | 'jql_too_many_sprints';

/** `message` says all of it in one line, since many clients show nothing else. */
export type JqlRefusal = {
  readonly reason: JqlRefusalReason;
  readonly message: string;
  readonly mend: string;
  readonly place: string | undefined;
};

/**
 * A place in a query: which comparison or sort, and its field where it is one of Jira's own. `near`: what may have been meant
 * by a name that is none, out of Jira's own names alone.
 */
export type JqlSpot = {
  readonly place: string;
  readonly field: JqlField | undefined;
  readonly near: string | undefined;
};

/** The comparison or sort of this number, counted from one. */
export const spotOf = (what: 'comparison' | 'sort', number: number, field: Field): JqlSpot => ({
  place: `${what} ${number}`,
  field: field.properties.length > 0 ? undefined : systemField(field),
  near:
    field.properties.length > 0 || field.customId !== undefined ? undefined : insteadOf(field.name, systemFieldNames()),
});

/** The refusal of a reason. */
export function jqlRefusal(reason: JqlRefusalReason, spot?: JqlSpot): JqlRefusal {
  const place = spot === undefined ? undefined : placeOf(spot);
  const mend = (reason === 'jql_field_unknown' ? spot?.near : undefined) ?? mendOf(reason, spot?.field);
  const sentence = `${sentenceOf(reason, spot?.field)}${place === undefined ? '' : ` Where: ${place}.`}`;
  return { reason, message: `${sentence} ${mend}`, mend, place };
}

const placeOf = ({ place, field }: JqlSpot): string => (field === undefined ? place : `${place} (${field.name})`);

/** Comments, logged work and links are looked into for no key. */
const isForNobody = (field: JqlField | undefined): boolean => field?.needs !== undefined && field.needs !== 'sprints';

const SENTENCES: Readonly<Record<JqlRefusalReason, string>> = {
  jql_field_unknown: 'The query uses a field that does not exist here or may not be used in a query.',
  jql_field_not_readable: 'The query uses a field that this key may not read.',
  jql_operator_not_allowed: 'The query uses an operator that is not allowed for its field.',
  jql_past_not_allowed:
    'The query asks about the past (WAS, CHANGED). Jira would answer for the time before an issue came into its project as well, so only a key may ask whose site admin allows it.',
  jql_function_not_allowed: 'The query uses a function that is not allowed.',
  jql_value_not_allowed: 'The query uses a value that its field does not take.',
  jql_sort_not_allowed:
    'The query sorts by a field that is not allowed or that not all of its projects have, or by too many.',
  jql_too_many_values: 'The query has too many values.',
  jql_too_long: 'The query is too long for a list below a board, sprint or epic.',
  jql_too_many_sprints: 'The query asks about sprints, and its projects have too many boards or sprints for that.',
};

const sentenceOf = (reason: JqlRefusalReason, field: JqlField | undefined): string =>
  reason === 'jql_field_not_readable' && isForNobody(field)
    ? 'The query uses a field that no key may ask about.'
    : SENTENCES[reason];

const FUNCTIONS = [...new Set(jqlFunctionNames().map((name) => jqlFunction(name)?.name ?? name))];

const MENDS: Readonly<Record<JqlRefusalReason, string>> = {
  jql_field_unknown: 'Use fields of the granted projects; saved filters and properties are not among them.',
  jql_field_not_readable: 'Leave it out, or ask a project admin for a key that may read it.',
  jql_operator_not_allowed: 'Use =, in, or is EMPTY.',
  jql_past_not_allowed: 'Ask what issues are now.',
  jql_function_not_allowed: `Name the values themselves, people by account id. A field may be compared with those of its kind among: ${FUNCTIONS.join(', ')}.`,
  jql_value_not_allowed:
    'Write dates as 2026-12-31 or -7d, durations as 4h, issues by key, people by account id (neither name nor address).',
  jql_sort_not_allowed: 'Sort by at most seven fields, such as created, updated, priority or key.',
  jql_too_many_values: 'Name fewer, in several queries.',
  jql_too_long: 'Send it to search/jql.',
  jql_too_many_sprints: 'Ask about fewer projects, or not about sprints.',
};

function mendOf(reason: JqlRefusalReason, field: JqlField | undefined): string {
  if (reason === 'jql_operator_not_allowed' && field !== undefined)
    return field.operators.size === 0
      ? `Of ${field.name} nothing may be asked.`
      : `With ${field.name} go ${[...field.operators].join(', ')}; a function of many values goes with in.`;
  if (reason !== 'jql_field_not_readable' || !isForNobody(field)) return MENDS[reason];
  return field?.kind === 'text'
    ? 'Use summary ~ "…" or description ~ "…".'
    : 'Leave it out, and read it of each issue that is found.';
}
