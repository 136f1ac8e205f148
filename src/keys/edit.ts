/**
 * Changes what a key is called, may do and is limited by. The page sends the version that it showed: of two
 * administrators at once the second is told to look again, and nothing is lost.
 *
 * Whoever administers every project of the key may change all of it. Whoever administers one of several sees that
 * project's grant alone, and may narrow or drop it; the others stay as they are, unseen. A key never changes its URL, so a key
 * at a project's own URL gets no second project.
 */
import { whoMayIssue } from '../policy/ceilings';
import { err, ok, type Result } from '../result';
import type { ApiKeyRecord } from '../storage/records/api-key';
import type { SiteRecord } from '../storage/records/site';
import { type Actor, belongsTo, firstNotAdministered, mayActAt, type Place } from './authority';
import type { SeenKey } from './change-at';
import { changeKey } from './change-key';
import { isSeenAt } from './change-record';
import { faultOf, type GrantDraft, type KeyChange, type KeyDraft, parseChange } from './draft';
import { type AdministrationFault, changedMeanwhile, invalid, noSuchKey, notAllowed, unavailable } from './fault';
import { noteReach } from './home-endpoint';
import { grantsOf, holdsTooMuch, optionalMembers, revealFault, tooMuch } from './issue';
import type { KeyWorld } from './key-store';
import { isNarrower, isNarrowerKey } from './narrower';
import { beyondOwn, ownRightsFor } from './own-rights';
import { rightsOfSponsor } from './sponsor';
import { withoutProject, worksLonger, worksWithoutOne } from './without-project';

/** Changes a key that the page saw at `version`. `input` names what shall be different. */
export const editKey = async (
  world: KeyWorld,
  actor: Actor,
  place: Place,
  { keyId, version }: SeenKey,
  input: unknown,
): Promise<Result<ApiKeyRecord, AdministrationFault>> => {
  const change = parseChange(input);
  if (!change.ok) return change;
  for (let attempt = 1; ; attempt += 1) {
    const edited = await editAsRead(world, actor, place, { keyId, version }, change.value);
    // What the schedule noted between reading and storing is read again; what a person changed is found when reading.
    if (edited.ok || edited.error !== changedMeanwhile || attempt === ATTEMPTS) return edited;
  }
};

const ATTEMPTS = 3;

const editAsRead = async (
  world: KeyWorld,
  actor: Actor,
  place: Place,
  { keyId, version }: SeenKey,
  change: KeyChange,
): Promise<Result<ApiKeyRecord, AdministrationFault>> => {
  const here = await mayActAt(world.person, place);
  if (!here.ok) return here;
  if (!here.value) return err(notAllowed('', 'You do not administer this.', 'Ask an administrator to change the key.'));
  const [read, site] = await Promise.all([world.store.readKey(keyId), world.store.readSite()]);
  if (!read.ok) return err(unavailable(read.error));
  if (!site.ok) return err(unavailable(site.error));
  const before = read.value;
  if (before === undefined || !belongsTo(before, place)) return err(noSuchKey);
  if (!isSeenAt(before, version)) return err(changedMeanwhile);
  // Its end ends a key, whether or not a schedule has noted it.
  const isLive = before.status.state === 'active' || before.status.state === 'suspended';
  if (!isLive || before.expiresAt <= world.now()) {
    return err(invalid('keyId', 'This key has ended.', 'Issue a new key.'));
  }
  const wanted = await wantedRecord(world, place, before, change, site.value);
  if (!wanted.ok) return wanted;
  const beyond = isWider(before, draftOf(wanted.value), site.value)
    ? await beyondFault(world, actor, place, wanted.value)
    : undefined;
  if (beyond !== undefined) return err(beyond);
  const sponsored = await withSponsor(world, actor, place, before, wanted.value);
  if (!sponsored.ok) return sponsored;
  if (holdsTooMuch(sponsored.value)) return err(tooMuch);
  const reach = await noteReach(world, sponsored.value, before);
  if (!reach.ok) return reach;
  // The right was asked for what was read; someone else's change since then has to be looked at first.
  return changeKey(world, actor.accountId, keyId, (now) =>
    now.version === before.version
      ? ok({ record: sponsored.value, act: 'key_changed', detail: Object.keys(change).join(', ') })
      : err(changedMeanwhile),
  );
};

/** Does it allow anything more than before, be it only that a ceiling no longer stops the key? */
const isWider = (before: ApiKeyRecord, after: KeyDraft, site: SiteRecord): boolean =>
  !isNarrowerKey(after, draftOf(before)) || worksLonger(before, after, site);

/** Whoever makes another's key wider than it is gives it as if they issued it: see own-rights.ts. */
const beyondFault = async (
  world: KeyWorld,
  actor: Actor,
  place: Place,
  after: ApiKeyRecord,
): Promise<AdministrationFault | undefined> => {
  const rights = await ownRightsFor(world, actor, place, after);
  return rights.ok ? beyondOwn(after.grants, rights.value) : rights.error;
};

/** A further project needs what the sponsor may do there. */
const withSponsor = async (
  world: KeyWorld,
  actor: Actor,
  place: Place,
  before: ApiKeyRecord,
  after: ApiKeyRecord,
): Promise<Result<ApiKeyRecord, AdministrationFault>> => {
  const known = new Set(before.grants.map(({ projectId }) => projectId));
  if (after.grants.every(({ projectId }) => known.has(projectId))) return ok(after);
  const rights = await rightsOfSponsor(world, actor, place, after);
  if (!rights.ok) return err(unavailable(rights.error));
  return rights.value === undefined
    ? err(
        invalid(
          'grants',
          'Jira does not tell the app what the sponsor of this key may do in a further project.',
          'Let the sponsor make this change.',
        ),
      )
    : ok({ ...after, sponsorRights: rights.value });
};

const wantedRecord = async (
  world: KeyWorld,
  place: Place,
  before: ApiKeyRecord,
  change: KeyChange,
  site: SiteRecord,
): Promise<Result<ApiKeyRecord, AdministrationFault>> => {
  const other =
    place.page === 'site'
      ? ok(undefined)
      : await firstNotAdministered(
          world.person,
          before.grants.map(({ projectId }) => projectId),
        );
  if (!other.ok) return other;
  if (place.page === 'project' && other.value !== undefined) return narrowed(before, place.projectId, change, site);

  const grants = grantsAfter(before, place, change.grants);
  const known = new Set(before.grants.map(({ projectId }) => projectId));
  const added = grants.filter(({ projectId }) => !known.has(projectId));
  if (grants.length === 0) {
    return err(invalid('grants', 'A key needs a grant.', 'Revoke the key if it shall reach nothing.'));
  }
  const fault = homeFault(before, added.length) ?? (await addedFault(world, place, added, site));
  if (fault !== undefined) return err(fault);
  const whole = withoutNulls({ ...draftOf(before), ...change, grants });
  const wrong =
    faultOf(whole, site, { createdAt: before.createdAt, now: world.now(), before: draftOf(before) }) ??
    revealFault(place, whole.reveals ?? [], before.reveals ?? []) ??
    widerFault(place, before, whole, site);
  if (wrong !== undefined) return err(wrong);
  const named = await grantsOf(world, whole, before.grants);
  if (!named.ok) return named;
  const {
    notBefore: _,
    limits: _l,
    hiddenFields: _h,
    reveals: _r,
    unusedDaysMax: _u,
    noticeIssueId: _n,
    ...kept
  } = before;
  return ok({
    ...kept,
    name: whole.name,
    purpose: whole.purpose,
    grants: named.value,
    expiresAt: whole.expiresAt,
    ...(whole.notBefore === undefined ? {} : { notBefore: whole.notBefore }),
    ...optionalMembers(whole),
  });
};

/** Someone who administers one of several projects takes away from that project's grant, and touches nothing else. */
const narrowed = (
  before: ApiKeyRecord,
  projectId: string,
  change: KeyChange,
  site: SiteRecord,
): Result<ApiKeyRecord, AdministrationFault> => {
  const { grants, ...rest } = change;
  if (grants === undefined || Object.keys(rest).length > 0 || grants.length > 1) return err(onlyOwnGrant);
  const [wanted] = grants;
  const own = before.grants.find((grant) => grant.projectId === projectId);
  if (own === undefined) return err(noSuchKey);
  if (wanted === undefined) {
    const fault = dropFault(before, site);
    return fault === undefined ? ok(withoutProject(before, projectId, site)) : err(fault);
  }
  if (!isNarrower(wanted, own)) return err(onlyOwnGrant);
  const narrow = {
    projectId,
    projectKey: own.projectKey,
    permissions: [...wanted.permissions],
    ...(wanted.endpointRules === undefined ? {} : { endpointRules: [...wanted.endpointRules] }),
    ...(wanted.conditions === undefined ? {} : { conditions: wanted.conditions }),
  };
  return ok({ ...before, grants: before.grants.map((grant) => (grant === own ? narrow : grant)) });
};

/** Why someone who administers one of several projects may not take theirs out of the key; undefined where they may. */
export const dropFault = (before: ApiKeyRecord, site: SiteRecord): AdministrationFault | undefined =>
  worksWithoutOne(before, site) ? wouldWorkAgain : undefined;

const wouldWorkAgain = notAllowed(
  'grants',
  'The key does nothing at present, since it reaches several projects. Without this one it would work again in another, which you do not administer.',
  'Revoke the key, or ask a Jira administrator.',
);

/**
 * The grants as they shall be. The page of a project shows that project's grant alone, so a grant for another project
 * that it does not name is not meant to go.
 */
const grantsAfter = (before: ApiKeyRecord, place: Place, wanted: KeyChange['grants']): readonly GrantDraft[] => {
  if (wanted === undefined) return before.grants;
  if (place.page === 'site') return wanted;
  const named = new Set([place.projectId, ...wanted.map(({ projectId }) => projectId)]);
  return [...wanted, ...before.grants.filter(({ projectId }) => !named.has(projectId))];
};

/**
 * Why this person may only narrow the key here, whatever they want of it; undefined where they may also widen it. Where only
 * site admins issue keys, a project admin may take away from one and not add to it. What a site admin lets a key show, they
 * let it show as they saw it: it may be shown of less, and neither of more nor for longer. `isWhole`: they administer all of
 * the key's projects.
 */
export const narrowingFault = (
  place: Place,
  { grants, reveals = [] }: Pick<ApiKeyRecord, 'grants' | 'reveals'>,
  site: SiteRecord,
  isWhole: boolean,
): AdministrationFault | undefined => {
  if (place.page === 'site') return undefined;
  if (!isWhole) return onlyOwnGrant;
  if (grants.some(({ projectId }) => whoMayIssue(site, projectId) === 'site-admins')) return onlySiteAdmins;
  return reveals.length > 0 ? showsMore : undefined;
};

const onlyOwnGrant = notAllowed(
  '',
  'The key also reaches projects that you do not administer: you may narrow or drop the grant for this project.',
  'Ask someone who administers all of its projects, or a Jira administrator.',
);
const onlySiteAdmins = notAllowed(
  '',
  'Here only site admins issue keys: you may narrow this one.',
  'Ask a Jira administrator.',
);
const showsMore = notAllowed(
  '',
  'A site admin lets this key show more than others: you may narrow it.',
  'Ask a Jira administrator.',
);

/** The same for a change: one that takes away from a key what it shows leaves nothing of that to be careful about. */
const widerFault = (
  place: Place,
  before: ApiKeyRecord,
  after: KeyDraft,
  site: SiteRecord,
): AdministrationFault | undefined => {
  const fault = narrowingFault(place, { grants: before.grants, reveals: [...(after.reveals ?? [])] }, site, true);
  return fault !== undefined && isWider(before, after, site) ? fault : undefined;
};

const homeFault = (before: ApiKeyRecord, added: number): AdministrationFault | undefined =>
  added > 0 && before.home.kind === 'project'
    ? invalid('grants', "A key at a project's own URL reaches that project only.", 'Issue a key for all the projects.')
    : undefined;

const addedFault = async (
  world: KeyWorld,
  place: Place,
  added: readonly { readonly projectId: string }[],
  site: SiteRecord,
): Promise<AdministrationFault | undefined> => {
  if (place.page === 'site' || added.length === 0) return undefined;
  const other = await firstNotAdministered(
    world.person,
    added.map(({ projectId }) => projectId),
  );
  if (!other.ok) return other.error;
  if (other.value !== undefined) {
    return notAllowed('grants', 'You do not administer this project, or it does not exist.', 'Leave this grant out.');
  }
  return added.some(({ projectId }) => whoMayIssue(site, projectId) === 'site-admins')
    ? notAllowed('grants', 'Here only site admins issue keys.', 'Ask a Jira administrator.')
    : undefined;
};

const draftOf = (record: ApiKeyRecord): KeyDraft => ({
  name: record.name,
  purpose: record.purpose,
  grants: record.grants,
  expiresAt: record.expiresAt,
  ...(record.notBefore === undefined ? {} : { notBefore: record.notBefore }),
  ...optionalMembers(record),
});

type Nullable<T> = { readonly [K in keyof T]: T[K] | null };
const withoutNulls = (draft: Nullable<KeyDraft>): KeyDraft =>
  Object.fromEntries(Object.entries(draft).filter(([, member]) => member !== null)) as KeyDraft;
