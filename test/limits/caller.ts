/**
 * One warm process of the platform: runs the built bundle, with storage in another process, for many callers at once.
 * Told by its parent, as often as it likes, how many calls to make; tells it the status of each.
 */
import { resolve } from 'node:path';
import { createClock } from '../../local/forge/clock';
import { createInvocationLog } from '../../local/forge/invocation-log';
import { type InvocationScope, withinScope } from '../../local/forge/invocation-scope';
import { loadBundle } from '../../local/forge/runtime';

export type Order = {
  readonly key: string;
  readonly token: string;
  readonly sent: { readonly method: string; readonly path: string; readonly body?: object };
  readonly calls: number;
  readonly callers: number;
};

/** Arguments: URL of the storage, by what name this process is known there, and the time, which stands still. */
const [storageUrl = '', name = '', now = ''] = process.argv.slice(2);
const bundle = loadBundle(resolve(__dirname, '../../dist/index.cjs'), {
  clock: createClock(Number(now)),
  fetch: () => Promise.reject(new Error('nothing goes out')),
  runtimeOf: () => ({}),
  forgeFetch: (_meta, path, init) => {
    const body = (init as { readonly body: string }).body;
    return fetch(`${storageUrl}${String(path)}`, { method: 'POST', body, headers: { 'x-process': name } });
  },
});
const gateway = bundle.handler('index.gateway');
if (gateway === undefined) throw new Error('the bundle has no gateway');
const scope: InvocationScope = {
  invocationId: '00000000-0000-4000-8000-000000000000',
  functionKey: 'serve-gateway',
  moduleKey: 'gateway',
  moduleType: 'webtrigger',
  accountId: undefined,
  startedAt: 0,
  limitMs: Number.POSITIVE_INFINITY,
  log: createInvocationLog(),
};

process.on('message', async ({ key, token, sent, calls, callers }: Order) => {
  const event = {
    method: sent.method,
    path: `/public/${token}${sent.path}`,
    userPath: sent.path,
    headers: { authorization: [`Bearer ${key}`], 'content-type': ['application/json'] },
    queryParameters: {},
    ...(sent.body === undefined ? {} : { body: JSON.stringify(sent.body) }),
  };
  const statuses: number[] = [];
  let left = calls;
  const caller = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const answer = await withinScope(scope, async () => gateway(event, {}));
      statuses.push((answer as { readonly statusCode: number }).statusCode);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  process.send?.(statuses);
});
