/**
 * Serves the files of the pages' frames from an origin of its own, as the platform's delivery network does: under
 * production's content security policy, and with the bridge's script before every other.
 *
 * The origin differs from Jira's in its host too, so that a browser keeps the session's cookie from it.
 */
import { readFileSync, realpathSync } from 'node:fs';
import { extname, join, sep } from 'node:path';
import * as z from 'zod/mini';
import { browserScript } from '../../browser-script';
import type { CspViolation } from '../../site';
import type { ListenerAnswer } from '../http/listen';
import type { RawRequest } from '../web-trigger/event';
import { framePolicy } from './policy';
import { themeCss } from './theme-css';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};
const BRIDGE_SCRIPT = '/forge/global-bridge.js';
export const THEME_SHEET = '/forge/theme.css';
const REPORTS = '/forge/csp-report';

const REPORT = z.object({
  'csp-report': z.object({
    'effective-directive': z.string(),
    'blocked-uri': z.string(),
    'source-file': z.optional(z.string()),
  }),
});

export type ResourceGround = {
  /** Directory of a resource by its key. */
  readonly directories: ReadonlyMap<string, string>;
  /** Origin of the Jira page that holds the frames. */
  readonly shellOrigin: () => string;
  readonly onViolation: (violation: CspViolation) => void;
};

/** Answers every request for the origin of the frames. */
export function createResourceServer(ground: ResourceGround): (request: RawRequest) => Promise<ListenerAnswer> {
  return async (request) => {
    const path = request.target.replace(/[?#].*$/s, '');
    if (request.method === 'POST' && path === REPORTS) return takeReport(ground, request);
    if (request.method !== 'GET' && request.method !== 'HEAD') return plain(405, 'This method is not served here.');
    if (path === BRIDGE_SCRIPT) return script(await browserScript(join(__dirname, 'frame/global-bridge.ts')));
    if (path === THEME_SHEET) return { status: 200, headers: typed('.css'), body: themeCss() };
    return serveFile(ground, path);
  };
}

function takeReport(ground: ResourceGround, request: RawRequest): ListenerAnswer {
  const parsed = REPORT.safeParse(parse(request.body.toString('utf8')));
  if (!parsed.success) return plain(400, 'This is no report of a browser.');
  const report = parsed.data['csp-report'];
  ground.onViolation({
    directive: report['effective-directive'],
    blocked: report['blocked-uri'],
    source: report['source-file'] ?? '',
  });
  return { status: 204, headers: [], body: '' };
}

function serveFile(ground: ResourceGround, path: string): ListenerAnswer {
  const [, key = '', name = ''] = /^\/([\w-]+)\/(.*)$/s.exec(path) ?? [];
  const directory = ground.directories.get(key);
  if (directory === undefined) return plain(404, 'The manifest has no such resource.');
  const file = name === '' ? 'index.html' : name;
  const content = readWithin(directory, file);
  if (content === undefined) {
    return file === 'index.html'
      ? plain(503, `There is no page in ${directory}. Build it first: npm run build.`)
      : plain(404, 'The resource has no such file.');
  }
  if (extname(file) !== '.html') return { status: 200, headers: typed(extname(file)), body: content };
  const shell = ground.shellOrigin();
  return {
    status: 200,
    headers: [...typed('.html'), ['Content-Security-Policy', framePolicy(shell, REPORTS)]],
    body: withBridge(content.toString('utf8'), shell),
  };
}

/** First in the head: `@forge/bridge` looks for the bridge while it is loaded. */
const withBridge = (page: string, shell: string): string =>
  page.replace(/<head[^>]*>/i, (head) => `${head}<script src="${BRIDGE_SCRIPT}" data-jira="${shell}"></script>`);

/** A file of the directory, wherever links and dots in its name lead; undefined where that is outside, or nothing. */
function readWithin(directory: string, name: string): Buffer | undefined {
  try {
    const root = realpathSync(directory);
    const file = realpathSync(join(root, decodeURIComponent(name)));
    return file.startsWith(root + sep) ? readFileSync(file) : undefined;
  } catch {
    return undefined;
  }
}

const typed = (extension: string): [string, string][] => [
  ['Content-Type', TYPES[extension] ?? 'application/octet-stream'],
  ['X-Content-Type-Options', 'nosniff'],
  ['Cache-Control', 'no-cache'],
];
const script = (body: string): ListenerAnswer => ({ status: 200, headers: typed('.js'), body });
const plain = (status: number, message: string): ListenerAnswer => ({
  status,
  headers: [['Content-Type', 'text/plain; charset=utf-8']],
  body: `${message}\n`,
});

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
