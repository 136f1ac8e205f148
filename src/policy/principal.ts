/**
 * Whom a call stands for: a key that was proven, with the grants that are in force for it now. Grants that a
 * call cannot use are not in it, so that no later stage can consult them by mistake.
 */
import { matchesEndpointRule, parseEndpointRule } from '../keys/endpoint-rule';
import type { ApiKeyRecord, Conditions } from '../storage/records/api-key';
import type { SiteRecord } from '../storage/records/site';
import { capOf, limitsOf } from './ceilings';
import type { Permission } from './permissions';

export type EffectiveGrant = {
  readonly projectId: string;
  /** What the project was called when the grant was made: recognises an old spelling, decides nothing. */
  readonly rememberedKey: string;
  readonly permissions: ReadonlySet<Permission>;
  readonly conditions: Conditions;
};

const NO_CONDITIONS: Conditions = {};

export type Principal = {
  readonly key: ApiKeyRecord;
  /** The ceilings under which it is used. */
  readonly site: SiteRecord;
  /** When the call came in, epoch milliseconds. */
  readonly now: number;
  readonly grants: ReadonlyMap<string, EffectiveGrant>;
  /** The web trigger URL that the key lives at, without a slash at the end. */
  readonly baseUrl: string;
  /** Hash of that URL's token; a project's own endpoint names its lexicon. */
  readonly endpointHash: string;
};

/**
 * What is in force for a call: grant ∩ ceiling ∩ what the sponsor may do, of the grants whose endpoint rules, if they
 * have any, match the call. A rule that cannot be read matches nothing.
 */
export function effectiveGrants(
  record: ApiKeyRecord,
  site: SiteRecord,
  now: number,
  method: string,
  segments: readonly string[],
): ReadonlyMap<string, EffectiveGrant> {
  const grants = new Map<string, EffectiveGrant>();
  for (const grant of record.grants) {
    if (grant.endpointRules !== undefined && !grant.endpointRules.some((rule) => matches(rule, method, segments)))
      continue;
    const permissions = grant.permissions.filter(
      (permission) => capOf(permission, grant, record, site, now) === undefined,
    );
    // A grant of which nothing is left reaches nothing.
    if (permissions.length === 0) continue;
    grants.set(grant.projectId, {
      projectId: grant.projectId,
      rememberedKey: grant.projectKey,
      permissions: new Set(permissions),
      conditions: grant.conditions ?? NO_CONDITIONS,
    });
  }
  return grants;
}

/** Do these conditions of a grant leave some issues of its project out? */
export const hidesIssues = ({ issueTypes, jql }: Conditions): boolean => issueTypes !== undefined || jql !== undefined;

/** The most rows of one page that the key may get. */
export const pageMaxOf = ({ key, site }: Principal): number => limitsOf(key, site).pageMax ?? Number.POSITIVE_INFINITY;

function matches(text: string, method: string, segments: readonly string[]): boolean {
  const rule = parseEndpointRule(text);
  return rule.ok && matchesEndpointRule(rule.value, method, segments);
}

/** Ids of the projects in which every one of these permissions is held. */
export function projectsHolding(principal: Principal, needs: Iterable<Permission>): readonly string[] {
  const wanted = [...needs];
  return [...principal.grants.values()]
    .filter((grant) => wanted.every((permission) => grant.permissions.has(permission)))
    .map(({ projectId }) => projectId);
}

/** Those of `needs` that the grant for a project lacks; all of them where there is no grant. */
export function lacking(principal: Principal, projectId: string, needs: Iterable<Permission>): readonly Permission[] {
  const held = principal.grants.get(projectId)?.permissions;
  return [...needs].filter((permission) => !(held?.has(permission) ?? false));
}
