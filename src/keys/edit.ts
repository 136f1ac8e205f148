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
import { changeKey } from './change-key';
import { settledVersion } from './change-record';
import { faultOf, type GrantDraft, type KeyChange, type KeyDraft, parseChange } from './draft';
import { type AdministrationFault, changedMeanwhile, invalid, noSuchKey, notAllowed, unavailable } from './fault';
import { grantsOf, holdsTooMuch, optionalMembers, revealFault, tooMuch } from './issue';
import type { KeyWorld } from './key-store';
import { isNarrower, isNarrowerKey } from './narrower';

/** Changes a key that the page saw at `version`. `input` names what shall be different. */
export const editKey = async (
  world: KeyWorld,
  actor: Actor,
  place: Place,
  { keyId, version }: { readonly keyId: string; readonly version: number },
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
  { keyId, version }: { readonly keyId: string; readonly version: number },
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
  // What only the schedule has noted since is no reason to look again.
  if (version < settledVersion(before) || version > before.version) return err(changedMeanwhile);
  // Its end ends a key, whether or not a schedule has noted it.
  const isLive = before.status.state === 'active' || before.status.state === 'suspended';
  if (!isLive || before.expiresAt <= world.now()) {
    return err(invalid('keyId', 'This key has ended.', 'Issue a new key.'));
  }
  const wanted = await wantedRecord(world, place, before, change, site.value);
  if (!wanted.ok) return wanted;
  const sponsored = await withSponsor(world, actor, place, before, wanted.value);
  if (!sponsored.ok) return sponsored;
  if (holdsTooMuch(sponsored.value)) return err(tooMuch);
  // The right was asked for what was read; someone else's change since then has to be looked at first.
  return changeKey(world, actor.accountId, keyId, (now) =>
    now.version === before.version
      ? ok({ record: sponsored.value, act: 'key_changed', detail: Object.keys(change).join(', ') })
      : err(changedMeanwhile),
  );
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
    : ok({ ...after, sponsorRights: { checkedAt: world.now(), projects: rights.value } });
};

/** Asked as the person in front of the page where Jira tells them, and as the app where it does not. */
const rightsOfSponsor = (
  { people }: KeyWorld,
  actor: Actor,
  place: Place,
  { sponsor, grants }: ApiKeyRecord,
): ReturnType<typeof people.rightsOfPerson> => {
  const projectIds = grants.map(({ projectId }) => projectId);
  if (actor.accountId === sponsor) return people.ownRights(projectIds);
  return place.page === 'site'
    ? people.rightsToldToAdmin(sponsor, projectIds)
    : people.rightsOfPerson(sponsor, projectIds);
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
  if (place.page === 'project' && other.value !== undefined) return narrowed(before, place.projectId, change);

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
    closedFault(place, before, whole, site) ??
    revealFault(place, whole.reveals ?? [], before.reveals ?? []) ??
    revealsMoreFault(place, before, whole);
  if (wrong !== undefined) return err(wrong);
  const named = await grantsOf(world, whole);
  if (!named.ok) return named;
  const {
    notBefore: _,
    limits: _l,
    hiddenFields: _h,
    reveals: _r,
    unusedDaysMax: _u,
    noticeIssueId: _n,
    noticedDays,
    ...kept
  } = before;
  return ok({
    ...kept,
    name: whole.name,
    purpose: whole.purpose,
    grants: named.value,
    expiresAt: whole.expiresAt,
    ...(whole.notBefore === undefined ? {} : { notBefore: whole.notBefore }),
    // A later end has notices of its own.
    ...(noticedDays === undefined || whole.expiresAt > before.expiresAt ? {} : { noticedDays }),
    ...optionalMembers(whole),
  });
};

/** Someone who administers one of several projects takes away from that project's grant, and touches nothing else. */
const narrowed = (
  before: ApiKeyRecord,
  projectId: string,
  change: KeyChange,
): Result<ApiKeyRecord, AdministrationFault> => {
  const refused = notAllowed(
    '',
    'The key also reaches projects that you do not administer: you may narrow or drop the grant for this project.',
    'Ask someone who administers all of its projects, or a Jira administrator.',
  );
  const { grants, ...rest } = change;
  if (grants === undefined || Object.keys(rest).length > 0 || grants.length > 1) return err(refused);
  const [wanted] = grants;
  const own = before.grants.find((grant) => grant.projectId === projectId);
  if (own === undefined) return err(noSuchKey);
  if (wanted === undefined) return ok({ ...before, grants: before.grants.filter((grant) => grant !== own) });
  if (!isNarrower(wanted, own)) return err(refused);
  const narrow = {
    projectId,
    projectKey: own.projectKey,
    permissions: [...wanted.permissions],
    ...(wanted.endpointRules === undefined ? {} : { endpointRules: [...wanted.endpointRules] }),
    ...(wanted.conditions === undefined ? {} : { conditions: wanted.conditions }),
  };
  return ok({ ...before, grants: before.grants.map((grant) => (grant === own ? narrow : grant)) });
};

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

/** Where only site admins issue keys, a project admin may take away from one and not add to it. */
const closedFault = (
  place: Place,
  before: ApiKeyRecord,
  after: KeyDraft,
  site: SiteRecord,
): AdministrationFault | undefined => {
  if (place.page === 'site') return undefined;
  const isClosed = before.grants.some(({ projectId }) => whoMayIssue(site, projectId) === 'site-admins');
  return isClosed && !isNarrowerKey(after, draftOf(before))
    ? notAllowed('', 'Here only site admins issue keys: you may narrow this one.', 'Ask a Jira administrator.')
    : undefined;
};

const homeFault = (before: ApiKeyRecord, added: number): AdministrationFault | undefined =>
  added > 0 && before.home.kind === 'project'
    ? invalid('grants', "A key at a project's own URL reaches that project only.", 'Issue a key for all the projects.')
    : undefined;

/**
 * What a site admin lets a key show, they let it show as they saw it: on the page of a project it may be shown of less,
 * and neither of more nor for longer.
 */
const revealsMoreFault = (place: Place, before: ApiKeyRecord, after: KeyDraft): AdministrationFault | undefined =>
  place.page === 'site' || (after.reveals ?? []).length === 0 || isNarrowerKey(after, draftOf(before))
    ? undefined
    : notAllowed(
        '',
        'A site admin lets this key show more than others: you may narrow it.',
        'Ask a Jira administrator.',
      );

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
