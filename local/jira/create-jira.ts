/**
 * The simulated Jira: takes a request, answers as the real one might, and keeps the state that follows.
 *
 * Everything that happens to the state goes through one function, which tells the listeners. All decisions
 * are made by pure handlers; here are the order of steps, the records, and faults on demand.
 */
import { answerHeaders } from './answer-headers';
import { admitActor, admitRoute, isUnknownOperation, readBody, readTarget, type Target } from './edge';
import { printError, Refused } from './errors';
import type { Actor, Jira, JiraAnswer, JiraFault, JiraRequest, ProductEvent, RecordedCall } from './jira';
import type { ApiVersion, Printing } from './print/printing';
import { eventsBetween } from './product-events';
import type { Reply } from './routes/call';
import { readQuery } from './routes/query';
import type { JiraState } from './state';
import { defaultSwitches, type Switches } from './switches';

export type JiraOptions = {
  readonly state: JiraState;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly switches?: Partial<Switches>;
};

type Listener = (next: JiraState, previous: JiraState, events: readonly ProductEvent[]) => void;

/** Longest time by which search may run behind; older states are forgotten. */
const SEARCH_LAG_MAX_MS = 60_000;

export function createJira(options: JiraOptions): Jira {
  const switches: Switches = { ...defaultSwitches(), ...options.switches };
  const listeners: Listener[] = [];
  /** Newest last; the index that search reads is one of these. */
  let past: readonly { readonly since: number; readonly state: JiraState }[] = [{ since: 0, state: options.state }];
  let current = options.state;

  function enter(next: JiraState, viewer: string | null): void {
    if (next === current) return;
    const previous = current;
    const now = options.now();
    current = next;
    const forgotten = past.findLastIndex((one) => one.since <= now - SEARCH_LAG_MAX_MS);
    // Of states of one moment only the last is ever seen: a clock that stands still must not pile them up.
    const earlier = past.slice(Math.max(0, forgotten)).filter(({ since }) => since !== now);
    past = [...earlier, { since: now, state: next }];
    if (listeners.length === 0) return;
    const print = (state: JiraState): Printing => ({ state, switches, version: '3', viewer, now });
    const events = eventsBetween(previous, next, print);
    for (const listener of listeners) listener(next, previous, events);
  }

  function searched(): JiraState {
    const seen = options.now() - Number(switches['search.lag']) * 1000;
    return past.findLast((one) => one.since <= seen)?.state ?? past[0]?.state ?? current;
  }

  /** One whole operation against the present state. */
  function serve(request: JiraRequest, target: Target): JiraAnswer {
    const viewer = viewerOf(request.actor, current);
    const headers = answerHeaders(viewer, options.now());
    if (isUnknownOperation(target)) {
      jira.unknownRoutes.push(`${request.method} ${request.path}`);
      return {
        status: 501,
        headers,
        body: JSON.stringify({ errorMessages: ['This stand-in does not know the operation.'], errors: {} }),
      };
    }
    try {
      const reply = run(request, target, viewer);
      if (reply.next !== undefined) enter(reply.next, viewer);
      return printReply(reply, headers, request.method);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const printed = printError(error.error, switches, target.path);
      return { status: printed.status, headers: { ...headers, ...printed.headers }, body: printed.body };
    }
  }

  function run(request: JiraRequest, target: Target, viewer: string | null): Reply {
    const { route, params, version } = admitRoute(target);
    const body = readBody(request, route, switches);
    admitActor(request.actor, route, switches, current.site.baseUrl);
    const now = options.now();
    return route.handler({
      state: current,
      searched: searched(),
      now,
      switches,
      version,
      viewer,
      byApp: request.actor.kind === 'app',
      params,
      query: readQuery(target.query),
      body,
      print: printing(version, viewer, now),
    });
  }

  const printing = (version: ApiVersion, viewer: string | null, now: number): Printing => ({
    state: current,
    switches,
    version,
    viewer,
    now,
  });

  const jira: Jira = {
    switches,
    calls: [],
    faults: [],
    unknownRoutes: [],
    beforeCall: undefined,
    state: () => current,
    replaceState: (next) => enter(next, null),
    onChange: (listener) => {
      listeners.push(listener);
    },
    async call(request) {
      const target = readTarget(request);
      const record = recordOf(request, target);
      jira.beforeCall?.(record);
      const operationId = target.match.kind === 'route' ? target.match.route.operationId : null;
      const keep = (status: number) => {
        jira.calls.push({ ...record, status, operationId });
      };
      const fault = takeFault(jira.faults, operationId)?.fault;
      if (fault?.kind === 'held') await fault.until;
      if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
      if (fault?.kind === 'status') {
        keep(fault.status);
        const headers = answerHeaders(viewerOf(request.actor, current), options.now());
        return { status: fault.status, headers: { ...headers, ...fault.headers }, body: fault.body ?? '' };
      }
      // A create whose answer is lost may have happened or not: that is a switch.
      const lostCreate = operationId === 'createIssue' && switches['create.timeout'] === 'not-created';
      if (fault?.kind === 'cut' && (fault.when === 'before' || lostCreate)) {
        keep(0);
        throw connectionCut();
      }
      const answer = serve(request, target);
      keep(answer.status);
      if (fault?.kind === 'cut') throw connectionCut();
      return answer;
    },
  };
  return jira;
}

/** Whose eyes: an account that is gone or switched off sees what anonymous callers see. */
function viewerOf(actor: Actor, state: JiraState): string | null {
  if (actor.kind === 'app') return state.site.appAccountId;
  if (actor.kind === 'anonymous') return null;
  return state.people.get(actor.accountId)?.active === true ? actor.accountId : null;
}

const recordOf = (request: JiraRequest, target: Target): Omit<RecordedCall, 'status' | 'operationId'> => ({
  actor: request.actor,
  method: request.method,
  rawPath: request.path,
  path: target.path,
  query: target.query,
  headers: request.headers,
  body: request.body,
});

function takeFault(faults: JiraFault[], operationId: string | null): JiraFault | undefined {
  const at = faults.findIndex((one) => one.operationId === undefined || one.operationId === operationId);
  const fault = faults[at];
  if (fault === undefined) return undefined;
  faults.splice(at, 1, ...(fault.times > 1 ? [{ ...fault, times: fault.times - 1 }] : []));
  return fault;
}

/** Empty answers carry a text type, as recordings show. */
function printReply(reply: Reply, headers: Record<string, string>, method: string): JiraAnswer {
  const empty = reply.body === undefined;
  return {
    status: reply.status,
    headers: { ...headers, ...(empty ? { 'content-type': 'text/html;charset=UTF-8' } : {}), ...reply.headers },
    body: empty || method === 'HEAD' ? '' : JSON.stringify(reply.body),
  };
}

const connectionCut = (): Error => Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
