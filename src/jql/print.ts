/**
 * Prints a query from its tree in one canonical form.
 *
 * Every string value is quoted and every character that could end or bend a string is escaped, so that reading the
 * print gives the same tree again, here and in Atlassian's parser. Trusts nothing in the strings it prints.
 */
import type { Clause, Field, Operand, Query, Sort } from './ast';
import { isPlainName } from './lex';

/** The canonical text of a query. */
export function printJql(query: Query): string {
  const where = query.where === undefined ? [] : [printClause(query.where)];
  return [...where, ...printOrderBy(query.orderBy)].join(' ');
}

/** One clause without enclosing parentheses. */
export function printClause(clause: Clause): string {
  switch (clause.kind) {
    case 'and':
    case 'or':
      return clause.clauses.map(nested).join(clause.kind === 'and' ? ' AND ' : ' OR ');
    case 'not':
      return `NOT ${nested(clause.clause)}`;
    case 'test': {
      const operand = clause.operand === undefined ? [] : [printOperand(clause.operand)];
      const predicates = clause.predicates.map(({ word, operand: at }) => `${word.toUpperCase()} ${printOperand(at)}`);
      return [printField(clause.field), clause.operator, ...operand, ...predicates].join(' ');
    }
  }
}

/** `ORDER BY …` as a list of one, or of none where the query has no order. */
export function printOrderBy(sorts: readonly Sort[]): readonly string[] {
  if (sorts.length === 0) return [];
  const printed = sorts.map(({ field, direction }) =>
    direction === undefined ? printField(field) : `${printField(field)} ${direction.toUpperCase()}`,
  );
  return [`ORDER BY ${printed.join(', ')}`];
}

function nested(clause: Clause): string {
  return clause.kind === 'and' || clause.kind === 'or' ? `(${printClause(clause)})` : printClause(clause);
}

/** A field as a query names it. */
export function printField(field: Field): string {
  const name = field.customId === undefined ? printName(field.name) : `cf[${field.customId}]`;
  const properties = field.properties.map(({ key, path }) => [`[${quote(key)}]`, ...path.map(quote)].join(' '));
  return name + properties.join('');
}

function printOperand(operand: Operand): string {
  switch (operand.kind) {
    case 'empty':
      return 'EMPTY';
    case 'value':
      return operand.number ? operand.text : quote(operand.text);
    case 'function':
      return `${printName(operand.name)}(${operand.args.map(printArgument).join(', ')})`;
    case 'list':
      return `(${operand.values.map(printOperand).join(', ')})`;
  }
}

/** Arguments are strings to Jira in either spelling; an id reads better bare. */
function printArgument(argument: string): string {
  return /^[0-9]+$/.test(argument) ? argument : quote(argument);
}

function printName(name: string): string {
  return isPlainName(name) ? name : quote(name);
}

function quote(text: string): string {
  return `"${text.replace(/["\\]|[\p{Cc}\ufdd0-\ufdef\ufffe\uffff]/gu, escapeOf)}"`;
}

function escapeOf(character: string): string {
  if (character === '"' || character === '\\') return `\\${character}`;
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
