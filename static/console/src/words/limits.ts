/** The limits of a key in words. Data. */
import type { Limits } from '../../../../src/console/contract';

export type LimitName = keyof Limits;

export type LimitWords = {
  readonly title: string;
  readonly hint: string;
  /** After "at most": `of('60')` says "60 calls a minute". */
  readonly of: (count: string) => string;
};

const counted = (count: string, thing: string): string => `${inDigits(count)} ${thing}${count === '1' ? '' : 's'}`;

/** As the pages write numbers; what is typed and none yet stays as it is. */
const inDigits = (count: string): string => (/^\d+$/.test(count) ? Number(count).toLocaleString('en') : count);

export const LIMIT_WORDS: Readonly<Record<LimitName, LimitWords>> = {
  callsPerMinute: {
    title: 'Calls a minute',
    hint: 'Further calls are told to wait.',
    of: (count) => `${counted(count, 'call')} a minute`,
  },
  callsPerDay: {
    title: 'Calls a day',
    hint: 'Counted from midnight UTC.',
    of: (count) => `${counted(count, 'call')} a day`,
  },
  writesPerDay: {
    title: 'Changes a day',
    hint: 'Each thing that a call creates, changes or deletes.',
    of: (count) => `${counted(count, 'change')} a day`,
  },
  pointsPerHour: {
    title: 'Jira points an hour',
    hint: "Jira counts the work of calls in points; they are shared by all of the site's keys.",
    of: (count) => `${counted(count, 'Jira point')} an hour`,
  },
  refusedPerHour: {
    title: 'Wrong guesses an hour',
    hint: 'Calls about something that is not there for the key; beyond it every call waits. Low for scripts that try things, such as agents.',
    of: (count) => `${inDigits(count)} wrong ${count === '1' ? 'guess' : 'guesses'} an hour`,
  },
  pageMax: {
    title: 'Rows of one page',
    hint: 'How much one search gives at a time.',
    of: (count) => `${counted(count, 'row')} a page`,
  },
};

/** The most that the app takes: as src/keys/draft.ts reads it. */
export const LIMIT_MOST: Readonly<Record<LimitName, number>> = {
  callsPerMinute: 10_000,
  callsPerDay: 10_000_000,
  writesPerDay: 10_000_000,
  pointsPerHour: 1_000_000,
  refusedPerHour: 10_000,
  pageMax: 5_000,
};

export const LIMIT_NAMES = Object.keys(LIMIT_WORDS) as readonly LimitName[];
