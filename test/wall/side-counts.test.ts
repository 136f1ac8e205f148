/**
 * C-SIDE-09 and 11: what is hidden is not counted and leaves no gap. The site is compared with one that never had
 * what is hidden; rank, which tells of neighbours, is shown nowhere.
 */
import type { JiraState } from '../../local/jira/state';
import { call, get, VERSIONS } from './issue-operations';
import { type Answer, comparable, FIXTURE, openWall, type Wall } from './site';

const { issues, comments } = FIXTURE;

let wall: Wall;
beforeAll(async () => {
  wall = await openWall();
});
afterAll(() => wall.stop());
afterEach(() => wall.reset());

describe('counts and pages', () => {
  /** The site as it would be, had what is hidden never been. */
  const without = (
    state: JiraState,
    hide: (issue: { id: string }) => boolean,
    hideComment: (id: string) => boolean,
  ): JiraState => ({
    ...state,
    issues: new Map([...state.issues].filter(([, issue]) => !hide(issue))),
    comments: new Map([...state.comments].filter(([id]) => !hideComment(id))),
  });
  const SECRET: ReadonlySet<string> = new Set([issues.secret.id, issues.secretToo.id]);
  const HIDDEN: ReadonlySet<string> = new Set([comments.restricted, comments.internal]);
  const bare = (): JiraState =>
    without(
      wall.site.fork(),
      ({ id }) => SECRET.has(id),
      (id) => HIDDEN.has(id),
    );
  /** Cursors are sealed anew each time. */
  const withoutCursor = (answer: Answer): unknown => {
    const { nextPageToken, ...body } = answer.json;
    return { status: answer.status, body: { ...body, hasNext: nextPageToken !== undefined } };
  };

  test('the fixture holds what is to be hidden', () => {
    const state = wall.site.fork();
    expect([...SECRET, ...HIDDEN].filter((id) => !state.issues.has(id) && !state.comments.has(id))).toEqual([]);
  });

  test.each(VERSIONS)('C-SIDE-09 · hidden comments leave no gap, in any page · v%s', async (version) => {
    const issue = [...wall.site.fork().comments.values()].find(({ id }) => id === comments.restricted)?.issueId ?? '';
    const full = bare();
    const visible = [...full.comments.values()].filter((comment) => comment.issueId === issue).length;
    for (const query of [
      '',
      '?maxResults=1',
      '?startAt=1&maxResults=1',
      '?startAt=2',
      '?startAt=9',
      '?orderBy=-created',
    ])
      for (const path of [`issue/${issue}/comment${query}`, `issue/${issue}?fields=comment`]) {
        wall.reset();
        const hidden = await wall.send(wall.alpha, get(version, path));
        wall.site.restore(full);
        const never = await wall.send(wall.alpha, get(version, path));
        expect(hidden.status).toBe(200);
        expect((hidden.json.fields?.comment ?? hidden.json).total).toBe(visible);
        expect(comparable(hidden)).toEqual(comparable(never));
      }
  });

  test.each(VERSIONS)('C-SIDE-09 · hidden issues leave no gap in a search or a count · v%s', async (version) => {
    const full = bare();
    for (const jql of [
      'project = ALPHA',
      'project = ALPHA ORDER BY key DESC',
      'key = ALPHA-20',
      'key in (ALPHA-20, ALPHA-21)',
      'key in (ALPHA-20, ALPHA-1)',
    ])
      for (const request of [
        call('POST', version, 'search/jql', { jql, fields: ['summary'] }),
        call('POST', version, 'search/jql', { jql, maxResults: 5 }),
        call('POST', version, 'search/approximate-count', { jql }),
      ]) {
        wall.reset();
        const hidden = await wall.send(wall.alpha, request);
        wall.site.restore(full);
        const never = await wall.send(wall.alpha, request);
        expect(hidden.status).toBe(200);
        expect(withoutCursor(hidden)).toEqual(withoutCursor(never));
        expect(Object.keys(hidden.json).filter((name) => ['total', 'startAt', 'size'].includes(name))).toEqual([]);
      }
  });

  test('C-SIDE-09 · pages of one hidden row look like no page', async () => {
    const pages = async () => {
      const seen: string[][] = [];
      for (let token: string | undefined, first = true; first || token !== undefined; first = false) {
        const answer = await wall.send(
          wall.alpha,
          call('POST', '3', 'search/jql', {
            jql: 'project = ALPHA ORDER BY key',
            maxResults: 1,
            ...(token === undefined ? {} : { nextPageToken: token }),
          }),
        );
        seen.push(answer.json.issues.map(({ id }: { id: string }) => id));
        token = answer.json.nextPageToken;
      }
      return seen;
    };
    const hidden = await pages();
    wall.site.restore(bare());
    expect(hidden).toEqual(await pages());
    expect(hidden.length).toBeGreaterThan(10);
  });

  test.each(VERSIONS)('C-SIDE-09 · the list of projects counts what is granted · v%s', async (version) => {
    for (const [key, ids] of [
      [wall.alpha, ['10001']],
      [wall.mixed, ['10001', '10004']],
    ] as const) {
      const { json } = await wall.send(key, get(version, 'project/search'));
      expect([json.total, json.isLast, json.values.map(({ id }: { id: string }) => id).sort()]).toEqual([
        ids.length,
        true,
        ids,
      ]);
    }
  });

  test.each(VERSIONS)('C-SIDE-11 · the rank of an issue is shown nowhere · v%s', async (version) => {
    const rank = FIXTURE.fields.rank;
    expect(wall.site.fork().issues.get(issues.everyField.id)?.rank).toMatch(/^0\|/);
    for (const request of [
      get(version, `issue/ALPHA-22?fields=*all`),
      get(version, `issue/ALPHA-22?fields=${rank},summary`),
      get(version, 'issue/ALPHA-22?expand=names,schema'),
      get(version, `search/jql?jql=project%3DALPHA&fields=*all,${rank}`),
      get(version, 'field'),
    ]) {
      const answer = await wall.send(wall.alpha, request);
      expect(answer.status).toBe(200);
      expect(answer.text).not.toContain(rank);
      expect(answer.text).not.toMatch(/"0\|[a-z0-9]{3,}:/);
    }
  });
});
