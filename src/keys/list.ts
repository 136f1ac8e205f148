/**
 * The keys that a page may show: all of the site for a site admin, or those that reach the page's project. Searched and
 * sorted by what the index says, which may be some seconds late; the rows that are shown are then read by their ids, so
 * that no shown row is old.
 */
import { endOf } from '../policy/ceilings';
import { err, ok, type Result } from '../result';
import { type ApiKeyRecord, homeName } from '../storage/records/api-key';
import type { LastUse } from '../storage/records/day';
import type { SiteRecord } from '../storage/records/site';
import { belongsTo, mayActAt, type Place } from './authority';
import { type AdministrationFault, invalid, notAllowed, unavailable } from './fault';
import type { KeyWorld } from './key-store';
import { type KeyStanding, keyStanding } from './standing';

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
  const [listed, site] = await Promise.all([
    world.store.keysInIndex(place.page === 'site' ? { of: 'site' } : { of: 'project', projectId: place.projectId }),
    world.store.readSite(),
  ]);
  if (!listed.ok) return err(unavailable(listed.error));
  if (!site.ok) return err(unavailable(site.error));
  // Only an order by last use needs it of all keys; otherwise it is read of those that are shown.
  const sorting = question.sort === 'lastUsed' ? await world.audit.readLastUses(homesOf(listed.value.keys)) : undefined;
  if (sorting?.ok === false) return err(unavailable(sorting.error));
  const look: Look = { question, site: site.value, now: world.now(), lastUses: sorting?.value ?? new Map() };

  const byIndex = pageOf(listed.value.keys, look);
  const fresh = await world.store.readKeys(byIndex.rows.map(({ id }) => id));
  if (!fresh.ok) return err(unavailable(fresh.error));
  const wereRead = new Set(byIndex.rows.map(({ id }) => id));
  const keys = listed.value.keys
    .flatMap((key) => (wereRead.has(key.id) ? (fresh.value.get(key.id) ?? []) : key))
    .filter((key) => belongsTo(key, place));
  const { rows, total } = pageOf(keys, look);
  const shown = rows.filter(({ id }) => wereRead.has(id));

  const uses = sorting ?? (await world.audit.readLastUses(homesOf(shown)));
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

/** Homes of these keys, each once. */
export const homesOf = (keys: readonly ApiKeyRecord[]): readonly string[] => [
  ...new Set(keys.map(({ home }) => homeName(home))),
];

/** When a key was last used, as far as is summed; ISO 8601. */
export const lastUsedAt = ({ id, home }: ApiKeyRecord, lastUses: ReadonlyMap<string, LastUse>): string | undefined =>
  lastUses.get(homeName(home))?.lastUsed[id];

type Look = {
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

function isFound(key: ApiKeyRecord, { question, site, now }: Look): boolean {
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
    (endsWithinDays === undefined || endsWithin(key, site, now, endsWithinDays))
  );
}

/** What has ended already does not end soon. */
function endsWithin(key: ApiKeyRecord, site: SiteRecord, now: number, days: number): boolean {
  const standing = keyStanding(key, site, now);
  return standing !== 'revoked' && standing !== 'expired' && endOf(key, site) <= now + days * DAY_MS;
}

/** Keys that are equal by what is asked for stand in the order of their ids, so that pages never overlap. */
function orderOf({ question, site, lastUses }: Look): (one: ApiKeyRecord, other: ApiKeyRecord) => number {
  const { sort = 'created', descending = question.sort === undefined } = question;
  const direction = descending ? -1 : 1;
  const compare = (one: ApiKeyRecord, other: ApiKeyRecord): number => {
    switch (sort) {
      case 'name':
        return one.name.localeCompare(other.name, 'en', { sensitivity: 'base', numeric: true });
      case 'created':
        return one.createdAt - other.createdAt;
      case 'ends':
        return endOf(one, site) - endOf(other, site);
      case 'lastUsed':
        // A key that was never used stands before all others.
        return textOrder(lastUsedAt(one, lastUses) ?? '', lastUsedAt(other, lastUses) ?? '');
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
