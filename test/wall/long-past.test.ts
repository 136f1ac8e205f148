/** C-READ-05: whether an issue has a long history from before it came is not told by how much a request may cause. */
import { editIssue, moveIssue, put } from '../../local/jira/change';
import { FIXTURE, type Key, openWall, type Wall } from './site';

const { projects, issues, people } = FIXTURE;

let wall: Wall;
let reader: Key;
beforeAll(async () => {
  wall = await openWall();
  const permissions = ['issue:read', 'changelog:read'];
  reader = await wall.issue([
    { projectId: projects.alpha.id, permissions },
    { projectId: projects.beta.id, permissions },
  ]);
  await wall.send(reader, { method: 'GET', path: '/rest/api/3/issue/ALPHA-24' });
  // Two issues come from OMEGA to ALPHA; one of them was much written to there, one was not. None has a history since.
  let state = wall.site.fork();
  const act = { by: people.outsider, now: wall.site.clock.now() };
  for (let step = 0; step < 130; step += 1)
    state = editIssue(state, issues.omegaPlain.id, { summary: `Step ${step}` }, act);
  for (const id of [issues.omegaPlain.id, issues.omega2.id])
    state = moveIssue(state, id, projects.alpha.id, act.now, people.member);
  wall.site.restore(state);
});
afterAll(() => wall.stop());

const padded = (id: string, chunks: number) => {
  const never = Array.from({ length: chunks * 100 - 1 }, (_, index) => String(900_000 + index)).join(', ');
  const nobody = Array.from({ length: 13 }, (_, index) => `"712020:none-${String(index).padStart(6, '0')}"`).join(', ');
  const jql = `key = ${id} AND (key in (${id}, ${never}) OR assignee in (${nobody}))`;
  const body = { jql, fields: ['created'], expand: 'changelog' };
  return wall.send(reader, { method: 'POST', path: '/rest/api/3/search/jql', body });
};

test('an issue with a long past elsewhere is answered as one with a short one', async () => {
  const [short, long] = [await padded(issues.omega2.id, 20), await padded(issues.omegaPlain.id, 20)];
  expect(short.status).toBe(200);
  expect(long.status).toBe(short.status);
});

test('nor is it told by how long a history may be', async () => {
  const start = wall.site.fork();
  let state = moveIssue(start, issues.omegaPlain.id, projects.omega.id, wall.site.clock.now(), people.member);
  const issue = state.issues.get(issues.omegaPlain.id);
  const [entry] = issue?.history ?? [];
  if (issue === undefined || entry === undefined) throw new Error('the fixture has it');
  const many = Array.from({ length: 6_000 }, (_, at) => ({ ...entry, id: String(at + 1), created: entry.created }));
  state = put(state, 'issues', { ...issue, history: [...many, ...issue.history] });
  wall.site.restore(moveIssue(state, issue.id, projects.alpha.id, wall.site.clock.now(), people.member));
  const key = wall.site.fork().issues.get(issue.id)?.key;
  const paged = await wall.send(reader, { method: 'GET', path: `/rest/api/3/issue/${key}/changelog` });
  expect([paged.status, paged.json.total]).toEqual([200, 0]);
  const whole = await wall.send(reader, { method: 'GET', path: `/rest/api/3/issue/${key}?expand=changelog` });
  expect([whole.status, whole.json.changelog.total]).toEqual([200, 0]);
  wall.site.restore(start);
});

test('with fewer things named, both are served, and show no history', async () => {
  for (const id of [issues.omega2.id, issues.omegaPlain.id]) {
    const { status, json } = await padded(id, 10);
    expect([status, json.issues[0].changelog.total]).toEqual([200, 0]);
  }
});
