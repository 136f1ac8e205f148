/**
 * Shell commands in a text, as words: quotes of all kinds, continued lines, what stands in a here-document, and variables
 * that the text itself sets. Pure; nothing is run. What only a shell could know stays as it is written.
 */

/** One command. */
export type ShellCommand = {
  readonly words: readonly string[];
  /** Texts of its here-documents, in their order. */
  readonly documents: readonly string[];
};

export type ShellLine = {
  /** Of one logical line: commands between `|`, `;`, `&&` and the like. */
  readonly commands: readonly ShellCommand[];
  /** Where the next logical line begins. */
  readonly end: number;
  /** A quote or a here-document that does not end. */
  readonly isOpen: boolean;
};

/** A command is no longer than this; after it the text is taken to be something else. */
const LINE_CHARS_MAX = 100_000;

/**
 * What a text sets. `room`: characters that may still be put in place of names, in the whole text, since values that are
 * made of each other double with each line; below zero once a name had to stay as it is written.
 */
export type ShellVariables = { readonly values: Map<string, string>; room: number };

export const noVariables = (): ShellVariables => ({ values: new Map(), room: 1_000_000 });

/** Reads one logical line from `start` on. Variables that it sets are added to `variables`. */
export function readShellLine(
  text: string,
  start: number,
  variables: ShellVariables,
  charsMax = LINE_CHARS_MAX,
): ShellLine {
  const reader = new Reader(text, start, Math.min(text.length, start + charsMax), variables);
  return reader.read();
}

const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const DOCUMENT = /<<(-?)[ \t]*(['"]?)([A-Za-z_][A-Za-z0-9_]*)\2/y;
const ASSIGNMENT = /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/s;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

class Reader {
  private readonly commands: ShellCommand[] = [];
  private words: string[] = [];
  private documents: string[] = [];
  private word: string | undefined;
  private isOpen = false;
  private readonly awaited: { readonly end: string; readonly isIndented: boolean; readonly of: string[] }[] = [];

  constructor(
    private readonly text: string,
    private at: number,
    private readonly limit: number,
    private readonly variables: ShellVariables,
  ) {}

  read(): ShellLine {
    while (this.at < this.limit) {
      const sign = this.text[this.at] ?? '';
      if (sign === '\n') {
        this.at += 1;
        break;
      }
      this.step(sign);
    }
    this.endCommand();
    this.readDocuments();
    return { commands: this.commands, end: this.at, isOpen: this.isOpen };
  }

  private step(sign: string): void {
    if (sign === '\\') this.escaped();
    else if (sign === "'") this.single();
    else if (sign === '"') this.double();
    else if (sign === '$') this.dollar();
    else if (sign === '#' && this.word === undefined) this.at = this.endOfLine();
    else if (sign === '<' && this.document()) return;
    else if (/[ \t\r]/.test(sign)) this.separate(() => this.endWord());
    else if (/[|;&()`]/.test(sign)) this.separate(() => this.endCommand());
    else this.add(sign, 1);
  }

  private add(chars: string, length: number): void {
    this.word = (this.word ?? '') + chars;
    this.at += length;
  }

  private separate(end: () => void): void {
    end();
    this.at += 1;
  }

  /** A backslash: a continued line, or the next character as it is. */
  private escaped(): void {
    const [next = '', after] = [this.text[this.at + 1], this.text[this.at + 2]];
    if (next === '\n') this.at += 2;
    else if (next === '\r' && after === '\n') this.at += 3;
    else this.add(next, 2);
  }

  private single(): void {
    const end = this.text.indexOf("'", this.at + 1);
    if (end < 0 || end >= this.limit) this.open();
    else this.add(this.text.slice(this.at + 1, end), end + 1 - this.at);
  }

  private double(): void {
    this.add('', 1);
    while (this.at < this.limit) {
      const sign = this.text[this.at] ?? '';
      if (sign === '"') {
        this.at += 1;
        return;
      }
      if (sign === '\\' && /["\\$`]/.test(this.text[this.at + 1] ?? '')) this.add(this.text[this.at + 1] ?? '', 2);
      else if (sign === '\\' && this.text[this.at + 1] === '\n') this.at += 2;
      else if (sign === '$') this.variable();
      else this.add(sign, 1);
    }
    this.open();
  }

  private dollar(): void {
    const next = this.text[this.at + 1];
    if (next === "'") this.ansi();
    else if (next === '(') {
      this.endCommand();
      this.at += 2;
    } else this.variable();
  }

  /** `$'…'` with its escapes. */
  private ansi(): void {
    this.add('', 2);
    while (this.at < this.limit) {
      const sign = this.text[this.at] ?? '';
      if (sign === "'") {
        this.at += 1;
        return;
      }
      if (sign === '\\') this.ansiEscape();
      else this.add(sign, 1);
    }
    this.open();
  }

  private ansiEscape(): void {
    const [, long, short] =
      /^\\(?:u([0-9a-f]{1,4})|x([0-9a-f]{1,2}))/i.exec(this.text.slice(this.at, this.at + 6)) ?? [];
    const hex = long ?? short;
    const next = this.text[this.at + 1] ?? '';
    if (hex === undefined) this.add(ESCAPES[next] ?? next, 2);
    else this.add(String.fromCharCode(Number.parseInt(hex, 16)), 2 + hex.length);
  }

  /** `$NAME` and `${NAME}`: its value where the text set it, else as it is written. */
  private variable(): void {
    const isBraced = this.text[this.at + 1] === '{';
    NAME.lastIndex = this.at + (isBraced ? 2 : 1);
    const name = NAME.exec(this.text)?.[0];
    const end = NAME.lastIndex + (isBraced ? 1 : 0);
    const isNamed = name !== undefined && (!isBraced || this.text[end - 1] === '}');
    const written = isNamed ? this.text.slice(this.at, end) : '$';
    this.add((isNamed ? this.valueOf(name) : undefined) ?? written, written.length);
  }

  private valueOf(name: string): string | undefined {
    const value = this.variables.values.get(name);
    if (value === undefined || this.variables.room < 0) return undefined;
    this.variables.room -= value.length;
    return this.variables.room < 0 ? undefined : value;
  }

  private document(): boolean {
    DOCUMENT.lastIndex = this.at;
    const [whole, dash, , end] = DOCUMENT.exec(this.text) ?? [];
    if (whole === undefined || end === undefined) return false;
    this.endWord();
    this.awaited.push({ end, isIndented: dash === '-', of: this.documents });
    this.at += whole.length;
    return true;
  }

  private readDocuments(): void {
    for (const { end, isIndented, of } of this.awaited) {
      const lines: string[] = [];
      for (;;) {
        if (this.at >= this.limit) {
          this.isOpen = true;
          break;
        }
        const line = this.text.slice(this.at, this.endOfLine()).replace(/\r$/, '');
        this.at = this.endOfLine() + 1;
        const plain = isIndented ? line.replace(/^\t+/, '') : line;
        if (plain === end) break;
        lines.push(plain);
      }
      of.push(lines.join('\n'));
    }
  }

  private endOfLine(): number {
    const end = this.text.indexOf('\n', this.at);
    return end < 0 || end > this.limit ? this.limit : end;
  }

  private open(): void {
    this.isOpen = true;
    this.word = undefined;
    this.at = this.limit;
  }

  private endWord(): void {
    if (this.word !== undefined) this.words.push(this.word);
    this.word = undefined;
  }

  private endCommand(): void {
    this.endWord();
    if (this.words.length > 0) {
      this.commands.push({ words: this.words, documents: this.documents });
      this.setVariables(this.words);
    }
    this.words = [];
    this.documents = [];
  }

  private setVariables(words: readonly string[]): void {
    for (const word of words[0] === 'export' ? words.slice(1) : words) {
      const [, name, value] = ASSIGNMENT.exec(word) ?? [];
      if (name === undefined || value === undefined) return;
      // `NAME=$(…)`: what a command would say is not known.
      if (value === '') continue;
      this.variables.values.set(name, value);
    }
  }
}
