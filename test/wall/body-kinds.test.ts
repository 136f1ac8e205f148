/**
 * C-BODY-11 and C-BODY-12: each operation has its own shape of body, and takes nothing of another kind: no bare
 * text, no list for an object, no null for a thing that must be named.
 */
import { VERSIONS } from './issue-operations';
import { EDIT, WITH_BODY } from './odd-bodies';
import { FIXTURE, openWall, type Wall } from './site';
import { bearer, expectFixed, expectOneRefusal, JSON_TYPE, type Wire, wire } from './wire';

const { issues, missing } = FIXTURE;
/** Own, foreign, invented. */
const ISSUES = [issues.alpha1.key, issues.omega1.key, missing.issueKey];

let wall: Wall;
beforeAll(async () => {
  wall = await openWall();
});
afterAll(() => wall.stop());
afterEach(() => wall.reset());

const posting = (path: string, body: string): Wire => ({
  method: 'POST',
  path,
  body,
  headers: [bearer(wall.alpha), JSON_TYPE],
});
const overWire = (request: Wire) => wire(wall, wall.alpha, request);

describe('bodies of the wrong kind', () => {
  test.each(WITH_BODY)('C-BODY-12 · %s %s takes an object and nothing else', async (method, path, body, status) => {
    for (const text of [
      '"ALPHA-1"',
      '"OMEGA-1"',
      'null',
      '[]',
      `[${JSON.stringify(body)}]`,
      '1',
      'true',
      '""',
      '',
      ' ',
    ]) {
      const answer = await overWire({ ...posting(path, text), method });
      expect([text, answer.status, answer.calls]).toEqual([text, 400, []]);
    }
    await expectOneRefusal(
      wall,
      ['"ALPHA-1"', '"OMEGA-1"', '"NOPES-1"'].map((text) => ({ ...posting(path, text), method })),
      400,
      overWire,
    );
    expect((await wall.send(wall.alpha, { method, path, body })).status).toBe(status);
  });

  test.each(VERSIONS)('C-BODY-12 · watchers, whose body is a bare string, are not offered · v%s', (version) =>
    expectFixed(
      wall,
      wall.alpha,
      ISSUES.map((issue) => ({
        method: 'POST',
        path: `/rest/api/${version}/issue/${issue}/watchers`,
        body: `"${FIXTURE.people.member}"`,
        headers: { 'content-type': 'application/json' },
      })),
      403,
    ),
  );

  const LINK = '/rest/api/3/issueLink';
  const WRONG: readonly (readonly [method: string, path: string, body: string])[] = [
    ...['null', '""', '[]', '{}', '1', '{"id":1.5}', '{"id":["21"]}', '{"id":null}', '{"name":"Done"}'].map(
      (value) => ['POST', `${EDIT}/transitions`, `{"transition":${value}}`] as const,
    ),
    ...[
      '{}',
      '{"accountId":1}',
      '{"accountId":[]}',
      '{"accountId":{}}',
      '{"accountId":""}',
      '{"name":"member"}',
      '{"key":"member"}',
    ].map((value) => ['PUT', `${EDIT}/assignee`, value] as const),
    ...['{"body":null}', '{}', '{"body":[]}', '{"body":{}}', '{"body":1}', '{"body":"text"}', '{"Body":"x"}'].map(
      (value) => ['POST', `${EDIT}/comment`, value] as const,
    ),
    ...[
      'null',
      '""',
      '[]',
      '{}',
      '"ALPHA-25"',
      '{"key":""}',
      '{"key":["ALPHA-25"]}',
      '{"id":"11025","key":"OMEGA-1"}',
    ].map(
      (value) =>
        ['POST', LINK, `{"type":{"name":"Blocks"},"inwardIssue":{"key":"ALPHA-24"},"outwardIssue":${value}}`] as const,
    ),
    ...['null', '{}', '[]', '1'].map(
      (value) => ['POST', '/rest/api/3/search/jql', `{"jql":["project = OMEGA"],"fields":${value}}`] as const,
    ),
    ...['1', '[]', '{}', 'true'].map(
      (value) => ['POST', '/rest/api/3/search/approximate-count', `{"jql":${value}}`] as const,
    ),
    ...[
      '{"update":[]}',
      '{"fields":[]}',
      '{"fields":"x"}',
      '{"update":{"labels":{"add":"a"}}}',
      '{"update":{"labels":[{"add":"a","set":"b"}]}}',
      '{"update":{"labels":["a"]}}',
      '{"update":{"labels":[{}]}}',
      '{"update":{"labels":[null]}}',
    ].map((value) => ['PUT', EDIT, value] as const),
  ];
  test.each(WRONG)('C-BODY-11 · %s %s refuses %s', async (method, path, text) => {
    await expectOneRefusal(wall, [{ ...posting(path, text), method }], 400, overWire);
  });
});
