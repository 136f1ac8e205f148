/** The app's clock as pages keep it: whatever the browser's says. */
import { appNow, noteAppTime } from '../../../static/console/src/app/app-clock';

const BROWSER = Date.parse('2026-11-01T12:00:00Z');
const iso = (ms: number) => new Date(ms).toISOString();

beforeEach(() => {
  jest.useFakeTimers({ now: BROWSER, doNotFake: ['setTimeout'] });
  // As a page begins: an answer of a clock that stands like the browser's.
  noteAppTime(iso(BROWSER - 60_000));
  noteAppTime(iso(BROWSER));
});
afterEach(() => {
  jest.useRealTimers();
});

test.each([-3 * 86_400_000, -90_000, 0, 90_000, 3 * 86_400_000])(
  'an app that is %i ms ahead tells the present, and goes on with the time that passes',
  (ahead) => {
    noteAppTime(iso(BROWSER + ahead));
    expect(appNow()).toBe(BROWSER + ahead);
    jest.setSystemTime(BROWSER + 5_000);
    expect(appNow()).toBe(BROWSER + ahead + 5_000);
  },
);

test('an answer that was long under way puts the clock back by nothing', () => {
  noteAppTime(iso(BROWSER + 600_000));
  jest.setSystemTime(BROWSER + 20_000);
  noteAppTime(iso(BROWSER + 600_000));
  expect(appNow()).toBe(BROWSER + 620_000);
});

test('a browser whose clock is put right meanwhile is followed', () => {
  noteAppTime(iso(BROWSER + 600_000));
  jest.setSystemTime(BROWSER + 600_000);
  noteAppTime(iso(BROWSER + 600_000));
  expect(appNow()).toBe(BROWSER + 600_000);
});

test('what is no moment changes nothing', () => {
  noteAppTime('soon');
  expect(appNow()).toBe(BROWSER);
});
