/**
 * Reads JQL with Atlassian's own parser into a small tree, and remembers what was read lately.
 *
 * The parser keeps a tree even after an error, so a tree counts only when there are no errors. Its `value` does not
 * decode escapes as Jira's server does; strings are decoded here from their literal text.
 */
import {
  type Argument,
  type Clause as AtlassianClause,
  type Field as AtlassianField,
  type Operand as AtlassianOperand,
  JastBuilder,
  JQLSyntaxError,
  ORDER_BY_DIRECTION_DESC,
} from '@atlaskit/jql-ast';

export type Read = { readonly ok: true; readonly query: Query } | { readonly ok: false; readonly message: string };

type Query = { readonly where: Clause | undefined; readonly orderBy: readonly Sort[] };
export type Sort = { readonly field: Field; readonly descending: boolean };
export type Clause =
  | { readonly kind: 'and' | 'or'; readonly clauses: readonly Clause[] }
  | { readonly kind: 'not'; readonly clause: Clause }
  | Test;
export type Test = {
  readonly kind: 'test';
  readonly field: Field;
  readonly operator: string;
  readonly operand: Operand | undefined;
  readonly predicates: readonly { readonly word: string; readonly operand: Operand }[];
};
/** `name` is `cf[10010]` for a custom field by number; `path` leads into an entity property. */
export type Field = { readonly name: string; readonly path: readonly string[] };
export type Value = { readonly kind: 'value'; readonly text: string; readonly number: boolean };
export type Call = { readonly kind: 'function'; readonly name: string; readonly args: readonly string[] };
export type Operand =
  | Value
  | Call
  | { readonly kind: 'empty' }
  | { readonly kind: 'list'; readonly values: readonly Operand[] };

/** The tree of a query, or what Jira says about its syntax. */
export function readQuery(text: string): Read {
  const known = lately.get(text);
  if (known !== undefined) lately.delete(text);
  const read = known ?? parse(text);
  lately.set(text, read);
  if (lately.size > REMEMBERED_MAX) for (const oldest of [...lately.keys()].slice(0, 1)) lately.delete(oldest);
  return read;
}

/** All values of an operand, lists within lists opened. */
export function flat(operand: Operand): readonly Exclude<Operand, { kind: 'list' }>[] {
  return operand.kind === 'list' ? operand.values.flatMap(flat) : [operand];
}

const REMEMBERED_MAX = 500;
const lately = new Map<string, Read>();

function parse(text: string): Read {
  const { errors, query } = new JastBuilder().build(text);
  const [error] = errors;
  if (error !== undefined) return { ok: false, message: syntaxMessage(error) };
  const where = query?.where ? clauseOf(query.where) : undefined;
  const orderBy = (query?.orderBy ? query.orderBy.fields : []).map(({ field, direction }) => ({
    field: fieldOf(field),
    descending: direction ? direction.value === ORDER_BY_DIRECTION_DESC : false,
  }));
  return { ok: true, query: { where, orderBy } };
}

function syntaxMessage(error: Error): string {
  if (!(error instanceof JQLSyntaxError)) return 'Error in the JQL Query: The query cannot be read.';
  const detail = error.message.replace(/\s*\(line.*$/s, '');
  return `Error in the JQL Query: ${detail} (line ${error.line}, character ${error.charPositionInLine + 1})`;
}

function clauseOf(clause: AtlassianClause): Clause {
  switch (clause.clauseType) {
    case 'compound':
      return { kind: clause.operator.value, clauses: clause.clauses.map(clauseOf) };
    case 'not':
      return { kind: 'not', clause: clauseOf(clause.clause) };
    case 'terminal':
      return {
        kind: 'test',
        field: fieldOf(clause.field),
        operator: clause.operator ? clause.operator.value : '',
        operand: clause.operand ? operandOf(clause.operand) : undefined,
        predicates: clause.predicates.flatMap(({ operator, operand }) =>
          operand ? [{ word: operator.value, operand: operandOf(operand) }] : [],
        ),
      };
  }
}

function fieldOf(field: AtlassianField): Field {
  const path = (field.properties || []).flatMap((property) => [
    ...(property.key ? [stringOf(property.key)] : []),
    ...(property.path || []).flatMap((part) => stringOf(part).split('.').filter(Boolean)),
  ]);
  const literal = /^cf\s*\[\s*(\d+)\s*\]/i.exec(field.text);
  return { name: literal === null ? decoded(field.text) : `cf[${literal[1]}]`, path };
}

function operandOf(operand: AtlassianOperand): Operand {
  switch (operand.operandType) {
    case 'keyword':
      return { kind: 'empty' };
    case 'value':
      return { kind: 'value', text: decoded(operand.text), number: /^-?\d+$/.test(operand.text) };
    case 'function':
      return { kind: 'function', name: decoded(operand.function.text), args: operand.arguments.map(stringOf) };
    case 'list':
      return { kind: 'list', values: operand.values.map(operandOf) };
  }
}

const stringOf = (argument: Argument): string => decoded(argument.text);

function decoded(literal: string): string {
  const bare = /^".*"$|^'.*'$/s.test(literal) ? literal.slice(1, -1) : literal;
  return bare.replace(/\\u([\da-f]{4})|\\(.)/gis, (_all, hex?: string, letter?: string) =>
    hex === undefined ? (LETTERS[letter ?? ''] ?? letter ?? '') : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

const LETTERS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
