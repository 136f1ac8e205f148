/**
 * Web trigger event → canonical request. The first stage: everything after it works on what this file made.
 *
 * What the platform does to a path and a query on the way is not documented (decoded or not, split at commas or
 * not, case of header names), so both forms of each are read into the same value, and a path or a query in JQL that
 * could mean two things is refused. Nothing here looks at meaning, and no text of the caller is sent on.
 */

import type { Method } from '../catalogue/operation';
import { KEY_INSIDE } from '../keys/credential';
import { either, INVALID, list, object, optional, table, text } from '../parse';
import { BELOW_REST, BY_POST, type Denial } from '../policy/denials';
import { err, ok, type Result } from '../result';

export type Received = {
  readonly method: Method;
  /** Decoded, plain ASCII, none empty and none made of dots. */
  readonly segments: readonly string[];
  /** In the order sent; a value that arrived split at commas is one value again. */
  readonly query: ReadonlyMap<string, string>;
  /** The value of `jql` in the other order, where it arrived in several parts: which was sent, nobody knows. */
  readonly jqlReversed: string | undefined;
  readonly body: string | undefined;
  readonly mediaType: string | undefined;
  readonly accept: string | undefined;
  readonly client: string | undefined;
};

/** What is known even of a call that cannot be read: enough to authenticate it and to record it. */
export type Envelope = {
  readonly headers: ReadonlyMap<string, readonly string[]>;
  /** Token of the web trigger URL, the part of the path before the caller's own. */
  readonly endpointToken: string | undefined;
  readonly request: Result<Received, Denial>;
  /** A key stands where it ends in logs: in the path, the query or the body. */
  readonly exposed: boolean;
};

const HEADERS_MAX = 100;
const HEADER_CHARS_MAX = 32_768;
const PATH_CHARS_MAX = 2_000;
const QUERY_CHARS_MAX = 40_000;
const QUERY_NAMES_MAX = 50;
const BODY_CHARS_MAX = 1_000_000;
const METHODS: ReadonlySet<string> = new Set<Method>(['GET', 'POST', 'PUT', 'DELETE', 'PATCH']);
const NUL = '\u0000';
const SEGMENT = /^[A-Za-z0-9_.-]{1,255}$/;

/** Values are arrays by the documents; a single text is read as well. */
const named = table(either(list(text), text));
const event = object({
  method: text,
  path: text,
  userPath: optional(text),
  headers: optional(named),
  queryParameters: optional(named),
  body: optional(text),
});

/** Reads the platform's event. Never throws; an event that is not of the documented form is an envelope without request. */
export function receive(raw: unknown): Envelope {
  const parsed = event(raw);
  if (parsed === INVALID)
    return { headers: new Map(), endpointToken: undefined, request: deny('request_malformed'), exposed: false };
  const { method, path, userPath, body } = parsed;
  const headers = lowerNames(parsed.headers ?? {});
  const token = /^\/(?:public|x1)\/([A-Za-z0-9_~.-]{1,500})(?=\/|$)/.exec(path)?.[1];
  return {
    headers,
    endpointToken: token,
    exposed: isExposed(path, parsed),
    request: readRequest(method, userPath ?? '', parsed.queryParameters ?? {}, headers, body ?? undefined),
  };
}

/** Only what is short enough to be looked through at once. */
const isExposed = (path: string, { queryParameters, body }: { queryParameters?: object; body?: string }): boolean =>
  [path, JSON.stringify(queryParameters ?? ''), body ?? ''].some(
    (place) => place.length <= BODY_CHARS_MAX && KEY_INSIDE.test(place),
  );

function readRequest(
  method: string,
  path: string,
  parameters: Readonly<Record<string, string | readonly string[]>>,
  headers: ReadonlyMap<string, readonly string[]>,
  body: string | undefined,
): Result<Received, Denial> {
  if (!METHODS.has(method)) return deny('method_unknown');
  if (headers.size > HEADERS_MAX || headerChars(headers) > HEADER_CHARS_MAX) return deny('headers_too_large');
  if (path === '' || path === '/') return err({ reason: 'path_invalid', mend: BELOW_REST });
  const segments = readPath(path);
  if (segments === undefined) return deny('path_invalid');
  const query = readQuery(parameters);
  if (!query.ok) return query;
  if (body !== undefined && body.length > BODY_CHARS_MAX) return deny('body_too_large');
  const encoding = headers.get('content-encoding')?.join(',') ?? 'identity';
  if (encoding !== 'identity') return deny('media_type_unsupported');
  return ok({
    method: method as Method,
    segments,
    ...query.value,
    body: body === '' ? undefined : body,
    mediaType: headers.get('content-type')?.join(','),
    accept: headers.get('accept')?.join(','),
    client: headers.get('user-agent')?.[0],
  });
}

const deny = (
  reason:
    | 'request_malformed'
    | 'method_unknown'
    | 'headers_too_large'
    | 'path_invalid'
    | 'body_too_large'
    | 'media_type_unsupported',
) => err({ reason } as const);

/** One trailing slash is dropped. Any escape is refused, so it does not matter whether the platform decodes. */
function readPath(path: string): readonly string[] | undefined {
  if (path.length > PATH_CHARS_MAX || !path.startsWith('/')) return undefined;
  const segments = (path.endsWith('/') ? path.slice(1, -1) : path.slice(1)).split('/');
  return segments.every((segment) => SEGMENT.test(segment) && !/^\.+$/.test(segment)) ? segments : undefined;
}

function readQuery(
  parameters: Readonly<Record<string, string | readonly string[]>>,
): Result<Pick<Received, 'query' | 'jqlReversed'>, Denial> {
  const invalid = err({ reason: 'query_invalid', where: 'query' } as const);
  const entries = Object.entries(parameters);
  if (entries.length > QUERY_NAMES_MAX) return invalid;
  const query = new Map<string, string>();
  let jqlReversed: string | undefined;
  let chars = 0;
  for (const [name, values] of entries) {
    // A name that needs decoding is a second spelling of a name.
    if (!/^[A-Za-z0-9_.-]{1,100}$/.test(name)) return invalid;
    const joined = typeof values === 'string' ? values : values.join(',');
    chars += joined.length;
    if (chars > QUERY_CHARS_MAX) return invalid;
    if (name === 'jql' && isUnknowable(joined))
      return err({ reason: 'query_invalid', where: 'query.jql', mend: BY_POST });
    const value = decodeOnce(joined);
    if (value === undefined) return invalid;
    query.set(name, value);
    if (name === 'jql' && typeof values !== 'string' && values.length > 1)
      jqlReversed = decodeOnce(values.toReversed().join(','));
  }
  return ok({ query, jqlReversed });
}

/** Nothing but characters that stand in a raw query. Any other proves that the platform has decoded the value. */
const isMaybeRaw = (value: string): boolean => /^[\x21\x24-\x3b\x3d\x3f-\x5b\x5d\x5f\x61-\x7a\x7e]*$/.test(value);

/**
 * JQL that means one thing where the platform decodes and another where it does not. A percent sign outside of quotes
 * stands in no JQL, so it is an escape; a plus sign may be a space, or what "%2B" was.
 */
function isUnknowable(jql: string): boolean {
  if (!/[%+]/.test(jql) || !isMaybeRaw(jql)) return false;
  return !jql.replace(/'[^']*'/g, '').includes('%');
}

/**
 * Decodes a value if it is still escaped. Where nothing proves that the platform has decoded it, an escape sequence or
 * a plus sign is read as raw. A wrong guess changes what a caller asked for, never what is reached: the value is parsed
 * and printed anew after this.
 */
function decodeOnce(value: string): string | undefined {
  if (!isMaybeRaw(value)) return value.includes('%00') || value.includes(NUL) ? undefined : value;
  if (!/%|\+/.test(value)) return value;
  try {
    const decoded = decodeURIComponent(value.replaceAll('+', ' '));
    return decoded.includes(NUL) ? undefined : decoded;
  } catch {
    return undefined;
  }
}

function lowerNames(
  headers: Readonly<Record<string, string | readonly string[]>>,
): ReadonlyMap<string, readonly string[]> {
  const lower = new Map<string, string[]>();
  for (const [name, values] of Object.entries(headers)) {
    const key = name.toLowerCase();
    const list = lower.get(key) ?? [];
    list.push(...(typeof values === 'string' ? [values] : values));
    lower.set(key, list);
  }
  return lower;
}

function headerChars(headers: ReadonlyMap<string, readonly string[]>): number {
  let chars = 0;
  for (const [name, values] of headers) for (const value of values) chars += name.length + value.length;
  return chars;
}
