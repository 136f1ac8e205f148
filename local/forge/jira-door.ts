/**
 * The door from the app to Jira: turns `requestJira` into a call with an actor whom the platform vouches for.
 *
 * As the app: with the scopes of the manifest. As the user: only where a person called and has consented;
 * otherwise the answer is the header from which `@forge/api` makes its NeedsAuthenticationError. The path
 * goes on exactly as given: what a traversal reaches is for Jira to show. Headers that a real proxy sets
 * itself never pass.
 */
import type { Actor, Jira, JiraAnswer } from '../jira/jira';
import type { InvocationScope } from './invocation-scope';

export type ProductCall = { readonly provider: string | undefined; readonly accountId: string | undefined };

/** Account ids of people who have not yet consented to the app's acting for them. */
export type Consent = { readonly missing: Set<string> };

const OWNED_BY_PROXY =
  /^(authorization|proxy-authorization|host|cookie|connection|content-length|transfer-encoding|expect|upgrade|te|via|forwarded|x-forwarded-.*|forge-.*|x-b3-.*)$/;

/** Calls Jira for a running invocation. */
export async function callJira(
  jira: Jira,
  scopes: readonly string[],
  consent: Consent,
  scope: InvocationScope,
  call: ProductCall,
  path: string,
  init: unknown,
): Promise<Response> {
  const actor = actorOf(scope, call, scopes, consent);
  if (typeof actor === 'string') return proxyError(actor);
  const { method, headers, body } = readInit(init);
  // What Jira's own connection does when it breaks is a rejection, which passes to the app as one.
  return toResponse(await jira.call({ actor, method, path: path.startsWith('/') ? path : `/${path}`, headers, body }));
}

/** The answer that `@forge/api` turns into an error with this code. */
export function proxyError(code: string, status = code === 'NEEDS_AUTHENTICATION_ERR' ? 401 : 403): Response {
  return new Response('', { status, headers: { 'forge-proxy-error': code } });
}

function actorOf(
  scope: InvocationScope,
  call: ProductCall,
  scopes: readonly string[],
  consent: Consent,
): Actor | string {
  if (call.provider === 'app') return { kind: 'app', scopes };
  if (call.provider !== 'user') return { kind: 'anonymous' };
  // Acting for a person who did not call needs allowImpersonation, which the manifest of no local app has.
  if (call.accountId !== undefined && call.accountId !== scope.accountId) return 'USER_IMPERSONATION_NOT_ALLOWED';
  if (scope.accountId === undefined || consent.missing.has(scope.accountId)) return 'NEEDS_AUTHENTICATION_ERR';
  return { kind: 'person', accountId: scope.accountId, scopes };
}

/** Method, headers and body text of a fetch's options. */
export function readInit(init: unknown): { method: string; headers: Record<string, string>; body: string | undefined } {
  const options: Readonly<Record<string, unknown>> = isObject(init) ? init : {};
  const body = bodyText(options.body);
  const headers: Record<string, string> = {};
  for (const [name, value] of headersOf(options.headers)) {
    if (!OWNED_BY_PROXY.test(name)) headers[name] = value;
  }
  if (body !== undefined && headers['content-type'] === undefined) headers['content-type'] = 'application/json';
  return { method: String(options.method ?? 'GET').toUpperCase(), headers, body };
}

function headersOf(given: unknown): Headers {
  if (!isObject(given)) return new Headers();
  const entries: unknown[] = Symbol.iterator in given ? [...asIterable(given)] : Object.entries(given);
  const headers = new Headers();
  for (const entry of entries) {
    if (Array.isArray(entry) && entry[1] !== undefined) headers.append(String(entry[0]), String(entry[1]));
  }
  return headers;
}

function bodyText(body: unknown): string | undefined {
  if (body === undefined || body === null) return undefined;
  if (typeof body === 'string') return body;
  if (ArrayBuffer.isView(body)) return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
  const kind = Object.prototype.toString.call(body);
  if (kind === '[object ArrayBuffer]') return Buffer.from(toArrayBuffer(body)).toString('utf8');
  if (kind === '[object URLSearchParams]') return String(body);
  throw new TypeError(`The local site passes text bodies on, and no ${kind}.`);
}

/** Judged by its tag, not by `instanceof`: the buffer may come from another realm. */
const toArrayBuffer = (body: unknown): ArrayBuffer => body as ArrayBuffer;
const asIterable = (given: object): Iterable<unknown> => given as Iterable<unknown>;

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

const WITHOUT_BODY: readonly number[] = [101, 204, 205, 304];

function toResponse({ status, headers, body }: JiraAnswer): Response {
  const announced = Number(headers['content-length'] ?? Number.NaN);
  const content = WITHOUT_BODY.includes(status) ? null : announced > Buffer.byteLength(body) ? cutShort(body) : body;
  return new Response(content, { status, headers: new Headers({ ...headers }) });
}

/** A body that breaks off: Jira announced more bytes than arrived. */
function cutShort(body: string): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(body));
      controller.error(new TypeError('terminated'));
    },
  });
}
