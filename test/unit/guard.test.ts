/** The guard alone: it trips on answers that nobody filtered, and lets pass what is inside. */

import { evidence, guard, type Inside } from '../../src/gateway/guard';
import fc from '../seeded-fast-check';
import { BASE_URL, FOREIGN, OWN } from './gateway-world';
import { PLANTED } from './planted-answers';

const PROJECTS = new Set([OWN]);
/** What the guard says of an answer that is shown as it came. */
const tripOn = (answer: unknown) =>
  guard(moved(answer), { ...evidence([answer], PROJECTS, BASE_URL), typedFields: new Set(['customfield_10050']) });
/** An answer with its addresses as the filter writes them and without an empty level, so that only the plant can trip. */
const moved = (answer: unknown): unknown =>
  JSON.parse(
    JSON.stringify(answer).replaceAll('https://site.example/', `${BASE_URL}/`).replaceAll(',"security":null', ''),
  );

/** Plants in the positions that the guard looks at. The others are the filter's alone. */
const SEEN: Readonly<Record<string, 'issue' | 'project' | 'address'>> = {
  'a foreign issue at the end of a link': 'issue',
  'a foreign parent': 'issue',
  'a foreign subtask': 'issue',
  'a comment of another issue': 'address',
  'a row of a foreign project in a search': 'issue',
  'a row with a security level in a search': 'issue',
  // Its key comes first, and is nobody's.
  'a foreign project': 'issue',
  'the project of a status that belongs to one project': 'project',
  'addresses that lead elsewhere': 'address',
};

test('every plant that the guard is said to see is one', () => {
  const names = PLANTED.map(({ what }) => what);
  expect(Object.keys(SEEN).filter((what) => !names.includes(what))).toEqual([]);
});

test.each(PLANTED.filter(({ what }) => what in SEEN))('$what: trips, and the own one does not', (planted) => {
  expect(tripOn(planted.answer)?.why).toBe(SEEN[planted.what]);
  expect(tripOn(planted.own)).toBeUndefined();
});

describe('evidence', () => {
  const bean = (projectId: string, more: object = {}) => ({
    id: '1',
    key: 'ALPHA-1',
    fields: { project: { id: projectId, key: 'ALPHA' }, security: null, ...more },
  });
  test.each([
    ['of a granted project', bean(OWN), true],
    ['without a word of security levels', bean(OWN, { security: undefined }), false],
    ['with a security level', bean(OWN, { security: { id: '10540' } }), false],
    ['of a foreign project', bean(FOREIGN), false],
    ['without a project', { id: '1', key: 'ALPHA-1', fields: {} }, false],
  ])('of a bean %s', (_, answer, counts) => {
    const found = evidence([answer], PROJECTS, BASE_URL);
    expect([found.issueIds.has('1'), found.issueKeys.has('ALPHA-1'), found.projectKeys.has('ALPHA')]).toEqual([
      counts,
      counts,
      counts,
    ]);
  });
});

describe('with nothing known to be inside', () => {
  const nothing: Inside = {
    projectIds: PROJECTS,
    issueIds: new Set(['7']),
    issueKeys: new Set(),
    projectKeys: new Set(),
    typedFields: new Set(),
    boardIds: new Set(),
    deskIds: new Set(),
    baseUrl: BASE_URL,
  };
  test.each([
    [{ key: 'OMEGA-1' }, 'issue'],
    [[{ values: [{ to: { key: 'OMEGA-1' } }] }], 'issue'],
    [{ neverSeen: 'Words' }, 'member'],
    [{ parent: { id: '8' } }, 'issue'],
    [{ project: 'OMEGA' }, 'project'],
    [{ customfield_10999: 'omega-1' }, 'issue'],
    [{ id: '7', self: `${BASE_URL}/rest/api/3/issue/7/statuses` }, 'address'],
    [{ body: 'Words' }, 'issue'],
    [{ description: { type: 'doc', content: [{ type: 'inlineCard', attrs: { data: {} } }] } }, 'member'],
    [{ projectId: FOREIGN }, 'project'],
    [{ projectId: Number(FOREIGN) }, 'project'],
    [{ project: { id: FOREIGN } }, 'project'],
    [{ self: 'https://site.example/rest/api/3/issue/7' }, 'address'],
    [{ self: `${BASE_URL}.evil.example/rest/api/3/issue/7` }, 'address'],
    [{ self: `${BASE_URL}/rest/api/3/issue/8/comment/1` }, 'address'],
    [{ self: `${BASE_URL}/rest/api/3/project/${FOREIGN}` }, 'address'],
    [{ nextPage: 'https://site.example/rest/api/3/project/search?startAt=1' }, 'address'],
  ])('%j trips as %s', (answer, why) => expect(guard(answer, nothing)?.why).toBe(why));

  test.each([
    [{ key: 'customfield_10050' }],
    [{ projectId: OWN }],
    [{ project: { id: OWN } }],
    [{ id: '1', self: `${BASE_URL}/rest/api/3/issue/7/comment/1`, body: 'OMEGA-1' }],
    [{ id: OWN, self: `${BASE_URL}/rest/api/3/project/${OWN}` }],
    [{ id: '7', self: `${BASE_URL}/rest/api/3/issue/7` }],
    [{ parent: { id: '7' } }],
    [
      {
        description: { type: 'doc', content: [{ type: 'inlineCard', attrs: { url: 'https://site.example/OMEGA-1' } }] },
      },
    ],
    [{ summary: 'as in OMEGA-1, see https://site.example/browse/OMEGA-1' }],
  ])('%j passes', (answer) => expect(guard(answer, nothing)).toBeUndefined());

  test('a trip names the place by its members, and nothing of what stood there', () => {
    expect(guard({ issues: [{ id: '7' }, { id: '7', fields: { parent: { key: 'OMEGA-1' } } }] }, nothing)).toEqual({
      at: 'answer.issues[1].fields.parent',
      why: 'issue',
    });
  });

  test('no depth or form hides a foreign key', () => {
    const around = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 6 },
        fc.constant<unknown>({ key: 'OMEGA-1' }),
        fc.tuple(fc.jsonValue({ maxDepth: 1 }), tie('tree')).map(([other, tree]) => [other, tree]),
        fc
          .tuple(fc.constantFrom('a', 'fields', 'issues', 'parent'), tie('tree'))
          .map(([name, tree]) => ({ [name]: tree })),
      ),
    })).tree;
    fc.assert(
      fc.property(around, (answer) => {
        expect(guard(answer, nothing)).toBeDefined();
      }),
      { numRuns: 500 },
    );
  });
});
