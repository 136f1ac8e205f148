/** The examples beside the form, for every preset: asked of the deployed bundle, first comes what the preset is for. */
import { PRESETS } from '../../src/policy/presets';
import { type Example, exampleCalls, tellingExamples } from '../../static/console/src/grant-form/example-calls';
import { ADMIN, asking } from '../wall/page-functions';
import { FIXTURE, openWall, type Wall } from '../wall/site';

const { desks, people, projects, requestTypes } = FIXTURE;

let wall: Wall;
beforeAll(async () => {
  wall = await openWall();
});
afterAll(() => wall.stop());

const ask = asking(() => wall);
const THINGS = {
  projectKey: projects.alpha.key,
  issue: { key: 'ALPHA-24' },
  typeId: '10103',
  transition: { id: '21', name: 'Start' },
  requestType: { deskId: desks.alpha, id: requestTypes.alpha, name: 'Ask for help' },
};

/** What each preset's title and purpose promise first. */
const FIRST: Readonly<Record<string, string>> = {
  'read-project': 'Search issues of ALPHA',
  'status-dashboard': 'Search issues of ALPHA',
  'create-bugs': 'Create an issue in ALPHA',
  'comment-and-transition': 'Move ALPHA-24 by "Start"',
  'release-notes': 'Create a version in ALPHA',
  'time-tracking': 'Log work on ALPHA-24',
  'service-desk-intake': 'Open a request: Ask for help',
  'ai-agent': 'Create an issue in ALPHA',
};

test.each(PRESETS.map(({ id }) => id))(
  '%s: the first example is what it is for, and the last is refused',
  async (id) => {
    const preset = PRESETS.find((each) => each.id === id);
    const permissions = preset?.permissions ?? [];
    const calls = exampleCalls(THINGS, permissions);
    const grants = [{ projectId: projects.alpha.id, permissions, ...(preset?.conditions ?? {}) }];
    const asked = calls.map(({ label: _, ...call }) => call);
    const { value } = await ask(people.siteAdmin, ADMIN, 'tryCalls', { of: { draft: { grants } }, calls: asked });
    const examples = calls.map((call, at): Example => ({ call, answer: value.answers[at] }));
    const shown = tellingExamples(examples).map(({ call, answer }) => [answer.allowed, call.label]);
    expect(shown[0]).toEqual([true, FIRST[id]]);
    expect(shown.map(([allowed]) => allowed)).toEqual([true, true, false]);
  },
);

test('a preset that comments and moves shows both', () => {
  const preset = PRESETS.find(({ id }) => id === 'comment-and-transition');
  const labels = exampleCalls(THINGS, preset?.permissions ?? []).map(({ label }) => label);
  expect(labels.slice(0, 2)).toEqual([FIRST['comment-and-transition'], 'Add a comment to ALPHA-24']);
});
