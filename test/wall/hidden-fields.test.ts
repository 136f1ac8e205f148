/**
 * What is hidden from a key is told by no other door: lists of what stands below epics and sprints, backlogs, statuses of
 * requests, and estimates in a field that the key does not see. And what a key may read in one project it reads in that one.
 */
import { put } from '../../local/jira/change';
import { expectTwins, FIXTURE, type Key, openWall, type Sent, type Wall, work } from './site';

const { boards, sprints, issues, projects, fields, missing } = FIXTURE;
const A = '/rest/agile/1.0';
const S = '/rest/software/1.0';
const D = '/rest/servicedeskapi';
const PERMISSIONS = ['issue:read', 'issue:edit', 'board:read', 'sprint:read', 'request:read'];

let wall: Wall;
beforeAll(async () => {
  wall = await openWall();
});
afterEach(() => {
  wall.site.jira.faults.length = 0;
  wall.reset();
});
afterAll(() => wall.stop());

const get = (path: string): Sent => ({ method: 'GET', path });
const keyWithout = (...hiddenFields: readonly string[]): Promise<Key> =>
  wall.issue([{ projectId: projects.alpha.id, permissions: PERMISSIONS }], { hiddenFields });

const inEpic = (epic: { readonly id: string; readonly key: string }) => [
  `${A}/epic/${epic.key}/issue`,
  `${S}/epic/${epic.id}/issue`,
  `${A}/board/${boards.alpha}/epic/${epic.id}/issue`,
  `${S}/board/${boards.alpha}/epic/${epic.id}/issue`,
];
const inSprint = (sprint: number) => [
  `${A}/sprint/${sprint}/issue`,
  `${S}/sprint/${sprint}/issue`,
  `${A}/board/${boards.alpha}/sprint/${sprint}/issue`,
  `${S}/board/${boards.alpha}/sprint/${sprint}/issue`,
];
const backlog = [
  `${A}/board/${boards.alpha}/backlog`,
  `${S}/board/${boards.alpha}/backlog`,
  `${S}/board/${boards.alpha}/backlog/approximate-count`,
];

describe('a list is not found by a field that is hidden', () => {
  test.each([
    ['the parent', 'parent', inEpic(issues.epic)],
    ['the link to an epic', fields.epicLink, inEpic(issues.epic)],
    ['the sprint', fields.sprint, [...inSprint(sprints.alphaActive), ...backlog]],
    ['a field that no list has', missing.fieldId, [...inSprint(sprints.alphaActive), ...backlog]],
    ['the status', 'status', [...backlog, `${D}/request/${issues.alpha1.key}/status`]],
  ])('by %s', async (_, hidden, paths) => {
    const [blind, other] = [await keyWithout(hidden), await keyWithout('labels')];
    for (const path of paths) {
      const refused = await wall.send(blind, get(path));
      expect([path, refused.status, refused.json.rule]).toEqual([path, 403, 'condition_unmet']);
      expect((await wall.send(other, get(path))).status).toBe(200);
    }
  });

  test('whatever the call names, it is refused alike', async () => {
    const blind = await keyWithout('parent', fields.sprint);
    await wall.send(blind, get(`/rest/api/3/issue/${issues.plain.key}`));
    for (const [index, path] of inEpic(issues.omegaEpic).entries()) {
      const never = inEpic({ id: missing.issueId, key: missing.issueKey })[index] ?? '';
      await expectTwins(wall, blind, get(path), get(never));
    }
    for (const [index, path] of inSprint(sprints.omegaActive).entries())
      await expectTwins(wall, blind, get(path), get(inSprint(missing.sprintId)[index] ?? ''));
  });
});

test('a request does not tell when it was made where that is hidden', async () => {
  const path = `${D}/request/${issues.alpha1.key}`;
  const { json } = await wall.send(await keyWithout('created'), get(path));
  expect(json.issueKey).toBe(issues.alpha1.key);
  expect(json).not.toHaveProperty('createdDate');
  expect((await wall.send(await keyWithout('labels'), get(path))).json.createdDate).toBeDefined();
});

describe('an estimate', () => {
  const estimate = (issue: string, boardId: number): Sent => ({
    method: 'PUT',
    path: `${A}/issue/${issue}/estimation?boardId=${boardId}`,
    body: { value: 7 },
  });
  const own = estimate(issues.everyField.key, boards.alpha);

  test('is not written into a field that the key does not see', async () => {
    const before = wall.site.fork();
    const refused = await wall.send(await keyWithout(fields.points), own);
    expect([refused.status, refused.json.rule]).toEqual([403, 'condition_unmet']);
    expect(refused.calls.every(({ method }) => method === 'GET')).toBe(true);
    expect(wall.site.fork().issues).toBe(before.issues);
    const written = await wall.send(await keyWithout('labels'), own);
    expect([written.status, written.json]).toEqual([200, { fieldId: fields.points, value: '7' }]);
  });

  test.each([fields.omegaOnly, fields.unknown, 'workratio', undefined])(
    'is not written into one that the project does not offer · %s',
    async (fieldId) => {
      const config = { id: boards.alpha, name: 'x', type: 'scrum', estimation: { type: 'field', field: { fieldId } } };
      const headers = { 'content-type': 'application/json' };
      const fault = { kind: 'status', status: 200, headers, body: JSON.stringify(config) } as const;
      wall.site.jira.faults.push({ operationId: 'getConfiguration', times: 1, fault });
      const refused = await wall.send(wall.alpha, own);
      expect([refused.status, refused.json.rule]).toEqual([400, 'value_unavailable']);
      expect(refused.calls.every(({ method }) => method === 'GET')).toBe(true);
      expect((await wall.send(wall.alpha, own)).status).toBe(200);
    },
  );

  test('on a foreign board is as on one that never was, also for a key that does not see the field', async () => {
    const blind = await keyWithout(fields.points);
    await wall.send(blind, get(`/rest/api/3/issue/${issues.plain.key}`));
    for (const key of [blind, wall.alpha]) {
      const [foreign] = await expectTwins(
        wall,
        key,
        estimate(issues.plain.key, boards.omega),
        estimate(issues.plain.key, missing.boardId),
      );
      expect(foreign.status).toBe(404);
      expect(work(foreign)).toContain('GET getConfiguration');
      await expectTwins(wall, key, estimate(issues.omega1.key, boards.alpha), estimate(missing.issueKey, boards.alpha));
    }
  });
});

test('projects on a board are those in which the key may read projects and what is in them', async () => {
  const state = wall.site.fork();
  const board = state.boards.get(String(boards.alphaMixed));
  if (board === undefined) throw new Error('the fixture has it');
  wall.site.restore(put(state, 'boards', { ...board, jql: 'project in (ALPHA, BETA, OMEGA)' }));
  const withRights = (permissions: readonly string[]) =>
    wall.issue([
      { projectId: projects.alpha.id, permissions: ['board:read', 'project:read'] },
      { projectId: projects.beta.id, permissions },
    ]);
  const shown = async (permissions: readonly string[]) => {
    const { json } = await wall.send(await withRights(permissions), get(`${A}/board/${boards.alphaMixed}/project`));
    return [json.values.map(({ id }: { id: string }) => id), json.total];
  };
  for (const other of ['version:read', 'issue:read']) expect(await shown([other])).toEqual([[projects.alpha.id], 1]);
  expect(await shown(['issue:read', 'project:read'])).toEqual([[projects.alpha.id, projects.beta.id], 2]);
});
