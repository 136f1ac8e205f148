/**
 * R6, C-ISS-12: the issue on which a key gives notice is looked up by the app, which sees more than whoever chose it. One with a
 * security level is as one that is not there: nothing is written to it, and the audit says so.
 */
import { FIXTURE, openWall, type Wall } from './site';

const { projects, issues, people } = FIXTURE;
const DAY = 86_400_000;

let wall: Wall;
beforeAll(async () => {
  wall = await openWall();
});
afterEach(() => wall.reset());
afterAll(() => wall.stop());

const place = { module: 'project', projectId: projects.alpha.id, projectKey: projects.alpha.key } as const;

/** A project admin's key that ends in two days, after the schedule ran; how many comments its issue got. */
async function commentsOn(noticeIssueId: string): Promise<number> {
  const made = await wall.site.invoke(people.alphaAdmin, place, 'createKey', {
    name: 'Ends soon',
    grants: [{ projectId: projects.alpha.id, permissions: ['issue:read'] }],
    expiresAt: new Date(wall.site.clock.now() + 2 * DAY).toISOString(),
    noticeIssueId,
  });
  expect(made).toMatchObject({ ok: true, value: { ok: true } });
  await wall.site.runSchedule('hourly');
  const texts = [...wall.site.fork().comments.values()].filter(({ issueId }) => issueId === noticeIssueId);
  return texts.filter(({ body }) => JSON.stringify(body).includes('Ends soon')).length;
}

test('no notice is written to an issue with a security level', async () => {
  expect(await commentsOn(issues.secret.id)).toBe(0);
});

test('nor to one that is in no project of the key', async () => {
  expect(await commentsOn(issues.omega1.id)).toBe(0);
});

test('it is written to an issue of the project', async () => {
  expect(await commentsOn(issues.plain.id)).toBe(1);
});
