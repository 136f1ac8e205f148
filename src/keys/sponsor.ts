/**
 * The person who answers for a key. What this person may do in Jira is asked when the key is issued and once an hour,
 * and kept in the record; every call is held to it (`policy/ceilings.ts`), so that a key never outranks its sponsor.
 *
 * Jira's failure changes nothing. Where Jira does not let the app ask about other people, the last check stays and grows
 * old: after the days that the site says it counts for nothing.
 */
import type { JiraFault } from '../jira/as-user';
import { sponsorCheckMs } from '../policy/ceilings';
import type { Permission } from '../policy/permissions';
import { err, ok, type Result } from '../result';
import type { ApiKeyRecord } from '../storage/records/api-key';
import type { SiteRecord } from '../storage/records/site';
import type { Actor, Place } from './authority';
import { changeKey } from './change-key';
import type { Change } from './change-record';
import { type AdministrationFault, unavailable } from './fault';
import type { KeyWorld } from './key-store';
import { type Walked, walkActiveKeys } from './walk';

/** Why the schedule suspends a key whose sponsor's account is closed. */
export const SPONSOR_LEFT = 'sponsor_left';

export type SponsorRights = NonNullable<ApiKeyRecord['sponsorRights']>;
type Grants = readonly { readonly projectId: string }[];

/** Rights of the person in front of the page, for a key that they are about to answer for. */
export const rightsOfActor = async (
  world: KeyWorld,
  grants: Grants,
): Promise<Result<SponsorRights | undefined, JiraFault>> =>
  dated(world, await world.people.ownRights(grants.map(({ projectId }) => projectId)));

/** Rights of anyone; undefined where Jira does not tell the app. */
export const rightsOfAnyone = async (
  world: Pick<KeyWorld, 'people' | 'now'>,
  accountId: string,
  grants: Grants,
): Promise<Result<SponsorRights | undefined, JiraFault>> =>
  dated(
    world,
    await world.people.rightsOfPerson(
      accountId,
      grants.map(({ projectId }) => projectId),
    ),
  );

/** Rights of a key's sponsor, asked as the person in front of the page where Jira tells them, and as the app where it does not. */
export const rightsOfSponsor = async (
  world: Pick<KeyWorld, 'people' | 'now'>,
  actor: Actor,
  place: Place,
  { sponsor, grants }: Pick<ApiKeyRecord, 'sponsor' | 'grants'>,
): Promise<Result<SponsorRights | undefined, JiraFault>> => {
  const { people } = world;
  const projectIds = grants.map(({ projectId }) => projectId);
  if (actor.accountId === sponsor) return dated(world, await people.ownRights(projectIds));
  return dated(
    world,
    place.page === 'site'
      ? await people.rightsToldToAdmin(sponsor, projectIds)
      : await people.rightsOfPerson(sponsor, projectIds),
  );
};

const dated = (
  world: Pick<KeyWorld, 'now'>,
  rights: Result<Readonly<Record<string, Permission[]>> | undefined, JiraFault>,
): Result<SponsorRights | undefined, JiraFault> =>
  rights.ok ? ok(rights.value && { checkedAt: world.now(), projects: rights.value }) : rights;

/** People in one run, and for how long it goes on; the next run comes to the others. */
const SPONSORS_A_RUN_MAX = 200;
const RUN_MS_MAX = 40_000;
const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

type SponsorWorld = Pick<KeyWorld, 'store' | 'people' | 'random' | 'now'>;
type Keys = readonly ApiKeyRecord[];

/**
 * Checks the sponsors of active keys, each in one question over all of their keys' projects. Where there are too many for
 * one run, the next one goes on with those that are left. What takes something away is noted at once; new dates of checks
 * that found nothing new come last, and keep nobody waiting.
 */
export const checkSponsors = async (world: SponsorWorld): Promise<Result<Walked, AdministrationFault>> => {
  const site = await world.store.readSite();
  if (!site.ok) return err(unavailable(site.error));
  const startedAt = world.now();
  const isOver = (): boolean => world.now() - startedAt > RUN_MS_MAX;
  const dates: (() => Promise<Result<unknown, AdministrationFault>>)[] = [];
  const walked = await walkActiveKeys(world, {
    name: 'sponsors',
    groupOf: ({ sponsor }) => sponsor,
    isOver: (people) => people >= SPONSORS_A_RUN_MAX || isOver(),
    visit: async (sponsor, keys) => {
      const found = await lookAt(world, sponsor, keys);
      if (!found.ok) return err(unavailable(found.error));
      for (const key of keys) {
        // By the index, which lags by seconds at most: of most keys there is nothing to note, and so nothing to read.
        const change = changeFor(key, site.value, found.value, world.now());
        if (change === undefined) continue;
        const note = () => noteFound(world, site.value, sponsor, key.id, found.value);
        if (change.detail === CONFIRMED) {
          dates.push(note);
          continue;
        }
        if (isOver()) return ok('cut');
        const done = await note();
        if (!done.ok) return done;
      }
      return ok('done');
    },
  });
  if (!walked.ok) return walked;
  for (const date of dates) {
    if (isOver()) return ok({ ...walked.value, isWhole: false });
    const done = await date();
    if (!done.ok) return done;
  }
  return walked;
};

/** `rights` undefined: Jira tells the app nothing of them. */
type Found = { readonly hasLeft: boolean; readonly rights: SponsorRights | undefined };

async function lookAt(world: SponsorWorld, sponsor: string, keys: Keys): Promise<Result<Found, JiraFault>> {
  const active = await world.people.isActive(sponsor);
  if (!active.ok) return active;
  if (active.value === false) return ok({ hasLeft: true, rights: undefined });
  const projectIds = [...new Set(keys.flatMap(({ grants }) => grants.map(({ projectId }) => projectId)))];
  const rights = await rightsOfAnyone(
    world,
    sponsor,
    projectIds.map((projectId) => ({ projectId })),
  );
  return rights.ok ? ok({ hasLeft: false, rights: rights.value }) : rights;
}

async function noteFound(
  world: SponsorWorld,
  site: SiteRecord,
  sponsor: string,
  keyId: string,
  found: Found,
): Promise<Result<void, AdministrationFault>> {
  const done = await changeKey(world, 'schedule', keyId, (record) =>
    ok(record.sponsor === sponsor ? changeFor(record, site, found, world.now()) : undefined),
  );
  // A key that vanished in between is no reason to leave the others.
  return !done.ok && done.error.reason === 'unavailable' ? done : ok(undefined);
}

const CONFIRMED = 'confirmed';

function changeFor(
  record: ApiKeyRecord,
  site: SiteRecord,
  { hasLeft, rights }: Found,
  now: number,
): Change | undefined {
  if (record.status.state !== 'active') return undefined;
  if (hasLeft && site.whenSponsorLeaves !== 'flag') {
    const status = { state: 'suspended', reason: SPONSOR_LEFT, at: now, by: 'schedule' } as const;
    return { record: { ...record, status }, act: 'key_suspended', detail: SPONSOR_LEFT };
  }
  const act = 'sponsor_rights_changed';
  if (hasLeft) {
    return record.sponsorLeftAt === undefined
      ? { record: { ...record, sponsorLeftAt: now }, act, detail: SPONSOR_LEFT, isQuiet: true }
      : undefined;
  }
  const { sponsorLeftAt, ...here } = record;
  const checked = rights && rightsFor(record, rights);
  if (checked !== undefined && needsNoting(record, checked, site)) {
    return {
      record: { ...here, sponsorRights: checked },
      act,
      detail: isSame(record, checked) ? CONFIRMED : 'changed',
      isQuiet: true,
    };
  }
  return sponsorLeftAt === undefined ? undefined : { record: here, act, detail: 'sponsor_back', isQuiet: true };
}

/** What was found, for this key alone; undefined where it reaches a project by now that was not asked about. */
export function rightsFor({ grants }: ApiKeyRecord, { checkedAt, projects }: SponsorRights): SponsorRights | undefined {
  const own: Record<string, Permission[]> = {};
  for (const { projectId } of grants) {
    const held = projects[projectId];
    if (held === undefined) return undefined;
    own[projectId] = held;
  }
  return { checkedAt, projects: own };
}

const isSame = ({ sponsorRights }: ApiKeyRecord, { projects }: SponsorRights): boolean => {
  const before = sponsorRights?.projects ?? {};
  return (
    Object.keys(before).length === Object.keys(projects).length &&
    Object.entries(projects).every(([id, held]) => before[id]?.join() === held.join())
  );
};

/** The date of an unchanged check is moved once a day, and long before the check counts for nothing. */
const needsNoting = (record: ApiKeyRecord, checked: SponsorRights, site: SiteRecord): boolean =>
  !isSame(record, checked) ||
  checked.checkedAt - (record.sponsorRights?.checkedAt ?? 0) >= Math.min(DAY_MS, sponsorCheckMs(site) / 2);
