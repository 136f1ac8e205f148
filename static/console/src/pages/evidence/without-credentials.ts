/**
 * What people paste holds the credentials of the script it comes from. They leave before the text does: no call needs
 * them to be understood. Line numbers stay as they are. Pure.
 */
const HEADERS = /\b((?:proxy-)?authorization|cookie|x-[a-z-]*(?:token|key))(\s*:\s*)[^'"\r\n\\]+/gi;
const VALUE = `(?:'[^'\\r\\n]*'|"[^"\\r\\n]*"|[^\\s'"]+)`;
const OPTIONS = new RegExp(`(^|\\s)(-u|--user|-b|--cookie|--oauth2-bearer)([ =]+)${VALUE}`, 'g');
/** Written as one word, as in `-uname:password`. */
const GLUED = /(^|\s)(-u)[^\s'":]+:[^\s'"]+|(^|\s)(-b)[^\s'"=]+=[^\s'"]+/g;
const IN_URL = /\b(https?:\/\/)[^\s/@'"]+@/gi;
/** This app's own keys, wherever they stand. */
const KEYS = /\bjsk_[0-9A-Za-z]{12}_[0-9A-Za-z]+/g;

export const withoutCredentials = (text: string): string =>
  text
    .replace(HEADERS, '$1$2none')
    .replace(OPTIONS, '$1$2$3none')
    .replace(GLUED, '$1$3$2$4 none')
    .replace(IN_URL, '$1')
    .replace(KEYS, 'none');
