/**
 * Calls Jira as the app: the only place where requests of keys leave for Jira.
 *
 * It takes a path that was built from parsed parts and proves once more that a URL parser makes nothing else of
 * it, because the SDK's `route` lets some traversals through. Every call ends by the deadline. An answer that
 * is not whole JSON is a fault, never passed on.
 */
import { ProxyRequestError } from '@forge/api/out/api/errors';
import { getFetchAPI } from '@forge/api/out/api/fetch';
import { assumeTrustedRoute } from '@forge/api/out/safeUrl';

const { asApp } = getFetchAPI();

import { err, ok, type Result } from '../result';

export type UpstreamRequest = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';
  /** Already escaped where needed. */
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  /** JSON text. */
  readonly body: string | undefined;
  /** Its answer is kept for all keys, so it is no part of what one request may cause. */
  readonly isKept?: true;
};

/** `body` is undefined where Jira sent none. */
export type JiraAnswer = { readonly status: number; readonly body: unknown };

/** `sent`: the request had left when it failed, so a write may have been done. `too_many`: of one request. */
export type JiraFault = {
  readonly reason: 'timeout' | 'unreachable' | 'unreadable' | 'too_many';
  readonly sent: boolean;
};

export type Jira = {
  readonly call: (request: UpstreamRequest) => Promise<Result<JiraAnswer, JiraFault>>;
  /** How many calls were made through this port; those apart are in no number. */
  readonly count: () => number;
  /** The port for what an answer is made of; see `apart`. */
  readonly apart?: () => Jira;
};

/**
 * The same port for calls that follow from what was found, hidden things too, and from nothing that the caller wrote: they take
 * nothing from what one request may cause, and no number tells of them. Whoever makes them bounds them.
 */
export const apart = (jira: Jira): Jira => jira.apart?.() ?? jira;

/** The platform takes answers of up to 5 MB; the console of characters is a safe bound below it. */
const ANSWER_CHARS_MAX = 5_000_000;

/**
 * A port for one invocation. `deadline` and `now` are epoch milliseconds; `most`: how many calls it makes, beside those whose
 * answers are kept.
 */
export function jiraAsApp(deadline: number, now: () => number, most = Number.POSITIVE_INFINITY): Jira {
  let calls = 0;
  let counted = 0;
  const count = (): number => calls;
  const sendInTime: Jira['call'] = async (request) => {
    const left = deadline - now();
    if (left <= 0) return err({ reason: 'timeout', sent: false });
    let timer: ReturnType<typeof setTimeout> | undefined;
    const timeout = new Promise<Result<never, JiraFault>>((resolve) => {
      timer = setTimeout(() => resolve(err({ reason: 'timeout', sent: true })), left);
    });
    try {
      return await Promise.race([send(request), timeout]);
    } finally {
      clearTimeout(timer);
    }
  };
  const answers: Jira = { count, call: sendInTime, apart: () => answers };
  return {
    count,
    apart: () => answers,
    call: async (request) => {
      if (now() >= deadline) return err({ reason: 'timeout', sent: false });
      if (request.isKept !== true) {
        if (counted >= most) return err({ reason: 'too_many', sent: false });
        counted += 1;
      }
      calls += 1;
      return sendInTime(request);
    },
  };
}

async function send(request: UpstreamRequest): Promise<Result<JiraAnswer, JiraFault>> {
  const url = urlOf(request);
  try {
    const response = await asApp().requestJira(assumeTrustedRoute(url), {
      method: request.method,
      headers: {
        Accept: 'application/json',
        ...(request.body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(request.body === undefined ? {} : { body: request.body }),
    });
    const text = await response.text();
    if (text.trim() === '') return ok({ status: response.status, body: undefined });
    if (text.length > ANSWER_CHARS_MAX) return err({ reason: 'unreadable', sent: true });
    try {
      return ok({ status: response.status, body: JSON.parse(text) });
    } catch {
      // An error page is no JSON; its status alone is of use. A success that cannot be read is a fault.
      return response.status >= 400
        ? ok({ status: response.status, body: undefined })
        : err({ reason: 'unreadable', sent: true });
    }
  } catch (problem) {
    // The platform's proxy refused the call in Jira's place: Jira did not see it.
    const status = problem instanceof ProxyRequestError ? problem.status : 0;
    return status >= 400 && status < 500 ? ok({ status, body: undefined }) : err({ reason: 'unreachable', sent: true });
  }
}

function urlOf(request: UpstreamRequest): string {
  const query = request.query
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
  // INVARIANT: paths come from templates and parsed ids. A path that a URL parser reads otherwise is a defect here.
  if (new URL(request.path, 'https://jira.invalid').pathname !== request.path || request.path.includes('//')) {
    throw new Error('a path for Jira is not canonical');
  }
  return query === '' ? request.path : `${request.path}?${query}`;
}
