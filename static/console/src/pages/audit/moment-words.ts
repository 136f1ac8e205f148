/** Moments and stretches of time as the audit shows them: to the second, in the person's time zone. */
import { useMemo } from 'react';
import { useConsole } from '../../app/console-context';

/** Writes a moment: "8 Nov 2026, 14:03:27". */
export const useMomentWords = (): ((iso: string) => string) => {
  const { locale, timeZone } = useConsole();
  return useMemo(() => {
    const tag = locale.replaceAll('_', '-');
    const format = formatOf(tag.startsWith('en') ? tag : 'en', timeZone);
    return (iso) => format.format(new Date(iso));
  }, [locale, timeZone]);
};

const STYLE = { dateStyle: 'medium', timeStyle: 'medium' } as const;

/** A time zone that the browser does not know leaves the browser's own. */
const formatOf = (locale: string, timeZone: string): Intl.DateTimeFormat => {
  try {
    return new Intl.DateTimeFormat(locale, { ...STYLE, timeZone });
  } catch {
    return new Intl.DateTimeFormat(locale, STYLE);
  }
};

/** "143 ms", "1.2 s". */
export const durationWords = (ms: number): string =>
  ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toLocaleString('en', { maximumFractionDigits: 1 })} s`;

/** "820 B", "3.4 MB". */
export const sizeWords = (bytes: number): string => {
  if (bytes < 1_000) return `${bytes} B`;
  const [size, unit] = bytes < 1_000_000 ? [bytes / 1_000, 'kB'] : [bytes / 1_000_000, 'MB'];
  return `${size.toLocaleString('en', { maximumFractionDigits: 1 })} ${unit}`;
};
