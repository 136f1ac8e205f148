/**
 * Makes the event that a web trigger function receives out of an HTTP request. Pure.
 *
 * Nothing is normalised: a path that climbs (`/../x`), an escape or a doubled slash is handed over as it
 * was sent, or decoded once, as the switch says. What no source tells about the platform is a switch.
 */
import type { PlatformSwitches, WebTriggerEvent } from '../../site';

export type RawRequest = {
  readonly method: string;
  /** Path and query as they stand in the request line, one character a byte. */
  readonly target: string;
  /** Name, value, name, value … as sent. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
  readonly remoteAddress: string;
};

/** Splits a request's target into the token of its web trigger, and the rest; undefined when it is none. */
export function readTarget(
  target: string,
): { token: string; path: string; userPath: string; query: string } | undefined {
  // An absolute request target (`GET http://host/path`) names our own host before the path.
  const local = target.replace(/^https?:\/\/[^/?#]*/i, '');
  const mark = local.indexOf('?');
  const path = mark < 0 ? local : local.slice(0, mark);
  const query = mark < 0 ? '' : local.slice(mark + 1);
  const found = /^\/public\/([A-Za-z0-9_-]+)(\/.*)?$/s.exec(path);
  return found?.[1] === undefined ? undefined : { token: found[1], path, userPath: found[2] ?? '', query };
}

/** The event for a request whose target is a web trigger's. */
export function toEvent(
  request: RawRequest,
  target: { readonly path: string; readonly userPath: string; readonly query: string },
  switches: PlatformSwitches,
): WebTriggerEvent {
  const decode = switches['webtrigger.decoding'] === 'decoded' ? decodeEscapes : (text: string) => text;
  return {
    method: request.method,
    path: decode(target.path),
    userPath: decode(target.userPath),
    headers: headersOf(request, switches),
    queryParameters: queryOf(target.query, switches),
    // Not valid UTF-8 becomes replacement characters: the platform hands over text and nothing else.
    ...(request.body.length > 0 && { body: request.body.toString('utf8') }),
  };
}

function headersOf(request: RawRequest, switches: PlatformSwitches): Record<string, string[]> {
  const headers = new Map<string, string[]>();
  const add = (name: string, value: string) => {
    const printed = printName(name, switches['webtrigger.headerCase']);
    headers.set(printed, [...(headers.get(printed) ?? []), value]);
  };
  for (let at = 0; at + 1 < request.rawHeaders.length; at += 2) {
    add(request.rawHeaders[at] ?? '', request.rawHeaders[at + 1] ?? '');
  }
  if (switches['webtrigger.forwardedFor'] === 'present') add('X-Forwarded-For', request.remoteAddress);
  return toObject(headers);
}

function printName(name: string, form: PlatformSwitches['webtrigger.headerCase']): string {
  if (form === 'as-sent') return name;
  const lower = name.toLowerCase();
  return form === 'lower' ? lower : lower.replace(/(^|-)[a-z]/g, (start) => start.toUpperCase());
}

function queryOf(query: string, switches: PlatformSwitches): Record<string, string[]> {
  const isDecoded = switches['webtrigger.decoding'] === 'decoded';
  const read = isDecoded ? (text: string) => decodeEscapes(text.replaceAll('+', ' ')) : (text: string) => text;
  const parameters = new Map<string, string[]>();
  for (const pair of query.split('&')) {
    if (pair === '') continue;
    const mark = pair.indexOf('=');
    const name = read(mark < 0 ? pair : pair.slice(0, mark));
    const value = read(mark < 0 ? '' : pair.slice(mark + 1));
    // Split after decoding: an escaped comma inside a value is lost too, which is the harder case to bear.
    const values = switches['webtrigger.commaSplit'] === 'whole' ? [value] : value.split(',');
    parameters.set(name, [...(parameters.get(name) ?? []), ...values]);
  }
  if (switches['webtrigger.commaSplit'] === 'split-reversed')
    for (const values of parameters.values()) values.reverse();
  return toObject(parameters);
}

/** `Object.fromEntries` keeps a name like `__proto__` as an own member. */
const toObject = (values: ReadonlyMap<string, string[]>): Record<string, string[]> => Object.fromEntries(values);

/** Percent escapes decoded once, as UTF-8 and lossily; a broken escape stays as it is. */
function decodeEscapes(text: string): string {
  if (!/[%\x80-\xff]/.test(text)) return text;
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const octet = /^%([0-9a-f]{2})/i.exec(text.slice(at, at + 3))?.[1];
    bytes.push(octet === undefined ? text.charCodeAt(at) & 0xff : Number.parseInt(octet, 16));
    if (octet !== undefined) at += 2;
  }
  return Buffer.from(bytes).toString('utf8');
}
