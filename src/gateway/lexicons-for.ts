/**
 * The lexicons that a call needs: the one that came with the key, those of storage, and where they are missing or
 * old, new ones from Jira.
 */
import type { Jira } from '../jira/as-app';
import { confineJql } from '../jql/confine';
import { hidesIssues, type Principal } from '../policy/principal';
import { err, ok, type Result } from '../result';
import { readLexicons, writeLexicon } from '../storage/lexicons';
import type { Lexicon } from '../storage/records/lexicon';
import type { Call } from './call';
import type { Facts } from './facts';
import { fillLexicon, isFresh } from './lexicon';
import { scopeOf } from './query-scope';
import type { ResolveFault } from './resolve';
import { unresolvedNames } from './settle';
import { isId, prefixOf } from './spelling';

/** A name that is not in a lexicon may be new: it is filled again, but not more often than this. */
const REFILL_MS = 60_000;

/** `home` is the lexicon of the endpoint's own project, from the first storage request. */
export async function lexiconsFor(
  call: Call,
  principal: Principal,
  home: Lexicon | undefined,
  jira: Jira,
  now: number,
): Promise<Result<ReadonlyMap<string, Lexicon>, ResolveFault>> {
  const lexicons = new Map<string, Lexicon>();
  if (home !== undefined && isFresh(home, now) && principal.grants.has(home.projectId))
    lexicons.set(home.projectId, home);
  // A grant's own condition names things that only its project's lexicon can resolve.
  const conditioned = [...principal.grants.values()].some(({ conditions }) => hidesIssues(conditions));
  if (!call.needsLexicon && !conditioned && !mayNameFormerKey(call, principal)) return ok(lexicons);
  const wanted = [...principal.grants.keys()].filter((projectId) => !lexicons.has(projectId));
  if (principal.key.home.kind === 'site' && wanted.length > 0) {
    const stored = await readLexicons(wanted);
    if (!stored.ok) return err({ reason: 'storage', fault: stored.error });
    for (const [projectId, lexicon] of stored.value) if (isFresh(lexicon, now)) lexicons.set(projectId, lexicon);
  }
  return filled(
    wanted.filter((projectId) => !lexicons.has(projectId)),
    lexicons,
    principal,
    jira,
    now,
  );
}

async function filled(
  projectIds: readonly string[],
  known: ReadonlyMap<string, Lexicon>,
  principal: Principal,
  jira: Jira,
  now: number,
): Promise<Result<ReadonlyMap<string, Lexicon>, ResolveFault>> {
  const lexicons = new Map(known);
  const fills = await Promise.all(projectIds.map((projectId) => fillLexicon(jira, projectId, now)));
  for (const [index, fill] of fills.entries()) {
    if (!fill.ok) return fill;
    const lexicon = fill.value;
    const projectId = projectIds[index];
    if (lexicon === undefined || lexicon.projectId !== projectId) continue;
    lexicons.set(projectId, lexicon);
    const own = principal.key.home.kind === 'project' && principal.key.home.projectId === projectId;
    // A lexicon that could not be kept is filled again by the next call; this one has what it needs.
    await writeLexicon(lexicon, own ? { endpointHash: principal.endpointHash } : undefined);
  }
  return ok(lexicons);
}

/** A name that no lexicon holds may be new; foreign and invented names cause the same work. */
export async function refilled(
  call: Call,
  principal: Principal,
  facts: Facts,
  jira: Jira,
  now: number,
): Promise<Result<Facts, ResolveFault>> {
  const old = [...facts.lexicons.values()].filter((lexicon) => now - lexicon.filledAt >= REFILL_MS);
  if (old.length === 0 || !(unresolvedNames(call, facts, principal) || queryIsUnresolved(call, facts, principal)))
    return ok(facts);
  const lexicons = await filled(
    old.map(({ projectId }) => projectId),
    facts.lexicons,
    principal,
    jira,
    now,
  );
  return lexicons.ok ? ok({ ...facts, lexicons: lexicons.value }) : lexicons;
}

function queryIsUnresolved(call: Call, facts: Facts, principal: Principal): boolean {
  if (!call.needsLexicon) return false;
  const queries = call.query.jql === undefined ? call.query.jqls : [call.query.jql];
  return queries.some(({ query }) => {
    const confined = confineJql(query, scopeOf(call, facts, principal));
    // A field that no lexicon knows may be new as well.
    return !confined.ok || confined.value.unresolved;
  });
}

/** Keys that a granted project is or was known by: the grant's own note of it, and what Jira lists. */
export const keysKnown = (
  projectId: string,
  principal: Principal,
  lexicons: ReadonlyMap<string, Lexicon>,
): ReadonlySet<string> =>
  new Set([principal.grants.get(projectId)?.rememberedKey ?? '', ...(lexicons.get(projectId)?.projectKeys ?? [])]);

/**
 * Only a lexicon knows the keys that a project had before. By the spelling alone: a foreign and an invented key cause the
 * same work.
 */
function mayNameFormerKey(call: Call, principal: Principal): boolean {
  const present = new Set([...principal.grants.values()].map(({ rememberedKey }) => rememberedKey));
  return [...call.references.issues].some((spelling) => !isId(spelling) && !present.has(prefixOf(spelling)));
}
