/**
 * What a call costs: requests to storage and calls to Jira, counted where they arrive. Prices are written down from
 * the rule, one look-up round at most before a write, none for what proves itself, and never depend on what exists.
 */
import { put } from '../../local/jira/change';
import { type Answer, FIXTURE, type Key, openWall, type Sent, type Wall } from '../wall/site';

const { issues, comments, links, people, projects, versions } = FIXTURE;
const NOW = Date.parse('2026-11-02T09:00:00Z');
const MINUTE_MS = 60_000;

let wall: Wall;
beforeAll(async () => {
  wall = await openWall({ now: NOW });
});
beforeEach(() => {
  wall.reset();
  wall.site.resetRecords();
});
afterAll(() => wall.stop());

const get = (path: string): Sent => ({ method: 'GET', path: `/rest/api/3/${path}` });
const call = (method: string, path: string, body?: unknown): Sent => ({
  method,
  path: `/rest/api/3/${path}`,
  ...(body === undefined ? {} : { body }),
});
const text = (words: string) => ({
  body: { type: 'doc', version: 1, content: [{ type: 'paragraph', content: [{ type: 'text', text: words }] }] },
});
const plain = issues.plain.key;
const task = (more: object = {}) => ({
  fields: { project: { id: projects.alpha.id }, issuetype: { name: 'Task' }, summary: 'New', ...more },
});
const jql = 'project = ALPHA AND status = "To Do" ORDER BY created';

type Row = {
  readonly what: string;
  readonly sent: Sent;
  /** Operations of Jira that are called, in any order; the write, if there is one, comes last. */
  readonly jira: readonly string[];
  readonly status: number;
};
const row = (what: string, sent: Sent, jira: readonly string[], status = 200): Row => ({ what, sent, jira, status });

const READS: readonly Row[] = [
  row('about the site: nothing', get('serverInfo'), []),
  row('about the key: nothing', get('myself'), []),
  row('a get proves itself', get(`issue/${plain}`), ['getIssue']),
  row('a get by id', get(`issue/${issues.plain.id}`), ['getIssue']),
  row('relations of a get, however many, in one bulk fetch', get(`issue/${issues.alpha1.key}`), [
    'getIssue',
    'bulkFetchIssues',
  ]),
  row('a search proves itself', get(`search/jql?jql=${encodeURIComponent(jql)}&fields=summary`), [
    'searchAndReconsileIssuesUsingJqlPost',
  ]),
  row('the same by POST', call('POST', 'search/jql', { jql, fields: ['summary'] }), [
    'searchAndReconsileIssuesUsingJqlPost',
  ]),
  row('a count', call('POST', 'search/approximate-count', { jql }), ['countIssues']),
  row('transitions, between two look-ups', get(`issue/${plain}/transitions`), [
    'getIssue',
    'getTransitions',
    'getIssue',
  ]),
  row('comments, between two look-ups', get(`issue/${issues.alpha1.key}/comment`), [
    'getIssue',
    'getComments',
    'getIssue',
  ]),
  row('one comment, between two look-ups', get(`issue/${issues.alpha1.key}/comment/${comments.alpha1}`), [
    'getIssue',
    'getComment',
    'getIssue',
  ]),
  row('a link and both of its ends at once', get(`issueLink/${links.within}`), ['getIssueLink', 'bulkFetchIssues']),
  row('a project proves itself', get(`project/${projects.alpha.key}`), ['getProject']),
  row('the granted projects', get('project/search'), ['searchProjects']),
  row('names: one list', get('field'), ['getFields']),
  row('names: one list', get('priority'), ['getPriorities']),
  row('names: one list', get('status'), ['getStatuses']),
  row('names: one list', get('issuetype'), ['getIssueAllTypes']),
];

const WRITES: readonly Row[] = [
  row('creating by project id: nothing before', call('POST', 'issue', task()), ['createIssue'], 201),
  row(
    'creating by project key: the project',
    call('POST', 'issue', task({ project: { key: 'ALPHA' } })),
    ['getProject', 'createIssue'],
    201,
  ),
  row(
    'creating below a parent, for a person: one look-up each',
    call(
      'POST',
      'issue',
      task({
        issuetype: { name: 'Sub-task' },
        parent: { key: plain },
        assignee: { accountId: people.colleague },
      }),
    ),
    ['bulkFetchIssues', 'findAssignableUsers', 'createIssue'],
    201,
  ),
  row(
    'editing, the answer of which is looked at again',
    call('PUT', `issue/${plain}`, { fields: { summary: 'x', fixVersions: [{ id: versions.alpha1 }] } }),
    ['getIssue', 'editIssue'],
    204,
  ),
  row(
    'assigning',
    call('PUT', `issue/${plain}/assignee`, { accountId: people.colleague }),
    ['getIssue', 'findAssignableUsers', 'assignIssue'],
    204,
  ),
  row(
    'taking away an assignee',
    call('PUT', `issue/${plain}/assignee`, { accountId: null }),
    ['getIssue', 'assignIssue'],
    204,
  ),
  row(
    'a transition, which comes with the issue',
    call('POST', `issue/${plain}/transitions`, { transition: { id: '21' } }),
    ['getIssue', 'doTransition'],
    204,
  ),
  row('commenting', call('POST', `issue/${plain}/comment`, text('Hello')), ['getIssue', 'addComment'], 201),
  row(
    'changing a comment',
    call('PUT', `issue/${issues.alpha1.key}/comment/${comments.alpha1}`, text('Hello')),
    ['getIssue', 'getComment', 'updateComment'],
    200,
  ),
  row(
    'deleting a comment',
    call('DELETE', `issue/${issues.alpha1.key}/comment/${comments.alpha1}`),
    ['getIssue', 'getComment', 'deleteComment'],
    204,
  ),
  row(
    'linking, both ends in one bulk fetch',
    call('POST', 'issueLink', {
      type: { name: 'Blocks' },
      inwardIssue: { key: plain },
      outwardIssue: { key: issues.plainToo.key },
    }),
    ['bulkFetchIssues', 'linkIssues'],
    201,
  ),
  row(
    'taking off a link',
    call('DELETE', `issueLink/${links.within}`),
    ['getIssueLink', 'bulkFetchIssues', 'deleteIssueLink'],
    204,
  ),
  row('deleting', call('DELETE', `issue/${plain}`), ['getIssue', 'deleteIssue'], 204),
];

const callsOf = (answer: Answer): readonly string[] => answer.calls.map(({ operationId }) => String(operationId));
/** One call in sixteen, by chance, also writes the sample of what the whole site uses. */
const isSample = ({ operation, keys }: { readonly operation: string; readonly keys: readonly string[] }): boolean =>
  operation !== 'batch/get' && keys.join() === 'site';
const storageOf = (): readonly string[] =>
  wall.site.storage.operations.filter((one) => !isSample(one)).map(({ operation }) => operation);

describe('a call with names at hand costs one storage request before, one after, and at Jira', () => {
  test.each(READS)('$what: $sent.method $sent.path → $jira', async ({ sent, jira, status }) => {
    const answer = await wall.send(wall.alpha, sent);
    expect({ status: answer.status, calls: [...callsOf(answer)].sort() }).toEqual({ status, calls: [...jira].sort() });
    expect(storageOf()).toEqual(['batch/get', 'entity/set']);
  });

  test.each(WRITES)('$what: $sent.method $sent.path → $jira', async ({ sent, jira, status }) => {
    const answer = await wall.send(wall.alpha, sent);
    const calls = callsOf(answer);
    expect({ status: answer.status, calls: [...calls].sort() }).toEqual({ status, calls: [...jira].sort() });
    expect(calls.at(-1)).toBe(jira.at(-1));
    expect(storageOf()).toEqual(['batch/get', 'entity/set']);
  });

  test('deleting with subtasks looks up all of them in one bulk fetch', async () => {
    const state = wall.site.fork();
    const subtask = state.issues.get(issues.subtask.id);
    if (subtask === undefined) throw new Error('the fixture has no such subtask');
    wall.site.restore(put(state, 'issues', { ...subtask, parentId: issues.plain.id }));
    const answer = await wall.send(wall.alpha, call('DELETE', `issue/${plain}?deleteSubtasks=true`));
    expect(answer.status).toBe(204);
    expect(callsOf(answer)).toEqual(['getIssue', 'bulkFetchIssues', 'deleteIssue']);
    expect(storageOf()).toEqual(['batch/get', 'entity/set']);
  });

  test('the names of several projects are one storage request more', async () => {
    const answer = await wall.send(wall.mixed, get(`issue/${plain}`));
    expect(answer.status).toBe(200);
    // The record, and what each touched project may see of it, are one request.
    expect(storageOf()).toEqual(['batch/get', 'batch/get', 'transaction']);
    expect(callsOf(answer)).toEqual(['getIssue']);
  });
});

describe('a refusal costs', () => {
  test('nothing at all for what is no key', async () => {
    const answer = await wall.send({ ...wall.alpha, text: `${wall.alpha.text.slice(0, -1)}!` }, get('myself'));
    expect(answer.status).toBe(401);
    expect({ storage: storageOf(), calls: answer.calls }).toEqual({ storage: [], calls: [] });
  });

  test('one read and no write for a key that is not in force', async () => {
    const other = await wall.issue([{ projectId: projects.beta.id, permissions: ['issue:read'] }]);
    wall.site.resetRecords();
    const answer = await wall.send({ ...other, url: wall.alpha.url }, get('myself'));
    expect(answer.status).toBe(401);
    expect({ storage: storageOf(), calls: answer.calls }).toEqual({ storage: ['batch/get'], calls: [] });
  });

  test.each([
    ['an operation that is not offered', call('POST', 'project', { key: 'X' }), 403],
    ['a permission that no grant holds', call('DELETE', `issue/${plain}`), 403],
    ['a form that cannot be read', get(`issue/${plain}?fields=summary&nonsense=1`), 400],
  ])('no call to Jira for %s', async (_, sent, status) => {
    const answer = await wall.send(wall.reader, sent);
    expect(answer.status).toBe(status);
    expect({ storage: storageOf(), calls: answer.calls }).toEqual({ storage: ['batch/get', 'entity/set'], calls: [] });
  });
});

describe('what names mean in a project', () => {
  const named = get(`search/jql?jql=${encodeURIComponent('status = "To Do"')}&fields=summary`);
  const found = 'searchAndReconsileIssuesUsingJqlPost';
  /** Calls that ask Jira for a project's lists, told by one that nothing else makes. */
  const fills = (answer: Answer): number => callsOf(answer).filter((name) => name === 'getProjectVersions').length;
  const ask = async (key: Key, sent: Sent = named): Promise<Answer> => {
    wall.site.resetRecords();
    return wall.send(key, sent);
  };
  beforeEach(async () => {
    await ask(wall.alpha);
  });

  test('is asked of Jira once, and then kept in one storage write', async () => {
    wall.site.clock.advance(15 * MINUTE_MS);
    const cold = await ask(wall.alpha);
    expect(storageOf()).toEqual(['batch/get', 'set', 'entity/set']);
    const counts = new Map<string, number>();
    for (const name of callsOf(cold)) counts.set(name, (counts.get(name) ?? 0) + 1);
    const { getCreateIssueMetaIssueTypeId: screens, ...lists } = Object.fromEntries(counts);
    expect(lists).toEqual({
      getProject: 1,
      getAllStatuses: 1,
      getProjectVersions: 1,
      getProjectComponents: 1,
      getSecurityLevelsForProject: 1,
      getMyPermissions: 1,
      getResolutions: 1,
      [found]: 1,
    });
    expect(screens).toBe(5);
    const warm = await ask(wall.alpha);
    expect(callsOf(warm)).toEqual([found]);
  });

  test('is kept for less than fifteen minutes', async () => {
    wall.site.clock.advance(15 * MINUTE_MS);
    expect(fills(await ask(wall.alpha))).toBe(1);
    wall.site.clock.advance(15 * MINUTE_MS - 1);
    expect(fills(await ask(wall.alpha))).toBe(0);
    wall.site.clock.advance(1);
    expect(fills(await ask(wall.alpha))).toBe(1);
  });

  test('is dropped by an event of that project, and of no other', async () => {
    const change = (projectId: string) => {
      const state = wall.site.fork();
      const project = state.projects.get(projectId);
      if (project !== undefined) wall.site.restore(put(state, 'projects', { ...project, name: `${project.name} too` }));
    };
    await wall.site.deliverEvents();
    await ask(wall.alpha);
    change(projects.omega.id);
    expect(await wall.site.deliverEvents()).toBeGreaterThan(0);
    expect(fills(await ask(wall.alpha))).toBe(0);
    change(projects.alpha.id);
    expect(await wall.site.deliverEvents()).toBeGreaterThan(0);
    expect(fills(await ask(wall.alpha))).toBe(1);
    expect(fills(await ask(wall.alpha))).toBe(0);
  });

  describe.each([
    ['foreign', 'Omega 3'],
    ['invented', 'Nowhere 3'],
  ])('%s names', (_, name) => {
    const unknown = get(`search/jql?jql=${encodeURIComponent(`fixVersion = "${name}"`)}&fields=summary`);
    const body = call('PUT', `issue/${plain}`, { fields: { fixVersions: [{ name }] } });

    test.each([
      ['a query', unknown, 200],
      ['a body', body, 400],
    ])('in %s cause one refill a minute at most', async (_where, sent, status) => {
      wall.site.clock.advance(15 * MINUTE_MS);
      await ask(wall.alpha);
      expect(fills(await ask(wall.alpha, sent))).toBe(0);
      wall.site.clock.advance(MINUTE_MS);
      const refilled = await ask(wall.alpha, sent);
      expect({ status: refilled.status, fills: fills(refilled) }).toEqual({ status, fills: 1 });
      expect(fills(await ask(wall.alpha, sent))).toBe(0);
      wall.site.clock.advance(MINUTE_MS - 1);
      expect(fills(await ask(wall.alpha, sent))).toBe(0);
      wall.site.clock.advance(1);
      expect(fills(await ask(wall.alpha, sent))).toBe(1);
    });
  });

  test('a name that is new in the project is found after a minute, and known names cause no refill', async () => {
    wall.site.clock.advance(15 * MINUTE_MS);
    await ask(wall.alpha);
    const state = wall.site.fork();
    const known = state.versions.get(versions.alpha1);
    if (known === undefined) throw new Error('the fixture has no such version');
    wall.site.restore(put(state, 'versions', { ...known, id: '10555', name: 'Brand new' }));
    const edit = call('PUT', `issue/${plain}`, { fields: { fixVersions: [{ name: 'Brand new' }] } });
    expect((await ask(wall.alpha, edit)).status).toBe(400);
    wall.site.clock.advance(MINUTE_MS);
    expect(fills(await ask(wall.alpha))).toBe(0);
    expect((await ask(wall.alpha, edit)).status).toBe(204);
  });
});
