/**
 * Starts sites that run the test app, and runs scripts inside its invocations.
 *
 * The bundle is made of the real `@forge/*` packages, once for each test process.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startSiteWith } from '../../local/forge/start-site';
import type { ResolverPlace, ResolverResult, Site, SiteOptions } from '../../local/site';
import type { Script, Tools } from './app/index';
import { type TestJira, testKit } from './test-jira';

export const MANIFEST = resolve(__dirname, 'app/manifest.yml');
export const START = Date.UTC(2026, 0, 15, 12);
export const PROJECT: ResolverPlace = { module: 'project', projectId: '10001', projectKey: 'DEMO' };
export const ADMIN: ResolverPlace = { module: 'admin' };

const made: string[] = [];
let bundle: string | undefined;

/** A directory that is gone after the tests. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'platform-'));
  made.push(directory);
  return directory;
}

/** Path of the test app's bundle. */
export function testBundle(): string {
  if (bundle !== undefined) return bundle;
  bundle = join(temporaryDirectory(), 'index.cjs');
  const entry = resolve(__dirname, 'app/index.ts');
  const esbuild = resolve(__dirname, '../../node_modules/.bin/esbuild');
  const options = ['--bundle', '--platform=node', '--format=cjs', '--target=node20', '--log-level=error'];
  execFileSync(esbuild, [entry, ...options, `--outfile=${bundle}`]);
  return bundle;
}

const running: Site[] = [];

export type PlatformSite = Site & {
  /** The Jira behind the site, with the handles that tests need. */
  readonly testJira: TestJira;
  readonly gateway: string;
  /** Runs `script` in a web trigger invocation and returns what it returns; an error it throws is thrown. */
  run<T>(script: (tools: Tools) => T | Promise<T>): Promise<T>;
  /** Serves one raw web trigger answer. */
  serve(script: Script, init?: RequestInit): Promise<Response>;
  /** Runs `script` in a resolver invocation, as a person. */
  resolve(accountId: string, script: Script, place?: ResolverPlace, extension?: unknown): Promise<ResolverResult>;
};

/** A site of the test app with a clock that stands still, stopped after the test file. */
export async function startPlatform(options: SiteOptions = {}): Promise<PlatformSite> {
  const site = await startSiteWith(testKit, {
    bundle: testBundle(),
    manifest: MANIFEST,
    now: START,
    seed: 'demo',
    ...options,
  });
  running.push(site);
  const testJira = testKit.last;
  if (testJira === undefined) throw new Error('The site made no Jira.');
  const gateway = await site.gatewayUrl();
  const serve = (script: Script, init: RequestInit = {}) =>
    withScript(script, (name) => fetch(gateway, { ...init, headers: { ...init.headers, 'x-script': name } }));
  return {
    ...site,
    testJira,
    gateway,
    serve,
    async run<T>(script: (tools: Tools) => T | Promise<T>) {
      const outcome: { values: T[]; error: unknown } = { values: [], error: new Error('The script did not run.') };
      await serve(async (tools) => {
        try {
          outcome.values.push(await script(tools));
        } catch (error) {
          outcome.error = error;
        }
        return { statusCode: 204 };
      });
      for (const value of outcome.values) return value;
      throw outcome.error;
    },
    resolve: (accountId, script, place = PROJECT, extension = undefined) =>
      withScript(script, (name) => site.invoke(accountId, place, 'run', { script: name }, extension)),
  };
}

/** Stops every site of this file and removes its directories. */
export async function stopPlatforms(): Promise<void> {
  for (const site of running.splice(0)) await site.stop();
  for (const directory of made.splice(0)) rmSync(directory, { recursive: true, force: true });
  bundle = undefined;
}

let scripts = 0;

async function withScript<T>(script: Script, work: (name: string) => Promise<T>): Promise<T> {
  scripts += 1;
  const name = `script-${scripts}`;
  globalThis.platformScripts ??= new Map();
  globalThis.platformScripts.set(name, script);
  try {
    return await work(name);
  } finally {
    globalThis.platformScripts.delete(name);
  }
}

/** The code of the error with which a promise ends, or `undefined` where it ends well. */
export async function codeOf(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error);
  }
}
