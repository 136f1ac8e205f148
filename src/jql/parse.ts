/**
 * Reads JQL text into a tree, by Atlassian's grammar and within bounds.
 *
 * What it accepts, Atlassian's parser accepts with the same meaning; outside the grammar, everything is
 * refused. A refusal is a value that names a position and nothing of the text. Recursion is bounded by
 * `DEPTH_MAX`, time is linear. No I/O, no clock.
 */
import { err, ok, type Result } from '../result';
import type { Clause, Field, Operand, Operator, Predicate, PredicateWord, Property, Query, Sort, Test } from './ast';
import { lexJql, type Token } from './lex';

type JqlErrorReason = 'jql_syntax' | 'jql_too_long' | 'jql_too_deep' | 'jql_too_many_clauses' | 'jql_too_many_values';
/** `line` and `column` start at 1 and count UTF-16 units. */
export type JqlError = {
  readonly reason: JqlErrorReason;
  readonly message: string;
  readonly line: number;
  readonly column: number;
};

/**
 * Two thousand keys of eighteen characters fit. Time grows with the length and nothing else: the worst text of this
 * length, one token for each character, takes about ten milliseconds, two thousand keys take one (bench/jql.ts). A
 * longer text is refused unread.
 */
const LENGTH_MAX = 40_000;
/** Bounds the recursion of everything that walks a query. */
export const DEPTH_MAX = 40;
/** Each clause is compared with the names of every granted project; queries made by people have a handful. */
const CLAUSES_MAX = 200;
/**
 * Over all lists, function arguments, predicates and sorts of one query: two thousand, and some to stand beside them.
 * Issues that are named are looked up, a hundred in a call: with one more in each clause, 27 calls at most.
 */
const VALUES_MAX = 2_500;

/** Reads a query; an empty text is a query without conditions. */
export function parseJql(text: string): Result<Query, JqlError> {
  if (text.length > LENGTH_MAX) return err(errorAt(text, 0, 'jql_too_long'));
  const reader = new Reader(lexJql(text));
  try {
    return ok(reader.query());
  } catch (fault) {
    // The parser's own way out of its recursion; it never leaves this function.
    if (fault instanceof Fault) return err(errorAt(text, fault.start, fault.reason));
    throw fault;
  }
}

const MESSAGES: Readonly<Record<JqlErrorReason, string>> = {
  jql_syntax: 'The query is not valid JQL.',
  jql_too_long: 'The query is too long.',
  jql_too_deep: 'The query is nested too deeply.',
  jql_too_many_clauses: 'The query has too many clauses.',
  jql_too_many_values: 'The query has too many values.',
};

function errorAt(text: string, start: number, reason: JqlErrorReason): JqlError {
  const before = text.slice(0, start);
  const line = before.split('\n').length;
  return { reason, message: MESSAGES[reason], line, column: start - before.lastIndexOf('\n') };
}

class Fault extends Error {
  constructor(
    readonly reason: JqlErrorReason,
    readonly start: number,
  ) {
    super(reason);
  }
}

const PREDICATE_WORDS: readonly PredicateWord[] = ['after', 'before', 'by', 'during', 'on', 'from', 'to'];

class Reader {
  #index = 0;
  #depth = 0;
  #clauses = 0;
  #values = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  query(): Query {
    const where = this.#next().type === 'end' || this.#next().type === 'order' ? undefined : this.#joined('or');
    const orderBy = this.#accept('order') ? this.#sorts() : [];
    this.#expect('end');
    return { where, orderBy };
  }

  /** AND binds tighter than OR. */
  #joined(kind: 'or' | 'and'): Clause {
    const clauses: Clause[] = [];
    do {
      clauses.push(kind === 'or' ? this.#joined('and') : this.#negated());
    } while (this.#accept(kind));
    const [only] = clauses;
    return only !== undefined && clauses.length === 1 ? only : { kind, clauses };
  }

  #negated(): Clause {
    if (this.#accept('not') || this.#accept('!')) {
      return { kind: 'not', clause: this.#deeper(() => this.#negated()) };
    }
    if (!this.#accept('(')) return this.#test();
    const clause = this.#deeper(() => this.#joined('or'));
    this.#expect(')');
    return clause;
  }

  #test(): Test {
    this.#clauses += 1;
    if (this.#clauses > CLAUSES_MAX) this.#fail('jql_too_many_clauses');
    const field = this.#field();
    const operator = this.#operator();
    const operand = operator === 'changed' ? undefined : this.#operandFor(operator);
    const predicates = operator === 'changed' || operator.startsWith('was') ? this.#predicates(operator) : [];
    return { kind: 'test', field, operator, operand, predicates };
  }

  #field(): Field {
    if (this.#next().type === 'number') return { name: this.#take().text, customId: undefined, properties: [] };
    if (this.#accept('cf')) {
      this.#expect('[');
      const id = this.#expect('number');
      if (id.text.startsWith('-')) this.#fail('jql_syntax', id);
      this.#expect(']');
      return { name: '', customId: id.text, properties: this.#properties() };
    }
    return { name: this.#string(), customId: undefined, properties: this.#properties() };
  }

  #properties(): readonly Property[] {
    const properties: Property[] = [];
    while (this.#accept('[')) {
      const key = this.#argument();
      this.#expect(']');
      const path: string[] = [];
      while (isArgument(this.#next())) path.push(this.#argument());
      properties.push({ key, path });
    }
    return properties;
  }

  #operator(): Operator {
    const { type } = this.#take();
    switch (type) {
      case '=':
      case '!=':
      case '<':
      case '<=':
      case '>':
      case '>=':
      case '~':
      case '!~':
      case 'in':
      case 'changed':
        return type;
      case 'not':
        this.#expect('in');
        return 'not in';
      case 'is':
        return this.#accept('not') ? 'is not' : 'is';
      case 'was': {
        const not = this.#accept('not');
        if (this.#accept('in')) return not ? 'was not in' : 'was in';
        return not ? 'was not' : 'was';
      }
      default:
        return this.#fail('jql_syntax', this.tokens[this.#index - 1]);
    }
  }

  #operandFor(operator: Operator): Operand {
    const start = this.#next();
    const operand = this.#operand();
    return takes(operator, operand) ? operand : this.#fail('jql_syntax', start);
  }

  #operand(): Operand {
    if (this.#accept('empty')) return { kind: 'empty' };
    if (this.#accept('(')) return this.#deeper(() => this.#list());
    const token = this.#next();
    const text = this.#argument();
    if (this.#accept('(')) return { kind: 'function', name: text, args: this.#args() };
    return { kind: 'value', text, number: token.type === 'number' };
  }

  #list(): Operand {
    const values: Operand[] = [];
    do {
      this.#countValue();
      values.push(this.#operand());
    } while (this.#accept(','));
    this.#expect(')');
    return { kind: 'list', values };
  }

  #args(): readonly string[] {
    const args: string[] = [];
    if (this.#accept(')')) return args;
    do {
      this.#countValue();
      args.push(this.#argument());
    } while (this.#accept(','));
    this.#expect(')');
    return args;
  }

  #predicates(operator: Operator): readonly Predicate[] {
    const predicates: Predicate[] = [];
    for (;;) {
      const word = PREDICATE_WORDS.find((each) => each === this.#next().type);
      if (word === undefined) return predicates;
      if (operator !== 'changed' && (word === 'from' || word === 'to')) this.#fail('jql_syntax');
      this.#take();
      this.#countValue();
      predicates.push({ word, operand: this.#operand() });
    }
  }

  #sorts(): readonly Sort[] {
    this.#expect('by');
    const sorts: Sort[] = [];
    do {
      this.#countValue();
      const field = this.#field();
      sorts.push({ field, direction: this.#accept('desc') ? 'desc' : this.#accept('asc') ? 'asc' : undefined });
    } while (this.#accept(','));
    return sorts;
  }

  #string(): string {
    const token = this.#take();
    return token.type === 'word' || token.type === 'quoted' ? token.text : this.#fail('jql_syntax', token);
  }

  #argument(): string {
    return this.#next().type === 'number' ? this.#take().text : this.#string();
  }

  #next(): Token {
    return this.tokens[this.#index] ?? END;
  }

  #take(): Token {
    const token = this.#next();
    this.#index += 1;
    return token;
  }

  #accept(type: string): boolean {
    if (this.#next().type !== type) return false;
    this.#index += 1;
    return true;
  }

  #expect(type: string): Token {
    const token = this.#take();
    return token.type === type ? token : this.#fail('jql_syntax', token);
  }

  #deeper<T>(read: () => T): T {
    this.#depth += 1;
    if (this.#depth > DEPTH_MAX) this.#fail('jql_too_deep');
    const value = read();
    this.#depth -= 1;
    return value;
  }

  #countValue(): void {
    this.#values += 1;
    if (this.#values > VALUES_MAX) this.#fail('jql_too_many_values');
  }

  #fail(reason: JqlErrorReason, token: Token = this.#next()): never {
    throw new Fault(reason, token.start);
  }
}

const END: Token = { type: 'end', text: '', start: 0, end: 0 };

function isArgument(token: Token): boolean {
  return token.type === 'word' || token.type === 'quoted' || token.type === 'number';
}

/** Which operands the grammar allows behind an operator. */
function takes(operator: Operator, operand: Operand): boolean {
  switch (operator) {
    case 'is':
    case 'is not':
      return operand.kind === 'empty';
    case 'in':
    case 'not in':
    case 'was in':
    case 'was not in':
      return operand.kind === 'list' || operand.kind === 'function';
    case '<':
    case '<=':
    case '>':
    case '>=':
      return operand.kind === 'value' || operand.kind === 'function';
    default:
      return operand.kind !== 'list';
  }
}
