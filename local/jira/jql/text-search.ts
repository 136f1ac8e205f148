/**
 * Jira's text search, as far as a stand-in needs it: words, phrases, wildcards, `+`, `-`, OR.
 *
 * Matches more than the real one might: a word also matches as the beginning of a longer one, and a term that
 * names another text field (`description:word`) looks there.
 */

/** The terms of a search text. */
export type TextSearch = readonly (readonly Term[])[];
type Term = { readonly pattern: RegExp; readonly unwanted: boolean; readonly field: string | undefined };

/** Parses a search text: alternatives of terms; undefined for a text that looks for nothing. */
export function textSearch(text: string): TextSearch | undefined {
  const terms = [...text.matchAll(/([+-]?)(?:(\w+):)?("(?:\\.|[^"\\])*"|(?:\\.|[^\s"\\])+)(?:~\d*)?/gsu)];
  if (terms.length === 0) return undefined;
  const alternatives: Term[][] = [[]];
  for (const [word, sign, field, body] of terms) {
    if (word === 'OR' || word === '||') alternatives.push([]);
    else if (word !== 'AND' && word !== '&&' && word !== 'NOT') {
      alternatives
        .at(-1)
        ?.push({ pattern: patternOf(body ?? ''), unwanted: sign === '-', field: field?.toLowerCase() });
    }
  }
  return alternatives.filter((alternative) => alternative.length > 0);
}

/** Does one of the texts match? `otherField` gives the texts of a field that a term names. */
export function matches(
  search: TextSearch,
  texts: readonly string[],
  otherField: (name: string) => readonly string[] | undefined,
): boolean {
  return search.some((terms) =>
    terms.every(({ pattern, unwanted, field }) => {
      const places = (field === undefined ? undefined : otherField(field)) ?? texts;
      return places.some((text) => pattern.test(text)) !== unwanted;
    }),
  );
}

function patternOf(body: string): RegExp {
  const plain = body.startsWith('"') ? body.slice(1, -1) : body.replace(/~[\d.]*$|\^[\d.]+$/g, '');
  const source = plain.replace(
    /\\(.)|([*?])|([$()+./[\\\]^{|}])/gs,
    (_all, escaped?: string, wild?: string, special?: string) =>
      wild === '*' ? '[\\p{L}\\p{N}_]*' : wild === '?' ? '[\\p{L}\\p{N}_]' : literally(escaped ?? special ?? ''),
  );
  return new RegExp(`(?<![\\p{L}\\p{N}_])${source}`, 'iu');
}

const literally = (character: string): string => (/[$()*+./?[\\\]^{|}]/.test(character) ? `\\${character}` : character);
