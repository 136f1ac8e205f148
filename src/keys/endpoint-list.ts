/**
 * Web trigger URLs as a site admin sees them: of the site and of every project whose keys live at a URL of its own, the
 * present one and those that it replaced. Everything but which homes there are is read by name and never lags.
 */
import { err, ok, type Result } from '../result';
import type { EndpointsOfHome } from '../storage/endpoint-changes';
import { type ApiKeyRecord, homeName } from '../storage/records/api-key';
import { type EndpointRecord, endpointHash, tokenOfUrl } from '../storage/records/endpoint';
import type { SiteRecord } from '../storage/records/site';
import { type AdministrationFault, unavailable } from './fault';
import type { KeyWorld } from './key-store';
import { keyStanding } from './standing';

export type EndpointInUse = {
  readonly id: string;
  readonly home: string;
  /** Absent for the site, and for a project that no key reaches any more. */
  readonly projectKey: string | undefined;
  readonly record: EndpointRecord;
  /** The one that new keys get. */
  readonly isCurrent: boolean;
  /** Keys in force that live there. */
  readonly keys: number;
};

export type EndpointList = {
  readonly endpoints: readonly EndpointInUse[];
  /** False where there are more keys than were counted. */
  readonly complete: boolean;
};

/** All URLs that are known, but for those that ended; the site's first. */
export const listEndpoints = async (world: KeyWorld): Promise<Result<EndpointList, AdministrationFault>> => {
  const [listed, site, known] = await Promise.all([
    world.store.keysInIndex({ of: 'site' }),
    world.store.readSite(),
    world.store.listHomes(),
  ]);
  if (!listed.ok) return err(unavailable(listed.error));
  if (!known.ok) return err(unavailable(known.error));
  if (!site.ok) return err(unavailable(site.error));
  const keysOf = new Map<string, readonly ApiKeyRecord[]>([['site', []]]);
  for (const key of listed.value.keys) {
    const home = homeName(key.home);
    keysOf.set(home, [...(keysOf.get(home) ?? []), key]);
  }
  // A home that was made a moment ago may be known by its first key alone.
  const homes = await world.store.readHomes([...new Set([...keysOf.keys(), ...known.value])]);
  if (!homes.ok) return err(unavailable(homes.error));
  const placed: Placed[] = [];
  for (const home of homes.value) {
    const current = await currentHash(world, home);
    if (!current.ok) return current;
    placed.push({ ...home, current: current.value });
  }
  const records = await world.store.readEndpoints(placed.flatMap(({ former, current }) => [current, ...former]));
  if (!records.ok) return err(unavailable(records.error));
  const endpoints = placed.flatMap((home) =>
    inUse(home, records.value, described(keysOf.get(home.home) ?? [], site.value, world.now()), world.now()),
  );
  return ok({ endpoints, complete: listed.value.complete });
};

type Placed = EndpointsOfHome & { readonly current: string };

/** The hash of the URL that new keys of a home get; empty for a project that has none of its own. */
export const currentHash = async (
  world: Pick<KeyWorld, 'urls'>,
  { home, pointer }: EndpointsOfHome,
): Promise<Result<string, AdministrationFault>> => {
  if (pointer !== undefined) return ok(pointer.endpointHash);
  if (home !== 'site') return ok('');
  const url = await world.urls.site();
  if (!url.ok) return err(unavailable(url.error));
  return ok(endpointHash(tokenOfUrl(url.value) ?? ''));
};

type Described = { readonly projectKey: string | undefined; readonly keys: number };

const described = (keys: readonly ApiKeyRecord[], site: SiteRecord, now: number): Described => {
  const [newest] = keys;
  return {
    projectKey: newest?.home.kind === 'project' ? newest.grants[0]?.projectKey : undefined,
    keys: keys.filter((key) => keyStanding(key, site, now) === 'in_force').length,
  };
};

const inUse = (
  { home, current, former }: Placed,
  records: ReadonlyMap<string, EndpointRecord>,
  { projectKey, keys }: Described,
  now: number,
): EndpointInUse[] =>
  [current, ...former.toReversed()].flatMap((id) => {
    const record = records.get(id);
    const hasEnded = record?.until !== undefined && record.until <= now;
    if (record === undefined || hasEnded) return [];
    return [{ id, home, projectKey, record, isCurrent: id === current, keys }];
  });
