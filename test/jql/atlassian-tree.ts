/**
 * Atlassian's own parser as an oracle: its tree in the form of ours.
 *
 * Strings are decoded from their literal text, since its `value` leaves out escapes such as `\n`. Undefined where it
 * reports any error, whatever tree it kept.
 */
import {
  type Argument,
  JastBuilder,
  type Clause as TheirClause,
  type Field as TheirField,
  type Operand as TheirOperand,
} from '@atlaskit/jql-ast';

/** The tree, or undefined for a text that Atlassian's parser refuses. */
export function atlassianTree(text: string): unknown {
  const { errors, query } = new JastBuilder().build(text);
  if (errors.length > 0 || !query) return undefined;
  return {
    where: query.where ? clause(query.where) : undefined,
    orderBy: (query.orderBy ? query.orderBy.fields : []).map((sort) => ({
      field: field(sort.field),
      direction: sort.direction ? sort.direction.value.toLowerCase() : undefined,
    })),
  };
}

function clause(node: TheirClause): unknown {
  if (node.clauseType === 'compound') return { kind: node.operator.value, clauses: node.clauses.map(clause) };
  if (node.clauseType === 'not') return { kind: 'not', clause: clause(node.clause) };
  return {
    kind: 'test',
    field: field(node.field),
    operator: node.operator ? node.operator.value : undefined,
    operand: node.operand ? operand(node.operand) : undefined,
    predicates: node.predicates.map((each) => ({
      word: each.operator.value,
      operand: each.operand ? operand(each.operand) : undefined,
    })),
  };
}

function field(node: TheirField): unknown {
  const customId = /^cf\s*\[\s*([0-9]+)\s*\]/i.exec(node.text)?.[1];
  return {
    name: customId === undefined ? decoded(node.text) : '',
    customId,
    properties: (node.properties || []).map(({ key, path }) => ({
      key: key ? string(key) : undefined,
      path: (path || []).map(string),
    })),
  };
}

function operand(node: TheirOperand): unknown {
  switch (node.operandType) {
    case 'keyword':
      return { kind: 'empty' };
    case 'value':
      return { kind: 'value', text: decoded(node.text), number: /^-?[0-9]+$/.test(node.text) };
    case 'function':
      return { kind: 'function', name: decoded(node.function.text), args: node.arguments.map(string) };
    case 'list':
      return { kind: 'list', values: node.values.map(operand) };
  }
}

const string = (node: Argument) => decoded(node.text);

/** Escapes as Jira's documentation gives them, written apart from the code under test. */
function decoded(literal: string): string {
  const quote = literal[0];
  const inner = quote === '"' || quote === "'" ? literal.slice(1, -1) : literal;
  let out = '';
  for (let at = 0; at < inner.length; at += 1) {
    if (inner[at] !== '\\') {
      out += inner[at];
      continue;
    }
    at += 1;
    const letter = inner[at] ?? '';
    if (letter === 'u') {
      out += String.fromCharCode(Number.parseInt(inner.slice(at + 1, at + 5), 16));
      at += 4;
    } else {
      out += { n: '\n', r: '\r', t: '\t' }[letter] ?? letter;
    }
  }
  return out;
}
