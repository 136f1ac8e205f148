/**
 * Makes a predicate over issues from a query's tree, resolving each name once.
 *
 * What the query says of things that do not exist is told to the world, whatever the rest of the query says: a name
 * is validated even where it could not change the result. `!=`, `not in` and `!~` leave out issues whose field is empty, and so
 * does NOT before `=`, `in` and `~`: Jira documents it as the same, and gives it to each of several comparisons.
 */
import type { Issue } from '../state';
import type { Column } from './column';
import { columnsOf } from './columns';
import { callFunction } from './functions';
import { hasChanged, type When, wasEver } from './history';
import { momentOf } from './moments';
import { issueBy, peopleBy } from './names';
import { type Call, type Clause, flat, type Operand, type Test, type Value } from './read-query';
import { systemColumn } from './system-columns';
import { type Index, matches, scoresOf, textSearch, withNearest } from './text-search';
import type { World } from './world';

export type Predicate = (issue: Issue) => boolean;

/** The predicate of a clause; complaints go to the world. */
export function compileClause(world: World, clause: Clause): Predicate {
  switch (clause.kind) {
    case 'not':
      return compileNot(world, clause.clause);
    case 'and': {
      const parts = clause.clauses.map((each) => compileClause(world, each));
      return (issue) => parts.every((part) => part(issue));
    }
    case 'or': {
      const parts = clause.clauses.map((each) => compileClause(world, each));
      return (issue) => parts.some((part) => part(issue));
    }
    case 'test':
      return compileTest(world, clause);
  }
}

function compileNot(world: World, clause: Clause): Predicate {
  switch (clause.kind) {
    case 'not':
      return compileClause(world, clause.clause);
    case 'test': {
      const operator = OPPOSITES[clause.operator];
      if (operator !== undefined) return compileTest(world, { ...clause, operator });
      const test = compileTest(world, clause);
      return (issue) => !test(issue);
    }
    default: {
      const clauses = clause.clauses.map((each): Clause => ({ kind: 'not', clause: each }));
      return compileClause(world, { kind: clause.kind === 'and' ? 'or' : 'and', clauses });
    }
  }
}

const OPPOSITES: Readonly<Record<string, string>> = {
  '=': '!=',
  '!=': '=',
  in: 'not in',
  'not in': 'in',
  '~': '!~',
  '!~': '~',
  is: 'is not',
  'is not': 'is',
  '<': '>=',
  '>=': '<',
  '>': '<=',
  '<=': '>',
  was: 'was not',
  'was not': 'was',
  'was in': 'was not in',
  'was not in': 'was in',
};

const NOTHING: Predicate = () => false;

function compileTest(world: World, test: Test): Predicate {
  const columns = columnsOf(world, test.field);
  if (columns.length === 0) {
    const tail = world.context.accountId === null ? 'this field cannot be viewed by anonymous users' : undefined;
    world.error(`Field '${test.field.name}' does not exist or ${tail ?? 'you do not have permission to view it'}.`);
    return NOTHING;
  }
  // A name that several fields share is unknown only if none of them knows it.
  for (const text of inAll(columns.map((column) => missing(column, test)))) complain(world, columns[0], text);
  const parts = columns.map((column) => compileColumn(world, column, test));
  return (issue) => parts.some((part) => part(issue));
}

/** Spellings in the test that mean nothing to the column. */
function missing(column: Column, test: Test): readonly string[] {
  if (column.kind !== 'set' || column.open === true) return [];
  const named = test.predicates.filter(({ word }) => word === 'from' || word === 'to').map(({ operand }) => operand);
  return [test.operand, ...named]
    .flatMap((operand) => (operand === undefined ? [] : flat(operand)))
    .filter((each): each is Value => each.kind === 'value' && !isUnresolved(column, each))
    .filter((value) => column.find(value).length === 0)
    .map(({ text }) => text);
}

function inAll(lists: readonly (readonly string[])[]): readonly string[] {
  const [first = [], ...rest] = lists;
  return first.filter((each) => rest.every((list) => list.includes(each)));
}

function complain(world: World, column: Column | undefined, text: string): void {
  const label = column?.label ?? '';
  if (column?.kind === 'set' && column.ofIssues) {
    const isKey = /^[a-z][a-z0-9_]*-\d+$/i.test(text) || /^\d+$/.test(text);
    world.unknownKey(
      isKey
        ? `An issue with key '${text}' does not exist for field '${label}'.`
        : `The issue key '${text}' for field '${label}' is invalid.`,
    );
  } else if (/^\d+$/.test(text)) {
    world.unknownValue(`A value with ID '${text}' does not exist for the field '${label}'.`);
  } else {
    world.unknownValue(`The value '${text}' does not exist for the field '${label}'.`);
  }
}

const isUnresolved = (column: Column, { text }: Value): boolean =>
  column.kind === 'set' && column.history === 'resolution' && text.toLowerCase() === 'unresolved';

function compileColumn(world: World, column: Column, test: Test): Predicate {
  if (test.operator === 'changed' || test.operator.startsWith('was')) return compileHistory(world, column, test);
  const operands = test.operand === undefined ? [] : flat(test.operand);
  const isEmpty: Predicate = (issue) => column.read(issue).length === 0;
  const asksEmpty = operands.some(
    (each) => each.kind === 'empty' || (each.kind === 'value' && isUnresolved(column, each)),
  );
  if (test.operator === 'is') return isEmpty;
  if (test.operator === 'is not') return (issue) => !isEmpty(issue);
  switch (column.kind) {
    case 'text':
      return compileText(world, column, test, operands, asksEmpty);
    case 'set': {
      const ids = new Set(operands.flatMap((each) => idsIn(world, column, each)));
      if (test.operator in COMPARE) return compileOrder(world, column, test, operands, ids);
      const has: Predicate = (issue) => column.read(issue).some((id) => ids.has(id));
      return equality(world, column, test.operator, has, isEmpty, asksEmpty);
    }
    default: {
      const values = operands.flatMap((each) => numbersIn(world, column, each));
      const compare = COMPARE[test.operator];
      if (compare !== undefined) {
        return (issue) => column.read(issue).some((at) => values.some((value) => compare(at, value)));
      }
      const same = (at: number): boolean => values.some((value) => minute(column, at) === minute(column, value));
      return equality(world, column, test.operator, (issue) => column.read(issue).some(same), isEmpty, asksEmpty);
    }
  }
}

/** Literals of time have no seconds. */
const minute = (column: Column, at: number): number => (column.kind === 'time' ? Math.floor(at / 60_000) : at);

const COMPARE: Readonly<Record<string, (one: number, other: number) => boolean>> = {
  '<': (one, other) => one < other,
  '<=': (one, other) => one <= other,
  '>': (one, other) => one > other,
  '>=': (one, other) => one >= other,
};

function equality(
  world: World,
  column: Column,
  operator: string,
  has: Predicate,
  isEmpty: Predicate,
  asksEmpty: boolean,
): Predicate {
  if (operator === '=' || operator === 'in') return (issue) => has(issue) || (asksEmpty && isEmpty(issue));
  if (operator === '!=' || operator === 'not in') return (issue) => !isEmpty(issue) && !has(issue);
  world.error(`The operator '${operator}' is not supported by the '${column.label}' field.`);
  return NOTHING;
}

function idsIn(
  world: World,
  column: Column & { kind: 'set' },
  operand: Exclude<Operand, { kind: 'list' }>,
): readonly string[] {
  if (operand.kind === 'value') return column.find(operand);
  if (operand.kind === 'empty') return [];
  const called = callFunction(world, operand, column.label);
  return 'ids' in called ? called.ids : [];
}

function numbersIn(
  world: World,
  column: Column & { kind: 'time' | 'number' },
  operand: Exclude<Operand, { kind: 'list' }>,
): readonly number[] {
  if (operand.kind === 'empty') return [];
  if (operand.kind === 'function') {
    const called = callFunction(world, operand, column.label);
    return 'moments' in called ? called.moments : [];
  }
  if (column.kind === 'time') return momentIn(world, operand, column.label);
  const value = column.parse(operand);
  if (value === undefined) world.error(`The value '${operand.text}' does not exist for the field '${column.label}'.`);
  return value === undefined ? [] : [value];
}

function momentIn(world: World, value: Value, label: string): readonly number[] {
  const moment = momentOf(value.text, value.number, world.clock);
  if (moment !== undefined && Number.isFinite(moment)) return [moment];
  world.error(
    `Date value '${value.text}' for field '${label}' is invalid. Valid formats include: 'yyyy/MM/dd HH:mm', ` +
      "'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format e.g. '-5d', '4w 2d'.",
  );
  return [];
}

function compileOrder(
  world: World,
  column: Column & { kind: 'set' },
  test: Test,
  operands: readonly Exclude<Operand, { kind: 'list' }>[],
  ids: ReadonlySet<string>,
): Predicate {
  const { order } = column;
  const compare = COMPARE[test.operator];
  if (order === undefined || compare === undefined) {
    world.error(`The operator '${test.operator}' is not supported by the '${column.label}' field.`);
    return NOTHING;
  }
  if (column.ofIssues) {
    for (const operand of operands) {
      if (operand.kind === 'value' && issueBy(world, operand.text)?.moved) {
        world.error(`Operator '${test.operator}' cannot be applied to moved issue key '${operand.text}'.`);
      }
    }
    // Keys are compared within the project that the key names.
    const bounds = [...ids].flatMap((id) => world.state.issues.get(id) ?? []);
    return (issue) =>
      bounds.some(({ id, projectId }) => projectId === issue.projectId && compare(order(issue.id), order(id)));
  }
  return (issue) => column.read(issue).some((id) => [...ids].some((bound) => compare(order(id), order(bound))));
}

function compileText(
  world: World,
  column: Column & { kind: 'text' },
  test: Test,
  operands: readonly Exclude<Operand, { kind: 'list' }>[],
  asksEmpty: boolean,
): Predicate {
  const isEmpty: Predicate = (issue) => column.read(issue).every((text) => text === '');
  const values = operands.filter((each): each is Value => each.kind === 'value');
  const likes = test.operator === '~' || test.operator === '!~';
  if (!likes && column.exact !== true) {
    world.error(`The operator '${test.operator}' is not supported by the '${column.label}' field.`);
    return NOTHING;
  }
  const searches = values.map(({ text }) => searchFor(world, column, test.operator, text));
  const has: Predicate = (issue) => searches.some((search) => search(issue));
  const operator = test.operator === '~' ? '=' : test.operator === '!~' ? '!=' : test.operator;
  return equality(world, column, operator, has, isEmpty, asksEmpty);
}

function searchFor(world: World, column: Column & { kind: 'text' }, operator: string, text: string): Predicate {
  if (operator !== '~' && operator !== '!~')
    return (issue) => column.read(issue).some((each) => each.toLowerCase() === text.toLowerCase());
  const asked = textSearch(text);
  if (asked === undefined) {
    world.error(`The field '${column.label}' does not support searching for an empty string.`);
    return NOTHING;
  }
  if (asked.length === 0) {
    world.error(`Unable to parse the text '${text}' for field '${column.label}'.`);
    return NOTHING;
  }
  const { state, context } = world;
  const index = (): Index => [...state.issues.values()].map(column.read);
  const search = context.switches['search.fuzzy'] === 'nearest' ? withNearest(asked, index()) : asked;
  if (operator === '~') {
    let score: ((texts: readonly string[]) => number) | undefined;
    world.scores.push((issue) => {
      score ??= scoresOf(search, index());
      return score(column.read(issue));
    });
  }
  return (issue) =>
    matches(search, column.read(issue), (name) => {
      const other = systemColumn(world, name);
      return other?.kind === 'text' ? other.read(issue) : undefined;
    });
}

function compileHistory(world: World, column: Column, test: Test): Predicate {
  if (column.kind !== 'set' || column.history === undefined) {
    world.error(`History searches do not support the '${column.label}' field.`);
    return NOTHING;
  }
  const { history } = column;
  const when = whenOf(world, column, test);
  if (test.operator === 'changed') return (issue) => hasChanged(issue, history, when);
  const ids = valuesIn(world, column, test.operand);
  const was: Predicate = (issue) => wasEver(issue, history, column.read(issue), ids, when);
  return test.operator.startsWith('was not') ? (issue) => !was(issue) : was;
}

function valuesIn(
  world: World,
  column: Column & { kind: 'set' },
  operand: Operand | undefined,
): ReadonlySet<string | null> {
  const operands = operand === undefined ? [] : flat(operand);
  return new Set(
    operands.flatMap((each): readonly (string | null)[] =>
      each.kind === 'empty' || (each.kind === 'value' && isUnresolved(column, each))
        ? [null]
        : idsIn(world, column, each),
    ),
  );
}

function whenOf(world: World, column: Column & { kind: 'set' }, test: Test): When {
  const moments = (operand: Operand): readonly number[] =>
    flat(operand).flatMap((each) => {
      if (each.kind === 'value') return momentIn(world, each, column.label);
      return each.kind === 'function' ? momentsOf(world, each, column.label) : [];
    });
  let when: When = {};
  for (const { word, operand } of test.predicates) {
    if (word === 'by') when = { ...when, by: peopleIn(world, operand, column.label) };
    else if (word === 'from' || word === 'to') when = { ...when, [word]: valuesIn(world, column, operand) };
    else {
      const [first = Number.NaN, second = Number.NaN] = moments(operand);
      when = { ...when, ...(word === 'during' ? { during: [first, second] } : { [word]: first }) };
    }
  }
  return when;
}

function momentsOf(world: World, call: Call, label: string): readonly number[] {
  const called = callFunction(world, call, label);
  return 'moments' in called ? called.moments : [];
}

function peopleIn(world: World, operand: Operand, label: string): ReadonlySet<string> {
  return new Set(
    flat(operand).flatMap((each): readonly string[] => {
      if (each.kind === 'empty') return [];
      if (each.kind === 'function') {
        const called = callFunction(world, each, label);
        return 'ids' in called ? called.ids : [];
      }
      const found = peopleBy(world, each.text);
      if (found.length === 0) world.unknownValue(`The user '${each.text}' does not exist.`);
      return found;
    }),
  );
}
