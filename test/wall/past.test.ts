/**
 * The past in queries, C-JQL-22: Jira keeps what an issue was in another project, so no key asks what anything was, unless a
 * site admin lets it; even then a foreign name is as good as none.
 */
import { canaries } from '../../local/jira/seeds/fixture';
import { asked, CLAUSE, DOORS, idsOf, jqlOf } from './jql-case';
import { expectTwins, FIXTURE, issueKey, type Key, openWall, READING, type Sent, type Wall } from './site';

const { boards, sprints, issues, projects, people, priorities, statuses, missing } = FIXTURE;
const A = '/rest/agile/1.0';
const S = '/rest/software/1.0';
/** Went through a review, a resolution and a priority in OMEGA, and came to ALPHA without any of it. */
const cameIn = issues.movedIn;

let wall: Wall;
/** What a site admin lets ask about the past. */
let asking: Key;
beforeAll(async () => {
  wall = await openWall({ now: Date.parse('2026-11-25T12:00:00Z') });
  asking = await revealing({ reveals: ['pastInQueries'] });
});
afterEach(() => wall.reset());
afterAll(() => wall.stop());

async function revealing(more: object): Promise<Key> {
  const grants = [{ projectId: projects.alpha.id, permissions: READING }];
  const expiresAt = new Date(wall.site.clock.now() + 30 * 86_400_000).toISOString();
  const body = { name: 'Asks', grants, expiresAt, ...more };
  const result = await wall.site.invoke(people.siteAdmin, { module: 'admin' }, 'createKey', body);
  // biome-ignore lint/suspicious/noExplicitAny: a resolver's answer, proven by its use
  const { value } = (result.ok ? result.value : undefined) as any;
  return { text: value.key, url: value.gatewayUrl, id: value.view.id };
}

/** Each finds, or leaves out, an issue by what it was in OMEGA alone. */
const TELLING: readonly string[] = [
  'status WAS "In Review"',
  'status WAS IN ("In Review", Done)',
  'status WAS NOT "In Review"',
  'status WAS NOT IN ("In Review")',
  'status CHANGED TO "In Review"',
  'status CHANGED FROM Done',
  'status CHANGED BEFORE -70d',
  'status CHANGED DURING (-90d, -70d)',
  'NOT status CHANGED BEFORE -70d',
  'priority CHANGED BEFORE -70d',
  'resolution WAS Done',
  'resolution WAS NOT Done',
  'resolution CHANGED',
  'resolution CHANGED FROM EMPTY',
];
const mine = (jql: string): string => `id = ${cameIn.id} AND (${jql})`;
const finds = async (jql: string, key: Key): Promise<boolean> => {
  const answer = await wall.send(key, asked(mine(jql)));
  expect(answer.status).toBe(200);
  return idsOf(answer).includes(cameIn.id);
};

test('the issue was elsewhere what it never was here, and its history does not say so', async () => {
  const items =
    wall.site
      .fork()
      .issues.get(cameIn.id)
      ?.history.flatMap(({ items }) => items) ?? [];
  expect(items.map(({ field, toString: to }) => `${field} ${to}`)).toEqual(
    expect.arrayContaining(['status In Review', 'resolution Done']),
  );
  const told = await wall.send(wall.alpha, { method: 'GET', path: `/rest/api/3/issue/${cameIn.key}/changelog` });
  expect(told.status).toBe(200);
  expect(told.text).not.toMatch(/In Review|"resolution"/);
});

test.each(TELLING)('C-JQL-22 · %s is refused at each door without a call, with what would mend it', async (jql) => {
  const at = DOORS.map(
    (door, index) => [[wall.alpha, wall.reader, wall.mixed][index % 3] ?? wall.alpha, door] as const,
  );
  for (const [key, door] of at) {
    for (const form of [jql, `labels = none OR ${jql} ORDER BY key`]) {
      const { status, json, calls } = await wall.send(key, asked(form, door));
      expect([status, json.rule, calls]).toEqual([400, 'jql_not_offered', []]);
      expect(json.errorMessages.join()).toMatch(/before an issue came into its project.*site admin/);
    }
  }
});

/** The remaining doors of queries. */
const OTHERS: readonly ((jql: string) => Sent)[] = [
  (jql) => ({
    method: 'POST',
    path: '/rest/api/3/jql/match',
    body: { jqls: ['labels = loyalty', jql], issueIds: [Number(cameIn.id)] },
  }),
  ...[
    `${A}/board/${boards.alpha}/issue`,
    `${S}/board/${boards.alpha}/issue`,
    `${S}/board/${boards.alpha}/issue/approximate-count`,
    `${A}/board/${boards.alpha}/backlog`,
    `${A}/sprint/${sprints.alphaActive}/issue`,
    `${A}/epic/${issues.epic.key}/issue`,
  ].map(
    (path) =>
      (jql: string): Sent => ({ method: 'GET', path: `${path}?jql=${encodeURIComponent(jql)}` }),
  ),
];

test('C-JQL-22 · so it is below boards, sprints and epics, and where issues are matched', async () => {
  for (const door of OTHERS) {
    const { status, json, calls } = await wall.send(wall.alpha, door('status WAS "In Review"'));
    expect([status, json.rule, calls]).toEqual([400, 'jql_not_offered', []]);
    expect((await wall.send(wall.alpha, door('status = "In Review"'))).status).toBe(200);
    expect((await wall.send(asking, door('status WAS "In Review"'))).status).toBe(200);
  }
});

test('a key that a site admin lets ask about the past finds by it', async () => {
  for (const jql of TELLING) {
    // One that asks for what never was leaves it out, and tells as much.
    expect([jql, await finds(jql, asking)]).toEqual([jql, !jql.includes('NOT')]);
  }
  expect(await finds('status WAS Done', asking)).toBe(true);
  expect(await finds('priority WAS Highest', asking)).toBe(false);
});

test.each([
  ['status WAS @', () => canary('status'), '"CANARY-9999-never"'],
  ['status WAS IN (@)', () => statuses.omegaTeam, missing.statusId],
  ['status CHANGED FROM @', () => canary('status'), '"CANARY-9999-never"'],
  ['status CHANGED BY @', () => `"${people.outsider}"`, `"${people.nobody}"`],
  ['priority WAS @', () => priorities.omega, missing.priorityId],
  ['priority CHANGED TO @', () => canary('priority'), '"CANARY-9999-never"'],
])('C-JQL-22 · for it too a foreign name is as good as none · %s', async (clause, foreign, never) => {
  for (const form of [clause, `NOT (${clause})`, `${clause} OR summary ~ "payment"`]) {
    for (const door of DOORS) {
      const at = (name: string): Sent => asked(form.replace('@', name), door);
      const [one, other] = await expectTwins(wall, asking, at(foreign()), at(never));
      expect(one.status).toBe(200);
      expect(jqlOf(one)).toEqual(jqlOf(other));
      for (const jql of jqlOf(one)) expect(String(jql).startsWith(CLAUSE)).toBe(true);
    }
  }
});
const canary = (word: string): string => `"${canaries(wall.site.fork()).find((one) => one.endsWith(`-${word}`))}"`;

test("a grant's own condition does not ask about the past, whoever allows what", async () => {
  const grants = (jql: string) => [
    { projectId: projects.alpha.id, permissions: ['issue:read'], conditions: { jql } },
    { projectId: projects.beta.id, permissions: ['issue:read'] },
  ];
  const reveals = ['pastInQueries'];
  await expect(issueKey(wall.site, grants('status WAS "In Review"'), { reveals })).rejects.toThrow('conditions.jql');
  await expect(issueKey(wall.site, grants('NOT status CHANGED'), { reveals })).rejects.toThrow('conditions.jql');
  await expect(issueKey(wall.site, grants('status = "In Review"'), { reveals })).resolves.toBeDefined();
});

test("only the site's page lets a key ask about the past, and no project's page hands it on", async () => {
  const { alpha } = projects;
  const at = { module: 'project', projectId: alpha.id, projectKey: alpha.key } as const;
  const draft = (reveals: readonly string[]) => ({
    name: 'Asks',
    grants: [{ projectId: alpha.id, permissions: ['issue:read'] }],
    reveals,
    expiresAt: new Date(wall.site.clock.now() + 86_400_000).toISOString(),
  });
  const create = (reveals: readonly string[]) => wall.site.invoke(people.siteAdmin, at, 'createKey', draft(reveals));
  expect(await create(['pastInQueries'])).toMatchObject({ value: { ok: false, fault: { where: 'reveals' } } });
  expect(await create([])).toMatchObject({ value: { ok: true } });
  const rotate = (key: Key) =>
    wall.site.invoke(people.alphaAdmin, at, 'rotateKey', { keyId: key.id, version: 1, overlapSeconds: 0 });
  expect(await rotate(asking)).toMatchObject({ value: { ok: false, fault: { reason: 'not_allowed' } } });
  expect(await rotate(await revealing({}))).toMatchObject({ value: { ok: true } });
});

test('the key itself hears that it may ask', async () => {
  const { json } = await wall.send(asking, { method: 'GET', path: '/key/self' });
  expect(json.reveals).toEqual(['pastInQueries']);
});
