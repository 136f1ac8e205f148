/** What is said of the use of a key goes as far as its calls are added up, and not further. */
import { isUseKnown, unusedAs, watchedFor } from '../../../static/console/src/parts/watched';

const DAY_MS = 24 * 60 * 60 * 1000;
const NOW = Date.parse('2026-11-25T15:30:00.000Z');
const ago = (ms: number): string => new Date(NOW - ms).toISOString();
const SUMMED = ago(30 * 60_000);

test('of a key that is younger than the sums nothing is known, nor where nothing is summed', () => {
  expect(isUseKnown({ createdAt: ago(60_000) }, SUMMED)).toBe(false);
  expect(isUseKnown({ createdAt: SUMMED }, SUMMED)).toBe(false);
  expect(isUseKnown({ createdAt: ago(90 * DAY_MS) }, undefined)).toBe(false);
  expect(isUseKnown({ createdAt: ago(60 * 60_000) }, SUMMED)).toBe(true);
});

test('where nothing is summed at all, a key is told apart by its age', () => {
  expect(unusedAs({ createdAt: ago(60_000) }, undefined, NOW)).toBe('not_yet');
  expect(unusedAs({ createdAt: ago(2 * DAY_MS) }, undefined, NOW)).toBe('none_summed');
  expect(unusedAs({ createdAt: ago(60_000) }, SUMMED, NOW)).toBe('not_yet');
  expect(unusedAs({ createdAt: ago(2 * DAY_MS) }, SUMMED, NOW)).toBe('none');
});

test.each([
  ['a minute', 60_000, { is: 'unknown' }],
  ['an hour', 60 * 60_000, { is: 'too_short', days: 0 }],
  ['two days', 2.5 * DAY_MS, { is: 'too_short', days: 2 }],
  ['seven days, of which one is not whole', 7 * DAY_MS, { is: 'too_short', days: 6 }],
  ['a little more than seven days', 7.1 * DAY_MS, { is: 'enough', days: 7 }],
  ['ninety days', 90 * DAY_MS, { is: 'enough', days: 30 }],
] as const)('a key that is %s old', (_, age, expected) => {
  expect(watchedFor({ createdAt: ago(age) }, SUMMED, NOW)).toEqual(expected);
});

test('a key is watched from its first day on, not from when it was made', () => {
  const view = { createdAt: ago(90 * DAY_MS), notBefore: ago(3 * DAY_MS) };
  expect(watchedFor(view, SUMMED, NOW)).toEqual({ is: 'too_short', days: 2 });
});

test('sums that are more than a day behind tell nothing of the present', () => {
  expect(watchedFor({ createdAt: ago(90 * DAY_MS) }, ago(1.1 * DAY_MS), NOW)).toEqual({ is: 'behind' });
  expect(watchedFor({ createdAt: ago(90 * DAY_MS) }, ago(0.9 * DAY_MS), NOW)).toEqual({ is: 'enough', days: 30 });
});
