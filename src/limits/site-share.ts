/**
 * The site's share of the points that Jira gives the app for all of its customers, and no more than half of it for one
 * key. Kept from a sample of the calls, since it need not be exact and a count of every call would cost a second write.
 * Pure; the draw is made by the caller of this, by chance that nobody outside can foresee.
 */
import type { SiteUsage } from '../storage/records/usage';

/** One call in so many is counted, for all of them. */
export const SAMPLE = 16;
const HEAVIEST_MAX = 20;
const HOUR_MS = 3_600_000;

/** Seconds to wait, where the share is used up; undefined where the call may go on. */
export function shareReached(
  usage: SiteUsage | undefined,
  share: number,
  keyId: string,
  now: number,
): number | undefined {
  const start = Math.floor(now / HOUR_MS) * HOUR_MS;
  if (usage === undefined || usage.start < start) return undefined;
  const own = usage.heaviest.find((each) => each.keyId === keyId)?.points ?? 0;
  return usage.points >= share || own >= share / 2 ? Math.max(1, Math.ceil((start + HOUR_MS - now) / 1000)) : undefined;
}

/** The sample with one more call that was drawn. */
export function sampled(usage: SiteUsage | undefined, keyId: string, price: number, now: number): SiteUsage {
  const start = Math.floor(now / HOUR_MS) * HOUR_MS;
  const before = usage !== undefined && usage.start >= start ? usage : { start, points: 0, heaviest: [] };
  const points = price * SAMPLE;
  const known = before.heaviest.find((each) => each.keyId === keyId);
  const others = before.heaviest.filter((each) => each !== known);
  // A newcomer takes the place of the lightest and its points: started at nothing each time, a key that comes after
  // twenty others would never be seen, however much it used. So a key may seem to have used more, by a twentieth of the
  // total at most.
  const kept = others.slice(0, HEAVIEST_MAX - 1);
  const own = known?.points ?? others[HEAVIEST_MAX - 1]?.points ?? 0;
  const heaviest = [...kept, { keyId, points: own + points }].sort((one, other) => other.points - one.points);
  return { v: 1, start: before.start, points: before.points + points, heaviest };
}
