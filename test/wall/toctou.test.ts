/**
 * C-TOCTOU: what is inside when it is looked up, and elsewhere when it is used. The simulated Jira moves things
 * between the calls of one request; what is written after a move carries a mark, which no answer may hold.
 */
import { addComment, deleteProject, editIssue, moveIssue, put } from '../../local/jira/change';
import { toDocument } from '../../local/jira/rich-text';
import type { JiraState } from '../../local/jira/state';
import { holdNext } from '../held';
import { about, call, get, ISSUE_OPERATIONS, rich, VERSIONS } from './issue-operations';
import {
  type Answer,
  comparable,
  EVERYTHING,
  expectNoCanary,
  FIXTURE,
  type Key,
  openWall,
  READING,
  type Sent,
  type Wall,
} from './site';

const { issues, comments, projects, people, links } = FIXTURE;
const WRITES = ISSUE_OPERATIONS.filter(({ writes }) => writes);
const READS = ISSUE_OPERATIONS.filter(({ writes }) => !writes);

let wall: Wall;
beforeAll(async () => {
  wall = await openWall({ clock: 'running' });
});
afterAll(() => wall.stop());
afterEach(() => {
  wall.site.jira.beforeCall = undefined;
  wall.site.jira.faults.length = 0;
  wall.reset();
});

/** Moves an issue to OMEGA, where it is rewritten and commented on at once. */
function movedAway(state: JiraState, issueId: string): JiraState {
  const act = { by: people.outsider, now: wall.site.clock.now() };
  const moved = moveIssue(state, issueId, projects.omega.id, act.now, people.member);
  const edited = editIssue(moved, issueId, { summary: 'CANARY-960-after', labels: ['CANARY-961-after'] }, act);
  return addComment(edited, { issueId, body: toDocument('CANARY-962-after') }, act).state;
}

/** Sends a request during which something happens just before the call with this number. */
async function during(key: Key, sent: Sent, number: number, happens: (state: JiraState) => JiraState): Promise<Answer> {
  let count = 0;
  wall.site.jira.beforeCall = () => {
    count += 1;
    if (count === number) wall.site.restore(happens(wall.site.fork()));
  };
  const answer = await wall.send(key, sent);
  wall.site.jira.beforeCall = undefined;
  return answer;
}

describe.each(VERSIONS)('version %s', (version) => {
  describe.each(READS)('C-TOCTOU-01 · $id', (operation) => {
    const read = (issue: string) => about(operation, version, issue, comments.alpha1);

    it.each([1, 2])('an issue that moves away before call %i shows nothing of afterwards', async (number) => {
      const usual = await wall.send(wall.alpha, read('ALPHA-1'));
      const answer = await during(wall.alpha, read('ALPHA-1'), number, (state) => movedAway(state, issues.alpha1.id));
      expectNoCanary(wall, answer);
      // Gone is gone; but what was read whole before the move was inside when it was read.
      if (operation.id === 'getIssue' && number === 2) expect([200, 404]).toContain(answer.status);
      else expect(answer.status).toBe(404);
      expect(usual.status).toBe(200);
    });

    it('an issue that moved away during the call is as one that never was', async () => {
      const foreign = await during(wall.alpha, read('ALPHA-1'), 1, (state) => movedAway(state, issues.alpha1.id));
      wall.reset();
      const never = await wall.send(wall.alpha, read('ALPHA-99999'));
      expect(comparable(foreign)).toEqual(comparable(never));
    });
  });

  it.each([1, 2, 3, 4, 5])('C-TOCTOU-01 · pages of comments, moved before call %i', async (number) => {
    let state = wall.site.fork();
    const like = state.comments.get(comments.alpha1);
    if (like === undefined) throw new Error('the fixture has lost its comment');
    for (let each = 0; each < 250; each += 1) state = put(state, 'comments', { ...like, id: String(52_000 + each) });
    wall.site.restore(state);
    const path = get(version, 'issue/ALPHA-1/comment');
    const usual = await wall.send(wall.alpha, path);
    expect([usual.json.total, usual.json.comments.length, usual.calls.length]).toEqual([252, 100, 5]);
    const answer = await during(wall.alpha, path, number, (now) => movedAway(now, issues.alpha1.id));
    expectNoCanary(wall, answer);
    expect(answer.status).toBe(404);
  });

  it('C-TOCTOU-01 · a row that moves away while a search runs is not in it', async () => {
    const search = call('POST', version, 'search/jql', { jql: 'key = ALPHA-24', fields: ['summary'] });
    expect((await wall.send(wall.alpha, search)).json.issues).toHaveLength(1);
    const answer = await during(wall.alpha, search, 2, (state) => movedAway(state, issues.plain.id));
    expectNoCanary(wall, answer);
    expect(answer.json.issues).toEqual([]);
  });

  const OF_WHERE_IT_IS: readonly (readonly [what: string, read: (id: string) => Sent])[] = [
    ['history', (id) => get(version, `issue/${id}/changelog`)],
    ['entries', (id) => call('POST', version, `issue/${id}/changelog/list`, { changelogIds: ['30024'] })],
    ['transitions', (id) => get(version, `issue/${id}/transitions`)],
    ['screen', (id) => get(version, `issue/${id}/editmeta`)],
    ['transitions for customers', (id) => ({ method: 'GET', path: `/rest/servicedeskapi/request/${id}/transition` })],
  ];

  it.each(OF_WHERE_IT_IS)(
    'C-TOCTOU-01 · the %s of an issue that comes in while it is read tells nothing of where it was',
    async (_what, read) => {
      const cases = [issues.omega1.id, issues.team1.id].flatMap((id) => [1, 2, 3, 4].map((number) => ({ id, number })));
      for (const { id, number } of cases) {
        const answer = await during(wall.alpha, read(id), number, (state) =>
          moveIssue(state, id, projects.alpha.id, wall.site.clock.now(), people.member),
        );
        expectNoCanary(wall, answer);
        if (number > 1) expect(answer.status).toBe(404);
        wall.reset();
      }
      expect((await wall.send(wall.alpha, read(issues.alpha1.id))).status).toBe(200);
    },
  );

  it('C-TOCTOU-01 · a history read after its issue tells nothing of what came after', async () => {
    const state = wall.site.fork();
    const issue = state.issues.get(issues.plain.id);
    const [entry] = state.issues.get(issues.alpha1.id)?.history ?? [];
    if (issue === undefined || entry === undefined) throw new Error('the fixture has lost its history');
    const withHistory = (length: number): JiraState => {
      const history = Array.from({ length }, (_, at) => ({ ...entry, id: String(50_000 + at) }));
      return { ...state, issues: new Map(state.issues).set(issue.id, { ...issue, history }) };
    };
    const hidden = (now: JiraState): JiraState => {
      const act = { by: people.member, now: wall.site.clock.now() };
      const secured = editIssue(now, issue.id, { securityLevelId: FIXTURE.levels.alpha }, act);
      return editIssue(secured, issue.id, { summary: 'CANARY-963-secret' }, act);
    };
    const search = { jql: 'key = ALPHA-24', fields: ['summary'], expand: 'changelog' };
    // In searches Jira cuts histories sooner.
    for (const [length, read] of [
      [130, get(version, 'issue/ALPHA-24?expand=changelog')],
      [130, call('POST', version, 'search/jql', search)],
      [60, call('POST', version, 'search/jql', search)],
    ] as const) {
      const before = withHistory(length);
      wall.site.restore(before);
      const usual = await wall.send(wall.alpha, read);
      expect((usual.json.issues?.[0] ?? usual.json).changelog.total).toBe(length);
      const number = usual.calls.findIndex(({ operationId }) => operationId === 'getChangeLogs') + 1;
      const answer = await during(wall.alpha, read, number, hidden);
      expectNoCanary(wall, answer);
      expect((answer.json.issues?.[0] ?? answer.json).changelog.total).toBe(length);
      wall.site.restore(before);
    }
  });

  it('C-TOCTOU-01 · an issue of a list that stops matching its grant’s condition is not there', async () => {
    const conditions = { jql: 'labels = red' };
    const state = wall.site.fork();
    const issue = state.issues.get(issues.plain.id);
    if (issue === undefined) throw new Error('the fixture has lost ALPHA-24');
    wall.site.restore({ ...state, issues: new Map(state.issues).set(issue.id, { ...issue, labels: ['red'] }) });
    const before = wall.site.fork();
    const key = await wall.issue([{ projectId: projects.alpha.id, permissions: ['issue:read'], conditions }]);
    const read = call('POST', version, 'issue/bulkfetch', { issueIdsOrKeys: ['ALPHA-24'], fields: ['summary'] });
    const usual = await wall.send(key, read);
    expect(usual.json.issues).toHaveLength(1);
    for (let number = 1; number <= usual.calls.length; number += 1) {
      wall.site.restore(before);
      const answer = await during(key, read, number, (now) =>
        editIssue(
          now,
          issue.id,
          { labels: [], summary: 'CANARY-964-other' },
          { by: people.member, now: wall.site.clock.now() },
        ),
      );
      expectNoCanary(wall, answer);
    }
  });

  describe.each(WRITES)('$id', (operation) => {
    const target = operation.ofComment ? issues.alpha1 : issues.plain;
    const write = about(operation, version, target.key, comments.alpha1);

    it('C-TOCTOU-02 · an issue that moves away before the check is not written', async () => {
      let moved: JiraState | undefined;
      const answer = await during(wall.alpha, write, 1, (state) => {
        moved = movedAway(state, target.id);
        return moved;
      });
      expect(answer.status).toBe(404);
      expect(wall.site.fork() === moved).toBe(true);
      expectNoCanary(wall, answer);
    });

    it('C-TOCTOU-03 · a write by key goes to Jira by id', async () => {
      const answer = await wall.send(wall.alpha, write);
      expect(answer.status).toBe(operation.status);
      const writes = answer.calls.filter(({ method, operationId }) => method !== 'GET' && operationId === operation.id);
      expect(writes).toHaveLength(1);
      expect(writes[0]?.path).toContain(`/issue/${target.id}`);
      expect(writes[0]?.rawPath).not.toContain(target.key);
    });

    it('C-TOCTOU-02 · a write that lands elsewhere shows nothing of there', async () => {
      const key = await wall.issue([{ projectId: '10001', permissions: EVERYTHING }]);
      const usual = await wall.send(key, write);
      const last =
        usual.calls.findIndex(({ operationId, method }) => operationId === operation.id && method !== 'GET') + 1;
      wall.reset();
      const answer = await during(key, write, last, (state) => movedAway(state, target.id));
      expectNoCanary(wall, answer);
    });

    // A proof is good for one second; a write that comes later asks again, and the call after any change is refused.
    it('C-TOCTOU-04 · a key revoked while its request is looked up slowly writes nothing', async () => {
      const key = await wall.issue([{ projectId: '10001', permissions: EVERYTHING }]);
      const slowly = () => {
        wall.site.jira.beforeCall = () => {
          wall.site.jira.beforeCall = undefined;
          wall.site.clock.advance(1_001);
        };
      };
      slowly();
      const looking = holdNext(wall.site.jira.faults, {});
      const before = wall.site.fork();
      const sent = wall.send(key, write);
      const place = { module: 'project', projectId: '10001', projectKey: 'ALPHA' } as const;
      await looking.met();
      await wall.site.invoke(people.alphaAdmin, place, 'revokeKey', { keyId: key.id });
      looking.release();
      const answer = await sent;
      expect(wall.site.fork() === before).toBe(true);
      expect(answer.status).toBe(401);
      expect((await wall.send(key, write)).status).toBe(401);

      slowly();
      expect((await wall.send(wall.alpha, write)).status).toBeLessThan(300);
    });

    it.each(['after', 'before'] as const)(
      'C-TOCTOU-10 · is not sent again when the line breaks %s it',
      async (when) => {
        wall.site.jira.faults.push({ operationId: operation.id, times: 9, fault: { kind: 'cut', when } });
        const answer = await wall.send(wall.alpha, write);
        expect(answer.status).toBe(502);
        const writes = answer.calls.filter(
          ({ operationId, method }) => operationId === operation.id && method !== 'GET',
        );
        expect(writes).toHaveLength(1);
      },
    );
  });

  it('C-TOCTOU-02 · an edit that lands elsewhere is answered as absence and stops the key', async () => {
    for (const query of ['', '?returnIssue=true']) {
      const key = await wall.issue([{ projectId: '10001', permissions: [...READING, 'issue:edit'] }]);
      const edit = call('PUT', version, `issue/ALPHA-24${query}`, { fields: { summary: 'Astray' } });
      const usual = await wall.send(key, edit);
      expect([usual.status, usual.calls.at(-1)?.operationId]).toEqual([query === '' ? 204 : 200, 'editIssue']);
      wall.reset();
      const number = usual.calls.findIndex(({ operationId }) => operationId === 'editIssue') + 1;
      const answer = await during(key, edit, number, (state) => movedAway(state, issues.plain.id));
      expect(answer.status).toBe(404);
      expectNoCanary(wall, answer);
      wall.reset();
      expect((await wall.send(key, get(version, 'issue/ALPHA-1'))).status).toBe(401);
    }
  });

  describe.each(['edited', 'nothing'] as const)('where an edit answers with %s', (form) => {
    beforeEach(() => {
      wall.site.jira.switches['edit.answer'] = form;
    });
    afterEach(() => {
      wall.site.jira.switches['edit.answer'] = 'issue';
    });

    it.each([
      ['', 204],
      ['?returnIssue=true', 200],
    ] as const)(
      'one that lands where it was checked is served, and its key stays in force (%s)',
      async (query, status) => {
        const key = await wall.issue([{ projectId: '10001', permissions: [...READING, 'issue:edit'] }]);
        const edit = call('PUT', version, `issue/ALPHA-24${query}`, { fields: { summary: 'On its way' } });
        const answer = await wall.send(key, edit);
        expect([answer.status, answer.json?.fields.summary]).toEqual([status, query === '' ? undefined : 'On its way']);
        expect((await wall.send(key, get(version, 'issue/ALPHA-1'))).status).toBe(200);
      },
    );

    it('C-TOCTOU-02 · one that lands elsewhere is answered as absence and stops the key', async () => {
      const key = await wall.issue([{ projectId: '10001', permissions: [...READING, 'issue:edit'] }]);
      const edit = call('PUT', version, 'issue/ALPHA-24', { fields: { summary: 'Astray' } });
      const usual = await wall.send(key, edit);
      wall.reset();
      const number = usual.calls.findIndex(({ operationId }) => operationId === 'editIssue') + 1;
      const answer = await during(key, edit, number, (state) => movedAway(state, issues.plain.id));
      expect(answer.status).toBe(404);
      expectNoCanary(wall, answer);
      wall.reset();
      expect((await wall.send(key, get(version, 'issue/ALPHA-1'))).status).toBe(401);
    });

    it('of one whose look-up fails, its key hears that it may have been made', async () => {
      const key = await wall.issue([{ projectId: '10001', permissions: [...READING, 'issue:edit'] }]);
      const edit = call('PUT', version, 'issue/ALPHA-24', { fields: { summary: 'Somewhere' } });
      const usual = await wall.send(key, edit);
      const number = usual.calls.findIndex(({ operationId }) => operationId === 'editIssue') + 1;
      const answer = await during(key, edit, number, (state) => {
        wall.site.jira.faults.push({ operationId: 'getIssue', times: 1, fault: { kind: 'status', status: 500 } });
        return state;
      });
      expect([answer.status, answer.json.detail]).toEqual([502, expect.stringContaining('may have been made')]);
      expect((await wall.send(key, get(version, 'issue/ALPHA-1'))).status).toBe(200);
    });
  });

  it.each([
    ['fails once, and the key is stopped', 'transaction', 1, 401],
    ['cannot be read once, and the key is stopped', 'entity/get', 1, 401],
    ['fails on and on, and the log says that the key was not stopped', 'transaction', 99, 200],
  ] as const)('C-TOCTOU-02 · of an edit that lands elsewhere, while storage %s', async (_, operation, times, after) => {
    const key = await wall.issue([{ projectId: '10001', permissions: [...READING, 'issue:edit'] }]);
    await wall.send(key, get(version, 'issue/ALPHA-1'));
    wall.site.resetRecords();
    const edit = call('PUT', version, 'issue/ALPHA-24', { fields: { summary: 'Astray' } });
    const answer = await during(key, edit, 2, (state) => {
      wall.site.storage.faults.push({ operation, times, fault: { kind: 'status', status: 500 } });
      return movedAway(state, issues.plain.id);
    });
    wall.site.storage.faults.length = 0;
    expect([answer.status, answer.calls.at(-1)?.operationId]).toEqual([404, 'editIssue']);
    const log = wall.site.invocations.flatMap(({ logs }) => logs).join('\n');
    expect([log.includes('landed outside'), log.includes('key_not_suspended')]).toEqual([true, after === 200]);
    wall.reset();
    expect((await wall.send(key, get(version, 'issue/ALPHA-1'))).status).toBe(after);
  });

  const ASTRAY: readonly (readonly [what: string, sent: () => Sent])[] = [
    ['a comment', () => call('POST', version, 'issue/ALPHA-24/comment', { body: rich(version, 'Astray.') })],
    ['a transition', () => call('POST', version, 'issue/ALPHA-24/transitions', { transition: { id: '21' } })],
    ['an assignment', () => call('PUT', version, 'issue/ALPHA-24/assignee', { accountId: null })],
    [
      'a link',
      () =>
        call('POST', version, 'issueLink', {
          type: { name: 'Blocks' },
          inwardIssue: { key: 'ALPHA-24' },
          outwardIssue: { key: 'ALPHA-25' },
        }),
    ],
  ];

  it.each(ASTRAY)('C-TOCTOU-02 · %s that lands elsewhere stops the key when Jira tells of it', async (_what, sent) => {
    const key = await wall.issue([{ projectId: '10001', permissions: EVERYTHING }]);
    const bystander = await wall.issue([{ projectId: '10001', permissions: EVERYTHING }]);
    // A write to the same issue that was over before, and one to another issue, met no move.
    expect((await wall.send(bystander, sent())).status).toBeLessThan(300);
    await wall.site.deliverEvents();
    const usual = await wall.send(key, sent());
    const number =
      usual.calls.findIndex((each) => /POST|PUT/.test(each.method) && each.operationId !== 'bulkFetchIssues') + 1;
    wall.reset();
    await wall.site.deliverEvents();
    expect((await wall.send(key, get(version, 'issue/ALPHA-1'))).status).toBe(200);
    await during(key, sent(), number, (state) => movedAway(state, issues.plain.id));
    await wall.site.deliverEvents();
    wall.reset();
    expect((await wall.send(key, get(version, 'issue/ALPHA-1'))).status).toBe(401);
    expect((await wall.send(bystander, get(version, 'issue/ALPHA-1'))).status).toBe(200);
  });

  it('C-TOCTOU-04 C-TOCTOU-05 · a page token outlives neither the key nor its grants', async () => {
    const page = (token?: string) =>
      call('POST', version, 'search/jql', {
        jql: 'order by created',
        fields: ['summary'],
        maxResults: 5,
        ...(token === undefined ? {} : { nextPageToken: token }),
      });
    const grants = [projects.alpha.id, projects.beta.id].map((projectId) => ({ projectId, permissions: READING }));
    const revoked = await wall.issue(grants);
    const first = await wall.send(revoked, page());
    expect((await wall.send(revoked, page(first.json.nextPageToken))).status).toBe(200);
    await wall.site.invoke(people.siteAdmin, { module: 'admin' }, 'revokeKey', { keyId: revoked.id });
    expect((await wall.send(revoked, page(first.json.nextPageToken))).status).toBe(401);

    const narrowed = await wall.issue(grants);
    const token = (await wall.send(narrowed, page())).json.nextPageToken;
    expect((await wall.send(narrowed, page(token))).status).toBe(200);
    await wall.site.deliverEvents();
    wall.site.restore(deleteProject(wall.site.fork(), projects.beta.id));
    await wall.site.deliverEvents();
    const after = await wall.send(narrowed, page(token));
    expect([after.status, after.calls]).toEqual([400, []]);
    expect((await wall.send(narrowed, page())).status).toBe(200);
  });

  it('C-TOCTOU-08 · relations that come to cross the border vanish with the move', async () => {
    const fields = async (issue: string) => {
      const answer = await wall.send(wall.alpha, get(version, `issue/${issue}`));
      expectNoCanary(wall, answer);
      return answer.json.fields;
    };
    expect((await fields('ALPHA-6')).parent.key).toBe('ALPHA-5');
    expect((await fields('ALPHA-11'))[FIXTURE.fields.epicLink]).toBe('ALPHA-5');
    expect((await fields('ALPHA-1')).issuelinks).toHaveLength(1);
    for (const id of [issues.epic.id, issues.alpha2.id]) wall.site.restore(movedAway(wall.site.fork(), id));
    expect(await fields('ALPHA-6')).not.toHaveProperty('parent');
    expect((await fields('ALPHA-11'))[FIXTURE.fields.epicLink]).toBeNull();
    expect((await fields('ALPHA-1')).issuelinks).toEqual([]);
    expect((await wall.send(wall.alpha, get(version, `issueLink/${links.within}`))).status).toBe(404);
  });

  it.each([1, 2, 3])('C-TOCTOU-08 · a link whose end moves away before call %i shows nothing of it', async (number) => {
    for (const [key, path] of [
      [wall.mixed, 'issue/ALPHA-1'],
      [wall.alpha, 'issue/ALPHA-1'],
      [wall.alpha, `issueLink/${links.within}`],
    ] as const) {
      wall.reset();
      const answer = await during(key, get(version, path), number, (state) => movedAway(state, issues.alpha2.id));
      expectNoCanary(wall, answer);
    }
  });
});

it('C-TOCTOU-06 · a key for a project that was deleted stops, whatever comes under its name', async () => {
  const key = await wall.issue([{ projectId: '10001', permissions: READING }]);
  expect((await wall.send(key, get('3', 'issue/ALPHA-1'))).status).toBe(200);
  await wall.site.deliverEvents();
  const omega = wall.site.fork().projects.get(projects.omega.id);
  if (omega === undefined) throw new Error('the fixture has lost OMEGA');
  const without = deleteProject(wall.site.fork(), projects.alpha.id);
  wall.site.restore(put(without, 'projects', { ...omega, id: '52900', key: 'ALPHA', formerKeys: [] }));
  await wall.site.deliverEvents();
  expect((await wall.send(key, get('3', 'project/ALPHA'))).status).toBe(401);
  wall.reset();
  expect((await wall.send(key, get('3', 'issue/ALPHA-1'))).status).toBe(401);
});
