/**
 * Reads an HTTP request whole, as bytes and as it was sent: target and headers untouched, body up to a cap.
 */
import type { IncomingMessage } from 'node:http';
import type { RawRequest } from '../web-trigger/event';

/** A little more than any limit inside, so that the limit inside is the one that answers. */
const BODY_BYTES_MAX = 8_000_000;

/** The request, or undefined when its body is larger than anything here reads. */
export async function readRequest(message: IncomingMessage): Promise<RawRequest | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of message) {
    const part: Buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    bytes += part.length;
    if (bytes <= BODY_BYTES_MAX) chunks.push(part);
  }
  if (bytes > BODY_BYTES_MAX) return undefined;
  return {
    method: message.method ?? 'GET',
    target: message.url ?? '/',
    rawHeaders: message.rawHeaders,
    body: Buffer.concat(chunks),
    remoteAddress: message.socket.remoteAddress ?? '',
  };
}

/** First value of a header, by lower-case name. */
export function headerOf(request: RawRequest, name: string): string | undefined {
  for (let at = 0; at + 1 < request.rawHeaders.length; at += 2) {
    if (request.rawHeaders[at]?.toLowerCase() === name) return request.rawHeaders[at + 1];
  }
  return undefined;
}
