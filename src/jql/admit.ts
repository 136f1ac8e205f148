/**
 * Refuses what no lexicon could make acceptable: fields, operators and functions outside the allow-lists.
 *
 * Looks at the query's text and at what the key may read, never at Jira's state. A name that is not a system
 * field may still be a custom field of a granted project; `confineJql` decides on it.
 */
import { err, ok, type Result } from '../result';
import { type Operator, operandValues, type Query, type Sort, type Test } from './ast';
import type { JqlScope } from './facts';
import { type JqlField, systemField } from './fields';
import { jqlFunction } from './functions';
import { isNameOfPerson, testsOf } from './references';
import { type JqlRefusal, type JqlRefusalReason, jqlRefusal, spotOf } from './refusal';
import { withoutNot } from './without-not';

export type Readable = JqlScope['readable'];

/** Jira sorts by at most seven fields. */
export const SORTS_MAX = 7;

/** Admits a query as far as its text allows to say. */
export function admitJql(query: Query, readable: Readable): Result<void, JqlRefusal> {
  const tests = query.where === undefined ? [] : testsOf(withoutNot(query.where));
  for (const [at, test] of tests.entries()) {
    const reason = refuseTest(test, readable);
    if (reason !== undefined) return err(jqlRefusal(reason, spotOf('comparison', at + 1, test.field)));
  }
  for (const [at, sort] of query.orderBy.entries()) {
    const reason = at < SORTS_MAX ? refuseSort(sort, readable) : 'jql_sort_not_allowed';
    if (reason !== undefined) return err(jqlRefusal(reason, spotOf('sort', at + 1, sort.field)));
  }
  return ok(undefined);
}

/** May answers show what this field filters by? */
export function isReadable(field: JqlField, readable: Readable): boolean {
  if (field.needs !== undefined && !readable[field.needs]) return false;
  if (field.name === 'text' && [...readable.hiddenFields].some((id) => id.startsWith('customfield_'))) return false;
  return !field.reads.some((id) => readable.hiddenFields.has(id));
}

/**
 * Links between two issues inside stand in answers, so the issues themselves may be found by them. Not what else is
 * theirs: the parent of an issue may be linked as well, and lie outside. On some sites an epic is linked to what is below
 * it, so whoever may not see parents asks for no links. Of which type a link is may be asked only where the types are known:
 * a foreign one must not be told from an invented one.
 */
export function mayFollowLinks(field: string | undefined, args: readonly string[], readable: Readable): boolean {
  const isShown = !readable.hiddenFields.has('issuelinks') && !readable.hiddenFields.has('parent');
  return field === 'key' && (args.length < 2 || readable.links) && isShown;
}

/**
 * Jira keeps what an issue was in other projects, and a query cannot say that it asks only about the time since it came:
 * answers tell nothing of that past, so queries may not either.
 */
export const mayAskFor = (operator: Operator, { past }: Readable): boolean => past || !isAboutPast(operator);

const isAboutPast = (operator: Operator): boolean => operator === 'changed' || operator.startsWith('was');

function refuseTest(test: Test, readable: Readable): JqlRefusalReason | undefined {
  if (test.field.properties.length > 0) return 'jql_field_unknown';
  const field = systemField(test.field);
  if (field === undefined) {
    if (isAboutPast(test.operator)) return 'jql_operator_not_allowed';
  } else {
    if (!isReadable(field, readable)) return 'jql_field_not_readable';
    if (!field.operators.has(test.operator)) return 'jql_operator_not_allowed';
    if (!mayAskFor(test.operator, readable)) return 'jql_past_not_allowed';
  }
  const values = test.operand === undefined ? [] : operandValues(test.operand);
  const people = [
    ...(field?.kind === 'people' ? values : []),
    ...test.predicates.flatMap(({ word, operand }) => (word === 'by' ? operandValues(operand) : [])),
  ];
  if (people.some((one) => one.kind === 'value' && isNameOfPerson(one.text))) return 'jql_value_not_allowed';
  const functions = [...values, ...test.predicates.flatMap(({ operand }) => operandValues(operand))].filter(
    (operand) => operand.kind === 'function',
  );
  return first(functions, ({ name, args }) => {
    const row = jqlFunction(name);
    if (row === undefined) return 'jql_function_not_allowed';
    return row.args === 'link' && !mayFollowLinks(field?.name, args, readable) ? 'jql_field_not_readable' : undefined;
  });
}

function refuseSort({ field }: Sort, readable: Readable): JqlRefusalReason | undefined {
  if (field.properties.length > 0) return 'jql_field_unknown';
  const row = systemField(field);
  if (row === undefined) return undefined;
  if (!row.sortable) return 'jql_sort_not_allowed';
  return isReadable(row, readable) ? undefined : 'jql_field_not_readable';
}

function first<T, R>(items: readonly T[], of: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = of(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
