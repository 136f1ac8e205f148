/**
 * Confinement as a result: confined queries, run by the simulated Jira's own parser and evaluator.
 *
 * Whatever is asked, no issue outside the grant comes back and Jira never complains of a name; and a query without
 * names finds exactly the in-scope part of what it would find unconfined.
 */

import { searchIssues } from '../../local/jira/jql/search';
import { admitJql } from '../../src/jql/admit';
import type { Field, Operand, Operator, Query, Test } from '../../src/jql/ast';
import { confineJql } from '../../src/jql/confine';
import type { JqlScope } from '../../src/jql/facts';
import { printJql } from '../../src/jql/print';
import fc from '../seeded-fast-check';
import { clauseOver } from './random-query';
import { ALPHA, ALPHA_AND_BETA, ANN, asApp, BEN, STATE, ZOE } from './three-projects';

const RUNS = Number(process.env['JQL_RUNS'] ?? 15_000) / 20;

const field = (name: string): Field => {
  const customId = /^cf\[(\d+)\]$/.exec(name)?.[1];
  return { name: customId === undefined ? name : '', customId, properties: [] };
};
const string = (text: string): Operand => ({ kind: 'value', text, number: /^\d+$/.test(text) });
const call = (name: string, ...args: string[]): Operand => ({ kind: 'function', name, args });

const EQUAL: readonly Operator[] = ['=', '!=', 'in', 'not in', 'is', 'is not'];
const ORDER: readonly Operator[] = ['<', '<=', '>', '>='];
const HISTORY: readonly Operator[] = ['was', 'was not', 'was in', 'was not in', 'changed'];

/** Own, foreign and invented names of each field. */
const NAMED: readonly (readonly [
  fields: readonly string[],
  operators: readonly Operator[],
  values: readonly string[],
])[] = [
  [['project', 'space'], EQUAL, ['ALPHA', 'BETA', 'OMEGA', 'NOPE', '10001', '10002', 'Canary project']],
  [
    ['key', 'id', 'issue'],
    [...EQUAL.slice(0, 4), ...ORDER],
    ['ALPHA-1', 'ALPHA-7', 'OMEGA-3', 'OMEGA-1', 'NOPE-1', '20002', '30001'],
  ],
  [['parent', '"Epic Link"'], EQUAL, ['ALPHA-1', 'OMEGA-1', 'NOPE-1', '30001']],
  [['status'], [...EQUAL, ...HISTORY], ['Open', 'Done', 'Canary status', 'Nowhere', '2', '9']],
  [['priority'], [...EQUAL, ...ORDER, ...HISTORY], ['High', 'Low', 'Canary priority', 'Nowhere', '8']],
  [['resolution'], [...EQUAL, ...HISTORY], ['Fixed', 'Unresolved', 'Canary resolution', 'Nowhere']],
  [['issuetype'], EQUAL, ['Task', 'Epic', 'Canary type', '9', 'Nowhere']],
  [['fixVersion', 'affectedVersion'], EQUAL, ['1.0', '2.0', 'Canary version', '109', 'Nowhere']],
  [['component'], EQUAL, ['Core', 'Canary component', '209', 'Nowhere']],
  [['assignee', 'reporter', 'creator'], EQUAL, [ANN, BEN, ZOE, 'nobody']],
  [['sprint', 'Iteration', 'cf[10014]'], EQUAL, ['Sprint 1', 'sprint 0', 'Canary sprint', '57', '59']],
  [['Weight', 'cf[10010]'], EQUAL, ['Small', 'Large', 'Canary size', '602', 'Nowhere']],
  [
    ['Canary field', 'No field', 'cf[10020]'],
    ['=', '~', 'in', 'is'],
    ['canary', 'Small'],
  ],
];

/** Fields whose values name nothing. */
const NAMELESS: readonly (readonly [
  fields: readonly string[],
  operators: readonly Operator[],
  values: readonly Operand[],
])[] = [
  [['labels'], EQUAL, ['red', 'blue', 'canary'].map(string)],
  [
    ['summary', 'description'],
    ['~', '!~', 'is', 'is not'],
    ['engine', 'canary', 'pump noise', '"Summary of"', 'e*', 'x'].map(string),
  ],
  [
    ['created', 'updated'],
    [...EQUAL, ...ORDER],
    [string('-1d'), string('-9d'), string('2026/06/25'), call('now'), call('startOfDay', '-1d')],
  ],
  [
    ['resolutiondate', 'duedate'],
    [...EQUAL, ...ORDER],
    [string('2026-07-03'), string('-3d'), call('endOfMonth')],
  ],
  [['statusCategory'], EQUAL, ['Done', 'new', 'In Progress'].map(string)],
  [['originalEstimate'], [...EQUAL, ...ORDER], [string('2h'), string('1d')]],
];

const CALLS: readonly (readonly [field: string, call: Operand])[] = [
  ['fixVersion', call('releasedVersions')],
  ['fixVersion', call('unreleasedVersions', 'ALPHA')],
  ['fixVersion', call('releasedVersions', 'OMEGA')],
  ['issuetype', call('standardIssueTypes')],
  ['sprint', call('openSprints')],
  ['cf[10014]', call('closedSprints')],
  ['key', call('linkedIssues', 'ALPHA-3')],
  ['key', call('linkedIssues', 'OMEGA-1', 'blocks')],
];

const takesList = (operator: Operator) => operator.endsWith('in');

function operandFor(operator: Operator, values: readonly Operand[]): fc.Arbitrary<Operand | undefined> {
  if (operator === 'changed') return fc.constant(undefined);
  if (operator === 'is' || operator === 'is not') return fc.constant({ kind: 'empty' });
  const value = fc.constantFrom(...values);
  if (!takesList(operator))
    return ORDER.includes(operator)
      ? value
      : fc.oneof({ arbitrary: value, weight: 9 }, fc.constant({ kind: 'empty' } as const));
  return fc.array(value, { minLength: 1, maxLength: 3 }).map((list) => ({ kind: 'list', values: list }));
}

function testsOver(
  rows: readonly (readonly [readonly string[], readonly Operator[], readonly Operand[]])[],
): fc.Arbitrary<Test> {
  return fc.constantFrom(...rows).chain(([fields, operators, values]) =>
    fc.tuple(fc.constantFrom(...fields), fc.constantFrom(...operators)).chain(([name, operator]) =>
      operandFor(operator, values).map((operand) => ({
        kind: 'test' as const,
        field: field(name.replace(/"/g, '')),
        operator,
        operand,
        predicates: [],
      })),
    ),
  );
}

const nameless = testsOver(NAMELESS);
const named = testsOver(NAMED.map(([fields, operators, values]) => [fields, operators, values.map(string)] as const));
const calls = fc
  .constantFrom(...CALLS)
  .map(([name, operand]): Test => ({ kind: 'test', field: field(name), operator: 'in', operand, predicates: [] }));

const hiddenFields = new Set<string>();
const READABLE = { comments: true, worklogs: true, links: true, sprints: true, past: true, hiddenFields };
const SCOPES: readonly JqlScope[] = [ALPHA, ALPHA_AND_BETA].map((scope) => ({ ...scope, readable: READABLE }));
const ids = (scope: JqlScope) => scope.projects.map(({ id }) => id);

function confined(query: Query, scope: JqlScope) {
  const admitted = admitJql(query, scope.readable);
  return admitted.ok ? confineJql(query, scope) : admitted;
}

describe('a confined query, run by the simulated Jira', () => {
  test('never returns an issue outside the grant, and never meets an unknown name', () => {
    let asked = 0;
    fc.assert(
      fc.property(clauseOver(fc.oneof(named, nameless, calls)), fc.constantFrom(...SCOPES), (where, scope) => {
        const result = confined({ where, orderBy: [] }, scope);
        if (!result.ok || result.value.kind === 'empty') return;
        asked += 1;
        const found = searchIssues(STATE, result.value.jql, asApp());
        if (!found.ok) throw new Error(found.messages.join('\n'));
        for (const { projectId } of found.issues) expect(ids(scope)).toContain(projectId);
      }),
      { numRuns: RUNS },
    );
    expect(asked).toBeGreaterThan(RUNS / 4);
  }, 600_000);

  test('without names in it, it finds exactly the in-scope part of the unconfined result', () => {
    fc.assert(
      fc.property(clauseOver(nameless), fc.constantFrom(...SCOPES), (where, scope) => {
        const query: Query = { where, orderBy: [{ field: field('created'), direction: 'asc' }] };
        const result = confined(query, scope);
        if (!result.ok) throw new Error(result.error.reason);
        const everything = searchIssues(STATE, printJql(query), asApp());
        if (!everything.ok) throw new Error(everything.messages.join('\n'));
        const expected = everything.issues.filter(({ projectId }) => ids(scope).includes(projectId));
        const found =
          result.value.kind === 'empty' ? { ok: true, issues: [] } : searchIssues(STATE, result.value.jql, asApp());
        expect(found).toMatchObject({ ok: true, issues: expected });
      }),
      { numRuns: RUNS },
    );
  }, 600_000);

  test('the same query unconfined does return foreign issues, so that the property can fail', () => {
    const found = searchIssues(STATE, 'labels = red', asApp());
    expect(found).toMatchObject({ ok: true });
    expect(found.ok && found.issues.some(({ projectId }) => projectId === '10002')).toBe(true);
  });
});
