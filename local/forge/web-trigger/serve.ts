/**
 * Serves the web triggers of an installation: URL to module, request to event, invocation to answer.
 *
 * The platform authenticates nobody here, and neither does this: whoever has the URL reaches the function.
 */
import type { PlatformSwitches, WebTriggerEvent } from '../../site';
import type { SiteClock } from '../clock';
import { type InvocationResult, type Invoker, PAYLOAD_BYTES_MAX } from '../invoke';
import type { FunctionModule } from '../manifest';
import { createWindow } from '../window';
import { type RawRequest, readTarget, toEvent } from './event';
import { type PlatformAnswer, platformRefusal, readWebTriggerResponse } from './response';
import type { WebTriggerUrls } from './urls';

const INVOCATIONS_PER_MINUTE = 7000;
/** Those that the platform's documents name. */
const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'];

export type WebTriggerGround = {
  readonly urls: WebTriggerUrls;
  readonly modules: readonly FunctionModule[];
  readonly invoker: Invoker;
  readonly switches: PlatformSwitches;
  readonly clock: SiteClock;
  readonly limitMs: number;
};

export type WebTriggerServer = {
  /** Answers a request below `/public/`. */
  serve(request: RawRequest): Promise<PlatformAnswer>;
  /** Hands an event to a module's function, past all that stands before it. */
  trigger(module: FunctionModule, event: WebTriggerEvent): Promise<PlatformAnswer>;
};

export function createWebTriggerServer(ground: WebTriggerGround): WebTriggerServer {
  const { urls, modules, invoker, switches, clock } = ground;
  const invocations = createWindow(clock.budgetNow, 60_000, INVOCATIONS_PER_MINUTE);

  const answer = async (request: RawRequest): Promise<PlatformAnswer> => {
    const target = readTarget(request.target);
    const moduleKey = target === undefined ? undefined : urls.moduleOf(target.token);
    const module = modules.find(({ key }) => key === moduleKey);
    if (target === undefined || module === undefined) return platformRefusal(404, 'There is no such web trigger.');
    if (!methodReaches(request.method, switches)) return platformRefusal(405, 'The web trigger takes no such method.');
    if (request.body.length > PAYLOAD_BYTES_MAX) return platformRefusal(413, 'The request is larger than 5 MB.');
    const isWithinRate = invocations.take(1);
    if (!isWithinRate && switches['platform.rateLimits'] === 'enforced') {
      return platformRefusal(429, 'Too many invocations a minute.');
    }
    return trigger(module, toEvent(request, target, switches));
  };

  const trigger = async (module: FunctionModule, event: WebTriggerEvent): Promise<PlatformAnswer> =>
    toAnswer(
      await invoker.invoke(
        {
          functionKey: module.functionKey,
          moduleKey: module.key,
          moduleType: 'webtrigger',
          accountId: undefined,
          payload: event,
          limitMs: ground.limitMs,
        },
        { judge: (value) => readWebTriggerResponse(value).ok },
      ),
    );

  return {
    trigger,
    async serve(request) {
      const { status, headers, body } = await answer(request);
      const rate: [string, string][] = [
        ['X-Ratelimit-Limit', String(INVOCATIONS_PER_MINUTE)],
        ['X-Ratelimit-Remaining', String(invocations.remaining())],
        ['X-Ratelimit-Reset', String(Math.ceil(invocations.endsAt() / 1000))],
      ];
      return { status, headers: [...headers, ...rate], body };
    },
  };
}

function methodReaches(method: string, switches: PlatformSwitches): boolean {
  return METHODS.includes(method) || switches['webtrigger.otherMethods'] === 'reach';
}

function toAnswer(result: InvocationResult): PlatformAnswer {
  switch (result.kind) {
    case 'answered':
      return readWebTriggerResponse(result.value).answer;
    case 'threw':
      return platformRefusal(424, 'The web trigger function failed.');
    case 'timed-out':
      return platformRefusal(424, 'The web trigger function ran out of time.');
    case 'too-large':
      return platformRefusal(424, 'The web trigger function was asked or answered more than 5 MB.');
  }
}
