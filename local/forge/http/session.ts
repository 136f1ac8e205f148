/**
 * Who sits before the browser: a cookie that names a person of the simulated Jira.
 *
 * There is no password, since there is nothing to guard: the site listens on this machine alone and its
 * people are invented. The cookie stays off requests that other web sites cause.
 */
import type { Person } from '../../jira/state';
import type { RawRequest } from '../web-trigger/event';
import { headerOf } from './read-request';

const COOKIE = 'person';

/** The account id that the cookie names, whether or not there is such a person. */
export function accountInCookie(request: RawRequest): string | undefined {
  for (const part of (headerOf(request, 'cookie') ?? '').split(';')) {
    const [name, value] = part.trim().split('=');
    if (name === COOKIE && value !== undefined && value !== '') return decode(value);
  }
  return undefined;
}

/** A `Set-Cookie` value that signs this person in, or nobody. */
export function sessionCookie(accountId: string | undefined): string {
  const value = accountId === undefined ? '; Max-Age=0' : encodeURIComponent(accountId);
  return `${COOKIE}=${value}; Path=/; HttpOnly; SameSite=Strict`;
}

/** The person whom Basic credentials name by mail address or account id; the password may be anything. */
export function personInBasic(request: RawRequest, people: Iterable<Person>): Person | undefined {
  const encoded = /^basic\s+(\S+)$/i.exec(headerOf(request, 'authorization') ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  // Account ids hold colons; so the name ends at the last one.
  const name = text.slice(0, Math.max(0, text.lastIndexOf(':'))).toLowerCase();
  for (const person of people) {
    if (person.emailAddress.toLowerCase() === name || person.accountId.toLowerCase() === name) return person;
  }
  return undefined;
}

function decode(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}
