/**
 * At which URL a new key works. A key for one project lives at that project's own URL, made with the project's
 * first key; a key for several projects lives at the site's, and so does every key where the platform gives no
 * further URL.
 */
import { ok, type Result } from '../result';
import { type ApiKeyRecord, type Grant, type Home, homeName } from '../storage/records/api-key';
import { endpointHash, tokenOfUrl } from '../storage/records/endpoint';
import { type AdministrationFault, unavailable } from './fault';
import type { KeyWorld } from './key-store';

export type HomeEndpoint = { readonly home: Home; readonly gatewayUrl: string };

/** The home of a key with these grants; makes the endpoint where there is none yet. */
export const homeOf = async (
  world: KeyWorld,
  grants: readonly Grant[],
): Promise<Result<HomeEndpoint, AdministrationFault>> => {
  const only = grants.length === 1 ? grants[0] : undefined;
  return only === undefined ? siteHome(world) : projectHome(world, only.projectId);
};

/**
 * Notes which projects a key at the site's URL reaches, before it does: their calls are summed for each of them. `before`:
 * the key as it was, where it was noted already.
 */
export const noteReach = async (
  world: Pick<KeyWorld, 'store'>,
  { home, grants }: Pick<ApiKeyRecord, 'home' | 'grants'>,
  before?: Pick<ApiKeyRecord, 'grants'>,
): Promise<Result<void, AdministrationFault>> => {
  const known = new Set(before?.grants.map(({ projectId }) => projectId));
  const reached = grants.map(({ projectId }) => projectId).filter((projectId) => !known.has(projectId));
  if (home.kind !== 'site' || reached.length === 0) return ok(undefined);
  const noted = await world.store.noteShared(reached);
  return noted.ok ? ok(undefined) : failed(noted.error);
};

/** The URL that keys of a home are used at; undefined where it cannot be told at the moment. */
export const urlOf = async (world: KeyWorld, home: Home): Promise<string | undefined> => {
  const own = await world.store.readHome(homeName(home));
  if (!own.ok) return undefined;
  if (own.value !== undefined || home.kind === 'project') return own.value?.url;
  const url = await world.urls.site();
  return url.ok ? url.value : undefined;
};

/** The site's home; makes its endpoint known where it is not. Where its URL was replaced, the newer one counts. */
export const siteHome = async (world: KeyWorld): Promise<Result<HomeEndpoint, AdministrationFault>> => {
  const home: Home = { kind: 'site' };
  const replaced = await world.store.readHome('site');
  if (!replaced.ok) return failed(replaced.error);
  if (replaced.value !== undefined) return ok({ home, gatewayUrl: replaced.value.url });
  const url = await world.urls.site();
  if (!url.ok) return failed(url.error);
  const known = await register(world, home, url.value);
  return known.ok ? ok({ home, gatewayUrl: url.value }) : known;
};

const projectHome = async (world: KeyWorld, projectId: string): Promise<Result<HomeEndpoint, AdministrationFault>> => {
  const home: Home = { kind: 'project', projectId };
  const present = await world.store.readHome(projectId);
  if (!present.ok) return failed(present.error);
  if (present.value !== undefined) return ok({ home, gatewayUrl: present.value.url });

  // The site's URL first: a further one must never take the only place that the platform has.
  const site = await world.urls.site();
  if (!site.ok) return failed(site.error);
  const made = await world.urls.another();
  // A platform that answers with the site's URL again has refused, politely.
  if (!made.ok || made.value === site.value) return siteHome(world);
  const registered = await register(world, home, made.value);
  if (!registered.ok) return registered;
  const claimed = await world.store.claimHome(projectId, {
    v: 1,
    url: made.value,
    endpointHash: registered.value,
  });
  if (claimed.ok) return ok({ home, gatewayUrl: made.value });
  if (claimed.error.reason !== 'conflict') return failed(claimed.error);

  // Another first key of this project was quicker: both live at its URL, and ours is given back.
  await world.urls.giveBack(made.value);
  const winner = await world.store.readHome(projectId);
  if (!winner.ok) return failed(winner.error);
  return winner.value === undefined ? failed({ reason: 'conflict' }) : ok({ home, gatewayUrl: winner.value.url });
};

/** Makes the endpoint known, open, unless it is known already; then it stays as it is, also if it is closed. */
const register = async (world: KeyWorld, home: Home, url: string): Promise<Result<string, AdministrationFault>> => {
  const token = tokenOfUrl(url);
  if (token === undefined) return failed({ reason: 'platform_unavailable' });
  const hash = endpointHash(token);
  const created = await world.store.createEndpoint(hash, { v: 1, home, url, state: 'open' });
  return created.ok || created.error.reason === 'conflict' ? ok(hash) : failed(created.error);
};

const failed = (fault: Parameters<typeof unavailable>[0]): { ok: false; error: AdministrationFault } => ({
  ok: false,
  error: unavailable(fault),
});
