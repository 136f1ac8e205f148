/**
 * Queries by relation: `linkedIssues(K)` finds what answers about `K` show as its links, no more and no less, and for
 * what is not inside it is the empty set.
 */
import { asked, idsOf } from './jql-case';
import { expectTwins, FIXTURE, type Key, openWall, type Wall } from './site';

const { missing } = FIXTURE;

let wall: Wall;
beforeAll(async () => {
  wall = await openWall({ now: Date.parse('2026-11-25T12:00:00Z') });
});
beforeEach(() => wall.reset());
afterAll(() => wall.stop());

const KEYS = ['alpha', 'mixed'] as const;
/** Every issue that both keys may read, by its key. */
const inside = async (key: Key): Promise<ReadonlyMap<string, string>> => {
  const answer = await wall.send(key, asked(''));
  return new Map(answer.json.issues.map(({ id, key: name }: { id: string; key: string }) => [name, id]));
};
const found = async (key: Key, jql: string): Promise<readonly string[]> => {
  const answer = await wall.send(key, asked(jql));
  const count = await wall.send(key, asked(jql, 'POST count'));
  expect([answer.status, count.status, count.json.count]).toEqual([200, 200, idsOf(answer).length]);
  return [...idsOf(answer)].sort();
};
type Link = { readonly inwardIssue?: { readonly id: string }; readonly outwardIssue?: { readonly id: string } };

describe.each(KEYS)('C-JQL-10 · with the key "%s"', (name) => {
  test('linkedIssues(K) finds for each K inside what its own answer shows, and NOT all else', async () => {
    const key = wall[name];
    const all = await inside(key);
    const sizes = new Map<string, number>();
    for (const [issue] of all) {
      const answer = await wall.send(key, { method: 'GET', path: `/rest/api/3/issue/${issue}?fields=issuelinks` });
      const links: readonly Link[] = answer.json.fields.issuelinks;
      const shown = links.map((link) => String((link.inwardIssue ?? link.outwardIssue)?.id)).sort();
      expect({ issue, found: await found(key, `issue in linkedIssues(${issue})`) }).toEqual({ issue, found: shown });
      if (shown.length === 0) continue;
      sizes.set(issue, shown.length);
      const others = [...all.values()].filter((id) => !shown.includes(id)).sort();
      for (const jql of [`NOT issue in linkedIssues(${issue})`, `key not in linkedWorkItems("${issue}")`])
        expect({ jql, found: await found(key, jql) }).toEqual({ jql, found: others });
    }
    // The fixture links these to something inside, and others of them to something outside as well.
    const both = [...sizes.keys()];
    expect(both).toEqual(expect.arrayContaining(['ALPHA-1', 'ALPHA-2']));
    expect(both.includes('ALPHA-3') && both.includes('BETA-1')).toBe(name === 'mixed');
  });

  test.each([
    ['foreign', 'OMEGA-1', missing.omegaKey],
    ['foreign, by its id', FIXTURE.issues.omega1.id, missing.issueId],
    ['moved out', 'ALPHA-7', missing.alphaKey],
    ['behind a security level', 'ALPHA-20', missing.alphaKey],
    ['of a project of the other key alone', 'GAMMA-1', missing.omegaKey],
  ])('linkedIssues() of an issue that is %s is as of one that never was', async (_, foreign, never) => {
    const forms = ['issue in linkedIssues(@)', 'NOT issue in linkedIssues(@)', 'key not in (linkedIssues(@), ALPHA-1)'];
    for (const form of forms) {
      const [one] = await expectTwins(
        wall,
        wall[name],
        asked(form.replace('@', foreign)),
        asked(form.replace('@', never)),
      );
      expect(one.status).toBe(200);
      expect(idsOf(one).length > 0).toBe(form !== forms[0]);
    }
  });

  test.each([
    ['a type', 'issue in linkedIssues(ALPHA-1, "blocks")', 'issue in linkedIssues(ALPHA-1, "never")'],
    ['another field', 'parent in linkedIssues(ALPHA-1)', '"Epic Link" in linkedIssues(ALPHA-99999)'],
    ['issueLinkType', 'issueLinkType = "blocks"', 'issueLinkType = "never"'],
    ['linkedIssue', 'linkedIssue = ALPHA-1', 'linkedIssue = ALPHA-99999'],
  ])('a query about links by %s is refused by its shape', async (_, known, never) => {
    const [one, other] = await expectTwins(wall, wall[name], asked(known), asked(never));
    expect([one.status, one.calls, other.calls]).toEqual([400, [], []]);
  });
});
