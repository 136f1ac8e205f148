/**
 * The Python package `jira`, unmodified, with a gateway's URL as its server and an API key as its password: what its users
 * do works in the granted project, a refusal can be understood from what it prints, and a foreign project answers it, to the
 * byte, as one that never existed. Runs where a Python has the package: Debian's `python3-jira` brings it.
 */
import { execFileSync, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { FIXTURE, type Key, openWall, type Wall } from '../wall/site';
import { type Exchange, type Relay, startRelay } from './recording-relay';

const SCRIPT = resolve(__dirname, 'python-jira-script.py');
/** Debian's package belongs to Debian's own Python, which need not be the first of the path. */
const PYTHONS = ['python3', '/usr/bin/python3'];

type Client = { readonly python: string; readonly version: string };
type Step = { readonly name: string; readonly value?: unknown; readonly status?: number; readonly text?: string };
type Target = Readonly<Record<string, string | number>>;

const { boards, comments, components, issues, links, missing, people, projects, sprints, versions } = FIXTURE;
const ALPHA: Target = {
  projectKey: projects.alpha.key,
  issueKey: issues.plain.key,
  issueId: issues.plainToo.id,
  commentId: comments.alpha1,
  linkId: links.within,
  versionId: versions.alpha1,
  componentId: components.alpha1,
  boardId: boards.alpha,
  sprintId: sprints.alphaActive,
  attachmentId: FIXTURE.attachments.alpha,
  accountId: people.colleague,
};
const OMEGA: Target = {
  projectKey: projects.omega.key,
  issueKey: issues.omega1.key,
  issueId: issues.omega1.id,
  commentId: comments.omega1,
  linkId: links.foreign,
  versionId: versions.omega1,
  componentId: components.omega1,
  boardId: boards.omega,
  sprintId: sprints.omegaActive,
  accountId: people.colleague,
};
const NOPES: Target = {
  projectKey: missing.projectKey,
  issueKey: missing.issueKey,
  issueId: missing.issueId,
  commentId: missing.commentId,
  linkId: missing.linkId,
  versionId: missing.versionId,
  componentId: missing.componentId,
  boardId: missing.boardId,
  sprintId: missing.sprintId,
  accountId: people.colleague,
};

const client = findClient();
const suite = client === undefined ? describe.skip : describe;
const title =
  client === undefined ? 'skipped, as no python3 here can import jira' : `the Python package jira ${client.version}`;

suite(title, () => {
  let wall: Wall;
  let relay: Relay;
  beforeAll(async () => {
    // The clock stands still: one of the answers tells the time.
    wall = await openWall({ now: Date.parse('2026-11-02T09:00:00Z') });
    relay = await startRelay(wall.alpha.url);
  });
  afterEach(() => wall.reset());
  afterAll(async () => {
    await relay.stop();
    await wall.stop();
  });

  const run = (program: string, at: Target, key: Key = wall.alpha): Promise<readonly Step[]> =>
    runScript({ program, server: key.url, key: key.text, ...at });

  test('connects with the key as password and as token, with or without a slash, in each version', async () => {
    const steps = await run('ways in', ALPHA);
    const me = `key:${wall.alpha.id}`;
    expect(steps.map(({ name, value }) => [name, value])).toEqual([
      ['basic', me],
      ['token', me],
      ['slash', me],
      ['version 3', ALPHA['issueKey']],
      ['latest', ALPHA['issueKey']],
    ]);
  });

  test('does all its work in the granted project, and touches nothing else', async () => {
    const { site } = wall;
    const outside = site.digestOutside([projects.alpha.id]);
    const before = site.fork();
    const steps = await run('work', ALPHA);
    expect(steps.filter(({ status }) => status !== undefined)).toEqual([]);
    expect(site.digestOutside([projects.alpha.id])).toBe(outside);
    // It deletes what it made.
    expect([...site.fork().issues.keys()]).toEqual([...before.issues.keys()]);
    expect(Object.fromEntries(steps.map(({ name, value }) => [name, value]))).toMatchObject({
      server_info: 'Cloud',
      projects: ['ALPHA'],
      createmeta: ['ALPHA'],
      issue: 'ALPHA-24',
      'issue by id': ['status', 'summary'],
      'issue members': ['ALPHA', `${wall.alpha.url}/browse/ALPHA-24`],
      search_assignable_users_for_issues: [people.colleague],
      update: ['Edited', ['one', 'two']],
      comment: 'First thought.',
      worklogs: [7200],
      issue_link: 'Blocks',
      version: '9.0',
      component: 'Till',
      create_sprint: 'Next',
      'sprint issues': [expect.stringMatching(/^ALPHA-\d+$/)],
      'search/jql': { issues: [{}, {}, {}], nextPageToken: expect.any(String) },
      'search/jql, next page': { issues: [{}, {}, {}] },
    });
  });

  test('gets about a foreign project, byte for byte, what it gets about one that never existed', async () => {
    const seen = async (at: Target): Promise<{ steps: readonly Step[]; exchanges: readonly Exchange[] }> => {
      const steps = await run('work', at, { ...wall.alpha, url: relay.url });
      return { steps, exchanges: relay.take() };
    };
    const outside = wall.site.digestOutside([]);
    const [foreign, never] = [await seen(OMEGA), await seen(NOPES)];
    const answers = (exchanges: readonly Exchange[]) =>
      exchanges.map(({ method, status, headers, text }) => ({ method, status, headers, text }));
    expect(foreign.exchanges.length).toBeGreaterThan(40);
    expect(answers(foreign.exchanges)).toEqual(answers(never.exchanges));
    expect(wall.site.digestOutside([])).toBe(outside);
    // What it was given about the project: empty searches, and nothing else.
    const given = foreign.steps.filter(({ name, status }) => status === undefined && !OF_NO_PROJECT.has(name));
    expect(given.map(({ name, value }) => [name, value])).toEqual([
      ['search/jql', { issues: [], isLast: true }],
      ['search/jql, next page', { issues: [], isLast: true }],
    ]);
    expect(foreign.steps.find(({ name }) => name === 'issue')).toEqual({
      name: 'issue',
      status: 404,
      text: 'Issue does not exist or you do not have permission to see it.',
    });
  });

  test('prints for what is refused why, and what to do instead', async () => {
    const before = wall.site.fork();
    const steps = await run('refusals', ALPHA);
    expect(wall.site.fork().issues).toEqual(before.issues);
    const told = (status: number, text: RegExp) => ({ status, text: expect.stringMatching(text) });
    const refused = (text: RegExp, status = 403) =>
      told(status, new RegExp(`^This operation is refused to every API key\\..*${text.source}`));
    expect(Object.fromEntries(steps.map(({ name, status, text }) => [name, { status, text }]))).toEqual({
      search_issues: refused(/Atlassian has removed .* search\/jql/, 410),
      search_users: refused(/user\/assignable\/search/),
      // The client looks for the person first, and wraps what it hears.
      assign_issue: told(0, /HTTP 403 .*user\/search[\s\S]*user\/assignable\/search/),
      add_watcher: refused(/Let a person do it/),
      add_vote: refused(/Let a person do it/),
      add_attachment: refused(/content of files/),
      attachment: refused(/content of files/),
      'restricted comment': told(400, /seen by everyone who sees the issue.* Where: body\.visibility\.$/),
      'silent update': told(400, /not offered.* Where: query\.notifyUsers\.$/),
      'rendered fields': told(400, /not offered.* Where: query\.expand\.$/),
      groups: refused(/people, groups/),
      filter: refused(/Send the JQL of a filter to search\/jql/),
      delete_project: refused(/Let an administrator do it/),
      session: told(403, /^This operation is not offered to API keys\./),
      'create_issue without a summary': told(400, /^Jira did not accept the request\. .*not sent: summary\.$/),
    });
  });

  test('prints which permission a key lacks, where it may read', async () => {
    const [connected, issue, created] = await run('first call', ALPHA, wall.reader);
    expect([connected?.value, issue?.value]).toEqual([true, ALPHA['issueKey']]);
    expect(created).toMatchObject({ status: 403, text: expect.stringMatching(/Missing: issue:create\.$/) });
  });

  test('prints alike for a wrong and for an expired key that none was sent, and for a good one does not', async () => {
    const now = wall.site.clock.now();
    const hour = 3_600_000;
    const grants = [{ projectId: projects.alpha.id, permissions: ['issue:read', 'issue:create'] }];
    const short = await wall.issue(grants, { expiresAt: new Date(now + hour).toISOString() });
    const statuses = async (key: Key) => (await run('first call', ALPHA, key)).map(({ status }) => status);
    expect(await statuses(short)).toEqual([undefined, undefined, undefined]);
    wall.site.clock.advance(2 * hour);
    const expired = await run('first call', ALPHA, short);
    wall.site.clock.set(now);
    const wrong = await run('first call', ALPHA, {
      ...short,
      text: `${short.text.slice(0, -1)}${short.text.endsWith('a') ? 'b' : 'a'}`,
    });
    expect(expired).toEqual(wrong);
    expect(expired.map(({ status }) => status)).toEqual([401, 401, 401]);
    expect(expired[0]?.text).toMatch(/^No valid API key was sent\./);
  });
});

/** Answers about the key and the site, which no project changes. */
const OF_NO_PROJECT = new Set([
  ...['server_info', 'current_user', 'projects', 'fields', 'issue_types', 'issue_type_by_name', 'priorities'],
  ...['statuses', 'resolutions', 'issue_link_types'],
]);

function findClient(): Client | undefined {
  for (const python of PYTHONS) {
    try {
      const version = execFileSync(python, ['-c', 'import jira; print(jira.__version__)'], { stdio: 'pipe' });
      return { python, version: version.toString('utf8').trim() };
    } catch {
      // Not this one.
    }
  }
  return undefined;
}

/** Runs the script with nothing of this process's surroundings but its path: no proxy, no stored credentials. */
function runScript(input: object): Promise<readonly Step[]> {
  const env = {
    PATH: process.env['PATH'] ?? '',
    NO_PROXY: '*',
    PYTHONDONTWRITEBYTECODE: '1',
    PYTHONWARNINGS: 'ignore',
  };
  const child = spawn(client?.python ?? '', [SCRIPT], { env });
  child.stdin.end(`${JSON.stringify(input)}\n`);
  const out: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on('data', (part: Buffer) => out.push(part));
  child.stderr.on('data', (part: Buffer) => errors.push(part));
  return new Promise((done, failed) => {
    child.on('error', failed);
    child.on('close', (code) => {
      if (code !== 0)
        return failed(new Error(`the script ended with ${code}: ${Buffer.concat(errors).toString('utf8')}`));
      const lines = Buffer.concat(out).toString('utf8').split('\n').filter(Boolean);
      return done(lines.map((line): Step => JSON.parse(line)));
    });
  });
}
