/** The one test of whether an issue is inside a key's grants. Pure. */
import type { IssueFact } from '../jira/answers';
import type { Principal } from '../policy/principal';

/**
 * An issue of a granted project without a security level, of a type that the grant allows, and found by a search where
 * the grant has a condition of its own; every other one does not exist here.
 */
export function inside(issue: IssueFact | undefined, principal: Principal): IssueFact | undefined {
  if (issue === undefined || issue.secured) return undefined;
  const grant = principal.grants.get(issue.projectId);
  if (grant === undefined) return undefined;
  const { issueTypes, jql } = grant.conditions;
  if (issueTypes !== undefined && !issueTypes.includes(issue.typeId ?? '')) return undefined;
  return jql === undefined || issue.matches ? issue : undefined;
}
