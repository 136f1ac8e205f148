/**
 * Cuts JQL text into tokens, as Atlassian's own grammar does: longest match, keywords in any letter case,
 * ASCII white space only (a no-break space joins a word), the same reserved words, characters and escapes.
 *
 * One departure, on the strict side: a lone surrogate is refused, since it could be written in two ways.
 * Linear in the text's length; keeps nothing.
 */

/** Keywords and punctuation are their own type; `reserved` is a word or character that means nothing yet. */
export type Token = { readonly type: string; readonly text: string; readonly start: number };

/** Cuts the text; the last token is `end`, or `invalid` where no token could be read. */
export function lexJql(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let start = skipSpace(text, 0);
  while (start < text.length) {
    const [token, next] = tokenAt(text, start);
    tokens.push(token);
    if (token.type === 'invalid') return tokens;
    start = skipSpace(text, next);
  }
  tokens.push({ type: 'end', text: '', start: text.length });
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
const PUNCTUATION = /!=|!~|<=|>=|&&|\|\||[()[\],!<>=~&|]/y;
const SPACE = /[ \t\r\n]*/y;
const NUMBER = /^-?[0-9]+$/;

function quoted(mark: string): RegExp {
  return new RegExp(`${mark}((?:${ESCAPE}|[\\n\\r]|[^\\\\${mark}${UNPRINTABLE}])*)${mark}`, 'uy');
}

function skipSpace(text: string, start: number): number {
  SPACE.lastIndex = start;
  SPACE.test(text);
  return SPACE.lastIndex;
}

function tokenAt(text: string, start: number): readonly [Token, number] {
  const punctuation = matchAt(PUNCTUATION, text, start);
  if (punctuation !== undefined) {
    const type = SPELLINGS[punctuation[0]] ?? punctuation[0];
    return [{ type, text: punctuation[0], start }, start + punctuation[0].length];
  }
  const string = matchAt(QUOTED, text, start) ?? matchAt(SINGLE_QUOTED, text, start);
  if (string !== undefined) return checked('quoted', decode(string[1] ?? ''), start, start + string[0].length);
  const word = matchAt(WORD, text, start);
  if (word !== undefined) return checked(wordType(word[0]), decode(word[0]), start, start + word[0].length);
  return [{ type: 'invalid', text: '', start }, start];
}

/** Two escapes may join to a whole character or leave a half one; only the decoded text shows which. */
function checked(type: string, text: string, start: number, next: number): readonly [Token, number] {
  return [/\p{Cs}/u.test(text) ? { type: 'invalid', text: '', start } : { type, text, start }, next];
}

function matchAt(pattern: RegExp, text: string, start: number): RegExpExecArray | undefined {
  pattern.lastIndex = start;
  return pattern.exec(text) ?? undefined;
}

function decode(raw: string): string {
  if (!raw.includes('\\')) return raw;
  return raw.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_all, hex: string | undefined, letter: string) =>
    hex === undefined ? (LETTERS[letter] ?? letter) : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

const LETTERS: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r' };
const SPELLINGS: Readonly<Record<string, string>> = { '&': 'and', '&&': 'and', '|': 'or', '||': 'or' };

function wordType(raw: string): string {
  if (NUMBER.test(raw)) return 'number';
  const word = raw.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
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
