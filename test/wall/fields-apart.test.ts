/**
 * What a key of several projects asks about a custom field is asked in each project as answers show it there. An issue that
 * came from elsewhere keeps its values, also of fields and options that its new project does not have: they are not shown, and
 * no query finds, counts or sorts by them.
 */
import { editIssue, moveIssue, put } from '../../local/jira/change';
import type { IssuePatch } from '../../local/jira/change/draft';
import type { JiraState } from '../../local/jira/state';
import { asked, DOORS, idsOf, jqlOf } from './jql-case';
import { FIXTURE, type Key, openWall, READING, type Wall } from './site';

const { projects, issues, fields, options, people } = FIXTURE;
const came = issues.omegaPlain.id;
/** Of these BETA has the third alone, and of its options one. */
const { text, points, severity } = fields;
const number = (id: string): string => `cf[${id.slice('customfield_'.length)}]`;
const [NOTE, POINTS, SEVERITY] = [number(text), number(points), number(severity)];

let wall: Wall;
let both: Key;
let start: JiraState;
beforeAll(async () => {
  wall = await openWall({ now: Date.parse('2026-11-25T12:00:00Z') });
  start = prepared(wall.site.fork());
  wall.site.restore(start);
  // A key of these projects alone, and no list of names from before.
  wall.site.clock.advance(16 * 60_000);
  both = await keyOf(projects.alpha.id, projects.beta.id);
});
afterEach(() => wall.site.restore(start));
afterAll(() => wall.stop());

const keyOf = (...projectIds: readonly string[]): Promise<Key> =>
  wall.issue(projectIds.map((projectId) => ({ projectId, permissions: READING })));

/** An issue of OMEGA moves to BETA with a note, points and an option that BETA does not have. ALPHA-22 has such values of its own. */
function prepared(state: JiraState): JiraState {
  const act = { by: people.outsider, now: wall.site.clock.now() };
  const beta = state.projects.get(projects.beta.id);
  const field = state.customFields.get(severity);
  if (beta === undefined || field === undefined) throw new Error('the fixture has them');
  const customFieldIds = beta.customFieldIds.filter((id) => id !== text && id !== points);
  const onlyAlphas = (field.options ?? []).map((each) =>
    each.id === options.major ? { ...each, projectId: projects.alpha.id } : each,
  );
  const custom: IssuePatch['custom'] = { [text]: 'wombat merger', [points]: 13, [severity]: options.major };
  const lists = put(put(state, 'projects', { ...beta, customFieldIds }), 'customFields', {
    ...field,
    options: onlyAlphas,
  });
  return moveIssue(editIssue(lists, came, { custom }, act), came, projects.beta.id, act.now, people.member);
}

const find = async (jql: string, key: Key = both): Promise<readonly string[]> => {
  const answer = await wall.send(key, asked(jql));
  expect([jql, answer.status]).toEqual([jql, 200]);
  return idsOf(answer);
};

test('answers do not show what the issue brought along', async () => {
  const path = `/rest/api/3/issue/${came}?fields=${text},${points},${severity}`;
  const { status, json } = await wall.send(both, { method: 'GET', path });
  expect(status).toBe(200);
  expect(json.fields).toEqual({ [severity]: null });
  expect(wall.site.fork().issues.get(came)?.custom).toMatchObject({ [text]: 'wombat merger', [points]: 13 });
});

const FINDING = [
  `${NOTE} ~ "wom*"`,
  `${NOTE} is not EMPTY`,
  `${NOTE} !~ "kiwi"`,
  `${POINTS} = 13`,
  `${POINTS} > 12`,
  `${POINTS} != 1`,
  `${POINTS} in (12, 13)`,
  `"Story Points" >= 13`,
  `${SEVERITY} = ${options.major}`,
  `${SEVERITY} = Major`,
  `${SEVERITY} in (Minor, Major)`,
  `${SEVERITY} is not EMPTY`,
  `${SEVERITY} != Minor`,
];

test.each(FINDING)('%s does not find it, under NOT it is as empty, and no count has it', async (jql) => {
  const here = `id = ${came} AND (${jql})`;
  expect(await find(here)).toEqual([]);
  // NOT of a comparison leaves empty fields out, as `!=` does.
  expect(await find(`id = ${came} AND NOT (${jql})`)).toEqual(jql.endsWith('EMPTY') ? [came] : []);
  expect(await find(`project = BETA AND (${jql})`)).toEqual([]);
  for (const door of DOORS) {
    const { status, json } = await wall.send(both, asked(here, door));
    expect([status, json.count ?? json.issues]).toEqual([200, door === 'POST count' ? 0 : []]);
  }
});

test.each([`${NOTE} is EMPTY`, `${POINTS} in (EMPTY, 1)`, `${POINTS} = EMPTY`, `${SEVERITY} is EMPTY`])(
  '%s finds it, since nothing is shown there',
  async (jql) => {
    expect(await find(`id = ${came} AND (${jql})`)).toEqual([came]);
    expect(await find(`id = ${came} AND NOT (${jql})`)).toEqual([]);
  },
);

test('in the project that has them, its own values are found as before, by a key of one project and of both', async () => {
  const alone = await keyOf(projects.alpha.id);
  const { id } = issues.everyField;
  for (const key of [alone, both]) {
    for (const jql of [`${NOTE} ~ note`, `${POINTS} = 5`, `${SEVERITY} = Major`, `${SEVERITY} is not EMPTY`])
      expect([jql, (await find(`project = ALPHA AND ${jql}`, key)).includes(id)]).toEqual([jql, true]);
    expect(await find(`id = ${id} AND ${POINTS} is EMPTY`, key)).toEqual([]);
  }
});

test('an option that both have is found in both', async () => {
  const act = { by: people.member, now: wall.site.clock.now() };
  wall.site.restore(editIssue(wall.site.fork(), issues.beta1.id, { custom: { [severity]: options.minor } }, act));
  expect(await find(`project = BETA AND ${SEVERITY} in (Minor, Major)`)).toEqual([issues.beta1.id]);
});

test('whether such a value is there makes no difference to what is asked of Jira', async () => {
  const jql = `id = ${came} AND ${POINTS} > 12`;
  const one = await wall.send(both, asked(jql));
  const act = { by: people.member, now: wall.site.clock.now() };
  wall.site.restore(editIssue(wall.site.fork(), came, { custom: { [points]: 1 } }, act));
  const other = await wall.send(both, asked(jql));
  expect(jqlOf(one)).toEqual(jqlOf(other));
  expect(one.json).toEqual(other.json);
});

test('issues are sorted by a field that all projects of the key have, and by no other', async () => {
  const sort = (field: string, key: Key) => wall.send(key, asked(`created > "2020/01/01" ORDER BY ${field} DESC`));
  for (const field of [NOTE, POINTS, '"Story Points"']) {
    const { status, json, calls } = await sort(field, both);
    expect([field, status, json.rule, jqlOf({ calls } as never)]).toEqual([field, 400, 'jql_not_offered', []]);
    expect((await sort(field, await keyOf(projects.alpha.id))).status).toBe(200);
  }
  expect((await sort(number(fields.targetDate), both)).status).toBe(200);
});
