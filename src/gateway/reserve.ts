/**
 * Counts a call before it is done. With limits, nothing is sent to Jira before the count is stored; where storage does
 * not answer, the call is not done. It never decides by anything but the key, its limits and the row of the operation.
 */
import { randomInt } from 'node:crypto';
import { SAMPLE, sampled, shareReached } from '../limits/site-share';
import { claim, counted, isLimited, ROWS, type Rows, type Spending, shortestOf, withClaim } from '../limits/windows';
import { limitsOf } from '../policy/ceilings';
import type { Denial } from '../policy/denials';
import { SITE_POINTS_PER_HOUR, type SiteRecord } from '../storage/records/site';
import type { SiteUsage } from '../storage/records/usage';
import { readSiteUsage, readUsage, writeSiteUsage, writeUsage } from '../storage/usage';
import type { Authenticated } from './authenticate';

/** Lost races for a row, one after the other, before the caller is told to wait. */
export const TRIES = 12;
const WAIT_MS_MAX = 200;
/** The site's sample has one row for all keys; a call does not wait long for it. */
const SAMPLE_TRIES = 3;

/** What counting looks at of a proven key. */
type Counted = Pick<Authenticated, 'key' | 'site' | 'siteUsage'>;

/** A call that was counted, or one that is not to be done. */
export type Reserved = {
  /** The key's rows with this call in them. */
  readonly rows: Rows;
  /** Where it is counted if it turns out to be about nothing. */
  readonly shard: number | undefined;
  readonly denial: Denial | undefined;
};

/** Stores the call in the key's counts, or says which limit is reached. `drawn` decides which calls are the site's sample. */
export async function reserve(
  { key, site, siteUsage }: Counted,
  asked: Spending,
  drawn: (below: number) => number = randomInt,
): Promise<Reserved> {
  const limits = limitsOf(key, site);
  const denial = asked.points > 0 ? shareDenial(siteUsage?.usage, site, key.id) : undefined;
  // What is refused for the sake of the other keys is a call all the same.
  const spending = denial === undefined ? asked : { calls: 1, writes: 0, points: 0, refused: 0 };
  if (!isLimited(limits)) {
    if (drawn(SAMPLE) === 0) await sample(key.id, siteUsage, spending.points);
    return { rows: [], shard: undefined, denial };
  }
  let known: Rows = [];
  for (let lost = 0; lost < TRIES; lost += 1) {
    // Read as late as can be: the fresher, the rarer a lost race.
    const rows = await readUsage(key.id, ROWS);
    if (!rows.ok) return refused({ reason: 'storage_down' });
    known = rows.value;
    const claimed = claim(rows.value, limits, spending, Date.now(), Math.random);
    if (!claimed.ok) return refused({ reason: 'limit_reached', ...claimed.refusal }, rows.value);
    const written = await writeUsage(key.id, claimed.claim);
    if (written.ok) {
      if (drawn(SAMPLE) === 0) await sample(key.id, siteUsage, spending.points);
      const shard = claimed.claim[0]?.shard ?? randomInt(ROWS);
      return { rows: withClaim(rows.value, claimed.claim), shard, denial };
    }
    if (written.error.reason !== 'conflict') return refused({ reason: 'storage_down' });
    await new Promise((go) => setTimeout(go, waitMs(lost, Math.random)));
  }
  return refused({ reason: 'limit_reached', limit: shortestOf(limits), retryAfterSeconds: 1 }, known);
}

/** Milliseconds before the next try: by chance, so that those who met do not meet again. */
export const waitMs = (lost: number, random: () => number): number => random() * Math.min(WAIT_MS_MAX, 10 * 2 ** lost);

/** A site that has used its share of Jira's points, or a key that has half of it, waits for the next hour. */
function shareDenial(usage: SiteUsage | undefined, site: SiteRecord, keyId: string): Denial | undefined {
  const wait = shareReached(usage, site.pointsPerHour ?? SITE_POINTS_PER_HOUR, keyId, Date.now());
  return wait === undefined ? undefined : { reason: 'limit_reached', limit: 'siteShare', retryAfterSeconds: wait };
}

const refused = (denial: Denial, rows: Rows = []): Reserved => ({ rows, shard: undefined, denial });

/** A few calls stand for all of them. That one is not counted changes nothing that has to be exact. */
async function sample(keyId: string, site: Authenticated['siteUsage'], price: number): Promise<void> {
  if (price === 0) return;
  let known = site;
  // A busy site loses more of these races: without another try, its share would be the looser the more it uses.
  for (let lost = 0; lost < SAMPLE_TRIES; lost += 1) {
    const written = await writeSiteUsage(known?.version, sampled(known?.usage, keyId, price, Date.now()));
    if (written.ok || written.error.reason !== 'conflict') return;
    const read = await readSiteUsage();
    if (!read.ok) return;
    known = read.value;
  }
}

/** Counts a call that was about something which is not there, where the key has a budget for that. */
export async function countRefused({ key, site }: Counted, { rows, shard }: Reserved): Promise<void> {
  if (shard === undefined || limitsOf(key, site).refusedPerHour === undefined) return;
  let known = rows;
  for (let lost = 0; lost < TRIES; lost += 1) {
    const change = counted(known, shard, { calls: 0, writes: 0, points: 0, refused: 1 }, Date.now());
    const written = await writeUsage(key.id, [change]);
    if (written.ok || written.error.reason !== 'conflict') return;
    const read = await readUsage(key.id, known.length);
    if (!read.ok) return;
    known = read.value;
  }
}
