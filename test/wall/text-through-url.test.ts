/**
 * C-JQL-24: a text search in a field for addresses looks into no other field. In the language of text searches a colon names
 * the field to look in, so that `cf[10059] ~ "comment:word"` reads restricted comments word by word.
 */
import { FIXTURE, type Key, openWall, type Wall } from './site';

const { projects, issues, fields } = FIXTURE;
const LINK = `cf[${fields.link.slice('customfield_'.length)}]`;

let wall: Wall;
let reader: Key;
let hiding: Key;
beforeAll(async () => {
  wall = await openWall();
  const grant = [{ projectId: projects.alpha.id, permissions: ['issue:read'] }];
  reader = await wall.issue(grant);
  hiding = await wall.issue(grant, { hiddenFields: ['summary'] });
});
afterAll(() => wall.stop());

const find = async (key: Key, jql: string): Promise<unknown> => {
  const sent = { method: 'POST', path: '/rest/api/3/search/jql', body: { jql, fields: ['created'] } };
  const { json } = await wall.send(key, sent);
  return json?.issues?.map((issue: { key: string }) => issue.key) ?? json?.rule;
};
const count = async (jql: string): Promise<unknown> =>
  (await wall.send(reader, { method: 'POST', path: '/rest/api/3/search/approximate-count', body: { jql } })).json;

// "Only administrators may read this." stands in a comment on ALPHA-2 that is restricted to a role.
test.each(['~', '!~'])('%s of a field for addresses does not look into restricted comments', async (operator) => {
  const [there, never] = ['comment:administrators', 'comment:wombats'].map((text) => `${LINK} ${operator} "${text}"`);
  expect(await find(reader, there ?? '')).toEqual(await find(reader, never ?? ''));
  expect(await count(there ?? '')).toEqual(await count(never ?? ''));
});

test('nor into a field that is hidden from the key', async () => {
  expect(await find(hiding, 'summary ~ "Payment"')).toBe('jql_not_offered');
  expect(await find(hiding, `${LINK} ~ "summary:Payment"`)).toEqual([]);
});

test('a search by address is served', async () => {
  expect(await find(reader, `${LINK} ~ "design"`)).toEqual([issues.everyField.key]);
  expect(await find(reader, `${LINK} = "https://design.example.com/alpha"`)).toEqual([issues.everyField.key]);
});
