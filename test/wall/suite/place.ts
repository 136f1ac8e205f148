/**
 * What a place is: somewhere in the request of one operation where a reference can stand, with the request around it.
 */
import type { Reference } from './references';

export type Version = '2' | '3';

export type Request = {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body?: unknown;
};

export type Place = {
  /** `path`, `query` or `body`, and where in it. */
  readonly at: string;
  /** Row of the catalogue; absent: that of the reference. */
  readonly row?: string;
  /** A reference to something inside, with which the request does what it is for. */
  readonly own: string;
  readonly references: readonly Reference[];
  /** The request with a reference in this place; what is not named stays as it is without. */
  readonly fill: (reference: string, version: Version) => Partial<Request>;
  /** Why keys are not offered it. Absent: the request with `own` must be served. */
  readonly refused?: string;
};

/** One operation's request where everything is inside, and its places below the path's own, which are found by name. */
export type OperationPlaces = {
  readonly request?: (version: Version) => Partial<Request>;
  readonly places?: readonly Place[];
  readonly refused?: string;
};

/** Text as each version takes it; `mention` names a person in it. */
export function rich(version: Version, text: string, mention?: string): unknown {
  if (version === '2') return mention === undefined ? text : `${text} [~accountid:${mention}]`;
  const words = { type: 'text', text: `${text} ` };
  const content =
    mention === undefined ? [words] : [words, { type: 'mention', attrs: { id: mention, text: '@Someone' } }];
  return { type: 'doc', version: 1, content: [{ type: 'paragraph', content }] };
}

const isId = (reference: string): boolean => /^[0-9]+$/.test(reference);

/** An object that names one thing, by its id where the reference is one. */
export const issueObject = (reference: string): object => (isId(reference) ? { id: reference } : { key: reference });
export const namedObject = (reference: string): object => (isId(reference) ? { id: reference } : { name: reference });
export const optionObject = (reference: string): object => (isId(reference) ? { id: reference } : { value: reference });
