/**
 * The wall as one equation: a key's view of the site equals its view of a site on which only the granted projects
 * were ever made. Reads compare bytes; writes compare what the granted projects are afterwards.
 *
 * The island is put into the same site, so that URLs and keys stay; names that the gateway remembers stay too, and
 * a second site that grew up as an island, and remembers nothing, must answer the same.
 */
import { digestInside } from '../../local/jira/digest';
import { island } from '../../local/jira/island';
import { fixtureState } from '../../local/jira/seeds/fixture';
import type { JiraState } from '../../local/jira/state';
import { withFieldsEmptied } from './ended-relations';
import { about, call, get, ISSUE_OPERATIONS, rich, VERSIONS, type Version } from './issue-operations';
import { type Answer, comparable, FIXTURE, type Key, openWall, type Sent, type Wall } from './site';

const NOW = Date.UTC(2026, 10, 20, 9, 30);
const { comments, fields, issues, links, people, projects, missing } = FIXTURE;

/** The keys, by name, and the projects that each may see. */
const VIEWS = [
  { name: 'alpha', inside: [projects.alpha.id] },
  { name: 'mixed', inside: [projects.alpha.id, projects.beta.id] },
] as const;

let wall: Wall;
/** Sites that were islands from the start, one for each key. */
const cold = new Map<string, Wall>();
beforeAll(async () => {
  wall = await openWall({ now: NOW });
  for (const { name, inside } of VIEWS) {
    if (name === 'mixed') cold.set(name, await openWall({ now: NOW, seed: island(fixtureState(NOW), inside) }));
  }
});
afterAll(async () => {
  await wall.stop();
  for (const one of cold.values()) await one.stop();
});
afterEach(() => wall.reset());

const search = (version: Version, jql: string, more: object = {}): Sent =>
  call('POST', version, 'search/jql', { jql, fields: ['*all'], maxResults: 20, ...more });

const readsOf = (version: Version): readonly Sent[] => [
  ...[1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16, 17, 19, 20, 22, 23, 25].map((number) =>
    get(version, `issue/ALPHA-${number}`),
  ),
  get(version, 'issue/ALPHA-4?expand=names,schema,transitions'),
  get(version, 'issue/ALPHA-12?fields=*all,-comment'),
  get(version, 'issue/OLDAL-1'),
  ...['OMEGA-1', 'OMEGA-3', 'OMEGA-9', '20001', '11007', 'GAMMA-1', 'DELTA-1', 'BETA-1', 'VAULT-1', 'BLOCK-1'].map(
    (issue) => get(version, `issue/${issue}`),
  ),
  ...['ALPHA-1', 'ALPHA-2', 'ALPHA-7', 'ALPHA-12', 'ALPHA-20', 'BETA-1'].map((issue) =>
    get(version, `issue/${issue}/comment`),
  ),
  get(version, `issue/ALPHA-12/comment/${comments.movedIn}`),
  get(version, `issue/ALPHA-1/comment/${comments.omega1}`),
  get(version, 'issue/ALPHA-1/transitions?expand=transitions.fields'),
  ...Object.values(links).map((id) => get(version, `issueLink/${id}`)),
  ...['ALPHA', 'OMEGA', 'OLDAL', 'BETA', '10037', 'DELTA'].map((project) => get(version, `project/${project}`)),
  get(version, 'project/search?expand=lead,issueTypes'),
  ...['field', 'status', 'priority', 'issuetype', 'myself', 'serverInfo'].map((list) => get(version, list)),
  search(version, ''),
  search(version, 'order by created'),
  search(version, 'project = OMEGA'),
  search(version, 'project in (ALPHA, BETA, OMEGA) order by key'),
  search(version, 'key in (ALPHA-7, ALPHA-12, OMEGA-3, OMEGA-1)'),
  search(version, 'parent = OMEGA-5 or parent = ALPHA-5'),
  search(version, 'parent is EMPTY', { fields: ['summary', 'parent'], maxResults: 100 }),
  search(version, 'fixVersion is not EMPTY order by priority'),
  search(version, `cf[${fields.severity.slice(12)}] is EMPTY`, { fields: ['summary'], maxResults: 100 }),
  search(version, `cf[${fields.projectPicker.slice(12)}] is EMPTY`, { fields: ['summary'], maxResults: 100 }),
  // What is hidden must not be found by asking whether it is there, nor by sorting.
  ...[
    'parent is not EMPTY',
    'parent != ALPHA-5',
    'parent = EMPTY',
    'not "Epic Link" in (ALPHA-5, EMPTY)',
    'parent in linkedIssues(ALPHA-1)',
    '"Epic Link" is EMPTY',
    'sprint is EMPTY',
    'sprint in openSprints()',
    ...[fields.severity, fields.channels, fields.projectPicker, fields.versionPicker]
      .map((id) => `cf[${id.slice('customfield_'.length)}]`)
      .flatMap((field) => [`${field} is not EMPTY`, `not ${field} is EMPTY`, `order by ${field}, key`]),
    `cf[${fields.severity.slice('customfield_'.length)}] != High`,
    `cf[${fields.unknown.slice('customfield_'.length)}] is EMPTY`,
  ].map((jql) => search(version, jql, { fields: ['summary'], maxResults: 100 })),
  search(version, 'labels is not EMPTY'),
  search(version, `assignee = "${people.outsider}"`),
  search(version, `assignee = "${people.member}"`),
  call('POST', version, 'search/approximate-count', { jql: '' }),
  call('POST', version, 'search/approximate-count', { jql: 'parent is EMPTY' }),
  call('POST', version, 'search/approximate-count', { jql: 'status = Done' }),
];

const keyOf = (of: Wall, name: (typeof VIEWS)[number]['name']): Key => of[name];
const title = ({ method, path, body }: Sent): string =>
  `${method} ${path} ${body === undefined ? '' : JSON.stringify(body)}`;

/** An answer without its key's address and id, and without page tokens, which are sealed anew each time. */
function withoutKey(answer: Answer, key: Key): unknown {
  const text = JSON.stringify(comparable(answer)).replaceAll(key.url, '<gateway>').replaceAll(key.id, '<key>');
  return JSON.parse(text.replace(/(\\"nextPageToken\\":)\\"[^"]*\\"/g, '$1\\"<token>\\"'));
}

describe.each(VIEWS)('the key "$name"', ({ name, inside }) => {
  describe.each(VERSIONS)('version %s', (version) => {
    const statuses = new Set<number>();

    it.each(readsOf(version).map((sent) => ({ sent, title: title(sent) })))(
      'ISLAND · reads the same · $title',
      async ({ sent }) => {
        const key = keyOf(wall, name);
        const whole = await wall.send(key, sent);
        statuses.add(whole.status);
        wall.site.restore(wall.site.island(inside));
        const alone = await wall.send(key, sent);
        expect(withoutKey(whole, key)).toEqual(withoutKey(alone, key));
        const grown = cold.get(name);
        if (grown === undefined) return;
        const remembered = await grown.send(keyOf(grown, name), sent);
        expect(withoutKey(whole, key)).toEqual(withoutKey(remembered, keyOf(grown, name)));
      },
    );

    it('shows in this list both what is there and what is not', () => {
      expect([...statuses]).toEqual(expect.arrayContaining([200, 404]));
    });
  });
});

const WRITES: readonly ((version: Version) => readonly Sent[])[] = [
  (version) =>
    ISSUE_OPERATIONS.filter(({ writes }) => writes).map((operation) =>
      about(operation, version, operation.ofComment ? 'ALPHA-1' : 'ALPHA-12', comments.alpha1),
    ),
  (version) => REACHING.map(({ sets: _, ...sent }) => ({ ...sent, path: `/rest/api/${version}${sent.path}` })),
  (version) => [
    call('POST', version, 'issue', {
      fields: { project: { key: 'ALPHA' }, issuetype: { name: 'Task' }, summary: 'Made' },
    }),
    call('POST', version, 'issue', {
      fields: {
        project: { id: '10001' },
        issuetype: { name: 'Sub-task' },
        summary: 'Below',
        parent: { key: 'ALPHA-4' },
      },
    }),
    call('PUT', version, 'issue/ALPHA-10', { fields: { labels: ['one'], description: rich(version, 'New.') } }),
    call('PUT', version, 'issue/ALPHA-13', { fields: { summary: 'Pickers' } }),
    call('POST', version, 'issueLink', {
      type: { name: 'Blocks' },
      inwardIssue: { key: 'ALPHA-1' },
      outwardIssue: { key: 'ALPHA-12' },
    }),
    call('DELETE', version, `issueLink/${links.within}`),
    call('DELETE', version, `issueLink/${links.toForeign}`),
    call('DELETE', version, `issueLink/${missing.linkId}`),
    call('PUT', version, 'issue/OMEGA-1', { fields: { summary: 'Astray' } }),
    call('POST', version, 'issue/ALPHA-7/comment', { body: rich(version, 'Astray.') }),
    call('POST', version, 'issueLink', {
      type: { name: 'Blocks' },
      inwardIssue: { key: 'ALPHA-1' },
      outwardIssue: { key: 'OMEGA-1' },
    }),
    call('POST', version, 'issue', {
      fields: { project: { key: 'OMEGA' }, issuetype: { name: 'Task' }, summary: 'Astray' },
    }),
  ],
];

/** Allowed writes that end a relation across the border, and so change what it was on the other side. */
const REACHING: readonly (Omit<Sent, 'path'> & { readonly path: string; readonly sets?: readonly [string, string] })[] =
  [
    {
      method: 'PUT',
      path: '/issue/ALPHA-4',
      body: { fields: { parent: { key: 'ALPHA-5' } } },
      sets: [issues.childOfForeignEpic.id, 'parent'],
    },
    {
      method: 'PUT',
      path: '/issue/ALPHA-9',
      body: { fields: { parent: { id: '11001' } } },
      sets: [issues.subtaskOfForeign.id, 'parent'],
    },
    {
      method: 'PUT',
      path: '/issue/ALPHA-10',
      body: { fields: { [fields.epicLink]: 'ALPHA-5' } },
      sets: [issues.epicLinkToForeign.id, fields.epicLink],
    },
    { method: 'DELETE', path: '/issue/ALPHA-2' },
  ];

describe.each(VIEWS)('the key "$name"', ({ name, inside }) => {
  /** What the granted projects are, by themselves. */
  const granted = (state: JiraState): string => digestInside(island(state, inside), inside);

  /** What is outside, once this field of this issue no longer reaches there. */
  function outsideAfter(ended: readonly [issueId: string, fieldId: string] | undefined): string {
    if (ended === undefined) return wall.site.digestOutside(inside);
    const [issueId, fieldId] = ended;
    const before = wall.site.fork();
    wall.site.restore(withFieldsEmptied(before, issueId, [fieldId]));
    const outside = wall.site.digestOutside(inside);
    wall.site.restore(before);
    expect(outside).not.toBe(wall.site.digestOutside(inside));
    return outside;
  }

  it.each(
    VERSIONS.flatMap((version) => WRITES.flatMap((of) => of(version))).map((sent) => ({ sent, title: title(sent) })),
  )('ISLAND · writes the same · $title', async ({ sent }) => {
    const key = keyOf(wall, name);
    const reaching = REACHING.find(
      ({ path, method, body }) =>
        sent.method === method && sent.path.endsWith(path) && JSON.stringify(sent.body) === JSON.stringify(body),
    );
    const outside = outsideAfter(reaching?.sets);
    const whole = await wall.send(key, sent);
    const after = granted(wall.site.fork());
    const readAfter = await wall.send(key, get('3', 'issue/ALPHA-4'));
    if (reaching?.method !== 'DELETE') expect(wall.site.digestOutside(inside)).toBe(outside);
    wall.reset();
    wall.site.restore(wall.site.island(inside));
    const before = granted(wall.site.fork());
    const alone = await wall.send(key, sent);
    expect(withoutKey(whole, key)).toEqual(withoutKey(alone, key));
    expect(withoutKey(readAfter, key)).toEqual(withoutKey(await wall.send(key, get('3', 'issue/ALPHA-4')), key));
    // Jira's history keeps what a relation was before; no key can read it, and the island never had it.
    if (reaching === undefined) expect(after).toBe(granted(wall.site.fork()));
    expect(after === before).toBe(whole.status >= 300);
  });
});
