/**
 * A relay in front of a gateway that keeps what went over the wire: a client library hides most of an answer, and
 * two answers are compared by every byte of them. It changes nothing, and knows nothing of either side.
 */
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Exchange = {
  readonly method: string;
  readonly path: string;
  readonly sent: string;
  readonly status: number;
  /** Name and value, without those that differ from call to call whatever is asked. */
  readonly headers: readonly (readonly [string, string])[];
  /** With the call's own request id replaced. */
  readonly text: string;
};

export type Relay = {
  /** The given URL, through the relay. */
  readonly url: string;
  /** Hands over what was kept so far, and forgets it. */
  take(): readonly Exchange[];
  stop(): Promise<void>;
};

const OF_ONE_CALL = new Set(['date', 'x-request-id', 'x-ratelimit-remaining', 'x-ratelimit-reset']);

/** Starts a relay in front of `gatewayUrl`. */
export async function startRelay(gatewayUrl: string): Promise<Relay> {
  const target = new URL(gatewayUrl);
  let kept: Exchange[] = [];
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = Buffer.concat(chunks);
      const { method = '', url = '' } = incoming;
      const onward = httpRequest(
        { host: target.hostname, port: target.port, method, path: url, headers: incoming.headers, agent: false },
        (answer) => {
          const parts: Buffer[] = [];
          answer.on('data', (part: Buffer) => parts.push(part));
          answer.on('end', () => {
            const text = Buffer.concat(parts);
            const status = answer.statusCode ?? 0;
            kept.push({
              method,
              path: url.slice(target.pathname.length),
              sent: body.toString('utf8'),
              status,
              headers: comparableHeaders(answer.rawHeaders),
              text: text.toString('utf8').replaceAll(String(answer.headers['x-request-id'] ?? 'none'), '<request id>'),
            });
            outgoing.writeHead(status, answer.headers);
            outgoing.end(text);
          });
        },
      );
      onward.on('error', (error) => outgoing.destroy(error));
      onward.end(body);
    });
  });
  server.keepAliveTimeout = 0;
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${target.pathname}`,
    take() {
      const taken = kept;
      kept = [];
      return taken;
    },
    stop: () =>
      new Promise((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
}

function comparableHeaders(raw: readonly string[]): readonly (readonly [string, string])[] {
  const pairs: [string, string][] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = (raw[at] ?? '').toLowerCase();
    if (!OF_ONE_CALL.has(name)) pairs.push([name, raw[at + 1] ?? '']);
  }
  return pairs;
}
