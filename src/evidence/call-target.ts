/**
 * The address of a call → the part that a key's URL is put before. Host, prefix and credentials are dropped here, and
 * whatever looks like a credential in a query is left out: nothing of them is ever shown or kept. Pure.
 */
import { err, ok, type Result } from '../result';

/** Begins with `/rest/`; with its query, as sent. */
export type Target = string;

const TARGET_CHARS_MAX = 8_000;
/** Names of parameters by which someone may be let in. `nextPageToken` is none, and means nothing to another credential. */
const SECRET_NAME = /token|secret|passw|pwd|api_?key|jwt|auth|signature|credential|session/i;
/** Atlassian's tokens, this app's keys, and what stands in a header. */
const SECRET_VALUE = /AT[A-Z]{2,4}T3x|jsk_[0-9A-Za-z]{12}_|(?:Bearer|Basic)(?:%20|\+| )/;

/** What the address of a call comes to. */
export function readTarget(address: string): Result<Target, string> {
  const [beforeHash = ''] = address.split('#');
  const [whole = '', ...rest] = beforeHash.split('?');
  const at = whole.indexOf('/rest/');
  if (at < 0) return err('This is no call of the REST API: its path has no /rest/ in it.');
  const path = whole.slice(at);
  if (SECRET_VALUE.test(path)) return err('A credential stands in the path. Whoever reads the text can use it.');
  if (path.includes('$') || /\{\{|%7B%7B/i.test(path)) {
    return err('A variable stands in the path. Put an example in its place, such as an issue key.');
  }
  const query = rest
    .join('?')
    .split('&')
    .filter((pair) => pair !== '' && !isSecret(pair))
    .join('&');
  const target = query === '' ? path : `${path}?${query}`;
  return target.length > TARGET_CHARS_MAX ? err('The address is too long.') : ok(target);
}

const isSecret = (pair: string): boolean => {
  const [name = '', value = ''] = pair.split('=');
  return SECRET_NAME.test(name) || SECRET_VALUE.test(value);
};
