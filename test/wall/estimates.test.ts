/**
 * R7: an estimate is shown by a board where the issue's own project has the field in which the board keeps it. An issue that came
 * from elsewhere keeps a value of a field that its project does not have; no answer shows it, whatever other project of the key
 * has that field.
 */
import { editIssue, moveIssue, put } from '../../local/jira/change';
import { FIXTURE, type Key, openWall, READING, type Wall } from './site';

const { projects, fields, issues, people, boards } = FIXTURE;
const came = issues.omegaPlain.id;

let wall: Wall;
let both: Key;
let alone: Key;
beforeAll(async () => {
  wall = await openWall();
  const state = wall.site.fork();
  const act = { by: people.outsider, now: wall.site.clock.now() };
  const beta = state.projects.get(projects.beta.id);
  if (beta === undefined) throw new Error('the fixture has it');
  const customFieldIds = beta.customFieldIds.filter((id) => id !== fields.points);
  const lists = put(state, 'projects', { ...beta, customFieldIds });
  const estimated = editIssue(lists, came, { custom: { [fields.points]: 13 } }, act);
  wall.site.restore(moveIssue(estimated, came, projects.beta.id, act.now, people.member));
  wall.site.clock.advance(16 * 60_000);
  const [alpha, grant] = [projects.alpha.id, projects.beta.id].map((projectId) => ({
    projectId,
    permissions: READING,
  }));
  if (alpha === undefined || grant === undefined) throw new Error('there are two');
  both = await wall.issue([alpha, grant]);
  alone = await wall.issue([grant]);
});
afterAll(() => wall.stop());

const estimate = (key: Key, issue: string, board: number) =>
  wall.send(key, { method: 'GET', path: `/rest/agile/1.0/issue/${issue}/estimation?boardId=${board}` });

test('the issue itself does not show the value', async () => {
  const { json } = await wall.send(both, { method: 'GET', path: `/rest/api/3/issue/${came}?fields=${fields.points}` });
  expect(json.fields).toEqual({});
});

test.each([boards.alpha, boards.beta])('nor does the estimate on board %d', async (board) => {
  const { json } = await estimate(both, came, board);
  expect(json.value).toBeUndefined();
});

test('a key of its project alone hears that there is none', async () => {
  expect((await estimate(alone, came, boards.beta)).status).toBe(404);
});

test('the estimate of an issue whose project has the field is shown', async () => {
  const { status, json } = await estimate(both, issues.everyField.id, boards.alpha);
  expect([status, json]).toEqual([200, { fieldId: fields.points, value: '5' }]);
});
