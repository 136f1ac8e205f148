/** Times in words, by the app's clock, in the time zone of the person's browser. */
import { useMemo } from 'react';
import { appNow } from './app-clock';
import { useConsole } from './console-context';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

export type TimeWords = {
  /** Of an end: `in 5 days`, `3 hours ago`. */
  readonly relative: (iso: string) => string;
  /** Of what has happened, which lies in nobody's future, whatever the clocks say: `just now`, `3 hours ago`. */
  readonly ago: (iso: string) => string;
  /** Day and time, to the minute, with the time zone. */
  readonly exact: (iso: string) => string;
  /** The day alone. */
  readonly day: (iso: string) => string;
};

/** Words for times as the person writes them. The console speaks English, so that a day's name is English too. */
export const useTimeWords = (): TimeWords => {
  const { locale, timeZone } = useConsole();
  return useMemo(() => timeWords(locale, timeZone), [locale, timeZone]);
};

const DAY = { year: 'numeric', month: 'short', day: 'numeric' } as const;
const TIME = { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' } as const;

const timeWords = (locale: string, timeZone: string): TimeWords => {
  const tag = locale.replaceAll('_', '-');
  const english = tag.startsWith('en') ? tag : 'en';
  const zone = isZone(timeZone) ? { timeZone } : {};
  const exact = new Intl.DateTimeFormat(english, { ...DAY, ...TIME, ...zone });
  const day = new Intl.DateTimeFormat(english, { ...DAY, ...zone });
  const format = new Intl.RelativeTimeFormat(english, { numeric: 'auto' });
  return {
    exact: (iso) => exact.format(new Date(iso)),
    day: (iso) => day.format(new Date(iso)),
    relative: (iso) => distance(format, Date.parse(iso) - appNow()),
    ago: (iso) => distance(format, Math.min(0, Date.parse(iso) - appNow())),
  };
};

const distance = (format: Intl.RelativeTimeFormat, ms: number): string => {
  const size = Math.abs(ms);
  if (size < MINUTE_MS) return ms > 0 ? 'in a moment' : 'just now';
  if (size < HOUR_MS) return format.format(Math.trunc(ms / MINUTE_MS), 'minute');
  if (size < DAY_MS) return format.format(Math.trunc(ms / HOUR_MS), 'hour');
  return format.format(Math.trunc(ms / DAY_MS), 'day');
};

const isZone = (timeZone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }) !== undefined;
  } catch {
    return false;
  }
};
