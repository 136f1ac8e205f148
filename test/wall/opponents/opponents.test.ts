/**
 * The opponents are fair: each serves what a caller of ALPHA needs, and stops what its kind is made to stop. And each
 * leaks where it says, shown by single requests here; the suite runs against them with all of its cases.
 */
import { resolve } from 'node:path';
import { readManifest } from '../../../local/forge/manifest';
import { canaries } from '../../../local/jira/seeds/fixture';
import type { JiraState } from '../../../local/jira/state';
import { type Site, startSite } from '../../../local/site';
import { FIXTURE, type Sent } from '../site';
import { type CallJira, OPPONENTS, type Opponent } from './opponent';

const NOW = Date.UTC(2026, 10, 20, 9, 30);
const SCOPES = readManifest(resolve(__dirname, '../../../manifest.yml')).scopes;
const { issues, links, projects } = FIXTURE;

let site: Site;
let start: JiraState;
beforeAll(async () => {
  site = await startSite({ seed: 'fixture', now: NOW });
  start = site.fork();
});
afterAll(() => site.stop());
afterEach(() => site.restore(start));

/** Jira, as it answers the app that sees everything. */
const jira: CallJira = async ({ method, path, body }) => {
  const answer = await site.jira.call({
    actor: { kind: 'app', scopes: SCOPES },
    method,
    path,
    headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return { status: answer.status, text: answer.body };
};

const ask = (opponent: Opponent, sent: Sent) => opponent.serve({ ...sent, path: `/rest/api/3/${sent.path}` }, jira);

const named = OPPONENTS.map((opponent) => ({ name: opponent.name, opponent }));
const get = (path: string): Sent => ({ method: 'GET', path });
const post = (path: string, body: unknown): Sent => ({ method: 'POST', path, body });
const search = (jql: string): Sent => post('search/jql', { jql, fields: ['summary'], maxResults: 100 });
const count = (jql: string): Sent => post('search/approximate-count', { jql });
const task = (project: object, more: object = {}): Sent =>
  post('issue', { fields: { project, issuetype: { name: 'Task' }, summary: 'Made by a caller' }, ...more });
const link = (outward: object): Sent =>
  post('issueLink', { type: { name: 'Blocks' }, inwardIssue: { key: 'ALPHA-1' }, outwardIssue: outward });
const text = (words: string) => ({
  type: 'doc',
  version: 1,
  content: [{ type: 'paragraph', content: [{ type: 'text', text: words }] }],
});

const inside = (): readonly string[] => [projects.alpha.id];
const outside = (): string => site.digestOutside(inside());
const leaked = (answer: string): boolean => canaries(start).some((canary) => answer.includes(canary));

const HONEST: readonly {
  readonly what: string;
  readonly sent: Sent;
  readonly status: number;
  readonly says: string;
}[] = [
  { what: 'reads an issue', sent: get('issue/ALPHA-1'), status: 200, says: 'Payment form loses its contents' },
  { what: 'reads comments', sent: get('issue/ALPHA-1/comment'), status: 200, says: 'since yesterday' },
  { what: 'reads its project', sent: get('project/ALPHA'), status: 200, says: '"key":"ALPHA"' },
  { what: 'searches', sent: search('labels = invoices ORDER BY key'), status: 200, says: 'Invoices as PDF' },
  {
    what: 'searches by GET',
    sent: get(`search/jql?jql=${encodeURIComponent('labels = invoices')}&fields=summary`),
    status: 200,
    says: 'Invoices as PDF',
  },
  { what: 'counts', sent: count('labels = invoices'), status: 200, says: '"count":1' },
  { what: 'comments', sent: post('issue/ALPHA-1/comment', { body: text('Seen.') }), status: 201, says: 'Seen.' },
  { what: 'creates', sent: task({ key: 'ALPHA' }), status: 201, says: '"key":"ALPHA-' },
  { what: 'links', sent: link({ key: 'ALPHA-24' }), status: 201, says: '' },
  {
    what: 'edits',
    sent: { method: 'PUT', path: 'issue/ALPHA-24', body: { fields: { summary: 'Edited' } } },
    status: 204,
    says: '',
  },
];

describe.each(named)('the gateway by $name', ({ opponent }) => {
  it.each(HONEST)('$what', async ({ sent, status, says }) => {
    const before = { outside: outside(), state: site.fork() };
    const answer = await ask(opponent, sent);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(says);
    expect(outside()).toBe(before.outside);
    // A write is done, and a read changes nothing.
    expect(site.fork() !== before.state).toBe(status !== 200);
  });

  it.each([
    get('issue/OMEGA-1'),
    get('issue/omega-1/comment'),
    { method: 'PUT', path: 'issue/OMEGA-1', body: { fields: { summary: 'Astray' } } },
    get('project/OMEGA'),
  ])('stops $method $path', async (sent) => {
    const [state, calls] = [site.fork(), site.jira.calls.length];
    const answer = await ask(opponent, sent);
    expect(answer.status).toBe(403);
    expect(site.jira.calls).toHaveLength(calls);
    expect(site.fork()).toBe(state);
  });
});

describe.each(named.filter(({ opponent }) => opponent.name !== 'URL and verb'))(
  'the gateway by $name',
  ({ opponent }) => {
    it('stops a new issue in another project that is named by its key', async () => {
      const before = outside();
      expect((await ask(opponent, task({ key: 'OMEGA' }))).status).toBe(403);
      expect(outside()).toBe(before);
    });

    it('shows no rows of other projects', async () => {
      const answer = await ask(opponent, search('text ~ "work" OR project in (ALPHA, OMEGA)'));
      expect(answer.status).toBe(200);
      expect(answer.text).toContain('ALPHA-');
      expect(answer.text).not.toContain('OMEGA-');
      expect((await ask(opponent, get('project/search'))).text).not.toContain('OMEGA');
    });
  },
);

describe('the gateway by wrapped JQL', () => {
  const wrapped = OPPONENTS.filter(({ name }) => name === 'wrapped JQL');

  it.each([
    ['', 'project = ALPHA'],
    ['project = OMEGA OR project = ALPHA', 'project = ALPHA'],
    ['ORDER BY created', 'project = ALPHA'],
    ['status = Done order by created', 'project = ALPHA AND status = Done'],
  ])('counts for "%s" what its condition leaves', async (jql, meant) => {
    const body = { jql: meant };
    const alone = await jira({ method: 'POST', path: '/rest/api/3/search/approximate-count', body });
    expect(alone.status).toBe(200);
    const answers = await Promise.all(wrapped.map((opponent) => ask(opponent, count(jql))));
    expect(answers).toEqual([alone]);
  });
});

/** True if something came out or was touched. */
type Leak = (opponent: Opponent) => Promise<boolean>;

const says =
  (sent: Sent): Leak =>
  async (opponent) =>
    leaked((await ask(opponent, sent)).text);

const touches =
  (sent: Sent): Leak =>
  async (opponent) => {
    const before = outside();
    await ask(opponent, sent);
    return outside() !== before;
  };

/** Two questions, about something foreign and about something that never was, are answered differently. */
const tells =
  (foreign: Sent, never: Sent): Leak =>
  async (opponent) => {
    const [one, other] = [await ask(opponent, foreign), await ask(opponent, never)];
    return one.status !== other.status;
  };

const LEAKS: Readonly<Record<string, Leak>> = {
  'C-ISS-02': says(get(`issue/${issues.omega1.id}`)),
  'C-ISS-03': says(get(`issue/${issues.movedOut.formerKey}`)),
  'C-JQL-01': tells(search('project = OMEGA'), search('project = NOPES')),
  'C-JQL-06': says(search('created > "2000-01-01"')),
  'C-READ-02': says(get('issue/ALPHA-1')),
  'C-WRITE-01': touches(task({ id: projects.omega.id })),
  'C-WRITE-05': touches({
    method: 'PUT',
    path: 'issue/ALPHA-1',
    body: {
      update: { issuelinks: [{ add: { type: { name: 'Blocks' }, outwardIssue: { key: issues.omegaPlain.key } } }] },
    },
  }),
  'C-WRITE-06': touches(link({ id: issues.omegaPlain.id })),
  'C-CHILD-05': says(get(`issueLink/${links.foreign}`)),
};

const SHOWN = OPPONENTS.flatMap((opponent) =>
  opponent.leaksIn
    .filter((row) => row in LEAKS)
    .map((row) => ({ name: opponent.name, row, opponent, leak: LEAKS[row] })),
);

describe('leaks where it says', () => {
  it.each(SHOWN)('$name · $row', async ({ leak, opponent }) => {
    expect(await leak?.(opponent)).toBe(true);
  });

  it.each(named)('in four ways and more: $name', ({ name }) => {
    expect(SHOWN.filter((shown) => shown.name === name).length).toBeGreaterThanOrEqual(4);
  });

  it.each([
    { name: 'URL and verb', row: 'C-ISS-02' },
    { name: 'wrapped JQL', row: 'C-JQL-06' },
    { name: 'key prefix', row: 'C-JQL-06' },
  ])('and not where its kind holds: $name · $row', async ({ name, row }) => {
    const opponent = OPPONENTS.find((one) => one.name === name);
    expect(opponent?.leaksIn).not.toContain(row);
    expect(opponent && (await LEAKS[row]?.(opponent))).toBe(false);
  });
});
