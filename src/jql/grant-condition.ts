/**
 * The extra JQL condition of a grant that only reads: an administrator's words, read anew with each call. Pure.
 *
 * It is no wider than what callers may ask, so that it never depends on anything outside the project. It names no
 * issues and no people: those would have to be looked up before each call.
 */
import { err, ok, type Result } from '../result';
import { admitJql } from './admit';
import type { Clause } from './ast';
import { parseJql } from './parse';
import { references } from './references';

/** Reads a condition; the fault is a sentence for the administrator. */
export function parseGrantCondition(text: string): Result<Clause, string> {
  const parsed = parseJql(text);
  if (!parsed.ok) return err(parsed.error.message);
  const { where, orderBy } = parsed.value;
  if (where === undefined) return err('The condition is empty.');
  if (orderBy.length > 0) return err('A condition has no order.');
  const admitted = admitJql(parsed.value, {
    comments: false,
    worklogs: false,
    links: false,
    sprints: false,
    past: false,
    hiddenFields: new Set(),
  });
  if (!admitted.ok) return err(admitted.error.message);
  const named = references(parsed.value);
  return named.issues.length + named.people.length > 0 ? err('A condition cannot name issues or people.') : ok(where);
}
