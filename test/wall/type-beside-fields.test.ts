/** R9: where a grant names the fields that may be written, the type of an issue that is there is one of them. */
import { FIXTURE, type Key, openWall, type Wall } from './site';

const { projects, issues } = FIXTURE;
const TASK = '10102';

let wall: Wall;
let key: Key;
beforeAll(async () => {
  wall = await openWall();
  const permissions = ['issue:read', 'issue:edit', 'issue:create'];
  key = await wall.issue([{ projectId: projects.alpha.id, permissions, conditions: { fields: ['summary'] } }]);
});
afterEach(() => wall.reset());
afterAll(() => wall.stop());

const edit = (body: object) => wall.send(key, { method: 'PUT', path: `/rest/api/3/issue/${issues.plain.id}`, body });

test.each([
  ['a value', { fields: { issuetype: { id: TASK } } }],
  ['a verb', { update: { issuetype: [{ set: { id: TASK } }] } }],
])('a key that may write the summary alone does not change the type, by %s', async (_, body) => {
  const before = wall.site.fork().issues.get(issues.plain.id)?.typeId;
  const { status, json } = await edit(body);
  expect(wall.site.fork().issues.get(issues.plain.id)?.typeId).toBe(before);
  expect([status, json?.rule, json?.condition]).toEqual([403, 'condition_unmet', 'fields']);
});

test('it writes the summary, and makes an issue of a type', async () => {
  expect((await edit({ fields: { summary: 'New words' } })).status).toBe(204);
  const fields = { project: { key: 'ALPHA' }, issuetype: { id: TASK }, summary: 'New' };
  expect((await wall.send(key, { method: 'POST', path: '/rest/api/3/issue', body: { fields } })).status).toBe(201);
});
