/**
 * Tests that were missing: each was written because a rule of the wall could be taken out and nothing noticed
 * (`test/wall/mutants`).
 */
import { moveIssue } from '../../local/jira/change';
import { about, call, get, ISSUE_OPERATIONS, VERSIONS } from './issue-operations';
import { comparable, FIXTURE, openWall, type Wall, work } from './site';

const { missing, issues, comments, people, projects } = FIXTURE;
const WRITES = ISSUE_OPERATIONS.filter(({ writes }) => writes);

let wall: Wall;
beforeAll(async () => {
  wall = await openWall();
});
afterAll(() => wall.stop());
afterEach(() => {
  wall.site.jira.faults.length = 0;
  wall.site.jira.switches['search.lag'] = '0';
  wall.reset();
});

describe.each(VERSIONS)('version %s', (version) => {
  /** Jira's next answer to this operation is a refusal. */
  const refuse = (operationId: string, status: number) =>
    wall.site.jira.faults.push({
      operationId,
      times: 1,
      fault: { kind: 'status', status, headers: {}, body: JSON.stringify({ errorMessages: ['CANARY-997-refused'] }) },
    });

  it.each(WRITES)('C-SIDE-03 · $id · a look-up that Jira refuses is as one that finds nothing', async (operation) => {
    const own = about(operation, version, operation.ofComment ? 'ALPHA-1' : issues.plain.key, comments.alpha1);
    const never = await wall.send(wall.alpha, about(operation, version, missing.alphaKey, comments.alpha1));
    expect(never.status).toBe(404);
    for (const status of [400, 401, 403, 404, 410]) {
      wall.reset();
      refuse('getIssue', status);
      const blocked = await wall.send(wall.alpha, own);
      expect([status, comparable(blocked)]).toEqual([status, comparable(never)]);
      expect(work(blocked)).toEqual(work(never));
    }
    wall.reset();
    expect((await wall.send(wall.alpha, own)).status).toBeLessThan(300);
  });

  it('C-SIDE-03 · an end of a link that Jira refuses to show is as one that is not there', async () => {
    const link = (inward: string) =>
      call('POST', version, 'issueLink', {
        type: { name: 'Blocks' },
        inwardIssue: { key: inward },
        outwardIssue: { key: issues.plain.key },
      });
    const never = await wall.send(wall.alpha, link(missing.alphaKey));
    for (const status of [400, 401, 403, 404, 410]) {
      refuse('bulkFetchIssues', status);
      const blocked = await wall.send(wall.alpha, link('ALPHA-25'));
      expect([status, comparable(blocked)]).toEqual([status, comparable(never)]);
    }
    expect((await wall.send(wall.alpha, link('ALPHA-25'))).status).toBe(201);
    expect((await wall.send(wall.alpha, get(version, `issue/${issues.plain.key}`))).status).toBe(200);
  });

  it('C-SIDE-09 · a page whose only row is hidden is passed over', async () => {
    const page = async (maxResults: number) => {
      const jql = 'project = ALPHA ORDER BY key';
      const answer = await wall.send(wall.alpha, call('POST', version, 'search/jql', { jql, maxResults }));
      return answer.json.issues.map(({ id }: { id: string }) => id);
    };
    const [first, second] = await page(2);
    wall.site.jira.switches['search.lag'] = '60';
    // The index still holds it where it was, so Jira's own first page is this row alone.
    wall.site.restore(moveIssue(wall.site.fork(), first, projects.omega.id, wall.site.clock.now(), people.member));
    expect(await page(1)).toEqual([second]);
  });
});
