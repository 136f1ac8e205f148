/** A whole number in any spelling that some parser takes: signs, zeros in front, a fraction of nothing, an exponent. */
const NUMBER = /^\+?\d+(?:\.0*)?(?:e\+?\d{1,2})?$/i;

/**
 * The number as an id is written, or the text itself where it is none. Which spellings the real Jira takes is not
 * documented, so that each names the same thing here.
 */
export function plainNumber(text: string): string {
  const ascii = text.trim().normalize('NFKC');
  const value = NUMBER.test(ascii) ? Number(ascii) : Number.NaN;
  return Number.isSafeInteger(value) ? String(value) : text;
}
