/**
 * How issues and projects are spelled: the only forms that are read, in ASCII alone. Keys are upper-cased byte
 * by byte, because Jira looks them up without regard to case, and because full case folding would let `ſ` or a
 * dotless i stand for a letter of another key.
 */
import type { Form } from '../catalogue/operation';
import { isWebAddress } from '../jira/web-address';

const ID = /^[1-9][0-9]{0,17}$/;
const ISSUE_KEY = /^[A-Za-z][A-Za-z0-9_]{1,254}-[1-9][0-9]{0,17}$/;
const PROJECT_KEY = /^[A-Za-z][A-Za-z0-9_]{1,254}$/;

const upper = (text: string): string =>
  text.replace(/[a-z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 32));

/** An issue's canonical spelling: numeric id, or key in upper case; undefined if it is neither. */
export const spellIssue = (text: string): string | undefined =>
  ID.test(text) ? text : ISSUE_KEY.test(text) ? upper(text) : undefined;

/** A project's canonical spelling: numeric id, or key in upper case; undefined if it is neither. */
export const spellProject = (text: string): string | undefined =>
  ID.test(text) ? text : PROJECT_KEY.test(text) ? upper(text) : undefined;

export const isId = (text: string): boolean => ID.test(text);

/** The project key in an issue key. */
export const prefixOf = (issueKey: string): string => issueKey.slice(0, issueKey.lastIndexOf('-'));

/** A status by id or name; a name with anything else in it cannot stand in a path. */
export const spellName = (text: string): string | undefined =>
  /^[A-Za-z0-9][A-Za-z0-9_.-]{0,254}$/.test(text) ? text : undefined;

const like =
  (pattern: RegExp) =>
  (text: string): boolean =>
    pattern.test(text);

const FORMS: Readonly<Record<Form, (text: string) => boolean>> = {
  webUrl: isWebAddress,
  secureUrl: (text) => text.startsWith('https:') && isWebAddress(text),
  appType: like(/^(?!com\.atlassian\b)[A-Za-z][A-Za-z0-9._-]{0,100}$/i),
  day: like(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/),
  duration: like(/^[0-9]{1,6}(?:\.[0-9]{1,2})?[wdhm](?: [0-9]{1,6}(?:\.[0-9]{1,2})?[wdhm]){0,3}$/),
  moment: like(/^[0-9]{1,15}$/),
  time: like(/^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,3})?(?:Z|[+-][0-9]{2}:?[0-9]{2})$/),
};

/** Is it text of this form, and nothing else? */
export const isOfForm = (form: Form, value: unknown): value is string =>
  typeof value === 'string' && FORMS[form](value);

/** A number of moderate size, written out. */
export const isFigure = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9]{1,9}(?:\.[0-9]{1,4})?$/.test(value);

/** Jira's own limits are wider; with the id before it a name stays within them. */
export const isKeyable = (text: string): boolean => /^[A-Za-z0-9][!-~]{0,149}$/.test(text);

/** A name of a key's own, told apart from those of all others by the id before it. */
export const keyed = (text: string, keyId: string): string => `scoped-keys.${keyId}.${text}`;

/** What a key called a thing; undefined where it is of another key, or of none. */
export function unkeyed(name: unknown, keyId: string): string | undefined {
  const prefix = keyed('', keyId);
  const own = typeof name === 'string' && name.startsWith(prefix) ? name.slice(prefix.length) : '';
  return isKeyable(own) ? own : undefined;
}
