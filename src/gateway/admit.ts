/** Call + principal → may it go on to be counted and looked up? By the key alone: one refusal, whatever the call refers to. Pure. */
import type { Denial } from '../policy/denials';
import type { Permission } from '../policy/permissions';
import { lacking, type Principal, projectsHolding } from '../policy/principal';
import { err, ok, type Result } from '../result';
import type { Call } from './call';
import { tellsHidden } from './fields-told';
import { capIn, isWithin, missingDenial } from './missing';

/** Look-ups of people that one query may cause. */
const PEOPLE_IN_PROJECTS_MAX = 40;

/** Before any look-up: does any grant hold what the call needs, and does it tell nothing hidden? */
export function admit(call: Call, principal: Principal): Result<void, Denial> {
  const holding = projectsHolding(principal, call.needs);
  const many = tooManyPeople(call, holding.length);
  if (many !== undefined) return err(many);
  if (call.needs.size > 0 && holding.length === 0) return err(heldNowhere([...call.needs], principal));
  return tellsHidden(call) ? err({ reason: 'condition_unmet', condition: 'fields' }) : ok(undefined);
}

/** Each is looked up in each project; a write finds its project first. */
function tooManyPeople({ operation, references }: Call, projects: number): Denial | undefined {
  const isWrite = operation.kind === 'relay' && operation.check === 'before';
  if (isWrite || references.people.size * projects <= PEOPLE_IN_PROJECTS_MAX) return undefined;
  const most = Math.floor(PEOPLE_IN_PROJECTS_MAX / projects);
  return { reason: 'query_invalid', where: `more than ${most} people, for a key of ${projects} projects` };
}

/** Why no grant serves: what takes it away from one that holds all, or what is missing where the least is. */
function heldNowhere(needs: readonly Permission[], principal: Principal): Denial {
  const granted = principal.key.grants.find(({ permissions }) => isWithin(needs, permissions));
  if (granted !== undefined) {
    const capped = needs.filter((permission) => capIn(granted, permission, principal) !== undefined);
    if (capped.length > 0) return missingDenial(needs, principal, capped, granted);
    // Held, and nothing takes it away: only the grant's own rules can have shut the endpoint.
    if (!principal.grants.has(granted.projectId)) return { reason: 'condition_unmet', condition: 'endpointRules' };
  }
  const [fewest] = [...principal.grants.keys()]
    .map((projectId) => lacking(principal, projectId, needs))
    .sort((a, b) => a.length - b.length);
  return missingDenial(needs, principal, fewest ?? needs);
}
