/**
 * Long queries: two thousand names are served, foreign ones among them are as good as none, and what is beyond the
 * bounds is refused in words that depend on nothing.
 */
import { asked, DOORS, idsOf } from './jql-case';
import { comparable, expectTwins, openWall, type Wall } from './site';

let wall: Wall;
beforeAll(async () => {
  wall = await openWall({ now: Date.parse('2026-11-25T12:00:00Z') });
});
beforeEach(() => wall.reset());
afterAll(() => wall.stop());

const COUNT = 2_000;
const listOf = (count: number, name: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => name(index + 1)).join(', ');
const FETCHES = COUNT / 100;
/** From 24 on: Jira itself refuses a query for the archived ALPHA-23, wherever it stands in a list. */
const FIRST = 24;

// The platform takes no URL of this length.
test.each(DOORS.filter((door) => door !== 'GET search'))(
  'C-JQL-45 · %s serves two thousand keys, and finds of them what is inside',
  async (door) => {
    const all = await wall.send(wall.alpha, asked(''));
    const named = new Set(Array.from({ length: COUNT }, (_, index) => `ALPHA-${FIRST + index}`));
    const inside: readonly { readonly id: string; readonly key: string }[] = all.json.issues;
    const ids = inside.filter(({ key }) => named.has(key)).map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(10);
    const answer = await wall.send(wall.alpha, asked(`key in (${[...named].join(', ')})`, door));
    expect(answer.status).toBe(200);
    if (door === 'POST count') expect(answer.json.count).toBe(ids.length);
    else expect([...idsOf(answer)].sort()).toEqual(ids.sort());
    expect(answer.calls.filter(({ path }) => path.endsWith('/bulkfetch'))).toHaveLength(FETCHES);
  },
);

test.each([
  ['keys', 'issue in (ALPHA-1, @)', (index: number) => `OMEGA-${index}`, (index: number) => `OMEGA-${index + 50_000}`],
  ['ids', 'id in (ALPHA-1, @)', (index: number) => `${30_000 + index}`, (index: number) => `${300_000 + index}`],
])('C-JQL-08 · two thousand foreign %s are as good as as many invented ones', async (_, form, foreign, never) => {
  const [one, other] = ['foreign', 'never'].map((side) =>
    asked(form.replace('@', listOf(COUNT - 1, side === 'foreign' ? foreign : never))),
  );
  if (one === undefined || other === undefined) throw new Error('two queries');
  const [answer] = await expectTwins(wall, wall.alpha, one, other);
  expect([answer.status, idsOf(answer).length]).toEqual([200, 1]);
});

test('C-JQL-45 · two thousand words are served, and find what two would', async () => {
  const label = 'labels is not EMPTY';
  const words = listOf(COUNT, (index) => `word${index}`);
  const few = await wall.send(wall.alpha, asked(`${label} AND labels not in (word1, word2)`));
  const many = await wall.send(wall.alpha, asked(`${label} AND labels not in (${words})`));
  expect([few.status, many.status]).toEqual([200, 200]);
  expect(idsOf(few).length).toBeGreaterThan(0);
  expect(idsOf(many)).toEqual(idsOf(few));
});

test.each([
  ['a million characters', 'x'.repeat(990_000), 'y'.repeat(500_000)],
  ['one value too many', `key in (${listOf(2_501, () => 'OMEGA-1')})`, `key in (${listOf(2_501, () => 'NOPE-1')})`],
  ['one character too many', `summary ~ "${'x'.repeat(39_989)}"`, `summary ~ "${'y'.repeat(45_000)}"`],
])('C-JQL-45 · %s are refused in the same words, without a call', async (_, one, other) => {
  const answers = [await wall.send(wall.alpha, asked(one)), await wall.send(wall.alpha, asked(other))];
  expect(answers.map(({ status, calls }) => [status, calls])).toEqual([
    [400, []],
    [400, []],
  ]);
  const texts = answers.map((answer) => JSON.stringify(comparable(answer)).replace(/column \d+/g, 'column N'));
  expect(texts[0]).toBe(texts[1]);
});

test('C-JQL-45 · the longest value that fits is served', async () => {
  const answer = await wall.send(wall.alpha, asked(`labels = "${'x'.repeat(39_989)}"`));
  expect([answer.status, answer.json.issues]).toEqual([200, []]);
});
