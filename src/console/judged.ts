/**
 * What calls are judged by when a page asks about them: a key as it is stored, or one that could be issued from a draft.
 *
 * INVARIANT: on a project's page nothing of the other projects of a key is in it, nor what a site admin lets it show of
 * restricted things, so that no answer can tell of them.
 */
import type { Judged } from '../gateway/ask';
import { type Actor, belongsTo, type Place } from '../keys/authority';
import { currentHash } from '../keys/endpoint-list';
import { type AdministrationFault, noSuchKey, unavailable } from '../keys/fault';
import { type Considered, considerDraft, recordOf } from '../keys/issue';
import type { KeyWorld } from '../keys/key-store';
import { endShown, type KeyStanding, keyStanding } from '../keys/standing';
import { err, ok, type Result } from '../result';
import { readLexicons } from '../storage/lexicons';
import { type ApiKeyRecord, type Grant, homeName } from '../storage/records/api-key';
import { endpointHash } from '../storage/records/endpoint';
import type { SiteRecord } from '../storage/records/site';

/** `stopped`: why no call of the key is served at all. */
export type Subject = { readonly judged: Judged; readonly stopped?: Stop };
export type Stop = { readonly why: string; readonly more: Readonly<Record<string, unknown>> };

/** The subject of a question about a key that belongs to the page. */
export const keyInQuestion = async (
  world: KeyWorld,
  place: Place,
  keyId: string,
): Promise<Result<Subject, AdministrationFault>> => {
  const [key, site] = await Promise.all([world.store.readKey(keyId), world.store.readSite()]);
  if (!key.ok) return err(unavailable(key.error));
  if (!site.ok) return err(unavailable(site.error));
  if (key.value === undefined || !belongsTo(key.value, place)) return err(noSuchKey);
  const record = place.page === 'site' ? key.value : { ...key.value, reveals: [] };
  const closed = await isClosed(world, homeName(record.home));
  if (!closed.ok) return closed;
  const stopped = stopOf(record, site.value, closed.value, place, world.now());
  const shown = record.grants.filter(({ projectId }) => place.page === 'site' || projectId === place.projectId);
  return ok({ judged: judgedBy(record, site.value, shown), ...(stopped === undefined ? {} : { stopped }) });
};

/** The subject of a question about a key that this person could issue; a name and an end are filled in. */
export const draftInQuestion = async (
  world: KeyWorld,
  actor: Actor,
  place: Place,
  draft: Readonly<Record<string, unknown>>,
): Promise<Result<Subject, AdministrationFault>> => {
  const { name = 'A key', expiresAt, notBefore, ...rest } = draft;
  const moments =
    expiresAt === undefined
      ? { expiresAt: new Date(world.now() + HOUR_MS).toISOString() }
      : { expiresAt, ...(notBefore === undefined ? {} : { notBefore }) };
  const considered = await considerDraft(world, place, { name: name === '' ? 'A key' : name, ...rest, ...moments });
  if (!considered.ok) return considered;
  return ok({ judged: judgedBy(recordInQuestion(world, actor, considered.value), considered.value.site) });
};

/** Within every lifetime that a site may allow. */
const HOUR_MS = 3_600_000;

/** The record that a key would have; nothing of it is stored. */
export const recordInQuestion = (world: Pick<KeyWorld, 'random'>, actor: Actor, considered: Considered): ApiKeyRecord =>
  recordOf(world, actor, { ...considered, home: { kind: 'site' } }, { id: NOBODY, hash: '' });

/** An id that the app never draws by chance. */
const NOBODY = '0'.repeat(12);

/**
 * Judged as at the site's URL wherever the key lives: there, names are looked up by the project's id, and what is kept of
 * them for calls at a project's own URL stays as it is. `shown`: the grants that the answers may be about.
 */
export const judgedBy = (record: ApiKeyRecord, site: SiteRecord, shown: readonly Grant[] = record.grants): Judged => {
  // Of a key over several projects nothing is served where the site wants none: true of a part as of the whole.
  const isNothing = site.severalProjects === false && record.grants.length > 1;
  return {
    key: { ...record, grants: [...shown], home: { kind: 'site' } },
    site: isNothing ? { ...site, permissions: [] } : site,
    endpointHash: endpointHash(record.id),
    baseUrl: 'https://gateway.invalid/public/key',
    lexicon: undefined,
  };
};

/** With the names of its project, read once for several calls; where nothing is kept of them, the first call looks them up. */
export const withNames = async (judged: Judged): Promise<Result<Judged, AdministrationFault>> => {
  const [only, ...more] = judged.key.grants;
  if (only === undefined || more.length > 0) return ok(judged);
  const kept = await readLexicons([only.projectId]);
  return kept.ok ? ok({ ...judged, lexicon: kept.value.get(only.projectId) }) : err(unavailable(kept.error));
};

/** Is every URL of this home shut? */
const isClosed = async (world: KeyWorld, home: string): Promise<Result<boolean, AdministrationFault>> => {
  const homes = await world.store.readHomes([home]);
  if (!homes.ok) return err(unavailable(homes.error));
  const [urls] = homes.value;
  if (urls === undefined) return ok(true);
  const current = await currentHash(world, urls);
  if (!current.ok) return current;
  const records = await world.store.readEndpoints([current.value, ...urls.former].filter((hash) => hash !== ''));
  if (!records.ok) return err(unavailable(records.error));
  const isServed = [...records.value.values()].some(
    ({ state, until }) => state === 'open' && (until === undefined || until > world.now()),
  );
  return ok(!isServed);
};

const stopOf = (
  record: ApiKeyRecord,
  site: SiteRecord,
  isShut: boolean,
  place: Place,
  now: number,
): Stop | undefined => {
  const standing = keyStanding(record, site, now);
  if (standing !== 'in_force') {
    const end = endShown(record, site, place);
    return { why: whyOf(standing, record, end <= now ? end : undefined), more: { standing } };
  }
  if (site.breakGlass) return { why: 'A site admin has stopped every key.', more: { standing, stopped: 'site' } };
  return isShut ? { why: 'The URL of the key is closed.', more: { standing, stopped: 'endpoint' } } : undefined;
};

/** `endedAt`: when it ended, where the page may know it. */
const whyOf = (standing: KeyStanding, record: ApiKeyRecord, endedAt: number | undefined): string => {
  switch (standing) {
    case 'expired':
      return endedAt === undefined
        ? 'The key was ended by a ceiling.'
        : `The key ended at ${new Date(endedAt).toISOString()}.`;
    case 'not_yet':
      return `The key begins at ${new Date(record.notBefore ?? 0).toISOString()}.`;
    case 'revoked':
      return 'The key was revoked.';
    case 'suspended':
      return 'The key is suspended.';
    case 'in_force':
      return 'The key is in force.';
  }
};
