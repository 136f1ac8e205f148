/**
 * Moments in queries: literals, periods and the functions of time, in the time zone of whoever asks.
 *
 * Everything becomes epoch milliseconds. The clock is handed in.
 */

export type Clock = { readonly now: number; readonly zone: string };

/** A literal such as `2026/01/31 12:00`, `2026-01-31`, `-5d` or `4w 2d`; undefined where it is none. */
export function momentOf(text: string, number: boolean, clock: Clock): number | undefined {
  if (number) return Number(text);
  const [, year, , month, day, hour, minute] =
    /^(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?:[ T](\d{1,2}):(\d{2}))?$/.exec(text.trim()) ?? [];
  if (year !== undefined) {
    const parts = [year, Number(month) - 1, day, hour ?? 0, minute ?? 0].map(Number);
    return toEpoch(Date.UTC(parts[0] ?? 0, parts[1] ?? 0, parts[2], parts[3], parts[4]), clock.zone);
  }
  const wall = shifted(toWall(clock.now, clock.zone), text.trim());
  return wall === undefined ? undefined : toEpoch(wall, clock.zone);
}

/** `startOfWeek(-1)`, `endOfMonth("+1w")` and their like; undefined where the argument is no period. */
export function boundaryOf(edge: string, unit: string, offset: string | undefined, clock: Clock): number | undefined {
  const letter = UNITS[unit.toLowerCase()] ?? 'd';
  const period = offset === undefined ? `0${letter}` : /^[-+]?\d+$/.test(offset) ? `${offset}${letter}` : offset;
  const wall = shifted(toWall(clock.now, clock.zone), period);
  if (wall === undefined) return undefined;
  const start = floored(wall, letter);
  return toEpoch(edge === 'start' ? start : (shifted(start, `1${letter}`) ?? start) - 1, clock.zone);
}

const UNITS: Readonly<Record<string, string>> = { day: 'd', week: 'w', month: 'M', year: 'y' };
const MILLISECONDS: Readonly<Record<string, number>> = { w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000 };

/** Wall time as if it were UTC, moved by a period. */
function shifted(wall: number, period: string): number | undefined {
  if (!/^[-+]?\s*\d+[yMwdhm](\s+\d+[yMwdhm])*$/.test(period)) return undefined;
  const sign = period.startsWith('-') ? -1 : 1;
  const moved = new Date(wall);
  for (const [, count, unit] of period.matchAll(/(\d+)([yMwdhm])/g)) {
    const steps = sign * Number(count);
    if (unit === 'y') moved.setUTCFullYear(moved.getUTCFullYear() + steps);
    else if (unit === 'M') moved.setUTCMonth(moved.getUTCMonth() + steps);
    else moved.setTime(moved.getTime() + steps * (MILLISECONDS[unit ?? ''] ?? 0));
  }
  return Number.isNaN(moved.getTime()) ? undefined : moved.getTime();
}

/** Weeks begin on Sunday. */
function floored(wall: number, unit: string): number {
  const at = new Date(wall);
  const [year, month, day] = [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()];
  if (unit === 'y') return Date.UTC(year, 0, 1);
  if (unit === 'M') return Date.UTC(year, month, 1);
  return Date.UTC(year, month, unit === 'w' ? day - at.getUTCDay() : day);
}

/** A day as Jira keeps due dates: its midnight on the wall of whoever asks. */
export function dayOf(day: string, zone: string): number {
  return toEpoch(Date.parse(`${day}T00:00:00Z`), zone);
}

function toWall(epoch: number, zone: string): number {
  if (zone === 'UTC') return epoch;
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(epoch)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day, hour, minute, second } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) + (epoch % 1000);
}

function toEpoch(wall: number, zone: string): number {
  if (zone === 'UTC') return wall;
  const first = wall - (toWall(wall, zone) - wall);
  return wall - (toWall(first, zone) - first);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(zone, format);
  return format;
}
