/**
 * A local site in a real browser: a person is signed in and looks at a page of the app as it stands in Jira, in a
 * frame of another origin and under production's policy.
 *
 * Whatever goes wrong unseen is kept as a fault: what the policy refused, errors of the console and of scripts,
 * operations that the bridge does not have, requests that would leave the machine. `expectNoFaults` fails on any.
 */
import type { Browser, BrowserContext, FrameLocator, Page } from 'playwright-core';
import { type ResolverPlace, type Site, type SiteOptions, startSite } from '../../../local/site';
import { launchChromium } from './chromium';

export type View = {
  /** The page's own path, e.g. `/create`. */
  readonly route?: string;
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
  /** What the browser believes the time to be, in epoch milliseconds; absent: real time. */
  readonly now?: number;
  /** Where the browser believes to be, e.g. `Europe/Berlin`; absent: UTC. */
  readonly timeZone?: string;
};

export type Visit = {
  /** Jira's page; the app stands in a frame of it. */
  readonly page: Page;
  /** The app. Locators of it find only what is in the frame. */
  readonly app: FrameLocator;
  readonly context: BrowserContext;
  /** Chooses a theme as a person does, with Jira's switch. */
  chooseTheme(theme: 'light' | 'dark'): Promise<void>;
  /** What went wrong since the visit began. Emptied by `expectNoFaults`. */
  readonly faults: string[];
  /** From now on these console errors are expected, e.g. of a connection that the test cuts. */
  expectErrors(pattern: RegExp): void;
  close(): Promise<void>;
};

export type ConsoleSite = {
  readonly site: Site;
  /** Opens the page of `place` as this person, in a browser window of its own. */
  visit(accountId: string, place: ResolverPlace, view?: View): Promise<Visit>;
  /** Opens any address of the site; `undefined`: nobody is signed in. */
  visitAddress(accountId: string | undefined, path: string, view?: View): Promise<Visit>;
  /** Fails with all that went wrong in any visit, and forgets it. For `afterEach`. */
  expectNoFaults(): void;
  stop(): Promise<void>;
};

const ACTION_MS = 60_000;
const LAPTOP = { width: 1280, height: 800 };

/** Starts a site and a browser. `stop` closes both, whatever happened in between. */
export async function openConsoleSite(options: SiteOptions = {}): Promise<ConsoleSite> {
  const browser = await launchChromium();
  let site: Site;
  try {
    site = await startSite({
      seed: 'fixture',
      ...options,
      switches: { 'platform.rateLimits': 'lifted', 'storage.queryLagSeconds': 0, ...options.switches },
    });
  } catch (error) {
    await browser.close();
    throw error;
  }
  const visits = new Set<Visit>();
  const visitAddress: ConsoleSite['visitAddress'] = async (accountId, path, view = {}) => {
    const visit = await openVisit(browser, site, accountId, view);
    visits.add(visit);
    await visit.page.goto(`${site.url}${path}`);
    return visit;
  };
  return {
    site,
    visitAddress,
    visit: (accountId, place, view = {}) =>
      visitAddress(accountId, site.consoleUrl(place, view.route).slice(site.url.length), view),
    expectNoFaults() {
      const faults = [
        ...[...visits].flatMap((visit) => visit.faults.splice(0)),
        ...site.pageFrame.cspViolations.splice(0).map((violation) => `policy: ${JSON.stringify(violation)}`),
        ...site.pageFrame.unknownOps.splice(0).map((op) => `bridge: there is no operation ${op}`),
        ...site.outsideTries.splice(0).map((url) => `the app tried to fetch ${url}`),
        ...site.jira.unknownRoutes.splice(0).map((route) => `Jira has no route ${JSON.stringify(route)}`),
      ];
      if (faults.length > 0) throw new Error(`Something went wrong unseen:\n${faults.join('\n')}`);
    },
    async stop() {
      await browser.close();
      await site.stop();
    },
  };
}

async function openVisit(browser: Browser, site: Site, accountId: string | undefined, view: View): Promise<Visit> {
  const { width = LAPTOP.width, height = LAPTOP.height, theme = 'light', timeZone = 'UTC' } = view;
  const context = await browser.newContext({
    locale: 'en-US',
    timezoneId: timeZone,
    viewport: { width, height },
    colorScheme: theme,
    reducedMotion: 'reduce',
  });
  // Below the time that a test has, so that it is told what was waited for.
  context.setDefaultTimeout(ACTION_MS);
  for (const { origin } of [new URL(site.url), new URL(site.pageFrame.url)]) {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin });
  }
  if (view.now !== undefined) await context.clock.setFixedTime(view.now);
  if (accountId !== undefined) await signIn(context, site, accountId);
  const page = await context.newPage();
  const { faults, expectErrors } = watch(page, site);
  return {
    page,
    app: page.frameLocator('main iframe'),
    context,
    async chooseTheme(chosen) {
      await page.getByLabel('Theme').selectOption(chosen);
    },
    faults,
    expectErrors,
    close: () => context.close(),
  };
}

async function signIn(context: BrowserContext, site: Site, accountId: string): Promise<void> {
  const answer = await context.request.post(`${site.url}/session`, { data: { accountId } });
  if (!answer.ok()) throw new Error(`${accountId} could not sign in: ${await answer.text()}`);
}

function watch(page: Page, site: Site): { faults: string[]; expectErrors(pattern: RegExp): void } {
  const faults: string[] = [];
  const expected: RegExp[] = [];
  const note = (fault: string) => {
    if (!expected.some((pattern) => pattern.test(fault))) faults.push(fault);
  };
  const own = [new URL(site.url).origin, new URL(site.pageFrame.url).origin];
  page.on('console', (message) => {
    if (message.type() === 'error') note(`console: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => note(`script: ${error.stack ?? error.message}`));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (/^https?:$/.test(url.protocol) && !own.includes(url.origin)) note(`a page asked for ${url.origin}`);
  });
  return { faults, expectErrors: (pattern) => void expected.push(pattern) };
}

const UNTIL_MS = 60_000;

/** Waits for what happens outside the page, where no locator looks. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + UNTIL_MS;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`It did not happen within ${UNTIL_MS} ms: ${isSo}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}
