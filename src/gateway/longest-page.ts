/**
 * Calls that name the rows of their answer: no more of them than a page of the key may have. By the form of the request and
 * the key's limits alone. Pure.
 */
import type { Denial } from '../policy/denials';
import { type Principal, pageMaxOf } from '../policy/principal';
import type { Call } from './call';

/** The refusal of a call that names too many. */
export function tooManyNamed({ operation, query }: Call, principal: Principal): Denial | undefined {
  if (operation.kind !== 'relay') return undefined;
  const { gather, check, bodyQuery = {} } = operation;
  const isIssues = (name: string): boolean => Object(bodyQuery[name]).list?.ref === 'issue';
  const name = gather?.picked ?? (check === 'each' ? Object.keys(bodyQuery).find(isIssues) : undefined);
  const pageMax = pageMaxOf(principal);
  return name !== undefined && (query.lists.get(name) ?? []).length > pageMax
    ? { reason: 'page_too_long', where: `body.${name}`, pageMax }
    : undefined;
}
