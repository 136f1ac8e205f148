/**
 * Jira's text search, as far as a stand-in needs it: words, phrases, wildcards, `+`, `-`, OR.
 *
 * Matches more than the real one might: a word also matches as the beginning of a longer one, and a term that
 * names another text field (`description:word`) looks there.
 */

/** The terms of a search text. */
export type TextSearch = readonly (readonly Term[])[];
type Term = {
  readonly pattern: RegExp;
  readonly unwanted: boolean;
  readonly field: string | undefined;
  /** The word of `word~`. */
  readonly near: string | undefined;
};

/** Parses a search text: alternatives of terms; undefined for a text that looks for nothing. */
export function textSearch(text: string): TextSearch | undefined {
  const terms = [...text.matchAll(/([+-]?)(?:(\w+):)?("(?:\\.|[^"\\])*"|(?:\\.|[^\s"\\])+)(?:~\d*)?/gsu)];
  if (terms.length === 0) return undefined;
  const alternatives: Term[][] = [[]];
  for (const [word, sign, field, body] of terms) {
    if (word === 'OR' || word === '||') alternatives.push([]);
    else if (word !== 'AND' && word !== '&&' && word !== 'NOT') {
      alternatives.at(-1)?.push({
        pattern: patternOf(body ?? ''),
        unwanted: sign === '-',
        field: field?.toLowerCase(),
        near: /^([\p{L}\p{N}_]+)~[\d.]*$/u.exec(body ?? '')?.[1],
      });
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

/** Texts of all issues that the index holds, whoever asks. */
export type Index = readonly (readonly string[])[];

/** How rare on the whole site the words are that a text has. */
export function scoresOf(search: TextSearch, index: Index): (texts: readonly string[]) => number {
  const wanted = search.flat().filter(({ unwanted }) => !unwanted);
  const weights = new Map<Term, number>();
  const weightOf = (term: Term): number => {
    const holding = index.filter((texts) => texts.some((text) => term.pattern.test(text))).length;
    const weight = weights.get(term) ?? Math.log(1 + index.length / Math.max(holding, 1));
    weights.set(term, weight);
    return weight;
  };
  return (texts) =>
    wanted
      .filter(({ pattern }) => texts.some((text) => pattern.test(text)))
      .reduce((sum, term) => sum + weightOf(term), 0);
}

/** Search engines make of `word~` the words of the whole index that differ in two letters at most: the nearest 50 alone. */
export function withNearest(search: TextSearch, index: Index): TextSearch {
  if (search.flat().every(({ near }) => near === undefined)) return search;
  const words = new Set(index.flat().flatMap((text) => text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []));
  const nearest = (word: string): readonly string[] =>
    [...words]
      .map((each) => ({ each, far: distance(word.toLowerCase(), each) }))
      .filter(({ far }) => far <= 2)
      .sort((one, other) => one.far - other.far || (one.each < other.each ? -1 : 1))
      .slice(0, 50)
      .map(({ each }) => each);
  return search.map((terms) =>
    terms.map((term) => {
      if (term.near === undefined) return term;
      const source = nearest(term.near).join('|');
      return {
        ...term,
        pattern: source === '' ? /(?!)/ : new RegExp(`(?<![\\p{L}\\p{N}_])(?:${source})(?![\\p{L}\\p{N}_])`, 'iu'),
      };
    }),
  );
}

/** In how many letters two words differ. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [at, letter] of [...one].entries()) {
    const next = [at + 1];
    for (let to = 0; to < other.length; to += 1) {
      const replaced = (row[to] ?? 0) + (letter === other[to] ? 0 : 1);
      next.push(Math.min(replaced, (row[to + 1] ?? 0) + 1, (next[to] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
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
