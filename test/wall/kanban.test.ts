/**
 * R9: what moves an issue along its workflow needs the right to transition. Jira's "Move issues to board" adds to the sprint that
 * is under way, "or transitions the issue(s) to the first column for a kanban board with backlog".
 */
import { FIXTURE, type Grant, openWall, type Wall } from './site';

const { projects, issues, boards } = FIXTURE;

let wall: Wall;
beforeAll(async () => {
  wall = await openWall();
});
afterEach(() => wall.reset());
afterAll(() => wall.stop());

const WITHOUT = ['issue:read', 'issue:edit', 'sprint:edit', 'sprint:read', 'board:read'];
const statusOf = (id: string): string | undefined => wall.site.fork().issues.get(id)?.statusId;

/** Onto ALPHA's Kanban board (102). The status of the issue before and after. */
async function move(permissions: readonly string[], more: Partial<Grant> = {}) {
  const key = await wall.issue([{ projectId: projects.alpha.id, permissions, ...more }]);
  const before = statusOf(issues.plain.id);
  const path = `/rest/agile/1.0/board/${boards.alphaMixed}/issue`;
  const { status } = await wall.send(key, { method: 'POST', path, body: { issues: [issues.plain.key] } });
  return { status, isMoved: statusOf(issues.plain.id) !== before };
}

test('a key that may not transition does not, by a board', async () => {
  const { isMoved } = await move(WITHOUT);
  expect(isMoved).toBe(false);
});

test('nor one whose grant names other transitions', async () => {
  const { isMoved } = await move([...WITHOUT, 'issue:transition'], { conditions: { transitions: ['999'] } });
  expect(isMoved).toBe(false);
});

test('one that may transition moves it', async () => {
  expect(await move([...WITHOUT, 'issue:transition'])).toEqual({ status: 204, isMoved: true });
});
