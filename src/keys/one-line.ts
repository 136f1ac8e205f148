/** One line of text that a person wrote, such as a name or a reason. */
import * as z from 'zod/mini';

/** Line breaks, signs that turn the direction of text, and invisible ones make lists and logs lie. */
export const oneLine = (charsMin: number, charsMax: number) =>
  z.string().check(
    z.trim(),
    z.minLength(charsMin, `must have at least ${charsMin} character`),
    z.maxLength(charsMax, `must have at most ${charsMax} characters`),
    z.regex(/^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]*$/u, 'must be one line of visible text'),
    // Letters that are drawn as nothing, such as the Hangul filler, are no name by themselves.
    z.regex(charsMin === 0 ? /^/ : /[^\s\p{Default_Ignorable_Code_Point}\u2800]/u, 'must be one line of visible text'),
  );
