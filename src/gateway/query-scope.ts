/**
 * What a query may be about: the projects in which the key may do what the call needs, each with its grant's own condition.
 * Pure.
 */
import type { Clause } from '../jql/ast';
import type { JqlScope } from '../jql/facts';
import { parseGrantCondition } from '../jql/grant-condition';
import { type EffectiveGrant, type Principal, projectsHolding } from '../policy/principal';
import type { Conditions } from '../storage/records/api-key';
import type { Lexicon } from '../storage/records/lexicon';
import type { Call } from './call';
import type { Facts } from './facts';
import { inside } from './inside';
import { NO_READABLE, readableFor } from './readable';

/** The scope of a query: the projects in which the key may do what the search needs. Of sprints it has to read in each. */
export function scopeOf(call: Call, facts: Facts, principal: Principal): JqlScope {
  const grants = projectsHolding(principal, call.needs).flatMap((id) => principal.grants.get(id) ?? []);
  const { projects } = scopeOfGrants(grants, facts.lexicons);
  const issues = new Map(
    [...facts.issues].filter(
      ([, issue]) => inside(issue, principal) !== undefined && projects.some(({ id }) => id === issue.projectId),
    ),
  );
  const people = new Set(
    [...facts.people]
      .filter(([, projectIds]) => projects.some(({ id }) => projectIds.has(id)))
      .map(([accountId]) => accountId),
  );
  const sprints = grants.every(({ permissions }) => permissions.has('sprint:read'));
  return {
    ...scopeOfGrants(grants, facts.lexicons),
    projects: projects.map((project) => ({ ...project, sprints: facts.sprints?.get(project.id) ?? [] })),
    issues,
    people,
    readable: readableFor(principal.key, sprints, facts.lexicons),
  };
}

/** The scope of grants alone, for a query that names nothing. A condition that cannot be read closes its grant. */
export function scopeOfGrants(grants: readonly EffectiveGrant[], lexicons: ReadonlyMap<string, Lexicon>): JqlScope {
  const projects = grants.flatMap(({ projectId: id, rememberedKey, conditions }) => {
    const lexicon = lexicons.get(id) ?? emptyLexicon(id);
    const where = clauseOf(conditions, lexicon);
    const project = { id, key: lexicon.projectKeys[0] ?? rememberedKey, lexicon };
    if (where === 'nothing') return [];
    return [where === 'everything' ? project : { ...project, where }];
  });
  return { projects, issues: new Map(), people: new Set(), secured: 'absent', readable: NO_READABLE };
}

function clauseOf({ issueTypes, jql }: Conditions, lexicon: Lexicon): Clause | 'everything' | 'nothing' {
  const clauses: Clause[] = [];
  if (issueTypes !== undefined) {
    const known = issueTypes.filter((id) => lexicon.issueTypes.some((type) => type.id === id));
    if (known.length === 0) return 'nothing';
    const values = known.map((text) => ({ kind: 'value', text, number: true }) as const);
    const field = { name: 'issuetype', customId: undefined, properties: [] };
    clauses.push({ kind: 'test', field, operator: 'in', operand: { kind: 'list', values }, predicates: [] });
  }
  if (jql !== undefined) {
    const condition = parseGrantCondition(jql);
    if (!condition.ok) return 'nothing';
    clauses.push(condition.value);
  }
  const [only] = clauses;
  return only === undefined ? 'everything' : clauses.length === 1 ? only : { kind: 'and', clauses };
}

const emptyLexicon = (projectId: string): JqlScope['projects'][number]['lexicon'] => ({
  v: 1,
  projectId,
  projectKeys: [],
  hasSecurityLevels: true,
  filledAt: 0,
  issueTypes: [],
  statuses: [],
  priorities: [],
  resolutions: [],
  versions: [],
  components: [],
  fields: [],
});
