/**
 * C-JQL-09: `parentEpic` finds what is below an epic on every level. Where the issue in between is not there for the key, an
 * answer shows no parent, and the query must not find one.
 */
import { editIssue } from '../../local/jira/change';
import { FIXTURE, type Key, openWall, type Wall } from './site';

const { projects, issues, people } = FIXTURE;
const EPIC = '10100';
const SUBTASK = '10104';

let wall: Wall;
beforeAll(async () => {
  wall = await openWall();
});
afterEach(() => wall.reset());
afterAll(() => wall.stop());

const find = async (key: Key, jql: string): Promise<unknown> => {
  const sent = { method: 'POST', path: '/rest/api/3/search/jql', body: { jql, fields: ['parent'] } };
  const { json } = await wall.send(key, sent);
  return json?.issues?.map((issue: { key: string; fields: object }) => [issue.key, issue.fields]) ?? json?.rule;
};

const subtask = async (parent: string): Promise<string> => {
  const fields = { project: { key: 'ALPHA' }, issuetype: { id: SUBTASK }, parent: { key: parent }, summary: 'Below' };
  return (await wall.send(wall.alpha, { method: 'POST', path: '/rest/api/3/issue', body: { fields } })).json.key;
};

test('a sub-task of an issue that its grant leaves out is not found by the epic above that', async () => {
  const key = await wall.issue([
    { projectId: projects.alpha.id, permissions: ['issue:read'], conditions: { issueTypes: [EPIC, SUBTASK] } },
  ]);
  // ALPHA-6 is a story below the epic ALPHA-5.
  const below = await subtask(issues.childOfEpic.key);
  expect(await find(key, `key = ${below}`)).toEqual([[below, {}]]);
  expect(await find(key, `parentEpic = ${issues.epic.key}`)).toBe('jql_not_offered');
});

test('nor one of a foreign issue', async () => {
  const act = { by: people.member, now: wall.site.clock.now() };
  const { subtaskOfForeign, omegaChildOfAlphaEpic } = issues;
  wall.site.restore(editIssue(wall.site.fork(), subtaskOfForeign.id, { parentId: omegaChildOfAlphaEpic.id }, act));
  expect(await find(wall.reader, `parentEpic = ${issues.epic.key}`)).toBe('jql_not_offered');
});

test('what is directly below an epic is found', async () => {
  expect(JSON.stringify(await find(wall.reader, `parent = ${issues.epic.key}`))).toContain(issues.childOfEpic.key);
});
