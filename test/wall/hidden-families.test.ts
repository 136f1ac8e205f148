/**
 * A hidden field is hidden by each of its names: whichever name of a family was hidden, no answer, history, screen, list or
 * query tells of it, in any version or product, and no operation that tells it without naming it answers. A key that is like
 * it but for that sees it at each of these doors.
 */
import { EVERYTHING, expectTwins, FIXTURE, issueKey, type Key, openWall, type Sent, type Wall } from './site';

const { boards, sprints, issues, projects, fields, links, comments, worklogs, desks, queues, slas, missing, people } =
  FIXTURE;
const A = '/rest/agile/1.0';
const S = '/rest/software/1.0';
const D = '/rest/servicedeskapi';
const [first] = [issues.alpha1.key];

type Family = {
  readonly names: readonly string[];
  /** Issues in which it stands; absent: the first one. */
  readonly at?: readonly string[];
  /** How a history, a request or an issue calls it beside its names. */
  readonly also?: readonly string[];
  /** Queries that filter or sort by it. */
  readonly jql?: readonly string[];
  /** Operations that tell it without naming it. */
  readonly told?: readonly Sent[];
  /** No answer shows it by a name, to any key. */
  readonly nameless?: true;
};

const get = (path: string): Sent => ({ method: 'GET', path });
const platform = (path: string): readonly Sent[] => [get(`/rest/api/2/${path}`), get(`/rest/api/3/${path}`)];
const remove = (path: string): Sent => ({ method: 'DELETE', path: `/rest/api/3/${path}` });
const put = (path: string, body: object): Sent => ({ method: 'PUT', path, body });
const text = { type: 'doc', version: 1, content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Hello' }] }] };
const below = (path: string): readonly Sent[] => [
  get(`${A}/${path}`),
  get(`${S}/${path}`),
  get(`${A}/board/${boards.alpha}/${path}`),
  get(`${S}/board/${boards.alpha}/${path}`),
];
const belowEpic = below(`epic/${issues.epic.id}/issue`);
const backlog = [get(`${A}/board/${boards.alpha}/backlog`), get(`${S}/board/${boards.alpha}/backlog`)];
const number = (id: string): string => `cf[${id.slice('customfield_'.length)}]`;

const FAMILIES: Readonly<Record<string, Family>> = {
  status: {
    names: ['status', 'statusCategory', 'statuscategorychangedate'],
    also: ['transitions', 'currentStatus'],
    jql: [
      'status = Done',
      'status not in (Done)',
      'statusCategory = Done',
      'ORDER BY status',
      'ORDER BY statusCategory',
    ],
    told: [
      ...platform(`issue/${first}/transitions`),
      ...['status', 'transition', 'sla', `sla/${slas.alpha}`].map((each) => get(`${D}/request/${first}/${each}`)),
      ...backlog,
    ],
  },
  resolution: {
    names: ['resolution', 'resolutiondate'],
    at: [issues.alpha3.key],
    jql: ['resolution = Done', 'resolution is EMPTY', 'resolved > -1d', 'ORDER BY resolutiondate'],
    told: [get(`${D}/request/${first}/sla`)],
  },
  'issue type': {
    names: ['issuetype'],
    also: ['requestTypeId'],
    jql: ['issuetype = Story', 'type in standardIssueTypes()', 'ORDER BY issuetype'],
    told: [get(`${A}/epic/${issues.epic.key}`), get(`${A}/board/${boards.alpha}/epic`), ...belowEpic],
  },
  parent: {
    names: ['parent', 'subtasks', fields.epicLink],
    also: ['epic'],
    at: [first, issues.epicLink.key],
    jql: [
      `parent = ${issues.epic.key}`,
      `"Epic Link" = ${issues.epic.key}`,
      `${number(fields.epicLink)} = ${issues.epic.key}`,
    ],
    told: belowEpic,
  },
  sprint: {
    names: ['sprint', 'closedSprints', fields.sprint],
    at: [issues.inSprint.key],
    jql: ['sprint in openSprints()', `sprint = ${sprints.alphaActive}`, `${number(fields.sprint)} is EMPTY`],
    told: [...below(`sprint/${sprints.alphaActive}/issue`), ...backlog],
  },
  links: {
    names: ['issuelinks'],
    jql: [`issue in linkedIssues(${first})`, `NOT issue in linkedIssues(${first})`],
    told: [...platform(`issueLink/${links.within}`), remove(`issueLink/${links.within}`)],
  },
  estimates: {
    names: ['timetracking', 'timeoriginalestimate', 'timeestimate'],
    jql: ['originalEstimate > 1h', 'remainingEstimate is EMPTY', 'ORDER BY timeEstimate'],
  },
  comments: {
    names: ['comment'],
    told: [
      ...platform(`issue/${first}/comment`),
      ...platform(`issue/${first}/comment/${comments.alpha1}`),
      get(`${D}/request/${first}/comment`),
      get(`${D}/request/${first}/comment/${comments.alpha1}`),
      put(`/rest/api/3/issue/${first}/comment/${comments.alpha1}`, { body: text }),
      remove(`issue/${first}/comment/${comments.alpha1}`),
    ],
  },
  work: {
    names: ['worklog', 'timespent'],
    nameless: true,
    told: [
      ...platform(`issue/${first}/worklog`),
      ...platform(`issue/${first}/worklog/${worklogs.alpha}`),
      put(`/rest/api/3/issue/${first}/worklog/${worklogs.alpha}`, { timeSpent: '1h' }),
      remove(`issue/${first}/worklog/${worklogs.alpha}`),
    ],
  },
  watchers: { names: ['watches'], nameless: true, told: platform(`issue/${first}/watchers`) },
  votes: { names: ['votes'], nameless: true, told: platform(`issue/${first}/votes`) },
  'a date, in another case': { names: ['dueDate', 'duedate'], jql: ['due is EMPTY', 'ORDER BY duedate'] },
};

const EXPAND = 'names,schema,transitions,changelog';
const post = (path: string, body: object): Sent => ({ method: 'POST', path, body });
/** Each way in which fields of an issue come out. */
const doors = (
  names: readonly string[],
  at: readonly string[],
  keys = `key in (${at.join(', ')})`,
): readonly Sent[] => [
  ...at.flatMap((key) => [
    ...platform(`issue/${key}?expand=${EXPAND}`),
    ...platform(`issue/${key}?fields=*all`),
    ...platform(`issue/${key}?fields=summary,${names.join(',')}&expand=names,schema`),
    ...platform(`issue/${key}/editmeta`),
    get(`/rest/api/3/issue/${key}/changelog`),
    get(`${A}/issue/${key}?expand=${EXPAND}`),
    get(`${A}/issue/${key}?fields=${names.join(',')}`),
  ]),
  ...['2', '3'].flatMap((version) => [
    post(`/rest/api/${version}/search/jql`, { jql: keys, fields: ['*all'], expand: EXPAND }),
    post(`/rest/api/${version}/search/jql`, { jql: keys, fields: names }),
    post(`/rest/api/${version}/issue/bulkfetch`, { issueIdsOrKeys: at, fields: ['*all'] }),
    post(`/rest/api/${version}/changelog/bulkfetch`, { issueIdsOrKeys: at }),
    get(`/rest/api/${version}/field`),
    get(`/rest/api/${version}/issue/createmeta?expand=projects.issuetypes.fields`),
  ]),
  get(`${A}/board/${boards.alpha}/issue?jql=${encodeURIComponent(keys)}&expand=${EXPAND}`),
  get(`${S}/board/${boards.alpha}/issue?jql=${encodeURIComponent(keys)}&fields=*all`),
  get(`${D}/request/${first}`),
  get(`${D}/servicedesk/${desks.alpha}/queue/${queues.alpha}/issue`),
  put(`/rest/api/3/issue/${first}?returnIssue=true`, { fields: { labels: ['payments'] } }),
];

/** Names of the members of an answer, and what it calls fields in words: in histories, screens and lists of fields. */
function namesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => [
    name,
    ...(['field', 'fieldId', 'id', 'key'].includes(name) && typeof each === 'string' ? [each] : []),
    ...namesIn(each),
  ]);
}

let wall: Wall;
let sighted: Key;
beforeAll(async () => {
  wall = await openWall({ now: Date.parse('2026-11-25T12:00:00Z') });
  sighted = await keyWithout('labels');
});
afterEach(() => wall.reset());
afterAll(() => wall.stop());

const keyWithout = (...hiddenFields: readonly string[]): Promise<Key> =>
  issueKey(wall.site, [{ projectId: projects.alpha.id, permissions: EVERYTHING }], { hiddenFields });

describe.each(Object.entries(FAMILIES).map(([name, family]) => ({ name, ...family })))(
  '$name',
  ({ names, also = [], at = [first], jql = [], told = [], nameless }) => {
    const all = [...names, ...also];
    const tells = (answer: { readonly json: unknown }): readonly string[] => {
      const there = new Set(namesIn(answer.json));
      return all.filter((name) => there.has(name));
    };

    test.each(names)('no answer tells it where %s is hidden, and a key that sees it is told', async (hidden) => {
      const blind = await keyWithout(hidden);
      const seen = new Set<string>();
      for (const door of doors(names, at)) {
        const answer = await wall.send(blind, door);
        wall.reset();
        expect([door.path, answer.status, tells(answer)]).toEqual([door.path, 200, []]);
        if (hidden !== names[0]) continue;
        const other = await wall.send(nameless === true ? blind : await seeing(), door);
        wall.reset();
        for (const name of tells(other)) seen.add(name);
      }
      const shown = all.filter((name) => name !== 'dueDate');
      if (hidden === names[0]) expect([...seen].sort()).toEqual(nameless === true ? [] : shown.sort());
    });

    test.each(names)('no operation tells it without naming it where %s is hidden', async (hidden) => {
      const blind = await keyWithout(hidden);
      await wall.send(blind, get(`/rest/api/3/issue/${issues.plain.key}`));
      for (const sent of told) {
        const refused = await wall.send(blind, sent);
        expect([sent.path, refused.status, refused.json.rule]).toEqual([sent.path, 403, 'condition_unmet']);
        expect(refused.calls.every(({ method }) => method === 'GET')).toBe(true);
        const answer = await wall.send(sighted, sent);
        wall.reset();
        expect([sent.path, answer.status < 300]).toEqual([sent.path, true]);
      }
    });

    test.each(names)('no query asks about it where %s is hidden', async (hidden) => {
      const blind = await keyWithout(hidden);
      for (const query of jql) {
        const sent = (version: string) => post(`/rest/api/${version}/search/jql`, { jql: query, fields: ['summary'] });
        const refused = await wall.send(blind, sent('3'));
        expect([query, refused.status, refused.json.rule]).toEqual([query, 400, 'jql_not_offered']);
        const count = await wall.send(blind, post('/rest/api/3/search/approximate-count', { jql: query }));
        expect([query, count.status]).toEqual([query, 400]);
        expect([query, (await wall.send(sighted, sent('2'))).status]).toEqual([query, 200]);
      }
    });
  },
);

/** Members that Jira Software adds are shown to keys that see all fields. */
let all: Promise<Key> | undefined;
const seeing = (): Promise<Key> => {
  all ??= issueKey(wall.site, [{ projectId: projects.alpha.id, permissions: EVERYTHING }]);
  return all;
};

test('what is refused is refused alike, whether it is there or not, and without a call', async () => {
  const blind = await keyWithout('issuelinks', 'comment', 'watches', 'status', 'issuetype');
  const pairs: readonly (readonly [string, string])[] = [
    [`/rest/api/3/issueLink/${links.within}`, `/rest/api/3/issueLink/${missing.linkId}`],
    [`/rest/api/3/issueLink/${links.foreign}`, `/rest/api/3/issueLink/${missing.linkId}`],
    [
      `/rest/api/3/issue/${first}/comment/${comments.alpha1}`,
      `/rest/api/3/issue/${first}/comment/${missing.commentId}`,
    ],
    [`/rest/api/3/issue/${issues.omega1.key}/watchers`, `/rest/api/3/issue/${missing.issueKey}/watchers`],
    [`/rest/api/3/issue/${issues.omega1.key}/transitions`, `/rest/api/3/issue/${missing.issueKey}/transitions`],
    [`${A}/epic/${issues.epic.key}`, `${A}/epic/${issues.plain.key}`],
  ];
  for (const [one, other] of pairs) {
    const [answer] = await expectTwins(wall, blind, get(one), get(other));
    expect([answer.status, answer.json.rule, answer.calls]).toEqual([403, 'condition_unmet', []]);
  }
});

test('a custom field that no list has may hold a parent or a sprint, and hides them; one that is known hides itself alone', async () => {
  const parent = get(`/rest/api/3/issue/${issues.epicLink.key}?fields=parent,${fields.points}`);
  expect((await wall.send(await keyWithout(missing.fieldId), parent)).json.fields).not.toHaveProperty('parent');
  const { json } = await wall.send(await keyWithout(fields.points), parent);
  expect(json.fields.parent.key).toBe(issues.epic.key);
  expect(json.fields).not.toHaveProperty(fields.points);
});

test('a word that is no field is not taken for one to hide, since it would hide nothing', async () => {
  const create = (hiddenFields: readonly string[]) =>
    wall.site.invoke(people.siteAdmin, { module: 'admin' }, 'createKey', {
      name: 'Hides',
      grants: [{ projectId: projects.alpha.id, permissions: ['issue:read'] }],
      hiddenFields,
      expiresAt: new Date(wall.site.clock.now() + 86_400_000).toISOString(),
    });
  for (const word of [
    'due_date',
    'Due',
    'issuekey',
    'customfield_',
    'customfield_010',
    '__proto__',
    'constructor',
    '',
  ]) {
    expect([word, await create(['labels', word])]).toMatchObject([
      word,
      { value: { ok: false, fault: { reason: 'invalid', where: 'hiddenFields.1' } } },
    ]);
  }
  const made = await create(['dueDate', 'duedate', 'STATUS', fields.points]);
  expect(made).toMatchObject({
    value: { ok: true, value: { view: { hiddenFields: ['duedate', 'status', fields.points] } } },
  });
});
