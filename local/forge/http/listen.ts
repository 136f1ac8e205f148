/**
 * Listens on this machine alone and hands each request over whole. A failure of ours answers 500 without
 * a word of detail to the caller; it is handed to whoever runs the site.
 */
import { createServer, type ServerResponse } from 'node:http';
import { SiteStartError } from '../site-start-error';
import type { RawRequest } from '../web-trigger/event';
import { type PlatformAnswer, platformRefusal } from '../web-trigger/response';
import { readRequest } from './read-request';

const HOST = '127.0.0.1';

/** What may be answered: of files, also bytes. */
export type ListenerAnswer = Omit<PlatformAnswer, 'body'> & { readonly body: string | Uint8Array };

export type Listener = { readonly url: string; close(): Promise<void> };

/** Starts listening; 0 takes any free port. A taken port is a SiteStartError. */
export function listen(
  port: number,
  answer: (request: RawRequest) => Promise<ListenerAnswer>,
  onFailure: (error: unknown) => void,
): Promise<Listener> {
  const server = createServer((message, response) => {
    readRequest(message)
      .then((request) => (request === undefined ? platformRefusal(413, 'The request is too large.') : answer(request)))
      .then((answered) => send(response, answered))
      .catch((error: unknown) => {
        onFailure(error);
        if (!response.headersSent) send(response, platformRefusal(500, 'The local site failed.'));
        else response.destroy();
      });
  });
  // A client that takes up an idle connection must not find that it was closed in that moment.
  server.keepAliveTimeout = 0;
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(cannotListen(port, cause)));
    server.listen(port, HOST, () => {
      const address = server.address();
      const bound = typeof address === 'object' && address !== null ? address.port : port;
      resolve({
        url: `http://${HOST}:${bound}`,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            server.closeAllConnections();
          }),
      });
    });
  });
}

/** A SiteStartError where the port cannot be had, for whoever has long work to do before it listens. */
export async function requireFreePort(port: number): Promise<void> {
  const nothing = () => Promise.resolve(platformRefusal(503, 'The site is starting.'));
  const listener = await listen(port, nothing, () => undefined);
  await listener.close();
}

function send(response: ServerResponse, { status, headers, body }: ListenerAnswer): void {
  const names = new Map<string, string[]>();
  for (const [name, value] of headers) names.set(name, [...(names.get(name) ?? []), value]);
  response.writeHead(
    status,
    Object.fromEntries([...names].map(([name, values]) => [name, values.length === 1 ? (values[0] ?? '') : values])),
  );
  response.end(body);
}

function cannotListen(port: number, cause: NodeJS.ErrnoException): SiteStartError {
  const why = cause.code === 'EADDRINUSE' ? 'is taken by another process' : 'cannot be listened on';
  return new SiteStartError(`Port ${port} ${why}. Stop what uses it, or name another port.`, { cause });
}
