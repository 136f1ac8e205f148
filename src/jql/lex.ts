/**
 * Cuts JQL text into tokens, as Atlassian's own grammar does: longest match, keywords in any letter case,
 * ASCII white space only (a no-break space joins a word), the same reserved words, characters and escapes.
 *
 * One departure, on the strict side: a lone surrogate is refused, since it could be written in two ways.
 * Linear in the text's length; keeps nothing.
 */

/**
 * Keywords and punctuation are their own type; `reserved` is a word or character that means nothing yet. From `start`
 * to before `end` in the query; `text` is what it says.
 */
export type Token = { readonly type: string; readonly text: string; readonly start: number; readonly end: number };

/** Cuts the text; the last token is `end`, or `invalid` where no token could be read. */
export function lexJql(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let start = skipSpace(text, 0);
  while (start < text.length) {
    const token = tokenAt(text, start);
    tokens.push(token);
    if (token.type === 'invalid') return tokens;
    start = skipSpace(text, token.end);
  }
  tokens.push({ type: 'end', text: '', start, end: start });
  return tokens;
}

/** May this word stand bare as a name, and be read back as the same name? */
export function isPlainName(name: string): boolean {
  return /^[a-z]+$/i.test(name) && wordType(name) === 'word';
}

const ESCAPE = String.raw`\\(?:[tnr"'\\ ]|u[0-9a-fA-F]{4})`;
// Control characters, lone surrogates and the non-characters that the grammar names.
const UNPRINTABLE = String.raw`\p{Cc}\p{Cs}\ufdd0-\ufdef\ufffe\uffff`;
const WORD = new RegExp(`(?:${ESCAPE}|[^\\\\ "'=!<>()~,\\[\\]|&{}*/%+^$#@?;${UNPRINTABLE}])+`, 'uy');
const QUOTED = quoted('"');
const SINGLE_QUOTED = quoted("'");
/** Tab, the two of a line's end, and blank. */
const SPACES: ReadonlySet<number> = new Set([9, 10, 13, 32]);
const PUNCTUATION = /!=|!~|<=|>=|&&|\|\||[()[\],!<>=~&|]/y;
const PUNCTUATION_STARTS = '()[],!<>=~&|';
const NUMBER = /^-?[0-9]+$/;

function quoted(mark: string): RegExp {
  return new RegExp(`${mark}(?:${ESCAPE}|[\\n\\r]|[^\\\\${mark}${UNPRINTABLE}])*${mark}`, 'uy');
}

function skipSpace(text: string, start: number): number {
  let at = start;
  while (SPACES.has(text.charCodeAt(at))) at += 1;
  return at;
}

function tokenAt(text: string, start: number): Token {
  const mark = text.charAt(start);
  if (PUNCTUATION_STARTS.includes(mark)) {
    const end = endOf(PUNCTUATION, text, start);
    const found = text.slice(start, end);
    return { type: SPELLINGS[found] ?? found, text: found, start, end };
  }
  const pattern = mark === '"' ? QUOTED : mark === "'" ? SINGLE_QUOTED : WORD;
  const end = endOf(pattern, text, start);
  const quotes = pattern === WORD ? 0 : 1;
  const raw = text.slice(start + quotes, end - quotes);
  const decoded = end === start ? undefined : decode(raw);
  if (decoded === undefined) return { type: 'invalid', text: '', start, end };
  return { type: quotes === 0 ? wordType(raw) : 'quoted', text: decoded, start, end };
}

/** Where a match that begins here ends; here, where there is none. */
function endOf(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : start;
}

/** Two escapes may join to a whole character or leave a half one; only the decoded text shows which. */
function decode(raw: string): string | undefined {
  if (!raw.includes('\\')) return raw;
  const text = raw.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_all, hex: string | undefined, letter: string) =>
    hex === undefined ? (LETTERS[letter] ?? letter) : String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return /\p{Cs}/u.test(text) ? undefined : text;
}

const LETTERS: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r' };
const SPELLINGS: Readonly<Record<string, string>> = { '&': 'and', '&&': 'and', '|': 'or', '||': 'or' };

function wordType(raw: string): string {
  if (NUMBER.test(raw)) return 'number';
  // All that is kept or reserved is of ASCII letters: a Kelvin sign is no K.
  if (!/^[a-z]{2,12}$/i.test(raw)) return 'word';
  const word = raw.toLowerCase();
  if (word === 'null') return 'empty';
  return KEYWORDS.has(word) ? word : RESERVED.has(word) ? 'reserved' : 'word';
}

const KEYWORDS: ReadonlySet<string> = new Set(
  'in is and or not empty was changed before after from to on during order by asc desc cf'.split(' '),
);

/** Words that Atlassian's grammar keeps for itself; a query has to quote them. */
const RESERVED: ReadonlySet<string> = new Set(
  (
    'abort access add alias alter any as audit avg begin between boolean break byte catch char character check ' +
    'checkpoint collate collation column commit connect continue count create current date decimal declare ' +
    'decrement default defaults define delete delimiter difference distinct divide do double drop else encoding end ' +
    'equals escape exclusive exec execute exists explain false fetch file field first float for function go goto ' +
    'grant greater group having identified if immediate increment index initial inner inout input insert int integer ' +
    'intersect intersection into isempty isnull join last left less like limit lock long max min minus mode modify ' +
    'modulo more multiply next noaudit notin nowait number object of option outer output power previous prior ' +
    'privileges public raise raw remainder rename resource return returns revoke right row rowid rownum rows select ' +
    'session set share size sqrt start strict string subtract sum synonym table then trans transaction trigger true ' +
    'uid union unique update user validate values view when whenever where while with'
  ).split(' '),
);
