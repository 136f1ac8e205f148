/**
 * C-READ: what an issue or a project of the granted ones carries along. Whatever belongs elsewhere is as if it had
 * never been set, in every form that Jira's answers may take where no public source settles it.
 */
import type { Switches } from '../../local/jira/switches';
import { call, get, VERSIONS, type Version } from './issue-operations';
import { LATER_READS } from './later-read';
import { type Answer, comparable, expectNoCanary, expectTwins, FIXTURE, type Key, openWall, type Wall } from './site';

const { fields, comments, links, missing } = FIXTURE;

const SETTINGS: readonly Partial<Switches>[] = [
  {},
  { 'app.securityLevel': 'invisible' },
  { 'app.securityLevel': 'visible-not-searchable' },
  { 'child.parentCheck': 'child-404' },
  { 'child.parentCheck': 'issue-404' },
  { 'render.issueKeys': 'link' },
  { 'render.issueKeys': 'plain' },
  { 'self.base': 'api-gateway' },
  { 'comment.order': 'newest' },
];

const USUAL: Partial<Switches> = {
  'app.securityLevel': 'visible',
  'child.parentCheck': 'foreign-child',
  'render.issueKeys': 'link-with-title',
  'self.base': 'site',
  'comment.order': 'oldest',
};

let wall: Wall;
beforeAll(async () => {
  wall = await openWall();
});
afterAll(() => wall.stop());

/** An answer of 200 without any mark of elsewhere. */
async function shown(key: Key, version: Version, path: string): Promise<Answer['json']> {
  const answer = await wall.send(key, get(version, path));
  expect([path, answer.status]).toEqual([path, 200]);
  expectNoCanary(wall, answer);
  return answer.json;
}
const issueOf = async (key: Key, version: Version, issue: string, query = ''): Promise<Answer['json']> =>
  (await shown(key, version, `issue/${issue}${query}`)).fields;
const keysOf = (linked: readonly Answer['json'][]): readonly string[] => linked.map(({ key }) => key);

/** Every object in an answer. */
function objectsIn(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(objectsIn);
  return Array.isArray(value) ? inner : [Object.fromEntries(Object.entries(value)), ...inner];
}

/** Reads whose whole answers are looked at: whatever they show of addresses and people is looked at everywhere. */
const MANY = [
  ...['ALPHA-1', 'ALPHA-2', 'ALPHA-3', 'ALPHA-4', 'ALPHA-9', 'ALPHA-10', 'ALPHA-12', 'ALPHA-13', 'ALPHA-15'].map(
    (issue) => `issue/${issue}`,
  ),
  'issue/ALPHA-22?expand=names,schema,transitions',
  'issue/ALPHA-2/comment',
  'issue/ALPHA-1/transitions?expand=transitions.fields',
  `issueLink/${links.within}`,
  'project/ALPHA?expand=lead,issueTypes,url,description',
  'project/search?expand=lead,issueTypes,url,description',
  // One description holds the typed address of a foreign issue: prose of the granted project (C-READ-07, -28).
  'search/jql?jql=&fields=*all,-description&maxResults=100',
  'field',
  'status',
  'priority',
  'issuetype',
];

describe.each(SETTINGS)('with %j', (setting) => {
  beforeAll(() => void Object.assign(wall.site.jira.switches, setting));
  afterAll(() => void Object.assign(wall.site.jira.switches, USUAL));
  afterEach(() => wall.reset());

  describe.each(VERSIONS)('version %s', (version) => {
    it('C-READ-02 · a link is shown where both ends are inside, and no other', async () => {
      const of = async (key: Key, issue: string) =>
        (await issueOf(key, version, issue)).issuelinks.map(({ id }: { id: string }) => id);
      expect(await of(wall.alpha, 'ALPHA-1')).toEqual([links.within]);
      expect(await of(wall.alpha, 'ALPHA-2')).toEqual([links.within]);
      expect(await of(wall.alpha, 'ALPHA-3')).toEqual([]);
      expect(await of(wall.mixed, 'ALPHA-3')).toEqual([links.toBeta]);
      expect(await of(wall.alpha, 'ALPHA-25')).toEqual([]);
    });

    it('C-READ-03 · a parent elsewhere is as none, a parent inside is shown', async () => {
      for (const issue of ['ALPHA-4', 'ALPHA-9', 'ALPHA-24'])
        expect(await issueOf(wall.alpha, version, issue)).not.toHaveProperty('parent');
      expect((await issueOf(wall.alpha, version, 'ALPHA-6')).parent.key).toBe('ALPHA-5');
      expect((await issueOf(wall.alpha, version, 'ALPHA-10'))[fields.epicLink]).toBeNull();
      expect((await issueOf(wall.alpha, version, 'ALPHA-11'))[fields.epicLink]).toBe('ALPHA-5');
      expect(keysOf((await issueOf(wall.alpha, version, 'ALPHA-1')).subtasks)).toEqual(['ALPHA-8']);
      expect(keysOf((await issueOf(wall.alpha, version, 'ALPHA-5')).subtasks)).toEqual([]);
    });

    it('C-READ-04 · pickers show what is inside', async () => {
      const foreign = await issueOf(wall.alpha, version, 'ALPHA-13');
      expect([foreign[fields.projectPicker], foreign[fields.severity]]).toEqual([null, null]);
      expect(foreign[fields.versionPicker]).toBeNull();
      const own = await issueOf(wall.alpha, version, 'ALPHA-14');
      expect(own[fields.projectPicker].key).toBe('ALPHA');
      expect(own[fields.versionPicker].map(({ name }: { name: string }) => name)).toEqual(['1.0']);
      const every = await issueOf(wall.alpha, version, 'ALPHA-22');
      expect([every[fields.severity].value, every[fields.region].child.value]).toEqual(['Major', 'North']);
      expect(every[fields.channels].map(({ value }: { value: string }) => value)).toEqual(['Shop', 'Web']);
    });

    it('C-READ-26 · a field of a type that is not listed is not there, whatever it holds', async () => {
      for (const issue of ['ALPHA-17', 'ALPHA-18'])
        for (const query of ['', `?fields=summary,${fields.unknown}`, '?fields=*all'])
          expect(await issueOf(wall.alpha, version, issue, query)).not.toHaveProperty(fields.unknown);
    });

    it('C-READ-19 · a sprint of a foreign board is as none, and an own one is shown', async () => {
      const sprintsOf = async (issue: string) =>
        (await issueOf(wall.alpha, version, issue, `?fields=summary,${fields.sprint}`))[fields.sprint];
      expect(await sprintsOf('ALPHA-15')).toBeNull();
      expect((await sprintsOf('ALPHA-16')).map(({ name }: { name: string }) => name)).toEqual([
        'Alpha Sprint 1',
        'Alpha Sprint 2',
      ]);
    });

    it('C-READ-07 · a card is the address that was typed, and tells nothing of the other end', async () => {
      const answer = await wall.send(wall.alpha, get(version, 'issue/ALPHA-19?fields=description'));
      const { description } = answer.json.fields;
      expect(answer.text).not.toContain('CANARY');
      expect(JSON.stringify(description)).toContain('/browse/ALPHA-2');
      if (version === '2') return expect(typeof description).toBe('string');
      const nodes = objectsIn(description);
      expect(nodes.filter(({ type }) => String(type).endsWith('Card'))).toEqual([]);
      const [mention] = nodes.filter(({ type }) => type === 'mention');
      expect(mention).toMatchObject({ attrs: { id: FIXTURE.people.colleague } });
    });

    it('C-READ-15 · a comment for some is none for a key, in pages, totals and fields', async () => {
      const ids = (page: Answer['json']) => page.comments.map(({ id }: { id: string }) => id);
      const page = await shown(wall.alpha, version, 'issue/ALPHA-2/comment');
      expect([page.total, ids(page)]).toEqual([1, [comments.alpha2]]);
      const second = await shown(wall.alpha, version, 'issue/ALPHA-2/comment?startAt=1&maxResults=1');
      expect([second.total, second.comments]).toEqual([1, []]);
      const field = (await issueOf(wall.alpha, version, 'ALPHA-2', '?fields=comment')).comment;
      expect([field.total, ids(field)]).toEqual([1, [comments.alpha2]]);
      const two = await shown(wall.alpha, version, 'issue/ALPHA-1/comment?orderBy=created');
      expect([two.total, ids(two)]).toEqual([2, [comments.alpha1, comments.alpha1Second]]);
      for (const hidden of [comments.restricted, comments.internal]) {
        const at = (id: string) => get(version, `issue/ALPHA-2/comment/${id}`);
        const [answer] = await expectTwins(wall, wall.alpha, at(hidden), at(missing.commentId));
        expect(answer.status).toBe(404);
      }
    });

    it('C-READ-12 C-READ-16 C-READ-23 · what counts hidden things, or tells of the app, is not shown', async () => {
      const hidden = ['watches', 'votes', 'lastViewed', 'worklog', 'timespent', 'aggregatetimespent', 'progress'];
      hidden.push('aggregateprogress', 'aggregatetimeestimate', 'security', 'workratio', fields.rank);
      for (const query of ['', '?fields=*all', `?fields=${hidden.join(',')}`]) {
        const seen = await issueOf(wall.alpha, version, 'ALPHA-1', query);
        expect(Object.keys(seen ?? {}).filter((name) => hidden.includes(name))).toEqual([]);
        expect(seen.timetracking ?? {}).not.toHaveProperty('timeSpentSeconds');
      }
      const estimated = await issueOf(wall.alpha, version, 'ALPHA-1', '?fields=timetracking');
      expect(estimated.timetracking.originalEstimateSeconds).toBe(7200);
    });

    it('C-READ-17 · of an attachment there is its description, and no way to its content', async () => {
      const { attachment } = await issueOf(wall.alpha, version, 'ALPHA-1', '?fields=attachment');
      expect(attachment).toHaveLength(1);
      expect(attachment[0].filename).toBe('form.txt');
      for (const way of ['content', 'thumbnail', 'self']) expect(attachment[0]).not.toHaveProperty(way);
      expect(await issueOf(wall.reader, version, 'ALPHA-1', '?fields=summary,attachment')).not.toHaveProperty(
        'attachment',
      );
    });

    it('C-READ-08 · names and schemas are those of the fields that are shown', async () => {
      for (const query of [
        'fields=summary,labels,watches',
        `fields=${fields.severity},${fields.unknown}`,
        'fields=*all',
      ]) {
        const issue = await shown(wall.alpha, version, `issue/ALPHA-22?expand=names,schema&${query}`);
        for (const part of [issue.names, issue.schema])
          expect(Object.keys(part).filter((id) => !(id in issue.fields))).toEqual([]);
        expect(Object.keys(issue.names).length).toBeGreaterThan(0);
      }
    });

    it('C-READ-09 · the fields of a transition come without lists of what is allowed', async () => {
      const { transitions } = await shown(wall.alpha, version, 'issue/ALPHA-1/transitions?expand=transitions.fields');
      const found = transitions.flatMap(({ fields: of }: Answer['json']) => Object.values(of ?? {}));
      expect(found.length).toBeGreaterThan(0);
      for (const field of found)
        for (const list of ['allowedValues', 'autoCompleteUrl', 'defaultValue']) expect(field).not.toHaveProperty(list);
    });
  });
});

/** Settings that change what addresses, people and scopes look like. */
describe.each(SETTINGS.filter((one) => Object.keys(one).length === 0 || 'self.base' in one))('with %j', (setting) => {
  beforeAll(() => void Object.assign(wall.site.jira.switches, setting));
  afterAll(() => void Object.assign(wall.site.jira.switches, USUAL));

  it.each(VERSIONS.flatMap((version) => MANY.map((path) => ({ version, path }))))(
    'C-READ-13 C-READ-24 C-READ-27 · $path leads nowhere else and shows no more of people · v$version',
    async ({ version, path }) => {
      for (const key of [wall.alpha, wall.mixed])
        for (const one of objectsIn(await shown(key, version, path))) {
          if ('self' in one) expect(String(one['self']).startsWith(`${key.url}/rest/api/${version}/`)).toBe(true);
          for (const way of ['avatarUrls', 'iconUrl', '_links', 'autoCompleteUrl', 'projectCategory'])
            expect(one).not.toHaveProperty(way);
          if ('scope' in one) expect(JSON.stringify(one['scope'])).toContain('"10001"');
          if ('accountId' in one)
            expect(Object.keys(one).sort()).toEqual(['accountId', 'active', 'displayName', 'self']);
        }
    },
  );
});

describe.each(VERSIONS)('version %s, whatever Jira does', (version) => {
  it.each(['*all', '*navigable', '-summary', '*all,-description', 'summary,nonsense', ''])(
    'C-READ-01 · fields=%s goes to Jira as a list of ids',
    async (asked) => {
      const answer = await wall.send(wall.alpha, get(version, `issue/ALPHA-1?fields=${asked}`));
      expect(answer.status).toBe(200);
      const sent = answer.calls[0]?.query.find(([name]) => name === 'fields')?.[1].split(',') ?? [];
      expect(sent.length).toBeGreaterThan(1);
      for (const field of sent) expect(field).toMatch(/^[a-z][A-Za-z]+$|^customfield_[0-9]+$/);
      for (const none of ['nonsense', 'watches', fields.unknown, fields.omegaOnly]) expect(sent).not.toContain(none);
      if (asked.includes('-')) expect(answer.json.fields).not.toHaveProperty(asked.split('-')[1] ?? '');
    },
  );

  it.each([
    ['C-READ-01', 'fieldsByKeys=true'],
    ['C-READ-06', 'expand=renderedFields'],
    ['C-READ-08', 'expand=versionedRepresentations'],
    ['C-READ-08', 'expand=operations'],
    ['C-READ-08', 'fieldsToInclude=summary'],
    ['C-READ-09', 'expand=editmeta'],
    ['C-READ-11', 'properties=example'],
    ['C-READ-11', 'properties=*all,example'],
  ])('%s · an issue with %s is refused the same for every issue', async (_case, query) => {
    const [own, foreign, never] = [
      await wall.send(wall.alpha, get(version, `issue/ALPHA-1?${query}`)),
      await wall.send(wall.alpha, get(version, `issue/OMEGA-1?${query}`)),
      await wall.send(wall.alpha, get(version, `issue/NOPES-1?${query}`)),
    ];
    expect([own.status, own.calls, foreign.calls, never.calls]).toEqual([400, [], [], []]);
    expect([comparable(own), comparable(foreign)]).toEqual([comparable(never), comparable(never)]);
  });

  it('C-READ-11 · all properties of an issue, which one client asks for with every read, are neither asked of Jira nor shown', async () => {
    for (const issue of ['ALPHA-1', 'OMEGA-1', 'NOPES-1']) {
      const all = await wall.send(wall.alpha, get(version, `issue/${issue}?properties=*all`));
      const none = await wall.send(wall.alpha, get(version, `issue/${issue}`));
      expect(all.status).toBe(issue === 'ALPHA-1' ? 200 : 404);
      expect(comparable(all)).toEqual(comparable(none));
      expect(all.calls.map(({ rawPath }) => rawPath)).toEqual(none.calls.map(({ rawPath }) => rawPath));
      expect(all.json).not.toHaveProperty('properties');
      expectNoCanary(wall, all);
    }
  });

  it.each(['expand=renderedBody', 'expand=properties'])('C-READ-06 · comments with %s are refused', async (query) => {
    for (const path of ['issue/ALPHA-1/comment', 'issue/ALPHA-1/comment/40010']) {
      const answer = await wall.send(wall.alpha, get(version, `${path}?${query}`));
      expect([answer.status, answer.calls]).toEqual([400, []]);
    }
  });

  it.each(['insight', 'projectKeys', 'permissions', 'deletedBy', 'issueTypeHierarchy', 'lead,insight'])(
    'C-READ-14 · a project with expand=%s is refused the same for every project',
    async (expand) => {
      for (const paths of [['project/ALPHA', 'project/OMEGA', 'project/NOPES'], ['project/search']]) {
        const answers = [];
        for (const path of paths) answers.push(await wall.send(wall.alpha, get(version, `${path}?expand=${expand}`)));
        for (const answer of answers) expect([answer.status, answer.calls]).toEqual([400, []]);
        for (const answer of answers) expect(comparable(answer)).toEqual(comparable(answers[0] as Answer));
      }
      const plain = await wall.send(wall.alpha, get(version, 'project/ALPHA?expand=lead'));
      expect([plain.status, plain.json.projectKeys, plain.json.insight]).toEqual([200, undefined, undefined]);
    },
  );

  it.each(LATER_READS)('$id · not offered, since $reason', async ({ refused }) => {
    for (const [method, template] of refused) {
      const at = (issue: string, project: string) =>
        call(
          method,
          version,
          template.replace('{issue}', issue).replace('{project}', project),
          method === 'GET' ? undefined : {},
        );
      const answers = [];
      for (const sent of [at('ALPHA-1', 'ALPHA'), at('OMEGA-1', 'OMEGA'), at('NOPES-1', 'NOPES')])
        answers.push(await wall.send(wall.alpha, sent));
      for (const answer of answers) expect([template, answer.status, answer.calls]).toEqual([template, 403, []]);
      for (const answer of answers) expect(comparable(answer)).toEqual(comparable(answers[0] as Answer));
    }
  });
});

// Shown as skipped, so that nobody takes them for covered.
