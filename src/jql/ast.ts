/**
 * A JQL query as a tree of plain values.
 *
 * It holds what a query says and nothing of how it was spelled: quotes, escapes, letter case of keywords and
 * redundant parentheses are gone. Whatever is sent to Jira is printed from such a tree, never from the
 * caller's text.
 */

export type Query = { readonly where: Clause | undefined; readonly orderBy: readonly Sort[] };

export type Clause =
  /** INVARIANT: two clauses or more. */
  | { readonly kind: 'and' | 'or'; readonly clauses: readonly Clause[] }
  | { readonly kind: 'not'; readonly clause: Clause }
  | Test;

/** One comparison. `operand` is absent for `changed` alone; predicates follow `was` and `changed` only. */
export type Test = {
  readonly kind: 'test';
  readonly field: Field;
  readonly operator: Operator;
  readonly operand: Operand | undefined;
  readonly predicates: readonly Predicate[];
};

export type Operator =
  | '='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | '~'
  | '!~'
  | 'in'
  | 'not in'
  | 'is'
  | 'is not'
  | 'was'
  | 'was not'
  | 'was in'
  | 'was not in'
  | 'changed';

/** `customId` is the number in `cf[10010]`; then `name` is empty. */
export type Field = {
  readonly name: string;
  readonly customId: string | undefined;
  readonly properties: readonly Property[];
};

/** `issue.property[key].path`: an entity property behind a field. */
export type Property = { readonly key: string; readonly path: readonly string[] };

export type Operand =
  | Value
  | { readonly kind: 'empty' }
  | { readonly kind: 'function'; readonly name: string; readonly args: readonly string[] }
  | { readonly kind: 'list'; readonly values: readonly Operand[] };

/** `number` tells `10001` from `"10001"`: Jira looks for an id first in one and for a name first in the other. */
export type Value = { readonly kind: 'value'; readonly text: string; readonly number: boolean };

export type Predicate = { readonly word: PredicateWord; readonly operand: Operand };
export type PredicateWord = 'after' | 'before' | 'by' | 'during' | 'on' | 'from' | 'to';

export type Sort = { readonly field: Field; readonly direction: 'asc' | 'desc' | undefined };

/** All values of an operand, lists within lists opened. */
export function operandValues(operand: Operand): readonly Exclude<Operand, { kind: 'list' }>[] {
  return operand.kind === 'list' ? operand.values.flatMap(operandValues) : [operand];
}
