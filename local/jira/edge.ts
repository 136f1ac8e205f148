/**
 * What stands before Jira's operations: the URL parser, the method, the media type, the credential's scopes.
 *
 * A path is served as a URL parser leaves it, and beyond that as the most lenient server would read it
 * (decoded again and again, matrix parameters cut, doubled slashes dropped), so that whatever slips through
 * an app lands where a traversal leads. Nothing here looks into the state.
 */
import { edgePage, mustAuthenticate, problem, Refused, scopeMissing, unreadableBody } from './errors';
import type { Actor, JiraRequest } from './jira';
import type { ApiVersion } from './print/printing';
import { type Match, matchRoute } from './routes/match';
import { readJson } from './routes/read-json';
import { API_BASES, type Api, type Route } from './routes/route';
import type { Switches } from './switches';

export type Target = {
  /** As a URL parser makes it. */
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  /** Did the address lead away from the site? */
  readonly elsewhere: boolean;
  readonly version: ApiVersion | undefined;
  readonly match: Match;
  /** GET for HEAD, and what an override header asks for. */
  readonly method: string;
};

const ORIGIN = 'https://jira.invalid';

export function readTarget(request: JiraRequest): Target {
  const url = URL.canParse(ORIGIN + request.path) ? new URL(ORIGIN + request.path) : new URL(`${ORIGIN}/`);
  const elsewhere = url.origin !== ORIGIN;
  const query = [...url.searchParams.entries()];
  const segments = lenientSegments(url.pathname);
  const address = addressOf(segments);
  const method = methodOf(request, query);
  const match: Match =
    address === undefined || elsewhere
      ? { kind: 'unknown' }
      : matchRoute(method, address.api, segments.slice(address.length));
  const version = address?.version;
  return { path: url.pathname, query, elsewhere, version, match, method };
}

type Address = { readonly api: Api; readonly version: ApiVersion; readonly length: number };

/** Which family an address is of, in any case of its letters. Outside the platform text is text, as in version 2. */
function addressOf(segments: readonly string[]): Address | undefined {
  const [first, family, version = ''] = segments.map((segment) => segment.toLowerCase());
  if (first !== 'rest') return undefined;
  if (family === 'api')
    return version === '2' || version === '3' || version === 'latest'
      ? { api: 'platform', version, length: 3 }
      : undefined;
  const api = (Object.keys(API_BASES) as Api[]).find((one) => one !== 'platform' && API_BASES[one][0] === family);
  if (api === undefined) return undefined;
  const [, number] = API_BASES[api];
  const isVersion = number === undefined || version === number || version === 'latest';
  return isVersion ? { api, version: '2', length: number === undefined ? 2 : 3 } : undefined;
}

function lenientSegments(pathname: string): readonly string[] {
  const segments: string[] = [];
  for (const raw of decodedFully(pathname).split(/[/\\]/)) {
    const segment = raw.replace(/;.*$/, '').replace(/\.(json|xml)$/i, '');
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return segments;
}

function decodedFully(path: string): string {
  let known = path;
  for (let round = 0; round < 3; round += 1) {
    try {
      const next = decodeURIComponent(known);
      if (next === known) return known;
      known = next;
    } catch {
      return known;
    }
  }
  return known;
}

const OVERRIDES = ['x-http-method-override', 'x-http-method', 'x-method-override'];

function methodOf(request: JiraRequest, query: readonly (readonly [string, string])[]): string {
  const asked = OVERRIDES.map((name) => request.headers[name]).find((value) => value !== undefined);
  const parameter = query.find(([name]) => name === '_method')?.[1];
  const method = (asked ?? parameter ?? request.method).toUpperCase();
  return method === 'HEAD' ? 'GET' : method;
}

/** The route that serves, or the edge's refusal of method or path. */
export function admitRoute(target: Target): {
  route: Route;
  params: Readonly<Record<string, string>>;
  version: ApiVersion;
} {
  const { match, version, method } = target;
  if (method === 'PATCH') throw edgePage(400, 'Bad Request');
  if (method === 'TRACE' || method === 'CONNECT') throw edgePage(405, 'Method Not Allowed');
  if (!['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS'].includes(method)) throw edgePage(403, 'Forbidden');
  if (/<script/i.test(decodedFully(target.path))) throw edgePage(403, 'Forbidden');
  if (match.kind === 'method') {
    const allow = [...match.allow, 'OPTIONS'].join(',');
    // OPTIONS is answered with an empty body: a refusal only in form.
    if (method === 'OPTIONS')
      throw new Refused({ status: 200, form: { kind: 'text', text: '', type: 'text/plain' }, headers: { allow } });
    throw problem(405, 'Method Not Allowed', `Method '${method}' is not supported.`, { allow });
  }
  if (match.kind === 'unknown' || version === undefined) throw edgePage(404, 'Not Found');
  return { route: match.route, params: match.params, version };
}

/** Is this an address of Jira's API that this stand-in should have known? */
export const isUnknownOperation = (target: Target): boolean =>
  target.elsewhere || (target.match.kind === 'unknown' && /^\/+(rest|gateway)\b/i.test(target.path));

/** The body of a write: media type first, then JSON. */
export function readBody(request: JiraRequest, route: Route, switches: Switches): unknown {
  if (route.method === 'GET' || route.method === 'DELETE') return undefined;
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') {
    throw problem(415, 'Unsupported Media Type', `Content-Type '${type ?? 'null'}' is not supported.`, {
      accept: 'application/json',
    });
  }
  const body = request.body ?? '';
  if (body.trim() === '') throw unreadableBody('No content to map to Object due to end of input');
  const value = readJson(body, switches['json.reader']);
  if (value === undefined)
    throw unreadableBody('There was an error parsing JSON. Check that your request body is valid.');
  if (value === null) throw unreadableBody('No content to map to Object due to end of input');
  return value;
}

/** Scopes and credential, after the media type and before any parameter is read. */
export function admitActor(actor: Actor, route: Route, switches: Switches, siteUrl: string): void {
  if (actor.kind === 'anonymous') {
    admitAnonymous(route, switches, siteUrl);
    return;
  }
  const { scopes } = actor;
  if (scopes === undefined) return;
  const holds = (needed: readonly string[]) => needed.every((scope) => scopes.includes(scope));
  const { api, classic, granular } = route;
  // An empty granular list says that none exists for the operation, not that none is needed. So does an empty classic one
  // of Jira Software.
  const isClassic = (classic.length > 0 || (api !== 'agile' && api !== 'software')) && holds(classic);
  if (!isClassic && !(granular.length > 0 && holds(granular))) throw scopeMissing(switches);
}

function admitAnonymous(route: Route, switches: Switches, siteUrl: string): void {
  if (switches['auth.failed'] === '401-json') {
    throw new Refused({ status: 401, form: { kind: 'gateway', message: 'Unauthorized' } });
  }
  if (!route.anonymousOk || switches['auth.failed'] === '401-text') throw mustAuthenticate(siteUrl);
}
