/**
 * The ground of the confinement tests: the fixture site, keys on it, and what a case may be asked.
 *
 * It knows URLs, keys and the simulated Jira, and imports nothing of the product. Requests go out over a plain
 * socket with the bytes that a case names, because a client library would tidy up the very paths that attack.
 */
import { request as httpRequest } from 'node:http';
import type { RecordedCall } from '../../local/jira/jira';
import { canaries, FIXTURE } from '../../local/jira/seeds/fixture';
import type { JiraState } from '../../local/jira/state';
import { type Site, type SiteOptions, startSite } from '../../local/site';
import { PATIENT } from '../patience';

export { FIXTURE };

export type Sent = {
  readonly method: string;
  /** Below the key's URL, exactly as it goes over the wire. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** An object is sent as JSON; text as it is. */
  readonly body?: unknown;
};

export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
  /** Parsed body, or undefined where it is no JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: cases look into answers of every shape
  readonly json: any;
  /** What reached Jira because of this call. */
  readonly calls: readonly RecordedCall[];
};

export type Key = { readonly text: string; readonly url: string; readonly id: string };

export type Wall = {
  readonly site: Site;
  /** ALPHA, every permission. */
  readonly alpha: Key;
  /** ALPHA every permission, BETA for reading. */
  readonly mixed: Key;
  /** ALPHA, `issue:read` alone. */
  readonly reader: Key;
  send(key: Key, sent: Sent): Promise<Answer>;
  issue(grants: readonly Grant[], more?: object): Promise<Key>;
  /** Back to the fixture as it was. */
  reset(): void;
  stop(): Promise<void>;
};

export type Grant = {
  readonly projectId: string;
  readonly permissions: readonly string[];
  readonly endpointRules?: readonly string[];
  readonly conditions?: object;
};

export const EVERYTHING = [
  'issue:read',
  'issue:create',
  'issue:edit',
  'issue:transition',
  'issue:assign',
  'issue:link',
  'issue:delete',
  'comment:read',
  'comment:create',
  'comment:edit',
  'comment:delete',
  'worklog:read',
  'worklog:create',
  'worklog:edit',
  'worklog:delete',
  'attachment:read',
  'changelog:read',
  'project:read',
  'version:read',
  'version:create',
  'version:edit',
  'version:delete',
  'component:read',
  'component:create',
  'component:edit',
  'component:delete',
  'board:read',
  'sprint:read',
  'sprint:create',
  'sprint:edit',
  'sprint:delete',
  'request:read',
  'request:create',
  'request:edit',
  'metadata:read',
];
export const READING = [
  'issue:read',
  'comment:read',
  'project:read',
  'version:read',
  'component:read',
  'board:read',
  'sprint:read',
  'request:read',
  'metadata:read',
];

/** The clock stands still, so what the app remembers for some minutes is remembered however long the tests take. */
type WallOptions = SiteOptions & { readonly clock?: 'running' };

/** One site with its keys. Nothing of it is shared between test files. */
export async function openWall({ clock, ...options }: WallOptions = {}): Promise<Wall> {
  const site = await startSite({
    seed: 'fixture',
    ...(clock === 'running' ? {} : { now: Date.now() }),
    timeLimits: PATIENT,
    ...(process.env['WALL_BUNDLE'] === undefined ? {} : { bundle: process.env['WALL_BUNDLE'] }),
    ...options,
    switches: { 'platform.rateLimits': 'lifted', 'storage.queryLagSeconds': 0, ...options.switches },
  });
  await liftShare(site);
  const start: JiraState = site.fork();
  const issue = (grants: readonly Grant[], more: object = {}) => issueKey(site, grants, more);
  const { alpha, beta } = FIXTURE.projects;
  const wall: Wall = {
    site,
    alpha: await issue([{ projectId: alpha.id, permissions: EVERYTHING }]),
    mixed: await issue([
      { projectId: alpha.id, permissions: EVERYTHING },
      { projectId: beta.id, permissions: READING },
    ]),
    reader: await issue([{ projectId: alpha.id, permissions: ['issue:read'] }]),
    issue,
    send: (key, sent) => send(site, key, sent),
    reset: () => site.restore(start),
    stop: () => site.stop(),
  };
  // Names are looked up once, so that counts of calls are those of a warm gateway.
  for (const key of [wall.alpha, wall.mixed])
    await wall.send(key, { method: 'GET', path: '/rest/api/3/issue/ALPHA-24' });
  return wall;
}

/** A site admin gives the site all the points that there are: tests make more calls in a minute than a site in a day. */
export async function liftShare(site: Site): Promise<void> {
  const change = { pointsPerHour: 100_000_000 };
  const done = await site.invoke(FIXTURE.people.siteAdmin, { module: 'admin' }, 'changeSettings', {
    version: 0,
    change,
  });
  if (!done.ok) throw new Error(`the settings were not changed: ${JSON.stringify(done)}`);
}

/** A new key, issued as an administrator would. */
export async function issueKey(site: Site, grants: readonly Grant[], more: object = {}): Promise<Key> {
  const single = grants.length === 1 ? grants[0] : undefined;
  const place =
    single === undefined
      ? ({ module: 'admin' } as const)
      : ({ module: 'project', projectId: single.projectId, projectKey: single.projectId } as const);
  const expiresAt = new Date(site.clock.now() + 30 * 86_400_000).toISOString();
  const result = await site.invoke(FIXTURE.people.siteAdmin, place, 'createKey', {
    name: 'Wall',
    grants,
    expiresAt,
    ...more,
  });
  // biome-ignore lint/suspicious/noExplicitAny: a resolver's answer, proven by its use
  const value = result.ok ? (result.value as any) : undefined;
  if (value?.ok !== true) throw new Error(`no key: ${JSON.stringify(result)}`);
  return { text: value.value.key, url: value.value.gatewayUrl, id: value.value.view.id };
}

/** Sends a request with a key, and tells what of it reached Jira. */
export async function send(site: Site, key: Key, sent: Sent): Promise<Answer> {
  const before = site.jira.calls.length;
  const target = new URL(key.url);
  const body =
    sent.body === undefined ? undefined : typeof sent.body === 'string' ? sent.body : JSON.stringify(sent.body);
  const headers = {
    authorization: `Bearer ${key.text}`,
    ...(sent.body !== undefined && typeof sent.body !== 'string' ? { 'content-type': 'application/json' } : {}),
    ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
    ...sent.headers,
  };
  const {
    status,
    headers: answered,
    text,
  } = await new Promise<{ status: number; headers: Answer['headers']; text: string }>((resolve, reject) => {
    const request = httpRequest(
      {
        host: target.hostname,
        port: target.port,
        method: sent.method,
        path: target.pathname + sent.path,
        headers: headers as Record<string, string>,
        agent: false,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString('utf8'),
          }),
        );
        response.on('error', reject);
      },
    );
    request.on('error', reject);
    request.end(body);
  });
  return { status, headers: answered, text, json: parse(text), calls: site.jira.calls.slice(before) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What two answers are compared by: everything but the date and the request id. */
export function comparable(answer: Answer): unknown {
  const {
    date: _date,
    'x-request-id': requestId,
    'x-ratelimit-reset': _reset,
    'x-ratelimit-remaining': _remaining,
    ...headers
  } = answer.headers;
  const id = String(requestId ?? 'none');
  return { status: answer.status, headers, text: answer.text.replaceAll(id, '<request id>') };
}

/** Number and kind of the calls that reached Jira: method and operation, in order of their names. */
export const work = (answer: Answer): readonly string[] =>
  answer.calls.map((call) => `${call.method} ${call.operationId}`).sort();

/**
 * TWIN and WORK: the same request about something foreign and about something that never existed gets the same
 * bytes for the same work. Each runs on the fixture as it was.
 */
export async function expectTwins(
  wall: Wall,
  key: Key,
  foreign: Sent,
  never: Sent,
): Promise<readonly [Answer, Answer]> {
  wall.reset();
  const one = await wall.send(key, foreign);
  wall.reset();
  const other = await wall.send(key, never);
  wall.reset();
  expect(comparable(one)).toEqual(comparable(other));
  expect(work(one)).toEqual(work(other));
  expectNoCanary(wall, one);
  return [one, other];
}

const HTML: readonly (readonly [string, string])[] = [
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&#39;', "'"],
  ['&amp;', '&'],
];

/** An answer's text with its parsed form beside it, so that escapes of JSON are undone, and those of HTML. */
export const withoutEscapes = ({ text, json }: Pick<Answer, 'text' | 'json'>): string =>
  HTML.reduce((sofar, [from, to]) => sofar.replaceAll(from, to), `${text} ${JSON.stringify(json ?? '')}`);

/** CANARY: nothing that was planted outside stands in the answer, after JSON and HTML escapes are undone. */
export function expectNoCanary(wall: Wall, answer: Answer): void {
  const decoded = withoutEscapes(answer);
  const found = canaries(wall.site.fork()).filter((canary) => decoded.includes(canary));
  expect(found).toEqual([]);
  expect(decoded).not.toMatch(/\b(OMEGA|GAMMA|DELTA|REBORN|SHADOW|MIRROR|TEAMX|VAULT|TRASH|BLOCK)-[0-9]+/);
}

/** INTACT: everything outside ALPHA is as it was, mails and tasks included. */
export async function expectIntact(
  wall: Wall,
  run: () => Promise<unknown>,
  projectIds: readonly string[] = [FIXTURE.projects.alpha.id],
): Promise<void> {
  const before = wall.site.digestOutside(projectIds);
  await run();
  expect(wall.site.digestOutside(projectIds)).toBe(before);
}
