/**
 * The equation of the wall, for queries: what the confined query finds on the whole site is what the caller's own
 * query finds on the island, row by row. Queries are made from the allow-lists themselves, so that a field, operator
 * or function that is added is tried as well; values are own, foreign and invented.
 *
 * A name that means nothing is an error to the island's Jira; there it stands for no value, as the gateway has it.
 */

import { searchIssues } from '../../local/jira/jql/search';
import { admitJql } from '../../src/jql/admit';
import type { Field, Operand, Operator, Predicate, Query, Test } from '../../src/jql/ast';
import { confineJql } from '../../src/jql/confine';
import { customFieldsFor } from '../../src/jql/custom-fields';
import type { JqlScope } from '../../src/jql/facts';
import { type FieldKind, type JqlField, systemField, systemFieldNames } from '../../src/jql/fields';
import { jqlFunction, jqlFunctionNames } from '../../src/jql/functions';
import { parseJql } from '../../src/jql/parse';
import { printJql } from '../../src/jql/print';
import FOUND from '../found/jql-beyond-the-island.json';
import fc from '../seeded-fast-check';
import { clauseOver } from './random-query';
import { CAME_IN, islandOf, SCOPES, WITH_A_PAST, wholeOf } from './secured-site';
import { ALPHA, ANN, asApp, BEN, ZOE } from './three-projects';

/** A tenth of the runs: each asks two sites, and reads each query three times. */
const RUNS = Number(process.env['JQL_RUNS'] ?? 6_000) / 10;

/** Fields that no key may ask about, whatever it reads; the test of refusals has them. */
const NEVER_SERVED: ReadonlySet<string> = new Set(['issuelinktype', 'linkedissue', 'linkedworkitem']);
const CUSTOM = ['Weight', 'cf[10010]', 'Points', 'cf[10011]', 'Secret note', 'Approver', 'Iteration', 'cf[10014]'];
const FIELDS: readonly string[] = [...systemFieldNames().filter((name) => !NEVER_SERVED.has(name)), ...CUSTOM];

const VALUES: Readonly<Record<FieldKind, readonly string[]>> = {
  projects: ['ALPHA', 'alpha', 'BETA', '10001', '10004', 'OMEGA', '10002', 'NOPE', '10999'],
  issues: [
    'ALPHA-1',
    'alpha-2',
    'ALPHA-12',
    '20003',
    'BETA-1',
    'OMEGA-1',
    '30001',
    'ALPHA-7',
    'ALPHA-13',
    '20013',
    'NOPE-1',
    '39999',
  ],
  issueTypes: ['Task', 'epic', '3', 'Canary type', '9', 'Nowhere'],
  statuses: ['Open', 'DONE', '2', 'Canary status', '9', 'Nowhere'],
  priorities: ['High', 'low', '2', 'Canary priority', '8', 'Nowhere'],
  resolutions: ['Fixed', '21', 'Unresolved', 'Canary resolution', '28', 'Nowhere'],
  versions: ['1.0', '2.0', '101', 'Canary version', '109', 'Nowhere'],
  components: ['Core', '201', 'Canary component', '209', 'Nowhere'],
  categories: ['Done', 'To Do', 'indeterminate', '2'],
  people: [ANN, BEN, ZOE, '5b10a2844c20165700ed9999'],
  sprints: [
    'Sprint 1',
    'sprint 0',
    '51',
    '53',
    'Beta sprint',
    '54',
    'Canary sprint',
    '57',
    '58',
    '59',
    'Nowhere',
    '99',
  ],
  linkTypes: ['Blocks'],
  options: ['Small', 'large', '501', 'Canary size', '602', 'Nowhere'],
  label: ['red', 'blue', 'canary', 'none'],
  url: ['https://example.com'],
  text: ['engine', 'canary', 'pump noise', '"Summary of"', 'e*', 'plum', 'x'],
  date: ['-1d', '-9d', '2026/06/25', '2026-07-03', '2026/06/30 12:00'],
  number: ['5', '8', '0'],
  duration: ['2h', '1d', '30m'],
};

const fieldOf = (name: string): Field => {
  const customId = /^cf\[(\d+)\]$/.exec(name)?.[1];
  return { name: customId === undefined ? name : '', customId, properties: [] };
};
const rowOf = (name: string): JqlField => {
  const row = systemField(fieldOf(name)) ?? customFieldsFor(fieldOf(name), ALPHA)[0]?.row;
  if (row === undefined) throw new Error(`no row for ${name}`);
  return row;
};

/** What was tried without chance, so that what is added to the lists and not tried fails. */
const tried = {
  fields: new Set<string>(),
  operators: new Set<Operator>(),
  predicates: new Set<Predicate['word']>(),
  functions: new Set<string>(),
  sorts: new Set<string>(),
};

const value = (text: string): Operand => ({ kind: 'value', text, number: /^\d+$/.test(text) });
const FUNCTION_ARGS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  none: [[]],
  offset: [[], ['-1d'], ['1'], ['-2w']],
  projects: [[], ['ALPHA'], ['OMEGA'], ['ALPHA', 'BETA'], ['NOPE']],
  project: [['ALPHA'], ['OMEGA'], ['10001']],
  link: ['ALPHA-1', 'ALPHA-2', 'ALPHA-3', 'BETA-1', 'OMEGA-1', 'ALPHA-7', 'ALPHA-13', 'NOPE-1'].map((key) => [key]),
};
const callsOf = (kind: FieldKind, answers: readonly string[]): readonly Operand[] =>
  jqlFunctionNames()
    .map((name) => ({ name, row: jqlFunction(name) }))
    .flatMap(({ name, row }) =>
      row?.kind === kind && answers.includes(row.answers)
        ? (FUNCTION_ARGS[row.args] ?? []).map((args): Operand => ({ kind: 'function', name, args }))
        : [],
    );

const one = (row: JqlField, answers: readonly string[]): fc.Arbitrary<Operand> => {
  const calls = callsOf(row.kind, answers);
  const values = fc.constantFrom(...VALUES[row.kind].map(value));
  return calls.length === 0
    ? values
    : fc.oneof({ arbitrary: values, weight: 3 }, { arbitrary: fc.constantFrom(...calls), weight: 2 });
};
const EMPTY: Operand = { kind: 'empty' };

function operandOf(row: JqlField, operator: Operator): fc.Arbitrary<Operand | undefined> {
  switch (operator) {
    case 'changed':
      return fc.constant(undefined);
    case 'is':
    case 'is not':
      return fc.constant(EMPTY);
    case 'in':
    case 'not in':
    case 'was in':
    case 'was not in': {
      const lists = fc
        .array(one(row, ['one', 'many']), { minLength: 1, maxLength: 3 })
        .map((values): Operand => ({ kind: 'list', values }));
      const calls = callsOf(row.kind, ['many']);
      return calls.length === 0 || operator.startsWith('was') ? lists : fc.oneof(lists, fc.constantFrom(...calls));
    }
    default:
      return row.always === true || ['<', '<=', '>', '>=', '~', '!~'].includes(operator)
        ? one(row, ['one'])
        : fc.oneof({ arbitrary: one(row, ['one']), weight: 9 }, fc.constant(EMPTY));
  }
}

const MOMENTS = ['-1d', '-4d', '2026/06/25'].map(value);
const DAYS: Operand = { kind: 'list', values: [value('-6d'), value('-1d')] };
const predicates = (operator: Operator, row: JqlField): fc.Arbitrary<readonly Predicate[]> => {
  if (operator !== 'changed' && !operator.startsWith('was')) return fc.constant([]);
  const of = (word: Predicate['word'], operands: readonly Operand[]) =>
    fc.constantFrom(...operands).map((operand): Predicate => ({ word, operand }));
  const history = fc.oneof(
    of('after', MOMENTS),
    of('before', MOMENTS),
    of('on', MOMENTS),
    of('during', [DAYS]),
    of('by', VALUES.people.map(value)),
  );
  const all =
    operator === 'changed'
      ? fc.oneof(history, of('from', VALUES[row.kind].map(value)), of('to', VALUES[row.kind].map(value)))
      : history;
  return fc.array(all, { maxLength: 1 });
};

const anyTest: fc.Arbitrary<Test> = fc
  .constantFrom(...FIELDS.filter((name) => rowOf(name).operators.size > 0))
  .chain((name) =>
    fc
      .constantFrom(...rowOf(name).operators)
      .chain((operator) =>
        fc
          .tuple(operandOf(rowOf(name), operator), predicates(operator, rowOf(name)))
          .map(([operand, all]): Test => ({ kind: 'test', field: fieldOf(name), operator, operand, predicates: all })),
      ),
  );
const SORTS = FIELDS.filter((name) => rowOf(name).sortable);
const KEYS = { field: fieldOf('key'), direction: 'asc' } as const;
/** Ends with the key, so that the order is one and the same on both sites. */
const anyOrder: fc.Arbitrary<Query['orderBy']> = fc
  .array(
    fc.record({
      field: fc.constantFrom(...SORTS).map(fieldOf),
      direction: fc.constantFrom('asc' as const, 'desc' as const, undefined),
    }),
    { maxLength: 2 },
  )
  .map((sorts) => [...sorts, KEYS]);

function note(query: Query): void {
  const visit = (clause: Query['where']): void => {
    if (clause === undefined) return;
    if (clause.kind === 'not') visit(clause.clause);
    else if (clause.kind !== 'test') clause.clauses.forEach(visit);
    else {
      tried.fields.add(clause.field.customId === undefined ? clause.field.name : `cf[${clause.field.customId}]`);
      tried.operators.add(clause.operator);
      for (const { word } of clause.predicates) tried.predicates.add(word);
      const operands = clause.operand?.kind === 'list' ? clause.operand.values : [clause.operand];
      for (const operand of operands) if (operand?.kind === 'function') tried.functions.add(operand.name);
    }
  };
  visit(query.where);
  for (const { field } of query.orderBy)
    tried.sorts.add(field.customId === undefined ? field.name : `cf[${field.customId}]`);
}

/** Keys of the rows that the confined query finds on the whole site. */
function found(query: Query, scope: JqlScope): readonly string[] | undefined {
  const admitted = admitJql(query, scope.readable);
  const confined = admitted.ok ? confineJql(query, scope) : admitted;
  if (!confined.ok) return undefined;
  return confined.value.kind === 'empty'
    ? []
    : rows(searchIssues(wholeOf(scope), confined.value.jql, asApp()), confined.value.jql);
}

function rows(result: ReturnType<typeof searchIssues>, jql: string): readonly string[] {
  if (!result.ok) throw new Error(`${jql}\n${result.messages.join('\n')}`);
  return result.issues.map(({ key }) => key);
}

/** Keys of the rows that the query itself finds on the island. */
const onIsland = (query: Query, scope: JqlScope): readonly string[] =>
  rows(
    searchIssues(islandOf(scope), printJql(query), asApp({ 'jql.unknownValue': 'empty', 'jql.unknownKey': 'skip' })),
    printJql(query),
  );

describe('a confined query on the whole site', () => {
  test('finds row by row what the query itself finds on the island', () => {
    let rowsFound = 0;
    fc.assert(
      fc.property(clauseOver(anyTest), anyOrder, fc.constantFrom(...SCOPES), (where, orderBy, scope) => {
        const query: Query = { where, orderBy };
        const here = found(query, scope);
        // Only what is served is compared, and counts.
        fc.pre(here !== undefined);
        rowsFound += here.length;
        expect({ query: printJql(query), rows: here }).toEqual({
          query: printJql(query),
          rows: onIsland(query, scope),
        });
      }),
      { numRuns: RUNS },
    );
    expect(rowsFound).toBeGreaterThan(RUNS);
  }, 600_000);

  test('each field, operator and function of the allow-lists alone, with every value', () => {
    const faults: string[] = [];
    /** What each field and function found, to see that it tells rows apart. */
    const answers = new Map<string, Set<string>>();
    const compare = (query: Query, scope: JqlScope, names: readonly string[]): void => {
      const here = found(query, scope)?.join();
      if (here === undefined) return;
      note(query);
      if (here !== onIsland(query, scope).join()) faults.push(printJql(query));
      for (const name of names) answers.set(name, (answers.get(name) ?? new Set()).add(here));
    };
    for (const scope of SCOPES) {
      const rows = new Set<string>();
      for (const name of FIELDS) {
        const row = rowOf(name);
        // Another name of the same field is only spelled otherwise.
        const operators = [...row.operators].slice(0, rows.has(row.name) ? 1 : undefined);
        rows.add(row.name);
        for (const operator of operators) {
          for (const operand of everyOperand(row, operator)) {
            const functions = operand?.kind === 'function' ? [operand.name] : [];
            // With one project, only what depends on other projects being there.
            if (scope.projects.length === 1 && functions.length === 0) continue;
            if (scope.readable.past !== isAboutPast(operator)) continue;
            for (const predicates of everyPredicate(row, operator)) {
              const test: Test = { kind: 'test', field: fieldOf(name), operator, operand, predicates };
              compare({ where: test, orderBy: [KEYS] }, scope, [row.name, ...functions]);
              if (functions.length > 0)
                compare({ where: { kind: 'not', clause: test }, orderBy: [KEYS] }, scope, functions);
            }
          }
        }
        // Jira serves no query without a condition.
        const all: Test = {
          kind: 'test',
          field: fieldOf('created'),
          operator: '>',
          operand: value('-99d'),
          predicates: [],
        };
        if (row.sortable && !scope.readable.past)
          compare({ where: all, orderBy: [{ field: fieldOf(name), direction: 'desc' }, KEYS] }, scope, []);
      }
    }
    expect(faults).toEqual([]);
    const telling = (name: string) => (answers.get(name)?.size ?? 0) > 1;
    expect(FIELDS.filter((name) => rowOf(name).operators.size > 0 && !telling(rowOf(name).name))).toEqual([]);
    expect(jqlFunctionNames().filter((name) => !telling(name))).toEqual([]);
  });

  test('leaves no field, operator, function or order of the allow-lists untried', () => {
    const operators = new Set(FIELDS.flatMap((name) => [...rowOf(name).operators]));
    expect(FIELDS.filter((name) => rowOf(name).operators.size > 0 && !tried.fields.has(name))).toEqual([]);
    expect([...operators].filter((operator) => !tried.operators.has(operator))).toEqual([]);
    expect([...tried.predicates].sort()).toEqual(['after', 'before', 'by', 'during', 'from', 'on', 'to']);
    expect(jqlFunctionNames().filter((name) => !tried.functions.has(name))).toEqual([]);
    expect(SORTS.filter((name) => !tried.sorts.has(name))).toEqual([]);
  });

  test.each(FOUND.queries)('still finds no more than the island, or is refused: %s', (jql) => {
    const parsed = parseJql(jql);
    if (!parsed.ok) throw new Error(parsed.error.message);
    for (const scope of SCOPES) {
      const here = found(parsed.value, scope);
      if (here !== undefined) expect(here).toEqual(onIsland(parsed.value, scope));
    }
  });

  test('is refused where it asks about the past, which would tell of one in a project outside', () => {
    const [without, allowed] = [false, true].map((past) => SCOPES.find(({ readable }) => readable.past === past));
    if (without === undefined || allowed === undefined) throw new Error('there are keys of both kinds');
    const told = new Set<Operator>();
    for (const name of ['status', 'priority', 'resolution']) {
      const row = rowOf(name);
      for (const operator of [...row.operators].filter(isAboutPast)) {
        for (const operand of everyOperand(row, operator)) {
          for (const predicates of everyPredicate(row, operator)) {
            const where: Test = { kind: 'test', field: fieldOf(name), operator, operand, predicates };
            for (const clause of [where, { kind: 'not', clause: where } as const]) {
              const query: Query = { where: clause, orderBy: [KEYS] };
              expect(found(query, without)).toBeUndefined();
              const confined = confineJql(query, allowed);
              if (!confined.ok) throw new Error(confined.error.reason);
              const { value: asked } = confined;
              const there =
                asked.kind === 'empty' ? [] : rows(searchIssues(WITH_A_PAST, asked.jql, asApp()), asked.jql);
              if (there.includes(CAME_IN.key) !== onIsland(query, without).includes(CAME_IN.key)) told.add(operator);
            }
          }
        }
      }
    }
    // Each of them does tell, where nothing refuses it.
    expect([...told].sort()).toEqual(['changed', 'was', 'was in', 'was not', 'was not in']);
  });

  test.each([...NEVER_SERVED])('does not exist for %s, which would tell of what answers hide', (name) => {
    for (const operator of rowOf(name).operators) {
      for (const operand of everyOperand(rowOf(name), operator)) {
        const query: Query = {
          where: { kind: 'test', field: fieldOf(name), operator, operand, predicates: [] },
          orderBy: [],
        };
        expect(found(query, SCOPES[0] ?? ALPHA)).toBeUndefined();
      }
    }
  });
});

const isAboutPast = (operator: Operator): boolean => operator === 'changed' || operator.startsWith('was');

/** Every value, call and list of one that an operator may stand before. */
function everyOperand(row: JqlField, operator: Operator): readonly (Operand | undefined)[] {
  if (operator === 'changed') return [undefined];
  if (operator === 'is' || operator === 'is not') return [EMPTY];
  const values = VALUES[row.kind].map(value);
  // A moment is a moment to every operator; that there are so many functions for one would only take time.
  const calls = row.kind === 'date' && operator !== '>' ? [] : callsOf(row.kind, ['one']);
  if (!operator.endsWith('in')) return [...values, ...calls];
  return [
    ...values.map((each): Operand => ({ kind: 'list', values: [each] })),
    ...(operator.startsWith('was') ? [] : callsOf(row.kind, ['many'])),
  ];
}

/** No predicate, and for `changed` also each that names something, and each word for a moment once. */
function everyPredicate(row: JqlField, operator: Operator): readonly (readonly Predicate[])[] {
  if (operator !== 'changed') return [[]];
  const when = (['after', 'before', 'on'] as const).map((word): Predicate[] => [{ word, operand: value('-4d') }]);
  const of = (word: Predicate['word'], kind: FieldKind) =>
    VALUES[kind].map((text): Predicate[] => [{ word, operand: value(text) }]);
  const named = [...of('from', row.kind), ...of('to', row.kind), ...of('by', 'people')];
  return [[], ...when, [{ word: 'during', operand: DAYS }], ...named];
}
