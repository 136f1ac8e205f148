/** The catalogue knows every operation of Jira, and docs/operations.md tells what it says. */
import { existsSync, readFileSync } from 'node:fs';
import { OPERATIONS } from '../../src/catalogue/operations';
import { REFUSALS } from '../../src/policy/refusals';
import { coverage, listsAtHand, nameOfRow } from './coverage';
import { jiraJsOperations } from './jira-js-operations';
import { operationsReference } from './reference';

test.each([...listsAtHand()])('every operation of %s has a row', (_, list) => {
  expect(list.length).toBeGreaterThan(700);
  expect(coverage([list]).without).toEqual([]);
});

const atlassians = existsSync('../shared/jira/operations.tsv') ? test : test.skip;
atlassians('Atlassian’s own list was at hand', () => expect(listsAtHand().size).toBe(3));

test('an operation without a row is told by its name', () => {
  const added = { method: 'POST', path: '/rest/api/3/issue/{issueIdOrKey}/teleport' };
  expect(coverage([[added], jiraJsOperations()]).without).toEqual(['POST /rest/api/issue/{}/teleport']);
});

test('no operation has two rows', () => {
  const names = OPERATIONS.map(nameOfRow);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});

test('each reason of a refusal is used, and names a rule', () => {
  const used = new Set(OPERATIONS.flatMap((row) => (row.kind === 'refused' ? [row.why] : [])));
  expect([...used].sort()).toEqual(Object.keys(REFUSALS).sort());
  for (const { rule } of Object.values(REFUSALS)) expect(rule).toMatch(/^R\d+(?:, (?:R\d+|C-[A-Z]+-\d\d))*$/);
});

test('docs/operations.md is what the catalogue says; write-reference.ts renews it', () => {
  expect(readFileSync('docs/operations.md', 'utf8')).toBe(operationsReference());
});
