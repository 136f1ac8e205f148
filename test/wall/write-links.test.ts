/**
 * Links: each end must be inside and linkable, in whatever body it stands, and a comment beside a link needs its own
 * right. What is refused leaves no trace, and its sibling is in the state.
 */
import { EVERYTHING, FIXTURE, type Key, openWall, type Sent, type Wall } from './site';
import {
  BLOCKS,
  expectRefusedAlike,
  expectShapeRefused,
  expectWritten,
  ISSUES,
  link,
  TEXT,
  transition,
  update,
  writesOf,
} from './write-case';

const { issues, links, missing } = FIXTURE;

let wall: Wall;
/** ALPHA with every permission but one. */
let without: Readonly<Record<'comment:create' | 'issue:link', Key>>;
beforeAll(async () => {
  // The clock stands still, so that no list of names grows old between two twins.
  wall = await openWall({ now: Date.parse('2026-11-25T12:00:00Z') });
  const but = async (permission: string) => {
    const key = await wall.issue([
      { projectId: '10001', permissions: EVERYTHING.filter((each) => each !== permission) },
    ]);
    await wall.send(key, { method: 'GET', path: `${ISSUES}/ALPHA-24` });
    return key;
  };
  without = { 'comment:create': await but('comment:create'), 'issue:link': await but('issue:link') };
});
beforeEach(() => wall.reset());
afterAll(() => wall.stop());

const state = () => wall.site.jira.state();

const unlink = (id: string): Sent => ({ method: 'DELETE', path: `/rest/api/3/issueLink/${id}` });

describe('links between issues', () => {
  const own = { key: issues.alpha3.key };
  const ends: readonly (readonly [string, (other: object) => object])[] = [
    ['inward', (other) => ({ inwardIssue: other, outwardIssue: own })],
    ['outward', (other) => ({ inwardIssue: own, outwardIssue: other })],
    ['both', (other) => ({ inwardIssue: other, outwardIssue: other })],
  ];
  const others = [
    ['key', { key: issues.omega1.key }, { key: missing.omegaKey }],
    ['id', { id: issues.omega1.id }, { id: missing.issueId }],
    ['key of one that moved away', { key: 'ALPHA-7' }, { key: missing.alphaKey }],
    ['former key of one that came in', { key: 'OMEGA-3' }, { key: missing.omegaKey }],
  ] as const;

  test.each(ends.flatMap(([end, body]) => others.map(([how, foreign, never]) => ({ end, how, body, foreign, never }))))(
    'C-WRITE-06 · a foreign end is as good as none · $end by $how',
    async ({ body, foreign, never }) => {
      await expectRefusedAlike(wall, wall.alpha, link(body(foreign)), link(body(never)), 404);
    },
  );

  test.each(ends)('C-WRITE-06 · an end has one name · %s', async (_, body) => {
    const id = issues.alpha1.id;
    const forms = [
      { id, key: 'ALPHA-1' },
      { id, key: 'OMEGA-1' },
      { id: issues.omega1.id, key: 'ALPHA-1' },
    ];
    await expectShapeRefused(
      wall,
      wall.alpha,
      forms.map((form) => link(body(form))),
      400,
    );
    await expectShapeRefused(
      wall,
      wall.alpha,
      ['ALPHA-1', 'OMEGA-1'].map((form) => link(body([form]))),
      400,
    );
  });

  test('C-WRITE-06 · own ends go as ids', async () => {
    const answer = await expectWritten(
      wall,
      wall.alpha,
      link({ inwardIssue: { key: 'alpha-24' }, outwardIssue: own }),
      {
        status: 201,
        path: '/rest/api/3/issueLink',
        body: { ...BLOCKS, inwardIssue: { id: issues.plain.id }, outwardIssue: { id: issues.alpha3.id } },
      },
    );
    expect(answer.text).toBe('');
    expect([...state().links.values()].at(-1)).toMatchObject({ inwardIssueId: '11024', outwardIssueId: '11003' });
  });

  test('C-WRITE-06 · both ends must be linkable: a project that is granted for reading is not', async () => {
    for (const body of [
      { inwardIssue: own, outwardIssue: { key: 'BETA-1' } },
      { inwardIssue: { key: 'BETA-1' }, outwardIssue: own },
    ]) {
      const answer = await wall.send(wall.mixed, link(body));
      expect({ status: answer.status, missing: answer.json.missing }).toEqual({ status: 403, missing: ['issue:link'] });
      expect(writesOf(answer)).toEqual([]);
    }
    const inUpdate = { add: { ...BLOCKS, outwardIssue: { key: 'BETA-1' } } };
    const answer = await wall.send(wall.mixed, update('issuelinks', inUpdate));
    expect(answer.status).toBe(403);
    expect(writesOf(answer)).toEqual([]);
  });

  const places: readonly (readonly [string, number, (added: object) => Sent])[] = [
    [
      'create',
      201,
      (added) => ({
        method: 'POST',
        path: ISSUES,
        body: {
          fields: { project: { id: '10001' }, issuetype: { id: '10102' }, summary: 'New' },
          update: { issuelinks: [{ add: added }] },
        },
      }),
    ],
    ['edit', 204, (added) => update('issuelinks', { add: added })],
    ['transition', 204, (added) => transition(issues.plain.key, { update: { issuelinks: [{ add: added }] } })],
  ];
  test.each(places)('C-WRITE-05 · a link inside the body of a %s', async (_, status, request) => {
    for (const end of ['inwardIssue', 'outwardIssue']) {
      for (const [, foreign, never] of others) {
        const by = (issue: object) => request({ ...BLOCKS, [end]: issue });
        await expectRefusedAlike(wall, wall.alpha, by(foreign), by(never), 404);
      }
      const mixed = (issue: object) => request({ ...BLOCKS, outwardIssue: own, inwardIssue: issue });
      await expectRefusedAlike(wall, wall.alpha, mixed({ key: 'OMEGA-1' }), mixed({ key: 'OMEGA-99999' }), 404);
    }
    const added = { ...BLOCKS, outwardIssue: { key: 'alpha-3' } };
    await expectShapeRefused(
      wall,
      without['issue:link'],
      [request(added), request({ ...BLOCKS, outwardIssue: { key: 'OMEGA-1' } })],
      403,
    );
    const answer = await expectWritten(wall, wall.alpha, request(added), { status });
    expect(writesOf(answer)[0]?.body).toMatchObject({
      update: { issuelinks: [{ add: { outwardIssue: { id: '11003' } } }] },
    });
    expect([...state().links.values()].at(-1)).toMatchObject({ outwardIssueId: issues.alpha3.id });
  });

  test('C-WRITE-07 · a comment beside a link needs its own right, also when the link exists already', async () => {
    const body = { inwardIssue: { key: 'ALPHA-1' }, outwardIssue: { key: 'ALPHA-2' }, comment: { body: TEXT } };
    const before = state().comments.size;
    await expectShapeRefused(
      wall,
      without['comment:create'],
      [link(body), link({ ...body, outwardIssue: { key: 'OMEGA-1' } })],
      403,
    );
    for (const member of [
      { visibility: { type: 'role', value: 'Administrators' } },
      { properties: [] },
      { jsdPublic: false },
    ]) {
      await expectShapeRefused(wall, wall.alpha, [link({ ...body, comment: { ...body.comment, ...member } })], 400);
    }
    expect(state().comments.size).toBe(before);
    await expectWritten(wall, wall.alpha, link(body), { status: 201 });
    expect([...state().comments.values()].at(-1)).toMatchObject({ issueId: issues.alpha2.id, visibility: null });
  });

  test.each([
    ['foreign', links.foreign],
    ['to a foreign issue', links.toForeign],
    ['from a foreign issue', links.fromForeign],
    ['to one that moved away', '41050'],
  ])('C-WRITE-08 · deleting a link with a foreign end is as deleting none · %s', async (_, id) => {
    await expectRefusedAlike(wall, wall.alpha, unlink(id), unlink(missing.linkId), 404);
  });

  test('C-WRITE-08 · a link inside is deleted, one to a project for reading is not', async () => {
    const answer = await wall.send(wall.mixed, unlink(links.toBeta));
    expect({ status: answer.status, writes: writesOf(answer) }).toEqual({ status: 403, writes: [] });
    await expectRefusedAlike(wall, wall.alpha, unlink(links.toBeta), unlink(missing.linkId), 404);
    await expectWritten(wall, wall.alpha, unlink(links.within), {
      status: 204,
      path: `/rest/api/3/issueLink/${links.within}`,
    });
    expect(state().links.has(links.within)).toBe(false);
  });
});
