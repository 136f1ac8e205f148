/** The one test of whether an issue is inside a key's grants. Pure. */
import type { IssueFact } from '../jira/answers';
import type { Principal } from '../policy/principal';

/** An issue of a granted project without a security level; every other one does not exist here. */
export function inside(issue: IssueFact | undefined, principal: Principal): IssueFact | undefined {
  return issue !== undefined && principal.grants.has(issue.projectId) && !issue.secured ? issue : undefined;
}
