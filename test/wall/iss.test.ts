/**
 * C-ISS: an issue or a project addressed in any way that Jira understands. What is not inside does not exist:
 * the same bytes, for the same work, as for something that never was; and nothing at all is changed by it.
 */
import { deleteProject, put, renameProjectKey } from '../../local/jira/change';
import { fixtureState } from '../../local/jira/seeds/fixture';
import type { JiraState } from '../../local/jira/state';
import { about, call, get, ISSUE_OPERATIONS, rich, VERSIONS } from './issue-operations';
import {
  type Answer,
  comparable,
  expectNoCanary,
  expectTwins,
  FIXTURE,
  openWall,
  READING,
  type Sent,
  type Wall,
  work,
} from './site';

const { issues, comments, projects, missing, links } = FIXTURE;

/** Case, what is special about the reference, how it is spelled, the issue behind it, and one that never was. */
const FOREIGN: readonly (readonly [string, string, string, string, string])[] = [
  ['C-ISS-01', 'a foreign key', issues.omega1.key, issues.omega1.id, missing.issueKey],
  ['C-ISS-02', 'a foreign id', issues.omega1.id, issues.omega1.id, missing.issueId],
  ['C-ISS-03', 'the key that an issue had before it moved away', 'ALPHA-7', issues.movedOut.id, missing.alphaKey],
  ['C-ISS-03', 'the key that it has since it moved away', 'OMEGA-9', issues.movedOut.id, missing.omegaKey],
  ['C-ISS-03', 'the id of an issue that moved away', issues.movedOut.id, issues.movedOut.id, missing.issueId],
  ['C-ISS-04', 'the foreign key of an issue that moved in', 'OMEGA-3', issues.movedIn.id, missing.omegaKey],
  ['C-ISS-05', 'a foreign key in lower case', 'omega-1', issues.omega1.id, 'nopes-1'],
  ['C-ISS-05', 'a moved-away key in mixed case', 'aLpHa-7', issues.movedOut.id, 'aLpHa-99999'],
  ['C-ISS-06', 'the former key of a foreign project', 'DELTA-1', issues.gamma1.id, missing.issueKey],
  ['C-ISS-07', 'a key that was made anew', 'REBORN-1', issues.reborn1.id, 'NOPESX-1'],
  ['C-ISS-10', 'an archived foreign issue', 'OMEGA-10', issues.omegaArchived.id, missing.omegaKey],
  ['C-ISS-10', 'an issue of an archived project', 'VAULT-1', issues.vault1.id, missing.issueKey],
  ['C-ISS-10', 'an issue of a project in the bin', 'TRASH-1', issues.trash1.id, missing.issueKey],
  ['C-ISS-10', 'an issue of a project that apps are kept out of', 'BLOCK-1', issues.blocked1.id, missing.issueKey],
  ['C-ISS-10', 'its id', issues.blocked1.id, issues.blocked1.id, missing.issueId],
  ['C-ISS-12', 'an issue with a security level', 'ALPHA-20', issues.secret.id, missing.alphaKey],
  ['C-ISS-12', 'the id of an issue with a security level', issues.secret.id, issues.secret.id, missing.issueId],
];

/** Below every issue of the table a comment that could be found, so that absence is no accident. */
const commentOn = (issueId: string): string => `5${issueId.slice(-4)}`;
function withComments(state: JiraState): JiraState {
  const like = state.comments.get(comments.omega1);
  if (like === undefined) throw new Error('the fixture has lost its comment');
  return FOREIGN.reduce(
    (sofar, [, , , issueId]) => put(sofar, 'comments', { ...like, id: commentOn(issueId), issueId }),
    state,
  );
}

/** What `issue:read` alone opens. */
const READ_BY_READER = ['getIssue', 'getTransitions', 'getRemoteIssueLinks', 'getIssueWatchers', 'getVotes'];

let wall: Wall;
beforeAll(async () => {
  wall = await openWall({ seed: withComments(fixtureState(Date.now())) });
});
afterAll(() => wall.stop());
afterEach(() => {
  wall.site.jira.switches['child.parentCheck'] = 'foreign-child';
  wall.site.jira.switches['app.securityLevel'] = 'visible';
  wall.site.jira.switches['archived.issue'] = 'get-200-write-400';
  wall.reset();
});

/** Not one thing of the whole site is another than before. */
async function expectNothingDone(run: () => Promise<Answer>): Promise<Answer> {
  wall.reset();
  const before = wall.site.fork();
  const answer = await run();
  expect(wall.site.fork()).toBe(before);
  return answer;
}

describe.each(VERSIONS)('version %s', (version) => {
  describe.each(ISSUE_OPERATIONS)('$id', (operation) => {
    it.each(FOREIGN)('%s · %s reads as never existing', async (_case, _what, spelling, id, never) => {
      const foreign = about(operation, version, spelling, commentOn(id));
      const absent = about(operation, version, never, commentOn(id));
      for (const key of [wall.alpha, wall.mixed]) {
        const one = await expectNothingDone(() => wall.send(key, foreign));
        const other = await expectNothingDone(() => wall.send(key, absent));
        expect(one.status).toBe(404);
        expect(comparable(one)).toEqual(comparable(other));
        expect(work(one)).toEqual(work(other));
        expectNoCanary(wall, one);
      }
    });

    const own = operation.ofComment || !operation.writes ? issues.alpha1 : issues.plain;
    it.each([
      ['C-ISS-01', 'its key', own.key],
      ['C-ISS-02', 'its id', own.id],
      ['C-ISS-05', 'its key in lower case', own.key.toLowerCase()],
      ['C-ISS-06', "the project's former key", operation.id === 'deleteIssue' ? 'OLDAL-3' : 'OLDAL-1'],
    ])('%s · an issue inside is reached by %s', async (_case, _what, spelling) => {
      const answer = await wall.send(wall.alpha, about(operation, version, spelling, comments.alpha1));
      expect(answer.status).toBe(operation.status);
    });

    if (!operation.ofComment)
      it('C-ISS-04 · an issue that moved in is reached by the key that it has now', async () => {
        const answer = await wall.send(wall.alpha, about(operation, version, issues.movedIn.key));
        expect(answer.status).toBe(operation.status);
      });

    if (!READ_BY_READER.includes(operation.id))
      it('C-ISS-01 · a right that is missing is said before anything is looked up', async () => {
        const own = await wall.send(wall.reader, about(operation, version, issues.alpha1.key, comments.alpha1));
        const foreign = await wall.send(wall.reader, about(operation, version, issues.omega1.key, comments.alpha1));
        expect(foreign.status).toBe(403);
        expect(comparable(own)).toEqual(comparable(foreign));
        expect([...own.calls, ...foreign.calls]).toEqual([]);
      });

    it.each(['ALPHſ-1', 'ALPHA-１', 'ALPHı-1', 'ALPHA‐1'])(
      'C-ISS-05 · %s is no spelling of a key',
      async (spelling) => {
        const answers = await Promise.all(
          [spelling, spelling.replace('ALPH', 'NOPE')].map((each) =>
            wall.send(wall.alpha, about(operation, version, encodeURI(each))),
          ),
        );
        expect(answers.map(({ status }) => status)).toEqual([400, 400]);
        expect(answers.flatMap(({ calls }) => calls)).toEqual([]);
      },
    );

    it.each([
      ['leading zero', '011001', '020001'],
      ['plus', '+11001', '+20001'],
      ['decimal', '11001.0', '20001.0'],
      ['exponent', '2e4', '9e9'],
      ['minus', '-1', '-99'],
      ['two to the 63rd', '9223372036854775808', '9223372036854775809'],
    ])('C-ISS-09 · an id with %s is refused the same, unseen by Jira', async (_what, one, other) => {
      const answers = [];
      for (const spelling of [one, other])
        answers.push(await expectNothingDone(() => wall.send(wall.alpha, about(operation, version, spelling))));
      expect(answers.flatMap(({ calls }) => calls)).toEqual([]);
      expect(answers.map(({ status }) => status >= 400)).toEqual([true, true]);
      expect(answers.map(comparable)[0]).toEqual(answers.map(comparable)[1]);
    });
  });

  it.each([
    ['C-ISS-01', 'a foreign key', projects.omega.key, missing.projectKey],
    ['C-ISS-02', 'a foreign id', projects.omega.id, missing.projectId],
    ['C-ISS-05', 'a foreign key in lower case', 'omega', 'nopes'],
    ['C-ISS-06', 'a foreign former key', projects.gamma.formerKey, missing.projectKey],
    ['C-ISS-08', 'a foreign project named like an own key', projects.namedAlpha.key, 'NOPESX'],
    ['C-ISS-08', 'a foreign project named like an own id', projects.namedId.id, missing.projectId],
    ['C-ISS-10', 'an archived project', projects.archived.key, missing.projectKey],
    ['C-ISS-10', 'a project in the bin', projects.bin.key, missing.projectKey],
    ['C-ISS-10', 'a project that apps are kept out of', projects.blocked.key, missing.projectKey],
  ])('%s · project · %s reads as never existing', async (_case, _what, foreign, never) => {
    for (const key of [wall.alpha, wall.mixed]) {
      const [answer] = await expectTwins(
        wall,
        key,
        get(version, `project/${foreign}`),
        get(version, `project/${never}`),
      );
      expect(answer.status).toBe(404);
    }
  });

  it.each(['ALPHA', 'alpha', '10001', 'OLDAL'])('C-ISS-06 · project · %s reaches the granted one', async (spelling) => {
    const answer = await wall.send(wall.alpha, get(version, `project/${spelling}`));
    expect([answer.status, answer.json.id, answer.json.key]).toEqual([200, '10001', 'ALPHA']);
  });

  it('C-ISS-06 · after a renaming old and new keys give the same answers', async () => {
    const renamed = renameProjectKey(wall.site.fork(), projects.alpha.id, 'RENAMED');
    for (const paths of [
      ['issue/ALPHA-1', 'issue/RENAMED-1', 'issue/11001', 'issue/OLDAL-1'],
      ['issue/ALPHA-1/comment', 'issue/RENAMED-1/comment', 'issue/11001/comment'],
      ['issue/ALPHA-1/transitions', 'issue/RENAMED-1/transitions', 'issue/11001/transitions'],
      ['project/ALPHA', 'project/RENAMED', 'project/10001'],
    ]) {
      wall.site.restore(renamed);
      const answers = [];
      for (const path of paths) answers.push(await wall.send(wall.alpha, get(version, path)));
      expect(answers.map(({ status }) => status)).toEqual(paths.map(() => 200));
      for (const answer of answers) expect(comparable(answer)).toEqual(comparable(answers[0] as Answer));
    }
  });

  it('C-ISS-06 · a former key works also when the gateway has forgotten the names of the project', async () => {
    await wall.site.deliverEvents();
    wall.site.restore(renameProjectKey(wall.site.fork(), projects.alpha.id, 'RENAMED'));
    // Other operations than this one promise the key at the time of issue, the present key and the id.
    for (const below of ['', '/transitions', '/comment'])
      for (const issue of [...(below === '' ? ['OLDAL-1'] : []), 'ALPHA-1', 'RENAMED-1', '11001']) {
        // The renaming is told as an event, on which names are forgotten.
        wall.site.restore(renameProjectKey(wall.site.fork(), projects.alpha.id, 'AGAIN'));
        wall.site.restore(renameProjectKey(wall.site.fork(), projects.alpha.id, 'RENAMED'));
        await wall.site.deliverEvents();
        const answer = await wall.send(wall.alpha, get(version, `issue/${issue}${below}`));
        expect([issue + below, answer.status]).toEqual([issue + below, 200]);
      }
    // What later tests count are the calls of a gateway that knows the names again.
    wall.reset();
    for (const key of [wall.alpha, wall.mixed]) await wall.send(key, get(version, 'issue/ALPHA-24'));
  });

  it.each(['foreign-child', 'child-404', 'issue-404'] as const)(
    'C-ISS-11 · a comment of another issue reads as none, whatever Jira does (%s)',
    async (form) => {
      wall.site.jira.switches['child.parentCheck'] = form;
      for (const operation of ISSUE_OPERATIONS.filter(({ ofComment }) => ofComment))
        for (const elsewhere of [comments.omega1, comments.omega2, comments.alpha2, comments.movedIn, comments.beta1]) {
          const foreign = about(operation, version, 'ALPHA-1', elsewhere);
          const [answer] = await expectTwins(wall, wall.alpha, foreign, about(operation, version, 'ALPHA-1'));
          expect(answer.status).toBe(404);
          await expectNothingDone(() => wall.send(wall.alpha, foreign));
        }
    },
  );

  it.each(['comment/40010/properties', 'worklog/42020/properties'])(
    'C-ISS-11 · below an issue, %s is not offered',
    async (below) => {
      const answers = [];
      for (const issue of ['ALPHA-1', 'OMEGA-1', 'NOPES-1'])
        answers.push(await wall.send(wall.alpha, get(version, `issue/${issue}/${below}`)));
      expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
      expect(answers.flatMap(({ calls }) => calls)).toEqual([]);
      expect(new Set(answers.map((answer) => JSON.stringify(comparable(answer)))).size).toBe(1);
    },
  );

  it.each(['visible', 'invisible', 'visible-not-searchable'] as const)(
    'C-ISS-12 · a level hides an issue, its links and its counts, whatever the app sees (%s)',
    async (form) => {
      const blocks = wall.site.fork().links.get(links.within);
      if (blocks === undefined) throw new Error('the fixture has lost its link');
      const ends = { inwardIssueId: issues.plain.id, outwardIssueId: issues.secret.id };
      const linked = put(wall.site.fork(), 'links', { ...blocks, id: '51900', ...ends });
      wall.site.jira.switches['app.securityLevel'] = form;
      for (const operation of ISSUE_OPERATIONS)
        await expectTwins(
          wall,
          wall.alpha,
          about(operation, version, 'ALPHA-20'),
          about(operation, version, 'ALPHA-99999'),
        );
      wall.site.restore(linked);
      const seen = await wall.send(wall.alpha, get(version, 'issue/ALPHA-24'));
      expect([seen.status, seen.json.fields.issuelinks]).toEqual([200, []]);
      const link = await wall.send(wall.alpha, get(version, 'issueLink/51900'));
      const never = await wall.send(wall.alpha, get(version, `issueLink/${missing.linkId}`));
      expect(comparable(link)).toEqual(comparable(never));
      expect(work(link)).toEqual(work(never));
      const jql = 'key in (ALPHA-20, ALPHA-24)';
      const found = await wall.send(wall.alpha, call('POST', version, 'search/jql', { jql, fields: ['summary'] }));
      expect(found.json.issues.map(({ key }: { key: string }) => key)).toEqual(['ALPHA-24']);
      const counted = await wall.send(wall.alpha, call('POST', version, 'search/approximate-count', { jql }));
      expect(counted.json).toEqual({ count: 1 });
    },
  );

  it.each(['get-200-write-400', '404', 'get-200-write-403'] as const)(
    'C-ISS-10 · an archived issue of a granted project is read if Jira serves it, and never written (%s)',
    async (form) => {
      wall.site.jira.switches['archived.issue'] = form;
      const read = await wall.send(wall.alpha, get(version, 'issue/ALPHA-23?fields=summary'));
      expect(read.status).toBe(form === '404' ? 404 : 200);
      const comment = call('POST', version, 'issue/ALPHA-23/comment', { body: rich(version, 'Late.') });
      const refused = await expectNothingDone(() => wall.send(wall.alpha, comment));
      expect(refused.status).toBe({ 'get-200-write-400': 400, '404': 404, 'get-200-write-403': 403 }[form]);
    },
  );

  it('C-ISS-13 · what is read besides the issue is asked for what decides, and what is shown of an end, alone', async () => {
    const asked = ['project', 'security', 'issuerestriction', 'issuetype', 'updated', 'summary', 'status', 'priority'];
    for (const key of [wall.alpha, wall.mixed])
      for (const issue of ['ALPHA-1', 'ALPHA-3', 'ALPHA-4', 'ALPHA-9', 'ALPHA-10', 'ALPHA-11', 'ALPHA-12'])
        for (const below of ['', '/comment', '/transitions']) {
          const answer = await wall.send(key, get(version, `issue/${issue}${below}`));
          expect(answer.status).toBe(200);
          const beside = answer.calls.filter(
            ({ rawPath }) => !rawPath.startsWith(`/rest/api/${version}/issue/${issue}`),
          );
          for (const { operationId, query, body } of beside) {
            const fields = operationId === 'getIssue' ? query.find(([name]) => name === 'fields')?.[1].split(',') : [];
            const bulk = operationId === 'bulkFetchIssues' ? JSON.parse(body ?? '{}').fields : [];
            expect(['getIssue', 'bulkFetchIssues']).toContain(operationId);
            for (const field of [...(fields ?? ['*all']), ...bulk]) expect(asked).toContain(field);
          }
        }
  });

  it('C-ISS-14 · a list with a foreign entry is as one with an invented entry', async () => {
    const search = (other: string) =>
      call('POST', version, 'search/jql', {
        jql: 'key = ALPHA-1',
        fields: ['summary'],
        reconcileIssues: [11001, other],
      });
    const [found] = await expectTwins(wall, wall.alpha, search(issues.omega1.id), search(missing.issueId));
    expect(found.json.issues).toHaveLength(1);
    const link = (other: string) =>
      call('POST', version, 'issueLink', {
        type: { name: 'Blocks' },
        inwardIssue: { key: 'ALPHA-1' },
        outwardIssue: { key: other },
      });
    const [refused] = await expectTwins(wall, wall.alpha, link('OMEGA-1'), link('NOPES-1'));
    expect(refused.status).toBe(404);
    const bulk = (other: string) => call('POST', version, 'issue/bulkfetch', { issueIdsOrKeys: ['ALPHA-1', other] });
    const [fixed] = await expectTwins(wall, wall.alpha, bulk('OMEGA-1'), bulk('NOPES-1'));
    expect([fixed.status, fixed.json.issues.length]).toEqual([200, 1]);
    expect((await wall.send(wall.alpha, link('ALPHA-3'))).status).toBe(201);
  });

  it.each(['', '?updateHistory=true', '?updateHistory=false'])('C-ISS-15 · "%s" leaves no trace', async (query) => {
    const answer = await wall.send(wall.alpha, get(version, `issue/ALPHA-24${query}`));
    expect(answer.status).toBe(200);
    const reads = answer.calls.filter(({ operationId }) => operationId === 'getIssue');
    expect(reads).toHaveLength(1);
    for (const { query: sent } of reads)
      expect(sent.filter(([name]) => name === 'updateHistory')).toEqual([['updateHistory', 'false']]);
  });
});

/** ALPHA is deleted, and a foreign project made under its key; the deletion's event has not arrived yet. */
function recreated(state: JiraState): JiraState {
  const omega = state.projects.get(projects.omega.id);
  const issue = state.issues.get(issues.omega1.id);
  const comment = state.comments.get(comments.omega1);
  if (omega === undefined || issue === undefined || comment === undefined) throw new Error('the fixture has no OMEGA');
  const project = { ...omega, id: '51001', key: 'ALPHA', formerKeys: [] };
  const made = put(deleteProject(state, projects.alpha.id), 'projects', project);
  const filled = put(made, 'issues', { ...issue, id: '51101', key: 'ALPHA-1', formerKeys: [], projectId: '51001' });
  return put(filled, 'comments', { ...comment, id: comments.alpha1, issueId: '51101' });
}

describe.each(VERSIONS)('C-ISS-07 · another project under the freed key, version %s', (version) => {
  /** Asks on the site as it is after the deletion. */
  const ask = async (sent: Sent): Promise<Answer> => {
    wall.site.restore(recreated(wall.site.fork()));
    const before = wall.site.fork();
    const answer = await wall.send(wall.alpha, sent);
    expect(wall.site.fork()).toBe(before);
    wall.reset();
    return answer;
  };

  it.each(ISSUE_OPERATIONS)('$id sees nothing of it', async (operation) => {
    const foreign = await ask(about(operation, version, 'ALPHA-1', comments.alpha1));
    const never = await ask(about(operation, version, 'ALPHA-99999', comments.alpha1));
    expect(foreign.status).toBe(404);
    expect(comparable(foreign)).toEqual(comparable(never));
    expect(work(foreign)).toEqual(work(never));
    expectNoCanary(wall, foreign);
  });

  it('neither do the project itself, searches and lists', async () => {
    const project = await ask(get(version, 'project/ALPHA'));
    expect(project.status).toBe(404);
    const listed = await ask(get(version, 'project/search'));
    expect([listed.status, listed.json.total]).toEqual([200, 0]);
    for (const jql of ['', 'project = ALPHA', 'key = ALPHA-1']) {
      const found = await ask(call('POST', version, 'search/jql', { jql, fields: ['summary'] }));
      expect(found.json.issues ?? []).toEqual([]);
      expectNoCanary(wall, found);
    }
  });

  it('nothing is made in it', async () => {
    const fields = { project: { key: 'ALPHA' }, issuetype: { name: 'Task' }, summary: 'Astray' };
    const refused = await ask(call('POST', version, 'issue', { fields }));
    const never = await ask(call('POST', version, 'issue', { fields: { ...fields, project: { key: 'NOPES' } } }));
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(comparable(refused)).toEqual(comparable(never));
  });
});

describe.each(VERSIONS)('C-ISS-08 · names that look like keys and ids, version %s', (version) => {
  it.each(['project = ALPHA', 'project = "ALPHA"', 'project = 10001', 'project = "10001"'])(
    'the query %s reaches Jira by id alone, and finds only the granted project',
    async (jql) => {
      const answer = await wall.send(wall.alpha, call('POST', version, 'search/jql', { jql, fields: ['project'] }));
      const sent = answer.calls.filter(({ operationId }) => operationId?.includes('ReconsileIssues'));
      expect(sent).toHaveLength(1);
      expect(JSON.parse(sent[0]?.body ?? '{}').jql).not.toContain('ALPHA');
      expect(JSON.parse(sent[0]?.body ?? '{}').jql).toMatch(/^project (=|in) \(?10001\)?/);
      expect(answer.json.issues.length).toBeGreaterThan(10);
      for (const issue of answer.json.issues) expect(issue.fields.project.id).toBe('10001');
    },
  );

  it.each(['SHADOW', 'MIRROR', '10037', '10038', 'NOPES'])('the query project = %s finds nothing', async (named) => {
    const query = (value: string) => call('POST', version, 'search/jql', { jql: `project = ${value}` });
    const [answer] = await expectTwins(wall, wall.alpha, query(named), query('NOPESX'));
    expect(answer.json).toEqual({ issues: [], isLast: true });
  });

  it.each([{ key: 'ALPHA' }, { id: '10001' }])('an issue is made by the id of the project: %j', async (project) => {
    const fields = { project, issuetype: { name: 'Task' }, summary: 'By id' };
    const answer = await wall.send(wall.alpha, call('POST', version, 'issue', { fields }));
    expect(answer.status).toBe(201);
    const sent = answer.calls.find(({ operationId }) => operationId === 'createIssue');
    expect(JSON.parse(sent?.body ?? '{}').fields.project).toEqual({ id: '10001' });
    const home = await wall.issue([{ projectId: '10001', permissions: READING }]);
    expect((await wall.send(home, get(version, `issue/${answer.json.key}`))).json.fields.summary).toBe('By id');
  });
});
