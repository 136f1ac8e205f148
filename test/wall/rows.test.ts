/** The rows that no test settles, in plain sight of every run; and that no other row is missing. */
import { fixtureState } from '../../local/jira/seeds/fixture';
import { NOT_TESTED, ROWS, rowFaults } from './rows';
import { allCases } from './suite/cases';
import { NOW } from './suite/ground';
import { foreignNames } from './suite/references';

/** Of cases that are to be served: `npm run wall` looks at those that counted. */
const generated = new Set(
  allCases(foreignNames(fixtureState(NOW))).flatMap(({ row, refused }) => (refused === undefined ? [row] : [])),
);

it('the catalogue of ways across the wall has 239 rows', () => {
  expect(new Set(ROWS).size).toBe(239);
});

it('each row is tested somewhere, or listed with the reason why not, and no row is both', () => {
  expect(rowFaults(generated)).toEqual([]);
  expect(Object.keys(NOT_TESTED).filter((row) => !ROWS.includes(row))).toEqual([]);
});

it('a row that is listed and counted all the same is a fault, and so is one that is neither', () => {
  expect(rowFaults(new Set([...generated, 'C-WRITE-26']))).toEqual(['C-WRITE-26 is tested, and listed as not tested']);
  const without = new Set([...generated].filter((row) => row !== 'C-AGILE-12'));
  expect(rowFaults(without)).toEqual(['C-AGILE-12 stands in no test, and no reason is listed']);
});

it.skip.each(Object.entries(NOT_TESTED))('%s · not tested: %s', () => undefined);
