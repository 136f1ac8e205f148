/**
 * NOT as Jira reads it: before a comparison it is the opposite operator, which leaves empty fields out, and before several it
 * goes to each. So `NOT sprint = 5` asks whether there is any other sprint, as `sprint != 5` does, and is judged and sent as
 * that. Pure.
 */
import type { Clause, Operator } from './ast';

/** The same clause, with NOT before `changed` alone. */
export function withoutNot(clause: Clause, isNegated = false): Clause {
  if (clause.kind === 'not') return withoutNot(clause.clause, !isNegated);
  if (clause.kind === 'test') {
    const operator = isNegated ? OPPOSITES.get(clause.operator) : clause.operator;
    return operator === undefined ? { kind: 'not', clause } : { ...clause, operator };
  }
  const kind = isNegated ? (clause.kind === 'and' ? 'or' : 'and') : clause.kind;
  return { kind, clauses: clause.clauses.map((each) => withoutNot(each, isNegated)) };
}

const PAIRS: readonly (readonly [Operator, Operator])[] = [
  ['=', '!='],
  ['<', '>='],
  ['>', '<='],
  ['~', '!~'],
  ['in', 'not in'],
  ['is', 'is not'],
  ['was', 'was not'],
  ['was in', 'was not in'],
];
const OPPOSITES: ReadonlyMap<Operator, Operator> = new Map(
  PAIRS.flatMap(([one, other]) => [
    [one, other],
    [other, one],
  ]),
);
