/**
 * Loads a bundle as the platform's runtime would: a CommonJS module whose globals are the platform's.
 *
 * The bundle runs in this process, in a function whose parameters shadow `fetch`, `Date`, `process`,
 * `console` and the global object. Every site loads its own instance, so that two sites share nothing and
 * the process's own globals stay untouched. This is a stand-in for a trusted app, no sandbox for a hostile
 * one: code that wants out of it gets out.
 */
import { readFileSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Script } from 'node:vm';
import type { SiteClock } from './clock';
import { createBundleConsole } from './invocation-log';
import { currentScope, type InvocationScope } from './invocation-scope';
import { SiteStartError } from './site-start-error';

export type ForgeFetch = (meta: unknown, path: unknown, init: unknown) => Promise<Response>;
type Handler = (payload: unknown, context: unknown) => unknown;
export type Bundle = {
  /** The function that a manifest's handler (`index.gateway`) names. */
  handler(name: string): Handler | undefined;
};
export type Platform = {
  readonly clock: SiteClock;
  readonly forgeFetch: ForgeFetch;
  /** The global `fetch`: the door to the outside. */
  readonly fetch: (input: unknown) => Promise<Response>;
  /** `__forge_runtime__` of an invocation. */
  readonly runtimeOf: (scope: InvocationScope) => Record<string, unknown>;
};

const SHADOWED = [
  'exports',
  'require',
  'module',
  'global',
  'globalThis',
  'fetch',
  'Date',
  'process',
  'console',
  'WebSocket',
  'EventSource',
] as const;
/** Ways out of the process that the egress door could not watch. */
const CLOSED_BUILTINS =
  /^(node:)?(https?|http2|net|tls|dgram|dns(\/.*)?|child_process|cluster|worker_threads|vm|inspector.*|repl)$/;

const compiled = new Map<string, Script>();

/**
 * Reads and runs the bundle; throws a SiteStartError when it is missing or fails while loading. `path` is its first
 * file; a handler `administration.hourly` is found in `administration.cjs` beside it, which is loaded when it is first asked for,
 * because each function of the platform loads the file of its own handler only.
 */
export function loadBundle(path: string, platform: Platform): Bundle {
  const first = basename(path).replace(/\.c?js$/, '');
  const files = new Map([[first, loadFile(path, platform)]]);
  return {
    handler(name) {
      const [file = '', exported = ''] = name.split('.');
      const loaded = files.get(file) ?? loadFile(join(dirname(path), `${file}.cjs`), platform);
      files.set(file, loaded);
      const found = loaded[exported];
      return typeof found === 'function'
        ? (payload, context) => Reflect.apply(found, undefined, [payload, context])
        : undefined;
    },
  };
}

/** Runs one file and gives back what it exports. */
function loadFile(path: string, platform: Platform): Record<string, unknown> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new SiteStartError(`There is no bundle at ${path}. Build it first: npm run build.`);
  }
  const module: { exports: Record<string, unknown> } = { exports: {} };
  const globals = createGlobals(platform);
  const values: Readonly<Record<(typeof SHADOWED)[number], unknown>> = {
    exports: module.exports,
    require: requireBuiltin(path),
    module,
    global: globals,
    globalThis: globals,
    fetch: platform.fetch,
    Date: platform.clock.Date,
    process: globals.process,
    console: globals.console,
    WebSocket: undefined,
    EventSource: undefined,
  };
  try {
    const wrapper: unknown = compile(text, path).runInThisContext();
    if (typeof wrapper === 'function') wrapper(...SHADOWED.map((name) => values[name]));
  } catch (cause) {
    throw new SiteStartError(`The bundle ${path} fails while it is loaded: ${messageOf(cause)}`, { cause });
  }
  return module.exports;
}

/** What went wrong, as text. Bundles run in another realm under some test runners, where `instanceof` fails. */
export function messageOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'message' in error) return String(error.message);
  return String(error);
}

function compile(text: string, path: string): Script {
  const known = compiled.get(text);
  if (known !== undefined) return known;
  const script = new Script(`(function (${SHADOWED.join(', ')}) {${text}\n})`, { filename: path });
  compiled.set(text, script);
  return script;
}

/** The global object as the bundle sees it: the real one behind, the platform's members in front. */
function createGlobals(platform: Platform): Record<string, unknown> {
  const globals: Record<string, unknown> = Object.create(globalThis);
  const runtime = () => {
    const scope = currentScope();
    return scope === undefined ? undefined : platform.runtimeOf(scope);
  };
  const members = {
    global: globals,
    globalThis: globals,
    __forge_fetch__: platform.forgeFetch,
    __forge_undici_error__: undefined,
    __forge_tunnel__: undefined,
    fetch: platform.fetch,
    Date: platform.clock.Date,
    process: createProcess(),
    console: createBundleConsole(),
    WebSocket: undefined,
    EventSource: undefined,
  };
  // Accessors of the real global object (`crypto`, `performance`) refuse to be read through another one.
  for (const [name, { get }] of Object.entries(Object.getOwnPropertyDescriptors(globalThis))) {
    if (get !== undefined) {
      Object.defineProperty(globals, name, { get: () => Reflect.get(globalThis, name), configurable: true });
    }
  }
  Object.defineProperty(globals, '__forge_runtime__', { get: runtime });
  for (const [name, value] of Object.entries(members)) {
    // Defined and not assigned: the real global object has setters (`process`), which an assignment would reach.
    Object.defineProperty(globals, name, { value, writable: true, configurable: true, enumerable: true });
  }
  return globals;
}

/** No environment, no way to end the process, nothing of the machine but what a library needs to start. */
function createProcess(): Record<string, unknown> {
  const { version, versions, platform, arch, nextTick, hrtime } = process;
  const nothing = () => undefined;
  return {
    env: {},
    argv: [],
    version,
    versions,
    platform,
    arch,
    nextTick,
    hrtime,
    uptime: () => process.uptime(),
    memoryUsage: () => process.memoryUsage(),
    cwd: () => '/tmp',
    on: nothing,
    once: nothing,
    emit: nothing,
    emitWarning: nothing,
  };
}

function requireBuiltin(path: string): (name: string) => unknown {
  const real = createRequire(path);
  return (name) => {
    if (!isBuiltin(name)) throw new Error(`Cannot find module '${name}': only what the bundle holds and Node's own.`);
    if (CLOSED_BUILTINS.test(name)) throw new Error(`The platform gives no access to '${name}'.`);
    return real(name);
  };
}
