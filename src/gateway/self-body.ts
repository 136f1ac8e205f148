/**
 * What calls of a key about itself bring: a small JSON object, or another call that is asked about. Pure; it trusts
 * nothing, and hands the other call on unread, to the stages that read every call.
 */

import { insteadOf } from '../catalogue/nearest';
import type { Denial } from '../policy/denials';
import { err, ok, type Result } from '../result';
import { isObject, type Json, parseJson, printJson } from './json';
import { type Envelope, type Received, receive } from './receive';

export type SelfBody = ReadonlyMap<string, Json>;

/** The members of the body; none where there is no body. Calls about the key itself take no query. */
export function selfBody({ query, body = '', mediaType }: Received): Result<SelfBody, Denial> {
  if (query.size > 0) return err({ reason: 'query_not_offered', where: 'query' });
  if (body.trim() === '') return ok(new Map());
  if (!/^application\/json(?:\s*;|$)/i.test(mediaType?.trim() ?? '')) return err({ reason: 'media_type_unsupported' });
  const parsed = parseJson(body);
  if (!parsed.ok)
    return err({ reason: 'body_invalid', where: `body, at character ${parsed.error.at}: ${parsed.error.reason}` });
  return isObject(parsed.value) ? ok(parsed.value) : err({ reason: 'body_invalid', where: 'body: not an object' });
}

/** The refusal of the first member that is not among these, told by its number. */
export function unknownMember(body: SelfBody, known: ReadonlySet<string>): Denial | undefined {
  const names = [...body.keys()];
  const index = names.findIndex((name) => !known.has(name));
  if (index < 0) return undefined;
  const mend = insteadOf(names[index] ?? '', known);
  return { reason: 'body_not_offered', where: `body, member ${index + 1}`, mend };
}

const PATH_FORM = 'It is needed, and begins with /rest: "/rest/api/3/myself", without the gateway URL before it.';
const MEMBERS: ReadonlySet<string> = new Set(['method', 'path', 'query', 'body']);

/** The call that a check asks about, as the platform would bring it to the same URL. */
export function checkedCall(received: Received, endpointHash: string): Result<Envelope, Denial> {
  const read = selfBody(received);
  if (!read.ok) return read;
  const body = read.value;
  const [method, target] = [body.get('method'), body.get('path')];
  const unknown = unknownMember(body, MEMBERS);
  if (unknown !== undefined) return err(unknown);
  if (typeof method !== 'string')
    return err({ reason: 'body_invalid', where: 'body.method', mend: 'It is needed: the verb, such as "GET".' });
  if (typeof target !== 'string' || !target.startsWith('/'))
    return err({ reason: 'body_invalid', where: 'body.path', mend: PATH_FORM });
  const extra: [string, string][] = [];
  const query = body.get('query') ?? new Map<string, Json>();
  if (!isObject(query)) return err({ reason: 'body_invalid', where: 'body.query: not an object' });
  for (const [name, value] of query) {
    if (typeof value !== 'string') return err({ reason: 'body_invalid', where: 'body.query: a value that is no text' });
    // Sent as a client would send it, so that it is read once and as it was meant.
    extra.push([name, encodeURIComponent(Buffer.from(value).toString())]);
  }
  const given = body.get('body');
  const inner = given === undefined ? undefined : printJson(given);
  return ok(envelopeOf({ method, target, query: extra, body: inner }, endpointHash));
}

/** A call as text: path with its query, further parameters as they stand in a URL, and a body of JSON. */
export type WrittenCall = {
  readonly method: string;
  readonly target: string;
  readonly query?: readonly (readonly [string, string])[];
  readonly body: string | undefined;
};

/** The envelope in which the platform would bring this call to a URL; it carries no credential. */
export function envelopeOf({ method, target, query = [], body }: WrittenCall, endpointHash: string): Envelope {
  const [path = '', ...rest] = target.split('?');
  const queryParameters = new Map<string, string[]>();
  const add = (name: string, value: string) => queryParameters.set(name, [...(queryParameters.get(name) ?? []), value]);
  for (const pair of rest.join('?').split('&')) {
    const [name = '', ...value] = pair.split('=');
    if (pair !== '') add(name, value.join('='));
  }
  for (const [name, value] of query) add(name, value);
  return receive({
    method,
    path: `/public/${endpointHash}${path}`,
    userPath: path,
    headers: body === undefined ? {} : { 'content-type': ['application/json'] },
    queryParameters: Object.fromEntries(queryParameters),
    ...(body === undefined ? {} : { body }),
  });
}
