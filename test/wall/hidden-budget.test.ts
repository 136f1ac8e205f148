/**
 * The calls that one request may cause tell nothing of what answers hide. A reader fills the sixty up with issues and
 * people that never were, so that one look-up more, for something that the answer then hides, ends the request.
 */
import { FIXTURE, type Key, openWall, READING, type Wall } from './site';

const { projects, issues, fields, people } = FIXTURE;

let wall: Wall;
let reader: Key;
beforeAll(async () => {
  wall = await openWall();
  reader = await wall.issue([
    { projectId: projects.alpha.id, permissions: READING },
    { projectId: projects.beta.id, permissions: READING },
  ]);
  await wall.send(reader, { method: 'GET', path: '/rest/api/3/issue/ALPHA-24' });
});
afterAll(() => wall.stop());

/** One search for one issue that makes 39 look-ups of 13 people, `chunks` of issues, and itself. */
const padded = (id: string, field: string, chunks: number) => {
  const never = Array.from({ length: chunks * 100 - 1 }, (_, index) => String(900_000 + index)).join(', ');
  const nobody = Array.from({ length: 13 }, (_, index) => `"712020:none-${String(index).padStart(6, '0')}"`).join(', ');
  const jql = `key = ${id} AND (key in (${id}, ${never}) OR assignee in (${nobody}))`;
  return wall.send(reader, { method: 'POST', path: '/rest/api/3/search/jql', body: { jql, fields: [field] } });
};

const HIDDEN = [
  ['a foreign sprint', issues.inForeignSprint.id, fields.sprint],
  ['a foreign parent', issues.childOfForeignEpic.id, 'parent'],
  ['a link to a foreign issue', issues.plainToo.id, 'issuelinks'],
  ['a foreign epic', issues.epicLinkToForeign.id, fields.epicLink],
] as const;

test.each(HIDDEN)('an issue with %s is answered as one without', async (_, id, field) => {
  const [without, withHidden] = [await padded(issues.plain.id, field, 20), await padded(id, field, 20)];
  expect(without.status).toBe(200);
  expect(withHidden.status).toBe(without.status);
});

/** What an administrator of ALPHA is told of the calls that a key made for one issue. */
async function told(id: string, field: string): Promise<readonly object[]> {
  const key = await wall.issue([{ projectId: projects.alpha.id, permissions: READING }]);
  const { status } = await wall.send(key, { method: 'GET', path: `/rest/api/3/issue/${id}?fields=${field}` });
  expect(status).toBe(200);
  const now = wall.site.clock.now();
  const [from, to] = [now - 3_600_000, now + 3_600_000].map((moment) => new Date(moment).toISOString());
  const place = { module: 'project', projectId: projects.alpha.id, projectKey: projects.alpha.key } as const;
  const read = await wall.site.invoke(people.alphaAdmin, place, 'readAudit', { keyId: key.id, from, to });
  // biome-ignore lint/suspicious/noExplicitAny: a resolver's answer, proven by its use
  const records = (read as any).value.value.records as readonly { event: Record<string, unknown> }[];
  return records.flatMap(({ event: { kind, operation, jiraCalls } }) =>
    kind === 'call' ? [{ operation, jiraCalls }] : [],
  );
}

test.each(HIDDEN)('C-SIDE-14 · the record of a call tells nothing of %s', async (_, id, field) => {
  const without = await told(issues.plain.id, field);
  expect(without).toEqual([{ operation: 'getIssue', jiraCalls: 1 }]);
  expect(await told(id, field)).toEqual(without);
});

test.each(HIDDEN)('with fewer things named, an issue with %s is served', async (_, id, field) => {
  expect((await padded(id, field, 10)).status).toBe(200);
});

test('whether an issue that is named is there but hidden is not told by how many there are to ask about', async () => {
  const conditions = { jql: 'labels != never' };
  const narrowed = await wall.issue([
    { projectId: projects.alpha.id, permissions: READING, conditions },
    { projectId: projects.beta.id, permissions: READING },
  ]);
  const shown = [...wall.site.fork().issues.values()]
    .filter(
      ({ projectId, securityLevelId, archived }) => projectId === projects.alpha.id && !securityLevelId && !archived,
    )
    .map(({ id }) => id)
    .slice(0, 50);
  expect(shown).toHaveLength(50);
  const people = Array.from({ length: 13 }, (_, at) => `"712020:none-${String(at).padStart(6, '0')}"`).join(', ');
  const ask = (candidate: string, more: number) => {
    const never = Array.from({ length: more }, (_, at) => String(900_000 + at));
    const jql = `key in (${[...shown, candidate, ...never].join(', ')}) OR assignee in (${people})`;
    return wall.send(narrowed, { method: 'POST', path: '/rest/api/3/search/jql', body: { jql, maxResults: 1 } });
  };
  await ask(issues.plain.id, 0);
  for (const more of [10, 1_800]) {
    const [hidden, never] = [await ask(issues.secret.id, more), await ask('899999', more)];
    expect([never.status, hidden.status]).toEqual([200, 200]);
    expect(hidden.json.issues).toEqual(never.json.issues);
  }
});
