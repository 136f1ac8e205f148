/** The rows that no test settles, in plain sight of every run; and that no other row is missing. */
import { NOT_TESTED, ROWS, rowsNowhere } from './rows';

it('the catalogue of ways across the wall has 239 rows', () => {
  expect(new Set(ROWS).size).toBe(239);
});

it('each row is tested somewhere, or listed with the reason why not', () => {
  expect(rowsNowhere(new Set())).toEqual([]);
  expect(Object.keys(NOT_TESTED).filter((row) => !ROWS.includes(row))).toEqual([]);
});

it.skip.each(Object.entries(NOT_TESTED))('%s · not tested: %s', () => undefined);
