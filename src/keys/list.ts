/**
 * The keys that a page may show: all of the site for a site admin, or those that reach the page's project. Searched and
 * sorted by what the index says, which may be some seconds late; the rows that are shown are then read by their ids, so
 * that no shown row is old.
 */
import { err, ok, type Result } from '../result';
import type { StorageFault } from '../storage/fault';
import type { KeyList, ListedKeys } from '../storage/list-keys';
import type { ApiKeyRecord } from '../storage/records/api-key';
import type { LastUse } from '../storage/records/day';
import type { SiteRecord } from '../storage/records/site';
import { belongsTo, mayActAt, type Place, usedAt } from './authority';
import { type AdministrationFault, invalid, notAllowed, unavailable } from './fault';
import type { KeyWorld } from './key-store';
import { endShown, type KeyStanding, keyStanding } from './standing';

/** Which keys, in which order, and which part of them. What is not said does not narrow. */
export type KeyQuestion = {
  /** Part of the name, the id, the purpose or the sponsor. */
  readonly text?: string | undefined;
  readonly states?: readonly KeyStanding[] | undefined;
  /** Id of a project that the keys reach. */
  readonly about?: string | undefined;
  readonly sponsor?: string | undefined;
  readonly endsWithinDays?: number | undefined;
  /** The newest first where nothing is said; otherwise upwards, unless `descending`. */
  readonly sort?: 'created' | 'name' | 'ends' | 'lastUsed' | undefined;
  readonly descending?: boolean | undefined;
  readonly from?: number | undefined;
  readonly rows?: number | undefined;
};

export type KeyPage = {
  readonly keys: readonly ApiKeyRecord[];
  /** Of all keys that were found. */
  readonly total: number;
  /** Of all keys of the page, whatever the question narrows. */
  readonly states: Readonly<Record<KeyStanding, number>>;
  readonly sponsors: readonly string[];
  readonly complete: boolean;
  readonly site: SiteRecord;
  /** By home, of those that were needed. */
  readonly lastUses: ReadonlyMap<string, LastUse>;
};

const ROWS_DEFAULT = 25;
const DAY_MS = 24 * 60 * 60 * 1000;

/** One page of keys, revoked and expired ones among them. */
export const listKeysAt = async (
  world: KeyWorld,
  place: Place,
  question: KeyQuestion = {},
): Promise<Result<KeyPage, AdministrationFault>> => {
  const here = await mayActAt(world.person, place);
  if (!here.ok) return here;
  if (!here.value) return err(notAllowed('', 'You do not administer this.', 'Ask an administrator.'));
  // Which other projects a key reaches is hidden here, so it must not be askable.
  if (place.page === 'project' && question.about !== undefined && question.about !== place.projectId) {
    return err(invalid('about', 'This page is about one project.', 'Leave it out.'));
  }
  const [listed, site] = await Promise.all([keysLookedAt(world, place, question), world.store.readSite()]);
  if (!listed.ok) return err(unavailable(listed.error));
  if (!site.ok) return err(unavailable(site.error));
  // Only an order by last use needs it of all keys; otherwise it is read of those that are shown.
  const sorting =
    question.sort === 'lastUsed' ? await world.audit.readLastUses(homesOf(listed.value.keys, place)) : undefined;
  if (sorting?.ok === false) return err(unavailable(sorting.error));
  const look: Look = { place, question, site: site.value, now: world.now(), lastUses: sorting?.value ?? new Map() };

  const byIndex = pageOf(listed.value.keys, look);
  const fresh = await world.store.readKeys(byIndex.rows.map(({ id }) => id));
  if (!fresh.ok) return err(unavailable(fresh.error));
  const wereRead = new Set(byIndex.rows.map(({ id }) => id));
  const keys = listed.value.keys
    .flatMap((key) => (wereRead.has(key.id) ? (fresh.value.get(key.id) ?? []) : key))
    .filter((key) => belongsTo(key, place));
  const { rows, total } = pageOf(keys, look);
  const shown = rows.filter(({ id }) => wereRead.has(id));

  const uses = sorting ?? (await world.audit.readLastUses(homesOf(shown, place)));
  if (!uses.ok) return err(unavailable(uses.error));
  return ok({
    keys: shown,
    total,
    states: statesOf(keys, look),
    sponsors: [...new Set(keys.map(({ sponsor }) => sponsor))].sort(),
    complete: listed.value.complete,
    site: site.value,
    lastUses: uses.value,
  });
};

/**
 * The keys that a page looks through. Where there are too many, those that are named by their id, and on the page of the
 * site by their sponsor or a project, are looked up besides.
 */
const keysLookedAt = async (
  { store }: KeyWorld,
  place: Place,
  { text = '', about, sponsor }: KeyQuestion,
): Promise<Result<ListedKeys, StorageFault>> => {
  const list: KeyList = place.page === 'site' ? { of: 'site' } : { of: 'project', projectId: place.projectId };
  const listed = await store.keysInIndex(list);
  if (!listed.ok || listed.value.complete) return listed;
  const keys = new Map(listed.value.keys.map((key) => [key.id, key]));
  const further: KeyList[] = [];
  if (place.page === 'site' && about !== undefined) further.push({ of: 'project', projectId: about });
  if (place.page === 'site' && sponsor !== undefined) further.push({ of: 'sponsor', sponsor });
  for (const each of further) {
    const found = await store.keysInIndex(each);
    if (!found.ok) return found;
    for (const key of found.value.keys) keys.set(key.id, key);
  }
  // Those of a project's own URL that have not ended are known by their places, however many have.
  const roster = place.page === 'site' ? ok(undefined) : await store.readRoster(place.projectId);
  if (!roster.ok) return roster;
  const ids = [...Object.keys(roster.value?.roster.places ?? {}), ...(KEY_ID.test(text.trim()) ? [text.trim()] : [])];
  const named = await store.readKeys(ids.filter((id) => !keys.has(id)));
  if (!named.ok) return named;
  for (const key of named.value.values()) if (belongsTo(key, place)) keys.set(key.id, key);
  return ok({ keys: [...keys.values()], complete: false });
};

const KEY_ID = /^[0-9A-Za-z]{12}$/;

/** Under which names the use of these keys is summed, each once. */
export const homesOf = (keys: readonly ApiKeyRecord[], place: Place): readonly string[] => [
  ...new Set(keys.map((key) => usedAt(key, place))),
];

/** When a key was last used, as far as is summed and the page may know it; ISO 8601. */
export const lastUsedAt = (
  key: ApiKeyRecord,
  place: Place,
  lastUses: ReadonlyMap<string, LastUse>,
): string | undefined => lastUses.get(usedAt(key, place))?.lastUsed[key.id];

type Look = {
  readonly place: Place;
  readonly question: KeyQuestion;
  readonly site: SiteRecord;
  readonly now: number;
  readonly lastUses: ReadonlyMap<string, LastUse>;
};

function pageOf(keys: readonly ApiKeyRecord[], look: Look): { readonly rows: ApiKeyRecord[]; readonly total: number } {
  const { from = 0, rows = ROWS_DEFAULT } = look.question;
  const found = keys.filter((key) => isFound(key, look)).sort(orderOf(look));
  return { rows: found.slice(from, from + rows), total: found.length };
}

function isFound(key: ApiKeyRecord, look: Look): boolean {
  const { question, site, now } = look;
  const { text = '', states, about, sponsor, endsWithinDays } = question;
  const words = text
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '');
  const searched = [key.name, key.id, key.purpose, key.sponsor].join('\n').toLowerCase();
  return (
    words.every((word) => searched.includes(word)) &&
    (states?.includes(keyStanding(key, site, now)) ?? true) &&
    (about === undefined || key.grants.some(({ projectId }) => projectId === about)) &&
    (sponsor === undefined || key.sponsor === sponsor) &&
    (endsWithinDays === undefined || endsWithin(key, look, endsWithinDays))
  );
}

/** What has ended already does not end soon. */
function endsWithin(key: ApiKeyRecord, { place, site, now }: Look, days: number): boolean {
  const standing = keyStanding(key, site, now);
  return standing !== 'revoked' && standing !== 'expired' && endShown(key, site, place) <= now + days * DAY_MS;
}

/** Keys that are equal by what is asked for stand in the order of their ids, so that pages never overlap. */
function orderOf({ place, question, site, lastUses }: Look): (one: ApiKeyRecord, other: ApiKeyRecord) => number {
  const { sort = 'created', descending = question.sort === undefined } = question;
  const direction = descending ? -1 : 1;
  const compare = (one: ApiKeyRecord, other: ApiKeyRecord): number => {
    switch (sort) {
      case 'name':
        return one.name.localeCompare(other.name, 'en', { sensitivity: 'base', numeric: true });
      case 'created':
        return one.createdAt - other.createdAt;
      case 'ends':
        return endShown(one, site, place) - endShown(other, site, place);
      case 'lastUsed':
        // A key that was never used stands before all others.
        return textOrder(lastUsedAt(one, place, lastUses) ?? '', lastUsedAt(other, place, lastUses) ?? '');
    }
  };
  return (one, other) => direction * compare(one, other) || textOrder(one.id, other.id);
}

const textOrder = (one: string, other: string): number => (one === other ? 0 : one < other ? -1 : 1);

function statesOf(keys: readonly ApiKeyRecord[], { site, now }: Look): Record<KeyStanding, number> {
  const states: Record<KeyStanding, number> = { in_force: 0, not_yet: 0, expired: 0, suspended: 0, revoked: 0 };
  for (const key of keys) states[keyStanding(key, site, now)] += 1;
  return states;
}
