/**
 * What the sums of calls can tell of a key. They are made each hour, so of a key's first hour, and of the time since the
 * last sum, nothing is known from them: what was not seen there may be in use. Pure; the clock is handed in.
 */
import type { KeyView } from '../../../../src/console/contract';

const DAY_MS = 24 * 60 * 60 * 1000;
/** What runs once a week has to have come by. */
export const DAYS_TO_TELL = 7;
const DAYS_SHOWN = 30;

export type Watched =
  /** Nothing that it can have done is summed. */
  | { readonly is: 'unknown' }
  /** Summed for so many days, of which it is too early to say what the key does not need. */
  | { readonly is: 'too_short'; readonly days: number }
  /** The sums are behind by more than a day. */
  | { readonly is: 'behind' }
  /** Summed for so many days, at most the thirty that are shown. */
  | { readonly is: 'enough'; readonly days: number };

/**
 * What the sums tell of a key in which no use is found. `not_yet`: of its time nothing is summed. `none_summed`: nor is
 * anything else where it was used, though it is older than a day, as with a key that a project shares and that never called
 * there.
 */
export const unusedAs = (
  key: Pick<KeyView, 'createdAt'>,
  summedUntil: string | undefined,
  now: number,
): 'none' | 'none_summed' | 'not_yet' => {
  if (isUseKnown(key, summedUntil)) return 'none';
  return summedUntil === undefined && now - Date.parse(key.createdAt) > DAY_MS ? 'none_summed' : 'not_yet';
};

/** Are any of the key's calls summed, if it made any? */
export const isUseKnown = ({ createdAt }: Pick<KeyView, 'createdAt'>, summedUntil: string | undefined): boolean =>
  summedUntil !== undefined && Date.parse(summedUntil) > Date.parse(createdAt);

/** How long it was watched, and whether that tells which of its permissions it does not need. */
export const watchedFor = (
  key: Pick<KeyView, 'createdAt' | 'notBefore'>,
  summedUntil: string | undefined,
  now: number,
): Watched => {
  if (summedUntil === undefined || !isUseKnown(key, summedUntil)) return { is: 'unknown' };
  const until = Date.parse(summedUntil);
  if (now - until > DAY_MS) return { is: 'behind' };
  // Before its first day nobody can use it.
  const from = Math.max(
    Date.parse(key.createdAt),
    Date.parse(key.notBefore ?? key.createdAt),
    until - DAYS_SHOWN * DAY_MS,
  );
  const days = Math.max(0, Math.floor((until - from) / DAY_MS));
  return { is: days < DAYS_TO_TELL ? 'too_short' : 'enough', days };
};
