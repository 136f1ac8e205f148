/** Page tokens of search. Whether one is bound to its query or its caller, or even carries the query, is a switch. */
import { refused } from '../errors';
import { members } from './body';
import type { Call } from './call';

export type Token = { readonly offset: number; readonly jql?: string; readonly repeated: boolean };

export const makeToken = (call: Call, token: Token): string =>
  Buffer.from(JSON.stringify({ o: token.offset, j: token.jql ?? '', a: call.viewer, r: token.repeated })).toString(
    'base64url',
  );

/** An empty or null token is page one; one that cannot be decoded is refused before anything else. */
export function readToken(call: Call, value: unknown, jql: string): Token {
  if (value === undefined || value === null || value === '') return { offset: 0, repeated: false };
  const decoded = members(decode(value));
  const { o: offset, j: written, a: account, r: repeated } = decoded;
  const binding = call.switches['token.binding'];
  const foreign = (binding === 'jql' && written !== jql) || (binding === 'account' && account !== call.viewer);
  if (typeof offset !== 'number' || typeof written !== 'string' || foreign) {
    throw refused(400, 'The provided next page token is invalid or has expired.');
  }
  const token = { offset, repeated: repeated === true };
  return binding === 'carries-jql' ? { ...token, jql: written } : token;
}

function decode(value: unknown): unknown {
  if (typeof value !== 'string') return undefined;
  try {
    return JSON.parse(Buffer.from(value, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
