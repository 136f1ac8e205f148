/**
 * One line of an access log → its call. Forms: a quoted request line (Apache's common and combined, nginx), one object of
 * JSON a line, and a plain `METHOD /path`. Everything else in a line, such as who called, is passed over. Pure.
 */
import { err, ok, type Result } from '../result';
import { readMethod, type SeenCall, withoutBody } from './seen-call';

const QUOTED = /"(GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS) (\S{1,8000}?)(?: HTTP\/[0-9.]+)?"/;
const PLAIN =
  /(?:^|[\s\]:>])(GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS)[ \t]+(\S{0,8000}?\/rest\/\S{1,8000})(?:[ \t]+(.*))?$/is;
const ADDRESS = /^\s*((?:https?:\/\/\S{1,2000}?)?\/rest\/\S{1,8000})\s*$/;
const LINE_CHARS_MAX = 100_000;

/** The call of a line; undefined for a line that is about something else. */
export function readLogLine(line: string): Result<SeenCall, string> | undefined {
  if (line.length > LINE_CHARS_MAX) return undefined;
  if (/^\s*\{/.test(line)) {
    const found = readJsonLine(line);
    if (found !== undefined) return found;
  }
  const [, method, address] = QUOTED.exec(line) ?? [];
  if (method !== undefined && address !== undefined) return withoutBody(method, address);
  const [, plainMethod, plainAddress, rest] = PLAIN.exec(line) ?? [];
  if (plainMethod !== undefined && plainAddress !== undefined) return withRest(plainMethod, plainAddress, rest ?? '');
  const [, alone] = ADDRESS.exec(line) ?? [];
  if (alone !== undefined) return withoutBody('GET', alone);
  return /\/rest\/(?:api|agile|servicedeskapi)\//.test(line)
    ? err('This line could not be read as a call. Write it as a curl command, or as METHOD /rest/….')
    : undefined;
}

/** A plain line may bring its body with it. */
function withRest(word: string, address: string, rest: string): Result<SeenCall, string> {
  const call = withoutBody(word.toUpperCase(), address.replace(/["',;]+$/, ''));
  if (!call.ok || !/^\s*\{/.test(rest)) return call;
  try {
    return ok({ ...call.value, body: JSON.stringify(JSON.parse(rest)), isBodyUnknown: false });
  } catch {
    return call;
  }
}

const METHOD_NAMES = ['method', 'http_method', 'httpmethod', 'request_method', 'requestmethod', 'verb'];
const ADDRESS_NAMES = [
  ...['url', 'uri', 'path', 'request_uri', 'requesturi', 'request_url', 'requesturl', 'request_path', 'requestpath'],
  ...['target', 'original', 'full', 'http_path', 'cs-uri-stem'],
];
const DEPTH_MAX = 4;

function readJsonLine(line: string): Result<SeenCall, string> | undefined {
  try {
    return readMembers(JSON.parse(line), 0);
  } catch {
    return undefined;
  }
}

function readMembers(value: unknown, depth: number): Result<SeenCall, string> | undefined {
  if (typeof value === 'string') {
    const [word = '', address] = value.split(' ');
    const method = readMethod(word);
    if (method === undefined || !address?.includes('/')) return undefined;
    return withoutBody(method, address);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value) || depth > DEPTH_MAX) return undefined;
  const members = Object.entries(value);
  const textUnder = (names: readonly string[]): string | undefined => {
    const texts = names.map((name) => members.find(([key]) => key.toLowerCase() === name)?.[1]);
    return texts.find((text) => typeof text === 'string' && text !== '');
  };
  const method = readMethod(textUnder(METHOD_NAMES) ?? '');
  const address = textUnder(ADDRESS_NAMES);
  if (method !== undefined && address !== undefined) return withoutBody(method, address);
  for (const [, inner] of members) {
    const found = readMembers(inner, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
