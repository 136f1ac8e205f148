/**
 * `jql/parse` by our own parser: how a query is built, in Jira's form of it. Jira's own would check every name against all
 * that the app can see. Pure; what is answered is made of the caller's text and of nothing else.
 */
import type { Clause, Field, Operand, Query } from '../jql/ast';
import { parseJql } from '../jql/parse';
import { printField } from '../jql/print';

/** Each query with its structure, or with what is wrong with it. */
export const parsedQueries = (queries: readonly string[]): unknown => ({
  queries: queries.map((query) => {
    const parsed = parseJql(query);
    if (parsed.ok) return { query, structure: structureOf(parsed.value) };
    const { line, column, message } = parsed.error;
    return { query, errors: [`${message} (line ${line}, column ${column})`] };
  }),
});

const structureOf = ({ where, orderBy }: Query): unknown => ({
  ...(where === undefined ? {} : { where: clauseOf(where) }),
  ...(orderBy.length === 0
    ? {}
    : {
        orderBy: {
          fields: orderBy.map(({ field, direction }) => ({
            field: fieldOf(field),
            ...(direction === undefined ? {} : { direction }),
          })),
        },
      }),
});

function clauseOf(clause: Clause): unknown {
  switch (clause.kind) {
    case 'and':
    case 'or':
      return { clauses: clause.clauses.map(clauseOf), operator: clause.kind };
    case 'not':
      return { clauses: [clauseOf(clause.clause)], operator: 'not' };
    case 'test': {
      const { field, operator, operand, predicates } = clause;
      const times = predicates.map((predicate) => ({
        operator: predicate.word,
        operand: operandOf(predicate.operand),
      }));
      return {
        field: fieldOf(field),
        operator,
        ...(operand === undefined ? {} : { operand: operandOf(operand) }),
        ...(operator === 'changed' || operator.startsWith('was') ? { predicates: times } : {}),
      };
    }
  }
}

const fieldOf = (field: Field): unknown => ({
  name: field.customId === undefined && field.properties.length === 0 ? field.name : printField(field),
});

function operandOf(operand: Operand): unknown {
  switch (operand.kind) {
    case 'empty':
      return { keyword: 'empty' };
    case 'value':
      return { value: operand.text };
    case 'function':
      return { function: operand.name, arguments: operand.args };
    case 'list':
      return { values: operand.values.map(operandOf) };
  }
}
