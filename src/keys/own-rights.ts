/**
 * Whoever gets a secret of a key, or makes the key wider, can do through it what it may do. Of a key that somebody else
 * answers for that may be more than they may do themselves, so Jira is asked what that is: nobody gets out of another's
 * key what no key of their own would give them. Who administers Jira counts as holding every right.
 */
import type { Permission } from '../policy/permissions';
import { ok, type Result } from '../result';
import type { ApiKeyRecord } from '../storage/records/api-key';
import type { Actor, Place } from './authority';
import type { GrantDraft } from './draft';
import { type AdministrationFault, notAllowed, unavailable } from './fault';
import type { KeyWorld } from './key-store';

/** What a person holds of these grants; `undefined` where all of them are theirs to give. */
export type OwnRights = Readonly<Record<string, readonly Permission[]>> | undefined;

/** A grant with its project's name. */
type NamedGrant = GrantDraft & { readonly projectKey: string };

/** What the person in front of the page may do in the projects of a key that they do not answer for. */
export const ownRightsFor = async (
  world: Pick<KeyWorld, 'people'>,
  actor: Actor,
  place: Place,
  { sponsor, grants }: Pick<ApiKeyRecord, 'sponsor'> & { readonly grants: readonly NamedGrant[] },
): Promise<Result<OwnRights, AdministrationFault>> => {
  if (place.page === 'site' || actor.accountId === sponsor) return ok(undefined);
  const rights = await world.people.ownRights(grants.map(({ projectId }) => projectId));
  return rights.ok ? ok(rights.value ?? {}) : { ok: false, error: unavailable(rights.error) };
};

/**
 * What of these grants is beyond this person, named by project and permission. Also what counts for nothing at present:
 * a ceiling that is raised, or a right that the sponsor gets back, would give it to whoever holds the secret.
 */
export const beyondOwn = (grants: readonly NamedGrant[], rights: OwnRights): AdministrationFault | undefined => {
  if (rights === undefined) return undefined;
  const lacking = grants.flatMap(({ projectId, projectKey, permissions }) => {
    const beyond = permissions.filter((permission) => !(rights[projectId]?.includes(permission) ?? false));
    return beyond.length === 0 ? [] : [`${beyond.join(', ')} in ${projectKey}`];
  });
  if (lacking.length === 0) return undefined;
  return notAllowed(
    '',
    `Its sponsor may do more in Jira than you: you do not have the right to give ${lacking.join(', or ')}.`,
    'Take these permissions from the key first, or let its sponsor or a Jira administrator do it.',
  );
};
