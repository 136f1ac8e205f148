/**
 * What pages and exports may read of storage, so that calls of keys always have the rest: the platform gives a site 4,000
 * units a minute for everything. Pages of projects have a fifth of it together, and one person three quarters of that; the
 * page of the site, which nobody but site admins sees, has two fifths.
 *
 * What changes something is let through or refused before it begins, never in the middle, and by the person alone: what
 * others read never keeps anyone from stopping a key.
 */
import { createHash } from 'node:crypto';
import type { Actor, Place } from '../keys/authority';
import type { AdministrationFault } from '../keys/fault';
import type { KeyWorld } from '../keys/key-store';
import type { Payer } from '../storage/paid-reads';

/** Units a minute: of one person, and of all. */
const PAGE_SHARES = {
  project: { person: 600, all: 800 },
  site: { person: 1_600, all: 1_600 },
} as const;
/** Of one person who changes something, with all that the same person has read. */
const ACTS_SHARE = 1_600;

/** Taken ahead, so that few reads have to be counted one by one. */
const LOT_MIN = 4;
const LOT_MAX = 64;

export type PageReads = {
  readonly payer: Payer;
  /** Is anything left? For an act, before it begins. */
  readonly begin: () => Promise<boolean>;
  /** Counts what was read beyond what had been taken. */
  readonly end: () => Promise<void>;
  /** Seconds to wait, where something was refused. */
  readonly waitSeconds: () => number | undefined;
};

/** Counts what one call of a page reads. */
export const pageReads = (
  { takeUnits }: Pick<KeyWorld, 'takeUnits'>,
  { accountId }: Actor,
  { page }: Place,
  isAct: boolean,
): PageReads => {
  const person = `reads:${page}:${createHash('sha256').update(accountId).digest('hex').slice(0, 24)}`;
  const shares: readonly (readonly [name: string, most: number])[] = isAct
    ? [[person, ACTS_SHARE]]
    : [
        [person, PAGE_SHARES[page].person],
        [`reads:${page}`, PAGE_SHARES[page].all],
      ];
  let [taken, used] = [0, 0];
  let wait: number | undefined;
  let isDown = false;
  let taking: Promise<void> | undefined;
  const take = async (units: number): Promise<void> => {
    const answers = await Promise.all(shares.map(([name, most]) => takeUnits(name, most, units)));
    for (const answer of answers) {
      if (!answer.ok) isDown = true;
      else if (answer.value !== undefined) wait = Math.max(wait ?? 0, answer.value);
    }
    taken += units;
  };
  const ahead = async (): Promise<void> => {
    while (wait === undefined && !isDown && used >= taken) {
      taking ??= take(used - taken + Math.min(LOT_MAX, Math.max(LOT_MIN, 2 * used))).finally(() => {
        taking = undefined;
      });
      await taking;
    }
  };
  const may = async (): Promise<boolean> => {
    if (isAct) return true;
    await ahead();
    return wait === undefined && !isDown;
  };
  return {
    payer: {
      may,
      took: (units) => {
        used += units;
      },
    },
    begin: async () => {
      if (isAct) await ahead();
      return wait === undefined;
    },
    end: async () => {
      if (used > taken) await take(used - taken);
    },
    waitSeconds: () => wait,
  };
};

/** For someone who has to come back. */
export const shareUsed = (seconds: number): AdministrationFault => ({
  reason: 'too_many',
  where: '',
  message: 'Pages have read as much as they may for this minute; calls of keys go on meanwhile.',
  mend: `Come back in ${seconds === 1 ? 'a second' : `${seconds} seconds`}.`,
  retryAfterSeconds: seconds,
});
