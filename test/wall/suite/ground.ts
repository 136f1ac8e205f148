/**
 * What a case is judged on: the fixture site, a second site that grew up as the island of the granted project, a key
 * on each, and Jira itself behind both, asked as the app that sees everything.
 *
 * The clock stands still, so that answers of two sites can be compared to the byte; nothing one site remembers is
 * known to the other.
 */
import { resolve } from 'node:path';
import { readManifest } from '../../../local/forge/manifest';
import { remember } from '../../../local/jira/change/remember';
import { digestInside } from '../../../local/jira/digest';
import { island } from '../../../local/jira/island';
import type { RecordedCall } from '../../../local/jira/jira';
import { FIXTURE, fixtureState } from '../../../local/jira/seeds/fixture';
import type { Issue, JiraState } from '../../../local/jira/state';
import { type Site, type SiteOptions, startSite } from '../../../local/site';
import { comparable, EVERYTHING, type Grant, issueKey, type Key, liftShare, READING, send } from '../site';
import type { Sent } from './cases';
import { type ForeignNames, foreignNames } from './references';

export const NOW = Date.UTC(2026, 10, 20, 9, 30);
const { alpha, beta } = FIXTURE.projects;
/** Which key is attacked: one for ALPHA, the same with limits, or one that also reads BETA. Set by `--key`. */
const KEY = process.env['WALL_KEY'];
/** So many that no run of the suite meets one, and every call is counted. */
const LIMITS = { callsPerDay: 10_000_000, writesPerDay: 10_000_000 };
export const READS_SECOND = KEY === 'several';
export const INSIDE: readonly string[] = READS_SECOND ? [alpha.id, beta.id] : [alpha.id];

/** An answer as far as it is compared. `alarms` are what the app's log says beside it. */
export type Seen = {
  readonly status: number;
  readonly text: string;
  readonly json: unknown;
  /** Everything that two answers are compared by, as text. */
  readonly compared: string;
  readonly work: string;
  readonly calls: number;
  readonly alarms: readonly string[];
};

/** `after` is what the call made of its Jira; the next call finds it as it was at first. */
export type Asked = Seen & { readonly after: JiraState };

/** One site with a key on it. */
export type Side = {
  readonly site: Site;
  readonly start: JiraState;
  readonly gatewayUrl: string;
  ask(sent: Sent): Promise<Asked>;
  /** Jira itself, without a gateway. */
  direct(sent: Sent): Promise<Asked>;
};

export type Ground = {
  readonly full: Side;
  readonly island: Side;
  readonly names: ForeignNames;
  stop(): Promise<void>;
};

export async function openGround(options: SiteOptions = {}): Promise<Ground> {
  const state = fixtureState(NOW);
  const full = await openSide(state, options);
  const alone = await openSide(island(state, INSIDE), options);
  return {
    full,
    island: alone,
    names: foreignNames(state),
    async stop() {
      await full.site.stop();
      await alone.site.stop();
    },
  };
}

const SCOPES = readManifest(resolve(__dirname, '../../../manifest.yml')).scopes;

async function openSide(seed: JiraState, options: SiteOptions): Promise<Side> {
  const site = await startSite({
    ...options,
    seed,
    now: NOW,
    switches: { 'storage.queryLagSeconds': 0, ...options.switches, 'platform.rateLimits': 'lifted' },
  });
  await liftShare(site);
  const grants: Grant[] = [{ projectId: alpha.id, permissions: EVERYTHING }];
  if (READS_SECOND) grants.push({ projectId: beta.id, permissions: READING });
  const key = await issueKey(site, grants, KEY === 'limited' ? { limits: LIMITS } : {});
  const left = new Map<string, number>();
  /** What a call took of each limit, in place of what is left of it: that is the same for two calls that are alike. */
  const taken = (limits: string): string =>
    limits.replace(/"([a-z]+)";r=([0-9]+)/g, (_, name: string, now: string) => {
      const took = (left.get(name) ?? 0) - Number(now);
      left.set(name, Number(now));
      return `"${name}";took=${took}`;
    });
  const sending = async (sent: Sent) => {
    const answer = await send(site, key, sent);
    const limits = answer.headers['ratelimit'];
    if (limits === undefined) return answer;
    return { ...answer, headers: { ...answer.headers, ratelimit: taken(String(limits)) } };
  };
  // The names of the projects are looked up once, so that the work of two calls can be compared.
  const lookUpNames = async (): Promise<void> => {
    for (const path of ['/rest/api/3/issue/ALPHA-24', '/rest/api/3/priority']) await sending({ method: 'GET', path });
  };
  await lookUpNames();
  const start = site.fork();
  const restored = (): JiraState => {
    const after = site.fork();
    if (after !== start) site.restore(start);
    return after;
  };
  /** Names are forgotten when versions or components are written to. */
  const remembered = async ({ method, path }: Sent): Promise<JiraState> => {
    const after = restored();
    if (method !== 'GET' && /\/(?:version|component)(?:\/|$)/.test(path.replace(/\?.*$/, ''))) await lookUpNames();
    return after;
  };
  return {
    site,
    start,
    gatewayUrl: key.url,
    async ask(sent) {
      site.resetRecords();
      const answer = await sending(sent);
      const alarms = site.invocations.flatMap(({ logs }) => logs.filter((line) => line.includes('"alarm":')));
      return {
        status: answer.status,
        text: answer.text,
        json: answer.json,
        compared: withoutKey(JSON.stringify(comparable(answer)), key),
        work: answer.calls
          .map((call) => `${call.method} ${call.operationId}`)
          .sort()
          .join(', '),
        calls: answer.calls.length,
        alarms,
        after: await remembered(sent),
      };
    },
    async direct({ method, path, body }) {
      site.resetRecords();
      const answer = await site.jira.call({
        actor: { kind: 'app', scopes: SCOPES },
        method,
        path,
        headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      return { ...seenDirectly(answer.status, answer.body, site.jira.calls), after: restored() };
    },
  };
}

function seenDirectly(status: number, text: string, calls: readonly RecordedCall[]): Seen {
  return { status, text, json: parsed(text), compared: `${status} ${text}`, work: '', calls: calls.length, alarms: [] };
}

/** An answer without its key's address and id, and page tokens, which are sealed anew. */
const withoutKey = (text: string, key: Key): string =>
  text
    .replaceAll(key.url, '<gateway>')
    .replaceAll(key.id, '<key>')
    .replace(/(\\"nextPageToken\\":)\\"[^"]*\\"/g, '$1\\"<token>\\"');

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What the granted projects are by themselves: equal on two sites means that a write did the same on both. */
export const granted = (state: JiraState): string => digestInside(unsigned(island(state, INSIDE)), INSIDE);

/** Without the notes in issues' history that name the key: each site has a key of its own, and Jira alone writes none. */
function unsigned(state: JiraState): JiraState {
  return { ...state, issues: new Map([...state.issues].map(([id, issue]) => [id, withoutNote(issue)])) };
}

const withoutNote = remember(
  (issue: Issue): Issue =>
    issue.history.some(({ historyMetadata }) => historyMetadata !== null)
      ? { ...issue, history: issue.history.map((entry) => ({ ...entry, historyMetadata: null })) }
      : issue,
);
