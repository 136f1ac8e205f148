/**
 * What was probably meant by a name that is not known: the nearest of the names that the row knows. Told are these own
 * words alone, and only where one of them is a slip of the hand away.
 */

const SLIPS_MAX = 2;
/** Shorter names are all near each other, and longer ones are none of ours. */
const CHARS_MIN = 4;
const CHARS_MAX = 40;

/** A sentence for `mend`; undefined where nothing is near, or two are equally so. */
export function insteadOf(name: string, known: Iterable<string>): string | undefined {
  if (name.length < CHARS_MIN || name.length > CHARS_MAX) return undefined;
  const near = [...known]
    .map((each) => ({ each, slips: slipsBetween(name.toLowerCase(), each.toLowerCase()) }))
    .filter(({ slips, each }) => slips <= SLIPS_MAX && slips < each.length / 2)
    .sort((a, b) => a.slips - b.slips);
  const [first, second] = near;
  return first === undefined || first.slips === second?.slips
    ? undefined
    : `Leave it out, or write "${first.each}" if that is meant.`;
}

/** Letters to put in, take out or replace, and neighbours to swap. */
function slipsBetween(a: string, b: string): number {
  let [before, last]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const steps = [cost(last, j) + 1, cost(row, j - 1) + 1, cost(last, j - 1) + same];
      row.push(Math.min(...steps, isSwap ? cost(before, j - 2) + 1 : Number.POSITIVE_INFINITY));
    }
    [before, last] = [last, row];
  }
  return cost(last, b.length);
}

const cost = (row: readonly number[], index: number): number => row[index] ?? 0;
