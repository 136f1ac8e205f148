/**
 * C-SIDE-14: what a key over several projects does elsewhere shows on the page of one of them by no number. How
 * many calls to Jira a call made is a number of all of its projects.
 */
import { FIXTURE, openWall, READING, type Wall } from './site';

const { projects, people } = FIXTURE;

let wall: Wall;
beforeAll(async () => {
  wall = await openWall();
});
afterAll(() => wall.stop());

/** The records that an administrator of ALPHA alone reads of a call by a key of ALPHA and these projects. */
async function recordsBeside(...others: readonly string[]): Promise<readonly object[]> {
  const key = await wall.issue(
    [projects.alpha.id, ...others].map((projectId) => ({ projectId, permissions: READING })),
  );
  const { status } = await wall.send(key, { method: 'GET', path: '/rest/api/3/component' });
  expect(status).toBe(200);
  const now = wall.site.clock.now();
  const question = {
    keyId: key.id,
    from: new Date(now - 3_600_000).toISOString(),
    to: new Date(now + 3_600_000).toISOString(),
  };
  const place = { module: 'project', projectId: projects.alpha.id, projectKey: projects.alpha.key } as const;
  const read = await wall.site.invoke(people.alphaAdmin, place, 'readAudit', question);
  // biome-ignore lint/suspicious/noExplicitAny: a resolver's answer, proven by its use
  const records = (read as any).value.value.records as readonly { event: Record<string, unknown> }[];
  return records.map(({ event: { requestId: _, durationMs: _d, ...event } }) => event);
}

test('how many other projects a key reaches is told by no record of a call', async () => {
  const one = await recordsBeside(projects.beta.id);
  const three = await recordsBeside(projects.beta.id, projects.omega.id, projects.gamma.id);
  expect(one).toHaveLength(1);
  expect(three).toEqual(one);
});

test('what the call was is told', async () => {
  const [record] = await recordsBeside(projects.beta.id);
  expect(record).toMatchObject({
    operation: 'findComponentsForProjects',
    status: 200,
    projectIds: [projects.alpha.id],
  });
});
