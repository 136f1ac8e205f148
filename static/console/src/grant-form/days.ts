/** Days as date fields write them, `2027-03-01`, in the person's own calendar. Pure; the clock is handed in. */

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** The day on which this moment lies. */
export const dayOf = (moment: Date): string =>
  [moment.getFullYear().toString().padStart(4, '0'), two(moment.getMonth() + 1), two(moment.getDate())].join('-');

/** Its first moment; undefined where the text is no day. */
export const startOfDay = (day: string): Date | undefined => atDay(day, 0);

/** The moment at which it is over. */
export const endOfDay = (day: string): Date | undefined => atDay(day, 1);

/** The last of so many days, counted from today: a key that ends with it lives no longer than they last. */
export const lastOfDays = (count: number, now: Date): string =>
  dayOf(new Date(now.getFullYear(), now.getMonth(), now.getDate() + count - 1));

/** The last day that a new key gets where nobody chooses another: a quarter of a year, or less under a ceiling. */
export const usualLastDay = (daysMax: number, now: Date): string => lastOfDays(Math.min(90, daysMax), now);

/** "1 March 2027"; the text itself where it is no day. */
export const dayInWords = (day: string): string =>
  startOfDay(day)?.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' }) ?? day;

const atDay = (day: string, later: number): Date | undefined => {
  const [, year, month, date] = DAY.exec(day) ?? [];
  if (year === undefined || month === undefined || date === undefined) return undefined;
  const start = new Date(Number(year), Number(month) - 1, Number(date));
  return dayOf(start) === day ? new Date(start.getFullYear(), start.getMonth(), start.getDate() + later) : undefined;
};

const two = (count: number): string => count.toString().padStart(2, '0');
