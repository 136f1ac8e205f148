/**
 * What a key has used of its limits, in one of its few rows, and a sample of what the whole site used. Windows are
 * minutes, hours and days of UTC; counts of a window that is over count for nothing.
 */
import { integer, list, literal, number, object, type Parsed, text } from '../../parse';

const minute = object({ start: number, calls: integer });
const hour = object({ start: number, points: integer, refused: integer });
const day = object({ start: number, calls: integer, writes: integer });

export const usageRecord = object({ v: literal(1), minute, hour, day });
export type Usage = Parsed<typeof usageRecord>;

export const siteUsageRecord = object({
  v: literal(1),
  /** Start of the hour, epoch milliseconds. */
  start: number,
  points: integer,
  /** Keys with the most points, heaviest first. */
  heaviest: list(object({ keyId: text, points: integer })),
});
export type SiteUsage = Parsed<typeof siteUsageRecord>;
