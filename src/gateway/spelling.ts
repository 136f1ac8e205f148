/**
 * How issues and projects are spelled: the only forms that are read, in ASCII alone. Keys are upper-cased byte
 * by byte, because Jira looks them up without regard to case, and because full case folding would let `ſ` or a
 * dotless i stand for a letter of another key.
 */
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
