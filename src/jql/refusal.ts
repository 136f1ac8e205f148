/**
 * Why a query that is valid JQL is not served. The words are constant: they name no part of the query, so that a
 * foreign name and an invented one read the same.
 */

export type JqlRefusalReason =
  | 'jql_field_unknown'
  | 'jql_field_not_readable'
  | 'jql_operator_not_allowed'
  | 'jql_function_not_allowed'
  | 'jql_value_not_allowed'
  | 'jql_sort_not_allowed'
  | 'jql_too_many_values';

export type JqlRefusal = { readonly reason: JqlRefusalReason; readonly message: string };

/** The refusal of a reason. */
export function jqlRefusal(reason: JqlRefusalReason): JqlRefusal {
  return { reason, message: MESSAGES[reason] };
}

const MESSAGES: Readonly<Record<JqlRefusalReason, string>> = {
  jql_field_unknown: 'The query uses a field that does not exist here or may not be used in a query.',
  jql_field_not_readable: 'The query uses a field that this key may not read.',
  jql_operator_not_allowed: 'The query uses an operator that is not allowed for its field.',
  jql_function_not_allowed: 'The query uses a function that is not allowed.',
  jql_value_not_allowed: 'The query uses a value that its field does not take.',
  jql_sort_not_allowed: 'The query sorts by a field that is not allowed, or by too many.',
  jql_too_many_values: 'The query has too many values.',
};
