/**
 * Puts a whole site together: the store, the simulated Jira, the platform with the app's bundle, and the
 * HTTP server. Nothing runs before all of it could be opened; what cannot be opened is a SiteStartError.
 *
 * INVARIANT: a new state of Jira is in the store before the call that made it is answered.
 */
import { dirname, resolve } from 'node:path';
import type { Jira, ProductEvent } from '../jira/jira';
import type { JiraState } from '../jira/state';
import type { CspViolation, Site, SiteOptions } from '../site';
import { createBridge } from './bridge';
import { createClock } from './clock';
import { createEgressDoor } from './egress';
import { createEventQueue } from './events';
import { createForgeFetch } from './forge-fetch';
import { forgeRuntime } from './forge-runtime';
import { listen } from './http/listen';
import { createRoutes } from './http/routes';
import { installationOf } from './installation';
import { createInvoker } from './invoke';
import { callJira } from './jira-door';
import type { JiraKit } from './jira-kit';
import { type Manifest, readManifest } from './manifest';
import { pathOfPage } from './page/addresses';
import { createResourceServer } from './page/resources';
import { defaultPlatformSwitches } from './platform-switches';
import { type Bundle, loadBundle } from './runtime';
import { createSchedules } from './schedules';
import { SiteStartError } from './site-start-error';
import { createBudget } from './storage/budget';
import { type OpenStore, openStore, type SiteDatabase } from './storage/database';
import { createStorageDoor } from './storage/door';
import { createRows } from './storage/rows';
import { TIME_LIMITS } from './time-limits';
import { answerGraphql } from './web-trigger/graphql';
import { createWebTriggerServer } from './web-trigger/serve';
import { createWebTriggerUrls } from './web-trigger/urls';

const ROOT = resolve(__dirname, '../..');
const BACKGROUND_EVERY_MS = 2000;

/** Starts a site over a simulated Jira made of `kit`. */
export async function startSiteWith(kit: JiraKit, options: SiteOptions = {}): Promise<Site> {
  const manifestPath = options.manifest ?? resolve(ROOT, 'manifest.yml');
  const manifest = readManifest(manifestPath);
  const store = openStore(options.dataDirectory);
  try {
    return await assemble(kit, { ...options, manifest: manifestPath }, manifest, store);
  } catch (error) {
    store.close();
    throw error;
  }
}

async function assemble(
  kit: JiraKit,
  options: SiteOptions & { readonly manifest: string },
  manifest: Manifest,
  store: OpenStore,
): Promise<Site> {
  const platform = createPlatform(kit, options, manifest, store.database, () => listener.url);
  const { webTriggers, bridge, jira, events, schedules, seen } = platform;
  const onFailure = options.onFailure ?? ((error: unknown) => console.error(error));
  const frames = await listen(
    0,
    createResourceServer({
      directories: resourceDirectories(manifest, options.manifest),
      shellOrigin: () => listener.url,
      onViolation: (violation) => seen.cspViolations.push(violation),
    }),
    onFailure,
  );
  const listener = await listen(
    options.port ?? 0,
    createRoutes({
      webTriggers: webTriggers.serve,
      bridge,
      jira: () => jira,
      pages: options.pages,
      onUnknownOp: (op) => seen.unknownOps.push(op),
    }),
    onFailure,
  ).catch(async (error: unknown) => {
    await frames.close();
    throw error;
  });
  const background =
    options.background === true ? runInBackground([events.deliver, schedules.runDue], onFailure) : undefined;
  const stop = async (): Promise<void> => {
    clearInterval(background);
    await Promise.all([listener.close(), frames.close()]);
    store.close();
  };
  return siteOf(platform, { kit, manifest, url: listener.url, framesUrl: frames.url, stop });
}

type Platform = ReturnType<typeof createPlatform>;

/** The platform's parts around the app's bundle. `origin`: where the site is served, known once it is. */
function createPlatform(
  kit: JiraKit,
  options: SiteOptions,
  manifest: Manifest,
  database: SiteDatabase,
  origin: () => string,
) {
  const clock = createClock(options.now);
  const switches = { ...defaultPlatformSwitches(), ...options.switches };
  const limits = { ...TIME_LIMITS, ...options.timeLimits };
  const consent = { missing: new Set<string>() };
  /** What tests look at beside the calls: what was tried and must not have been. */
  const seen = { outsideTries: [] as string[], cspViolations: [] as CspViolation[], unknownOps: [] as string[] };
  const queue = { add: (_events: readonly ProductEvent[]): void => undefined };
  const jira = openJira(kit, options, clock.now, database, (happened) => queue.add(happened));
  const installation = () => installationOf(manifest.appId, jira.state().site);

  const rateEnforced = () => switches['platform.rateLimits'] === 'enforced';
  const rows = createRows(database, clock);
  const storage = createStorageDoor(
    {
      rows,
      budget: createBudget(clock.budgetNow, rateEnforced),
      entities: manifest.entities,
      now: clock.now,
      ttlLagMs: () => switches['storage.ttlLagSeconds'] * 1000,
      queryLagMs: () => switches['storage.queryLagSeconds'] * 1000,
    },
    manifest.scopes,
  );
  const urls = createWebTriggerUrls(database, clock, () => ({
    urlsMax: switches['webtrigger.maxUrls'],
    rateEnforced: rateEnforced(),
  }));
  const modules = manifest.webTriggers.map(({ key }) => key);
  const urlOf = (token: string) => `${origin()}/public/${token}`;
  const bundle = loadBundle(resolve(options.bundle ?? resolve(ROOT, 'dist/index.cjs')), {
    clock,
    fetch: createEgressDoor(manifest.egress, (url) => seen.outsideTries.push(url)),
    runtimeOf: (scope) => forgeRuntime(scope, installation(), manifest.scopes),
    forgeFetch: createForgeFetch({
      storage: storage.call,
      jira: (scope, call, path, init) => callJira(jira, manifest.scopes, consent, scope, call, path, init),
      graphql: (body) => answerGraphql(urls, modules, urlOf, body),
    }),
  });
  requireHandlers(manifest, bundle);
  const invoker = createInvoker(manifest, bundle, installation);
  const around = { manifest, invoker, installation, switches };
  const events = createEventQueue({ ...around, database, limitMs: limits.backgroundMs });
  queue.add = events.add;
  return {
    ...{ clock, switches, consent, seen, jira, installation, rows, storage, urls, urlOf, invoker, events },
    bridge: createBridge({ ...around, jira, consent, limitMs: limits.resolverMs }),
    schedules: createSchedules(manifest, invoker, installation, clock, limits.backgroundMs),
    webTriggers: createWebTriggerServer({
      ...{ urls, modules: manifest.webTriggers, invoker, switches, clock },
      limitMs: limits.webTriggerMs,
    }),
  };
}

type Served = {
  readonly kit: JiraKit;
  readonly manifest: Manifest;
  readonly url: string;
  readonly framesUrl: string;
  readonly stop: () => Promise<void>;
};

/** What a user of the site holds: its addresses, its parts to look at, and the acts of the platform. */
function siteOf(platform: Platform, { kit, manifest, url, framesUrl, stop }: Served): Site {
  const { clock, switches, consent, seen, jira, installation, rows, storage, urls, urlOf, invoker } = platform;
  const { bridge, events, schedules, webTriggers } = platform;
  const [module] = manifest.webTriggers;
  return {
    url,
    async gatewayUrl() {
      const token = module === undefined ? undefined : urls.create(module.key, { extra: false });
      if (token === undefined) throw new Error('The manifest has no web trigger, or the platform gives it no URL.');
      return urlOf(token);
    },
    async trigger(event) {
      if (module === undefined) throw new Error('The manifest has no web trigger.');
      return webTriggers.trigger(module, event);
    },
    invoke: (accountId, place, functionKey, payload, extension) =>
      bridge.invoke({ accountId, place, functionKey, payload, extension }),
    consoleUrl: (place, route) => `${url}${pathOfPage(installation(), place, route)}`,
    pageFrame: {
      url: frameUrl(framesUrl, manifest),
      titles: { admin: titleOf(manifest, 'admin'), project: titleOf(manifest, 'project') },
      cspViolations: seen.cspViolations,
      unknownOps: seen.unknownOps,
    },
    ...{ jira, clock, switches, consent, outsideTries: seen.outsideTries },
    storage: {
      operations: storage.operations,
      faults: storage.faults,
      dump: () =>
        rows.all().map(({ key, entity, space, value }) => ({
          key,
          entityName: space === 'entity' ? entity : null,
          secret: space === 'secret',
          value: JSON.parse(value),
        })),
    },
    invocations: invoker.invocations,
    runSchedule: schedules.run,
    deliverEvents: events.deliver,
    fork: () => jira.state(),
    restore: (next) => jira.replaceState(next),
    digestOutside: (projectIds) => kit.digestOutside(jira.state(), projectIds),
    island: (projectIds) => kit.island(jira.state(), projectIds),
    resetRecords() {
      const records = [jira.calls, jira.faults, storage.operations, storage.faults, invoker.invocations];
      for (const list of [...records, ...Object.values(seen)]) list.length = 0;
    },
    stop,
  };
}

/** Paths of a manifest begin at its own directory. */
const resourceDirectories = ({ resources }: Manifest, manifestPath: string): ReadonlyMap<string, string> =>
  new Map([...resources].map(([key, path]) => [key, resolve(dirname(manifestPath), path)]));

/** All pages of the app are one resource. Another host than Jira's, and still this machine. */
const frameUrl = (url: string, { pages }: Manifest): string =>
  `http://localhost:${new URL(url).port}/${pages[0]?.resource ?? ''}/`;

const titleOf = ({ pages }: Manifest, kind: 'admin' | 'project'): string =>
  pages.find((page) => page.kind === kind)?.title ?? '';

/** A function without a handler would only show itself when it is first called. */
function requireHandlers(manifest: Manifest, bundle: Bundle): void {
  for (const [key, handler] of manifest.functions) {
    if (bundle.handler(handler) === undefined) {
      throw new SiteStartError(
        `The bundle exports no ${handler}, which the manifest names for function ${key}. Export it, or build anew: npm run build.`,
      );
    }
  }
}

/** Jira with the state of the store, or with that of the seed; its changes go to the store and to `onEvents`. */
function openJira(
  kit: JiraKit,
  options: SiteOptions,
  now: () => number,
  database: SiteDatabase,
  onEvents: (events: readonly ProductEvent[]) => void,
): Jira {
  const isKept = options.dataDirectory !== undefined;
  const stored = isKept ? kit.loadState(database) : undefined;
  const seed = options.seed ?? 'demo';
  const state = stored ?? (typeof seed === 'string' ? kit.seed(seed, now()) : seed);
  if (isKept && stored === undefined) kit.saveChanges(database, undefined, state);
  const jira = kit.createJira({ state, now, ...(options.jiraSwitches && { switches: options.jiraSwitches }) });
  let saved: JiraState = state;
  jira.onChange((next, _previous, events) => {
    // Events first: should the process die in between, an event without its change does no harm.
    onEvents(events);
    if (isKept) kit.saveChanges(database, saved, next);
    saved = next;
  });
  return jira;
}

function runInBackground(
  tasks: readonly (() => Promise<unknown>)[],
  onFailure: (error: unknown) => void,
): NodeJS.Timeout {
  let isRunning = false;
  const tick = async () => {
    if (isRunning) return;
    isRunning = true;
    try {
      for (const task of tasks) await task();
    } catch (error) {
      onFailure(error);
    } finally {
      isRunning = false;
    }
  };
  const timer = setInterval(() => void tick(), BACKGROUND_EVERY_MS);
  timer.unref();
  return timer;
}
