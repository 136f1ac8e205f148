/**
 * One web trigger URL and whose it is: a project's own, or the site's for keys over several projects.
 * Closing it is the project's kill switch. It is found by a hash of the URL's token, never by the token.
 */
import { createHash } from 'node:crypto';
import { list, literal, number, object, oneOf, optional, type Parsed, text } from '../../parse';
import { home } from './api-key';

export const endpointRecord = object({
  v: literal(1),
  home,
  url: text,
  state: oneOf('open', 'closed'),
  /** Epoch milliseconds from which a URL that was replaced is served no longer. */
  until: optional(number),
});

/** Which endpoint is a project's own, or the site's where it was replaced: read when a key is issued, claimed once. */
export const homePointer = object({
  v: literal(1),
  url: text,
  endpointHash: text,
});

/** Endpoints of a home that were replaced by another, oldest first; each says itself until when it is served. */
export const formerEndpoints = object({ v: literal(1), endpointHashes: list(text) });

export type FormerEndpoints = Parsed<typeof formerEndpoints>;
export type EndpointRecord = Parsed<typeof endpointRecord>;
export type HomePointer = Parsed<typeof homePointer>;

/** The name under which an endpoint is stored: SHA-256, hex, of the token in its URL. */
export const endpointHash = (token: string): string => createHash('sha256').update(token, 'utf8').digest('hex');

/** The token of a web trigger URL, `…/public/<token>` or the older `…/x1/<token>`. */
export const tokenOfUrl = (url: string): string | undefined => /\/(?:x1|public)\/([^/?#]+)/.exec(url)?.[1];
