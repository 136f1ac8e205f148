/**
 * Reads a command's arguments against the options that it declares, and prints them for `--help`.
 *
 * What is not declared is a fault that names what there is; nothing is guessed and nothing is ignored.
 */
import { parseArgs } from 'node:util';

export type Option = {
  readonly name: string;
  /** What the option takes, as help calls it; absent: a flag. */
  readonly takes?: string;
  /** May be given more than once. */
  readonly many?: boolean;
  readonly help: string;
};

export type Arguments = {
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly words: readonly string[];
};

/** `mend` says what to type instead. */
export type UsageFault = { readonly message: string; readonly mend: string };
export type Usage<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: UsageFault };

/** The arguments in the command's own terms, or the first thing wrong with them. */
export function readArguments(options: readonly Option[], argv: readonly string[]): Usage<Arguments> {
  const declared = Object.fromEntries(
    options.map(({ name, takes }) => [
      name,
      { type: takes === undefined ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  const { tokens } = parseArgs({ args: [...argv], options: declared, strict: false, tokens: true });
  const flags = new Set<string>();
  const values = new Map<string, string[]>();
  const words: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    const option = options.find(({ name }) => name === token.name);
    if (option === undefined) return usage(`There is no option ${token.rawName}.`, known(options));
    if (option.takes === undefined) {
      if (token.value !== undefined) return usage(`${token.rawName} takes no value.`, `Write ${token.rawName} alone.`);
      flags.add(option.name);
      continue;
    }
    const isMissing = token.value === undefined || (!token.inlineValue && token.value.startsWith('--'));
    if (isMissing || token.value === '') {
      return usage(`${token.rawName} needs a value.`, `Write ${token.rawName} ${option.takes}.`);
    }
    const given = values.get(option.name) ?? [];
    if (given.length > 0 && option.many !== true) {
      return usage(`${token.rawName} is given twice.`, 'Give it once.');
    }
    values.set(option.name, [...given, token.value ?? '']);
  }
  return { ok: true, value: { flags, values, words } };
}

export type NumberRange = { readonly least: number; readonly most: number; readonly example: number };

/** A whole number between the two bounds, both included. */
export function wholeNumber(name: string, text: string, { least, most, example }: NumberRange): Usage<number> {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most
    ? { ok: true, value }
    : usage(
        `--${name} ${text} is no whole number from ${least} to ${most}.`,
        `Write for example --${name} ${example}.`,
      );
}

/** A fault in what was typed. */
export function usage(message: string, mend: string): { readonly ok: false; readonly fault: UsageFault } {
  return { ok: false, fault: { message, mend } };
}

/** The options one below the other, as help shows them. */
export function printOptions(options: readonly Option[]): string {
  const heads = options.map(({ name, takes }) => (takes === undefined ? `--${name}` : `--${name} ${takes}`));
  const width = Math.max(...heads.map((head) => head.length)) + 2;
  return options
    .map(({ help }, at) => `  ${(heads[at] ?? '').padEnd(width)}${help.replaceAll('\n', `\n  ${' '.repeat(width)}`)}`)
    .join('\n');
}

const known = (options: readonly Option[]): string =>
  `There are: ${options.map(({ name }) => `--${name}`).join(', ')}.`;
