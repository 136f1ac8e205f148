/**
 * A fixed-window counter, as the platform's limits are described: so many in each second or minute, and
 * all free again when the next one begins.
 */
export type Window = {
  /** Takes `units`; false when the window is used up, and then takes nothing. */
  take(units: number): boolean;
  remaining(): number;
  /** Epoch milliseconds at which the window ends. */
  endsAt(): number;
};

export function createWindow(now: () => number, lengthMs: number, limit: number): Window {
  let current = Number.NaN;
  let used = 0;
  const turn = () => {
    const window = Math.floor(now() / lengthMs);
    if (window !== current) used = 0;
    current = window;
  };
  return {
    take(units) {
      turn();
      if (used + units > limit) return false;
      used += units;
      return true;
    },
    remaining() {
      turn();
      return Math.max(0, limit - used);
    },
    endsAt() {
      turn();
      return (current + 1) * lengthMs;
    },
  };
}
