/**
 * Members of a JSON body, read leniently: a number where a string is due is taken as its text.
 *
 * The only place where an unknown value becomes a record; everything that reads bodies goes through it.
 */
import { plainNumber } from '../change/plain-number';

export type Members = Readonly<Record<string, unknown>>;

/** The members of an object; none for anything else. */
export function members(value: unknown): Members {
  return isRecord(value) ? value : {};
}

export function isRecord(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const items = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A text, or a number's text; undefined for the rest. */
export function text(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : undefined;
}

/** An id as it is written, of a text or a number in any spelling. */
export const idIn = (value: unknown): string => plainNumber(text(value) ?? '');

export const texts = (value: unknown): readonly string[] =>
  typeof value === 'string'
    ? value.split(',').map((one) => one.trim())
    : items(value).flatMap((one) => text(one) ?? []);
