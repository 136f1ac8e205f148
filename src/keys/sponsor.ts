/**
 * The person who answers for a key. What this person may do in Jira is asked when the key is issued and once an hour,
 * and kept in the record; every call is held to it (`policy/ceilings.ts`), so that a key never outranks its sponsor.
 *
 * Jira's failure changes nothing. Where Jira does not let the app ask about other people, the last check stays and grows
 * old: after the days that the site says it counts for nothing.
 */
import { createHash } from 'node:crypto';
import type { JiraFault } from '../jira/as-user';
import type { Permission } from '../policy/permissions';
import { err, ok, type Result } from '../result';
import type { ApiKeyRecord } from '../storage/records/api-key';
import type { SiteRecord } from '../storage/records/site';
import { changeKey } from './change-key';
import type { Change } from './change-record';
import { type AdministrationFault, unavailable } from './fault';
import type { KeyWorld } from './key-store';

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
 * Checks the sponsors of live keys, each in one question over all of their keys' projects. Another order every hour, so
 * that where there are too many for one run all get their turn. Returns how many keys were looked at.
 */
export const checkSponsors = async (world: SponsorWorld): Promise<Result<number, AdministrationFault>> => {
  const [listed, site] = await Promise.all([world.store.listKeys({ of: 'site' }), world.store.readSite()]);
  if (!listed.ok) return err(unavailable(listed.error));
  if (!site.ok) return err(unavailable(site.error));
  const startedAt = world.now();
  let count = 0;
  for (const [sponsor, keys] of inTurn(listed.value.keys, startedAt)) {
    if (world.now() - startedAt > RUN_MS_MAX) break;
    const found = await lookAt(world, sponsor, keys);
    if (!found.ok) return err(unavailable(found.error));
    const saved = await noteFound(world, site.value, sponsor, keys, found.value);
    if (!saved.ok) return saved;
    count += keys.length;
  }
  return ok(count);
};

function inTurn(keys: Keys, now: number): readonly (readonly [sponsor: string, keys: Keys])[] {
  const bySponsor = new Map<string, ApiKeyRecord[]>();
  for (const key of keys) {
    if (key.status.state !== 'active' || key.expiresAt <= now) continue;
    bySponsor.set(key.sponsor, [...(bySponsor.get(key.sponsor) ?? []), key]);
  }
  const place = (sponsor: string): string =>
    createHash('sha256')
      .update(`${Math.floor(now / HOUR_MS)} ${sponsor}`)
      .digest('hex');
  return [...bySponsor]
    .map((entry) => ({ entry, place: place(entry[0]) }))
    .sort((one, other) => (one.place < other.place ? -1 : 1))
    .slice(0, SPONSORS_A_RUN_MAX)
    .map(({ entry }) => entry);
}

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
  keys: Keys,
  found: Found,
): Promise<Result<void, AdministrationFault>> {
  for (const { id } of keys) {
    const done = await changeKey(world, 'schedule', id, (record) =>
      ok(record.sponsor === sponsor ? changeFor(record, site, found, world.now()) : undefined),
    );
    // A key that vanished in between is no reason to leave the others.
    if (!done.ok && done.error.reason === 'unavailable') return done;
  }
  return ok(undefined);
}

function changeFor(
  record: ApiKeyRecord,
  site: SiteRecord,
  { hasLeft, rights }: Found,
  now: number,
): Change | undefined {
  if (record.status.state !== 'active') return undefined;
  if (hasLeft && site.whenSponsorLeaves !== 'flag') {
    const status = { state: 'suspended', reason: 'sponsor_left', at: now, by: 'schedule' } as const;
    return { record: { ...record, status }, act: 'key_suspended', detail: 'sponsor_left' };
  }
  const act = 'sponsor_rights_changed';
  if (hasLeft) {
    return record.sponsorLeftAt === undefined
      ? { record: { ...record, sponsorLeftAt: now }, act, detail: 'sponsor_left', isQuiet: true }
      : undefined;
  }
  const { sponsorLeftAt, ...here } = record;
  const checked = rights && rightsFor(record, rights);
  if (checked !== undefined && needsNoting(record, checked)) {
    return {
      record: { ...here, sponsorRights: checked },
      act,
      detail: isSame(record, checked) ? 'confirmed' : 'changed',
      isQuiet: true,
    };
  }
  return sponsorLeftAt === undefined ? undefined : { record: here, act, detail: 'sponsor_back', isQuiet: true };
}

/** What was found, for this key alone; undefined where it reaches a project by now that was not asked about. */
function rightsFor({ grants }: ApiKeyRecord, { checkedAt, projects }: SponsorRights): SponsorRights | undefined {
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

/** The date of an unchanged check is only moved when it has grown old enough to matter. */
const needsNoting = (record: ApiKeyRecord, checked: SponsorRights): boolean =>
  !isSame(record, checked) || checked.checkedAt - (record.sponsorRights?.checkedAt ?? 0) >= DAY_MS;
