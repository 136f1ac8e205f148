/**
 * What a site admin does with the gateway's URLs: replaces one by another, and shuts or opens one.
 *
 * Guarantees: keys stay with their home, only its URL changes; until everything about a new URL is stored the old one is
 * served as before; of two administrators at once the second is told to look again. A URL that was shut stays so when it
 * is replaced, and so does its successor: it may have been shut to stop every key that lives there.
 */
import { err, ok, type Result } from '../result';
import type { EndpointChange, EndpointsOfHome } from '../storage/endpoint-changes';
import type { Home } from '../storage/records/api-key';
import type { AdministrativeAct, AuditRecord } from '../storage/records/audit';
import { type EndpointRecord, endpointHash, tokenOfUrl } from '../storage/records/endpoint';
import { auditDaysOf } from '../storage/records/site';
import { type Actor, mayActAt } from './authority';
import { currentHash } from './endpoint-list';
import { type AdministrationFault, changedMeanwhile, invalid, notAllowed, unavailable } from './fault';
import { siteHome } from './home-endpoint';
import type { KeyWorld } from './key-store';

const DAY_MS = 24 * 60 * 60 * 1000;
/** An old URL is for clients that have yet to change; kept for ever it would only be one more to watch. */
const KEPT_DAYS_MAX = 90;
/** URLs of one home that are served beside its present one. */
const FORMER_MAX = 10;

/** Gives a home another URL. The present one is served until `keepUntil` (ISO 8601), or ends now. */
export const rotateEndpoint = async (
  world: KeyWorld,
  actor: Actor,
  home: string,
  keepUntil: string | undefined,
): Promise<Result<void, AdministrationFault>> => {
  const now = world.now();
  const until = keepUntil === undefined ? now : Date.parse(keepUntil);
  const refused = (await notAdmin(world)) ?? faultOfUntil(keepUntil, until, now);
  if (refused !== undefined) return err(refused);
  const present = await presentOf(world, home);
  if (!present.ok) return present;
  const { urls, current, served, ended } = present.value;
  if (served.length >= FORMER_MAX) {
    return err(invalid('home', 'Too many earlier URLs are still served.', 'Wait until one of them ends.'));
  }
  const made = await newUrl(world);
  if (!made.ok) return made;
  const { url, hash } = made.value;
  const change: EndpointChange = {
    home,
    version: urls.version,
    former: [...served, current.hash],
    pointer: { v: 1, url, endpointHash: hash },
    endpoints: new Map([
      [hash, { v: 1, home: homeOfName(home), url, state: current.record.state }],
      [current.hash, { ...current.record, until }],
    ]),
  };
  const detail = keepUntil === undefined ? 'ends now' : `kept until ${new Date(until).toISOString()}`;
  const saved = await save(world, actor, change, 'endpoint_rotated', detail);
  if (saved.ok) {
    // At a URL that the platform has back nobody can make this app look for a key.
    await giveBack(world, keepUntil === undefined ? [...ended, current.record] : ended);
    return saved;
  }
  const again = await world.store.readHomes([home]);
  if (!again.ok) return saved;
  // Only the answer may have been lost.
  if (again.value[0]?.pointer?.endpointHash === hash) return ok(undefined);
  await world.urls.giveBack(url);
  return saved;
};

/** Shuts or opens one URL, from the next call on. */
export const setEndpoint = async (
  world: KeyWorld,
  actor: Actor,
  endpointId: string,
  state: EndpointRecord['state'],
): Promise<Result<void, AdministrationFault>> => {
  const refused = await notAdmin(world);
  if (refused !== undefined) return err(refused);
  const first = await endpointOf(world, endpointId);
  if (!first.ok) return first;
  const home = nameOf(first.value.home);
  const urls = await world.store.readHomes([home]);
  if (!urls.ok) return err(unavailable(urls.error));
  const { version = 0, former = [] } = urls.value[0] ?? {};
  // Read after the version that the change is conditioned on.
  const present = await endpointOf(world, endpointId);
  if (!present.ok) return present;
  const record = present.value;
  if (record.until !== undefined && record.until <= world.now()) return err(noSuchEndpoint);
  if (record.state === state) return ok(undefined);
  const endpoints = new Map([[endpointId, { ...record, state }]]);
  const saved = await save(world, actor, { home, version, former, endpoints }, 'endpoint_changed', state);
  if (saved.ok) return saved;
  const again = await endpointOf(world, endpointId);
  return again.ok && again.value.state === state ? ok(undefined) : saved;
};

const notAdmin = async (world: KeyWorld): Promise<AdministrationFault | undefined> => {
  const allowed = await mayActAt(world.person, { page: 'site' });
  if (!allowed.ok) return allowed.error;
  return allowed.value ? undefined : notAllowed('', 'You do not administer this site.', 'Ask a Jira administrator.');
};

const faultOfUntil = (keepUntil: string | undefined, until: number, now: number): AdministrationFault | undefined => {
  if (keepUntil === undefined || (until > now && until <= now + KEPT_DAYS_MAX * DAY_MS)) return undefined;
  const message = `The old URL can be kept for at most ${KEPT_DAYS_MAX} days.`;
  return invalid('keepUntil', message, 'Choose a moment within them, or let it end now.');
};

const noUrl = invalid('home', 'This project has no URL of its own.', 'It gets one with its first key.');
const noSuchEndpoint = invalid(
  'endpointId',
  'There is no such URL, or it has ended.',
  'List the URLs and take its id.',
);

type Present = {
  readonly urls: EndpointsOfHome;
  readonly current: { readonly hash: string; readonly record: EndpointRecord };
  /** Former URLs that are still served, and those that ended. */
  readonly served: readonly string[];
  readonly ended: readonly EndpointRecord[];
};

/** The URLs of a home as they stand. */
const presentOf = async (world: KeyWorld, home: string): Promise<Result<Present, AdministrationFault>> => {
  if (home === 'site') {
    const known = await siteHome(world);
    if (!known.ok) return known;
  }
  const read = await world.store.readHomes([home]);
  if (!read.ok) return err(unavailable(read.error));
  const [urls] = read.value;
  if (urls === undefined) return err(noUrl);
  const hash = await currentHash(world, urls);
  if (!hash.ok) return hash;
  const records = await world.store.readEndpoints([hash.value, ...urls.former].filter((each) => each !== ''));
  if (!records.ok) return err(unavailable(records.error));
  const record = records.value.get(hash.value);
  if (record === undefined) return err(noUrl);
  const now = world.now();
  const hasEnded = (each: string): boolean => (records.value.get(each)?.until ?? 0) <= now;
  return ok({
    urls,
    current: { hash: hash.value, record },
    served: urls.former.filter((each) => !hasEnded(each)),
    ended: urls.former.filter(hasEnded).flatMap((each) => records.value.get(each) ?? []),
  });
};

/** A URL that is nobody's yet. A platform that answers with one that is known has refused, politely. */
const newUrl = async (
  world: KeyWorld,
): Promise<Result<{ readonly url: string; readonly hash: string }, AdministrationFault>> => {
  const [made, site] = [await world.urls.another(), await world.urls.site()];
  if (!made.ok) return err(noMoreUrls);
  const token = tokenOfUrl(made.value);
  if (token === undefined || (site.ok && site.value === made.value)) return err(noMoreUrls);
  const hash = endpointHash(token);
  const known = await world.store.readEndpoints([hash]);
  if (!known.ok) return err(unavailable(known.error));
  return known.value.size > 0 ? err(noMoreUrls) : ok({ url: made.value, hash });
};

const noMoreUrls: AdministrationFault = {
  reason: 'unavailable',
  where: 'home',
  message: 'The platform gave no further URL.',
  mend: 'Try again later. To stop every key that lives at this URL, close it.',
};

const save = async (
  world: KeyWorld,
  actor: Actor,
  change: EndpointChange,
  act: AdministrativeAct,
  detail: string,
): Promise<Result<void, AdministrationFault>> => {
  const site = await world.store.readSite();
  if (!site.ok) return err(unavailable(site.error));
  const audit: AuditRecord = {
    v: 1,
    id: Buffer.from(world.random(16)).toString('hex'),
    at: new Date(world.now()).toISOString(),
    keyId: 'none',
    projectId: change.home,
    event: { kind: 'administration', act, by: actor.accountId, detail },
  };
  const saved = await world.store.changeEndpoints(change, audit, auditDaysOf(site.value));
  if (saved.ok) return saved;
  return err(saved.error.reason === 'conflict' ? changedMeanwhile : unavailable(saved.error));
};

/** What ended is the platform's again, but for the URL that it gives first to whoever asks. A failure costs nothing. */
const giveBack = async ({ urls }: KeyWorld, ended: readonly EndpointRecord[]): Promise<void> => {
  const first = await urls.site();
  for (const { url } of ended) if (first.ok && url !== first.value) await urls.giveBack(url);
};

const endpointOf = async (world: KeyWorld, id: string): Promise<Result<EndpointRecord, AdministrationFault>> => {
  const read = await world.store.readEndpoints([id]);
  if (!read.ok) return err(unavailable(read.error));
  const record = read.value.get(id);
  return record === undefined ? err(noSuchEndpoint) : ok(record);
};

const nameOf = (home: Home): string => (home.kind === 'site' ? 'site' : home.projectId);
const homeOfName = (name: string): Home => (name === 'site' ? { kind: 'site' } : { kind: 'project', projectId: name });
