/**
 * Grants that show a part of their project: some issue types, or what a JQL condition finds. Such a key sees what it
 * would see on a site where the other issues of the project were never made, and it writes nowhere else. Then: fields
 * and transitions that a grant allows to be written, and fields that a key never sees.
 */
import { deleteIssue } from '../../local/jira/change/issues';
import { linkIssues } from '../../local/jira/change/links';
import type { Issue, JiraState } from '../../local/jira/state';
import { about, call, get, ISSUE_OPERATIONS, VERSIONS, type Version } from './issue-operations';
import {
  type Answer,
  comparable,
  EVERYTHING,
  FIXTURE,
  type Key,
  openWall,
  READING,
  type Sent,
  type Wall,
  work,
} from './site';
import { create, edit, ISSUES, link, TEXT, transition, writesOf } from './write-case';

const { comments, issues, links, missing, people, projects } = FIXTURE;
const NOW = Date.parse('2026-11-02T09:00:00Z');
const BUG = '10103';
const TASK = '10102';

let wall: Wall;
beforeAll(async () => {
  wall = await openWall({ now: NOW });
});
afterEach(() => wall.reset());
afterAll(() => wall.stop());

const issueWith = (conditions: object, permissions: readonly string[], more: object = {}): Promise<Key> =>
  wall.issue([{ projectId: projects.alpha.id, permissions, conditions } as never], more);

/** The site as if these issues of ALPHA had never been made. */
function without(state: JiraState, isGone: (issue: Issue) => boolean): JiraState {
  const gone = [...state.issues.values()].filter((issue) => issue.projectId === projects.alpha.id && isGone(issue));
  const act = { now: NOW, by: people.member };
  const rest = gone.reduce((sofar, { id }) => deleteIssue(sofar, id, { withSubtasks: false }, act), state);
  // Being left behind leaves a trace in Jira, and here nothing ever happened.
  const kept = [...rest.issues].map(([id, issue]) => {
    const before = state.issues.get(id);
    return [id, before === undefined ? issue : { ...issue, updated: before.updated, history: before.history }] as const;
  });
  return { ...rest, issues: new Map(kept), mails: state.mails };
}

const search = (version: Version, jql: string): Sent =>
  call('POST', version, 'search/jql', { jql, fields: ['*all'], maxResults: 30 });

const READS = (version: Version): readonly Sent[] => [
  ...[1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 16, 19, 20, 22, 24].map((number) => get(version, `issue/ALPHA-${number}`)),
  get(version, 'issue/OLDAL-1'),
  get(version, `issue/${issues.alpha2.id}`),
  ...['ALPHA-1', 'ALPHA-2', 'ALPHA-12'].flatMap((key) => [
    get(version, `issue/${key}/comment`),
    get(version, `issue/${key}/transitions`),
  ]),
  get(version, `issue/ALPHA-1/comment/${comments.alpha1}`),
  get(version, `issue/ALPHA-2/comment/${comments.alpha2}`),
  ...Object.values(links).map((id) => get(version, `issueLink/${id}`)),
  ...[
    '',
    'order by created',
    'labels is EMPTY',
    'not labels = payments',
    'issuetype != Bug',
    'key in (ALPHA-1, ALPHA-2, ALPHA-24)',
    'key = ALPHA-2 or parent = ALPHA-5',
    'parent = ALPHA-1',
    'issue in linkedIssues(ALPHA-1)',
    'issue in linkedIssues(ALPHA-2)',
  ].map((jql) => search(version, jql)),
  call('POST', version, 'search/approximate-count', { jql: '' }),
  call('POST', version, 'search/approximate-count', { jql: 'labels is EMPTY' }),
];

const withoutToken = (answer: Answer): unknown =>
  JSON.parse(JSON.stringify(comparable(answer)).replace(/(\\"nextPageToken\\":)\\"[^"]*\\"/g, '$1\\"\\"'));

const PARTS: readonly {
  readonly name: string;
  readonly conditions: object;
  readonly shows: (issue: Issue) => boolean;
}[] = [
  {
    name: 'bugs and sub-tasks',
    conditions: { issueTypes: [BUG, '10104'] },
    shows: ({ typeId }) => [BUG, '10104'].includes(typeId),
  },
  { name: 'one label', conditions: { jql: 'labels = payments' }, shows: ({ labels }) => labels.includes('payments') },
  { name: 'no label, by NOT', conditions: { jql: 'labels is EMPTY' }, shows: ({ labels }) => labels.length === 0 },
  {
    name: 'stories without that label',
    conditions: { issueTypes: ['10101'], jql: 'labels is EMPTY OR labels != invoices' },
    shows: ({ typeId, labels }) => typeId === '10101' && !labels.includes('invoices'),
  },
];

describe.each(PARTS)('a key that shows $name', ({ conditions, shows }) => {
  let key: Key;
  beforeAll(async () => {
    key = await issueWith(conditions, [...READING, 'worklog:read', 'changelog:read']);
    await wall.send(key, get('3', 'issue/ALPHA-24'));
  });

  it.each(VERSIONS)('sees in version %s what it would see if the rest had never been made', async (version) => {
    const statuses = new Set<number>();
    const part = without(wall.site.fork(), (issue) => !shows(issue));
    let hidden = 0;
    for (const sent of READS(version)) {
      const whole = await wall.send(key, sent);
      statuses.add(whole.status);
      wall.site.restore(part);
      const alone = await wall.send(key, sent);
      wall.reset();
      expect([sent.path, sent.body, withoutToken(whole)]).toEqual([sent.path, sent.body, withoutToken(alone)]);
      const open = await wall.send(wall.alpha, sent);
      if (open.text !== whole.text) hidden += 1;
    }
    // It hides something, and it shows something.
    expect([...statuses].sort()).toEqual([200, 404]);
    expect(hidden).toBeGreaterThan(5);
  });

  it('answers about a hidden issue as about one that never was, for the same work', async () => {
    const state = wall.site.fork();
    const candidates = [issues.alpha1, issues.alpha2, issues.alpha3, issues.epic, issues.plain];
    const isShown = (id: string) => shows(state.issues.get(id) as Issue);
    const other = candidates.find(({ id }) => !isShown(id));
    for (const operation of ISSUE_OPERATIONS.filter(({ writes }) => !writes)) {
      const one = await wall.send(key, about(operation, '3', other?.key ?? '', missing.commentId));
      const never = await wall.send(key, about(operation, '3', missing.alphaKey, missing.commentId));
      expect([operation.id, comparable(one)]).toEqual([operation.id, comparable(never)]);
      expect([operation.id, work(one)]).toEqual([operation.id, work(never)]);
      expect(one.status).toBe(404);
    }
  });
});

describe('a key for bugs that may write', () => {
  let key: Key;
  beforeAll(async () => {
    key = await issueWith({ issueTypes: [BUG] }, EVERYTHING);
    await wall.send(key, get('3', 'issue/ALPHA-24'));
  });

  it.each(ISSUE_OPERATIONS.filter(({ writes }) => writes))('does not touch other types by $id', async (operation) => {
    const story = operation.ofComment ? 'ALPHA-2' : issues.alpha2.key;
    const sent = about(operation, '3', story, comments.alpha2);
    const before = wall.site.digestOutside([]);
    const refused = await wall.send(key, sent);
    expect([refused.status, writesOf(refused)]).toEqual([404, []]);
    expect(wall.site.digestOutside([])).toBe(before);
    const never = await wall.send(key, about(operation, '3', missing.alphaKey, comments.alpha2));
    expect(comparable(refused)).toEqual(comparable(never));
    expect((await wall.send(wall.alpha, sent)).status).toBeLessThan(300);
  });

  it('edits a bug, and makes one', async () => {
    expect((await wall.send(key, edit({ fields: { summary: 'New words' } }, 'ALPHA-1'))).status).toBe(204);
    expect((await wall.send(key, create({ issuetype: { id: BUG } }))).status).toBe(201);
    expect((await wall.send(key, create({ issuetype: { name: 'Bug' } }))).status).toBe(201);
  });

  it.each([
    ['a task', create({ issuetype: { id: TASK } })],
    ['a task, by its name', create({ issuetype: { name: 'Task' } })],
    ['a bug that becomes a task', edit({ fields: { issuetype: { id: TASK } } }, 'ALPHA-1')],
    ['a bug that becomes a task by a verb', edit({ update: { issuetype: [{ set: { id: TASK } }] } }, 'ALPHA-1')],
  ])('does not make %s', async (_, sent) => {
    const refused = await wall.send(key, sent);
    expect(writesOf(refused)).toEqual([]);
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(refused.status).toBeLessThan(404);
  });

  it('links no issue of another type, in either direction', async () => {
    const pair = (inward: string, outward: string) =>
      link({ inwardIssue: { key: inward }, outwardIssue: { key: outward } });
    for (const [inward, outward] of [
      ['ALPHA-1', 'ALPHA-2'],
      ['ALPHA-2', 'ALPHA-1'],
    ] as const) {
      const refused = await wall.send(key, pair(inward, outward));
      expect([refused.status, writesOf(refused)]).toEqual([404, []]);
    }
  });
});

test('an issue of a hidden type is not shown as the other end of a link, also where no security level exists', async () => {
  const { beta1, beta2 } = issues;
  const linked = linkIssues(
    wall.site.fork(),
    { typeId: '10410', inwardIssueId: beta1.id, outwardIssueId: beta2.id },
    { now: NOW, by: people.member },
  ).state;
  const typeOf = (id: string) => linked.issues.get(id)?.typeId ?? '';
  expect(typeOf(beta1.id)).not.toBe(typeOf(beta2.id));
  const keyFor = (types: readonly string[]) =>
    wall.issue([{ projectId: projects.beta.id, permissions: READING, conditions: { issueTypes: types } } as never]);
  const [narrow, wide] = [await keyFor([typeOf(beta1.id)]), await keyFor([typeOf(beta1.id), typeOf(beta2.id)])];
  wall.site.restore(linked);
  for (const sent of [get('3', 'issue/BETA-1'), search('3', 'key = BETA-1')]) {
    expect((await wall.send(wide, sent)).text).toContain('"BETA-2"');
    const answer = await wall.send(narrow, sent);
    expect([answer.status, answer.text.includes('"BETA-1"'), answer.text.includes('BETA-2')]).toEqual([
      200,
      true,
      false,
    ]);
  }
});

test('a condition whose names mean nothing any more shows nothing, whatever it says', async () => {
  const key = await issueWith({ jql: 'component != "No such thing"' }, READING);
  expect((await wall.send(key, get('3', 'issue/ALPHA-1'))).status).toBe(404);
  expect((await wall.send(key, search('3', ''))).json.issues).toEqual([]);
  const present = await issueWith({ jql: 'component is not EMPTY' }, READING);
  expect((await wall.send(present, get('3', 'issue/ALPHA-1'))).status).toBe(200);
});

describe('a key that may set the summary and make one transition', () => {
  let key: Key;
  beforeAll(async () => {
    key = await issueWith({ fields: ['summary'], transitions: ['21'] }, EVERYTHING);
  });

  it.each([
    ['an edit of the summary', edit({ fields: { summary: 'New' } }), 204],
    ['an issue with a summary', create({}), 201],
    ['a comment', { method: 'POST', path: `${ISSUES}/ALPHA-24/comment`, body: { body: TEXT } }, 201],
    ['the transition', transition('ALPHA-24', {}), 204],
    [
      'a link in an edit',
      edit({ update: { issuelinks: [{ add: { type: { name: 'Blocks' }, outwardIssue: { key: 'ALPHA-3' } } }] } }),
      204,
    ],
  ] as const)('does %s', async (_, sent, status) => {
    expect((await wall.send(key, sent)).status).toBe(status);
  });

  it.each([
    ['an edit of the labels', edit({ fields: { labels: ['x'] } }), 'fields'],
    ['an edit by a verb', edit({ update: { labels: [{ add: 'x' }] } }), 'fields'],
    ['an edit of both', edit({ fields: { summary: 'New', labels: ['x'] } }), 'fields'],
    ['an issue with labels', create({ labels: ['x'] }), 'fields'],
    [
      'an assignment',
      { method: 'PUT', path: `${ISSUES}/ALPHA-24/assignee`, body: { accountId: people.colleague } },
      'fields',
    ],
    ['another transition', transition('ALPHA-24', { transition: { id: '11' } }), 'transitions'],
    [
      'the transition with another field',
      transition('ALPHA-24', { fields: { assignee: { accountId: people.colleague } } }),
      'fields',
    ],
  ] as const)('does not do %s', async (_, sent, condition) => {
    const allowed = await wall.send(wall.alpha, sent);
    wall.reset();
    const refused = await wall.send(key, sent);
    expect([refused.status, refused.json.rule, writesOf(refused)]).toEqual([403, 'condition_unmet', []]);
    expect(refused.json.detail).toContain(`Condition: ${condition}.`);
    expect(allowed.status).toBeLessThan(300);
  });
});

describe('a key from which fields are hidden', () => {
  const HIDDEN = ['summary', 'priority', 'labels', FIXTURE.fields.severity];
  let key: Key;
  beforeAll(async () => {
    key = await issueWith({}, EVERYTHING, { hiddenFields: HIDDEN });
    await wall.send(key, get('3', 'issue/ALPHA-24'));
  });

  it.each(VERSIONS)('never sees them in version %s, nor in what other issues are linked to', async (version) => {
    const reads = [
      get(version, 'issue/ALPHA-1?expand=names,schema,transitions'),
      get(version, 'issue/ALPHA-1?fields=summary,priority,status'),
      get(version, 'issue/ALPHA-22'),
      get(version, `issueLink/${links.within}`),
      call('POST', version, 'search/jql', { jql: '', fields: ['*all'], expand: 'names,schema', maxResults: 50 }),
      call('PUT', version, 'issue/ALPHA-1?returnIssue=true', { fields: { summary: 'Written, not read' } }),
    ];
    for (const sent of reads) {
      const answer = await wall.send(key, sent);
      expect([sent.path, answer.status]).toEqual([sent.path, 200]);
      for (const id of HIDDEN) expect(answer.text).not.toContain(`"${id}":`);
      expect(answer.text).not.toContain('Payment form');
      expect(answer.text).not.toContain('Written, not read');
      wall.reset();
      expect((await wall.send(wall.alpha, sent)).text).toMatch(/"(?:summary|priority)":/);
      wall.reset();
    }
  });

  it.each([
    'priority = High',
    'labels = payments',
    'labels is EMPTY',
    'summary ~ Payment',
    'order by priority',
    'order by summary',
    'status = Done or priority < High',
  ])('cannot ask about them · %s', async (jql) => {
    const refused = await wall.send(key, search('3', jql));
    expect([refused.status, refused.calls]).toEqual([400, []]);
    expect((await wall.send(wall.alpha, search('3', jql))).status).toBe(200);
  });

  it('cannot ask about a hidden custom field, by id or by name', async () => {
    const number = FIXTURE.fields.severity.slice('customfield_'.length);
    for (const jql of [`cf[${number}] = Major`, 'Severity = Major', `"severity[dropdown]" in (Minor, Major)`]) {
      const refused = await wall.send(key, search('3', jql));
      expect([refused.status, refused.json.rule, refused.json.issues]).toEqual([400, 'jql_not_offered', undefined]);
      expect((await wall.send(wall.alpha, search('3', jql))).status).toBe(200);
    }
  });
});
