/**
 * What people paste holds the credentials of the script it comes from. They leave before the text does: no call needs
 * them to be understood. Line numbers stay as they are. Pure.
 */
const HEADER_NAMES = '(?:proxy-)?authorization|(?:set-)?cookie|x-[a-z-]{0,60}(?:token|key)';
const HEADERS = new RegExp(`\\b(${HEADER_NAMES})(\\s*:\\s*)[^'"\\r\\n\\\\]+`, 'gi');
/** As a log of JSON has them, one or a list of one. */
const MEMBERS = new RegExp(`("(?:${HEADER_NAMES})"\\s*:\\s*\\[?)"(?:[^"\\\\\\r\\n]|\\\\.)*"`, 'gi');
const VALUE = `(?:'[^'\\r\\n]*'|"[^"\\r\\n]*"|[^\\s'"]+)`;
const OPTIONS = new RegExp(`(^|\\s)(-u|--user|-b|--cookie|--oauth2-bearer|-U|--proxy-user|--pass)([ =]+)${VALUE}`, 'g');
/** Written as one word, as in `-uname:password`. */
const GLUED = /(^|\s)(-u)[^\s'":]+:[^\s'"]+|(^|\s)(-b)[^\s'"=]+=[^\s'"]+/g;
const GLUED_QUOTED = /(^|\s)(-[ub])(?:'[^'\r\n]*'|"[^"\r\n]*")/g;
const IN_URL = /\b(https?:\/\/)[^\s/@'"]+@/gi;
const SECRET_NAME =
  '[A-Za-z0-9_]{0,60}(?:token|secret|passw|pwd|api_?key|jwt|auth|signature|credential|session)[A-Za-z0-9_]{0,60}';
/** `API_TOKEN=…`, and a parameter of that name; not an address, of which calls are made. */
const ASSIGNED = new RegExp(
  `(^|[\\s;?&])(${SECRET_NAME}=)(?!['"]?(?:https?://|/rest/))(?:'[^'\\r\\n]*'|"[^"\\r\\n]*"|[^\\s'"&;]+)`,
  'gi',
);
const SCHEMES = /\b(bearer|basic)(%20|\+| +)[A-Za-z0-9._~+/=-]{16,}/gi;
/** Atlassian's tokens and this app's own keys, wherever they stand. */
const TOKENS = /\bAT[A-Z]{2,4}T3x[A-Za-z0-9_=.+-]*/g;
const KEYS = /\bjsk_[0-9A-Za-z]{12}_[0-9A-Za-z]+/g;

export const withoutCredentials = (text: string): string =>
  text
    .replace(MEMBERS, '$1"none"')
    .replace(HEADERS, '$1$2none')
    .replace(OPTIONS, '$1$2$3none')
    .replace(GLUED, '$1$3$2$4 none')
    .replace(GLUED_QUOTED, '$1$2 none')
    .replace(IN_URL, '$1')
    .replace(ASSIGNED, '$1$2none')
    .replace(SCHEMES, '$1$2none')
    .replace(TOKENS, 'none')
    .replace(KEYS, 'none');
