/**
 * How many calls a person may ask about. To say what a call comes to, Jira is asked much as the call itself would ask, out of
 * the same points that the keys of the site live on: so a person is counted as a key is, in rows and windows of the same
 * form, before Jira is asked.
 *
 * Exact, and apart from the sample by which the site's share is kept: there a list of calls would weigh as one dear call.
 */
import { createHash } from 'node:crypto';
import { readCall } from '../gateway/ask';
import { TRIES, waitMs } from '../gateway/reserve';
import { envelopeOf } from '../gateway/self-body';
import { type AdministrationFault, unavailable } from '../keys/fault';
import { priceOf } from '../limits/price';
import { claim } from '../limits/windows';
import { err, ok, type Result } from '../result';
import { paidBy } from '../storage/paid-reads';
import type { Limits } from '../storage/records/api-key';
import { SITE_POINTS_PER_HOUR, type SiteRecord } from '../storage/records/site';
import { readUsage, writeUsage } from '../storage/usage';
import type { Caller } from './authorise';
import type { Asking, CallInQuestion } from './call-answer';

/** A form asks about seven calls at each pause of someone who fills it in. */
export const LOOKS_A_MINUTE = 240;

/** One person is at few pages at once: fewer rows than a key has. */
const ROWS = 4;

/** What the call costs to ask about, in Jira points; 0 where it is answered without Jira. */
export function lookPrice({ judged, now }: Asking, { method, path, body }: CallInQuestion): number {
  const { row, call } = readCall(envelopeOf({ method, target: path, body }, judged.endpointHash), judged, now);
  return call.ok && row !== undefined ? priceOf(row) : 0;
}

/** Counts looks at these prices for the person, all of them or none; those that cost nothing are free. */
export async function takeLooks(
  { actor, world }: Pick<Caller, 'actor' | 'world'>,
  { judged }: Asking,
  prices: readonly number[],
): Promise<Result<void, AdministrationFault>> {
  const priced = prices.filter((price) => price > 0);
  if (priced.length === 0) return ok(undefined);
  const id = rowOf(actor.accountId);
  const points = priced.reduce((sum, price) => sum + price, 0);
  const spending = { calls: priced.length, writes: 0, points, refused: 0 };
  // What counting itself reads is charged to nobody.
  return paidBy(undefined, async () => {
    for (let lost = 0; lost < TRIES; lost += 1) {
      const rows = await readUsage(id, ROWS);
      if (!rows.ok) return err(unavailable(rows.error));
      const claimed = claim(rows.value, limitsOn(judged.site), spending, world.now(), Math.random);
      if (!claimed.ok) return err(tooMany(claimed.refusal.retryAfterSeconds));
      const written = await writeUsage(id, claimed.claim);
      if (written.ok) return ok(undefined);
      if (written.error.reason !== 'conflict') return err(unavailable(written.error));
      await new Promise((go) => setTimeout(go, waitMs(lost, Math.random)));
    }
    return err(tooMany(1));
  });
}

/** No key has an id with a colon. Of the person no more is stored than what finds the row again. */
const rowOf = (accountId: string): string =>
  `looks:${createHash('sha256').update(accountId).digest('hex').slice(0, 24)}`;

/** No more of Jira than the heaviest key of the site may have. */
const limitsOn = ({ pointsPerHour = SITE_POINTS_PER_HOUR }: Pick<SiteRecord, 'pointsPerHour'>): Limits => ({
  callsPerMinute: LOOKS_A_MINUTE,
  pointsPerHour: Math.max(1, Math.floor(pointsPerHour / 2)),
});

const tooMany = (retryAfterSeconds: number): AdministrationFault => ({
  reason: 'too_many',
  where: '',
  message: 'You have asked about as many calls as one person may for now.',
  mend: `Ask again in ${spanWords(retryAfterSeconds)}.`,
  retryAfterSeconds,
});

const spanWords = (seconds: number): string => {
  if (seconds === 1) return 'a second';
  if (seconds < 120) return `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
};
