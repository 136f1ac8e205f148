/**
 * The words of a `curl` command → its calls. Options that say who calls (`-u`, `-H`, cookies) are dropped unread. Pure.
 * Options that are not known here are passed over: what a word means is then guessed by its form.
 */
import { err, ok, type Result } from '../result';
import { readTarget } from './call-target';
import { readMethod, type SeenCall } from './seen-call';
import type { ShellCommand } from './shell-words';

/** Options whose next word is their value, by letter and by name. */
const LETTERS_WITH_VALUE = 'AbCcDdEeFHhKmoPQrtTuUwXxyYz';
const NAMES_WITH_VALUE: ReadonlySet<string> = new Set(
  (
    'request url url-query data data-raw data-ascii data-binary data-urlencode json form form-string header user ' +
    'user-agent referer cookie cookie-jar output max-time connect-timeout retry retry-delay retry-max-time proxy ' +
    'proxy-user proxy-header upload-file write-out cacert capath cert cert-type key key-type range config interface ' +
    'resolve connect-to oauth2-bearer aws-sigv4 dump-header limit-rate max-filesize max-redirs netrc-file pass ' +
    'ciphers tls-max stderr trace trace-ascii unix-socket output-dir rate variable'
  ).split(' '),
);
const NAMES_BY_LETTER: Readonly<Record<string, string>> = {
  X: 'request',
  d: 'data',
  F: 'form',
  T: 'upload-file',
  G: 'get',
  I: 'head',
  ':': 'next',
};

/** The calls of a command that runs curl; undefined for any other. */
export function readCurl({ words, documents }: ShellCommand): readonly Result<SeenCall, string>[] | undefined {
  const at = words.findIndex((word) => /^(?:.*[/\\])?curl(?:\.exe)?$/.test(word));
  if (at < 0 || !words.slice(0, at).every(isBefore)) return undefined;
  return split(optionsOf(words.slice(at + 1))).flatMap((options) => callsOf(options, documents[0]));
}

/** What may stand before the name of a command: a prompt, an assignment, words of the shell. */
const isBefore = (word: string): boolean =>
  /^(?:[$>%#!{]|sudo|time|env|nohup|exec|command|if|then|else|elif|do|while|until|\w+=.*)$/s.test(word);

type Option = { readonly name: string; readonly value: string };
const POSITIONAL = '';

function optionsOf(words: readonly string[]): readonly Option[] {
  const options: Option[] = [];
  const left = [...words];
  for (let word = left.shift(); word !== undefined; word = left.shift()) {
    if (/^--.+/.test(word)) options.push(longOption(word.slice(2), left));
    else if (/^-.+/.test(word)) options.push(...shortOptions(word.slice(1), left));
    else options.push({ name: POSITIONAL, value: word });
  }
  return options;
}

const longOption = (word: string, left: string[]): Option => {
  const [name = '', ...joined] = word.split('=');
  if (joined.length > 0) return { name, value: joined.join('=') };
  return { name, value: NAMES_WITH_VALUE.has(name) ? (left.shift() ?? '') : '' };
};

function shortOptions(letters: string, left: string[]): readonly Option[] {
  const options: Option[] = [];
  for (let at = 0; at < letters.length; at += 1) {
    const letter = letters[at] ?? '';
    const name = NAMES_BY_LETTER[letter] ?? `-${letter}`;
    if (LETTERS_WITH_VALUE.includes(letter)) {
      const rest = letters.slice(at + 1);
      options.push({ name, value: rest === '' ? (left.shift() ?? '') : rest });
      break;
    }
    options.push({ name, value: '' });
  }
  return options;
}

/** `--next` begins another request of its own. */
function split(options: readonly Option[]): readonly (readonly Option[])[] {
  const parts: Option[][] = [[]];
  for (const option of options) {
    if (option.name === 'next') parts.push([]);
    else parts.at(-1)?.push(option);
  }
  return parts;
}

const BODIES: ReadonlySet<string> = new Set([
  'data',
  'data-raw',
  'data-ascii',
  'data-binary',
  'data-urlencode',
  'json',
]);

function callsOf(options: readonly Option[], document: string | undefined): readonly Result<SeenCall, string>[] {
  const valuesOf = (name: string) => options.filter((option) => option.name === name).map(({ value }) => value);
  const has = (name: string) => options.some((option) => option.name === name);
  const addresses = [...valuesOf('url'), ...valuesOf(POSITIONAL).filter((word) => /\/rest\/|:\/\/|^\$/.test(word))];
  if (addresses.length === 0) return [err('This curl command names no address.')];
  const pieces = options.filter(({ name }) => BODIES.has(name)).map((option) => pieceOf(option, document));
  const isQuery = has('get');
  const isForm = has('form') || has('form-string') || has('upload-file');
  const usual = has('head') ? 'HEAD' : (pieces.length > 0 || isForm) && !isQuery ? 'POST' : 'GET';
  const method = readMethod(valuesOf('request').at(-1) ?? usual);
  if (method === undefined) return [err('This is no method that Jira has.')];
  const unknown = isForm || pieces.includes(undefined);
  const sent = pieces.flatMap((piece) => piece ?? []);
  const query = [...valuesOf('url-query').map(encoded), ...(isQuery ? sent : [])].join('&');
  const body = isQuery || unknown || sent.length === 0 ? {} : { body: sent.join(has('json') ? '' : '&') };
  return addresses.map((address) => {
    const target = readTarget(query === '' ? address : `${address}${address.includes('?') ? '&' : '?'}${query}`);
    return target.ok ? ok({ method, target: target.value, ...body, isBodyUnknown: unknown && !isQuery }) : target;
  });
}

/** What an option adds to the body; undefined where that stands in a file. */
function pieceOf({ name, value }: Option, document: string | undefined): string | undefined {
  if (name === 'data-urlencode') return /^[^=]*@/.test(value) ? undefined : encoded(value);
  if (name === 'data-raw' || !value.startsWith('@')) return value;
  return value === '@-' ? document : undefined;
}

/** `name=content` or `content`: the content is escaped, the name is not. */
function encoded(value: string): string {
  const at = value.indexOf('=');
  // Half of a pair of surrogates has no escape.
  const content = encodeURIComponent(Buffer.from(value.slice(at + 1)).toString());
  return at > 0 ? `${value.slice(0, at)}=${content}` : content;
}
