/**
 * What the local site answers over HTTP: web triggers, the bridge of its pages, the session, the simulated
 * Jira as a person would call it, and the pages that a caller of `startSite` hands in.
 */
import * as z from 'zod/mini';
import type { Jira } from '../../jira/jira';
import type { PageRequest, Pages, ResolverPlace } from '../../site';
import type { Bridge } from '../bridge';
import type { RawRequest } from '../web-trigger/event';
import type { PlatformAnswer } from '../web-trigger/response';
import { headerOf } from './read-request';
import { accountInCookie, personInBasic, sessionCookie } from './session';

export type RouteGround = {
  readonly webTriggers: (request: RawRequest) => Promise<PlatformAnswer>;
  readonly bridge: Bridge;
  readonly jira: () => Jira;
  readonly pages: Pages | undefined;
  /** Told of operations that a page asked of the bridge in vain. */
  readonly onUnknownOp: (op: string) => void;
};

const INVOKE = z.object({
  module: z.enum(['admin', 'project']),
  projectId: z.optional(z.string()),
  functionKey: z.string(),
  payload: z.optional(z.unknown()),
  extension: z.optional(z.unknown()),
});
const FETCH_PRODUCT = z.object({
  product: z.string(),
  restPath: z.string(),
  fetchRequestInit: z.optional(z.unknown()),
});
const UNKNOWN_OP = z.object({ op: z.string().check(z.maxLength(200)) });
const SESSION = z.object({ accountId: z.optional(z.string()) });
/** Jira's name for a caller who is not signed in. */
const NOBODY = 'unidentified';

/** Answers every request that reaches the local site. */
export function createRoutes(ground: RouteGround): (request: RawRequest) => Promise<PlatformAnswer> {
  return async (request) => {
    const path = request.target.replace(/[?#].*$/s, '');
    if (/^(https?:\/\/[^/]*)?\/public\//i.test(request.target)) return ground.webTriggers(request);
    if (path.startsWith('/rest/')) return callJiraDirectly(ground, request);
    if (path.startsWith('/bridge/') && request.method === 'POST') return callBridge(ground, path, request);
    if (path === '/bridge/context' && request.method === 'GET') return bridgeContext(ground, request);
    if (path === '/session' && request.method === 'POST') return signIn(ground, request);
    const page = await ground.pages?.(toPageRequest(request, path));
    return page === undefined ? json(404, { message: 'There is no such page.' }) : printPage(page);
  };
}

async function callBridge(ground: RouteGround, path: string, request: RawRequest): Promise<PlatformAnswer> {
  if (path === '/bridge/invoke') return invokeResolver(ground, request);
  if (path === '/bridge/fetch-product') return fetchProduct(ground, request);
  if (path === '/bridge/consent') {
    ground.bridge.giveConsent(accountInCookie(request) ?? NOBODY);
    return json(200, {});
  }
  if (path === '/bridge/unknown-op') {
    const parsed = UNKNOWN_OP.safeParse(bodyOf(request));
    if (!parsed.success) return json(400, { message: 'Send {op}.' });
    ground.onUnknownOp(parsed.data.op);
    return json(200, {});
  }
  return json(404, { message: 'The bridge has no such operation.' });
}

async function fetchProduct(ground: RouteGround, request: RawRequest): Promise<PlatformAnswer> {
  const parsed = FETCH_PRODUCT.safeParse(bodyOf(request));
  if (!parsed.success) return json(400, { message: 'Send {product, restPath, fetchRequestInit}.' });
  const { product, restPath, fetchRequestInit } = parsed.data;
  const accountId = accountInCookie(request) ?? NOBODY;
  return json(200, await ground.bridge.fetchProduct({ accountId, product, restPath, fetchRequestInit }));
}

async function invokeResolver(ground: RouteGround, request: RawRequest): Promise<PlatformAnswer> {
  const parsed = INVOKE.safeParse(bodyOf(request));
  if (!parsed.success) return json(400, { message: 'Send {module, projectId?, functionKey, payload}.' });
  const { module, projectId, functionKey, payload, extension } = parsed.data;
  const place = placeOf(ground, module, projectId);
  if (place === undefined) return json(404, { message: 'There is no such project.' });
  const accountId = accountInCookie(request) ?? NOBODY;
  return json(200, await ground.bridge.invoke({ accountId, place, functionKey, payload, extension }));
}

async function bridgeContext(ground: RouteGround, request: RawRequest): Promise<PlatformAnswer> {
  const query = new URLSearchParams(/\?(.*)$/s.exec(request.target)?.[1] ?? '');
  const module = query.get('module') === 'project' ? 'project' : 'admin';
  const place = placeOf(ground, module, query.get('projectId') ?? undefined);
  if (place === undefined) return json(404, { message: 'There is no such project.' });
  return json(200, ground.bridge.context(accountInCookie(request) ?? NOBODY, place));
}

async function signIn(ground: RouteGround, request: RawRequest): Promise<PlatformAnswer> {
  const parsed = SESSION.safeParse(bodyOf(request));
  if (!parsed.success) return json(400, { message: 'Send {accountId}, or {} to sign out.' });
  const { accountId } = parsed.data;
  const person = accountId === undefined ? undefined : ground.jira().state().people.get(accountId);
  if (accountId !== undefined && person === undefined) return json(404, { message: 'There is no such person.' });
  const { status, headers, body } = json(200, {
    accountId: accountId ?? null,
    displayName: person?.displayName ?? null,
  });
  return { status, headers: [...headers, ['Set-Cookie', sessionCookie(accountId)]], body };
}

async function callJiraDirectly(ground: RouteGround, request: RawRequest): Promise<PlatformAnswer> {
  const jira = ground.jira();
  const { people } = jira.state();
  const basic = personInBasic(request, people.values());
  const accountId = basic?.accountId ?? accountInCookie(request);
  const headers: Record<string, string> = {};
  for (let at = 0; at + 1 < request.rawHeaders.length; at += 2) {
    const name = request.rawHeaders[at]?.toLowerCase() ?? '';
    if (name !== 'authorization' && name !== 'cookie') headers[name] = request.rawHeaders[at + 1] ?? '';
  }
  const answer = await jira.call({
    actor: accountId !== undefined && people.has(accountId) ? { kind: 'person', accountId } : { kind: 'anonymous' },
    method: request.method,
    path: request.target,
    headers,
    body: request.body.length > 0 ? request.body.toString('utf8') : undefined,
  });
  return { status: answer.status, headers: Object.entries(answer.headers).filter(isSendable), body: answer.body };
}

const isSendable = ([name]: [string, string]): boolean =>
  !/^(content-length|transfer-encoding|connection)$/i.test(name);

function placeOf(
  ground: RouteGround,
  module: 'admin' | 'project',
  projectId: string | undefined,
): ResolverPlace | undefined {
  if (module === 'admin') return { module };
  const project = projectId === undefined ? undefined : ground.jira().state().projects.get(projectId);
  return project === undefined ? undefined : { module, projectId: project.id, projectKey: project.key };
}

function toPageRequest(request: RawRequest, path: string): PageRequest {
  return {
    method: request.method,
    path,
    query: /\?(.*)$/s.exec(request.target)?.[1] ?? '',
    accountId: accountInCookie(request),
    contentType: headerOf(request, 'content-type'),
    body: request.body.toString('utf8'),
  };
}

function printPage({ status, headers, body }: Awaited<ReturnType<Pages>> & object): PlatformAnswer {
  return { status, headers: Object.entries(headers), body };
}

function bodyOf(request: RawRequest): unknown {
  try {
    return JSON.parse(request.body.toString('utf8') || '{}');
  } catch {
    return undefined;
  }
}

function json(status: number, content: unknown): PlatformAnswer {
  return { status, headers: [['Content-Type', 'application/json']], body: JSON.stringify(content) };
}
