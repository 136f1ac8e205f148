/**
 * Which things in an answer are inside: what stands below an issue by its own address, an issue at the other end of a
 * relation by a look-up or a project key that the answer proves, an option by the project's own list. Pure.
 */
import { type ChildKind, type IssueFact, idOf, isChildOf, member, parseChildFact, textOf } from '../jira/answers';
import type { Principal } from '../policy/principal';
import type { Revealable } from '../storage/records/api-key';
import type { Lexicon } from '../storage/records/lexicon';
import { asTold } from './ends';
import type { Showing } from './filter';
import { inside } from './inside';
import { prefixOf } from './spelling';

/** A thing of the issue that it stands in, which the key may see, and the one that was asked for. */
export function isChildInside(kind: ChildKind, value: unknown, issueId: string | undefined, at: Showing): boolean {
  const fact = parseChildFact(kind, value);
  const issue = issueId === undefined ? at.issue : { id: issueId, key: '' };
  if (fact === undefined || issue === undefined || !isChildOf(fact, issue)) return false;
  if (fact.seenBy === 'nobody' || (fact.seenBy === 'some' && !reveals('restrictedEntries', at.principal))) return false;
  return (at.call.places.get(kind) ?? fact.id) === fact.id;
}

export const reveals = (what: Revealable, { key }: Principal): boolean => key.reveals?.includes(what) ?? false;

export const mayRead = (issue: IssueFact | undefined, { grants }: Principal): boolean =>
  issue !== undefined && (grants.get(issue.projectId)?.permissions.has('issue:read') ?? false);

/**
 * An issue at the other end of a relation, as it may be shown; undefined where it is not inside. It is proven by a look-up of
 * this very call, and then it is what that told; by a project key that this answer proves; or it is what the call is about.
 */
export function linkedInside(value: unknown, { proven, prefixes, principal, issue }: Showing): unknown {
  const key = textOf(value) ?? textOf(member(value, 'key'));
  if (key === undefined) return undefined;
  const found = proven.get(idOf(value) ?? key);
  if (found === undefined || (found.told === undefined && found.id !== issue?.id))
    return prefixes.has(prefixOf(key)) ? value : undefined;
  if (found.key !== key || !mayRead(inside(found, principal), principal)) return undefined;
  return found.told === undefined ? value : asTold(value, found.told);
}

type Project = { readonly projectId: string | undefined };

/** A granted project that the call is about, or in which the key may read issues: another right in it shows nothing of it. */
export function isRead(id: string, around: Project, { principal, projectIds }: Showing): boolean {
  const held = principal.grants.get(id)?.permissions;
  if (held === undefined) return false;
  return id === around.projectId || projectIds.has(id) || held.has('issue:read');
}

/** The lists of those projects. */
export const lexiconsRead = (around: Project, at: Showing): readonly Lexicon[] =>
  [...at.lexicons].filter(([id]) => isRead(id, around, at)).map(([, lexicon]) => lexicon);

/** Is it an option of the field that it stands in, in the project that the field is of? */
export function isOptionOf(
  id: string | undefined,
  { projectId, fieldId }: { readonly projectId: string | undefined; readonly fieldId?: string },
  lexicons: ReadonlyMap<string, Lexicon>,
): boolean {
  const field = lexicons.get(projectId ?? '')?.fields.find((each) => each.id === fieldId);
  return id !== undefined && (field?.options?.some((option) => option.id === id) ?? false);
}
