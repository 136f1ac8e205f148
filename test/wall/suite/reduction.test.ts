/**
 * The rules of reduction, tried on answers: what Jira itself says at the island beside what a key reads through the
 * gateway on the whole site. All reads must differ by listed rules alone, every rule must be needed by one of them,
 * and a fault that is put into an answer must be found.
 */
import { resolve } from 'node:path';
import { readManifest } from '../../../local/forge/manifest';
import { fixtureState } from '../../../local/jira/seeds/fixture';
import { type Site, startSite } from '../../../local/site';
import { call, get, VERSIONS, type Version } from '../issue-operations';
import { FIXTURE, openWall, type Sent, type Wall } from '../site';
import { DIFFERENCES, judgedDifferences, unexplained } from './reduction';

const NOW = Date.UTC(2026, 10, 20, 9, 30);
const SCOPES = readManifest(resolve(__dirname, '../../../manifest.yml')).scopes;
const { comments, fields, links, people, projects } = FIXTURE;

let wall: Wall;
let island: Site;
let both: Site;
beforeAll(async () => {
  wall = await openWall({ now: NOW });
  island = await startSite({ now: NOW, seed: wall.site.island([projects.alpha.id]) });
  both = await startSite({ now: NOW, seed: wall.site.island([projects.alpha.id, projects.beta.id]) });
});
afterAll(async () => {
  await wall.stop();
  await island.stop();
  await both.stop();
});

const search = (version: Version, jql: string, more: object = {}): Sent =>
  call('POST', version, 'search/jql', { jql, fields: ['*all'], maxResults: 20, ...more });
/** Issues of ALPHA that a search finds, with those that have a security level. */
const FOUND = [...fixtureState(NOW).issues.values()].filter(
  ({ projectId, archived }) => projectId === projects.alpha.id && !archived,
).length;
const cf = (field: string): string => `cf[${field.slice('customfield_'.length)}]`;

/** Reads that both sides serve: what Jira refuses on the island, or keys are not offered, has no answer to compare. */
const readsOf = (version: Version): readonly Sent[] => [
  ...[1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 22, 23, 24, 25].map((number) =>
    get(version, `issue/ALPHA-${number}`),
  ),
  get(version, 'issue/OLDAL-1'),
  get(version, 'issue/ALPHA-4?expand=names,schema,transitions'),
  get(version, 'issue/ALPHA-12?fields=*all,-comment'),
  ...['ALPHA-1', 'ALPHA-2', 'ALPHA-12'].map((issue) => get(version, `issue/${issue}/comment`)),
  get(version, `issue/ALPHA-12/comment/${comments.movedIn}`),
  get(version, 'issue/ALPHA-1/transitions?expand=transitions.fields'),
  get(version, 'issue/ALPHA-1/worklog'),
  ...['ALPHA-1', 'ALPHA-12', 'ALPHA-22', 'ALPHA-24'].flatMap((issue) => [
    get(version, `issue/${issue}/changelog`),
    get(version, `issue/${issue}?expand=changelog&fields=summary`),
  ]),
  ...['ALPHA-1', 'ALPHA-3'].map((issue) => get(version, `issue/${issue}/remotelink`)),
  ...['watchers', 'votes', 'editmeta'].map((part) => get(version, `issue/ALPHA-2/${part}`)),
  get(version, 'issue/createmeta/ALPHA/issuetypes'),
  get(version, 'issue/createmeta/ALPHA/issuetypes/10102'),
  get(version, 'issue/createmeta?projectKeys=ALPHA&expand=projects.issuetypes.fields'),
  call('POST', version, 'issue/bulkfetch', { issueIdsOrKeys: ['ALPHA-1', 'ALPHA-20'], fields: ['*all'] }),
  call('POST', version, 'changelog/bulkfetch', { issueIdsOrKeys: ['ALPHA-1', 'ALPHA-12'] }),
  call('POST', version, 'jql/match', { issueIds: [11001, 11020], jqls: ['project = ALPHA', ''] }),
  get(version, `issue/ALPHA-1/worklog/${FIXTURE.worklogs.alpha}`),
  get(version, `issueLink/${links.within}`),
  ...['ALPHA', 'OLDAL'].map((project) => get(version, `project/${project}`)),
  get(version, 'project/search?expand=lead,issueTypes'),
  ...['field', 'status', 'priority', 'issuetype', 'myself', 'serverInfo'].map((list) => get(version, list)),
  ...['versions', 'version', 'components', 'component', 'statuses', 'role'].map((below) =>
    get(version, `project/ALPHA/${below}`),
  ),
  ...['project', 'project/recent', 'component', 'resolution', 'resolution/search', 'issueLinkType'].map((list) =>
    get(version, list),
  ),
  ...['field/search', 'field/search?maxResults=5&type=system', 'priority/search?maxResults=2'].map((list) =>
    get(version, list),
  ),
  get(version, 'user/assignable/search?project=ALPHA'),
  get(version, 'mypermissions?permissions=BROWSE_PROJECTS,ADMINISTER_PROJECTS'),
  search(version, 'project = ALPHA order by created'),
  search(version, 'project = ALPHA order by key', { expand: 'names,schema' }),
  search(version, 'project = ALPHA order by created', { fields: ['summary'], maxResults: FOUND - 1 }),
  search(version, 'fixVersion is not EMPTY order by priority'),
  search(version, 'labels is not EMPTY'),
  search(version, `assignee = "${people.member}"`),
  ...[fields.severity, fields.channels, fields.projectPicker, fields.versionPicker]
    .map(cf)
    .flatMap((field) => [`${field} is EMPTY`, `${field} is not EMPTY`, `not ${field} is EMPTY`])
    .map((jql) => search(version, jql, { fields: ['summary'], maxResults: 100 })),
  call('POST', version, 'search/approximate-count', { jql: 'project = ALPHA' }),
  call('POST', version, 'search/approximate-count', { jql: 'status = Done' }),
];

const { desks, requestTypes, queues } = FIXTURE;
/** Service desks have no versions. */
const DESK_READS: readonly Sent[] = [
  ...['info', 'servicedesk', 'requesttype', `requesttype/${requestTypes.alpha}`, 'requesttypegroup', 'queue'],
  ...[`requesttype/${requestTypes.alpha}/field`, `queue/${queues.alpha}`, `queue/${queues.alpha}/issue`],
  `queue/${queues.alphaWide}/issue?limit=30`,
]
  .map((path) => (['info', 'servicedesk'].includes(path) ? path : `servicedesk/${desks.alpha}/${path}`))
  .concat(
    ...['ALPHA-1', 'ALPHA-2', 'ALPHA-12', 'ALPHA-22'].flatMap((issue) =>
      ['', '/comment', '/participant', '/status', '/sla', '/transition'].map((below) => `request/${issue}${below}`),
    ),
  )
  .map((path) => ({ method: 'GET', path: `/rest/servicedeskapi/${path}` }));

const { boards, sprints } = FIXTURE;
/** Nor have boards. */
const BOARD_READS: readonly Sent[] = [
  'board',
  ...[
    '',
    '/configuration',
    '/sprint',
    '/epic',
    '/version',
    '/project',
    '/issue?maxResults=100',
    '/backlog?maxResults=100',
  ].map((below) => `board/${boards.alpha}${below}`),
  `sprint/${sprints.alphaActive}`,
  `sprint/${sprints.alphaActive}/issue`,
  'issue/ALPHA-1',
].map((path) => ({ method: 'GET', path: `/rest/agile/1.0/${path}` }));

const READS = VERSIONS.flatMap((version) =>
  [...readsOf(version), ...(version === '2' ? [...DESK_READS, ...BOARD_READS] : [])].map((sent) => ({
    version,
    sent,
    title: `${sent.method} ${sent.path} ${JSON.stringify(sent.body ?? '')}`,
  })),
);

/** Reads that say more where a key reaches several projects. */
const READS_OF_SEVERAL = VERSIONS.map((version) => ({
  version,
  sent: get(version, 'issue/createmeta/ALPHA/issuetypes/10102'),
}));

type Answers = { readonly direct: unknown; readonly seen: unknown };

/** Jira's own answer at the island, and the gateway's on the whole site; both must have served it. */
async function answersTo(sent: Sent, key = wall.alpha, at = island): Promise<Answers> {
  const direct = await at.jira.call({
    actor: { kind: 'app', scopes: SCOPES },
    method: sent.method,
    path: sent.path,
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: sent.body === undefined ? undefined : JSON.stringify(sent.body),
  });
  const seen = await wall.send(key, sent);
  expect([direct.status, seen.status]).toEqual([200, 200]);
  return { direct: JSON.parse(direct.body), seen: seen.json };
}

const contextOf = (version: Version, key = wall.alpha, at = island) => ({
  version,
  siteUrl: at.fork().site.baseUrl,
  gatewayUrl: key.url,
});

describe('what a key reads and what Jira answers at the island', () => {
  const used = new Set<string | undefined>();

  it.each(READS)('differ by listed rules alone · $title', async ({ version, sent }) => {
    const { direct, seen } = await answersTo(sent);
    for (const { rule } of judgedDifferences(direct, seen, contextOf(version))) used.add(rule);
    expect(unexplained(direct, seen, contextOf(version))).toEqual([]);
  });

  it.each(READS_OF_SEVERAL)(
    'differ by listed rules alone · over two projects · v$version',
    async ({ version, sent }) => {
      const { direct, seen } = await answersTo(sent, wall.mixed, both);
      const context = contextOf(version, wall.mixed, both);
      for (const { rule } of judgedDifferences(direct, seen, context)) used.add(rule);
      expect(unexplained(direct, seen, context)).toEqual([]);
    },
  );

  it('leave no rule unused', () => {
    expect(DIFFERENCES.map(({ rule }) => rule).filter((rule) => !used.has(rule))).toEqual([]);
  });
});

/** A copy of an answer with another value at a place; undefined takes the member or row away. */
function withValue(answer: unknown, path: readonly (string | number)[], value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (Array.isArray(answer)) {
    const at = Number(step);
    const changed = rest.length === 0 ? value : withValue(answer[at], rest, value);
    return changed === undefined ? answer.toSpliced(at, 1) : answer.toSpliced(at, at < answer.length ? 1 : 0, changed);
  }
  const members: Record<string, unknown> = { ...(typeof answer === 'object' ? answer : {}) };
  const changed = rest.length === 0 ? value : withValue(members[step], rest, value);
  if (changed === undefined) delete members[String(step)];
  else members[String(step)] = changed;
  return members;
}

const valueAt = (answer: unknown, path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>(
    (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined),
    answer,
  );

type Fault = {
  readonly fault: string;
  readonly read: (version: Version) => Sent;
  readonly path: readonly (string | number)[];
  /** Made of what stands there, and of what Jira says there; undefined takes it away. */
  readonly becomes: (before: unknown, direct: unknown) => unknown;
  readonly found: string;
};

const gone = (): undefined => undefined;
const to = (value: unknown) => (): unknown => value;
const issue1 = (version: Version): Sent => get(version, 'issue/ALPHA-1');
const issue2 = (version: Version): Sent => get(version, 'issue/ALPHA-2');
const rows = (version: Version): Sent => search(version, 'labels is not EMPTY');
const full = (version: Version): Sent => search(version, 'project = ALPHA order by created');
const count = (version: Version): Sent => call('POST', version, 'search/approximate-count', { jql: 'project = ALPHA' });
const otherId = (before: unknown): string => String(before).replace(/\d+$/, '20001');

const FAULTS: readonly Fault[] = [
  {
    fault: 'a member too many on an issue',
    read: issue1,
    path: ['changelog'],
    becomes: to({ total: 1 }),
    found: 'changelog: added',
  },
  {
    fault: 'a member too many deep inside',
    read: issue1,
    path: ['fields', 'issuetype', 'scope'],
    becomes: to({ project: { id: '10002' } }),
    found: 'fields.issuetype.scope: added',
  },
  {
    fault: 'a field too many',
    read: issue1,
    path: ['fields', fields.omegaOnly],
    becomes: to(null),
    found: `fields.${fields.omegaOnly}: added`,
  },
  { fault: 'no summary', read: issue1, path: ['fields', 'summary'], becomes: gone, found: 'fields.summary: missing' },
  {
    fault: 'another status',
    read: issue1,
    path: ['fields', 'status', 'name'],
    becomes: to('Done'),
    found: 'fields.status.name: changed',
  },
  {
    fault: 'null for a value',
    read: issue1,
    path: ['fields', 'priority'],
    becomes: to(null),
    found: 'fields.priority: changed',
  },
  {
    fault: 'a list for a thing',
    read: issue1,
    path: ['fields', 'assignee'],
    becomes: (before) => [before],
    found: 'fields.assignee: changed',
  },
  {
    fault: 'a missing row of a search',
    read: rows,
    path: ['issues', 1],
    becomes: gone,
    found: 'issues.#: row missing',
  },
  {
    fault: 'a row of another issue in a search that has no next page',
    read: rows,
    path: ['issues', 99],
    becomes: to({ id: '20001', key: 'OMEGA-1' }),
    found: 'issues.#: row added',
  },
  {
    fault: 'rows of a search in another order',
    read: rows,
    path: ['issues'],
    becomes: (before) => (Array.isArray(before) ? before.toReversed() : before),
    found: 'issues.#: row missing',
  },
  {
    fault: 'one row more than are hidden on a full page',
    read: full,
    path: ['issues', 99],
    becomes: to({ id: '20001' }),
    found: 'issues.#: row added',
  },
  {
    fault: 'a row that has moved up to the front',
    read: full,
    path: ['issues'],
    becomes: (before) => (Array.isArray(before) ? [before.at(-1), ...before.slice(0, -1)] : before),
    found: 'issues.#: row added',
  },
  {
    fault: 'a page that does not say whether it is the last',
    read: full,
    path: ['isLast'],
    becomes: gone,
    found: 'isLast: missing',
  },
  {
    fault: 'a page without a token for the next one',
    read: full,
    path: ['nextPageToken'],
    becomes: gone,
    found: 'nextPageToken: missing',
  },
  {
    fault: 'a label that was lost',
    read: issue1,
    path: ['fields', 'labels', 0],
    becomes: gone,
    found: 'fields.labels.#: row missing',
  },
  {
    fault: 'a link that was lost',
    read: issue1,
    path: ['fields', 'issuelinks', 0],
    becomes: gone,
    found: 'fields.issuelinks.#: row missing',
  },
  {
    fault: 'an open comment that was lost',
    read: issue1,
    path: ['fields', 'comment', 'comments', 0],
    becomes: gone,
    found: 'fields.comment.comments.#: row missing',
  },
  {
    fault: 'a total that counts hidden comments',
    read: issue2,
    path: ['fields', 'comment', 'total'],
    becomes: to(3),
    found: 'fields.comment.total: changed',
  },
  {
    fault: 'an address that names another issue',
    read: issue1,
    path: ['self'],
    becomes: otherId,
    found: 'self: changed',
  },
  {
    fault: 'an address of a status that names another one',
    read: issue1,
    path: ['fields', 'status', 'self'],
    becomes: otherId,
    found: 'fields.status.self: changed',
  },
  {
    fault: 'an address in the other version',
    read: issue1,
    path: ['self'],
    becomes: (before) => String(before).replace(/\/api\/[23]\//, (api) => (api === '/api/2/' ? '/api/3/' : '/api/2/')),
    found: 'self: changed',
  },
  {
    fault: 'an address that still leads to the site',
    read: issue1,
    path: ['self'],
    becomes: (before) => String(before).replace(wall.alpha.url, 'https://example.atlassian.net'),
    found: 'self: changed',
  },
  {
    fault: 'a missing address of a status',
    read: issue1,
    path: ['fields', 'status', 'self'],
    becomes: gone,
    found: 'fields.status.self: missing',
  },
  {
    fault: 'a person without a name',
    read: issue1,
    path: ['fields', 'reporter', 'displayName'],
    becomes: gone,
    found: 'fields.reporter.displayName: missing',
  },
  {
    fault: 'an e-mail address',
    read: issue1,
    path: ['fields', 'reporter', 'emailAddress'],
    becomes: to('someone@example.com'),
    found: 'fields.reporter.emailAddress: shown',
  },
  {
    fault: 'a count of everything',
    read: count,
    path: ['count'],
    becomes: (before) => Number(before) + 10,
    found: 'count: changed',
  },
  { fault: 'a count of nothing', read: count, path: ['count'], becomes: to(0), found: 'count: changed' },
  {
    fault: 'Jira’s own page token',
    read: full,
    path: ['nextPageToken'],
    becomes: (_before, direct) => direct,
    found: 'nextPageToken: changed',
  },
  {
    fault: 'a page token that holds Jira’s own',
    read: full,
    path: ['nextPageToken'],
    becomes: (_before, direct) => Buffer.from(`page ${direct}`).toString('base64url'),
    found: 'nextPageToken: changed',
  },
  {
    fault: 'a comment that is restricted',
    read: issue2,
    path: ['fields', 'comment', 'comments'],
    becomes: (_before, direct) => direct,
    found: 'fields.comment.comments.#: shown',
  },
  {
    fault: 'an issue with a security level',
    read: full,
    path: ['issues'],
    becomes: (_before, direct) => direct,
    found: 'issues.#: shown',
  },
  {
    fault: 'a security level',
    read: issue1,
    path: ['fields', 'security'],
    becomes: (_before, direct) => direct,
    found: 'fields.security: shown',
  },
  {
    fault: 'a card with what it leads to',
    read: () => get('3', 'issue/ALPHA-19'),
    path: ['fields', 'description'],
    becomes: (_before, direct) => direct,
    found: 'fields.description.content.#.content.#: changed',
  },
  {
    fault: 'a name of a field that the rows show, lost',
    read: (version) => get(version, 'issue/ALPHA-4?expand=names,schema,transitions'),
    path: ['names', 'summary'],
    becomes: gone,
    found: 'names.summary: missing',
  },
  {
    fault: 'a field lost from the list of fields',
    read: (version) => get(version, 'field'),
    path: [0],
    becomes: gone,
    found: '#: row missing',
  },
  {
    fault: 'a status lost from the list',
    read: (version) => get(version, 'status'),
    path: [0],
    becomes: gone,
    found: '#: row missing',
  },
  {
    fault: 'a version lost from the list',
    read: (version) => get(version, 'project/ALPHA/versions'),
    path: [0],
    becomes: gone,
    found: '#: row missing',
  },
  {
    fault: 'a total that counts more than the page can show',
    read: (version) => get(version, 'project/ALPHA/version'),
    path: ['total'],
    becomes: (before) => Number(before) + 1,
    found: 'total: changed',
  },
  {
    fault: 'the address of a role at the site',
    read: (version) => get(version, 'project/ALPHA/role'),
    path: ['Members'],
    becomes: (_before, direct) => direct,
    found: 'Members: changed',
  },
  {
    fault: 'a role that nobody has',
    read: (version) => get(version, 'project/ALPHA/role'),
    path: ['Customers'],
    becomes: (_before, direct) => direct,
    found: 'Customers: shown',
  },
  {
    fault: 'how many issues a component has',
    read: (version) => get(version, 'project/ALPHA/component'),
    path: ['values', 0, 'issueCount'],
    becomes: (_before, direct) => direct,
    found: 'values.#.issueCount: shown',
  },
  {
    fault: 'the account of the app for the key',
    read: (version) => get(version, 'myself'),
    path: ['accountId'],
    becomes: to(people.app),
    found: 'accountId: changed',
  },
  {
    fault: 'another moment for the server’s time',
    read: (version) => get(version, 'serverInfo'),
    path: ['serverTime'],
    becomes: to('2026-11-20T09:31:00.000+0000'),
    found: 'serverTime: changed',
  },
  {
    fault: 'the site’s address for the gateway’s',
    read: (version) => get(version, 'serverInfo'),
    path: ['baseUrl'],
    becomes: to('https://example.atlassian.net'),
    found: 'baseUrl: changed',
  },
];

describe('a fault that is put into the gateway’s answer is found', () => {
  it.each(FAULTS.flatMap((fault) => VERSIONS.map((version) => ({ ...fault, version }))))(
    '$fault · v$version',
    async ({ read, path, becomes, found, version }) => {
      const sent = read(version);
      const spoken = sent.path.includes('/api/2/') ? '2' : '3';
      const { direct, seen } = await answersTo(sent);
      expect(unexplained(direct, seen, contextOf(spoken))).toEqual([]);
      const faulty = withValue(seen, path, becomes(valueAt(seen, path), valueAt(direct, path)));
      expect(faulty).not.toEqual(seen);
      expect(unexplained(direct, faulty, contextOf(spoken))).toContain(found);
    },
  );

  it('in words that tell where it is, and nothing of what stands there', async () => {
    const { direct, seen } = await answersTo(issue1('3'));
    const planted = withValue(seen, ['fields', 'summary'], 'CANARY');
    expect(unexplained(direct, planted, contextOf('3'))).toEqual(['fields.summary: changed']);
  });

  it('as one difference where the answer is another thing altogether', async () => {
    const { direct } = await answersTo(issue1('3'));
    expect(unexplained(direct, undefined, contextOf('3'))).toEqual(['the answer: changed']);
  });
});
