/**
 * Parsers for what the request path reads from the platform: events and stored rows. A parser gives back a value of
 * its type, made anew from what it names, or `INVALID`.
 *
 * Forms that people fill in are read with zod, whose messages they need. Here nobody reads a message, and zod would
 * be a fifth of the bundle and of its cold start: docs/decisions says so with figures.
 */

export const INVALID = Symbol('invalid');
export type Parser<T> = (value: unknown) => T | typeof INVALID;
export type Parsed<P> = P extends Parser<infer T> ? T : never;

type Optional<T> = { readonly optional: Parser<T> };
type Members = Readonly<Record<string, Parser<unknown> | Optional<unknown>>>;
type RequiredName<M extends Members> = { [K in keyof M]: M[K] extends Parser<unknown> ? K : never }[keyof M];
type OptionalName<M extends Members> = Exclude<keyof M, RequiredName<M>>;
type MemberOf<P> = P extends Parser<infer T> ? T : P extends Optional<infer T> ? T : never;
type Flat<T> = { [K in keyof T]: T[K] };
export type ObjectOf<M extends Members> = Flat<
  { [K in RequiredName<M>]: MemberOf<M[K]> } & { [K in OptionalName<M>]?: MemberOf<M[K]> }
>;

export const text: Parser<string> = (value) => (typeof value === 'string' ? value : INVALID);
export const number: Parser<number> = (value) =>
  typeof value === 'number' && Number.isFinite(value) ? value : INVALID;
export const integer: Parser<number> = (value) =>
  typeof value === 'number' && Number.isSafeInteger(value) ? value : INVALID;
export const atLeastOne: Parser<number> = (value) => {
  const count = integer(value);
  return count === INVALID || count < 1 ? INVALID : count;
};
export const flag: Parser<boolean> = (value) => (typeof value === 'boolean' ? value : INVALID);
/** Anything that is there. */
export const present: Parser<unknown> = (value) => (value === undefined || value === null ? INVALID : value);

export const matching =
  (pattern: RegExp): Parser<string> =>
  (value) =>
    typeof value === 'string' && pattern.test(value) ? value : INVALID;

export const literal =
  <const T extends string | number>(expected: T): Parser<T> =>
  (value) =>
    value === expected ? expected : INVALID;

export const oneOf =
  <const T extends string>(...known: readonly T[]): Parser<T> =>
  (value) =>
    known.find((each) => each === value) ?? INVALID;

export const either =
  <A, B>(one: Parser<A>, other: Parser<B>): Parser<A | B> =>
  (value) => {
    const first = one(value);
    return first === INVALID ? other(value) : first;
  };

export const list =
  <T>(item: Parser<T>, { min = 0, max = Number.POSITIVE_INFINITY } = {}): Parser<T[]> =>
  (value) => {
    if (!Array.isArray(value) || value.length < min || value.length > max) return INVALID;
    const items: T[] = [];
    for (const each of value) {
      const parsed = item(each);
      if (parsed === INVALID) return INVALID;
      items.push(parsed);
    }
    return items;
  };

/** Any names, values of one kind. Made without a prototype, so that no name means anything else. */
export const table =
  <T>(item: Parser<T>): Parser<Readonly<Record<string, T>>> =>
  (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return INVALID;
    const out: Record<string, T> = Object.create(null);
    for (const [name, each] of Object.entries(value)) {
      const parsed = item(each);
      if (parsed === INVALID) return INVALID;
      out[name] = parsed;
    }
    return out;
  };

/** Absent is allowed; so is null, which some senders write for it. */
export const optional = <T>(parser: Parser<T>): Optional<T> => ({ optional: parser });

/** The members named, and no others: what else was there is left behind. */
export const object =
  <const M extends Members>(members: M): Parser<ObjectOf<M>> =>
  (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return INVALID;
    const out: Record<string, unknown> = {};
    for (const [name, member] of Object.entries(members)) {
      const given: unknown = Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
      const parser = typeof member === 'function' ? member : member.optional;
      if (typeof member !== 'function' && (given === undefined || given === null)) continue;
      const parsed = parser(given);
      if (parsed === INVALID) return INVALID;
      out[name] = parsed;
    }
    return out as ObjectOf<M>;
  };
