/**
 * What callers are told of their limits, in the fields of the IETF draft "RateLimit header fields for HTTP". The
 * platform has taken the names that begin with X-RateLimit for itself. Pure.
 */
import { type Rows, remaining } from '../limits/windows';
import type { Limits } from '../storage/records/api-key';

/** Headers for a key with limits; none for one without. */
export function rateHeaders(limits: Limits, rows: Rows, now: number): Readonly<Record<string, readonly string[]>> {
  const all = remaining(limits, rows, now);
  if (all.length === 0) return {};
  return {
    'ratelimit-policy': [
      all.map(({ name, quota, windowSeconds }) => `"${name}";q=${quota};w=${windowSeconds}`).join(', '),
    ],
    ratelimit: [all.map(({ name, left, resetSeconds }) => `"${name}";r=${left};t=${resetSeconds}`).join(', ')],
  };
}
