/**
 * The time as the app has it. A browser's clock may be wrong by minutes or days, and the times that pages show are the
 * app's: told against the browser's, what has just happened would lie in the future. Every answer says when it was given.
 */

/** What the app's clock is ahead of this one's, in milliseconds. */
let aheadMs = 0;
/** An answer is under way for less. Beyond it, one of the clocks was set anew. */
const UNDER_WAY_MS = 30_000;

/**
 * Notes the app's clock, as an answer that has just come tells it. The one that was under way for the shortest time tells
 * it best, and is the one by which the app seems most ahead.
 */
export const noteAppTime = (iso: string): void => {
  const seen = Date.parse(iso) - Date.now();
  if (Number.isNaN(seen)) return;
  if (seen > aheadMs || aheadMs - seen > UNDER_WAY_MS) aheadMs = seen;
};

/** Epoch milliseconds of the app's present; the browser's own until the app has answered once. */
export const appNow = (): number => Date.now() + aheadMs;
