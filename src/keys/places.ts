/**
 * How many keys there may be at once, so that nobody fills what is looked through for all of a site: of those that may be
 * used or let go on again, so many at each project's URL, and so many at the site's URL for each person who issued them.
 * A place is taken before the key is stored and is free again when the key has ended; what has ended is only looked for
 * where all places are taken.
 */
import { createHash } from 'node:crypto';
import { err, ok, type Result } from '../result';
import type { StorageFault } from '../storage/fault';
import { type ApiKeyRecord, type Home, homeName } from '../storage/records/api-key';
import type { Actor } from './authority';
import { type AdministrationFault, unavailable } from './fault';
import type { KeyWorld } from './key-store';

/** Keys in force or suspended, at one project's URL, or of one person at the site's. */
const PLACES_MAX = 500;
/** A key is stored within this time of taking its place; a place without a key is free afterwards. */
const TAKEN_FOR_SECONDS = 120;
const ATTEMPTS = 8;

type Places = Readonly<Record<string, number>>;
type PlaceWorld = Pick<KeyWorld, 'store' | 'now'>;

/** Takes a place for a key that is to be stored; says what to do where none is free. */
export const takePlace = async (
  world: PlaceWorld,
  home: Home,
  actor: Actor,
  keyId: string,
): Promise<Result<void, AdministrationFault>> => {
  const name = rosterName(home, actor);
  for (let attempt = 1; ; attempt += 1) {
    const read = await world.store.readRoster(name);
    if (!read.ok) return err(unavailable(read.error));
    const known = await placesNow(world, home, read.value?.roster.places);
    if (!known.ok) return err(unavailable(known.error));
    if (Object.keys(known.value).length >= PLACES_MAX) return err(allTaken(home));
    const places = { ...known.value, [keyId]: Math.floor(world.now() / 1000) };
    const saved = await world.store.saveRoster(name, read.value?.version, { v: 1, places });
    if (saved.ok) return ok(undefined);
    if (saved.error.reason !== 'conflict' || attempt === ATTEMPTS) return err(unavailable(saved.error));
  }
};

/** A person may be named by anything; names of rows may not. */
const rosterName = (home: Home, { accountId }: Actor): string =>
  home.kind === 'project'
    ? homeName(home)
    : `site:${createHash('sha256').update(accountId).digest('hex').slice(0, 24)}`;

/** The places that are taken; without those of keys that have ended, where there would be none left. */
const placesNow = async (
  { store, now }: PlaceWorld,
  home: Home,
  places: Places | undefined,
): Promise<Result<Places, StorageFault>> => {
  if (places === undefined) {
    // Keys that were issued before places were counted.
    if (home.kind === 'site') return ok({});
    const listed = await store.liveKeys({ of: 'project', projectId: home.projectId });
    if (!listed.ok) return listed;
    const own = listed.value.filter((key) => homeName(key.home) === home.projectId && isLive(key, now()));
    return ok(Object.fromEntries(own.map(({ id }) => [id, 0])));
  }
  const ids = Object.keys(places);
  if (ids.length < PLACES_MAX) return ok(places);
  const read = await store.readKeys(ids);
  if (!read.ok) return read;
  const justTaken = now() / 1000 - TAKEN_FOR_SECONDS;
  return ok(
    Object.fromEntries(
      Object.entries(places).filter(([id, takenAt]) => {
        const key = read.value.get(id);
        return key === undefined ? takenAt > justTaken : isLive(key, now());
      }),
    ),
  );
};

const isLive = ({ status, expiresAt }: ApiKeyRecord, now: number): boolean =>
  (status.state === 'active' || status.state === 'suspended') && expiresAt > now;

const allTaken = (home: Home): AdministrationFault => ({
  reason: 'too_many',
  where: '',
  message:
    home.kind === 'project'
      ? `This project has ${PLACES_MAX} keys that are in force or suspended, and no more are issued for it.`
      : `You have issued ${PLACES_MAX} keys over several projects that are in force or suspended.`,
  mend: 'Revoke keys that nobody needs. What shares its purpose can share a key.',
});
