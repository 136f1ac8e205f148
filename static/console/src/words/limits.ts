/** The limits of a key in words. Data. */
import type { Limits } from '../../../../src/console/contract';

export type LimitName = keyof Limits;

export type LimitWords = {
  readonly title: string;
  readonly hint: string;
  /** After "at most": `of('60')` says "60 calls a minute". */
  readonly of: (count: string) => string;
};

export const LIMIT_WORDS: Readonly<Record<LimitName, LimitWords>> = {
  callsPerMinute: {
    title: 'Calls a minute',
    hint: 'Further calls are told to wait.',
    of: (count) => `${count} calls a minute`,
  },
  callsPerDay: { title: 'Calls a day', hint: 'Counted from midnight UTC.', of: (count) => `${count} calls a day` },
  writesPerDay: {
    title: 'Changes a day',
    hint: 'Calls that create, change or delete something.',
    of: (count) => `${count} changes a day`,
  },
  pointsPerHour: {
    title: 'Jira points an hour',
    hint: "Jira counts the work of calls in points; they are shared by all of the site's keys.",
    of: (count) => `${count} Jira points an hour`,
  },
  refusedPerHour: {
    title: 'Wrong guesses an hour',
    hint: 'Calls about something that is not there for the key. Low for scripts that try things, such as agents.',
    of: (count) => `${count} wrong guesses an hour`,
  },
  pageMax: {
    title: 'Rows of one page',
    hint: 'How much one search gives at a time.',
    of: (count) => `${count} rows a page`,
  },
};

export const LIMIT_NAMES = Object.keys(LIMIT_WORDS) as readonly LimitName[];
