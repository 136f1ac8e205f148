/**
 * R8: how many hidden things stand in a page or a queue changes nothing of what is shown of the rest. Bounds that count hidden
 * things count for the caller.
 */
import { putAll } from '../../local/jira/change';
import type { Issue, JiraState } from '../../local/jira/state';
import { type Answer, FIXTURE, openWall, type Wall } from './site';

const { projects, issues, links, desks, queues, boards, sprints, fields } = FIXTURE;

let wall: Wall;
let start: JiraState;
beforeAll(async () => {
  wall = await openWall();
  start = wall.site.fork();
});
afterEach(() => wall.site.restore(start));
afterAll(() => wall.stop());

/** So many further issues of OMEGA. */
function further(count: number): readonly Issue[] {
  const one = start.issues.get(issues.omegaPlain.id);
  if (one === undefined) throw new Error('the fixture has it');
  const created = '2001-01-01T00:00:00.000Z';
  return Array.from({ length: count }, (_, index) => {
    return { ...one, id: String(300_000 + index), key: `OMEGA-${1_000 + index}`, history: [], created };
  });
}

/** ALPHA's issues each get links to such issues. */
function linked(count: number): JiraState {
  const foreign = further(count);
  const typeId = start.links.get(links.toForeign)?.typeId ?? '';
  const made = foreign.map(({ id }, index) => {
    return { id: String(700_000 + index), typeId, inwardIssueId: String(11_026 + (index % 40)), outwardIssueId: id };
  });
  return putAll(putAll(start, 'issues', foreign), 'links', made);
}

const page = (): Promise<Answer> => {
  const body = { jql: 'project = ALPHA ORDER BY key DESC', fields: ['issuelinks'], maxResults: 100 };
  return wall.send(wall.mixed, { method: 'POST', path: '/rest/api/3/search/jql', body });
};

test.each([400, 520])('a page with %d links to foreign issues shows the other links as one without', async (count) => {
  const without = await page();
  expect(JSON.stringify(without.json)).toContain('"key":"BETA-1"');
  wall.site.restore(linked(count));
  expect((await page()).json).toEqual(without.json);
});

test.each([40, 60])('a page with sprints of %d foreign boards shows own sprints as one without', async (count) => {
  const ask = () => {
    const body = { jql: 'project = ALPHA ORDER BY key DESC', fields: [fields.sprint], maxResults: 100 };
    return wall.send(wall.alpha, { method: 'POST', path: '/rest/api/3/search/jql', body });
  };
  const without = await ask();
  expect(JSON.stringify(without.json)).toContain('Alpha Sprint 2');
  const [board, sprint] = [start.boards.get(String(boards.omega)), start.sprints.get(String(sprints.omegaActive))];
  if (board === undefined || sprint === undefined) throw new Error('the fixture has them');
  const each = Array.from({ length: count }, (_, index) => index);
  const foreign = putAll(
    putAll(
      start,
      'boards',
      each.map((index) => ({ ...board, id: 5_000 + index })),
    ),
    'sprints',
    each.map((index) => ({ ...sprint, state: 'closed' as const, id: 6_000 + index, boardId: 5_000 + index })),
  );
  // All of them were once on the newest issue of ALPHA.
  const newest = foreign.issues.get('11070');
  if (newest === undefined) throw new Error('the fixture has it');
  const sprintIds = [...each.map((index) => 6_000 + index), ...newest.sprintIds];
  wall.site.restore(putAll(foreign, 'issues', [{ ...newest, sprintIds }]));
  const whole = await ask();
  expect([whole.status, whole.json]).toEqual([without.status, without.json]);
});

test.each([500, 1_600])('a queue into which %d foreign issues fall shows the others as one without', async (count) => {
  const path = `/rest/servicedeskapi/servicedesk/${desks.alpha}/queue/${queues.alphaWide}/issue?start=0&limit=50`;
  const ask = () => wall.send(wall.alpha, { method: 'GET', path });
  const without = await ask();
  expect(without.status).toBe(200);
  wall.site.restore(putAll(start, 'issues', further(count)));
  const whole = await ask();
  expect([whole.status, whole.json]).toEqual([without.status, without.json]);
});

test.each([20, 40])(
  '%d roles of the site that nobody has in the project hide none that somebody has',
  async (count) => {
    const ask = () => wall.send(wall.alpha, { method: 'GET', path: `/rest/api/3/project/${projects.alpha.id}/role` });
    const without = await ask();
    expect(Object.keys(without.json)).toContain('Administrators');
    const others = Array.from({ length: count }, (_, index) => {
      return { id: String(20_000 + index), name: `Role ${index}`, description: '' };
    });
    wall.site.restore({
      ...start,
      roles: new Map([...others.map((role) => [role.id, role] as const), ...start.roles]),
    });
    const whole = await ask();
    expect([whole.status, whole.json]).toEqual([without.status, without.json]);
  },
);
