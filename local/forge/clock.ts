/**
 * The site's clock: real time with an offset, or a time that stands still until a test moves it.
 *
 * Everything the app can read time from uses it. Deadlines do not: an invocation that hangs must end in
 * real time. `budgetNow` never stands still, so that a limit of so many a minute does not end a test
 * whose clock does.
 */
export type SiteClock = {
  now(): number;
  set(epochMs: number): void;
  advance(ms: number): void;
  /** For rate limits: moves with the site's clock and with real time. */
  budgetNow(): number;
  /** A `Date` that reads this clock and is otherwise the real one. */
  readonly Date: DateConstructor;
};

/** A clock that stands still at `fixed`, or runs with real time when `fixed` is absent. */
export function createClock(fixed?: number): SiteClock {
  let offset = fixed ?? 0;
  const running = fixed === undefined;
  const startedAt = Date.now();
  const now = () => (running ? Date.now() + offset : offset);
  return {
    now,
    set(epochMs) {
      offset = running ? epochMs - Date.now() : epochMs;
    },
    advance(ms) {
      offset += ms;
    },
    budgetNow: () => (running ? now() : now() + (Date.now() - startedAt)),
    Date: dateOf(now),
  };
}

/** A proxy, not a subclass: `instanceof Date`, `Date.prototype` and `Date.UTC` stay the real ones. */
function dateOf(now: () => number): DateConstructor {
  return new Proxy(Date, {
    apply: (real) => new real(now()).toString(),
    construct: (real, values) => Reflect.construct(real, values.length === 0 ? [now()] : values),
    get: (real, property, receiver) => (property === 'now' ? now : Reflect.get(real, property, receiver)),
  });
}
