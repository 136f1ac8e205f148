/**
 * The npm package `jira.js`, unmodified, with a gateway's URL as its host and an API key as its token: everything it
 * does in the granted project works, and a foreign project answers it, to the byte, as one that never existed.
 */
import { FIXTURE, openWall, type Wall } from '../wall/site';
import { connect, runScript, type Step, type Target, type Version } from './jira-js-script';
import { type Exchange, type Relay, startRelay } from './recording-relay';

const { issues, comments, links, people, projects, missing } = FIXTURE;
const ALPHA: Target = {
  projectKey: projects.alpha.key,
  projectId: projects.alpha.id,
  issueKey: issues.alpha1.key,
  issueId: issues.alpha1.id,
  commentId: comments.alpha1,
  linkId: links.within,
  accountId: people.colleague,
};
const OMEGA: Target = {
  projectKey: projects.omega.key,
  projectId: projects.omega.id,
  issueKey: issues.omega1.key,
  issueId: issues.omega1.id,
  commentId: comments.omega1,
  linkId: links.foreign,
  accountId: people.colleague,
};
const NOPES: Target = {
  projectKey: missing.projectKey,
  projectId: missing.projectId,
  issueKey: missing.issueKey,
  issueId: missing.issueId,
  commentId: missing.commentId,
  linkId: missing.linkId,
  accountId: people.colleague,
};

/** Answers about the key and the site, which no project changes. */
const OF_NO_PROJECT = ['serverInfo', 'myself', 'issueFields', 'issuePriorities', 'workflowStatuses', 'issueTypes'];
/** Lists, which are empty rather than refused. */
const LISTS = ['projects.searchProjects', 'issueSearch'];

let wall: Wall;
let relay: Relay;
beforeAll(async () => {
  // The clock stands still: one of the answers tells the time.
  wall = await openWall({ now: Date.parse('2026-11-02T09:00:00Z') });
  relay = await startRelay(wall.alpha.url);
});
beforeEach(() => wall.reset());
afterAll(async () => {
  await relay.stop();
  await wall.stop();
});

describe.each<Version>(['2', '3'])('a program with the client of version %s', (version) => {
  test.each([
    ['user name and token', () => ({ basic: wall.alpha.text })],
    ['a bearer token', () => ({ bearer: wall.alpha.text })],
  ])('does all its work in the granted project, with the key as %s', async (_, authentication) => {
    const before = wall.site.digestOutside([ALPHA.projectId]);
    const steps = await runScript(connect(version, wall.alpha.url, authentication()), version, ALPHA);
    expect(steps.filter(({ status }) => status !== 0)).toEqual([]);
    expect(wall.site.digestOutside([ALPHA.projectId])).toBe(before);
    expect(summaryOf(steps, 'issues.getIssue')).toBe('Edited again');
    expect(pagesOf(steps)).toEqual({ pages: 3, rows: 12, different: 12 });
  });

  test('leaves in Jira what it created and did not delete', async () => {
    const client = connect(version, wall.alpha.url, { basic: wall.alpha.text });
    const before = wall.site.fork();
    await runScript(client, version, ALPHA);
    const after = wall.site.fork();
    expect([...after.issues.keys()]).toEqual([...before.issues.keys()]);
    expect(after.comments.size).toBe(before.comments.size);
    expect(after.links.size).toBe(before.links.size);
  });

  test('gets about a foreign project, byte for byte, what it gets about one that never existed', async () => {
    const [foreign, never] = [await exchangesOf(version, OMEGA), await exchangesOf(version, NOPES)];
    expect(foreign.exchanges.length).toBeGreaterThan(30);
    expect(foreign.exchanges.map(answerOf)).toEqual(never.exchanges.map(answerOf));
    expect(foreign.steps).toEqual(never.steps);
    expect(foreign.steps.filter(succeededOutside)).toEqual([]);
  });

  test('changes nothing in a foreign project', async () => {
    const before = wall.site.digestOutside([]);
    await exchangesOf(version, OMEGA);
    expect(wall.site.digestOutside([])).toBe(before);
  });
});

/** One run through the relay, which keeps what the library would hide. */
async function exchangesOf(
  version: Version,
  at: Target,
): Promise<{ exchanges: readonly Exchange[]; steps: readonly Step[] }> {
  relay.take();
  const steps = await runScript(connect(version, relay.url, { basic: wall.alpha.text }), version, at);
  return { exchanges: relay.take(), steps };
}

const answerOf = ({ method, status, headers, text }: Exchange) => ({ method, status, headers, text });

/** A step about the project that gave more than an empty list. */
function succeededOutside({ name, status, value }: Step): boolean {
  if (status !== 0 || OF_NO_PROJECT.some((group) => name.startsWith(`${group}.`))) return false;
  if (!LISTS.some((list) => name.startsWith(list))) return true;
  const rows = listIn(value, 'issues') ?? listIn(value, 'values') ?? [];
  return rows.length > 0 || Number(member(value, 'count') ?? member(value, 'total') ?? 0) > 0;
}

function pagesOf(steps: readonly Step[]): { pages: number; rows: number; different: number } {
  const pages = steps.filter(({ name }) => name === 'issueSearch.searchForIssuesUsingJqlEnhancedSearch');
  const keys = pages.flatMap(({ value }) => listIn(value, 'issues') ?? []).map((issue) => member(issue, 'key'));
  return { pages: pages.length, rows: keys.length, different: new Set(keys).size };
}

const summaryOf = (steps: readonly Step[], name: string): unknown =>
  member(member(steps.findLast((step) => step.name === name)?.value, 'fields'), 'summary');

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
const listIn = (value: unknown, name: string): readonly unknown[] | undefined => {
  const found = member(value, name);
  return Array.isArray(found) ? found : undefined;
};
