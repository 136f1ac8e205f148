/**
 * Requests byte by byte, and the forms in which the platform may hand them over.
 *
 * `wire` writes to a socket what a case names and nothing else; `hand` gives the web trigger function an event that
 * no HTTP client or server would let through. `FORMS` are the settings that no source tells of the platform: a case
 * about paths, queries or bodies holds under each.
 */
import { connect } from 'node:net';
import type { PlatformSwitches, WebTriggerEvent } from '../../local/site';
import { type Answer, comparable, expectIntact, expectNoCanary, type Key, type Sent, type Wall } from './site';

type Form = Pick<PlatformSwitches, 'webtrigger.decoding' | 'webtrigger.commaSplit'>;
export const FORMS: readonly (readonly [string, Form])[] = (['decoded', 'raw'] as const).flatMap((decoding) =>
  (['split', 'whole'] as const).map(
    (commaSplit) =>
      [`${decoding}, ${commaSplit}`, { 'webtrigger.decoding': decoding, 'webtrigger.commaSplit': commaSplit }] as const,
  ),
);
export const HEADER_CASES = [
  'lower',
  'as-sent',
  'title',
] as const satisfies readonly PlatformSwitches['webtrigger.headerCase'][];

export type Wire = {
  readonly method: string;
  /** Below the key's URL. */
  readonly path: string;
  /** In the request line instead of the key's URL and the path. */
  readonly target?: string;
  /** Sent beside Host and Connection; without `Authorization` unless one stands here. */
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly body?: string | Buffer;
  /** False: the body goes without a Content-Length of ours. */
  readonly measured?: boolean;
};

export const bearer = (key: Key): readonly [string, string] => ['Authorization', `Bearer ${key.text}`];
export const basic = (text: string | Uint8Array): string => `Basic ${Buffer.from(text).toString('base64')}`;
export const JSON_TYPE = ['Content-Type', 'application/json'] as const;

/** Sends exactly these bytes to the URL of a key. */
export async function wire(wall: Wall, key: Key, sent: Wire): Promise<Answer> {
  const before = wall.site.jira.calls.length;
  const { hostname, port, host, pathname } = new URL(key.url);
  const body = Buffer.from(sent.body ?? '');
  const lines = [
    `${sent.method} ${sent.target ?? pathname + sent.path} HTTP/1.1`,
    `Host: ${host}`,
    'Connection: close',
    ...(sent.headers ?? []).map(([name, value]) => `${name}: ${value}`),
    ...(sent.body === undefined || sent.measured === false ? [] : [`Content-Length: ${body.length}`]),
  ];
  const answer = await new Promise<Buffer>((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(port), hostname, () => {
      socket.write(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), body]));
    });
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('end', () => resolve(Buffer.concat(chunks)));
    // The server may hang up on a request that it will not read to the end; what it said before counts.
    socket.on('error', (problem) => (chunks.length > 0 ? resolve(Buffer.concat(chunks)) : reject(problem)));
  });
  return { ...readAnswer(answer), calls: wall.site.jira.calls.slice(before) };
}

function readAnswer(bytes: Buffer): Omit<Answer, 'calls'> {
  const end = bytes.indexOf('\r\n\r\n');
  const [first = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line): [string, string] => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const rest = bytes.subarray(end + 4);
  const text = (headers['transfer-encoding'] === 'chunked' ? withoutChunks(rest) : rest).toString('utf8');
  return { status: Number(first.split(' ')[1]), headers, text, json: parsed(text) };
}

function withoutChunks(bytes: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const end = bytes.indexOf('\r\n', at);
    const length = end < 0 ? 0 : Number.parseInt(bytes.subarray(at, end).toString('latin1'), 16);
    if (!(length > 0)) return Buffer.concat(parts);
    parts.push(bytes.subarray(end + 2, end + 2 + length));
    at = end + 2 + length + 2;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Hands an event to the web trigger function, at the URL of a key and with the key unless `headers` say otherwise. */
export async function hand(
  wall: Wall,
  key: Key,
  event: { readonly method: string; readonly userPath: string } & Partial<WebTriggerEvent>,
): Promise<Answer> {
  const before = wall.site.jira.calls.length;
  const { status, headers, body } = await wall.site.trigger({
    headers: { authorization: [`Bearer ${key.text}`] },
    queryParameters: {},
    ...event,
    path: new URL(key.url).pathname + (/^(?!\/)./s.test(event.userPath) ? '/' : '') + event.userPath,
  });
  return {
    status,
    headers: Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])),
    text: body,
    json: parsed(body),
    calls: wall.site.jira.calls.slice(before),
  };
}

/**
 * FIXED, NOCALL and INTACT: all of these get one refusal with the same bytes, unseen by Jira.
 */
export const expectFixed = (wall: Wall, key: Key, requests: readonly Sent[], status: number): Promise<Answer> =>
  expectOneRefusal(wall, requests, status, (request) => wall.send(key, request));

/** The same for requests that go out in another way. */
export async function expectOneRefusal<Request>(
  wall: Wall,
  requests: readonly Request[],
  status: number,
  send: (request: Request) => Promise<Answer>,
): Promise<Answer> {
  const answers: Answer[] = [];
  await expectIntact(wall, async () => {
    for (const request of requests) answers.push(await send(request));
  }, []);
  const [first] = answers;
  if (first === undefined) throw new Error('nothing was sent');
  expect(answers.map(({ status, calls }) => ({ status, calls }))).toEqual(answers.map(() => ({ status, calls: [] })));
  expect(answers.map(comparable)).toEqual(answers.map(() => comparable(first)));
  expectNoCanary(wall, first);
  return first;
}
