/**
 * Grants whose own JQL condition narrows them: which of these issues match it. Jira says so in a search, asked to be
 * up to date about just these ids; an issue that it does not return is not there for the key.
 *
 * One search for each such grant, also where there is nothing to ask about, so that the calls tell nothing; made apart, since it
 * takes more of them where many are found.
 */
import { type IssueFact, idOf, items, member, textOf } from '../jira/answers';
import { apart, type Jira } from '../jira/as-app';
import { confineJql } from '../jql/confine';
import type { EffectiveGrant, Principal } from '../policy/principal';
import { ok, type Result } from '../result';
import type { Lexicon } from '../storage/records/lexicon';
import { type LookUpFault, lookUpAll } from './look-up';
import { scopeOfGrants } from './query-scope';

/** Ids in one search that Jira promises to be up to date about. */
const RECONCILED_MAX = 50;

/**
 * Those issues that match the condition of their project's grant, by id, each with the version of it that does. Issues of
 * other grants are not looked at.
 */
export async function matchingIssues(
  issues: readonly IssueFact[],
  principal: Principal,
  lexicons: ReadonlyMap<string, Lexicon>,
  jira: Jira,
): Promise<Result<ReadonlyMap<string, string | undefined>, LookUpFault>> {
  const requests = [...principal.grants.values()]
    .filter(({ conditions }) => conditions.jql !== undefined)
    .flatMap((grant) => searchesFor(grant, issues, lexicons));
  const bodies = await lookUpAll(
    apart(jira),
    requests.map((body) => ({ method: 'POST', path: '/rest/api/3/search/jql', query: [], body: JSON.stringify(body) })),
  );
  if (!bodies.ok) return bodies;
  const asked = new Set(issues.map(({ id }) => id));
  const found = new Map<string, string | undefined>();
  for (const row of bodies.value.flatMap((body) => items(member(body, 'issues')))) {
    const id = idOf(row);
    if (id !== undefined && asked.has(id)) found.set(id, textOf(member(member(row, 'fields'), 'updated')));
  }
  return ok(found);
}

function searchesFor(
  grant: EffectiveGrant,
  issues: readonly IssueFact[],
  lexicons: ReadonlyMap<string, Lexicon>,
): readonly object[] {
  const confined = confineJql(undefined, scopeOfGrants([grant], lexicons));
  if (!confined.ok || confined.value.kind === 'empty') return [];
  const { jql } = confined.value;
  const ids = [...new Set(issues.filter(({ projectId }) => projectId === grant.projectId).map(({ id }) => id))];
  if (ids.length === 0) return [{ jql, maxResults: 1, fields: ['id'] }];
  return Array.from({ length: Math.ceil(ids.length / RECONCILED_MAX) }, (_, index) => {
    const some = ids.slice(index * RECONCILED_MAX, (index + 1) * RECONCILED_MAX);
    return {
      jql: `${jql} AND id in (${some.join(', ')})`,
      maxResults: some.length,
      fields: ['updated'],
      reconcileIssues: some.map(Number),
    };
  });
}

/** Has any grant a condition that only a search can decide? */
export const needsMatching = (principal: Principal): boolean =>
  [...principal.grants.values()].some(({ conditions }) => conditions.jql !== undefined);
