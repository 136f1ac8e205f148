/**
 * A small Forge app for tests of the platform. It holds the real `@forge/*` packages and runs, inside a real
 * invocation, the script that a test left in the global object under the name that the call carries.
 */
import * as api from '@forge/api';
import * as kvs from '@forge/kvs';
import Resolver from '@forge/resolver';

export type Tools = {
  readonly api: typeof api;
  readonly kvs: typeof kvs;
  readonly event: unknown;
  readonly context: unknown;
};
export type Script = (tools: Tools) => unknown;
declare global {
  var platformScripts: Map<string, Script> | undefined;
}

const script = (name: unknown): Script | undefined => globalThis.platformScripts?.get(String(name));
const counters = { loadedAt: Date.now(), served: 0 };

type WebTriggerEvent = { readonly headers: Readonly<Record<string, readonly string[]>> };

/** Runs the script that the header `x-script` names; without one, answers with the event itself. */
export async function serve(event: WebTriggerEvent, context: unknown): Promise<unknown> {
  counters.served += 1;
  const name = Object.entries(event.headers).find(([header]) => header.toLowerCase() === 'x-script')?.[1][0];
  const run = script(name);
  if (run !== undefined) return run({ api, kvs, event, context });
  return {
    statusCode: 200,
    headers: { 'Content-Type': ['application/json'] },
    body: JSON.stringify({ event, context, served: counters.served, now: Date.now(), env: Object.keys(process.env) }),
  };
}

export const tidy = (event: unknown, context: unknown): unknown => script('tidy')?.({ api, kvs, event, context });
export const hear = (event: unknown, context: unknown): unknown => script('hear')?.({ api, kvs, event, context });

const resolver = new Resolver();
resolver.define('run', async (request) =>
  script(request.payload.script)?.({ api, kvs, event: request, context: request.context }),
);
resolver.define('print', ({ payload }) => {
  for (let line = 0; line < Number(payload.lines); line += 1) console.warn('line', { line });
});
export const resolve = resolver.getDefinitions();
